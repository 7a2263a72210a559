"""What a page of a paper shows: its text and its picture with the same words marked, and what was read there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException

from interfaces.web.pages.source_words import Group, groups
from interfaces.web.source.finding import Found
from interfaces.web.source.lines import Rectangle, rectangles
from interfaces.web.source.papers import file_of
from interfaces.web.source.placing import Placed
from interfaces.web.source.seen import WIDTHS, found_on, shape_seen
from interfaces.web.source.shown import Block, Span, shown
from interfaces.web.workers.errors import Busy, Died, Overran
from kg.errors import BadQuery, Unreadable
from queries.paper import Leaf, PaperAnswer, Section, statements

if TYPE_CHECKING:
    from starlette.requests import Request

    from queries.library import Library

# Words of a search that are marked on one page, and the characters of a search that is read.
MOST_SOUGHT, LONGEST_SEARCH = 500, 1000
# How wide the picture's own measure is: marks are in thousandths of the page's width.
WIDE: Final = 1000
UNDRAWN: Final = {
    Busy: "The server has too much to do to draw this page just now. Load it again in a moment.",
    Overran: "Drawing this page took too long. Its words are in the text; the original file has the page.",
    Died: "This page could not be drawn. Its words are in the text; the original file has the page.",
    Unreadable: "This page could not be drawn. Its words are in the text; the original file has the page.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request wants to see of a page: characters of the paper's text, words of a search, how large."""

    start: int | None
    end: int | None
    words: str
    zoom: int

    @classmethod
    def of(cls, request: Request) -> Asked:
        """Read from the address; what makes no sense there is passed over."""
        values = request.query_params
        start, end = _number(values.get("start")), _number(values.get("end"))
        zoom = _number(values.get("zoom"))
        return cls(start, end, values.get("q", "")[:LONGEST_SEARCH], zoom if zoom in WIDTHS else 100)

    @property
    def span(self) -> Span | None:
        """The characters to mark strongly."""
        return (self.start, self.end) if self.start is not None and self.end and self.start < self.end else None


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a page, in its own measure, with marks; `lost` of `quoted` words were not found on it."""

    width: int
    height: int
    strong: tuple[Rectangle, ...]
    light: tuple[Rectangle, ...]
    quoted: int
    lost: int
    seen: bool


@dataclass(frozen=True, slots=True)
class SourceView:
    """All that the template of a page shows.

    unseen   why there is no picture, though the paper is a PDF
    quote    the words that one came for, as far as they stand here; `where` the leaves on which they stand
    """

    leaf: Leaf
    before: Leaf | None
    after: Leaf | None
    section: Section | None
    blocks: tuple[Block, ...]
    picture: Picture | None
    unseen: str | None
    asked: Asked
    quote: str | None
    where: tuple[Leaf, ...]
    found: int
    bad_search: str | None
    groups: tuple[Group, ...]
    issues: Group | None
    zooms: tuple[int, ...] = tuple(WIDTHS)


def view_of(request: Request, library: Library, paper: PaperAnswer, leaf: Leaf, asked: Asked) -> SourceView:
    """The view of a page. The text must be there: a paper without text has no leaves."""
    held = library.paper_text(paper.paper.iri)
    text = held.text if held else ""
    span = asked.span if asked.span and asked.span[0] < len(text) else None
    here = (max(span[0], leaf.start), min(span[1], leaf.end)) if span else None
    here = here if here and here[0] < here[1] else None
    sought, bad = _sought(text, leaf, asked.words)
    picture, unseen = _picture(request, library, paper, leaf, text, here, sought)
    read, issues = groups(statements(library, paper.paper.iri, leaf.start, leaf.end), paper)
    at = leaf.number - 1
    return SourceView(
        leaf,
        paper.leaves[at - 1] if at else None,
        paper.leaves[at + 1] if at + 1 < len(paper.leaves) else None,
        paper.section_at(here[0] if here else leaf.start),
        shown(text, leaf.start, leaf.end, here, sought, (library.line(paper.paper.iri, leaf.start) or 1), paper.paged),
        picture,
        unseen,
        asked,
        text[here[0] : here[1]] if here else None,
        _where(paper, span),
        len(sought),
        bad,
        read,
        issues,
    )


def _where(paper: PaperAnswer, span: Span | None) -> tuple[Leaf, ...]:
    if not span:
        return ()
    return tuple(leaf for leaf in paper.leaves if leaf.start < span[1] and leaf.end > span[0])


def _sought(text: str, leaf: Leaf, words: str) -> tuple[tuple[Span, ...], str | None]:
    """The places of a search's words on a leaf, and what is wrong with a search that cannot be read."""
    from index.query import parse
    from index.snippets import marks

    if not words.strip():
        return (), None
    try:
        found = marks(text[leaf.start : leaf.end], parse(words).tree)
    except BadQuery as error:
        return (), str(error)
    return tuple((leaf.start + mark.start, leaf.start + mark.end) for mark in found[:MOST_SOUGHT]), None


def _picture(
    request: Request,
    library: Library,
    paper: PaperAnswer,
    leaf: Leaf,
    text: str,
    here: Span | None,
    sought: Sequence[Span],
) -> tuple[Picture | None, str | None]:
    """The picture of a PDF's page, or why there is none."""
    if not paper.paged or paper.media_type != "application/pdf":
        return None, None
    try:
        file = file_of(library, paper)
        if here or sought:
            found = found_on(request, paper.sha256, file, leaf.number, text[leaf.start : leaf.end])
        else:
            found = Found(shape_seen(request, file, leaf.number), Placed((), ()))
    except HTTPException as error:
        return None, error.detail
    except (Busy, Overran, Died, Unreadable) as error:
        return None, UNDRAWN[type(error)]
    return _marked(found, leaf, here, sought), None


def _marked(found: Found, leaf: Leaf, here: Span | None, sought: Sequence[Span]) -> Picture:
    """A picture with the marks of the words found on it."""
    seen, placed = found
    height = round(WIDE / seen.shape)

    def marks(span: Span) -> tuple[Placed, tuple[Rectangle, ...]]:
        held = placed.between(span[0] - leaf.start, span[1] - leaf.start)
        return held, _scaled(rectangles(seen.words, held.found, seen.shape), height)

    quoted, strong = marks(here) if here else (Placed((), ()), ())
    light = tuple(mark for span in sought for mark in marks(span)[1])
    return Picture(WIDE, height, strong, light, len(quoted.tokens), quoted.missing, seen.seen)


def _scaled(marks: Sequence[Rectangle], height: int) -> tuple[Rectangle, ...]:
    """Marks in the picture's own measure, a little larger than the words."""
    return tuple(
        Rectangle(
            round(mark.left * WIDE - 2, 1),
            round(mark.top * height - 1, 1),
            round(mark.width * WIDE + 4, 1),
            round(mark.height * height + 2, 1),
        )
        for mark in marks
    )


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() and len(value) < 12 else None
