"""A table that holds a meeting's items is read item by item, other tables row by row."""

from __future__ import annotations

from ingest.read.item_tables import table_lines
from ingest.read.written import Written

Row = tuple[tuple[Written, ...], ...]


def row(*cells: str | tuple[str, ...]) -> Row:
    return tuple(tuple(Written((each,)) for each in ((cell,) if isinstance(cell, str) else cell)) for cell in cells)


def read(*rows: Row) -> list[tuple[str, ...]]:
    return [line.cells for line in table_lines(rows) if not line.furniture]


ITEMS = (
    row("1", ("Apologies", "There were none."), ""),
    row("2.", ("Ferry landing", "A report was heard.", "RESOLVED that it be noted."), "Clerk"),
)
LINES = [
    ("1 Apologies",),
    ("There were none.",),
    ("2. Ferry landing",),
    ("A report was heard.",),
    ("RESOLVED that it be noted.",),
    ("Clerk",),
]


def test_items_are_lines_with_their_number() -> None:
    assert read(*ITEMS) == LINES


def test_the_heads_of_items_are_no_words_of_the_minutes() -> None:
    assert read(row("No", "Item", "Action"), *ITEMS) == LINES


def test_what_goes_on_an_item_in_another_row_follows_it() -> None:
    assert read(*ITEMS, row("", ("More was said.", "And more."), "")) == [*LINES, ("More was said.",), ("And more.",)]


def test_a_table_with_other_heads_keeps_its_rows() -> None:
    assert read(row("No", "Item", "Status"), *ITEMS)[1][0] == "1"


def test_a_table_of_figures_or_sentences_keeps_its_rows() -> None:
    assert read(row("1", "North", "£5"), row("2", "South", "£6")) == [("1", "North", "£5"), ("2", "South", "£6")]
    told = (row("1", ("It was late.", "It sank."), "a"), row("2", ("It was new.", "It swam."), "b"))
    assert [len(cells) for cells in read(*told)] == [3, 3]


def test_no_rows_are_no_lines() -> None:
    assert read() == []
