"""Papers read on a Dask cluster: each is sent with its order, and what comes back is an entry for the archive.

    files ─▶ some papers in flight ─▶ scheduler ─▶ workers ─▶ entries ─▶ the one writer

A paper travels with its order, so that Dask itself sends it to another worker where one is lost; neither workers nor
scheduler need the client's files. As many are in flight as keep the workers busy, and no more: what client and
scheduler hold does not grow with the number of papers.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

from ingest.cluster.connection import connected, unfit
from ingest.cluster.makeup import Makeup, makeup_here, unlike
from ingest.cluster.orders import Entry, Order, unpacked
from ingest.cluster.task import read_order
from ingest.limits import Limits
from ingest.one_paper import Overrides, PaperRead, PaperRefused, file_bytes
from kg.errors import OutOfReach, Unreadable

if TYPE_CHECKING:
    from distributed import Client, Future

# Papers in flight for each thread of a worker: one is read, the others are on their way, there or back.
FOR_EACH: Final = 4
# Bytes of papers in flight; one that is larger goes alone.
IN_FLIGHT: Final = 256 << 20
# Seconds between two looks at who works; for a result to come; and without any worker until the ingest ends.
LOOK: Final = 2.0
COLLECT: Final = 60.0
NOBODY: Final = 60.0
GOES_ON: Final = "what was read is kept, and the same command goes on from there"
# Times that a worker may fail to start a reader before the ingest ends; lost workers are not counted here.
RETRIES: Final = 3
DIED: Final = PaperRefused(
    "",
    "the workers that read it died, one after the other, most likely out of memory; split the paper, or allow more with"
    " --memory",
)


Outcome = PaperRead | PaperRefused


@dataclass(frozen=True, slots=True)
class _Sent:
    """A paper in flight: its bytes are kept for the archive."""

    path: Path
    data: bytes
    future: Future


def read_on_cluster(
    address: str, said: Mapping[Path, Overrides], limits: Limits, begun: Callable[[Path], None]
) -> Iterator[tuple[Path, Outcome]]:
    """Each paper with what its reading gave, as it is done; `begun` is told of each as it is sent.

    said   the papers, each with what a person said of it
    Raises OutOfReach where there is no scheduler, none any more, or nobody to work; and where one would read otherwise.
    """
    if not said:
        return
    with connected(address) as client:
        run = _Run(client, address, limits, begun)
        suspects = {}
        for path, outcome in run.read(said, FOR_EACH):
            if outcome is DIED:
                suspects[path] = said[path]
            else:
                yield path, outcome
        # Dask blames every paper that a dead worker had before it, so the guilty one is found by reading each alone.
        yield from run.read(suspects, None)


class _Run:
    """One run of papers through a cluster."""

    def __init__(self, client: Client, address: str, limits: Limits, begun: Callable[[Path], None]) -> None:
        self._client, self._address, self._limits, self._begun = client, address, limits, begun
        self._makeup = makeup_here()
        self._name = f"kg-{uuid.uuid4().hex[:12]}"
        self._number = self._flying = self._threads = 0
        self._sent: dict[str, _Sent] = {}
        self._landed: SimpleQueue[Future] = SimpleQueue()
        self._worked = time.monotonic()
        self._look_round()

    def read(self, said: Mapping[Path, Overrides], for_each: int | None) -> Iterator[tuple[Path, Outcome]]:
        """Papers, so many in flight for each thread of a worker; None for one at a time."""
        waiting = iter(said)
        path = next(waiting, None)
        while path or self._sent:
            while path and self._has_room(path, for_each * max(1, self._threads) if for_each else 1):
                if refused := self._send(path, said[path]):
                    yield path, refused
                path = next(waiting, None)
            if self._sent:
                yield from self._collected()

    def _has_room(self, path: Path, most: int) -> bool:
        """Whether one more paper may be in flight."""
        return not self._sent or (len(self._sent) < most and self._flying + _size(path) <= IN_FLIGHT)

    def _send(self, path: Path, said: Overrides) -> PaperRefused | None:
        """Send a paper; what is wrong with it where it cannot be opened, or is too large to be sent at all."""
        self._begun(path)
        try:
            data = file_bytes(path, self._limits.size)
        except Unreadable as error:
            return PaperRefused("", str(error))
        if self._client.status != "running":
            raise self._lost()
        self._number += 1
        order = Order(path.name, said, self._limits, self._makeup)
        key = f"{self._name}-{self._number}"
        # Not pure: Dask need not hash the paper.
        future = self._client.submit(read_order, order, data, key=key, pure=False, retries=RETRIES)
        self._sent[key] = _Sent(path, data, future)
        self._flying += len(data)
        future.add_done_callback(self._landed.put)
        return None

    def _collected(self) -> Iterable[tuple[Path, Outcome]]:
        """What has come back next; nothing where nothing does for a moment."""
        if time.monotonic() - self._looked > LOOK:
            self._look_round()
        try:
            future = self._landed.get(timeout=LOOK)
        except Empty:
            return ()
        sent = self._sent[future.key]
        outcome = self._outcome(future, sent.data)
        if outcome is None:
            future.add_done_callback(self._landed.put)
            return ()
        del self._sent[future.key]
        self._flying -= len(sent.data)
        future.release()
        return ((sent.path, outcome),)

    def _outcome(self, future: Future, data: bytes) -> Outcome | None:
        """What came of a paper; None where it is on its way again, for who had it was lost."""
        from distributed import KilledWorker

        if future.status in ("pending", "lost"):
            return None
        try:
            fault = future.exception(timeout=COLLECT)
            found: Entry | PaperRefused | Makeup | None = None if fault else future.result(timeout=COLLECT)
        except TimeoutError:
            return None
        except (CancelledError, OSError) as error:
            raise self._lost() from error
        match found:
            case Entry():
                return unpacked(found, data)
            case PaperRefused():
                return found
            case dict():
                raise unfit("a worker that came later", unlike(self._makeup, found) or "nothing that is known")
        if isinstance(fault, KilledWorker):
            return DIED
        raise OutOfReach(f"A worker of the cluster cannot read papers ({type(fault).__name__}: {fault}); {GOES_ON}")

    def _look_round(self) -> None:
        """See how many work. Raises OutOfReach where the scheduler is gone, or nobody has worked for too long."""
        self._looked = time.monotonic()
        try:
            self._threads = sum(self._client.nthreads().values()) if self._client.status == "running" else 0
        except (CancelledError, OSError) as error:
            raise self._lost() from error
        if self._client.status != "running":
            raise self._lost()
        if self._threads:
            self._worked = self._looked
        elif self._looked - self._worked > NOBODY:
            raise OutOfReach(
                f"No worker has been at the Dask scheduler {self._address} for {NOBODY:.0f} seconds; start some with "
                f"`dask worker {self._address}`: {GOES_ON}"
            )

    def _lost(self) -> OutOfReach:
        return OutOfReach(f"The Dask scheduler at {self._address} was lost; {GOES_ON}")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it is refused when it is opened
        return 0
