"""What the history of forward plans needs of the graph, and what it writes into the derived graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kg.derive.contract_dates import first_day
from kg.derive.plan_items import Paper, PlanItem, Planned, never_planned, plan_items
from kg.vocabulary import ID_BASE, Has, Kind

if TYPE_CHECKING:
    from pyoxigraph import Literal as Words
    from pyoxigraph import NamedNode, Store

PLANNED: Final = """
SELECT ?statement ?g ?published ?paperDate ?committee ?title ?ref ?meeting ?day WHERE { GRAPH ?g {
  ?statement a ck:PlannedItem ; dct:title ?title .
  OPTIONAL { ?statement ck:publishedOn ?published }
  OPTIONAL { ?statement ck:forwardPlanRef ?ref }
  OPTIONAL { ?g dct:date ?paperDate }
  OPTIONAL { ?statement ck:plannedFor ?meeting .
    GRAPH <https://w3id.org/committee-kg/graph/identity> { ?meeting ck:committee ?committee ; dct:date ?day } }
} }
"""
PAPERS: Final = """
SELECT ?statement ?committee ?title ?meeting ?day ?ref ?kind ?appended WHERE { GRAPH ?g {
  VALUES ?kind { ck:Report ck:Minute ck:Action }
  ?statement a ?kind ; dct:title ?title ; ck:meeting ?meeting .
  OPTIONAL { ?statement ck:forwardPlanRef ?ref }
  OPTIONAL { ?statement ck:appended ?appended }
  GRAPH <https://w3id.org/committee-kg/graph/identity> { ?meeting ck:committee ?committee ; dct:date ?day }
} }
"""
NEWEST: Final = """
SELECT ?body ?date WHERE { GRAPH ?g { ?paper a ck:Paper ; dct:date ?date ; ck:committee|ck:council ?body } }
"""
KINDS: Final[dict[str, Literal["report", "minute", "action"]]] = {
    Kind.REPORT: "report",
    Kind.MINUTE: "minute",
    Kind.ACTION: "action",
}


@dataclass(frozen=True, slots=True)
class Plans:
    """All plans of a base: their items, and reports that none lists with the items of the plan that lacks them."""

    items: tuple[PlanItem, ...]
    unplanned: tuple[tuple[Paper, tuple[Planned, ...]], ...]


def plans(store: Store) -> Plans:
    """The history of all planned items of a base."""
    from kg.graph import ask

    found: dict[str, Planned] = {}
    for row in sorted(ask(store, PLANNED).rows, key=str):
        iri, edition, published, paper_date, committee, title, ref, meeting, day = row
        each = Planned(
            iri or "", edition or "", published or paper_date, committee, title or "", ref, meeting, day
        )  # fmt: skip
        found.setdefault(each.iri, each)
    papers = tuple(_papers(store))
    items = plan_items(found.values(), papers, newest(store, {each.committee or "" for each in found.values()}))
    return Plans(items, tuple(never_planned(items, papers)))


def newest(store: Store, committees: set[str]) -> dict[str, str]:
    """For each committee the day of the newest paper of its council."""
    from kg.graph import ask

    by_scope: dict[str, str] = {}
    for body, date in ask(store, NEWEST).rows:
        scope, day = _scope(body or ""), first_day(date or "0000")
        by_scope[scope] = max(day, by_scope.get(scope, ""))
    return {each: by_scope[_scope(each)] for each in committees if _scope(each) in by_scope}


def _scope(iri: str) -> str:
    """The council's part of a committee's or a council's IRI."""
    return iri.removeprefix(ID_BASE).split("/")[1] if iri.startswith(ID_BASE) else ""


def _papers(store: Store) -> Iterator[Paper]:
    from kg.graph import ask

    for row in sorted(set(ask(store, PAPERS).rows), key=str):
        iri, committee, title, meeting, day, ref, kind, appended = row
        if appended != "true":
            yield Paper(iri or "", committee or "", title or "", meeting or "", day or "", ref, KINDS[kind or ""])


def derive(store: Store) -> Iterator[tuple[str, str, NamedNode | Words]]:
    """On each line of a plan where its item was planned first, how often it moved and what it became."""
    from kg.project import terms

    found = plans(store)
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
