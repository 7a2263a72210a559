"""Which part of a passage to quote, where the white of columns, a page's end or furniture runs through it.

Readers of PDFs do not agree on the order of cells, of their lines, of hanging numbers that stand far apart ("10",
"Workplace charges") and of what stands at a page's edge, but on the words of each. A quote that holds to one of them is
found on its page by any reader.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.read.document import Document, Line

CELL = re.compile(r"[^\t]+")
# The lines of a cell, which stand beside those of other cells.
CELL_LINE = re.compile(r"[^\t\u2028]+")


def quote_span(document: Document, start: int, end: int) -> tuple[int, int]:
    """The longest part of characters start to end that nothing runs through; all of them where nothing does.

    Lines on one page go on one another, also behind a number or label that stands apart, up to furniture or a table's
    row.
    """
    parts: list[tuple[int, int]] = []
    goes_on, page = False, None
    for line in _lines(document, start, end):
        if line.furniture:
            goes_on = False
            continue
        places = line.content.places
        first, last = max(start, places[0]), min(end, places[-1] + 1)
        split = CELL_LINE if sum(map(bool, line.cells)) > 1 else CELL
        pieces = [found.span() for found in split.finditer(document.text, first, last)]
        if len(pieces) == 1 and goes_on and line.page == page and not line.is_row:
            parts[-1] = parts[-1][0], pieces[0][1]
        else:
            parts.extend(pieces)
        goes_on, page = not line.is_row, line.page
    return max(parts, key=lambda part: part[1] - part[0], default=(start, end))


def _lines(document: Document, start: int, end: int) -> Iterator[Line]:
    """The lines in which characters start to end stand."""
    index = max(0, bisect_right(document.lines, start, key=attrgetter("start")) - 1)
    while index < len(document.lines) and document.lines[index].start < end:
        if document.lines[index].content.places[-1] >= start:
            yield document.lines[index]
        index += 1
