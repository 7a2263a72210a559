"""Of a store in a server people may ask what they may ask of a graph in a folder, nothing that is the store's own."""

from __future__ import annotations

import pytest

from kg.errors import BadQuery
from kg.remote.standard import check_standard
from kg.vocabulary import PREFIXES
from queries.sparql import example, examples

GOOD = (
    "SELECT ?s { ?s ck:about/(ck:body|ck:council) ?b . FILTER(?b IN (ck:a, <http://example.org/b>)) }",
    "SELECT (xsd:decimal(?v) AS ?n) (COUNT(*) AS ?m) { ?s ck:value ?v } GROUP BY ?v",
    'SELECT * { ?s rdfs:label "bif:exec(1) <java:x>" . # bif:exec(\n VALUES (?a ?b) { (1 2) } }',
    'ASK { ?s ?p "caf\\u00e9" }',
    "PREFIX x: <http://www.w3.org/2001/XMLSchema#> SELECT (x:integer(?v) AS ?n) { ?s ?p ?v }",
)
BAD = (
    'SELECT (<bif:http_get>("http://127.0.0.1/") AS ?x) {}',
    'PREFIX bif: <bif:> SELECT (bif:http_get("http://127.0.0.1/") AS ?x) {}',
    'PREFIX b: <http://www.openlinksw.com/schemas/bif#> SELECT (b:exec ("shutdown") AS ?x) {}',
    "SELECT * { ?s <java:java.lang.Runtime> ?o }",
    "BASE <java:x> SELECT * { ?s ?p ?o }",
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { SERV\\u0049CE <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT (<http://example.org/f>(1) AS ?x) {}",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "DROP ALL",
)
NO_SPARQL = (
    'define get:soft "replace" SELECT * FROM <http://127.0.0.1/> { ?s ?p ?o }',
    "define sql:log-enable 3 INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o } ; DROP ALL",
)


@pytest.mark.parametrize("query", GOOD)
def test_standard_queries_are_asked(query: str) -> None:
    check_standard(query, PREFIXES)


@pytest.mark.parametrize("query", BAD)
def test_what_is_a_stores_own_is_not_asked(query: str) -> None:
    with pytest.raises(BadQuery):
        check_standard(query, PREFIXES)


@pytest.mark.parametrize("query", NO_SPARQL)
def test_what_is_no_sparql_1_1_is_not_asked(query: str) -> None:
    with pytest.raises((SyntaxError, BadQuery)):
        check_standard(query, PREFIXES)


def test_every_saved_query_is_standard() -> None:
    for each in examples():
        if not each.name.startswith("search-"):  # text search is answered before a store is asked
            check_standard(example(each.name), PREFIXES)
