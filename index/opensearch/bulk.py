"""Passages sent to a cluster in lots, as fast as it takes them and no faster.

A cluster that has too much to do says so (429) of a whole lot or of some of its passages, and one that loses a node is
out of reach for seconds: what was not taken is sent again, ever later and in ever smaller lots. A passage has one name
however often it is sent, so a lot that was taken although no answer came does no harm.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, Final

from index.opensearch.cluster import Cluster, Refused
from kg.errors import BaseDamaged, OutOfReach

MOST: Final = 1_000  # passages of a lot
BYTES: Final = 4_000_000  # of a lot; clusters refuse 100 MB, and managed ones 10
PATIENCE: Final = 120.0  # seconds for which nothing is taken before we give up
FIRST_WAIT, LAST_WAIT = 0.2, 10.0  # seconds
SECONDS: Final = 60.0  # that one lot may take
LANES: Final = 3  # lots under way at once: so neither we nor the cluster wait for the other
LOOKED: Final = 5.0  # seconds after which we see to the lease though no lot is done

Document = tuple[str, bytes]


@dataclass(slots=True)
class Sender:
    """Sends passages into one index, several lots at once; `between` is called every few seconds, by who sends."""

    cluster: Cluster
    index: str
    between: Callable[[], None] = lambda: None
    sleep: Callable[[float], None] = time.sleep
    most: int = MOST
    stopped: bool = False

    def send(self, documents: Iterable[Document]) -> None:
        """Send all; OutOfReach where the cluster takes nothing for too long, BaseDamaged where it takes one never."""
        with ThreadPoolExecutor(LANES) as lanes:
            try:
                under_way: set[Future[None]] = set()
                for lot in _lots(documents):
                    under_way = self._some_done(under_way, LANES - 1)
                    under_way.add(lanes.submit(self._send, lot))
                self._some_done(under_way, 0)
            except BaseException:
                self.stopped = True  # the others need not go on waiting
                raise

    def _some_done(self, under_way: set[Future[None]], most: int) -> set[Future[None]]:
        """Those that still are when there are no more than `most`."""
        while len(under_way) > most:
            done, under_way = wait(under_way, LOOKED, FIRST_COMPLETED)
            self.between()
            for each in done:
                each.result()
        return under_way

    def _send(self, lot: list[Document]) -> None:
        waits = _waits()
        while lot:
            now, later = lot[: self.most], lot[self.most :]
            left, trouble = self._tried(now)
            if len(left) < len(now):
                waits = _waits()
            if trouble:
                self._wait(waits, trouble)
            else:
                self.most = min(self.most * 2, MOST)
            lot = left + later

    def _wait(self, waits: Iterator[float], trouble: OutOfReach) -> None:
        self.most = max(self.most // 2, 1)
        seconds = next(waits, None)
        if seconds is None or self.stopped:
            raise OutOfReach(f"{trouble} What was sent until now is kept for the next try.") from trouble
        self.sleep(seconds)

    def _tried(self, lot: list[Document]) -> tuple[list[Document], OutOfReach | None]:
        """What of a lot was not taken, and why."""
        try:
            told = {"filter_path": "errors,items.*.status,items.*.error", "timeout": "10s"}
            answer = self.cluster.ask("POST", f"/{self.index}/_bulk", _lines(lot), told, SECONDS)
        except Refused as error:
            if not error.passes and error.status != 413:
                raise
            if error.status == 413 and len(lot) == 1:
                raise BaseDamaged(f"A passage is larger than {self.cluster.at.server} takes in one request.") from error
            return lot, error
        except OutOfReach as error:
            return lot, error
        return self._not_taken(lot, answer) if answer["errors"] else ([], None)

    def _not_taken(self, lot: list[Document], answer: dict[str, Any]) -> tuple[list[Document], OutOfReach | None]:
        left, reason = [], ""
        for document, item in zip(lot, answer["items"], strict=True):
            told = item["index"]
            if told["status"] in (429, 502, 503, 504):
                left.append(document)
                reason = reason or str(told.get("error", {}).get("reason", ""))
            elif told["status"] >= 300:
                raise BaseDamaged(
                    f"The cluster at {self.cluster.at.server} does not take a passage ({told['error']['reason']}); "
                    "its index was changed by another program: publish under another name."
                )
        trouble = f"The cluster at {self.cluster.at.server} takes no more at the moment ({reason[:300]})."
        return left, OutOfReach(trouble) if left else None


def _lots(documents: Iterable[Document]) -> Iterator[list[Document]]:
    lot: list[Document] = []
    size = 0
    for document in documents:
        if lot and (len(lot) >= MOST or size + len(document[1]) > BYTES):
            yield lot
            lot, size = [], 0
        lot.append(document)
        size += len(document[1])
    if lot:
        yield lot


def _lines(lot: list[Document]) -> bytes:
    return b"".join(b'{"index":{"_id":"%s"}}\n%s\n' % (name.encode(), body) for name, body in lot)


def _waits() -> Iterator[float]:
    """Seconds to wait one time after the other, not the same for all who wait; they end when patience does."""
    waited, wait = 0.0, FIRST_WAIT
    while waited < PATIENCE:
        seconds = wait * random.uniform(0.7, 1.3)
        yield seconds
        waited, wait = waited + seconds, min(wait * 2, LAST_WAIT)
