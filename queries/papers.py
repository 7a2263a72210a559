"""Every paper: what it is, whether it was read, and how far. What was refused stands beside what was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import ids
from queries.answers import Ref, Row, first, grouped, ref
from queries.library import Library

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.ledger_entries import PaperEntry


@dataclass(frozen=True, slots=True)
class PaperListed:
    """A paper that was offered.

    paper   its IRI; None where it is not in the graph
    status  read, refused, superseded by a later file, exempt
    reason  why it was refused, or what took its place
    issues  places that could not be read or placed
    """

    paper: str | None
    file_name: str
    title: str | None
    kind: str | None
    council: Ref | None
    committee: Ref | None
    meeting: Ref | None
    date: str | None
    pages: int | None
    status: str
    reason: str | None
    issues: int
    offered: str


def papers(library: Library) -> tuple[PaperListed, ...]:
    """All papers ever offered that are not withdrawn, those of the latest meetings first."""
    in_graph = library.once("papers", lambda: {same[0]["g"]: same for same in grouped(library.ask("paper"), "g")})
    with library.ledger() as ledger:
        entries = [entry for entry in ledger.papers() if entry.status != "withdrawn"]
    listed = [_listed(entry, in_graph) for entry in entries]
    return tuple(sorted(sorted(listed, key=lambda row: row.file_name), key=lambda row: row.date or "", reverse=True))


def _listed(entry: PaperEntry, in_graph: Mapping[str, Sequence[Row]]) -> PaperListed:
    iri = ids.paper(entry.sha256)
    rows = in_graph.get(iri, ())
    after = "a later file took its place" if entry.superseded_by else None
    return PaperListed(
        iri if rows else None,
        entry.file_name,
        first(rows, "title"),
        first(rows, "kind"),
        ref(rows, "council"),
        ref(rows, "committee"),
        ref(rows, "meeting"),
        first(rows, "date"),
        entry.pages,
        entry.status,
        entry.reason or after,
        sum(entry.issues.values()),
        entry.first_seen,
    )
