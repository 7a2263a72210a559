"""What keys came to, written into the derived graph by its difference from what they came to before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from pyoxigraph import Quad

from kg.derive.derivation import Outcome
from kg.derive.kept import Kept
from kg.project import terms
from kg.vocabulary import DERIVED_GRAPH

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.derive.derivation import Triple

# Quads after which what was written leaves memory, as in ingest.projection: 165,000 cost some 500 MB (2026-11-22).
FLUSHED: Final = 50_000
HELD: Final = 10_000  # triples in memory: plans of forty committees with all their items are ten times as many
GRAPH: Final = terms.node(DERIVED_GRAPH)


class Writer:
    """The derived graph of an open store. A triple that another key still says stays.

    more  how many quads more the graph has than before
    """

    def __init__(self, store: Store, kept: Kept) -> None:
        self.more = 0
        self._store = store
        self._kept = kept
        self._more: Counter[str] = Counter()  # how many keys more, or less, say each triple now
        self._come: dict[str, Quad] = {}
        self._unflushed = 0

    def write(self, derivation: str, keys: Collection[str], outcomes: Iterable[Outcome]) -> None:
        """Write what some keys came to; those without an outcome say nothing."""
        left = {*keys}
        for outcome in outcomes:
            left.discard(outcome.key)
            self._take(derivation, outcome)
            if len(self._come) > HELD:
                self._write()
        for key in sorted(left):
            self._take(derivation, Outcome(key, frozenset(), frozenset()))
        self._write()

    def _take(self, derivation: str, outcome: Outcome) -> None:
        """Note in what an outcome differs from the one before."""
        now = {words_of(triple): triple for triple in outcome.triples}
        before = set(self._kept.triples((derivation, outcome.key)))
        come = now.keys() - before
        self._come.update((words, quad_of(now[words])) for words in come)
        self._more.update(come)
        self._more.subtract(before - now.keys())
        self._kept.put((derivation, outcome.key), now.keys(), outcome.leans, outcome.spans)

    def _write(self) -> None:
        """Take out what no key says any more, put in what none said before."""
        come: list[Quad] = []
        gone: list[str] = []
        for words, times in self._more.items():
            if not times:
                continue
            stood = words not in self._come or self._come[words] in self._store
            before = 1 + self._kept.again(words) if stood else 0
            if not before:
                come.append(self._come[words])
            elif not before + times:
                gone.append(words)
            if max(before, before + times) > 1:
                self._kept.set_again(words, max(before + times - 1, 0))
        self.more += len(come) - len(gone)
        self._unflushed += len(come) + len(gone)
        if gone:
            self._store.update(f"DELETE DATA {{ GRAPH <{DERIVED_GRAPH}> {{ {' . '.join(gone)} }} }}")
        self._store.extend(come)
        if self._unflushed > FLUSHED:
            self._store.flush()
            self._unflushed = 0
        self._more.clear()
        self._come.clear()


def quad_of(triple: Triple) -> Quad:
    """A triple in the derived graph."""
    subject, prop, value = triple
    return Quad(terms.node(subject), terms.node(prop), value, GRAPH)


def words_of(triple: Triple) -> str:
    """A triple as it is written in N-Triples."""
    subject, prop, value = triple
    return f"<{subject}> <{prop}> {value}"
