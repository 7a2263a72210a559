"""A contract with its terms, each value with the papers that state it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.derive.contract_words import says as says
from queries.answers import Citation, Ref, Row, grouped, last_part, ref
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
    rows = library.ask("terms", contract=None if contracts is None else sorted(contracts))
    cards = [_card(library, same) for same in grouped(rows, "contract")]
    return tuple(sorted(cards, key=lambda card: (card.contract.label, card.contract.iri)))


def _card(library: Library, rows: Sequence[Row]) -> ContractCard:
    contract = ref(rows, "contract")
    if contract is None:
        raise ValueError("terms.rq binds ?contract in every row")
    stated = [same for same in grouped(rows, "property", "value") if "property" in same[0]]
    return ContractCard(contract, tuple(_term(library, same) for same in stated), library.cite(rows))


def _term(library: Library, rows: Sequence[Row]) -> Term:
    name, value = last_part(rows[0]["property"]), rows[0]["value"]
    thing = ref(rows, "value") if "://" in value else None
    saying = [row for row in rows if says(name, thing.label if thing else value, row.get("words", ""))]
    return Term(name, thing.label if thing else value, thing, library.cite(saying or _first_of_each_paper(rows)))


def _first_of_each_paper(rows: Sequence[Row]) -> list[Row]:
    """Where no quotation has the value itself, the first place of each paper that states it."""
    return [same[0] for same in grouped(rows, "g")]
