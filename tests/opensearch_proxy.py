"""A door before a server (the cluster, a store) that tests close, narrow, or answer at themselves."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError

Answer = tuple[int, bytes] | tuple[int, bytes, Mapping[str, str]]  # status, body, and headers besides
Guard = Callable[["Request"], Answer | None]
CUT: Answer = (0, b"")  # the connection ends without an answer
KEPT = ("content-type", "content-encoding", "accept")


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked, as it came."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str]

    def plain(self) -> bytes:
        """The body without compression."""
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body


@dataclass(slots=True)
class Proxy:
    """Where it is, what came through, and who may answer in the cluster's place, or change what goes there."""

    url: str
    guard: Guard = lambda _request: None
    seen: list[Request] = field(default_factory=list)

    def bulks(self) -> list[Request]:
        """Lots of passages that came."""
        return [each for each in self.seen if each.path.partition("?")[0].endswith("/_bulk")]


class Server(ThreadingHTTPServer):
    """A connection that the other side gives up is none of a test's business."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def proxied(cluster: str, guard: Guard | None = None, certificate: Path | None = None) -> Iterator[Proxy]:
    """A proxy of a cluster; of nothing where `cluster` is empty: then the guard answers all. With a certificate and its
    key in a file it is asked by HTTPS."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _do(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            told = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, body, told)
            proxy.seen.append(request)
            answer = proxy.guard(request)
            self._answer(answer or forwarded(cluster, request))

        def _answer(self, answer: Answer) -> None:
            status, data, *more = answer
            if answer == CUT:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            for name, value in (more[0] if more else {}).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _do  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    proxy = Proxy(
        f"http{'s' if certificate else ''}://127.0.0.1:{server.server_address[1]}", guard or (lambda _request: None)
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def forwarded(cluster: str, request: Request) -> Answer:
    """What the cluster answers."""
    headers = {name: value for name, value in request.headers.items() if name in KEPT}
    asked = urllib.request.Request(cluster + request.path, request.body or None, headers, method=request.method)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked, timeout=60) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()
