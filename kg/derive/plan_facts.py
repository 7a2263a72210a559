"""What the history of forward plans needs of the graph, and what it writes into the derived graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kg.derive.contract_dates import first_day
from kg.derive.paper_rows import PaperRows, meetings, rows
from kg.derive.plan_items import Paper, PlanItem, Planned, never_planned, plan_items
from kg.vocabulary import ID_BASE, Has, Kind

if TYPE_CHECKING:
    from pyoxigraph import Literal as Words
    from pyoxigraph import NamedNode, Store

PLANNED: Final = """
SELECT ?statement ?g ?published ?paperDate ?title ?ref ?meeting WHERE { GRAPH ?g {
  ?statement a ck:PlannedItem ; dct:title ?title .
  OPTIONAL { ?statement ck:publishedOn ?published }
  OPTIONAL { ?statement ck:forwardPlanRef ?ref }
  OPTIONAL { ?g dct:date ?paperDate }
  OPTIONAL { ?statement ck:plannedFor ?meeting }
} }
"""
PAPERS: Final = """
SELECT ?statement ?title ?meeting ?ref ?kind ?appended WHERE { GRAPH ?g {
  VALUES ?kind { ck:Report ck:Minute ck:Action }
  ?statement a ?kind ; dct:title ?title ; ck:meeting ?meeting .
  OPTIONAL { ?statement ck:forwardPlanRef ?ref }
  OPTIONAL { ?statement ck:appended ?appended }
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


def plans(store: Store | PaperRows) -> Plans:
    """The history of all planned items of a base."""
    found: dict[str, Planned] = {}
    for row in _planned(store):
        iri, edition, published, paper_date, committee, title, ref, meeting, day = row
        each = Planned(
            iri or "", edition or "", published or paper_date, committee, title or "", ref, meeting, day
        )  # fmt: skip
        found.setdefault(each.iri, each)
    papers = tuple(_papers(store))
    items = plan_items(found.values(), papers, newest(store, {each.committee or "" for each in found.values()}))
    return Plans(items, tuple(never_planned(items, papers)))


def _planned(store: Store | PaperRows) -> list[tuple[str | None, ...]]:
    """The rows of PLANNED with the meeting's committee and day; without all three where its name tells neither."""
    held = meetings(store)
    found: list[tuple[str | None, ...]] = []
    for iri, edition, published, paper_date, title, ref, meeting in rows(store, PLANNED):
        known: list[tuple[str, str]] = held.get(meeting or "", [])
        for committee, day in known:
            found.append((iri, edition, published, paper_date, committee, title, ref, meeting, day))
        if not known:
            found.append((iri, edition, published, paper_date, None, title, ref, None, None))
    return sorted(found, key=str)  # a line of which one meeting is known comes with it first: quotes before None


def newest(store: Store | PaperRows, committees: set[str]) -> dict[str, str]:
    """For each committee the day of the newest paper of its council."""
    by_scope: dict[str, str] = {}
    for body, date in rows(store, NEWEST):
        scope, day = _scope(body or ""), first_day(date or "0000")
        by_scope[scope] = max(day, by_scope.get(scope, ""))
    return {each: by_scope[_scope(each)] for each in committees if _scope(each) in by_scope}


def _scope(iri: str) -> str:
    """The council's part of a committee's or a council's IRI."""
    return iri.removeprefix(ID_BASE).split("/")[1] if iri.startswith(ID_BASE) else ""


def _papers(store: Store | PaperRows) -> Iterator[Paper]:
    held = meetings(store)
    found = {
        (iri, committee, title, meeting, day, *rest)
        for iri, title, meeting, *rest in rows(store, PAPERS)
        for committee, day in held.get(meeting or "", ())
    }
    for row in sorted(found, key=str):
        iri, committee, title, meeting, day, ref, kind, appended = row
        if appended != "true":
            yield Paper(iri or "", committee or "", title or "", meeting or "", day or "", ref, KINDS[kind or ""])


def derive(store: Store | PaperRows) -> Iterator[tuple[str, str, NamedNode | Words]]:
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
