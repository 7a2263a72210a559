"""Who is at work, who is ready, and who waits: hands workers out fairly, and replaces those that are gone."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Final

from interfaces.web.workers.errors import Busy, Died, Overran
from interfaces.web.workers.worker import Worker, obituary

log: Final = logging.getLogger("kg.web")
LONGEST_REST: Final = 30.0  # seconds between two attempts to start a child where none comes up
FAREWELL: Final = 1.0  # seconds in which those whose worker was taken away give it back


@dataclass(frozen=True, slots=True)
class Figures:
    """What there is to measure: the first three are of now, the others since the start."""

    processes: int
    working: int
    waiting: int
    done: int
    overran: int
    died: int
    refused: int


@dataclass(frozen=True, slots=True)
class Terms:
    """How many may be at work and wait; see Workers, which gives them."""

    size: int
    waiting: int
    patience: float
    megabytes: int
    preload: tuple[str, ...]
    reaches: tuple[str, ...] = ()

    @property
    def share(self) -> int:
        """Workers that one client may have at once."""
        return max(1, self.size // 2)


@dataclass(frozen=True, slots=True, eq=False)
class Waiter:
    """A job that waits for its worker."""

    client: str
    granted: asyncio.Future[Worker]


class Roster:
    """All workers. For the thread of one event loop."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._open = False
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._starting = 0
        self._failures = 0
        self._queue: list[Waiter] = []
        self._running: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Get ready; the first child comes up meanwhile."""
        self._open = True
        self._keep_ready()

    async def stop(self) -> None:
        """End every child, and every job with it."""
        self._open = False
        for waiter in self._queue:
            waiter.granted.cancel()
        self._queue.clear()
        while self._idle:
            self._discard(self._take())
        for task in tuple(self._tasks):
            if task.get_name() == START:
                task.cancel()
        for worker in tuple(self._busy):
            worker.process.kill()
            await worker.ended()
        until = asyncio.get_running_loop().time() + FAREWELL
        while self._busy and asyncio.get_running_loop().time() < until:  # whoever has it learns that it died
            await asyncio.sleep(0.01)
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def granted(self, client: str) -> Worker:
        """A worker, for who gives it back by `release`. Busy when none comes free in time."""
        if not self._open:
            raise RuntimeError(
                "Workers are asked before `start` or after `stop`: does the application have a lifespan?"
            )
        mine = sum(1 for waiter in self._queue if waiter.client == client)
        if len(self._queue) >= self._terms.waiting or (client and mine >= max(1, self._terms.waiting // 2)):
            raise self._busy_error("Too many questions wait already")
        waiter = Waiter(client, asyncio.get_running_loop().create_future())
        self._queue.append(waiter)
        self._dispatch()
        try:
            await asyncio.wait((waiter.granted,), timeout=self._terms.patience)
        except asyncio.CancelledError:
            self._withdraw(waiter)
            raise
        if waiter.granted.done() and not waiter.granted.cancelled():
            return waiter.granted.result()
        self._withdraw(waiter)
        raise self._busy_error("All who could work on this are at work")

    def release(self, worker: Worker, client: str, *, fit: bool) -> None:
        """Take a worker back: for the next job where it is fit, else to be killed and replaced."""
        self._busy.discard(worker)
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        self._counts["done"] += fit
        if fit and self._open and worker.alive():
            self._make_ready(worker)
        else:
            self._discard(worker)
        self._dispatch()

    def overran(self, seconds: float) -> Overran:
        """Count, and give, the error of a job that took too long."""
        self._counts["overran"] += 1
        return Overran(f"This took longer than {seconds:g} seconds, and was stopped. Ask for less, or more exactly.")

    async def died(self, worker: Worker) -> Died:
        """Count, and give, the error of a job whose process ended."""
        self._counts["died"] += 1
        try:
            async with asyncio.timeout(1.0):
                return Died(obituary(await worker.ended()))
        except TimeoutError:  # it closed its socket, and lives
            return Died(obituary(0))

    def figures(self) -> Figures:
        """What there is to measure."""
        processes, counts = len(self._idle) + len(self._busy), self._counts
        since = (counts[name] for name in ("done", "overran", "died", "refused"))
        return Figures(processes, len(self._busy), len(self._queue), *since)

    def _busy_error(self, why: str) -> Busy:
        self._counts["refused"] += 1
        return Busy(f"{why}. Please try again in a few seconds.", max(1, round(self._terms.patience)))

    def _withdraw(self, waiter: Waiter) -> None:
        if waiter in self._queue:
            self._queue.remove(waiter)
        elif waiter.granted.done() and not waiter.granted.cancelled():
            self.release(waiter.granted.result(), waiter.client, fit=True)

    def _dispatch(self) -> None:
        """Hand out workers, in the order in which they were asked for, but to no client more than its share."""
        for waiter in tuple(self._queue):
            if len(self._busy) >= self._terms.size or not self._idle:
                break
            if waiter.client and self._running[waiter.client] >= self._terms.share:
                continue
            worker = self._take()
            self._queue.remove(waiter)
            self._busy.add(worker)
            self._running[waiter.client] += 1
            waiter.granted.set_result(worker)
        self._keep_ready()

    def _keep_ready(self) -> None:
        """Start children until one is ready beside those at work, and one for each that waits."""
        wanted = max(1, min(len(self._queue), self._terms.size))
        while self._open and len(self._idle) + self._starting < wanted and self._processes() <= self._terms.size:
            self._starting += 1
            self._do(self._add(), START)

    def _processes(self) -> int:
        return len(self._idle) + self._starting + len(self._busy)

    async def _add(self) -> None:
        try:
            worker = await Worker.start(self._terms.megabytes, self._terms.preload, self._terms.reaches)
        except (EOFError, OSError) as error:
            self._failures += 1
            log.error("a worker does not start: %r", error)
            await asyncio.sleep(min(LONGEST_REST, 0.25 * 2**self._failures))
        else:
            self._failures = 0
            self._make_ready(worker)
        finally:
            self._starting -= 1
        self._dispatch()

    def _make_ready(self, worker: Worker) -> None:
        """Last in, first out: the one that worked last has its files at hand."""
        self._idle.append(worker)
        asyncio.get_running_loop().add_reader(worker.channel, self._gone, worker)

    def _take(self) -> Worker:
        worker = self._idle.pop()
        asyncio.get_running_loop().remove_reader(worker.channel)
        return worker

    def _gone(self, worker: Worker) -> None:
        """One that has nothing to do says something: it has ended."""
        asyncio.get_running_loop().remove_reader(worker.channel)
        self._idle.remove(worker)
        self._discard(worker)
        self._keep_ready()

    def _discard(self, worker: Worker) -> None:
        worker.kill()
        self._do(self._reap(worker), REAP)

    async def _reap(self, worker: Worker) -> None:
        await worker.ended()

    def _do(self, what: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(what, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


START: Final = "start a worker"
REAP: Final = "wait for a worker's end"
