"""`kg serve --graph --text`: the same pages from servers, and never one of two generations."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from interfaces.cli.stores import asking
from interfaces.web.workers.pool import Workers
from kg.base import Base
from kg.errors import OutOfReach, WrongUse
from queries.library import Library
from tests.conftest import make_base
from tests.opensearch_cluster import OpenSearchCluster
from tests.sparql_stores import SparqlStore
from tests.test_remote_store import published_to, said
from tests.web_servers import Reply, ask, running

TABLES = ("contracts", "decisions", "delegated", "actions", "papers", "gaps")
PAGES = ("/", "/search?q=respite", "/changes", *(f"/tables/{name}" for name in TABLES))
TEXT = 'SELECT DISTINCT ?p { ?p kg:matches "respite" } ORDER BY ?p'


def get(address: str, path: str) -> Reply:
    """A page."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def shown(address: str, path: str) -> str:
    """A page without the server's own address."""
    return get(address, path).text.replace(urlsplit(address).netloc, "HOST")


def links(address: str, path: str) -> list[str]:
    """Where a page leads."""
    return sorted(set(re.findall(r'href="(/(?:id|paper)/[^"#]*)"', get(address, path).text)))


def test_the_same_pages_are_made_from_a_store(sparql_store: SparqlStore, base: Base) -> None:
    there = published_to(sparql_store, base)
    with running(base) as (here, _), running(there) as (remote, _):
        asked = dict.fromkeys((*PAGES, *(link for page in PAGES for link in links(here, page))))
        assert len(asked) > 20
        assert [page for page in asked if shown(here, page) != shown(remote, page)] == []


def test_sparql_with_text_search_is_answered_from_a_store(sparql_store: SparqlStore, base: Base) -> None:
    there = published_to(sparql_store, base)
    with running(base) as (here, _), running(there) as (remote, _):
        local, far = (ask(site, query=TEXT, format="csv") for site in (here, remote))
        assert (far.status, far.body) == (200, local.body)
        assert len(far.body.splitlines()) > 1


def test_a_query_of_a_store_is_held_to_the_same_limits(oxigraph: SparqlStore, base: Base) -> None:
    there = published_to(oxigraph, base)
    with running(there, query_rows=3, query_seconds=1.0) as (remote, _):
        few = ask(remote, query="SELECT ?s { ?s ?p ?o }", format="csv")
        assert (len(few.body.splitlines()), few.headers["kg-row-limit"]) == (4, "3")
        assert ask(remote, query="SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }").status == 400
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert ask(remote, method="POST", body="update=DROP%20ALL", headers=form).status == 403
        endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        assert ask(remote, query=endless).status == 503


def test_while_a_store_is_written_no_new_page_is_made_and_kept_ones_are_answered(
    oxigraph: SparqlStore, base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interfaces.web.middleware.unmixed.PATIENCE", 0.3)
    there = published_to(oxigraph, base)
    with running(there) as (remote, _):
        kept = get(remote, "/tables/contracts")
        assert (kept.status, '"status":"ok"' in get(remote, "/health").text) == (200, True)
        said(oxigraph, state="under-way", stamp="begun")
        assert get(remote, "/tables/contracts").body == kept.body
        other = get(remote, "/tables/decisions")
        assert (other.status, "retry-after" in other.headers) == (503, True)
        assert '"status":"publishing"' in get(remote, "/health").text
        said(oxigraph, state="complete", stamp="done")
        assert get(remote, "/tables/decisions").status == 200


def test_a_page_that_was_made_while_the_store_was_written_is_made_again(
    oxigraph: SparqlStore, base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = published_to(oxigraph, base)
    made: list[str] = []

    def page_of_two_generations(library: Library) -> object:
        made.append(str(library))
        if len(made) == 1:
            said(oxigraph, stamp="written meanwhile")
        return original(library)

    from queries import front

    original = front.front
    with running(there) as (remote, _):
        monkeypatch.setattr(front, "front", page_of_two_generations)
        assert get(remote, "/").status == 200
    assert len(set(made)) == 2


def test_a_new_generation_in_a_store_is_taken_up(oxigraph: SparqlStore, tmp_path: Path) -> None:
    mine = make_base(tmp_path / "records")
    there = published_to(oxigraph, mine)
    with running(there) as (remote, app):
        assert '"generation":1' in get(remote, "/health").text
        with mine.open_for_writing() as writing:
            writing.publish(mine.live_graph, {"papers": 2}, "1")
        published_to(oxigraph, mine)
        app.state.editions.look()
        assert '"generation":2' in get(remote, "/health").text


def test_a_store_that_is_gone_is_a_page_that_says_so(oxigraph: SparqlStore, base: Base) -> None:
    there = published_to(oxigraph, base)
    with running(there) as (remote, _):
        assert get(remote, "/tables/contracts").status == 200
        oxigraph.kill()
        gone, kept = get(remote, "/tables/decisions"), get(remote, "/tables/contracts")
        assert (gone.status, kept.status) == (503, 200)
        assert "127.0.0.1:" + oxigraph.root.rpartition(":")[2] not in gone.text
        assert ask(remote, query="ASK { ?s ?p ?o }").status == 503
        for path in ("/api/v1/contracts", "/search?q=respite", "/health"):  # which are made without asking it, or of it
            told = get(remote, path)
            assert (told.status, "cannot be asked just now" in told.text) == (503, True)
            assert "being published" not in told.text
        assert get(remote, "/health").headers["content-type"] == "application/json"


def test_a_password_in_an_address_is_refused(base: Base) -> None:
    with pytest.raises(WrongUse, match="do not belong into the address"):
        asking(base, "http://user:secret@127.0.0.1:1/", None)


def _reached(port: int) -> bool:
    import socket

    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except PermissionError:
        return False
    except OSError:
        return True
    return True


def test_a_worker_reaches_the_servers_that_it_is_to_ask_and_no_other() -> None:
    import asyncio

    async def use() -> list[bool]:
        workers = Workers(1, reaches=("127.0.0.1:9",))
        await workers.start()
        try:
            return [await workers.call(_reached, port, seconds=20) for port in (9, 10)]
        finally:
            await workers.stop()

    assert asyncio.run(use()) == [True, False]


def published_text(cluster: OpenSearchCluster, base: Base) -> str:
    """The address of a base's text index in a cluster."""
    from ingest.publish.text import publish_text

    location = cluster.location()
    publish_text(base, base.open_for_reading(public=True), location)
    return location


def test_the_same_pages_are_made_from_a_store_and_a_cluster(
    oxigraph: SparqlStore, opensearch: OpenSearchCluster, base: Base
) -> None:
    graph = published_to(oxigraph, base)
    there = replace(graph, stores=replace(graph.stores, text=published_text(opensearch, base)))
    searches = (
        "/search?q=respite",
        "/search?q=care+award&sort=date",
        '/search?q="Larkfield+Court"',
        "/api/search?q=fe*s",
    )
    with running(base) as (here, _), running(there) as (remote, _):
        assert [page for page in (*PAGES, *searches) if shown(here, page) != shown(remote, page)] == []
        local, far = (ask(site, query=TEXT, format="csv") for site in (here, remote))
        assert (far.status, far.body) == (200, local.body)


def test_a_text_index_of_another_generation_than_the_graphs_is_not_used(
    oxigraph: SparqlStore, opensearch: OpenSearchCluster, tmp_path: Path
) -> None:
    mine = make_base(tmp_path / "records")
    text = published_text(opensearch, mine)
    with mine.open_for_writing() as writing:
        writing.publish(mine.live_graph, {"papers": 2}, "1")
    graph = published_to(oxigraph, mine)
    with pytest.raises(OutOfReach, match="is of generation 1"):
        Library(replace(graph, stores=replace(graph.stores, text=text))).warm()


def test_papers_and_ledger_are_all_that_must_be_beside_store_and_cluster(
    oxigraph: SparqlStore, opensearch: OpenSearchCluster, base: Base, tmp_path: Path
) -> None:
    graph = published_to(oxigraph, base)
    shutil.copytree(base.papers, tmp_path / "copy" / "papers")
    shutil.copy(base.ledger_file, tmp_path / "copy")
    stores = replace(graph.stores, text=published_text(opensearch, base))
    pages = [page for page in PAGES if page != "/changes"]
    with running(base) as (here, _), running(Base(tmp_path / "copy", stores)) as (remote, _):
        asked = dict.fromkeys((*pages, *(link for page in pages for link in links(here, page))))
        assert [page for page in asked if shown(here, page) != shown(remote, page)] == []
        assert get(remote, "/changes").status == 200
    (tmp_path / "copy" / "ledger.sqlite").unlink()
    with running(Base(tmp_path / "copy", stores)) as (remote, _):
        assert (get(remote, "/tables/contracts").status, get(remote, "/tables/papers").status) == (200, 503)
