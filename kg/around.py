"""What is around a thing: the people, posts, contracts, providers, schemes and meetings that papers tie to it.

Two things are tied where a paper states it of one, or names both in one statement (a contract and its provider in an
award). What everything hangs on (a committee, a council, a paper) is left out, and nobody goes on through a meeting:
what it ties is half the council. Looked up step by step, so that it costs what is around the thing, not the base.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.network import HUBS, LEFT_OUT, THINGS, TIES
from kg.vocabulary import CONCLUDED_GRAPHS, Has, Kind

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Quad

    from kg.store import Store

# A statement that names more things than this (a report, an agenda) ties none of them to another.
MOST_IN_ONE: Final = 12
TYING: Final = frozenset(TIES)
FEW: Final = 100  # quads: no more are looked through for those that tie
PASSED_BY: Final = HUBS | LEFT_OUT | {Kind.WORK, Kind.CONTRADICTION, Kind.TENURE}


@dataclass(frozen=True, slots=True)
class Node:
    """A thing; `kind` a class of the vocabulary, `steps` how many ties away."""

    iri: str
    label: str
    kind: str
    steps: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two things, `one` the IRI that sorts first, by what they are tied, and the papers that say so."""

    one: str
    other: str
    by: tuple[str, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What is around a thing, nearest first, itself at the head; `left_out` counts what there was no room for."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    left_out: int = 0


Step = tuple[str, str, str]  # another node, by which property or statement, in which graph


def around(store: Store, start: str, steps: int, most: int) -> Around:
    """The things at most so many steps from one, and no more than `most`: the nearest, the most tied of them first."""
    look = _Look(store)
    found = {start: Node(start, look.label(start), look.kind(start), 0)}
    ties: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    left_out = 0
    edge = [start]
    for step in range(1, steps + 1):
        reached: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for here in edge:
            for there, by, graph in sorted(set(look.tied(here))):
                ties[min(here, there), max(here, there)].add((by, graph))
                if there not in found:
                    reached[there].add((here, graph))
        nearest = sorted(reached, key=lambda iri: (-len(reached[iri]), look.label(iri), iri))
        room = max(0, most - len(found))
        left_out += len(nearest[room:])
        edge = [iri for iri in nearest[:room] if look.kind(iri) != Kind.MEETING]
        found.update((iri, Node(iri, look.label(iri), look.kind(iri), step)) for iri in nearest[:room])
    kept = ((pair, stated) for pair, stated in sorted(ties.items()) if pair[0] in found and pair[1] in found)
    return Around(tuple(found.values()), tuple(_tie(pair, stated) for pair, stated in kept), left_out)


def _tie(pair: tuple[str, str], stated: set[tuple[str, str]]) -> Tie:
    papers = sorted({graph for _by, graph in stated if graph not in CONCLUDED_GRAPHS})
    return Tie(*pair, tuple(sorted({by for by, _graph in stated})), tuple(papers))


class _Look:
    """Kinds, labels and ties of nodes as they are asked for, each looked up once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kinds: dict[str, str] = {}
        self._labels: dict[str, str] = {}

    def kind(self, iri: str) -> str:
        """A node's class, the most particular; empty where it has none."""
        if iri not in self._kinds:
            every = sorted(value for value, _graph in self._values(iri, Has.TYPE))
            plain = (Kind.PERSON, Kind.BODY, Kind.STATEMENT, Kind.DELEGATION)
            self._kinds[iri] = min(every, key=lambda each: (each in plain, each), default="")
        return self._kinds[iri]

    def label(self, iri: str) -> str:
        """A node's name, as the identity graph has it where it does."""
        if iri not in self._labels:
            every = ((graph not in CONCLUDED_GRAPHS, value) for value, graph in self._values(iri, Has.LABEL))
            self._labels[iri] = min(every, default=(False, iri.rpartition("/")[2]))[1]
        return self._labels[iri]

    def tied(self, thing: str) -> Iterator[Step]:
        """The things to which a thing is tied, by what, in which graph."""
        for other, by, graph in self._steps(thing):
            kind = self.kind(other)
            if kind in THINGS:
                yield other, by, graph
            elif kind and kind not in PASSED_BY:
                yield from self._through(other, thing)

    def _through(self, statement: str, thing: str) -> Iterator[Step]:
        named = {(other, by, graph) for other, by, graph in self._steps(statement) if self.kind(other) in THINGS}
        if len({other for other, _by, _graph in named}) <= MOST_IN_ONE:
            yield from ((other, self.kind(statement), graph) for other, _by, graph in named if other != thing)

    def _steps(self, iri: str) -> Iterator[Step]:
        node = _node(iri)
        for quad in self._tying(None, node):
            yield _value(quad.subject), quad.predicate.value, _value(quad.graph_name)
        for quad in self._tying(node, None):
            yield _value(quad.object), quad.predicate.value, _value(quad.graph_name)

    def _tying(self, subject: NamedNode | None, thing: NamedNode | None) -> Iterator[Quad]:
        """The quads that tie: of few, those among all (one question, not 28); of many, property by property."""
        found = list(islice(self._store.quads_for_pattern(subject, None, thing, None), FEW + 1))
        if len(found) <= FEW:
            yield from (quad for quad in found if quad.predicate.value in TYING)
        else:
            for prop in TIES:
                yield from self._store.quads_for_pattern(subject, _node(prop), thing, None)

    def _values(self, iri: str, prop: str) -> Iterator[tuple[str, str]]:
        for quad in self._store.quads_for_pattern(_node(iri), _node(prop), None, None):
            yield _value(quad.object), _value(quad.graph_name)


@lru_cache(maxsize=1024)
def _node(iri: str) -> NamedNode:
    from pyoxigraph import NamedNode

    return NamedNode(iri)


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))
