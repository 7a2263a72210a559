"""Action logs as other councils lay them out: trackers, a table a meeting, blocks of labels, completed ones apart."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.action_logs.action_logs import action_log
from ingest.extract.action_logs.log_fields import minute_number, owners, status_before
from ingest.read.text import read_text
from kg.records import Action, Record

AGENDA = (
    "WEXMERE BOROUGH COUNCIL\n\nPLACES COMMITTEE\n\nThursday, 9 June 2022\n\n14:00\n\nAGENDA\n\n"
    "1. Apologies for absence\n\n2. Minutes 5 - 10\n\n"
)
LIST, COUNT = "Send the list.", "Count the posts."


def read(text: str) -> list[Record]:
    sections = divide(read_text((AGENDA + text).encode()))
    return [record for section in sections if section.kind == "action-log" for record in action_log(section)]


def actions(text: str) -> list[Action]:
    return [record for record in read(text) if isinstance(record, Action)]


def told(text: str) -> list[tuple[str, str | None, tuple[str, ...], str, str | None]]:
    return [(one.meeting.date, one.minute, one.owners, one.text, one.status) for one in actions(text)]


def test_a_reference_is_the_minute_where_no_other_column_is() -> None:
    text = (
        "# Action Tracker\n\n| Ref | Meeting | Action | Owner | Due | RAG |\n|---|---|---|---|---|---|\n"
        "| PC/12 | 5 May 2022 | Send the list. | Ada Pine | 1 July 2022 | Green |\n"
    )
    assert told(text) == [("2022-05-05", "PC/12", ("Ada Pine",), LIST, "Green")]


def test_a_column_that_counts_rows_is_no_minute() -> None:
    text = (
        "# Action Tracker\n\n| No | Meeting | Action | Lead | Status |\n|---|---|---|---|---|\n"
        "| 1 | 5 May 2022 | Send the list. | Ada Pine | Closed |\n"
        "| 2 | 5 May 2022 | Count the posts. | Bo Elm | Open |\n"
    )
    assert [one.minute for one in actions(text)] == [None, None]


def test_a_row_with_the_day_alone_heads_the_rows_below() -> None:
    text = (
        "# Action Tracker\n\n| Minute ref | Action no | Action | Lead | Update | Status |\n|---|---|---|---|---|---|\n"
        "| **5 May 2022** | | | | | |\n| 12 | 1 | Send the list. | Ada Pine | Sent | Closed |\n"
    )
    assert told(text) == [("2022-05-05", "12", ("Ada Pine",), LIST, "Closed")]


def test_one_table_a_meeting_under_its_day() -> None:
    table = "| Item | Action | By whom | By when | Status |\n|---|---|---|---|---|\n"
    text = (
        f"# Outstanding Actions\n\n**5 May 2022**\n\n{table}"
        "| 5. Lamps | Send the list. | Ada Pine | 1 July | Open |\n\n"
        f"**7 April 2022**\n\n{table}| 6. Posts | Count the posts. | Bo Elm | 1 July | Open |\n"
    )
    assert [(one.meeting.date, one.title) for one in actions(text)] == [
        ("2022-05-05", "Lamps"),
        ("2022-04-07", "Posts"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Action 1 (Minute 12): Send the list.\nOwner: Ada Pine\nDue: 1 July 2022\nStatus: Open\n\n"
        "Action 2 (Minute 13): Count the posts.\nOwner: Bo Elm\nStatus: Complete\nUpdate: There are nine.\n",
        "Action 1 (Minute 12): Send the list. Owner: Ada Pine. Due: 1 July 2022. Status: Open\n\n"
        "Action 2 (Minute 13): Count the posts. Owner: Bo Elm. Status: Complete\n",
        "12. Lamps\nAction: Send the list.\nLead officer: Ada Pine\nStatus: Open\n\n"
        "13. Posts\nAction: Count the posts.\nLead officer: Bo Elm\nStatus: Complete\n",
        "| Minute | 12 |\n|---|---|\n| Action | Send the list. |\n| Owner | Ada Pine |\n| Status | Open |\n\n"
        "| Minute | 13 |\n|---|---|\n| Action | Count the posts. |\n| Owner | Bo Elm |\n| Status | Complete |\n",
    ],
)
def test_actions_as_blocks_of_labels(text: str) -> None:
    assert told(f"# Action Log\n\nMeeting of 5 May 2022\n\n{text}") == [
        ("2022-05-05", "12", ("Ada Pine",), LIST, "Open"),
        ("2022-05-05", "13", ("Bo Elm",), COUNT, "Complete"),
    ]


def test_completed_actions_apart_are_completed() -> None:
    heads = "| Meeting | Minute | Action | Owner |\n|---|---|---|---|\n"
    text = (
        f"# Action Tracker\n\n## Outstanding actions\n\n{heads}| 5 May 2022 | 12 | Send the list. | Ada Pine |\n\n"
        f"## Completed actions\n\n{heads}| 5 May 2022 | 13 | Count the posts. | Bo Elm |\n"
    )
    assert [one.status for one in actions(text)] == ["Outstanding", "Completed"]


def test_meeting_and_minute_in_one_column_and_a_status_before_the_update() -> None:
    text = (
        "# Action Log\n\n| Meeting date and minute | Action required | Lead officer | Current position |\n"
        "|---|---|---|---|\n"
        "| 5 May 2022 (Minute 12) | Send the list. | Director of Posts (Bo Elm) | Ongoing. Half done. |\n"
    )
    assert told(text) == [("2022-05-05", "12", ("Bo Elm",), LIST, "Ongoing")]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ada Pine Housing Manager", ("Ada Pine",)),
        ("Head of Housing: Ada Pine", ("Ada Pine",)),
        ("Ada Pine, Service Director", ("Ada Pine",)),
        ("Group Manager Ada Pine", ("Ada Pine",)),
        ("Chief Executive", ()),
        ("Democratic Services", ()),
        ("Ada Pine / Bo Elm", ("Ada Pine", "Bo Elm")),
    ],
)
def test_owners_are_people_not_posts(cell: str, names: tuple[str, ...]) -> None:
    assert owners(cell) == names


def test_numbers_of_minutes_in_many_forms() -> None:
    cells = ("TI/29", "45/24", "100. DAY CARE", "Minute 12", "HC45", "5 May 2022", "COVID-19 response")
    assert [(found[0] if (found := minute_number(cell)) else None) for cell in cells] == [
        "TI/29", "45/24", "100", "12", "HC45", None, None,
    ]  # fmt: skip


def test_a_comment_that_only_begins_like_a_status_has_none() -> None:
    assert [status_before(words) for words in ("Complete. Sent.", "Open Day held", "Done by the team")] == [
        "Complete", None, None,
    ]  # fmt: skip


def test_progress_beside_notes_is_the_status() -> None:
    text = (
        "# Action Tracker\n\n| Date | Minute | Owner | Action | Progress | Notes |\n|---|---|---|---|---|---|\n"
        "| 5 May 2022 | PC/12 | Ada Pine | Send the list. | Delayed | The clerk was away. |\n"
        "| 5 May 2022 | PC/13 | Bo Elm | Count the posts. | In hand | Forty so far. |\n"
        "| 5 May 2022 | PC/14 | Bo Elm | Paint the posts. | Half of the posts on the quay. | Paint is short. |\n"
    )
    assert [(one.minute, one.status, one.comment) for one in actions(text)] == [
        ("PC/12", "Delayed", "The clerk was away."),
        ("PC/13", "In hand", "Forty so far."),
        ("PC/14", None, "Half of the posts on the quay. Paint is short."),
    ]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("5 May 2022 (12)", "12"),
        ("5 May 2022, 12", "12"),
        ("5 May 2022 – PC/12", "PC/12"),
        ("12 (5 May 2022)", "12"),
        ("5/5/2022", None),
        ("5 May 2022", None),
    ],
)
def test_a_minute_beside_its_meetings_day(cell: str, number: str | None) -> None:
    text = f"# Action Tracker\n\nMinute\tAction\tOwner\tStatus\n{cell}\tSend the list.\tAda Pine\tOpen\n"
    assert told(text) == [("2022-05-05", number, ("Ada Pine",), LIST, "Open")]


@pytest.mark.parametrize(
    "title", ["Outstanding matters", "Tracker of requests", "Follow-up schedule", "Undertakings given"]
)
@pytest.mark.parametrize(
    "heads", ["Request\tLead\tState", "What was asked\tWho\tWhere it stands", "Undertaking\tBy\tStage"]
)
def test_a_tracker_is_known_by_its_heads(title: str, heads: str) -> None:
    text = f"{title}\n\nMeeting\tMinute\t{heads}\n5 May 2022\t12\tSend the list.\tAda Pine\tClosed\n"
    assert told(text) == [("2022-05-05", "12", ("Ada Pine",), LIST, "Closed")]


@pytest.mark.parametrize(
    "table",
    [
        "Outstanding reports\n\nMeeting\tItem\tLead officer\tStatus\n7 July 2022\tLamps\tAda Pine\tOn time\n",
        "Requests for money\n\nRef\tRequest\tCost\tScore\n1\tLamps\t£5\t4\n",
    ],
)
def test_other_tables_with_such_titles_open_no_log(table: str) -> None:
    assert told(table) == []
