"""What a search page shows: passages that answer, those of one report or item together, and ways to narrow them.

The index ranks passages by their words. Here a passage also counts by what it is (a decision more, a form less) and by
how many papers print the same words; equal passages are told once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from kg import ids
from queries.answers import Citation
from queries.library import Library
from queries.search_words import minute, needs_all, read

if TYPE_CHECKING:
    from index.engine import FacetCount, Hit, Ranking, Sort
    from index.passages import IndexedPassage
    from index.query_tree import Query

GROUPS: Final = 10  # on a page
WINDOW: Final = 300  # passages that are grouped, some 15 pages; more are counted (1,000 cost 1.5 ms, 2026-11-22)
FILE: Final = 1_000  # passages of a file
SHOWN: Final = 3  # passages of one group; the rest is a search of its own
UNFOLDED: Final = 5  # groups of which more than the best is shown: to read a passage and mark it costs 0.06 ms
LOT: Final = 50  # passages read at once for a file
WHOLE: Final = 100  # passages of a group that is looked at by itself
PAPER_BITS: Final = 24  # of a part's key that are not its paper's
# What the words are worth that n papers print, beside words that one does: a running notice is in every paper.
DAMPED: Final = tuple(max(0.5, 1.0 - 0.07 * (papers - 1)) for papers in range(1, 10))

Chosen = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A thing that a passage speaks of; `kind` is contract, provider, scheme, officer or member."""

    iri: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that answers: the piece that shows why, where the words stand in that piece, and its place.

    stated    kinds of statements in it: decision, action, …; `outcomes` of its decision or its item's
    also_in   other papers that print the same words
    """

    snippet: str
    marks: tuple[tuple[int, int], ...]
    heading: str | None
    mentions: tuple[Mentioned, ...]
    stated: tuple[str, ...]
    outcomes: tuple[str, ...]
    passage: str
    place: Citation
    also_in: int = 0


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The passages of one report, item of minutes or other part of a paper, best first; `count` is of all of them."""

    part: str
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

    total         passages that answer; `looked_at` of them, the first, are in the groups that pages have
    parts         how many groups there are; `pages` how many pages
    respelt       nothing has the words as typed: these answer to `did_you_mean`
    loosened      nothing has all words: these have some of them
    trouble       why the query could not be read as it stands; it was read as plain words
    """

    query: str
    total: int = 0
    looked_at: int = 0
    parts: int = 0
    groups: tuple[HitGroup, ...] = ()
    page: int = 1
    pages: int = 1
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    did_you_mean: str | None = None
    respelt: bool = False
    loosened: bool = False
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class _Answered:
    """The query that was answered in the end, what was found, and how it came from what was asked."""

    query: Query
    ranking: Ranking
    meant: str | None = None
    respelt: bool = False
    loosened: bool = False


@dataclass(slots=True)
class _Group:
    """The places of a group's passages, best first, and how many other papers print each."""

    places: list[Any] = field(default_factory=list)
    also_in: list[int] = field(default_factory=list)


def hits(
    library: Library, words: str, chosen: Chosen, sort: Sort = "relevance", page: int = 1, facets: Sequence[str] = ()
) -> HitsAnswer:
    """Find passages by what a person typed, narrowed by what was chosen of facets. Never fails on what is typed.

    chosen   whole values by facet, any of which will do; also by `part`, for one report or item
    """
    query, trouble = read(words)
    if query is None:
        return HitsAnswer(words, trouble=trouble)
    answered = _ranked(library, query, chosen, sort)
    query, ranking = answered.query, answered.ranking
    groups = grouped(ranking, sort)
    pages = max(1, -(-len(groups) // GROUPS))
    page = min(page, pages)
    most = WHOLE if chosen.get("part") else SHOWN
    return HitsAnswer(
        query=words,
        total=ranking.total,
        looked_at=len(ranking.places),
        parts=len(groups),
        groups=_told(library, query, groups[(page - 1) * GROUPS : page * GROUPS], most),
        page=page,
        pages=pages,
        facets=library.text.counts(query, facets, chosen) if ranking.total or chosen else {},
        did_you_mean=answered.meant,
        respelt=answered.respelt,
        loosened=answered.loosened,
        trouble=trouble,
    )


def listed(library: Library, words: str, chosen: Chosen, sort: Sort = "relevance") -> Iterator[IndexedPassage]:
    """All passages that answer, up to FILE, as an index has them: for files. In lots, so that a file can begin."""
    query, _ = read(words)
    if query is None:
        return
    places = _ranked(library, query, chosen, sort, FILE).ranking.places
    for at in range(0, len(places), LOT):
        yield from library.text.read(places[at : at + LOT])


def newest(library: Library, words: str, chosen: Chosen, most: int) -> tuple[HitGroup, ...]:
    """The newest passages that answer, each by itself: for a feed. Words that several papers print come once."""
    query, _ = read(words)
    if query is None:
        return ()
    answered = _ranked(library, query, chosen, "date")
    places = answered.ranking.places
    single = [_Group([places[number]], [also]) for number, also in distinct(answered.ranking, "date")]
    return _told(library, answered.query, single[:most], 1)


def _ranked(library: Library, asked: Query, chosen: Chosen, sort: Sort, most: int = WINDOW) -> _Answered:
    """What answers a query, or, where nothing does, a query like it: another spelling, or some of its words."""
    from index.query_tree import closer, loosened

    def rank(query: Query) -> Ranking:
        return library.text.rank(closer(query), most, sort, chosen)

    numbered = minute(asked.text)
    if numbered and (found := rank(numbered)).total:
        return _Answered(numbered, found)
    found = rank(asked)
    if found.total and needs_all(asked):
        return _Answered(asked, found)  # every word is known
    meant = library.text.did_you_mean(asked)
    if found.total:
        return _Answered(asked, found, meant)
    spelt = read(meant)[0] if meant else None
    if spelt and (found := rank(spelt)).total:
        return _Answered(spelt, found, meant, respelt=True)
    looser = loosened(spelt or asked)
    if looser is None:
        return _Answered(asked, found, meant)
    found = rank(looser)
    return _Answered(looser, found, meant, respelt=spelt is not None, loosened=found.total > 0)


def grouped(ranking: Ranking, sort: Sort) -> list[_Group]:
    """The passages found by the reports or items that they belong to, each group and each passage in its order."""
    groups: dict[int, _Group] = {}
    for number, also_in in distinct(ranking, sort):
        group = groups.setdefault(ranking.parts[number], _Group())
        group.places.append(ranking.places[number])
        group.also_in.append(also_in)
    return list(groups.values())


def distinct(ranking: Ranking, sort: Sort) -> Iterator[tuple[int, int]]:
    """The rows of a ranking in their order, equal words once, each with how many other papers print the same."""
    papers: dict[int, set[int]] = {}
    for words, part in zip(ranking.words, ranking.parts, strict=True):
        papers.setdefault(words, set()).add(part >> PAPER_BITS)
    for number in _in_order(ranking, papers, sort):
        if printed := papers.pop(ranking.words[number], None):
            yield number, len(printed) - 1


def _in_order(ranking: Ranking, papers: Mapping[int, set[int]], sort: Sort) -> Sequence[int]:
    if sort != "relevance" or not any(ranking.scores):
        return range(len(ranking.places))
    most = len(DAMPED)
    rows = enumerate(zip(ranking.scores, ranking.worths, ranking.words, strict=True))
    worth = [(-score * weight * DAMPED[min(len(papers[words]), most) - 1], number)
             for number, (score, weight, words) in rows]  # fmt: skip
    return [number for _, number in sorted(worth)]


def _told(library: Library, query: Query, groups: Sequence[_Group], most: int) -> tuple[HitGroup, ...]:
    """Groups with their passages, read from the index all at once."""
    places = [group.places[: most if number < UNFOLDED else 1] for number, group in enumerate(groups)]
    found = iter(library.text.shown(query, [place for some in places for place in some]))
    return tuple(
        _group(library, group, [next(found) for _ in some]) for group, some in zip(groups, places, strict=True)
    )


def _group(library: Library, group: _Group, found: Sequence[Hit]) -> HitGroup:
    first = found[0].passage
    return HitGroup(
        part=first.part_id,
        title=first.part_title or first.title,
        kind=first.kind,
        paper_kind=first.paper_kind,
        committee=first.committee,
        council=first.council,
        date=first.date,
        paper=first.paper,
        hits=tuple(_hit(library, hit, also) for hit, also in zip(found, group.also_in, strict=False)),
        count=len(group.places),
    )


def _hit(library: Library, hit: Hit, also_in: int) -> PassageHit:
    passage = hit.passage
    return PassageHit(
        hit.snippet.text, hit.snippet.marks, passage.heading, mentioned(passage), passage.stated, passage.outcomes,
        passage.id, place_of(library, passage), also_in,
    )  # fmt: skip


def mentioned(passage: IndexedPassage) -> tuple[Mentioned, ...]:
    """The things that a passage speaks of, each name once."""
    rows = zip(passage.things, passage.mentions, passage.thing_kinds, strict=False)
    return tuple({(name, kind): Mentioned(iri, name, kind) for iri, name, kind in rows}.values())


def place_of(library: Library, passage: IndexedPassage) -> Citation:
    """Where a passage stands."""
    line = None if passage.page else library.line(passage.paper, passage.start)
    return Citation(
        passage.paper, passage.file_name, passage.text, passage.page, passage.printed_page, line, passage.date,
        evidence=ids.span(passage.paper, passage.start, passage.end),
    )  # fmt: skip
