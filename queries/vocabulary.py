"""What the words of our vocabulary mean, as kg/vocabulary.ttl says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import kg
from kg.vocabulary import CK, RDF, RDFS, SCHEMA, SKOS, Has
from queries.answers import last_part

if TYPE_CHECKING:
    from pyoxigraph import Triple

FILES: Final = {"vocabulary": "vocabulary.ttl", "shapes": "shapes.ttl", "alignment": "alignment.ttl"}
OWL: Final = "http://www.w3.org/2002/07/owl#"
VALUE_OF: Final = "a value of "  # how the file says that a word belongs to a property's list
# Others' words that our graphs use, as people say them.
OTHERS: Final = {
    Has.TYPE: "is a",
    Has.LABEL: "name",
    Has.ALT_LABEL: "also called",
    Has.NAME: "name as papers give it",
    Has.TITLE: "title",
    Has.DATE: "date",
    Has.SOURCE: "came from",
    Has.IS_VERSION_OF: "version of",
    Has.IS_REPLACED_BY: "replaced by",
    Has.STANDING: "draft or approved",
    Has.EMAIL: "e-mail address",
    Has.TELEPHONE: "telephone",
}
ROOM: Final = Path(kg.__file__).parent
TermKind = Literal["class", "property", "word"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary.

    of       classes that have the property, or of which a class is a kind
    values   what a property's values are: classes or types of data
    lists    properties of whose closed lists the word is one
    """

    iri: str
    kind: TermKind
    label: str
    comment: str
    of: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The word itself, without its prefix."""
        return last_part(self.iri)


@lru_cache(maxsize=1)
def terms() -> dict[str, Term]:
    """Every word of ours by its IRI, in the order of the file."""
    about: dict[str, dict[str, list[str]]] = {}
    for triple in triples_of("vocabulary"):
        subject, predicate, value = (str(getattr(part, "value", part)) for part in triple)
        about.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return {iri: _term(iri, said) for iri, said in about.items() if iri.startswith(CK) and iri != CK}


def triples_of(name: str) -> Iterator[Triple]:
    """What one of FILES says."""
    import pyoxigraph as ox

    for quad in ox.parse(path=str(ROOM / FILES[name]), format=ox.RdfFormat.TURTLE):
        yield quad.triple


def file_of(name: str) -> bytes:
    """One of FILES as it is, in Turtle, with its comments."""
    return (ROOM / FILES[name]).read_bytes()


def label_of(iri: str) -> str:
    """A property or a class in plain words: `ck:delegatedTo` is `delegated to`."""
    known = terms().get(iri)
    return known.label if known else OTHERS.get(iri, last_part(iri))


def _term(iri: str, said: dict[str, list[str]]) -> Term:
    def first(prop: str) -> str:
        return next(iter(said.get(prop, ())), "")

    types = said.get(RDF + "type", ())
    lists = tuple(CK + note.rpartition(":")[2] for note in said.get(SKOS + "note", ()) if note.startswith(VALUE_OF))
    of = (*said.get(RDFS + "domain", ()), *said.get(SCHEMA + "domainIncludes", ()), *said.get(RDFS + "subClassOf", ()))
    values = (*said.get(RDFS + "range", ()), *said.get(SCHEMA + "rangeIncludes", ()))
    return Term(iri, _kind(types), first(RDFS + "label") or last_part(iri), first(RDFS + "comment"), of, values, lists)


def _kind(types: Sequence[str]) -> TermKind:
    if OWL + "Class" in types:
        return "class"
    return "property" if any(each.endswith("Property") for each in types) else "word"
