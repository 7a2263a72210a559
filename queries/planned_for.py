"""What forward plans list for a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.names import fold
from queries.answers import Citation, Ref, Row, every, first, grouped, refs
from queries.library import Library


@dataclass(frozen=True, slots=True)
class Planned:
    """An item planned for a meeting; the newest edition's lead, reference and note. `taken` are what it became."""

    meeting: str
    planned: str
    title: str
    leads: tuple[Ref, ...]
    reference: str | None
    published: str | None
    note: str | None
    taken: tuple[str, ...]
    citations: tuple[Citation, ...]


def planned_for(library: Library, meetings: Sequence[str]) -> tuple[Planned, ...]:
    """The items planned for some meetings, one that several editions list once."""
    rows = library.ask("planned-for", meeting=meetings) if meetings else []
    alike: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        alike.setdefault((row["meeting"], fold(row["title"])), []).append(row)
    return tuple(_planned(library, same) for same in alike.values())


def _planned(library: Library, rows: Sequence[Row]) -> Planned:
    newest = grouped(rows, "planned")[-1]
    return Planned(
        newest[0]["meeting"],
        newest[0]["planned"],
        newest[0]["title"],
        refs(newest, "lead"),
        first(newest, "reference") or first(rows, "reference"),
        first(newest, "published"),
        first(newest, "note"),
        every(rows, "taken"),
        library.cite(rows),
    )
