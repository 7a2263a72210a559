"""The same report in three papers is one work with three versions; approved minutes take the place of a draft."""

from __future__ import annotations

from itertools import permutations

import pytest

from ingest.divide.sections import divide
from ingest.read.text import read_text
from kg.evidence import Evidence
from kg.identity import resolve
from kg.mentions import collect
from kg.records import MeetingKey, Minute, Reading, Record, Report, SectionPart, Standing
from kg.versions import Work, versions_of, works

COUNCIL = "Wexmere County Council"
KEY = MeetingKey("Adults Committee", "2022-09-08", COUNCIL)
PACK, SUPPLEMENT, ALONE = "aa" * 32, "bb" * 32, "cc" * 32


def at(start: int) -> tuple[Evidence, ...]:
    return (Evidence(start, start + 10, "words here", 3, None),)


def report(title: str, meeting: MeetingKey | None = KEY, start: int = 40) -> Report:
    return Report(title, at(start), meeting)


def minutes(standing: Standing | None = None, meeting: MeetingKey = KEY) -> Reading:
    part = SectionPart("minutes", "Minutes", 0, 500, at(0), standing)
    return Reading((part, Minute(meeting, "12", "Day services", at(20))), ())


def printed(papers: dict[str, Reading]) -> tuple[Work, ...]:
    found = [each for paper, reading in papers.items() for each in versions_of(paper, reading)]
    return works(found, resolve([name for paper, reading in papers.items() for name in collect(paper, reading)]))


def of(*records: Record) -> Reading:
    return Reading(records, ())


def test_a_report_in_three_papers_is_one_work_with_three_versions() -> None:
    titles = {PACK: "Day Services Tender", SUPPLEMENT: "DAY SERVICES TENDER", ALONE: "Day services – tender"}
    [work] = printed({paper: of(report(title)) for paper, title in titles.items()})
    assert (work.kind, {version.paper for version in work.versions}) == ("report", {PACK, SUPPLEMENT, ALONE})
    assert work.replaced == ()


def test_a_report_of_one_title_to_another_meeting_is_another() -> None:
    later = MeetingKey("Adults Committee", "2022-11-03", COUNCIL)
    assert printed({PACK: of(report("Finance report")), ALONE: of(report("Finance report", later))}) == ()


def test_what_names_no_meeting_is_held_to_be_no_version() -> None:
    assert printed({PACK: of(report("Finance report", None)), ALONE: of(report("Finance report", None))}) == ()


def test_a_report_twice_in_one_paper_is_no_work_of_several_papers() -> None:
    assert printed({PACK: of(report("Day services"), report("Day services", start=400))}) == ()


@pytest.mark.parametrize(("earlier", "later"), [("draft", "approved"), ("draft", None), (None, "approved")])
def test_later_minutes_take_the_place_of_earlier_ones(earlier: Standing | None, later: Standing | None) -> None:
    [work] = printed({PACK: minutes(earlier), ALONE: minutes(later)})
    assert [(before.paper, after.paper) for before, after in work.replaced] == [(PACK, ALONE)]


@pytest.mark.parametrize("same", ["draft", "approved", None])
def test_of_two_that_say_the_same_neither_takes_the_others_place(same: Standing | None) -> None:
    [work] = printed({PACK: minutes(same), ALONE: minutes(same)})
    assert work.replaced == ()


def test_the_order_of_papers_does_not_matter() -> None:
    papers = {PACK: minutes("draft"), SUPPLEMENT: minutes("approved"), ALONE: minutes()}
    assert len({printed({paper: papers[paper] for paper in order}) for order in permutations(papers)}) == 1


MINUTES = """Wexmere County Council
{head}
ADULTS COMMITTEE: MINUTES{mark}

Date: Thursday 8 September 2022
Present: Councillors A Adair (Chair) and B Brand

12. DAY SERVICES

It was resolved to approve the tender.
"""


@pytest.mark.parametrize(
    ("head", "mark", "said"),
    [
        ("DRAFT", "", "draft"),
        ("Unconfirmed minutes", "", "draft"),
        ("", " (draft)", "draft"),
        ("These minutes are subject to confirmation at the next meeting", "", "draft"),
        ("Approved minutes", "", "approved"),
        ("", " - FINAL", "approved"),
        ("", "", None),
        ("Draft budget for approval", "", None),
    ],
)
def test_minutes_say_whether_they_are_a_draft(head: str, mark: str, said: Standing | None) -> None:
    parts = [section.part for section in divide(read_text(MINUTES.format(head=head, mark=mark).encode()))]
    assert [part.standing for part in parts if part.kind == "minutes"] == [said]
