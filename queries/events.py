"""Steps of contracts' lives as values: one a happening, with every paper that tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from kg.derive.contract_steps import ALONG
from queries.answers import Citation, Ref, Row, amount, date_key, every, first, grouped, ref, refs, word
from queries.library import Library

STATUSES: Final = ("recommended", "resolved", "reported", "planned")
DELEGATE: Final = "delegate"  # the step of a delegation that is none of award


@dataclass(frozen=True, slots=True)
class Event:
    """A step of a contract's life. `step` and `status` are words of the vocabulary; `vote` that of the decision."""

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


def events_of(library: Library, contracts: Iterable[str] | None = None) -> tuple[Event, ...]:
    """Every event of some contracts, or of all, in the order of dates, those alike from several papers as one."""
    rows = library.ask("events", contract=None if contracts is None else sorted(contracts))
    return merged(_event(library, same) for same in grouped(rows, "event", "contract"))


def _event(library: Library, rows: Sequence[Row]) -> Event:
    return Event(
        contract=refs(rows, "contract")[0],
        date=first(rows, "date"),
        step=word(rows, "step") or DELEGATE,
        status=word(rows, "status") or "",
        body=ref(rows, "body"),
        delegated_to=ref(rows, "post"),
        consulted=refs(rows, "consulted"),
        provider=ref(rows, "provider"),
        value=amount(rows, "value"),
        vote=word(rows, "vote"),
        power=first(rows, "power"),
        limit=first(rows, "limit"),
        limbs=every(rows, "limb"),
        events=every(rows, "event"),
        citations=library.cite(rows),
    )


def merged(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events in order, with those that several papers tell, or one paper twice, told once with all their places."""
    alike: dict[tuple[object, ...], Event] = {}
    for event in events:
        post = event.delegated_to.iri if event.delegated_to else None
        key = (event.contract.iri, event.date, event.step, event.status, post)
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


def _order(event: Event) -> tuple[str, int, int, str, str]:
    """By date; on one day recommended before resolved before reported before planned, and tenders before awards."""
    rank = STATUSES.index(event.status) if event.status in STATUSES else len(STATUSES)
    return date_key(event.date), rank, ALONG.get(event.step, 0), event.contract.label, event.step
