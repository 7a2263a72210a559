"""What was resolved or reported of a contract has happened, what was planned has not, and both have their source."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.projection import project_pending
from kg.base import Base
from kg.derive.contract_dates import end_of_term, extended_end, is_before, last_day, months_on, overlap
from kg.derive.contract_differences import differences
from kg.derive.contract_facts import only_asked
from kg.derive.contract_life import Life, current_end, life
from kg.derive.contract_steps import ALONG, Step, Term, has_happened, in_order
from kg.derive.contract_words import says
from kg.graph import canonical_lines
from kg.ledger_entries import Offer
from kg.vocabulary import CK, DERIVED_GRAPH
from queries.library import Library

CONTRACT = "https://example.org/id/contract/wexmere/larkfield"
PAPER = "https://example.org/id/paper/0f3c"


def step(name: str, status: str, date: str | None, told: str | None = "2024-01-11", **more: str | None) -> Step:
    """A step told by a paper of January 2024, unless said."""
    return Step(f"{name} {status} {date} {told}", CONTRACT, name, status, date, told, **more)


def term(name: str, value: str, told: str | None = "2024-01-11") -> Term:
    return Term(CONTRACT, name, value, told, (f"place of {value} in {told}",))


def stood(*told: Step | Term, on: str = "2024-06-30", successors: tuple[Step, ...] = ()) -> Life:
    steps = [each for each in told if isinstance(each, Step)]
    terms = [each for each in told if isinstance(each, Term)]
    return life(CONTRACT, steps, terms, on, successors)


def state(*told: Step | Term, on: str = "2024-06-30") -> tuple[str | None, str | None]:
    found = stood(*told, on=on)
    return found.state, found.since


ASKED = step("procure", "recommended", "2022-03-10")
TENDER = step("procure", "resolved", "2022-03-10")
DELEGATED = step("delegate-award", "resolved", "2022-06-09", post="director")
AWARD = step("award", "reported", "2022-11")
START = step("start", "reported", "2023-02-01")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((ASKED,), ("proposed", "2022-03-10")),
        ((ASKED, TENDER), ("out-to-tender", "2022-03-10")),
        ((TENDER, DELEGATED), ("award-delegated", "2022-06-09")),
        ((TENDER, DELEGATED, AWARD), ("awarded", "2022-11")),
        ((TENDER, AWARD, START), ("running", "2023-02-01")),
        ((START, step("extend", "resolved", "2023-09-14")), ("extended", "2023-09-14")),
        ((START, step("end", "resolved", "2023-09-14")), ("ending", "2023-09-14")),
        ((START, step("end", "reported", "2023-12-31")), ("ended", "2023-12-31")),
        ((START, step("terminate", "reported", "2023-10-01")), ("terminated", "2023-10-01")),
        ((TENDER, step("terminate", "resolved", "2022-05-12")), ("abandoned", "2022-05-12")),
        ((TENDER, step("pause", "reported", "2022-05")), ("paused", "2022-05")),
        ((START, step("procure", "resolved", "2023-11-09")), ("retendered", "2023-11-09")),
        ((step("procure", "planned", "2024-09"),), ("proposed", None)),
        ((step("vary", "reported", None),), ("running", None)),
        ((), (None, None)),
    ],
)  # fmt: skip
def test_a_contract_is_as_far_along_as_what_happened(
    told: tuple[Step, ...], expected: tuple[str | None, str | None]
) -> None:
    assert state(*told) == expected


def test_the_state_names_the_statements_that_say_so() -> None:
    assert stood(TENDER, DELEGATED).sources == (DELEGATED.iri,)


def test_what_an_officer_may_do_is_not_done() -> None:
    told = step("extend", "resolved", "2023-09-14", post="director")
    assert not has_happened(told, "2024-06-30")
    assert state(START, told) == ("running", "2023-02-01")


def test_on_an_earlier_day_only_what_had_happened_by_then_counts() -> None:
    told = (ASKED, TENDER, DELEGATED, AWARD, START)
    days = ("2022-03-01", "2022-03-10", "2022-06-30", "2022-12-01", "2023-02-01")
    assert [state(*told, on=day)[0] for day in days] == [
        None, "out-to-tender", "award-delegated", "awarded", "running"
    ]  # fmt: skip


def test_a_planned_end_that_is_over_is_no_end() -> None:
    planned = step("end", "planned", "2024-03-31")
    found = stood(START, planned)
    assert (found.state, found.since, found.sources) == ("should-have-ended", "2024-03-31", (planned.iri,))
    assert stood(START, planned, on="2024-02-01").state == "ending"
    assert stood(START, planned, on="2023-03-01").state != "should-have-ended"


def test_a_month_is_over_with_its_last_day() -> None:
    planned = step("end", "planned", "2024-03")
    assert stood(START, planned, on="2024-03-31").state == "ending"
    assert stood(START, planned, on="2024-04-01").state == "should-have-ended"


def test_what_a_notice_ends_that_was_never_let_is_abandoned_and_what_a_paper_ends_was_in_force() -> None:
    ended = step("terminate", "reported", "2024-01-10")
    assert state(replace(ended, published=True)) == ("abandoned", "2024-01-10")
    assert state(AWARD, replace(ended, published=True))[0] == "terminated"
    assert state(ended) == ("terminated", "2024-01-10")


def test_a_short_contract_is_awarded_until_it_starts_and_ending_from_then_on() -> None:
    told = AWARD, term("startDate", "2024-02-10"), term("endDate", "2024-06-05")

    assert state(*told, on="2024-02-09") == ("awarded", "2022-11")
    assert stood(*told, on="2024-02-10").state == "ending"


@pytest.mark.parametrize("words", ["Contract lasts: 2520 days", "Contract lasts: 2556 days", "Seven years"])
def test_a_term_is_found_in_words_that_give_it_in_days_or_years(words: str) -> None:
    assert says("termMonths", "84", words)
    assert not says("termMonths", "72", words)


def test_a_planned_start_starts_nothing() -> None:
    assert state(AWARD, step("start", "planned", "2024-04-01")) == ("awarded", "2022-11")


def test_an_end_told_before_its_day_is_a_plan() -> None:
    early = step("end", "reported", "2024-03-31", told="2024-01-11")
    assert stood(START, early).state == "should-have-ended"


def test_notice_of_a_later_end_is_no_end() -> None:
    notice, planned = step("terminate", "reported", "2023-12"), step("end", "planned", "2024-09-30")
    assert state(START, notice, planned) == ("ending", "2023-12")


def test_an_end_worked_out_counts_where_the_start_is_told() -> None:
    assert stood(START, term("termMonths", "12")).state == "should-have-ended"
    assert stood(AWARD, step("start", "planned", "2023-02-01"), term("termMonths", "12")).state == "awarded"


def test_a_printed_end_goes_before_one_worked_out() -> None:
    told = [term("termMonths", "12"), term("endDate", "2025-01-31")]
    end = current_end([START], told, "2024-06-30")
    assert end is not None
    assert (end.date, end.basis) == ("2025-01-31", "printed")


def test_the_end_of_the_newest_paper_is_the_end() -> None:
    ends = [term("endDate", "2024-12-31", told="2022-01-13"), term("endDate", "2024-06-30", told="2024-01-11")]
    end = current_end([], ends, "2024-06-30")
    assert end is not None
    assert end.date == "2024-06-30"


def test_a_later_paper_that_asks_to_extend_it_tells_that_it_did_not_end() -> None:
    planned = step("end", "planned", "2023-03-31", told="2022-06-09")
    asked = step("extend", "recommended", "2024-01-11")
    found = stood(planned, asked)
    assert (found.state, found.since, found.sources) == ("running", None, (asked.iri,))
    assert stood(planned, asked, on="2023-06-30").state == "should-have-ended"


def test_an_end_that_is_only_asked_for_is_no_end() -> None:
    asked = Term(CONTRACT, "endDate", "2024-03-31", "2024-01-11", ("place",), asked=True)
    assert stood(START, asked).state == "running"
    assert told_apart(asked, term("endDate", "2025-03-31")) == []


def extension(told: str, months: str = "6", *, place: str = "the limb that extends it", taken: bool = True) -> Term:
    return Term(CONTRACT, "extensionMonths", months, told, (place,), taken=taken)


def test_an_extension_that_was_agreed_moves_the_end_and_is_no_option() -> None:
    made_of = (START, term("termMonths", "12", "2023-02-09"))
    assert stood(*made_of, extension("2024-01-11", taken=False), on="2024-01-11").state == "ending"
    found = stood(*made_of, extension("2024-01-11"), on="2024-01-11")
    assert found.end is not None
    assert (found.end.date, found.end.basis) == ("2024-07-31", "computed")
    assert "the limb that extends it" in found.end.sources


def test_an_end_that_is_told_with_or_after_the_extension_has_it_in_it() -> None:
    end = term("endDate", "2024-07-31")
    same_words = extension("2024-01-11", place=end.sources[0])
    for extended in (same_words, extension("2024-01-11"), extension("2023-09-14")):
        found = current_end([], [end, extended], "2024-06-30")
        assert found is not None
        assert found.date == "2024-07-31"
    later = current_end([], [end, extension("2024-05-09")], "2024-06-30")
    assert later is not None
    assert later.date == "2025-01-31"


def test_a_contract_that_somebody_holds_was_let_though_no_award_is_told() -> None:
    held = step("end", "planned", "2027-10-31", provider="fern")
    assert state(TENDER, DELEGATED, held) == ("running", None)
    assert state(TENDER, DELEGATED, step("end", "planned", "2027-10-31")) == ("award-delegated", "2022-06-09")


def test_an_end_that_a_later_paper_prints_was_ahead_all_the_same() -> None:
    planned = step("end", "planned", "2023-03-31", told="2023-06-08")
    assert [stood(planned, on=day).state for day in ("2020-01-01", "2022-12-31", "2023-04-30")] == [
        None, "ending", "should-have-ended"
    ]  # fmt: skip


def test_a_contract_whose_service_went_out_to_tender_was_retendered() -> None:
    found = stood(step("vary", "reported", None), successors=(TENDER,))
    assert (found.state, found.since, found.sources) == ("retendered", "2022-03-10", (TENDER.iri,))


def test_while_its_end_is_ahead_the_tender_after_it_changes_nothing() -> None:
    assert stood(START, term("endDate", "2026-01-31"), successors=(TENDER,)).state == "running"


def test_an_undated_award_counts_from_the_paper_that_tells_it() -> None:
    award = step("award", "reported", None, told="2023-01-12")
    assert state(TENDER, award, on="2022-12-31") == ("out-to-tender", "2022-03-10")
    assert state(TENDER, award, on="2023-01-31") == ("awarded", None)


def test_an_undated_tender_does_not_undo_an_award() -> None:
    assert state(AWARD, step("procure", "reported", None)) == ("awarded", "2022-11")


def test_work_on_a_tender_that_a_body_is_only_asked_for_is_no_tender() -> None:
    work = step("procure", "reported", "2022-02")
    assert state(work, ASKED) == ("proposed", "2022-03-10")
    assert state(work) == ("out-to-tender", "2022-02")
    assert state(step("procure", "reported", "2022-02", body="adults committee"), ASKED) == ("out-to-tender", "2022-02")


def test_a_tender_told_after_it_was_asked_for_is_one() -> None:
    assert state(ASKED, step("procure", "reported", "2022-05-12")) == ("out-to-tender", "2022-05-12")


def test_an_undated_extension_counts_beside_a_dated_change() -> None:
    assert state(START, step("vary", "resolved", "2023-09-14"), step("extend", "reported", None)) == ("extended", None)


def test_a_year_stands_where_the_step_belongs() -> None:
    ordered = in_order([step("start", "reported", "2022-04-01"), step("award", "reported", "2022")])
    assert [each.step for each in ordered] == ["award", "start"]


def test_the_same_papers_give_the_same_derived_graph_in_any_order_and_batching(tmp_path: Path, base: Base) -> None:
    other = Base(tmp_path / "records")
    with base.ledger() as ledger:
        papers = [paper.sha256 for paper in ledger.current()]
    for sha256 in sorted(papers, key=lambda each: base.archive().text(each).file_name, reverse=True):
        with other.open_for_writing() as writing:
            text, reading = base.archive().text(sha256), base.archive().get(sha256).reading
            writing.archive.put(text.text.encode(), text, reading, "1")
            offer = Offer.of(Path("/papers") / text.file_name, sha256)
            writing.ledger.record_read(offer, "1", counts={}, issues={}, characters=len(text.text), pages=1)
            writing.publish(other.live_graph, project_pending(writing) or {}, "1")
    one, same = (derived(each) for each in (base, other))
    assert one == same
    assert any(CK + "state>" in line for line in one)
    assert any(CK + "delegationState>" in line for line in one)


def derived(base: Base) -> list[str]:
    """The lines of a base's derived graph."""
    return [line for line in canonical_lines(Library(base).store) if DERIVED_GRAPH in line]


# Contradictions


def told_apart(*told: Step | Term, label: str = "Larkfield Court contract") -> list[tuple[str, list[str]]]:
    steps = [each for each in told if isinstance(each, Step)]
    terms = [each for each in told if isinstance(each, Term)]
    found = differences(CONTRACT, label, steps, terms)
    return [(each.term, [side.value for side in each.sides]) for each in found]


def test_two_values_of_one_paper_are_shown_side_by_side() -> None:
    assert told_apart(term("annualValue", "400000"), term("annualValue", "420000")) == [
        ("annualValue", ["400000", "420000"])
    ]


def test_a_value_that_changed_with_the_years_is_no_contradiction() -> None:
    assert told_apart(term("annualValue", "400000", "2022-01-13"), term("annualValue", "420000")) == []


def test_two_ends_without_an_extension_contradict_each_other() -> None:
    ends = (term("endDate", "2024-12-31", "2022-01-13"), term("endDate", "2025-12-31"))
    assert told_apart(*ends) == [("endDate", ["2024-12-31", "2025-12-31"])]
    assert told_apart(*ends, step("extend", "resolved", "2023-09-14")) == []


def test_a_date_told_less_exactly_is_the_same_date() -> None:
    assert told_apart(term("endDate", "2024-12"), term("endDate", "2024-12-31")) == []


def test_a_plan_beside_what_came_of_it_is_no_contradiction() -> None:
    assert told_apart(step("start", "planned", "2023-01-01", "2022-01-13"), START) == []


def test_a_plan_that_moved_between_papers_is_no_contradiction() -> None:
    moved = (step("start", "planned", "2023-01-01", "2022-01-13"), step("start", "planned", "2023-04-01", "2022-06-09"))
    assert told_apart(*moved) == []


def test_two_providers_of_one_time_are_shown_side_by_side() -> None:
    award = step("award", "reported", "2022-11", provider="fern")
    assert told_apart(award, term("provider", "tern")) == [("provider", ["fern", "tern"])]


def test_one_award_to_several_suppliers_is_no_contradiction() -> None:
    both = [
        Step(f"{PAPER}/contract-event/{name}", CONTRACT, "award", "reported", "2022-11", "2022-12-01", provider=name)
        for name in ("fern", "tern")
    ]
    assert told_apart(*both) == []
    elsewhere = step("award", "reported", "2022-11", "2022-12-01", provider="wren")
    assert told_apart(elsewhere, *both) == []
    assert told_apart(elsewhere, both[0]) == [("provider", ["fern", "wren"])]


def test_a_name_that_several_contracts_share_has_several_providers() -> None:
    providers = (term("provider", "fern"), term("provider", "tern"))
    assert told_apart(*providers, label="Larkfield home care contracts") == []
    assert told_apart(*providers, label="Home care framework") == []


def test_a_contradiction_names_the_places_of_each_value() -> None:
    [found] = differences(CONTRACT, "x", (), (term("termMonths", "36"), term("termMonths", "48")))
    assert all(side.sources for side in found.sides)


# Dates

days = st.dates(min_value=datetime.date(1990, 1, 1), max_value=datetime.date(2080, 1, 1))
isos = st.tuples(days.map(str), st.sampled_from([4, 7, 10])).map(lambda pair: pair[0][: pair[1]])


@given(isos, isos)
def test_two_dates_overlap_or_one_is_before_the_other(one: str, other: str) -> None:
    assert overlap(one, other) != (is_before(one, other) or is_before(other, one))


@given(days.map(str), st.integers(1, 240))
def test_a_term_ends_before_the_same_day_so_many_months_on(start: str, months: int) -> None:
    assert start <= end_of_term(start, months) <= months_on(start, months)


def test_an_extension_of_a_term_to_the_end_of_a_month_ends_with_a_month() -> None:
    assert extended_end("2024-02-29", 12) == "2025-02-28"
    assert extended_end("2025-02-28", 12) == "2026-02-28"
    assert extended_end("2025-09-20", 12) == "2026-09-20"
    assert last_day("2024-02") == "2024-02-29"


steps = st.builds(
    step,
    st.sampled_from(sorted(ALONG)),
    st.sampled_from(["recommended", "resolved", "reported", "planned"]),
    st.none() | isos,
    st.none() | days.map(str),
)


@given(st.lists(steps, max_size=6), st.randoms(), days.map(str))
def test_the_order_of_what_is_told_does_not_matter(told: list[Step], random: object, on: str) -> None:
    mixed = list(told)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert life(CONTRACT, mixed, (), on) == life(CONTRACT, told, (), on)


@given(st.lists(steps, max_size=6), days.map(str))
def test_what_is_only_asked_for_or_planned_is_never_told_as_done(told: list[Step], on: str) -> None:
    hoped = [each for each in told if each.status in ("recommended", "planned")]
    found = life(CONTRACT, hoped, (), on)
    assert found.state in (None, "proposed", "running", "ending", "should-have-ended")


@given(st.lists(steps, max_size=6), days.map(str))
def test_a_state_has_its_sources(told: list[Step], on: str) -> None:
    found = life(CONTRACT, told, (), on)
    assert bool(found.state) == bool(found.sources)
    assert set(found.sources) <= {each.iri for each in told}


def test_a_pause_is_over_when_a_tender_that_was_agreed_before_is_told_to_be_under_way() -> None:
    agreed = step("procure", "reported", "2022-10", body="committee")
    pause = step("pause", "reported", "2023-04")
    timetable = step("procure", "recommended", "2024-01-11", body="committee")
    under_way = step("procure", "reported", "2024-01-11")
    assert state(agreed, pause, timetable) == ("paused", "2023-04")
    assert state(agreed, pause, timetable, under_way) == ("out-to-tender", "2024-01-11")


def test_work_under_way_to_tender_again_is_preparation_where_leave_is_only_asked_for() -> None:
    agreed = step("procure", "reported", "2018-10", body="committee")
    asked = step("procure", "recommended", "2024-01-11", body="committee")
    under_way = step("procure", "reported", "2024-01-11")
    assert state(agreed, AWARD, START, asked, under_way) == ("running", "2023-02-01")
    assert state(asked, under_way)[0] == "proposed"


@pytest.mark.parametrize(
    ("name", "saying", "expected"),
    [
        ("extensionMonths", ["asks"], True),
        ("extensionMonths", ["tells"], False),
        ("extensionMonths", [], True),  # its length stands in the head of a table, and the paper asks for it
        ("endDate", ["asks"], True),
        ("endDate", [], False),
        ("annualValue", ["asks"], False),
    ],
)
def test_an_extension_that_is_only_asked_for_is_no_option(name: str, saying: list[str], expected: bool) -> None:
    assert only_asked(name, saying, ["tells", "asks"], {"asks"}) is expected
