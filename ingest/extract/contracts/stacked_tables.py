"""Tables of contracts flattened to a cell a line: row after row, or column after column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.extract.contracts.contract_columns import Head, Heads, head_of, told_apart, under
from ingest.extract.contracts.contract_tables import TableRow, read_rows
from ingest.extract.contracts.reading import Reading
from ingest.extract.contracts.table_cells import cell_date, cell_sum
from ingest.read.document import Line

LONGEST_CELL = 90
MOST_HEADS = 9
# How many rows a table printed column after column may have.
MOST_ROWS = 30


def stacked_heads(lines: Sequence[Line], place: int) -> tuple[Heads | None, int]:
    """The heads of a table flattened to a cell a line, and where its rows begin."""
    found: list[Head] = []
    at = place
    while at < len(lines) and len(found) < MOST_HEADS and not lines[at].is_row and len(lines[at].text) < 40:
        two = head_of(f"{lines[at].text} {lines[at + 1].text}") if at + 1 < len(lines) else Head(None, "")
        one = head_of(lines[at].text)
        if one.column is None and two.column is None:
            break
        found.append(two if two.column and one.column is None else one)
        at += 2 if two.column and one.column is None else 1
    heads = told_apart(tuple(found)) if len(found) > 2 else None
    return heads, at


def table_of_lines(reading: Reading, lines: Sequence[Line], place: int) -> int:
    """Read a table flattened to a cell a line; return where it ends, `place` where none opens there."""
    heads, first = stacked_heads(lines, place)
    if heads is None:
        return place
    rows = list(_stacked_rows(lines, first, heads))
    read_rows(reading, heads, rows)
    return first + len(rows) * len(heads) if rows else place


def _stacked_rows(lines: Sequence[Line], first: int, heads: Heads) -> Iterator[TableRow]:
    """Rows of as many lines as there are heads, as long as every line can stand under its head."""
    for place in range(first, len(lines) - len(heads) + 1, len(heads)):
        held = lines[place : place + len(heads)]
        if any(line.is_row or line.level or len(line.text) > LONGEST_CELL for line in held):
            return
        cells = under(heads, [line.content for line in held])
        if cells is None or not any(cell_date(words) or cell_sum(words, "") for words in cells.values()):
            return
        yield TableRow(cells, tuple(held))


def table_of_columns(reading: Reading, lines: Sequence[Line], place: int) -> int:
    """Read a table printed column after column, each under its head; return where it ends, `place` where none opens."""
    starts = _column_starts(lines, place)
    heads = told_apart(tuple(head_of(lines[at].text) for at in starts)) if len(starts) > 2 else None
    if heads is None:
        return place
    count = starts[1] - starts[0]
    rows = [tuple(lines[at + row] for at in starts if at + row < len(lines)) for row in range(1, count)]
    fitting = [(under(heads, [line.content for line in held]), held) for held in rows if len(held) == len(heads)]
    read_rows(reading, heads, [TableRow(cells, held) for cells, held in fitting if cells])
    return starts[-1] + count


def _column_starts(lines: Sequence[Line], place: int) -> list[int]:
    """Where the heads of columns of one length stand, one below the other."""
    if place >= len(lines) or head_of(lines[place].text).column is None:
        return []
    for count in range(2, MOST_ROWS + 2):
        starts = [place]
        while len(starts) < MOST_HEADS and _is_head(lines, starts[-1] + count):
            starts.append(starts[-1] + count)
        cells = lines[place : starts[-1] + count]
        if len(starts) > 2 and all(not line.is_row and len(line.text) < LONGEST_CELL for line in cells):
            return starts
    return []


def _is_head(lines: Sequence[Line], at: int) -> bool:
    return at < len(lines) and head_of(lines[at].text).column is not None
