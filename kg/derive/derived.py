"""All that follows from a base's papers together: its derived graph, brought up by what came, changed and went.

    bring_up(store, cache, Changed(papers, written, things))

Each derivation (kg.derive.derivation) is worked out key by key, and only keys that lean on something that changed: a
base that grew paper by paper has the derived graph of one that was made in one run. None reads another's triples. New
nodes say that they are derived. What is kept of earlier runs is in the names' file (kg.derive.kept).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from kg import ids
from kg.derive.derivation import Derivation, Outcome
from kg.derive.ground import Ground
from kg.derive.kept import Kept, number_of
from kg.derive.paper_days import note_days
from kg.vocabulary import DERIVED_GRAPH

if TYPE_CHECKING:
    from pyoxigraph import Quad
    from pyoxigraph import Store as WritableStore

    from kg.names_cache import NamesCache
    from kg.store import Store

LOT: Final = 200  # keys that are worked out together


@dataclass(frozen=True, slots=True)
class Changed:
    """What differs from the last run.

    papers   all papers that there are, by SHA-256
    written  those whose graphs were written, and those that went
    things   the IRIs of things of all papers, and of what several papers print, that came, changed or went; None where
             nothing is known of that, or of the derived graph as it stands: left half written, or made by other rules
    """

    papers: Collection[str]
    written: Collection[str]
    things: Collection[str] | None


def derivations() -> tuple[Derivation, ...]:
    """All of them."""
    from kg.derive import (
        action_facts,
        comparison_facts,
        contract_keys,
        delegation_keys,
        gap_facts,
        paper_days,
        plan_facts,
    )

    return (
        paper_days.DERIVATION,
        contract_keys.DERIVATION,
        delegation_keys.DERIVATION,
        action_facts.DERIVATION,
        comparison_facts.DERIVATION,
        gap_facts.DERIVATION,
        plan_facts.DERIVATION,
    )


def bring_up(store: WritableStore, cache: NamesCache, changed: Changed) -> int:
    """Bring the derived graph up to the papers' graphs and that of identity, which are written; how many more quads it
    has."""
    from kg.derive.writer import Writer
    from kg.graph import drop_graph

    kept = Kept(cache.database, _code_digest())
    more = 0
    if kept.fresh or changed.things is None:
        kept.clear()
        more -= drop_graph(store, DERIVED_GRAPH)
        changed = Changed(changed.papers, changed.papers, None)
    writer = Writer(store, kept)
    written = {ids.paper(sha256) for sha256 in changed.written if sha256 in changed.papers}
    gone = {ids.paper(sha256) for sha256 in changed.written} - written
    for name, keys, outcomes in _outcomes(Ground(store, kept), kept, written, gone, changed.things):
        writer.write(name, keys, outcomes)
    return more + writer.more


def derived_quads(store: Store) -> Iterator[Quad]:
    """All that follows from a store, nothing being kept; a derived graph that it may hold already is not looked at."""
    import sqlite3

    from kg.derive.writer import quad_of
    from kg.graph import ask

    kept = Kept(sqlite3.connect(":memory:"), _code_digest())
    papers = {
        graph or "" for (graph,) in ask(store, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?any ?says ?words } }").rows
    }
    for _name, _keys, outcomes in _outcomes(Ground(store, kept), kept, papers, set(), None):
        for outcome in outcomes:
            yield from map(quad_of, outcome.triples)


Worked = tuple[str, Sequence[str], Iterator[Outcome]]


def _outcomes(
    ground: Ground, kept: Kept, written: set[str], gone: set[str], things: Collection[str] | None
) -> Iterator[Worked]:
    """Of each derivation the keys to be worked out, by lots, and their outcomes; what is kept of sources is brought up.

    written, gone  papers, by IRI
    """
    kept.forget_answers(written | gone)
    moved = note_days(ground, kept, written, gone)
    given: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    for each in derivations():
        for source, mark in (*each.marks(ground, written), *each.things(ground, things)):
            given[source].add(mark)
            own[each.name].add(mark)
    touched = {number_of(thing) for thing in things or ()}
    for source in {*written, *gone, *given, *(things or ())}:
        touched |= kept.give(source, given.get(source, ()))
    keys: dict[str, set[str]] = defaultdict(set)
    outlived = (kept.outlived(scope, day or "") for scope, day in moved.items())
    for name, key in kept.leaning(touched).union(*outlived):
        keys[name].add(key)
    for each in derivations():
        wanted = sorted(keys[each.name].union(each.keys(ground, own[each.name])))
        for at in range(0, len(wanted), LOT):
            lot = wanted[at : at + LOT]
            yield each.name, lot, each.derive(ground, lot)


@lru_cache
def _code_digest() -> str:
    """What the code is by which facts are derived: what other code made is made anew."""
    whole = hashlib.sha256()
    for file in sorted(
        (each for each in files("kg.derive").iterdir() if each.name.endswith(".py")), key=lambda f: f.name
    ):
        whole.update(file.read_bytes())
    return whole.hexdigest()
