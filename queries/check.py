"""`kg check`: is a base whole? Graph, text index, archive, ledger and generation are held against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg import ids
from kg.errors import BaseDamaged, NoBase
from kg.vocabulary import CONCLUDED_GRAPHS, IDENTITY_GRAPH, Has, Kind
from queries.library import Library

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Graph

    from kg.ledger_entries import PaperEntry

AGAIN: Final = "Ingest the paper again."
REBUILD: Final = "Run `kg repair`."
SHAPES: Final = "shapes.ttl"
# Passages of a paper that are held against the shapes: all are made alike, and one paper may have 18,000.
PASSAGES: Final = 100
# Characters of a literal that are: rdflib reads its lines piece by piece, each time from their start, so that a paper
# which is one line of 50 MB took more than 100 s to check (2026-11-22). No shape asks for more.
LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong: in which part of the base, what, and what to do."""

    where: str
    what: str
    do: str


def check(library: Library, sample: int = 3) -> tuple[Fault, ...]:
    """Everything that is wrong with a base; () when all is well.

    sample   how many papers' graphs are held against the shapes (0.5 s each; spread over the base)
    Raises NoBase where there is none.
    """
    with library.ledger() as ledger:
        papers, pending = ledger.current(), ledger.pending()
        known = {paper.sha256 for paper in ledger.papers()}
    unfinished = (
        [Fault("ledger", f"{len(pending)} papers are not finished", "Run `kg ingest` again.")] if pending else []
    )
    return (*unfinished, *_archive(library, papers, known), *_published(library, papers, sample))


def _archive(library: Library, papers: tuple[PaperEntry, ...], known: set[str]) -> Iterator[Fault]:
    """Every current paper lies whole in the archive, and nothing lies there that the ledger never saw."""
    held = set(library.archive.papers())
    for paper in papers:
        if paper.sha256 not in held:
            yield Fault("archive", f"it lacks {paper.file_name}", AGAIN)
        else:
            yield from (Fault("archive", fault, AGAIN) for fault in library.archive.faults(paper.sha256))
    for sha256 in sorted(held - known):
        yield Fault("archive", f"it holds {sha256[:12]}, which the ledger does not know", "Remove its folder by hand.")


def _published(library: Library, papers: tuple[PaperEntry, ...], sample: int) -> Iterator[Fault]:
    from kg.generations import faults

    try:
        if torn := [Fault("generation", fault, REBUILD) for fault in faults(library.generation)]:
            yield from torn
            return  # an engine that is asked of torn files may break off
        yield from _variant(library, papers, sample)
        public = Library(library.base, public=True)
        if not library.public and public.generation.variant:
            for_all = tuple(paper for paper in papers if paper.status == "read")
            found = _variant(public, for_all, sample)
            yield from (replace(fault, where=f"{fault.where}, public") for fault in found)
    except NoBase as nothing:
        yield Fault("generation", str(nothing), "Run `kg ingest`.")
    except BaseDamaged as damage:
        yield Fault("generation", str(damage), REBUILD)


def _variant(library: Library, papers: tuple[PaperEntry, ...], sample: int) -> Iterator[Fault]:
    """One graph and text index, held against the papers that they should have."""
    expected = {ids.paper(paper.sha256): paper for paper in papers}
    parts: tuple[Callable[[Library, dict[str, PaperEntry]], Iterator[Fault]], ...] = (_graphs, _counts, _index)
    for part in parts:
        yield from part(library, expected)
    yield from _orphans(library)
    yield from _shapes(library, sorted(expected), sample)


def _graphs(library: Library, expected: dict[str, PaperEntry]) -> Iterator[Fault]:
    """One graph a current paper, and no other."""
    from kg.graph import named_graphs

    found = set(named_graphs(library.store)) - set(CONCLUDED_GRAPHS)
    for iri in sorted(expected.keys() - found):
        yield Fault("graph", f"it lacks {expected[iri].file_name}", AGAIN)
    for iri in sorted(found - expected.keys()):
        yield Fault("graph", f"it holds <{iri}>, which is no current paper", REBUILD)


def _counts(library: Library, expected: dict[str, PaperEntry]) -> Iterator[Fault]:
    """The manifest counts what the graph holds."""
    counts = library.generation.manifest().counts
    for name, found in (("quads", len(library.store)), ("papers", len(expected))):
        if name in counts and counts[name] != found:
            yield Fault("generation", f"its manifest counts {counts[name]} {name}, there are {found}", REBUILD)


def _index(library: Library, expected: dict[str, PaperEntry]) -> Iterator[Fault]:
    """The text index holds every paper's passages, as many as the graph."""
    from queries.answers import first

    rows = library.ask("passages")
    counted = int(first(rows, "passages") or 0)
    if library.text.count() != counted:
        yield Fault("text index", f"it holds {library.text.count()} passages, the graph {counted}", REBUILD)


def _orphans(library: Library) -> Iterator[Fault]:
    """Statements without evidence, and places of papers that nobody quotes."""
    for row in library.ask("orphans"):
        yield Fault("graph", f"<{row['node']}> {row['lack']}", AGAIN)


def _shapes(library: Library, papers: list[str], sample: int) -> Iterator[Fault]:
    """A sample of papers, spread over the base, held against kg/shapes.ttl."""
    if not sample or not papers:
        return
    import pyshacl

    step = max(1, len(papers) // sample)
    chosen = papers[::step][:sample]
    conforms, results, _text = pyshacl.validate(
        _rdf(library, chosen),
        shacl_graph=str(_beside_kg(SHAPES)),
        ont_graph=str(_beside_kg("vocabulary.ttl")),  # a council is a body
        advanced=True,
    )
    if not conforms:
        yield from _violations(results)


def _rdf(library: Library, papers: list[str]) -> Graph:
    """The graphs of some papers, and what was concluded of the things that they name, in rdflib: small enough to be
    copied. What other papers' people are called stands in their graphs, so those people are left out."""
    import io

    import pyoxigraph as ox
    from rdflib import Graph

    triples: dict[ox.Triple, None] = {}
    for iri in papers:
        left_out = _more_passages(library, iri)
        stated = library.store.quads_for_pattern(None, None, None, ox.NamedNode(iri))
        triples.update((_shortened(quad.triple), None) for quad in stated if quad.subject not in left_out)
    concluded = ox.NamedNode(IDENTITY_GRAPH)
    seen: set[ox.NamedNode] = set()
    named = _nodes(triples)
    while named:
        seen |= named
        found = [quad.triple for node in named for quad in library.store.quads_for_pattern(node, None, None, concluded)]
        triples.update(dict.fromkeys(found))
        named = _nodes(found) - seen
    out = io.BytesIO()
    ox.serialize(triples, out, ox.RdfFormat.N_TRIPLES)
    graph = Graph()
    graph.parse(data=out.getvalue(), format="nt")
    return graph


def _shortened(triple: ox.Triple) -> ox.Triple:
    """A triple whose literal, if it is very long, has only its beginning."""
    import pyoxigraph as ox

    value = triple.object
    if not isinstance(value, ox.Literal) or len(value.value) <= LONGEST:
        return triple
    kind = {"language": value.language} if value.language else {"datatype": value.datatype}
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(value.value[:LONGEST], **kind))


def _more_passages(library: Library, paper: str) -> set[ox.NamedNode]:
    """A paper's passages beyond the first, in order of their IRIs."""
    import pyoxigraph as ox

    of_type, passage = ox.NamedNode(Has.TYPE), ox.NamedNode(Kind.PASSAGE)
    found = library.store.quads_for_pattern(None, of_type, passage, ox.NamedNode(paper))
    nodes = [quad.subject for quad in found if isinstance(quad.subject, ox.NamedNode)]
    return set(sorted(nodes, key=lambda node: node.value)[PASSAGES:])


def _nodes(triples: Iterable[ox.Triple]) -> set[ox.NamedNode]:
    """The things that triples are about or lead to."""
    import pyoxigraph as ox

    return {node for triple in triples for node in (triple.subject, triple.object) if isinstance(node, ox.NamedNode)}


def _beside_kg(name: str) -> Path:
    import kg

    return Path(str(kg.__file__)).with_name(name)


def _violations(results: object) -> Iterator[Fault]:
    from rdflib import Graph
    from rdflib.namespace import SH

    if not isinstance(results, Graph):
        raise BaseDamaged(f"the shapes could not be applied: {results}")
    for result in sorted(results.subjects(predicate=SH.focusNode), key=str):
        node, message = results.value(result, SH.focusNode), results.value(result, SH.resultMessage)
        path = results.value(result, SH.resultPath)
        yield Fault("shapes", f"<{node}> {path or ''}: {message}", "Tell the developers.")
