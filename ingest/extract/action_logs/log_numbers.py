"""Which number of a log's rows is the minute's: a log may count its rows, and refer to minutes beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.words.tables import Row
from ingest.read.document import Line


def with_minutes(parts: Sequence[Row | Line]) -> Iterator[Row | Line]:
    """The rows of a log, a column "Ref" or "No." taken for the minute's where no other is and it counts no rows."""
    rows = [part for part in parts if isinstance(part, Row)]
    other = any(row.text("minute") for row in rows)
    counts = _counts([row.text("number") for row in rows if row.text("number")])
    for part in parts:
        if isinstance(part, Row) and part.text("number") and not other and not counts:
            cells = {("minute" if name == "number" else name): words for name, words in part.cells.items()}
            yield replace(part, cells=cells)
        else:
            yield part


def _counts(numbers: Sequence[str]) -> bool:
    """Whether numbers only count rows: 1, 2, 3 without a gap, from whichever end."""
    bare = [number.strip(" .)") for number in numbers]
    if not all(number.isdigit() for number in bare):
        return False
    counted = [str(number) for number in range(1, len(bare) + 1)]
    return bare in (counted, counted[::-1])
