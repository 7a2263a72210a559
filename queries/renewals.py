"""`kg renewals`: which contracts end within so many months of a day, and which extensions must be taken by then?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kg.derive.contract_dates import extended_end, first_day, last_day, month_known, months_on
from queries.answers import Citation, Ref
from queries.contracts import ContractRow, rows_of
from queries.library import Library
from queries.standings import places, read_facts, sources

if TYPE_CHECKING:
    from kg.derive.contract_facts import Facts
    from kg.derive.contract_life import End

# What never ran, or runs no more, is not to be renewed.
NOT_LET: Final = ("proposed", "out-to-tender", "award-delegated", "ended", "terminated", "abandoned")


@dataclass(frozen=True, slots=True)
class Renewal:
    """A contract that ends within the time asked for.

    end              the end of the current term: of an option to extend, the last day on which to take it
    end_basis        printed where a paper gives it; computed from start and term; computed with the extension where
                     the term is over and only the option leads into the time asked for
    other_ends       other ends that papers give, none of them told to replace the other
    option_months    by how much papers say that it may be extended
    extended_end     to which day; None without an option
    state            where the contract stands on the day asked for, a word of the vocabulary
    followed_by      contracts that papers name as taking its place
    citations        the papers' words on its end, and on how it stands
    """

    contract: Ref
    end: str
    end_basis: str
    other_ends: tuple[str, ...]
    option_months: int | None
    extended_end: str | None
    state: str | None
    providers: tuple[Ref, ...]
    annual_value: Decimal | None
    total_value: Decimal | None
    followed_by: tuple[Ref, ...]
    citations: tuple[Citation, ...]
    basis: str = "derived"


def renewals(library: Library, within: int, of: str) -> tuple[Renewal, ...]:
    """The contracts that end within so many months of a day, the soonest first."""
    day, facts = last_day(of), read_facts(library)
    until = last_day(months_on(day, within))
    due = [found for contract in facts.contracts if (found := _due(facts, contract, day, until))]
    rows = {row.contract.iri: row for row in rows_of(library, [each.contract for each in due])} if due else {}
    cited = sources(library, (source for each in due for source in each.sources))
    listed = [_renewal(each, rows[each.contract], facts, cited) for each in due if each.contract in rows]
    return tuple(sorted(listed, key=lambda each: (last_day(each.end), each.contract.label)))


@dataclass(frozen=True, slots=True)
class _Due:
    """A contract's end that falls into the time asked for."""

    contract: str
    end: str
    basis: str
    others: tuple[str, ...]
    option: int | None
    state: str | None
    sources: tuple[str, ...]


def _due(facts: Facts, contract: str, begin: str, until: str) -> _Due | None:
    """The end that falls between two days; how a contract stands is worked out only where one does."""
    from kg.derive.contract_facts import life_of
    from kg.derive.contract_life import current_end, ends_told

    steps, terms = facts.steps.get(contract, []), facts.terms.get(contract, [])
    end = current_end(steps, terms, None)
    if end is None:
        return None
    options = (term for term in terms if term.name == "extensionMonths" and not term.asked and not term.taken)
    option = max((int(term.value) for term in options), default=None)
    over = last_day(end.date) < begin
    if over and not (option and month_known(end.date)):
        return None
    day = extended_end(end.date, option) if over and option else end.date
    if not begin <= last_day(day) or first_day(day) > until:
        return None
    life = life_of(facts, contract, begin)
    if life.state in NOT_LET:
        return None
    if over:
        return _Due(contract, day, "computed with the extension", (end.date,), None, life.state, end.sources)
    others = tuple(sorted({each.date for each in ends_told(steps, terms, None) if _other(each, end)}))
    return _Due(contract, day, end.basis, others, option, life.state, (*end.sources, *life.sources))


def _other(each: End, end: End) -> bool:
    """Is an end another one than the current, and not merely the same less exactly?"""
    return not (each.date.startswith(end.date) or end.date.startswith(each.date))


def _renewal(due: _Due, row: ContractRow, facts: Facts, cited: dict[str, tuple[Citation, ...]]) -> Renewal:
    extended = extended_end(due.end, due.option) if due.option and month_known(due.end) else None
    followers = facts.after(due.contract)
    return Renewal(
        contract=row.contract,
        end=due.end,
        end_basis=due.basis,
        other_ends=due.others,
        option_months=due.option,
        extended_end=extended,
        state=due.state,
        providers=row.providers,
        annual_value=row.annual_value,
        total_value=row.total_value,
        followed_by=tuple(Ref(iri, facts.labels.get(iri, iri)) for iri in followers),
        citations=places(cited, due.sources),
    )
