"""No answer of two generations, where the graph is in a server that is written while it is asked.

A folder's generation never changes; a server's graph is written in place. So when an answer is made, and before it is
sent, the server is asked whether it still stands as it did when the edition was opened. If not, the answer is thrown
away and made again from the next edition; while a publication is under way, whoever asks waits for it a while, and is
then told to come again. What is kept of an edition was looked at in this way, and is sent all the while.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool

from kg.errors import CommitteeError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from interfaces.web.edition import Edition, Editions

UNASKED: Final = ("/static/", "/health", "/metrics")  # what says nothing of any paper
PATIENCE: Final = 5.0  # seconds that an answer waits for a publication to end
PAUSE: Final = 0.25
log = logging.getLogger("kg.web")


class Written(Exception):
    """The server was written since the edition was opened; nothing of the answer was sent yet."""


class Unmixed:
    """Sends an answer when it is sure that it is of one generation. Raises Written where it is not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["type"] == "http" and not scope["path"].startswith(UNASKED) and scope["edition"].in_server:
            send = _Sending(scope["edition"], send)
        await self._app(scope, receive, send)


class _Sending:
    """Holds a whole answer back until it is looked at; of one that comes in pieces the beginning, and the last piece:
    without that it never looks whole."""

    def __init__(self, edition: Edition, send: Send) -> None:
        self._edition = edition
        self._send = send
        self._held: list[Message] = []

    async def __call__(self, message: Message) -> None:
        """Take a message."""
        if message["type"] == "http.response.start":
            self._held.append(message)
            return
        if message.get("more_body") and self._held and _has_length(self._held[0]):
            self._held.append(message)
            return
        begun = not self._held
        if self._held and self._held[0]["status"] == 503:  # which promises nothing
            pass
        elif (self._held or not message.get("more_body")) and not await settled(self._edition):
            if not begun:
                raise Written
            log.warning("an answer broke off, for its generation was written over")
            return
        held, self._held = [*self._held, message], []
        for each in held:
            await self._send(each)


def _has_length(start: Message) -> bool:
    return any(name == b"content-length" for name, _ in start.get("headers", ()))


async def settled(edition: Edition) -> bool:
    """Whether the server stands as it did when the edition was opened; no where it does not answer."""
    try:
        return await run_in_threadpool(edition.holdings.settled)
    except CommitteeError:
        return False


async def reached(edition: Edition) -> bool:
    """Whether its server answers at all."""
    try:
        await run_in_threadpool(edition.holdings.settled)
    except CommitteeError:
        return False
    return True


async def next_edition(editions: Editions, last: Edition) -> Edition | None:
    """The edition that comes after one that was written over, or the same where it stands again; None where a
    publication takes longer than people wait."""
    until = asyncio.get_running_loop().time() + PATIENCE
    while asyncio.get_running_loop().time() < until:
        await run_in_threadpool(editions.look)
        if editions.current is not last or await settled(last):
            return editions.current
        await asyncio.sleep(PAUSE)
    return None
