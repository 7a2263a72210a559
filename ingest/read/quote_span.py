"""Which part of a passage to quote, where the white of columns runs through it.

Readers of PDFs do not agree on the order of cells and hanging numbers that stand far apart ("10", "Workplace charges"),
but on the words of each. A quote that holds to one of them can be found on the page by any of them.
"""

from __future__ import annotations

import re

LINE = re.compile(r"[^\n\f]+")
CELL = re.compile(r"[^\t]+")
# A line of so many pieces is a label or number and its words, which may go on below; one of more is a table's row.
LABELLED = 2


def quote_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The longest part of characters start to end that no tab runs through; all of them where there is no tab.

    Lines without a tab go on the one before, so that a numbered paragraph stays whole behind its number.
    """
    if "\t" not in text[start:end]:
        return start, end
    parts: list[tuple[int, int]] = []
    goes_on = False
    for line in LINE.finditer(text, start, end):
        cells = [(cell.start(), cell.end()) for cell in CELL.finditer(text, *line.span())]
        if len(cells) == 1 and goes_on:
            parts[-1] = parts[-1][0], cells[0][1]
            continue
        parts.extend(cells)
        goes_on = 0 < len(cells) <= LABELLED
    return max(parts, key=lambda part: part[1] - part[0], default=(start, end))
