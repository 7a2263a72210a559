"""What the endpoint says of itself: https://www.w3.org/TR/sparql11-service-description/"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interfaces.web.sparql.negotiation import ROWS, TRIPLES, TURTLE, Format
from kg.vocabulary import PREFIXES, RDF, RDFS, SEARCH, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
FORMATS: Final = "http://www.w3.org/ns/formats/"
MATCHES: Final = SEARCH + "matches"


def service_description(endpoint: str, named_graphs: int, form: Format = TURTLE) -> bytes:
    """The description as RDF.

    endpoint       the address under which it was asked for
    named_graphs   how many there are: one a paper, and those that the program concluded
    """
    import pyoxigraph as ox

    known = ox.RdfFormat.from_media_type(form.media_type)
    written = ox.serialize(
        _triples(endpoint, named_graphs), format=known, prefixes={**PREFIXES, "sd": SD, "void": VOID}
    )  # fmt: skip
    return written or b""


def _triples(endpoint: str, named_graphs: int) -> Iterator[ox.Triple]:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    service, dataset, union = NamedNode(endpoint), BlankNode("dataset"), BlankNode("union")
    matches, kind = NamedNode(MATCHES), NamedNode(RDF + "type")

    def sd(name: str) -> NamedNode:
        return NamedNode(SD + name)

    yield Triple(service, kind, sd("Service"))
    yield Triple(service, sd("endpoint"), service)
    for language in ("SPARQL11Query", "SPARQL10Query"):
        yield Triple(service, sd("supportedLanguage"), sd(language))
    for each in (*ROWS, *TRIPLES):
        yield Triple(service, sd("resultFormat"), NamedNode(FORMATS + each.iri))
    yield Triple(service, sd("feature"), sd("UnionDefaultGraph"))
    yield Triple(service, sd("propertyFeature"), matches)
    yield Triple(matches, kind, sd("Feature"))
    yield Triple(matches, NamedNode(RDFS + "label"), Literal("text search in the papers' words", language="en"))
    yield Triple(service, sd("defaultDataset"), dataset)
    yield Triple(dataset, kind, sd("Dataset"))
    yield Triple(dataset, sd("defaultGraph"), union)
    yield Triple(union, kind, sd("Graph"))
    # VoID's word for the parts of a dataset that is published as a set of documents, as ours is, a graph each.
    yield Triple(
        dataset, NamedNode(VOID + "documents"), Literal(str(named_graphs), datatype=NamedNode(XSD + "integer"))
    )
    told = f"{named_graphs:,} named graphs, one a paper and those concluded from all; the default graph is their union."
    yield Triple(dataset, NamedNode(RDFS + "comment"), Literal(told, language="en"))
