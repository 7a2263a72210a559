"""Text search in SPARQL: a pattern finds what the text index finds, joins with the rest, and touches nothing else."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from index.query import parse
from kg.base import Base
from kg.errors import BadQuery
from kg.graph import answer
from kg.vocabulary import SEARCH
from queries.library import Library
from queries.sparql import asked, sparql
from queries.sparql_groups import Dataset
from queries.sparql_tokens import tokens, words_of_string
from queries.text_patterns import has_text_patterns, rewritten
from queries.text_searches import MOST, Edit, original

DOCUMENT = (Path(__file__).parent.parent / "docs" / "sparql.md").read_text(encoding="utf-8")
SHARED = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def module_library(base: Base) -> Library:
    """One for many random questions: it keeps what it opened."""
    return Library(base)


def ids(library: Library, words: str) -> list[str]:
    """The passages that the text index finds, best first."""
    return [hit.passage.id for hit in library.text.search(parse(words), 100).hits]


def cells(library: Library, query: str) -> list[tuple[str | None, ...]]:
    return list(sparql(library, query).rows)


def first(library: Library, query: str) -> list[str | None]:
    return [row[0] for row in cells(library, query)]


# What a pattern finds


def test_a_pattern_finds_what_the_text_index_finds(library: Library) -> None:
    assert ids(library, "award*")
    assert sorted(first(library, 'SELECT ?p { ?p kg:matches "award*" }')) == sorted(ids(library, "award*"))


def test_score_snippet_page_and_paper_come_with_it(library: Library) -> None:
    query = """SELECT ?p ?score ?snippet ?page ?paper {
        ?p kg:matches "respite charges" ; kg:score ?score ; kg:snippet ?snippet ; kg:page ?page ; kg:paper ?paper }"""
    (found,) = sparql(library, query).terms
    (hit,) = library.text.search(parse("respite charges")).hits
    assert found[0] == ox.NamedNode(hit.passage.id)
    assert found[1] == ox.Literal(hit.score)
    assert isinstance(found[2], ox.Literal)
    assert "Members asked about «respite» «charges» for families." in found[2].value
    assert found[3] == ox.Literal(hit.passage.page)
    assert found[4] == ox.NamedNode(hit.passage.paper)


LIST_FORMS = [
    '(?p ?score ?snippet ?page ?paper) kg:matches ("respite charges" 50)',
    '(?p ?score ?snippet) kg:matches ("respite charges")',
    '(?p) kg:matches "respite charges"',
    '?p kg:matches ("respite charges" 1) ; kg:score ?score',
    '?p kg:matches ("respite charges")',
    '?p kg:score ?score . ?p kg:matches "respite charges" . ?p kg:snippet ?snippet',
    '?p kg:score ?score . OPTIONAL { ?p ck:heading ?h } ?p kg:matches "respite charges"',
    '?p a ck:Passage ; kg:matches "respite charges" ; ck:start ?n',
    '?p kg:matches "respite charges" ; a ck:Passage ; kg:score ?s ; ck:start ?n ; kg:page ?q .',
    "?p kg:matches '''respite charges''', 'charge*' ; ;",
    '?p kg:matches "respite charges"@en . ?p kg:matches "charge*"^^xsd:string',
    f'?p <{SEARCH}matches> "respite charges" ; <{SEARCH}score> ?s',
    'OPTIONAL { ?p kg:matches "respite charges" }',
    '{ ?p kg:matches "respite charges" } UNION { ?p kg:matches "nowhere" }',
    'GRAPH ?g { ?p kg:matches "respite charges" }',
    'GRAPH ?paper { ?p kg:matches "respite charges" ; kg:paper ?paper }',
    'GRAPH ?g { { SELECT ?p ?s { ?p kg:matches "respite charges" ; kg:score ?s } } ?p ck:start ?n }',
    '{ SELECT ?p (MAX(?s) AS ?best) { ?p kg:matches "respite charges" ; kg:score ?s } GROUP BY ?p }',
    '?p a ck:Passage FILTER EXISTS { ?p kg:matches "respite charges" }',
    '?p a ck:Passage FILTER(1 = 1 && EXISTS { ?p kg:matches "respite charges" })',
    '?p a ck:Passage FILTER NOT EXISTS { ?q a ck:Passage MINUS { ?p kg:matches "respite charges" } }',
    '_:b ck:paper ?g . ?p kg:matches "respite charges" . _:b ck:start ?n . ?p ck:paper ?g ; ck:start ?n',
]


@pytest.mark.parametrize("pattern", LIST_FORMS)
def test_every_form_finds_the_same_passage(library: Library, pattern: str) -> None:
    found = first(library, f"SELECT DISTINCT ?p {{ {pattern} }}")
    assert found == ids(library, "respite charges")


def test_a_prefix_of_ones_own_and_a_base_work_too(library: Library) -> None:
    begin = "BASE <https://w3id.org/committee-kg/> PREFIX text: <search#> SELECT ?p "
    for verb in ("text:matches", "<search#matches>"):
        assert first(library, begin + f'{{ ?p {verb} "respite charges" }}') == ids(library, "respite charges")


def test_kg_bound_to_something_else_is_left_alone(library: Library) -> None:
    query = 'PREFIX kg: <https://elsewhere.example/> SELECT ?p { ?p kg:matches "respite charges" }'
    assert rewritten(query, library.text).query == query
    assert first(library, query) == []


def test_a_passage_may_be_asked_about_by_its_iri(library: Library) -> None:
    (iri,) = ids(library, "respite charges")
    assert sparql(library, f'ASK {{ <{iri}> kg:matches "respite charges" }}').truth is True
    assert sparql(library, f'ASK {{ <{iri}> kg:matches "award" }}').truth is False
    assert len(cells(library, f'SELECT ?s {{ <{iri}> kg:matches "respite charges" ; kg:score ?s }}')) == 1


def test_a_search_inside_graph_finds_that_papers_passages_only(library: Library) -> None:
    everywhere = cells(library, 'SELECT ?p ?g { ?p kg:matches "award" ; kg:paper ?g }')
    assert len({paper for _, paper in everywhere}) == 2
    assert sorted(cells(library, 'SELECT ?p ?g { GRAPH ?g { ?p kg:matches "award" } }')) == sorted(everywhere)
    (_, one), *_ = everywhere
    inside = first(library, f'SELECT ?p {{ GRAPH <{one}> {{ ?p kg:matches "award" }} }}')
    assert sorted(inside) == sorted(passage for passage, paper in everywhere if paper == one)


def test_a_search_keeps_to_the_graphs_that_the_query_is_asked_of(library: Library) -> None:
    (one, *_) = first(library, 'SELECT ?g { ?p kg:matches "award" ; kg:paper ?g }')
    assert set(first(library, f'SELECT ?g FROM <{one}> {{ ?p kg:matches "award" ; kg:paper ?g }}')) == {one}
    assert first(library, f'SELECT ?g FROM NAMED <{one}> {{ ?p kg:matches "award" ; kg:paper ?g }}') == []
    assert set(first(library, f'SELECT ?g FROM NAMED <{one}> {{ GRAPH ?g {{ ?p kg:matches "award" }} }}')) == {one}
    query = 'SELECT ?g { ?p kg:matches "award" ; kg:paper ?g }'
    whole = rewritten(query, library.text, dataset=Dataset(default=(str(one),)))
    assert {row[0] for row in answer(library.store, whole.query).rows} == {one}


def test_text_joins_with_the_rest_of_a_question(library: Library) -> None:
    query = """SELECT DISTINCT ?name {
        GRAPH ?g { ?p kg:matches "award" ; ck:mentions ?thing . ?thing a ?kind }
        FILTER(?kind IN (ck:Scheme, ck:Provider))
        ?thing rdfs:label ?name } ORDER BY ?name"""
    assert first(library, query) == ["Larkfield Court", "Tern Care Ltd"]


def test_construct_and_describe_can_search(library: Library) -> None:
    query = 'CONSTRUCT { ?p kg:score ?s } WHERE { ?p kg:matches "respite charges" ; kg:score ?s }'
    ((subject, prop, _),) = cells(library, query)
    assert [subject] == ids(library, "respite charges")
    assert prop == SEARCH + "score"
    assert cells(library, 'DESCRIBE ?p { ?p kg:matches "respite charges" }')


def test_a_search_without_a_hit_is_an_empty_answer(library: Library) -> None:
    assert cells(library, 'SELECT * { ?p kg:matches "zeppelin" ; kg:score ?s }') == []


# The same as if the text index stood in the graph

VARIABLES = st.sampled_from(["?p", "?q"])
TRIPLES = st.one_of(
    VARIABLES.map("{} ck:start ?n".format),
    VARIABLES.map("{} ck:mentions ?m".format),
    VARIABLES.map("{} ck:paper ?g".format),
    st.sampled_from(["?m rdfs:label ?l", "?p a ck:Passage ; ck:page ?n"]),
)
SAID = st.lists(
    st.sampled_from(["kg:score ?s", "kg:page ?n", "kg:paper ?g", "kg:snippet ?t", "ck:end ?e", "a ck:Passage"]),
    max_size=2,
    unique=True,
)
SEARCHES = st.tuples(VARIABLES, SAID.flatmap(lambda said: st.permutations(['kg:matches "award"', *said]))).map(
    lambda pair: f"{pair[0]} {' ; '.join(pair[1])}"
)


def together(patterns: list[str]) -> str:
    return " ".join(each if each.endswith("}") else f"{each} ." for each in patterns)


def grouped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inner, min_size=1, max_size=2).map(together)
    return st.one_of(
        body.map("OPTIONAL {{ {} }}".format),
        body.map("MINUS {{ {} }}".format),
        body.map("FILTER EXISTS {{ {} }}".format),
        body.map("FILTER NOT EXISTS {{ {} }}".format),
        body.map("{{ SELECT ?p ?g {{ {} }} }}".format),
        st.tuples(body, body).map(lambda pair: f"{{ {pair[0]} }} UNION {{ {pair[1]} }}"),
        st.tuples(TRIPLES, body).map(lambda pair: f"GRAPH ?g {{ {pair[0]} . {pair[1]} }}"),
    )


PATTERNS = st.lists(st.recursive(st.one_of(TRIPLES, SEARCHES), grouped, max_leaves=3), min_size=1, max_size=2)


@lru_cache(maxsize=1)
def with_the_index_as_triples(library: Library) -> ox.Store:
    """The graph, and what a search for `award` says of passages, as triples of their papers."""
    store = ox.Store()
    store.extend(library.store)
    query = 'SELECT * { (?matches ?score ?snippet ?page ?paper) kg:matches "award" }'
    whole = answer(library.store, rewritten(query, library.text).query)
    for terms in whole.terms:
        said = dict(zip(whole.variables, terms, strict=True))
        passage, paper = said["matches"], said["paper"]
        assert isinstance(passage, ox.NamedNode)
        assert isinstance(paper, ox.NamedNode)
        said["matches"] = ox.Literal("award")
        for name, value in said.items():
            assert value is not None
            store.add(ox.Quad(passage, ox.NamedNode(SEARCH + name), value, paper))
    return store


@given(PATTERNS.map(together))
@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
def test_a_search_joins_as_triples_would(module_library: Library, patterns: str) -> None:
    """But for subqueries inside GRAPH ?g, which the engine takes for graphs of their own."""
    assume(not re.search(r"GRAPH.*SELECT", patterns))
    query = f"SELECT * {{ {patterns} }}"
    expected = answer(with_the_index_as_triples(module_library), query)
    found = answer(module_library.store, rewritten(query, module_library.text).query)
    rows = [
        Counter(frozenset(zip(each.variables, each.rows[n], strict=True)) for n in range(len(each.rows)))
        for each in (expected, found)
    ]
    assert rows[0] == rows[1]


# Bounds


def test_a_cut_is_told(library: Library) -> None:
    query = 'SELECT ?p { ?p kg:matches "award" }'
    whole = rewritten(query, library.text, bound=1)
    (search,) = whole.searches
    assert (search.words, search.bound, search.cut) == ("award", 1, True)
    assert search.total == len(ids(library, "award")) > 1
    assert len(answer(library.store, whole.query).rows) == 1
    assert whole.notes[0].startswith(f"Only the best 1 of {search.total} passages that match “award” were joined")


def test_the_best_come_first_when_there_are_more(library: Library) -> None:
    assert first(library, 'SELECT ?p { ?p kg:matches ("larkfield" 2) }') == ids(library, "larkfield")[:2]


def test_a_limit_of_ones_own_needs_no_telling(library: Library) -> None:
    assert asked(library, 'SELECT ?p { ?p kg:matches ("award" 1) }').notes == ()


def test_all_is_told_where_nothing_was_cut(library: Library) -> None:
    assert asked(library, 'SELECT ?p { ?p kg:matches "award" }').notes == ()


# What is amiss is said, at its place

AMISS = [
    ("?p kg:matches ?words", "?words", "must stand in quotes"),
    ("?p kg:matches ck:Passage", "ck:Passage", "must stand in quotes"),
    ("?p kg:matches 7", "7", "must stand in quotes"),
    ("?p kg:matches ()", "()", "must stand in quotes"),
    ('?p kg:matches (ck:text "award" 5)', "ck:text", "no property before them"),
    ('?p kg:matches "award"@cy', '"award"', "without a language"),
    ('?p kg:matches "award"^^xsd:date', '"award"', "without a language or a type"),
    ("?p kg:matches '\"award'", "'\"", "quote that opens at column 1 is not closed"),
    ('?p kg:matches "nosuch:award"', '"nosuch', "no field `nosuch`"),
    ('?p kg:matches ""', '""', "empty"),
    ('?p kg:matches ("award" "many")', '"many"', "a number from 1 to 10,000"),
    ('?p kg:matches ("award" 0)', "0)", "a number from 1 to 10,000"),
    ('?p kg:matches ("award" -5)', "-5", "a number from 1 to 10,000"),
    ('?p kg:matches ("award" 1.5)', "1.5", "a number from 1 to 10,000"),
    ('?p kg:matches ("award" 10001)', "10001", "a number from 1 to 10,000"),
    (f'?p kg:matches ("award" {"9" * 5000})', "999", "a number from 1 to 10,000"),
    ('?p kg:matches ("award" 5 6)', "6)", "a number from 1 to 10,000"),
    ('(?p ?a ?b ?c ?d ?e) kg:matches "award"', "(?p", "one to five variables"),
    ('(?p "x") kg:matches "award"', "(?p", "one to five variables"),
    ('() kg:matches "award"', "()", "one to five variables"),
    ('(?p ?p) kg:matches "award"', "(?p", "?p cannot take two things"),
    ('(?p ?s) kg:matches "award" ; ck:page ?n', "ck:page", "After a list only kg:matches"),
    ('"x" kg:matches "award"', '"x"', "a variable, a passage's IRI"),
    ('[ kg:matches "award" ] ck:page ?n', "kg:matches", "cannot stand in a path"),
    ('?p kg:matches|ck:page "award"', "kg:matches", "cannot stand in a path"),
    ('?p ^kg:matches "award"', "kg:matches", "cannot stand in a path"),
    ("?p ck:page kg:matches", "kg:matches", "cannot stand in a path"),
    ("?p ck:page ?n FILTER(?n = kg:score)", "kg:score", "cannot stand in a path"),
    ("?p kg:score ?s", "kg:score", "needs a search of the same subject"),
    ('?p kg:matches "award" OPTIONAL { ?p kg:score ?s }', "kg:score", "needs a search of the same subject"),
    ('?p kg:matches "award" . ?q kg:page ?s', "kg:page", "needs a search of the same subject"),
    ('?p kg:matches "award" ; kg:page 3', "3", "needs a variable"),
    ('?p kg:matches "award" ; kg:rank ?r', "kg:rank", "There is no kg:rank"),
    ('?p kg:matches "award", "fees" ; kg:score ?s', "kg:score", "Of which search"),
    ('?p kg:matches "award" . ?p kg:matches "fees" . ?p kg:score ?s', "kg:score", "Of which search"),
    ('GRAPH ?p { ?p kg:matches "award" }', '?p kg:m', "?p cannot take two things"),
    ('?p kg:matches ("a" 9000), ("b" 9000), ("c" 9000)', '"c"', "more than 20,000 passages together"),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "at", "says"), AMISS, ids=[each[0][:60] for each in AMISS])
def test_what_is_amiss_is_said_at_its_place(library: Library, pattern: str, at: str, says: str) -> None:
    query = f"SELECT * # words\n{{\n  ?x ck:text 'é😀' .\n  {pattern} }}"
    with pytest.raises(BadQuery) as raised:
        sparql(library, query)
    assert says in str(raised.value)
    assert (raised.value.line, raised.value.column) == (4, 3 + pattern.index(at))


def test_two_searches_of_one_passage_may_each_have_a_score(library: Library) -> None:
    query = 'SELECT * { (?p ?a) kg:matches "award" . (?p ?b) kg:matches "larkfield" }'
    assert first(library, query)
    assert all(len(row) == 3 for row in cells(library, query))


def test_construct_without_a_template_cannot_search(library: Library) -> None:
    with pytest.raises(BadQuery, match="write what to construct"):
        sparql(library, 'CONSTRUCT WHERE { ?p kg:matches "award" }')


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ('SELECT ?p { ?p kg:matches "award" .\n ?p ck:page ', (2, 13)),
        ('SELECT ?p { ?p kg:matches "award" . SERVICE <http://elsewhere.example/> {} }', (1, 37)),
        ('SELECT ?p { GRAPH ?g { ?p kg:matches "award" . BIND("é" AS ?g) } }', (1, 67)),  # ?g has a value by then
        ('SELECT ?p {\n GRAPH ?g { ?p kg:matches "award"\n BIND("é😀" AS ?g) } }', (3, 22)),
    ],
)
def test_the_engines_own_complaint_has_the_place_in_what_was_asked(
    library: Library, query: str, place: tuple[int, int]
) -> None:
    with pytest.raises(BadQuery) as raised:
        sparql(library, query)
    assert (raised.value.line, raised.value.column) == place


def test_a_complaint_about_what_was_put_in_is_moved_back(library: Library) -> None:
    query = 'SELECT ?p {\n ?p ck:page ?n ; kg:matches "award" .\n ?p ck:start ?m }'
    whole = rewritten(query, library.text)
    line, column = 3, 6
    assert whole.query.split("\n")[2].startswith(" ?p ck:start")
    assert whole.explained(f"error at {line}:{column}: expected").column == column
    second = whole.query.split("\n")[1]
    error = whole.explained(f"error at 2:{second.index('ck:page') + 1}: expected")
    assert (error.line, error.column) == (2, 5)
    assert whole.explained("error at 2:20: expected").column == 2


# What is no pattern is not touched

NO_PATTERNS = st.lists(
    st.sampled_from(
        [
            '?a ck:text "kg:matches" .',
            "?a ck:text '''\n?p kg:matches \"x\" . ''' .",
            "?a ck:text '\\'kg:matches \"x\"' .",
            '# ?p kg:matches "x"\n',
            "?a <https://w3id.org/committee-kg/searches#matches> ?b .",
            "?a ck:kg:matches ?b .",
            "FILTER(?a < 3 && STR(?a) > 'kg:')",
            "OPTIONAL { ?a ck:page/ck:kg ?kg }",
            "FILTER NOT EXISTS { ?a ?b 'kg:score' }",
            "VALUES (?a ?c) { (kg:matches UNDEF) (1 2) }",
            "BIND(CONCAT('kg:', \"}\") AS ?new)",
            "{ SELECT ?a { ?a (ck:x|^ck:y)* ?b } GROUP BY ?a HAVING(COUNT(*) > 1) }",
            "?a ck:x [ ck:y (1 2 -3.5e2) ; ck:z [] ] , [] ; a ck:Passage .",
            "GRAPH ?g { ?a ck:p_kg:.matches true }",
            'MINUS { ?a ck:x """a"\'{""" }',
        ]
    ),
    max_size=5,
)


@given(NO_PATTERNS)
@SHARED
def test_a_query_without_text_patterns_is_left_as_it_is(library: Library, patterns: list[str]) -> None:
    body = "\n".join(patterns)
    query = f"PREFIX k: <urn:k> # kg:\nSELECT * {{ {body} }} # kg:matches"
    try:
        assert rewritten(query, library.text).query == query
    except BadQuery:  # one variable bound twice
        assert body.count("?new") > 1


def test_an_ordinary_query_is_not_even_looked_into() -> None:
    assert not has_text_patterns('SELECT * { ?x a ck:Contract ; rdfs:label "matches" }')
    assert has_text_patterns('SELECT * { ?p kg:matches "x" }')


GAPS = st.sampled_from([" ", "\n", "\t ", " # ?p kg:matches 'z'\n", "\r\n", ' #\n#"\n '])
LAID_OUT = """SELECT ?p ?s { ?p a ck:Passage ; kg:matches "award" ; kg:score ?s ; ck:start ?n .
    FILTER ( ?n > 0 && EXISTS { ?p kg:matches ( 'larkfield' 50 ) } ) OPTIONAL { ( ?p ?t ) kg:matches "fees" } }"""


@given(st.data())
@SHARED
def test_layout_and_comments_make_no_difference(library: Library, data: st.DataObject) -> None:
    query = "".join(token.text + data.draw(GAPS) for token in tokens(LAID_OUT))
    assert sorted(cells(library, query)) == sorted(cells(library, LAID_OUT))


@given(st.text(max_size=40))
@SHARED
def test_any_words_are_words_and_no_sparql(library: Library, words: str) -> None:
    query = f"SELECT ?p ?t {{ ?p kg:matches {ox.Literal(words)} ; kg:snippet ?t }}"
    try:
        expected = ids(library, words)
    except BadQuery:
        with pytest.raises(BadQuery):
            sparql(library, query)
    else:
        assert sorted(first(library, query)) == sorted(expected)


@given(st.text())
def test_a_string_says_the_same_to_us_and_to_the_engine(words: str) -> None:
    written = str(ox.Literal(words))
    (token,) = tokens(written)
    assert words_of_string(token.text) == words


@given(st.text(alphabet="?$ab:<>\"'\\#\n{}()[].,;^@_*/|!=+-019eE%é \t"))
def test_between_tokens_there_are_only_spaces_and_comments(query: str) -> None:
    at = 0
    for token in [*tokens(query)]:
        assert re.fullmatch(r"(?:\s|#[^\n\r]*[\n\r])*", query[at : token.start])
        assert query[token.start : token.end] == token.text
        at = token.end
    assert re.fullmatch(r"(?:\s|#[^\n\r]*(?:[\n\r]|$))*", query[at:])


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.text(max_size=6)), max_size=5))
def test_characters_outside_of_edits_are_found_again(steps: list[tuple[int, int, str]]) -> None:
    asked_for = "".join(chr(0x100 + at) for at in range(60))
    edits, at = [], 0
    for gap, taken, text in steps:
        edits.append(Edit(at + gap, at + gap + taken, text))
        at += gap + taken
    made, at = "", 0
    for edit in edits:
        made += asked_for[at : edit.start] + edit.text
        at = edit.end
    made += asked_for[at:]
    for place, letter in enumerate(made):
        if letter in asked_for and not any(letter in edit.text for edit in edits):
            assert asked_for[original(place, edits)] == letter


@pytest.mark.parametrize("query", re.findall(r"```sparql\n(.*?)```", DOCUMENT, re.DOTALL))
def test_every_query_of_the_document_is_answered(library: Library, query: str) -> None:
    sparql(library, query)


def test_the_document_names_the_bounds_and_every_property() -> None:
    assert f"{MOST:,}" in DOCUMENT
    assert all(f"`kg:{name}`" in DOCUMENT for name in ("matches", "score", "snippet", "page", "paper"))


@pytest.mark.parametrize("name", ["search-decisions", "search-contracts", "search-since"])
def test_the_examples_of_text_search_search(library: Library, name: str) -> None:
    from queries.sparql import example

    assert len(rewritten(example(name), library.text).searches) == 1
