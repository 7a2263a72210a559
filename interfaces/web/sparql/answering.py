"""From a job to an HTTP response: small answers whole, large ones as they come, and none after the client has gone."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

from starlette.responses import Response

from interfaces.web.workers.sink import HELD
from kg.errors import CommitteeError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from interfaces.web.workers.stream import Stream

log: Final = logging.getLogger("kg.web")
T = TypeVar("T")


class ClientGone(Exception):
    """Whoever asked does not wait any longer."""


async def while_there(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The work's result; ClientGone, and the work cancelled, when the client leaves before. Read the body before."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_left(request.receive))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientGone
        return working.result()
    finally:
        await _cancelled(working, leaving)


async def response_of(stream: Stream, headers: Mapping[str, str], media_type: str, *, head_only: bool) -> Response:
    """The response of an answer that has begun. Raises what the answer raises before its first bytes."""
    first = await anext(stream, b"")
    if head_only:
        stream.close()
        length = {"Content-Length": str(len(first))} if len(first) < HELD else {}
        return Response(None, 200, {**headers, **length}, media_type)
    if len(first) < HELD and await anext(stream, None) is None:
        return Response(first, 200, dict(headers), media_type)
    return Flow(first, stream, headers, media_type)


class Flow(Response):
    """An answer as it comes. What goes wrong under way breaks the connection off: it never looks whole."""

    def __init__(self, first: bytes, stream: Stream, headers: Mapping[str, str], media_type: str) -> None:
        super().__init__(None, 200, dict(headers), media_type)
        del self.headers["content-length"]
        self._first = first
        self._stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        sending = asyncio.ensure_future(self._send(send))
        leaving = asyncio.ensure_future(_left(receive))
        waiting = asyncio.ensure_future(self._stream.given_up())
        try:
            await asyncio.wait({sending, leaving, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
        except (CommitteeError, OSError) as error:
            # The last message is not sent, upon which the server closes the connection.
            log.warning("a SPARQL answer broke off: %s", error)
        finally:
            # In this order: a socket that is closed while it is waited for takes its next owner's news.
            await _cancelled(sending, leaving, waiting)
            self._stream.close()

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self._first, "more_body": True})
        async for piece in self._stream:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _cancelled(*tasks: asyncio.Future[Any]) -> None:
    for task in tasks:
        if not task.done():
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task
