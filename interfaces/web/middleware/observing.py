"""What was asked and how it went: a line of JSON a request in the log, and figures for Prometheus.

The words that people search for are not logged: the path is, the query string is not.
"""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

access: Final = logging.getLogger("kg.access")
LONGEST_PATH: Final = 500  # characters of it in the log
BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Figures:
    """The figures of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("kg_requests", "Requests answered", ("page", "status"), registry=self.registry)
        self.seconds = Histogram(
            "kg_request_seconds", "Seconds until the last byte", ("page",), buckets=BUCKETS, registry=self.registry
        )
        self.open = Gauge("kg_requests_open", "Requests being answered", registry=self.registry)
        self.workers = Gauge(
            "kg_workers", "Workers and their jobs: now, and (done, overran, died, refused) since the start", ("what",),
            registry=self.registry,
        )  # fmt: skip
        self.generation = Gauge("kg_generation", "The generation that is served", registry=self.registry)

    def text(self) -> bytes:
        """All figures as Prometheus reads them (text format 0.0.4)."""
        from prometheus_client import generate_latest

        return generate_latest(self.registry)


class Observing:
    """The outermost layer: measures a request, and writes it down when it is done."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        began = time.perf_counter()
        status, size = 500, 0

        async def sending(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        self._figures.open.inc()
        try:
            await self._app(scope, receive, sending)
        finally:
            self._figures.open.dec()
            self._note(scope, status, size, time.perf_counter() - began)
        return None

    def _note(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        page = page_of(scope)
        self._figures.requests.labels(page, str(status)).inc()
        self._figures.seconds.labels(page).observe(seconds)
        if access.isEnabledFor(logging.INFO):
            # In ASCII: a path may hold letters that a terminal obeys, or that turn the rest of the line round.
            access.info(json.dumps(_line(scope, page, status, size, seconds)))


def page_of(scope: Scope) -> str:
    """Which page a request was for, by its handler's module and name; few, whatever people ask for."""
    if "kept" in scope:
        return str(scope["kept"])
    endpoint = scope.get("endpoint")
    module = str(getattr(endpoint, "__module__", "")).removeprefix("interfaces.web.")
    return f"{module}.{getattr(endpoint, '__name__', type(endpoint).__name__)}" if endpoint else "none"


def _line(scope: Scope, page: str, status: int, size: int, seconds: float) -> dict[str, object]:
    edition = scope.get("edition")
    return {
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "client": (scope.get("client") or ("",))[0],
        "method": scope["method"],
        "path": scope["path"][:LONGEST_PATH],
        "status": status,
        "bytes": size,
        "ms": round(seconds * 1000, 1),
        "page": page,
        "generation": edition.number if edition else None,
    }
