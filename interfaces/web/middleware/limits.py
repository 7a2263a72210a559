"""How much and how often a client may ask."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from interfaces.web.problems import refused

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_ADDRESS: Final = 200_000  # bytes of path and query: a SPARQL query of 50,000 characters, percent-encoded
CLIENTS: Final = 10_000  # addresses that are remembered


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

    def take(self, client: str) -> float:
        """Take a token; 0 when there was one, else the seconds until there is."""
        now = self._clock()
        tokens, since = self._left.pop(client, (self._burst, now))
        tokens = min(self._burst, tokens + (now - since) * self._rate)
        taken = tokens >= 1.0
        self._left[client] = (tokens - 1.0 if taken else tokens, now)
        if len(self._left) > CLIENTS:
            self._left.popitem(last=False)
        return 0.0 if taken else (1.0 - tokens) / self._rate


class Limits:
    """Refuses what is too large or comes too often, before anything is done for it."""

    def __init__(self, app: ASGIApp, body_bytes: int, a_second: float, burst: int) -> None:
        self._app = app
        self._body = body_bytes
        self._buckets = Buckets(a_second, burst) if a_second > 0 else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        if refusal := self._refusal(scope):
            return await refusal(scope, receive, send)
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

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return refused(scope, 414, "The address is too long. Send a long query by POST.")
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self._body:
            return self._too_large(scope)
        if self._buckets and (wait := self._buckets.take((scope.get("client") or ("",))[0])):
            seconds = str(max(1, round(wait + 0.5)))
            return refused(scope, 429, "Too many requests came from your address. Try again in a moment.",
                           {"Retry-After": seconds})  # fmt: skip
        return None

    def _too_large(self, scope: Scope) -> ASGIApp:
        return refused(scope, 413, f"The request is larger than {self._body:,} bytes.")
