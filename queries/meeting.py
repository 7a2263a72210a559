"""`kg meeting`: one meeting, from its agenda to what became of its actions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.errors import UnknownName
from kg.names import fold
from queries.actions import ActionRow, action_rows
from queries.answers import Citation, Ref, Row, every, first, grouped, last_part, truth
from queries.attendance import AttendanceRow, attendance_rows
from queries.decisions import DecisionRow, decisions_at
from queries.library import Library
from queries.names import the_one


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of the agenda or of the minutes, or a report, as `kind` says; the number is as printed."""

    kind: str
    number: str | None
    title: str
    section: str | None
    authors: tuple[str, ...]
    key_decision: bool | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class MeetingAnswer:
    """A meeting: particulars, agenda, reports, minutes, attendance, decisions, actions, and the papers that tell."""

    meeting: Ref
    date: str
    start_time: str | None
    end_time: str | None
    venue: str | None
    agenda: tuple[ItemRow, ...]
    reports: tuple[ItemRow, ...]
    minutes: tuple[ItemRow, ...]
    attendance: tuple[AttendanceRow, ...]
    decisions: tuple[DecisionRow, ...]
    actions: tuple[ActionRow, ...]
    papers: tuple[str, ...]
    citations: tuple[Citation, ...]


def meeting(library: Library, committee: str, date: str) -> MeetingAnswer:
    """The meeting of a committee on a date, or the only one in a month or year.

    UnknownName, with the dates that there are, where there is none or more than one.
    """
    found = the_one(library, committee, "committee")
    held = library.ask("meetings-of", meeting=None, committee=found.iri, day=None)
    wanted = every(_of_date(held, date, found.label), "meeting")
    return _answer(library, [row for each in wanted for row in library.ask("meetings", committee=None, meeting=each)])


def meeting_by(library: Library, iri: str) -> MeetingAnswer:
    """A meeting by its IRI. UnknownName where there is none."""
    rows = library.ask("meetings", committee=None, meeting=iri)
    if not rows:
        raise UnknownName("There is no such meeting in these papers.")
    return _answer(library, rows)


def _answer(library: Library, rows: Sequence[Row]) -> MeetingAnswer:
    iri, day = rows[0]["meeting"], rows[0]["day"]
    items = [_item(library, same) for same in grouped(library.ask("agenda", meeting=iri), "statement")]
    attendance, decided = attendance_rows(library, meeting=iri, person=None), decisions_at(library, iri)
    actions, cited = action_rows(library, iri), library.cite(rows)
    told = [*(row.citations for row in items), *(row.citations for row in attendance)]
    return MeetingAnswer(
        meeting=Ref(iri, rows[0]["meetingLabel"]),
        date=day,
        start_time=first(rows, "startTime"),
        end_time=first(rows, "endTime"),
        venue=first(rows, "venue"),
        agenda=_of_kind(items, "AgendaItem"),
        reports=_of_kind(items, "Report"),
        minutes=_of_kind(items, "Minute"),
        attendance=tuple(attendance),
        decisions=tuple(decided),
        actions=tuple(actions),
        papers=_papers(cited, *told, *(row.citations for row in decided), *(row.citations for row in actions)),
        citations=cited,
    )


def _of_date(rows: Sequence[Row], date: str, committee: str) -> list[Row]:
    """The rows of the meeting of that date."""
    dates = every(rows, "day")
    fits = [day for day in dates if day == date] or [day for day in dates if day.startswith(date)]
    if len(fits) != 1:
        how = "more than one meeting" if fits else "no meeting"
        raise UnknownName(f"These papers tell of {how} of the {committee} in {date}.", tuple(fits or dates))
    return [row for row in rows if row["day"] == fits[0]]


def _item(library: Library, rows: Sequence[Row]) -> ItemRow:
    return ItemRow(
        kind=last_part(first(rows, "kind") or ""),
        number=first(rows, "number"),
        title=first(rows, "title") or "",
        section=first(rows, "section"),
        authors=every(rows, "author"),
        key_decision=truth(rows, "keyDecision"),
        citations=library.cite(rows),
    )


def _of_kind(items: Iterable[ItemRow], kind: str) -> tuple[ItemRow, ...]:
    """Items of a kind, one that two papers print once."""
    return tuple(
        {(item.number, fold(item.title)): item for item in reversed(list(items)) if item.kind == kind}.values()
    )[::-1]


def _papers(*cited: Iterable[Citation]) -> tuple[str, ...]:
    return tuple(sorted({citation.file_name for citations in cited for citation in citations}))
