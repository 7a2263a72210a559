"""`kg actions`: what was to be done, by whom, and what became of it?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.names import fold
from queries.answers import Citation, Ref, Row, first, grouped, ref, refs
from queries.library import Library
from queries.names import the_one

# How action logs say that nothing is left to be done. "Ongoing", "On hold" and an empty cell are open.
CLOSED: Final = re.compile(
    r"(?i)\b(?<!not )(?<!in)(?:complete|completed|closed|done|discharged|withdrawn|superseded)\b"
)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action, with status and comment as the newest log has them; `is_open` goes by that status."""

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
    actions: tuple[str, ...]
    citations: tuple[Citation, ...]


def actions(library: Library, only_open: bool = False, owner: str | None = None) -> tuple[ActionRow, ...]:
    """Actions in the order of the meetings that asked for them. UnknownName where no officer answers to a name."""
    wanted = the_one(library, owner, "officer", "member").iri if owner else None
    return tuple(
        row
        for row in action_rows(library)
        if (row.is_open or not only_open) and (wanted is None or wanted in {each.iri for each in row.owners})
    )


def action_rows(library: Library, meeting: str | None = None) -> list[ActionRow]:
    """The actions of one meeting or of all, each once, however many logs list it."""
    rows = library.ask("actions", meeting=meeting)
    return _merged(_action(library, same) for same in grouped(rows, "action"))


def _action(library: Library, rows: Sequence[Row]) -> ActionRow:
    status = first(rows, "status")
    return ActionRow(
        date=first(rows, "day"),
        committee=ref(rows, "committee"),
        minute=first(rows, "number"),
        title=first(rows, "title"),
        text=first(rows, "text") or "",
        owners=refs(rows, "owner"),
        status=status,
        comment=first(rows, "comment"),
        review_date=first(rows, "review"),
        is_open=not (status and CLOSED.search(status)),
        actions=(rows[0]["action"],),
        citations=library.cite(rows),
    )


def _merged(found: Iterable[ActionRow]) -> list[ActionRow]:
    """The rows come in the order of their papers' dates, so the last log to list an action has the last word on it."""
    alike: dict[tuple[object, ...], ActionRow] = {}
    for row in found:
        key = (row.date, row.committee, row.minute, fold(row.text))
        if key in alike:
            before = alike[key]
            row = replace(
                row,
                owners=tuple(dict.fromkeys((*before.owners, *row.owners))),
                actions=before.actions + row.actions,
                citations=tuple(dict.fromkeys((*before.citations, *row.citations))),
            )
        alike[key] = row
    return list(alike.values())
