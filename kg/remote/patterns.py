"""Patterns asked of a graph in a server: a few requests for many patterns, and none for what was asked before.

Questions ask by pattern for one thing after the other: the name of each person of a table, the date of each paper. One
by one that is a request each: 380 for the trail of one contract, 31 this way (2026-11-22). So when a thing's values
are asked for, the same is asked, in the same request, of things of its kind that answers have named since and of which
it was not asked yet: theirs come next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from kg.remote.kept import Kept
from kg.vocabulary import ID_BASE

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.store import GraphName, Subject, Value

    Pattern = tuple[Subject | None, ox.NamedNode | None, Value | None, GraphName | None]
    Row = Sequence[Any]

TOGETHER: Final = 250  # things that are asked of in one request
PAPERS_TOGETHER: Final = 60
FIRST: Final = 1000  # quads of what may be very many, for who wants to know whether there are any, or some
LOOKED_THROUGH: Final = 2_000_000  # bytes of an answer that are looked through for things
NAMED: Final = 20_000  # things of a kind that are known by name, and not asked of yet
THING: Final = re.compile(rb'"(' + re.escape(ID_BASE).encode() + rb'[a-z-]+/[^"\\<>\s]{1,500})"')
NAMES: Final = "spog"


class Patterns:
    """What a server answers to patterns. `select` asks it a query of ours, and gives its rows."""

    def __init__(self, select: Callable[[str], Iterable[Row]]) -> None:
        self._select = select
        self._kept: Kept[ox.Quad] = Kept()
        self._named: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._lock = Lock()

    def see(self, answer: bytes) -> None:
        """Note the things that an answer names."""
        found = dict.fromkeys(THING.findall(answer, 0, LOOKED_THROUGH))
        with self._lock:
            for iri in map(bytes.decode, found):
                named = self._named[_kind(iri)]
                if iri in named:
                    del named[iri]  # to its end: what was named last is asked of first
                elif len(named) >= NAMED:
                    del named[next(iter(named))]
                named[iri] = None

    def quads(self, pattern: Pattern) -> Iterator[ox.Quad]:
        """The quads of a pattern. Those of who wants some only are not all asked for, where they may be very many."""
        thing, prop, value, graph = pattern
        if thing is not None and value is not None:  # whether there is such a quad: its like are asked for by value
            return (quad for quad in self.quads((thing, prop, None, graph)) if quad.object == value)
        if self._kept.has(pattern) or thing is not None or _is_whole(pattern) or _is_of_one_paper(pattern):
            return iter(self._kept.get(pattern, lambda: self._asked(pattern)))
        return self._first_then_all(pattern)

    def _first_then_all(self, pattern: Pattern) -> Iterator[ox.Quad]:
        some = self.alone(pattern, FIRST)
        yield from some
        if len(some) < FIRST:
            self._kept.put(pattern, some)
            return
        given = set(some)
        yield from (quad for quad in self._kept.get(pattern, lambda: self.alone(pattern)) if quad not in given)

    def _asked(self, pattern: Pattern) -> Sequence[ox.Quad]:
        others: list[Pattern] = []
        if _is_of_one_thing(pattern):
            others = list(islice(self._others(pattern), TOGETHER - 1))
        elif _is_of_one_paper(pattern):
            others = list(islice(self._other_papers(pattern), PAPERS_TOGETHER - 1))
        return self._together([pattern, *others]) if others else self.alone(pattern)

    def alone(self, pattern: Pattern, most: int | None = None) -> Sequence[ox.Quad]:
        """The quads of a pattern, or so many of them, asked by itself and not kept."""
        import pyoxigraph as ox

        written = [f"?{name}" if term is None else str(term) for name, term in zip(NAMES, pattern, strict=True)]
        free = [at for at, term in enumerate(pattern) if term is None]
        asked = " ".join(f"?{NAMES[at]}" for at in free) or "(1 AS ?there)"
        limit = f" LIMIT {most}" if most else ""
        rows = self._select(f"SELECT {asked} WHERE {{ GRAPH {written[3]} {{ {' '.join(written[:3])} }} }}{limit}")
        quads = []
        for row in rows:
            terms: list[Any] = list(pattern)
            for at, term in zip(free, row, strict=False):
                terms[at] = term
            quads.append(ox.Quad(*terms))
        return quads

    def _others(self, pattern: Pattern) -> Iterator[Pattern]:
        """The same pattern of other things of the kind, those named last first; each in the graph of its own paper,
        where this one is."""
        import pyoxigraph as ox

        thing, prop, _, graph = pattern
        own = str(getattr(thing, "value", ""))
        in_its_paper = isinstance(graph, ox.NamedNode) and graph.value == _paper(own)
        for iri in self._last_named(_kind(own)):
            where = ox.NamedNode(_paper(iri)) if in_its_paper else graph
            other = (ox.NamedNode(iri), prop, None, where)
            if iri != own and not self._kept.has(other):
                yield other

    def _other_papers(self, pattern: Pattern) -> Iterator[Pattern]:
        """The same pattern in the graphs of other papers, those named last first."""
        import pyoxigraph as ox

        for iri in self._last_named("paper"):
            other = (*pattern[:3], ox.NamedNode(iri))
            if other != pattern and not self._kept.has(other):
                yield other

    def _last_named(self, kind: str) -> list[str]:
        with self._lock:
            return list(reversed(self._named[kind]))

    def _together(self, patterns: list[Pattern]) -> Sequence[ox.Quad]:
        """The quads of the first of patterns that differ in their things or graphs only; those of the others are kept
        for when they are asked for."""
        import pyoxigraph as ox

        found: dict[Pattern, list[ox.Quad]] = {each: [] for each in patterns}
        _, prop, value, graph = patterns[0]
        of_things, of_graphs = value is None, len({each[3] for each in patterns}) > 1
        named = [name for name, differs in (("?s", of_things), ("?g", of_graphs)) if differs]
        bound = " ".join("(" + " ".join(str(each[NAMES.index(name[1])]) for name in named) + ")" for each in patterns)
        where = "?g" if of_graphs or graph is None else str(graph)
        rows = self._select(
            f"SELECT ?s ?o ?g WHERE {{ VALUES ({' '.join(named)}) {{ {bound} }}"
            f" GRAPH {where} {{ ?s {prop} {'?o' if of_things else value} }} }}"
        )
        for subject, other, name in rows:
            quad = ox.Quad(subject, prop, other if of_things else value, name or graph)  # type: ignore[arg-type]
            key = (subject if of_things else None, prop, value, quad.graph_name if of_graphs else graph)
            if key in found:
                found[key].append(quad)
        for each, quads in found.items():
            self._kept.put(each, quads)
        return found[patterns[0]]


def _is_whole(pattern: Pattern) -> bool:
    """Whether all values of a property are asked for, by whoever makes a picture of the whole."""
    return pattern[1] is not None and pattern[0] is pattern[2] is pattern[3] is None


def _is_of_one_paper(pattern: Pattern) -> bool:
    """Whether the things with a value are asked for, as one paper gives them."""
    thing, prop, value, graph = pattern
    named = str(getattr(graph, "value", ""))
    return thing is None and prop is not None and value is not None and _kind(named) == "paper"


def _is_of_one_thing(pattern: Pattern) -> bool:
    """Whether the values of a thing's property are asked for: of a paper, a person, a contract …"""
    thing, prop, value, _ = pattern
    return prop is not None and value is None and str(getattr(thing, "value", "")).startswith(ID_BASE)


def _kind(iri: str) -> str:
    """What an IRI names, by its words: person, paper; paper/decision for a statement of a paper."""
    parts = iri.removeprefix(ID_BASE).split("/", 3) if iri.startswith(ID_BASE) else [""]
    return f"{parts[0]}/{parts[2]}" if parts[0] == "paper" and len(parts) > 2 else parts[0]


def _paper(iri: str) -> str:
    """The paper that an IRI names, or of which it names a statement; of things of all papers nothing that is there."""
    return "/".join(iri.split("/")[: ID_BASE.count("/") + 2])
