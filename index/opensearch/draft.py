"""An index that is being made: from nothing, from the one that readers have, or from one that was never finished.

It begins as a clone where it can, which takes links to files and no copying, so that only what changed is sent. Nobody
finds it until it is whole, has its copies, and the alias leads to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from index.engine import FORMAT
from index.opensearch.bulk import Sender
from index.opensearch.cluster import Cluster, Refused
from index.opensearch.counted import Digest, digests, papers_in
from index.opensearch.layout import COPIES, SHARDS, document, mapping, settings
from index.opensearch.shelf import About, Held, held, lead_to, removed
from index.passages import IndexedPassage
from kg.errors import BaseDamaged, OutOfReach

MAKING: Final = 120  # seconds that making or cloning an index may take
COPYING: Final = 300  # seconds that readers wait for a new index to have its copies; then they get it without
MOST_GONE: Final = 2_000  # papers taken out of an index and its clones; then one is made from nothing
TOGETHER: Final = 200  # papers that are taken out by one request
UNDER_WAY: Final = "index.blocks.write"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made.

    generation, made, exempt   as in About; a generation of 0 is the number after the last
    shards      of an index that is made from nothing; a clone has as many as its original
    copies      of each shard besides the first: from-to, as many as there are nodes for
    kept        how many indexes stay for those who have them open, besides the new one
    barred      whether nothing of a paper, by IRI, may be left in the cluster's files: an index that ever had it is
                nothing to begin with, and does not stay
    """

    generation: int = 0
    made: str = ""
    exempt: bool = False
    shards: int = SHARDS
    copies: str = COPIES
    kept: int = 1
    barred: Callable[[str], bool] | None = None


class Draft:
    """An index nobody finds yet. Indexes of others are neither gone on with nor removed, whatever they are called."""

    def __init__(self, cluster: Cluster, plan: Plan, between: Callable[[], None]) -> None:
        self._cluster, self._plan, self._between = cluster, plan, between
        lying = held(cluster)
        self._current = next((each for each in lying if each.led_to), None)
        if self._current and self._current.about is None:
            raise BaseDamaged(f"The index {cluster.at} holds something else than passages; choose another name.")
        number = plan.generation or max([each.number for each in lying], default=0) + 1
        self._told = About()
        self.anew = False
        self._judged: dict[str, bool] = {}
        self.index = self._begun(lying, number)
        self._sender = Sender(cluster, self.index, between)

    def take_out(self, papers: Iterable[str]) -> None:
        """Take papers out, by IRI, also those that were put in before this."""
        gone = sorted(papers)
        for at in range(0, len(gone), TOGETHER):
            self._take_out(gone[at : at + TOGETHER])

    def put_in(self, passages: Iterable[IndexedPassage]) -> None:
        """Put passages in."""
        self._sender.send(map(document, passages))

    def forget(self, papers: Iterable[str]) -> None:
        """Note that papers are gone for good."""
        gone = dict.fromkeys((*self._told.gone, *papers))
        self._told = replace(self._told, gone=tuple(gone))
        self._note(self._told)

    def tend(self) -> None:
        """Keep the right to write it while nothing is sent."""
        self._between()

    def refresh(self) -> None:
        """Let what was sent be found."""
        self._cluster.ask("POST", f"/{self.index}/_refresh", seconds=MAKING)

    def digests(self) -> dict[str, Digest]:
        """What it holds of each paper, with all that was sent."""
        self.refresh()
        return digests(self._cluster, self.index)

    def finish(self, known: Mapping[str, Digest] | None = None) -> About:
        """Make it the one that readers find, and remove those that are too old to be kept.

        known   what it holds of each paper, where that was asked for since the last change
        """
        every = self.digests() if known is None else known
        passages = sum(count for count, _ in every.values())
        about = replace(self._told, passages=passages, papers=len(every), whole=True)
        self._cluster.ask("PUT", f"/{self.index}/_settings", self._finished(), seconds=MAKING)
        self._wait(self.index, "green", COPYING)
        self._note(about)
        lead_to(self._cluster, self.index, self._current.index if self._current else None)
        self._remove_old()
        return about

    def discard(self) -> None:
        """Let go of all that was done."""
        removed(self._cluster, self.index)

    def _begun(self, lying: Sequence[Held], number: int) -> str:
        """The name of the index, which is there and can be written."""
        left = [each for each in lying if each.about and not each.led_to and self._is_left(each)]
        source = next((each for each in [*reversed(left), self._current] if each and self._is_usable(each)), None)
        index = self._made(source, number, {each.index for each in lying})
        for each in left:
            if each.index != index:
                removed(self._cluster, each.index)
        self._wait(index, "yellow", MAKING, OutOfReach(
            f"The cluster at {self._cluster.at.server} finds no room for the index {index}; see its log."
        ))  # fmt: skip
        self._told = About(index, FORMAT, number, self._plan.made, self._plan.exempt, gone=_gone(source))
        self._note(self._told)
        return index

    def _is_left(self, found: Held) -> bool:
        """Whether a stopped run left it: it is not finished, or readers were not led to it."""
        return not found.is_whole or self._current is None or found.number > self._current.number

    def _is_usable(self, found: Held) -> bool:
        """Whether it can be gone on with: words that are taken out of an index stay in its files, so none that ever had
        papers which readers of this one may not see."""
        about = found.about
        if about is None or about.format != FORMAT or len(about.gone) > MOST_GONE:
            return False
        return self._may_stay(found)

    def _may_stay(self, found: Held) -> bool:
        """Whether it never had a paper of which nothing may be left."""
        exempt = found.about is None or found.about.exempt
        if exempt and not self._plan.exempt:
            return False
        if self._plan.barred and found.index not in self._judged:
            self._judged[found.index] = self._is_barred(found, self._plan.barred)
        return not self._judged.get(found.index, False)

    def _is_barred(self, found: Held, barred: Callable[[str], bool]) -> bool:
        if any(map(barred, _gone(found))):
            return True
        try:
            self._cluster.ask("POST", f"/{found.index}/_refresh", seconds=MAKING)
            return any(map(barred, papers_in(self._cluster, found.index)))
        except Refused:  # a clone of which a part was lost with its node: it cannot be read, nor gone on with
            return True

    def _made(self, source: Held | None, number: int, taken: set[str]) -> str:
        plain = f"{self._cluster.at.name}-{number:06d}"
        if source and not source.led_to and source.number == number:
            self._cluster.ask("PUT", f"/{source.index}/_settings", _written(True), seconds=MAKING)
            return source.index
        index = next(name for name in [plain, *(f"{plain}-{n}" for n in range(2, 10_000))] if name not in taken)
        if source is None:
            self.anew = True
            told = {"settings": {"index": settings(self._plan.shards)}, "mappings": mapping(About().meta)}
            self._cluster.ask("PUT", f"/{index}", told, seconds=MAKING)
        else:
            self._cluster.ask("PUT", f"/{source.index}/_settings", {UNDER_WAY: True}, seconds=MAKING)
            told = {"settings": _written(False)}
            self._cluster.ask("POST", f"/{source.index}/_clone/{index}", told, seconds=MAKING)
        return index

    def _take_out(self, papers: Sequence[str]) -> None:
        self._between()
        self.refresh()  # what was put in since the last time is to be found, too
        self._cluster.ask(
            "POST",
            f"/{self.index}/_delete_by_query",
            {"query": {"terms": {"paper_iri": list(papers)}}},
            {"conflicts": "proceed", "refresh": True},
            seconds=600,
        )

    def _note(self, about: About) -> None:
        self._cluster.ask("PUT", f"/{about.name}/_mapping", {"_meta": about.meta}, seconds=MAKING)

    def _finished(self) -> dict[str, Any]:
        return {"index.auto_expand_replicas": self._plan.copies, "index.refresh_interval": None, UNDER_WAY: True}

    def _wait(self, index: str, status: str, seconds: int, or_else: OutOfReach | None = None) -> None:
        """Wait for the index to be ready, or to have its copies; a lease that runs out meanwhile is renewed."""
        for _ in range(max(seconds // 10, 1)):
            self._between()
            path = f"/_cluster/health/{index}"
            asked = {"wait_for_status": status, "timeout": "10s"}
            told = self._cluster.ask("GET", path, params=asked, seconds=30)
            if not told["timed_out"]:
                return
        if or_else:
            raise or_else

    def _remove_old(self) -> None:
        older = [each for each in held(self._cluster) if each.about and each.index != self.index]
        before = self._current.index if self._current else ""
        older.sort(key=lambda each: each.index == before)  # the last to go, whatever its number: readers have it open
        kept = [each for each in older[max(len(older) - self._plan.kept, 0) :] if self._may_stay(each)]
        for each in older:
            if each not in kept:
                removed(self._cluster, each.index)


def _gone(found: Held | None) -> tuple[str, ...]:
    return found.about.gone if found and found.about else ()


def _written(opened: bool) -> dict[str, Any]:
    """Settings of an index that is written; one that was finished before is open again."""
    told = {name: value for name, value in settings(SHARDS).items() if name != "number_of_shards"}
    del told["max_result_window"]
    return {f"index.{name}": value for name, value in told.items()} | {UNDER_WAY: None if opened else False}
