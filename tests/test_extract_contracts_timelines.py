"""Timetables of procurements in the layouts of several converters."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.divide.sections import divide
from ingest.extract.contracts.timeline_steps import MILESTONES
from ingest.extract.paper import extract
from ingest.read.text import read_text
from kg.records import Contract, ContractEvent, Record

REPORT = """
DAY CARE PROCUREMENT

To:	Adults Committee
Meeting Date:	8 March 2018
From:	Executive Director, People
Electoral division(s):	All
Forward Plan ref:	2018/044	Key decision:	Yes
Purpose:	To seek approval of the procurement of a Day Care Service.
Recommendation:	The Committee is recommended to note the report.

#### 1. BACKGROUND

{body}
"""
STEPS = [
    ("procure", "planned", "2018-05-01"),
    ("award", "planned", "2018-09"),
    ("start", "planned", "2019-01-01"),
]


def _read(body: str) -> tuple[Record, ...]:
    return extract(divide(read_text(REPORT.format(body=body).encode())))


def _steps(records: tuple[Record, ...]) -> list[tuple[str, str, str | None]]:
    return [(r.step, r.status, r.date) for r in records if isinstance(r, ContractEvent)]


EVENTS = [
    ("Contract notice published", "1 May 2018"),
    ("Bids back", "June 2018"),
    ("Contract award", "September 2018"),
    ("Mobilisation", "October – December 2018"),
    ("Contract start", "1 January 2019"),
]


@pytest.mark.parametrize(
    "body",
    [
        "1.1 The timetable is as follows:\n\nActivity	Date\n"
        + "\n".join(f"{what}	{when}" for what, when in EVENTS),
        "1.1 The timetable is as follows:\n\n" + "\n".join(f"{when}	{what}" for what, when in EVENTS),
        "Stage	Target date	Lead\n" + "\n".join(f"{what}	{when}	A Moss" for what, when in EVENTS),
        "| Milestone | Date |\n|---|---|\n" + "\n".join(f"| {what} | {when} |" for what, when in EVENTS),
        "Key dates\n\n" + "\n".join(f"{what} {when}" for what, when in EVENTS),
        "Key dates\n\n" + "\n".join(f"- {what}: {when}" for what, when in EVENTS),
        "Key dates\n\n" + "\n".join(f"{when} – {what}" for what, when in EVENTS),
        "Procurement timetable\nActivity\nDate\n" + "\n".join(f"{what}\n{when}" for what, when in EVENTS),
        "Procurement timetable\nActivity\n{}\nDate\n{}".format(
            "\n".join(what for what, _ in EVENTS), "\n".join(when for _, when in EVENTS)
        ),
        "Procurement timetable\n\nDate\nActivity\n\n" + "\n\n".join(f"{when}\n{what}" for what, when in EVENTS),
    ],
)
def test_a_timetable_is_read_in_either_order_with_cells_or_without(body: str) -> None:
    assert _steps(_read(body + "\n\n#### 2. OTHER MATTERS\n\n2.1 There are none.\n")) == STEPS


def test_a_row_dated_to_a_day_before_the_meeting_tells_what_was_done() -> None:
    assert _steps(_read("Key dates\n\nTender issued	1 February 2018\nContract award	May 2018\n")) == [
        ("procure", "reported", "2018-02-01"),
        ("award", "planned", "2018-05"),
    ]


def test_the_contract_that_ends_in_a_timetable_is_the_one_in_force() -> None:
    records = _read("Key dates\n\nDecision to award	May 2018\nEnd of current contract	30 September 2018\n")
    ends = [r for r in records if isinstance(r, ContractEvent) and r.step == "end"]
    assert [(r.contract, r.date) for r in ends] == [("Day Care Service current contract", "2018-09-30")]
    assert next(r for r in records if isinstance(r, Contract) and r.name == ends[0].contract).end == "2018-09-30"


def test_the_timetable_in_an_appendix_is_of_the_reports_contract() -> None:
    table = "Activity\tDate\nContract award\tMay 2018\nGo live\tJune 2018\n"
    records = _read(f"1.1 See below.\n\n#### Appendix A – Timetable\n\n{table}")
    assert _steps(records) == [("award", "planned", "2018-05"), ("start", "planned", "2018-06")]


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("Committee approval to procure", "procure"),
        ("Publication of contract notice", "procure"),
        ("Issue ITT", "procure"),
        ("Advertise", "procure"),
        ("Out to tender", "procure"),
        ("Tender opens", "procure"),
        ("Tender advertised", "procure"),
        ("Invite tenders", "procure"),
        ("Contract let", "award"),
        ("Award letters", "award"),
        ("Decision to award", "award"),
        ("Award of contract", "award"),
        ("Award", "award"),
        ("Commencement of service", "start"),
        ("Go live", "start"),
        ("Mobilisation complete", "start"),
        ("Mobilisation", None),
        ("Existing contract expires", "end"),
        ("Tender evaluation", None),
        ("Standstill period", None),
        ("Member workshop", None),
    ],
)
def test_the_step_of_a_row_is_told_by_its_words(words: str, step: str | None) -> None:
    assert next((name for name, wording in MILESTONES if wording.search(words)), None) == step


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            ["May 2018", "Award", "Contract start	June 2018", "", "2018", "ITT issued: 1 May 2018", "x"]
        ),
        max_size=9,
    )
)
def test_any_rows_below_a_timetables_heading_are_read_without_failing(rows: list[str]) -> None:
    assert all(event[2] for event in _steps(_read("Key dates\n\n" + "\n".join(rows))))
