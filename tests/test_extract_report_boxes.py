"""Reports of other councils: boxes of labels in any order, contacts in blocks, advice closed with a name."""

from __future__ import annotations

import pytest

from ingest.divide.sections import Section, divide
from ingest.extract.reports.clearances import clearances
from ingest.extract.reports.contacts import contacts
from ingest.extract.reports.recommendations import recommendations
from ingest.extract.reports.reports import reports
from ingest.extract.reports.source_documents import source_documents
from ingest.read.text import read_text
from kg.records import Clearance, Contact, Issue, PersonMention, Recommendation, Report, SourceDocument

COLONS = """Committee Report

PURPOSE: Final Decision Report

KEY OR NON-KEY DECISION: Key decision over £500k

COMMITTEE: Roads and Quays Committee

DATE: 6 May 2021

TITLE: Lamps for the quay

Ward(s): All wards

Officer presenting the report: Ina Pask Job title: Head of Lamps

Committee Chair: Councillor Ada Pine

Executive Director lead: Jon Roe: Executive Director for Quays

Proposal origin: Committee Chair

Purpose of Report: This report asks for money to
light the quay.

Evidence Base / Options to consider:

Background:

1. The lamps are old.

Officer Recommendations:

That the Committee for Roads and Quays

1. Approve the lamps at a cost of up to £1m.

Contractual:

2. Authorises the Executive Director in consultation with the Chair to award the contract.

City Benefits:

1. It lights the quay.

Background Documents: Appendix A: Study of the quay

Revenue Cost\t£1m\tSource of Revenue Funding\tReserves

1. Finance Advice: The sums are right.

Finance Business Partner: Kay Dow, Finance Manager – Quays 14 April 2021.

2. Legal Advice:

Legal Team Leader:
The law permits it.
Joy Marsh, Team Manager Legal Services 23 April 2021.
"""
TABLE = """Report title\tLamps for the quay
Report to\tCabinet
Date of meeting\t6 May 2021
Portfolio holder\tCouncillor Ada Pine
Report author\tIna Pask, Head of Lamps
Wards affected\tAll
Key decision\tYes
Forward plan ref\t2021/044
Purpose of report\tTo light the quay.
"""
PAIRS = """Lamps for the quay

Meeting:\tCabinet\tDate:\t6 May 2021
Report of:\tDirector of Quays\tWards affected:\tAll
Key decision:\tNo\tDecision ref:\tQ12/21

1. Introduction

1.1 The lamps are old.
"""
LETTERS = """From:\tAda Pine, Cabinet Member for Quays
\tIna Pask, Corporate Director, Quays
To:\tCabinet - 6 May 2021
Subject:\tLamps for the quay
Decision no:\t21/00044
Key Decision:\tYes - It affects more than 2 Electoral Divisions
Classification:\tUnrestricted
Past Pathway of report:\tQuays Cabinet Committee – 15 April 2021
Electoral Division:\tAll

Is the decision eligible for call-in? Yes

Summary: The lamps are old.

Recommendation(s):
Cabinet is asked to:

A. AGREE to the lamps; and

B. DELEGATE authority to the Corporate Director to take the relevant actions.

1. Introduction

1.1 They were lit by gas.

2. Contact details

Report Author:
Kay Dow
Assistant Director Lamps
and Quays
+441632960112
kay.dow@wexmere.gov.uk

Relevant Director:
Ina Pask, Corporate Director
01632 960113
ina.pask@wexmere.gov.uk
"""


def only(text: str) -> Section:
    (section,) = divide(read_text(text.encode()))
    assert section.kind == "report"
    return section


def report_of(text: str) -> Report:
    return next(each for each in reports(only(text)) if isinstance(each, Report))


@pytest.mark.parametrize(
    ("text", "key", "ref", "authors"),
    [
        (COLONS, True, None, ("Ina Pask",)),
        (TABLE, True, "2021/044", ("Ina Pask, Head of Lamps",)),
        (PAIRS, False, "Q12/21", ("Director of Quays",)),
        (LETTERS, True, "21/00044", ("Ada Pine, Cabinet Member for Quays", "Ina Pask, Corporate Director, Quays")),
    ],
    ids=["colons", "table", "two pairs a row", "letters"],
)
def test_a_box_of_labels_in_any_order_is_a_report(
    text: str, key: bool, ref: str | None, authors: tuple[str, ...]
) -> None:
    report = report_of(text)
    assert report.title == "Lamps for the quay"
    assert report.meeting is not None
    assert report.meeting.date == "2021-05-06"
    assert (report.key_decision, report.forward_plan_ref, report.authors) == (key, ref, authors)
    assert report.divisions in ("All", "All wards")


def test_what_kind_of_paper_it_is_is_no_purpose() -> None:
    assert report_of(COLONS).purpose == "This report asks for money to light the quay."


@pytest.mark.parametrize("text", [COLONS, TABLE, PAIRS, LETTERS])
def test_no_label_of_these_forms_is_unknown(text: str) -> None:
    assert not [each for each in reports(only(text)) if isinstance(each, Issue)]


def test_who_leads_is_known_and_who_is_a_member() -> None:
    people = {each.name: each.kind for each in reports(only(COLONS)) if isinstance(each, PersonMention)}
    assert people == {"Ina Pask": "officer", "Ada Pine": "member", "Jon Roe": "officer"}
    people = {each.name: each.kind for each in reports(only(LETTERS)) if isinstance(each, PersonMention)}
    assert people == {"Ada Pine": "member", "Ina Pask": "officer"}


def test_a_lead_in_that_only_names_the_body_and_headings_between_limbs_are_left_out() -> None:
    found = [each for each in recommendations(only(COLONS)) if isinstance(each, Recommendation)]
    assert [(each.limb, each.text) for each in found] == [
        ("1", "Approve the lamps at a cost of up to £1m."),
        ("2", "Authorises the Executive Director in consultation with the Chair to award the contract."),
    ]
    assert [each.limb for each in recommendations(only(LETTERS)) if isinstance(each, Recommendation)] == ["A", "B"]


def test_contacts_in_blocks_each_have_their_own_post_number_and_address() -> None:
    found = [each for each in contacts(only(LETTERS)) if isinstance(each, Contact)]
    assert [(each.person, each.post, each.telephone, each.email) for each in found] == [
        ("Kay Dow", "Assistant Director Lamps and Quays", "+441632960112", "kay.dow@wexmere.gov.uk"),
        ("Ina Pask", "Corporate Director", "01632 960113", "ina.pask@wexmere.gov.uk"),
    ]


def test_two_columns_of_contacts_are_kept_apart() -> None:
    text = PAIRS + (
        "2. Contact details\n\nReport Author:\tRelevant Director:\nKay Dow\tIna Pask\n"
        "Head of Lamps\tDirector of Quays\n01632 960112\t01632 960113\n"
        "kay.dow@wexmere.gov.uk\tina.pask@wexmere.gov.uk\n"
    )
    found = [each for each in contacts(only(text)) if isinstance(each, Contact)]
    assert [(each.person, each.post, each.email) for each in found] == [
        ("Kay Dow", "Head of Lamps", "kay.dow@wexmere.gov.uk"),
        ("Ina Pask", "Director of Quays", "ina.pask@wexmere.gov.uk"),
    ]


def test_a_job_title_beside_who_presents_makes_a_contact() -> None:
    found = [each for each in contacts(only(COLONS)) if isinstance(each, Contact)]
    assert [(each.person, each.post) for each in found] == [("Ina Pask", "Head of Lamps")]


def test_advice_closed_with_a_name_is_a_clearance() -> None:
    found = [each for each in clearances(only(COLONS)) if isinstance(each, Clearance)]
    assert [(each.aspect, each.officer, each.cleared) for each in found] == [
        ("Finance", "Kay Dow", "Yes"),
        ("Legal", "Joy Marsh", "Yes"),
    ]


def test_a_table_below_the_background_documents_is_not_of_them() -> None:
    found = [each for each in source_documents(only(COLONS)) if isinstance(each, SourceDocument)]
    assert [each.title for each in found] == ["Appendix A: Study of the quay"]


@pytest.mark.parametrize(
    "text",
    [
        "EqIA form\n\nTitle: Lamps\nResponsible officer: Ina Pask\nDate: 6 May 2021\nPurpose: To light the quay.\n",
        "Meeting Date\tReport title\tReport author\tKey decision\n6 May 2021\tLamps\tIna Pask\tYes\n",
        "Title: Lamps\nAuthor: Ina Pask\n\nThe lamps are old.\n",
    ],
)
def test_other_forms_are_no_report(text: str) -> None:
    assert [section.kind for section in divide(read_text(text.encode()))] != ["report"]
