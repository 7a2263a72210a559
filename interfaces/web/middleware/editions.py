"""Gives each request its edition, and answers what is known of it: 304 to who has the answer, kept pages to others."""

from __future__ import annotations

import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from interfaces.web.middleware.unmixed import Written, next_edition, reached
from interfaces.web.page_cache import Kept
from interfaces.web.problems import LATER, refused

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from interfaces.web.edition import Edition, Editions

# What does not depend on the generation alone, or answers for itself.
NOT_KEPT: Final = ("/static/", "/health", "/metrics", "/dump/")
SPARQL: Final = "/sparql"  # which knows its answers by tags of its own, and tells by them which hold for a generation
UNDER_WAY: Final = "New papers are being published just now. Please try again in a minute."
DEPENDS_ON: Final = (b"accept", b"host", b"range", b"origin")
LARGEST: Final = 2_000_000  # bytes of an answer that is kept
LARGEST_OF_SPARQL: Final = 256 * 1024


class PerEdition:
    """Binds the current edition to the request. Answers to GET carry an ETag by which they are known again."""

    def __init__(self, app: ASGIApp, editions: Editions) -> None:
        self._app = app
        self._editions = editions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        edition, asked = self._editions.current, dict(scope)
        try:
            return await self._answered(edition, scope, receive, send)
        except Written:
            pass
        if scope["method"] in ("GET", "HEAD") and (following := await next_edition(self._editions, edition)):
            scope.clear()
            scope.update(asked)
            try:
                return await self._answered(following, scope, receive, send)
            except Written:
                pass
        why = UNDER_WAY if await reached(edition) else LATER
        return await refused(scope, 503, why, {"Retry-After": "5", "Cache-Control": "no-store"})(scope, receive, send)

    async def _answered(self, edition: Edition, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from an edition. Written, before anything is sent, where that was written over meanwhile."""
        scope["edition"] = edition
        if scope["method"] not in ("GET", "HEAD") or scope["path"].startswith(NOT_KEPT):
            return await self._app(scope, receive, send)
        key = _key(scope)
        tag = f'W/"{edition.stamp}-{key}"'.encode()
        known = _said(scope, b"if-none-match")
        if known and scope["path"] == SPARQL:
            return await self._app(scope, receive, send)
        if tag in known and not _said(scope, b"range"):
            return await _not_modified(send, tag)
        if kept := edition.cache.get(key):
            scope["kept"] = "kept"
            return await _send_kept(send, kept, scope["method"])
        return await self._app(scope, receive, _Keeping(scope, send, edition, key, tag))


class _Keeping:
    """Sends an answer on, marks it with its tag, and keeps it when it is whole."""

    def __init__(self, scope: Scope, send: Send, edition: Edition, key: str, tag: bytes) -> None:
        self._scope = scope
        self._send = send
        self._edition = edition
        self._key = key
        self._tag = tag
        self._of_sparql = scope["path"] == SPARQL
        self._most = LARGEST_OF_SPARQL if self._of_sparql else LARGEST
        self._headers: list[tuple[bytes, bytes]] | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        """Send a message on."""
        if message["type"] == "http.response.start" and message["status"] == 200:
            self._begin(message)
        elif message["type"] == "http.response.body" and self._headers is not None:
            self._go_on(message)
        await self._send(message)

    def _begin(self, message: Message) -> None:
        headers = message.setdefault("headers", [])
        names = {name for name, _ in headers}
        if (b"etag" in names) != self._of_sparql or (b"cache-control", b"no-store") in headers:
            return
        if not self._of_sparql:
            self._mark(headers, names)
        if self._scope["method"] == "GET" and b"content-length" in names:
            self._headers = list(headers)

    def _mark(self, headers: list[tuple[bytes, bytes]], names: set[bytes]) -> None:
        headers.append((b"etag", self._tag))
        if b"cache-control" not in names:
            headers.append((b"cache-control", b"no-cache"))  # keep it, but ask whether it still holds
        if b"vary" not in names:
            headers.append((b"vary", b"Accept"))

    def _go_on(self, message: Message) -> None:
        self._body += message.get("body", b"")
        if len(self._body) > self._most:
            self._headers = None
        elif not message.get("more_body") and self._headers is not None:
            self._edition.cache.put(self._key, Kept(tuple(self._headers), self._body))


def _key(scope: Scope) -> str:
    """What an answer depends on: the address, the form asked for, and the day, for some pages count from today.

    Also how the server was called, for feeds and files have whole addresses in them. Each part with its length, so that
    no part can reach into the next: a path may hold any byte.
    """
    heads = (_said(scope, name) for name in DEPENDS_ON)
    parts = (
        scope["path"].encode("utf-8", "surrogatepass"), scope["query_string"], scope["scheme"].encode(),
        repr(scope.get("server")).encode(), *heads, datetime.date.today().isoformat().encode(),
    )  # fmt: skip
    digest = blake2b(digest_size=12)
    for part in parts:
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.hexdigest()


def _said(scope: Scope, name: bytes) -> bytes:
    """Every value of a header: a client that says two things is not taken for one that says the last of them."""
    return b",".join(value for each, value in scope["headers"] if each == name)


async def _not_modified(send: Send, tag: bytes) -> None:
    headers = [(b"etag", tag), (b"cache-control", b"no-cache"), (b"vary", b"Accept")]
    await send({"type": "http.response.start", "status": 304, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _send_kept(send: Send, kept: Kept, method: str) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": list(kept.headers)})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else kept.body})
