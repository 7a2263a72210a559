"""Text search at the endpoint: it keeps to the graphs that the call names, and says what is amiss at its place."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from kg.base import Base
from tests.web_servers import ask, running

JSON = {"Accept": "application/sparql-results+json"}
PAPERS = 'SELECT DISTINCT ?paper { ?passage kg:matches "award" ; kg:paper ?paper }'


@pytest.fixture(scope="module")
def address(base: Base) -> Iterator[str]:
    with running(base) as (found, _):
        yield found


def papers(address: str, query: str, **graphs: str) -> set[str]:
    found = json.loads(ask(address, query=query, headers=JSON, **graphs).text)
    return {row["paper"]["value"] for row in found["results"]["bindings"]}


def test_a_search_keeps_to_the_graphs_that_the_call_names(address: str) -> None:
    both = papers(address, PAPERS)
    assert len(both) == 2
    one = min(both)
    assert papers(address, PAPERS, default_graph_uri=one) == {one}
    assert papers(address, PAPERS, named_graph_uri=one) == set()
    inside = 'SELECT ?paper { GRAPH ?paper { ?passage kg:matches "award" } }'
    assert papers(address, inside, named_graph_uri=one) == {one}


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ('SELECT * {\n ?passage kg:matches ?words }', "line 2, column 22"),
        ('SELECT * {\n GRAPH ?g { ?passage kg:matches "award" BIND(1 AS ?g) } }', "line 2, column 58, where it ends"),
    ],
)  # fmt: skip
def test_an_error_names_the_place_in_what_was_asked(address: str, query: str, says: str) -> None:
    reply = ask(address, query=query)
    assert reply.status == 400
    assert says in reply.text
