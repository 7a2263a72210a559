"""vocabulary.py, vocabulary.ttl, shapes.ttl, alignment.ttl and the documentation say the same words."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef

from kg import records
from kg.vocabulary import CK, PREFIXES, Has, Is, Kind, short, words_of

SCHEMA = Namespace("http://schema.org/")
SH = Namespace("http://www.w3.org/ns/shacl#")
DOCS = Path(__file__).parent.parent / "docs" / "vocabulary.md"


def load(name: str) -> Graph:
    return Graph().parse(data=files("kg").joinpath(name).read_text(encoding="utf-8"), format="turtle")


ONTOLOGY = load("vocabulary.ttl")
SHAPES = load("shapes.ttl")
ALIGNMENT = load("alignment.ttl")


def ours(iris: tuple[str, ...]) -> set[str]:
    return {iri for iri in iris if iri.startswith(CK)}


def test_the_ontology_has_every_class_of_the_program_and_no_other() -> None:
    assert {str(node) for node in ONTOLOGY.subjects(RDF.type, OWL.Class)} == ours(words_of(Kind))


def test_the_ontology_has_every_property_of_the_program_and_no_other() -> None:
    properties = {*ONTOLOGY.subjects(RDF.type, OWL.ObjectProperty), *ONTOLOGY.subjects(RDF.type, OWL.DatatypeProperty)}
    assert {str(node) for node in properties} == ours(words_of(Has))


def test_the_ontology_has_every_word_of_the_closed_lists_and_no_other() -> None:
    assert {str(node) for node in ONTOLOGY.subjects(RDF.type, URIRef(Kind.VALUE))} == ours(words_of(Is))


@pytest.mark.parametrize("iri", sorted(ours(words_of(Kind)) | ours(words_of(Has)) | ours(words_of(Is))))
def test_every_word_has_a_label_and_says_what_it_means(iri: str) -> None:
    assert ONTOLOGY.value(URIRef(iri), RDFS.label) or list(ONTOLOGY.objects(URIRef(iri), RDFS.label))
    assert list(ONTOLOGY.objects(URIRef(iri), RDFS.comment))


@pytest.mark.parametrize("iri", sorted(ours(words_of(Has))))
def test_every_property_says_on_what_it_stands_and_what_it_holds(iri: str) -> None:
    for sides in ((RDFS.domain, SCHEMA.domainIncludes), (RDFS.range, SCHEMA.rangeIncludes)):
        found = [value for side in sides for value in ONTOLOGY.objects(URIRef(iri), side)]
        assert found
        for value in found:
            assert str(value).startswith("http://www.w3.org/2001/XMLSchema#") or str(value) in words_of(Kind)


@pytest.mark.parametrize(
    ("values", "literal"),
    [
        (Is.STEP, records.EventStep),
        (Is.EVENT_STATUS, records.EventStatus),
        (Is.SCHEME_KIND, records.SchemeKind),
    ],
)
def test_the_closed_lists_are_those_of_the_records(values: dict[str, str], literal: object) -> None:
    assert tuple(values) == get_args(literal)


def test_every_statement_class_must_have_evidence_by_its_shape() -> None:
    statements = {str(node) for node in ONTOLOGY.subjects(RDFS.subClassOf, URIRef(Kind.STATEMENT))}
    assert {str(node) for node in SHAPES.objects(URIRef(CK + "StatementShape"), SH.targetClass)} == statements


def test_every_class_that_is_written_has_a_shape() -> None:
    shaped = {str(node) for node in SHAPES.objects(None, SH.targetClass)}
    assert ours(words_of(Kind)) - shaped == {Kind.STATEMENT, Kind.VALUE, Kind.MEMBER, Kind.OFFICER}


def test_the_shapes_use_only_words_that_the_program_knows() -> None:
    known = {*words_of(Kind), *words_of(Has), *words_of(Is)}
    used = {str(term) for triple in SHAPES for term in triple if str(term).startswith(CK)}
    assert {iri for iri in used if not iri.endswith("Shape")} <= known


def test_the_alignment_ties_only_words_of_ours() -> None:
    assert {str(subject) for subject in ALIGNMENT.subjects()} <= {*words_of(Kind), *words_of(Has)}


def test_the_alignment_keeps_out_of_the_words_that_epo_does_not_have() -> None:
    missing = {"hasTitle", "hasIdentifier", "includesLot", "hasRenewalIndicator", "resultsInContract"}
    used = {str(value) for value in ALIGNMENT.objects() if str(value).startswith("http://data.europa.eu/a4g/ontology#")}
    assert used
    assert not {iri.partition("#")[2] for iri in used} & missing


def test_an_iri_is_shown_by_its_prefix() -> None:
    assert short(Kind.CONTRACT) == "ck:Contract"
    assert short(Has.LABEL) == "rdfs:label"
    assert short("urn:other") == "urn:other"
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def test_the_documentation_names_every_word() -> None:
    written = set(re.findall(r"`([a-z]+:[A-Za-z0-9-]+)`", DOCS.read_text(encoding="utf-8")))
    known = {short(iri) for iri in (*words_of(Kind), *words_of(Has), *words_of(Is))} - {"rdf:type"}
    assert known - written == set()
    assert {word for word in written - known if word.startswith("ck:")} == set()
