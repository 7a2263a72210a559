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
        ("LONDON BOROUGH OF TARRANT\nPLANNING COMMITTEE\n", "London Borough of Tarrant"),
        ("Royal Borough of Wexmere and Stour\nCABINET\n", "Royal Borough of Wexmere and Stour"),
        ("Royal Borough of Wexmere and Stour, not Oswick Town Council\nina@rbws.gov.uk",
         "Royal Borough of Wexmere and Stour"),
        ("City of Tarrant Council\nMinutes of the Council\n", "City of Tarrant Council"),
        ("Wexmere County Council/Cyngor Sir Wexmere\nCABINET\n", "Wexmere County Council"),
        ("WEXMERE FIRE AND RESCUE AUTHORITY\nMINUTES\n", "Wexmere Fire and Rescue Authority"),
        ("The fees of Oswick City Council and those of Wexmere City Council, Oswick City Council says.\n"
         "Read https://democracy.wexmere.gov.uk/s1.pdf", "Wexmere City Council"),
        ("MINUTES of a meeting of OSWICK PARISH COUNCIL held on 4 May 2021\n", "Oswick Parish Council"),
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
        ("Children's, Schools and Libraries Cabinet Committee\n6 May 2021\n",
         "Children's, Schools and Libraries Cabinet Committee", "2021-05-06"),
        ("RESPITE CARE\n\nTo: Health Board\nMeeting Date: 6 May 2021\nFrom: Ina Pask\n", "Health Board", "2021-05-06"),
        ("To:\tHealth Board\nMeeting Date:\t6 May 2021\n", "Health Board", "2021-05-06"),
        ("COMMITTEE: Roads Committee\nDATE: 6 May 2021\nTITLE: Lamps Levy\n", "Roads Committee", "2021-05-06"),
        ("Oswick Parish Council - 6th May 2021\nPresent\nIna Pask\n", "Oswick Parish Council", "2021-05-06"),
        ("Deadline for call-in 19 May 2021\n", None, None),
        ("The Health Board met to talk about the price of gas.\n", None, None),
        ("Business case\nInvest to save\n", None, None),
        ("ROADS AND TRANSPORT\nPOLICY COMMITTEE\nThursday, 6 May 2021\nAGENDA\n",
         "Roads and Transport Policy Committee", "2021-05-06"),
        ("WEXMERE BOROUGH COUNCIL\nOVERVIEW AND SCRUTINY COMMITTEE\nThursday 6th May 2021\n",
         "Overview and Scrutiny Committee", "2021-05-06"),
        ("Children's and Education Cabinet\nCommittee\n\nTuesday, 4 May 2021\n10.00 a.m.\n",
         "Children's and Education Cabinet Committee", "2021-05-04"),
        ("Wexmere Borough Council\n\nMinutes of the Meeting of the Council held on Wednesday 5 May 2021 at 7.00 pm "
         "in the Guildhall\n\nPresent\n", "Council", "2021-05-05"),
        ("MINUTES OF A MEETING OF OSWICK PARISH COUNCIL HELD IN THE VILLAGE HALL ON TUESDAY 4TH MAY 2021 AT 7.30PM\n"
         "Present: Cllr Pine\n", "Oswick Parish Council", "2021-05-04"),
        ("A meeting of the Planning Committee will be held in the Council Chamber, Town Hall,\nWexmere on Wednesday 5 "
         "May 2021 at 7.00 pm.\n\nPublished 26 April 2021\n\nAGENDA\n", "Planning Committee", "2021-05-05"),
        ("Licensing Sub-Committee B\n\nDate: Wednesday, 5 May 2021\nTime: 5.00 pm\nVenue: Civic Centre\n\nAgenda\n",
         "Licensing Sub-Committee B", "2021-05-05"),
        ("CABINET\nDate of meeting: 12.05.21\n", "Cabinet", "2021-05-12"),
        ("CABINET\n12/05/2021\n", "Cabinet", "2021-05-12"),
        ("Cabinet\nAgenda\nWednesday, 5th May 2021\nat 4.00 pm\n", "Cabinet", "2021-05-05"),
        ("My ref: DS/1\nDate: 20 April 2021\n\nDear Councillor\n\nYou are summoned to attend a meeting of the HEALTH "
         "BOARD to be held at the Hall on Wednesday 5 May 2021 at 10am\n", "Health Board", "2021-05-05"),
        ("Date: 20 April 2021\n\nDear Member\n\nCABINET MEMBER FOR ROADS DECISIONS - WEDNESDAY 5 MAY 2021\n",
         "Cabinet Member for Roads Decisions", "2021-05-05"),
        ("Date Wednesday, 28 April 2021\nContact Ina Pask\n\nPlanning Committee\nThursday 6 May 2021 7.00 pm\n",
         "Planning Committee", "2021-05-06"),
        ("At a meeting of the Licensing Committee held at the Town Hall on 5th May 2021\n\nPRESENT\n",
         "Licensing Committee", "2021-05-05"),
        ("Minutes of the Schools Forum held on Thursday, 6 May 2021\n", "Schools Forum", "2021-05-06"),
        ("Report to Cabinet\n4 May 2021\n\nThe lamps of the quay\n", "Cabinet", "2021-05-04"),
        ("From:\tIna Pask\nTo:\tCabinet - 4 May 2021\nSubject:\tLamps\n", "Cabinet", "2021-05-04"),
        ("Meeting: Council\nDate: 12 May 2021\nSubject: Budget\n", "Council", "2021-05-12"),
        ("Planning Committee\n\nDear Member\n\nI enclose it.\n\n5 May 2021\n\n27 April 2021\n",
         "Planning Committee", None),
        ("Date: 20 April 2021\n\nDear Member\n\nPlanning Committee\n\nI enclose it.\n", "Planning Committee", None),
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
