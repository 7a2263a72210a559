"""Writes an index in a cluster: into a draft, which one commit makes the index that readers find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from index.opensearch.cluster import Cluster
from index.opensearch.counted import Digest
from index.opensearch.draft import Draft, Plan
from index.opensearch.lease import Lease
from index.opensearch.shelf import About
from index.passages import IndexedPassage
from kg.errors import CommitteeError

WAITING: Final = 5_000  # passages that are kept until they are sent: 10 MB


class OpenSearchWriter:
    """The right to write is held from the first change to the commit.

    resumed   whether what was sent stays, for the next writer to go on with, where this one ends without a commit
    """

    def __init__(self, cluster: Cluster, plan: Plan | None = None, resumed: bool = False) -> None:
        self._cluster, self._plan, self._resumed = cluster, plan or Plan(), resumed
        self._lease: Lease | None = None
        self._draft: Draft | None = None
        self._gone: set[str] = set()
        self._waiting: dict[str, list[IndexedPassage]] = {}
        self._passages = 0

    def add(self, passages: Iterable[IndexedPassage]) -> None:
        """Add passages, to be found after the next commit."""
        self.draft()
        for passage in passages:
            self._waiting.setdefault(passage.paper, []).append(passage)
            self._passages += 1
            if self._passages >= WAITING:
                self.flush()

    def remove_paper(self, paper_iri: str) -> None:
        """Take a paper's passages out, those added since the last commit as well."""
        self.draft()
        self._gone.add(paper_iri)
        self._passages -= len(self._waiting.pop(paper_iri, ()))

    def flush(self) -> None:
        """Send what waits."""
        gone, waiting = self._gone, self._waiting
        self._gone, self._waiting, self._passages = set(), {}, 0
        draft = self.draft()
        draft.take_out(gone)
        draft.put_in(passage for each in waiting.values() for passage in each)

    def commit(self) -> None:
        """Let readers find what was changed, in one step."""
        self.finish()

    def finish(self, known: Mapping[str, Digest] | None = None) -> About:
        """The same; what the index says of itself then. `known` as for a draft."""
        draft = self.draft()
        if self._gone or self._waiting:
            self.flush()
        about = draft.finish(known)
        self._draft = None
        self._let_go()
        return about

    def close(self) -> None:
        """Let go of the lease, and of what was not committed."""
        try:
            if self._draft and not self._resumed:
                self._draft.discard()
            self._let_go()
        except CommitteeError:
            if not self._resumed:  # where there is nothing to clear away, a cluster that is gone is no trouble more
                raise
        finally:
            self._draft, self._lease, self._gone, self._waiting, self._passages = None, None, set(), {}, 0

    def draft(self) -> Draft:
        """The index that is being made; begun with the first change."""
        if self._draft is None:
            self._lease = Lease(self._cluster)
            try:
                self._draft = Draft(self._cluster, self._plan, self._lease.renew)
            except BaseException:
                self._let_go()
                raise
        return self._draft

    def _let_go(self) -> None:
        lease, self._lease = self._lease, None
        if lease:
            lease.release()
