"""Torn tables put back: heads, shifted and doubled cells, rows that a page broke, tables flattened to lines."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.forward_plans.plan_wordings import COLUMNS, HEAD_WORDS
from ingest.extract.words.tables import (
    HEADS,
    Row,
    chunks,
    fitted,
    goes_on,
    marked_heads,
    merged,
    read_heads,
    table_rows,
)
from ingest.read.document import Line, Mapped
from ingest.read.text import read_text


def mapped(text: str) -> Mapped:
    return Mapped(text, array("i", range(len(text))))


def lines(text: str) -> tuple[Line, ...]:
    return read_text(text.encode()).lines


def cells(*words: str) -> tuple[Mapped, ...]:
    return tuple(mapped(word) for word in words)


def fit(width: int, *words: str) -> tuple[list[str], bool]:
    held, fits = fitted(cells(*words), width)
    return [cell.text for cell in held], fits


def test_heads_are_known_by_their_words_and_a_row_is_none() -> None:
    head, row = lines("Committee date\tAgenda item\tLead officer\n14/07/22\tCare Homes\tA Pine\n")
    assert read_heads(head, COLUMNS) == ("date", "title", "lead")
    assert read_heads(row, COLUMNS) is None


def test_rows_stand_under_their_heads_over_a_second_row_of_heads_and_repeated_ones() -> None:
    text = (
        "Committee date\tAgenda item\tReference if\n\t\tkey decision\n14/07/22\tHomes\t2022/034\n\nA line between\n\n"
        "Committee date\tAgenda item\t\n\tRisk\t2022/035\n"
    )
    parts = list(table_rows(lines(text), COLUMNS))
    rows = [part for part in parts if isinstance(part, Row)]
    assert [row.text("title") for row in rows] == ["Homes", "Risk"]
    assert [part.text for part in parts if isinstance(part, Line)] == ["A line between"]


def test_too_few_cells_leave_the_last_empty() -> None:
    assert fit(3, "a", "b") == (["a", "b", ""], True)


def test_a_doubled_cell_goes_before_an_empty_one() -> None:
    assert fit(3, "a", "b", "b", "c") == (["a", "b", "c"], True)
    assert fit(3, "a", "", "b", "c") == (["a", "b", "c"], True)


def test_cells_that_do_not_fit_are_said_to_be_torn() -> None:
    assert fit(2, "a", "b", "c") == (["a", "b", "c"], False)


@given(st.lists(st.sampled_from(["", "a", "b"]), max_size=8), st.integers(min_value=1, max_value=8))
def test_fitting_loses_no_word(words: list[str], width: int) -> None:
    held, fits = fit(width, *words)
    assert {word for word in words if word} == {word for word in held if word}
    assert len(held) >= width
    assert fits == (len(held) == width)


def test_a_row_and_its_rest_are_joined_cell_by_cell() -> None:
    (first, second) = lines("one\ttwo\nthree\t\n")
    row = merged(
        Row({"title": mapped("one")}, (first,)), Row({"title": mapped("more"), "lead": mapped("two")}, (second,))
    )
    assert (row.text("title"), row.text("lead"), len(row.lines)) == ("one more", "two", 2)


def test_broken_heads_of_a_flattened_table_become_one_mark() -> None:
    text = "Committee \ndate \n\nAgenda item Lead officer \n\nDeadline for \nreports \n\n14/07/22 Homes A Pine\n"
    marked = marked_heads(lines(text), HEAD_WORDS)
    assert [line.text for line in marked] == [HEADS, "14/07/22 Homes A Pine"]


def test_a_title_of_head_words_alone_is_no_head() -> None:
    assert [line.text for line in marked_heads(lines("Agenda Plan\n"), HEAD_WORDS)] == ["Agenda Plan"]


def test_blank_lines_part_the_cells_of_a_flattened_table_and_hyphens_are_undone() -> None:
    paper = "Send the infor-\nmation\n\nComplete\n\ninformation"
    assert [chunk.text for chunk in chunks(lines(paper), paper)] == ["Send the information", "Complete", "information"]


def test_words_go_on_only_in_small_letters_behind_no_stop() -> None:
    assert goes_on("with the", "numbers of beds")
    assert not goes_on("with the list.", "numbers")
    assert not goes_on("with the", "Numbers")
