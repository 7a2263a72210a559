"""Steps of contracts' lives as values: one a happening, with every paper that tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from kg.derive.contract_steps import ALONG
from kg.notice_records import NOTICE_PAPER
from kg.vocabulary import Has
from queries.answers import Citation, Ref, Row, date_key, grouped, last_part, pounds
from queries.library import Library

STATUSES: Final = ("recommended", "resolved", "reported", "planned")
Told = dict[str, list[str]]  # what a paper states of a step, by the vocabulary's words
DELEGATE: Final = "delegate"  # the step of a delegation that is none of award


@dataclass(frozen=True, slots=True)
class Event:
    """A step of a contract's life. `step` and `status` are words of the vocabulary; `vote` that of the decision.

    published  a published notice tells it, not a paper of the council's committees
    """

    contract: Ref
    date: str | None
    step: str
    status: str
    body: Ref | None
    delegated_to: Ref | None
    consulted: tuple[Ref, ...]
    provider: Ref | None
    value: Decimal | None
    vote: str | None
    power: str | None
    limit: str | None
    limbs: tuple[str, ...]
    events: tuple[str, ...]
    citations: tuple[Citation, ...]
    published: bool = False


def events_of(library: Library, contracts: Iterable[str] | None = None) -> tuple[Event, ...]:
    """Every event of some contracts, or of all, in the order of dates, those alike from several papers as one.

    What a step says is asked as it stands, and put together here: one question with everything in it has 20 optional
    parts, which the engine plans anew each time, in ten times what it takes to answer (2026-11-22).
    """
    wanted = None if contracts is None else sorted(contracts)
    places = {same[0]["event"]: same for same in grouped(library.ask("event-places", contract=wanted), "event")}
    told: dict[tuple[str, str], Told] = {}
    for row in library.ask("events", contract=wanted):
        told.setdefault((row["g"], row["event"]), {}).setdefault(last_part(row["property"]), []).append(row["value"])
    found = sorted(told.items(), key=lambda pair: (min(pair[1].get("date", ("",))), pair[0]))
    return merged(
        _event(library, library.ref(contract), event, graph, values, places[event])
        for (graph, event), values in found
        if event in places
        for contract in sorted(values["contract"])
        if wanted is None or contract in wanted
    )


def _event(library: Library, contract: Ref, event: str, graph: str, told: Told, places: Sequence[Row]) -> Event:
    limbs = sorted((*told.get("decision", ()), *told.get("recommendation", ())))
    votes = (vote for limb in limbs for vote in library.values(limb, Has.VOTE, graph))
    return Event(
        contract=contract,
        date=_one(told, "date"),
        step=_word(_one(told, "step")) or DELEGATE,
        status=_word(_one(told, "eventStatus")),
        body=_thing(library, told, "body"),
        delegated_to=_thing(library, told, "delegatedTo"),
        consulted=tuple(library.ref(iri) for iri in sorted(told.get("inConsultationWith", ()))),
        provider=_thing(library, told, "provider"),
        value=pounds(_one(told, "value")),
        vote=_word(next(votes, None)) or None,
        power=_one(told, "power"),
        limit=_one(told, "limit"),
        limbs=tuple(limbs),
        events=(event,),
        citations=library.cite(sorted(places, key=lambda row: int(row["start"]))),
        published=NOTICE_PAPER in library.values(graph, Has.PAPER_KIND, graph),
    )


def _one(told: Told, name: str) -> str | None:
    return min(told.get(name, ()), default=None)


def _thing(library: Library, told: Told, name: str) -> Ref | None:
    iri = _one(told, name)
    return library.ref(iri) if iri else None


def _word(iri: str | None) -> str:
    return last_part(iri) if iri else ""


def merged(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events in order, with those that several papers tell, or one paper twice, told once with all their places.

    What notices publish stands beside what papers tell, each with its own words; a value that a later notice gives
    otherwise is told by itself.
    """
    alike: dict[tuple[object, ...], Event] = {}
    for event in events:
        post = event.delegated_to.iri if event.delegated_to else None
        own = (event.provider, event.value) if event.published else None
        key = (event.contract.iri, event.date, event.step, event.status, post, own)
        alike[key] = _joined(alike[key], event) if key in alike else event
    return tuple(sorted(alike.values(), key=_order))


def _joined(one: Event, other: Event) -> Event:
    return replace(
        one,
        body=one.body or other.body,
        consulted=tuple(dict.fromkeys((*one.consulted, *other.consulted))),
        provider=one.provider or other.provider,
        value=one.value if one.value is not None else other.value,
        vote=one.vote or other.vote,
        power=one.power or other.power,
        limit=one.limit or other.limit,
        limbs=tuple(dict.fromkeys((*one.limbs, *other.limbs))),
        events=one.events + other.events,
        citations=tuple(dict.fromkeys((*one.citations, *other.citations))),
    )


def _order(event: Event) -> tuple[str, int, int, str, str, bool]:
    day, rank, along, step = in_order(event.date, event.status, event.step)
    return day, rank, along, event.contract.label, step, event.published


def in_order(date: str | None, status: str, step: str) -> tuple[str, int, int, str]:
    """By date; on one day recommended before resolved before reported before planned, and tenders before awards."""
    rank = STATUSES.index(status) if status in STATUSES else len(STATUSES)
    return date_key(date), rank, ALONG.get(step, 0), step
