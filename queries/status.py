"""`kg status`: which papers are in the base, which are not and why, and which version of what made it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import NoBase
from kg.ledger_entries import PaperEntry
from queries.library import Library
from queries.versions import VersionRow, versions


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as the ledger knows it; `reason` says why it was refused, or what took its place."""

    file_name: str
    status: str
    reason: str | None
    pages: int | None
    records: int
    issues: int
    first_seen: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """A base as it stands.

    generation  what readers open, and when it was made; None where nothing is published
    printed     reports and minutes that more than one paper prints, a row a print
    pending     papers that a stopped run left to be done: what readers see is older than the ledger
    tesseract   the version of the program that reads scans on this machine; None where it is not installed
    """

    base: str
    generation: int | None
    made: str | None
    papers: Mapping[str, int]
    counts: Mapping[str, int]
    issues: Mapping[str, int]
    versions: Mapping[str, str]
    pending: int
    listed: tuple[PaperRow, ...]
    printed: tuple[VersionRow, ...] = ()
    tesseract: str | None = None


def status(library: Library, tesseract: str | None = None) -> StatusAnswer:
    """How the base stands, told beside the version of Tesseract that is here. NoBase where there is no base.

    A library that is open to everybody tells of papers for publication only, and not where on its disk the base lies.
    """
    path = library.base.path
    base = path.name if library.public else str(path)
    with library.ledger() as ledger:
        papers, statuses, issues = ledger.papers(), ledger.statuses(), ledger.issues()
        pending = len(ledger.pending())
    try:
        manifest = library.holdings.manifest()
    except NoBase:
        return StatusAnswer(base, None, None, statuses, {}, issues, {}, pending, _listed(papers), tesseract=tesseract)
    return StatusAnswer(
        base,
        manifest.number,
        manifest.made,
        statuses,
        manifest.counts,
        issues,
        manifest.versions,
        pending,
        _listed(papers),
        library.once("versions", lambda: versions(library)),
        tesseract,
    )


def _listed(papers: tuple[PaperEntry, ...]) -> tuple[PaperRow, ...]:
    return tuple(sorted((_row(paper) for paper in papers), key=lambda row: (row.file_name, row.sha256)))


def _row(paper: PaperEntry) -> PaperRow:
    after = f"superseded by {paper.superseded_by[:12]}" if paper.superseded_by else None
    return PaperRow(
        paper.file_name,
        paper.status,
        paper.reason or after,
        paper.pages,
        sum(paper.counts.values()),
        sum(paper.issues.values()),
        paper.first_seen,
        paper.version,
        paper.sha256,
    )
