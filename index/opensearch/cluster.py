"""A cluster that is asked over HTTP: one call for all requests, and every error as one sentence of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from index.opensearch.location import PASSWORD, USER, Location
from kg.errors import BadQuery, OutOfReach, WrongUse
from kg.remote.credentials import credentials
from kg.remote.trust import refused, sent_on, trusting

SECONDS: Final = 10.0  # that a question may take; who writes says more
CONNECTIONS: Final = 40  # kept open: as many as a server has threads
INSTALL: Final = "The text index in a cluster needs the package opensearch-py; install committee-kg[opensearch]."

Body = Mapping[str, Any] | bytes | None


class Refused(OutOfReach):
    """A cluster's answer that is an error; `status` is HTTP's, `kind` the cluster's own word for it."""

    def __init__(self, message: str, status: int, kind: str) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind

    @property
    def passes(self) -> bool:
        """Whether the same request may be granted later: the cluster has too much to do, or looks for a node."""
        return self.status in (429, 502, 503, 504)


class Cluster:
    """A connection to the cluster of a location. Threads may share it; it goes to the host that it was given only."""

    def __init__(self, at: Location) -> None:
        self.at = at
        self._client = _client(at)

    def ask(
        self,
        method: str,
        path: str,
        body: Body = None,
        params: Mapping[str, Any] | None = None,
        seconds: float = SECONDS,
    ) -> Any:
        """The answer to a request, read.

        Refused where the cluster says no, OutOfReach where it does not answer in time, WrongUse where it wants another
        password.
        """
        from opensearchpy.exceptions import ImproperlyConfigured, SerializationError, TransportError

        asked = (params or {}).items()
        told = {name: str(value).lower() if isinstance(value, bool) else value for name, value in asked}
        try:
            return self._client.transport.perform_request(
                method, path, params={**told, "request_timeout": seconds}, body=body, headers=_headers(body)
            )
        except TransportError as error:
            raise self._told(error) from error
        except (ImproperlyConfigured, SerializationError) as error:
            raise OutOfReach(f"What answers at {self.at.server} is no OpenSearch cluster.") from error

    def there(self, path: str) -> Any:
        """The answer to a GET; None where there is nothing."""
        try:
            return self.ask("GET", path)
        except Refused as error:
            if error.status == 404:
                return None
            raise

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _told(self, error: Any) -> Exception:
        from opensearchpy.exceptions import ConnectionTimeout

        if isinstance(error, ConnectionTimeout):
            return OutOfReach(f"The cluster at {self.at.server} does not answer in time; try again later.")
        if told := next((each for beneath in error.args for each in _doubted(self.at.server, beneath)), None):
            return OutOfReach(f"{told}.")
        if not isinstance(error.status_code, int):
            return OutOfReach(f"The cluster at {self.at.server} cannot be reached; try again when it runs.")
        return self._refusal(error.status_code, *_reason(error.info, str(error.error)))

    def _refusal(self, status: int, kind: str, reason: str) -> Exception:
        if 300 <= status < 400:
            return WrongUse(f"{sent_on(self.at.server, '')}.")
        if status in (401, 403) and kind != "cluster_block_exception":  # which is a full disk
            return WrongUse(
                f"The cluster at {self.at.server} does not let us in; set {USER} and {PASSWORD} to a user who may "
                f"use the indexes {self.at.name}*."
            )
        if kind == "too_many_clauses" or "maxClauseCount" in reason or "nested depth" in reason:
            return BadQuery("The query has more words or parentheses than the cluster takes; shorten it.")
        if status == 404 and kind == "index_not_found_exception":
            reason = "the index is not there, or not any more; try again"
        elif status == 404 and not kind:
            reason = "that is no answer of OpenSearch's; see that the address is right"
        return Refused(f"The cluster at {self.at.server} answers {status}: {reason[:300]}.", status, kind)


def _client(at: Location) -> Any:
    try:
        from opensearchpy import OpenSearch
    except ImportError as error:
        raise WrongUse(INSTALL) from error
    import logging
    import os

    # What went wrong is said by our errors: the package would write every 404 to a terminal, with its address.
    logging.getLogger("opensearch").addHandler(logging.NullHandler())

    given = credentials("TEXT", at.host, os.environ)
    secure = at.scheme == "https"
    return OpenSearch(
        [{"host": at.host, "port": at.port, "url_prefix": at.path.strip("/")}],
        http_auth=(given.user, given.password) if given else None,
        use_ssl=secure,
        # The machine's own authorities, and those of SSL_CERT_FILE: a council's cluster has a certificate of its own.
        ssl_context=trusting() if secure else None,
        http_compress=True,
        pool_maxsize=CONNECTIONS,
        max_retries=1,  # a connection that the server closed meanwhile
        retry_on_status=(),
        timeout=SECONDS,
    )


def _doubted(server: str, error: object) -> Iterator[str]:
    """What is wrong with how a server proves who it is, which the packages wrap."""
    for each in (error, *getattr(error, "args", ())):
        if told := refused(server, each):
            yield told


def _headers(body: Body) -> dict[str, str] | None:
    return {"content-type": "application/x-ndjson"} if isinstance(body, bytes) else None


def _reason(info: Any, otherwise: str) -> tuple[str, str]:
    """The cluster's word for what is wrong, and its sentence: that of the first shard where it tells of shards."""
    error = info.get("error") if isinstance(info, dict) else None
    if not isinstance(error, dict):
        return "", otherwise
    causes = error.get("root_cause") or [error]
    deepest = error
    while isinstance(deepest.get("caused_by"), dict):
        deepest = deepest["caused_by"]
    kind = str(deepest.get("type") or error.get("type") or "")
    return kind, str(causes[0].get("reason") or error.get("reason") or otherwise).rstrip(".")
