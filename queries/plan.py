"""`kg plan`: what is planned for which meeting, going by the newest forward plan that lists it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.names import fold
from queries.answers import Citation, Ref, Row, date_key, every, first, grouped, ref, refs
from queries.library import Library
from queries.names import the_one


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A planned item; `earlier` are the dates that older editions gave for it."""

    date: str | None
    committee: Ref | None
    title: str
    leads: tuple[Ref, ...]
    reference: str | None
    earlier: tuple[str, ...]
    note: str | None
    published_on: str | None
    planned: tuple[str, ...]
    citations: tuple[Citation, ...]


def plan(library: Library, committee: str | None = None, since: str | None = None) -> tuple[PlannedRow, ...]:
    """Planned items in the order of the meetings that they are planned for."""
    wanted = the_one(library, committee, "committee").iri if committee else None
    items = grouped(library.ask("plan"), "planned")
    found = [_row(library, same) for same in _same_items(items)]
    return tuple(
        row
        for row in sorted(found, key=lambda row: date_key(row.date))
        if (wanted is None or (row.committee and row.committee.iri == wanted))
        and (since is None or date_key(row.date) >= since)
    )


def _same_items(items: Sequence[Sequence[Row]]) -> list[list[Sequence[Row]]]:
    """The statements about one item, oldest edition first. A standing item, listed twice in one edition, is several."""
    alike: dict[tuple[str | None, str], list[Sequence[Row]]] = {}
    for rows in items:
        alike.setdefault((first(rows, "committee"), fold(rows[0]["title"])), []).append(rows)
    whole: list[list[Sequence[Row]]] = []
    for statements in alike.values():
        editions = [first(rows, "g") for rows in statements]
        standing = len(editions) > len(set(editions))
        whole.extend(_by_date(statements) if standing else [statements])
    return whole


def _by_date(statements: Sequence[Sequence[Row]]) -> list[list[Sequence[Row]]]:
    """A standing item comes again at each meeting; only what is planned for one date is one item."""
    dated: dict[str | None, list[Sequence[Row]]] = {}
    for rows in statements:
        dated.setdefault(first(rows, "day"), []).append(rows)
    return list(dated.values())


def _row(library: Library, statements: Sequence[Sequence[Row]]) -> PlannedRow:
    newest, everything = statements[-1], [row for rows in statements for row in rows]
    date = first(newest, "day")
    return PlannedRow(
        date=date,
        committee=ref(newest, "committee"),
        title=newest[0]["title"],
        leads=refs(newest, "lead"),
        reference=first(newest, "reference"),
        earlier=tuple(day for day in every(everything, "day") if day != date),
        note=first(newest, "note"),
        published_on=first(newest, "published"),
        planned=every(everything, "planned"),
        citations=library.cite(everything),
    )
