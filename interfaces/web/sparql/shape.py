"""What can be told of a query without running it: its form, whether it names graphs, its limit.

Read from the query with IRIs, strings and comments blanked, outside all braces. A LIMIT there is the whole query's: no
other stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, cast

from interfaces.web.sparql.negotiation import Form
from kg.sparql import blanked

BEGIN: Final = re.compile(
    r"\s*(?:prefix\s+[^\s:]*:\s*|base\s+|version\s+)*(select|ask|construct|describe)\b", re.IGNORECASE
)
# Not behind a variable's mark or within a prefixed name, and no prefix itself (`limit5:`).
ALONE: Final = r"(?<![\w?$:.%\\-])"
LIMIT: Final = re.compile(rf"{ALONE}limit\s*(\d+)(?![\w:-])", re.IGNORECASE)
VALUES: Final = re.compile(rf"{ALONE}values\s*(?:[?$]\w+|\([^(){{}}]*\))\s*$", re.IGNORECASE)
FROM: Final = re.compile(rf"{ALONE}from\b(?!\s*[:.-])", re.IGNORECASE)
CHANGING: Final = re.compile(rf"{ALONE}(?:now|rand|uuid|struuid|bnode)\s*\(", re.IGNORECASE)

bare_of: Final = lru_cache(maxsize=8)(blanked)  # asked several times of one query; 8 ms for one made of quotes only


def form_of(query: str) -> Form | None:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; None for what is none of these, which the engine will refuse."""
    found = BEGIN.match(bare_of(query))
    return cast(Form, found[1].lower()) if found else None


def names_graphs(query: str) -> bool:
    """Whether the query says by FROM or FROM NAMED which graphs it asks."""
    return any(FROM.search(piece) for _, piece in _outside(bare_of(query)))


def changes(query: str) -> bool:
    """Whether its answer may differ from one time to the next though the graph does not."""
    return bool(CHANGING.search(bare_of(query)))


def limited(query: str, rows: int) -> tuple[str, bool]:
    """The query with at most so many rows, and whether that is less than it asks for. ASK has one row."""
    if form_of(query) == "ask":
        return query, False
    pieces = list(_outside(bare_of(query)))
    found = [(at + limit.start(1), limit[1]) for at, piece in pieces for limit in LIMIT.finditer(piece)]
    if found:
        at, digits = found[-1]
        asked = digits.lstrip("0") or "0"
        if len(asked) <= len(str(rows)) and int(asked) <= rows:
            return query, False
        return f"{query[:at]}{rows}{query[at + len(digits) :]}", True
    at = _end(query, pieces)
    return f"{query[:at]}\nLIMIT {rows}\n{query[at:]}", True


def _end(query: str, pieces: list[tuple[int, str]]) -> int:
    """Where a LIMIT goes: before the VALUES that may end a query, or at its end."""
    for at, piece in pieces[1:]:
        if values := VALUES.search(piece):
            return at + values.start()
    return len(query)


def _outside(bare: str) -> Iterator[tuple[int, str]]:
    """The pieces of a blanked query that stand outside all braces, and where each begins."""
    depth = begin = 0
    for brace in re.finditer(r"[{}]", bare):
        if brace[0] == "{":
            if depth == 0:
                yield begin, bare[begin : brace.start()]
            depth += 1
        else:
            depth = max(0, depth - 1)
            begin = brace.end()
    if depth == 0:
        yield begin, bare[begin:]
