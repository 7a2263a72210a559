"""Published notices in the graph, real ones too: each value with its place, one process an ocid, shapes kept."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest
from rdflib import Graph

from ingest.limits import Limits
from ingest.one_paper import Overrides, PaperRead, read_paper
from ingest.read.notices.releases import releases_of
from ingest.read.notices.words import day_words
from kg import ids
from kg.identity import resolve
from kg.mentions import collect
from kg.notice_records import NoticeAmendment, NoticeParty, NoticeRecord
from kg.quads import PaperMeta, identity_quads, project
from kg.records import Contract, ContractEvent, Provider, Record
from kg.vocabulary import PREFIXES
from tests.test_queries_ocds import faults

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted((ROOT / "samples" / "notices").glob("*.json"))
REAL_FOLDER = ROOT.parent / "shared" / "papers" / "ocds"
REAL = sorted(REAL_FOLDER.glob("*.json")) if REAL_FOLDER.is_dir() else []
EVERY = [*SAMPLES, *REAL]
KEPT = (*(set(get_args(NoticeRecord)) - {NoticeAmendment}), Contract, ContractEvent, Provider)
# What a record says in other words than its notice: which release it is of, what was reckoned, what else it names.
RECKONED = frozenset(
    ("ocid", "release", "evidence", "contract", "step", "status", "term_months", "extension_months", "framework")
)  # fmt: skip


@cache
def read_one(paper: Path) -> PaperRead:
    found = read_paper(paper, Overrides(), Limits())
    assert isinstance(found, PaperRead)
    return found


@cache
def store_of(papers: tuple[Path, ...]) -> ox.Store:
    found = {paper: read_one(paper) for paper in papers}
    identities = resolve(each for read in found.values() for each in collect(read.text.sha256, read.reading))
    store = ox.Store()
    for paper, read in found.items():
        meta = PaperMeta(read.text.sha256, (paper.name,), "application/json")
        store.extend(project(meta, read.reading, identities))
    store.extend(identity_quads(identities))
    return store


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(f"SELECT {query}", prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(tuple("" if term is None else term.value for term in row) for row in found)


def kept(record: Record) -> Iterator[tuple[str, object]]:
    """What a record took over from its notice, field by field."""
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if field.name not in RECKONED and value not in (None, (), ""):
            yield from ((field.name, each) for each in (value if isinstance(value, tuple) else (value,)))


def folded(words: str) -> str:
    return " ".join(words.split())


def stands_in(value: object, words: str) -> bool:
    """Whether a value stands in some words, as a notice's page writes it."""
    if isinstance(value, Decimal):
        return f"{value:,.2f}".removesuffix(".00") in words
    if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", str(value)):
        return (day_words(value) or "") in words
    return ("£" if value == "GBP" else folded(str(value))) in words


@pytest.mark.parametrize("paper", SAMPLES, ids=lambda each: each.stem)
def test_the_sample_notices_are_what_the_standards_schema_accepts(paper: Path) -> None:
    releases = [dict(each) for each in releases_of(json.loads(paper.read_text(encoding="utf-8")))]
    package = {"uri": "https://wexmere.example/1", "version": "1.1", "publishedDate": "2024-01-01T00:00:00Z"}
    assert faults({**package, "publisher": {"name": "Wexmere"}, "releases": releases}) == []


@pytest.mark.skipif(not REAL, reason="the shared folder with the real notices is not beside us")
def test_there_are_43_real_notices_and_all_are_read() -> None:
    assert len(REAL) == 43
    assert all(read_one(paper).reading.passages for paper in REAL)


@pytest.mark.parametrize("paper", EVERY, ids=lambda each: each.stem)
def test_each_value_that_is_kept_of_a_notice_stands_at_its_place(paper: Path) -> None:
    found = read_one(paper)
    for record in found.reading.records:
        if not isinstance(record, KEPT):
            continue
        words = folded(" ".join(found.text.text[place.start : place.end] for place in record.evidence))
        lost = [each for each in kept(record) if not stands_in(each[1], words)]
        assert lost == [], (type(record).__name__, words[:200])


@pytest.mark.parametrize("paper", EVERY, ids=lambda each: each.stem)
def test_each_record_of_a_notice_stands_in_the_graph_with_its_words(paper: Path) -> None:
    found, store = read_one(paper), store_of((paper,))
    iri = ids.paper(found.text.sha256)
    cited = {row[0] for row in rows(store, "?x { ?x ck:evidence [ ck:quote ?words ; ck:paper ?paper ] }")}
    lacking = [
        record for record in found.reading.records
        if isinstance(record, get_args(NoticeRecord)) and ids.statement(iri, record) not in cited
    ]  # fmt: skip
    assert lacking == []


def test_releases_of_one_ocid_are_of_one_process_whichever_paper_they_are_in() -> None:
    store = store_of(tuple(SAMPLES))
    counted = rows(store, "?ocid (COUNT(?n) AS ?many) { ?n ck:process ?p . ?p ck:ocid ?ocid } GROUP BY ?ocid")
    assert counted == [
        ("ocds-w3xm9r-wxm-2022-0031", "2"), ("ocds-w3xm9r-wxm-2022-0044", "2"), ("ocds-w3xm9r-wxm-2022-0118", "1")
    ]  # fmt: skip


def test_an_award_leads_to_its_supplier_and_the_register_that_knows_it() -> None:
    found = rows(
        store_of(tuple(SAMPLES)),
        "DISTINCT ?label ?number { ?a a ck:NoticeAward ; ck:provider ?p ; ck:noticeValue ?sum . FILTER(?sum = 595600) "
        "?p rdfs:label ?label ; ck:identifier ?number }",
    )
    assert [number for _, number in found] == ["GB-COH 09999031"]


def test_a_change_leads_to_its_notice_and_a_signed_contract_to_its_award() -> None:
    store = store_of(tuple(SAMPLES))
    assert rows(store, "DISTINCT ?tag { [] a ck:NoticeAmendment ; ck:notice/ck:noticeTag ?tag }") == [
        ("contractAmendment",)
    ]
    assert len(rows(store, "DISTINCT ?c { ?c a ck:NoticeContract ; ck:ofAward/ck:notice/ck:buyer/a ck:Council }")) == 2


def test_the_words_of_a_change_stand_at_its_place() -> None:
    changes = [each for paper in EVERY for each in read_one(paper).reading.records if isinstance(each, NoticeAmendment)]
    assert changes
    for change in changes:
        quoted = " ".join(place.quote for place in change.evidence)
        assert all(word in quoted for word in change.text.split())


def test_every_organisation_that_buys_is_the_papers_council_or_a_body() -> None:
    store = store_of(tuple(EVERY))
    assert (
        rows(store, "?b { [] ck:buyer ?b FILTER NOT EXISTS { ?b a ck:Council } FILTER NOT EXISTS { ?b a ck:Body } }")
        == []
    )
    assert rows(store, "?b { [] ck:buyer ?b FILTER NOT EXISTS { ?b rdfs:label ?name } }") == []


def test_the_shapes_hold() -> None:
    import pyshacl

    given = ox.serialize(dict.fromkeys(quad.triple for quad in store_of(tuple(SAMPLES))), format=ox.RdfFormat.TURTLE)
    assert given is not None
    data, shapes, ontology = Graph().parse(data=given, format="turtle"), Graph(), Graph()
    shapes.parse(data=files("kg").joinpath("shapes.ttl").read_text(encoding="utf-8"), format="turtle")
    ontology.parse(data=files("kg").joinpath("vocabulary.ttl").read_text(encoding="utf-8"), format="turtle")
    conforms, _graph, said = pyshacl.validate(data, shacl_graph=shapes, ont_graph=ontology)
    assert conforms, said


@pytest.mark.skipif(not REAL, reason="the shared folder with the real notices is not beside us")
def test_a_real_notice_names_its_organisations_once_a_party() -> None:
    parties = [each for paper in REAL for each in read_one(paper).reading.records if isinstance(each, NoticeParty)]
    assert len(parties) == 105
