"""Papers as other kinds of councils lay them out: long committees' names, lettered points, tables of items."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from ingest.divide.sections import divide
from ingest.extract.decision_notices.decision_notices import decision_notice
from ingest.extract.front_sheets.front_sheets import front_sheet
from ingest.extract.minutes.minutes import minutes
from ingest.extract.reports.contacts import contacts
from ingest.extract.things.person_sightings import sightings
from ingest.read.pdf import read_pdf
from ingest.read.reader import read as read_paper
from ingest.read.text import read_text
from kg.records import AgendaItem, Attendance, Contact, Decision, Minute, Record

HEAD = """Wexmere Council

MINUTES of the ROADS, PARKS AND LAMPS COMMITTEE held on Thursday 5 May 2022 at 2.00pm

Present: Councillors A Pine (Chair) and B Oak.

1. PETITIONS

None.

"""
AFTER = "\n\n3. NEXT MEETING\n\nJune.\n\nThe meeting closed at 4.10 pm\n"


def read(body: str, head: str = HEAD) -> list[Record]:
    sections = divide(read_text((head + body + AFTER).encode()))
    return [record for section in sections if section.kind == "minutes" for record in minutes(section)]


def decided(body: str) -> list[tuple[str | None, str | None, str]]:
    return [(one.minute, one.limb, one.text) for one in read(body) if isinstance(one, Decision)]


@pytest.mark.parametrize("lead", ["Committee:", "Committee agreed:-", "Committee resolved:"])
def test_a_committee_whose_name_holds_commas_is_no_part_of_what_it_decides(lead: str) -> None:
    body = (
        f"2. LAMPS\n\nDecision\n\nThe Roads, Parks and Lamps {lead}\n\n(a) to note the plan; and\n\n(b) to buy lamps."
    )
    assert decided(body) == [("2", "a", "to note the plan; and"), ("2", "b", "to buy lamps.")]


def test_the_public_is_excluded_in_terms_of_an_act() -> None:
    words = "in terms of Section 50A(4) of the Act of 1973 to exclude the public"
    assert decided(f"2. LAMPS\n\nA talk was heard.\n\nThe Committee resolved {words}.") == [("2", None, f"{words}.")]


def test_a_lettered_point_that_resolves_leads_to_no_point_beside_it() -> None:
    body = "(a) Payments. RESOLVED to pay £40 for oil.\n\n(b) Bank. The statement was shown to all."
    assert decided(f"2. MONEY\n\n{body}") == [("2", "a", "to pay £40 for oil.")]


def test_lettered_points_each_resolve_their_own_matter() -> None:
    body = "(a) 1 Mill Lane - a porch. RESOLVED: No objection.\n\n(b) 2 Mill Lane - a shed. RESOLVED to object."
    assert decided(f"2. PLANNING\n\n{body}") == [("2", "a", "No objection."), ("2", "b", "to object.")]


def test_items_within_an_item_may_open_with_a_house_number() -> None:
    body = "2. APPLICATIONS\n\n2.1 14-22 MILL LANE\n\nRESOLVED to grant it.\n\n2.2 THE FORGE\n\nRESOLVED to refuse it."
    assert decided(body) == [("2.1", None, "to grant it."), ("2.2", None, "to refuse it.")]


@pytest.mark.parametrize(
    "words", ["Noted as circulated.", "Ms Elm spoke of oil. The Roads, Parks and Lamps Committee noted the update."]
)
def test_what_was_only_noted_is_the_items_outcome(words: str) -> None:
    assert [text for *_, text in decided(f"2. LETTERS\n\n{words}")] == [words.split("of oil. ")[-1]]


def test_what_is_noted_behind_a_that_is_no_outcome() -> None:
    assert decided("2. LETTERS\n\nMs Elm spoke. The Committee noted that the report was late.") == []


def test_a_unanimous_vote_before_the_words_that_resolve() -> None:
    body = "2. LAMPS\n\nAccordingly, on a unanimous vote the Committee RESOLVED:\n\n1. That lamps be bought."
    assert [one.vote for one in read(body) if isinstance(one, Decision)] == ["unanimous"]


def test_members_of_other_councils_in_attendance_keep_their_titles() -> None:
    listed = "Present: Cllr. A. Pine\n\nIn attendance: County Cllr. R. Elm, District Cllr. Ms F. Oak and two residents"
    head = f"ADULTS COMMITTEE: MINUTES\n\nDate: Thursday 5 May 2022\n\n{listed}\n\n1. PETITIONS\n\nNone.\n\n"
    found = [one.person for one in read("2. LAMPS\n\nNone.", head) if isinstance(one, Attendance)]
    assert found == ["A. Pine", "R. Elm", "F. Oak"]


def posts(text: str) -> list[tuple[str, str | None]]:
    return [(one.name, one.post) for section in divide(read_text(text.encode())) for one in sightings(section)]


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Zorn Elmet, Network and Standards Manager", "Network and Standards Manager"),
        ("Zorn Elmet – (Planning Officer, East Area)", "Planning Officer, East Area"),
    ],
)
def test_an_officer_whose_post_holds_an_and_or_stands_behind_a_dash_in_brackets(text: str, post: str) -> None:
    assert posts(f"IN ATTENDANCE\n\n{text}\n") == [("Zorn Elmet", post)]


WEB = """<html><body><h1>Decision summary</h1><p><b>Meeting:</b> Transport Board<br><b>Date:</b> Friday 6 May 2022</p>
<h2>Attendance</h2><table><tr><th>Name</th><th>Representing</th><th>Status</th></tr>
<tr><td>Mayor Ada Pine (Chair)</td><td>Wexmere Authority</td><td>Present</td></tr>
<tr><td>Cllr Bert Oak</td><td>Elmham Council</td><td>Apologies</td></tr></table>
<h2>Decisions</h2><table><tr><th>Item</th><th>Subject</th><th>Decision</th></tr>
<tr><td>1</td><td>Buses</td><td><p>The Board:</p><ol type="a"><li>Approved the publication of the long assessment of the
buses of Wexmere and of all their routes.</li><li>Agreed to appoint an auditor of that assessment and of the report on
it.</li></ol><p>The vote was unanimous.</p></td></tr>
<tr><td>2</td><td>Trams</td><td>The update was noted.</td></tr>
<tr><td>3</td><td>Boats</td><td>This item was withdrawn.</td></tr></table></body></html>"""


def web() -> list[Record]:
    document = read_paper(WEB.encode())[0]
    return [one for section in divide(document) for one in decision_notice(section)]


def test_a_web_list_of_decisions_goes_on_below_a_cell_of_several_paragraphs() -> None:
    assert [one.number for one in web() if isinstance(one, Minute)] == ["1", "2", "3"]


def test_the_paragraphs_of_such_a_cell_are_its_limbs_and_its_vote() -> None:
    found = [(one.minute, one.limb, one.vote) for one in web() if isinstance(one, Decision)]
    assert found == [("1", "a", "unanimous"), ("1", "b", "unanimous"), ("2", None, None)]


def page(*rows: tuple[str, ...], above: tuple[str, ...] = (), widths: tuple[int, ...] = (14, 130, 22)) -> bytes:
    """A page with some lines and a ruled table, its cells' lines as given."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=10)
    for line in above:
        pdf.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    with pdf.table(col_widths=widths, text_align="LEFT", line_height=5) as table:
        for row in rows:
            filled = table.row()
            for cell in row:
                filled.cell(cell)
    return bytes(pdf.output())


BOARD = ("MINUTES OF THE WEXMERE HEALTH BOARD", "Held on Thursday 5 May 2022 at 2:00pm", "Present: Councillor A Pine")
TABLE = (
    ("No.", "Minute", "Action"),
    ("19", "Welcome\nThe Chair welcomed all to the hall.", ""),
    (
        "20",
        "Winter\nMs Elm spoke of the snow that had come.\nThe Board agreed:\na) to note it; and\nb) to thank her.",
        "AP",
    ),
    ("21", "Other business\nThere was none.", ""),
)


def test_minutes_in_a_ruled_table_have_the_titles_that_stand_above_what_was_said() -> None:
    sections = divide(read_pdf(page(*TABLE, above=BOARD)))
    found = [one for section in sections for one in minutes(section)]
    assert [(one.number, one.title) for one in found if isinstance(one, Minute)] == [
        ("19", "Welcome"),
        ("20", "Winter"),
        ("21", "Other business"),
    ]
    assert [one.text for one in found if isinstance(one, Decision)] == ["to note it; and", "to thank her."]


def test_an_agendas_table_keeps_its_rows() -> None:
    rows = (("1", "Welcome\nThe Chair.", "2:00"), ("2", "Winter\nTo note the snow.", "2:10"))
    document = read_pdf(page(("Item", "Title", "Time"), *rows))
    assert [len(line.cells) for line in document.lines if not line.furniture] == [3, 3, 3]


def test_an_agendas_row_is_no_title_of_a_forward_plan() -> None:
    head = ("Wexmere Health Board", "Agenda", "Thursday 5 May 2022 at 2:00pm")
    rows = (("Item", "Title", "Lead"), ("1", "Welcome", "Chair"), ("2", "Forward plan", "Chair"))
    sections = divide(read_pdf(page(*rows, above=head)))
    found = [one.title for section in sections for one in front_sheet(section) if isinstance(one, AgendaItem)]
    assert found == ["Welcome", "Forward plan"]


REPORT = """LAMPS ON THE QUAY

To: Places Committee

Meeting Date: 5 May 2022

Report author: Jane Dow, Head of Roads (jane.dow@wexmere.example, 01632 960145)

Board sponsor: Hal Ferriby, Director of Places

Key decision: No

Recommendation: To note it.

1. BACKGROUND

1.1 It is dark.
"""


def test_an_author_with_an_address_is_the_reports_contact() -> None:
    (section,) = divide(read_text(REPORT.encode()))
    found = [(one.person, one.post, one.email) for one in contacts(section) if isinstance(one, Contact)]
    assert found == [("Jane Dow", "Head of Roads", "jane.dow@wexmere.example")]


def test_a_board_members_apologies_in_the_column_of_those_present() -> None:
    head = ("Board members", "Organisation", "Present")
    rows = (head, ("Cllr Ada Pine", "Elmham Council", "Yes"), ("Cllr Bert Oak", "Wexmere Council", "Apologies"))
    document = read_pdf(page(*rows, above=BOARD[:2], widths=(60, 70, 36)))
    found = [one for section in divide(document) for one in minutes(section) if isinstance(one, Attendance)]
    assert [(one.person, one.status) for one in found] == [("Ada Pine", "present"), ("Bert Oak", "apologies")]


def test_a_star_marks_those_who_came_where_a_note_says_so() -> None:
    names = "Members of the Board: *Councillor A Pine (Chair), Councillor B Oak and *Councillor C Elm"
    above = (*BOARD[:2], names, "(* denotes present)", "In attendance: Ms F Fir, Clerk")
    sections = divide(read_pdf(page(*TABLE, above=above)))
    found = [one for section in sections for one in minutes(section)]
    assert [(one.person, one.role) for one in found if isinstance(one, Attendance)] == [
        ("A Pine", "Chair"),
        ("C Elm", None),
    ]


def test_the_vote_stands_in_the_words_that_lead_to_resolved() -> None:
    body = (
        "2. LICENCE\n\nDECISION\n\nHaving heard all, the Sub-Committee unanimously\n\nRESOLVED\n\nThat it be granted."
    )
    found = [one for one in read(body) if isinstance(one, Decision)]
    assert [(one.text, one.vote) for one in found] == [("That it be granted.", "unanimous")]


def test_a_motion_carried_above_its_words_tells_their_vote() -> None:
    body = "2. PLAN\n\nIt was moved by the Chair and carried (3 for, 2 against):\n\nThat the plan for 2022 be approved."
    found = [one for one in read(body) if isinstance(one, Decision)]
    assert [(one.vote, one.votes_for, one.votes_against) for one in found] == [("majority", 3, 2)]


SUPPLEMENT = """ROYAL BOROUGH OF WEXMERE

SUPPLEMENTARY AGENDA

Meeting of the Cabinet

Thursday 5 May 2022, 6.30 pm

7. Lamps on the Quay (Pages 4 - 5)

Agenda Item 7

CABINET

5 May 2022

REPORT TITLE: Lamps on the Quay

CABINET MEMBER: Cllr Ada Pine, Cabinet Member for Streets

REPORT AUTHOR: Jane Dow, Planner

KEY DECISION: Yes

FORWARD PLAN REF: WX/2022/014

1. SUMMARY

1.1 It is dark.

2. RECOMMENDATIONS

It is recommended that Cabinet:

2.1 Agrees to buy lamps.

Agenda Item 9

REFERENCE FROM THE ROADS COMMITTEE

Extract from the draft minutes of the meeting of the Roads Committee held on 28 April 2022

Present: Councillors B Oak (Chair) and C Elm

46. CALL-IN OF THE QUAY

RESOLVED: That it be referred back.
"""


def test_a_supplementary_agenda_is_a_front_sheet_with_the_reports_and_minutes_that_it_binds() -> None:
    sections = divide(read_text(SUPPLEMENT.encode()))
    assert [section.kind for section in sections] == ["front-sheet", "report", "minutes"]


def test_minutes_referred_by_a_committee_are_that_committees() -> None:
    (section,) = [each for each in divide(read_text(SUPPLEMENT.encode())) if each.kind == "minutes"]
    found = [one.meeting.committee for one in minutes(section) if isinstance(one, Decision) and one.meeting]
    assert found == ["Roads Committee"]


def test_a_reports_title_ends_at_the_next_label_of_its_table() -> None:
    rows = (
        ("Report to:", "Places Committee"),
        ("Date of meeting:", "5 May 2022"),
        ("Title of report:", "Lamps on the Quay"),
        ("Report author(s):", "Jane Dow, Planner"),
        ("Key decision:", "No"),
        ("Purpose:", "For decision"),
    )
    (section,) = divide(read_pdf(page(*rows, widths=(50, 116))))
    assert (section.kind, section.title) == ("report", "Lamps on the Quay")


COLUMNS = (("J F Pine", "Mrs B Oak"), ("Miss C Elm", "D Ash"), ("E Fir", "Dr G Yew"))


def test_members_in_two_columns_are_each_a_person() -> None:
    rows = "".join(f"<tr><td>{one}</td><td>{two}</td></tr>" for one, two in COLUMNS)
    head = "<h1>Minutes of the Roads Committee</h1><p>held on Thursday 5 May 2022</p><p><b>PRESENT</b></p>"
    items = "<p><b>1. PETITIONS</b></p><p>None.</p><p><b>2. LAMPS</b></p><p>None.</p>"
    text = f"<html><body>{head}<p>Councillor Mrs H Birch in the Chair</p><table>{rows}</table>{items}</body></html>"
    sections = divide(read_paper(text.encode())[0])
    found = [one for each in sections for one in minutes(each) if isinstance(one, Attendance)]
    assert {one.person for one in found} == {"H Birch", "J F Pine", "B Oak", "C Elm", "D Ash", "E Fir", "G Yew"}


def test_apologies_told_under_their_title_alone() -> None:
    head = HEAD.replace("1. PETITIONS\n\nNone.", "1. APOLOGIES\n\nThese were received from Councillor C. Elm.")
    found = [(one.person, one.status) for one in read("2. LAMPS\n\nNone.", head) if isinstance(one, Attendance)]
    assert ("C. Elm", "apologies") in found


def test_a_named_vote_above_the_words_that_carry_the_motion() -> None:
    vote = "For (2): Councillors Pine and Oak.\n\nAgainst (1): Councillor Elm.\n\n"
    body = f"2. BUSES\n\n{vote}The motion was declared carried and it was\n\nResolved – That the bus run."
    found = [one for one in read(body) if isinstance(one, Decision)]
    assert [(one.vote, one.votes_for, one.votes_against) for one in found] == [("majority", 2, 1)]


TABLES = """<html><body><h1>Cabinet</h1><p>Summary of Decisions taken at the meeting held on Thursday 5 May 2022</p>
<table><tr><th>Minute No. CAB/41</th><th>Lamps</th></tr><tr><td>Report of</td><td>Director of Roads</td></tr>
<tr><td>Decision</td><td>AGREED unanimously –</td></tr><tr><td></td><td>(i) That lamps be bought; and</td></tr>
<tr><td></td><td>(ii) That £40 be spent.</td></tr><tr><td>Key decision</td><td>Yes</td></tr></table>
<table><tr><th>Minute No. CAB/42</th><th>Posts</th></tr>
<tr><td>Decision</td><td>AGREED – That posts be bought.</td></tr>
<tr><td>Key decision</td><td>No</td></tr></table></body></html>"""


def test_a_table_for_each_decision_with_its_minutes_number_in_the_first_cell() -> None:
    sections = divide(read_paper(TABLES.encode())[0])
    found = [one for section in sections for one in decision_notice(section) if isinstance(one, Decision)]
    assert [(one.minute, one.limb, one.text, one.vote) for one in found] == [
        ("CAB/41", "i", "That lamps be bought; and", "unanimous"),
        ("CAB/41", "ii", "That £40 be spent.", "unanimous"),
        ("CAB/42", None, "That posts be bought.", None),
    ]


def test_labels_behind_a_dash_where_a_councillor_follows() -> None:
    names = (
        "PRESENT – Councillor A. Pine (in the Chair); Councillors B. Oak and C. Elm.\n\nAPOLOGIES – Councillor D. Ash."
    )
    head = f"ADULTS COMMITTEE: MINUTES\n\nDate: Thursday 5 May 2022\n\n{names}\n\n1. PETITIONS\n\nNone.\n\n"
    found = [(one.person, one.status) for one in read("2. LAMPS\n\nNone.", head) if isinstance(one, Attendance)]
    assert found == [("A. Pine", "present"), ("B. Oak", "present"), ("C. Elm", "present"), ("D. Ash", "apologies")]


def test_a_vote_in_brackets_behind_the_word_decision() -> None:
    body = "2. LAND\n\nDECISION (4 in favour, 1 against): That the land be sold."
    found = [one for one in read(body) if isinstance(one, Decision)]
    assert [(one.text, one.votes_for, one.votes_against) for one in found] == [("That the land be sold.", 4, 1)]


def test_notes_of_decisions_and_actions_are_minutes() -> None:
    above = ("Wexmere Transport Board", "Notes of decisions and actions", "Thursday 5 May 2022", "Present: Cllr A Pine")
    (section,) = [each for each in divide(read_pdf(page(*TABLE, above=above))) if each.kind == "minutes"]
    assert len([one for one in minutes(section) if isinstance(one, Minute)]) == 3


def test_the_head_of_a_table_of_items_stays_a_row() -> None:
    document = read_pdf(page(*TABLE, above=BOARD))
    assert [line.text for line in document.lines if len(line.cells) > 2] == ["No. Minute Action"]
