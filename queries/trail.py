"""`kg trail`: what happened to a contract, from the first paper to the last, and what is still open?"""

from __future__ import annotations

from dataclasses import dataclass

from queries.answers import Ref
from queries.events import Event, events_of
from queries.families import family
from queries.library import Library
from queries.open_ends import OpenEnd, open_ends
from queries.terms import ContractCard, cards_of


@dataclass(frozen=True, slots=True)
class Trail:
    """A contract's life, with that of the contracts that it replaced and that replaced it.

    contracts   each with its terms, the earlier first
    events      in the order of their dates
    open        what these papers leave open
    related     other contracts of the same scheme, that are no part of this trail
    """

    name: str
    contracts: tuple[ContractCard, ...]
    events: tuple[Event, ...]
    open: tuple[OpenEnd, ...]
    related: tuple[Ref, ...] = ()


def trail(library: Library, name: str) -> Trail:
    """The trail of the contract or scheme of that name; UnknownName, with choices, where none or several answer."""
    meant = family(library, name)
    iris = [contract.iri for contract in meant.contracts]
    cards = {card.contract.iri: card for card in cards_of(library, iris)}
    bare = [ContractCard(contract, (), ()) for contract in meant.contracts if contract.iri not in cards]
    events = events_of(library, iris)
    return Trail(meant.name, _in_order([*cards.values(), *bare]), events, open_ends(events, meant.ties), meant.related)


def _in_order(cards: list[ContractCard]) -> tuple[ContractCard, ...]:
    """Contracts after those that they replaced, and of the others those first that the oldest papers speak of."""
    earlier = {card.contract.iri: {term.thing.iri for term in card.of("precededBy") if term.thing} for card in cards}
    ordered: list[ContractCard] = []
    left = sorted(cards, key=lambda card: (_first_told(card), card.contract.label, card.contract.iri))
    while left:
        ready = [card for card in left if not earlier[card.contract.iri] & {other.contract.iri for other in left}]
        chosen = ready[0] if ready else left[0]
        ordered.append(chosen)
        left.remove(chosen)
    return tuple(ordered)


def _first_told(card: ContractCard) -> str:
    """The date of the oldest paper that speaks of a contract."""
    return min((place.date for place in card.citations if place.date), default="~")
