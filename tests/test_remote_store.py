"""A graph in a SPARQL server answers as the same graph in the base's folder, on every store that could be had here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryTriples

from ingest.publish.graph import publish_graph
from interfaces.cli.main import run
from interfaces.web.api.questions import QUESTIONS
from interfaces.web.warming import warm
from kg.base import Base
from kg.errors import BadQuery, NoBase, OutOfReach, WrongUse
from kg.graph import ask, canonical_lines
from kg.holdings import Stores
from kg.remote.credentials import credentials
from kg.remote.endpoint import Endpoint, connect
from kg.remote.patterns import FIRST, Patterns
from kg.remote.place import RemoteGraph
from kg.remote.server import Reply, Server
from kg.remote.standing import read_standing
from kg.remote.store import RemoteStore, with_prefixes
from kg.vocabulary import ID_BASE, IDENTITY_GRAPH, PREFIXES, PUBLISHED_GRAPH, Has, Kind
from queries.library import Library
from queries.sparql import sparql
from tests.sparql_stores import SparqlStore
from tests.test_queries_any_order import answer_of

LABEL = NamedNode(Has.LABEL)
SAYS = "https://w3id.org/committee-kg/published#"


def graph_in(store: SparqlStore) -> RemoteGraph:
    """A store's graph, for reading."""
    return RemoteGraph(store.url, credentials("GRAPH", "127.0.0.1", store.environment))


def published_to(store: SparqlStore, base: Base, public: bool = True) -> Base:
    """The base, whose graph is in a store."""
    endpoint = connect(store.url, graph_in(store).name, to_write=True)
    publish_graph(base, base.open_for_reading(public), endpoint)
    return replace(base, stores=Stores(graph_in(store)))


def said(store: SparqlStore, **words: str) -> None:
    """Have a store say of its publication what is not so."""
    for word, value in words.items():
        store.update(
            f"DELETE WHERE {{ GRAPH <{PUBLISHED_GRAPH}> {{ <{PUBLISHED_GRAPH}> <{SAYS}{word}> ?o }} }} ; "
            f'INSERT DATA {{ GRAPH <{PUBLISHED_GRAPH}> {{ <{PUBLISHED_GRAPH}> <{SAYS}{word}> "{value}" }} }}'
        )


def test_every_question_is_answered_as_from_the_folder(sparql_store: SparqlStore, sample_base: Base) -> None:
    local, remote = Library(sample_base), Library(published_to(sparql_store, sample_base))
    assert remote.holdings.number == local.holdings.number
    assert [each.name for each in QUESTIONS if answer_of(remote, each, local) != answer_of(local, each, local)] == []


def test_the_graph_that_is_read_back_is_the_graph_that_was_published(sparql_store: SparqlStore, base: Base) -> None:
    local, remote = Library(base).store, Library(published_to(sparql_store, base)).store
    assert list(canonical_lines(remote)) == list(canonical_lines(local))
    assert len(remote) == len(local)
    assert set(remote.named_graphs()) == set(local.named_graphs())


def test_sparql_is_answered_in_every_form(sparql_store: SparqlStore, base: Base) -> None:
    local, remote = Library(base), Library(published_to(sparql_store, base))
    for query in (
        "SELECT DISTINCT ?c ?l { ?c a ck:Contract ; rdfs:label ?l } ORDER BY ?l",
        "ASK { ?c a ck:Contract }",
        "ASK { ?c a ck:Nothing }",
        "CONSTRUCT { ?c rdfs:label ?l } WHERE { ?c a ck:Contract ; rdfs:label ?l }",
        'SELECT ?p { ?p kg:matches "respite" } ORDER BY ?p',
    ):
        one, other = sparql(local, query), sparql(remote, query)
        assert (one.truth, sorted(one.rows, key=repr)) == (other.truth, sorted(other.rows, key=repr)), query


def test_a_query_that_cannot_be_read_is_told_with_its_place(oxigraph: SparqlStore, base: Base) -> None:
    remote = Library(published_to(oxigraph, base))
    with pytest.raises(BadQuery) as told:
        sparql(remote, "SELECT ?c WHERE\n{ ?c a ck:Contract ")
    assert told.value.line == 2


def test_a_query_may_not_write_nor_send_the_store_elsewhere(oxigraph: SparqlStore, base: Base) -> None:
    remote = Library(published_to(oxigraph, base))
    for query in ("DROP ALL", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"):
        with pytest.raises(BadQuery):
            sparql(remote, query)


class Counted:
    """A way to a store that counts what is asked."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self.requests = 0

    def ask(self, query: str, accept: str, *graphs: Any) -> bytes:
        """Ask, and count."""
        self.requests += 1
        return self._endpoint.ask(query, accept, *graphs)


def test_no_question_makes_more_than_fifty_requests(oxigraph: SparqlStore, sample_base: Base) -> None:
    local, remote = Library(sample_base), Library(published_to(oxigraph, sample_base))
    counted, made = Counted(connect(oxigraph.url)), {}
    remote.__dict__["store"] = RemoteStore(counted)
    warm(remote, 60)  # as a server does before it shows a generation
    for question in QUESTIONS:
        counted.requests = 0
        answer_of(remote, question, local)
        made[question.name] = counted.requests
    assert {name: requests for name, requests in made.items() if requests > 50} == {}


def test_the_names_of_many_things_are_asked_for_together() -> None:
    asked: list[str] = []

    def select(query: str) -> list[tuple[Any, ...]]:
        asked.append(query)
        return [(NamedNode(f"{ID_BASE}person/{number}"), Literal(f"P {number}"), None) for number in (1, 2)]

    patterns = Patterns(select)
    patterns.see(b" ".join(b'"%sperson/%d"' % (ID_BASE.encode(), number) for number in (1, 2, 3)))
    graph = NamedNode(IDENTITY_GRAPH)
    found = [list(patterns.quads((NamedNode(f"{ID_BASE}person/{each}"), LABEL, None, graph))) for each in (1, 2, 3)]
    assert [len(quads) for quads in found] == [1, 1, 0]
    assert len(asked) == 1


def test_what_each_papers_graph_says_of_its_statements_is_asked_for_together() -> None:
    asked: list[str] = []
    papers = [f"{ID_BASE}paper/{digit * 16}" for digit in "ab"]
    decisions = [NamedNode(f"{paper}/decision/agree") for paper in papers]

    def select(query: str) -> list[tuple[Any, ...]]:
        asked.append(query)
        return [(decision, Literal("agreed"), NamedNode(papers[at])) for at, decision in enumerate(decisions)]

    patterns = Patterns(select)
    patterns.see(" ".join(f'"{each.value}"' for each in decisions).encode())
    for paper, decision in zip(papers, decisions, strict=True):
        (quad,) = patterns.quads((decision, LABEL, None, NamedNode(paper)))
        assert (quad.subject, quad.graph_name) == (decision, NamedNode(paper))
    assert len(asked) == 1


def test_who_wants_one_of_very_many_is_not_given_all() -> None:
    asked: list[str] = []

    def select(query: str) -> list[tuple[Any, ...]]:
        asked.append(query)
        return [(NamedNode(f"{ID_BASE}person/{number}"), NamedNode(IDENTITY_GRAPH)) for number in range(FIRST)]

    patterns = Patterns(select)
    next(iter(patterns.quads((None, NamedNode(Has.TYPE), NamedNode(Kind.PERSON), None))))
    assert [f"LIMIT {FIRST}" in query for query in asked] == [True]


def test_prefixes_that_a_query_has_of_its_own_stay_as_they_are() -> None:
    query = "PREFIX ck: <http://example.org/> SELECT ?s { ?s a ck:Thing, dct:Other ; <http://x/org:y> 'oa:z' }"
    assert with_prefixes(query, PREFIXES) == f"PREFIX dct: <{PREFIXES['dct']}> {query}"


def test_a_store_to_which_nothing_was_published_is_told_so(oxigraph: SparqlStore, base: Base) -> None:
    with pytest.raises(NoBase, match="Nothing is published at"):
        _ = Library(replace(base, stores=Stores(graph_in(oxigraph)))).holdings


def test_a_store_that_is_being_written_is_not_opened(oxigraph: SparqlStore, base: Base) -> None:
    there = published_to(oxigraph, base)
    said(oxigraph, state="under-way")
    with pytest.raises(OutOfReach, match="is being published"):
        _ = Library(there).holdings


def test_a_store_with_papers_not_for_publication_is_refused_to_the_public(oxigraph: SparqlStore, base: Base) -> None:
    there = published_to(oxigraph, base)
    said(oxigraph, exempt="true")
    with pytest.raises(WrongUse, match="not for publication"):
        _ = Library(there, public=True).holdings
    assert Library(there).holdings.number == 1


def test_a_store_that_is_gone_is_one_sentence(oxigraph: SparqlStore, base: Base) -> None:
    there = published_to(oxigraph, base)
    remote = Library(there)
    assert ask(remote.store, "ASK { ?s ?p ?o }").truth
    oxigraph.kill()
    for ask_it in (lambda: ask(remote.store, "ASK { ?s ?p ?o }"), lambda: Library(there).holdings):
        with pytest.raises(OutOfReach) as told:
            ask_it()
        assert "\n" not in str(told.value)


def test_it_is_seen_when_a_store_was_written(oxigraph: SparqlStore, base: Base) -> None:
    remote = Library(published_to(oxigraph, base))
    assert remote.holdings.settled()
    said(oxigraph, stamp="another")
    assert not remote.holdings.settled()


def test_a_truth_and_triples_are_of_the_engines_own_classes(oxigraph: SparqlStore, base: Base) -> None:
    store = Library(published_to(oxigraph, base)).store
    assert isinstance(store.query("ASK { ?s ?p ?o }"), QueryBoolean)
    assert isinstance(store.query("CONSTRUCT WHERE { ?s ?p ?o }"), QueryTriples)


def test_a_base_without_the_generation_says_where_a_text_index_is_wanted(
    oxigraph: SparqlStore, base: Base, tmp_path: Any
) -> None:
    there = published_to(oxigraph, base)
    with pytest.raises(NoBase, match="--text"):
        _ = Library(replace(there, path=tmp_path / "copy")).holdings


def test_the_command_line_asks_a_store(oxigraph: SparqlStore, base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    published_to(oxigraph, base)
    asked = ["contracts", "--format", "json"]
    assert run(["--base", str(base.path), *asked]) == 0
    local = capsys.readouterr().out
    assert run(["--base", str(base.path), "--graph", oxigraph.url, *asked]) == 0
    assert capsys.readouterr().out == local


def test_the_command_line_says_when_the_store_was_written_meanwhile(
    oxigraph: SparqlStore, base: Base, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from queries import contracts

    published_to(oxigraph, base)
    original = contracts.contracts

    def written_meanwhile(*asked: Any, **told: Any) -> Any:
        answer = original(*asked, **told)
        said(oxigraph, stamp="another")
        return answer

    monkeypatch.setattr(contracts, "contracts", written_meanwhile)
    assert run(["--base", str(base.path), "--graph", oxigraph.url, "contracts"]) == 1
    assert "ask again" in capsys.readouterr().err


@pytest.mark.parametrize("header", ["x-sparql-maxrows", "x-sql-state"])
def test_an_answer_that_is_not_whole_is_no_answer(header: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(*_: object) -> Reply:
        return Reply(200, {header: "10000"}, b'{"head": {"vars": []}, "results": {"bindings": []}}')

    monkeypatch.setattr(Server, "request", half)
    endpoint = Endpoint(Server("http://127.0.0.1:1"), "/sparql", None)
    with pytest.raises(OutOfReach):
        RemoteStore(endpoint).query("SELECT * { ?s ?p ?o }")


@pytest.mark.parametrize(("status", "words"), [(404, b"No such dataset"), (500, b"the disk is full")])
def test_a_store_that_fails_at_what_is_sound_is_out_of_reach(
    status: int, words: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Server, "request", lambda *_: Reply(status, {}, words))
    endpoint = Endpoint(Server("http://127.0.0.1:1"), "/sparql", "/update", "/data")
    told = f"HTTP {status}: {words.decode()}"
    with pytest.raises(OutOfReach, match=told):
        next(RemoteStore(endpoint).quads_for_pattern(None, LABEL, None), None)
    with pytest.raises(OutOfReach, match=told):
        read_standing(endpoint)
    with pytest.raises(OutOfReach, match=told):
        endpoint.write("DROP SILENT GRAPH <http://example.org/g>")
    with pytest.raises(OutOfReach, match=told):
        endpoint.load("")


def test_many_values_of_a_query_that_has_them_in_several_places_are_asked_in_lots(
    oxigraph: SparqlStore, base: Base
) -> None:
    library = Library(published_to(oxigraph, base), public=True)
    assert (
        library.ask("scheme", scheme=[f"https://w3id.org/committee-kg/id/scheme/{at:080}" for at in range(190)]) == []
    )
