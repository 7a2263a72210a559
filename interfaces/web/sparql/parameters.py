"""What a request asks, by the three ways of the SPARQL 1.1 Protocol: address, form and body.

https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl

from kg.errors import WrongUse

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
MOST: Final = 1000  # parameters of one request
NO_UPDATE: Final = "This endpoint answers questions and takes no updates: a base is changed by `kg ingest` only."


class Refused(WrongUse):
    """A request that is not answered: the HTTP status, and why."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers: Mapping[str, str] = headers or {}


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, over which graphs, and in which formats a person would have the answer; no query is asked for it."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    formats: tuple[str, ...] = field(default=())

    @property
    def over_graphs(self) -> bool:
        """Whether the request itself says which graphs are asked; what the query says of it then does not count."""
        return bool(self.default_graphs or self.named_graphs)


def by_address(query_string: bytes) -> Asked:
    """What a GET asks."""
    values = _pairs(query_string)
    if "update" in values:
        raise Refused(400, f"An update is sent by POST, not in an address; and not here. {NO_UPDATE}")
    return _asked(values)


def by_post(content_type: str, query_string: bytes, body: bytes) -> Asked:
    """What a POST asks, in a form or as it stands."""
    media, charset = _media(content_type)
    if media == UPDATE:
        raise Refused(403, NO_UPDATE)
    values = _pairs(query_string)
    if media == FORM:
        for name, given in _pairs(body).items():
            values.setdefault(name, []).extend(given)
    elif media == QUERY:
        if charset not in ("utf-8", "utf8"):
            raise Refused(415, f"A query is sent in UTF-8, not in {charset[:40]}.")
        values.setdefault("query", []).append(_decoded(body))
    else:
        told = f"Send the query as {FORM} or {QUERY}, not as {media[:80] or 'a body without Content-Type'}."
        raise Refused(415, told, {"Accept-Post": f"{FORM}, {QUERY}"})
    if "update" in values:
        raise Refused(403, NO_UPDATE)
    if "query" not in values:
        raise Refused(400, "There is no `query` parameter in the request.")
    return _asked(values)


def _asked(values: Mapping[str, Sequence[str]]) -> Asked:
    queries = values.get("query", [])
    if len(queries) > 1:
        raise Refused(400, "There is more than one `query` parameter in the request.")
    return Asked(
        queries[0].removeprefix("\ufeff") if queries else None,  # with which some editors begin a file
        _iris(values, "default-graph-uri"),
        _iris(values, "named-graph-uri"),
        tuple(name for parameter in ("format", "output") for name in values.get(parameter, []) if name),
    )


def _iris(values: Mapping[str, Sequence[str]], name: str) -> tuple[str, ...]:
    from pyoxigraph import NamedNode

    for value in values.get(name, []):
        try:
            NamedNode(value)
        except ValueError:
            raise Refused(400, f"`{name}` is no absolute IRI: {value[:200]}") from None
    return tuple(dict.fromkeys(values.get(name, [])))


def _pairs(words: bytes) -> dict[str, list[str]]:
    try:
        pairs = parse_qsl(words.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST)
    except UnicodeDecodeError:
        raise Refused(400, "The request is not percent-encoded UTF-8.") from None
    except ValueError:
        raise Refused(400, f"There are more than {MOST:,} parameters in the request.") from None
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "The query is not in UTF-8.") from None


def _media(content_type: str) -> tuple[str, str]:
    """Media type and charset of a Content-Type."""
    media, *parameters = (piece.strip() for piece in content_type.lower().split(";"))
    charsets = (each.partition("=")[2].strip('" ') for each in parameters if each.startswith("charset="))
    return media, next(charsets, "utf-8")
