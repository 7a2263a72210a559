"""Where contracts stand on a day, and on what papers contradict each other about them; all of it derived."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.derive.contract_dates import last_day
from queries.answers import Citation, Ref, Row, grouped, last_part
from queries.known import known
from queries.library import Library

if TYPE_CHECKING:
    from kg.derive.contract_differences import Difference
    from kg.derive.contract_facts import Facts
    from kg.derive.contract_life import Life
    from queries.terms import ContractCard

FACTS: Final = "what papers tell of all contracts"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a contract stands; `state` is a word of the vocabulary, None where these papers do not tell.

    since      as exact as papers are; None where none tells since when
    as_of      the day to which it was worked out: the one asked for, or that of the newest paper that could tell
    end        when it is to end or was to end; end_basis is printed or computed
    citations  what the state is derived from
    """

    contract: Ref
    state: str | None
    since: str | None
    as_of: str | None
    end: str | None
    end_basis: str | None
    citations: tuple[Citation, ...]
    basis: str = "derived"


@dataclass(frozen=True, slots=True)
class ToldValue:
    """One of the values that contradict each other, and who gives it."""

    value: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A term of a contract for which papers give several values; `term` as the vocabulary calls it."""

    contract: Ref
    term: str
    values: tuple[ToldValue, ...]
    basis: str = "derived"


def read_facts(library: Library, contracts: Collection[str] | None = None) -> Facts:
    """What papers tell of the steps and terms of some contracts, or of all.

    Those of all are kept, for whoever asks one generation often; some are then taken out of them, which costs nothing.
    """
    from kg.derive.contract_facts import of_some, read

    if contracts is not None and not library.has(FACTS):
        return read(library.store, contracts, known=known(library))
    every = library.once(FACTS, lambda: read(library.store, known=known(library)))
    return every if contracts is None else of_some(every, contracts)


def as_it_is(card: ContractCard, facts: Facts) -> ContractCard:
    """A contract without the extensions that are only asked for, which are steps to be taken; those taken marked so."""
    asked: dict[str, bool] = {}
    taken: set[str] = set()
    for term in facts.terms.get(card.contract.iri, ()):
        if term.name == "extensionMonths":
            asked[term.value] = asked.get(term.value, True) and term.asked
            taken |= {term.value} if term.taken else set()
    terms = [term for term in card.terms if not (term.name == "extensionMonths" and asked.get(term.value))]
    marked = (
        replace(term, taken=True) if term.name == "extensionMonths" and term.value in taken else term for term in terms
    )
    return replace(card, terms=tuple(marked))


def standings(library: Library, facts: Facts, as_of: str | None = None) -> dict[str, Standing]:
    """Where each contract of some facts stands, by its IRI: on a day, or as the newest papers tell."""
    from kg.derive.contract_facts import lives

    found = lives(facts, last_day(as_of) if as_of else None)
    cited = sources(library, (source for life in found.values() for source in life.sources))
    return {contract: _standing(life, facts, cited) for contract, life in found.items()}


def _standing(life: Life, facts: Facts, cited: dict[str, tuple[Citation, ...]]) -> Standing:
    return Standing(
        contract=Ref(life.contract, facts.labels.get(life.contract) or last_part(life.contract)),
        state=life.state,
        since=life.since,
        as_of=life.on,
        end=life.end.date if life.end else None,
        end_basis=life.end.basis if life.end else None,
        citations=places(cited, life.sources),
    )


def contradictions(library: Library, facts: Facts) -> tuple[Contradiction, ...]:
    """On what papers contradict each other about the contracts of some facts."""
    from kg.derive.contract_facts import differences_of

    found = [difference for contract in facts.contracts for difference in differences_of(facts, contract)]
    cited = sources(library, (source for each in found for side in each.sides for source in side.sources))
    return tuple(_contradiction(each, facts, cited) for each in found)


def _contradiction(found: Difference, facts: Facts, cited: dict[str, tuple[Citation, ...]]) -> Contradiction:
    contract = Ref(found.contract, facts.labels.get(found.contract) or last_part(found.contract))
    values = (ToldValue(facts.labels.get(side.value, side.value), places(cited, side.sources)) for side in found.sides)
    return Contradiction(contract, found.term, tuple(values))


def sources(library: Library, iris: Iterable[str]) -> dict[str, tuple[Citation, ...]]:
    """The places behind statements, and behind places themselves, by IRI."""
    wanted = sorted(set(iris))
    rows: list[Row] = library.ask("sources", thing=wanted) if wanted else []
    return {same[0]["thing"]: library.cite(same) for same in grouped(rows, "thing")}


def places(cited: dict[str, tuple[Citation, ...]], iris: Iterable[str]) -> tuple[Citation, ...]:
    """The places behind some statements, each once."""
    return tuple(dict.fromkeys(place for iri in iris for place in cited.get(iri, ())))
