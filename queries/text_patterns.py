"""Text search in SPARQL: `?passage kg:matches "delegat* AND award"`, for an engine that has no such thing.

Each text pattern of a query is searched in the text index and replaced by the passages found, as a VALUES clause, best
first and bounded: 100 cost the join 5 ms, 10,000 cost it 346 ms (DESIGN.md). What the user wrote stays where it stood.

    whole = rewritten(query, library.text)      BadQuery with line and column of the user's own query
    try: store.query(whole.query, …)
    except SyntaxError as error: raise whole.explained(str(error)) from error
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.errors import BadQuery
from kg.sparql import PLACE, check_readable, explained, place
from kg.vocabulary import PREFIXES, SEARCH
from queries.sparql_groups import Dataset
from queries.text_searches import BOUND, Edit, edits_of, original
from queries.text_values import MOST, Search

if TYPE_CHECKING:
    import pyoxigraph as ox

    from index.engine import TextReader


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A query for the engine, and what was searched to make it."""

    query: str
    searches: tuple[Search, ...] = ()
    asked: str = ""  # the user's own
    edits: tuple[Edit, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What people are to be told: of searches that were cut."""
        return tuple(
            f"Only the best {search.bound:,} of {search.total:,} passages that match “{search.words}” were joined; "
            f'search for more words, or write how many: ("…" {min(search.total, MOST)}).'
            for search in self.searches
            if search.cut
        )

    def explained(self, message: str) -> BadQuery:
        """The engine's complaint about the rewritten query, with line and column of the user's own."""
        return explained(self.asked, PLACE.sub(lambda found: self._moved(int(found[1]), int(found[2])), message))

    def _moved(self, line: int, column: int) -> str:
        lines = self.query.split("\n")
        at = sum(len(each) + 1 for each in lines[: line - 1]) + column - 1
        line, column = place(self.asked, min(original(at, self.edits), len(self.asked)))
        return f"error at {line}:{column}"


def has_text_patterns(query: str) -> bool:
    """Whether a query may search text: a few microseconds for one that does not."""
    return "kg:" in query or "search#" in query or SEARCH[:-1] in query


def rewritten(query: str, reader: TextReader, bound: int = BOUND, dataset: Dataset | None = None) -> Rewritten:
    """A query with its text patterns answered; one without them as it stands.

    bound    passages that a pattern brings in unless it says how many
    dataset  graphs that the call names, by the protocol's parameters; they go before those that the query names
    errors   BadQuery, with line and column of `query`

    The engine reads an ASK by answering it, of an empty store: call this where a query that takes long can be stopped.
    """
    check_readable(query)
    if not has_text_patterns(query):
        return Rewritten(query, asked=query)
    check_syntax(query)
    edits, searches = edits_of(query, reader, bound, dataset)
    return Rewritten(_edited(query, edits), searches, query, edits)


def check_syntax(query: str) -> None:
    """Raise BadQuery for a query that the engine cannot read; a text pattern is SPARQL like any other."""
    try:
        _nothing().query(query, prefixes=PREFIXES)
    except SyntaxError as error:
        raise explained(query, str(error)) from error


@lru_cache(maxsize=1)
def _nothing() -> ox.Store:
    import pyoxigraph as ox

    return ox.Store()


def _edited(query: str, edits: Iterable[Edit]) -> str:
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += query[at : edit.start], edit.text
        at = edit.end
    return "".join([*pieces, query[at:]])
