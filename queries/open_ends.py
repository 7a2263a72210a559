"""What is still open in a contract's life: asked for and not decided, delegated and not reported, planned and not told.

Worked out from the papers of the base together, so it says what these papers do not tell, never that it did not happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from queries.answers import Citation, Ref, date_key
from queries.events import ALONG, Event
from queries.families import Ties

DONE: Final = ("resolved", "reported")
AWARDED: Final = ("award", "direct-award", "start")


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """Something that the papers leave open; `basis` is always derived."""

    contract: Ref
    what: str
    step: str
    status: str
    since: str | None
    citations: tuple[Citation, ...]
    basis: str = "derived"


def open_ends(events: Sequence[Event], ties: Ties) -> tuple[OpenEnd, ...]:
    """What the events of some contracts leave open: of a contract's step the last, for earlier ones ask the same."""
    last: dict[tuple[str, str], OpenEnd] = {}
    for event in events:
        what = _left_open(event, of_service(event, events, ties))
        if what:
            end = OpenEnd(event.contract, what, event.step, event.status, event.date, event.citations)
            last[event.contract.iri, event.step] = end
    return tuple(last.values())


def of_service(event: Event, events: Iterable[Event], ties: Ties) -> list[Event]:
    """The events of the contracts for the same service as an event's."""
    same = ties.same_service(event.contract.iri)
    return [other for other in events if other.contract.iri in same]


def _left_open(event: Event, events: Sequence[Event]) -> str:
    """What an event leaves open; empty if nothing."""
    if event.step == "end" or event.step not in ALONG:
        return ""
    if event.step == "delegate-award" and not award_after(event, events):
        decided = "" if event.status == "resolved" or _decided(event, events) else " and no decision on it found"
        return f"no award reported{decided}"
    match event.status:
        case "recommended":
            return "" if _decided(event, events) else "no decision found"
        case "planned":
            return "" if _told(event, events) else "not reported yet"
        case _:
            return "no award reported" if event.step == "procure" and not award_after(event, events) else ""


def award_after(event: Event, events: Iterable[Event]) -> bool:
    """Was the contract awarded, or did it start, by what was resolved or reported of that time or later?"""
    return any(other.step in AWARDED and other.status in DONE and _not_before(other, event) for other in events)


def _decided(event: Event, events: Iterable[Event]) -> bool:
    """Is the same step, or one further along, resolved or reported, of that time or later?"""
    return any(
        other.status in DONE
        and _not_before(other, event)
        and (other.step == event.step or ALONG.get(other.step, 0) > ALONG[event.step])
        for other in events
        if other is not event
    )


def _told(event: Event, events: Iterable[Event]) -> bool:
    """Is a planned step told of, whenever it was planned for?"""
    return any(
        other.status in DONE and (other.step == event.step or ALONG.get(other.step, 0) > ALONG[event.step])
        for other in events
    )


def _not_before(other: Event, event: Event) -> bool:
    """An event without a date counts as of the day of the paper that tells of it."""
    return date_key(dated(other)) >= date_key(dated(event))


def dated(event: Event) -> str | None:
    """An event's date, or else that of the paper that tells of it."""
    return event.date or min((place.date for place in event.citations if place.date), default=None)
