"""One paper: what it is, what it binds together, its pages, and what was read from a stretch of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.errors import UnknownName
from kg.ids import last_part
from kg.vocabulary import ID_BASE
from queries.answers import Ref, Row, every, first, grouped, ref, truth, whole, word
from queries.library import Library

if TYPE_CHECKING:
    from kg.archive import PaperText

# A paper without pages is shown in parts of about so many characters, and none of more than that many.
PART, LONGEST_PART = 8_000, 30_000


@dataclass(frozen=True, slots=True)
class Later:
    """A later version of minutes: the paper that prints it, and the character at which it starts there."""

    paper: str
    file_name: str
    start: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part that the paper binds together (a report, minutes, …), characters start to end of its text.

    standing  what minutes say of themselves: draft, approved; `later` the version that replaced them
    """

    kind: str
    title: str | None
    start: int
    end: int
    standing: str | None = None
    later: Later | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the file, or of a paper without pages a part of its text; counted from 1.

    printed  the first and last page numbers printed on it, where known
    heading  what it opens with, where the paper has no pages
    """

    number: int
    start: int
    end: int
    printed: tuple[str, ...] = ()
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """A paper; `paged` says whether its leaves are pages of the file. No leaves where its text cannot be had."""

    paper: Ref
    file_name: str
    sha256: str
    media_type: str | None
    kind: str | None
    title: str | None
    date: str | None
    exempt: bool
    source: str | None
    council: Ref | None
    committee: Ref | None
    meetings: tuple[Ref, ...]
    sections: tuple[Section, ...]
    leaves: tuple[Leaf, ...]
    paged: bool

    def leaf_at(self, start: int) -> Leaf | None:
        """The leaf in which a character of the paper's text stands."""
        index = bisect_right(self.leaves, start, key=lambda leaf: leaf.start)
        return self.leaves[max(0, index - 1)] if self.leaves else None

    def section_at(self, start: int) -> Section | None:
        """The part in which a character of the paper's text stands."""
        return next((section for section in reversed(self.sections) if section.start <= start < section.end), None)

    def printed_as(self, number: str) -> Leaf | None:
        """The first leaf on which this page number is printed."""
        return next((leaf for leaf in self.leaves if number in leaf.printed), None)


@dataclass(frozen=True, slots=True)
class Stated:
    """What was read from some characters of a paper: a statement or a thing named; `code` only of what was not read."""

    iri: str
    kind: str
    label: str
    start: int
    end: int
    code: str | None = None


@dataclass(frozen=True, slots=True)
class SameElsewhere:
    """A report or minutes of this paper that another paper prints, too, and where."""

    work: str
    start: int
    paper: str
    file_name: str
    other_start: int
    other_end: int
    other_page: int | None
    standing: str | None


def paper_iri(digits: str) -> str:
    """A paper's IRI by the end of it."""
    return f"{ID_BASE}paper/{digits}"


def paper(library: Library, iri: str) -> PaperAnswer:
    """What is known of a paper. UnknownName where the graph has no such paper."""
    rows = library.ask("paper", g=iri)
    if not rows:
        raise UnknownName("There is no such paper here. It may have been withdrawn, or is not for publication.")
    row = rows[0]
    text = library.paper_text(iri)
    sections = _sections(library, library.ask("paper-sections", g=iri))
    paged = bool(text and text.pages)
    return PaperAnswer(
        Ref(iri, first(rows, "title") or row["fileName"]),
        row["fileName"],
        row["sha256"],
        first(rows, "mediaType"),
        first(rows, "kind"),
        first(rows, "title"),
        first(rows, "date"),
        bool(truth(rows, "exempt")),
        first(rows, "from"),
        ref(rows, "council"),
        ref(rows, "committee"),
        tuple(dict.fromkeys(Ref(each["meeting"], each["meetingLabel"]) for each in rows if "meeting" in each)),
        sections,
        _leaves(library, iri, text, sections) if text else (),
        paged,
    )


def statements(library: Library, iri: str, start: int, end: int) -> tuple[Stated, ...]:
    """What was read from characters start to end of a paper, in the paper's order, each once."""
    rows = library.ask("paper-statements", g=iri, **{"from": str(start), "to": str(end)})
    found = (_stated(same) for same in grouped(rows, "thing"))
    return tuple(each for each in found if each)


def same_elsewhere(library: Library, iri: str) -> tuple[SameElsewhere, ...]:
    """The reports and minutes of a paper that other papers print, too."""
    rows = library.ask("paper-versions", g=iri)
    return tuple(
        SameElsewhere(
            row["workLabel"],
            int(row["start"]),
            row["otherPaper"],
            library.paper(row["otherPaper"]).file_name,
            int(row["otherStart"]),
            int(row["otherEnd"]),
            whole(same, "otherPage"),
            first(same, "standing"),
        )
        for same in grouped(rows, "version", "other")
        for row in same[:1]
    )


# Of a thing's classes that which says most: a member is a person, too, and a power to award is an event.
PLAIN: Final = ("Person", "Body", "Statement", "ContractEvent")


def _stated(rows: Sequence[Row]) -> Stated | None:
    kinds = sorted(map(last_part, (kind.replace("#", "/") for kind in every(rows, "kind"))), key=PLAIN.__contains__)
    label = first(rows, "stated") or first(rows, "concluded") or first(rows, "message")
    if not label or not kinds:
        return None
    message = first(rows, "message")
    place = int(rows[0]["start"]), int(rows[0]["end"])
    return Stated(rows[0]["thing"], kinds[0], message or label, *place, first(rows, "code"))


def _sections(library: Library, rows: Sequence[Row]) -> tuple[Section, ...]:
    return tuple(
        Section(
            same[0]["kind"],
            first(same, "title"),
            int(same[0]["start"]),
            int(same[0]["end"]),
            word(same, "standing"),
            _later(library, same[0]),
        )
        for same in grouped(rows, "section")
    )


def _later(library: Library, row: Row) -> Later | None:
    if "afterPaper" not in row:
        return None
    return Later(row["afterPaper"], library.paper(row["afterPaper"]).file_name, int(row["afterStart"]))


def _leaves(library: Library, iri: str, text: PaperText, sections: Sequence[Section]) -> tuple[Leaf, ...]:
    """The file's pages; of a paper without pages, its parts."""
    if text.pages:
        return _pages(text, library.ask("paper-pages", g=iri))
    return _parts(text.text, library.ask("paper-passages", g=iri), sections)


def _pages(text: PaperText, rows: Sequence[Row]) -> tuple[Leaf, ...]:
    """The file's pages."""
    printed: dict[int, str] = {}
    for row in rows:
        printed.setdefault(int(row["page"]), row["printedPage"])
    return tuple(
        Leaf(span.page, span.start, span.end, _numbers(span.printed or printed.get(span.page))) for span in text.pages
    )


def _numbers(number: str | None) -> tuple[str, ...]:
    return (number,) if number else ()


def _parts(text: str, passages: Sequence[Row], sections: Sequence[Section]) -> tuple[Leaf, ...]:
    """A text in parts to be read at once: each section, a long one at its headings, else where a line ends."""
    opens = min((section.start for section in sections), default=0)
    white = not text[:opens].strip()  # white space before the first section is no part by itself
    titles = {0 if white and section.start == opens else section.start: section.title for section in reversed(sections)}
    headings = [(int(row["start"]), row.get("heading")) for row in _openings(passages)]
    starts = sorted({0, *(start for start in titles if start < len(text))})
    places = [at for at, _ in headings]
    starts = [start for one, two in pairwise((*starts, len(text))) for start in _cut(text, one, two, places)]
    parts = []
    for number, (start, end) in enumerate(pairwise((*starts, len(text))), 1):
        inside = (heading for at, heading in headings[bisect_left(places, start) : bisect_left(places, end)] if heading)
        heading = titles.get(start) or next(inside, None)
        parts.append(Leaf(number, start, end, _printed(passages, start, end), heading))
    return tuple(parts)


def _openings(passages: Iterable[Row]) -> Iterable[Row]:
    """The passages that open under another heading than the one before."""
    last: str | None = ""
    for row in passages:
        if row.get("heading") != last:
            last = row.get("heading")
            yield row


def _cut(text: str, start: int, end: int, headings: Sequence[int]) -> list[int]:
    """Where the parts of a stretch of text begin."""
    starts = [start]
    while end - starts[-1] > PART * 1.5:
        here = starts[-1]
        near = bisect_right(headings, here + PART // 2)
        at = headings[near] if near < len(headings) else end
        if at > here + PART * 1.5:
            at = _line_end(text, here + PART, min(here + LONGEST_PART, end))
        if at >= end:
            break
        starts.append(at)
    return starts


def _line_end(text: str, least: int, most: int) -> int:
    """Where a line begins, a blank one before it if there is one, else where the text may be cut at all."""
    blank = text.find("\n\n", least, most)
    if blank >= 0:
        return blank + 2
    line = text.find("\n", least, most)
    return line + 1 if line >= 0 else most


def _printed(passages: Sequence[Row], start: int, end: int) -> tuple[str, ...]:
    """The first and last page numbers printed on a stretch of text."""
    first_at = bisect_right(passages, start - 1, key=lambda row: int(row["start"]))
    last_at = bisect_right(passages, end - 1, key=lambda row: int(row["start"]))
    numbers = list(dict.fromkeys(row["printedPage"] for row in passages[first_at:last_at] if "printedPage" in row))
    return tuple(dict.fromkeys((numbers[0], numbers[-1]))) if numbers else ()
