"""A committee's decisions and published notices of one contract meet in its trail, from files to the page's words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from ingest.build import ingest
from interfaces.contract_words import contradiction, happened
from interfaces.pictures.timeline import timeline
from kg.base import Base
from kg.graph import canonical_lines, open_graph
from kg.judgements import add_judgement
from kg.vocabulary import REDIRECTS_GRAPH
from queries.contracts import contracts
from queries.library import Library
from queries.review import case_of, the_question
from queries.trail import Trail, trail
from queries.unmet import unmet
from queries.why import why
from tests.wexmere_notices import COURT, HOME, published, release

SAMPLES = Path(__file__).parent.parent / "samples"
PACKS = sorted(SAMPLES.glob("wexmere-adults-*.txt"))
NOTICES = (
    release(tag="tender", date="2022-11-14", supplier=None),
    release(date="2023-05-19"),
    release(
        HOME, title="Home First Reablement Service", date="2022-12-15", supplier="Ostrelle Homecare Limited",
        value=2950000, start="2023-04-01", end="2026-03-31", awarded="2022-12-01",
    ),
    release("ocds-b5fd17-carers", title="Carers Support Service", date="2023-07-01", start="2023-10-01"),
)  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder = tmp_path_factory.mktemp("notices")
    base = Base(folder / "records")
    summary = ingest(base, [str(path) for path in (*PACKS, *published(folder / "papers", *NOTICES))])
    assert not summary.failures
    return base


@pytest.fixture(scope="module")
def library(base: Base) -> Library:
    return Library(base)


@pytest.fixture(scope="module")
def court(library: Library) -> Trail:
    return trail(library, "Sallowmere Court care and support contract")


@pytest.fixture(scope="module")
def home(library: Library) -> Trail:
    return trail(library, "Home First Reablement Service contract")


def told(answer: Trail, name: str) -> list[tuple[str | None, str]]:
    return [(event.date, happened((event,))) for event in answer.events if event.contract.label == name]


def test_notices_stand_in_the_order_of_days_among_the_committees_steps(court: Trail) -> None:
    every = told(court, "Sallowmere Court care and support contract")
    assert every == sorted(every, key=lambda each: f"{each[0]}~")
    assert ("2022-11-14", "Notice published: put out to tender") in every
    notice = "Award notice: awarded; supplier Ostrelle Homecare Ltd; value £595,600"
    assert ("2023-05-03", notice) in every
    assert any(status.startswith("Adults and Wellbeing Committee agreed") for _day, status in every)


def test_what_a_notice_and_a_paper_tell_of_one_day_each_keep_their_own_place(court: Trail) -> None:
    awards = [event for event in court.events if event.step == "award" and event.date == "2023-05-03"]
    assert [event.published for event in awards] == [False, True]
    assert {place.file_name for place in awards[1].citations} == {"notice-2.json"}


def test_every_published_step_is_cited(court: Trail, home: Trail) -> None:
    assert all(event.citations for answer in (court, home) for event in answer.events if event.published)


def test_a_sum_that_a_notice_gives_otherwise_is_shown_beside_the_committees(home: Trail) -> None:
    (found,) = [each for each in home.contradictions if each.contract.label.startswith("Home First Reablement")]
    assert "£2,850,000 (wexmere-adults-2022-09-08-pack.txt" in contradiction(found)
    assert "or £2,950,000 (notice-3.json" in contradiction(found)


def test_what_a_year_costs_and_the_published_sum_of_the_term_do_not_contradict(court: Trail) -> None:
    assert not [each for each in court.contradictions if each.contract.label.startswith("Sallowmere Court")]


def test_a_contracts_row_has_the_sum_and_end_that_only_the_notice_gives(library: Library) -> None:
    (row,) = [
        each for each in contracts(library) if each.contract.label == "Sallowmere Court care and support contract"
    ]
    assert (row.annual_value, row.total_value, row.end) == (Decimal(148900), Decimal(595600), "2027-07-31")


def test_the_picture_says_which_marks_are_notices(court: Trail) -> None:
    assert "notice, " in timeline(court).decode()


def test_why_names_the_fields_that_agree(library: Library) -> None:
    found = why(library, "Sallowmere Court care and support contract", COURT)
    assert found.same
    joined = found.reasons[-1].words
    assert "one supplier, ostrelle homecare (+4)" in joined
    assert "the same start, 2023-08-01 (+3)" in joined


def test_why_tells_what_does_not_agree(library: Library) -> None:
    found = why(library, "Carers' Support Service contract", "ocds-b5fd17-carers")
    assert not found.same
    assert "the same start, 2023-10-01 (+3)" in [each.words for each in found.reasons]


def test_what_is_likely_is_asked_and_the_answer_joins(base: Base, tmp_path: Path) -> None:
    case = case_of(Library(base))
    (asked,) = [each for each in case.questions() if "ocds-b5fd17-carers" in (each.one.name, each.other.name)]
    assert the_question(case, asked.id) == asked
    add_judgement(tmp_path / "judgements.yaml", asked.judgement(True, "one tender"))
    again = Base(tmp_path / "records")
    (tmp_path / "records").mkdir()
    (tmp_path / "judgements.yaml").rename(again.judgements_file)
    ingest(again, [str(path) for path in (*PACKS, *published(tmp_path / "papers", *NOTICES))])
    answer = trail(Library(again), "Carers' Support Service contract")
    assert any(event.published for event in answer.events)


def graph(base: Base) -> list[str]:
    store = open_graph(base.open_for_reading().folder / "graph")
    return [line for line in canonical_lines(store) if REDIRECTS_GRAPH not in line]


def grown(base: Base, paths: Iterable[Path]) -> list[str]:
    for path in paths:
        ingest(base, [str(path)])
    return graph(base)


def test_a_base_grown_paper_by_paper_in_any_order_is_the_one_made_at_once(tmp_path: Path) -> None:
    papers = (PACKS[-1], *published(tmp_path / "papers", *NOTICES[:2]))
    whole = Base(tmp_path / "whole")
    ingest(whole, [str(path) for path in papers])
    for number, order in enumerate(permutations(papers)):
        assert grown(Base(tmp_path / str(number)), order) == graph(whole)


def test_awards_without_a_notice_and_notices_without_a_decision_are_listed_with_the_reason(library: Library) -> None:
    rows = {(row.kind, row.contract.label): row for row in unmet(library)}
    pellow = rows["award", "Pellow Gardens care and support contracts"]
    assert pellow.why == "none of this council's notices that are held here is certainly of it"
    carers = rows["notice", "Carers Support Service"]
    assert carers.why == "no paper of a committee that is held here is certainly of it"
    assert all(row.citations for row in rows.values())


def test_a_contract_of_which_both_tell_lacks_neither(library: Library) -> None:
    assert not [row for row in unmet(library) if row.contract.label.startswith(("Sallowmere Court", "Home First R"))]


def test_one_kind_can_be_asked_for(library: Library) -> None:
    assert {row.kind for row in unmet(library, "notice")} == {"notice"}


def test_a_contracts_row_names_every_supplier_of_an_award(tmp_path: Path) -> None:
    firms = [{"id": f"S{number}", "name": name} for number, name in enumerate(("Tern Works Ltd", "Heron Care Ltd"))]
    award = {"id": "1", "status": "active", "date": "2023-05-03T00:00:00Z", "suppliers": firms}
    base = Base(tmp_path / "records")
    ingest(base, [str(path) for path in published(tmp_path / "papers", release(supplier=None, awards=[award]))])

    (row,) = contracts(Library(base))

    assert [ref.label for ref in row.providers] == ["Heron Care Ltd", "Tern Works Ltd"]
