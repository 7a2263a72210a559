"""What is kept of each paper's graph comes, whatever was written and dropped, to what the whole graph says."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ids
from kg.derive import action_facts, comparison_facts, gap_facts, ground, plan_facts
from kg.derive.derived import Changed, bring_up, derived_quads
from kg.derive.ground import Ground
from kg.derive.kept import Kept
from kg.derive.paper_rows import Row, rows
from kg.graph import drop_graph, replace_graph
from kg.names_cache import NamesCache
from kg.vocabulary import CK, DERIVED_GRAPH, ID_BASE, IDENTITY_GRAPH, PREFIXES

PAPERS = [hashlib.sha256(name.encode()).hexdigest() for name in "abc"]
QUESTIONS = (
    action_facts.LISTED, *comparison_facts.QUERIES, gap_facts.TRACES, gap_facts.HAS, gap_facts.APPROVED,
    plan_facts.PLANNED, plan_facts.PAPERS,
)  # fmt: skip
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DATE, TITLE = (ox.NamedNode(PREFIXES["dct"] + name) for name in ("date", "title"))
KINDS = ("Minute", "Decision", "Recommendation", "Report", "Action", "PlannedItem", "AgendaItem", "Contract", "Paper")
MEETING = ID_BASE + "meeting/wexmere/adults/"
CONTRACT = ox.NamedNode(ID_BASE + "contract/wexmere/night-cover")
COMMITTEE = ox.NamedNode(ID_BASE + "committee/wexmere/adults")
COUNCIL = ox.NamedNode(ID_BASE + "council/wexmere")
DAYS = ("2021-03-04", "2022-06-09", "2023-01-12")


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(CK + name)


# What a statement may say, beside its kind: enough for a row of each question.
SAYS: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [
    *((node("meeting"), ox.NamedNode(MEETING + day)) for day in DAYS),
    *((node("plannedFor"), ox.NamedNode(MEETING + day)) for day in DAYS[:2]),
    *((DATE, ox.Literal(day)) for day in DAYS),
    *((TITLE, ox.Literal(title)) for title in ("Night cover", "Minutes of 9 June 2022")),
    *((node("text"), ox.Literal(text)) for text in ("Agree the award.", "Note the report.")),
    *((node("step"), node(step)) for step in ("award", "delegate-award", "extend")),
    *((node("eventStatus"), node(status)) for status in ("recommended", "resolved", "reported")),
    *((node(name), CONTRACT) for name in ("contract", "precededBy")),
    *((node(name), COUNCIL) for name in ("council", "body")),
    *((node("committee"), COMMITTEE), (node("annualValue"), ox.Literal("100")), (node("limb"), ox.Literal("a"))),
    *((node("endDate"), ox.Literal("2022-03-31")), (node("actionStatus"), ox.Literal("Completed"))),
]
statements = st.tuples(st.sampled_from(KINDS), st.lists(st.sampled_from(SAYS), min_size=4, max_size=12, unique=True))
changes = st.lists(
    st.tuples(st.sampled_from(PAPERS), st.none() | st.lists(statements, max_size=5)), min_size=1, max_size=5
)
Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
Told = list[tuple[str, list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]]]


def written(paper: str, told: Told) -> list[ox.Quad]:
    """A paper's graph: the paper, a contract that it tells of, its statements, and a place that they stand in."""
    graph = ox.NamedNode(ids.paper(paper))
    place = ox.NamedNode(f"{graph.value}/evidence/1")
    triples: list[Triple] = [(place, node("start"), ox.Literal(7)), (place, node("end"), ox.Literal(90))]
    triples += [(place, node("quote"), ox.Literal("£100 a year")), (place, node("sectionKind"), ox.Literal("minutes"))]
    for at, (kind, says) in enumerate(told):
        own = {"Paper": graph, "Contract": CONTRACT}
        subject = own.get(kind, ox.NamedNode(f"{graph.value}/statement/{at}"))
        triples += [(subject, TYPE, node(kind)), (subject, node("evidence"), place)]
        triples += [(subject, node(each), subject) for each in ("minute", "report")]
        triples += [(subject, prop, value) for prop, value in says]
    return [ox.Quad(*triple, graph) for triple in triples]


def named(store: ox.Store) -> None:
    """The meetings of which all papers together tell committee and day; one is told by no paper."""
    graph = ox.NamedNode(IDENTITY_GRAPH)
    label = ox.NamedNode(PREFIXES["rdfs"] + "label")
    store.add(ox.Quad(COMMITTEE, label, ox.Literal("Adults Committee"), graph))
    for day in DAYS[1:]:
        store.add(ox.Quad(ox.NamedNode(MEETING + day), node("committee"), COMMITTEE, graph))
        store.add(ox.Quad(ox.NamedNode(MEETING + day), DATE, ox.Literal(day), graph))


@pytest.mark.parametrize("share", [0, 1000])
@settings(max_examples=25, deadline=None)
@given(runs=st.lists(changes, min_size=1, max_size=3))
def test_kept_rows_and_what_follows_from_them_are_those_of_the_whole_graph(
    share: int, runs: list[list[tuple[str, Told | None]]]
) -> None:
    store = ox.Store()
    named(store)
    held: set[str] = set()
    with pytest.MonkeyPatch.context() as patched, tempfile.TemporaryDirectory() as folder:
        patched.setattr(ground, "SHARE", share)
        for run in runs:
            for paper, told in run:
                if told is None:
                    drop_graph(store, ids.paper(paper))
                    held.discard(paper)
                else:
                    replace_graph(store, ids.paper(paper), written(paper, told))
                    held.add(paper)
            with NamesCache(Path(folder) / "names.sqlite") as cache:
                bring_up(store, cache, Changed(held, {paper for paper, _ in run}, ()))
                assert derived(store) == set(derived_quads(store))
                kept = Ground(store, Kept(cache.database, "of no account"))
                for question in QUESTIONS:
                    answers = kept.answers(question, map(ids.paper, held))
                    found = said(question, (row for _, mine in answers for row in mine))
                    assert found == said(question, rows(store, question))
                cache.keep()


def derived(store: ox.Store) -> set[ox.Quad]:
    return set(store.quads_for_pattern(None, None, None, ox.NamedNode(DERIVED_GRAPH)))


def said(question: str, told: Iterable[Row]) -> Counter[Row]:
    """How often each row comes; not where DISTINCT is asked, for each paper is asked alone."""
    found = Counter(told)
    return Counter(set(found)) if "DISTINCT" in question else found


def test_each_kept_question_stays_within_the_graph_of_one_paper() -> None:
    for query in QUESTIONS:
        assert query.count("GRAPH") == query.count("GRAPH ?g") >= 1, query  # one variable: one graph
