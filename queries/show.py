"""`kg show`: everything that papers state about one thing or statement, and what refers to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import UnknownName
from kg.vocabulary import DERIVED_GRAPH, ID_BASE, IDENTITY_GRAPH, PREFIXES, REDIRECTS_GRAPH, short
from queries.answers import Citation, Ref, Row, every, first, grouped, last_part
from queries.library import Library

CONCLUDED: Final = {
    IDENTITY_GRAPH: "concluded from names",
    DERIVED_GRAPH: "derived",
    REDIRECTS_GRAPH: "published before",
}


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
    """All that is known of a thing; `asked` is the IRI by which it was known before, where that was asked for."""

    thing: Ref
    kinds: tuple[str, ...]
    properties: tuple[Property, ...]
    referred_to_by: tuple[Property, ...]
    citations: tuple[Citation, ...]
    asked: str | None = None


def show(library: Library, iri: str) -> ShowAnswer:
    """What is known of an IRI: whole, with one of our prefixes, or from `contract/…` on. UnknownName if nothing is.

    An IRI of an earlier generation is followed to the thing that it became.
    """
    asked = expanded(iri)
    whole = _now(library, asked)
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
        asked if asked != whole else None,
    )


def _now(library: Library, iri: str) -> str:
    """The IRI that a thing has now; UnknownName, with choices, where several became of it."""
    now = [row["now"] for row in library.ask("redirected", thing=iri)]
    if len(now) > 1:
        raise UnknownName(f"<{iri}> has become several things; say which.", tuple(now))
    return now[0] if now else iri


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
