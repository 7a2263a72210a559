"""What the comparison of recommendations with resolutions needs of the graph, and what it writes.

Worked out together for all meetings of a day whose names may be one (kg.derive.comparison_meetings), from the papers
that tell of them, and from whether a later version of the minutes in those is held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg import ids
from kg.derive import derivation
from kg.derive.comparison_meetings import Held, one_meeting, together
from kg.derive.comparison_rows import (
    Printed,
    by_meeting,
    in_order,
    item_of,
    items_of,
    limb_of,
    printed,
    prints,
    reported,
    titles_of,
)
from kg.derive.comparisons import Comparison, Minuted, Outcome, compare
from kg.derive.ground import named
from kg.derive.paper_rows import Row, rows_of_meetings
from kg.derive.paper_rows import rows as told_rows
from kg.names import fold
from kg.vocabulary import Has, Is

if TYPE_CHECKING:
    from kg.derive.ground import Ground
    from kg.store import Store

DECIDED: Final = """
SELECT ?g ?meeting ?title ?number ?limb ?text ?statement ?start ?part WHERE { GRAPH ?g {
  ?statement a ck:Decision ; ck:meeting ?meeting ; ck:text ?text ; ck:minute ?minute ; ck:evidence/ck:start ?start .
  ?minute dct:title ?title .
  OPTIONAL { ?minute ck:number ?number }
  OPTIONAL { ?statement ck:limb ?limb }
  OPTIONAL {
    ?part ck:sectionKind "minutes" ; ck:start ?from ; ck:end ?upto . FILTER(?from <= ?start && ?start < ?upto)
  }
} }
"""
MINUTED: Final = """
SELECT ?g ?meeting ?title ?number ?limb ?text ?statement ?start ?part WHERE { GRAPH ?g {
  ?statement a ck:Minute ; ck:meeting ?meeting ; dct:title ?title ; ck:evidence/ck:start ?start .
  OPTIONAL { ?statement ck:number ?number }
  OPTIONAL { ?statement ck:text ?text }
  OPTIONAL { ?statement ck:limb ?limb }
  OPTIONAL {
    ?part ck:sectionKind "minutes" ; ck:start ?from ; ck:end ?upto . FILTER(?from <= ?start && ?start < ?upto)
  }
} }
"""
RECOMMENDED: Final = """
SELECT ?g ?meeting ?title ?number ?limb ?text ?statement ?start ?part WHERE { GRAPH ?g {
  ?statement a ck:Recommendation ; ck:report ?report ; ck:text ?text ; ck:evidence/ck:start ?start .
  ?report ck:meeting ?meeting ; dct:title ?title .
  OPTIONAL { ?report ck:agendaItem/ck:number ?number }
  OPTIONAL { ?statement ck:limb ?limb }
  OPTIONAL {
    ?part ck:sectionKind "minutes" ; ck:start ?from ; ck:end ?upto . FILTER(?from <= ?start && ?start < ?upto)
  }
} }
"""
QUERIES: Final = (RECOMMENDED, DECIDED, MINUTED)
REPLACED: Final = """
SELECT ?part WHERE { GRAPH <https://w3id.org/committee-kg/graph/identity> { ?part dct:isReplacedBy ?after } }
"""
COMPARED: Final = "compared "  # with the day and the words that tell the committee
# Where papers differ on one recommendation, what says more is told.
SAYS_MORE: Final[tuple[Outcome, ...]] = ("rejected", "deferred", "amended", "as-recommended")


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


def comparisons(store: Store) -> Iterator[Comparison]:
    """All comparisons of a base, in the order of meetings and items."""
    return (each.comparison for each in compared(store))


def compared(store: Store, meetings: Collection[str] | None = None) -> Iterator[Compared]:
    """All comparisons of a base with where they belong; what several papers print is compared once.

    meetings   only these: of one day all whose names may be one committee's, for they are compared together
    """
    if meetings is not None:
        told = {query: rows_of_meetings(store, query, meetings) for query in QUERIES}
        return _compared(told, lambda part: bool(named(store, part, Has.IS_REPLACED_BY)))
    old = {part for (part,) in told_rows(store, REPLACED)}
    return _compared({query: told_rows(store, query) for query in QUERIES}, old.__contains__)


def _compared(told: Mapping[str, Iterable[Row]], is_old: Callable[[str], bool]) -> Iterator[Compared]:
    """The comparisons of some meetings, by meeting, from the rows of each query.

    told     of all meetings whose names may be one, all rows
    is_old   whether a part of a paper holds minutes of which a later version is held
    """
    asked, done, minuted = (list(printed(told[query], is_old)) for query in QUERIES)
    held = {row.meeting: Held.of(row.meeting) for row in (*asked, *done, *minuted)}
    same = one_meeting(titles_of(asked), titles_of([*done, *minuted]), held)
    reports, decisions, minutes = (by_meeting(rows, same) for rows in (asked, done, minuted))
    names: dict[str, list[str]] = defaultdict(list)
    for other, one in sorted(same.items()):
        names[one].append(other)
    for meeting in sorted(minutes.keys() | decisions.keys()):
        rows = (each.get(meeting, []) for each in (reports, decisions, minutes))
        yield from _of_meeting(meeting, tuple(names[meeting]), *rows)


def _of_meeting(
    meeting: str, names: tuple[str, ...], asked: list[Printed], done: list[Printed], told: list[Printed]
) -> Iterator[Compared]:
    items = items_of((*done, *told), asked)
    first_asked, first_done = prints(asked, {}), prints(done, items)
    rows = {row.statement: row for row in (*asked, *done, *told)}
    minutes = {item_of(row, items): row for row in sorted((*told, *done), key=in_order, reverse=True)}
    for each in compare(
        [limb_of(rows[iri], fold(rows[iri].title)) for iri in sorted(first_asked)],
        [limb_of(rows[iri], item_of(rows[iri], items)) for iri in sorted(first_done)],
        [Minuted(row.statement, item_of(row, items), row.text) for row in sorted(told, key=in_order)],
    ):
        recommended, decided = rows.get(each.recommendation or ""), rows.get(each.decision or "")
        minute = minutes.get(each.item)
        heading = recommended or reported(asked, each.item) or minute
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


def _marks(ground: Ground, papers: Collection[str]) -> Iterator[derivation.Given]:
    for query in QUERIES:
        for paper, told in ground.answers(query, papers):
            yield from ((paper, _key(row)) for row in told)


def _key(row: Row) -> str:
    return f"{COMPARED}{together(row[1] or '')}"


def _keys(_ground: Ground, marks: Collection[str]) -> list[str]:
    return [mark for mark in marks if mark.startswith(COMPARED)]


def _derive(ground: Ground, keys: Sequence[str]) -> Iterator[derivation.Outcome]:
    for key in keys:
        papers = ground.givers(key)
        everything = {query: [row for _, found in ground.answers(query, papers) for row in found] for query in QUERIES}
        told = {query: [row for row in rows if _key(row) == key] for query, rows in everything.items()}
        parts = {part for rows in told.values() for row in rows if (part := row[-1])}
        old = {part for part in parts if ground.named(part, Has.IS_REPLACED_BY)}
        works = _works(row for rows in everything.values() for row in rows if row[-1] in parts)
        yield derivation.Outcome(key, frozenset(_triples(_compared(told, old.__contains__))), frozenset((key, *works)))


def _works(rows: Iterable[Row]) -> Iterator[str]:
    """Of minutes of which rows stand in a part: what several papers may print as the minutes of one meeting."""
    return (ids.work(meeting, "minutes", "") for meeting in {row[1] or "" for row in rows})


def _triples(found: Iterable[Compared]) -> Iterator[derivation.Triple]:
    """On decisions which recommendation they take up and how they differ; on recommendations what became of them."""
    from kg.project import terms

    became: dict[str, dict[Outcome, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in found:
        comparison = each.comparison
        for decision in each.decisions:
            if comparison.outcome:
                yield decision, Has.COMPARED_WITH_RECOMMENDATION, terms.node(Is.COMPARED[comparison.outcome])
            for recommendation in each.recommendations:
                yield decision, Has.DECIDES, terms.node(recommendation)
            for change in comparison.changed:
                yield decision, Has.CHANGED_WORDS, terms.text(str(change))
        if comparison.outcome:
            sources = {*each.decisions, *([comparison.told_by] if comparison.told_by else [])}
            for recommendation in each.recommendations:
                became[recommendation][comparison.outcome] |= sources
    for recommendation, outcomes in became.items():
        outcome = next(each for each in SAYS_MORE if each in outcomes)
        yield recommendation, Has.OUTCOME, terms.node(Is.COMPARED[outcome])
        for source in sorted(outcomes[outcome]):
            yield recommendation, Has.DERIVED_FROM, terms.node(source)


DERIVATION: Final = derivation.Derivation("comparisons", _marks, _keys, _derive)
