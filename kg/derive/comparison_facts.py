"""What the comparison of recommendations with resolutions needs of the graph, and what it writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.derive.comparisons import Comparison, Limb, compare
from kg.names import fold
from kg.vocabulary import Has, Is

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store

DECIDED: Final = """
SELECT ?meeting ?title ?number ?limb ?text ?statement WHERE {
  ?statement a ck:Decision ; ck:meeting ?meeting ; ck:text ?text ; ck:minute ?minute .
  ?minute dct:title ?title .
  OPTIONAL { ?minute ck:number ?number }
  OPTIONAL { ?statement ck:limb ?limb }
}
"""
RECOMMENDED: Final = """
SELECT ?meeting ?title ?number ?limb ?text ?statement WHERE {
  ?statement a ck:Recommendation ; ck:report ?report ; ck:text ?text .
  ?report ck:meeting ?meeting ; dct:title ?title .
  OPTIONAL { ?report ck:agendaItem/ck:number ?number }
  OPTIONAL { ?statement ck:limb ?limb }
}
"""
# Minutes head an item with the report's title, cut short or spelt otherwise at times.
SAME_TITLE: Final = 85.0


@dataclass(frozen=True, slots=True)
class _Row:
    meeting: str
    title: str
    number: str | None
    limb: str | None
    text: str
    statement: str


def comparisons(store: Store) -> Iterator[Comparison]:
    """All comparisons of a base, in the order of meetings and items."""
    decided, recommended = (list(_rows(store, query)) for query in (DECIDED, RECOMMENDED))
    reports = _by_meeting(recommended)
    minutes = _by_meeting(decided)
    for meeting in sorted(reports.keys() & minutes.keys()):
        items = _items(minutes[meeting], reports[meeting])
        yield from compare(
            [_limb(row, fold(row.title)) for row in reports[meeting]],
            [_limb(row, item) for row in minutes[meeting] if (item := items.get(fold(row.title)))],
        )


def _rows(store: Store, query: str) -> Iterator[_Row]:
    from kg.graph import ask

    for row in ask(store, query).rows:
        meeting, title, number, limb, text, statement = row
        yield _Row(meeting or "", title or "", number, limb, text or "", statement or "")


def _by_meeting(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.meeting].append(row)
    return found


def _items(minutes: Iterable[_Row], reports: Iterable[_Row]) -> dict[str, str]:
    """For each minute's title the report that it is about: the same title, or one like it and like no other."""
    from rapidfuzz import fuzz

    titles = sorted({fold(row.title) for row in reports})
    found: dict[str, str] = {}
    for title in sorted({fold(row.title) for row in minutes}):
        like = [each for each in titles if fuzz.token_sort_ratio(title, each) >= SAME_TITLE]
        inside = [each for each in titles if len(title) > 15 and (each.startswith(title) or title.startswith(each))]
        if title in titles:
            found[title] = title
        elif len(set(like or inside)) == 1:
            found[title] = (like or inside)[0]
    return found


def _limb(row: _Row, item: str) -> Limb:
    return Limb(row.statement, item, row.limb, row.text)


def derive(store: Store) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    """What comparisons say in the graph: on the decision, which recommendation it takes up and how it differs."""
    from kg.project import terms

    for each in comparisons(store):
        outcome = Is.COMPARED[each.outcome]
        yield each.decision, Has.COMPARED_WITH_RECOMMENDATION, terms.node(outcome)
        if each.recommendation:
            yield each.decision, Has.DECIDES, terms.node(each.recommendation)
        for change in each.changed:
            yield each.decision, Has.CHANGED_WORDS, terms.text(str(change))
