"""`kg actions`: what was to be done, by whom, and what became of it, from log to log?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.derive.action_histories import CLOSED as CLOSED
from queries.answers import Citation, Ref, Row, date_key, every, first, grouped, ref, refs
from queries.library import Library
from queries.names import the_one
from queries.standings import places, sources

if TYPE_CHECKING:
    from kg.derive.action_histories import History

OPEN: Final = ("open", "reopened", "vanished")


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What one paper says of an action: the day of the paper, status and comment."""

    told: str | None
    status: str | None
    comment: str | None
    paper: str


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action, with status and comment as the newest log has them, and its history.

    state      open, completed, reopened (open again after a log called it complete), or vanished: a later log of the
               committee lacks it while it was open, and what became of it is not known
    completed  the day of the first log that calls it complete; `days` from the meeting that set it, at most
    missing    the day of the log that lacks it; `missing_in` that log
    history    what each paper says of it, oldest first
    """

    date: str | None
    committee: Ref | None
    minute: str | None
    title: str | None
    text: str
    owners: tuple[Ref, ...]
    status: str | None
    comment: str | None
    review_date: str | None
    is_open: bool
    state: str
    completed: str | None
    days: int | None
    missing: str | None
    history: tuple[LogEntry, ...]
    actions: tuple[str, ...]
    missing_in: tuple[Citation, ...]
    citations: tuple[Citation, ...]


def actions(
    library: Library, only_open: bool = False, owner: str | None = None, since: str | None = None
) -> tuple[ActionRow, ...]:
    """Actions in the order of the meetings that asked for them. UnknownName where no officer answers to a name.

    since   only actions set at meetings of this date or later
    """
    wanted = the_one(library, owner, "officer", "member").iri if owner else None
    return tuple(
        row
        for row in library.once("actions", lambda: action_rows(library))
        if (row.is_open or not only_open)
        and (wanted is None or wanted in {each.iri for each in row.owners})
        and (since is None or date_key(row.date) >= since)
    )


def action_rows(library: Library, meeting: str | Sequence[str] | None = None) -> list[ActionRow]:
    """The actions of one meeting, of some, or of all, each once, however many logs list it."""
    rows = {same[0]["action"]: same for same in grouped(library.ask("actions", meeting=meeting), "action")}
    found = [each for each in _histories(library, meeting) if each.statements[-1].iri in rows]
    logs = sources(library, (each.lacking_log for each in found if each.lacking_log))
    told = [_action(library, each, rows, logs) for each in found]
    order = {iri: at for at, iri in enumerate(rows)}
    return sorted(told, key=lambda row: min(order[iri] for iri in row.actions))


def _histories(library: Library, meeting: str | Sequence[str] | None) -> tuple[History, ...]:
    """The histories of all actions that meetings of the same committees set, or of all; of one committee kept.

    What became of an action, later logs of the committee tell.
    """
    from kg.derive.action_facts import read

    if not meeting:
        return read(library.store)
    committees = every(library.ask("meetings-of", meeting=meeting, committee=None, day=None), "committee")
    if len(committees) != 1:
        return read(library.store, _meetings(library, committees))
    return library.once(
        ("histories of actions", *committees), lambda: read(library.store, _meetings(library, committees))
    )


def _meetings(library: Library, committees: Sequence[str]) -> tuple[str, ...]:
    return every(library.ask("meetings-of", meeting=None, committee=committees, day=None), "meeting")


def _action(
    library: Library, each: History, rows: Mapping[str, Sequence[Row]], logs: dict[str, tuple[Citation, ...]]
) -> ActionRow:
    """Status and comment are those of the newest log."""
    told = [rows[one.iri] for one in each.statements]
    newest, everything = told[-1], [row for same in told for row in same]
    return ActionRow(
        date=first(newest, "day"),
        committee=ref(newest, "committee"),
        minute=first(newest, "number"),
        title=first(newest, "title") or first(everything, "title"),
        text=first(newest, "text") or "",
        owners=refs(everything, "owner"),
        status=first(newest, "status"),
        comment=first(newest, "comment"),
        review_date=first(newest, "review"),
        is_open=each.state in OPEN,
        state=each.state,
        completed=each.completed,
        days=each.days,
        missing=each.lacking,
        history=tuple(_entry(library, same) for same in told),
        actions=tuple(one.iri for one in each.statements),
        missing_in=places(logs, (each.lacking_log,) if each.lacking_log else ()),
        citations=library.cite(everything),
    )


def _entry(library: Library, rows: Sequence[Row]) -> LogEntry:
    paper = library.paper(rows[0]["g"])
    return LogEntry(paper.date, first(rows, "status"), first(rows, "comment"), paper.file_name)
