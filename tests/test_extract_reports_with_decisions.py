"""A report with a box of labels, and the record of what was decided on it bound behind: each is read as what it is."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.read.text import read_text
from kg.records import Decision, Issue, Meeting, MeetingKey, Minute, Recommendation, Record, Report

CABINET = MeetingKey("Cabinet", "2024-05-23", "Wexmere City Council")

REPORT = """# WEXMERE CITY COUNCIL

# CABINET

Date of meeting: 23 May 2024

Report title: Lamps for the Quay

Report of: Cabinet Member for Roads

Lead officer: Strategic Director of Quays

Key decision: Yes (Forward Plan reference QD/2024/118)

Ward(s): All

Purpose: This report seeks approval of the purchase of lamps.

**1. Recommendations**
That Cabinet:

1.1 Approves the purchase of the lamps.

1.2 Delegates the choice of colours to the Strategic Director of Quays.

**2. Background**

2.1 The old lamps are dark.

2.2 Timetable:

Step	When
Cabinet decision	23 May 2024
Decision	23 May 2024
Lamps lit	1 July 2024
"""
RECORD = """
# WEXMERE CITY COUNCIL

# RECORD OF EXECUTIVE DECISION

Decision taken by: Cabinet

Date of decision: 23 May 2024

Decision reference: CAB/24/007

Title: Lamps for the Quay

Key decision: Yes

**Decision**
That:

1. The purchase of the lamps be approved.

2. The choice of colours be delegated to the Strategic Director of Quays.

**Reasons for the decision**
The quay is dark.
"""
ROWS = """# WEXMERE CITY COUNCIL

Executive	Thursday 23 May 2024

**LAMPS FOR THE QUAY**

Report author	Ina Pask, Head of Lamps
Portfolio	Executive Member for Roads
Responsible officer	Director of Quays
Wards affected	All
Key decision	Yes
Forward Plan	2024-77
Agenda item	11

**Purpose**
To ask the Executive to light the quay.

**Recommendations**
The Executive is recommended to:

A. Approve the purchase of the lamps; and

B. Note that the colours will come back to the Executive.

**1. The story so far**
1.1 The old lamps are dark.
"""
SHEET = """
# WEXMERE CITY COUNCIL

# EXECUTIVE

# RECORD OF DECISIONS

Date of meeting: Thursday 23 May 2024

Published: Friday 24 May 2024. Last date for call-in: 31 May 2024

**Minute 58. Lamps for the Quay**
Decision reference: EX58/2024

Decision:

(A) That the purchase of the lamps be approved.

(B) That it be noted that the colours will come back.

Reasons: the quay is dark.

**Minute 59. Benches: Award**
Decision reference: EX59/2024

Decision:

That the contract for the benches be awarded to Tenderer 3.

Reasons: best value.
"""


def read(text: str) -> tuple[Record, ...]:
    return extract(divide(read_text(text.encode())))


def kinds(text: str) -> list[str]:
    return [section.kind for section in divide(read_text(text.encode())) if section.kind != "other"]


def test_a_report_whose_box_names_day_and_key_decision_is_no_decision_form() -> None:
    assert kinds(REPORT) == ["report"]
    assert not [record for record in read(REPORT) if isinstance(record, (Decision, Minute))]


@pytest.mark.parametrize(("report", "record"), [(REPORT, RECORD), (ROWS, SHEET), (REPORT, SHEET), (ROWS, RECORD)])
def test_a_record_of_decision_bound_behind_a_report_opens_a_part_of_its_own(report: str, record: str) -> None:
    assert kinds(report + record) == ["report", "decision-notice"]


def test_report_recommendations_and_decisions_are_told_apart() -> None:
    found = read(REPORT + RECORD)
    (report,) = [each for each in found if isinstance(each, Report)]
    assert (report.title, report.meeting, report.forward_plan_ref, report.key_decision) == (
        "Lamps for the Quay", CABINET, "QD/2024/118", True,
    )  # fmt: skip
    asked = [each for each in found if isinstance(each, Recommendation)]
    assert [(each.limb, each.text) for each in asked] == [
        ("1.1", "Approves the purchase of the lamps."),
        ("1.2", "Delegates the choice of colours to the Strategic Director of Quays."),
    ]
    decided = [each for each in found if isinstance(each, Decision)]
    assert [(each.limb, each.reference, each.meeting) for each in decided] == [
        ("1", "CAB/24/007", CABINET),
        ("2", "CAB/24/007", CABINET),
    ]


def test_the_body_and_its_day_above_a_box_of_rows_are_the_reports_meeting() -> None:
    (report,) = [each for each in read(ROWS) if isinstance(each, Report)]
    assert report.title == "LAMPS FOR THE QUAY"
    assert report.meeting == MeetingKey("Executive", "2024-05-23", "Wexmere City Council")
    assert (report.forward_plan_ref, report.agenda_item, report.divisions) == ("2024-77", "11", "All")
    assert report.authors == ("Ina Pask, Head of Lamps", "Director of Quays")


def test_a_record_of_decisions_is_of_the_body_named_above_its_title_minute_by_minute() -> None:
    found = read(ROWS + SHEET)
    assert [each.meeting.committee for each in found if isinstance(each, Meeting)] == ["Executive"]
    assert [(each.number, each.title) for each in found if isinstance(each, Minute)] == [
        ("58", "Lamps for the Quay"),
        ("59", "Benches: Award"),
    ]
    decided = [each for each in found if isinstance(each, Decision)]
    assert [(each.minute, each.limb) for each in decided] == [("58", "A"), ("58", "B"), ("59", None)]


BOX = """#### LAMPS FOR THE QUAY

To:		Roads and Quays Committee
Meeting Date:		23 May 2024
From:		Director of Quays
Electoral division(s):		All
Purpose:		To report on lamps.
Recommendation.	The Committee is asked to:
	{first}	Note the report; and
	{second}	Endorse the purchase of the lamps.

1.1	The quay has forty lamps, of which
	ten are dark.

1.2	They were bought in 2001.
"""


@pytest.mark.parametrize(("first", "second"), [("a)", "b)"), ("1)", "2)"), ("(i)", "(ii)"), ("1.", "2.")])
def test_numbered_paragraphs_without_a_heading_end_the_recommendations(first: str, second: str) -> None:
    asked = [each for each in read(BOX.format(first=first, second=second)) if isinstance(each, Recommendation)]
    assert [each.text for each in asked] == ["Note the report; and", "Endorse the purchase of the lamps."]


def test_limbs_numbered_as_paragraphs_are_still_limbs() -> None:
    text = REPORT.replace("1.2 Delegates", "2.1 Delegates")
    assert len([each for each in read(text) if isinstance(each, Recommendation)]) == 2


def test_a_form_whose_box_holds_only_a_date_gives_an_issue_and_no_decision() -> None:
    text = RECORD.split("That:")[0] + "23 May 2024\n\n**Reasons for the decision**\nThe quay is dark.\n"
    found = read(text)
    assert not [each for each in found if isinstance(each, Decision)]
    assert "decision-blank" in [each.code for each in found if isinstance(each, Issue)]


def test_a_sheet_of_decisions_behind_a_report_opens_below_the_councils_name() -> None:
    text = ROWS + SHEET.replace("# EXECUTIVE\n\n# RECORD OF DECISIONS", "# EXECUTIVE – DECISIONS")
    assert kinds(text) == ["report", "decision-notice"]
    assert [each.number for each in read(text) if isinstance(each, Minute)] == ["58", "59"]


def test_the_words_that_lead_into_limbs_name_no_body() -> None:
    text = REPORT.replace("# CABINET\n", "").replace("Date of meeting: 23 May 2024", "To: Cabinet\n\nDate: 23 May 2024")
    assert {each.meeting for each in read(text) if isinstance(each, Meeting)} == {CABINET}
