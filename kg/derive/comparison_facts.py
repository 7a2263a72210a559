"""What the comparison of recommendations with resolutions needs of the graph, and what it writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.derive.comparison_meetings import Held, one_meeting
from kg.derive.comparisons import Comparison, Limb, Minuted, Outcome, compare
from kg.derive.paper_rows import PaperRows, of_meetings
from kg.derive.paper_rows import rows as told_rows
from kg.names import fold
from kg.vocabulary import Has, Is

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store

DECIDED: Final = """
SELECT ?g ?meeting ?title ?number ?limb ?text ?statement ?start WHERE { GRAPH ?g {
  ?statement a ck:Decision ; ck:meeting ?meeting ; ck:text ?text ; ck:minute ?minute ; ck:evidence/ck:start ?start .
  ?minute dct:title ?title .
  OPTIONAL { ?minute ck:number ?number }
  OPTIONAL { ?statement ck:limb ?limb }
} }
"""
MINUTED: Final = """
SELECT ?g ?meeting ?title ?number ?limb ?text ?statement ?start WHERE { GRAPH ?g {
  ?statement a ck:Minute ; ck:meeting ?meeting ; dct:title ?title ; ck:evidence/ck:start ?start .
  OPTIONAL { ?statement ck:number ?number }
  OPTIONAL { ?statement ck:text ?text }
  OPTIONAL { ?statement ck:limb ?limb }
} }
"""
RECOMMENDED: Final = """
SELECT ?g ?meeting ?title ?number ?limb ?text ?statement ?start WHERE { GRAPH ?g {
  ?statement a ck:Recommendation ; ck:report ?report ; ck:text ?text ; ck:evidence/ck:start ?start .
  ?report ck:meeting ?meeting ; dct:title ?title .
  OPTIONAL { ?report ck:agendaItem/ck:number ?number }
  OPTIONAL { ?statement ck:limb ?limb }
} }
"""
REPLACED: Final = """
SELECT ?g ?start ?end WHERE {
  GRAPH <https://w3id.org/committee-kg/graph/identity> { ?version dct:isReplacedBy ?after }
  GRAPH ?g { ?version ck:start ?start ; ck:end ?end }
}
"""
HELD: Final = """
SELECT ?meeting ?committee ?date ?council WHERE { GRAPH <https://w3id.org/committee-kg/graph/identity> {
  ?meeting ck:committee ?body ; dct:date ?date . ?body rdfs:label ?committee .
  OPTIONAL { ?body ck:council ?council }
} }
"""
# Minutes head an item with the report's title, cut short or spelt otherwise at times.
SAME_TITLE: Final = 85.0
# Where papers differ on one recommendation, what says more is told.
SAYS_MORE: Final[tuple[Outcome, ...]] = ("rejected", "deferred", "amended", "as-recommended")


@dataclass(frozen=True, slots=True)
class _Row:
    paper: str
    meeting: str
    title: str
    number: str | None
    limb: str | None
    text: str
    statement: str
    start: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with the meeting that it is of, and every paper's print of its two limbs.

    meeting          the one that the report was put before
    title            of the item, as the report has it; as the minutes have it where no report is held
    number           of the minute
    minuted_as       the same meeting by the name that its minutes give, where that is another
    """

    comparison: Comparison
    meeting: str
    minuted_as: tuple[str, ...]
    title: str
    number: str | None
    recommended: str | None
    recommended_limb: str | None
    decided: str | None
    decided_limb: str | None
    recommendations: tuple[str, ...]
    decisions: tuple[str, ...]


def comparisons(store: Store | PaperRows) -> Iterator[Comparison]:
    """All comparisons of a base, in the order of meetings and items."""
    return (each.comparison for each in compared(store))


def compared(store: Store | PaperRows, meetings: Collection[str] | None = None) -> Iterator[Compared]:
    """All comparisons of a base with where they belong; what several papers print is compared once.

    meetings   only these: of one day all whose names may be one committee's, for they are compared together
    """
    old = _replaced(store)
    asked, done, told = (
        [row for row in _rows(store, of_meetings(query, meetings)) if not old(row)]
        for query in (RECOMMENDED, DECIDED, MINUTED)
    )
    same = one_meeting(_titles(asked), _titles([*done, *told]), _held(store, meetings))
    reports, decisions, minutes = (_by_meeting(rows, same) for rows in (asked, done, told))
    for meeting in sorted(minutes.keys() | decisions.keys()):
        names = tuple(other for other, one in sorted(same.items()) if one == meeting)
        rows = (each.get(meeting, []) for each in (reports, decisions, minutes))
        yield from _of_meeting(meeting, names, *rows)


def _of_meeting(
    meeting: str, names: tuple[str, ...], asked: list[_Row], done: list[_Row], told: list[_Row]
) -> Iterator[Compared]:
    items = _items((*done, *told), asked)
    first_asked, first_done = _prints(asked, {}), _prints(done, items)
    rows = {row.statement: row for row in (*asked, *done, *told)}
    minutes = {_item(row, items): row for row in sorted((*told, *done), key=_order, reverse=True)}
    for each in compare(
        [_limb(rows[iri], fold(rows[iri].title)) for iri in sorted(first_asked)],
        [_limb(rows[iri], _item(rows[iri], items)) for iri in sorted(first_done)],
        [Minuted(row.statement, _item(row, items), row.text) for row in sorted(told, key=_order)],
    ):
        recommended, decided = rows.get(each.recommendation or ""), rows.get(each.decision or "")
        minute = minutes.get(each.item)
        heading = recommended or _reported(asked, each.item) or minute
        yield Compared(
            each,
            meeting,
            names,
            heading.title if heading else "",
            minute.number if minute else None,
            recommended.text if recommended else None,
            recommended.limb if recommended else None,
            decided.text if decided else None,
            decided.limb if decided else None,
            first_asked.get(each.recommendation or "", ()),
            first_done.get(each.decision or "", ()),
        )


def _reported(asked: list[_Row], item: str) -> _Row | None:
    return min((row for row in asked if _title(row.title) == item), key=_order, default=None)


def _rows(store: Store | PaperRows, query: str) -> Iterator[_Row]:
    """The rows of a query, a statement each, the first place in its paper."""
    found: dict[str, _Row] = {}
    for paper, meeting, title, number, limb, text, statement, start in sorted(told_rows(store, query), key=str):
        row = _Row(
            paper or "", meeting or "", title or "", number, limb, text or "", statement or "", int(start or 0)
        )  # fmt: skip
        kept = found.get(row.statement)
        if kept is None or row.start < kept.start:
            found[row.statement] = row
    return iter(found.values())


class _Replaced:
    """Which rows stand in minutes of which a later version is held."""

    def __init__(self, spans: Mapping[str, list[tuple[int, int]]]) -> None:
        self._spans = spans

    def __call__(self, row: _Row) -> bool:
        return any(start <= row.start < end for start, end in self._spans.get(row.paper, ()))


def _replaced(store: Store | PaperRows) -> _Replaced:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for paper, start, end in told_rows(store, REPLACED):
        spans[paper or ""].append((int(start or 0), int(end or 0)))
    return _Replaced(spans)


def _held(store: Store | PaperRows, meetings: Collection[str] | None) -> dict[str, Held]:
    held = told_rows(store, of_meetings(HELD, meetings))
    return {row[0] or "": Held(row[0] or "", row[1] or "", row[2] or "", row[3]) for row in held}


def _titles(rows: Iterable[_Row]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row.meeting].add(row.title)
    return found


def _by_meeting(rows: Iterable[_Row], same: Mapping[str, str]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[same.get(row.meeting, row.meeting)].append(row)
    return found


def _prints(rows: Iterable[_Row], items: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Every print of each limb by the first one: same item, same words, and as often before in its paper."""
    prints: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    often: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in sorted(rows, key=_order):
        place = (row.paper, _item(row, items), fold(row.text))
        prints[place[1], place[2], often[place]].append(row.statement)
        often[place] += 1
    return {same[0]: tuple(same) for same in prints.values()}


def _order(row: _Row) -> tuple[bool, str, int, str]:
    """Papers that name their council first."""
    return "/meeting/paper-" in row.meeting, row.paper, row.start, row.statement


def _item(row: _Row, items: Mapping[str, str]) -> str:
    title = _title(row.title)
    return items.get(title, title)


@lru_cache(maxsize=4096)
def _title(title: str) -> str:
    """Rows of one item have one title, and each is asked for it several times."""
    return fold(title)


def _items(minutes: Iterable[_Row], reports: Iterable[_Row]) -> dict[str, str]:
    """For each minute's title the report that it is about: the same title, or one like it and like no other."""
    from rapidfuzz import fuzz

    titles = sorted({_title(row.title) for row in reports})
    found: dict[str, str] = {}
    for title in sorted({_title(row.title) for row in minutes}):
        like = [each for each in titles if fuzz.token_sort_ratio(title, each) >= SAME_TITLE]
        inside = [each for each in titles if len(title) > 15 and (each.startswith(title) or title.startswith(each))]
        if title in titles:
            found[title] = title
        elif len(set(like or inside)) == 1:
            found[title] = (like or inside)[0]
    return found


def _limb(row: _Row, item: str) -> Limb:
    return Limb(row.statement, item, row.limb, row.text)


def derive(store: Store | PaperRows) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    """On decisions which recommendation they take up and how they differ; on recommendations what became of them."""
    from kg.project import terms

    became: dict[str, dict[Outcome, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in compared(store):
        found = each.comparison
        for decision in each.decisions:
            if found.outcome:
                yield decision, Has.COMPARED_WITH_RECOMMENDATION, terms.node(Is.COMPARED[found.outcome])
            for recommendation in each.recommendations:
                yield decision, Has.DECIDES, terms.node(recommendation)
            for change in found.changed:
                yield decision, Has.CHANGED_WORDS, terms.text(str(change))
        if found.outcome:
            sources = {*each.decisions, *([found.told_by] if found.told_by else [])}
            for recommendation in each.recommendations:
                became[recommendation][found.outcome] |= sources
    for recommendation, outcomes in became.items():
        outcome = next(each for each in SAYS_MORE if each in outcomes)
        yield recommendation, Has.OUTCOME, terms.node(Is.COMPARED[outcome])
        for source in sorted(outcomes[outcome]):
            yield recommendation, Has.DERIVED_FROM, terms.node(source)
