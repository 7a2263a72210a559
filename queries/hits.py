"""What a search page shows: passages that answer, those of one report or item together, and ways to narrow them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg import ids
from kg.errors import BadQuery
from queries.answers import Citation
from queries.library import Library

if TYPE_CHECKING:
    from index.engine import FacetCount, Hit, Results, Sort
    from index.query_tree import Query

GROUPS: Final = 10  # on a page
WINDOW: Final = 200  # passages that are looked at for the first page
SHOWN: Final = 6  # passages of one group

Chosen = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A thing that a passage speaks of; `kind` is contract, provider, scheme, officer or member."""

    iri: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that answers: the piece that shows why, where the words stand in that piece, and its place."""

    snippet: str
    marks: tuple[tuple[int, int], ...]
    heading: str | None
    mentions: tuple[Mentioned, ...]
    passage: str
    place: Citation


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The passages of one report, item of minutes or other part of a paper, best first; `count` is of all of them."""

    title: str | None
    kind: str
    paper_kind: str | None
    committee: str | None
    council: str | None
    date: str | None
    paper: str
    hits: tuple[PassageHit, ...]
    count: int


@dataclass(frozen=True, slots=True)
class HitsAnswer:
    """A page of groups, best first.

    total         passages that answer; `groups` are of those on this page, `pages` counts what can be turned to
    loosened      nothing has all words: these have some of them
    trouble       why the query could not be read as it stands; it was read as plain words
    """

    query: str
    total: int = 0
    groups: tuple[HitGroup, ...] = ()
    page: int = 1
    pages: int = 1
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    did_you_mean: str | None = None
    loosened: bool = False
    trouble: str | None = None


def hits(
    library: Library, words: str, chosen: Chosen, sort: Sort = "relevance", page: int = 1, facets: Sequence[str] = ()
) -> HitsAnswer:
    """Find passages by what a person typed, narrowed by what was chosen of facets. Never fails on what is typed."""
    from index.query_tree import loosened

    query, trouble = read(words)
    if query is None:
        return HitsAnswer(words, trouble=trouble)
    found, some = _found(library, query, chosen, sort, page, facets), False
    if not found.total and (looser := loosened(query)):
        some, meant = True, found.did_you_mean
        found = _found(library, looser, chosen, sort, page, facets)
    else:
        meant = found.did_you_mean
    groups = _groups(library, found.hits)
    begin = (page - 1) * GROUPS
    pages = max(1, -(-len(groups) // GROUPS))
    return HitsAnswer(
        words, found.total, tuple(groups[begin : begin + GROUPS]), page, pages, found.facets, meant,
        some and found.total > 0, trouble,
    )  # fmt: skip


def read(words: str) -> tuple[Query | None, str | None]:
    """A query as it is meant, and a sentence where it is only read as plain words; None where there are none."""
    from index.query import parse

    if not words.strip():
        return None, None
    try:
        return parse(words), None
    except BadQuery as error:
        return plain(words), str(error)


def plain(words: str) -> Query | None:
    """A query's plain words, whatever signs stand between them; None if there are none."""
    from index.query import LONGEST, parse
    from index.words import folded

    found = folded(words[:LONGEST])
    return parse(" ".join(found)) if found else None


def _found(library: Library, query: Query, chosen: Chosen, sort: Sort, page: int, facets: Sequence[str]) -> Results:
    only = {name: values[0] for name, values in chosen.items() if values}
    return library.text.search(query, WINDOW * page, 0, sort, facets, only)


def _groups(library: Library, found: Sequence[Hit]) -> list[HitGroup]:
    together: dict[tuple[object, ...], list[Hit]] = {}
    for hit in found:
        passage = hit.passage
        item = passage.heading if passage.kind == "minutes" else None
        together.setdefault((passage.paper, passage.kind, passage.title, item), []).append(hit)
    return [_group(library, same) for same in together.values()]


def _group(library: Library, same: Sequence[Hit]) -> HitGroup:
    first = same[0].passage
    title = (first.heading if first.kind == "minutes" else None) or first.title
    return HitGroup(
        title, first.kind, first.paper_kind, first.committee, first.council, first.date, first.paper,
        tuple(_hit(library, hit) for hit in same[:SHOWN]), len(same),
    )  # fmt: skip


def _hit(library: Library, hit: Hit) -> PassageHit:
    passage = hit.passage
    line = None if passage.page else library.line(passage.paper, passage.start)
    place = Citation(
        passage.paper, passage.file_name, passage.text, passage.page, passage.printed_page, line, passage.date,
        evidence=ids.span(passage.paper, passage.start, passage.end),
    )  # fmt: skip
    mentions = tuple(
        Mentioned(iri, name, kind_of(iri)) for iri, name in zip(passage.things, passage.mentions, strict=False)
    )
    return PassageHit(hit.snippet.text, hit.snippet.marks, passage.heading, mentions, passage.id, place)


def kind_of(iri: str) -> str:
    """What kind of thing an IRI names, by its own words."""
    return iri.partition("/id/")[2].partition("/")[0]
