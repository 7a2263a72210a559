"""Front sheets of an invented council, as several converters leave them."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from ingest.divide.sections import divide
from ingest.extract.front_sheets.agendas import pages
from ingest.extract.front_sheets.front_sheets import front_sheet, members_named, pack_meeting
from ingest.read.document import Mapped
from ingest.read.text import read_text
from kg.records import AgendaItem, Issue, Meeting, Membership, PersonMention, Record

HEAD = "ADULTS COMMITTEE\n\nThursday, 9 June 2022\n\n14:00\n\n"
TAIL = "\nThe Adults Committee comprises the following members:\n\nCouncillor Ada Pine (Chair) and Councillor Ben Oak\n"

Listed = tuple[str | None, str, str | None, str | None, str | None]


def read(text: str) -> list[Record]:
    sections = divide(read_text(text.encode()))
    records = [record for section in sections if section.kind == "front-sheet" for record in front_sheet(section)]
    return [*records, *pack_meeting(sections, records)]


def items(agenda: str) -> list[Listed]:
    found = [record for record in read(HEAD + "AGENDA\n\n" + agenda + TAIL) if isinstance(record, AgendaItem)]
    return [(one.number, one.title, one.section, one.first_page, one.last_page) for one in found]


def meetings(text: str) -> list[Meeting]:
    return [record for record in read(text) if isinstance(record, Meeting)]


def mapped(text: str) -> Mapped:
    return Mapped(text, array("i", range(len(text))))


def test_the_meeting_has_its_time_and_the_address_above_the_agenda() -> None:
    address = (
        "Democratic Services Cy Elm Monitoring Officer\n\nCounty Offices WX1 2AA\n\n## Kite "
        "Room, County Offices, WX1 2AA\n\n"
    )
    (meeting,) = meetings(HEAD + address + "AGENDA\n\n1. Apologies for absence\n" + TAIL)
    assert (meeting.meeting.date, meeting.start_time) == ("2022-06-09", "14:00")
    assert meeting.venue == "Kite Room, County Offices, WX1 2AA"


def test_the_senders_address_is_no_venue_while_meetings_are_virtual() -> None:
    address = "County Offices\nQuay Street\nWX1 2AA\n\nMeetings will be held virtually for the time being.\n\n"
    (meeting,) = meetings(HEAD + address + "AGENDA\n\n1. Apologies for absence\n" + TAIL)
    assert meeting.venue is None


def test_a_weekday_that_contradicts_its_date_is_an_issue() -> None:
    records = read(HEAD.replace("Thursday", "Monday") + "AGENDA\n\n1. Apologies for absence\n" + TAIL)
    assert [record.code for record in records if isinstance(record, Issue)] == ["date-mismatch"]


def test_a_front_sheet_without_a_date_has_its_meeting_from_a_report() -> None:
    report = (
        "\nCARE CONTRACT\n\nTo: Adults Committee\n\nMeeting Date: 9 June 2022\n\nFrom: Director\n\n"
        "Electoral division(s): All\n\nPurpose: To award.\n\nRecommendation: To award the contract.\n"
    )
    (meeting,) = meetings("AGENDA\n\n1. Apologies for absence\n\n4. Care Contract 5 - 10\n" + TAIL + report)
    assert (meeting.meeting.date, meeting.start_time) == ("2022-06-09", None)
    assert "Meeting Date: 9 June 2022" in meeting.evidence[0].quote


def test_items_have_the_heading_of_their_group_and_their_pages() -> None:
    agenda = "KEY DECISIONS\n\n1. Care Contract 5 - 10\n\nDECISIONS\n\n2. Risk Register 11 - 20\n"
    assert items(agenda) == [
        ("1", "Care Contract", "KEY DECISIONS", "5", "10"),
        ("2", "Risk Register", "DECISIONS", "11", "20"),
    ]


def test_a_title_goes_on_to_its_pages_and_a_note_is_no_title() -> None:
    agenda = (
        "1. Apologies and declarations\n\nGuidance on declaring interests is available at\nhttp://wexmere.example/x\n\n"
        "2. Framework for Wexmere and\n\nTolbury\n\n5 - 10\n\n3. Petitions\n"
    )
    assert [item[:2] + item[3:] for item in items(agenda)] == [
        ("1", "Apologies and declarations", None, None),
        ("2", "Framework for Wexmere and Tolbury", "5", "10"),
        ("3", "Petitions", None, None),
    ]


def test_items_glued_together_are_parted_by_counting() -> None:
    agenda = (
        "- 1Apologies for absence<br/>Guidance is available at<br/><br/>"
        "http://wexmere.example/x2Minutes & Action Log 4th May 20225 12\n- 3 Petitions\n"
    )
    assert [item[:2] + item[3:] for item in items(agenda)] == [
        ("1", "Apologies for absence", None, None),
        ("2", "Minutes & Action Log 4th May 2022", "5", "12"),
        ("3", "Petitions", None, None),
    ]


def test_an_item_without_a_number_is_known_by_its_pages() -> None:
    assert [item[:2] for item in items("1. Minutes - 4 May 2022 5 - 14\n\nAction Log 15 - 16\n\n2. Petitions\n")] == [
        ("1", "Minutes - 4 May 2022"),
        (None, "Action Log"),
        ("2", "Petitions"),
    ]


def test_items_in_tables_of_tabs_and_bars() -> None:
    agenda = (
        "1\tCare Contract\t5 - 10\n2\tRisk Register\t11 - 12\n\n| 3. | Carers Strategy | 13 - 20 |\n|---|---|---|\n"
    )
    assert [item[:2] + item[3:] for item in items(agenda)] == [
        ("1", "Care Contract", "5", "10"),
        ("2", "Risk Register", "11", "12"),
        ("3", "Carers Strategy", "13", "20"),
    ]


def test_pages_in_brackets_below_a_description_and_a_number_alone() -> None:
    agenda = (
        "1.   Minutes of the Previous Meeting\nTo agree the minutes as a correct record. (Pages 7 - 15)\n\n"
        "2.   Lift Maintenance (Pages 16 - 40)\n\n3\nDate of Next Meeting\n"
    )
    assert [item[:2] + item[3:] for item in items(agenda)] == [
        ("1", "Minutes of the Previous Meeting", "7", "15"),
        ("2", "Lift Maintenance", "16", "40"),
        ("3", "Date of Next Meeting", None, None),
    ]


def test_a_number_that_the_agenda_leaves_out_is_an_issue() -> None:
    records = read(HEAD + "AGENDA\n\n1. Apologies\n\n2. Minutes\n\n4. Care Contract\n" + TAIL)
    assert [record.code for record in records if isinstance(record, Issue)] == ["number-gap"]


def test_members_are_parted_also_where_a_line_breaks_in_a_name() -> None:
    tail = (
        "\nThe Committee comprises:\n\nCouncillor Ada Pine (Chair) Councillor\nBen Oak and Councillor "
        "Cy Van Elm\n\nFor more information\n"
    )
    found = [record for record in read(HEAD + "AGENDA\n\n1. Apologies\n" + tail) if isinstance(record, Membership)]
    assert [(one.person, one.role) for one in found] == [("Ada Pine", "Chair"), ("Ben Oak", None), ("Cy Van Elm", None)]
    mentions = list(members_named((), found))
    assert [(one.name, one.kind) for one in mentions] == [
        ("Ada Pine", "member"),
        ("Ben Oak", "member"),
        ("Cy Van Elm", "member"),
    ]


def test_the_clerk_and_the_officer_who_signs() -> None:
    text = (
        HEAD
        + "Democratic Services\nCy Elm\nDeputy Monitoring Officer\n\nAGENDA\n\n1. Apologies\n"
        + TAIL
        + "\nClerk Name:\tDee Ash\n"
        "Clerk Telephone:\t01632 960112\nClerk Email:\tdee.ash@wexmere.example\n"
    )
    found = [record for record in read(text) if isinstance(record, PersonMention)]
    assert [(one.name, one.posts, one.email, one.telephone) for one in found] == [
        ("Cy Elm", ("Deputy Monitoring Officer",), None, None),
        ("Dee Ash", ("Clerk",), "dee.ash@wexmere.example", "01632 960112"),
    ]


def test_a_name_that_a_narrow_column_breaks_is_whole() -> None:
    text = HEAD + "Democratic Services Cy\nElm Deputy Monitoring Officer\n\nAGENDA\n\n1. Apologies\n" + TAIL
    (officer,) = [record for record in read(text) if isinstance(record, PersonMention)]
    assert (officer.name, officer.posts) == ("Cy Elm", ("Deputy Monitoring Officer",))


def test_a_clerks_labels_may_stand_in_a_column_above_their_values() -> None:
    labels = "\nClerk Name:\nClerk Telephone:\nClerk Email:\nDee Ash\n01632 960112\ndee.ash@wexmere.example\n"
    (clerk,) = [
        record
        for record in read(HEAD + "AGENDA\n\n1. Apologies\n" + TAIL + labels)
        if isinstance(record, PersonMention)
    ]
    assert (clerk.name, clerk.telephone, clerk.email) == ("Dee Ash", "01632 960112", "dee.ash@wexmere.example")


def test_years_are_no_pages() -> None:
    assert pages(mapped("Budget 2022 - 23"))[1] is None
    assert pages(mapped("Plan to 2022-23"))[1] is None
    assert pages(mapped("Minutes 4 May 2022 5 - 14"))[1:] == ("5", "14")


@given(st.text(alphabet=st.characters(exclude_characters="\x00"), max_size=60))
def test_any_words_can_be_asked_for_their_pages(words: str) -> None:
    title, first, last = pages(mapped(words))
    assert title.text in words
    assert (first is None) == (last is None)


def test_number_title_and_pages_stand_on_lines_of_their_own() -> None:
    agenda = "1\nApologies for absence\n\n2\nMinutes of the last\nmeeting\n5 - 12\n\n3\nBudget Pressures\n13 - 20\n"
    assert items(agenda) == [
        ("1", "Apologies for absence", None, None, None),
        ("2", "Minutes of the last meeting", None, "5", "12"),
        ("3", "Budget Pressures", None, "13", "20"),
    ]


def test_a_number_that_a_pages_end_tore_from_its_title_is_no_running_head() -> None:
    agenda = (
        "1\nApologies for absence\n\n2\nPage 1 of 20\n\nMinutes of the last meeting\n5 - 12\n\n3\nBudget\n13 - 20\n"
    )
    pages_after = "\nCare\n\n" + "".join(f"Care\n\n{page}\nPage {page} of 20\n\nCare at home\n" for page in range(2, 6))
    found = [
        record for record in read(HEAD + "AGENDA\n\n" + agenda + TAIL + pages_after) if isinstance(record, AgendaItem)
    ]
    assert [(one.number, one.title) for one in found] == [
        ("1", "Apologies for absence"),
        ("2", "Minutes of the last meeting"),
        ("3", "Budget"),
    ]


def test_a_number_after_a_lost_one_is_read() -> None:
    agenda = "1\nApologies for absence\n\n2\nMinutes\n5 - 12\n\nBudget\n13 - 20\n\n4\nCare Homes\n21 - 30\n"
    assert [(number, title) for number, title, *_ in items(agenda)][2:] == [(None, "Budget"), ("4", "Care Homes")]


def test_two_items_in_one_line_are_cut_behind_the_pages_of_the_first() -> None:
    agenda = "1. Apologies for absence\n\n2. Forward Plan - June 2022 5 - 8 Training Plan 2022-23 9 - 12\n"
    assert [(number, title, first) for number, title, _, first, _ in items(agenda)] == [
        ("1", "Apologies for absence", None),
        ("2", "Forward Plan - June 2022", "5"),
        (None, "Training Plan 2022-23", "9"),
    ]


def test_the_next_meetings_date_is_an_item_only_where_it_is_numbered_or_nothing_is() -> None:
    agenda = "1. Apologies for absence\n\n2. Budget 5 - 8\n\n"
    assert [title for _, title, *_ in items(agenda + "Date of Next Meeting\n\n11 August 2022\n")][2:] == []
    assert [title for _, title, *_ in items(agenda + "3. Date of Next Meeting\n")][2:] == ["Date of Next Meeting"]
