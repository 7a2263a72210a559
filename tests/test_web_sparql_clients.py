"""`/sparql` asked by programs that we did not write: SPARQLWrapper, and rdflib's SPARQLStore."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.error import HTTPError

import pytest
import SPARQLWrapper as Sw
from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.base import Base
from kg.vocabulary import CK
from tests.web_servers import running

CONTRACTS = f"PREFIX ck: <{CK}> SELECT DISTINCT ?contract WHERE {{ ?contract a ck:Contract }} ORDER BY ?contract"
MANY = 3


@pytest.fixture(scope="module")
def endpoint(base: Base) -> Iterator[str]:
    with running(base) as (address, _):
        yield f"{address}/sparql"


def asked(endpoint: str, query: str, form: str, method: str = Sw.GET, way: str = Sw.URLENCODED) -> object:
    """What SPARQLWrapper makes of an answer."""
    client = Sw.SPARQLWrapper(endpoint)
    client.setQuery(query)
    client.setReturnFormat(form)
    client.setMethod(method)
    client.setRequestMethod(way)
    return client.query().convert()


@pytest.mark.parametrize(
    ("method", "way"),
    [(Sw.GET, Sw.URLENCODED), (Sw.POST, Sw.URLENCODED), (Sw.POST, Sw.POSTDIRECTLY)],
)
def test_sparqlwrapper_reads_rows_however_it_asks(endpoint: str, method: str, way: str) -> None:
    found = asked(endpoint, CONTRACTS, Sw.JSON, method, way)
    assert isinstance(found, dict)
    assert len(found["results"]["bindings"]) == MANY
    assert found["results"]["bindings"][0]["contract"]["type"] == "uri"


def test_sparqlwrapper_reads_rows_in_each_format(endpoint: str) -> None:
    document = asked(endpoint, CONTRACTS, Sw.XML)
    assert len(document.getElementsByTagName("result")) == MANY  # type: ignore[attr-defined]
    for form in (Sw.CSV, Sw.TSV):
        table = asked(endpoint, CONTRACTS, form)
        assert isinstance(table, bytes)
        assert len(table.splitlines()) == MANY + 1


def test_sparqlwrapper_reads_truth(endpoint: str) -> None:
    assert asked(endpoint, f"ASK {{ ?c a <{CK}Contract> }}", Sw.JSON)["boolean"] is True  # type: ignore[index]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # that SPARQLWrapper makes
@pytest.mark.parametrize("form", [Sw.TURTLE, Sw.N3, Sw.RDFXML, Sw.XML, Sw.JSONLD])
def test_sparqlwrapper_reads_graphs_in_each_format(endpoint: str, form: str) -> None:
    found = asked(endpoint, f"CONSTRUCT WHERE {{ ?c a <{CK}Contract> }}", form)
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")  # type: ignore[arg-type]
    assert len(graph) == MANY


def test_sparqlwrapper_hears_what_is_wrong(endpoint: str) -> None:
    with pytest.raises(Sw.SPARQLExceptions.QueryBadFormed, match="line 1, column"):
        asked(endpoint, "SELECT * WHERE { nonsense }", Sw.JSON)


def test_sparqlwrapper_may_not_update(endpoint: str) -> None:
    with pytest.raises(HTTPError, match="403"):
        asked(endpoint, "CLEAR ALL", Sw.JSON, Sw.POST)


@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflibs_store_reads_rows(endpoint: str, method: str, form: str) -> None:
    graph = Graph(SPARQLStore(endpoint, method=method, returnFormat=form))
    assert len(list(graph.query(CONTRACTS))) == MANY


def test_rdflibs_store_is_a_graph_like_any_other(endpoint: str) -> None:
    graph = Graph(SPARQLStore(endpoint))
    contracts = set(graph.subjects(RDF.type, URIRef(CK + "Contract")))
    assert len(contracts) == MANY
    assert (next(iter(contracts)), RDF.type, URIRef(CK + "Contract")) in graph
    assert graph.query(f"ASK {{ ?c a <{CK}Contract> }}").askAnswer
    assert len(graph.query(f"CONSTRUCT WHERE {{ ?c a <{CK}Contract> }}").graph or ()) == MANY


def test_rdflibs_store_reads_one_papers_graph(endpoint: str) -> None:
    found = Graph(SPARQLStore(endpoint)).query(f"SELECT DISTINCT ?p {{ ?p a <{CK}Paper> }} ORDER BY ?p")
    paper = URIRef(str(next(iter(found))[0]))  # type: ignore[index]
    graph = Graph(SPARQLStore(endpoint, context_aware=True), identifier=paper)
    assert set(graph.subjects(RDF.type, URIRef(CK + "Paper"))) == {paper}
