"""What the delegation register needs of the graph, and what it writes into the derived graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kg.derive.contract_dates import first_day
from kg.derive.contract_facts import Facts, read, services
from kg.derive.contract_steps import Step
from kg.derive.delegation_register import Entry, Grant, Known, register
from kg.derive.paper_rows import PaperRows, rows
from kg.vocabulary import CK, Has, Is

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store

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


def entries(store: Store | PaperRows, on: str | None = None) -> tuple[Entry, ...]:
    """The delegation register of a base: on a day, or, without one, on that of the newest paper that could tell."""
    facts = read(store, with_terms=False)
    return register(grants(store, facts), _known(store, facts, on))


def grants(store: Store | PaperRows, facts: Facts) -> list[Grant]:
    """Every statement that delegates a power; a power to award two contracts is two grants."""
    found: dict[tuple[str, str], Grant] = {}
    for row in sorted(rows(store, GRANTS), key=str):
        paper, iri, status, date, post, body, power, limit, contract, words = row
        told = facts.papers[paper or ""].day if paper in facts.papers else None
        name = (status or "").removeprefix(CK)
        grant = Grant(
            iri or "", paper or "", told, name, date, post, body, power or words or "", limit, contract
        )  # fmt: skip
        found.setdefault((grant.iri, contract or ""), grant)
    return list(found.values())


def _known(store: Store | PaperRows, facts: Facts, on: str | None) -> Known:
    names = {thing or "": label or "" for thing, label in rows(store, NAMES)}
    together = services({iri: facts.labels[iri] for iri in facts.contracts if iri in facts.labels}, facts.before)

    def steps(contract: str) -> Sequence[Step]:
        same = sorted(together.get(contract, {contract}))
        return [step for each in same for step in facts.steps.get(each, ())]

    days: dict[str, list[str]] = defaultdict(list)
    for paper in facts.papers.values():
        if paper.committee and paper.day:
            days[paper.committee].append(first_day(paper.day))
    return Known(
        steps,
        day=lambda grant: on or facts.heard_by((grant.paper,)),
        later=lambda same: _later(same, facts, days, on),
        name=lambda iri: names.get(iri, iri),
    )


def _later(same: Sequence[Grant], facts: Facts, days: Mapping[str, list[str]], on: str | None) -> str | None:
    """The day of the newest paper of the body that gave a power, later than the first paper that tells of it."""
    bodies = {grant.body for grant in same if grant.body}
    bodies |= {
        facts.papers[grant.paper].committee or "" for grant in same if not grant.body and grant.paper in facts.papers
    }
    told = min((first_day(grant.told) for grant in same if grant.told), default=None)
    if told is None:
        return None
    begun = max([told, *(first_day(grant.date) for grant in same if grant.date)])
    held = (each for body in bodies for each in days.get(body, ()))
    return max((each for each in held if each > begun and not (on and each > on)), default=None)


def derive(store: Store | PaperRows) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    """On each statement of a grant what became of the power, to which day, and by which statements that is known."""
    from kg.project import terms

    found = entries(store)
    seen: dict[str, set[str]] = defaultdict(set)
    for entry in found:
        for grant in entry.grants:
            seen[grant.iri].add(entry.state)
    for entry in found:
        for grant in entry.grants:
            if (
                len(seen[grant.iri]) > 1
            ):  # power over two contracts of which different things became: each contract says
                continue
            yield grant.iri, Has.DELEGATION_STATE, terms.node(Is.DELEGATION_STATE[entry.state])
            if entry.on:
                yield grant.iri, Has.AS_OF, terms.date(entry.on)
            for source in (*entry.settled_by, *(other.iri for other in entry.grants if other.iri != grant.iri)):
                yield grant.iri, Has.DERIVED_FROM, terms.node(source)
