"""A contract with its terms, each value with the papers that state it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.derive.contract_words import says as says
from queries.answers import Citation, Ref, Row, every, grouped, last_part, pounds
from queries.library import Library


@dataclass(frozen=True, slots=True)
class Term:
    """One value that papers give for a term; `name` as the vocabulary calls it: annualValue, endDate, provider, …

    taken  an extension that papers tell as agreed or taken, which is no option any more
    """

    name: str
    value: str
    thing: Ref | None
    citations: tuple[Citation, ...]
    taken: bool = False


@dataclass(frozen=True, slots=True)
class ContractCard:
    """A contract with all its terms, those of the newest paper last, and the places that speak of it."""

    contract: Ref
    terms: tuple[Term, ...]
    citations: tuple[Citation, ...]

    def of(self, name: str) -> tuple[Term, ...]:
        """The values of one term."""
        return tuple(term for term in self.terms if term.name == name)

    def newest(self, name: str) -> Term | None:
        """The value that the newest paper gives."""
        found = self.of(name)
        return found[-1] if found else None


def cards_of(library: Library, contracts: Iterable[str] | None = None) -> tuple[ContractCard, ...]:
    """Some contracts with their terms, or all, in the order of their names."""
    wanted = None if contracts is None else sorted(contracts)
    places = library.ask("contract-places", contract=wanted)
    places.sort(key=lambda row: (library.paper(row["g"]).date or "", row["g"], int(row["start"])))
    stated = library.ask("terms", contract=wanted)
    stated.sort(key=lambda row: (library.paper(row["g"]).date or "", row["g"], row["property"], _rank(row["value"])))
    of_contract = {same[0]["contract"]: same for same in grouped(stated, "contract")}
    cards = [_card(library, same, of_contract.get(same[0]["contract"], ())) for same in grouped(places, "contract")]
    return tuple(sorted(cards, key=lambda card: (card.contract.label, card.contract.iri)))


def _rank(value: str) -> tuple[Decimal, str]:
    """Numbers by their size."""
    return pounds(value) or Decimal(0), value


def _card(library: Library, places: Sequence[Row], stated: Sequence[Row]) -> ContractCard:
    by_paper = {same[0]["g"]: same for same in grouped(places, "g")}
    told = [row for row in stated if row["g"] in by_paper]
    cited = {place.evidence: place for place in library.cite(places)}
    terms = (
        _term(library, same, cited, [place for row in same for place in by_paper[row["g"]]])
        for same in grouped(told, "property", "value")
    )
    return ContractCard(library.ref(places[0]["contract"]), tuple(terms), tuple(cited.values()))


def _term(library: Library, rows: Sequence[Row], cited: Mapping[str | None, Citation], places: Sequence[Row]) -> Term:
    name, value = last_part(rows[0]["property"]), rows[0]["value"]
    thing = library.ref(value) if "://" in value else None
    told = thing.label if thing else value
    saying = [place for place in places if says(name, told, place["words"])]
    shown = every(saying or _first_of_each_paper(places), "evidence")
    return Term(name, told, thing, tuple(cited[evidence] for evidence in shown))


def _first_of_each_paper(rows: Sequence[Row]) -> list[Row]:
    """Where no quotation has the value itself, the first place of each paper that states it."""
    return [same[0] for same in grouped(rows, "g")]
