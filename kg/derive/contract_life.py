"""A contract's life: how far along it is on a day, since when, and which statements say so.

    life(steps, terms, on="2021-01-14")    # -> Life("award-delegated", since="2019-10-10", sources=(…), …)

Only what a paper reports or a body resolved has happened. A plan whose day has passed is told as one ("should have
ended"), and what an officer was only given power to do has not been done. Pure functions of values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from kg.derive.contract_dates import (
    end_of_term,
    extended_end,
    first_day,
    last_day,
    month_known,
    months_before,
    overlap,
)
from kg.derive.contract_steps import (
    ALONG,
    FORWARD,
    HAPPENED,
    Step,
    Term,
    ends_a_part,
    happened_by,
    has_happened,
    in_order,
    is_planned,
    known_by,
    takes_back,
)

State = Literal[
    "proposed", "out-to-tender", "award-delegated", "awarded", "running", "extended", "ending", "should-have-ended",
    "ended", "retendered", "paused", "terminated", "abandoned",
]  # fmt: skip
BEFORE_AWARD: Final = (None, "proposed", "out-to-tender", "award-delegated", "paused")
IN_FORCE: Final = ("awarded", "running", "extended", "ending")
OVER: Final = ("ended", "terminated", "abandoned", "retendered")
# Within so many months of its end a contract is told as ending; `kg renewals` looks as far ahead.
NEAR: Final = 12
# What nobody does with a contract that was never let.
IN_FORCE_IF: Final = ("extend", "vary", "end", "terminate")
IN_FORCE_BY: Final = ("award", "direct-award", "start", "vary", "extend")


@dataclass(frozen=True, slots=True)
class End:
    """A day on which a contract is to end: printed by a paper, or computed from a start and a term."""

    date: str
    basis: Literal["printed", "computed"]
    told: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Life:
    """Where a contract stands on a day.

    state    None where these papers do not tell
    since    as exact as papers are; None where none says since when
    told     the day of the paper that tells it, for a state of unknown beginning
    sources  IRIs of the statements, or of places in papers, that say so
    end      when it is to end, or was to
    """

    contract: str
    state: State | None
    since: str | None
    told: str | None
    sources: tuple[str, ...]
    on: str | None
    end: End | None = None


def life(
    contract: str, steps: Iterable[Step], terms: Iterable[Term], on: str | None, successors: Iterable[Step] = ()
) -> Life:
    """A contract's life on a day (None: after all that is told), by its steps and terms and its successors' steps."""
    known = tuple(sorted(steps, key=lambda each: each.iri))
    printed = [term for term in terms if known_by(term.told, on) and not term.asked]
    found = Life(contract, None, None, None, (), on)
    happened = [step for step in happened_by(known, on) if not ends_a_part(step, known)]
    for step in in_order(happened):
        found = _after(found, step, known)
    furthest = max((ALONG[step.step] for step in happened if step.date), default=0)
    undated = sorted((step for step in happened if not step.date), key=lambda each: (ALONG[each.step], each.iri))
    for step in undated:
        if ALONG[step.step] > furthest or (step.step == "extend" and ALONG["extend"] == furthest):
            found = _after(found, step, known)
    if found.state is None:
        found = _only_told_of(found, known, printed, on)
    elif found.state in BEFORE_AWARD and (held := _spoken_of_as_held(known, found.since or found.told, on)):
        found = replace(found, state="running", since=None, told=held.told, sources=(held.iri,))
    return _ending(found, known, printed, on, successors)


def _after(found: Life, step: Step, known: Sequence[Step]) -> Life:
    """The life after one more step that happened."""
    state = _next(found, step, known)
    if state is None:
        return found
    if state == found.state:
        return replace(found, sources=(*found.sources, step.iri))
    since = None if step.step == "vary" or (state == "running" and step.step != "start") else step.date
    return replace(found, state=state, since=since, told=step.told, sources=(step.iri,))


def _next(found: Life, step: Step, known: Sequence[Step]) -> State | None:
    """The state that a step leads to; None where it leaves the state as it is."""
    state = found.state
    match step.step:
        case "procure" | "delegate-award":
            return _tendered(found, step)
        case "award" | "direct-award":
            return "awarded" if state in BEFORE_AWARD or state in OVER else None
        case "start":
            return "running"
        case "extend":
            return "awarded" if state in BEFORE_AWARD and _start_is_ahead(step, known) else "extended"
        case "vary":
            return ("awarded" if _start_is_ahead(step, known) else "running") if state is None else None
        case "pause":
            return "paused" if state not in OVER else None
        case "end" | "terminate":
            return _ended(state, step, known)
        case _:
            return None


def _tendered(found: Life, step: Step) -> State | None:
    if found.state in (*BEFORE_AWARD, "abandoned"):
        if step.step == "delegate-award":
            return "award-delegated"
        return "out-to-tender" if found.state != "award-delegated" else None
    later = step.date and not (found.since and overlap(step.date, found.since))
    return "retendered" if later else None


def _ended(state: State | None, step: Step, known: Sequence[Step]) -> State:
    let = any(each.step in IN_FORCE_BY and each.status in HAPPENED for each in known)
    # A paper may tell of the end alone of what was in force; a notice that ends what none awarded takes back a tender.
    if not let and state in BEFORE_AWARD and (state is not None or step.published):
        return "abandoned"
    if step.status == "resolved":
        return "ending"
    if step.step == "end":
        return "ended"
    ahead = (each for each in known if each.step == "end" and is_planned(each) and each.date and step.day)
    return "ending" if any(last_day(each.date or "") > last_day(step.day or "") for each in ahead) else "terminated"


def _start_is_ahead(step: Step, known: Sequence[Step]) -> bool:
    """Is the contract to start only after a step of its own?"""
    day = step.day
    return any(
        each.step == "start" and is_planned(each) and day and first_day(each.date or "") > last_day(day)
        for each in known
    ) and not any(each.step == "start" and has_happened(each, day) for each in known)


def _only_told_of(found: Life, known: Sequence[Step], terms: Sequence[Term], on: str | None) -> Life:
    """The life of a contract of which nothing happened: it is proposed, or spoken of as one that is in force."""
    told = [step for step in known if _was_told(step, on)]
    asked = [step for step in told if step.step in FORWARD and step.status in ("recommended", "planned", "resolved")]
    if asked:
        first = min(asked, key=lambda each: (_asked_on(each) or each.told or "~", each.iri))
        return replace(found, state="proposed", since=_asked_on(first), told=first.told, sources=(first.iri,))
    spoken = [step for step in told if step.step in IN_FORCE_IF]
    if spoken:
        first = min(spoken, key=lambda each: (each.told or "~", each.iri))
        return replace(found, state="running", told=first.told, sources=(first.iri,))
    ends = sorted((term for term in terms if term.name == "endDate"), key=lambda each: (each.told or "~", each.value))
    if ends:
        return replace(found, state="running", told=ends[0].told, sources=ends[0].sources)
    return found


def _was_told(step: Step, on: str | None) -> bool:
    """Was a step asked for, or told of, by a day? A plan is as old as the paper that tells it."""
    day = step.told if step.status == "planned" else step.day
    return known_by(day, on)


def _spoken_of_as_held(known: Sequence[Step], since: str | None, on: str | None) -> Step | None:
    """The first statement after a day that speaks of a contract as one that somebody holds."""
    spoken = (
        step for step in known
        if step.step in IN_FORCE_IF and step.provider and step.told and since and not takes_back(step)
        and first_day(step.told) > last_day(since) and known_by(step.told, on)
    )  # fmt: skip
    return min(spoken, key=lambda each: (each.told or "", each.iri), default=None)


def _asked_on(step: Step) -> str | None:
    """Since when a step is asked for; of a plan it is only known which paper tells it."""
    return None if step.status == "planned" else step.day


def _ending(
    found: Life, known: Sequence[Step], terms: Sequence[Term], on: str | None, successors: Iterable[Step]
) -> Life:
    """What its end, and the contract after it, make of a life that is in force."""
    begun = any(step.step == "start" and has_happened(step, on) for step in known)
    end = current_end(known, terms, on, computed=begun and found.state in IN_FORCE)
    found = replace(found, end=end)
    if end and end.basis == "printed" and found.state == "out-to-tender" and not found.since:
        found = replace(found, state="running", told=end.told, sources=end.sources)  # what has an end was let before
    if end and on and (found.state is None or found.state in IN_FORCE):
        return found if _is_to_start(found, known, terms, on) else _near_its_end(found, end, on, known)
    if end or found.state not in (None, "awarded", "running", "extended"):
        return found
    again = [step for step in happened_by(successors, on) if step.step != "pause" and step.date]
    started = in_order(step for step in again if not found.since or first_day(step.date or "") > last_day(found.since))
    if not started:
        return found
    first = started[0]
    return replace(found, state="retendered", since=first.date, told=first.told, sources=(first.iri,))


def _is_to_start(found: Life, known: Sequence[Step], terms: Sequence[Term], on: str) -> bool:
    """Is a contract that was awarded to start only after a day, by all that is told? One of three months is awarded
    until then, not ending."""
    starts = [
        *(term.value for term in terms if term.name == "startDate"),
        *(step.date or "" for step in known if step.step == "start" and known_by(step.told, on)),
    ]
    return found.state == "awarded" and bool(starts) and all(on < first_day(start) for start in starts)


def _near_its_end(found: Life, end: End, on: str, known: Sequence[Step]) -> Life:
    if last_day(end.date) < on:
        held = min(
            (step for step in known if _asks_later(step, end) and known_by(step.told, on)),
            key=lambda each: (each.date or "", each.iri),
            default=None,
        )
        if held:  # what is extended, varied or ended on a later day did not end then
            return replace(found, state="running", since=None, told=held.told, sources=(held.iri,), end=None)
        return replace(found, state="should-have-ended", since=end.date, told=end.told, sources=end.sources)
    near = month_known(end.date) and months_before(first_day(end.date), NEAR) <= on
    if found.state != "ending" and near:
        return replace(found, state="ending", since=None, told=end.told, sources=end.sources)
    return found


def _asks_later(step: Step, end: End) -> bool:
    """Is a contract to be extended, varied or ended by what is of a later day than its end?"""
    planned = step.step == "end" and is_planned(step)
    late = bool(step.date) and first_day(step.date or "") > last_day(end.date)
    return step.step in IN_FORCE_IF and late and not planned and step.status != "planned"


def current_end(steps: Iterable[Step], terms: Iterable[Term], on: str | None, computed: bool = True) -> End | None:
    """When a contract is to end, as the newest paper tells by a day; of one paper's several the last.

    Where no paper of that time tells, a later one may: it was to end then all the same.
    """
    told, given = tuple(steps), tuple(terms)
    for ends in (
        ends_told(told, given, on, computed=False),
        ends_told(told, given, None, computed=False),
        ends_told(told, given, on) if computed else (),
    ):
        if ends:
            newest = max(ends, key=lambda each: (each.told or "", last_day(each.date), each.sources))
            return _extended(newest, given, on)
    return None


def _extended(end: End, terms: Iterable[Term], on: str | None) -> End:
    """An end with the extension that was agreed since it was told; the words that agree to it may tell the new end.

    An end made of start and term is the one before the extension that the same paper tells; a printed one may not be.
    """
    since = [
        term
        for term in terms
        if term.taken and known_by(term.told, on) and not set(term.sources) & set(end.sources)
        and (term.told or "") >= (end.told or "") and (end.basis == "computed" or term.told != end.told)
    ]  # fmt: skip
    if not since or not month_known(end.date):
        return end
    newest = max(since, key=lambda each: (each.told or "", int(each.value), each.sources))
    date = extended_end(end.date, int(newest.value))
    return End(date, "computed", newest.told, tuple(dict.fromkeys((*end.sources, *newest.sources))))


def ends_told(steps: Iterable[Step], terms: Iterable[Term], on: str | None, computed: bool = True) -> tuple[End, ...]:
    """Every end that papers give by a day, once a paper's day; where none does, the one that start and term make."""
    given = [term for term in terms if known_by(term.told, on) and not term.asked]
    every = sorted(steps, key=lambda each: each.iri)
    planned = [step for step in every if step.step == "end" and step.date and known_by(step.told, on)]
    found: dict[tuple[str, str | None], tuple[str, ...]] = {}
    for date, told, sources in (
        *((term.value, term.told, term.sources) for term in given if term.name == "endDate"),
        *((step.date or "", step.told, (step.iri,)) for step in planned if is_planned(step)),
    ):
        found[date, told] = (*found.get((date, told), ()), *sources)
    printed = tuple(End(date, "printed", told, sources) for (date, told), sources in found.items())
    return printed or (tuple(_computed(given, every, on)) if computed else ())


def _computed(terms: Sequence[Term], steps: Sequence[Step], on: str | None) -> Iterable[End]:
    """The end of the newest term, from the newest start that is exact to the month."""
    begun = (step for step in steps if step.step == "start" and step.date and known_by(step.told, on))
    starts: list[tuple[str, str, tuple[str, ...]]] = [
        *((step.told or "", step.date or "", (step.iri,)) for step in begun),
        *((term.told or "", term.value, term.sources) for term in terms if term.name == "startDate"),
    ]
    lengths = [term for term in terms if term.name == "termMonths"]
    exact = [start for start in starts if month_known(start[1])]
    if exact and lengths:
        told, start, sources = max(exact)
        length = max(lengths, key=lambda each: (each.told or "", int(each.value)))
        end = end_of_term(start, int(length.value))
        yield End(end, "computed", max(told, length.told or "") or None, (*sources, *length.sources))
