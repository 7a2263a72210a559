"""Where a published notice and committees' papers contradict each other on a contract that both tell of.

The newest that papers tell is held against what notices publish. Not a contradiction: what notices and papers both
tell; a sum that one of them rounds; what was changed between; a period that counts in the extension that papers tell
as an option; one of the several suppliers that a notice names. What a year costs is never held against a sum in all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.derive.contract_dates import extended_end, last_day, month_known, overlap
from kg.derive.contract_steps import HAPPENED, Step, Term
from kg.money import rounds_to

CHANGING: Final = ("extend", "vary", "end", "terminate")
DATES: Final = ("startDate", "endDate")
SUMS: Final = ("annualValue", "totalValue")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that papers give, with the day of the paper and the statements or places that give it."""

    value: str
    told: str | None
    sources: tuple[str, ...]


def published_otherwise(
    name: str, told: Sequence[Side], published: Sequence[Side], steps: Iterable[Step], terms: Iterable[Term]
) -> list[Side]:
    """The newest value that papers give for a term, and those that notices give instead; [] where none contradicts it.

    told, published  distinct values of the term; steps, terms: all that is told of the contract
    """
    newest = max(told, key=lambda each: (each.told or "", each.value))
    options = {int(term.value) for term in terms if term.name == "extensionMonths"}
    if any(_may_be_one(name, newest.value, each.value, options) for each in published):
        return []
    changes = [step for step in steps if step.step in CHANGING and step.status in HAPPENED and name != "startDate"]
    known = {side.value for side in told}
    other = [side for side in published if side.value not in known and not _changed_between(newest, side, changes)]
    return [newest, *other] if other else []


def _may_be_one(name: str, told: str, published: str, options: Iterable[int]) -> bool:
    if name in SUMS:
        return Decimal(told) == Decimal(published) or rounds_to(Decimal(told), Decimal(published))
    if name == "endDate":
        later = (extended_end(told, months) for months in options) if month_known(told) else ()
        return any(overlap(each, published) for each in (told, *later))
    if name == "startDate":
        return overlap(told, published)
    return told == published or (name == "termMonths" and int(published) - int(told) in set(options))


def _changed_between(one: Side, other: Side, changes: Iterable[Step]) -> bool:
    """Was the contract changed after the earlier of two was told, and no later than the other?"""
    if not one.told or not other.told:
        return False
    first, second = sorted((one.told, other.told))
    return any(step.day and last_day(first) < last_day(step.day) <= last_day(second) for step in changes)
