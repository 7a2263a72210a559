"""Forward plans of an invented council: tables with their cells and tables flattened to bare lines."""

from __future__ import annotations

from ingest.divide.sections import divide
from ingest.extract.forward_plans.forward_plans import forward_plan, reference
from ingest.read.text import read_text
from kg.records import Issue, PlannedItem, Record

AGENDA = (
    "ADULTS COMMITTEE\n\nThursday, 9 June 2022\n\n14:00\n\nAGENDA\n\n1. Apologies for absence\n\n2. Minutes 5 - 10\n\n"
)
HEADS = (
    "Committee date\tAgenda item\tLead officer\tReference if key decision\tDeadline for reports\tAgenda despatch date\n"
)
TABLE = (
    AGENDA
    + "ADULTS COMMITTEE AGENDA PLAN\tPublished on 1 June 2022\n\nNotes\n\nThe following are standing agenda items:\n\n"
    "- Minutes of previous meeting and Action Log;\n\n" + HEADS
)
FLAT_HEADS = (
    "Committee \ndate \n\nAgenda item Lead officer Reference if key \ndecision \n\nDeadline for  \nreports \n\n"
    "Agenda \ndespatch date \n\n"
)
FLAT = (
    AGENDA.replace("\n\n", " \n\n")
    + "ADULTS POLICY AND \nSERVICE COMMITTEE \nAGENDA PLAN \n\nPublished on 1 June 2022 \n \n\n"
    "Notes \n\nThe following are standing agenda items which are considered at every Committee meeting: \n \n\n"
    + FLAT_HEADS
)

Planned = tuple[str | None, str, tuple[str, ...], str | None]


def read(text: str) -> list[Record]:
    sections = divide(read_text(text.encode()))
    return [record for section in sections if section.kind == "forward-plan" for record in forward_plan(section)]


def planned(text: str) -> list[Planned]:
    items = [record for record in read(text) if isinstance(record, PlannedItem)]
    return [(one.planned_for.date if one.planned_for else None, one.title, one.leads, one.ref) for one in items]


def test_the_date_counts_for_the_rows_below_it_over_repeated_heads() -> None:
    rows = (
        "14/07/22\tCare Homes\tA Pine\t2022/034\t01/07/22\t06/07/22\n\tRisk\tB Oak/C Elm\tNot applicable\t\t\n"
        "\t\tPage 12 of 20\t\t\t\n\n" + HEADS + "\tBudget\tTBC\tNot applicable\t•\t•\n"
    )
    assert planned(TABLE + rows) == [
        ("2022-07-14", "Care Homes", ("A Pine",), "2022/034"),
        ("2022-07-14", "Risk", ("B Oak", "C Elm"), None),
        ("2022-07-14", "Budget", (), None),
    ]


def test_a_date_without_an_item_plans_nothing() -> None:
    rows = "14/07/22 Provisional meeting\t\t\t\t01/07/22\t06/07/22\n[11/08/22]\tReserve date\t\t\t\t\n"
    assert planned(TABLE + rows) == []


def test_two_dates_in_one_cell_are_an_issue() -> None:
    records = read(TABLE + "14/07/22 11/08/22\t\t\t\t01/07/22\t06/07/22\n")
    assert [record.code for record in records if isinstance(record, Issue)] == ["torn-table"]


def test_a_title_beside_the_date_and_one_shifted_by_a_cell() -> None:
    rows = (
        "14/07/22 Carers Strategy\t\tFay Birch\t2022/051\t\t\n15/09/22\t\tBudget\tD Ash\tNot "
        "applicable\t02/09/22\t07/09/22\n"
    )
    assert planned(TABLE + rows) == [
        ("2022-07-14", "Carers Strategy", ("Fay Birch",), "2022/051"),
        ("2022-09-15", "Budget", ("D Ash",), None),
    ]


def test_cells_run_together_are_parted() -> None:
    rows = "14/07/22\tRisk\tA Pine Not applicable\t\t\t\n\tBudget B Oak\t2022/051\t\t\t\n"
    assert planned(TABLE + rows) == [
        ("2022-07-14", "Risk", ("A Pine",), None),
        ("2022-07-14", "Budget", ("B Oak",), "2022/051"),
    ]


def test_a_title_that_a_page_broke_is_one() -> None:
    rows = "14/07/22\tProcurement of\tA Pine\t2022/034\t\t\n\tcare homes in the county\t\t\t\t\n"
    assert planned(TABLE + rows) == [("2022-07-14", "Procurement of care homes in the county", ("A Pine",), "2022/034")]


def test_marks_and_words_in_place_of_a_deadline_are_notes() -> None:
    rows = "14/07/22\tVisit +\tA Pine\t2022/034\tCirculate via email\t\n"
    (item,) = [record for record in read(TABLE + rows) if isinstance(record, PlannedItem)]
    assert (item.title, item.note, item.published_on) == ("Visit", "+ Circulate via email", "2022-06-01")


def test_items_to_be_programmed_have_no_meeting_and_small_print_is_none() -> None:
    rows = (
        "14/07/22\tRisk\tA Pine\tNot applicable\t\t\n\nTo be programmed:\n\n- Adult Early Help (J Grey)\n"
        "- Review of charges (raised in May)\n\nPlease contact democracy@wexmere.example for other formats\n"
    )
    assert planned(TABLE + rows)[1:] == [
        (None, "Adult Early Help", ("J Grey",), None),
        (None, "Review of charges (raised in May)", (), None),
    ]


def test_a_month_is_as_exact_as_the_plan_is() -> None:
    text = (
        AGENDA + "FORWARD WORK PROGRAMME\n\n"
        "| Meeting date | Report title | Report author | Key decision |\n|---|---|---|---|\n"
        "| September 2022 | Budget | Cy Elm | Yes |\n"
    )
    assert planned(text) == [("2022-09", "Budget", ("Cy Elm",), None)]


def test_a_flattened_plan_is_read_from_what_closes_each_row() -> None:
    rows = (
        "14/07/22 Transport Contract: Award for \nCommunity Transport \n\nA Pine \nB Oak \n\n2022/034 "
        "01/07/22 06/07/22 \n\n"
        " Savings Tracker 2021/22 \n(Second Quarter) \n\nJackie Grey Not applicable   \n\n"
        " Carers Update C Elm/D Mc \nAsh \n\n2022/063   \n\n Budget Tom Fir / E \nBirch \n\nNot applicable   \n\n"
        "[11/08/22] \nProvisional \nmeeting \n\n   29/07/22 03/08/22 \n\n"
        "15/09/22 Deep Dive - TBC F Van Hill Not applicable 02/09/22 07/09/22 \n "
        + FLAT_HEADS
        + " Report TBC \n\nNot applicable   \n"
    )
    assert planned(FLAT + rows) == [
        ("2022-07-14", "Transport Contract: Award for Community Transport", ("A Pine", "B Oak"), "2022/034"),
        ("2022-07-14", "Savings Tracker 2021/22 (Second Quarter)", ("Jackie Grey",), None),
        ("2022-07-14", "Carers Update", ("C Elm", "D Mc Ash"), "2022/063"),
        ("2022-07-14", "Budget", ("Tom Fir", "E Birch"), None),
        ("2022-09-15", "Deep Dive - TBC", ("F Van Hill",), None),
        ("2022-09-15", "Report", (), None),
    ]


def test_not_applicable_is_no_reference() -> None:
    assert reference("Not applicable") is None
    assert reference("KD2022/034") == "KD2022/034"
