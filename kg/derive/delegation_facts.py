"""What the delegation register needs of the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kg.derive.contract_dates import first_day
from kg.derive.contract_facts import Facts, read, services
from kg.derive.contract_steps import Step
from kg.derive.delegation_register import Entry, Grant, Known, register
from kg.derive.derivation import PaperDay
from kg.derive.paper_rows import Row, rows
from kg.vocabulary import CK

if TYPE_CHECKING:
    from kg.store import Store

GRANTS: Final = """
SELECT ?g ?grant ?status ?date ?post ?body ?power ?limit ?contract ?words WHERE { GRAPH ?g {
  { ?grant a ck:Delegation } UNION { ?grant ck:step ck:delegate-award }
  ?grant ck:eventStatus ?status .
  OPTIONAL { ?grant dct:date ?date }
  OPTIONAL { ?grant ck:delegatedTo ?post }
  OPTIONAL { ?grant ck:body ?body }
  OPTIONAL { ?grant ck:power ?power }
  OPTIONAL { ?grant ck:limit ?limit }
  OPTIONAL { ?grant ck:contract ?contract }
  OPTIONAL { ?grant ck:decision|ck:recommendation ?limb . ?limb ck:text ?words }
} }
"""
NAMES: Final = """
SELECT ?thing ?label WHERE { GRAPH <https://w3id.org/committee-kg/graph/identity> {
  VALUES ?kind { ck:Post ck:Body ck:Committee ck:Council ck:Contract } ?thing a ?kind ; rdfs:label ?label .
} }
"""


def entries(store: Store, on: str | None = None) -> tuple[Entry, ...]:
    """The delegation register of a base: on a day, or, without one, on that of the newest paper that could tell."""
    facts = read(store, with_terms=False)
    return register(grants(rows(store, GRANTS), facts.papers), _known(store, facts, on))


def grants(told: Iterable[Row], papers: Mapping[str, PaperDay]) -> list[Grant]:
    """Every statement that delegates a power, of the rows of GRANTS; a power to award two contracts is two grants."""
    found: dict[tuple[str, str], Grant] = {}
    for row in sorted(told, key=str):
        paper, iri, status, date, post, body, power, limit, contract, words = row
        day = papers[paper or ""].day if paper in papers else None
        name = (status or "").removeprefix(CK)
        grant = Grant(iri or "", paper or "", day, name, date, post, body, power or words or "", limit, contract)
        found.setdefault((grant.iri, contract or ""), grant)
    return list(found.values())


def _known(store: Store, facts: Facts, on: str | None) -> Known:
    names = {thing or "": label or "" for thing, label in rows(store, NAMES)}
    days: dict[str, list[str]] = defaultdict(list)
    for paper in facts.papers.values():
        if paper.committee and paper.day and not (on and first_day(paper.day) > on):
            days[paper.committee].append(first_day(paper.day))
    newest = {committee: max(found) for committee, found in days.items()}
    return Known(
        same_service(facts),
        day=lambda grant: on or facts.heard_by((grant.paper,)),
        later=lambda same: later_paper(same, facts, newest.get),
        name=lambda iri: names.get(iri, iri),
    )


def same_service(facts: Facts) -> Callable[[str], Sequence[Step]]:
    """The steps of all contracts for the same service as one."""
    together = services({iri: facts.labels[iri] for iri in facts.contracts if iri in facts.labels}, facts.before)

    def steps(contract: str) -> Sequence[Step]:
        same = sorted(together.get(contract, {contract}))
        return [step for each in same for step in facts.steps.get(each, ())]

    return steps


def later_paper(same: Sequence[Grant], facts: Facts, newest: Callable[[str], str | None]) -> str | None:
    """The day of the newest paper of the body that gave a power, if later than the first paper that tells of it."""
    bodies = {grant.body for grant in same if grant.body}
    bodies |= {
        facts.papers[grant.paper].committee or "" for grant in same if not grant.body and grant.paper in facts.papers
    }
    told = min((first_day(grant.told) for grant in same if grant.told), default=None)
    if told is None:
        return None
    begun = max([told, *(first_day(grant.date) for grant in same if grant.date)])
    held = (day for body in sorted(bodies) if (day := newest(body)))
    return max((day for day in held if day > begun), default=None)
