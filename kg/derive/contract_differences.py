"""Where papers contradict each other on a contract: two values, two ends, two providers told for one time.

What notices publish of it is held against what papers tell (kg/derive/published_differences.py).

All are laid side by side, never resolved. Not a contradiction: a date told less exactly, a plan beside what came of
it, a value or an end that changed between two papers where a step that changes it is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kg.derive.contract_dates import overlap
from kg.derive.contract_steps import AWARDS, HAPPENED, Step, Term, is_planned
from kg.derive.published_differences import CHANGING, Side, published_otherwise

DATES: Final = {"startDate": "start", "endDate": "end"}
# What a contract has once and for all, so that two papers of different days contradict each other as well.
LASTING: Final = ("startDate", "endDate", "termMonths")
TERMS: Final = ("annualValue", "totalValue", "termMonths", "extensionMonths", "startDate", "endDate", "provider")
# One name for several contracts: their values, ends and providers may differ.
SEVERAL: Final = re.compile(
    r"\b(?:contracts|contract\(s\)|agreements|frameworks?|leases|purchasing systems?|lots|grants|commissions)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A term of a contract on which papers differ; `term` as the vocabulary calls it."""

    contract: str
    term: str
    sides: tuple[Side, ...]


def differences(contract: str, label: str, steps: Iterable[Step], terms: Iterable[Term]) -> Iterator[Difference]:
    """Every term on which papers contradict each other; none for a name that several contracts share."""
    if SEVERAL.search(label):
        return
    told = sorted(steps, key=lambda each: each.iri)
    given = list(terms)
    of_papers = [each for each in told if not each.published], [each for each in given if not each.published]
    of_notices = [each for each in told if each.published], [each for each in given if each.published]
    for name in TERMS:
        sides = _distinct(name, _sides(name, *of_papers))
        published = _distinct(name, _sides(name, *of_notices))
        differing = sides if len(sides) > 1 and _contradict(name, sides, of_papers[0]) else []
        against = published_otherwise(name, sides, published, told, given) if sides and published else []
        if found := list(dict.fromkeys((*differing, *against))):
            yield Difference(contract, name, tuple(sorted(found, key=lambda each: (each.told or "", each.value))))


def _sides(name: str, steps: Sequence[Step], terms: Sequence[Term]) -> list[Side]:
    sides = [Side(term.value, term.told, term.sources) for term in terms if term.name == name and not term.asked]
    if name in DATES:
        dated = [step for step in steps if step.step == DATES[name] and step.date]
        reported = [step for step in dated if step.status == "reported" and not is_planned(step)]
        # What is told as done stands alone, without the plans for it and the terms that repeat them.
        chosen = reported or [step for step in dated if is_planned(step)]
        from_steps = [Side(step.date or "", step.told, (step.iri,)) for step in chosen]
        return from_steps if reported else sides + from_steps
    if name == "provider":
        given = [step for step in steps if step.provider and step.step in AWARDS and step.status in HAPPENED]
        sides += [Side(step.provider or "", step.told, (step.iri,)) for step in _to_one(given)]
    return sides


def _to_one(awards: Sequence[Step]) -> Iterator[Step]:
    """The awards without those that one paper tells of one day to several, which do not contradict each other; of a
    notice all, of which one may be the supplier that a paper names."""
    named: dict[tuple[str, str, str | None], set[str | None]] = defaultdict(set)
    for step in awards:
        named[_of_one_day(step)].add(step.provider)
    yield from (step for step in awards if step.published or len(named[_of_one_day(step)]) == 1)


def _of_one_day(step: Step) -> tuple[str, str, str | None]:
    """A step's paper, by the IRI that its statement stands under, with what was done and when."""
    return step.iri.rsplit("/", 2)[0], step.step, step.date


def _distinct(name: str, sides: Iterable[Side]) -> list[Side]:
    """Values that differ, each with all that gives it; of dates that may be one the most exact stands for them."""
    found: list[Side] = []
    for side in sorted(
        sides, key=lambda each: (-len(each.value) if name in DATES else 0, each.value, each.told or "~")
    ):
        for at, other in enumerate(found):
            if side.value == other.value or (name in DATES and overlap(side.value, other.value)):
                told = max(filter(None, (side.told, other.told)), default=None)
                found[at] = Side(other.value, told, tuple(dict.fromkeys((*other.sources, *side.sources))))
                break
        else:
            found.append(side)
    return sorted(found, key=lambda each: (each.told or "", each.value))


def _contradict(name: str, sides: Sequence[Side], steps: Sequence[Step]) -> bool:
    """Are two values told for one time, or two of what a contract has once, with no step that changes it?"""
    if any(one.told == other.told for one, other in pairwise(sides)):
        return True
    if name not in LASTING:
        return False
    planned = name == "startDate" and not any(
        step.step == "start" and step.status == "reported" and not is_planned(step) for step in steps
    )
    changed = any(step.step in CHANGING and step.status in HAPPENED for step in steps)
    return not planned and not (changed and name != "startDate")
