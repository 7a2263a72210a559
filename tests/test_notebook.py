"""From Python: a base is opened as everybody may read it; answers are records, frames and graphs of one generation."""

from __future__ import annotations

import gc
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.build import ingest
from ingest.one_paper import Overrides
from interfaces.notebook import OpenBase, frame, open_base
from interfaces.web.api.questions import QUESTIONS
from kg.base import Base
from kg.errors import BadQuery, NoBase, UnknownName, WrongUse
from queries.contracts import ContractRow, contracts
from queries.library import Library
from tests.conftest import CARE, OLD
from tests.serving import SAMPLES


@pytest.fixture
def opened(base: Base) -> OpenBase:
    return open_base(base.path)


def test_a_question_gives_the_records_that_its_function_gives(opened: OpenBase, base: Base) -> None:
    rows = opened.ask("contracts")
    assert rows == contracts(Library(base, public=True))
    assert all(isinstance(row, ContractRow) for row in rows)


def test_values_follow_in_their_order_or_by_name(opened: OpenBase) -> None:
    by_place = opened.ask("meeting", "adults", "2022-09-08")
    assert by_place == opened.ask("meeting", committee="adults", date=date(2022, 9, 8))
    assert opened.ask("delegated", open=True) == opened.ask("delegated", None, True)
    assert len(opened.ask("search", "larkfield", limit=2, facet=["year", "kind"]).facets) == 2


def test_every_question_is_listed_with_its_parameters(opened: OpenBase) -> None:
    listed = opened.questions()
    assert list(listed) == [each.name for each in QUESTIONS]
    assert listed["trail"].startswith("trail(name, as_of=None): ")


@pytest.mark.parametrize(
    ("question", "values", "named", "told"),
    [
        ("trial", (), {}, "no question “trial”; did you mean trail"),
        ("trail", (), {}, "“name” is missing"),
        ("trail", ("larkfield",), {"name": "mill"}, "given twice"),
        ("trail", ("larkfield", None, 3), {}, "takes 2 values at most; 3 are given"),
        ("trail", ("larkfield",), {"asof": "2020"}, "no parameter “asof” here. There are: name, as_of."),
        ("trail", ("nothing of that name",), {}, "nothing of that name"),
        ("contracts", (), {"ending_before": "soon"}, "should be a date"),
        ("contracts", (), {"state": "asleep"}, "There are: proposed, "),
        ("contracts", (), {"provider": 3.5}, "3.5 is no value to ask with"),
    ],
)
def test_a_slip_is_told_in_a_sentence(
    opened: OpenBase, question: str, values: tuple[object, ...], named: dict[str, object], told: str
) -> None:
    with pytest.raises(WrongUse) as slip:
        opened.ask(question, *values, **named)
    assert told in str(slip.value)


def test_where_there_is_no_base_it_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(NoBase, match="There is no base"):
        open_base(tmp_path / "nowhere")


def test_papers_not_for_publication_are_for_who_asks_for_them(tmp_path: Path) -> None:
    base = Base(tmp_path / "records")
    ingest(base, [str(SAMPLES[-1])])
    ingest(base, [str(SAMPLES[-2])], overrides=Overrides(exempt=True))
    files = {row.file_name for row in open_base(base.path).ask("papers")}
    assert files == {SAMPLES[-1].name}
    staff = open_base(base.path, with_exempt=True)
    assert {row.file_name for row in staff.ask("papers")} == {each.name for each in SAMPLES[-2:]}
    assert "not for publication" in repr(staff)


def test_what_is_ingested_later_is_seen_when_the_base_is_opened_again(tmp_path: Path) -> None:
    base = Base(tmp_path / "records")
    ingest(base, [str(SAMPLES[-1])])
    before = open_base(base.path)
    assert "generation 1, 1 papers" in repr(before)
    ingest(base, [str(SAMPLES[-2])])
    assert len(before.sparql("SELECT ?p { ?p a ck:Paper }")) == 1
    assert len(open_base(base.path).sparql("SELECT ?p { ?p a ck:Paper }")) == 2


def test_sparql_gives_numbers_truths_and_words_as_python_has_them(opened: OpenBase) -> None:
    (row,) = opened.sparql("SELECT ?value ?months ?none { ?a ck:annualValue ?value . ?b ck:termMonths ?months }")
    assert row == {"value": Decimal(418250), "months": 84, "none": None}
    assert opened.sparql("ASK { ?c a ck:Contract }") == [{"answer": True}]
    assert opened.sparql("SELECT ?key { ?report ck:keyDecision ?key }") == [{"key": True}]
    (day,) = opened.sparql("SELECT ?day { ?c ck:startDate ?day }")
    assert day == {"day": "2023-02-01"}
    with pytest.raises(BadQuery):
        opened.sparql("SELECT WHERE")


def test_sparql_searches_texts(opened: OpenBase) -> None:
    found = opened.sparql("SELECT ?passage { ?passage kg:matches 'respite charges' }")
    assert found


@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")  # by rdflib itself, of itself
def test_the_dataset_has_each_paper_as_a_graph_and_their_union_as_default(opened: OpenBase) -> None:
    from rdflib import URIRef

    view = opened.dataset()
    papers = {row["p"] for row in opened.sparql("SELECT ?p { ?p a ck:Paper }")}
    assert papers <= {str(graph.identifier) for graph in view.graphs()}
    kind = URIRef("https://w3id.org/committee-kg/ns#Paper")
    assert {str(paper) for paper in view.subjects(None, kind)} == papers


def test_a_dataset_keeps_its_files_for_as_long_as_it_is_there(tmp_path: Path) -> None:
    base = Base(tmp_path / "records")
    ingest(base, [str(SAMPLES[-1])])
    view = open_base(base.path).dataset()
    gc.collect()
    first = base.open_for_reading().folder
    for sample in SAMPLES[:4]:
        ingest(base, [str(sample)])
    assert first.exists()
    assert len(view) > 100
    del view
    gc.collect()
    ingest(base, [str(SAMPLES[4])])
    assert not first.exists()


def test_the_network_has_contracts_with_what_ties_them(opened: OpenBase) -> None:
    network = opened.network()
    labels = {data["label"]: iri for iri, data in network.nodes(data=True)}
    ties = {data["property"].rpartition("#")[2] for data in network[labels[CARE]][labels[OLD]].values()}
    assert ties == {"precededBy"}


def test_a_frame_has_money_as_numbers_and_things_by_name_and_address(opened: OpenBase) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    rows = opened.frame("contracts").set_index("contract")
    assert rows.loc[OLD, "annual_value"] == 418250.0
    assert rows.loc[CARE, "contract_iri"].endswith("/larkfield-court-care-and-support-contract")
    assert rows["total_value"].dtype == "float64"
    assert rows.loc[CARE, "start"] == "2023-02-01"
    assert list(rows.columns[-3:]) == ["papers", "places", "words"]


def test_a_frame_without_rows_has_its_columns(opened: OpenBase) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    rows = opened.frame("contracts", ending_before="1950")
    assert len(rows) == 0
    assert {"contract", "annual_value", "papers", "places", "words"} <= set(rows.columns)
    assert list(opened.sparql_frame("SELECT ?a ?b { ?a ck:nothing ?b }").columns) == ["a", "b"]
    assert len(frame([])) == 0


def test_every_question_that_gives_rows_gives_a_frame(opened: OpenBase) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    for question in QUESTIONS:
        if question.paged == "rows" and not any(each.required for each in question.parameters):
            assert len(opened.frame(question.name)) == len(opened.ask(question.name)), question.name


def test_an_answer_that_is_one_record_names_the_lists_in_it(opened: OpenBase) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    with pytest.raises(WrongUse, match=r"one record, not rows; make a frame of one of its lists: contracts, .*events"):
        opened.frame("trail", "larkfield")
    trail = opened.ask("trail", "larkfield")
    assert len(frame(trail.events)) == len(trail.events)


def test_without_pandas_a_frame_says_what_to_install(opened: OpenBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(WrongUse, match=r"committee-kg\[notebook\]"):
        opened.frame("contracts")
    with pytest.raises(UnknownName):
        opened.frame("contract")
