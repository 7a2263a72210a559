"""Whose paper it is, and which meeting's, is read from its own words, and left open where they leave it open."""

from __future__ import annotations

import time

import pytest

from ingest.divide.context import Context, committee_name, find_context, find_council
from ingest.read.text import read_text
from kg.records import MeetingKey


def context(text: str) -> Context:
    return find_context(read_text(text.encode()))


@pytest.mark.parametrize(
    ("text", "council"),
    [
        ("Wexmere County Council agreed with Oswick Borough Council.\nina@wexmere.gov.uk", "Wexmere County Council"),
        ("Wexmere County Council, Wexmere County Council and Oswick Borough Council", "Wexmere County Council"),
        ("Wexmere County Council and Oswick Borough Council", None),
        ("The County Council and the District Council met.", None),
        ("OSWICK PARISH COUNCIL\nThe skip of Wexmere County Council, and Wexmere County Council again",
         "Oswick Parish Council"),
        ("Oswick Parish Council - 6th March 2021\nPresent\n", "Oswick Parish Council"),
        ("papers of King's Wexmere and Stour-on-Tarrant District Council",
         "King's Wexmere and Stour-on-Tarrant District Council"),
        ("Papers of the Vale of Tarrant Combined Authority", "Vale of Tarrant Combined Authority"),
        ("", None),
    ],
)  # fmt: skip
def test_the_council_is_the_one_whose_paper_it_is(text: str, council: str | None) -> None:
    assert find_council(text) == council


@pytest.mark.parametrize(
    ("text", "committee", "date"),
    [
        ("ADULTS AND CARE COMMITTEE\nDate: Thursday, 6 May 2021\n14:00hr\nAGENDA\n", "Adults and Care Committee",
         "2021-05-06"),
        ("Minutes of the Roads and Transport\nPolicy Committee\n6 May 2021 at 5.00 pm\nPresent:\n",
         "Roads and Transport Policy Committee", "2021-05-06"),
        ("Decision determined at Roads Policy Board\nmeeting on 6 May 2021\n", "Roads Policy Board", "2021-05-06"),
        ("Date: 1 May 2021\nDear Member\nCABINET - THURSDAY, 6 MAY 2021\nI enclose it.\n", "Cabinet", "2021-05-06"),
        ("Children's, Young People and Education Cabinet Committee\n6 May 2021\n",
         "Children's, Young People and Education Cabinet Committee", "2021-05-06"),
        ("RESPITE CARE\n\nTo: Health Board\nMeeting Date: 6 May 2021\nFrom: Ina Pask\n", "Health Board", "2021-05-06"),
        ("To:\tHealth Board\nMeeting Date:\t6 May 2021\n", "Health Board", "2021-05-06"),
        ("COMMITTEE: Roads Committee\nDATE: 6 May 2021\nTITLE: Parking Levy\n", "Roads Committee", "2021-05-06"),
        ("Oswick Parish Council - 6th May 2021\nPresent\nIna Pask\n", "Oswick Parish Council", "2021-05-06"),
        ("Deadline for Escalation Panel referral 19 May 2021\n", None, None),
        ("The Health Board met to talk about the price of gas.\n", None, None),
        ("Business case\nInvest to save\n", None, None),
    ],
)  # fmt: skip
def test_committee_and_day_of_a_papers_meeting(text: str, committee: str | None, date: str | None) -> None:
    found = context(text)
    assert (found.committee, found.date) == (committee, date)


def test_what_a_person_says_counts_before_what_the_paper_says() -> None:
    document = read_text(b"HEALTH BOARD\n6 May 2021\n")
    found = find_context(document, "Oswick Borough Council", "Roads Committee")
    assert found.meeting == MeetingKey("Roads Committee", "2021-05-06", "Oswick Borough Council")
    assert found.at("2021-06-01", "Health Board") == MeetingKey("Health Board", "2021-06-01", "Oswick Borough Council")
    assert Context().meeting is None
    assert Context().at("2021-05-06") is None


def test_a_committees_name_is_in_title_case() -> None:
    assert committee_name("ADULTS AND  WELLBEING COMMITTEE:") == "Adults and Wellbeing Committee"
    assert committee_name("Health Board") == "Health Board"


@pytest.mark.parametrize("unit", ["A", "Ab-", "Ab ", "<", "AB ", "a@b", ". "])
def test_a_long_line_of_anything_is_looked_through_in_passing(unit: str) -> None:
    began = time.process_time()
    context((unit * 200_000)[:200_000] + "\nend")
    assert time.process_time() - began < 4
