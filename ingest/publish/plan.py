"""Which graphs are to be written and which dropped, so that a store holds a generation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from kg.changes import changes
from kg.errors import WrongUse
from kg.generations import Generation
from kg.remote.endpoint import Endpoint
from kg.remote.published import Published, paged
from kg.vocabulary import ID_BASE, OURS, PUBLISHED_GRAPH

PAPERS: Final = f"{ID_BASE}paper/"
ASKED: Final = 100  # graphs that are counted one by one; more than these all together


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done.

    drop    graphs that go
    look    graphs that may be others than the store has: written if their digest says so
    torn    those, of both, that the store may have a part of
    """

    drop: tuple[str, ...]
    look: tuple[str, ...]
    torn: frozenset[str]


def plan(
    generation: Generation,
    local: tuple[str, ...],
    before: Published | None,
    held: Mapping[str, str],
    present: Mapping[str, int] | None,
    every: bool = False,
) -> Plan:
    """What it takes.

    local    the graphs of the generation
    before   what the store says of itself, and `held` of its graphs
    present  the graphs of ours that are there, where that was asked for
    every    look at all, whatever the notes on what changed say
    """
    torn = frozenset((present or {}).keys() - held.keys())
    there = held.keys() | torn
    known = None if every or present is not None else changed_since(generation, before)
    look = [
        graph for graph in local if known is None or graph not in held or graph in known or not graph.startswith(PAPERS)
    ]
    return Plan(tuple(sorted(there - set(local))), tuple(look), torn)


def changed_since(generation: Generation, before: Published | None) -> frozenset[str] | None:
    """The papers that changed since what a store holds, by the notes of generations; None where they do not tell."""
    if before is None or not before.is_whole or before.one("variant") != generation.variant:
        return None
    notes = changes(generation)
    then = next((note for note in notes if note.generation == before.number), None)
    if then is None or then.made != before.one("noted"):
        return None
    since = [note for note in notes if note.generation > before.number]
    if any(note.more or not note.compared for note in since):
        return None
    return frozenset(paper.paper for note in since for paper in note.papers)


def present_in(endpoint: Endpoint) -> dict[str, int]:
    """How many triples each graph of ours has in a store.

    Asked of all graphs: where the store has to look at their names it takes four times as long, Virtuoso thirty times
    (of 760,000 triples 0.7 and 2.9 s in Oxigraph, 0.1 and 3.9 s in Virtuoso on a busy machine, 2026-11-22).
    """
    counted = "{ SELECT ?key (COUNT(*) AS ?n) WHERE { GRAPH ?key { ?s ?p ?o } } GROUP BY ?key }"
    found = {graph: int(number) for graph, number in paged(endpoint, counted, "?n") if graph.startswith(OURS)}
    found.pop(PUBLISHED_GRAPH, None)
    return found


def counted_in(endpoint: Endpoint, graphs: Collection[str]) -> dict[str, int]:
    """How many triples some graphs have, each asked for by itself: of these it takes what they hold, and not what the
    store does (7.6 million triples in Oxigraph: 7.7 s of processor time for all, 0.08 for three, 2026-11-22)."""
    if len(graphs) > ASKED:
        return {graph: number for graph, number in present_in(endpoint).items() if graph in graphs}
    asked = ((graph, f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}") for graph in sorted(graphs))
    found = {graph: int(endpoint.rows(query)[0][0] or 0) for graph, query in asked}
    return {graph: number for graph, number in found.items() if number}


def must_follow(
    endpoint: Endpoint,
    generation: Generation,
    ours: Callable[[str], bool],
    before: Published,
    held: Mapping[str, str],
) -> None:
    """WrongUse where a store holds another base's graph, whose papers would all be dropped, or a later generation.

    ours   which papers, by IRI, the base knows, also those that it does not publish: a store whose every paper is
           exempt by now is to be emptied
    """
    there = [graph for graph in held if graph.startswith(PAPERS)]
    if there and not any(map(ours, there)):
        raise WrongUse(
            f"{endpoint.shown} holds another base's graph, {len(there):,} papers of which this base knows none;"
            " publish to a store of its own, or say --replace to drop what is there"
        )
    if before.number > generation.number:
        raise WrongUse(
            f"{endpoint.shown} holds generation {before.number} and this base has only got {generation.number}: is it"
            " an older copy? Say --replace if the store is to go back"
        )
