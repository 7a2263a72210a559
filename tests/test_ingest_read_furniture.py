"""Page numbers, stamps and running heads are told apart from what the page says, and printed pages are known."""

from __future__ import annotations

import pytest

from ingest.read.document import Line
from ingest.read.text import read_text


def read(text: str) -> tuple[Line, ...]:
    return read_text(text.encode()).lines


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Page 31 of 144", "page"), ("Page 5 / Appendix A", "page"), ("Page 7", "page"), ("- 12 -", "page"),
        ("Page 1 Agenda Item 7", "page"), ("This page is intentionally left blank", "page"),
        ("Agenda Item No: 4", "stamp"),
        ("Agenda Item: 2a", "stamp"), ("AGENDA ITEM 7: Appendix 1", "stamp"), ("Page 31 of the report says so", None),
        ("Agenda Item No: 4 was deferred", None), ("12", None), ("- 12 places", None), ("Pages 1 - 20", None),
    ],
)  # fmt: skip
def test_furniture_is_told_by_its_whole_line(words: str, kind: str | None) -> None:
    assert read(f"Before\n{words}\nAfter")[1].furniture == kind


def test_a_line_beside_three_page_numbers_is_a_running_head() -> None:
    pages = "".join(
        f"Words of page {name}.\nWexmere Council\nPage {page} of 4\n" for page, name in enumerate("abcd", 1)
    )
    found = read(pages)
    assert {line.text for line in found if line.furniture == "head"} == {"Wexmere Council"}


def test_a_line_beside_two_page_numbers_is_not() -> None:
    found = read("First.\nWexmere Council\nPage 1 of 2\nSecond.\nWexmere Council\nPage 2 of 2\n")
    assert not any(line.furniture == "head" for line in found)


def test_words_stand_on_the_page_whose_number_follows_them() -> None:
    found = read("One.\nPage 1 of 3\nTwo.\nPage 2 of 3\nThree.\n")
    assert [line.printed_page for line in found] == ["1", "1", "2", "2", None]


def test_the_packs_own_numbers_win_over_those_of_a_report_in_it() -> None:
    found = read("One.\nPage 1 of 2\nPage 1 of 40\nTwo.\nPage 2 of 2\nPage 2 of 40\n")
    assert [line.printed_page for line in found] == ["1", "1", "1", "2", "2", "2"]


def test_lines_in_a_gap_of_numbers_have_none() -> None:
    found = read("One.\nPage 1 of 40\nSome.\nPage 9 of 40\nTen.\nPage 10 of 40\n")
    assert [line.printed_page for line in found] == ["1", "1", None, None, "10", "10"]


def test_a_tables_cells_beside_page_numbers_are_no_running_heads() -> None:
    pages = "".join(
        f"Care Report for May\nPage {page} of 9\n\nNone\n\nNone\n\nNone\n\n1{page}/05/22\n" for page in range(1, 6)
    )
    lines = read_text(pages.encode()).lines
    assert {line.text for line in lines if line.furniture == "head"} == {"Care Report for May"}


@pytest.mark.parametrize("words", ["ITEM 7", "Item No. 7", "Item: 7a", "AGENDA ITEM: 7"])
def test_an_item_s_number_alone_at_the_head_of_a_page_is_a_stamp(words: str) -> None:
    found = read(f"Agenda of the Board\n\f{words}\n\nHarbour Committee\nThe quays were mended.\n")
    assert [line.furniture for line in found] == [None, "stamp", None, None]


@pytest.mark.parametrize(
    "paper",
    [
        "Minutes\nItem 7\nThe quays were mended.\n",  # below other words
        "Minutes of the Board\n\fItem 7\nThe quays were mended.\nItem 8\nNothing else.\n",  # heads of a paper's items
        "Minutes of the Board\n\fItem 7 was deferred\nThe quays were mended.\n",
        "Minutes of the Board\n\fItem 7\n",
    ],
)
def test_an_item_s_number_elsewhere_is_no_stamp(paper: str) -> None:
    assert not any(line.furniture for line in read(paper))
