"""`kg trail`: where does a contract stand, what happened to it from the first paper to the last, and what is open?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg import ids
from kg.derive.contract_dates import first_day, is_before, last_day
from kg.derive.contract_steps import ALONG
from queries.answers import Ref
from queries.events import Event, events_of
from queries.families import family
from queries.library import Library
from queries.open_ends import OpenEnd, open_ends
from queries.standings import Contradiction, Standing, as_it_is, contradictions, read_facts, standings
from queries.terms import ContractCard, cards_of

# What a reader wants to know of a contract, and what to call it where no paper tells.
WANTED: Final = {
    "provider": "who provides it",
    "annualValue": "what it costs",
    "startDate": "when it starts",
    "endDate": "when it ends",
}
YEAR: Final = 4  # letters of a date of which only the year is told


@dataclass(frozen=True, slots=True)
class Unknown:
    """What these papers do not tell of a contract."""

    contract: Ref
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """A contract's life, with that of the contracts that it replaced and that replaced it.

    contracts       each with its terms, the earlier first
    standings       where each stands, in the same order
    events          in the order of their dates
    open            what these papers leave open
    contradictions  what they contradict each other on
    unknown         what they do not tell
    related         other contracts of the same scheme, that are no part of this trail
    """

    name: str
    contracts: tuple[ContractCard, ...]
    standings: tuple[Standing, ...]
    events: tuple[Event, ...]
    open: tuple[OpenEnd, ...]
    contradictions: tuple[Contradiction, ...]
    unknown: tuple[Unknown, ...]
    related: tuple[Ref, ...] = ()


def trail(library: Library, name: str, as_of: str | None = None) -> Trail:
    """The trail of the contract or scheme of that name; UnknownName, with choices, where none or several answer.

    as_of  where things stood on this day; without it, as the newest papers tell
    """
    meant = family(library, name)
    iris = [contract.iri for contract in meant.contracts]
    facts = read_facts(library, iris)
    cards = {card.contract.iri: as_it_is(card, facts) for card in cards_of(library, iris)}
    bare = [ContractCard(contract, (), ()) for contract in meant.contracts if contract.iri not in cards]
    events = events_of(library, iris)
    stand = standings(library, facts, as_of)
    shown = [event for event in events if not (as_of and _later(event, as_of))]
    ordered = _in_order([*cards.values(), *bare])
    return Trail(
        name=meant.name,
        contracts=ordered,
        standings=tuple(stand[card.contract.iri] for card in ordered if card.contract.iri in stand),
        events=_as_they_came(shown),
        open=open_ends(shown, meant.ties, stand),
        contradictions=contradictions(library, facts),
        unknown=tuple(_unknown(ordered, shown)),
        related=meant.related,
    )


def _as_they_came(events: Sequence[Event]) -> tuple[Event, ...]:
    """Events with those of which only the year is told before what can only have come after them in that year."""
    ordered = [event for event in events if len(event.date or "") != YEAR]
    for event in events:
        if len(event.date or "") == YEAR:
            year = event.date or ""
            after = (at for at, other in enumerate(ordered) if _comes_after(other, event, year))
            ordered.insert(next(after, len(ordered)), event)
    return tuple(ordered)


def _comes_after(other: Event, event: Event, year: str) -> bool:
    if other.date is None or is_before(year, other.date):
        return True
    same = other.contract == event.contract and other.date.startswith(year)
    return same and ALONG.get(other.step, 0) > ALONG.get(event.step, 0)


def _later(event: Event, as_of: str) -> bool:
    """Is a step, or the plan for it, later than a day? A plan is as old as the first paper that tells it."""
    told = min((place.date for place in event.citations if place.date), default=None)
    day = told if event.status == "planned" else event.date or told
    return day is not None and first_day(day) > last_day(as_of)


def _unknown(cards: Iterable[ContractCard], events: Sequence[Event]) -> Iterable[Unknown]:
    """What no paper tells of each contract, as a term or with a step."""
    for card in cards:
        mine = [event for event in events if event.contract == card.contract]
        told = {term.name for term in card.terms}
        told |= {"provider" for event in mine if event.provider}
        told |= {"annualValue" for event in mine if event.value is not None} | (
            {"annualValue"} if "totalValue" in told else set()
        )
        told |= {f"{event.step}Date" for event in mine if event.date and event.step in ("start", "end")}
        if "startDate" in told and "termMonths" in told:
            told.add("endDate")
        if missing := tuple(words for name, words in WANTED.items() if name not in told):
            yield Unknown(card.contract, missing)


def _in_order(cards: list[ContractCard]) -> tuple[ContractCard, ...]:
    """Contracts after those that they replaced, and of the others those first that the oldest papers speak of."""
    earlier = {card.contract.iri: {term.thing.iri for term in card.of("precededBy") if term.thing} for card in cards}
    ordered: list[ContractCard] = []
    left = sorted(cards, key=_told_order)
    while left:
        ready = [card for card in left if not earlier[card.contract.iri] & {other.contract.iri for other in left}]
        chosen = ready[0] if ready else left[0]
        ordered.append(chosen)
        left.remove(chosen)
    return tuple(ordered)


def _told_order(card: ContractCard) -> tuple[str, str, bool, str]:
    """The oldest told first; of a name that two papers give, the one whose paper names no council before the other."""
    named = not ids.scope_of(card.contract.iri).startswith("paper-")
    return _first_told(card), card.contract.label, named, card.contract.iri


def _first_told(card: ContractCard) -> str:
    """The date of the oldest paper that speaks of a contract."""
    return min((place.date for place in card.citations if place.date), default="~")
