"""What keys came to, written into the derived graph by its difference from what they came to before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
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
GRAPH: Final = terms.node(DERIVED_GRAPH)


class Writer:
    """The derived graph of an open store. A triple that another key still says stays.

    more  how many quads more the graph has than before
    """

    def __init__(self, store: Store, kept: Kept) -> None:
        self.more = 0
        self._unflushed = 0
        self._store = store
        self._kept = kept

    def write(self, derivation: str, keys: Collection[str], outcomes: Iterable[Outcome]) -> None:
        """Write what some keys came to; those without an outcome say nothing."""
        more: Counter[str] = Counter()  # how many keys more, or less, say each triple now
        said: dict[str, Quad] = {}
        found = {outcome.key: outcome for outcome in outcomes}
        for key in sorted(keys):
            outcome = found.get(key) or Outcome(key, frozenset(), frozenset())
            now = {words_of(triple): quad_of(triple) for triple in outcome.triples}
            said |= now
            more.update(now.keys())
            more.subtract(self._kept.triples((derivation, key)))
            self._kept.put((derivation, key), now.keys(), outcome.leans, outcome.spans)
        self._write({words: times for words, times in more.items() if times}, said)

    def _write(self, more: Mapping[str, int], said: Mapping[str, Quad]) -> None:
        """Take out what no key says any more, put in what none said before."""
        come: list[Quad] = []
        gone: list[str] = []
        for words, times in more.items():
            stood = words not in said or said[words] in self._store
            before = 1 + self._kept.again(words) if stood else 0
            if not before:
                come.append(said[words])
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


def quad_of(triple: Triple) -> Quad:
    """A triple in the derived graph."""
    subject, prop, value = triple
    return Quad(terms.node(subject), terms.node(prop), value, GRAPH)


def words_of(triple: Triple) -> str:
    """A triple as it is written in N-Triples."""
    subject, prop, value = triple
    return f"<{subject}> <{prop}> {value}"
