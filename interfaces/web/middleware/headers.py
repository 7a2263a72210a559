"""Headers that keep a browser from doing anything with a page but show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Nothing from elsewhere, no inline script or style, no framing: a paper's words cannot become a program.
POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)


OPEN: Final = (b"access-control-allow-origin", b"*")


def add_safe_headers(given: list[tuple[bytes, bytes]], *, exempt: bool = False) -> None:
    """Add the headers that an answer does not set itself.

    exempt   papers not for publication are served: nothing between the server and who asked may keep an answer
    """
    known = {name for name, _ in given}
    if OPEN in given:
        known.add(b"cross-origin-resource-policy")  # anybody's page may read it, also where that is `require-corp`
    given.extend(header for header in HEADERS if header[0] not in known)
    if exempt:
        kept = [value for name, value in given if name == b"cache-control"]
        given[:] = [header for header in given if header[0] != b"cache-control"]
        given.append((b"cache-control", _private(b", ".join(kept) or b"no-cache")))


def _private(kept: bytes) -> bytes:
    return kept if b"private" in kept or b"no-store" in kept else b"private, " + kept


class SafeHeaders:
    """Adds the headers that an answer does not set itself."""

    def __init__(self, app: ASGIApp, exempt: bool = False) -> None:
        self._app = app
        self._exempt = exempt

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = given = list(message.get("headers", []))
                add_safe_headers(given, exempt=self._exempt)
            await send(message)

        return await self._app(scope, receive, sending)
