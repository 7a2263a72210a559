"""A meeting by its IRI: when and where it was, who came, what it decided, and what became of its actions."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import UnknownName
from queries.actions import ActionRow, action_rows
from queries.answers import Citation, Ref, first
from queries.attendance import AttendanceRow, attendance_rows
from queries.compared import ComparedRow, compared_at
from queries.decisions import DecisionRow, decisions_at
from queries.library import Library


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting. `citations` are where papers name it."""

    meeting: Ref
    committee: Ref
    date: str
    start_time: str | None
    end_time: str | None
    venue: str | None
    attendance: tuple[AttendanceRow, ...]
    decisions: tuple[DecisionRow, ...]
    compared: tuple[ComparedRow, ...]
    actions: tuple[ActionRow, ...]
    citations: tuple[Citation, ...]


def held(library: Library, iri: str) -> Held:
    """What papers say of a meeting. UnknownName where they know none of this IRI."""
    rows = library.ask("meetings", committee=None, meeting=iri)
    if not rows:
        raise UnknownName("There is no such meeting in these papers.")
    label = rows[0]["meetingLabel"]
    day = rows[0]["day"]
    return Held(
        meeting=Ref(iri, label),
        committee=Ref(rows[0]["committee"], label.removesuffix(f", {day}")),
        date=day,
        start_time=first(rows, "startTime"),
        end_time=first(rows, "endTime"),
        venue=first(rows, "venue"),
        attendance=tuple(attendance_rows(library, meeting=iri, person=None)),
        decisions=tuple(decisions_at(library, iri)),
        compared=compared_at(library, iri),
        actions=tuple(action_rows(library, iri)),
        citations=library.cite(rows),
    )
