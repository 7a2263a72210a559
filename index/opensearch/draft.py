"""An index that is being made: from nothing, from the one that readers have, or from one that was never finished.

It begins as a clone where it can, which takes links to files and no copying, so that only what changed is sent. Nobody
finds it until it is whole, has its copies, and the alias leads to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from index.engine import FORMAT
from index.opensearch.bulk import Sender
from index.opensearch.cluster import Cluster
from index.opensearch.layout import COPIES, SHARDS, document, mapping, settings
from index.opensearch.shelf import About, Held, held, lead_to, removed
from index.passages import IndexedPassage
from kg.errors import BaseDamaged, OutOfReach

MAKING: Final = 120  # seconds that making or cloning an index may take
COPYING: Final = 300  # seconds that readers wait for a new index to have its copies; then they get it without
TOGETHER: Final = 200  # papers that are taken out by one request
UNDER_WAY: Final = "index.blocks.write"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made.

    generation, made, exempt   as in About; a generation of 0 is the number after the last
    shards      of an index that is made from nothing; a clone has as many as its original
    copies      of each shard besides the first: from-to, as many as there are nodes for
    kept        how many indexes stay for those who have them open, besides the new one
    """

    generation: int = 0
    made: str = ""
    exempt: bool = False
    shards: int = SHARDS
    copies: str = COPIES
    kept: int = 1


class Draft:
    """An index nobody finds yet."""

    def __init__(self, cluster: Cluster, plan: Plan, between: Callable[[], None]) -> None:
        self._cluster, self._plan, self._between = cluster, plan, between
        lying = held(cluster)
        self._current = next((each for each in lying if each.led_to), None)
        if self._current and self._current.about is None:
            raise BaseDamaged(f"The index {cluster.at} holds something else than passages; choose another name.")
        number = plan.generation or max([each.number for each in lying], default=0) + 1
        self.index = self._begun(lying, number)
        self._sender = Sender(cluster, self.index, between)

    def replace(self, papers: Iterable[str], passages: Iterable[IndexedPassage]) -> None:
        """Take papers out, by IRI, and put passages in. A paper put in before this is taken out as well."""
        gone = sorted(papers)
        for at in range(0, len(gone), TOGETHER):
            self._take_out(gone[at : at + TOGETHER])
        self._sender.send(map(document, passages))

    def refresh(self) -> None:
        """Let what was sent be found."""
        self._cluster.ask("POST", f"/{self.index}/_refresh", seconds=MAKING)

    def expunge(self) -> None:
        """Rewrite files that still have words of passages which were taken out."""
        self._cluster.ask("POST", f"/{self.index}/_forcemerge", params={"only_expunge_deletes": True}, seconds=3600)

    def finish(self) -> About:
        """Make it the one that readers find, and remove those that are too old to be kept."""
        self.refresh()
        about = self._about()
        self._cluster.ask("PUT", f"/{self.index}/_settings", self._finished(), seconds=MAKING)
        self._wait("green", COPYING, or_else=None)
        self._note(about)
        lead_to(self._cluster, self.index, self._current.index if self._current else None)
        self._remove_old()
        return about

    def discard(self) -> None:
        """Let go of all that was done."""
        removed(self._cluster, self.index)

    def _begun(self, lying: Sequence[Held], number: int) -> str:
        """The name of the index, which is there and can be written."""
        left = [each for each in lying if not each.led_to and self._is_left(each)]
        usable = [each for each in reversed(left) if self._is_usable(each)]
        source = usable[0] if usable else self._current if self._is_usable(self._current) else None
        index = self._made(source, number, {each.index for each in lying})
        for each in left:
            if each.index != index:
                removed(self._cluster, each.index)
        self._wait("yellow", MAKING, or_else=OutOfReach(
            f"The cluster at {self._cluster.at.server} finds no room for the index {index}; see its log."
        ))  # fmt: skip
        self._note(About(index, FORMAT, number, self._plan.made, self._plan.exempt), index)
        return index

    def _is_left(self, found: Held) -> bool:
        """Whether a stopped run left it: it is not finished, or readers were not led to it."""
        return not found.is_whole or self._current is None or found.number > self._current.number

    def _is_usable(self, found: Held | None) -> bool:
        """Whether it can be gone on with. What ever held papers not for publication is nothing to begin with for an
        index that everybody may read: their words would stay in its files."""
        about = found.about if found else None
        return about is not None and about.format == FORMAT and (self._plan.exempt or not about.exempt)

    def _made(self, source: Held | None, number: int, taken: set[str]) -> str:
        plain = f"{self._cluster.at.name}-{number:06d}"
        if source and not source.led_to and source.number == number:
            self.index = source.index
            self._cluster.ask("PUT", f"/{source.index}/_settings", _written(True), seconds=MAKING)
            return source.index
        index = next(name for name in [plain, *(f"{plain}-{n}" for n in range(2, 10_000))] if name not in taken)
        self.index = index
        if source is None:
            told = {"settings": {"index": settings(self._plan.shards)}, "mappings": mapping({})}
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

    def _about(self) -> About:
        papers = {"cardinality": {"field": "paper_iri", "precision_threshold": 40_000}}
        asked = {"size": 0, "track_total_hits": True, "aggs": {"papers": papers}}
        found = self._cluster.ask("POST", f"/{self.index}/_search", asked, seconds=MAKING)
        return About(
            self.index,
            FORMAT,
            Held(self.index, None, False).number,
            self._plan.made,
            self._plan.exempt,
            found["hits"]["total"]["value"],
            found["aggregations"]["papers"]["value"],
            whole=True,
        )

    def _note(self, about: About, index: str = "") -> None:
        self._cluster.ask("PUT", f"/{index or self.index}/_mapping", {"_meta": about.meta}, seconds=MAKING)

    def _finished(self) -> dict[str, Any]:
        return {"index.auto_expand_replicas": self._plan.copies, "index.refresh_interval": None, UNDER_WAY: True}

    def _wait(self, status: str, seconds: int, or_else: OutOfReach | None) -> None:
        """Wait for the index to be ready, or to have its copies; a lease that runs out meanwhile is renewed."""
        for _ in range(max(seconds // 10, 1)):
            self._between()
            path = f"/_cluster/health/{self.index}"
            asked = {"wait_for_status": status, "timeout": "10s"}
            told = self._cluster.ask("GET", path, params=asked, seconds=30)
            if not told["timed_out"]:
                return
        if or_else:
            raise or_else

    def _remove_old(self) -> None:
        older = [each for each in held(self._cluster) if each.index != self.index]
        before = self._current.index if self._current else ""
        older.sort(key=lambda each: each.index == before)  # the last to go, whatever its number: readers have it open
        for each in older[: max(len(older) - self._plan.kept, 0)]:
            removed(self._cluster, each.index)


def _written(opened: bool) -> dict[str, Any]:
    """Settings of an index that is written; one that was finished before is open again."""
    told = {name: value for name, value in settings(SHARDS).items() if name != "number_of_shards"}
    del told["merge.policy.expunge_deletes_allowed"], told["max_result_window"]
    return {f"index.{name}": value for name, value in told.items()} | {UNDER_WAY: None if opened else False}
