"""`kg network`: what is around a thing, by which ties, and which papers say so?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.normal import MentionKind
from kg.vocabulary import short
from queries.answers import Ref
from queries.library import Library
from queries.names import the_one

KINDS: Final[tuple[MentionKind, ...]] = ("contract", "scheme", "provider", "member", "officer", "post", "meeting")


@dataclass(frozen=True, slots=True)
class Near:
    """A thing, what it is (`ck:Provider` is `Provider`), and how many ties away."""

    thing: Ref
    kind: str
    steps: int


@dataclass(frozen=True, slots=True)
class Tied:
    """Two things, by what they are tied, as the vocabulary calls it, and the papers that say so."""

    one: Ref
    other: Ref
    by: tuple[str, ...]
    papers: tuple[str, ...]
    sources: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """What is around a thing, nearest first, the thing itself at the head.

    left_out  how many more things are as near, for which there was no room
    """

    thing: Ref
    near: tuple[Near, ...]
    ties: tuple[Tied, ...]
    left_out: int


def network(library: Library, name: str, steps: int = 1, most: int = 60) -> Network:
    """What lies within so many ties of a thing, at most so many things.

    UnknownName, with choices, where the name means none or several.
    """
    return network_of(library, the_one(library, name, *KINDS), steps, most)


def network_of(library: Library, start: Ref, steps: int = 1, most: int = 60) -> Network:
    """The same of a thing that is known."""
    from kg.around import around

    found = around(library.store, start.iri, steps, most)
    refs = {node.iri: Ref(node.iri, node.label) for node in found.nodes}
    near = tuple(Near(refs[node.iri], _word(node.kind), node.steps) for node in found.nodes)
    ties = tuple(
        Tied(
            refs[tie.one],
            refs[tie.other],
            tuple(map(_word, tie.by)),
            tuple(sorted({library.paper(paper).file_name for paper in tie.papers})),
            tuple(Ref(paper, library.paper(paper).file_name) for paper in tie.papers),
        )
        for tie in found.ties
    )
    return Network(start, near, ties, found.left_out)


def _word(iri: str) -> str:
    return short(iri).removeprefix("ck:")


def graphml(found: Network) -> bytes:
    """A network in the format that Gephi, yEd and Cytoscape open."""
    import io

    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for near in found.near:
        graph.add_node(near.thing.iri, label=plain(near.thing.label), kind=near.kind, steps=near.steps)
    for tie in found.ties:
        graph.add_edge(tie.one.iri, tie.other.iri, by="; ".join(tie.by), papers=plain("; ".join(tie.papers)))
    out = io.BytesIO()
    nx.write_graphml(graph, out)
    return out.getvalue()


def plain(words: str) -> str:
    """Words without what no XML document may hold."""
    return "".join(letter if letter.isprintable() else " " for letter in words)
