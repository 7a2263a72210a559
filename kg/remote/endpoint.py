"""A SPARQL 1.1 store in a server: where it is asked and where it is written, found from one address.

Stores have their places each: Oxigraph /query and /update, Fuseki /ds/sparql and /ds/update, Virtuoso /sparql and
/sparql-auth. `connect` tries them, with a question and an update that change nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from kg.errors import CommitteeError, OutOfReach, WrongUse
from kg.remote.credentials import Credentials
from kg.remote.server import Reply, Server, split, without_password
from kg.remote.store import Rejected
from kg.vocabulary import OURS

ROWS: Final = "application/sparql-results+json"
ANSWERING: Final = 60.0  # seconds that a question may take
WRITING: Final = 300.0
TRIED: Final = "ASK { ?s ?p ?o }"
NOTHING: Final = f"DROP SILENT GRAPH <{OURS}graph/none>"  # an update that changes nothing
SIGNED: Final = 10_000  # bytes from which a signature is tried first
DRAFT: Final = b'"type": "typed-literal"'
BOOLEAN: Final = re.compile(rb'("datatype": "http://www\.w3\.org/2001/XMLSchema#boolean", "value": )"([01])"')
Cell = str | None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A store: questions go to `query`, updates to `update`, paths at the server; None where it is not written.

    quads   where it is given whole files of N-Quads, as Fuseki takes them beside the standard; None for others
    """

    server: Server
    query: str
    update: str | None
    quads: str | None = None
    seconds: float = ANSWERING

    @property
    def shown(self) -> str:
        """The store's address, for messages."""
        return f"{self.server.origin}{self.query}"

    def ask(
        self,
        query: str,
        accept: str,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        seconds: float | None = None,
    ) -> bytes:
        """The answer, whole. Rejected where the store cannot read the query, OutOfReach where it does not answer."""
        form = [("query", query), *(("default-graph-uri", each) for each in default_graphs),
                *(("named-graph-uri", each) for each in named_graphs)]  # fmt: skip
        reply = _posted(self.server, self.query, form, accept, seconds or self.seconds)
        answer = _answer(reply, self.shown)
        return mended(answer) if accept == ROWS else answer

    def rows(self, query: str) -> list[list[Cell]]:
        """The rows of a SELECT of ours, its cells as plain strings. OutOfReach also where the answer is no answer."""
        try:
            answer = json.loads(self.ask(query, ROWS, seconds=WRITING))
            names = answer["head"]["vars"]
            return [[row[name]["value"] if name in row else None for name in names] for row in _bindings(answer)]
        except (ValueError, KeyError, TypeError, Rejected) as error:
            raise OutOfReach(f"{self.shown} gives no answer that can be read ({str(error)[:200]})") from error

    def holds(self, pattern: str) -> bool:
        """Whether an ASK is true."""
        try:
            return bool(json.loads(self.ask(f"ASK {{ {pattern} }}", ROWS))["boolean"])
        except (ValueError, KeyError, TypeError, Rejected) as error:
            raise OutOfReach(f"{self.shown} gives no answer that can be read ({str(error)[:200]})") from error

    def write(self, update: str) -> None:
        """Do an update. OutOfReach where the store refuses it, for its disk may be full, or does not answer."""
        if self.update is None:
            raise WrongUse(f"{self.shown} cannot be written: no update endpoint was given or found beside it")
        body = update.encode()
        if self.server.wants_digest and len(body) > SIGNED:
            # A signature too old is refused before the body is read, and the connection cut: Virtuoso, 2026-11-22.
            self._written(_updated(self.server, self.update, NOTHING.encode(), WRITING), "an update")
        self._written(_updated(self.server, self.update, body, WRITING), "an update")

    def load(self, lines: str) -> None:
        """Add lines of N-Quads, where the store takes them. Raises as `write` does."""
        if self.quads is None:
            raise WrongUse(f"{self.shown} takes no N-Quads")
        self._written(_loaded(self.server, self.quads, lines.encode()), "quads")

    def _written(self, reply: Reply, what: str) -> None:
        try:
            _answer(reply, self.shown)
        except Rejected as error:
            raise OutOfReach(f"{self.shown} refuses {what} ({error})") from error


def connect(
    url: str,
    given: Credentials | None = None,
    *,
    query: str | None = None,
    update: str | None = None,
    to_write: bool = False,
) -> Endpoint:
    """The store at an address.

    query, update   where it is asked and written, if that is not to be found by trying: addresses at the server
    to_write        whether it is to be written
    WrongUse where no SPARQL store answers, or it may not be asked or written; OutOfReach where nothing answers.
    """
    server = Server(url, given)
    for other in (query, update):
        if other and f"{split(other).scheme}://{split(other).netloc}" != server.origin:
            raise WrongUse(f"{without_password(other)} is not at {server.origin}, the only server that is spoken to")
    root = split(url).path.rstrip("/")
    asked = _asked(server, [_path(query)] if query else _query_places(root), url)
    if not to_write:
        return Endpoint(server, asked, _path(update) if update else None)
    written = _written(server, [_path(update)] if update else _update_places(root, asked), url)
    return Endpoint(server, asked, written, _taking_quads(server, written))


def _query_places(root: str) -> list[str]:
    return list(dict.fromkeys([*([root] if root else []), f"{root}/sparql", f"{root}/query", f"{root}/sparql-auth"]))


def _update_places(root: str, asked: str) -> list[str]:
    beside = asked.rpartition("/")[0]
    places = (
        f"{root}/update",
        f"{beside}/update",
        f"{asked}-auth",
        f"{beside}/sparql-auth",
        f"{root}/statements",
        asked,
    )
    return list(dict.fromkeys(places))


def _path(url: str) -> str:
    parts = split(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _asked(server: Server, places: list[str], url: str) -> str:
    """The first place where a question is answered."""
    refused: CommitteeError | None = None
    for place in places:
        try:
            reply = _posted(server, place, [("query", TRIED)], ROWS, ANSWERING)
        except WrongUse as error:
            refused = error
            continue
        if reply.status == 200 and _is_truth(reply.body):
            return place
    if refused:
        raise refused
    raise WrongUse(
        f"No SPARQL store answers at {url} (tried: {', '.join(_shown(server, places))}); give the address at"
        " which it answers queries"
    )


def _written(server: Server, places: list[str], url: str) -> str:
    """The first place where an update is done."""
    refused: CommitteeError | None = None
    for place in places:
        try:
            if _updated(server, place, NOTHING.encode(), WRITING).status in (200, 201, 204):
                return place
        except WrongUse as error:
            refused = error
    if refused:
        raise refused
    raise WrongUse(
        f"The store at {url} answers questions, but takes no update at {', '.join(_shown(server, places))};"
        " say where with --graph-update, or allow updates"
    )


def _taking_quads(server: Server, update: str) -> str | None:
    """Where a store takes a file of quads, if that is Fuseki's place beside that of updates; tried with an empty one.

    Oxigraph takes them at /store, and took 70 % more processor time so than for updates; Fuseki a quarter (2026-11-22).
    """
    beside, _, last = update.rpartition("/")
    if last == "update":
        with suppress(CommitteeError):
            if _loaded(server, f"{beside}/data", b"").status in (200, 201, 204):
                return f"{beside}/data"
    return None


def _shown(server: Server, places: list[str]) -> Iterator[str]:
    return (f"{server.origin}{place}" for place in places)


def _posted(server: Server, path: str, form: list[tuple[str, str]], accept: str, seconds: float) -> Reply:
    # As a form, which all take: Virtuoso 7.2.5 never answers where the query is the body itself (2026-11-22).
    kind = "application/x-www-form-urlencoded"
    return server.request("POST", path, urlencode(form).encode(), {"Content-Type": kind, "Accept": accept}, seconds)


def _updated(server: Server, path: str, update: bytes, seconds: float) -> Reply:
    # As the body: Fuseki takes no form of more than some hundred kilobytes.
    return server.request("POST", path, update, {"Content-Type": "application/sparql-update; charset=utf-8"}, seconds)


def _loaded(server: Server, path: str, lines: bytes) -> Reply:
    return server.request("POST", path, lines, {"Content-Type": "application/n-quads"}, WRITING)


def _answer(reply: Reply, shown: str) -> bytes:
    if rows := reply.headers.get("x-sparql-maxrows"):  # Virtuoso; what was cut looks whole
        raise OutOfReach(f"{shown} cuts answers off at {rows} rows; raise ResultSetMaxRows in its configuration")
    if "x-sql-state" in reply.headers:  # Virtuoso again: it gives what it had found when its time was over
        raise OutOfReach(f"{shown} did not finish in the time that it allows itself; ask for less")
    if reply.status in (200, 201, 204):
        return reply.body
    words = " ".join(reply.body[:2000].decode("utf-8", "replace").split())[:300]
    if reply.status in (429, 502, 503, 504):
        raise OutOfReach(f"{shown} cannot answer now (HTTP {reply.status}: {words})")
    if reply.status == 403:
        raise WrongUse(f"{shown} does not allow that to the name that was given ({words})")
    raise Rejected(f"HTTP {reply.status}: {words}")


def mended(answer: bytes) -> bytes:
    """Rows or truth as SPARQL 1.1 has them; Virtuoso 7 writes a draft of it, with typed literals and truth as a row."""
    if b'"__ASK_RETVAL"' in answer[:200]:
        found = json.loads(answer)["results"]["bindings"]
        true = bool(found) and found[0]["__ASK_RETVAL"]["value"] == "1"
        return json.dumps({"head": {}, "boolean": true}).encode()
    if DRAFT not in answer:
        return answer
    answer = BOOLEAN.sub(lambda found: found[1] + (b'"true"' if found[2] == b"1" else b'"false"'), answer)
    return answer.replace(DRAFT, b'"type": "literal"')  # never within words: quotes are escaped there


def _is_truth(body: bytes) -> bool:
    try:
        return isinstance(json.loads(mended(body)).get("boolean"), bool)
    except (ValueError, AttributeError):
        return False


def _bindings(answer: dict[str, dict[str, list[dict[str, dict[str, str]]]]]) -> list[dict[str, dict[str, str]]]:
    return answer["results"]["bindings"]
