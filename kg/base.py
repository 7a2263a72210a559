"""A base on disk: where everything lies, and the two ways in.

    papers/ab/ab12…/   the archive                       kg.archive
    ledger.sqlite      every file ever offered           kg.ledger
    judgements.yaml    a person's yes and no             kg.judgements
    redirects.json     what became of earlier IRIs       kg.redirects
    live/              the writer's graph, text, lock    kg.lock
    published/         what readers open                 kg.generations

How a stop at any moment is mended. A paper is first put into the archive; then one transaction of the ledger says that
it was read *and* that it is pending; then graph and index are changed; then a generation is published; then what was
pending is struck out. Whatever is still pending when a writer opens the base is projected again from the archive, or
removed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NoBase
from kg.generations import KEPT, Generation, current

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.archive import Archive
    from kg.ledger import Ledger
    from kg.ledger_entries import Pending
    from kg.ledger_view import LedgerView

PATIENCE = 10.0  # seconds that a second writer waits for the first


@dataclass(frozen=True, slots=True)
class Base:
    """The folder of a base, whether it exists or not."""

    path: Path

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

    @property
    def judgements_applied(self) -> Path:
        """The judgements on which the live graph stands; may not exist."""
        return self.path / "live" / "judgements.yaml"

    @property
    def rules_applied(self) -> Path:
        """The version of the rules of identity by which the live graph was made; may not exist."""
        return self.path / "live" / "rules"

    @property
    def names_file(self) -> Path:
        """What papers name and what that came to, kept between ingests; may not exist."""
        return self.path / "live" / "names.sqlite"

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
        return self.path / "live" / "graph"

    @property
    def live_text(self) -> Path:
        """The writer's text index."""
        return self.path / "live" / "text"

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

    def ledger(self) -> LedgerView:
        """The ledger, for reading; close it. NoBase when there is none."""
        from kg.ledger import view_ledger

        return view_ledger(self.ledger_file)

    def pending(self) -> tuple[Pending, ...]:
        """What a stopped run left to be done; the next writer does it."""
        with self.ledger() as ledger:
            return ledger.pending()

    def open_for_reading(self) -> Generation:
        """The generation to read. NoBase, saying what to do, when there is no base or nothing is published in it."""
        if not self.published.exists():
            raise NoBase(f"There is no base at {self.path}; run `kg --base {self.path} ingest PAPER…` to make one")
        return current(self.published)

    @contextmanager
    def open_for_writing(self, timeout: float = PATIENCE) -> Iterator[Writing]:
        """Hold the base's lock for a `with` block, making the base if there is none.

        Raises BaseBusy when another writer is at work and does not finish within `timeout` seconds.
        """
        from kg.ledger import open_ledger
        from kg.lock import hold

        with hold(self.lock_file, timeout):
            for folder in (self.papers, self.published):
                folder.mkdir(parents=True, exist_ok=True)
            archive = self.archive()
            archive.tidy()
            with open_ledger(self.ledger_file) as ledger:
                yield Writing(self, archive, ledger)


@dataclass(frozen=True, slots=True)
class Writing:
    """A base whose lock is held."""

    base: Base
    archive: Archive
    ledger: Ledger

    def pending(self) -> tuple[Pending, ...]:
        """What is to be projected or removed before the next publication."""
        return self.ledger.pending()

    def publish(
        self, graph: Store | Path, counts: Mapping[str, int], extractor: str = "", keep: int = KEPT
    ) -> Generation:
        """Publish the live graph and text index, in which all that is pending was done; then strike that out.

        graph   the writer's open store, or its folder when it is closed; the text index must be committed
        """
        from kg.generations import publish

        done = self.ledger.pending()
        generation = publish(self.base.published, graph, self.base.live_text, counts, extractor, keep)
        self.ledger.clear_pending(done)
        return generation
