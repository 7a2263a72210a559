"""`kg show`: everything that papers state about one thing or statement, and what refers to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import UnknownName
from kg.vocabulary import DERIVED_GRAPH, ID_BASE, IDENTITY_GRAPH, PREFIXES, short
from queries.answers import Citation, Ref, Row, every, first, grouped, last_part
from queries.library import Library

CONCLUDED: Final = {IDENTITY_GRAPH: "concluded from names", DERIVED_GRAPH: "derived"}


@dataclass(frozen=True, slots=True)
class Property:
    """A property with one value, and the papers that state it; `inverse` where the thing is itself the value."""

    property: str
    value: str
    label: str | None
    inverse: bool
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowAnswer:
    """All that is known of a thing."""

    thing: Ref
    kinds: tuple[str, ...]
    properties: tuple[Property, ...]
    referred_to_by: tuple[Property, ...]
    citations: tuple[Citation, ...]


def show(library: Library, iri: str) -> ShowAnswer:
    """What is known of an IRI: whole, with one of our prefixes, or from `contract/…` on. UnknownName if nothing is."""
    whole = expanded(iri)
    rows = library.ask("show", thing=whole)
    if not rows:
        raise UnknownName(f"The graph says nothing of <{whole}>; `kg trail`, `kg officer` and the like take names.")
    stated = [_property(library, same) for same in grouped(rows, "inverse", "property", "value")]
    forward = [each for each in stated if not each.inverse]
    label = next((each.value for each in forward if each.property == "rdfs:label"), last_part(whole))
    return ShowAnswer(
        Ref(whole, label),
        tuple(dict.fromkeys(each.value for each in forward if each.property == "rdf:type")),
        tuple(each for each in forward if each.property not in ("rdf:type", "ck:evidence")),
        tuple(each for each in stated if each.inverse and each.property not in ("ck:mentions", "ck:evidence")),
        library.cite(library.ask("cited", thing=whole)),
    )


def expanded(iri: str) -> str:
    """A whole IRI from what a person typed."""
    bare = iri.strip().removeprefix("<").removesuffix(">")
    prefix, colon, rest = bare.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + rest
    return bare if "://" in bare else ID_BASE + bare.removeprefix("/")


def _property(library: Library, rows: Sequence[Row]) -> Property:
    row = rows[0]
    value = row["value"]
    papers = (CONCLUDED.get(graph) or library.paper(graph).file_name for graph in every(rows, "g"))
    return Property(
        short(row["property"]),
        short(value) if value.startswith("http") else value,
        first(rows, "valueLabel"),
        row["inverse"] == "true",
        tuple(dict.fromkeys(papers)),
    )
