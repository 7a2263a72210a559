"""A SPARQL store is found from one address, and what is wrong with it is told in a sentence without a password."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.errors import OutOfReach, WrongUse
from kg.remote.authorization import Authorization, _digest
from kg.remote.credentials import Credentials, credentials
from kg.remote.endpoint import connect, mended
from kg.remote.server import Server
from kg.remote.store import Rejected
from tests.serving import free_port
from tests.sparql_stores import PASSWORD, USER, SparqlStore, started

GIVEN = Credentials(USER, PASSWORD)
RFC = {
    "realm": "http-auth@example.org",
    "nonce": "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
    "qop": "auth, auth-int",
}


@pytest.fixture
def web_page() -> Iterator[str]:
    """A server that gives every asker a page."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>Welcome</html>")

        def log_message(self, format: str, *args: object) -> None:
            pass

    with served(Page) as url:
        yield url


@contextmanager
def served(handler: type[http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """A server that answers so, by its address."""
    server = http.server.HTTPServer(("127.0.0.1", free_port()), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def given(store: SparqlStore) -> Credentials | None:
    return GIVEN if store.environment else None


def test_one_address_is_enough_to_ask_and_to_write(sparql_store: SparqlStore) -> None:
    for url in {sparql_store.url, sparql_store.root if sparql_store.name != "fuseki" else sparql_store.url + "/sparql"}:
        endpoint = connect(url, given(sparql_store), to_write=True)
        endpoint.write('INSERT DATA { GRAPH <http://example.org/g> { <http://example.org/a> a "1" } }')
        assert endpoint.rows("SELECT ?o { GRAPH <http://example.org/g> { ?s ?p ?o } }") == [["1"]]
        assert endpoint.holds("GRAPH <http://example.org/g> { ?s ?p ?o }")
        assert not endpoint.holds("GRAPH <http://example.org/none> { ?s ?p ?o }")


def test_a_store_may_be_told_where_it_is_asked_and_written(sparql_store: SparqlStore) -> None:
    found = connect(sparql_store.url, given(sparql_store), to_write=True)
    query, update = (f"{sparql_store.root}{path}" for path in (found.query, found.update))
    assert (
        connect(sparql_store.root, given(sparql_store), query=query, update=update, to_write=True).query == found.query
    )


def test_the_only_server_that_is_spoken_to_is_the_one_given() -> None:
    with pytest.raises(WrongUse, match="is not at http://here:3030"):
        connect("http://here:3030/ds", update="http://there:3030/ds/update")


def test_a_question_that_cannot_be_read_is_the_askers_fault(sparql_store: SparqlStore) -> None:
    with pytest.raises(Rejected, match="HTTP 400"):
        connect(sparql_store.url, given(sparql_store)).ask("SELECT nonsense", "application/sparql-results+json")


@pytest.mark.parametrize("name", ["fuseki", "virtuoso"])
def test_a_password_is_wanted_and_must_be_right(name: str) -> None:
    store = started(name)
    url = store.other("guarded") if name == "fuseki" else store.url
    with pytest.raises(WrongUse, match=r"wants a name and a password: set KG_GRAPH_USER and KG_GRAPH_PASSWORD"):
        connect(url, to_write=True)
    with pytest.raises(WrongUse, match="does not accept the name and password that were given") as refused:
        connect(url, Credentials(USER, "wrongword"), to_write=True)
    assert "wrongword" not in str(refused.value)
    connect(url, GIVEN, to_write=True).write(
        f"INSERT DATA {{ GRAPH <http://example.org/g> {{ {'<a:b> <a:c> 1 . ' * 900} }} }}"
    )


def test_a_page_of_the_web_is_no_store(web_page: str) -> None:
    with pytest.raises(WrongUse, match=f"No SPARQL store answers at {web_page}/ds"):
        connect(f"{web_page}/ds")


def test_a_store_that_does_not_run_is_out_of_reach() -> None:
    with pytest.raises(OutOfReach, match=r"cannot be reached \(Connection refused\); is it running\?"):
        connect(f"http://127.0.0.1:{free_port()}/ds")


@pytest.mark.parametrize("url", ["ftp://host/", "host:3030/ds", "http://", "http://[::1", "http://h:port/"])
def test_what_is_no_address_is_named(url: str) -> None:
    with pytest.raises(WrongUse, match="is no address of a server"):
        connect(url)


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(WrongUse, match="do not belong into the address") as refused:
        connect("http://clerk:topsecret@host:3030/ds")
    assert "topsecret" not in str(refused.value)
    with pytest.raises(WrongUse) as refused:
        connect("http//clerk:topsecret@host:3030/ds")
    assert "topsecret" not in str(refused.value)


def test_names_and_passwords_come_from_the_environment_or_netrc(tmp_path: Path) -> None:
    file = tmp_path / "netrc"
    file.write_text("machine host login clerk password fromfile\n")
    file.chmod(0o600)
    there = {"NETRC": str(file)}
    assert credentials("GRAPH", "host", there) == Credentials("clerk", "fromfile")
    assert credentials("GRAPH", "other", there) is None
    told = {"KG_GRAPH_USER": "officer", "KG_GRAPH_PASSWORD": "fromhere", **there}
    assert credentials("GRAPH", "host", told) == Credentials("officer", "fromhere")
    assert "fromhere" not in repr(credentials("GRAPH", "host", told))
    with pytest.raises(WrongUse, match="only one is set"):
        credentials("GRAPH", "host", {"KG_GRAPH_USER": "officer"})
    file.write_text("machine host secretword clerk\n")
    with pytest.raises(WrongUse, match="cannot be used") as refused:
        credentials("GRAPH", "host", there)
    assert "secretword" not in str(refused.value)


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_a_digest_is_that_of_the_standards_example(
    algorithm: str, response: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.token_hex", lambda _length: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
    told = _digest(
        Credentials("Mufasa", "Circle of Life"), {**RFC, "algorithm": algorithm}, "GET", "/dir/index.html", 1
    )
    assert f'response="{response}"' in told


def test_a_server_that_wants_what_cannot_be_given_is_not_answered() -> None:
    assert not Authorization(GIVEN).challenged(["Negotiate"])
    assert not Authorization(None).challenged(['Basic realm="x"'])
    assert Authorization(GIVEN).challenged(['Basic realm="x"'])


def test_of_several_ways_that_a_server_takes_the_one_that_can_be_given_is_taken() -> None:
    class Guarded(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.headers["Authorization"] else 401)
            for way in ('Basic realm="papers"', "Negotiate"):
                self.send_header("WWW-Authenticate", way)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with served(Guarded) as url:
        assert Server(url, GIVEN).request("GET", "/", b"", {}, 10).status == 200


@pytest.mark.parametrize(
    ("answer", "plain"),
    [
        (b'{"x": "as it is"}', b'{"x": "as it is"}'),
        (
            b'{ "head": { "link": [], "vars": ["__ASK_RETVAL"] }, "results": { "bindings": [ ] } }',
            b'{"head": {}, "boolean": false}',
        ),
        (
            b'{ "type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": "1" }',
            b'{ "type": "literal", "datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": "true" }',
        ),
    ],
)
def test_virtuosos_draft_of_the_answers_format_is_read_as_the_standard_has_it(answer: bytes, plain: bytes) -> None:
    assert mended(answer) == plain
