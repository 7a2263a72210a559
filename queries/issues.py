"""`kg issues`: what could not be read or placed, where, and what can a clerk do about it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import UnknownName
from kg.issue_codes import ISSUE_CODES
from queries.answers import Citation, Row, first, grouped
from queries.library import Library


@dataclass(frozen=True, slots=True)
class IssueCount:
    """A code, how often it was raised and in how many papers, what it means, what to do, and where."""

    code: str
    count: int
    papers: int
    means: str
    do: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issue, with its place and words."""

    code: str
    message: str
    issue: str
    citations: tuple[Citation, ...]


def issue_counts(library: Library) -> tuple[IssueCount, ...]:
    """Every code that was raised, the most frequent first."""
    return library.once("issues by code", lambda: tuple(_counted(library)))


def _counted(library: Library) -> list[IssueCount]:
    counts = [_count(library, same) for same in grouped(library.ask("issues"), "code")]
    return sorted(counts, key=lambda count: (-count.count, count.code))


def issues(library: Library, code: str) -> tuple[IssueRow, ...]:
    """Every issue of a code. UnknownName where there is no such code."""
    if code not in ISSUE_CODES:
        raise UnknownName(f"There is no issue code “{code}”.", tuple(ISSUE_CODES))
    rows = library.ask("issues", code=code)
    return tuple(_issue(library, same) for same in grouped(rows, "issue"))


def _count(library: Library, rows: Sequence[Row]) -> IssueCount:
    code = rows[0]["code"]
    known = ISSUE_CODES.get(code)
    means, do = (known.means, known.do) if known else ("", "")
    counts = len(grouped(rows, "issue")), len(grouped(rows, "g"))
    return IssueCount(code, *counts, means, do, library.cite(rows))


def _issue(library: Library, rows: Sequence[Row]) -> IssueRow:
    return IssueRow(rows[0]["code"], first(rows, "message") or "", rows[0]["issue"], library.cite(rows))
