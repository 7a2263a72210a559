"""Workers: child processes that do what may run away, so that it can be killed and nobody else notices.

    workers = Workers(size=4, preload=("interfaces.web.sparql.job",))
    await workers.start()
    text = await workers.call(function, 1, 2, seconds=5, client=address)
    head, pieces = await workers.stream(function, 1, 2, seconds=10, client=address)   # function(sink, 1, 2)
    answer = workers.call_sync(function, 1, 2, seconds=5)                              # in a handler's own thread

A function is one of a module, by name. One worker more than may be at work is kept ready, so that a killed one is
replaced at once. All of this lives in one event loop's thread; only `call_sync` and `stream_sync` are for others.
"""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from interfaces.web.workers.frames import Kind
from interfaces.web.workers.outcome import Outcome
from interfaces.web.workers.roster import Figures, Roster, Terms
from interfaces.web.workers.stream import Stream
from interfaces.web.workers.worker import Worker

T = TypeVar("T")


class Workers:
    """A pool of workers.

    size        jobs at work at once; one client has at most half of them (at least one) at once
    waiting     jobs that may wait; one client has at most half of these, too
    patience    seconds that a job waits
    megabytes   memory of a child
    stall       seconds in all that a stream waits for its reader, who is given up then
    preload     modules that children import before their first job
    reaches     servers that children may ask, HOST:PORT; they have no other network
    """

    def __init__(
        self,
        size: int = 4,
        *,
        waiting: int = 256,
        patience: float = 5.0,
        megabytes: int = 1536,
        stall: float = 60.0,
        preload: tuple[str, ...] = (),
        reaches: tuple[str, ...] = (),
    ) -> None:
        self._roster = Roster(Terms(max(1, size), waiting, patience, megabytes, preload, reaches))
        self._stall = stall
        self._loop: asyncio.AbstractEventLoop | None = None

    async def start(self) -> None:
        """Get ready; the first child comes up meanwhile. For the thread that will stop it: children end with it."""
        self._loop = asyncio.get_running_loop()
        self._roster.start()

    async def stop(self) -> None:
        """End every child, and every job with it."""
        self._loop = None
        await self._roster.stop()

    async def call(self, function: Callable[..., T], *args: Any, seconds: float, client: str = "") -> T:
        """What the function returns, within its seconds.

        client  whose job this is, an address; "" is the server itself, which is not held to a share
        Raises Busy, Overran, Died, or what the function raises. Who cancels this kills the job.
        """
        body = pickle.dumps((function, args))
        worker = await self._given(Kind.CALL, body, client)
        outcome = None
        try:
            async with asyncio.timeout(seconds):
                outcome = Outcome.of(*await worker.receive())
        except TimeoutError:
            raise self._roster.overran(seconds) from None
        except (EOFError, OSError):
            raise await self._roster.died(worker) from None
        finally:
            self._roster.release(worker, client, fit=outcome is not None and outcome.fit)
        value: T = outcome.get()
        return value

    async def stream(
        self, function: Callable[..., None], *args: Any, seconds: float, client: str = ""
    ) -> tuple[Any, Stream]:
        """The head of what the function writes into its sink, which is its first argument, and the bytes as they come.

        Nothing is read ahead of the reader, for whom the job waits. `seconds` count the time in which the reader waits.
        Raises as `call`; the stream raises the same where it happens after the first bytes. Close the stream.
        """
        body = pickle.dumps((function, args))
        worker = await self._given(Kind.STREAM, body, client)
        stream = Stream(self._roster, worker, client, seconds, self._stall)
        return await stream.begin(), stream

    def call_sync(self, function: Callable[..., T], *args: Any, seconds: float, client: str = "") -> T:
        """`call`, for handlers that run in a thread of their own."""
        return self._bridged(self.call(function, *args, seconds=seconds, client=client))

    def stream_sync(
        self, function: Callable[..., None], *args: Any, seconds: float, client: str = ""
    ) -> tuple[Any, Stream]:
        """`stream`, for handlers that run in a thread of their own; the stream itself is read in the loop."""
        return self._bridged(self.stream(function, *args, seconds=seconds, client=client))

    def figures(self) -> Figures:
        """What there is to measure."""
        return self._roster.figures()

    async def _given(self, kind: Kind, body: bytes, client: str) -> Worker:
        """A worker that has taken the job; one that ended before it did is passed over."""
        while True:
            worker = await self._roster.granted(client)
            try:
                await worker.send(kind, body)
                return worker
            except OSError:
                self._roster.release(worker, client, fit=False)
                if self._loop is None:  # ended by `stop`, and no other comes
                    raise await self._roster.died(worker) from None
            except asyncio.CancelledError:
                self._roster.release(worker, client, fit=False)
                raise

    def _bridged(self, what: Coroutine[Any, Any, T]) -> T:
        if self._loop is None:
            what.close()
            raise RuntimeError(
                "Workers are asked before `start` or after `stop`: does the application have a lifespan?"
            )
        return asyncio.run_coroutine_threadsafe(what, self._loop).result()
