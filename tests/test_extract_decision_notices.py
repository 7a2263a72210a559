"""Decision forms: one member's or officer's decision, a meeting's items, however councils lay them out."""

from __future__ import annotations

from ingest.divide.sections import divide
from ingest.extract.decision_notices.decision_notices import decision_notice
from ingest.extract.paper import extract
from ingest.read.text import read_text
from kg.records import Attendance, Decision, Issue, Meeting, MeetingKey, Minute, PaperFacts, Record


def read(text: str) -> list[Record]:
    sections = divide(read_text(text.encode()))
    return [record for section in sections if section.kind == "decision-notice" for record in decision_notice(section)]


def decided(text: str) -> list[Decision]:
    return [record for record in read(text) if isinstance(record, Decision)]


def codes(text: str) -> list[str]:
    return [record.code for record in read(text) if isinstance(record, Issue)]


OFFICER = """WEXMERE COUNTY COUNCIL

RECORD OF OFFICER DECISION

Decision maker: Corporate Director of Place (Jane Ash)

Decision Ref. No: OD/2022/017

Title of decision: Resurfacing of Mill Lane

Date of decision: 14 June 2022

Ward(s) affected: Elmham; Pinefield

Decision:
To award the contract for resurfacing Mill Lane to Oakwell Roads Ltd at a price of £240,000.

Reasons for the decision:
The road is worn and three tenders were received.

Call-in deadline: 21 June 2022

Signed: Jane Ash          Date: 15 June 2022
"""


def test_an_officers_decision_has_its_date_its_reference_and_the_post_and_no_meeting() -> None:
    (decision,) = read(OFFICER)
    assert isinstance(decision, Decision)
    assert (decision.meeting, decision.minute, decision.limb) == (None, None, None)
    assert (decision.date, decision.reference) == ("2022-06-14", "OD/2022/017")
    assert decision.taker == "Corporate Director of Place"
    assert (
        decision.text == "To award the contract for resurfacing Mill Lane to Oakwell Roads Ltd at a price of £240,000."
    )


def test_a_form_gives_the_reasons_the_call_in_and_the_day_of_force() -> None:
    (decision,) = decided(OFFICER + "\nDate decision may be implemented: 22 June 2022\n\nIs this a key decision? No\n")
    assert decision.reasons == "The road is worn and three tenders were received."
    assert (decision.key_decision, decision.call_in, decision.in_force) == (False, "2022-06-21", "2022-06-22")


def test_the_paper_is_a_decision_notice_called_by_what_it_decides() -> None:
    (facts,) = (record for record in extract(divide(read_text(OFFICER.encode()))) if isinstance(record, PaperFacts))
    assert (facts.kind, facts.title, facts.exempt) == ("decision notice", "Resurfacing of Mill Lane", False)


def test_labels_may_stand_in_the_cells_of_a_table_and_the_limbs_in_one_cell() -> None:
    found = decided(
        "Delegated Decision Notice\n\n| Reference | DD-104 |\n| Decision taken by | Head of Estates |\n"
        "| Subject | Lease of Unit 4 |\n| Date | 3 March 2023 |\n"
        "| Decision | 1. Approved a lease of Unit 4. 2. Authorised the Legal Manager to complete it. |\n"
        "| Reason for decision | The unit is empty. |\n"
    )
    assert [(one.limb, one.text) for one in found] == [
        ("1", "Approved a lease of Unit 4."),
        ("2", "Authorised the Legal Manager to complete it."),
    ]
    assert {(one.date, one.reference, one.taker) for one in found} == {("2023-03-03", "DD-104", "Head of Estates")}


def test_a_label_may_be_broken_over_the_rows_of_its_column() -> None:
    (decision,) = decided(
        "OFFICER DELEGATED DECISION RECORD\n\n| Decision maker | Anna Elm, Director of Housing |\n"
        "| Decision title | Purchase of flats |\n| Date of | 4 July 2023 |\n| decision: |  |\n"
        "| Reasons for the | The flats will house families |\n| decision: | in need. |\n"
        "| Decision taken: | To purchase six flats and to authorise the |\n|  | Head of Law to complete. |\n"
    )
    assert (decision.date, decision.taker) == ("2023-07-04", "Director of Housing")
    assert decision.text == "To purchase six flats and to authorise the Head of Law to complete."


def test_boxes_may_be_numbered_with_the_value_below_and_lettered_limbs_under_a_stem() -> None:
    found = decided(
        "Wexmere District Council\n\nCabinet Member Decision Record\n\n1. Title of Decision\nParking charges\n\n"
        "2. Decision Maker\nCouncillor A Pine, Cabinet Member for Roads, Parking and Transport\n\n"
        "3. Date of Decision\n5 February 2024\n\n4. Decision\nAs Cabinet Member for Roads I agree to:\n\n"
        "(a) increase the charges by 10p;\n\n(b) delegate authority to the Director of Place to make the order.\n\n"
        "5. Reason(s) for the decision\nTo meet the cost.\n"
    )
    assert [(one.limb, one.text) for one in found] == [
        ("a", "increase the charges by 10p;"),
        ("b", "delegate authority to the Director of Place to make the order."),
    ]
    assert {one.taker for one in found} == {"Cabinet Member for Roads, Parking and Transport"}


def test_paragraphs_that_open_with_an_act_in_capitals_are_limbs_of_their_own() -> None:
    found = decided(
        "Wexmere County Council – Record of Decision\n\nDECISION TAKEN BY:\n\nMrs Ann Elm, Cabinet Member for Care\n\n"
        "DECISION NUMBER:\n\n23/00042\n\nSubject Matter / Title of Decision\nRespite Care\n\nDecision:\n\n"
        "As Cabinet Member for Care I agree to:\n\nAPPROVE the plan for respite care\n\n"
        "DELEGATE authority to the Director of Care to award the contract.\n\nReason(s) for decision:\n\nNeed.\n\n"
        "17/1/2023\n................................ signed\n"
    )
    assert [one.text for one in found] == [
        "APPROVE the plan for respite care",
        "DELEGATE authority to the Director of Care to award the contract.",
    ]
    assert {(one.date, one.reference) for one in found} == {("2023-01-17", "23/00042")}


def test_an_unsigned_record_is_named_and_no_date_is_made_for_it() -> None:
    text = (
        "Proposed Record of Decision\n\nDecision to be taken by: Cabinet Member for Care\n\nDecision number:"
        " 23/00042\n\n"
        "Subject: Respite Care\n\nDecision:\n\nI agree to extend the contract by two years.\n\n"
        "Reasons for decision:\n\nThe contract ends in May 2023.\n\nSigned ....................   Date"
        " ...............\n"
    )
    assert codes(text) == ["decision-undated"]
    assert not decided(text)


def test_a_blank_form_is_named_and_decides_nothing() -> None:
    text = (
        "Record of Executive Decision\n\nDecision maker: Leader of the Council\n\nDecision number:\n\n"
        "Title of decision: Sale of land\n\nDecision: [insert decision here]\n\nReasons for decision:\n\n"
        "Date of decision: 4 May 2023\n"
    )
    assert codes(text) == ["decision-blank"]
    assert not decided(text)


FORM = """Decision Recording Form

Decision determined at Roads and Transport Committee
meeting on 12 September 2023

Committee Members present:
Councillor Ann Pine
Councillor Ben Oak, Leader of the Green Group

Apologies:
Councillor Dan Ash

Deadline for Scrutiny Panel referral 19 September 2023

(a)\tSubject:\tA review of parking fees (agenda item 7)

(b)\tWard:

(d)\tDecision taken

The Roads and Transport Committee:

3. Set up a working group.

4. Residents’ fees

a. Approve a rise of £6.

b. Approved a yearly rise.

6. Delegate authority to the Director of Place to:

(i) procure the meters; and

(ii) award the contract.

(e)\tExempt Information?

Open

(h)\tReason for decision:

As set out in the report.

Deadline for Scrutiny Panel referral

(a)\tSubject:\tRisk Report (agenda item 8)

(d)\tDecision taken

Officer Recommendations:

That the Committee for Roads

1. Noted the report.

Money:

2. Costs to be met from reserves.

(h)\tReason for decision:

As set out in the report.
"""


def test_the_items_of_a_form_are_minutes_of_the_meeting_with_those_who_were_there() -> None:
    found = read(FORM)
    key = MeetingKey("Roads and Transport Committee", "2023-09-12")
    assert [one.meeting for one in found if isinstance(one, Meeting)] == [key]
    assert [(one.person, one.status) for one in found if isinstance(one, Attendance)] == [
        ("Ann Pine", "present"),
        ("Ben Oak", "present"),
        ("Dan Ash", "apologies"),
    ]
    assert [(one.number, one.title) for one in found if isinstance(one, Minute)] == [
        ("7", "A review of parking fees"),
        ("8", "Risk Report"),
    ]


def test_limbs_may_start_at_three_nest_under_a_heading_and_repeat_a_stem_that_carries_the_action() -> None:
    assert [(one.limb, one.text) for one in decided(FORM) if one.minute == "7"] == [
        ("3", "Set up a working group."),
        ("4(a)", "Approve a rise of £6."),
        ("4(b)", "Approved a yearly rise."),
        ("6(i)", "Delegate authority to the Director of Place to: procure the meters; and"),
        ("6(ii)", "Delegate authority to the Director of Place to: award the contract."),
    ]
    assert codes(FORM) == ["limb-gap"]


def test_the_call_in_above_an_items_box_is_that_items() -> None:
    assert {(one.minute, one.call_in) for one in decided(FORM)} == {("7", "2023-09-19"), ("8", None)}
    assert {one.call_in for one in decided(SHEET)} == {"2024-03-14"}


def test_a_heading_between_limbs_and_a_stem_without_an_action_are_no_limbs() -> None:
    assert [(one.limb, one.text) for one in decided(FORM) if one.minute == "8"] == [
        ("1", "Noted the report."),
        ("2", "Costs to be met from reserves."),
    ]


SHEET = """WEXMERE BOROUGH COUNCIL

CABINET – DECISIONS taken 5 March 2024

Date of publication: 7 March 2024
Call-in expiry: 14 March 2024

Item 6 – Leisure Centre Roof

RESOLVED that:

(1) the repair of the roof be approved; and

(2) authority be delegated to the Director of Place to award the contract.

Reasons: The roof leaks.

Item 7 – Budget Monitoring

RESOLVED unanimously – That the report be noted.
"""


def test_a_decision_sheet_gives_the_items_and_decisions_of_the_meeting() -> None:
    key = MeetingKey("Cabinet", "2024-03-05", "Wexmere Borough Council")
    assert {one.meeting for one in decided(SHEET)} == {key}
    assert [(one.minute, one.limb, one.text, one.vote) for one in decided(SHEET)] == [
        ("6", "1", "the repair of the roof be approved; and", None),
        ("6", "2", "authority be delegated to the Director of Place to award the contract.", None),
        ("7", None, "That the report be noted.", "unanimous"),
    ]
    assert [one.title for one in read(SHEET) if isinstance(one, Minute)] == [
        "Leisure Centre Roof",
        "Budget Monitoring",
    ]


def test_the_items_of_a_sheet_may_have_their_number_alone_before_the_title() -> None:
    text = (
        "WEXMERE DISTRICT COUNCIL\n\nCABINET\n\nDECISION NOTICE\n\nTuesday, 5 March 2024 at 6.00pm\n\n"
        "Published: 6 March 2024\n\n1. APOLOGIES\n\nThere were none.\n\n2. LEISURE CENTRE ROOF\n\nDecision\n\n"
        "(1) That the repair be approved.\n\n(2) That the Director award the contract.\n\nReason for decision\n\n"
        "The roof leaks.\n\n3. BUDGET\n\nDecision\n\nThat the report be noted.\n\nReason for decision\n\nNone.\n"
    )
    assert [(one.minute, one.limb) for one in decided(text)] == [("2", "1"), ("2", "2"), ("3", None)]
    assert [one.start_time for one in read(text) if isinstance(one, Meeting)] == ["18:00"]
    assert not codes(text)


def test_a_table_of_decisions_gives_an_item_a_row() -> None:
    found = read(
        "Wexmere Council\n\nDecisions of the Planning Committee held on 6 June 2023\n\n"
        "| Agenda item | Title | Decision |\n| 5 | Mill Lane | That permission be granted. |\n"
        "| 6 | Quay Street | That permission be refused. |\n"
    )
    assert [(one.number, one.title) for one in found if isinstance(one, Minute)] == [
        ("5", "Mill Lane"),
        ("6", "Quay Street"),
    ]
    assert [(one.minute, one.text) for one in found if isinstance(one, Decision)] == [
        ("5", "That permission be granted."),
        ("6", "That permission be refused."),
    ]


def test_several_decisions_of_one_person_keep_their_own_date_and_reference() -> None:
    found = decided(
        "Portfolio Holder Decision Notice\n\nPortfolio Holder: Councillor B Oak, Portfolio Holder for Finance\n\n"
        "Decision Ref: PH/1\nSubject: Write-offs\nDate of decision: 1 May 2023\nDecision: That the debts be"
        " written off.\n"
        "Reason for decision: They are old.\n\nDecision Ref: PH/2\nSubject: Bank mandate\n"
        "Date of decision: 2 May 2023\nDecision: That the mandate be changed.\n"
    )
    assert [(one.reference, one.date, one.taker) for one in found] == [
        ("PH/1", "2023-05-01", "Portfolio Holder for Finance"),
        ("PH/2", "2023-05-02", "Portfolio Holder for Finance"),
    ]


def test_a_portals_page_of_a_decision_reads_by_the_same_labels() -> None:
    found = decided(
        "# Decision details\n\n## Homecare Framework\n\nDecision Maker: Cabinet Member for Adult Care\n\n"
        "Decision status: Recommendations Approved\n\nIs Key decision?: Yes\n\nDecision:\n\n"
        "1. Approved a homecare framework for four years.\n\n2. Delegated authority to the Director to award.\n\n"
        "Reasons for the decision:\n\nThe present one ends.\n\nPublication date: 04/05/2024\n\n"
        "Date of decision: 03/05/2024\n\nEffective from: 12/05/2024\n"
    )
    assert [(one.limb, one.date, one.taker) for one in found] == [
        ("1", "2024-05-03", "Cabinet Member for Adult Care"),
        ("2", "2024-05-03", "Cabinet Member for Adult Care"),
    ]


def test_a_decision_of_cabinet_without_an_item_is_of_its_meeting() -> None:
    (decision,) = decided(
        "# Decision details\n\n## Leisure Fees\n\nDecision Maker: Cabinet\n\nDecision:\n\n"
        "RESOLVED: That the fees be approved.\n\nReasons for the decision:\n\nTo cover costs.\n\n"
        "Date of decision: 05/03/2024\n"
    )
    assert decision.meeting == MeetingKey("Cabinet", "2024-03-05")
    assert (decision.taker, decision.minute, decision.text) == (None, None, "That the fees be approved.")


def test_a_sentence_that_hereby_approves_decides_without_a_label() -> None:
    (decision,) = decided(
        "Record of Delegated Decision\n\nReference: D/9\nSubject: Street trading\n\n"
        "I, Jane Ash, Director of Place, hereby approve the grant of a licence.\n\nSigned: J Ash\nDate: 9 August 2023\n"
    )
    assert (decision.reference, decision.date) == ("D/9", "2023-08-09")


def test_only_a_box_that_says_so_makes_a_paper_exempt() -> None:
    form = "Officer Decision Record\n\nDecision maker: Clerk\nDate of decision: 9 May 2023\n{}\nDecision: To pay it.\n"
    cases = {
        "Exempt information: Exempt – paragraph 3": True,
        "Exempt information: No": False,
        "Exempt information\nNone": False,
        "For publication: Yes": False,
        "For publication [Do not include exempt information]": False,
        "Is the report exempt from publication? Yes": True,
        "For publication: No": True,
    }
    for line, exempt in cases.items():
        records = extract(divide(read_text(form.format(line).encode())))
        (facts,) = (record for record in records if isinstance(record, PaperFacts))
        assert facts.exempt is exempt, line


CAPITALS = """DELEGATED DECISION NOTICE

SUBJECT: Grounds maintenance

DECISION MAKER: Chief Officer (Parks and Countryside)

DECISION:
The Chief Officer (Parks and Countryside) approved the award of the contract for three years.

BRIEF STATEMENT OF REASONS FOR DECISION:
The present contract ends.

DETAILS OF WHAT ELSE WAS DONE: Members were told.

IMPLEMENTATION: Officer accountable: Head of Parks

Signature: J Ash
Date: 12 May 2023
"""


def test_where_labels_are_in_capitals_one_that_is_not_known_ends_the_decision_too() -> None:
    (decision,) = decided(CAPITALS)
    assert decision.text.endswith("for three years.")
    assert (decision.date, decision.taker) == ("2023-05-12", "Chief Officer (Parks and Countryside)")
    assert decision.reasons == "The present contract ends."


def test_a_record_of_decision_may_stand_below_the_report_that_asked_for_it() -> None:
    (decision,) = read(
        "INDIVIDUAL CABINET MEMBER DECISION\n\nREPORT TITLE: Speed limits\n"
        "CABINET MEMBER: Councillor Ann Pine, Cabinet Member for Highways\nDECISION DATE: 3 June 2023\nREF NO:"
        " HW/23/05\n"
        "IS IT A KEY DECISION: No\n\nRECOMMENDATION\nThat the Cabinet Member approves the order.\n\n"
        "RECORD OF DECISION\nApproved as recommended.\n\nSigned: A Pine   Date: 3 June 2023\n"
    )
    assert isinstance(decision, Decision)
    assert (decision.text, decision.meeting, decision.key_decision) == ("Approved as recommended.", None, False)


def test_the_day_of_publication_is_not_the_day_of_the_decision() -> None:
    text = (
        "Record of Cabinet Member Decision\n\nDecision Maker: Cabinet Member for Roads\nTitle: Parking\n"
        "Decision: That the fees be kept.\nDate of publication: 7 May 2023\nSigned: __________ Date: __________\n"
    )
    assert codes(text) == ["decision-undated"]


def test_the_title_may_say_who_decided_and_when() -> None:
    (decision,) = decided(
        "Decision Statement\n\nDecision taken by the Leader of the Council on 6 July 2023\n\n1. Vehicle Charging\n\n"
        "Decision:\n\nThat a bid be made for a grant.\n\nReasons:\n\nTo add chargers.\n"
    )
    assert (decision.taker, decision.date, decision.meeting) == ("Leader of the Council", "2023-07-06", None)


def test_a_day_before_which_it_is_not_decided_is_no_date_of_it() -> None:
    text = (
        "Proposed Record of Decision\n\nDecision to be taken by: Cabinet Member for Roads\n\nSubject: Parking\n\n"
        "Date of decision: not before 7 May 2023\n\nDecision:\n\nThat the fees be kept.\n\nReasons: Cost.\n"
    )
    assert codes(text) == ["decision-undated"]
