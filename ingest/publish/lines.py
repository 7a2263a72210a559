"""Graphs as lines of N-Triples: how many, their digest, and when two lines say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from kg.vocabulary import XSD

if TYPE_CHECKING:
    from pyoxigraph import Store

TYPED: Final = re.compile(rf'"([^"\\]{{1,100}})"\^\^<{re.escape(XSD)}(\w+)> \.$')
NEWLINE: Final = "\n"
TOGETHER: Final = 10_000  # lines; what is derived of 10,000 papers is 300,000, and 80 MB more each time it is joined
TRUTH: Final = {"1": "true", "0": "false"}


def lines_of(store: Store, graph: str) -> list[str]:
    """What a graph says, a line a triple, in order."""
    from pyoxigraph import NamedNode, RdfFormat

    written = store.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph))
    return sorted((written or b"").decode().removesuffix("\n").split("\n")) if written else []


def read_lines(answer: bytes) -> list[str]:
    """The same of an answer in N-Triples, spelled as ours are."""
    from pyoxigraph import RdfFormat, parse

    return sorted(f"{quad.triple} ." for quad in parse(answer, RdfFormat.N_TRIPLES))


def digest(lines: Sequence[str]) -> str:
    """The count and digest of a graph's lines, in order: the same for the same graph."""
    told = blake2b(digest_size=16)
    for at in range(0, len(lines), TOGETHER):
        told.update(((NEWLINE if at else "") + NEWLINE.join(lines[at : at + TOGETHER])).encode())
    return f"{len(lines)} {told.hexdigest()}"


def count_of(held: str) -> int:
    """The count within a digest."""
    return int(held.partition(" ")[0])


def meant(line: str) -> str:
    """A line spelled as its value is spelled most plainly: stores keep some values and not their spelling."""
    found = TYPED.search(line)
    if found is None:
        return line
    value = _plain(found[1], found[2])
    return f"{line[: found.start(1)]}{value}{line[found.end(1) :]}"


def all_meant(lines: Iterable[str]) -> dict[str, str]:
    """Lines by what they mean."""
    return {meant(line): line for line in lines}


def kind_of(line: str) -> str:
    """The type of a line's value, for messages."""
    found = TYPED.search(line)
    return f"xsd:{found[2]}" if found else "words or addresses"


def _plain(value: str, kind: str) -> str:
    try:
        if kind == "decimal":
            number = format(Decimal(value), "f")
            return number.rstrip("0").rstrip(".") if "." in number else number
        if kind == "integer":
            return str(int(value))
    except (InvalidOperation, ValueError):
        return value
    return TRUTH.get(value, value) if kind == "boolean" else value
