"""Where each contract stands and on what papers contradict each other about it, one by one for the derived graph."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from kg import ids
from kg.derive.contract_differences import Difference
from kg.derive.contract_facts import Facts, Whole, differences_of, life_of, read
from kg.derive.contract_life import Life
from kg.derive.derivation import Derivation, Given, Outcome, Today, marks_themselves, span_of
from kg.vocabulary import Has, Is, Kind

if TYPE_CHECKING:
    from kg.derive.derivation import Triple
    from kg.derive.ground import Ground

TELLING: Final = """
SELECT DISTINCT ?contract WHERE { GRAPH ?g {
  { ?contract a ck:Contract } UNION { ?event ck:contract ?contract }
  UNION { ?contract ck:precededBy ?other } UNION { ?other ck:precededBy ?contract }
} }
"""
# The names of our own IRIs say no more than these, and a contradiction is told in words.
TERM_NAMES: Final = {
    "annualValue": "value a year",
    "totalValue": "value in all",
    "termMonths": "term in months",
    "extensionMonths": "months of extension",
    "startDate": "start",
    "endDate": "end",
    "provider": "provider",
}


def _marks(ground: Ground, papers: Collection[str]) -> Iterator[Given]:
    """The contracts that papers tell of."""
    for paper, found in ground.rows(TELLING, papers):
        yield from ((paper, contract or "") for (contract,) in found)


def _derive(ground: Ground, keys: Sequence[str]) -> Iterator[Outcome]:
    """On each contract its state, since when and by which statements; and a node for each contradiction."""
    facts = read(ground.store, keys, known=Whole(ground.papers, ground.newest, ground.labels))
    for contract in keys:
        if contract in facts.told_in:
            yield _outcome(facts, contract)


def _outcome(facts: Facts, contract: str) -> Outcome:
    day = facts.newest_day(contract)
    today = Today(day) if day else None
    triples = [*_life_triples(life_of(facts, contract, today))]
    for difference in differences_of(facts, contract):
        triples += _difference_triples(difference, facts)
    councils = {facts.papers[paper].council for paper in facts.told_in[contract] if paper in facts.papers}
    spans = tuple(span_of(today, council) for council in sorted(filter(None, councils)))
    return Outcome(contract, frozenset(triples), frozenset(_leans(facts, contract)), spans)


def _leans(facts: Facts, contract: str) -> Iterator[str]:
    """What papers tell of it and of those that replace it, and the names of its providers."""
    yield from (contract, *facts.after(contract))
    yield from (step.provider for step in facts.steps.get(contract, ()) if step.provider)
    yield from (term.value for term in facts.terms.get(contract, ()) if term.name == "provider")


def _life_triples(found: Life) -> Iterator[Triple]:
    from kg.project import terms

    if found.end and found.end.basis == "computed":
        yield found.contract, Has.COMPUTED_END_DATE, terms.date(found.end.date)
        for source in found.end.sources:
            yield found.contract, Has.DERIVED_FROM, terms.node(source)
    if found.state is None:
        return
    yield found.contract, Has.STATE, terms.node(Is.CONTRACT_STATE[found.state])
    if found.since:
        yield found.contract, Has.STATE_SINCE, terms.date(found.since)
    for source in found.sources:
        yield found.contract, Has.DERIVED_FROM, terms.node(source)


def _difference_triples(found: Difference, facts: Facts) -> Iterator[Triple]:
    from kg.project import terms

    iri = ids.contradiction(found.contract, found.term)
    values = [facts.labels.get(side.value, side.value) for side in found.sides]
    label = f"{facts.labels.get(found.contract, found.contract)}, {TERM_NAMES[found.term]}: {' or '.join(values)}"
    yield iri, Has.TYPE, terms.node(Kind.CONTRADICTION)
    yield iri, Has.LABEL, terms.text(label)
    yield iri, Has.BASIS, terms.node(Is.BASIS["derived"])
    yield iri, Has.CONTRACT, terms.node(found.contract)
    yield iri, Has.IN_TERM, terms.text(found.term)
    for side, value in zip(found.sides, values, strict=True):
        yield iri, Has.TOLD_VALUE, terms.text(value)
        for source in side.sources:
            yield iri, Has.DERIVED_FROM, terms.node(source)


DERIVATION: Final = Derivation("contracts", _marks, marks_themselves, _derive)
