"""A contract's steps and terms as values: what was told, by which paper of which day, and what of it has happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.derive.contract_dates import first_day, is_before, last_day, overlap

HAPPENED: Final = ("resolved", "reported")
AWARDS: Final = ("award", "direct-award")
FORWARD: Final = ("procure", "delegate-award", "award", "direct-award", "start")
# How far a step is along a contract's life: whatever is further along settles what came before.
ALONG: Final = {
    "procure": 1,
    "pause": 1,
    "delegate-award": 2,
    "award": 3,
    "direct-award": 3,
    "start": 4,
    "vary": 5,
    "extend": 5,
    "end": 6,
    "terminate": 6,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One statement of a step. `told` is the paper's day; `post` the one that is given the power to take the step.

    published  by a notice, which is no paper of a committee's
    """

    iri: str
    contract: str
    step: str
    status: str
    date: str | None
    told: str | None
    body: str | None = None
    post: str | None = None
    provider: str | None = None
    published: bool = False

    @property
    def day(self) -> str | None:
        """The date of the step, or else that of the paper that tells of it."""
        return self.date or self.told


@dataclass(frozen=True, slots=True)
class Term:
    """One value that one paper gives for a term; `sources` are the places in it.

    asked  only a recommendation gives it: "that the contract be ended on 31 March" says when it would end
    taken  an extension that the same words tell as agreed or taken: no option any more
    published  a notice gives it, which is no paper of a committee's
    """

    contract: str
    name: str
    value: str
    told: str | None
    sources: tuple[str, ...]
    asked: bool = False
    taken: bool = False
    published: bool = False


def has_happened(step: Step, on: str | None) -> bool:
    """Had a step happened by a day, as papers tell? What was only planned never has, nor what an officer may do."""
    if step.status not in HAPPENED or (step.post and step.step != "delegate-award"):
        return False
    if step.date and step.told and is_before(step.told, step.date):
        return False  # "ended on 31 March", in a paper of January: a plan
    if on is None:
        return True
    if step.date:
        return last_day(step.date) <= on or (first_day(step.date) <= on and bool(step.told) and (step.told or "") <= on)
    return step.told is None or first_day(step.told) <= on


def happened_by(steps: Iterable[Step], on: str | None) -> list[Step]:
    """Of the steps of one contract, or of several, those that had happened by a day.

    A tender that a paper tells of without saying who agreed to it, and that a body is asked for on that day or later,
    is its preparation: "work is under way to recommission", in the report that asks for leave to. It is no preparation
    where a body agreed to the tender before, and the contract was not let since: then only its timetable is asked for;
    nor where a notice published it.
    """
    every = sorted(steps, key=lambda each: each.iri)
    asked = [each for each in every if each.step == "procure" and each.status in ("recommended", "planned")]
    return [
        each
        for each in every
        if has_happened(each, on) and not (any(_prepares(each, other) for other in asked) and not _agreed(each, every))
    ]


def _prepares(step: Step, asked: Step) -> bool:
    tender = step.step == "procure" and step.status == "reported" and not step.body and not step.published
    if not tender or step.contract != asked.contract or not step.date or not asked.date:
        return False
    return last_day(step.date) <= last_day(asked.date)


def _agreed(step: Step, every: Iterable[Step]) -> bool:
    """Had a body agreed to a tender before a step tells of it, of a contract that was never let?"""
    done = [each for each in every if each.contract == step.contract and each.status in HAPPENED]
    tenders = (each for each in done if each.step == "procure" and each.body and each.date and not each.post)
    return not any(ALONG[each.step] >= ALONG["award"] for each in done) and any(
        is_before(each.date or "", step.date or "") for each in tenders
    )


def takes_back(step: Step) -> bool:
    """Is a step a notice's that an award to one supplier was cancelled, or came to nothing?"""
    return step.published and step.step == "terminate" and step.provider is not None


def ends_a_part(step: Step, every: Iterable[Step]) -> bool:
    """Is an award taken back while one to another supplier, which notices tell of too, stands?"""
    if not takes_back(step):
        return False
    by_then = [each for each in every if each.published and _no_later(each, step)]
    ends = [each for each in by_then if takes_back(each)]
    return any(
        each.step in AWARDS and each.status in HAPPENED and each.provider not in (None, step.provider)
        and not any(end.provider == each.provider and _no_later(each, end) for end in ends)
        for each in by_then
    )  # fmt: skip


def _no_later(one: Step, other: Step) -> bool:
    return first_day(one.day or "0000") <= last_day(other.day or "9999")


def is_planned(step: Step) -> bool:
    """Is a step told as something to come?"""
    early = bool(step.date and step.told and is_before(step.told, step.date))
    return bool(step.date) and (step.status == "planned" or (step.status == "reported" and early))


def known_by(told: str | None, on: str | None) -> bool:
    """Was a paper out by a day?"""
    return on is None or told is None or first_day(told) <= on


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Dated steps as they came; a date of a month or year stands among those of that time by how far it is along."""
    ordered: list[Step] = []
    dated = [step for step in steps if step.date]
    for step in sorted(dated, key=lambda each: (-len(each.date or ""), each.date or "", ALONG[each.step], each.iri)):
        ordered.insert(_place(step, ordered), step)
    return ordered


def _place(step: Step, ordered: list[Step]) -> int:
    mine = step.date or ""
    for at, other in enumerate(ordered):
        theirs = other.date or ""
        if is_before(mine, theirs) or (overlap(mine, theirs) and _further(other, step)):
            return at
    return len(ordered)


def _further(other: Step, step: Step) -> bool:
    if other.date == step.date or len(other.date or "") != len(step.date or ""):
        return ALONG[other.step] > ALONG[step.step]
    return False
