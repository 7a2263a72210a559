"""The numbers that a paper gives its own paragraphs ("2.1"), so that a citation can name the paragraph.

Only numbers with a point count: "1." also numbers lists. A number holds until the next one, an unnumbered heading, or
the end of what the report says (its clearance form, its source documents).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract.reports.clearances import END, FORM_HEAD
from ingest.read.document import Block

PARAGRAPH = re.compile(r"[1-9]\d?(?:\.\d{1,2}){1,3}")
CHAPTER = re.compile(r"\d{1,2}(?:\.0)?")
# What stands behind a paragraph's number; "2.5 million" and "1.6 2.4 3.1" are figures.
WORDS = re.compile(r"[\"'“‘(*•]*[A-Z]|$")
# A paper whose next number is further on than this has a table there, or another paper.
FURTHEST = 3
SHORTEST_CELL = 40
# A table longer than this is an appendix whose heading was lost, not a part of the paragraph above it.
MOST_ROWS = 25


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number under which a block stands, and whether the block opens that paragraph."""

    number: str | None
    opens: bool


def paragraph_numbers(blocks: Sequence[Block]) -> Iterator[Numbering]:
    """For each block the paragraph that it belongs to."""
    current: str | None = None
    last: tuple[int, ...] = (0,)
    rows = 0
    for block in blocks:
        printed = printed_number(block)
        rows = rows + 1 if block.kind == "row" else 0
        if printed and _follows(last, printed):
            last = _parts(printed)
            current = None if CHAPTER.fullmatch(printed) else printed
            yield Numbering(current, current is not None)
            continue
        if block.kind == "heading" or rows > MOST_ROWS or END.match(block.text) or FORM_HEAD.match(block.text):
            current = None
        yield Numbering(current, False)


def printed_number(block: Block) -> str | None:
    """The number that a block opens with, of a paragraph or a chapter's heading; of a row, its first cell."""
    if block.kind == "row":
        first, rest = block.cells[0].text.rstrip("."), " ".join(cell.text for cell in block.cells[1:])
        return first if PARAGRAPH.fullmatch(first) and len(rest) > SHORTEST_CELL and WORDS.match(rest) else None
    marker = block.marker or ""
    if not WORDS.match(block.body.text):
        return None
    if PARAGRAPH.fullmatch(marker) and not marker.endswith(".0"):
        return marker
    return marker if block.kind == "heading" and CHAPTER.fullmatch(marker) else None


def _follows(last: tuple[int, ...], printed: str) -> bool:
    """Whether a number goes on from the last one, or begins again at 1 ("1.1" of a paper bound in)."""
    parts = _parts(printed)
    return parts in ((1,), (1, 0), (1, 1)) or (last < parts and parts[0] - last[0] <= FURTHEST)


def _parts(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))
