"""How much and how often a client may ask."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from interfaces.web.problems import refused

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_ADDRESS: Final = 200_000  # bytes of path and query: a SPARQL query of 50,000 characters, percent-encoded
LONGEST_PATH: Final = 4_000  # characters; Python reads no number of more than 4,300 digits, which was a fault
CLIENTS: Final = 10_000  # addresses that are remembered
# Threads answer pages, 40 of them (anyio): one client has at most half, and its other requests wait for their turn.
AT_ONCE: Final = 20
COSTLY: Final = 4096  # bytes that count as a request
UNTOLD: Final = 10 * COSTLY  # what a body is taken for whose length nobody tells
OWN_TURNS: Final = ("/sparql", "/ask")  # workers answer these, and have shares of their own
ONCE: Final = (b"host", b"content-length", b"content-type", b"transfer-encoding")


class TooLarge(Exception):
    """A request's body went on beyond what is allowed."""


class Buckets:
    """A token bucket a client: `a_second` tokens come back, `burst` are there at most.

    https://en.wikipedia.org/wiki/Token_bucket. Clients longest unheard of are forgotten, for their buckets are full.
    """

    def __init__(self, a_second: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = a_second
        self._burst = float(burst)
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str, cost: float = 1.0) -> float:
        """Take a token, or several; 0 when they were there, else the seconds until they are."""
        now, cost = self._clock(), min(cost, self._burst)
        tokens, since = self._left.pop(client, (self._burst, now))
        tokens = min(self._burst, tokens + (now - since) * self._rate)
        taken = tokens >= cost
        self._left[client] = (tokens - cost if taken else tokens, now)
        if len(self._left) > CLIENTS:
            self._left.popitem(last=False)
        return 0.0 if taken else (cost - tokens) / self._rate


class Turns:
    """Lets each client have so many requests at work at once; what is beyond that waits, in the order it came."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._open: dict[str, asyncio.Semaphore] = {}
        self._users: dict[str, int] = {}

    @asynccontextmanager
    async def of(self, client: str) -> AsyncIterator[Callable[[], None]]:
        """Wait for a turn; what is given back ends it early, once."""
        turns = self._open.setdefault(client, asyncio.Semaphore(self._at_once))
        self._users[client] = self._users.get(client, 0) + 1
        ended = True

        def end() -> None:
            nonlocal ended
            if not ended:
                ended = True
                turns.release()

        try:
            await turns.acquire()
            ended = False
            yield end
        finally:
            end()
            self._users[client] -= 1
            if not self._users[client]:
                del self._users[client], self._open[client]

    def __len__(self) -> int:
        return len(self._open)


@lru_cache(maxsize=4096)
def household(address: str) -> str:
    """Whom an address stands for: of IPv6 its first 64 bits, for whoever has one address there has all of them."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address[:100]
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(known) >> 64 << 64, 64)))


def cost_of(scope: Scope) -> float:
    """How many requests a request counts as: one, and one more for every so many bytes of query and body.

    The longest query takes 60 ms to look at, before any worker has it (2026-11-22): fifty of them a second are all that
    one processor can do.
    """
    headers = dict(scope["headers"])
    length = UNTOLD if b"transfer-encoding" in headers else int(headers.get(b"content-length", b"0"))
    return 1.0 + float((len(scope["query_string"]) + length) // COSTLY)


class Limits:
    """Refuses what is too large or comes too often, before anything is done for it."""

    def __init__(self, app: ASGIApp, body_bytes: int, a_second: float, burst: int) -> None:
        self._app = app
        self._body = body_bytes
        self._buckets = Buckets(a_second, burst) if a_second > 0 else None
        self._turns = Turns(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        client = household((scope.get("client") or ("",))[0])
        if refusal := self._refusal(scope, client):
            return await refusal(scope, receive, send)
        if scope["path"].startswith(OWN_TURNS):
            return await self._limited(scope, receive, send)
        async with self._turns.of(client) as end:

            async def sending(message: Message) -> None:
                if message["type"] == "http.response.start":
                    end()  # who reads slowly keeps nobody of the same house waiting
                await send(message)

            return await self._limited(scope, receive, sending)

    async def _limited(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and no more of its body than is allowed."""
        left = self._body

        async def receiving() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise TooLarge
            return message

        try:
            return await self._app(scope, receiving, send)
        except TooLarge:
            return await self._too_large(scope)(scope, receive, send)

    def _refusal(self, scope: Scope, client: str) -> ASGIApp | None:
        # Two of these are read differently by different programs, of which one may be a proxy before us.
        names = [name for name, _ in scope["headers"] if name in ONCE]
        if len(names) != len(set(names)):
            return refused(scope, 400, "The request says two things at once: a header that stands once came twice.")
        whole = len(scope.get("raw_path") or b"") + len(scope["query_string"])
        if whole > LONGEST_ADDRESS or len(scope["path"]) > LONGEST_PATH:
            return refused(scope, 414, "The address is too long. Send a long query by POST.")
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self._body:
            return self._too_large(scope)
        if self._buckets and (wait := self._buckets.take(client, cost_of(scope))):
            seconds = str(max(1, round(wait + 0.5)))
            return refused(scope, 429, "Too many requests came from your address. Try again in a moment.",
                           {"Retry-After": seconds})  # fmt: skip
        return None

    def _too_large(self, scope: Scope) -> ASGIApp:
        return refused(scope, 413, f"The request is larger than {self._body:,} bytes.")
