"""Rows of a table that a page's end tears: the cells that go on at the next page's head joined to those they go on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.read.document import Line, Mapped, joined
from ingest.read.pdf_pieces import CELL_BREAK, lines_joined

# A cell that has come to its end, and one that plainly has not: it goes on in small letters.
ENDED = re.compile(r"[.:;?!]['\"’”)\]]*$")
GOES_ON = re.compile(r"[a-z]")
# How many rows at a page's head may repeat those at the head of the table.
MOST_HEADS = 3


def mended(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The same lines, torn rows whole: what they took in from the next page stays there as furniture, and so do the
    table's heads that were printed again above it.

    Only what is sure is joined: as many cells, none that goes on had ended, the first is empty or goes on too.
    """
    out = list(lines)
    for end, start in _breaks(lines):
        last = _row_at(lines, end, -1)
        first = _row_at(lines, start, 1)
        if last is None or first is None:
            continue
        torn = first + _heads(lines, last, first)
        if torn < len(lines) and _continues(out[last], lines[torn]):
            for index in range(first, torn + 1):
                out[index] = replace(lines[index], furniture="head")
            out[last] = _whole(out[last], lines[torn])
    return tuple(out)


def _breaks(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The last line of a page and the first of the next."""
    for index, (one, two) in enumerate(pairwise(lines)):
        if one.page is not None and two.page == one.page + 1:
            yield index, index + 1


def _row_at(lines: Sequence[Line], at: int, step: int) -> int | None:
    """The row that stands last or first on a page, its furniture apart; None where something else does."""
    page = lines[at].page
    while 0 <= at < len(lines) and lines[at].page == page:
        if not lines[at].furniture:
            return at if lines[at].is_row else None
        at += step
    return None


def _heads(lines: Sequence[Line], last: int, first: int) -> int:
    """How many rows at a page's head say again what the table's first rows said."""
    top, page, width = last, lines[last].page, len(lines[last].cells)
    while top > 0 and lines[top - 1].page == page and len(lines[top - 1].cells) == width:
        top -= 1
    count = 0
    while count < MOST_HEADS and top + count < last and first + count < len(lines):
        if lines[first + count].text != lines[top + count].text:
            break
        count += 1
    return count


def _continues(row: Line, below: Line) -> bool:
    """Whether a row's cells are the rest of those of the row before it."""
    if below.furniture or not below.is_row or len(row.cells) != len(below.cells):
        return False
    pairs = [(one.text, two.text) for one, two in zip(row.cells, below.cells, strict=True) if two.text]
    if below.cells[0].text and not GOES_ON.match(below.cells[0].text):
        return False
    if any(not above or ENDED.search(above) for above, _ in pairs):
        return False
    return any(GOES_ON.match(text) for _, text in pairs)


def _whole(row: Line, below: Line) -> Line:
    cells = tuple(_cell(one, two) for one, two in zip(row.cells, below.cells, strict=True))
    return replace(row, cells=cells, content=joined(cells))


def _cell(above: Mapped, rest: Mapped) -> Mapped:
    """A cell and what goes on it, put together as the lines of a cell are: a broken word or address whole again."""
    is_one = CELL_BREAK not in lines_joined((above.text, rest.text))
    return joined((above, rest), "" if is_one else " ")
