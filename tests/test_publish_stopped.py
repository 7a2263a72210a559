"""`kg publish` that is stopped says what stands, and `kg serve` says that it serves when it does."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from interfaces.cli.main import run
from kg.base import Base
from kg.remote.endpoint import connect
from kg.remote.published import published
from tests.conftest import make_base
from tests.opensearch_cluster import OpenSearchCluster
from tests.opensearch_proxy import Answer, Request, proxied
from tests.serving import ROOT, free_port
from tests.sparql_stores import SparqlStore
from tests.test_remote_store import said

STOPS = [signal.SIGINT, signal.SIGTERM]
PATIENCE = 60


class Door:
    """Lets requests through up to one, which waits until it is let go."""

    def __init__(self, closed_to: Callable[[Request], bool]) -> None:
        self._closed_to = closed_to
        self.came, self.go = threading.Event(), threading.Event()

    def __call__(self, request: Request) -> Answer | None:
        """Look at a request."""
        if not self.came.is_set() and self._closed_to(request):
            self.came.set()
            self.go.wait(PATIENCE)
        return None


def stopped(base: Base, door: Door, number: signal.Signals, *words: str) -> tuple[int, str]:
    """The exit code and words of a `kg publish` that gets a signal at a closed door."""
    command = [sys.executable, "-m", "interfaces.cli.main", "--base", str(base.path), "publish", *words]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as publisher:
        try:
            assert door.came.wait(PATIENCE)
            publisher.send_signal(number)
            door.go.set()
            told = publisher.communicate(timeout=PATIENCE)[1]
        finally:
            door.go.set()
            publisher.kill()
    return publisher.returncode, told


@pytest.mark.parametrize("number", STOPS)
def test_a_stopped_publication_of_a_graph_says_what_stands_and_the_next_ends_it(
    number: signal.Signals, base: Base, oxigraph: SparqlStore
) -> None:
    door = Door(lambda request: b"GRAPH <https://w3id.org/committee-kg/id/paper/" in request.body)
    with proxied(oxigraph.url, door) as proxy:
        code, told = stopped(base, door, number, "--graph", proxy.url)
    assert (code, told.count("\n")) == (130, 1)
    assert f"what was sent stays at {proxy.url}/sparql, and the next `kg publish` goes on from there" in told
    assert "until that is done `kg serve` gives from it only the pages that it has made" in told
    endpoint = connect(oxigraph.url, to_write=True)
    left = published(endpoint)
    assert left is not None
    assert (left.is_whole, left.publishers) == (False, ())
    assert run(["--base", str(base.path), "publish", "--graph", oxigraph.url]) == 0
    assert (published(endpoint) or left).is_whole


@pytest.mark.parametrize("number", STOPS)
def test_a_stopped_publication_of_passages_leaves_readers_what_they_had(
    number: signal.Signals, base: Base, opensearch: OpenSearchCluster
) -> None:
    door = Door(lambda request: "_bulk" in request.path)
    with proxied(opensearch.url, door) as proxy:
        address = f"{proxy.url}/{opensearch.location().rpartition('/')[2]}"
        code, told = stopped(base, door, number, "--text", address)
    assert (code, told.count("\n")) == (130, 1)
    assert f"what was sent stays at {address}, and the next `kg publish` goes on from there" in told
    assert "readers have what they had" in told


def test_a_publication_that_is_stopped_before_it_wrote_says_that_nothing_changed(
    base: Base, oxigraph: SparqlStore
) -> None:
    door = Door(lambda _request: True)
    with proxied(oxigraph.url, door) as proxy:
        code, told = stopped(base, door, signal.SIGTERM, "--graph", proxy.url)
    assert (code, told) == (130, "Stopped: readers have what they had; the next `kg publish` goes on from there.\n")


def test_a_store_that_is_refused_is_never_said_to_be_served(tmp_path: Path, oxigraph: SparqlStore) -> None:
    base = make_base(tmp_path / "records")
    assert run(["--base", str(base.path), "publish", "--graph", oxigraph.url]) == 0
    said(oxigraph, exempt="true")
    for url, code in ((oxigraph.url, 2), (f"http://127.0.0.1:{free_port()}/ds", 1)):
        command = [sys.executable, "-m", "interfaces.cli.main", "--base", str(base.path), "serve", "--graph", url]
        done = subprocess.run(
            [*command, "--port", str(free_port())], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE
        )
        assert (done.returncode, done.stderr.count("\n"), "Serving" in done.stderr) == (code, 1, False)


def test_it_is_said_what_is_served_once_it_answers(base: Base, oxigraph: SparqlStore) -> None:
    assert run(["--base", str(base.path), "publish", "--graph", oxigraph.url]) == 0
    port = str(free_port())
    command = [sys.executable, "-m", "interfaces.cli.main", "--base", str(base.path), "serve", "--port", port]
    with subprocess.Popen([*command, "--graph", oxigraph.url], cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        told = server.stderr.readline()
        server.terminate()
        server.communicate(timeout=PATIENCE)
    where = f"{base.path}, graph from {oxigraph.url}"
    assert told == f"Serving {where} at http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"
