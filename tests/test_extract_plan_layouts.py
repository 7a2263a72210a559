"""Forward plans of an invented council as councils lay them out: a table a meeting, notices, blocks of labels."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.forward_plans.forward_plans import forward_plan
from ingest.extract.forward_plans.plan_people import leads, whole_reference
from ingest.read.text import read_text
from kg.records import Issue, PlannedItem, Record

HEAD = (
    "Wexmere Borough Council\n\n# Roads and Quays Committee\n\nThursday, 9 June 2022 at 6.30 pm\n\nAGENDA\n\n"
    "1. Apologies for absence\n\n2. Work programme\n\n"
)
OWN = "Roads and Quays Committee"

Planned = tuple[str | None, str | None, str, tuple[str, ...], str | None]


def read(plan: str) -> list[Record]:
    sections = divide(read_text((HEAD + plan).encode()))
    assert [section.kind for section in sections] == ["front-sheet", "forward-plan"]
    return list(forward_plan(sections[1]))


def planned(plan: str) -> list[Planned]:
    items = [record for record in read(plan) if isinstance(record, PlannedItem)]
    keys = [(one.planned_for.committee, one.planned_for.date) if one.planned_for else (None, None) for one in items]
    return [(*key, one.title, one.leads, one.ref) for key, one in zip(keys, items, strict=True)]


def codes(plan: str) -> list[str]:
    return [record.code for record in read(plan) if isinstance(record, Issue)]


THREE: list[Planned] = [
    (OWN, "2022-07-07", "Quay lamps", ("Ada Pine",), None),
    (OWN, "2022-07-07", "Pier repairs", ("Ben Oak",), None),
    (OWN, "2022-09-08", "Budget", ("Dee Fir",), None),
]
DATED = {
    "a column of dates": "# Work Programme 2022/23\n\nMeeting\tItem\tLead officer(s)\tPlan reference\n"
    "Thursday 7 July 2022\tQuay lamps\tAda Pine\tNot key\n\tPier repairs\tBen Oak\t-\n"
    "Thursday 8 September 2022\tBudget\tDee Fir\t\n",
    "a table a meeting": "# Work Programme\n\n**Meeting on 7 July 2022**\n\nItem\tLead officer\n"
    "Quay lamps\tAda Pine, Head of Quays\nPier repairs\tBen Oak / Cllr Cy Elm\n\n**Thursday 8 September 2022**\n\n"
    "Item\tLead officer\nBudget\tDee Fir\n",
    "rows that date those below": "**FORWARD PLAN**\n\nItem\tPurpose\tLead Officer\n7 July 2022\t\t\n"
    "Quay lamps\tTo agree\tAda Pine\nPier repairs\tTo note\tBen Oak\n8 September 2022\t\t\nBudget\tNone\tDee Fir\n",
    "many columns": "# Scrutiny Work Programme\n\nDate of Meeting\tTopic\tDescription\tWitnesses\tOfficer\n"
    "7 July 2022\tQuay lamps\tHow they burn\tUsers\tAda Pine\n7 July 2022\tPier repairs\tCosts\t\tBen Oak\n"
    "8 September 2022\tBudget\tSpending\tNone\tDee Fir\n",
}


@pytest.mark.parametrize("plan", DATED.values(), ids=DATED.keys())
def test_the_same_plan_reads_the_same_however_it_is_dated(plan: str) -> None:
    assert planned(plan) == THREE
    assert codes(plan) == []


NOTICES = {
    "a table": "# Notice of Key Decisions\n\n"
    "Ref\tTitle\tDecision maker\tDecision due\tKey decision?\tLead officer\tCabinet member\tConsultees\n"
    "KD-2022-014\tLamps\tCabinet\t12 July 2022\tYes\tAda Pine ada.pine@wexmere.example\tCllr Ben Oak\tNone\n"
    "KD-2022-015\tPier lease\tCabinet Member for Quays\t14 July 2022\tNo\tDee Fir\tCllr Ben Oak\tNone\n",
    "lines": "# Forward Plan of Key Decisions\n\nTitle: Lamps\nReference: KD-2022-014\nDecision maker: Cabinet\n"
    "Date of decision: 12 July 2022\nKey decision: Yes\nLead officer: Ada Pine, Head of Quays\n"
    "Cabinet member: Cllr Ben Oak\nConsultees: None\n\nTitle: Pier lease\nReference: KD-2022-015\n"
    "Decision maker: Cabinet Member for Quays\nDate of decision: 14 July 2022\nKey decision: No\n"
    "Lead officer: Dee Fir\nConsultees: None\n",
    "label and value in cells": "# 28 Day Notice of Key Decisions\n\nSubject\tLamps\nReference\tKD-2022-014\n"
    "Decision to be taken\tTo buy lamps\nDecision maker\tCabinet\nDate decision due\t12 July 2022\n"
    "Contact officer\tAda Pine\nDocuments to be considered\tReport\n\nSubject\tPier lease\nReference\tKD-2022-015\n"
    "Decision to be taken\tTo let it\nDecision maker\tCabinet Member for Quays\nDate decision due\t14 July 2022\n"
    "Contact officer\tDee Fir\nDocuments to be considered\tReport\n",
}


@pytest.mark.parametrize("plan", NOTICES.values(), ids=NOTICES.keys())
def test_the_body_that_decides_has_the_meeting_and_one_member_has_none(plan: str) -> None:
    assert planned(plan) == [
        ("Cabinet", "2022-07-12", "Lamps", ("Ada Pine",), "KD-2022-014"),
        (None, None, "Pier lease", ("Dee Fir",), "KD-2022-015"),
    ]


def test_the_day_may_stand_beside_who_decides() -> None:
    plan = (
        "# Cabinet Forward Plan\n\nDecision Title\tDecision Maker and Date\tWard\tReport Author\n"
        "Lamps\tCabinet 12 July 2022\tAll\tAda Pine\nPier\tCabinet - 13 September 2022\tQuay\tDee Fir\n"
    )
    assert [each[:3] for each in planned(plan)] == [
        ("Cabinet", "2022-07-12", "Lamps"),
        ("Cabinet", "2022-09-13", "Pier"),
    ]


def test_dates_beside_middle_items_are_only_those_items() -> None:
    plan = (
        "# Work programme\n\nDate\tItem\tLead\n\tLamps\tAda Pine\n7 July 2022\tPier\tBen Oak\n\tParking\tBen Oak\n"
        "\tRoads\tBen Oak\n8 September 2022\tBudget\tDee Fir\n"
    )
    assert [each[1] for each in planned(plan)] == [None, "2022-07-07", None, None, "2022-09-08"]
    assert codes(plan) == ["date-unread"] * 3


@pytest.mark.parametrize("date", ["7 July", "Not before 7 July 2022", "Standing item", "TBC"])
def test_what_is_no_meetings_day_does_not_fall_to_the_meeting_above(date: str) -> None:
    plan = (
        f"# Work programme\n\nMeeting date\tReport title\tLead\n7 June 2022\tLamps\tAda Pine\n{date}\tPier\tBen Oak\n"
    )
    assert [each[1] for each in planned(plan)] == ["2022-06-07", None]
    assert codes(plan) == ([] if date == "TBC" else ["date-unread"])


def test_a_block_without_its_day_is_an_issue() -> None:
    plan = (
        "# Forward Plan\n\nTitle: Lamps\nDecision maker: Cabinet\nDate of decision: 12 July 2022\n"
        "Lead officer: A Pine\n\nTitle: Pier\nDecision maker: Cabinet\nLead officer: B Oak\n"
    )
    assert [each[2] for each in planned(plan)] == ["Lamps"]
    assert codes(plan) == ["torn-text"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("CE/24/026", "CE/24/026"), ("KD-2024-017", "KD-2024-017"), ("I012345", "I012345"), ("5412", "5412"),
     ("12/07/22", None), ("2022", None), ("Not key", None), ("-", None), ("7", None)],
)  # fmt: skip
def test_a_reference_fills_its_cell(words: str, expected: str | None) -> None:
    assert whole_reference(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Ada Pine, Orla Kent", ("Ada Pine", "Orla Kent")), ("Ada Pine Head of Quays Tel: 01632 960111", ("Ada Pine",)),
     ("Ada Pine / Cllr Ben Oak", ("Ada Pine",)), ("Head of Quays", ()), ("TBC", ())],
)  # fmt: skip
def test_leads_are_officers_without_posts_numbers_and_members(words: str, expected: tuple[str, ...]) -> None:
    assert leads(words) == expected
