"""What all papers together call the things in rows, put beside them: a query that asks it of each scans all names.

A part of a query with two patterns in another graph is planned as if it stood alone (30 to 60 ms of 5,000 papers, not
one, 2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.vocabulary import IDENTITY_GRAPH, Has
from queries.answers import Row
from queries.library import Library


def with_labels(library: Library, rows: Iterable[Row], *columns: str) -> list[Row]:
    """Rows with the names of the things in some columns, in the columns `…Label`."""
    return [{**row, **dict(_labels(library, row, columns))} for row in rows]


def _labels(library: Library, row: Row, columns: Iterable[str]) -> Iterable[tuple[str, str]]:
    for column in columns:
        if column in row and (label := library.label(row[column])):
            yield f"{column}Label", label


def with_meetings(library: Library, rows: Iterable[Row]) -> list[Row]:
    """Rows with the committee, committeeLabel and day of their meeting, in the order of days, papers and places."""
    found = [{**row, **_meeting(library, row["meeting"])} for row in rows]
    return sorted(found, key=lambda row: (row.get("day", ""), row["g"], int(row["start"])))


def _meeting(library: Library, meeting: str) -> Row:
    committee, day = (
        min(library.values(meeting, prop, IDENTITY_GRAPH), default=None) for prop in (Has.COMMITTEE, Has.DATE)
    )
    label = library.label(committee) if committee else None
    return {"committee": committee, "committeeLabel": label, "day": day} if committee and label and day else {}
