"""`kg contracts`: which contracts are there, with which terms and providers, and which of them end soon?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.derive.contract_dates import end_of_term, is_before, last_day
from kg.vocabulary import DERIVED_GRAPH, Has, Is
from queries.answers import Citation, Ref, date_key, pounds
from queries.events import in_order
from queries.families import ties_of
from queries.lazily import Lazily
from queries.library import Library
from queries.names import the_one
from queries.standings import Standing, as_it_is, read_facts, standings
from queries.terms import ContractCard, Term, cards_of

if TYPE_CHECKING:
    from kg.derive.contract_steps import Step

ENDED = ("ended", "terminated")


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract, with what the newest paper gives for each term.

    state       where it stands on the day as_of, a word of the vocabulary; None where these papers do not tell
    since       since when, as exact as papers are
    end_basis   stated where a paper gives the end; derived where start and term do; None without end
    extension_months   by how much it may still be extended; None where an extension was taken
    """

    contract: Ref
    state: str | None
    since: str | None
    as_of: str | None
    schemes: tuple[Ref, ...]
    providers: tuple[Ref, ...]
    annual_value: Decimal | None
    total_value: Decimal | None
    term_months: int | None
    extension_months: int | None
    start: str | None
    end: str | None
    end_basis: str | None
    preceded_by: tuple[Ref, ...]
    citations: tuple[Citation, ...]


def contracts(
    library: Library,
    ending_before: str | None = None,
    provider: str | None = None,
    as_of: str | None = None,
    state: str | None = None,
) -> tuple[ContractRow, ...]:
    """Every contract in the order of names; with `ending_before`, those known to end, the soonest first.

    as_of  the day on which to say where they stand; without it, as the newest papers tell
    state  only those in this state
    """
    wanted = the_one(library, provider, "provider") if provider else None
    rows = rows_of(library, as_of=as_of)
    if wanted:
        rows = [row for row in rows if wanted.iri in {each.iri for each in row.providers}]
    if state:
        rows = [row for row in rows if row.state == state]
    if ending_before:
        rows = [row for row in rows if row.end and row.end < ending_before]
        rows.sort(key=lambda row: (date_key(row.end), row.contract.label))
    return tuple(rows)


def listed(library: Library, as_of: str | None = None, state: str | None = None) -> Lazily[str, ContractRow]:
    """Every contract in the order of names, to be looked at a page at a time: terms, steps and places of that page."""
    refs = sorted(ties_of(library).contracts.values(), key=lambda ref: (ref.label, ref.iri))
    iris = [ref.iri for ref in refs]
    if state and as_of:
        from kg.derive.contract_facts import lives

        standing = lives(read_facts(library), last_day(as_of))
        iris = [iri for iri in iris if iri in standing and standing[iri].state == state]
    elif state:
        told = Is.CONTRACT_STATE.get(state)
        iris = [iri for iri in iris if told in library.values(iri, Has.STATE, DERIVED_GRAPH)]
    return Lazily(iris, lambda some: rows_of(library, some, as_of))


def rows_of(library: Library, only: Sequence[str] | None = None, as_of: str | None = None) -> list[ContractRow]:
    """Some contracts, or all, each on one row. What its steps say counts where no paper gives it as a term."""
    facts = read_facts(library, only)
    cards = [as_it_is(card, facts) for card in cards_of(library, only)]
    stand = standings(library, facts, as_of)
    return [_row(library, card, _told_once(facts.steps.get(card.contract.iri, ())), stand.get(card.contract.iri))
            for card in cards]  # fmt: skip


def _told_once(steps: Sequence[Step]) -> list[Step]:
    """Steps in the order of events (queries/events.py), those alike from several papers as one; without their places,
    which a row does not tell and which take half of the time of a page."""
    alike: dict[tuple[str | None, ...], Step] = {}
    for step in sorted(steps, key=lambda each: (each.date or "", each.iri)):
        key = (step.date, step.step, step.status, step.post, step.provider if step.published else None)
        other = alike.get(key)
        alike[key] = replace(other, provider=other.provider or step.provider) if other else step
    return sorted(alike.values(), key=lambda each: in_order(each.date, each.status, each.step))


def _row(library: Library, card: ContractCard, steps: Sequence[Step], standing: Standing | None) -> ContractRow:
    start, term = _date(card.newest("startDate"), steps, "start"), _months(card.newest("termMonths"))
    end, basis = _end(_date(card.newest("endDate"), steps, "end"), start, term)
    if standing and standing.end:  # of several it is the one that papers give as decided, not only ask for
        end, basis = standing.end, "stated" if standing.end_basis == "printed" else "derived"
    if standing and standing.state in ENDED and standing.since and not (end and not is_before(end, standing.since)):
        end, basis = standing.since, "stated"  # it was to end earlier, and was extended
    return ContractRow(
        contract=card.contract,
        state=standing.state if standing else None,
        since=standing.since if standing else None,
        as_of=standing.as_of if standing else None,
        schemes=_things(card.of("scheme")),
        providers=_providers(library, card, steps),
        annual_value=_pounds(card.newest("annualValue")),
        total_value=_pounds(card.newest("totalValue")),
        term_months=term,
        extension_months=_months(next((term for term in card.of("extensionMonths")[::-1] if not term.taken), None)),
        start=start,
        end=end,
        end_basis=basis,
        preceded_by=_things(card.of("precededBy")),
        citations=tuple(dict.fromkeys(place for term in card.terms for place in term.citations)) or card.citations,
    )


def _end(stated: str | None, start: str | None, months: int | None) -> tuple[str | None, str | None]:
    if stated:
        return stated, "stated"
    return (end_of_term(start, months), "derived") if start and months and len(start) > 4 else (None, None)


def _date(term: Term | None, steps: Sequence[Step], name: str) -> str | None:
    told = [each.date for each in steps if each.step == name and each.date and each.status != "recommended"]
    return term.value if term else (told[-1] if told else None)


def _providers(library: Library, card: ContractCard, steps: Sequence[Step]) -> tuple[Ref, ...]:
    stated = _things(card.of("provider"))
    told = (each.provider for each in steps if each.provider and each.step in ("award", "direct-award", "start"))
    return stated or tuple(map(library.ref, dict.fromkeys(told)))


def _things(terms: Sequence[Term]) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys(term.thing for term in terms if term.thing))


def _months(term: Term | None) -> int | None:
    return int(term.value) if term else None


def _pounds(term: Term | None) -> Decimal | None:
    return pounds(term.value) if term else None
