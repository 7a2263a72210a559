"""A generation's graph into a SPARQL store: what differs is put, what is gone is dropped, and the store says so.

The store itself says what it holds (kg.remote.published), so a stop at any moment is finished by the next run, from any
machine that has the base, and a second run does nothing. Graphs of others in the same store are left alone.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from ingest.publish.known import knows, may_be_exempt
from ingest.publish.lines import count_of, digest, lines_of
from ingest.publish.plan import Plan, counted_in, must_follow, plan, present_in
from ingest.publish.proof import Proof, counted, off_count, read_back, some, unfit
from ingest.publish.publisher import LEASE, publishing
from ingest.publish.writing import Writer, words_changed
from kg.generations import Generation, generations
from kg.remote.published import UNDER_WAY, Published, holdings, published
from kg.remote.standing import COMPLETE

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.base import Base
    from kg.remote.endpoint import Endpoint

BIG: Final = 4000  # lines from which a graph is changed by what differs


@dataclass(slots=True)
class Done:
    """What a publication came to.

    put, changed, dropped   graphs written whole, by what differs, and taken out
    same      graphs left as they were
    quads     what the store holds now
    withdrew  whether the store held papers not for publication, and holds none now
    nothing   whether there was nothing to do
    """

    generation: int
    put: int = 0
    changed: int = 0
    dropped: int = 0
    same: int = 0
    quads: int = 0
    requests: int = 0
    exempt: bool = False
    withdrew: bool = False
    nothing: bool = False
    proof: Proof = field(default_factory=Proof)


def publish_graph(
    base: Base,
    generation: Generation,
    endpoint: Endpoint,
    *,
    replacing: bool = False,
    verify: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    lease: float = LEASE,
) -> Done:
    """Have a store hold a generation's graph, that of its variant, and say so.

    generation   held by the caller; of the variant for the public nothing that is not for publication can be sent, and
                 what the store had of that is taken out first
    replacing    also where the store holds another base's graph, or a later generation
    verify       look at every graph, and read all of them back
    progress     told how many graphs were looked at, of how many; first when the store is about to be written
    Raises BaseBusy where somebody else publishes there, WrongUse and OutOfReach as the endpoint does; the next run goes
    on where this one stopped. What the store does not give back as it was sent is among the proof's faults.
    """
    from kg.graph import open_graph

    with base.ledger() as ledger:
        exempt = may_be_exempt(generation, ledger)
    before = published(endpoint)
    if before and not verify and _is_up(before, generation, exempt):
        done = Done(generation.number, nothing=True, quads=_quads(before), exempt=exempt)
        done.proof.faults += unfit(endpoint)
        return done
    store = open_graph(generation.graph)
    with publishing(endpoint, lease) as token:
        return _Run(base, endpoint, generation, store, exempt, token, progress).publish(replacing, verify)


def _is_up(before: Published, generation: Generation, exempt: bool) -> bool:
    """Whether a store holds a generation already, whole."""
    made = generation.whole_manifest().made
    is_it = (before.number, before.one("made"), before.one("variant")) == (generation.number, made, generation.variant)
    return is_it and before.is_whole and before.may_be_exempt == exempt and not before.publishers


def _quads(before: Published) -> int:
    try:
        return int(json.loads(before.one("counts") or "{}").get("quads", 0))
    except ValueError:
        return 0


@dataclass(slots=True)
class _Run:
    """One publication, by the one who may write the store."""

    base: Base
    endpoint: Endpoint
    generation: Generation
    store: Store
    exempt: bool
    token: str
    progress: Callable[[int, int], None]
    written: set[str] = field(default_factory=set)

    def publish(self, replacing: bool, verify: bool) -> Done:
        """Bring the store up, and hold what it has against what was sent."""
        from kg.graph import named_graphs

        before = published(self.endpoint) or Published({})
        local, held = named_graphs(self.store), holdings(self.endpoint)
        if not replacing:
            with self.base.ledger() as ledger:
                must_follow(self.endpoint, self.generation, partial(knows, ledger), before, held)
        present = None if before.is_whole and not verify else present_in(self.endpoint)
        todo = plan(self.generation, local, before, held, present, verify)
        writer = Writer(self.endpoint, self.token, held, set(todo.torn))
        done = Done(self.generation.number, exempt=self.exempt)
        self.progress(0, len(todo.look))
        self._begin(writer, before)
        self._write(writer, todo, done)
        self._settle(writer, frozenset((*self.written, *todo.drop)) if present is None else None, done)
        if verify:
            read_back(self.endpoint, self.store, local, done.proof)
        else:
            read_back(self.endpoint, self.store, some(self.written, writer.held), done.proof)
        self._finish(writer, done)
        done.same = len(local) - done.put - done.changed
        done.withdrew = before.may_be_exempt and not self.exempt
        done.requests = writer.requests
        done.proof.faults += unfit(self.endpoint)
        return done

    def _begin(self, writer: Writer, before: Published) -> None:
        """Say that this generation is being written; and for whom, as long as there may be a paper for staff only."""
        may_be_exempt = self.exempt or before.may_be_exempt
        self._say(writer, {**self._words(UNDER_WAY, may_be_exempt), "publisher": (self.token,)})

    def _finish(self, writer: Writer, done: Done) -> None:
        """Say that it is whole."""
        from kg.changes import changes

        notes = changes(self.generation)
        noted = {"noted": (notes[-1].made,)} if notes and notes[-1].generation == self.generation.number else {}
        counts = json.dumps({**self.generation.manifest().counts, "quads": done.quads})
        told = {**self._words(COMPLETE, self.exempt), **noted, "counts": (counts,)}
        self._say(writer, {**told, "publisher": (self.token,)})

    def _words(self, state: str, may_be_exempt: bool) -> dict[str, tuple[str, ...]]:
        generation = self.generation
        return {
            "generation": (str(generation.number),),
            "made": (generation.whole_manifest().made,),
            "variant": (generation.variant,),
            "state": (state,),
            "exempt": ("true" if may_be_exempt else "false",),
            "stamp": (secrets.token_hex(8),),
        }

    def _say(self, writer: Writer, words: dict[str, tuple[str, ...]]) -> None:
        now = published(self.endpoint) or Published({})
        writer.send([words_changed(now.words, words)])

    def _write(self, writer: Writer, todo: Plan, done: Done) -> None:
        for graph in todo.drop:  # first of all: among them are papers that may not be seen any more
            writer.drop(graph)
            done.dropped += 1
        writer.flush()
        earlier = self._earlier() if writer.held else []
        for at, graph in enumerate(todo.look):
            self._write_one(writer, graph, earlier, done)
            self.progress(at + 1, len(todo.look))
        writer.flush()

    def _write_one(self, writer: Writer, graph: str, earlier: list[Store], done: Done) -> None:
        lines = lines_of(self.store, graph)
        told = digest(lines)
        if writer.held.get(graph) == told:
            return
        self.written.add(graph)
        differ = self._difference(writer, graph, lines, earlier) if len(lines) > BIG else None
        if differ:
            writer.change(graph, *differ, told)
            done.changed += 1
        else:
            writer.put(graph, lines, told)
            done.put += 1

    def _earlier(self) -> list[Store]:
        """The graphs of the other generations on disk, newest first: one of them may be what the store holds."""
        from kg.graph import open_graph

        found = []
        for each in reversed(generations(self.base.published)):
            if each.number != self.generation.number:
                with suppress(OSError):  # it may be removed just now
                    found.append(open_graph(replace(each, variant=self.generation.variant).graph))
        return found

    def _difference(
        self, writer: Writer, graph: str, lines: list[str], earlier: list[Store]
    ) -> tuple[list[str], list[str]] | None:
        """What goes and what comes, where an earlier generation has what the store holds, and it is less than all."""
        for last in earlier:
            with suppress(OSError):
                before = lines_of(last, graph)
                if writer.held.get(graph) == digest(before):
                    had, has = set(before), set(lines)
                    gone, come = sorted(had - has), sorted(has - had)
                    return (gone, come) if len(gone) + len(come) < len(lines) else None
        return None

    def _settle(self, writer: Writer, graphs: frozenset[str] | None, done: Done) -> None:
        """Count what the store has of some graphs, None for all; what is off is written once more."""
        present, held = self._counted(writer, graphs)
        off = off_count(present, held)
        if off:
            self._mend(writer, off)
            present, held = self._counted(writer, graphs)
            off = off_count(present, held)
        done.proof.faults += counted(present, held, off)
        done.proof.all_counted = graphs is None
        besides = sum(count_of(told) for graph, told in writer.held.items() if graph not in held)
        done.quads = sum(present.values()) + besides

    def _counted(self, writer: Writer, graphs: frozenset[str] | None) -> tuple[dict[str, int], dict[str, str]]:
        """What the store has of them, and what it says that it holds of them."""
        if graphs is None:
            return present_in(self.endpoint), writer.held
        return counted_in(self.endpoint, graphs), {graph: writer.held[graph] for graph in graphs & writer.held.keys()}

    def _mend(self, writer: Writer, off: Iterable[str]) -> None:
        from kg.graph import named_graphs

        local = set(named_graphs(self.store))
        for graph in sorted(off):
            writer.torn.add(graph)
            if graph in local:
                lines = lines_of(self.store, graph)
                writer.put(graph, lines, digest(lines))
                self.written.add(graph)
            else:
                writer.drop(graph)
        writer.flush()
