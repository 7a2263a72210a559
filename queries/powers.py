"""What follows from a limb, and which powers a post holds or a committee gave: by IRI, with what became of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.vocabulary import DERIVED_GRAPH, Has
from queries.answers import Citation, Ref, Row, amount, date_key, every, first, grouped, last_part, ref, refs, word
from queries.library import Library
from queries.named_rows import with_labels
from queries.standings import places, sources

THINGS: Final = ("contract", "body", "post", "consulted", "provider")
BY_LIMB: Final = (Has.DECISION, Has.RECOMMENDATION)


@dataclass(frozen=True, slots=True)
class Power:
    """A power that was given or asked for, or a step of a contract; one however many papers tell of it.

    gives           it gives a power; else it is a step of a contract alone
    status          of what says most: resolved before recommended
    state           what became of a power, None where that is not worked out; settled_by what tells it
    contract_state  where the contract stands; derived
    limbs           the decisions and recommendations that say it
    """

    gives: bool
    contract: Ref | None
    contract_state: str | None
    step: str | None
    status: str
    date: str | None
    body: Ref | None
    post: Ref | None
    consulted: tuple[Ref, ...]
    provider: Ref | None
    value: Decimal | None
    power: str | None
    limit: str | None
    limbs: tuple[str, ...]
    state: str | None
    settled_by: tuple[Citation, ...]
    citations: tuple[Citation, ...]


def follows(library: Library, limb: str) -> tuple[Power, ...]:
    """What a decision or a recommendation gives, agrees or asks for."""
    return _powers(library, pointing(library, limb, *BY_LIMB))


def powers_to(library: Library, post: str) -> tuple[Power, ...]:
    """Every power given to a post, or asked for, in the order of dates."""
    return tuple(each for each in _powers(library, pointing(library, post, Has.DELEGATED_TO)) if each.gives)


def powers_by(library: Library, body: str) -> tuple[Power, ...]:
    """Every power that a committee or another body gave, or was asked to give, and each step of contracts it took."""
    return _powers(library, pointing(library, body, Has.BODY))


def pointing(library: Library, iri: str, *properties: str) -> list[str]:
    """The statements that have a thing as the value of a property."""
    from pyoxigraph import NamedNode

    found = (
        quad.subject.value
        for prop in properties
        for quad in library.store.quads_for_pattern(None, NamedNode(prop), NamedNode(iri), None)
        if isinstance(quad.subject, NamedNode)
    )
    return sorted(set(found))


def _powers(library: Library, events: Sequence[str]) -> tuple[Power, ...]:
    if not events:
        return ()
    rows = _derived(library, with_labels(library, library.ask("powers", event=events), *THINGS))
    cited = sources(library, (row["source"] for row in rows if "source" in row))
    same = {(row["event"], row["source"]) for row in rows if "source" in row and _is_one(library, row)}
    found = [_power(library, group, cited, same) for group in _together(rows, same)]
    return tuple(sorted(found, key=lambda each: (date_key(each.date), each.contract.label if each.contract else "~")))


def _derived(library: Library, rows: Sequence[Row]) -> list[Row]:
    """Rows with what follows from all papers: the contract's state, what became of the power, by which statements."""
    return [each for row in rows for each in _with_sources(library, {**row, **_states(library, row)})]


def _states(library: Library, row: Row) -> dict[str, str]:
    asked = (("contractState", row.get("contract"), Has.STATE), ("state", row["event"], Has.DELEGATION_STATE))
    told = ((name, iri and library.values(iri, prop, DERIVED_GRAPH)) for name, iri, prop in asked)
    return {name: found[0] for name, found in told if found}


def _with_sources(library: Library, row: Row) -> list[Row]:
    """The row once for each statement by which is known what became of its power."""
    found = library.values(row["event"], Has.DERIVED_FROM, DERIVED_GRAPH) if "state" in row else []
    return [{**row, "source": source} for source in found] or [row]


def _is_one(library: Library, row: Row) -> bool:
    """Are the two statements of one grant? Each is then told to be derived from the other; what settled it is not."""
    from pyoxigraph import NamedNode, Quad

    event, source, graph = map(NamedNode, (row["event"], row["source"], DERIVED_GRAPH))
    return Quad(source, NamedNode(Has.DERIVED_FROM), event, graph) in library.store


def _together(rows: Sequence[Row], same: Collection[tuple[str, str]]) -> list[list[Row]]:
    """The rows of each grant, and of each step: alike steps of one day are one, a statement on two contracts is two."""
    groups: dict[tuple[str | None, ...], list[Row]] = {}
    for told in grouped(rows, "event", "contract"):
        event = told[0]["event"]
        key: tuple[str | None, ...] = (min(event, *(other for one, other in same if one == event), event),)
        if not _gives(told):
            key = (first(told, "step"), first(told, "status"), first(told, "date"), first(told, "provider"))
        groups.setdefault((told[0].get("contract"), *key), []).extend(told)
    return list(groups.values())


def _gives(rows: Sequence[Row]) -> bool:
    """Is it in the register of delegations (queries/delegated.py)?"""
    return any(word([row], "step") == "delegate-award" or last_part(row["kind"]) == "Delegation" for row in rows)


def _power(
    library: Library,
    rows: list[Row],
    cited: dict[str, tuple[Citation, ...]],
    same: Collection[tuple[str, str]],
) -> Power:
    chief = sorted(rows, key=lambda row: last_part(row["status"]) == "recommended")
    settled = [row["source"] for row in rows if "source" in row and (row["event"], row["source"]) not in same]
    return Power(
        gives=_gives(rows),
        contract=ref(rows, "contract"),
        contract_state=word(rows, "contractState"),
        step=word(chief, "step"),
        status=word(chief, "status") or "",
        date=first(chief, "date"),
        body=ref(chief, "body"),
        post=ref(chief, "post"),
        consulted=refs(rows, "consulted"),
        provider=ref(rows, "provider"),
        value=amount(rows, "value"),
        power=first(chief, "power"),
        limit=first(rows, "limit"),
        limbs=every(chief, "limb"),
        state=word(rows, "state"),
        settled_by=places(cited, settled),
        citations=library.cite(rows),
    )
