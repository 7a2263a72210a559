"""`kg delegated`: which powers were delegated, to which post, and which of them were never reported back?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from queries.answers import Citation, Ref, Row, date_key, every, first, grouped, ref, refs, word
from queries.events import Event, events_of
from queries.families import Ties
from queries.library import Library
from queries.names import the_one
from queries.open_ends import award_after, of_service


@dataclass(frozen=True, slots=True)
class Delegated:
    """One delegation.

    contract  whose award is delegated; None for any other power
    power     the words of it
    reported  an award of the contract is told of, of that time or later; None where no contract is to be awarded
    """

    contract: Ref | None
    power: str
    delegated_to: Ref | None
    status: str
    date: str | None
    body: Ref | None
    consulted: tuple[Ref, ...]
    limit: str | None
    reported: bool | None
    delegations: tuple[str, ...]
    citations: tuple[Citation, ...]


def delegated(
    library: Library, to: str | None = None, only_open: bool = False, since: str | None = None
) -> tuple[Delegated, ...]:
    """Every delegation in the order of dates.

    to         a post's name; UnknownName where none or several answer to it
    only_open  those to award a contract of which no later award is told
    since      no earlier than this date
    """
    post = the_one(library, to, "post").iri if to else None
    rows = library.ask("delegations")
    contracts = every(rows, "contract")
    ties = Ties(library, ())
    services = {iri for contract in contracts for iri in ties.same_service(contract)}
    events = events_of(library, services) if services else ()
    found = _merged(_delegated(library, same, events, ties) for same in grouped(rows, "event", "contract"))
    return tuple(
        each
        for each in sorted(found, key=lambda each: (date_key(each.date), each.contract.label if each.contract else ""))
        if (post is None or (each.delegated_to and each.delegated_to.iri == post))
        and not (only_open and each.reported is not False)
        and not (since and date_key(each.date) < since)
    )


def _delegated(library: Library, rows: Sequence[Row], events: Iterable[Event], ties: Ties) -> Delegated:
    contract = ref(rows, "contract")
    iri = rows[0]["event"]
    citations = library.cite(rows)
    words = citations[0].words if citations else ""
    return Delegated(
        contract=contract,
        power=first(rows, "power") or first(rows, "limbWords") or words,
        delegated_to=ref(rows, "post"),
        status=word(rows, "status") or "",
        date=first(rows, "date"),
        body=ref(rows, "body"),
        consulted=refs(rows, "consulted"),
        limit=first(rows, "limit"),
        reported=_reported(iri, events, ties) if word(rows, "step") == "delegate-award" else None,
        delegations=every(rows, "event"),
        citations=citations,
    )


def _reported(iri: str, events: Iterable[Event], ties: Ties) -> bool | None:
    """Is an award told of, after this delegation? None for a delegation of no known contract's award."""
    itself = [event for event in events if iri in event.events]
    return any(award_after(event, of_service(event, events, ties)) for event in itself) if itself else None


def _merged(found: Iterable[Delegated]) -> list[Delegated]:
    """One delegation told by two papers, or twice by one, is listed once with all its places."""
    alike: dict[tuple[object, ...], Delegated] = {}
    for each in found:
        what = each.contract.iri if each.contract else each.power
        key = (what, each.delegated_to, each.status, each.date, each.reported is None)
        if key in alike:
            other = alike[key]
            each = replace(
                other,
                consulted=tuple(dict.fromkeys((*other.consulted, *each.consulted))),
                limit=other.limit or each.limit,
                delegations=other.delegations + each.delegations,
                citations=tuple(dict.fromkeys((*other.citations, *each.citations))),
            )
        alike[key] = each
    return list(alike.values())
