"""`kg publish` says what it did, what is wrong, and with which exit code; and who may write a store is agreed in it."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from ingest.build import ingest
from ingest.one_paper import Overrides
from ingest.publish import publisher
from ingest.publish.graph import publish_graph
from ingest.publish.lines import meant
from ingest.publish.publisher import must_be, publishing
from interfaces.cli.main import run
from kg.base import Base
from kg.errors import BaseBusy, WrongUse
from kg.remote.endpoint import Endpoint, connect
from kg.remote.published import change_words, holdings, published
from tests.opensearch_cluster import OpenSearchCluster
from tests.sparql_stores import PASSWORD, SparqlStore, started

ELSEWHERE = "distant 0123456789abcdef 4711 99 2026-11-22T10:00:00Z aa"


@pytest.fixture
def endpoint(oxigraph: SparqlStore) -> Endpoint:
    return connect(oxigraph.url, to_write=True)


def kg(base: Base, *words: str) -> int:
    return run(["--base", str(base.path), "publish", *words])


def test_the_command_says_what_it_did_and_that_there_is_nothing_to_do(
    base: Base, sparql_store: SparqlStore, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in sparql_store.environment.items():
        monkeypatch.setenv(name, value)
    assert kg(base, "--graph", sparql_store.url) == 0
    told = capsys.readouterr()
    assert "Published generation 1 to http://127.0.0.1" in told.err
    assert "graphs put" in told.err
    assert "read back and found the same" in told.err
    assert kg(base, "--graph", sparql_store.url) == 0
    assert "Nothing to do" in capsys.readouterr().err
    assert kg(base, "--graph", sparql_store.url, "--verify") == 0


def test_graph_and_passages_are_brought_to_their_servers_by_one_command(
    base: Base, oxigraph: SparqlStore, opensearch: OpenSearchCluster, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--graph", oxigraph.url, "--text", opensearch.location())
    assert kg(base, *words) == 0
    told = " ".join(capsys.readouterr().err.split())
    assert "passages of 2 papers" in told
    assert f"Published generation 1 to {oxigraph.url}" in told
    assert kg(base, *words) == 0
    assert capsys.readouterr().err.count("Nothing to do") == 2


def test_a_store_that_does_not_ask_all_graphs_at_once_is_told_how_to(
    base: Base, capsys: pytest.CaptureFixture[str]
) -> None:
    fuseki = started("fuseki")
    fuseki.clear()
    assert kg(base, "--graph", fuseki.other("apart")) == 1
    assert "tdb2:unionDefaultGraph true" in " ".join(capsys.readouterr().err.split())
    assert kg(base, "--graph", fuseki.other("apart")) == 1  # nothing to do, and it still is not as it should be


def test_a_guarded_store_is_published_to_with_its_password(
    base: Base, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fuseki = started("fuseki")
    fuseki.clear()
    url = fuseki.other("guarded")
    assert kg(base, "--graph", url) == 2
    monkeypatch.setenv("KG_GRAPH_USER", "dba")
    monkeypatch.setenv("KG_GRAPH_PASSWORD", "notthisone")
    assert kg(base, "--graph", url) == 2
    assert "notthisone" not in capsys.readouterr().err
    monkeypatch.setenv("KG_GRAPH_PASSWORD", PASSWORD)
    assert kg(base, "--graph", url) == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Say where to"),
        (["--graph", "http://127.0.0.1:9/ds"], ""),
        (["--graph", "graph.example/ds"], "is no address of a server"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    base: Base, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kg(base, *words) == (1 if "127" in "".join(words) else 2)
    said = capsys.readouterr().err
    assert told in said
    assert "Traceback" not in said


def test_what_does_not_speak_http_is_not_repeated(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            with server.accept()[0] as there:
                there.sendall(b":\0\0\0garbled\r\n\r\n")
                there.recv(1000)

        threading.Thread(target=greet, daemon=True).start()
        assert kg(base, "--graph", f"http://127.0.0.1:{server.getsockname()[1]}/ds") == 1
    said = capsys.readouterr().err
    assert "does not speak HTTP" in said
    assert "garbled" not in said


def test_another_bases_graph_is_not_dropped_unless_it_is_said(
    base: Base, endpoint: Endpoint, tmp_path_factory: pytest.TempPathFactory
) -> None:
    publish_graph(base, base.open_for_reading(), endpoint)
    other = Base(tmp_path_factory.mktemp("other") / "records")
    paper = tmp_path_factory.mktemp("papers") / "minutes.txt"
    paper.write_text(
        "TOLBURY COUNCIL\nHIGHWAYS COMMITTEE: MINUTES\n\nDate: Monday, 3 October 2022\n\n1. ROADS\n\nNoted.\n"
    )
    ingest(other, [str(paper)])
    with pytest.raises(WrongUse, match="holds another base's graph, 2 papers of which this base knows none"):
        publish_graph(other, other.open_for_reading(), endpoint)
    said = published(endpoint)
    assert said is not None
    assert said.is_whole
    assert publish_graph(other, other.open_for_reading(), endpoint, replacing=True).dropped == 2


def test_the_only_paper_leaves_the_store_when_it_is_exempt(
    endpoint: Endpoint, tmp_path_factory: pytest.TempPathFactory
) -> None:
    base = Base(tmp_path_factory.mktemp("one") / "records")
    paper = tmp_path_factory.mktemp("papers") / "minutes.txt"
    paper.write_text(
        "TOLBURY COUNCIL\nROADS COMMITTEE: MINUTES\n\nDate: Monday, 3 October 2022\n\n1. ROADS\n\nNoted.\n"
    )
    ingest(base, [str(paper)])
    publish_graph(base, base.open_for_reading(), endpoint)
    ingest(base, [str(paper)], overrides=Overrides(exempt=True))
    publish_graph(base, base.open_for_reading(public=True), endpoint)
    assert not any("/id/paper/" in graph for graph in holdings(endpoint))


def test_a_publisher_elsewhere_that_still_writes_is_left_alone(base: Base, endpoint: Endpoint) -> None:
    endpoint.write(change_words({}, {"publisher": [ELSEWHERE], "beat": ["1"]}))

    def beats() -> None:
        time.sleep(0.3)
        endpoint.write(change_words({"beat": ["1"]}, {"beat": ["2"]}))

    thread = threading.Thread(target=beats)
    thread.start()
    with pytest.raises(BaseBusy, match="Process 4711 on distant has been publishing to"):
        publish_graph(base, base.open_for_reading(), endpoint, lease=20)
    thread.join()


def test_a_publisher_elsewhere_that_fell_silent_is_passed_over_and_told_so(base: Base, endpoint: Endpoint) -> None:
    endpoint.write(change_words({}, {"publisher": [ELSEWHERE], "beat": ["1"]}))
    publish_graph(base, base.open_for_reading(), endpoint, lease=0.2)
    with pytest.raises(BaseBusy, match="Another publisher took"):
        must_be(endpoint, ELSEWHERE)


def test_a_publisher_of_this_machine_that_died_is_passed_over_at_once(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "started", lambda pid: "1")
    with publishing(endpoint) as token:
        pass
    endpoint.write(change_words({}, {"publisher": [token]}))
    monkeypatch.setattr(publisher, "started", lambda pid: "2")  # the number was given to another process since
    with publishing(endpoint, lease=1000):
        pass


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ('<a:s> <a:p> "842310.0"^^<{x}decimal> .', '<a:s> <a:p> "842310"^^<{x}decimal> .'),
        ('<a:s> <a:p> "1.50"^^<{x}decimal> .', '<a:s> <a:p> "1.5"^^<{x}decimal> .'),
        ('<a:s> <a:p> "1"^^<{x}boolean> .', '<a:s> <a:p> "true"^^<{x}boolean> .'),
        ('<a:s> <a:p> "007"^^<{x}integer> .', '<a:s> <a:p> "7"^^<{x}integer> .'),
        ('<a:s> <a:p> "2022"^^<{x}gYear> .', '<a:s> <a:p> "2022"^^<{x}gYear> .'),
        ('<a:s> <a:p> "1.50" .', '<a:s> <a:p> "1.50" .'),
    ],
)
def test_values_mean_the_same_however_a_store_spells_them(line: str, plain: str) -> None:
    schema = "http://www.w3.org/2001/XMLSchema#"
    assert meant(line.replace("{x}", schema)) == plain.replace("{x}", schema)
