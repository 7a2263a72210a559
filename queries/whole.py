"""The whole base, or one graph of it, as files; what there is of it in figures; and the list of its papers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, BinaryIO, Final, cast

from kg import ids
from kg.ledger_entries import PaperEntry
from kg.vocabulary import PREFIXES, Has
from queries.described import known_iri
from queries.library import Library
from queries.spreadsheets import no_formula

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat

HEADINGS: Final = ("iri", "file_name", "status", "reason", "pages", "records", "issues", "first_seen", "sha256")


@dataclass(frozen=True, slots=True)
class KindCount:
    """A class, and how many things or statements of it there are."""

    iri: str
    count: int


def has_graph(library: Library, iri: str) -> bool:
    """Whether there is a graph of this name."""
    from pyoxigraph import NamedNode

    if not known_iri(iri):
        return False
    return next(library.store.quads_for_pattern(None, None, None, NamedNode(iri)), None) is not None


def write_graph(library: Library, iri: str, media_type: str, out: IO[bytes]) -> None:
    """Write one graph; the formats that know graphs name it."""
    import pyoxigraph as ox

    form = _format(media_type)
    node = ox.NamedNode(iri)
    if form.supports_datasets:
        quads = library.store.quads_for_pattern(None, None, None, node)
        ox.serialize(quads, out, form, prefixes=PREFIXES)
    else:
        library.store.dump(out, form, from_graph=node, prefixes=PREFIXES)


def write_whole(library: Library, media_type: str, out: BinaryIO) -> None:
    """Write every graph."""
    library.store.dump(out, _format(media_type), prefixes=PREFIXES)


def write_papers(library: Library, out: BinaryIO) -> None:
    """Write the list of papers as CSV, one that nobody takes for a formula."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\r\n")  # RFC 4180
    rows.writerow(HEADINGS)
    with library.ledger() as ledger:
        rows.writerows(_row(paper) for paper in sorted(ledger.papers(), key=lambda each: (each.file_name, each.sha256)))
    text.detach()


def kind_counts(library: Library) -> tuple[KindCount, ...]:
    """How many there are of each class, as SPARQL would count them; made once a generation, for it reads all types."""
    return library.once("kind counts", lambda: tuple(_counted(library)))


def _counted(library: Library) -> Iterator[KindCount]:
    from pyoxigraph import NamedNode

    found: dict[str, set[str]] = {}
    for quad in library.store.quads_for_pattern(None, NamedNode(Has.TYPE), None):
        kind, thing = (str(getattr(term, "value", "")) for term in (quad.object, quad.subject))
        found.setdefault(kind, set()).add(thing)
    yield from (KindCount(kind, len(found[kind])) for kind in sorted(found))


def _row(paper: PaperEntry) -> tuple[object, ...]:
    return (
        ids.paper(paper.sha256), no_formula(paper.file_name), paper.status, no_formula(paper.reason or ""),
        paper.pages, sum(paper.counts.values()), sum(paper.issues.values()), paper.first_seen, paper.sha256,
    )  # fmt: skip


def _format(media_type: str) -> RdfFormat:
    from pyoxigraph import RdfFormat

    return cast("RdfFormat", RdfFormat.from_media_type(media_type))
