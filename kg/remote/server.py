"""HTTP to one server: connections that are kept, a name and password where it asks, and plain sentences for failures.

Python's own client, as for portals (ingest/fetch/connection.py). Only the host that was given is spoken to: no
redirect is followed, no proxy asked. By https a name and password go out when its certificate was found to hold.
"""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Final
from urllib.parse import SplitResult, urlsplit

from kg.errors import OutOfReach, WrongUse
from kg.remote.authorization import Authorization
from kg.remote.credentials import Credentials
from kg.remote.trust import refused, sent_on, trusting

CONNECTING: Final = 10.0  # seconds
IDLE: Final = 16  # connections that are kept
ELSEWHERE: Final = (301, 302, 303, 307, 308)
LET_GO: Final = (ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError)  # of a connection while nobody spoke


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; the names of its headers in small letters.

    challenges   the ways in which it takes a name and password, each as WWW-Authenticate says it
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    challenges: tuple[str, ...] = ()


class Server:
    """A server at one host and port. For any number of threads."""

    def __init__(self, url: str, given: Credentials | None = None) -> None:
        """WrongUse where the address is none of the web, or holds a password."""
        self._idle: list[http.client.HTTPConnection] = []
        self._lock = Lock()
        parts = split(url)
        self.scheme, self.host = parts.scheme, parts.hostname or ""
        self._port = parts.port or (443 if self.scheme == "https" else 80)
        self.origin = f"{self.scheme}://{parts.netloc}"
        self._authorization = Authorization(given)
        self._trusting = trusting() if self.scheme == "https" else None  # once: it reads all authorities of the machine

    def request(self, method: str, path: str, body: bytes, headers: Mapping[str, str], seconds: float) -> Reply:
        """Ask, and read the whole answer, a status of failure too.

        OutOfReach where nothing answers in time; WrongUse where a name and password are wanted and do not fit, or the
        server sends us on.
        """
        reply = self._sent(method, path, body, headers, seconds)
        if reply.status == 401 and self._authorization.challenged(reply.challenges):
            reply = self._sent(method, path, body, headers, seconds)
        if reply.status == 401:
            raise WrongUse(self._unknown())
        if reply.status in ELSEWHERE:
            raise WrongUse(sent_on(self.origin, reply.headers.get("location", "")))
        return reply

    @property
    def wants_digest(self) -> bool:
        """Whether each request is signed anew, and a signature may have become too old."""
        return self._authorization.scheme == "digest"

    def close(self) -> None:
        """Close the connections that are kept."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def __del__(self) -> None:
        self.close()

    def _unknown(self) -> str:
        if self._authorization.is_given:
            return f"{self.origin} does not accept the name and password that were given"
        return f"{self.origin} wants a name and a password: set KG_GRAPH_USER and KG_GRAPH_PASSWORD, or use ~/.netrc"

    def _sent(self, method: str, path: str, body: bytes, headers: Mapping[str, str], seconds: float) -> Reply:
        kept = self._kept()
        if kept is not None:
            try:
                return self._over(kept, method, path, body, headers, seconds)
            except LET_GO:
                pass
            except (OSError, http.client.HTTPException) as error:
                raise self._gone(error) from error
        connection = self._new()
        try:
            return self._over(connection, method, path, body, headers, seconds)
        except (OSError, http.client.HTTPException) as error:
            raise self._gone(error) from error

    def _over(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        path: str,
        body: bytes,
        headers: Mapping[str, str],
        seconds: float,
    ) -> Reply:
        try:
            if connection.sock is None:
                connection.connect()
            connection.sock.settimeout(seconds)
            told = {"User-Agent": "committee-kg", **headers, **self._authorization.header(method, path)}
            connection.request(method, path, body or None, told)
            answer = connection.getresponse()
            read = answer.read()
        except BaseException:
            connection.close()
            raise
        found = {name.lower(): value for name, value in answer.getheaders()}
        self._keep(connection)
        return Reply(answer.status, found, read, tuple(answer.headers.get_all("www-authenticate", [])))

    def _new(self) -> http.client.HTTPConnection:
        if self._trusting:
            return http.client.HTTPSConnection(self.host, self._port, timeout=CONNECTING, context=self._trusting)
        return http.client.HTTPConnection(self.host, self._port, timeout=CONNECTING)

    def _kept(self) -> http.client.HTTPConnection | None:
        with self._lock:
            return self._idle.pop() if self._idle else None

    def _keep(self, connection: http.client.HTTPConnection) -> None:
        with self._lock:
            if connection.sock is not None and len(self._idle) < IDLE:
                self._idle.append(connection)
                return
        connection.close()

    def _gone(self, error: Exception) -> OutOfReach:
        if told := refused(self.origin, error):
            return OutOfReach(told)
        if isinstance(error, TimeoutError):
            return OutOfReach(f"{self.origin} does not answer in time; try again, or ask its keepers")
        if isinstance(error, http.client.BadStatusLine) and not isinstance(error, ConnectionError):
            return OutOfReach(f"What answers at {self.origin} does not speak HTTP as a store does; is the port right?")
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return OutOfReach(f"{self.origin} cannot be reached ({why}); is it running?")


def split(url: str) -> SplitResult:
    """The parts of a server's address. WrongUse where it is none of the web, or holds a password."""
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        parts, fine = SplitResult("", "", "", "", ""), False
    if not fine:
        raise WrongUse(f"{without_password(url)} is no address of a server; give one like http://host:3030/ds")
    if "@" in parts.netloc:
        raise WrongUse(
            "A name and password do not belong into the address, where others can read them;"
            " set KG_GRAPH_USER and KG_GRAPH_PASSWORD, or use ~/.netrc"
        )
    return parts


def without_password(url: str) -> str:
    """An address as it may be shown."""
    head, at, tail = url.rpartition("@")
    return f"{head.partition('//')[0]}//{tail}" if at and "//" in head else tail
