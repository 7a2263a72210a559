"""Where pieces of a paper stand, page by page, so that no evidence has a page's foot and the next one's head in it."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.read.document import Document, Mapped, joined
from kg.evidence import Evidence


def places_by_page(document: Document, pieces: Iterable[Mapped]) -> tuple[Evidence, ...]:
    """One evidence for each run of pieces on one page; a paper without pages has one in all."""
    runs: list[list[Mapped]] = []
    last: int | None = None
    for piece in pieces:
        line = document.line_at(piece.places[0])
        page = line.page if line else None
        if not runs or page != last:
            runs.append([])
        runs[-1].append(piece)
        last = page
    return tuple(document.evidence(joined(run)) for run in runs)
