"""The things that a search names, each in a few facts, to be shown before the passages."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from queries.answers import Ref
from queries.contracts import rows_of
from queries.library import Library
from queries.names import Named
from queries.suggest import named

KEPT: Final = 500  # contracts whose facts stay at hand: one costs 5 ms to gather
MENTIONED: Final = ("contract", "scheme", "provider", "member", "officer")  # what passages are searched for


@dataclass(frozen=True, slots=True)
class Card:
    """A thing in brief.

    passages            that speak of it, the first and last year of these; 0 where passages are not searched for it
    state, since, end   of a contract, worked out; `end` as its papers give or imply it
    """

    thing: Ref
    kind: str
    passages: int = 0
    first_year: str | None = None
    last_year: str | None = None
    state: str | None = None
    since: str | None = None
    end: str | None = None
    providers: tuple[Ref, ...] = ()


@dataclass(slots=True)
class Kept:
    """The cards made last. For any number of threads."""

    cards: OrderedDict[str, Card] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, library: Library, thing: Named) -> Card:
        """A thing's card, made if it is not at hand."""
        iri = thing.ref.iri
        with self.lock:
            if found := self.cards.get(iri):
                self.cards.move_to_end(iri)
                return found
        made = _card(library, thing)
        with self.lock:
            self.cards[iri] = made
            if len(self.cards) > KEPT:
                self.cards.popitem(last=False)
        return made


def cards(library: Library, words: str) -> tuple[Card, ...]:
    """The things that a search names by their names or nearly; none where it names none, or too many."""
    kept = library.once("cards of searches", Kept)
    return tuple(kept.get(library, thing) for thing in named(library, words))


def _card(library: Library, thing: Named) -> Card:
    from index.query_tree import Exact, Query

    years: list[tuple[str, int]] = []
    passages = 0
    if thing.kind in MENTIONED:
        query = Query("", Exact(thing.ref.iri, "mentions"))
        passages = library.text.rank(query, 1).total
        years = sorted((each.value, each.count) for each in library.text.counts(query, ("year",))["year"])
    first, last = (years[0][0], years[-1][0]) if years else (None, None)
    row = next(iter(rows_of(library, [thing.ref.iri])), None) if thing.kind == "contract" else None
    if row is None:
        return Card(thing.ref, thing.kind, passages, first, last)
    return Card(thing.ref, thing.kind, passages, first, last, row.state, row.since, row.end, row.providers)
