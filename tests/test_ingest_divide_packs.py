"""Packs and reports of other councils: centred headings, page ranges of the agenda, bookmarks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.divide.sections import Section, divide
from ingest.extract.reports.reports import reports
from ingest.read.document import Bookmark, Document
from ingest.read.text import read_text
from kg.records import Report

CENTRED = """CABINET – 6 MAY 2021

REPORT OF THE DIRECTOR OF QUAYS AND ROADS

LAMPS FOR THE QUAY

PART A

Purpose of the Report

1. The lamps are old.
"""
BELOW = """Wexmere Borough Council

# Cabinet

6 May 2021

**Lamps for the quay**

**Report of the Director of Quays**

Ward(s) affected: All

**Recommendation**

1. That the lamps be bought.
"""


@pytest.mark.parametrize(
    ("text", "title"), [(CENTRED, "LAMPS FOR THE QUAY"), (BELOW, "Lamps for the quay")], ids=["below", "above"]
)
def test_a_centred_heading_opens_a_report(text: str, title: str) -> None:
    (section,) = divide(read_text(text.encode()))
    assert (section.kind, section.title) == ("report", title)
    report = next(each for each in reports(section) if isinstance(each, Report))
    assert report.title == title
    assert report.meeting is not None
    assert (report.meeting.committee, report.meeting.date) == ("Cabinet", "2021-05-06")
    assert report.authors in (("Director of Quays",), ("DIRECTOR OF QUAYS AND ROADS",))


def paged(*pages: str) -> Document:
    """A document of pages, with the file's page on each line, as a PDF has it."""
    document = read_text("\n\f".join(pages).encode())
    lines, page = [], 1
    starts = [sum(len(each) + 2 for each in pages[:at]) for at in range(len(pages))]
    for line in document.lines:
        while page < len(pages) and line.text and line.start >= starts[page]:
            page += 1
        lines.append(replace(line, page=page, printed_page=str(page) if line.text else None))
    return replace(document, lines=tuple(lines))


FRONT = (
    "PLANNING COMMITTEE\n\nThursday, 6 May 2021\n7.00 pm\n\nAGENDA\n\n1. Apologies for absence\n\n"
    "2. Minutes of the last meeting (Pages 2 - 2)\n\n3. Lamps for the quay (Pages 3 - 3)\n\n"
    "4. Dredging of the river\n(Pages 4 - 5)\n"
)
MINUTES = (
    "PLANNING COMMITTEE\n\nThursday, 1 April 2021\n\nPresent:\nCouncillors I Pask and A Pine\n\n1. Apologies\n\nNone.\n"
)
LAMPS = "Lamps for the quay\n\n1. Introduction\n\n1.1 The lamps are old and give a poor light.\n"
RIVER = "Dredging of the\nriver\n\nA talk by the harbour master of the river.\n"
MORE = "The river was deep once and the ships were many.\n"


def kinds(found: tuple[Section, ...]) -> list[tuple[str, str | None]]:
    return [(section.kind, section.title) for section in found]


def test_page_ranges_of_the_agenda_open_parts_where_the_page_bears_them_out() -> None:
    found = divide(paged(FRONT, MINUTES, LAMPS, RIVER, MORE))
    assert kinds(found) == [
        ("front-sheet", None),
        ("minutes", "PLANNING COMMITTEE"),
        ("report", "Lamps for the quay"),
        ("other", "Dredging of the river"),
    ]


def test_a_page_that_starts_otherwise_opens_nothing() -> None:
    found = divide(paged(FRONT, MINUTES, MORE, MORE, MORE))
    assert [section.kind for section in found] == ["front-sheet", "minutes"]


def test_bookmarks_open_parts_where_the_page_bears_them_out() -> None:
    document = paged(
        "PLANNING COMMITTEE\n\nThursday, 6 May 2021\n\nAGENDA\n\n1. Apologies\n", MINUTES, LAMPS, RIVER, MORE
    )
    marks = (
        Bookmark("Agenda", 1),
        Bookmark("2 Minutes of the last meeting", 2),
        Bookmark("3 Lamps for the quay", 3),
        Bookmark("Appendix A - Dredging of the river", 4, 1),
        Bookmark("4 A talk about ships", 5),
    )
    found = divide(replace(document, outline=marks))
    assert [section.kind for section in found] == ["front-sheet", "minutes", "report", "appendix"]


def test_an_assessments_form_at_a_pages_head_is_an_appendix() -> None:
    form = "EqIA Submission Form\n\nTitle: Lamps\n\nResponsible officer: Ina Pask\n"
    found = divide(paged(FRONT, MINUTES, LAMPS, form, MORE))
    assert kinds(found)[-1] == ("appendix", "EqIA Submission Form")
    assert found[-1].parent == "Lamps for the quay"
    inside = divide(paged(FRONT, MINUTES, LAMPS + "\nEquality Impact Assessment\n\nThere is none.\n"))
    assert kinds(inside)[-1] == ("report", "Lamps for the quay")


@pytest.mark.parametrize("pages", ["(Pages 9 - 10)", "9 - 10", "(Page 9)"])
def test_an_item_of_the_agenda_opens_no_part(pages: str) -> None:
    front = FRONT + f"\n5. Work programme {pages}\n\nLead officer\tMeeting date\n"
    assert [section.kind for section in divide(read_text(front.encode()))] == ["front-sheet"]


def test_a_title_of_minutes_goes_on_over_the_name_of_its_body() -> None:
    text = "Minutes of the Roads and Transport\nPolicy Committee\n6 May 2021 at 5.00 pm\n\nMembers Present:-\nI Pask\n"
    assert kinds(divide(read_text(text.encode()))) == [
        ("minutes", "Minutes of the Roads and Transport Policy Committee")
    ]
