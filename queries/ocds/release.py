"""A contract as an OCDS 1.1 release. What no paper tells is not in it; what has no field there is in descriptions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from kg import ids
from kg.derive.contract_steps import HAPPENED
from kg.vocabulary import ID_BASE
from queries.answers import Ref
from queries.events import Event
from queries.library import Library
from queries.ocds.numbers import identifiers, ocid, path
from queries.ocds.papers import AWARD, CONTRACT, TENDER, Facts, documents, parted
from queries.ocds.told import Told, exact
from queries.ocds.words import description, pounds

TENDER_STATUS: Final = {
    "proposed": "planning",
    "out-to-tender": "active",
    "award-delegated": "active",
    "abandoned": "cancelled",
}
# Not in it: what should have ended, or was tendered again, of which no paper tells whether it is still in force.
CONTRACT_STATUS: Final = {
    "awarded": "pending",
    "running": "active",
    "extended": "active",
    "ending": "active",
    "paused": "active",
    "ended": "terminated",
    "terminated": "terminated",
    "abandoned": "cancelled",
}
CHANGED: Final = {"extend": "Extended", "vary": "Terms changed"}
Json = dict[str, Any]


def release(library: Library, told: Told, prefix: str, made: str) -> Json:
    """The release of one contract.

    prefix  what its ocid begins with
    made    when the generation was published: the date of what no dated paper tells
    """
    name, parts = ocid(library, told.contract.iri, prefix), parted(told)
    buyer = _buyer(library, told.contract)
    awards = _awards(library, told, parts.get(AWARD, {}))
    contracts = _contracts(library, told, parts[CONTRACT], awards) if told.is_let else []
    body: Json = {
        "tag": _tags(told, awards, contracts),
        "initiationType": "tender",
        "language": "en",
        "parties": _parties(library, buyer, _named(told)),
        "buyer": _party(buyer) if buyer else None,
        "tender": _tender(library, told, parts[TENDER]),
        "awards": awards,
        "contracts": contracts,
        "relatedProcesses": [_related(library, each, prefix) for each in told.row.preceded_by],
    }
    kept = filled(body)
    told_here = ids.digest(name, json.dumps(kept, sort_keys=True))
    return {"ocid": name, "id": f"{name}-{told_here}", "date": _date(told, made), **kept}


def filled(values: Mapping[str, Any]) -> Json:
    """Values without those that are not there: OCDS wants no empty strings, lists or objects."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _date(told: Told, made: str) -> str:
    """The day of the newest paper that speaks of it, which is when the newest of it was told."""
    return max(filter(None, (exact(place.date) for place in told.places)), default=made)


def _tags(told: Told, awards: Sequence[Json], contracts: Sequence[Json]) -> list[str]:
    """How far it is told; of what is only named it can but be said that it was put together."""
    steps = {event.step for event in told.events if event.status in HAPPENED}
    tags = [
        "planning" if told.row.state == "proposed" else "",
        "tender" if steps & {"procure", "delegate-award"} else "",
        "award" if awards else "",
        "contract" if contracts else "",
    ]
    return list(filter(None, tags)) or ["compiled"]


def _tender(library: Library, told: Told, facts: Facts) -> Json:
    row, steps = told.row, {event.step for event in told.events}
    direct = "direct-award" in steps and not steps & {"procure", "award"}
    told_here: Json = {} if told.is_let else _terms(told)
    return filled(
        {
            "id": "tender",
            "title": told.contract.label,
            "description": told_here.get("description"),
            "status": "complete" if told.is_let else TENDER_STATUS.get(row.state or ""),
            "value": told_here.get("value"),
            "contractPeriod": told_here.get("period"),
            "procurementMethod": "direct" if direct else None,
            "procurementMethodDetails": "Direct award, without competition" if direct else None,
            "documents": documents(library, facts),
        }
    )


def _terms(told: Told) -> Json:
    """Value in all and period; an end is one that a paper tells, not one that start and term make."""
    row = told.row
    end = exact(row.end) if row.end_basis == "stated" else None
    return filled(
        {
            "description": description(told),
            "value": _money(row.total_value),
            "period": filled({"startDate": exact(row.start), "endDate": end}),
        }
    )


def _awards(library: Library, told: Told, facts: Facts) -> list[Json]:
    """One award; one a supplier where papers tell of awards to several. One that is only asked for is pending."""
    if not told.is_let:
        return [_asked(library, told, facts)] if told.award_asked else []
    apart = len({event.provider for event in told.awarded if event.provider}) > 1
    groups = [(each,) for each in told.suppliers] if apart else [told.suppliers]
    papers = documents(library, facts)
    return [_award(told, group, papers, apart) for group in groups]


def _award(told: Told, suppliers: Sequence[Ref], papers: list[Json], apart: bool) -> Json:
    mine = [event for event in told.awarded if not apart or event.provider in (None, *suppliers)]
    certain = bool(told.awarded) or told.row.state is not None
    return filled(
        {
            "id": _own_id("award", suppliers, apart),
            "title": told.contract.label,
            "status": "active" if certain else None,
            "date": _first_day(mine),
            "suppliers": [_party(each) for each in suppliers],
            "documents": papers,
        }
    )


def _asked(library: Library, told: Told, facts: Facts) -> Json:
    suppliers = dict.fromkeys(event.provider for event in told.award_asked if event.provider)
    return filled(
        {
            "id": "award",
            "title": told.contract.label,
            "status": "pending",
            "suppliers": [_party(each) for each in suppliers],
            "documents": documents(library, facts),
        }
    )


def _first_day(events: Sequence[Event]) -> str | None:
    """The day on which a body resolved it, or else the first that a paper reports, where one is told to the day."""
    ordered = sorted(events, key=lambda event: (event.status != "resolved", event.date or "~"))
    return next(filter(None, (exact(event.date) for event in ordered)), None)


def _contracts(library: Library, told: Told, facts: Facts, awards: Sequence[Json]) -> list[Json]:
    """A contract an award. Of several the value is told in words only, for it is not told how it is shared."""
    terms, papers = _terms(told), documents(library, facts)
    several = len(awards) > 1
    if several and told.row.total_value is not None:
        whole = f"Value of all awards together: {pounds(told.row.total_value)}."
        terms = {**terms, "description": " ".join(filter(None, (terms.get("description"), whole)))}
    return [
        filled(
            {
                "id": award["id"].replace("award", "contract", 1),
                "awardID": award["id"],
                "title": told.contract.label,
                "description": terms.get("description"),
                "status": CONTRACT_STATUS.get(told.row.state or ""),
                "period": terms.get("period"),
                "value": None if several else terms.get("value"),
                "documents": papers,
                "amendments": [_amendment(event) for event in told.changes],
            }
        )
        for award in awards
    ]


def _amendment(event: Event) -> Json:
    when = "" if exact(event.date) or not event.date else f", {event.date}"
    value = f": {pounds(event.value)}" if event.value is not None else ""
    words = f"{CHANGED[event.step]}{when}{value} ({event.status})."
    return filled({"id": ids.last_part(event.events[0]), "date": exact(event.date), "description": words})


def _money(amount: Decimal | None) -> Json | None:
    """Pounds: papers' sums are read as such, and others not at all."""
    if amount is None:
        return None
    return {"amount": int(amount) if amount == amount.to_integral_value() else float(amount), "currency": "GBP"}


def _buyer(library: Library, contract: Ref) -> Ref | None:
    """The council whose papers speak of it; None where no paper names the council."""
    iri = f"{ID_BASE}council/{ids.scope_of(contract.iri)}"
    label = library.label(iri)
    return Ref(iri, label) if label else None


def _named(told: Told) -> tuple[Ref, ...]:
    asked = () if told.is_let else tuple(event.provider for event in told.award_asked if event.provider)
    return tuple(dict.fromkeys((*told.suppliers, *asked)))


def _parties(library: Library, buyer: Ref | None, suppliers: Sequence[Ref]) -> list[Json]:
    roles: dict[Ref, list[str]] = {buyer: ["buyer"]} if buyer else {}
    for each in suppliers:
        roles.setdefault(each, []).append("supplier")
    numbers = {each: identifiers(library, each, buyer=each == buyer) for each in roles}
    return [{**_party(each), **numbers[each], "roles": role} for each, role in roles.items()]


def _party(thing: Ref) -> Json:
    return {"id": path(thing.iri), "name": thing.label}


def _related(library: Library, before: Ref, prefix: str) -> Json:
    """The contract that it replaces, which has a release of its own."""
    return {
        "id": path(before.iri),
        "relationship": ["prior"],
        "title": before.label,
        "scheme": "ocid",
        "identifier": ocid(library, before.iri, prefix),
    }


def _own_id(kind: str, suppliers: Sequence[Ref], apart: bool) -> str:
    return f"{kind}-{path(suppliers[0].iri).partition('/')[2].replace('/', '.')}" if apart else kind
