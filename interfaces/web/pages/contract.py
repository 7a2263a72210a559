"""A contract's page: where it stands, what is open, its terms, its trail, powers over it, what is around it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from interfaces import contract_words as words
from interfaces.pictures.neighbourhood import on_a_page as drawn_around
from interfaces.pictures.timeline import on_a_page as drawn_trail
from interfaces.web.edition import edition_of
from interfaces.web.pages.steps import power_of, steps_of
from interfaces.web.views import long_day, page
from kg.errors import WrongUse
from kg.ids import last_part, scope_of
from kg.vocabulary import Kind
from queries.answers import Citation, Ref
from queries.delegated import of_contracts
from queries.mentions import mentioning
from queries.names import named_things
from queries.network import Network, network_of
from queries.trail import Trail, trail

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from queries.library import Library
    from queries.standings import Standing, ToldValue
    from queries.terms import ContractCard, Term

KINDS: Final = (Kind.CONTRACT,)
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}$")  # as meetings' names end
AROUND: Final = 40  # things in the picture and the list
PASSAGES: Final = 5
# What to say of a term that no paper gives.
MISSING: Final = {
    "provider": "who provides it",
    "annualValue": "what it costs",
    "startDate": "when it starts",
    "endDate": "when it ends",
}


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
        others=[(each, standing_of(answer, each)) for each in answer.contracts if each is not card],
        ends=[end for end in answer.open if end.contract.iri == iri],
        ends_of_others=[end for end in answer.open if end.contract.iri != iri],
        differences=[each for each in answer.contradictions if each.contract.iri == iri],
        terms=term_rows(answer, card),
        steps=steps_of(answer.events),
        powers=[power_of(row) for row in of_contracts(library, {iri}, as_of)],
        around=around,
        ties=ties_of(around),
        schemes=schemes,
        passages=mentioning(library, [iri, *(scheme.iri for scheme in schemes)], PASSAGES),
        timeline=Markup(drawn_trail(answer)),  # our own drawing, every word of it escaped
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


def council_of(library: Library, iri: str) -> Ref | None:
    """The council whose papers tell of a thing; None where they name none."""
    scope = scope_of(iri)
    every = (named.ref for named in named_things(library, "council"))
    return next((ref for ref in every if last_part(ref.iri) == scope), None)


def standing_of(answer: Trail, card: ContractCard) -> Standing | None:
    """Where one of a trail's contracts stands."""
    return next((each for each in answer.standings if each.contract.iri == card.contract.iri), None)


def term_rows(answer: Trail, card: ContractCard) -> list[TermRow]:
    """A contract's terms in the order of words.TERMS, with those that one looks for and no paper gives."""
    standing = standing_of(answer, card)
    differing = {each.term: each.values for each in answer.contradictions if each.contract.iri == card.contract.iri}
    rows = []
    for name, label in words.TERMS.items():
        values = tuple(_value(name, term) for term in card.of(name)) or _elsewhere(answer, card, standing, name)
        values = _side_by_side(name, values, differing.get(name, ()))
        not_let = name == "startDate" and standing and standing.state in words.NOT_LET
        if values or name in _unknown(answer, card):
            rows.append(TermRow(f"planned {label}" if not_let and values else label, values, name in differing))
    after = [each.contract for each in answer.contracts if card.contract in [t.thing for t in each.of("precededBy")]]
    places = {each.contract.iri: each.of("precededBy") for each in answer.contracts}
    if after:
        found = [(each, [t for t in places[each.iri] if t.thing == card.contract]) for each in after]
        rows.append(
            TermRow("its place is taken by", tuple(Value(each.label, each, t[0].citations) for each, t in found))
        )
    return rows


def _side_by_side(name: str, values: tuple[Value, ...], told: Sequence[ToldValue]) -> tuple[Value, ...]:
    """The values of a term with those that papers contradict each other on, which its steps may tell, each once."""
    more = (Value(words.value(name, each.value), None, each.citations) for each in told)
    known = {value.text for value in values}
    return (*values, *(each for each in more if each.text not in known))


def _value(name: str, term: Term) -> Value:
    return Value(words.value(name, term.value), term.thing, term.citations)


def _elsewhere(answer: Trail, card: ContractCard, standing: Standing | None, name: str) -> tuple[Value, ...]:
    """A term that no paper gives as such: from the contract's steps, or worked out from start and term."""
    if name == "endDate" and standing and standing.end:
        return (Value(f"{words.value(name, standing.end)}, by its start and term", None, (), True),)
    mine = [event for event in answer.events if event.contract.iri == card.contract.iri]
    if name == "provider":
        told = {event.provider: event.citations for event in mine if event.provider}
        return tuple(Value(provider.label, provider, places) for provider, places in told.items())
    if name in ("startDate", "endDate"):
        step = name.removesuffix("Date")
        dates = {event.date: event.citations for event in mine if event.date and event.step == step}
        return tuple(Value(words.value(name, date), None, places) for date, places in dates.items())
    return ()


def _unknown(answer: Trail, card: ContractCard) -> set[str]:
    missing = {what for each in answer.unknown if each.contract.iri == card.contract.iri for what in each.what}
    return {name for name, what in MISSING.items() if what in missing}


@dataclass(frozen=True, slots=True)
class TieRow:
    """A thing near the page's own, what it is, and by what and in which papers it is tied."""

    thing: Ref
    kind: str
    by: str
    papers: tuple[Ref, ...]


TIED_BY: Final = {
    "Report": "named in one report",
    "Minute": "named in one minute",
    "Decision": "named in one decision",
    "ContractEvent": "a step of the contract",
    "Delegation": "a power given",
    "BusinessCase": "a business case",
    "Saving": "a saving",
    "SchemeDependency": "one needs the other",
    "Action": "an action",
    "scheme": "serves this scheme",
    "provider": "provider",
    "precededBy": "one takes the place of the other",
}
SHOWN_FIRST: Final = ("Provider", "Scheme", "Contract", "Post", "Officer", "Member", "Person", "Meeting")


def ties_of(around: Network) -> list[TieRow]:
    """What is tied to the thing in the middle, kind by kind."""
    kinds = {near.thing.iri: near.kind for near in around.near}
    rows = []
    for tie in around.ties:
        if around.thing in (tie.one, tie.other):
            other = tie.other if tie.one == around.thing else tie.one
            by = "; ".join(TIED_BY.get(each, _spaced(each)) for each in tie.by)
            named = Ref(other.iri, ISO_DAY.sub(lambda day: long_day(day[0]), other.label))
            rows.append(TieRow(named, kinds[other.iri].lower(), by, tie.sources))
    return sorted(rows, key=lambda row: (_rank(kinds[row.thing.iri], SHOWN_FIRST), row.thing.label, row.thing.iri))


def _rank(kind: str, order: Sequence[str]) -> int:
    return order.index(kind) if kind in order else len(order)


def _spaced(word: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word).lower()
