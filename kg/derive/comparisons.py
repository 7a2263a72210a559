"""Recommended against resolved, limb by limb: which recommendation does a decision take up, and did its words change?

Within one meeting and one item only. A decision takes up the recommendation that it shares most words with; of equals
the one with its letter. What is left on either side was added by the meeting, or not taken up by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kg.derive.limbs import ONE_PROPOSAL, Change, changes, likeness

Outcome = Literal["as-recommended", "amended", "rejected", "deferred", "added"]


@dataclass(frozen=True, slots=True)
class Limb:
    """A limb of a recommendation or of a decision, by its IRI; those of one `item` belong together."""

    iri: str
    item: str
    limb: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A decision, the recommendation that it takes up, what became of that, and the words that changed."""

    decision: str
    recommendation: str | None
    outcome: Outcome
    changed: tuple[Change, ...] = ()


def compare(recommended: Iterable[Limb], decided: Iterable[Limb]) -> Iterator[Comparison]:
    """Each decision of an item with recommendations, compared; items without recommendations are left out."""
    by_item: dict[str, list[Limb]] = defaultdict(list)
    for limb in recommended:
        by_item[limb.item].append(limb)
    decisions: dict[str, list[Limb]] = defaultdict(list)
    for limb in decided:
        decisions[limb.item].append(limb)
    for item in sorted(by_item.keys() & decisions.keys()):
        yield from _of_item(by_item[item], decisions[item])


def _of_item(recommended: list[Limb], decided: list[Limb]) -> Iterator[Comparison]:
    scored = sorted(
        (-likeness(asked.text, done.text), asked.limb != done.limb, done.iri, asked.iri)
        for asked in recommended
        for done in decided
    )
    texts = {limb.iri: limb.text for limb in (*recommended, *decided)}
    taken: dict[str, str] = {}
    for score, _, decision, recommendation in scored:
        if -score >= ONE_PROPOSAL and decision not in taken:
            taken[decision] = recommendation
    for limb in sorted(decided, key=lambda each: each.iri):
        if limb.iri not in taken:
            yield Comparison(limb.iri, None, "added")
            continue
        changed = changes(texts[taken[limb.iri]], limb.text)
        yield Comparison(limb.iri, taken[limb.iri], "amended" if changed else "as-recommended", changed)
