"""`/sparql` by the W3C's SPARQL 1.1 Protocol: its examples as curl lines, adapted to this graph, at a real server."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF

from kg.base import Base
from kg.vocabulary import CK
from tests.web_servers import Reply, ask, running

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CONTRACTS = "SELECT DISTINCT ?contract WHERE { ?contract a ck:Contract } ORDER BY ?contract"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")

needs_curl = pytest.mark.skipif(not shutil.which("curl"), reason="there is no curl")


@pytest.fixture(scope="module")
def address(base: Base) -> Iterator[str]:
    with running(base) as (found, _):
        yield found


@pytest.fixture(scope="module")
def papers(address: str) -> list[str]:
    """The IRIs of both papers' graphs."""
    found = rows(ask(address, query="SELECT DISTINCT ?g { GRAPH ?g { ?g a ck:Paper } } ORDER BY ?g"))
    assert len(found) == 2
    return [row["g"] for row in found]


def rows(reply: Reply) -> list[dict[str, str]]:
    """The rows of an answer in JSON."""
    assert reply.status == 200, reply.text
    bindings = json.loads(reply.body)["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in bindings]


def curl(address: str, *words: str) -> Reply:
    """What a curl line brings."""
    command = ["curl", "--silent", "--show-error", "--max-time", "60", "--include", *words]
    done = subprocess.run([*command, f"{address}/sparql"], capture_output=True, check=True)
    head, _, body = done.stdout.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    headers = {line.lower().split(": ", 1)[0]: line.split(": ", 1)[1] for line in lines}
    return Reply(int(status.split()[1]), headers, body)


@needs_curl
def test_curl_select_by_get(address: str) -> None:
    reply = curl(address, "--get", "--data-urlencode", f"query={CONTRACTS}", "--header", f"Accept: {XML}")
    assert reply.headers["content-type"] == XML
    assert b'<binding name="contract"><uri>' in reply.body


@needs_curl
def test_curl_select_by_get_with_default_graph(address: str, papers: list[str]) -> None:
    query = "query=SELECT ?paper WHERE { ?paper a ck:Paper }"
    for paper in papers:
        graph = f"default-graph-uri={paper}"
        reply = curl(address, "--get", "--data-urlencode", query, "--data-urlencode", graph)
        assert rows(reply) == [{"paper": paper}]


@needs_curl
def test_curl_select_with_many_default_graphs_and_named_graphs(address: str, papers: list[str]) -> None:
    graphs = [word for paper in papers for word in ("--data-urlencode", f"default-graph-uri={paper}")]
    reply = curl(
        address, "--get", "--data-urlencode", "query=SELECT DISTINCT ?p { ?p a ck:Paper } ORDER BY ?p", *graphs
    )
    assert [row["p"] for row in rows(reply)] == papers
    query = "query=SELECT ?g ?p { ?p a ck:Paper . GRAPH ?g { ?p a ck:Paper } }"
    reply = curl(
        address, "--get", "--data-urlencode", query, "--data-urlencode", f"default-graph-uri={papers[0]}",
        "--data-urlencode", f"named-graph-uri={papers[0]}", "--data-urlencode", f"named-graph-uri={papers[1]}",
    )  # fmt: skip
    assert rows(reply) == [{"g": papers[0], "p": papers[0]}]


@needs_curl
def test_curl_long_select_by_urlencoded_post(address: str) -> None:
    long = f"{CONTRACTS} # {'long ' * 5000}"
    assert rows(curl(address, "--data-urlencode", f"query={long}")) == rows(ask(address, query=CONTRACTS))


@needs_curl
def test_curl_select_by_post_directly(address: str, papers: list[str]) -> None:
    media = ("--header", "Content-Type: application/sparql-query")
    assert rows(curl(address, *media, "--data-binary", CONTRACTS)) == rows(ask(address, query=CONTRACTS))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # that rdflib makes to read JSON-LD
@needs_curl
def test_curl_ask_construct_and_describe(address: str) -> None:
    truth = curl(address, "--get", "--data-urlencode", "query=ASK WHERE { ?c a ck:Contract }")
    assert json.loads(truth.body)["boolean"] is True
    query = "query=CONSTRUCT { ?c a ck:Contract } WHERE { ?c a ck:Contract }"
    for media, form in (
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ):
        reply = curl(address, "--get", "--data-urlencode", query, "--header", f"Accept: {media}")
        assert reply.headers["content-type"].split(";")[0] == media
        assert len(Graph().parse(data=reply.body, format=form)) == len(rows(ask(address, query=CONTRACTS)))
    contract = rows(ask(address, query=CONTRACTS))[0]["contract"]
    reply = curl(address, "--get", "--data-urlencode", f"query=DESCRIBE <{contract}>")
    assert (URIRef(contract), RDF.type, URIRef(CK + "Contract")) in Graph().parse(data=reply.body, format="turtle")


@needs_curl
def test_curl_a_query_that_cannot_be_read(address: str) -> None:
    reply = curl(address, "--get", "--data-urlencode", "query=SELECT ?name\nWHERE { ?x ck:name ?name ORDER }")
    assert reply.status == 400
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert "line 2, column 33" in reply.text


@needs_curl
def test_curl_updates_are_refused(address: str) -> None:
    for words in (
        ("--data-urlencode", "update=CLEAR ALL"),
        ("--header", "Content-Type: application/sparql-update", "--data-binary", "CLEAR ALL"),
    ):
        reply = curl(address, *words)
        assert (reply.status, "takes no updates" in reply.text) == (403, True)
    assert curl(address, "--get", "--data-urlencode", "update=CLEAR ALL").status == 400
    assert curl(address, "--data-urlencode", "query=DELETE WHERE { ?s ?p ?o }").status == 400
    assert rows(ask(address, query=CONTRACTS))


def test_graphs_of_the_request_overrule_those_of_the_query(address: str, papers: list[str]) -> None:
    first, second = papers
    query = f"SELECT ?p FROM <{first}> {{ ?p a ck:Paper }}"
    assert rows(ask(address, query=query)) == [{"p": first}]
    assert rows(ask(address, query=query, default_graph_uri=second)) == [{"p": second}]
    named = f"SELECT ?g FROM NAMED <{first}> {{ GRAPH ?g {{ ?p a ck:Paper }} }}"
    assert rows(ask(address, query=named)) == [{"g": first}]
    assert rows(ask(address, query=named, named_graph_uri=second)) == [{"g": second}]
    assert rows(ask(address, query=named, default_graph_uri=second)) == []


def test_a_query_with_graphs_of_its_own_sees_no_others(address: str, papers: list[str]) -> None:
    first = papers[0]
    assert rows(ask(address, query=f"SELECT ?p FROM NAMED <{first}> {{ ?p a ck:Paper }}")) == []
    assert rows(ask(address, query=f"SELECT ?g FROM <{first}> {{ GRAPH ?g {{ ?p a ck:Paper }} }}")) == []
    assert rows(ask(address, query="SELECT * { ?s ?p ?o }", default_graph_uri="http://none.example/")) == []


def test_without_graphs_named_the_default_graph_is_the_union_of_all(address: str, papers: list[str]) -> None:
    assert [row["p"] for row in rows(ask(address, query="SELECT DISTINCT ?p { ?p a ck:Paper } ORDER BY ?p"))] == papers
    # DISTINCT also here: the engine's union has a triple once for each graph that states it.
    one = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
    named = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    assert rows(ask(address, query=one)) == rows(ask(address, query=named))


@pytest.mark.parametrize("media", [JSON, XML, "text/csv", "text/tab-separated-values"])
def test_rows_come_in_the_format_that_is_asked_for(address: str, media: str) -> None:
    reply = ask(address, query=CONTRACTS, headers={"Accept": f"image/png, {media};q=0.4"})
    assert (reply.status, reply.headers["content-type"].split(";")[0]) == (200, media)
    assert reply.headers["vary"] == "Accept"


def test_people_name_the_format_in_the_address(address: str) -> None:
    assert ask(address, query=CONTRACTS, format="csv").text.startswith("contract\r\n")
    assert ask(address, query=CONTRACTS, output="xml", headers={"Accept": JSON}).headers["content-type"] == XML
    refused = ask(address, query=CONTRACTS, format="turtle")
    assert (refused.status, "format=csv" in refused.text) == (406, True)


def test_what_nobody_here_writes_is_answered_with_a_list(address: str) -> None:
    for query, media in ((CONTRACTS, "text/turtle"), ("ASK {}", "text/csv"), ("DESCRIBE <a:b>", "text/csv")):
        reply = ask(address, query=query, headers={"Accept": media})
        assert reply.status == 406
        assert "application/" in reply.text


def test_a_browser_is_led_to_the_form(address: str) -> None:
    reply = ask(address, query="ASK {?s ?p 'a&b'}", headers={"Accept": FIREFOX})
    assert (reply.status, reply.headers["location"]) == (303, "/ask?query=ASK+%7B%3Fs+%3Fp+%27a%26b%27%7D")
    assert ask(address, headers={"Accept": FIREFOX}).headers["location"] == "/ask"
    assert ask(address, query=CONTRACTS, format="csv", headers={"Accept": FIREFOX}).status == 200
    posted = {"Accept": FIREFOX, "Content-Type": "application/x-www-form-urlencoded"}
    assert ask(address, "POST", "query=ASK+%7B%7D", posted).status == 200


@pytest.mark.parametrize(
    ("media", "form"), [("text/turtle", "turtle"), ("application/rdf+xml", "xml"), ("*/*", "turtle")]
)
def test_without_a_query_the_service_describes_itself(address: str, media: str, form: str) -> None:
    reply = ask(address, headers={"Accept": media})
    graph = Graph().parse(data=reply.body, format=form)
    service = URIRef(f"{address}/sparql")
    assert (service, RDF.type, SD.Service) in graph
    assert (service, SD.endpoint, service) in graph
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert (service, SD.feature, SD.UnionDefaultGraph) in graph
    assert (service, SD.propertyFeature, URIRef("https://w3id.org/committee-kg/search#matches")) in graph
    assert len(set(graph.objects(service, SD.resultFormat))) == 8
    dataset = graph.value(service, SD.defaultDataset)
    count = graph.value(dataset, URIRef("http://rdfs.org/ns/void#documents"))
    counted = rows(ask(address, query="SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"))
    assert str(count) == counted[0]["n"]


def test_other_methods_are_not_allowed(address: str) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        reply = ask(address, method)
        assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_bodies_of_other_kinds_and_sizes_are_refused(address: str) -> None:
    assert ask(address, "POST", CONTRACTS, {"Content-Type": "text/plain"}).status == 415
    assert ask(address, "POST", b"a" * 2_000_000, {"Content-Type": "application/sparql-query"}).status == 413
    long = ask(address, "POST", "ASK {} #" + "a" * 60_000, {"Content-Type": "application/sparql-query"})
    assert (long.status, "longer than 50,000" in long.text) == (400, True)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "empty"),
        ("ASK { ?s nope:x ?o }", "nope: is not declared"),
        ("ASK { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("LOAD <http://127.0.0.1/>", "update"),
        ("SELECT (<http://x.example/f>(1) AS ?x) { ?s ?p ?o }", "cannot be answered: The custom function"),
        ("what is this", "cannot be read at line 1, column 1"),
    ],
)
def test_what_is_wrong_with_a_query_is_told(address: str, query: str, told: str) -> None:
    reply = ask(address, query=query)
    assert (reply.status, told in reply.text) == (400, True), reply.text


def test_head_tells_what_get_would(address: str) -> None:
    got, told = ask(address, query=CONTRACTS), ask(address, "HEAD", query=CONTRACTS)
    assert told.body == b""
    for name in ("content-type", "content-length", "etag", "vary"):
        assert told.headers[name] == got.headers[name]
    assert ask(address, "HEAD", query="nonsense").status == 400


def test_pages_of_other_sites_may_ask(address: str) -> None:
    preflight = {
        "Origin": "https://officers.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    allowed = ask(address, "OPTIONS", headers=preflight)
    assert allowed.status == 204
    assert "POST" in allowed.headers["access-control-allow-methods"]
    assert "Content-Type" in allowed.headers["access-control-allow-headers"]
    for reply in (allowed, ask(address, query=CONTRACTS), ask(address, query="nonsense")):
        assert reply.headers["access-control-allow-origin"] == "*"
        assert "ETag" in reply.headers["access-control-expose-headers"]


def test_what_a_client_has_of_this_generation_is_not_worked_out_again(address: str) -> None:
    first = ask(address, query=CONTRACTS)
    again = ask(address, query=CONTRACTS, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    tags = {ask(address, query=CONTRACTS, headers=headers).headers["etag"] for headers in ({}, {"Accept": XML})} | {
        ask(address, query=f"{CONTRACTS} LIMIT 1").headers["etag"],
        ask(address).headers["etag"],
    }
    assert len(tags) == 4
    assert "etag" not in ask(address, query="SELECT (NOW() AS ?now) {}").headers


@pytest.mark.parametrize("letter", ["\\u0001", "\\f", "\\uFFFE", "\\uFFFF", "é", "\\uFFFD", "😀"])
@pytest.mark.parametrize("before", [0, *range(8180, 8200)])
def test_letters_that_xml_has_not_do_not_spoil_an_answer(address: str, letter: str, before: int) -> None:
    query = f'SELECT ("{"a" * before}{letter}b" AS ?x) {{}}'
    reply = ask(address, query=query, headers={"Accept": XML})
    told = fromstring(reply.body).findtext(".//{http://www.w3.org/2005/sparql-results#}literal")
    assert told
    assert len(told) == before + 2


def test_a_property_that_rdf_xml_cannot_name_is_told(address: str) -> None:
    query = "CONSTRUCT { <http://x.example/a> <http://x.example/1> 2 } {}"
    reply = ask(address, query=query, format="rdf")
    assert (reply.status, "ask for Turtle" in reply.text) == (400, True)
    assert ask(address, query=query, format="ttl").status == 200


def test_words_of_papers_can_be_searched(address: str) -> None:
    found = rows(ask(address, query='SELECT DISTINCT ?paper { ?passage kg:matches "respite" ; ck:paper ?paper }'))
    assert found
    broken = ask(address, query='SELECT * {\n ?passage kg:matches "respite" ; nope }')
    assert (broken.status, "line 2" in broken.text) == (400, True)


def test_staff_who_see_exempt_papers_are_not_read_by_other_sites(base: Base) -> None:
    with running(base, with_exempt=True) as (address, _):
        reply = ask(address, query=CONTRACTS, headers={"Origin": "https://other.example"})
        assert rows(reply)
        assert "access-control-allow-origin" not in reply.headers
