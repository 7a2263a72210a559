"""What the history of forward plans needs of the graph, and what it writes into the derived graph.

Worked out committee by committee: an item is one across all editions of a committee's plan, and what it became is found
among all its papers. A line that names no meeting is of the committee whose paper the plan is, and a key of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kg import ids
from kg.derive.contract_dates import first_day
from kg.derive.derivation import Derivation, Given, Outcome
from kg.derive.paper_rows import Row, rows
from kg.derive.plan_items import Paper, PlanItem, Planned, never_planned, plan_items
from kg.notice_records import NOTICE_PAPER
from kg.vocabulary import Has, Kind

if TYPE_CHECKING:
    from kg.derive.derivation import Triple
    from kg.derive.ground import Ground
    from kg.store import Store

PLANNED: Final = """
SELECT ?statement ?g ?published ?paperDate ?title ?ref ?meeting ?body WHERE { GRAPH ?g {
  ?statement a ck:PlannedItem ; dct:title ?title .
  OPTIONAL { ?statement ck:publishedOn ?published }
  OPTIONAL { ?statement ck:forwardPlanRef ?ref }
  OPTIONAL { ?statement ck:plannedFor ?meeting }
} OPTIONAL { GRAPH ?g { ?g dct:date ?paperDate } } OPTIONAL { GRAPH ?g { ?g ck:committee ?body } } }
"""
PAPERS: Final = """
SELECT ?statement ?title ?meeting ?ref ?kind ?appended WHERE { GRAPH ?g {
  VALUES ?kind { ck:Report ck:Minute ck:Action }
  ?statement a ?kind ; dct:title ?title ; ck:meeting ?meeting .
  OPTIONAL { ?statement ck:forwardPlanRef ?ref }
  OPTIONAL { ?statement ck:appended ?appended }
} }
"""
NEWEST: Final = f"""
SELECT ?body ?date WHERE {{ GRAPH ?g {{
  ?paper a ck:Paper ; dct:date ?date ; ck:committee|ck:council ?body
  FILTER NOT EXISTS {{ ?paper ck:paperKind "{NOTICE_PAPER}" }}
}} }}
"""
KINDS: Final[dict[str, Literal["report", "minute", "action"]]] = {
    Kind.REPORT: "report",
    Kind.MINUTE: "minute",
    Kind.ACTION: "action",
}


PLAN: Final = "plan "  # with the committee


@dataclass(frozen=True, slots=True)
class Plans:
    """All plans of a base: their items, and reports that none lists with the items of the plan that lacks them."""

    items: tuple[PlanItem, ...]
    unplanned: tuple[tuple[Paper, tuple[Planned, ...]], ...]


def plans(store: Store) -> Plans:
    """The history of all planned items of a base."""
    lines: dict[str, list[Row]] = defaultdict(list)
    papers: dict[str, list[Row]] = defaultdict(list)
    for row in rows(store, PLANNED):
        lines[_of_line(row)].append(row)
    for row in rows(store, PAPERS):
        papers[_of_paper(row)].append(row)
    newest = _newest(store)
    found = [_plans(lines[key], papers[key], newest.get(ids.scope_of(f"{key}/"))) for key in sorted(lines)]
    items = tuple(item for each in found for item in each.items)
    return Plans(items, tuple(sorted((one for each in found for one in each.unplanned), key=lambda one: one[0].iri)))


def _of_line(row: Row) -> str:
    """The key of a row of PLANNED."""
    meeting, body = row[6], row[7]
    return ids.committee_of(meeting) if meeting else f"no meeting {body or row[1]}"


def _of_paper(row: Row) -> str:
    """The key of a row of PAPERS."""
    return ids.committee_of(row[2] or "")


def _plans(lines: Iterable[Row], papers: Iterable[Row], newest: str | None = None) -> Plans:
    """The plans of one committee."""
    planned, known = _planned(lines), tuple(_papers(papers))
    days = {each.committee: newest for each in planned if each.committee and newest}
    items = plan_items(planned, known, days)
    return Plans(items, tuple(never_planned(items, known)))


def _planned(lines: Iterable[Row]) -> list[Planned]:
    found: dict[str, Planned] = {}
    for iri, edition, published, paper_date, title, ref, meeting, _body in sorted(lines, key=str):
        committee, day = (ids.committee_of(meeting), ids.last_part(meeting)) if meeting else (None, None)
        each = Planned(
            iri or "", edition or "", published or paper_date, committee, title or "", ref, meeting, day
        )  # fmt: skip
        found.setdefault(each.iri, each)
    return list(found.values())


def _papers(papers: Iterable[Row]) -> Iterator[Paper]:
    for iri, title, meeting, ref, kind, appended in sorted(set(papers), key=str):
        if meeting and appended != "true":
            committee, day = ids.committee_of(meeting), ids.last_part(meeting)
            yield Paper(iri or "", committee, title or "", meeting, day, ref, KINDS[kind or ""])


def _newest(store: Store) -> Mapping[str, str]:
    """By the council's part of IRIs the day of its newest paper."""
    found: dict[str, str] = {}
    for body, date in rows(store, NEWEST):
        scope, day = ids.scope_of(f"{body}/"), first_day(date or "0000")
        found[scope] = max(day, found.get(scope, ""))
    return found


def newest(store: Store, committees: Collection[str]) -> dict[str, str]:
    """For each committee the day of the newest paper of its council."""
    by_scope = _newest(store)
    return {each: by_scope[scope] for each in committees if (scope := ids.scope_of(f"{each}/")) in by_scope}


def _marks(ground: Ground, papers: Collection[str]) -> Iterator[Given]:
    for paper, told in ground.answers(PLANNED, papers):
        yield from ((paper, f"{PLAN}{_of_line(row)}") for row in told)
    for paper, told in ground.answers(PAPERS, papers):
        yield from ((paper, f"{PLAN}{_of_paper(row)}") for row in told)


def _keys(_ground: Ground, marks: Collection[str]) -> list[str]:
    return [mark for mark in marks if mark.startswith(PLAN)]


def _derive(ground: Ground, keys: Sequence[str]) -> Iterator[Outcome]:
    for key in keys:
        papers, mine = ground.givers(key), key.removeprefix(PLAN)
        lines = [row for _, told in ground.answers(PLANNED, papers) for row in told if _of_line(row) == mine]
        others = [row for _, told in ground.answers(PAPERS, papers) for row in told if _of_paper(row) == mine]
        yield Outcome(key, frozenset(_triples(_plans(lines, others))), frozenset((key,)))


def _triples(found: Plans) -> Iterator[Triple]:
    """On each line of a plan where its item was planned first, how often it moved and what it became.

    None of it rests on the newest day: that tells only whether what a plan lists is still ahead.
    """
    from kg.project import terms

    for item in found.items:
        first = next((each.meeting for each in item.statements if each.meeting), None)
        for statement in item.statements:
            if first:
                yield statement.iri, Has.FIRST_PLANNED_FOR, terms.node(first)
            if item.moved is not None:
                yield statement.iri, Has.MOVED_TIMES, terms.whole(item.moved)
            for paper in item.taken:
                yield statement.iri, Has.TAKEN_BY, terms.node(paper.iri)
            for other in item.statements:
                if other.iri != statement.iri:
                    yield statement.iri, Has.DERIVED_FROM, terms.node(other.iri)
    for paper, beside in found.unplanned:
        yield paper.iri, Has.NEVER_PLANNED, terms.truth(True)
        for planned in beside:
            yield paper.iri, Has.DERIVED_FROM, terms.node(planned.iri)


DERIVATION: Final = Derivation("plans", _marks, _keys, _derive)
