"""Saved pages of portals that tell of one decision, of issues to be decided, and of who attended, become records."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.read.web.html import read_html
from kg.records import Attendance, Decision, Issue, Meeting, MeetingKey, PlannedItem, Record, Report

CABINET = MeetingKey("Cabinet", "2022-03-03", "Wexmere Borough Council")


def records(name: str, title: str, *parts: str) -> tuple[Record, ...]:
    own = (
        f'<div id="modgov"><h1 style="display: none" class="mgMainTitleTxt">{name}</h1><h2 '
        f'class="mgSubTitleTxt">{title}</h2><div class="mgContent">{"".join(parts)}</div></div>'
    )
    head = f"<head><title>{name} - {title} - Wexmere Borough Council</title></head>"
    return extract(divide(read_html(f"<html>{head}<body>{own}</body></html>".encode())))


def said(label: str, value: str) -> str:
    return f'<p><span class="mgLabel">{label}: </span>{value}</p>'


def told(label: str, *paragraphs: str) -> str:
    return f'<h3>{label}</h3><div class="mgWordPara">{"".join(f"<p>{each}</p>" for each in paragraphs)}</div>'


def listed(label: str, *items: str) -> str:
    return f'<h3>{label}</h3><ul class="mgBulletList">{"".join(f"<li><a>{each}</a></li>" for each in items)}</ul>'


def decision(maker: str, *more: str) -> tuple[Record, ...]:
    return records(
        "Decision details",
        "Ferry landing repairs",
        said("Decision Maker", f"<a>{maker}</a>"),
        said("Decision status", "Recommendations Approved"),
        said("Is Key decision?", "Yes"),
        said("Is subject to call in?", "No"),
        told("Purpose:", "To repair the landing."),
        told("Decision:", "1. APPROVE the repairs.", "2. DELEGATE the painting to the Director of Piers."),
        told("Reasons for the decision:", "The landing is old."),
        told("Alternative options considered:", "None."),
        said("Publication date", "04/03/2022"),
        said("Date of decision", "03/03/2022"),
        *more,
        said("Effective from", "12/03/2022"),
        listed("Accompanying Documents:", "Ferry landing report"),
    )


LIMBS = [("1", "APPROVE the repairs."), ("2", "DELEGATE the painting to the Director of Piers.")]


def test_one_members_decision_has_its_date_and_taker() -> None:
    found = [each for each in decision("Cabinet Member for Ferries") if isinstance(each, Decision)]
    assert [(each.limb, each.text) for each in found] == LIMBS
    assert {(each.date, each.taker, each.meeting) for each in found} == {
        ("2022-03-03", "Cabinet Member for Ferries", None)
    }


def test_a_bodys_decision_belongs_to_its_meeting() -> None:
    found = decision("Cabinet", said("Decided at meeting", "<a>03/03/2022 - Cabinet</a>"))
    assert {each.meeting for each in found if isinstance(each, Meeting)} == {CABINET}
    limbs = [each for each in found if isinstance(each, Decision)]
    assert [(each.limb, each.text, each.meeting, each.taker) for each in limbs] == [
        (limb, text, CABINET, None) for limb, text in LIMBS
    ]


def test_a_decisions_page_is_no_report() -> None:
    assert not [each for each in decision("Cabinet Member for Ferries") if isinstance(each, Report)]


def issue(*due: str) -> list[PlannedItem]:
    found = records(
        "Issue details",
        "Ferry landing repairs",
        "<div class='mgWordPara'><p>To award a contract for the landing.</p></div>",
        said("Decision type", "Key"),
        said("Decision status", "For Determination"),
        said("Notice of proposed decision first published", "04/02/2022"),
        "<p>This decision will be taken under General Exception</p>",
        *due,
        said("Lead member", "<a>Councillor Cara Elm, Cabinet Member for Ferries</a>"),
        said("Contact", "Bob Oak, Pier Manager Email: <a>bob.oak@wexmere.example</a> Tel: 01632 960112"),
        told("Consultation process", "Ferry users."),
        listed("Decisions", "03/03/2022 - Cabinet - Ferry landing repairs"),
        listed("Agenda items", "03/03/2022 - Cabinet - Ferry landing repairs"),
    )
    assert not [each for each in found if isinstance(each, Decision)]
    return [each for each in found if isinstance(each, PlannedItem)]


def test_an_issue_is_planned_for_the_meeting_that_is_to_decide_it() -> None:
    (found,) = issue(said("Decision due", "3 Mar 2022 by <a>Cabinet</a>"))
    assert (found.title, found.planned_for, found.leads) == ("Ferry landing repairs", CABINET, ("Bob Oak",))
    assert (found.published_on, found.note) == ("2022-02-04", "key decision")


@pytest.mark.parametrize(
    ("due", "note"),
    [
        ("3 Mar 2022 by Cabinet Member for Ferries", "key decision; 3 Mar 2022 by Cabinet Member for Ferries"),
        ("Not before the summer", "key decision; Not before the summer"),
    ],
)
def test_an_issue_without_a_meeting_says_when_and_by_whom(due: str, note: str) -> None:
    (found,) = issue(said("Decision due", due))
    assert (found.planned_for, found.note) == (None, note)


def test_an_issues_maker_may_stand_apart_from_its_date() -> None:
    (found,) = issue(said("Decision Maker", "Cabinet"), said("Decision due date", "3 March 2022"))
    assert found.planned_for == CABINET


def test_a_plans_page_gives_each_of_its_items() -> None:
    items = "".join(
        f'<li><p><a href="ieIssueDetails.aspx?IId={at}">{title}</a> <span class="x">NEW!</span></p><p>To decide.</p>'
        f"{said('Decision maker', 'Cabinet')}{said('Decision due', due)}{said('Lead officer', 'Bob Oak')}</li>"
        for at, (title, due) in enumerate([("Ferry landing", "03/03/2022"), ("Pier paint", "07/04/2022")])
    )
    found = records("Plan items", "Plan for March to June 2022", f"<ul>{items}</ul>")
    planned = [each for each in found if isinstance(each, PlannedItem)]
    assert [(each.title, each.planned_for and each.planned_for.date, each.leads) for each in planned] == [
        ("Ferry landing", "2022-03-03", ("Bob Oak",)),
        ("Pier paint", "2022-04-07", ("Bob Oak",)),
    ]


def attended(title: str, *rows: tuple[str, str, str]) -> tuple[Record, ...]:
    body = "".join(f"<tr><td><a>{name}</a></td><td>{role}</td><td>{came}</td></tr>" for name, role, came in rows)
    head = "<tr><th>Attendee</th><th>Role</th><th>Attendance</th></tr>"
    return records("Meeting attendance", title, f'<table class="mgStatsTable">{head}{body}</table>')


def test_a_page_of_those_who_attended_says_who_came_and_who_sent_apologies() -> None:
    found = attended(
        "Roads and Ferries Board - Thursday, 3rd March, 2022 6.00 pm",
        ("Councillor Ada Pine", "Chair", "Present"),
        ("Councillor Ben Oak", "Committee Member", "Apologies, sent representative"),
        ("Councillor Cara Elm", "Substitute for Councillor Ben Oak", "Present, as substitute"),
        ("Councillor Dan Ash", "Committee Member", "Absent"),
        ("Councillor Eva Yew", "Portfolio Holder", "In attendance"),
        ("Finn Fir", "Committee Officer", "Present"),
        ("Gail Bay", "Co-optee", "Present"),
    )
    held = [each for each in found if isinstance(each, Attendance)]
    assert [(each.person, each.status, each.role, each.substitute_for) for each in held] == [
        ("Ada Pine", "present", "Chair", None),
        ("Ben Oak", "apologies", None, None),
        ("Cara Elm", "present", None, "Ben Oak"),
        ("Eva Yew", "present", None, None),
        ("Gail Bay", "present", None, None),
    ]
    board = MeetingKey("Roads and Ferries Board", "2022-03-03", "Wexmere Borough Council")
    assert {each.meeting for each in held} == {board}


def test_a_list_of_those_who_attended_no_known_meeting_is_an_issue() -> None:
    found = attended("Those who came", ("Councillor Ada Pine", "Chair", "Present"))
    assert "meeting-unknown" in [each.code for each in found if isinstance(each, Issue)]
    assert not [each for each in found if isinstance(each, Attendance)]


def test_a_plans_page_in_a_table_gives_each_of_its_rows() -> None:
    heads = ("Issue", "Decision maker", "Decision due date", "Contact")
    rows = (
        ('<a href="ieIssueDetails.aspx?IId=1">Ferry landing</a>', "Cabinet", "03/03/2022", "Bob Oak"),
        ('<a href="ieIssueDetails.aspx?IId=2">Pier paint</a>', "Cabinet Member for Ferries", "07/04/2022", "Bob Oak"),
    )
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    table = f"<table><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr>{body}</table>"
    found = records("Forward plan", "Plan for March to June 2022", table)
    assert [
        (each.title, each.planned_for, each.leads, each.note) for each in found if isinstance(each, PlannedItem)
    ] == [
        ("Ferry landing", CABINET, ("Bob Oak",), None),
        ("Pier paint", None, ("Bob Oak",), "07/04/2022; Cabinet Member for Ferries"),
    ]
