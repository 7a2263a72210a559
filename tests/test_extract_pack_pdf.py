"""A pack as a council's system binds it, typeset here as a PDF: front sheet, minutes, report, form, work programme."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.read.reader import read
from kg.records import AgendaItem, Meeting, Membership, Recommendation, Record, Report, SectionPart

FRONT = (
    "*Public Document Pack", "", "*WEXMERE BOROUGH COUNCIL", "", "*OVERVIEW AND SCRUTINY", "*COMMITTEE", "",
    "Date: Wednesday, 5 May 2021", "Time: 6.30 pm", "Venue: Council Chamber, Guildhall, Wexmere WX1 2AA", "",
    "To: Members of the Overview and Scrutiny Committee", "Councillors Ada Pine (Chair), Ben Oak and Cara Elm", "",
    "Published: Tuesday, 27 April 2021", "", "*AGENDA", "1 Apologies for absence", "",
    "2 Minutes of the last meeting (Pages 3 - 3)", "To approve the minutes of the meeting held on 7 April 2021.", "",
    "3 Lighting of the quay (Pages 4 - 5)", "", "4 Work programme (Pages 6 - 7)",
)  # fmt: skip
MINUTES = (
    "*WEXMERE BOROUGH COUNCIL", "*OVERVIEW AND SCRUTINY COMMITTEE", "", "7 April 2021 at 6.30 pm", "", "*Present:",
    "Councillors Ada Pine (Chair) and Ben Oak", "", "*12 Dredging of the river", "", "It was noted.", "",
    "The meeting ended at 8.15 pm.",
)  # fmt: skip
LABELS = (
    ("Report title", "Lighting of the quay"), ("Report to", "Overview and Scrutiny Committee"),
    ("Date of meeting", "5 May 2021"), ("Report author", "Kay Dow, Head of Lamps"), ("Wards affected", "Quay"),
    ("Key decision", "No"), ("Decision ref", "Q12/21"),
)  # fmt: skip
REPORT = (
    "*1. Purpose of report", "", "1.1 To tell members of the lamps on the quay.", "", "*2. Recommendations", "",
    "The Committee is asked to:", "", "(a) note the report; and", "(b) thank the lamplighters.", "", "*3. Background",
    "", "3.1 The lamps are old.",
)  # fmt: skip
FORM = ("*Equality Impact Assessment Form", "", "Title of policy: Lighting of the quay", "Responsible officer: Kay Dow")


def lines(pdf: FPDF, texts: tuple[str, ...], top: float = 25) -> None:
    for at, text in enumerate(texts):
        pdf.set_font("Helvetica", "B" if text.startswith("*") else "", 11)
        pdf.text(20, top + 6 * at, text.lstrip("*"))


def page(pdf: FPDF, number: int | None = None, item: str | None = None) -> None:
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    if number:
        pdf.text(95, 288, f"Page {number}")
    if item:
        pdf.text(165, 10, f"Agenda Item {item}")


@pytest.fixture(scope="module")
def records() -> tuple[Record, ...]:
    pdf = FPDF()
    pdf.set_auto_page_break(False)
    page(pdf)
    lines(pdf, FRONT)
    page(pdf, 3, "2")
    lines(pdf, MINUTES)
    page(pdf, 4, "3")
    pdf.set_xy(20, 20)
    for label, value in LABELS:
        pdf.set_x(20)
        pdf.cell(50, 8, label, border=1)
        pdf.cell(110, 8, value, border=1)
        pdf.ln(8)
    lines(pdf, REPORT, 90)
    page(pdf, 5)
    lines(pdf, FORM)
    return extract(divide(read(bytes(pdf.output()))[0]))


def test_the_pack_is_divided_into_its_parts(records: tuple[Record, ...]) -> None:
    parts = [(each.kind, each.title) for each in records if isinstance(each, SectionPart)]
    assert parts == [
        ("front-sheet", None),
        ("minutes", "OVERVIEW AND SCRUTINY COMMITTEE"),
        ("report", "Lighting of the quay"),
        ("appendix", "Equality Impact Assessment Form"),
    ]


def test_its_meeting_is_that_of_the_front_sheet_and_not_the_day_it_was_published(records: tuple[Record, ...]) -> None:
    found = [each for each in records if isinstance(each, Meeting)]
    assert {(each.meeting.committee, each.meeting.date, each.start_time, each.end_time) for each in found} == {
        ("Overview and Scrutiny Committee", "2021-05-05", "18:30", None),
        ("Overview and Scrutiny Committee", "2021-04-07", "18:30", "20:15"),
    }
    assert {each.meeting.council for each in found} == {"Wexmere Borough Council"}
    assert [each.person for each in records if isinstance(each, Membership)] == ["Ada Pine", "Ben Oak", "Cara Elm"]


def test_its_agenda_gives_numbers_and_pages(records: tuple[Record, ...]) -> None:
    assert [
        (each.number, each.title, each.first_page, each.last_page) for each in records if isinstance(each, AgendaItem)
    ] == [
        ("1", "Apologies for absence", None, None),
        ("2", "Minutes of the last meeting", "3", "3"),
        ("3", "Lighting of the quay", "4", "5"),
        ("4", "Work programme", "6", "7"),
    ]


def test_its_report_is_read_from_the_ruled_box(records: tuple[Record, ...]) -> None:
    (report,) = [each for each in records if isinstance(each, Report)]
    assert (report.title, report.agenda_item, report.authors) == (
        "Lighting of the quay", "3", ("Kay Dow, Head of Lamps",),
    )  # fmt: skip
    assert (report.forward_plan_ref, report.key_decision, report.divisions) == ("Q12/21", False, "Quay")
    assert report.purpose == "To tell members of the lamps on the quay."
    assert [(each.limb, each.text) for each in records if isinstance(each, Recommendation)] == [
        ("a", "note the report; and"),
        ("b", "thank the lamplighters."),
    ]
    assert {place.page for place in report.evidence} == {3}
