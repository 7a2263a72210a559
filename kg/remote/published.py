"""What a store says of the publication that it holds: a graph of ours in it, beside those published.

    <…/graph/published>          generation, made, state, exempt, stamp, counts: for readers (kg.remote.standing)
                                 noted, variant, publisher, beat: for publishers
    <…/graph/published#graphs>   holds "IRI COUNT DIGEST", once a graph that is whole

The words are no part of the vocabulary, and stand beside no paper's or thing's IRI, so that no question meets them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.remote.endpoint import Endpoint
from kg.remote.standing import ALL_SAID, COMPLETE
from kg.vocabulary import PUBLISHED_GRAPH, PUBLISHED_WORDS

GRAPHS: Final = f"{PUBLISHED_GRAPH}#graphs"
HOLDS: Final = f"{PUBLISHED_WORDS}holds"
PAGE: Final = 5000  # rows that are asked for at once: Virtuoso cuts an answer off at 10,000, unless told otherwise

UNDER_WAY: Final = "under-way"
Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Published:
    """What a store says, by word; more values than one only where a publisher was stopped between two steps."""

    words: Words

    @property
    def number(self) -> int:
        """The generation that it holds, or that is being written; 0 where it says none."""
        told = self.one("generation")
        return int(told) if told.isdecimal() else 0

    @property
    def is_whole(self) -> bool:
        """Whether it holds one generation, and nothing of another."""
        return self.words.get("state") == (COMPLETE,)

    @property
    def may_be_exempt(self) -> bool:
        """Whether it may hold papers not for publication: from before the first comes till the last is gone."""
        return "true" in self.words.get("exempt", ())

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who writes it, or died of it."""
        return self.words.get("publisher", ())

    def one(self, word: str) -> str:
        """The value of a word; empty where there is none."""
        return min(self.words.get(word, ()), default="")


def published(endpoint: Endpoint) -> Published | None:
    """What a store says of itself; None where nothing was ever published to it. OutOfReach where it cannot be asked."""
    rows = endpoint.rows(ALL_SAID)
    words: dict[str, list[str]] = {}
    for prop, value in rows:
        words.setdefault((prop or "").removeprefix(PUBLISHED_WORDS), []).append(value or "")
    return Published({word: tuple(sorted(values)) for word, values in words.items()}) if words else None


def holdings(endpoint: Endpoint) -> dict[str, str]:
    """The count and digest of each graph that is whole in a store, by IRI."""
    rows = paged(endpoint, f"GRAPH <{PUBLISHED_GRAPH}> {{ <{GRAPHS}> <{HOLDS}> ?key }}")
    found = (row[0].partition(" ") for row in rows)
    return {graph: digest for graph, _, digest in found}


def paged(endpoint: Endpoint, pattern: str, besides: str = "") -> Iterator[list[str]]:
    """?key, and what is wanted besides, of all that a pattern finds, asked for in pages.

    By the last key and not by OFFSET: Virtuoso sorts no more than 10,000 rows for that, unless told otherwise.
    """
    from pyoxigraph import Literal as Text

    after = ""
    while True:
        rows = endpoint.rows(f"SELECT ?key {besides} WHERE {{ {pattern} {after} }} ORDER BY STR(?key) LIMIT {PAGE}")
        yield from ([cell or "" for cell in row] for row in rows)
        if len(rows) < PAGE:
            return
        after = f"FILTER(STR(?key) > {Text(rows[-1][0] or '')})"


def change_words(gone: Mapping[str, Iterable[str]], come: Mapping[str, Iterable[str]]) -> str:
    """The update that exchanges what a store says of itself."""
    deleted, inserted = _about(gone), _about(come)
    steps = [f"DELETE DATA {{ {deleted} }}"] if deleted else []
    steps += [f"INSERT DATA {{ {inserted} }}"] if inserted else []
    return " ;\n".join(steps)


def holding(graph: str, digest: str) -> str:
    """What says that a graph is whole, as a triple within the published graph."""
    return f'<{GRAPHS}> <{HOLDS}> "{graph} {digest}" .'


def _about(words: Mapping[str, Iterable[str]]) -> str:
    from pyoxigraph import Literal as Text

    told = [
        f"<{PUBLISHED_GRAPH}> <{PUBLISHED_WORDS}{name}> {Text(each)} ."
        for name, several in words.items()
        for each in several
    ]
    return f"GRAPH <{PUBLISHED_GRAPH}> {{ {' '.join(told)} }}" if told else ""
