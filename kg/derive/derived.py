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
    from collections.abc import Callable

    from pyoxigraph import Quad, Store

    from kg.derive.derivation import Triple
    from kg.derive.paper_rows import PaperRows
    from kg.names_cache import NamesCache

LOT: Final = 200  # keys that are worked out together


@dataclass(frozen=True, slots=True)
class Changed:
    """What differs from the last run.

    papers   all papers that there are, by SHA-256
    written  those whose graphs were written, and those that went
    things   the IRIs of things of all papers that came, changed or went; None where nothing is known of that, or of the
             derived graph as it stands: it was left half written, or other rules made it
    """

    papers: Collection[str]
    written: Collection[str]
    things: Collection[str] | None


def derivations() -> tuple[Derivation, ...]:
    """All of them; those that are not worked out key by key yet have one key."""
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
        *(
            _whole(name, derive)
            for name, derive in (
                ("actions", action_facts.derive),
                ("comparisons", comparison_facts.derive),
                ("gaps", gap_facts.derive),
                ("plans", plan_facts.derive),
            )
        ),
    )


def paper_queries() -> tuple[str, ...]:
    """What the derivations that have one key ask of papers' graphs, so that each paper's rows may be kept."""
    from kg.derive import action_facts, comparison_facts, gap_facts, plan_facts

    return (
        *(action_facts.LISTED, action_facts.MINUTES),
        *(comparison_facts.DECIDED, comparison_facts.MINUTED, comparison_facts.RECOMMENDED),
        *(gap_facts.TRACES, gap_facts.APPROVED),
        *(plan_facts.PLANNED, plan_facts.PAPERS, plan_facts.NEWEST),
    )


def _whole(name: str, derive: Callable[[Store | PaperRows], Iterator[Triple]]) -> Derivation:
    """A derivation of which everything is worked out in every run."""

    def outcome(ground: Ground, keys: Collection[str]) -> Iterator[Outcome]:
        for key in keys:
            yield Outcome(key, frozenset(derive(ground.told)), frozenset(("*",)))

    return Derivation(name, lambda _ground, _papers: (), lambda _ground, _marks: ("",), outcome)


def bring_up(store: Store, cache: NamesCache, changed: Changed) -> int:
    """Bring the derived graph up to the papers' graphs and that of identity, which are written; how many more quads it
    has."""
    from kg.derive.paper_rows import PaperRows
    from kg.derive.writer import Writer
    from kg.differences import take_out

    kept = Kept(cache.database, _code_digest())
    more = 0
    if kept.fresh or changed.things is None:
        kept.clear()
        more -= take_out(store, DERIVED_GRAPH)
        changed = Changed(changed.papers, changed.papers, None)
    told = PaperRows(store, cache, paper_queries())
    told.bring_up(changed.papers, changed.written)
    writer = Writer(store, kept)
    papers, written = ({ids.paper(sha256) for sha256 in each} for each in (changed.papers, changed.written))
    for name, keys, outcomes in _outcomes(Ground(store, kept, told), kept, papers, written, changed.things):
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
    for _name, _keys, outcomes in _outcomes(Ground(store, kept, store), kept, papers, papers, None):
        for outcome in outcomes:
            yield from map(quad_of, outcome.triples)


Worked = tuple[str, Sequence[str], Iterator[Outcome]]


def _outcomes(
    ground: Ground, kept: Kept, papers: set[str], written: set[str], things: Collection[str] | None
) -> Iterator[Worked]:
    """Of each derivation the keys to be worked out, by lots, and their outcomes; what is kept of sources is brought up.

    papers, written  by IRI, as in Changed
    """
    moved = note_days(ground, kept, written & papers, written - papers)
    given: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    for each in derivations():
        for source, mark in (*each.marks(ground, written & papers), *each.things(ground, things)):
            given[source].add(mark)
            own[each.name].add(mark)
    touched = {number_of(thing) for thing in things or ()}
    for source in {*written, *given, *(things or ())}:
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
