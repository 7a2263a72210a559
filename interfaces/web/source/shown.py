"""A stretch of a paper's text as a page shows it: blocks of lines, lines of cells, cells of pieces, some marked.

Of "Members agreed\\nto tender.\\n\\nFee\\t£20" the first block is a paragraph of two lines, the second of which goes on
the first; the other is a row of two cells.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

Span = tuple[int, int]

# A printer's line is full, and the next goes on it, that is so long by the longest of its page.
FULL: Final = 0.72
# What opens a line of its own: a list mark, a number or letter, a reference, a heading in capitals.
OPENS = re.compile(
    r"\s*(?:[•·▪◦‣*–—-]\s|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]\s|\d{1,3}(?:\.\d{1,3}){1,3}\s|[A-Z][A-Z &]{8,80}$)"
)
# A list mark or number that hangs before its line, parted from it by a tab: no row of a table.
HANGS = re.compile(r"(?:[•·▪◦‣*–—-]|o|\(?[\w.]{1,6}[.)]|\d{1,3}(?:\.\d{1,3}){1,3})\t[^\t]*")
WHITE: Final = str.maketrans("\u2028\t", "  ")
LINE = re.compile(r"[^\n\f]*")
CELL = re.compile(r"[^\t]*")


class Piece(NamedTuple):
    """Some characters. `quoted`: of the quotation that one came for; `sought`: of a search's words."""

    text: str
    quoted: bool = False
    sought: bool = False


class Line(NamedTuple):
    """A line with its number in the paper, from 1. `goes_on`: the printer broke it off, and the next goes on it."""

    number: int
    cells: tuple[tuple[Piece, ...], ...]
    goes_on: bool = False

    @property
    def is_row(self) -> bool:
        return len(self.cells) > 1


class Block(NamedTuple):
    """Lines without a blank one between them: a paragraph, a heading, a row."""

    lines: tuple[Line, ...]


def shown(
    text: str, start: int, end: int, quoted: Span | None, sought: Sequence[Span], first_line: int, wrapped: bool
) -> tuple[Block, ...]:
    """Characters start to end of a paper's text.

    quoted      characters of the text that are marked strongly; `sought` those that are marked lightly
    first_line  the number of the line in which `start` stands
    wrapped     whether a printer broke the lines, as in a PDF
    """
    marks = _Marks(quoted, sought)
    longest = _longest(re.split(r"[\n\f]", text[start:end]))
    blocks: list[list[Line]] = [[]]
    for number, (one, two) in enumerate(_lines(text, start, end), first_line):
        words = text[one:two]
        if not words.strip():
            blocks.append([])
            continue
        after = LINE.match(text, two + 1, max(end, two + 1))
        hangs = HANGS.fullmatch(words) is not None
        goes_on = wrapped and (hangs or "\t" not in words) and _goes_on(words, after[0] if after else "", longest)
        cells = [tuple(marks.pieces(text, one, two))] if hangs else list(_cells(text, one, two, marks))
        if goes_on:  # the white between the lines is marked where what stands before it is
            cells[-1] = (*cells[-1][:-1], cells[-1][-1]._replace(text=f"{cells[-1][-1].text} "))
        blocks[-1].append(Line(number, tuple(cells), goes_on))
    return tuple(Block(tuple(lines)) for lines in blocks if lines)


class _Marks:
    """Where marks begin and end, and which characters they hold."""

    def __init__(self, quoted: Span | None, sought: Sequence[Span]) -> None:
        self._quoted = quoted
        self._sought = sorted(sought)
        self._starts = [start for start, _ in self._sought]
        spans = (*sought, *((quoted,) if quoted else ()))
        self._edges = sorted({edge for span in spans for edge in span})

    def pieces(self, text: str, start: int, end: int) -> Iterator[Piece]:
        """Characters start to end, parted where marks begin and end."""
        inside = self._edges[bisect_right(self._edges, start) : bisect_left(self._edges, end)]
        for one, two in pairwise((start, *inside, end)):
            if one < two:
                quoted = bool(self._quoted and self._quoted[0] <= one < self._quoted[1])
                yield Piece(text[one:two].translate(WHITE), quoted, self._is_sought(one))

    def _is_sought(self, at: int) -> bool:
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self._sought[index][1]


def _longest(lines: Iterable[str]) -> int:
    """How long the longest line is that is no row of a table."""
    return max((len(line) for line in lines if "\t" not in line or HANGS.fullmatch(line)), default=0)


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        found = LINE.match(text, start, end)
        stop = found.end() if found else end
        yield start, stop
        start = stop + 1


def _goes_on(line: str, after: str, longest: int) -> bool:
    if "\t" in after or not after.strip() or OPENS.match(after):
        return False
    return len(line) >= FULL * longest


def _cells(text: str, start: int, end: int, marks: _Marks) -> Iterator[tuple[Piece, ...]]:
    while start <= end:
        found = CELL.match(text, start, end)
        stop = found.end() if found else end
        yield tuple(marks.pieces(text, start, stop))
        start = stop + 1
