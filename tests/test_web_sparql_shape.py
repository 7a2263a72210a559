"""What is told of a query before it runs: its form, its graphs, its limit; and what a request asks, by each way."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interfaces.web.settings import Settings
from interfaces.web.sparql.negotiation import (
    JSON,
    JSON_LD,
    ROWS,
    TRIPLES,
    TRUTH,
    TURTLE,
    XML,
    by_accept,
    by_name,
    prefers_html,
)
from interfaces.web.sparql.parameters import FORM, QUERY, UPDATE, Asked, Refused, by_address, by_post
from interfaces.web.sparql.shape import changes, form_of, limited, names_graphs
from kg.base import Base

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ROWS_THERE = 50


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Fifty triples in one named graph."""
    made = ox.Store()
    prop, graph = ox.NamedNode("http://x.example/p"), ox.NamedNode("http://x.example/g")
    made.extend(
        ox.Quad(ox.NamedNode(f"http://x.example/{number}"), prop, ox.Literal(number), graph)
        for number in range(ROWS_THERE)
    )
    return made


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT * {?s ?p ?o}", 10),
        ("SELECT * {?s ?p ?o} # the end", 10),
        ("SELECT * {?s ?p ?o} # LIMIT 3", 10),
        ("SELECT * {?s ?p ?o} LIMIT 3", 3),
        ("SELECT * {?s ?p ?o} LIMIT3", 3),
        ("SELECT * {?s ?p ?o} LIMIT 000000000000000000000000000003", 3),
        ("SELECT * {?s ?p ?o} limit 30 OFFSET 2", 10),
        ("SELECT * {?s ?p ?o} OFFSET 45", 5),
        ("SELECT * {?s ?p ?o} OFFSET 2 LIMIT # how many\n 30", 10),
        ("SELECT * {?s ?p ?o} LIMIT 18446744073709551615", 10),
        ("SELECT * {?s ?p ?o} ORDER BY ?o LIMIT 30 VALUES ?p {<http://x.example/p>}", 10),
        ("SELECT * {?s ?p ?o} VALUES ?p {<http://x.example/p>}", 10),
        ("SELECT * {?s ?p ?o} VALUES (?p) {(<http://x.example/p>)}", 10),
        ("SELECT * {{SELECT * {?s ?p ?o} LIMIT 30}}", 10),
        ("SELECT ?limit {?s ?p ?limit} ORDER BY ?limit", 10),
        ("SELECT * {?s ?p ?o FILTER(?o<100&&?o>=0)} LIMIT 30", 10),
        ("SELECT * {?s ?p ?o FILTER((?o<100)&&2>1)} LIMIT 30", 10),
        ("SELECT * {?s ?p ?o FILTER(?o != '} LIMIT 1 {')}", 10),
        ("PREFIX limit5: <http://x.example/> CONSTRUCT {?s limit5:p ?o} {?s ?p ?o}", 10),
        ("PREFIX values: <http://www.w3.org/2001/XMLSchema#> SELECT * {?s ?p ?o} ORDER BY values:string(?o)", 10),
        ("CONSTRUCT WHERE {?s ?p ?o}", 10),
        ("VERSION '1.2' SELECT * {?s ?p ?o}", 10),
    ],
)
def test_no_query_has_more_rows_than_it_may(store: ox.Store, query: str, rows: int) -> None:
    shorter, cut = limited(query, 10)
    result = store.query(shorter, use_default_graph_as_union=True)
    assert not isinstance(result, ox.QueryBoolean)
    assert len(list(result)) == rows
    assert cut == (rows == 10 or "OFFSET 45" in query)


@given(st.text(alphabet="{}()limtLIMT 0159?:'\"#\n\\<>.sev", max_size=60))
def test_whatever_is_written_a_limit_is_put_in_or_the_query_is_none(words: str) -> None:
    store = ox.Store()
    store.extend(ox.Quad(ox.NamedNode(f"http://x.example/{n}"), ox.NamedNode("p:p"), ox.Literal(n)) for n in range(9))
    query, _ = limited(f"SELECT * {{ ?s ?p ?o }} {words}", 3)
    try:
        result = store.query(query)
    except SyntaxError:
        return
    assert isinstance(result, ox.QuerySolutions)
    assert len(list(result)) <= 3


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "select"),
        ("# ASK\nPREFIX ask: <http://x.example/>\nBASE <http://x.example/>\nconstruct where {}", "construct"),
        ("ASK{}", "ask"),
        ("DESCRIBE <http://x.example/>", "describe"),
        ("asking {}", None),
    ],
)
def test_the_form_of_a_query_is_its_first_word_behind_the_prefixes(query: str, form: str | None) -> None:
    assert form_of(query) == form


def test_a_query_names_its_graphs_by_from_only() -> None:
    assert names_graphs("SELECT * FROM<http://x.example/> {}")
    assert names_graphs("SELECT * FROM NAMED <http://x.example/> {}")
    assert not names_graphs("SELECT ?from {?from ?p 'x FROM <y>' }")
    assert not names_graphs("PREFIX from: <http://x.example/> DESCRIBE from:a")


def test_an_answer_that_changes_with_time_or_chance_is_known() -> None:
    assert changes("SELECT (NOW() AS ?t) {}")
    assert changes("SELECT * {?s ?p ?o} ORDER BY rand ()")
    assert not changes("SELECT ?now { ?now ?p 'NOW()' }")


@pytest.mark.parametrize(
    ("accept", "formats", "media_type"),
    [
        (None, ROWS, "application/sparql-results+json"),
        ("*/*", ROWS, "application/sparql-results+json"),
        ("text/csv", ROWS, "text/csv"),
        ("TEXT/CSV ; Q=0.5 , text/tab-separated-values;q=0.6", ROWS, "text/tab-separated-values"),
        ("application/json", ROWS, "application/sparql-results+json"),
        ("application/json", TRIPLES, "application/ld+json"),
        ("application/xml", ROWS, "application/sparql-results+xml"),
        ("text/*", TRIPLES, "text/turtle"),
        ("text/*;q=0.3, application/rdf+xml;q=0.2", TRIPLES, "text/turtle"),
        ("application/sparql-results+json;q=0, */*", ROWS, "application/sparql-results+xml"),
        ("text/csv, */*;q=0.1", TRUTH, "application/sparql-results+json"),
        ("text/csv", TRUTH, None),
        ("image/png", ROWS, None),
        ("text/csv;q=0", ROWS, None),
        ("text/csv;q=high", ROWS, "application/sparql-results+json"),
        ("text/turtle;charset=utf-8;q=0.9, application/n-triples;q=0.8", TRIPLES, "text/turtle"),
        (FIREFOX, ROWS, "application/sparql-results+xml"),
    ],
)
def test_a_client_gets_the_format_that_it_likes_best(
    accept: str | None, formats: tuple[object, ...], media_type: str | None
) -> None:
    found = by_accept(accept, formats)  # type: ignore[arg-type]
    assert (found.media_type if found else None) == media_type


@given(st.text(max_size=200))
def test_any_accept_header_can_be_read(accept: str) -> None:
    assert by_accept(accept, ROWS) in (*ROWS, None)


def test_a_person_names_the_format() -> None:
    assert by_name(["json"], ROWS) == JSON
    assert by_name(["json"], TRIPLES) == JSON_LD
    assert by_name(["nonsense", "ttl"], TRIPLES) == TURTLE
    assert by_name(["application/sparql-results xml"], ROWS) == XML
    assert by_name(["turtle"], ROWS) is None


def test_a_browser_is_known_by_wanting_a_page_most_of_all() -> None:
    assert prefers_html(FIREFOX, ROWS)
    assert prefers_html("text/html", ROWS)
    assert not prefers_html("*/*", ROWS)
    assert not prefers_html(None, ROWS)
    assert not prefers_html("application/sparql-results+json, text/html;q=0.5", ROWS)


def test_a_get_asks_by_its_parameters() -> None:
    asked = by_address(
        b"query=ASK%20%7B%7D&default-graph-uri=http%3A%2F%2Fa.example%2F&default-graph-uri=http%3A%2F%2Fb.example%2F"
        b"&named-graph-uri=http%3A%2F%2Fc.example%2F&format=json&output=xml&other=1"
    )
    assert asked == Asked("ASK {}", ("http://a.example/", "http://b.example/"), ("http://c.example/",), ("json", "xml"))
    assert by_address(b"").query is None
    assert by_address(b"query=%EF%BB%BFASK+%7B%7D").query == "ASK {}"


def test_a_post_asks_by_a_form_or_by_its_body() -> None:
    form = by_post(f"{FORM}; charset=UTF-8", b"", b"query=ASK+%7B%7D&default-graph-uri=http%3A%2F%2Fa.example%2F")
    assert form == Asked("ASK {}", ("http://a.example/",))
    body = by_post(f"{QUERY};charset=utf-8", b"named-graph-uri=http%3A%2F%2Fa.example%2F", "ASK {# ü\n}".encode())
    assert body == Asked("ASK {# ü\n}", (), ("http://a.example/",))


@pytest.mark.parametrize(
    ("content_type", "address", "body", "status", "told"),
    [
        ("", b"", b"ASK {}", 415, "without Content-Type"),
        ("text/plain", b"", b"ASK {}", 415, "text/plain"),
        ("multipart/form-data; boundary=x", b"", b"", 415, "multipart"),
        (f"{QUERY}; charset=latin-1", b"", b"ASK {}", 415, "UTF-8"),
        (QUERY, b"", b"ASK {'\xfc'}", 400, "UTF-8"),
        (FORM, b"", b"query=%FC", 400, "UTF-8"),
        (FORM, b"", b"default-graph-uri=http://a.example/", 400, "no `query`"),
        (FORM, b"", b"query=a&query=b", 400, "more than one"),
        (QUERY, b"query=a", b"ASK {}", 400, "more than one"),
        (FORM, b"", b"query=a&default-graph-uri=here", 400, "no absolute IRI: here"),
        (FORM, b"", b"&".join([b"a=b"] * 2000), 400, "1,000 parameters"),
        (FORM, b"", b"update=CLEAR+ALL", 403, "takes no updates"),
        (UPDATE, b"", b"CLEAR ALL", 403, "takes no updates"),
        (f"{UPDATE}; charset=UTF-8", b"using-graph-uri=x", b"CLEAR ALL", 403, "takes no updates"),
    ],
)
def test_what_is_no_query_is_refused_in_words(
    content_type: str, address: bytes, body: bytes, status: int, told: str
) -> None:
    with pytest.raises(Refused, match=told) as refused:
        by_post(content_type, address, body)
    assert refused.value.status == status


def test_an_update_in_an_address_is_refused() -> None:
    with pytest.raises(Refused, match="takes no updates"):
        by_address(b"update=CLEAR+ALL")


def test_the_document_of_the_endpoint_says_what_the_code_does() -> None:
    text = (Path(__file__).parent.parent / "docs" / "sparql.md").read_text(encoding="utf-8").split("## The endpoint")[1]
    for form in (*ROWS, *TRIPLES):
        assert f"`{form.media_type}`" in text
        assert f"`{form.names[0]}`" in text
    settings = Settings(Base(Path("none")))
    for told in (
        f"| time | {settings.query_seconds:g} s ",
        f"| rows | {settings.query_rows:,} |",
        f"| bytes | {settings.query_bytes >> 20} MiB |",
        f"| memory | {settings.query_memory / (1 << 30):g} GiB |",
        f"| at once | {settings.query_workers} ",
    ):
        assert told in text
