"""A report's particulars: title, meeting, authors, plan reference, key decision, purpose."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.reports.reports import reports
from ingest.read.text import read_text
from kg.records import Issue, PersonMention, Record, Report


def all_in(text: str) -> list[Record]:
    found: list[Record] = []
    for section in divide(read_text(text.encode())):
        if section.kind == "report":
            found.extend(reports(section))
    return found


def head(**changed: str) -> str:
    """A head in lines; `From_` and the like stand for labels of more words."""
    labels = {
        "To": "Places Committee",
        "Meeting Date": "5 May 2022",
        "From": "Service Director: Places",
        "Electoral division(s)": "All",
        "Forward Plan ref": "Not applicable",
        "Key decision": "No",
        "Purpose": "To light the quay.",
        "Recommendation": "To note it.",
    }
    labels.update({key.replace("_", " "): value for key, value in changed.items()})
    return "LAMPS ON THE\nQUAY\n\n" + "".join(f"{key}: {value}\n\n" for key, value in labels.items() if value != "-")


def report_in(text: str) -> Report:
    return next(each for each in all_in(text) if isinstance(each, Report))


def test_a_head_is_read_whole() -> None:
    report = report_in(head())
    assert report.title == "LAMPS ON THE QUAY"
    assert report.meeting is not None
    assert (report.meeting.committee, report.meeting.date) == ("Places Committee", "2022-05-05")
    assert report.authors == ("Service Director: Places",)
    assert (report.forward_plan_ref, report.key_decision, report.divisions) == (None, False, "All")
    assert report.purpose == "To light the quay."
    assert not report.appended


@pytest.mark.parametrize(
    ("printed", "ref"),
    [
        ("2022/077", "2022/077"),
        ("2022/ 077", "2022/077"),
        ("KD 412", "KD 412"),
        ("N/A", None),
        ("For key decisions", None),
        ("", None),
    ],
)
def test_a_plan_reference_has_a_figure_or_is_none(printed: str, ref: str | None) -> None:
    assert report_in(head(Forward_Plan_ref=printed)).forward_plan_ref == ref


@pytest.mark.parametrize(
    ("printed", "key"),
    [("Yes", True), ("Yes - it affects two divisions", True), ("No", False), ("Non-key", False), ("Yes or No", None)],
)
def test_a_key_decision_is_yes_no_or_open(printed: str, key: bool | None) -> None:
    assert report_in(head(Key_decision=printed)).key_decision is key


@pytest.mark.parametrize(
    ("printed", "authors"),
    [
        ("Executive Director, People and Places", ["Executive Director, People and Places"]),
        ("Service Director, Places Chief Finance Officer", ["Service Director, Places", "Chief Finance Officer"]),
        (
            "Executive Director: Places and Roads\n\nChief Finance Officer",
            ["Executive Director: Places and Roads", "Chief Finance Officer"],
        ),
        (
            "Ann Dale, Director of Parks and Tom Rusk, Service Director Roads and Lamps",
            ["Ann Dale, Director of Parks", "Tom Rusk, Service Director Roads and Lamps"],
        ),
        ("Ann Dale, Service Director - Roads and\nLamps", ["Ann Dale, Service Director - Roads and Lamps"]),
        (
            "Ann Dale - Head of Parks\nTom Rusk - Head of Roads",
            ["Ann Dale - Head of Parks", "Tom Rusk - Head of Roads"],
        ),
    ],
)
def test_authors_are_told_apart(printed: str, authors: list[str]) -> None:
    assert list(report_in(head(From=printed)).authors) == authors


def test_an_author_who_is_a_person_is_mentioned_and_an_office_is_not() -> None:
    found = all_in(head(From="Ann Dale, Head of Parks"))
    assert [(p.name, p.kind, p.posts) for p in found if isinstance(p, PersonMention)] == [
        ("Ann Dale", "officer", ("Head of Parks",))
    ]
    assert not [p for p in all_in(head()) if isinstance(p, PersonMention)]


def test_a_councillor_who_reports_is_a_member() -> None:
    found = all_in(head(From="Councillor Hal Ferriby, Cabinet Member for Parks"))
    assert [(p.name, p.kind) for p in found if isinstance(p, PersonMention)] == [("Hal Ferriby", "member")]


def test_an_outcome_of_two_paragraphs_is_one_purpose() -> None:
    text = head(Purpose="-").replace(
        "Recommendation:", "Outcome: The quay is lit.\n\nPeople are safe.\n\nRecommendation:"
    )
    assert report_in(text).purpose == "The quay is lit. People are safe."


def test_a_purpose_without_its_label_is_kept_as_it_stands_and_named() -> None:
    text = (
        "#### LAMPS\n\nTo:\tPlaces Committee\t\nMeeting Date:\t5 May 2022\t\nFrom:\tService Director: Places\t\n"
        "Forward Plan ref:\t2022/\t077 Key decision: Yes\nligh\tt the quay by night.\t\n"
        "Recommendation:\tTo note it.\t\n"
    )
    found = all_in(text)
    assert report_in(text).purpose == "ligh t the quay by night."
    assert [each.code for each in found if isinstance(each, Issue)] == ["torn-text"]


def test_a_report_to_another_committee_is_of_its_meeting() -> None:
    other = head(To="Resources Committee", Meeting_Date="9 March 2022").replace(
        "LAMPS ON THE\nQUAY", "BOATS ON THE QUAY"
    )
    meetings = [each.meeting for each in all_in(head() + head() + other) if isinstance(each, Report)]
    assert [(m.committee, m.date) for m in meetings if m][-1] == ("Resources Committee", "2022-03-09")


def test_torn_letters_of_the_papers_own_committee_are_no_other_committee() -> None:
    text = "PLACES COMMITTEE\n\nDate: Thursday, 5 May 2022\n\nAGENDA\n\n" + head(To="Place\tts Committee")
    meeting = report_in(text).meeting
    assert meeting is not None
    assert meeting.committee == "Places Committee"


def test_a_report_of_a_director_named_without_a_colon_has_that_author() -> None:
    text = head(From="-").replace("Electoral", "Report of the Director of Parks\n\nElectoral")
    assert report_in(text).authors == ("Director of Parks",)


def test_a_subject_label_gives_the_title() -> None:
    text = (
        "From: Ann Dale, Director of Parks\n\nTo: Cabinet - 5 May 2022\n\nSubject: Lamps on the quay and\nthe mill\n\n"
    )
    text += "Decision no: 22/00109\n\nKey Decision: Yes\n\nElectoral Division: All\n\nSummary: The quay is dark.\n"
    report = report_in(text)
    assert report.title == "Lamps on the quay and the mill"
    assert report.authors == ("Ann Dale, Director of Parks",)
    assert (report.forward_plan_ref, report.purpose) == ("22/00109", "The quay is dark.")


def test_a_purpose_under_a_heading_is_read_where_no_label_has_it() -> None:
    text = head(Purpose="-") + "1. Purpose of report\n\n1.1 To light the mill.\n\n2. Background\n\n2.1 It is dark.\n"
    assert report_in(text).purpose == "To light the mill."


def test_a_report_without_a_title_is_an_issue() -> None:
    found = all_in(head().replace("LAMPS ON THE\nQUAY\n\n", ""))
    assert [each.code for each in found if isinstance(each, Issue)] == ["unplaced-report"]


def test_a_scanners_two_capital_is_for_all_are_read_as_all() -> None:
    assert report_in(head(**{"Electoral division(s)": "AII"})).divisions == "All"
