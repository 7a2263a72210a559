"""Which part of a passage to quote, where the white of columns, a page's end or furniture runs through it.

Readers of PDFs do not agree on the order of cells, of their lines, of hanging numbers that stand far apart ("10",
"Workplace charges") and of what stands at a page's edge, but on the words of each. A quote that holds to one of them is
found on its page by any reader.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.read.document import Document, Line

CELL = re.compile(r"[^\t]+")
# The lines of a cell, which stand beside those of other cells.
CELL_LINE = re.compile(r"[^\t\u2028]+")
LINE_END = re.compile(r"[\n\f]")
# A number that hangs before a heading or paragraph, whose next lines stand this much further in.
HANGING = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,4}|[a-z]{1,4})[.)]{0,2}\s+", re.IGNORECASE)
HANGS_BY = 3
# Columns of short lines ("Report author", "Lead director") stand beside one another where the next begins this much
# further to the right, and behind most of their width; no column of so many lines is looked through.
BESIDE, MOST_WIDTH, MOST_LINES = 20, 0.8, 15


def quote_span(document: Document, start: int, end: int) -> tuple[int, int]:
    """The longest part of characters start to end that nothing runs through; all of them where nothing does.

    Lines on one page go on one another, also behind a number or label that stands apart, up to furniture or a table's
    row.
    """
    held = list(_lines(document, start, end))
    start += _hanging(held, start)
    if len(held) > 1 and _has_column_beside(document, held[0]):
        held = held[:1]
    parts: list[tuple[int, int]] = []
    goes_on, page = False, None
    for line in held:
        if line.furniture:
            goes_on = False
            continue
        places = line.content.places
        first, last = max(start, places[0]), min(end, places[-1] + 1)
        if line.is_row and (ends := LINE_END.search(document.text, first, last)):
            last = ends.start()  # a row that a page's end tore goes on behind what stands at its foot
        split = CELL_LINE if sum(map(bool, line.cells)) > 1 else CELL
        pieces = [found.span() for found in split.finditer(document.text, first, last)]
        if len(pieces) == 1 and goes_on and line.page == page and not line.is_row:
            parts[-1] = parts[-1][0], pieces[0][1]
        else:
            parts.extend(pieces)
        goes_on, page = not line.is_row, line.page
    return max(parts, key=lambda part: part[1] - part[0], default=(start, end))


def _hanging(held: Sequence[Line], start: int) -> int:
    """How long the number is that opens a passage of several lines and hangs before them."""
    if len(held) < 2 or held[0].start != start or held[1].indent - held[0].indent < HANGS_BY:
        return 0
    found = HANGING.match(held[0].text)
    return found.end() if found and found.end() < len(held[0].text) else 0


def _has_column_beside(document: Document, line: Line) -> bool:
    """Whether a line stands in one of two columns of short lines, whose order readers do not agree on."""
    lines = document.lines
    at = bisect_right(lines, line.start, key=attrgetter("start")) - 1
    first, last = _until(lines, at, -1), _until(lines, at, 1)
    if last is not None and last < len(lines) and _is_right_of(lines[last], lines[_top(lines, at) : last]):
        return True
    return first is not None and first >= 0 and _is_right_of(line, lines[_top(lines, first) : first + 1])


def _until(lines: Sequence[Line], at: int, step: int) -> int | None:
    """The place of the first line up or down that is of another column; None where this one is too long for one."""
    for index in range(at, at + step * MOST_LINES, step):
        if not 0 <= index < len(lines) or not _is_of(lines[index], lines[at]):
            return index
    return None


def _top(lines: Sequence[Line], at: int) -> int:
    """Where the block begins in which a line stands."""
    top = at
    while top > max(0, at - MOST_LINES) and not lines[top].gap and _is_of(lines[top - 1], lines[at]):
        top -= 1
    return top


def _is_of(other: Line, line: Line) -> bool:
    """Whether another line stands in the same column of the same page."""
    same = other.page == line.page and not other.furniture and not other.is_row and not other.level
    return same and abs(other.indent - line.indent) < BESIDE


def _is_right_of(line: Line, column: Sequence[Line]) -> bool:
    """Whether a line begins where all lines of the column before it have ended."""
    if line.furniture or line.is_row or not column or line.page != column[0].page:
        return False
    widest = max(each.indent + MOST_WIDTH * len(each.text) for each in column)
    return line.indent - column[0].indent >= BESIDE and line.indent >= widest


def _lines(document: Document, start: int, end: int) -> Iterator[Line]:
    """The lines in which characters start to end stand."""
    index = max(0, bisect_right(document.lines, start, key=attrgetter("start")) - 1)
    while index < len(document.lines) and document.lines[index].start < end:
        if document.lines[index].content.places[-1] >= start:
            yield document.lines[index]
        index += 1
