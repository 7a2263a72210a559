"""`/sparql` under people who ask too much, and what goes wrong: each costs its own request only."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from pyoxigraph import Store
from starlette.applications import Starlette

from ingest.projection import project_pending
from interfaces.web.workers.pool import Workers
from kg.base import Base
from kg.records import PaperFacts
from tests.conftest import ADULTS, COUNCIL, Pages, keep, make_base
from tests.web_servers import Reply, ask, running

CONTRACTS = "SELECT DISTINCT ?contract WHERE { ?contract a ck:Contract }"
RUNAWAY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
COUNTED = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a"
NETWORK = "/proc/self/ns/net"
Server = tuple[str, Starlette]


@pytest.fixture(scope="module")
def server(base: Base) -> Iterator[Server]:
    """A server that allows little."""
    with running(base, query_seconds=2.0, query_rows=1000, query_bytes=3_000_000) as found:
        yield found


def past_our_check(query: str) -> bool:
    """For a worker: asks the engine what the endpoint refuses to."""
    return bool(Store().query(query))


def figures(app: Starlette) -> Any:
    """What the workers do."""
    return app.state.workers.figures()


def at_rest(app: Starlette) -> bool:
    """Whether, before long, no worker works."""
    until = time.monotonic() + 30
    while figures(app).working and time.monotonic() < until:
        time.sleep(0.02)
    return not figures(app).working


def answered(reply: Reply) -> bool:
    """Whether it is a whole answer with contracts."""
    return reply.status == 200 and len(json.loads(reply.body)["results"]["bindings"]) == 3


def test_a_runaway_query_is_stopped_while_others_are_answered(base: Base) -> None:
    with running(base, query_seconds=1.0) as (address, app), ThreadPoolExecutor(4) as people:
        runaway = people.submit(ask, address, query=COUNTED)
        others = []
        while not runaway.done():
            others.append(people.submit(ask, address, query=CONTRACTS).result())
        assert runaway.result().status == 503
        assert "longer than 1 seconds, and was stopped" in runaway.result().text
        assert others
        assert all(answered(other) for other in others)
        assert at_rest(app)


def test_no_answer_has_more_rows_than_it_may_and_says_so(server: Server) -> None:
    address, _ = server
    reply = ask(address, query=RUNAWAY, format="csv")
    assert (reply.status, reply.headers["kg-row-limit"]) == (200, "1000")
    assert reply.body.count(b"\r\n") == 1001
    lowered = ask(address, query=f"{RUNAWAY} LIMIT 5000", format="csv")
    assert (lowered.headers["kg-row-limit"], lowered.body.count(b"\r\n")) == ("1000", 1001)
    own = ask(address, query=f"{RUNAWAY} LIMIT 20", format="csv")
    assert ("kg-row-limit" not in own.headers, own.body.count(b"\r\n")) == (True, 21)


def test_large_answers_come_in_pieces_and_whole(base: Base) -> None:
    with running(base) as (address, app):
        reply = ask(address, query=f"{RUNAWAY} LIMIT 20000", format="csv")
        assert reply.headers["transfer-encoding"] == "chunked"
        assert reply.body.count(b"\r\n") == 20001
        packed = ask(address, query=f"{RUNAWAY} LIMIT 20000", format="csv", headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(packed.body) == reply.body
        assert at_rest(app)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_an_answer_with_too_many_bytes_breaks_off_and_never_looks_whole(base: Base, encoding: str) -> None:
    with running(base, query_bytes=3_000_000) as (address, app):
        with pytest.raises(IncompleteRead):
            ask(address, query=RUNAWAY, headers={"Accept-Encoding": encoding})
        assert answered(ask(address, query=CONTRACTS))
        assert at_rest(app)


def test_an_answer_that_takes_too_long_after_its_first_bytes_breaks_off(base: Base) -> None:
    slow = "SELECT * { { ?a ?b ?c . ?d ?e ?f } UNION { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i && ?d = 1) } }"
    with running(base, query_seconds=2.0, query_rows=10_000_000, query_bytes=10**10) as (address, _):
        with pytest.raises(IncompleteRead):
            ask(address, query=slow, format="csv")
        assert answered(ask(address, query=CONTRACTS))


def test_a_query_that_wants_too_much_memory_ends_alone(base: Base) -> None:
    with running(base, query_seconds=60.0, query_memory=300 << 20) as (address, app):
        reply = ask(address, query=HUNGRY)
        assert (reply.status, "more memory than it may" in reply.text) == (500, True)
        assert answered(ask(address, query=CONTRACTS))
        assert at_rest(app)


@pytest.mark.parametrize(
    "query", [f"ASK {{ FILTER({'!' * 49000}true) }}", f"ASK {{ ?a {'/'.join(['ck:a'] * 9000)} ?b }}"]
)
def test_a_query_that_overturns_the_engine_ends_alone(server: Server, query: str) -> None:
    address, _ = server
    assert ask(address, "POST", query, {"Content-Type": "application/sparql-query"}).status in (400, 500, 503)
    assert answered(ask(address, query=CONTRACTS))


def at_work(app: Starlette) -> list[int]:
    """The processes that work at something."""
    return [worker.process.pid for worker in tuple(app.state.workers._roster._busy)]


def test_a_worker_killed_from_outside_costs_its_own_request_only(base: Base) -> None:
    with running(base, query_seconds=300.0) as (address, app), ThreadPoolExecutor(2) as people:
        victim = people.submit(ask, address, query=COUNTED)
        while not at_work(app):
            time.sleep(0.01)
        time.sleep(0.3)  # a worker that ended before it took its job is passed over, and this is about one that has it
        os.kill(at_work(app)[0], signal.SIGKILL)
        assert (victim.result().status, "killed from outside" in victim.result().text) == (500, True)
        assert answered(ask(address, query=CONTRACTS))


def test_service_reaches_nobody(server: Server) -> None:
    address, _ = server
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        there = f"<http://127.0.0.1:{port}/sparql>"
        for query in (
            f"SELECT * {{ SERVICE {there} {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT {there} {{ ?s ?p ?o }} }}",
            f"SELECT * {{ VALUES ?where {{ {there} }} SERVICE ?where {{ ?s ?p ?o }} }}",
            f"SELECT * {{ {{ SELECT * {{ sErViCe#x\n{there} {{ ?s ?p ?o }} }} }} }}",
            f"SELECT * {{ \\u0053ERVICE {there} {{ ?s ?p ?o }} }}",
            f"LOAD {there}",
        ):
            assert ask(address, query=query).status == 400, query
        for query in (f"SELECT * FROM {there} {{ ?s ?p ?o }}", f"DESCRIBE {there}"):
            assert ask(address, query=query).status == 200
        assert ask(address, query="ASK {}", default_graph_uri=there.strip("<>")).status == 200
        listener.settimeout(0.5)
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.skipif(not Path(NETWORK).exists(), reason="namespaces are Linux's")
def test_a_worker_could_not_reach_anybody_if_it_tried() -> None:
    """The engine itself is asked in a worker, past our check."""

    async def use(port: int) -> None:
        workers = Workers(1)
        await workers.start()
        try:
            if await workers.call(os.readlink, NETWORK, seconds=10) == str(Path(NETWORK).readlink()):
                pytest.skip("this machine lets nobody have a network of one's own")
            there = f"ASK {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
            with pytest.raises((RuntimeError, OSError)):
                await workers.call(past_our_check, there, seconds=10)
        finally:
            await workers.stop()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        asyncio.run(use(listener.getsockname()[1]))
        listener.settimeout(0.5)
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("query", [COUNTED, f"{RUNAWAY} LIMIT 90000"])
def test_a_client_that_goes_away_frees_its_worker(base: Base, query: str) -> None:
    with running(base, query_seconds=300.0) as (address, app):
        connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
        connection.request("GET", f"/sparql?query={quote(query)}")
        while not figures(app).working:
            time.sleep(0.01)
        time.sleep(0.2)
        assert connection.sock
        connection.sock.shutdown(socket.SHUT_RDWR)
        connection.close()
        assert at_rest(app)
        assert answered(ask(address, query=CONTRACTS))


def test_a_client_that_takes_nothing_is_given_up(base: Base) -> None:
    impatient = Workers(2, stall=0.3)
    with running(base, impatient) as (address, app):
        where = urlsplit(address)
        with socket.create_connection((where.hostname, where.port)) as client:
            client.sendall(f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: {where.netloc}\r\n\r\n".encode())
            while not at_work(app):
                time.sleep(0.01)
            assert at_rest(app)
            until = time.monotonic() + 30
            while app.state.figures.open._value.get() and time.monotonic() < until:
                time.sleep(0.02)
            assert not app.state.figures.open._value.get()


def test_one_address_leaves_room_for_others_and_is_told_to_wait(base: Base) -> None:
    few = Workers(2, patience=0.5)
    with running(base, few, query_seconds=300.0) as (address, app), ThreadPoolExecutor(3) as people:
        first = people.submit(ask, address, query=COUNTED)
        while not at_work(app):
            time.sleep(0.01)
        second = ask(address, query=CONTRACTS)
        assert (second.status, second.headers["retry-after"]) == (503, "1")
        assert figures(app).working == 1
        os.kill(at_work(app)[0], signal.SIGKILL)
        assert first.result().status == 500


def test_a_generation_that_is_gone_is_answered_by_the_current_one(base: Base) -> None:
    from dataclasses import replace

    with running(base) as (address, app):
        editions = app.state.editions
        current = editions._current
        gone = replace(current.holdings, graph=current.holdings.graph.parent.parent / "000000" / "graph", number=0)
        editions._current = replace(current, holdings=gone, stamp="0-gone", seen="0")
        reply = ask(address, query=CONTRACTS)
        assert answered(reply)
        assert "etag" not in reply.headers


def test_many_people_are_answered_at_once(base: Base) -> None:
    with running(base) as (address, _), ThreadPoolExecutor(20) as people:
        replies = list(people.map(lambda _: ask(address, query=CONTRACTS), range(200)))
        assert all(answered(reply) for reply in replies)


def test_new_papers_are_found_without_a_failed_request_and_old_tags_no_longer_hold(tmp_path: Path) -> None:
    papers = "SELECT DISTINCT ?paper { ?paper a ck:Paper }"
    mine = make_base(tmp_path / "records")
    with running(mine) as (address, _), ThreadPoolExecutor(2) as people:
        old = ask(address, query=papers)
        assert len(json.loads(old.body)["results"]["bindings"]) == 2
        asking = people.submit(lambda: [ask(address, query=CONTRACTS).status for _ in range(200)])
        with mine.open_for_writing() as writing:
            third = Pages("2023-05-pack.txt", "ADULTS COMMITTEE Thursday 11 May 2023\n")
            facts = PaperFacts("pack", third.at("ADULTS COMMITTEE"), "Adults pack", "2023-05-11", COUNCIL, ADULTS)
            keep(writing, third, (facts,))
            counts = project_pending(writing)
            writing.publish(mine.live_graph, counts or {}, "1")
        until = time.monotonic() + 30
        while (new := ask(address, query=papers)).headers["etag"] == old.headers["etag"]:
            assert time.monotonic() < until
            time.sleep(0.02)
        assert len(json.loads(new.body)["results"]["bindings"]) == 3
        assert ask(address, query=papers, headers={"If-None-Match": old.headers["etag"]}).status == 200
        assert set(asking.result()) == {200}
