"""A paper as it is read: its text, and lines and blocks that remember where their characters stood.

Mark-up, split cells and doubled spaces are gone from what extractors see, and yet each word can be shown in the paper:
`Mapped` keeps, for every character, its place in the paper's text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from ingest.read.notices.release_text import ReleaseText
from ingest.read.quote_span import quote_span
from kg.evidence import Evidence, quoted


class Mapped:
    """Clean text, each character with its place in the paper's text; a joining space has that of what follows.

    Places are an array of four bytes each ("i"), most of what a long paper takes up while it is read.
    """

    __slots__ = ("places", "text")

    def __init__(self, text: str, places: array[int]) -> None:
        self.text = text
        self.places = places

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"Mapped({self.text!r})"

    def piece(self, start: int = 0, end: int | None = None) -> Mapped:
        """Characters start to end, white space at both ends left out."""
        text = self.text[start:end]
        left = len(text) - len(text.lstrip())
        right = len(text.rstrip())
        if right <= left:
            return Mapped("", array("i"))
        return Mapped(text[left:right], self.places[start + left : start + right])

    def span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Where characters start to end stand in the paper's text, end exclusive; they must not be white space alone.

        White space at both ends is left out: a joining space has its place in the words after it.
        """
        text = self.text[start:end]
        first = (start if start >= 0 else max(0, len(self.text) + start)) + len(text) - len(text.lstrip())
        last = first + len(text.strip()) - 1
        one, other = self.places[first], self.places[last]
        if one <= other:
            return one, other + 1
        # Cells that were put together in another order than the paper's.
        places = self.places[first : last + 1]
        return min(places), max(places) + 1


def joined(pieces: Iterable[Mapped], separator: str = " ") -> Mapped:
    """Pieces one after another, empty ones left out; the separator's characters take the place of what follows."""
    text: list[str] = []
    places = array("i")
    for piece in pieces:
        if not piece.text:
            continue
        if text:
            text.append(separator)
            places.extend([piece.places[0]] * len(separator))
        text.append(piece.text)
        places.extend(piece.places)
    return Mapped("".join(text), places)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the paper.

    content      its words; cells joined by a space
    cells        the words between tabs (or Markdown bars), empty ones kept; one cell where the line is no table row
    level        1 to 6 for a Markdown heading, 0 otherwise
    bold         the whole line was bold
    bullet       a list mark (-, *, •, a private-use glyph) stood before it and was left out
    gap          blank lines before it
    indent       spaces before it
    furniture    None, or what page furniture it is: `page` (a page number), `stamp` ("Agenda Item No: 4"), `head`
    page         the file's page; printed_page the page number printed on it, where known
    """

    content: Mapped
    cells: tuple[Mapped, ...]
    level: int = 0
    bold: bool = False
    bullet: bool = False
    gap: int = 0
    indent: int = 0
    furniture: Literal["page", "stamp", "head"] | None = None
    page: int | None = None
    printed_page: str | None = None

    @property
    def text(self) -> str:
        return self.content.text

    @property
    def start(self) -> int:
        """Where its words start in the paper's text; -1 where it has none."""
        return self.content.places[0] if self.content.text else -1

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table: two cells or more."""
        return len(self.cells) > 1


BlockKind = Literal["heading", "paragraph", "item", "row"]

MARKER = re.compile(
    r"(?P<number>\d{1,3}(?:(?:\.\d{1,2}){1,4}\.?|[.)]))(?=\s|$)"
    r"|\((?P<bracketed>[a-zA-Z]|[ivx]{1,5}|\d{1,2})\)(?=\s|$)"
    r"|(?P<lettered>[a-zA-Z]|[ivx]{1,5}|\d{1,2}|\d{1,2}[a-z])[).](?=\s|$)"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or table row, put together from lines.

    content  its words, hyphenation undone, its number or letter included as printed
    marker   the number or letter that it opens with ("2.1", "a", "iv"), None where it has none
    body     its words after the marker
    lines    the lines it was made of
    """

    kind: BlockKind
    content: Mapped
    marker: str | None
    body: Mapped
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return self.content.text

    @property
    def level(self) -> int:
        return self.lines[0].level

    @property
    def cells(self) -> tuple[Mapped, ...]:
        return self.lines[0].cells


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a file's own table of contents: its title, the file's page that it leads to, its depth from 0."""

    title: str
    page: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class PageFault:
    """What reading could not do with some pages, or did with less certainty: an issue's code, the pages, a sentence."""

    code: str
    pages: tuple[int, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """A paper read whole: its text as decoded, all its lines in order (furniture marked), and whether a printer's line
    breaks stand in its paragraphs (`wrapped`).

    body       the committee, where what the paper came in says it outright (a portal's page does)
    in_columns its words stand at places of a page, where readers differ on the order of cells: quotes hold to one
    outline    the file's bookmarks, in their order
    faults     what could not be read, by pages
    releases   of a file of published notices, each release with the places of its values
    """

    text: str
    lines: tuple[Line, ...]
    wrapped: bool
    page_count: int | None = None
    body: str | None = None
    in_columns: bool = False
    outline: tuple[Bookmark, ...] = ()
    faults: tuple[PageFault, ...] = ()
    releases: tuple[ReleaseText, ...] = ()

    def evidence(self, content: Mapped, start: int = 0, end: int | None = None) -> Evidence:
        """The evidence for characters start to end of a piece of this paper; the piece must not be empty."""
        return self._quoted(*content.span(start, end))

    def evidence_of(self, lines: Iterable[Line]) -> Evidence:
        """The evidence for whole lines, from the first to the last."""
        held = [line for line in lines if line.text]
        return self._quoted(held[0].content.span()[0], held[-1].content.span()[1])

    def evidence_at(self, start: int, end: int) -> Evidence:
        """The evidence for characters start to end of the paper's text."""
        return self._quoted(start, end)

    def _quoted(self, start: int, end: int) -> Evidence:
        if self.in_columns:
            start, end = quote_span(self, start, end)
        line = self.line_at(start)
        return quoted(self.text, start, end, line.page if line else None, line.printed_page if line else None)

    def line_at(self, place: int) -> Line | None:
        """The line in which a character of the paper's text stands."""
        index = bisect_right(self.lines, place, key=attrgetter("start"))
        return self.lines[index - 1] if index else None


def split_marker(content: Mapped) -> tuple[str | None, Mapped]:
    """The number or letter that words open with, bare ("2.1", "a"), and the words after it."""
    found = MARKER.match(content.text)
    if not found:
        return None, content
    marker = next(group for group in found.groups() if group is not None)
    return marker.rstrip(".)"), content.piece(found.end())
