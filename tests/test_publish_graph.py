"""A generation's graph in a SPARQL store is the one on disk, whatever happened on the way."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from ingest.build import ingest, withdraw
from ingest.publish import graph as publishing_graph
from ingest.publish import writing
from ingest.publish.graph import Done, publish_graph
from ingest.publish.lines import all_meant, lines_of, read_lines
from ingest.publish.plan import counted_in, present_in
from ingest.publish.writing import Writer
from kg.base import Base
from kg.errors import BaseBusy, OutOfReach, WrongUse
from kg.generations import Generation
from kg.graph import named_graphs, open_graph
from kg.remote import published as publications
from kg.remote.credentials import credentials
from kg.remote.endpoint import Endpoint, connect
from kg.remote.published import holdings, published
from kg.remote.store import TRIPLES
from tests.serving import ROOT
from tests.sparql_stores import SparqlStore, started

MINUTES = """WEXMERE COUNTY COUNCIL
ADULTS COMMITTEE: MINUTES

Date: {day}
Time: 2.00 p.m. to 3.30 p.m.
Venue: Ferry Room
Present: Councillors Anna Marsh (Chairwoman) and Brian Fenn

41. {place}: TENDER

Members asked about charges for families: £418,250.50 in 2021-22.

It was resolved unanimously to:
a) agree to tender the care and support contract at {place} for £1,200,000; and
b) delegate the award of the {place} contract to the Executive Director: Adults, in consultation with the Chair.
"""
PLACES = {
    "larkfield.txt": MINUTES.format(place="LARKFIELD COURT", day="Thursday, 8 September 2022"),
    "mill.txt": MINUTES.format(place="MILL LANE", day="Thursday, 12 January 2023"),
    "ferry.txt": MINUTES.format(place="FERRY HOUSE", day="Thursday, 16 March 2023"),
}
SECRET = MINUTES.format(place="ZYGOMATIC GREEN", day="Thursday, 11 May 2023").replace(
    "\n\nDate", "\n\nNOT FOR PUBLICATION\n\nDate"
)
KILLED = """
import os, signal, sys
from pathlib import Path
from ingest.publish import writing
from ingest.publish.graph import publish_graph
from kg.base import Base
from kg.remote import published as publications
from kg.remote.credentials import credentials
from kg.remote.endpoint import connect
folder, url, stop = sys.argv[1:]
writing.MOST = writing.LOADED = 60
must_be, asked = writing.must_be, []
def stopped(endpoint, token):
    asked.append(token)
    if len(asked) > int(stop):
        os.kill(os.getpid(), signal.SIGKILL)
    must_be(endpoint, token)
writing.must_be = stopped
base = Base(Path(folder))
publish_graph(base, base.open_for_reading(True), connect(url, credentials("GRAPH", "", os.environ), to_write=True))
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in PLACES.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def made(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Base:
    base = Base(tmp_path_factory.mktemp("made") / "records")
    assert len(ingest(base, [str(papers)]).read) == len(PLACES)
    return base


@pytest.fixture
def base(made: Base, tmp_path: Path) -> Base:
    """Three papers of an invented council, to be changed as a test likes."""
    shutil.copytree(made.path, tmp_path / "records", symlinks=True)
    return Base(tmp_path / "records")


def at(store: SparqlStore, url: str | None = None) -> Endpoint:
    return connect(
        url or store.url, credentials("GRAPH", "", {"NETRC": "/dev/null", **store.environment}), to_write=True
    )


def bring(base: Base, endpoint: Endpoint, generation: Generation | None = None, **told: object) -> Done:
    return publish_graph(base, generation or base.open_for_reading(public=True), endpoint, **told)  # type: ignore[arg-type]


def there(endpoint: Endpoint, graph: str) -> set[str]:
    """What a store has of a graph, by what it means."""
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    return set(all_meant(read_lines(endpoint.ask(query, TRIPLES))))


def must_hold(endpoint: Endpoint, generation: Generation) -> None:
    """The store has each graph of a generation, statement for statement, no other graph of ours, and says so."""
    local = open_graph(generation.graph)
    graphs = named_graphs(local)
    for graph in graphs:
        assert there(endpoint, graph) == set(all_meant(lines_of(local, graph))), graph
    assert set(present_in(endpoint)) == set(graphs) == set(holdings(endpoint))
    said = published(endpoint)
    assert said is not None
    assert (said.is_whole, said.number, said.publishers) == (True, generation.number, ())


def test_a_store_holds_what_was_published_and_a_second_run_does_nothing(base: Base, sparql_store: SparqlStore) -> None:
    endpoint = at(sparql_store)
    done = bring(base, endpoint)
    assert done.proof.faults == []
    must_hold(endpoint, base.open_for_reading())
    again = bring(base, endpoint)
    assert (again.nothing, again.requests, again.quads) == (True, 0, done.quads)


def test_only_papers_that_came_changed_or_went_are_sent(
    base: Base, papers: Path, tmp_path: Path, sparql_store: SparqlStore
) -> None:
    endpoint = at(sparql_store)
    bring(base, endpoint)
    (tmp_path / "new.txt").write_text(MINUTES.format(place="TERN HOUSE", day="Thursday, 8 June 2023"))
    ingest(base, [str(tmp_path / "new.txt")])
    withdraw(base, "mill.txt")
    done = bring(base, endpoint)
    assert done.proof.faults == []
    assert done.dropped == 1
    assert done.same == 2  # papers; what is concluded of all is another
    must_hold(endpoint, base.open_for_reading())


def test_one_more_paper_has_only_graphs_counted_that_were_written(
    base: Base, tmp_path: Path, sparql_store: SparqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint = at(sparql_store)
    first = bring(base, endpoint)
    asked: list[str] = []

    def counted(endpoint: Endpoint, graphs: frozenset[str]) -> dict[str, int]:
        asked.extend(graphs)
        return counted_in(endpoint, graphs)

    monkeypatch.setattr(publishing_graph, "counted_in", counted)
    monkeypatch.setattr(publishing_graph, "present_in", lambda _endpoint: pytest.fail("every graph was counted"))
    (tmp_path / "new.txt").write_text(MINUTES.format(place="TERN HOUSE", day="Thursday, 8 June 2023"))
    ingest(base, [str(tmp_path / "new.txt")])
    done = bring(base, endpoint)
    assert (done.proof.faults, done.proof.all_counted, first.proof.all_counted) == ([], False, True)
    assert sum("/id/paper/" in graph for graph in asked) == 1
    assert done.quads == sum(present_in(endpoint).values())


def test_a_graph_that_was_written_and_is_not_all_there_is_written_again(
    base: Base, tmp_path: Path, sparql_store: SparqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint = at(sparql_store)
    bring(base, endpoint)
    (tmp_path / "new.txt").write_text(MINUTES.format(place="TERN HOUSE", day="Thursday, 8 June 2023"))
    ingest(base, [str(tmp_path / "new.txt")])
    torn: list[str] = []

    def counted(endpoint: Endpoint, graphs: frozenset[str]) -> dict[str, int]:
        if not torn:
            torn.extend(graph for graph in graphs if "/id/paper/" in graph)
            sparql_store.update(f"DELETE WHERE {{ GRAPH <{torn[0]}> {{ ?s a ?kind }} }}")
        return counted_in(endpoint, graphs)

    monkeypatch.setattr(publishing_graph, "counted_in", counted)
    assert bring(base, endpoint).proof.faults == []
    must_hold(endpoint, base.open_for_reading())


@pytest.mark.parametrize("stop", [1, 4, 7])
def test_a_publisher_that_is_killed_is_finished_by_the_next(base: Base, stop: int, sparql_store: SparqlStore) -> None:
    endpoint = at(sparql_store)
    words = [sys.executable, "-c", KILLED, str(base.path), sparql_store.url, str(stop)]
    ended = subprocess.run(words, cwd=ROOT, env={"PYTHONPATH": str(ROOT), **sparql_store.environment}, check=False)
    assert ended.returncode == -signal.SIGKILL
    said = published(endpoint)
    assert said is not None
    assert not said.is_whole
    assert bring(base, endpoint).proof.faults == []
    must_hold(endpoint, base.open_for_reading())


def test_what_a_killed_publisher_left_of_a_paper_withdrawn_since_goes(base: Base, sparql_store: SparqlStore) -> None:
    endpoint = at(sparql_store)
    words = [sys.executable, "-c", KILLED, str(base.path), sparql_store.url, "6"]
    subprocess.run(words, cwd=ROOT, env={"PYTHONPATH": str(ROOT), **sparql_store.environment}, check=False)
    for name in PLACES:
        if name != "ferry.txt":
            withdraw(base, name)
    bring(base, endpoint)
    must_hold(endpoint, base.open_for_reading())


def test_a_store_that_goes_in_the_middle_is_told_and_brought_up_when_it_is_back(
    base: Base, sparql_store: SparqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST", 60)
    monkeypatch.setattr(writing, "LOADED", 60)

    def gone(done: int, _graphs: int) -> None:
        if done == 2:
            sparql_store.kill()

    with pytest.raises(OutOfReach, match=r"cannot be reached .* is it running"):
        bring(base, at(sparql_store), progress=gone)
    sparql_store.restart()
    endpoint = at(sparql_store)
    bring(base, endpoint)
    must_hold(endpoint, base.open_for_reading())


def test_papers_not_for_publication_go_to_staff_only_and_are_taken_out_again(
    base: Base, tmp_path: Path, sparql_store: SparqlStore
) -> None:
    endpoint = at(sparql_store)
    bring(base, endpoint)
    (tmp_path / "secret.txt").write_text(SECRET)
    ingest(base, [str(tmp_path / "secret.txt")])
    everybody, staff = base.open_for_reading(public=True), base.open_for_reading()
    bring(base, endpoint, everybody)
    must_hold(endpoint, everybody)
    assert not endpoint.holds('GRAPH ?g { ?s ?p ?o FILTER(CONTAINS(STR(?o), "ZYGOMATIC")) }')

    assert bring(base, endpoint, staff).exempt
    must_hold(endpoint, staff)
    said = published(endpoint)
    assert said is not None
    assert said.may_be_exempt

    meanwhile: list[bool] = []

    def look(done: int, _graphs: int) -> None:
        said = published(endpoint)
        if said and done:  # before the first graph nothing is said yet
            meanwhile.append(said.may_be_exempt)

    done = bring(base, endpoint, everybody, progress=look)
    assert meanwhile
    assert all(meanwhile)
    assert done.withdrew
    must_hold(endpoint, everybody)
    said = published(endpoint)
    assert said is not None
    assert not said.may_be_exempt


def test_papers_not_for_publication_go_before_anything_else_is_sent(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint = at(started("oxigraph"))
    started("oxigraph").clear()
    (tmp_path / "secret.txt").write_text(SECRET)
    ingest(base, [str(tmp_path / "secret.txt")])
    bring(base, endpoint, base.open_for_reading())
    sent: list[str] = []
    send = Writer.send

    def noted(writer: Writer, steps: Iterable[str]) -> None:
        sent.extend(steps := list(steps))
        send(writer, steps)

    monkeypatch.setattr(Writer, "send", noted)
    monkeypatch.setattr(Writer, "_load", lambda _writer, whole: pytest.fail("too few for that"))
    bring(base, endpoint, base.open_for_reading(public=True))
    dropping = next(number for number, update in enumerate(sent) if "DROP" in update)
    assert not any("INSERT" in step and "/id/paper/" in step for step in sent[:dropping])


def test_an_older_copy_of_a_base_does_not_set_a_store_back(base: Base, tmp_path: Path) -> None:
    started("oxigraph").clear()
    endpoint, first = at(started("oxigraph")), base.open_for_reading()
    withdraw(base, "mill.txt")
    bring(base, endpoint)
    with pytest.raises(WrongUse, match="holds generation 2 and this base has only got 1: is it an older copy"):
        bring(base, endpoint, first)
    must_hold(endpoint, base.open_for_reading())
    bring(base, endpoint, first, replacing=True)
    must_hold(endpoint, first)


def test_graphs_of_others_are_left_alone(base: Base, sparql_store: SparqlStore) -> None:
    sparql_store.update('INSERT DATA { GRAPH <http://example.org/theirs> { <http://example.org/a> a "theirs" } }')
    endpoint = at(sparql_store)
    bring(base, endpoint)
    for name in ("larkfield.txt", "mill.txt"):
        withdraw(base, name)
    assert bring(base, endpoint, verify=True).proof.faults == []
    assert len(there(endpoint, "http://example.org/theirs")) == 1


def test_long_graphs_go_in_bounded_requests_and_then_by_what_differs(
    base: Base, tmp_path: Path, sparql_store: SparqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST", 40)
    monkeypatch.setattr(writing, "LOADED", 60)
    monkeypatch.setattr(publishing_graph, "BIG", 20)
    endpoint = at(sparql_store)
    bring(base, endpoint)
    must_hold(endpoint, base.open_for_reading())
    (tmp_path / "new.txt").write_text(MINUTES.format(place="TERN HOUSE", day="Thursday, 8 June 2023"))
    ingest(base, [str(tmp_path / "new.txt")])
    assert bring(base, endpoint).changed >= 1
    must_hold(endpoint, base.open_for_reading())


def test_more_graphs_than_an_answer_may_have_are_asked_for_in_pages(
    base: Base, sparql_store: SparqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint = at(sparql_store)
    bring(base, endpoint)
    graphs, digests = present_in(endpoint), holdings(endpoint)
    for rows in (1, 2, len(graphs)):
        monkeypatch.setattr(publications, "PAGE", rows)
        assert (present_in(endpoint), holdings(endpoint)) == (graphs, digests)


def test_words_of_every_kind_come_back_as_they_were(sparql_store: SparqlStore) -> None:
    from pyoxigraph import Literal, NamedNode, Triple

    words = ["tab\tnew\nline\rpage\fbreak", 'quo"te', "back\\slash \\u41", "é ß 漢 😀", "\u202eabc\u202c", "{ } . ; #",
             "", "?x $y", "a" * 100_000, "'''", '"""']  # fmt: skip
    node = NamedNode("http://example.org/a")
    lines = sorted(f"{Triple(node, node, Literal(each))} ." for each in words)
    endpoint = at(sparql_store)
    endpoint.write(f"INSERT DATA {{ GRAPH <http://example.org/words> {{ {' '.join(lines)} }} }}")
    assert there(endpoint, "http://example.org/words") == set(lines)


def test_what_others_changed_in_a_store_is_mended(base: Base, sparql_store: SparqlStore) -> None:
    endpoint = at(sparql_store)
    bring(base, endpoint)
    graph = next(each for each in named_graphs(open_graph(base.open_for_reading().graph)) if "/paper/" in each)
    sparql_store.update(f"DROP SILENT GRAPH <{graph}>")
    assert bring(base, endpoint, verify=True).proof.faults == []
    must_hold(endpoint, base.open_for_reading())


def test_two_publishers_at_once_are_one_too_many(base: Base, sparql_store: SparqlStore) -> None:
    endpoint = at(sparql_store)
    told: list[str] = []

    def second(_done: int, _graphs: int) -> None:
        if not told:
            with pytest.raises(BaseBusy) as refused:
                bring(base, at(sparql_store))
            told.append(str(refused.value))

    bring(base, endpoint, progress=second)
    assert "has been publishing to" in told[0]
    must_hold(endpoint, base.open_for_reading())
