"""Action logs of an invented council: whole tables, torn ones, and tables flattened to bare lines."""

from __future__ import annotations

from ingest.divide.sections import divide
from ingest.extract.action_logs.action_logs import action_log
from ingest.read.text import read_text
from kg.records import Action, Issue, Record

AGENDA = (
    "ADULTS COMMITTEE\n\nThursday, 9 June 2022\n\n14:00\n\nAGENDA\n\n1. Apologies for absence\n\n2. Minutes 5 - 10\n\n"
)
TABLE = (
    AGENDA + "ADULTS COMMITTEE\n\n**Minutes Action Log**\n\nThis log captures the actions up to the meeting on "
    "4 May 2022.\n\n#### Meeting of 10 March 2022\n\n"
    "Minute\tReport Title\tAction to\tAction\tComments\tStatus\nNo.\t\tbe taken by\t\t\t\n"
)
FLAT = (
    AGENDA.replace("\n\n", " \n\n") + "ADULTS COMMITTEE Minutes Action Log \n \nIntroduction: \n \n"
    "This is the updated action log as at 1 June 2022 \n \n"
    "Meeting 4 May 2022 \n \n\nMinute \nNo. \n\nReport Title  Action to be \ntaken by  \n\n"
    "Action Comments Status Review Date \n\n"
)
REPORT = """ Agenda Item No: 4

A REPORT THAT THE COMMITTEE ASKED FOR

To: Adults Committee

Meeting Date: 9 June 2022

From: Executive Director

Electoral division(s): All

Purpose: To tell the committee what became of the matter that it asked about in its May meeting.
"""


def read(text: str) -> list[Record]:
    sections = divide(read_text(text.encode()))
    return [record for section in sections if section.kind == "action-log" for record in action_log(section)]


def actions(text: str) -> list[Action]:
    return [record for record in read(text) if isinstance(record, Action)]


def test_a_row_of_a_whole_table() -> None:
    (found,) = actions(TABLE + "12.\tCare Homes\tAda Pine\tSend the list.\tSent on 2 April\tComplete\n")
    assert found.meeting.date == "2022-03-10"
    assert (found.minute, found.title, found.owners) == ("12", "Care Homes", ("Ada Pine",))
    assert (found.text, found.comment, found.status) == ("Send the list.", "Sent on 2 April", "Complete")


def test_an_owner_in_the_status_column_is_the_owner() -> None:
    (found,) = actions(TABLE + "12.\tCare Homes\t\tSend the list.\tUnder way\tAda Pine\n")
    assert (found.owners, found.status) == (("Ada Pine",), None)


def test_cells_shifted_by_one_are_put_back() -> None:
    (found,) = actions(TABLE + "20.\tTransport\tDee Ash\t\tBring back a report.\tOn Hold\t\n")
    assert (found.owners, found.text, found.status) == (("Dee Ash",), "Bring back a report.", "On Hold")


def test_a_row_without_a_number_is_another_action_of_the_same_minute() -> None:
    rows = "12.\tCare Homes\tAda Pine\tSend the list.\t\tOpen\n\t\tBen Oak\tWrite to the Minister.\t\tOpen\n"
    assert [(one.minute, one.owners) for one in actions(TABLE + rows)] == [("12", ("Ada Pine",)), ("12", ("Ben Oak",))]


def test_a_row_that_only_goes_on_a_sentence_is_the_rest_of_it() -> None:
    rows = "12.\tCare Homes\tAda Pine\tSend the list of homes, with the\t\tOpen\n\t\t\tnumbers of beds.\t\t\n"
    (found,) = actions(TABLE + rows)
    assert found.text == "Send the list of homes, with the numbers of beds."


def test_each_meeting_of_a_log_has_its_own_rows() -> None:
    text = (
        TABLE + "12.\tCare Homes\tAda Pine\tSend the list.\t\tOpen\n"
        "Meeting 4 May 2022\t\t\t\t\t\n20.\tRisk\tTBC\tMend it.\t\t\n"
    )
    assert [(one.meeting.date, one.minute, one.owners) for one in actions(text)] == [
        ("2022-03-10", "12", ("Ada Pine",)),
        ("2022-05-04", "20", ()),
    ]


def test_a_table_that_gives_the_meeting_a_row() -> None:
    text = (
        AGENDA + "ADULTS COMMITTEE ACTION LOG\n\n"
        "| Meeting date | Item | Action | Lead Officer | Status |\n|---|---|---|---|---|\n"
        "| 10 March 2022 | Homes | Send the list | Ada Pine | Open |\n| | Risk | Mend it | Ben Oak & Cy Elm | |\n"
    )
    assert [(one.meeting.date, one.title, one.owners) for one in actions(text)] == [
        ("2022-03-10", "Homes", ("Ada Pine",)),
        ("2022-03-10", "Risk", ("Ben Oak", "Cy Elm")),
    ]


def test_an_owner_that_is_a_post_is_an_issue() -> None:
    records = read(TABLE + "12.\tCare Homes\tHead of Homes\tSend the list.\t\tOpen\n")
    assert [record.code for record in records if isinstance(record, Issue)] == ["unread-owner"]


def test_a_row_without_an_action_is_an_issue_that_keeps_its_words() -> None:
    (found,) = read(TABLE + "12.\tCare Homes\tAda Pine\t\t\tOpen\n")
    assert isinstance(found, Issue)
    assert found.code == "unplaced-action"
    assert "Care Homes" in found.message


def test_a_flattened_table_is_put_together_row_by_row() -> None:
    text = (
        FLAT + "20. CARE \nHOMES \n \n\nOwain \nPine \n\nSend the list of homes \nto all Members. \n \n\n"
        "The list was sent \nin May. \n\nComplete  \n\n  Ben Oak-\nElm \n\nBring back a report. \n\nDue "
        "in July Ongoing July 2022 \n" + REPORT
    )
    first, second = actions(text)
    assert (first.minute, first.title, first.owners) == ("20", "CARE HOMES", ("Owain Pine",))
    assert (first.text, first.comment) == ("Send the list of homes to all Members.", "The list was sent in May.")
    assert (second.minute, second.owners, second.text) == ("20", ("Ben Oak-Elm",), "Bring back a report.")
    assert (second.comment, second.status, second.review_date) == ("Due in July", "Ongoing", "2022-07")


def test_an_owner_on_the_line_of_the_action_or_of_the_title() -> None:
    text = (
        FLAT + "20. Care Homes \n \n\nBeatrix Pine Send the list \nto all Members. \n\nComplete \n\n"
        "21. Risk Register Dee Ash / Ben \nOak \n\nMend the register. \n\nOpen \n" + REPORT
    )
    assert [(one.title, one.owners, one.text) for one in actions(text)] == [
        ("Care Homes", ("Beatrix Pine",), "Send the list to all Members."),
        ("Risk Register", ("Dee Ash", "Ben Oak"), "Mend the register."),
    ]


def test_a_column_that_asks_whether_it_is_done_is_the_status() -> None:
    tracker = (
        f"{AGENDA}ADULTS COMMITTEE\n\n**Tracker**\n\nMeeting\tWhat was asked for\tWho\tDone?\n"
        "10 March 2022\tSend the list of homes.\tAda Pine\tYes\n12 May 2022\tWrite to the owner.\tBo Elm\tNo\n"
    )
    assert [(found.text, found.status) for found in actions(tracker)] == [
        ("Send the list of homes.", "Yes"),
        ("Write to the owner.", "No"),
    ]


def test_whether_it_is_done_may_be_answered_by_a_letter() -> None:
    (found,) = actions(
        f"{AGENDA}ADULTS COMMITTEE\n\n**Action Log**\n\nDate\tAction\tBy whom\tBy when\tDone? (Y/N)\n"
        "10 March 2022\tSend the list.\tAda Pine\tJune 2022\tY\n"
    )
    assert found.status == "Y"
