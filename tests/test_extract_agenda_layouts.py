"""Agendas of an invented council in the layouts that councils use: tables, groups, notes below titles, odd numbers."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.front_sheets.front_sheets import front_sheet
from ingest.read.text import read_text
from kg.records import AgendaItem, Issue

HEAD = "Wexmere Borough Council\n\n# Roads and Quays Committee\n\nThursday, 9 June 2022 at 6.30 pm\n\n"
TAIL = "\nMembership: Councillors Ada Pine (Chair), Ben Oak and Cy Elm\n\nContact: Dee Fir, Committee Officer\n"

Listed = tuple[str | None, str, str | None]


def items(agenda: str, head: str = "AGENDA\n\n") -> list[Listed]:
    sections = divide(read_text((HEAD + head + agenda + TAIL).encode()))
    records = [record for section in sections if section.kind == "front-sheet" for record in front_sheet(section)]
    assert not [record for record in records if isinstance(record, Issue) and record.code == "number-gap"]
    return [(one.number, one.title, one.first_page) for one in records if isinstance(one, AgendaItem)]


THREE: list[Listed] = [
    ("1", "Apologies for absence", None),
    ("2", "Minutes of 4 May 2022", "5"),
    ("3", "Quay lamps", "6"),
]
LAYOUTS = {
    "heads with a purpose": "Item\tSubject\tPurpose\tPages\n1.\tApologies for absence\t\t\n"
    "2.\tMinutes of 4 May 2022\tFor approval\t5\n3.\tQuay lamps\tKey decision\t6 - 12\n",
    "heads with a report's author": "Item No\tTitle\tReport of\tWards\tPage(s)\n1\tApologies for absence\t\t\t\n"
    "2\tMinutes of 4 May 2022\t\t\t5\n3\tQuay lamps\tHead of Quays\tAll\t6 - 12\n",
    "heads without a number's": "Item\tPage\n1. Apologies for absence\t\n2. Minutes of 4 May 2022\t5\n"
    "3. Quay lamps\t6 - 12\n",
    "cells without heads": "1.\tApologies for absence\t\n2.\tMinutes of 4 May 2022\tFor approval\t5 - 5\n"
    "3.\tQuay lamps\tCorporate Director: Quays\t6 - 12\n",
    "dots that lead to pages": "1. Apologies for absence\n2. Minutes of 4 May 2022 ........ 5\n"
    "3. Quay lamps .............. 6 - 12\n",
    "pages in brackets": "1. Apologies for absence\n\n2. Minutes of 4 May 2022 (Page 5)\n\n"
    "3. Quay lamps (Pages 6 - 12)\n",
    "the word Item": "Item 1 Apologies for absence\n\nItem 2 – Minutes of 4 May 2022 (Page 5)\n\n"
    "Item 3: Quay lamps (Pages 6 - 12)\n",
    "notes below bold titles": "**1. Apologies for absence**\n\nAny member who cannot come should say so.\n\n"
    "**2. Minutes of 4 May 2022**\n\nThe minutes are there to be signed\n(Page 5)\n\n**3. Quay lamps**\n\n"
    "The report tells of the lamps on the quay and what became of them.\n(Pages 6 - 12)\n",
}


@pytest.mark.parametrize("agenda", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_the_same_agenda_reads_the_same_however_it_is_laid_out(agenda: str) -> None:
    assert items(agenda) == THREE


@pytest.mark.parametrize(
    "head", ["A G E N D A\n\n", "Agenda Items\n\n", "Order of Business\n\n", "AGENDA – PART 1\n\n", ""]
)
def test_the_list_opens_under_what_it_is_called_or_under_nothing(head: str) -> None:
    assert items("1. Apologies for absence\n\n2. Minutes of 4 May 2022\n\n3. Quay lamps\n", head) == [
        (number, title, None) for number, title, _ in THREE
    ]


def test_those_named_above_the_list_do_not_end_it() -> None:
    assert items("Councillors Ada Pine and Ben Oak\n\n1. Apologies for absence\n\n2. Quay lamps\n") == [
        ("1", "Apologies for absence", None),
        ("2", "Quay lamps", None),
    ]


@pytest.mark.parametrize(("first", "second"), [("A1", "B1"), ("12/22", "13/22"), ("45.", "46.")])
def test_numbers_need_not_count_from_one(first: str, second: str) -> None:
    found = items(f"{first} Apologies for absence\n\n{second} Quay lamps\n")
    assert [number for number, _, _ in found] == [first.strip("."), second.strip(".")]


def test_a_number_level_with_the_middle_of_its_title_is_that_items() -> None:
    agenda = (
        "1.\tApologies for absence\t\n\n      Lamps for the quay: variation of the\n2\t6 - 7\n"
        "      agreement of May\n\n3\tPier\t8 - 9\n"
    )
    assert items(agenda)[1:] == [
        ("2", "Lamps for the quay: variation of the agreement of May", "6"),
        ("3", "Pier", "8"),
    ]


def test_a_row_below_goes_on_a_title_that_breaks_off() -> None:
    agenda = "1.\tApologies for absence\t\n2.\tProcurement of lamps and\t6 - 12\n\tstreet furniture for the quay\t\n"
    assert items(agenda)[1:] == [("2", "Procurement of lamps and street furniture for the quay", "6")]


def test_items_stand_in_the_groups_they_are_listed_under() -> None:
    agenda = "Procedural items\n\n1. Apologies\n2. Minutes (Page 5)\n\nPART 2 – EXEMPT\n\n3. Lamps (Pages 6 - 8)\n"
    sections = divide(read_text((HEAD + "AGENDA\n\n" + agenda + TAIL).encode()))
    found = [each for each in front_sheet(sections[0]) if isinstance(each, AgendaItem)]
    assert [each.section for each in found] == ["Procedural items", "Procedural items", "PART 2 – EXEMPT"]


def test_a_list_with_what_was_decided_is_no_agenda() -> None:
    text = HEAD + "1. Apologies for absence\n\nThere were none.\n\n2. Minutes\n\nThe minutes were agreed.\n\n3. Lamps\n"
    assert divide(read_text(text.encode()))[0].kind == "other"


def test_a_road_at_a_lines_start_is_no_items_number() -> None:
    assert [number for number, _, _ in items("1. Apologies\n\n2. Works on the\nA47 Quay Junction\n\n3. Pier\n")] == [
        "1",
        "2",
        "3",
    ]


def test_an_agenda_of_which_no_item_is_read_is_an_issue() -> None:
    text = HEAD + "AGENDA\n\nThe items will be told on the day.\n"
    found = list(front_sheet(divide(read_text(text.encode()))[0]))
    assert "torn-table" in [each.code for each in found if isinstance(each, Issue)]
