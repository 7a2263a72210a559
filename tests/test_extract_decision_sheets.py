"""Lists of a meeting's decisions, registers of officers' decisions, forms of mayors, commissioners and hearings."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.decision_notices.decision_notices import decision_notice
from ingest.extract.decision_notices.ticks import chosen
from ingest.read.text import read_text
from kg.records import Attendance, Decision, Issue, Meeting, MeetingKey, Minute, Record


def read(text: str) -> list[Record]:
    sections = divide(read_text(text.encode()))
    return [record for section in sections if section.kind == "decision-notice" for record in decision_notice(section)]


def decided(text: str) -> list[Decision]:
    return [record for record in read(text) if isinstance(record, Decision)]


def codes(text: str) -> list[str]:
    return [record.code for record in read(text) if isinstance(record, Issue)]


LIST = """WEXMERE BOROUGH COUNCIL

DECISIONS taken by the Cabinet on Tuesday 5 March 2024

Published on Thursday 7 March 2024

Call-in deadline: 5.00 pm on Thursday 14 March 2024

Members of the Cabinet present: Councillors A Pine (Chair), B Oak and C Elm

6. Leisure Centre Roof [Key decision]

RESOLVED:

(1) That the repair of the roof be approved.

(2) That the Director of Place award the contract.

Reasons for decision

The roof leaks.

Interests declared

None.

Dispensation

None.

Contact officer: J Reed

7. Budget Monitoring

RESOLVED unanimously:

That the report be noted.

Reasons for decision

To keep to the budget.

Other options rejected

None.
"""


def test_a_list_of_decisions_gives_items_limbs_reasons_and_whether_an_item_was_key() -> None:
    assert [(one.minute, one.limb, one.reasons, one.key_decision, one.call_in) for one in decided(LIST)] == [
        ("6", "1", "The roof leaks.", True, "2024-03-14"),
        ("6", "2", "The roof leaks.", True, "2024-03-14"),
        ("7", None, "To keep to the budget.", None, "2024-03-14"),
    ]
    assert [one.title for one in read(LIST) if isinstance(one, Minute)] == ["Leisure Centre Roof", "Budget Monitoring"]
    assert [one.person for one in read(LIST) if isinstance(one, Attendance)] == ["A Pine", "B Oak", "C Elm"]


def test_decisions_may_be_the_whole_title_and_the_day_stand_below_it() -> None:
    text = (
        "WEXMERE DISTRICT COUNCIL\n\nCabinet\n\nDecisions\n\nTuesday, 5 March 2024\n\n"
        "Agenda Item No. 6 – Leisure Centre Roof\n\nDECISION:\n\nThat the repair be approved.\n\n"
        "REASONS FOR DECISION: The roof leaks.\n\nAgenda Item No. 7 – Budget\n\nDECISION:\n\n1. That it be noted.\n\n"
        "2. That a further report be made in May.\n"
    )
    assert {one.meeting for one in decided(text)} == {MeetingKey("Cabinet", "2024-03-05", "Wexmere District Council")}
    assert [(one.minute, one.limb) for one in decided(text)] == [("6", None), ("7", "1"), ("7", "2")]
    assert not codes(text)


def test_a_portals_printed_decisions_have_the_day_in_a_box() -> None:
    text = (
        "Wexmere District Council\n\nPrinted decisions\n\nCabinet\n\nDate: Tuesday, 5 March 2024\nTime: 6.00 pm\n\n"
        "1. Apologies for absence\n\nCouncillor Ash.\n\n4. Leisure Centre Roof\n\nDecision:\n\n"
        "That the repair be approved.\n\n5. Budget\n\nResolved –\n\n(a) that the report be noted;\n\n"
        "(b) that it be sent.\n"
    )
    assert [one.meeting.date for one in read(text) if isinstance(one, Meeting)] == ["2024-03-05"]
    assert [(one.minute, one.limb) for one in decided(text)] == [("4", None), ("5", "a"), ("5", "b")]


def test_what_a_body_agreed_may_follow_its_items_title_in_a_sentence() -> None:
    found = decided(
        "Wexmere District Council\n\nDECISION SHEET\n\nCabinet - Tuesday 5 March 2024\n\n"
        "6 LEISURE CENTRE ROOF [Key decision]\n\nCabinet agreed that the repair be approved.\n\n7 BUDGET\n\n"
        "AGREED that:\n\na) the report be noted; and\n\nb) a further report be made.\n"
    )
    assert [(one.minute, one.limb, one.key_decision) for one in found] == [
        ("6", None, True),
        ("7", "a", None),
        ("7", "b", None),
    ]


def test_a_heading_between_the_parts_of_a_list_is_no_decision() -> None:
    found = decided(
        "WEXMERE BOROUGH COUNCIL\n\nCABINET\n\nSUMMARY OF DECISIONS\n\nMonday 4 March 2024\n\n"
        "PART A – ITEMS IN PUBLIC\n\n5. LEISURE CENTRE ROOF\n\nRESOLVED that the repair be approved.\n\n"
        "PART B – ITEMS IN PRIVATE\n\n7. LAND AT MILL LANE\n\nRESOLVED that the land be sold.\n\n"
        "Published: 6 March 2024\n"
    )
    assert [(one.minute, one.text) for one in found] == [
        ("5", "that the repair be approved."),
        ("7", "that the land be sold."),
    ]


def test_a_table_of_items_and_decisions_leaves_procedure_and_what_stands_below_it_alone() -> None:
    text = (
        "Wexmere District Council\n\nCabinet – Tuesday 5 March 2024\n\nDECISION LIST\n\n| Item | Decision |\n"
        "| 1. Apologies | Councillor Ash |\n"
        "| 6. Leisure Centre Roof | RESOLVED: 1. That the repair be approved. 2. That the Director award it. |\n"
        "| 7. Budget Monitoring | That the report be noted. |\n\nThese decisions come into force on 14 March 2024.\n"
    )
    assert [(one.minute, one.limb, one.text) for one in decided(text)] == [
        ("6", "1", "That the repair be approved."),
        ("6", "2", "That the Director award it."),
        ("7", None, "That the report be noted."),
    ]


REGISTER = """Wexmere District Council

Register of Officer Decisions: April to June 2023

| Ref | Title | Decision | Date | Officer |
| OD1 | Mill Lane | To award the works to Oakwell Roads Ltd. | 4 May 2023 | Director of Place |
| OD2 | Unit 4 | Approved a lease of Unit 4. | 11 May 2023 | Head of Estates |
| OD3 | Store | To sell the store. |  | Head of Estates |
| OD4 | Yard |  | 12 May 2023 | Head of Estates |
"""


def test_a_register_gives_a_decision_a_row_and_lends_no_row_the_date_of_another() -> None:
    assert [(one.reference, one.date, one.taker) for one in decided(REGISTER)] == [
        ("OD1", "2023-05-04", "Director of Place"),
        ("OD2", "2023-05-11", "Head of Estates"),
    ]
    assert codes(REGISTER) == ["decision-undated", "decision-blank"]


def test_a_list_of_planning_applications_is_no_register() -> None:
    assert not read(
        "Wexmere District Council\n\nDelegated planning decisions: week ending 12 May 2023\n\n"
        "| Application | Address | Proposal | Decision | Date |\n| 23/0001/F | 1 Mill Lane | Porch | Permitted |"
        " 9 May 2023 |\n| 23/0002/F | 2 Mill Lane | Shed | Refused | 9 May 2023 |\n"
    )


def test_a_commissioners_notice_decides_and_what_is_declared_below_is_no_limb() -> None:
    (decision,) = decided(
        "OFFICE OF THE POLICE AND CRIME COMMISSIONER FOR WEXMERE\n\nDECISION NOTICE\n\nTitle: Victim support\n\n"
        "PCC decision:\n\nI approve the award of the contract to Oakwell Support Ltd for three years.\n\n"
        "Police and Crime Commissioner\n\nI confirm that I have considered whether I have any interest in this.\n\n"
        "Decision Reference: PCC-D-2023-014\n\nSignature: A Pine\n\nDate: 14 June 2023\n"
    )
    assert decision.text.endswith("for three years.")
    assert (decision.reference, decision.date) == ("PCC-D-2023-014", "2023-06-14")


def test_a_mayors_decision_has_its_reference_in_its_title() -> None:
    (decision,) = decided(
        "WEXMERE COMBINED AUTHORITY\n\nMAYORAL DECISION – MD12\n\nTitle: Bus grant\n\nExecutive summary:\n\n"
        "A grant.\n\n"
        "Decision:\n\nThat the Mayor approves a grant of £2m to Oakwell Buses Ltd.\n\nMayor of Wexmere\n\n"
        "I confirm that I do not have any disclosable pecuniary interests.\n\nSignature: A Pine\n\nDate: 3 May 2023\n"
    )
    assert decision.text == "That the Mayor approves a grant of £2m to Oakwell Buses Ltd."
    assert (decision.reference, decision.date, decision.meeting) == ("MD12", "2023-05-03", None)


def test_the_box_after_the_decision_may_have_a_number_and_a_label_that_nobody_knows() -> None:
    text = (
        "WEXMERE CITY COUNCIL\n\nURGENT DECISION FORM\n\n1. Decision required by: 4 May 2023\n\n"
        "2. Title: Repairs to Mill Bridge\n\n3. Reason for urgency: The bridge is unsafe.\n\n"
        "4. Decision: To award the works to Oakwell Roads Ltd for £90,000.\n\n5. Whom we told: Councillor A Pine\n\n"
        "Agreed by: Ann Elm, Chief Executive\n\nDate: 3 May 2023\n"
    )
    (decision,) = decided(text)
    assert (decision.text, decision.date) == ("To award the works to Oakwell Roads Ltd for £90,000.", "2023-05-03")
    assert codes(text) == ["unknown-label"]


def test_a_record_of_an_award_keeps_supplier_value_and_term_out_of_the_decision() -> None:
    (decision,) = decided(
        "WEXMERE COUNTY COUNCIL\n\nContract Award Decision Record\n\nContract title: Grounds maintenance\n"
        "Procurement route: Open procedure\nSupplier: Oakwell Parks Ltd\nContract value: £640,000\n\n"
        "Decision: To award the contract to Oakwell Parks Ltd.\nContract term: Four years\n\n"
        "Decision maker: Director of Place\nDate of award: 9 February 2024\nReasons for award: Highest scoring bid.\n"
    )
    assert decision.text == "To award the contract to Oakwell Parks Ltd."
    assert (decision.date, decision.taker, decision.reasons) == (
        "2024-02-09",
        "Director of Place",
        "Highest scoring bid.",
    )


def test_a_hearing_is_a_meeting_and_its_conditions_are_limbs() -> None:
    text = (
        "WEXMERE DISTRICT COUNCIL\n\nLICENSING SUB-COMMITTEE\n\nDECISION NOTICE\n\nDate of hearing: 6 June 2023\n\n"
        "Applicant: Oakwell Inns Ltd\n\nPremises: The Mill, Wexmere\n\n"
        "Sub-Committee members: Councillors A Pine (Chair), B Oak and C Elm\n\nDecision\n\n"
        "The Sub-Committee granted the application subject to the following conditions:\n\n"
        "1. That no glass be taken outside.\n\n2. That the door be kept shut.\n\nReasons\n\nThe police spoke.\n\n"
        "Right of appeal\n\nThere is a right of appeal within 21 days.\n"
    )
    assert {(one.meeting.date if one.meeting else None, one.reasons) for one in decided(text)} == {
        ("2023-06-06", "The police spoke.")
    }
    assert [one.limb for one in decided(text)] == ["1", "2"]
    assert [one.person for one in read(text) if isinstance(one, Attendance)] == ["A Pine", "B Oak", "C Elm"]


def test_a_decision_signed_below_the_report_that_asked_for_it_is_a_part_of_its_own() -> None:
    (decision,) = decided(
        "WEXMERE CITY COUNCIL\n\nDELEGATED OFFICER DECISION REPORT\n\nReport of: Head of Parks\n"
        "Decision maker: Director of Place\nSubject: Play area at Mill Green\nKey decision: No\n\n"
        "1. Purpose of the report\n\n1.1 To seek approval to build a play area.\n\n2. Recommendation\n\n"
        "2.1 That the Director of Place approves the award.\n\nDECISION OF THE DIRECTOR OF PLACE\n\n"
        "I approve the recommendation as set out in section 2.\n\nSigned: J Ash\n\nDate: 17 July 2023\n"
    )
    assert decision.text == "I approve the recommendation as set out in section 2."
    assert (decision.date, decision.taker) == ("2023-07-17", "Director of Place")


def test_a_members_list_has_the_taker_and_the_day_in_its_title() -> None:
    found = decided(
        "Wexmere Council\n\nDECISIONS OF THE CABINET MEMBER FOR ROADS – 5 March 2024\n\n1. Mill Lane\n\n"
        "RESOLVED: That the order be made.\n\nReasons: Safety.\n\n2. Quay Street\n\n"
        "RESOLVED: That the order be refused.\n\nReasons: Cost.\n"
    )
    assert [(one.text, one.date, one.taker, one.reasons) for one in found] == [
        ("That the order be made.", "2024-03-05", "Cabinet Member for Roads", "Safety."),
        ("That the order be refused.", "2024-03-05", "Cabinet Member for Roads", "Cost."),
    ]


def test_numbers_without_a_stop_count_limbs() -> None:
    found = decided(
        "Wexmere Council\n\nPortfolio Holder Decision\n\nDate of decision: 5 May 2023\n\nDecision\n\n"
        "The Portfolio Holder agreed:\n\n1 To raise the rents by £1.\n\n2 To review them in a year.\n\n"
        "Options considered and rejected\n\nTo leave them.\n\nContact officer: J Reed\n"
    )
    assert [(one.limb, one.text) for one in found] == [
        ("1", "To raise the rents by £1."),
        ("2", "To review them in a year."),
    ]


def test_a_line_made_as_the_decisions_own_is_no_more_of_it() -> None:
    text = (
        "Wexmere Town Council\n\nRecord of decisions taken under delegated powers by the Clerk\n\n"
        "Date: 3 April 2023\n\n"
        "Decision: To buy a mower for £900 from Oakwell Tools Ltd.\n\nPower: Local Government Act\n\nSigned: B Oak\n"
    )
    (decision,) = decided(text)
    assert (decision.text[-18:], decision.date) == ("Oakwell Tools Ltd.", "2023-04-03")
    assert codes(text) == ["unknown-label"]


def test_power_that_is_delegated_is_repeated_before_what_it_is_for() -> None:
    found = decided(
        "Wexmere Council\n\nCABINET\n\nNOTICE OF DECISIONS\n\nMeeting held on 5 March 2024\n\nAgenda item 5: Rents\n\n"
        "Decision\n\n1. That rents be approved.\n2. That authority be delegated to the Director to:\n"
        "(a) let the flats; and\n(b) sell the houses.\n\nReason for decision\n\nNeed.\n"
    )
    assert [(one.limb, one.text) for one in found] == [
        ("1", "That rents be approved."),
        ("2(a)", "That authority be delegated to the Director to: let the flats; and"),
        ("2(b)", "That authority be delegated to the Director to: sell the houses."),
    ]


def test_one_of_several_decisions_without_a_date_has_none_of_anothers() -> None:
    text = (
        "WEXMERE COUNCIL\n\nDELEGATED DECISION RECORD\n\nDecision ref: D/1\nSubject: Fees\n"
        "Decision maker: Head of Parks\nDate of decision: 1 May 2023\n"
        "Decision: That the fees be kept.\n\nDecision ref: D/2\nSubject: Rents\n"
        "Decision maker: Head of Estates\nDecision: That the rents be kept.\n"
    )
    assert [(one.reference, one.date) for one in decided(text)] == [("D/1", "2023-05-01")]
    assert codes(text) == ["decision-undated"]


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        ("☐ Yes ☒ No", "No"),
        ("Yes ☒ No ☐", "Yes"),
        ("[ ] Yes [X] No", "No"),
        ("☐ Yes ☐ No", ""),
        ("Yes / No", ""),
        ("No – it is below the threshold", "No – it is below the threshold"),
    ],
)
def test_only_the_ticked_choice_counts(words: str, choice: str) -> None:
    assert chosen(words) == choice


NOTICE = """CABINET - DECISION NOTICE

Decisions published on Friday, 8 March 2024

The decisions below were taken by the Cabinet of Wexmere Borough Council at its meeting held on Tuesday, 5 March 2024 at
5.00 pm. Until Thursday, 14 March 2024 members may ask the Clerk for a call-in.

Present: Councillors Ada Pine (Chair), Bob Oak and Cora Elm

Agenda item 6 - Roof of the Hall

Key decision: Yes

RESOLVED:

(1) That the roof be mended.

(2) That it be painted.

Agenda item 7 - Budget Monitoring

Key decision: No

NOTED. The Cabinet noted the sums.

Reason: Sums are told each year.

Agenda item 8 - Purchase of a Barn

RESOLVED: That the barn be bought.

Questions: please contact Ada Reed.
"""


def test_the_day_of_publication_is_not_the_meetings() -> None:
    found = [record for record in read(NOTICE) if isinstance(record, Meeting)]
    assert [(each.meeting.date, each.start_time) for each in found] == [("2024-03-05", "17:00")]


def test_an_outcome_in_one_word_and_a_note_below_a_decision_are_told_apart() -> None:
    assert [(each.minute, each.limb, each.text) for each in decided(NOTICE)] == [
        ("6", "1", "That the roof be mended."),
        ("6", "2", "That it be painted."),
        ("7", None, "The Cabinet noted the sums."),
        ("8", None, "That the barn be bought."),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Cabinet – Decision Sheet\n\nPublished on 8 March 2024\n\nTuesday 5 March 2024",
        "Cabinet – Decision Sheet\n\nDate of meeting: 5 March 2024\n\nDate published: 8 March 2024",
    ],
)
def test_a_sheets_day_is_that_on_which_it_was_decided(head: str) -> None:
    items = "\n\nItem 6 – Roof of the Hall\n\nRESOLVED: That the roof be mended.\n"
    found = read(f"Wexmere Borough Council\n\n{head}{items}")
    assert [each.meeting.date for each in found if isinstance(each, Meeting)] == ["2024-03-05"]


def test_a_form_whose_boxes_are_numbered_ends_its_decision_at_the_next_number() -> None:
    rows = (
        ("1. Title of decision", "Lamps"),
        ("2. Decision maker", "Ada Reed, Director of Place"),
        ("3. Decision", "To buy lamps."),
        ("4. History of lamps and their makers", "Lamps were bought in 1990."),
        ("5. Date of decision", "5 March 2024"),
    )
    table = "\n".join(f"{label}\t{value}" for label, value in rows)
    assert [each.text for each in decided(f"OFFICER DECISION NOTICE\n\n{table}\n")] == ["To buy lamps."]


SHEET = "Wexmere Borough Council\n\nCabinet – Decision Sheet\n\nTuesday 5 March 2024\n\nItem 6 – Lamps\n\n"


@pytest.mark.parametrize(
    ("body", "limbs"),
    [
        (
            "Resolved –\n\nThat (1) the lamps be approved; and (2) the painting be delegated to the Clerk.\n\n"
            "Voting: 5 for, 1 against",
            [("1", "the lamps be approved; and", 5), ("2", "the painting be delegated to the Clerk.", 5)],
        ),
        (
            "RESOLVED (5 for, 1 against):\n\n1. That lamps be bought.\n\n2. That they be painted.\n\n"
            "Councillor Oak asked that his vote against be recorded.",
            [("1", "That lamps be bought.", 5), ("2", "That they be painted.", 5)],
        ),
    ],
)
def test_votes_and_notes_beside_limbs_are_none(body: str, limbs: list[tuple[str, str, int]]) -> None:
    assert [(each.limb, each.text, each.votes_for) for each in decided(f"{SHEET}{body}\n")] == limbs
