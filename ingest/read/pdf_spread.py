"""Lines that are spread to fill their column: white between their words parts no cells, however wide it is.

White parts cells where the lines above and below have white at the same place, or where a rule stands. A justified line
is told from a row of cells by three things: all its white is alike, it begins and ends where other lines do, and the
lines above and below have words where it has white.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.read.pdf_pieces import GUTTER, Piece, Row

# White is alike that is no wider than the line's narrowest by this; behind a sentence's end it may be doubled.
ALIKE, SENTENCE = 1.3, 2.6
# How near lines begin or end at one edge, in points, and how many times the size of their words they stand apart.
FLUSH, REACH = 1.5, 14.0
# The lines above and below stand no further than this from a line, by size; those of its own paragraph than that.
NEXT_TO, IN_PARAGRAPH = 4.0, 1.75
# How many lines of a paragraph may have white at one place by chance, and how much their words' sizes differ.
MOST_SHARED, SAME_SIZE = 4, 0.6
# A line of more pieces is a row of a table.
MOST_PIECES = 16
ENDS_SENTENCE = re.compile(r"[.:;?!]['\"’”)\]]*$")

# A number or letter and the first word behind it: the white between them is the mark's own.
OPENED = re.compile(r"(?:\(?\w{1,4}[.)]|\d{1,3}(?:\.\d{1,3}){0,4}|[-–•])\s\S+")


class White(NamedTuple):
    """White between two pieces of a row."""

    left: float
    right: float


class Edges:
    """Where the pieces of some rows begin and end, to be asked who else does so nearby."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._begin: dict[int, list[tuple[float, float]]] = {}
        self._end: dict[int, list[tuple[float, float]]] = {}
        for piece in (piece for row in rows for piece in row):
            self._begin.setdefault(round(piece.x0), []).append((piece.x0, piece.y))
            self._end.setdefault(round(piece.x1), []).append((piece.x1, piece.y))

    def begin(self, piece: Piece) -> int:
        """How many other lines nearby have something begin where a piece does."""
        return _count(self._begin, piece.x0, piece)

    def end(self, piece: Piece) -> int:
        """How many other lines nearby have something end where a piece does."""
        return _count(self._end, piece.x1, piece)

    def part(self, one: Piece, two: Piece) -> bool:
        """Whether the white between two pieces is that between two columns, or between a label and what it is of."""
        return self.begin(two) > 1 and (one.text.endswith(":") or self.end(one) > 1)


def _count(places: Mapping[int, Sequence[tuple[float, float]]], x: float, piece: Piece) -> int:
    around = (place for key in range(round(x - FLUSH), round(x + FLUSH) + 1) for place in places.get(key, ()))
    return sum(abs(x - other) <= FLUSH and 1 < abs(y - piece.y) < REACH * piece.size for other, y in around)


def closed(rows: Sequence[Row]) -> list[Row]:
    """The same rows, the pieces of spread lines put together; each row from the left."""
    out = list(rows)
    # Lines with much white first: those of two words are told by the whole lines beside them.
    for is_line in (_is_spread, _is_lone):
        wide = [at for at, row in enumerate(out) if 1 < len(row) <= MOST_PIECES]
        if not wide:
            return out
        edges = Edges(out)
        for at in wide:
            out[at] = _closed(out, at, edges, is_line)
    return out


def _closed(rows: Sequence[Row], at: int, edges: Edges, is_line: Callable[[Row, Sequence[Row], int], bool]) -> Row:
    """A row with each spread line in it as one piece: the longest ones, from the right."""
    row = rows[at]
    out: Row = []
    end = len(row)
    while end:
        lines = (first for first in range(end - 1) if _is_column(row[first:end], first, edges))
        start = next((first for first in lines if is_line(row[first:end], rows, at)), end - 1)
        out.insert(0, _whole(row[start:end]))
        end = start
    return out


def _is_near(row: Row, other: Row, times: float) -> bool:
    return abs(other[0].y - row[0].y) < times * row[0].size


def _whole(line: Row) -> Piece:
    whole = line[0]
    for piece in line[1:]:
        whole = whole.with_next(piece)
    return whole


def _is_column(line: Row, first: int, edges: Edges) -> bool:
    """Whether pieces that follow one another on a row from its `first` begin and end where other lines do, no column's
    white between them."""
    size = line[0].size
    if not edges.end(line[-1]) or (first and not edges.begin(line[0])):
        return False
    if any(abs(piece.size - size) > SAME_SIZE for piece in line) or any(two.x0 < one.x1 for one, two in pairwise(line)):
        return False
    return not any(edges.part(one, two) for one, two in pairwise(line))


def _is_spread(line: Row, rows: Sequence[Row], at: int) -> bool:
    """Whether all white of a line is about as wide, that behind a sentence's end apart, and not that of a table."""
    inner = [piece.widest for piece in line if piece.widest and not OPENED.fullmatch(piece.text)]
    near = [row for row in _around(rows, at) if _is_near(rows[at], row, NEXT_TO)]
    if len(line) + len(inner) < 3 or not near:
        return False
    gaps = _whites(line)
    usual = min([*(gap.right - gap.left for gap in gaps), *inner])
    if any(white > ALIKE * SENTENCE * usual for white in inner):
        return False
    for piece, gap in zip(line, gaps, strict=False):
        if gap.right - gap.left > ALIKE * usual * (SENTENCE if ENDS_SENTENCE.search(piece.text) else 1):
            return False
    return not any(_is_of_table(line, row) for row in near)


def _is_of_table(line: Row, row: Row) -> bool:
    """Whether a row has white wherever a line has, and its cells below or above the line's."""
    if len(row) < len(line) or not all(_is_shared(gap, row) for gap in _whites(line)):
        return False
    return all(any(_is_below(one, two) for two in row) for one in line[1:])


def _is_below(one: Piece, two: Piece) -> bool:
    """Whether two pieces begin, end or have their middle at one place."""
    begins, ends = one.x0 - two.x0, one.x1 - two.x1
    return min(abs(begins), abs(ends), abs(begins + ends) / 2) <= FLUSH


def _around(rows: Sequence[Row], at: int) -> Sequence[Row]:
    return (*rows[max(0, at - 1) : at], *rows[at + 1 : at + 2])


def _is_lone(line: Row, rows: Sequence[Row], at: int) -> bool:
    """Whether white between two words is none of a table's: the lines of the paragraph above and below run across it.

    Several lines that follow one another may have such white, and the paragraph's last line may be short. What is set
    otherwise is a label, and numbers may be those of pages or sums at the margin.
    """
    if len(line) != 2 or line[0].bold != line[1].bold or line[0].text.endswith(":"):
        return False
    if not line[1].text[:1].islower() or any(char.isdigit() for char in line[1].text):
        return False
    (gap,) = _whites(line)
    above, below = (_past(gap, rows, at, step) for step in (-1, 1))
    begins = [_begins_with(line, row) for row in (above, below) if row]
    if above:  # which may open with a number, or further in
        return _runs_across(gap, line, above) and begins[-1]
    return below is not None and _runs_across(gap, line, below) and begins[0]


def _past(gap: White, rows: Sequence[Row], at: int, step: int) -> Row | None:
    """The first row of the paragraph, up or down, that has no white at a gap's place; None where the paragraph ends."""
    for _ in range(MOST_SHARED):
        at += step
        if not 0 <= at < len(rows) or not _is_near(rows[at], rows[at - step], IN_PARAGRAPH):
            return None
        if not _is_shared(gap, rows[at]):
            return rows[at]
    return None


def _runs_across(gap: White, line: Row, row: Row) -> bool:
    """Whether a row has words where a line has white, and ends where the line does."""
    is_across = any(piece.x0 < (gap.left + gap.right) / 2 < piece.x1 for piece in row)
    return is_across and any(abs(piece.x1 - line[-1].x1) <= FLUSH for piece in row)


def _begins_with(line: Row, row: Row) -> bool:
    """Whether something on a row begins where a line does."""
    return any(abs(piece.x0 - line[0].x0) <= FLUSH for piece in row)


def _whites(row: Row) -> list[White]:
    return [White(one.x1, two.x0) for one, two in pairwise(row)]


def _is_shared(gap: White, row: Row) -> bool:
    """Whether a row has white at a gap's place, too."""
    least = GUTTER * row[0].size
    return any(min(gap.right, white.right) - max(gap.left, white.left) >= least for white in _whites(row))
