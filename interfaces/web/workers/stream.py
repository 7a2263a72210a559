"""A job's answer as it comes."""

from __future__ import annotations

import asyncio
import pickle
from typing import Any, Self

from interfaces.web.workers.errors import Overran
from interfaces.web.workers.frames import Kind
from interfaces.web.workers.outcome import Outcome
from interfaces.web.workers.roster import Roster
from interfaces.web.workers.worker import Worker


class Stream:
    """Iterate over its bytes, then or in between `close` it: a job that is not done by then is killed.

    While nobody asks for the next bytes, the job stands still and its time with it; but only so long.
    """

    def __init__(self, roster: Roster, worker: Worker, client: str, seconds: float, stall: float) -> None:
        self._roster, self._worker, self._client = roster, worker, client
        self._seconds = self._left = seconds
        self._stall = self._stall_left = stall
        self._asked_last = 0.0
        self._watch: asyncio.TimerHandle | None = None
        self._over = False
        self._stalled = asyncio.Event()

    async def begin(self) -> Any:
        """Wait for the head."""
        kind, answer = await self._receive()
        if kind is Kind.HEAD:
            return pickle.loads(answer)
        self._settle(kind, answer)
        return None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        if self._stalled.is_set():
            raise Overran(f"The reader took nothing for {self._stall:g} seconds in all, and was given up.")
        if self._over:
            raise StopAsyncIteration
        kind, body = await self._receive()
        if kind is Kind.DATA:
            return body
        self._settle(kind, body)
        raise StopAsyncIteration

    def close(self) -> None:
        """Have done with it."""
        self._end(fit=False)

    async def aclose(self) -> None:
        """`close`, as async iterators have it."""
        self.close()

    async def _receive(self) -> tuple[Kind, bytes]:
        """The next frame, within what is left of the job's time."""
        loop = asyncio.get_running_loop()
        if self._watch:
            self._watch.cancel()
            self._stall_left -= loop.time() - self._asked_last
        began, whole = loop.time(), False
        try:
            async with asyncio.timeout(max(0.0, self._left)):
                frame = await self._worker.receive()
        except TimeoutError:
            raise self._roster.overran(self._seconds) from None
        except (EOFError, OSError):
            raise await self._roster.died(self._worker) from None
        else:
            whole = True
        finally:
            if not whole:
                self.close()
        self._asked_last = loop.time()
        self._left -= self._asked_last - began
        self._watch = loop.call_later(max(0.0, self._stall_left), self._give_up)
        return frame

    async def given_up(self) -> None:
        """Wait until the reader has taken nothing for too long, which may be never; the job is killed then."""
        await self._stalled.wait()

    def _give_up(self) -> None:
        self._stalled.set()
        self.close()

    def _settle(self, kind: Kind, body: bytes) -> None:
        outcome = Outcome.of(kind, body)
        self._end(fit=outcome.fit)
        outcome.get()

    def _end(self, *, fit: bool) -> None:
        if self._watch:
            self._watch.cancel()
        if not self._over:
            self._over = True
            self._roster.release(self._worker, self._client, fit=fit)
