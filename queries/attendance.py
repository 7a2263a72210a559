"""Who was at a meeting, and at which meetings somebody was; for `kg meeting` and `kg member`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from queries.answers import Citation, Ref, Row, first, grouped, last_part, ref, word
from queries.library import Library
from queries.named_rows import with_labels, with_meetings


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """`status` is present, apologies, or `member` for one whom the agenda lists; `instead_of` for substitutes."""

    date: str | None
    committee: Ref | None
    person: Ref | None
    status: str
    role: str | None
    instead_of: Ref | None
    citations: tuple[Citation, ...]
    meeting: str | None = None


def attendance_rows(library: Library, **bindings: str | None) -> list[AttendanceRow]:
    """Attendance and membership by what attendance.rq can be bound to: a meeting or a person."""
    return _told(library, library.ask("attendance", **bindings))


def substitute_rows(library: Library, member: str) -> list[AttendanceRow]:
    """Who came in a member's place."""
    return _told(library, library.ask("substitutes", instead=member))


def _told(library: Library, rows: Iterable[Row]) -> list[AttendanceRow]:
    named = with_meetings(library, with_labels(library, rows, "person", "instead"))
    return _merged(_row(library, same) for same in grouped(named, "statement"))


def _row(library: Library, rows: Sequence[Row]) -> AttendanceRow:
    listed = last_part(first(rows, "kind") or "") == "Membership"
    return AttendanceRow(
        date=first(rows, "day"),
        committee=ref(rows, "committee"),
        person=ref(rows, "person"),
        status="member" if listed else word(rows, "status") or "present",
        role=first(rows, "role"),
        instead_of=ref(rows, "instead"),
        citations=library.cite(rows),
        meeting=first(rows, "meeting"),
    )


def _merged(found: Iterable[AttendanceRow]) -> list[AttendanceRow]:
    """What two papers print of one meeting is one attendance, with both places."""
    alike: dict[tuple[object, ...], AttendanceRow] = {}
    for row in found:
        key = (row.date, row.committee, row.person, row.status)
        if key in alike:
            other = alike[key]
            row = replace(
                other,
                role=other.role or row.role,
                instead_of=other.instead_of or row.instead_of,
                citations=tuple(dict.fromkeys((*other.citations, *row.citations))),
            )
        alike[key] = row
    return list(alike.values())
