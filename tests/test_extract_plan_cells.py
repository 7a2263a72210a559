"""Forward plans that a converter printed a cell a line, or ran together: which date is a meeting's, where rows end."""

from __future__ import annotations

from hypothesis import given, strategies

from ingest.divide.sections import divide
from ingest.extract.forward_plans.forward_plans import forward_plan
from ingest.read.text import read_text
from kg.records import Issue, PlannedItem, Record

AGENDA = (
    "ADULTS COMMITTEE\n\nThursday, 9 June 2022\n\n14:00\n\nAGENDA\n\n1. Apologies for absence\n\n2. Minutes 5 - 10\n\n"
    "The Committee comprises the members below, and papers are sent to them five working days\nbefore it meets, as the "
    "constitution of the county council asks for each meeting of it.\n\n"
)
HEADS = (
    "Committee date\nAgenda item\nLead officer\nReference if key decision\nDeadline for reports\n"
    "Agenda despatch date\n\n"
)
PLAN = AGENDA + "ADULTS COMMITTEE AGENDA PLAN\n\nPublished on 1 June 2022\n\nNotes\n\n"

Planned = tuple[str | None, str, tuple[str, ...], str | None]


def read(text: str) -> list[Record]:
    sections = divide(read_text(text.encode()))
    return [record for section in sections if section.kind == "forward-plan" for record in forward_plan(section)]


def planned(text: str) -> list[Planned]:
    items = [record for record in read(text) if isinstance(record, PlannedItem)]
    return [(one.planned_for.date if one.planned_for else None, one.title, one.leads, one.ref) for one in items]


def test_deadlines_behind_an_item_are_no_meetings() -> None:
    rows = (
        "14/07/22\nCare Homes\nA Pine\n2022/034\n01/07/22\n06/07/22\n\nRisk in the\nMarket\nB Oak / C Elm\n"
        "Not applicable\n\n11/08/22\nCarers\nD Ash\nNot applicable\n29/07/22\n03/08/22\n"
    )
    assert planned(PLAN + HEADS + rows) == [
        ("2022-07-14", "Care Homes", ("A Pine",), "2022/034"),
        ("2022-07-14", "Risk in the Market", ("B Oak", "C Elm"), None),
        ("2022-08-11", "Carers", ("D Ash",), None),
    ]


def test_without_blank_lines_the_deadlines_are_counted() -> None:
    rows = (
        "14/07/22\nCare Homes\nA Pine\n2022/034\n01/07/22\n06/07/22\nRisk\nB Oak\nNot applicable\n11/08/22\nCarers\n"
        "D Ash\nNot applicable\n29/07/22\n03/08/22\n15/09/22\nBudget\nE Yew\n2022/040\n"
    )
    assert [(date, title) for date, title, _, _ in planned(PLAN + HEADS + rows)] == [
        ("2022-07-14", "Care Homes"),
        ("2022-07-14", "Risk"),
        ("2022-08-11", "Carers"),
        ("2022-09-15", "Budget"),
    ]


def test_dates_of_meetings_without_items_are_known_by_their_count() -> None:
    rows = (
        "14/07/22\nCare Homes\nA Pine\n2022/034\n01/07/22\n06/07/22\n\n11/08/22 Provisional date\n29/07/22\n03/08/22\n"
        "\n15/09/22\n02/09/22\n07/09/22\n\n" + HEADS + "Budget\nE Yew\n2022/040\n"
    )
    assert [(date, title) for date, title, _, _ in planned(PLAN + HEADS + rows)] == [
        ("2022-07-14", "Care Homes"),
        ("2022-09-15", "Budget"),
    ]


def test_two_meetings_run_together_are_an_issue_and_date_nothing() -> None:
    rows = "14/07/22 11/08/22\n01/07/22\n06/07/22\n29/07/22\n03/08/22\n\nRisk\nB Oak\nNot applicable\n"
    records = read(PLAN + HEADS + rows)
    assert [record.code for record in records if isinstance(record, Issue)] == ["torn-table"]
    assert planned(PLAN + HEADS + rows) == [(None, "Risk", ("B Oak",), None)]


def test_what_stands_in_place_of_a_deadline_is_a_note() -> None:
    rows = "14/07/22\nCare Homes\nA Pine\nNot applicable\nCirculate via email\n\nRisk\nB Oak\nNot applicable\n"
    items = [record for record in read(PLAN + HEADS + rows) if isinstance(record, PlannedItem)]
    assert [(one.title, one.note) for one in items] == [("Care Homes", "Circulate via email"), ("Risk", None)]


def test_a_note_ends_its_row_without_a_blank_line() -> None:
    rows = (
        "14/07/22\nCare Homes\nA Pine\nNot applicable\nTo follow\nRisk\nB Oak\nNot applicable\n"
        "11/08/22 Provisional date\n29/07/22\n03/08/22\n15/09/22\n02/09/22\n"
        "07/09/22\n13/10/22\nBudget\nE Yew\n2022/040\n30/09/22\n05/10/22\n"
    )
    items = [record for record in read(PLAN + HEADS + rows) if isinstance(record, PlannedItem)]
    assert [(one.title, one.note, one.planned_for and one.planned_for.date) for one in items] == [
        ("Care Homes", "To follow", "2022-07-14"),
        ("Risk", None, "2022-07-14"),
        ("Budget", None, "2022-10-13"),
    ]


def test_a_blank_line_before_every_cell_parts_no_rows() -> None:
    rows = (
        "14/07/22\nCare Homes\nA Pine\nNot applicable\n01/07/23\n06/07/22\nRisk\nB Oak / C Elm\nNot applicable\n"
        "Circulate via email\n11/08/22\nBudget\nE Yew\n2022/040\n29/07/22\n03/08/22\n"
    )
    assert planned((PLAN + HEADS + rows).replace("\n", "\n\n")) == [
        ("2022-07-14", "Care Homes", ("A Pine",), None),
        ("2022-07-14", "Risk", ("B Oak", "C Elm"), None),
        ("2022-08-11", "Budget", ("E Yew",), "2022/040"),
    ]


def test_dots_in_place_of_deadlines_close_a_row_too() -> None:
    rows = "14/07/22 Care Homes A Pine Not applicable • •\nRisk B Oak Not applicable • •\n"
    assert [(title, leads) for _, title, leads, _ in planned(PLAN + HEADS + rows)] == [
        ("Care Homes", ("A Pine",)),
        ("Risk", ("B Oak",)),
    ]


def test_a_title_in_capitals_may_take_two_lines() -> None:
    rows = "14/07/22\nCare Homes\nA Pine\nNot applicable\n"
    text = (PLAN + HEADS + rows).replace("COMMITTEE AGENDA PLAN\n\n", "POLICY AND SERVICE COMMITTEE AGENDA\nPLAN\n")
    assert [title for _, title, *_ in planned(text)] == ["Care Homes"]


def test_a_page_number_within_a_cell_parts_nothing() -> None:
    rows = (
        "14/07/22\nCare Homes and\nPage 3 of 20\n\nNursing\nA Pine\n"
        "Page 4 of 20\n\nNot applicable\n\nRisk\nB Oak\nN/A\n"
    )
    assert [(title, leads) for _, title, leads, _ in planned(PLAN + HEADS + rows)] == [
        ("Care Homes and Nursing", ("A Pine",)),
        ("Risk", ("B Oak",)),
    ]


def test_rows_that_stand_in_one_line_are_cut_behind_the_reference() -> None:
    rows = (
        "14/07/22 Care Homes A Pine 2022/034 01/07/22 06/07/22 Risk B Oak / C\n\nElm\n\nNot applicable\n\n"
        "Carers D Ash Not applicable Budget for 2023 E Yew\n\nNot applicable\n"
    )
    assert planned(PLAN + HEADS + rows) == [
        ("2022-07-14", "Care Homes", ("A Pine",), "2022/034"),
        ("2022-07-14", "Risk", ("B Oak", "C Elm"), None),
        ("2022-07-14", "Carers", ("D Ash",), None),
        ("2022-07-14", "Budget for 2023", ("E Yew",), None),
    ]


def test_an_item_to_be_programmed_goes_on_over_its_lines() -> None:
    rows = (
        "14/07/22\nRisk\nA Pine\nNot applicable\n\nTo be programmed:\n\n- Review of how many residents wait for "
        "a change to their care at home\nservice, or for a new package\n- Early Help (J Grey)\n"
    )
    assert [(title, leads) for _, title, leads, _ in planned(PLAN + HEADS + rows)[1:]] == [
        ("Review of how many residents wait for a change to their care at home service, or for a new package", ()),
        ("Early Help", ("J Grey",)),
    ]


@given(strategies.lists(strategies.integers(0, 2), min_size=1, max_size=8))
def test_no_item_is_planned_for_a_deadline(kinds: list[int]) -> None:
    rows = ""
    for month, kind in enumerate(kinds, 1):
        dates = f"20/{month:02}/23", f"06/{month:02}/23", f"11/{month:02}/23"
        if kind == 0:
            rows += "\n".join(dates) + "\n\n"
        else:
            rows += f"{dates[0]}\nItem {month}\nA Pine\nNot applicable\n{dates[1]}\n{dates[2]}\n\n"
        if kind == 2:
            rows += f"Other {month}\nB Oak\nNot applicable\n\n"
    assert all(date and date.endswith("-20") for date, *_ in planned(PLAN + HEADS + rows))
