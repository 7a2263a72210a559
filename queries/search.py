"""`kg search`: which passages have these words?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg import ids
from queries.answers import Citation
from queries.library import Library

if TYPE_CHECKING:
    from index.engine import Chosen, Hit, Sort


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that answers: the piece that shows why, where the words stand in that piece, and its place."""

    snippet: str
    marks: tuple[tuple[int, int], ...]
    heading: str | None
    title: str | None
    kind: str
    committee: str | None
    date: str | None
    mentions: tuple[str, ...]
    score: float
    passage: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Passages, best first; `total` counts all that answer, `facets` by value, `did_you_mean` is a query to try."""

    query: str
    total: int
    passages: tuple[Found, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    did_you_mean: str | None = None


def search(
    library: Library,
    query: str,
    limit: int = 10,
    offset: int = 0,
    sort: Sort = "relevance",
    facets: Sequence[str] = (),
    only: Chosen | None = None,
) -> SearchAnswer:
    """Find passages by a query in the language of index.query. BadQuery where it cannot be read."""
    from index.query import parse

    results = library.text.search(parse(query), limit, offset, sort, facets, only)
    return SearchAnswer(
        query,
        results.total,
        tuple(_found(library, hit) for hit in results.hits),
        {name: {count.value: count.count for count in counts} for name, counts in results.facets.items()},
        results.did_you_mean,
    )


def _found(library: Library, hit: Hit) -> Found:
    passage = hit.passage
    line = None if passage.page else library.line(passage.paper, passage.start)
    place = Citation(
        passage.paper, passage.file_name, passage.text, passage.page, passage.printed_page, line, passage.date,
        evidence=ids.span(passage.paper, passage.start, passage.end),
    )  # fmt: skip
    return Found(
        hit.snippet.text,
        hit.snippet.marks,
        passage.heading,
        passage.title,
        passage.kind,
        passage.committee,
        passage.date,
        passage.mentions,
        hit.score,
        passage.id,
        (place,),
    )
