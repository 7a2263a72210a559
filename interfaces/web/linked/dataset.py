"""The base as a dataset, in the words of VoID and DCAT: https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, Protocol

from kg.vocabulary import CK, DCT, FOAF, ID_BASE, RDF, XSD

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from queries.whole import KindCount

VOID: Final = "http://rdfs.org/ns/void#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
TITLE: Final = "Committee records"
ABOUT: Final = (
    "What committees of councils recommended, decided and delegated, read by a program from the papers that they "
    "publish. Every statement names the paper, the page and the words it was read from."
)


class Distributed(Protocol):
    """A file in which the dataset can be had."""

    @property
    def name(self) -> str:
        """Its name, after /dump/."""
        ...

    @property
    def about(self) -> str:
        """What it holds."""
        ...

    @property
    def media_type(self) -> str:
        """What it is sent as."""
        ...

    @property
    def unpacked(self) -> str:
        """What it is when unpacked."""
        ...


def dataset(
    base: str, made: str, quads: int, kinds: Iterable[KindCount], files: Iterable[Distributed]
) -> Iterator[Triple]:
    """What a program is told of the dataset at the server whose first page is `base`."""
    import pyoxigraph as ox

    whole = f"{base}dump#dataset"

    def say(subject: str, prop: str, value: str, kind: str = "") -> Triple:
        term = ox.Literal(value, datatype=ox.NamedNode(kind)) if kind else ox.NamedNode(value)
        return ox.Triple(ox.NamedNode(subject), ox.NamedNode(prop), term)

    text, number = f"{XSD}string", f"{XSD}integer"
    for kind in (f"{VOID}Dataset", f"{DCAT}Dataset"):
        yield say(whole, f"{RDF}type", kind)
    yield say(whole, f"{DCT}title", TITLE, text)
    yield say(whole, f"{DCT}description", ABOUT, text)
    yield say(whole, f"{DCT}modified", made, f"{XSD}dateTime")
    yield say(whole, f"{FOAF}homepage", base)
    yield say(whole, f"{VOID}triples", str(quads), number)
    yield say(whole, f"{VOID}uriSpace", ID_BASE, text)
    yield say(whole, f"{VOID}vocabulary", CK)
    yield say(whole, f"{VOID}sparqlEndpoint", f"{base}sparql")
    yield say(whole, f"{DCAT}landingPage", f"{base}dump")
    for file in files:
        address, node = f"{base}dump/{file.name}", f"{base}dump#{file.name}"
        if file.unpacked != "text/csv":
            yield say(whole, f"{VOID}dataDump", address)
        yield say(whole, f"{DCAT}distribution", node)
        yield say(node, f"{RDF}type", f"{DCAT}Distribution")
        yield say(node, f"{DCT}title", file.about, text)
        yield say(node, f"{DCAT}downloadURL", address)
        yield say(node, f"{DCAT}mediaType", MEDIA_TYPES + file.unpacked)
        if file.media_type == "application/gzip":
            yield say(node, f"{DCAT}compressFormat", MEDIA_TYPES + file.media_type)
    for each in kinds:
        part = f"{base}dump#{each.iri.rpartition('#')[2]}"
        yield say(whole, f"{VOID}classPartition", part)
        yield say(part, f"{VOID}class", each.iri)
        yield say(part, f"{VOID}entities", str(each.count), number)
