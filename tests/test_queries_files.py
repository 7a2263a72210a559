"""Every query file is a question that any SPARQL tool can run, and its values are bound, never pasted."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib.plugins.sparql import prepareQuery

from kg.vocabulary import CK
from queries.by_pattern import labels_of_kind
from queries.library import QUERIES, Library, bound
from queries.sparql import examples

FILES = sorted(QUERIES.rglob("*.rq"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_query_opens_with_its_question(file: Path) -> None:
    opening = file.read_text(encoding="utf-8").split("\n", 1)[0]
    assert opening.startswith("# ")
    assert opening.endswith("?")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_query_is_standard_sparql(file: Path) -> None:
    prepareQuery(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_name_is_looked_up_for_nothing(file: Path, library: Library) -> None:
    """OPTIONAL { ?x rdfs:label ?xLabel } over an unbound ?x multiplies every row by all labels of the base."""
    from kg.graph import ask

    answer = ask(library.store, file.read_text(encoding="utf-8"))
    for row in answer.rows:
        cells = dict(zip(answer.variables, row, strict=True))
        for name, value in cells.items():
            thing = name.removesuffix("Label")
            assert not (thing != name and value is not None and thing in cells and cells[thing] is None)
    assert len(answer.rows) <= 2 * len(library.store)


def test_examples_have_names_of_their_own() -> None:
    names = [each.name for each in examples()]
    assert len(names) == len(set(names))


def test_a_value_cannot_become_sparql() -> None:
    query = bound("SELECT ?x { VALUES ?x { UNDEF } }", x='" } DROP ALL #')
    assert query == 'SELECT ?x { VALUES ?x { "\\" } DROP ALL #" } }'


def test_one_value_stands_in_its_variables_place() -> None:
    query = bound("SELECT ?x ?y WHERE { VALUES ?x { UNDEF } ?x ?y ?xs } ORDER BY ?y", x="https://example.org/a")
    said = "SELECT (<https://example.org/a> AS ?x) ?y WHERE {  <https://example.org/a> ?y ?xs } ORDER BY ?y"
    assert query == said


def test_a_value_is_not_looked_through_for_other_variables() -> None:
    query = bound("SELECT ?x ?y WHERE { VALUES ?x { UNDEF } VALUES ?y { UNDEF } ?a ?x ?y }", x="?y }", y='" ?x')
    assert query == 'SELECT ("?y }" AS ?x) ("\\" ?x" AS ?y) WHERE {   ?a "?y }" "\\" ?x" }'


@pytest.mark.parametrize("tail", ["GROUP BY ?x", "ORDER BY ?y"])
def test_a_variable_that_is_grouped_by_or_asked_for_stays_one(tail: str) -> None:
    body = "VALUES ?x { UNDEF } ?x ?y ?z" if "GROUP" in tail else "VALUES ?x { UNDEF } ?x ?y ?z FILTER(!BOUND(?x))"
    query = bound(f"SELECT ?x WHERE {{ {body} }} {tail}", x="a")
    assert query == f"SELECT ?x WHERE {{ {body} }} {tail}".replace("UNDEF", '"a"')


def test_several_values_may_be_bound() -> None:
    query = bound("VALUES ?x { UNDEF }", x=["https://example.org/a", "b"])
    assert query == 'VALUES ?x { <https://example.org/a> "b" }'


def test_an_iri_with_a_bracket_is_refused() -> None:
    with pytest.raises(ValueError, match="IRI"):
        bound("VALUES ?x { UNDEF }", x="http://example.org/> } DROP ALL #")


def test_what_is_not_bound_is_left_free() -> None:
    assert bound("SELECT ?x { VALUES ?x { UNDEF } ?x ?y ?z }", x=None) == "SELECT ?x {  ?x ?y ?z }"


def test_a_variable_that_the_query_does_not_declare_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        bound("SELECT ?x WHERE { ?x ?y ?z }", x="a")


def test_very_many_values_are_asked_for_in_lots(library: Library) -> None:
    providers = list(labels_of_kind(library, CK + "Provider"))
    many = [f"https://example.org/{number}" for number in range(900)]
    assert len(library.ask("provider", provider=[*many, *providers])) == len(
        library.ask("provider", provider=providers)
    )
