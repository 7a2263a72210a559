"""A base on disk: where everything lies, and the two ways in.

    papers/ab/ab12…/   the archive                       kg.archive
    ledger.sqlite      every file ever offered           kg.ledger
    judgements.yaml    a person's yes and no             kg.judgements
    redirects.json     what became of earlier IRIs       kg.redirects
    live/              the writer's graphs, texts, lock  kg.live, kg.lock
    published/         what readers open                 kg.generations

Once a paper was marked exempt there is a second variant of graph and text, made without such papers, for everybody
(kg.variants); a base that never had one has one variant, for staff and everybody.

How a stop at any moment is mended. A paper is first put into the archive; then one transaction of the ledger says that
it was read *and* that it is pending; then graph and index are changed; then a generation is published; then what was
pending is struck out. Whatever is still pending when a writer opens the base is projected again from the archive, or
removed again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BaseDamaged, NoBase
from kg.generations import KEPT, MANIFEST, PUBLIC, Generation, Variant, current, generations
from kg.holdings import Holdings, Stores
from kg.live import Live

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.archive import Archive
    from kg.changes import Differences, Pass
    from kg.held import Hold
    from kg.ledger import Ledger
    from kg.ledger_entries import Pending
    from kg.ledger_view import LedgerView

PATIENCE = 10.0  # seconds that a second writer waits for the first
NOWHERE_ELSE = Stores()
TRIES, PAUSE = 5, 0.01  # a reader that came just as its generation went looks again, after so many seconds


@dataclass(frozen=True, slots=True)
class Base:
    """The folder of a base, whether it exists or not.

    stores   servers from which questions read what was published, in the place of the folder; writing knows none
    """

    path: Path
    stores: Stores = NOWHERE_ELSE

    @property
    def papers(self) -> Path:
        """The archive's folder."""
        return self.path / "papers"

    @property
    def ledger_file(self) -> Path:
        """The ledger."""
        return self.path / "ledger.sqlite"

    @property
    def judgements_file(self) -> Path:
        """A person's judgements; may not exist."""
        return self.path / "judgements.yaml"

    def live(self, variant: str = "") -> Live:
        """Where the writer has a variant; the one without a name holds every paper."""
        live = self.path / "live"
        return Live(live / variant, self.path / f"redirects-{variant}.json" if variant else self.redirects_file)

    @property
    def rules_applied(self) -> Path:
        """The version of the rules of identity by which the live graph was made; may not exist."""
        return self.live().rules

    @property
    def names_file(self) -> Path:
        """What papers name and what that came to, kept between ingests; may not exist."""
        return self.live().names

    @property
    def redirects_file(self) -> Path:
        """What became of IRIs that earlier generations had; may not exist."""
        return self.path / "redirects.json"

    @property
    def faults_file(self) -> Path:
        """Where rules that broke off on a paper are logged; may not exist."""
        return self.path / "faults.log"

    @property
    def live_graph(self) -> Path:
        """The writer's Oxigraph store."""
        return self.live().graph

    @property
    def live_text(self) -> Path:
        """The writer's text index."""
        return self.live().text

    @property
    def lock_file(self) -> Path:
        """What a writer locks."""
        return self.path / "live" / "lock"

    @property
    def published(self) -> Path:
        """The generations' folder."""
        return self.path / "published"

    def exists(self) -> bool:
        """Was anything ever written here?"""
        return self.ledger_file.exists()

    def archive(self) -> Archive:
        """The archive, for reading papers' texts and records."""
        from kg.archive import Archive

        return Archive(self.papers)

    def ledger(self, public: bool = False) -> LedgerView:
        """The ledger, for reading, or what everybody may know of it; close it. NoBase when there is none."""
        from kg.ledger import view_ledger

        return view_ledger(self.ledger_file, public)

    def pending(self) -> tuple[Pending, ...]:
        """What a stopped run left to be done; the next writer does it."""
        with self.ledger() as ledger:
            return ledger.pending()

    def open_for_reading(self, public: bool = False) -> Generation:
        """The generation to read; with `public` its variant without papers that are not for publication.

        NoBase, saying what to do, when there is no base, nothing is published in it, or nothing for the public.
        """
        if not self.published.exists():
            raise NoBase(f"There is no base at {self.path}; run `kg --base {self.path} ingest PAPER…` to make one")
        generation = current(self.published)
        if not public:
            return generation
        from kg.variants import for_the_public

        return for_the_public(generation, self._ever_exempt)

    def hold_for_reading(self, public: bool = False) -> tuple[Generation, Hold | None]:
        """The same, and a hold on it: while that is kept the generation is not removed, however long it is read.

        No hold where it cannot be had; see kg.held.
        """
        from kg.held import Going, share

        for _ in range(TRIES):
            try:
                generation = self.open_for_reading(public)
                return generation, share(generation.folder / MANIFEST)
            except (Going, BaseDamaged):  # it was removed since it was found, and another is the current one by now
                time.sleep(PAUSE)
        generation = self.open_for_reading(public)
        return generation, None

    def hold(self, public: bool = False) -> tuple[Holdings, Hold | None]:
        """What questions read, from the base's folder or from servers, and a hold on what of it is in the folder.

        NoBase as above, and where a server has nothing of ours; OutOfReach where it does not answer, or is written.
        """
        if self.stores.graph:
            from kg.remote.place import held_by

            found, held = held_by(self, self.stores.graph, public)
            self.stores.opened.append(found)
            return found, held
        own, hold = self.hold_for_reading(public)
        return Holdings(own.number, own.graph, self.stores.text or own.text, own), hold

    def now(self, public: bool = False) -> str:
        """What tells the generation that `hold` would give from every other: cheap, for who looks again and again."""
        if self.stores.graph:
            return self.stores.graph.standing().stamp
        return str(self.open_for_reading(public).number)

    def hold_published(self, number: int, made: str, public: bool) -> tuple[Generation, Hold | None] | None:
        """A generation that may not be the current one, if it is still in the folder and was published then."""
        from kg.held import Going, share
        from kg.variants import for_the_public

        for found in generations(self.published):
            try:
                if found.number == number and found.whole_manifest().made == made:
                    generation = for_the_public(found, self._ever_exempt) if public else found
                    return generation, share(found.folder / MANIFEST)
            except (Going, NoBase, BaseDamaged):
                return None
        return None

    def _ever_exempt(self) -> bool:
        with self.ledger() as ledger:
            return ledger.ever_exempt()

    @contextmanager
    def open_for_writing(self, timeout: float = PATIENCE, damaged: bool = False) -> Iterator[Writing]:
        """Hold the base's lock for a `with` block, making the base if there is none.

        damaged  for who mends it: also where the ledger is not as the last run left it
        Raises BaseBusy when another writer is at work and does not finish within `timeout` seconds; BaseDamaged where
        the ledger is damaged, for what a run leaves is taken for sound.
        """
        from kg.durable import clear_drafts, settle
        from kg.generations import clear_old
        from kg.ledger import open_ledger
        from kg.live import clear_left
        from kg.lock import hold
        from kg.seals import ledger_standing, seal_base

        with hold(self.lock_file, timeout):
            for folder in (self.papers, self.published):
                folder.mkdir(parents=True, exist_ok=True)
            # Before the ledger says that a paper lies there. Always: a stop may have come between making and settling.
            for folder in (self.path, self.path.absolute().parent):
                settle(folder)
            archive = self.archive()
            archive.tidy()
            clear_left(self.live().folder)
            clear_old(self.published)
            for folder in (self.path, self.live().folder, self.live(PUBLIC).folder):
                clear_drafts(folder)
            standing = ledger_standing(self.path)
            with open_ledger(self.ledger_file) as ledger:
                if standing != "kept" and not damaged:
                    ledger.must_be_whole(standing == "damaged")
                writing = Writing(self, archive, ledger, standing == "damaged")
                try:
                    yield writing
                finally:
                    writing.let_go()
            seal_base(self.path)


@dataclass(frozen=True, slots=True)
class Writing:
    """A base whose lock is held.

    distrusted  whether the ledger's bytes are others than the last run left, though nobody wrote it since
    told        of each variant that was brought up from what readers have: in what it differs from that
    """

    base: Base
    archive: Archive
    ledger: Ledger
    distrusted: bool = False
    told: dict[str, Differences] = field(default_factory=dict)
    _open: dict[Path, Store] = field(default_factory=dict)

    def pending(self) -> tuple[Pending, ...]:
        """What is to be projected or removed before the next publication."""
        return self.ledger.pending()

    def graph(self, live: Live) -> Store:
        """A variant's graph to be written, open until it is published: each opening takes some 20 ms."""
        from kg.graph import open_graph

        if live.graph not in self._open:
            self._open[live.graph] = open_graph(live.graph, write=True)
            for log in live.graph.glob("LOG.old.*"):  # the engine keeps a thousand, 140 kB each
                log.unlink()
        return self._open[live.graph]

    def let_go(self) -> None:
        """Close the graphs that were opened; what they were told to differ in is no longer sure."""
        self._open.clear()
        self.told.clear()

    def publish(
        self, graph: Store | Path, counts: Mapping[str, int], extractor: str = "", keep: int = KEPT
    ) -> Generation:
        """Publish the live graph and text index, in which all that is pending was done; then strike that out.

        graph   the writer's open store, or its folder; the text index must be committed
        The variant for the public is published with it, where there is to be one.
        """
        from kg.generations import publish
        from kg.variants import forget

        done, base = self.ledger.pending(), self.base
        now_exempt = self.ledger.exempt_of(each.sha256 for each in done)
        graphs = {"": self._opened(graph), PUBLIC: self._opened(base.live(PUBLIC).graph)}
        variants = self._variants(graphs[PUBLIC])
        told = {"": counts, **{name: variant.counts for name, variant in (variants or {}).items()}}
        note = self._pass(done, told, graphs).note
        generation = publish(
            base.published, graphs[""], base.live_text, counts, extractor, keep, variants, note,
            self.ledger.last_generation(),
        )  # fmt: skip
        forget(generation, sorted(now_exempt))
        self.ledger.clear_pending(done, generation.number)
        self.let_go()
        return generation

    def _opened(self, graph: Store | Path) -> Store | Path:
        return self._open.get(graph, graph) if isinstance(graph, Path) else graph

    def _pass(
        self, done: tuple[Pending, ...], counts: Mapping[str, Mapping[str, int]], graphs: Mapping[str, Store | Path]
    ) -> Pass:
        """What is known of the generation that is to be made, for the note on what changed."""
        from kg import ids
        from kg.changes import Pass
        from kg.generations import last_or_none

        last = last_or_none(self.base.published)
        told_before = last is not None and (last.folder / PUBLIC).is_dir()
        exempt = self.ledger.exempt_of(each.sha256 for each in done) if told_before else self._ever_exempt()
        papers = frozenset(ids.paper(each.sha256) for each in done)
        stores = {variant: graph for variant, graph in graphs.items() if not isinstance(graph, Path)}
        return Pass(papers, frozenset(map(ids.paper, exempt)), counts, self.told, stores)

    def _ever_exempt(self) -> frozenset[str]:
        return self.ledger.exempt() if self.ledger.ever_exempt() else frozenset()

    def _variants(self, graph: Store | Path) -> dict[str, Variant] | None:
        """What is published for others than staff; None, which readers refuse, where that is not made yet."""
        if not self.ledger.ever_exempt():
            return {}
        live = self.base.live(PUBLIC)
        brought = live.brought()
        return None if brought is None else {PUBLIC: Variant(graph, live.text, brought.counts)}
