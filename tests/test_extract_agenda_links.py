"""A report without a stamp belongs to the agenda item of its title."""

from __future__ import annotations

from ingest.extract.reports.agenda_links import with_agenda_items
from kg.evidence import Evidence
from kg.records import AgendaItem, MeetingKey, Report

HERE = (Evidence(0, 4, "here"),)
MEETING = MeetingKey("Roads Committee", "2023-05-04", "Wexmere County Council")


def items(*titles: str) -> list[AgendaItem]:
    return [AgendaItem(MEETING, str(number), title, HERE) for number, title in enumerate(titles, 3)]


def numbers(*records: AgendaItem | Report) -> list[str | None]:
    return [record.agenda_item for record in with_agenda_items(records) if isinstance(record, Report)]


def test_a_report_takes_the_number_of_the_item_that_shortens_its_title() -> None:
    report = Report("GRITTING OF ROADS - TENDER FOR WINTER CONTRACT", HERE, MEETING)
    assert numbers(*items("Finance Report", "Gritting of Roads - Tender for Contract"), report) == ["4"]


def test_a_stamp_counts_for_more_than_a_title() -> None:
    report = Report("Finance Report", HERE, MEETING, agenda_item="9")
    assert numbers(*items("Finance Report"), report) == ["9"]


def test_another_reports_item_is_not_taken_twice() -> None:
    stamped = Report("Bridges", HERE, MEETING, agenda_item="3")
    assert numbers(*items("Bridges"), stamped, Report("Bridges", HERE, MEETING)) == ["3", None]


def test_a_report_reprinted_as_an_appendix_has_no_item() -> None:
    report = Report("Gritting of Roads", HERE, MeetingKey("Roads Committee", "2022-01-06"), appended=True)
    assert numbers(*items("Gritting of Roads"), report) == [None]


def test_a_title_like_no_item_has_none() -> None:
    assert numbers(*items("Finance Report", "Bridges"), Report("Gritting of Roads", HERE, MEETING)) == [None]
