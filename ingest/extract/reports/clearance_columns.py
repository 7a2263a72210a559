"""Clearances in a table whose heads are the aspects: "Finance | Legal", who cleared each and when below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract.reports.clearance_words import named_aspect
from ingest.extract.reports.label_blocks import Piece
from ingest.read.document import Line

# A name, an answer and a day may each have a row of their own.
MOST_ROWS = 4
LONGEST_CELL = 90


@dataclass(frozen=True, slots=True)
class Answered:
    """What stands below one aspect: the labels of its rows, its cells, and the pieces of paper that hold them."""

    aspect: str
    label: str
    words: str
    pieces: tuple[Piece, ...]


def answered_columns(rows: Sequence[tuple[int, Line]], at: int) -> Iterator[Answered]:
    """The answers below each aspect of a row of aspects; none where the row is another's or has no answers below."""
    heads = rows[at][1].cells
    aspects = [named_aspect(cell.text) if cell else None for cell in heads]
    first = 0 if aspects[0] else 1
    named = [aspect for aspect in aspects[first:] if aspect]
    if len(named) < 2 or len(named) < len(heads) - first or len(set(named)) < len(named):
        return
    below = list(_below(rows, at, len(heads), labelled=first == 1))
    for column in range(first, len(heads)) if below else ():
        cells = [(row, line) for row, line in below if line.cells[column].text]
        pieces = [Piece(heads[column], rows[at][1], rows[at][0], column)]
        pieces += [Piece(line.cells[column], line, row, column) for row, line in cells]
        label = " ".join(line.cells[0].text for _, line in cells) if first else ""
        words = " – ".join(line.cells[column].text for _, line in cells)
        yield Answered(aspects[column] or "", label, words, tuple(pieces))


def _below(rows: Sequence[tuple[int, Line]], at: int, width: int, *, labelled: bool) -> Iterator[tuple[int, Line]]:
    """The rows of answers; a row that opens with an aspect is of another table."""
    for row, line in rows[at + 1 : at + 1 + MOST_ROWS]:
        if len(line.cells) != width or not line.is_row or any(len(cell.text) > LONGEST_CELL for cell in line.cells):
            return
        if named_aspect(line.cells[0].text) and not labelled:
            return
        yield row, line
