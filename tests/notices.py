"""Small published notices of an invented council, for tests; and what is read of them."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.extract.passages import passages
from ingest.read.reader import read
from kg.records import Reading

T = TypeVar("T")
OCID = "ocds-w3xm9r-0042"
BUYER = {"id": "b1", "name": "Oswick Borough Council"}
OPENS, CLOSES = "2021-04-01T00:00:00+01:00", "2024-03-31T23:59:59+01:00"


def pounds(amount: object, currency: str | None = "GBP") -> dict[str, Any]:
    return {"amount": amount} | ({"currency": currency} if currency else {})


def supplier(name: str, local: str = "s1", number: str | None = None, **more: Any) -> dict[str, Any]:
    identifier = {"scheme": "GB-COH", "id": number} if number else {}
    return {"id": local, "name": name, "roles": ["supplier"], "identifier": identifier, **more}


def award(*names: str, **more: Any) -> dict[str, Any]:
    return {
        "id": "a1",
        "status": "active",
        "date": "2021-02-03T00:00:00Z",
        "suppliers": [{"id": f"s{place}", "name": name} for place, name in enumerate(names, 1)],
        **more,
    }


def release(**more: Any) -> dict[str, Any]:
    """A release of a tender for repairs of the North Quay; what is given goes before what it has, None takes it out."""
    tender = {
        "id": "OBC/21/7",
        "title": "North Quay repairs",
        "description": "Repairs of the quay wall.",
        "procurementMethod": "open",
        "datePublished": "2020-10-05T09:00:00Z",
        **more.pop("of_tender", {}),
    }
    told = {
        "ocid": OCID,
        "id": "r1",
        "date": "2021-02-10T09:30:00Z",
        "tag": ["award"],
        "buyer": BUYER,
        "parties": [{**BUYER, "roles": ["buyer"], "identifier": {"scheme": "GB-LAE", "id": "OSW"}}],
        "tender": tender,
        **more,
    }
    return {name: value for name, value in told.items() if value is not None}


def package(*releases: dict[str, Any]) -> dict[str, Any]:
    return {"uri": "https://oswick.example/1", "version": "1.1", "releases": list(releases)}


def as_bytes(tree: object, encoding: str = "utf-8") -> bytes:
    return json.dumps(tree, ensure_ascii=False).encode(encoding)


def page(tree: object) -> str:
    """The text that is made of a file."""
    return read(as_bytes(tree))[0].text


def reading(tree: object) -> Reading:
    """All that is read from a file."""
    sections = divide(read(as_bytes(tree))[0])
    records = extract(sections)
    return Reading(records, tuple(passages(sections, records)))


def of(kind: type[T], tree: object) -> list[T]:
    """The records of one kind that a file gives."""
    return [record for record in reading(tree).records if isinstance(record, kind)]
