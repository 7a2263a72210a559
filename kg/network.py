"""The graph as a network of things and statements, for `kg between A B`: how two things are connected, by which papers.

Nodes are IRIs with `label` and `kind`; an edge has the `property` and the `papers` that state it. What everything hangs
on (a committee, a council, a paper) is a hub: a way through it says nothing, so it costs more the more hangs on it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO, Final

from kg.vocabulary import CONCLUDED_GRAPHS, Has, Kind

if TYPE_CHECKING:
    import networkx as nx

    from kg.store import Store

HUBS: Final = frozenset((Kind.COUNCIL, Kind.COMMITTEE, Kind.BODY, Kind.PAPER))
THINGS: Final = frozenset(
    (Kind.PERSON, Kind.MEMBER, Kind.OFFICER, Kind.POST, Kind.PROVIDER, Kind.SCHEME, Kind.CONTRACT, Kind.MEETING)
)
LEFT_OUT: Final = frozenset((Kind.EVIDENCE, Kind.PASSAGE, Kind.SECTION, Kind.ISSUE))
# Only these are looked up: evidence, passages and words are nine tenths of a graph.
TIES: Final = (
    Has.ABOUT, Has.AGENDA_ITEM, Has.BODY, Has.COMMITTEE, Has.CONTRACT, Has.COUNCIL, Has.DECIDES, Has.DECISION,
    Has.DECISION_TAKER, Has.DELEGATED_TO, Has.DEPENDS_ON, Has.HOLDER, Has.IN_CONSULTATION_WITH, Has.LEAD_OFFICER,
    Has.MEETING, Has.MINUTE, Has.OFFICER, Has.OWNER, Has.PERSON, Has.PLANNED_FOR, Has.PRECEDED_BY, Has.PROVIDER,
    Has.RECOMMENDATION, Has.REPORT, Has.RESPONSIBLE, Has.SCHEME, Has.SUBSTITUTE_FOR, Has.TENURE_OF,
)  # fmt: skip
# Dearer than any sensible way round, so that two contracts are tied by their provider before their committee.
HUB_COST: Final = 50.0


@dataclass(frozen=True, slots=True)
class Step:
    """One tie on the way between two things, in the direction in which it is stated."""

    subject: str
    subject_label: str
    property: str
    object: str
    object_label: str
    papers: tuple[str, ...]


def network(store: Store) -> nx.MultiGraph[str]:
    """All things and statements, and the ties between them that papers state."""
    import networkx as nx

    graph: nx.MultiGraph[str] = nx.MultiGraph()
    kinds = _kinds(store)
    for iri in sorted(kinds):
        graph.add_node(iri, kind=kinds[iri], label="")
    for iri, label in _labels(store):
        if iri in graph:
            graph.nodes[iri]["label"] = label
    for (subject, prop, target), papers in sorted(_ties(store, kinds).items()):
        graph.add_edge(subject, target, key=f"{subject} {prop}", property=prop, papers=tuple(sorted(papers)))
    for iri, paper in sorted(set(_spoken_of(store))):
        if paper in graph:
            graph.add_edge(iri, paper, key=f"{iri} {Has.PAPER}", property=Has.PAPER, papers=(paper,))
    return graph


def _kinds(store: Store) -> dict[str, str]:
    """Each node's class, the most particular that is given: an officer before a person."""
    import pyoxigraph as ox

    found: dict[str, str] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(Has.TYPE), None):
        iri, kind = str(getattr(quad.subject, "value", "")), str(getattr(quad.object, "value", ""))
        if kind in LEFT_OUT or found.get(iri, Kind.PERSON) not in (Kind.PERSON, Kind.BODY, Kind.DELEGATION):
            continue
        found[iri] = kind
    return found


def _labels(store: Store) -> Iterator[tuple[str, str]]:
    import pyoxigraph as ox

    for quad in store.quads_for_pattern(None, ox.NamedNode(Has.LABEL), None):
        yield str(getattr(quad.subject, "value", "")), str(getattr(quad.object, "value", ""))


def _ties(store: Store, kinds: dict[str, str]) -> dict[tuple[str, str, str], set[str]]:
    import pyoxigraph as ox

    found: dict[tuple[str, str, str], set[str]] = {}
    for prop in TIES:
        for quad in store.quads_for_pattern(None, ox.NamedNode(prop), None):
            subject, target = str(getattr(quad.subject, "value", "")), str(getattr(quad.object, "value", ""))
            if subject in kinds and target in kinds:
                graph = str(getattr(quad.graph_name, "value", ""))
                papers = found.setdefault((subject, prop, target), set())
                papers.update([graph] if graph not in CONCLUDED_GRAPHS else [])
    return found


def _spoken_of(store: Store) -> Iterator[tuple[str, str]]:
    """Each thing and each paper that speaks of it: the last resort of a way."""
    import pyoxigraph as ox

    for kind in sorted(THINGS):
        for quad in store.quads_for_pattern(None, ox.NamedNode(Has.TYPE), ox.NamedNode(kind)):
            graph = str(getattr(quad.graph_name, "value", ""))
            if graph not in CONCLUDED_GRAPHS:
                yield str(getattr(quad.subject, "value", "")), graph


def between(graph: nx.MultiGraph[str], one: str, other: str, most: int = 3) -> tuple[tuple[Step, ...], ...]:
    """The shortest ways between two things, at most so many, the shortest first; () where nothing ties them."""
    import networkx as nx

    if one not in graph or other not in graph:
        return ()
    simple = _weighted(graph)
    ways: list[tuple[Step, ...]] = []
    try:
        for path in nx.shortest_simple_paths(simple, one, other, weight="weight"):
            ways.append(tuple(_steps(graph, path)))
            if len(ways) == most:
                break
    except nx.NetworkXNoPath:
        return ()
    return tuple(ways)


def _weighted(graph: nx.MultiGraph[str]) -> nx.Graph[str]:
    """One edge a pair, its weight what the two ends cost."""
    import networkx as nx

    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    cost = {iri: _cost(graph, iri) for iri in graph}
    for one, other in sorted({(min(pair), max(pair)) for pair in graph.edges()}):
        simple.add_edge(one, other, weight=(cost[one] + cost[other]) / 2)
    return simple


def _cost(graph: nx.MultiGraph[str], iri: str) -> float:
    if graph.nodes[iri]["kind"] in HUBS:
        return HUB_COST
    return 1.0 + math.log10(1 + graph.degree(iri))


def _steps(graph: nx.MultiGraph[str], path: list[str]) -> Iterator[Step]:
    for here, there in pairwise(path):
        edges = graph.get_edge_data(here, there)
        key = min(edges, key=lambda key: str(edges[key]["property"]))
        subject = str(key).split(" ")[0]
        target = there if subject == here else here
        label = graph.nodes
        yield Step(
            subject,
            str(label[subject]["label"]),
            str(edges[key]["property"]),
            target,
            str(label[target]["label"]),
            tuple(edges[key]["papers"]),
        )


def write_graphml(graph: nx.MultiGraph[str], out: BinaryIO) -> None:
    """The network in the format that Gephi, yEd and Cytoscape open."""
    import networkx as nx

    plain = graph.copy()
    for _one, _other, data in plain.edges(data=True):
        data["papers"] = " ".join(data["papers"])
    nx.write_graphml(plain, out)
