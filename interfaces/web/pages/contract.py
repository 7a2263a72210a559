"""A contract's page: where it stands, what is open, its terms, its trail, powers over it, what is around it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from interfaces import contract_words as words
from interfaces.contract_rows import trail_rows
from interfaces.pictures.neighbourhood import on_a_page as drawn_around
from interfaces.pictures.timeline import on_a_page as drawn_trail
from interfaces.web.edition import edition_of
from interfaces.web.pages.csv_of import csv_file, is_csv
from interfaces.web.pages.near import AROUND, PASSAGES, council_of, ties_of
from interfaces.web.pages.steps import power_of, steps_of
from interfaces.web.views import page
from interfaces.wording import money
from kg.derive.contract_dates import end_of_term
from kg.errors import WrongUse
from kg.vocabulary import Kind
from queries.answers import Citation, Ref
from queries.delegated import of_contracts
from queries.mentions import mentioning
from queries.network import network_of
from queries.trail import Trail, trail

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from queries.events import Event
    from queries.standings import Standing, ToldValue
    from queries.terms import ContractCard

KINDS: Final = (Kind.CONTRACT,)
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
WANTED: Final = ("provider", "annualValue", "startDate", "endDate")  # said to be unknown where no paper tells
MOST_DRAWN: Final = 200  # steps: a picture has a line for each
YEAR: Final = 4  # letters of a date that is no more exact than its year


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a term; `thing` where it has a page of its own; worked out where no paper prints it."""

    text: str
    thing: Ref | None
    citations: tuple[Citation, ...]
    derived: bool = False


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term with its values; none where no paper gives it. `differ` where papers contradict each other."""

    name: str
    values: tuple[Value, ...]
    differ: bool = False


def thing_page(request: Request, iri: str) -> Response:
    """The page of a contract. UnknownName where there is none, WrongUse where `as_of` is no day."""
    library = edition_of(request).library()
    as_of = day_asked(request.query_params.get("as_of", ""))
    answer = trail(library, iri, as_of)
    if is_csv(request):
        return csv_file(request, iri, trail_rows(answer))
    card = next(each for each in answer.contracts if each.contract.iri == iri)
    around = network_of(library, card.contract, 1, AROUND)
    schemes = [term.thing for term in card.of("scheme") if term.thing]
    return page(
        request,
        "contract.html",
        answer=answer,
        card=card,
        as_of=as_of,
        council=council_of(library, iri),
        standing=standing_of(answer, card),
        others=[(each, _how(card, each), standing_of(answer, each)) for each in answer.contracts if each is not card],
        ends=[end for end in answer.open if end.contract.iri == iri],
        ends_of_others=[end for end in answer.open if end.contract.iri != iri],
        differences=[each for each in answer.contradictions if each.contract.iri == iri],
        terms=term_rows(answer, card),
        steps=steps_of(answer.events),
        powers=[power_of(row) for row in of_contracts(library, {iri}, as_of)],
        around=around,
        ties=ties_of(around),
        schemes=schemes,
        passages=mentioning(
            library,
            [iri, *(scheme.iri for scheme in schemes)],
            [card.contract.label, *(scheme.label for scheme in schemes)],
            PASSAGES,
        ),
        # Our own drawing, every word of it escaped.
        timeline=Markup(drawn_trail(answer)) if len(answer.events) <= MOST_DRAWN else "",
        picture=Markup(drawn_around(around)) if len(around.near) > 1 else "",
    )


def day_asked(given: str) -> str | None:
    """The day of which a page is to tell; None where none is asked for."""
    if not given:
        return None
    try:
        return datetime.date.fromisoformat(given).isoformat() if DAY.fullmatch(given) else _no_day(given)
    except ValueError:
        return _no_day(given)


def _no_day(given: str) -> str:
    raise WrongUse(f"“{given[:40]}” is not a day such as 2018-03-08.")


def standing_of(answer: Trail, card: ContractCard) -> Standing | None:
    """Where one of a trail's contracts stands."""
    return next((each for each in answer.standings if each.contract.iri == card.contract.iri), None)


def _how(card: ContractCard, other: ContractCard) -> str:
    """How another contract of a trail is tied to the one whose page it is."""
    if other.contract in (term.thing for term in card.of("precededBy")):
        return "which came before it"
    if card.contract in (term.thing for term in other.of("precededBy")):
        return "which takes its place"
    return "before or after it"


def term_rows(answer: Trail, card: ContractCard) -> list[TermRow]:
    """A contract's terms in the order of words.TERMS, with those that one looks for and no paper gives."""
    standing = standing_of(answer, card)
    mine = [event for event in answer.events if event.contract.iri == card.contract.iri]
    differing = {each.term: each.values for each in answer.contradictions if each.contract.iri == card.contract.iri}
    paid = _values((event.value, event.citations) for event in mine if event.value is not None)
    rows = []
    for name in words.TERMS:
        label = words.term_name(card.of(name)) if card.of(name) else words.TERMS[name]
        stated = tuple(Value(words.value(name, term.value), term.thing, term.citations) for term in card.of(name))
        values = _side_by_side(name, stated or _elsewhere(name, mine, card, standing), differing.get(name, ()))
        costs = name == "annualValue" and (paid or card.of("totalValue"))
        if values or (name in WANTED and not costs):
            not_let = name == "startDate" and values and standing and standing.state in words.NOT_LET
            rows.append(TermRow(f"planned {label}" if not_let else label, values, name in differing))
    later = tuple(_replacing(answer, card))
    known = {value.text for row in rows for value in row.values}
    more = tuple(value for value in paid if value.text not in known)
    return [*rows, *_row("value told with a step", more), *_row("its place is taken by", later)]


def _row(name: str, values: tuple[Value, ...]) -> list[TermRow]:
    return [TermRow(name, values)] if values else []


def _values(told: Iterable[tuple[Decimal | None, tuple[Citation, ...]]]) -> tuple[Value, ...]:
    """Amounts, each once with all its places."""
    places: dict[str, tuple[Citation, ...]] = {}
    for amount, citations in told:
        places[money(amount)] = tuple(dict.fromkeys((*places.get(money(amount), ()), *citations)))
    return tuple(Value(amount, None, citations) for amount, citations in places.items())


def _side_by_side(name: str, values: tuple[Value, ...], told: Sequence[ToldValue]) -> tuple[Value, ...]:
    """The values of a term with those that papers contradict each other on, which its steps may tell, each once."""
    more = (Value(words.value(name, each.value), None, each.citations) for each in told)
    known = {value.text for value in values}
    return (*values, *(each for each in more if each.text not in known))


def _elsewhere(name: str, events: Sequence[Event], card: ContractCard, standing: Standing | None) -> tuple[Value, ...]:
    """A term that no paper gives as such: from the contract's steps, or worked out from start and term."""
    if name == "provider":
        told = {event.provider: event.citations for event in events if event.provider}
        return tuple(Value(provider.label, provider, places) for provider, places in told.items())
    if name not in ("startDate", "endDate"):
        return ()
    step = name.removesuffix("Date")
    dates = {event.date: event.citations for event in events if event.date and event.step == step}
    stepped = tuple(Value(words.value(name, date), None, places) for date, places in dates.items())
    return stepped or (_computed_end(card, standing) if name == "endDate" else ())


def _computed_end(card: ContractCard, standing: Standing | None) -> tuple[Value, ...]:
    """When a contract ends by its start and term."""
    start, term = card.newest("startDate"), card.newest("termMonths")
    end = standing.end if standing else None
    if not end and start and term and len(start.value) > YEAR and term.value.isdigit():
        end = end_of_term(start.value, int(term.value))
    if not end:
        return ()
    taken = [each for each in card.of("extensionMonths") if each.taken]
    places = [place for each in (start, term, *taken) if each for place in each.citations]
    by = "start, term and extension" if taken else "start and term"
    return (Value(f"{words.value('endDate', end)}, by its {by}", None, tuple(dict.fromkeys(places)), True),)


def _replacing(answer: Trail, card: ContractCard) -> Iterator[Value]:
    """The contracts that take the place of one, with the papers that say so."""
    for each in answer.contracts:
        if said := next((term for term in each.of("precededBy") if term.thing == card.contract), None):
            yield Value(each.contract.label, each.contract, said.citations)
