"""What is still open in a contract's life: asked for and not decided, delegated and not reported, planned and not told.

Worked out from the papers of the base together, so it says what these papers do not tell, never that it did not happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.derive.contract_dates import first_day, last_day
from kg.derive.contract_steps import ALONG, FORWARD, HAPPENED
from queries.answers import Citation, Ref, date_key
from queries.events import Event
from queries.families import Ties
from queries.standings import Standing

AWARDED: Final = ("award", "direct-award", "start")
# What should have happened, in words.
OVERDUE: Final = {
    "procure": "should have been put out to tender by then",
    "delegate-award": "should have been delegated by then",
    "award": "should have been awarded by then",
    "direct-award": "should have been awarded by then",
    "start": "should have started by then",
    "extend": "should have been extended by then",
    "vary": "should have been changed by then",
    "pause": "should have been paused by then",
    "terminate": "should have been ended by then",
}


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """Something that the papers leave open; `basis` is always derived.

    since  the day of what left it open; of a plan, the day for which it was planned
    whose  who has to act, or to report: the post that was given the power, or the body that was asked
    """

    contract: Ref
    what: str
    step: str
    status: str
    since: str | None
    citations: tuple[Citation, ...]
    whose: Ref | None = None
    basis: str = "derived"


def open_ends(
    events: Sequence[Event], ties: Ties, standings: Mapping[str, Standing] | None = None
) -> tuple[OpenEnd, ...]:
    """What the events of some contracts leave open on the day of their standings: of a contract's step the last.

    Of what was asked for, planned or decided later than that day nothing is said.
    """
    last: dict[tuple[str, str], OpenEnd] = {}
    known = standings or {}
    for event in events:
        standing = known.get(event.contract.iri)
        on = standing.as_of if standing else None
        what = _left_open(event, events, ties, on)
        if what and not _is_over(event, standing) and not _told_later(event, on):
            whose = event.delegated_to or event.body
            end = OpenEnd(event.contract, what, event.step, event.status, event.date, event.citations, whose)
            last[event.contract.iri, event.step] = end
    return (*last.values(), *_ends(known.values()))


def _is_over(event: Event, standing: Standing | None) -> bool:
    """Is the contract further along than what an event leaves open, by what other papers tell?"""
    if standing is None:
        return False
    held = standing.state in ("running", "extended", "ending", "should-have-ended")
    return standing.state in ("ended", "terminated", "abandoned") or (held and event.step in FORWARD)


def _told_later(event: Event, on: str | None) -> bool:
    """Is what leaves something open of a later day itself? A plan is as old as the first paper that tells it."""
    told = min((place.date for place in event.citations if place.date), default=None)
    day = told if event.status == "planned" else dated(event)
    return bool(on and day and first_day(day) > on)


def _ends(standings: Iterable[Standing]) -> Iterable[OpenEnd]:
    """Contracts that were to end, of which no paper says that they did."""
    for each in standings:
        if each.state == "should-have-ended":
            what = "should have ended by then; no paper says so"
            yield OpenEnd(each.contract, what, "end", "planned", each.end, each.citations)


def of_service(event: Event, events: Iterable[Event], ties: Ties) -> list[Event]:
    """The events of the contracts for the same service as an event's."""
    same = ties.same_service(event.contract.iri)
    return [other for other in events if other.contract.iri in same]


def of_contract(event: Event, events: Iterable[Event], ties: Ties) -> list[Event]:
    """The events of an event's own contract, under any of its names; not those of contracts before and after it."""
    same = ties.namesakes(event.contract.iri)
    return [other for other in events if other.contract.iri in same]


def _left_open(event: Event, every: Sequence[Event], ties: Ties, on: str | None = None) -> str:
    """What an event leaves open; empty if nothing."""
    if event.step == "end" or event.step not in ALONG:
        return ""
    events, service = of_contract(event, every, ties), of_service(event, every, ties)
    if event.step == "delegate-award" and not award_after(event, service):
        decided = "" if event.status == "resolved" or _decided(event, events) else " and no decision on it found"
        return f"no award reported{decided}"
    match event.status:
        case "recommended":
            return "" if _decided(event, events) else "no decision found"
        case "planned":
            return "" if _told(event, events) else _not_told(event, on)
        case _ if event.step == "procure" and not award_after(event, service):
            # Whose power it is to award is told with the delegation, which stays open itself.
            return "" if any(other.step == "delegate-award" for other in events) else "no award reported"
        case _:
            return ""


def _not_told(event: Event, on: str | None) -> str:
    if event.date and on and last_day(event.date) < on:
        return f"{OVERDUE[event.step]}; no paper says so"
    return "not reported yet"


def award_after(event: Event, events: Iterable[Event]) -> bool:
    """Was the contract awarded, or did it start, by what was resolved or reported of that time or later?"""
    return any(other.step in AWARDED and other.status in HAPPENED and _not_before(other, event) for other in events)


def _decided(event: Event, events: Iterable[Event]) -> bool:
    """Is the same step, or one further along, resolved or reported, of that time or later?

    What the paper that asks for it tells itself, without saying who agreed to it, is no decision on it.
    """
    return any(
        (other.status == "resolved" or (other.status == "reported" and (other.body or _by_a_later_paper(other, event))))
        and _not_before(other, event)
        and (other.step == event.step or ALONG.get(other.step, 0) > ALONG[event.step])
        for other in events
        if other is not event
    )


def _by_a_later_paper(other: Event, event: Event) -> bool:
    """Does a paper tell of an event that is later than all that tell of another?"""
    days = [[place.date for place in each.citations if place.date] for each in (event, other)]
    return not all(days) or max(days[1]) > min(days[0])


def _told(event: Event, events: Iterable[Event]) -> bool:
    """Is a planned step told of, whenever it was planned for?"""
    return any(
        other.status in HAPPENED and (other.step == event.step or ALONG.get(other.step, 0) > ALONG[event.step])
        for other in events
    )


def _not_before(other: Event, event: Event) -> bool:
    """An event without a date counts as of the day of the paper that tells of it."""
    return date_key(dated(other)) >= date_key(dated(event))


def dated(event: Event) -> str | None:
    """An event's date, or else that of the paper that tells of it."""
    return event.date or min((place.date for place in event.citations if place.date), default=None)
