"""A server in this process, on a real port, with any settings: for tests that need limits which `kg serve` fixes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import uvicorn
from starlette.applications import Starlette

from interfaces.web.app import create_app
from interfaces.web.settings import Settings
from interfaces.web.workers.pool import Workers
from kg.base import Base
from tests.serving import free_port

PATIENCE = 60.0


@contextmanager
def running(base: Base, workers: Workers | None = None, **told: object) -> Iterator[tuple[str, Starlette]]:
    """The address of a server, and its application, for a `with` block; with other workers than its settings give."""
    port = free_port()
    settings = Settings(base, port=port, **{"requests_a_second": 0.0, **told})  # type: ignore[arg-type]
    app = create_app(settings)
    app.state.workers = workers or app.state.workers
    config = uvicorn.Config(app, port=port, log_config=None, access_log=False, timeout_graceful_shutdown=5)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}", app
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


class Reply:
    """An answer with its body."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self) -> str:
        """The body as words."""
        return self.body.decode()


def ask(
    address: str, method: str = "GET", body: str | bytes | None = None, headers: dict[str, str] | None = None,
    **parameters: str,
) -> Reply:  # fmt: skip
    """Ask a server's `/sparql`, default_graph_uri for default-graph-uri; IncompleteRead where the answer breaks off."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
    try:
        path = "/sparql" + (
            f"?{urlencode({name.replace('_', '-'): value for name, value in parameters.items()})}" if parameters else ""
        )
        connection.request(method, path, body.encode() if isinstance(body, str) else body, headers or {})
        answer = connection.getresponse()
        return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()
