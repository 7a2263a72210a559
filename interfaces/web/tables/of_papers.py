"""Tables of how well papers were read: what could not be read or placed, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, cast

from interfaces.web.tables.table import Chosen, Filter, Heading, Table, label, text
from queries.library import Library

STATUSES: Final = {
    "read": "read",
    "refused": "not read",
    "superseded": "replaced by a later file",
    "exempt": "read; not for publication",
}
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


def papers(library: Library, chosen: Chosen) -> Sequence[Any]:
    """Every paper, read or not."""
    from queries.papers import papers as ask

    wanted = {name: chosen[name] for name in ("status", "kind", "council") if chosen.get(name)}
    return [row for row in ask(library) if all(_value(row, name) == value for name, value in wanted.items())]


def _value(row: Any, name: str) -> str:
    value = getattr(row, name)
    return str(getattr(value, "iri", value) or "")


def _kinds(library: Library) -> Sequence[tuple[str, str]]:
    from queries.papers import papers as ask

    return [(kind, kind.replace("-", " ")) for kind in sorted({row.kind for row in ask(library) if row.kind})]


def _councils(library: Library) -> Sequence[tuple[str, str]]:
    from queries.papers import papers as ask

    return sorted({row.council.iri: row.council.label for row in ask(library) if row.council}.items(),
                  key=lambda each: each[1])  # fmt: skip


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
PAPERS: Final = Table(
    "papers",
    "Papers",
    "Every paper that was offered: what it is, whether it could be read, and how many places in it could not.",
    "There is no such paper.",
    (
        Heading("date", "Date", lambda row: text(row.date)),
        Heading("file_name", "Paper", lambda row: text(row.title or row.file_name)),
        Heading("committee", "Committee", lambda row: label(row.committee)),
        Heading("kind", "Kind", lambda row: text(row.kind)),
        Heading("pages", "Pages", lambda row: row.pages or 0, number=True),
        Heading("status", "Read?", lambda row: text(row.status)),
        Heading("issues", "Places not read", lambda row: row.issues, number=True),
    ),
    papers,
    (
        Filter("council", "Council", "choice", choices=_councils),
        Filter("kind", "Kind of paper", "choice", choices=_kinds),
        Filter("status", "Read?", "choice", choices=lambda _: tuple(STATUSES.items())),
    ),
)
