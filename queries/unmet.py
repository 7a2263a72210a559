"""`kg notices`: which awards that papers tell of were not published, and which notices no committee decided on?

By what this base holds: a notice may be published that is not here, and be of a contract under a title that says
nothing; `kg review` asks about those that are likely.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kg import ids
from kg.derive.contract_steps import AWARDS, HAPPENED
from queries.answers import Citation, Ref, date_key, last_part
from queries.library import Library
from queries.standings import places, read_facts, sources

if TYPE_CHECKING:
    from kg.derive.contract_facts import Facts
    from kg.derive.contract_steps import Step

UnmetKind = Literal["award", "notice"]
KINDS: Final[tuple[UnmetKind, ...]] = ("award", "notice")


@dataclass(frozen=True, slots=True)
class Unmet:
    """An award without a notice, or a notice without a committee's decision.

    kind  award: papers tell of one, and no notice does; notice: one is published, and no paper tells of a decision
    date  of the newest award, or of the newest step that a notice tells
    why   how that is known
    """

    kind: UnmetKind
    contract: Ref
    date: str | None
    why: str
    citations: tuple[Citation, ...]
    basis: str = "derived"


def unmet(library: Library, kind: UnmetKind | None = None) -> tuple[Unmet, ...]:
    """All of them, or those of one kind: awards first, each kind by date."""
    facts = read_facts(library)
    published = {iri for iri in facts.contracts if _is_published(facts, iri)}
    councils = {ids.scope_of(iri) for iri in published}
    found: list[tuple[UnmetKind, str, str, list[Step]]] = []
    for iri in facts.contracts:
        if iri not in published and (awards := _awards(facts, iri)):
            found.append(("award", iri, _no_notice(iri, councils), awards))
        elif iri in published and not _decided(facts, iri):
            steps = [step for step in facts.steps.get(iri, ()) if step.published]
            found.append(("notice", iri, _no_decision(facts, iri), steps))
    chosen = [each for each in found if kind in (None, each[0])]
    cited = sources(library, (source for _kind, iri, _why, steps in chosen for source in _said(facts, iri, steps)))
    rows = [
        Unmet(kind, _ref(facts, iri), _newest(steps), why, places(cited, _said(facts, iri, steps)))
        for kind, iri, why, steps in chosen
    ]
    return tuple(sorted(rows, key=lambda row: (row.kind, date_key(row.date), row.contract.label, row.contract.iri)))


def _is_published(facts: Facts, iri: str) -> bool:
    return any(each.published for each in (*facts.steps.get(iri, ()), *facts.terms.get(iri, ())))


def _awards(facts: Facts, iri: str) -> list[Step]:
    return [step for step in facts.steps.get(iri, ()) if step.step in AWARDS and step.status in HAPPENED]


def _decided(facts: Facts, iri: str) -> bool:
    """Does a paper of a committee tell of a step as decided or done?"""
    return any(not step.published and step.status in HAPPENED for step in facts.steps.get(iri, ()))


def _no_notice(iri: str, councils: Collection[str]) -> str:
    if ids.scope_of(iri) not in councils:
        return "no notice of this council is held here"
    return "none of this council's notices that are held here is certainly of it"


def _no_decision(facts: Facts, iri: str) -> str:
    told = (each for each in (*facts.steps.get(iri, ()), *facts.terms.get(iri, ())) if not each.published)
    if next(told, None):
        return "papers tell of the contract, and of no decision on it"
    return "no paper of a committee that is held here is certainly of it"


def _said(facts: Facts, iri: str, steps: Collection[Step]) -> tuple[str, ...]:
    """The statements to cite: the steps, or, where there are none, the places that give its terms."""
    terms = (source for term in facts.terms.get(iri, ()) for source in term.sources)
    return tuple(step.iri for step in steps) or tuple(terms)


def _newest(steps: Collection[Step]) -> str | None:
    return max((step.day for step in steps if step.day), default=None)


def _ref(facts: Facts, iri: str) -> Ref:
    return Ref(iri, facts.labels.get(iri) or last_part(iri))
