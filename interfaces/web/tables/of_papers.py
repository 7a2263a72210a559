"""Tables of how well papers were read: what could not be read or placed, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, cast

from interfaces.web.tables.table import Chosen, Filter, Heading, Table, text
from queries.library import Library

GAP_KINDS: Final = {
    "minutes": "minutes that are not held",
    "papers": "papers of planned meetings",
    "reference": "references that lead nowhere",
    "name": "names that could not be placed",
    "paper": "papers with issues",
}


def issues(library: Library, chosen: Chosen) -> Sequence[Any]:
    """Issues counted by code, or each of one code."""
    from queries.issues import issue_counts
    from queries.issues import issues as ask

    return ask(library, chosen["code"]) if chosen.get("code") else issue_counts(library)


def gaps(library: Library, chosen: Chosen) -> Sequence[Any]:
    """Gaps, of one kind where it was chosen."""
    from queries.gaps import GapKind
    from queries.gaps import gaps as ask

    kind = chosen.get("kind", "")
    return ask(library, cast(GapKind, kind) if kind in GAP_KINDS else None)


ISSUES: Final = Table(
    "issues",
    "What could not be read",
    "Places where a paper could not be read whole, or a name could not be placed, and what a clerk can do about it. "
    "Nothing is left out silently.",
    "Every paper was read whole.",
    (
        Heading("code", "What", lambda row: text(row.code)),
        Heading("count", "Places", lambda row: getattr(row, "count", 1), number=True),
        Heading("means", "What it means, and what to do"),
        Heading("papers", "Papers"),
    ),
    issues,
)
GAPS: Final = Table(
    "gaps",
    "What is missing",
    "Minutes that are not held, papers of planned meetings, references that lead nowhere, names that could not be "
    "placed.",
    "Nothing is known to be missing.",
    (
        Heading("kind", "Kind", lambda row: text(row.kind)),
        Heading("what", "What", lambda row: text(row.what)),
        Heading("date", "Date", lambda row: text(row.date)),
        Heading("why", "How it is known"),
        Heading("papers", "Papers"),
    ),
    gaps,
    (Filter("kind", "Kind", "choice", choices=lambda _: tuple(GAP_KINDS.items())),),
    "What is missing is worked out from what other papers say.",
)
