"""In which format an answer is written: what there is, what a client asks for by Accept, what a person by `format=`.

RFC 9110, 12.5.1: the most exact range that fits a format gives its weight; equal weights go by our order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Form = Literal["select", "ask", "construct", "describe"]
HTML: Final = "text/html"
MOST: Final = 100  # ranges of an Accept header that are looked at


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an answer.

    aliases   media types by which clients also ask for it
    names     what people write after `format=`
    iri       what the service description calls it, after http://www.w3.org/ns/formats/
    """

    media_type: str
    names: tuple[str, ...]
    iri: str
    aliases: tuple[str, ...] = ()


JSON: Final = Format(
    "application/sparql-results+json", ("json",), "SPARQL_Results_JSON",
    ("application/json", "text/json", "application/javascript", "text/javascript"),
)  # fmt: skip
XML: Final = Format("application/sparql-results+xml", ("xml",), "SPARQL_Results_XML", ("application/xml", "text/xml"))
CSV: Final = Format("text/csv", ("csv",), "SPARQL_Results_CSV")
TSV: Final = Format("text/tab-separated-values", ("tsv",), "SPARQL_Results_TSV")
TURTLE: Final = Format(
    "text/turtle", ("turtle", "ttl", "n3"), "Turtle",
    ("application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3", "application/n3"),
)  # fmt: skip
N_TRIPLES: Final = Format("application/n-triples", ("ntriples", "n-triples", "nt"), "N-Triples")
JSON_LD: Final = Format(
    "application/ld+json", ("json-ld", "jsonld", "json"), "JSON-LD", ("application/json", "application/x-json+ld")
)
RDF_XML: Final = Format(
    "application/rdf+xml", ("rdf", "rdf+xml", "rdfxml", "xml"), "RDF_XML", ("application/xml", "text/xml")
)

ROWS: Final = (JSON, XML, CSV, TSV)
TRUTH: Final = (JSON, XML)  # the W3C's CSV and TSV are for rows only, and Oxigraph writes them so
TRIPLES: Final = (TURTLE, N_TRIPLES, JSON_LD, RDF_XML)
OFFERED: Final[dict[Form, tuple[Format, ...]]] = {
    "select": ROWS,
    "ask": TRUTH,
    "construct": TRIPLES,
    "describe": TRIPLES,
}


def by_accept(accept: str | None, formats: Sequence[Format]) -> Format | None:
    """The format that an Accept header likes best; the first where there is no header; None where none will do."""
    ranges = _ranges(accept)
    if not ranges:
        return formats[0]
    best = max(formats, key=lambda each: _weight(each, ranges))
    return best if _weight(best, ranges) > 0 else None


def by_name(names: Iterable[str], formats: Sequence[Format]) -> Format | None:
    """The first format that a person names, by its short name or a media type."""
    for name in names:
        wanted = name.strip().lower().replace(" ", "+")  # a plus that was not encoded
        for each in formats:
            if wanted in (*each.names, each.media_type, *each.aliases):
                return each
    return None


def prefers_html(accept: str | None, formats: Sequence[Format]) -> bool:
    """Whether it is a browser that asks: it wants a page, by name, more than any of these formats."""
    ranges = _ranges(accept)
    page = ranges.get(HTML, 0.0)
    return page > 0 and all(_weight(each, ranges) < page for each in formats)


def _weight(wanted: Format, ranges: dict[str, float]) -> float:
    main = wanted.media_type.partition("/")[0]
    general = (ranges[each] for each in (wanted.media_type, f"{main}/*", "*/*") if each in ranges)
    return max(next(general, 0.0), *(ranges.get(alias, 0.0) for alias in wanted.aliases), 0.0)


def _ranges(accept: str | None) -> dict[str, float]:
    """Each media range with its weight; one that cannot be read is left out. Parameters but `q` are passed over."""
    found: dict[str, float] = {}
    for part in (accept or "").split(",", MOST)[:MOST]:
        media, *parameters = (piece.strip() for piece in part.split(";"))
        weight = _q(parameters)
        if media.count("/") == 1 and weight is not None:
            found[media.lower()] = max(weight, found.get(media.lower(), 0.0))
    return found


def _q(parameters: Iterable[str]) -> float | None:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                weight = float(value)
            except ValueError:
                return None
            return weight if 0 <= weight <= 1 else None
    return 1.0
