"""The graph on disk: whole replacements, exports that can be compared, SPARQL that only reads, ways between things."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadQuery
from kg.graph import (
    EXPORT_FORMATS,
    FEW,
    ask,
    canonical_lines,
    drop_graph,
    export,
    load_graphs,
    named_graphs,
    open_graph,
    rdflib_view,
    replace_graph,
)  # fmt: skip
from kg.issue_codes import ISSUE_CODES
from kg.network import between, network
from kg.sparql import blanked, check_readable
from kg.vocabulary import ID_BASE, IDENTITY_GRAPH, Has, Kind

RAISED = re.compile(r"\bIssue\(\s*\"([a-z-]+)\"")
PAPER = ID_BASE + "paper/1"
OTHER = ID_BASE + "paper/2"


def quad(subject: str, prop: str, value: str | ox.Literal, graph: str = PAPER) -> ox.Quad:
    target = ox.NamedNode(value) if isinstance(value, str) else value
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(prop), target, ox.NamedNode(graph))


def thing(name: str, kind: str) -> list[ox.Quad]:
    iri = f"urn:{name.split()[0]}"
    return [quad(iri, Has.TYPE, kind), quad(iri, Has.LABEL, ox.Literal(name), IDENTITY_GRAPH)]


def store_of(*quads: ox.Quad) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


LARKFIELD = store_of(*thing("Larkfield", Kind.CONTRACT), *thing('Mill "Lane"\n', Kind.CONTRACT))


# One update a paper


def test_a_graph_is_replaced_whole_and_others_are_left() -> None:
    store = store_of(quad("urn:a", Has.MEETING, "urn:m"), quad("urn:b", Has.MEETING, "urn:m", OTHER))
    new = [quad("urn:c", Has.TITLE, ox.Literal('a "quoted"\nline')), quad("urn:a", Has.MEETING, "urn:m")]
    assert replace_graph(store, PAPER, new) == (1, 0)
    assert replace_graph(store, PAPER, new[:1]) == (0, 1)
    assert set(store) == {new[0], quad("urn:b", Has.MEETING, "urn:m", OTHER)}


def test_the_same_graph_again_writes_nothing() -> None:
    store = store_of(quad("urn:a", Has.MEETING, "urn:m"))
    assert replace_graph(store, PAPER, [quad("urn:a", Has.MEETING, "urn:m")]) == (0, 0)


@given(st.lists(st.text(), max_size=5), st.lists(st.text(), max_size=5))
def test_any_words_survive_a_replacement(before: list[str], after: list[str]) -> None:
    store = store_of(*(quad("urn:a", Has.TEXT, ox.Literal(words)) for words in before))
    wanted = {quad("urn:a", Has.TEXT, ox.Literal(words)) for words in after}
    replace_graph(store, PAPER, wanted)
    assert set(store) == wanted


def test_a_graph_can_be_dropped_and_dropped_again() -> None:
    store = store_of(quad("urn:a", Has.MEETING, "urn:m"), quad("urn:b", Has.MEETING, "urn:m", OTHER))
    drop_graph(store, PAPER)
    drop_graph(store, PAPER)
    assert named_graphs(store) == (OTHER,)


def test_readers_open_what_the_writer_flushed(tmp_path: Path) -> None:
    writer = open_graph(tmp_path / "graph", write=True)
    replace_graph(writer, PAPER, [quad("urn:a", Has.MEETING, "urn:m")])
    writer.flush()
    assert len(open_graph(tmp_path / "graph")) == 1


GRAPHS = (PAPER, OTHER, "urn:third")
GIVEN = st.tuples(st.sampled_from(GRAPHS), st.lists(st.sampled_from("abcd"), max_size=4))


def words_of(graph: str, words: list[str]) -> list[ox.Quad]:
    return [quad("urn:a", Has.TEXT, ox.Literal(each), graph) for each in words]


@given(st.lists(GIVEN, max_size=3), st.lists(GIVEN, max_size=8), st.sampled_from([(1, 1), (3, 2), (3, 9), (99, 99)]))
def test_many_graphs_loaded_are_as_if_each_had_been_replaced(
    before: list[tuple[str, list[str]]], given: list[tuple[str, list[str]]], sizes: tuple[int, int]
) -> None:
    one, other = ox.Store(), ox.Store()
    for graph, words in before:
        replace_graph(one, graph, words_of(graph, words))
        replace_graph(other, graph, words_of(graph, words))
    held = len(one)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kg.graph.GATHERED", sizes[0])
        patched.setattr("kg.graph.FEW", sizes[1])
        more = load_graphs(one, ((graph, words_of(graph, words)) for graph, words in given))
    for graph, words in given:
        replace_graph(other, graph, words_of(graph, words))
    assert set(one) == set(other)
    assert more == len(one) - held


KILLED = """
import os, signal, sys
from pathlib import Path
import pyoxigraph as ox
from kg import graph

graph.GATHERED = 2 * graph.FEW
title = ox.NamedNode("urn:title")

def papers():
    for number in range(5):
        name = f"urn:paper-{number}"
        yield name, [ox.Quad(ox.NamedNode(f"{name}/{n}"), title, ox.Literal(str(n)), ox.NamedNode(name))
                     for n in range(graph.FEW)]
        if number == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)

store = graph.open_graph(Path(sys.argv[1]), write=True)
graph.load_graphs(store, papers())
store.flush()
"""


def test_a_kill_in_the_middle_of_a_load_leaves_graphs_whole_and_the_next_load_has_all(tmp_path: Path) -> None:
    def run(stopped_after: int) -> list[int]:
        subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "graph"), str(stopped_after)], check=False)
        store = open_graph(tmp_path / "graph", write=True)
        return [
            len(list(store.quads_for_pattern(None, None, None, ox.NamedNode(name)))) for name in named_graphs(store)
        ]

    assert run(0) == []
    assert run(2) == [FEW] * 2
    assert run(3) == [FEW] * 4
    assert run(-1) == [FEW] * 5


def test_what_a_stop_left_of_a_load_is_cleared_away_by_the_next_writer(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    store = open_graph(folder, write=True)
    store.bulk_extend(words_of(PAPER, ["kept"]))
    del store
    (folder / "bulk-1234.sst").write_bytes(b"a paper's words")  # as the engine calls them before they are its own
    assert len(open_graph(folder, write=True)) == 1
    assert not list(folder.glob("bulk-*"))


# Questions


def test_a_query_sees_the_union_and_knows_our_prefixes() -> None:
    found = ask(LARKFIELD, "SELECT ?l { ?x a ck:Contract ; rdfs:label ?l } ORDER BY ?l")
    assert found.variables == ("l",)
    assert found.rows == (("Larkfield",), ('Mill "Lane"\n',))


def test_ask_and_construct_are_answered_too() -> None:
    assert ask(LARKFIELD, "ASK { ?x a ck:Contract }").truth is True
    assert ask(LARKFIELD, "CONSTRUCT { ?x a ck:Scheme } WHERE { ?x rdfs:label 'Larkfield' }").rows == (
        ("urn:Larkfield", Has.TYPE, Kind.SCHEME),
    )


def test_an_unbound_cell_is_none() -> None:
    assert ask(LARKFIELD, "SELECT ?l ?d { ?x rdfs:label ?l OPTIONAL { ?x dct:date ?d } } LIMIT 1").rows[0][1] is None


@pytest.mark.parametrize("words", ["Larkfield", 'Mill "Lane"\n', "' } DROP ALL #"])
def test_a_value_is_bound_to_a_variable_that_is_not_asked_for(words: str) -> None:
    found = ask(LARKFIELD, "SELECT ?x { ?x a ck:Contract ; rdfs:label ?name } # no comment", {"name": words})
    assert len(found.rows) == (0 if "DROP" in words else 1)


def test_an_iri_is_bound_as_one() -> None:
    query = "SELECT ?label { GRAPH ?g { ?x a ?kind } ?x rdfs:label ?label } ORDER BY ?label"
    assert len(ask(LARKFIELD, query, {"kind": Kind.CONTRACT}).rows) == 2


@pytest.mark.parametrize(
    ("query", "says", "place"),
    [
        ("", "empty", None),
        ("  # only a comment\n", "empty", None),
        ("SELECT * {\n  ?a ?b ", "where it ends", (2, 9)),
        ("SELECT * {\n  ?a dcterms:title ?c }", "prefix dcterms: is not declared", (2, 6)),
        ("SELECT * { SERVICE <http://elsewhere.example/> { ?a ?b ?c } }", "SERVICE", (1, 12)),
        ("SELECT * { ?a ck:a\\#b ?c . service silent <http://elsewhere.example/> { } }", "SERVICE", (1, 28)),
        ("DROP ALL", "update", (1, 1)),
        ("PREFIX x: <http://x.example/>\nINSERT DATA { x:a x:b x:c }", "update", (2, 1)),
        ("SELECT * { FILTER(" + "(" * 5000 + "1", "more than 100 deep", (1, 117)),
        ("SELECT * { " + "?a ?b ?c . " * 9999 + "}", "longer than 50,000", None),
        ("LOAD <http://elsewhere.example/>", "update", (1, 1)),
        ("SELECT ?x { ?x ?p 'unclosed }", "cannot be read", None),
    ],
)
def test_a_query_that_cannot_be_asked_says_why_and_where(query: str, says: str, place: tuple[int, int] | None) -> None:
    with pytest.raises(BadQuery, match=says) as raised:
        ask(LARKFIELD, query)
    if place is not None:
        assert (raised.value.line, raised.value.column) == place


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service rdfs:label 'SERVICE' } # SERVICE",
        "SELECT * { ?x a <http://service.example/SERVICE> }",
        "PREFIX service: <http://x.example/> SELECT * { ?x service:a ?service }",
        'SELECT * { ?x ?p """a " SERVICE \' b""" }',
        "SELECT * { ?x ck:service ?y FILTER(?y < 3 && ?y > 1) }",
    ],
)
def test_the_word_service_elsewhere_is_no_harm(query: str) -> None:
    assert ask(LARKFIELD, query).truth is None


@given(st.text())
def test_blanking_keeps_every_place(query: str) -> None:
    assert len(blanked(query)) == len(query)
    assert blanked(query).count("\n") == query.count("\n")


@given(st.text())
def test_no_words_whatever_do_more_than_raise_bad_query(query: str) -> None:
    with contextlib.suppress(BadQuery):
        ask(LARKFIELD, query)


def test_reading_queries_are_let_through() -> None:
    check_readable("BASE <http://x.example/> PREFIX loads: <http://x.example/> SELECT * { ?load loads:x 'DROP ALL' }")


# Exports


@pytest.mark.parametrize("form", EXPORT_FORMATS)
def test_every_format_is_written(form: str) -> None:
    out = io.BytesIO()
    export(LARKFIELD, form, out)  # type: ignore[arg-type]
    assert b"Larkfield" in out.getvalue()
    assert not out.closed


def test_equal_graphs_have_equal_canonical_lines() -> None:
    quads = [*thing("a", Kind.SCHEME), *thing("b", Kind.SCHEME)]
    assert list(canonical_lines(store_of(*quads))) == list(canonical_lines(store_of(*reversed(quads))))


def test_nquads_and_trig_bring_everything_back() -> None:
    for form, kind in (("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)):
        out = io.BytesIO()
        export(LARKFIELD, form, out)  # type: ignore[arg-type]
        again = ox.Store()
        again.load(out.getvalue(), kind)
        assert set(again) == set(LARKFIELD)


def test_csv_has_a_row_a_quad_and_json_ld_is_json() -> None:
    table, linked = io.BytesIO(), io.BytesIO()
    export(LARKFIELD, "csv", table)
    export(LARKFIELD, "jsonld", linked)
    rows = list(csv.DictReader(io.StringIO(table.getvalue().decode(), newline="")))
    assert len(rows) == len(LARKFIELD)
    assert 'Mill "Lane"\n' in {row["value"] for row in rows}
    assert json.loads(linked.getvalue())


def test_rdflib_sees_the_same_union() -> None:
    view = rdflib_view(LARKFIELD)
    assert len(list(view.query("SELECT DISTINCT ?x { ?x a ?kind ; ?p 'Larkfield' }"))) == 1


# Ways between things


def tied(*ties: tuple[str, str, str], graph: str = PAPER) -> list[ox.Quad]:
    return [quad(f"urn:{a}", prop, f"urn:{b}", graph) for a, prop, b in ties]


COUNTY = store_of(
    *(item for name in ("one", "two", "three") for item in thing(name, Kind.CONTRACT)),
    *thing("tern", Kind.PROVIDER),
    *thing("adults", Kind.COMMITTEE),
    *thing("lone", Kind.SCHEME),
    *tied(("one", Has.PROVIDER, "tern"), ("one", Has.BODY, "adults"), ("two", Has.BODY, "adults")),
    *tied(("two", Has.PROVIDER, "tern"), ("three", Has.BODY, "adults"), graph=OTHER),
)


def test_a_shared_provider_ties_before_the_committee_that_all_share() -> None:
    ways = between(network(COUNTY), "urn:one", "urn:two")
    assert [step.object_label for step in ways[0]] == ["tern", "tern"]
    assert [step.papers for step in ways[0]] == [(PAPER,), (OTHER,)]
    assert ways[0][1].subject_label == "two"
    assert [step.object_label for step in ways[1]] == ["adults", "adults"]


def test_the_committee_ties_where_nothing_else_does() -> None:
    assert [step.object_label for step in between(network(COUNTY), "urn:one", "urn:three")[0]] == ["adults", "adults"]


def test_two_things_of_one_paper_are_tied_by_it_at_last() -> None:
    store = store_of(*thing("here", Kind.SCHEME), *thing("there", Kind.PROVIDER), quad(PAPER, Has.TYPE, Kind.PAPER))
    assert [step.object for step in between(network(store), "urn:here", "urn:there")[0]] == [PAPER, PAPER]


def test_where_nothing_ties_there_is_no_way() -> None:
    assert between(network(COUNTY), "urn:one", "urn:lone") == ()
    assert between(network(COUNTY), "urn:one", "urn:unheard-of") == ()


# Issue codes


def test_every_code_says_what_it_means_and_what_to_do() -> None:
    for code, entry in ISSUE_CODES.items():
        assert code == entry.code
        assert entry.means.endswith(".")
        assert entry.do.endswith(".")


def test_every_code_that_a_reader_raises_is_in_the_list() -> None:
    root = Path(__file__).parent.parent
    sources = [path for room in ("kg", "ingest") for path in (root / room).rglob("*.py")]
    raised = {code for path in sources for code in RAISED.findall(path.read_text(encoding="utf-8"))}
    assert raised - ISSUE_CODES.keys() == set()
    assert "ambiguous-person" in raised


def test_a_graph_whose_making_was_stopped_cannot_be_read_and_says_so(tmp_path: Path) -> None:
    open_graph(tmp_path / "graph", write=True).flush()
    for file in (tmp_path / "graph").iterdir():
        if file.name.startswith("MANIFEST"):
            whole = file.read_bytes()
            file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(OSError, match="graph"):
        open_graph(tmp_path / "graph")
