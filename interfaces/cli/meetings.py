"""`kg decisions`, `kg meeting`, `kg actions` and `kg plan`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from interfaces.cli.options import DATE
from interfaces.cli.output import Column, Form, Section, answers, put
from interfaces.wording import day, lines, listed, name, names, shortened, told
from kg.base import Base

if TYPE_CHECKING:
    from queries.actions import ActionRow
    from queries.decisions import DecisionRow
    from queries.meeting import ItemRow, MeetingAnswer
    from queries.plan import PlannedRow


@click.command("decisions", epilog="Example: kg decisions --committee Adults --since 2018-04 --about charges")
@click.option("--committee", metavar="NAME", help="Only this committee's decisions.")
@click.option("--since", type=DATE, help="Only decisions of this date or later.")
@click.option("--before", type=DATE, help="Only decisions before this date.")
@click.option("--about", metavar="WORDS", help="Only decisions that have these words, in any of their forms.")
@answers
@click.pass_obj
def decisions(
    base: Base, committee: str | None, since: str | None, before: str | None, about: str | None, form: Form | None
) -> None:
    """What was decided, limb by limb."""
    from queries.decisions import decisions as ask
    from queries.library import Library

    answer = ask(Library(base), committee, since, before, about)
    put(answer, [Section("decisions", answer, DECISION_COLUMNS)], form, "No such decision in these papers.")


@click.command("meeting", epilog="Example: kg meeting Adults 2018-09-06")
@click.argument("committee")
@click.argument("date", type=DATE)
@answers
@click.pass_obj
def meeting(base: Base, committee: str, date: str, form: Form | None) -> None:
    """One meeting: agenda, reports, attendance, minutes, decisions, actions, and the papers that tell of it."""
    from queries.library import Library
    from queries.meeting import meeting as ask

    answer = ask(Library(base), committee, date)
    sections = [
        Section("agenda", answer.agenda, ITEM_COLUMNS, f"{_head(answer)}\n\nAgenda"),
        Section("reports", answer.reports, ITEM_COLUMNS, "Reports"),
        Section("attendance", answer.attendance, ATTENDANCE_COLUMNS, "Attendance"),
        Section("minutes", answer.minutes, ITEM_COLUMNS, "Minutes"),
        Section("decisions", answer.decisions, DECISION_COLUMNS, "Decisions"),
        Section("actions", answer.actions, ACTION_COLUMNS, "Actions"),
        Section("papers", [{"paper": paper} for paper in answer.papers], PAPER_COLUMNS, "Papers that tell of it"),
    ]
    put(answer, sections, form)


@click.command("actions", epilog="Example: kg actions --open --owner 'A Clerk'")
@click.option("--open", "only_open", is_flag=True, help="Only those that no log calls complete.")
@click.option("--owner", metavar="NAME", help="Only this person's.")
@click.option("--since", type=DATE, help="Only those that meetings of this date or later set.")
@answers
@click.pass_obj
def actions(base: Base, only_open: bool, owner: str | None, since: str | None, form: Form | None) -> None:
    """What was to be done, by whom, and what became of it, from log to log."""
    from queries.actions import actions as ask
    from queries.library import Library

    answer = ask(Library(base), only_open, owner, since)
    put(answer, [Section("actions", answer, ACTION_COLUMNS)], form, "No such action in these papers.")


@click.command("plan", epilog="Example: kg plan --committee Adults --since 2018-10")
@click.option("--committee", metavar="NAME", help="Only what is planned for this committee.")
@click.option("--since", type=DATE, help="Only what is planned for this date or later.")
@click.option("--slipped", is_flag=True, help="Only items that moved, were dropped, or were not taken on their day.")
@click.option("--unplanned", "never", is_flag=True, help="Reports that no plan lists for a meeting that it covers.")
@answers
@click.pass_obj
def plan(base: Base, committee: str | None, since: str | None, slipped: bool, never: bool, form: Form | None) -> None:
    """What is planned for which meeting, when it was planned first, and what became of it."""
    from queries.library import Library
    from queries.plan import plan as ask
    from queries.plan import unplanned

    if never:
        missed = unplanned(Library(base), committee, since)
        put(missed, [Section("unplanned", missed, UNPLANNED_COLUMNS)], form, "No report is known to be unplanned.")
        return
    answer = ask(Library(base), committee, since, slipped)
    put(answer, [Section("plan", answer, PLAN_COLUMNS)], form, "Nothing of the kind is planned in these papers.")


def _head(answer: MeetingAnswer) -> str:
    hours = listed(answer.start_time, answer.end_time, between="–")
    return lines(answer.meeting.label, listed(day(answer.date), hours, answer.venue, between=", "))


def _decided(row: DecisionRow) -> str:
    item = f"{row.minute}. {row.item}" if row.minute and row.item else row.item or row.minute
    limb = f"({row.limb}) " if row.limb else ""
    by = f"taken by {row.taker.label}" if row.taker else ""
    return lines(item, f"{limb}{shortened(row.text, 500)}", by, told(row.citations, quoted=False))


def _vote(row: DecisionRow) -> str:
    counts = (("for", row.votes_for), ("against", row.votes_against), ("abstaining", row.abstentions))
    return lines(row.vote, *(f"{count} {how}" for how, count in counts if count is not None))


def _item(row: ItemRow) -> str:
    by = f"by {', '.join(row.authors)}" if row.authors else ""
    return lines(row.title, by, "key decision" if row.key_decision else "", told(row.citations, quoted=False))


def _action(row: ActionRow) -> str:
    comment = f"Comment: {shortened(row.comment)}" if row.comment else ""
    before = [f"{day(each.told)}: {each.status or 'no status'}" for each in row.history] if len(row.history) > 1 else []
    history = f"Logs: {listed(*before)}" if before else ""
    return lines(row.title, shortened(row.text), comment, history, told(row.citations, quoted=False))


def _standing(row: ActionRow) -> str:
    match row.state:
        case "completed":
            took = f"within {row.days} days" if row.days is not None else ""
            became = listed(f"complete by {day(row.completed)}" if row.completed else "complete", took, between=", ")
        case "vanished":
            became = f"not in the log of {day(row.missing)}, the next one held"
        case state:
            became = "open again" if state == "reopened" else "open"
    printed = f"“{row.status}”" if row.status and row.state != "completed" else ""
    return lines(became, printed, row.review_date and f"review {day(row.review_date)}")


def _planned(row: PlannedRow) -> str:
    before = f"planned first for {day(row.earlier[0])}" if row.earlier else ""
    times = f"moved {TIMES.get(row.moved, f'{row.moved} times')}" if row.moved else ""
    how = "by its title" if row.by_title and row.moved else ""
    slipped = listed(before, times, how)
    return lines(row.title, slipped, _taken(row), row.note and shortened(row.note), told(row.citations, quoted=False))


def _taken(row: PlannedRow) -> str:
    match row.state:
        case "taken":
            as_title = listed(*(title for title in row.taken_as if title.casefold() != row.title.casefold()))
            said = f"taken on {day(row.taken_on)}" + (f" as “{shortened(as_title, 160)}”" if as_title else "")
            return lines(said, told(row.taken_in, quoted=False))
        case "not-found":
            others = listed(*(f"“{shortened(title, 120)}”" for title in row.perhaps))
            return "not found under this title in the papers held of that meeting" + (
                f"; perhaps {others}" if others else ""
            )
        case "dropped":
            return "a later plan, published before that day, does not list it"
        case _:
            return ""


TIMES: Final = {1: "once", 2: "twice"}
DECISION_COLUMNS: Final = (
    Column("Date", lambda row: lines(day(row.date), name(row.committee))),
    Column("Decision", _decided, share=1),
    Column("Vote", _vote),
)
ITEM_COLUMNS: Final = (
    Column("No.", lambda row: row.number),
    Column("Title", _item, share=1),
    Column("Section", lambda row: row.section),
)
ATTENDANCE_COLUMNS: Final = (
    Column("Name", lambda row: name(row.person)),
    Column("Status", lambda row: row.status),
    Column("Role", lambda row: row.role),
    Column("In place of", lambda row: name(row.instead_of)),
    Column("Paper", lambda row: told(row.citations, quoted=False), share=1),
)
ACTION_COLUMNS: Final = (
    Column("Meeting", lambda row: lines(day(row.date), name(row.committee), row.minute and f"minute {row.minute}")),
    Column("Action", _action, share=5),
    Column("Owner", lambda row: names(row.owners), share=2),
    Column("Became", _standing),
)
PLAN_COLUMNS: Final = (
    Column("For", lambda row: lines(day(row.date), name(row.committee))),
    Column("Item", _planned, share=5),
    Column("Lead", lambda row: names(row.leads), share=2),
    Column("Reference", lambda row: row.reference),
)
UNPLANNED_COLUMNS: Final = (
    Column("For", lambda row: lines(day(row.date), name(row.committee))),
    Column("Report", lambda row: lines(row.title, told(row.citations, quoted=False)), share=1),
    Column("Reference", lambda row: row.reference),
)
PAPER_COLUMNS: Final = (Column("Paper", lambda row: row["paper"]),)
