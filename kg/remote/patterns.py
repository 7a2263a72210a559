"""Patterns asked of a graph in a server: a few requests for many patterns, and none for what was asked before.

Questions ask by pattern for one thing after the other: the name of each person of a table, the date of each paper. One
by one that is a request each: 380 for the trail of one contract, 26 this way (2026-11-22). So when a thing's values
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
        if self._kept.has(pattern) or pattern[0] is not None:
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
        if _is_of_one_thing(pattern):
            others = list(islice(self._others(pattern), TOGETHER - 1))
            if others:
                return self._together(pattern, others)
        return self.alone(pattern)

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

    def _others(self, pattern: Pattern) -> Iterable[Pattern]:
        """The same pattern of other things of the kind, those named last first."""
        import pyoxigraph as ox

        thing, prop, _, graph = pattern
        own = str(getattr(thing, "value", ""))
        with self._lock:
            named = list(reversed(self._named[_kind(own)]))
        for iri in named:
            node = ox.NamedNode(iri)
            other = (node, prop, None, node if graph == thing else graph)
            if iri != own and not self._kept.has(other):
                yield other

    def _together(self, pattern: Pattern, others: list[Pattern]) -> Sequence[ox.Quad]:
        """The quads of a pattern; those of the others are kept for when they are asked for."""
        import pyoxigraph as ox

        found: dict[Pattern, list[ox.Quad]] = {each: [] for each in (pattern, *others)}
        prop: Any = pattern[1]
        graph, within = pattern[3], pattern[3] == pattern[0]
        things = " ".join(str(each[0]) for each in found)
        where = "?s" if within else "?g" if graph is None else str(graph)
        asked = "?s ?o" if graph else "?s ?o ?g"
        for row in self._select(
            f"SELECT {asked} WHERE {{ VALUES ?s {{ {things} }} GRAPH {where} {{ ?s {prop} ?o }} }}"
        ):
            thing = row[0]
            told = thing if within else graph
            found[thing, prop, None, told].append(ox.Quad(thing, prop, row[1], row[2] if told is None else told))
        for other, quads in found.items():
            self._kept.put(other, quads)
        return found[pattern]


def _is_of_one_thing(pattern: Pattern) -> bool:
    """Whether the values of a thing's property are asked for: of a paper, a person, a contract …"""
    thing, prop, value, _ = pattern
    return prop is not None and value is None and str(getattr(thing, "value", "")).startswith(ID_BASE)


def _kind(iri: str) -> str:
    return iri.removeprefix(ID_BASE).partition("/")[0]
