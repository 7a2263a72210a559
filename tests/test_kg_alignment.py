"""The words that we are aligned with exist: those of ontologies that rdflib carries are held against its copies."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import FOAF, ODRL2, ORG, PROV, RDFS, SDO, SKOS, DefinedNamespace

import kg

CARRIED: dict[str, type[DefinedNamespace]] = {
    str(namespace): namespace for namespace in (FOAF, ODRL2, ORG, PROV, RDFS, SDO, SKOS)
}
# rdflib writes schema.org with https; the graph says http, as the ontology's own file does.
SCHEMA = {"http://schema.org/": "https://schema.org/"}


def foreign() -> list[str]:
    """The IRIs that the alignment names and that belong to an ontology which rdflib carries."""
    graph = Graph().parse(Path(kg.__file__).parent / "alignment.ttl")
    named = {str(term) for triple in graph for term in triple if isinstance(term, URIRef)}
    as_carried = {
        next((iri.replace(old, new) for old, new in SCHEMA.items() if iri.startswith(old)), iri) for iri in named
    }
    return sorted(iri for iri in as_carried if any(iri.startswith(base) and iri != base for base in CARRIED))


def test_the_alignment_names_words_of_carried_ontologies() -> None:
    assert len(foreign()) >= 10


@pytest.mark.parametrize("iri", foreign())
def test_a_word_that_we_are_aligned_with_exists(iri: str) -> None:
    base = max((base for base in CARRIED if iri.startswith(base)), key=len)
    assert URIRef(iri) in CARRIED[base]
