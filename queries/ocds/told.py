"""All that papers tell of a contract, gathered once for its release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.derive.contract_life import BEFORE_AWARD
from kg.derive.contract_steps import HAPPENED
from queries.answers import Citation, Ref
from queries.contracts import ContractRow, rows_of
from queries.events import Event, events_of
from queries.library import Library
from queries.standings import Contradiction, contradictions, read_facts
from queries.terms import ContractCard, cards_of

LOT: Final = 200  # contracts looked up at once
AWARDS: Final = ("award", "direct-award")
CHANGES: Final = ("extend", "vary")
DAY: Final = 10  # letters of a date that is exact to the day


@dataclass(frozen=True, slots=True)
class Told:
    """A contract: what its row says, each term and step with its places, and on what papers differ."""

    row: ContractRow
    card: ContractCard
    events: tuple[Event, ...]
    differences: tuple[Contradiction, ...]

    @property
    def contract(self) -> Ref:
        """Which contract."""
        return self.row.contract

    @property
    def awarded(self) -> tuple[Event, ...]:
        """The awards that a body resolved or a paper reports."""
        return tuple(event for event in self.events if event.step in AWARDS and event.status in HAPPENED)

    @property
    def award_asked(self) -> tuple[Event, ...]:
        """The awards that a report asks for; one that is only planned for a day is no award to anybody."""
        return tuple(event for event in self.events if event.step in AWARDS and event.status == "recommended")

    @property
    def changes(self) -> tuple[Event, ...]:
        """The extensions and new terms that a body resolved or a paper reports."""
        return tuple(event for event in self.events if event.step in CHANGES and event.status in HAPPENED)

    @property
    def is_let(self) -> bool:
        """Was it awarded to somebody, as far as these papers tell? One that has a provider and no state was."""
        state = self.row.state
        if self.awarded:
            return True
        return bool(self.row.providers) if state is None else state not in (*BEFORE_AWARD, "abandoned")

    @property
    def suppliers(self) -> tuple[Ref, ...]:
        """Who provides it; nobody before it is let, whoever papers name."""
        told = (event.provider for event in self.awarded if event.provider)
        return tuple(dict.fromkeys((*self.row.providers, *told))) if self.is_let else ()

    @property
    def places(self) -> tuple[Citation, ...]:
        """Every place that speaks of it or of one of its steps."""
        steps = (place for event in self.events for place in event.citations)
        return tuple(dict.fromkeys((*self.card.citations, *steps)))


def told_of(library: Library, contracts: Sequence[str]) -> Iterator[Told]:
    """Some contracts, in the order in which they are given, a lot of them at a time."""
    read_facts(library)  # once for all, for each lot's states and differences are taken out of it
    for at in range(0, len(contracts), LOT):
        yield from _lot(library, contracts[at : at + LOT])


def _lot(library: Library, contracts: Sequence[str]) -> Iterator[Told]:
    rows = {row.contract.iri: row for row in rows_of(library, contracts)}
    cards = {card.contract.iri: card for card in cards_of(library, contracts)}
    events: dict[str, list[Event]] = {}
    for event in events_of(library, contracts):
        events.setdefault(event.contract.iri, []).append(event)
    differences: dict[str, list[Contradiction]] = {}
    for each in contradictions(library, read_facts(library, contracts)):
        differences.setdefault(each.contract.iri, []).append(each)
    for iri in contracts:
        if iri in rows:
            yield Told(rows[iri], cards[iri], tuple(events.get(iri, ())), tuple(differences.get(iri, ())))


def exact(date: str | None) -> str | None:
    """A date as OCDS takes it, where it is told to the day; midnight says there that the time is not known."""
    return f"{date}T00:00:00Z" if date and len(date) == DAY else None
