"""What notices publish of a contract, held against what committees' papers tell of it."""

from __future__ import annotations

import pytest

from kg.derive.contract_differences import Difference, differences
from kg.derive.contract_steps import Step, Term, happened_by

CONTRACT = "https://w3id.org/committee-kg/id/contract/wexmere/larkfield-court"
EARLY, LATER, LATEST = "2022-09-08", "2022-12-01", "2024-02-15"


def told(name: str, value: str, day: str = EARLY, *, published: bool = False) -> Term:
    place = f"{'notice' if published else 'paper'} {day} {value}"
    return Term(CONTRACT, name, value, day, (place,), published=published)


def notice(name: str, value: str, day: str = LATER) -> Term:
    return told(name, value, day, published=True)


def step(what: str, status: str, day: str | None, provider: str | None = None, *, published: bool = False) -> Step:
    iri = f"{what} {status} {day} {provider} {published}"
    return Step(iri, CONTRACT, what, status, day, day, provider=provider, published=published)


def found(*given: Term | Step, label: str = "Larkfield Court contract") -> tuple[Difference, ...]:
    steps = [each for each in given if isinstance(each, Step)]
    return tuple(differences(CONTRACT, label, steps, [each for each in given if isinstance(each, Term)]))


def values(*given: Term | Step) -> list[tuple[str, ...]]:
    return [(each.term, *(side.value for side in each.sides)) for each in found(*given)]


def test_a_sum_that_a_notice_gives_otherwise_stands_beside_the_committees_with_both_places() -> None:
    (difference,) = found(told("totalValue", "2850000"), notice("totalValue", "2950000"))
    assert [(side.value, *side.sources) for side in difference.sides] == [
        ("2850000", "paper 2022-09-08 2850000"),
        ("2950000", "notice 2022-12-01 2950000"),
    ]


def test_sums_of_which_one_is_the_other_rounded_do_not_contradict() -> None:
    assert not values(told("totalValue", "1200000"), notice("totalValue", "1195000"))


def test_what_a_year_costs_is_not_held_against_the_sum_in_all() -> None:
    assert not values(told("annualValue", "300000"), notice("totalValue", "1200000"))


def test_a_sum_that_was_changed_between_is_no_contradiction() -> None:
    before, after = told("totalValue", "900000"), notice("totalValue", "950000", LATEST)
    assert values(before, after)
    assert not values(before, after, step("vary", "reported", "2023-06-01", published=True))


def test_the_newest_that_papers_tell_counts_so_that_a_sum_they_put_right_is_none() -> None:
    every = told("totalValue", "900000"), told("totalValue", "950000", LATEST), notice("totalValue", "950000")
    assert not values(*every)


@pytest.mark.parametrize(("end", "differs"), [("2026-03-31", False), ("2028-03-31", False), ("2027-03-31", True)])
def test_an_end_that_counts_in_the_extension_is_no_contradiction(end: str, differs: bool) -> None:
    papers = told("endDate", "2026-03-31"), told("extensionMonths", "24")
    assert bool(values(*papers, notice("endDate", end))) is differs


def test_a_start_on_another_day_is_a_contradiction_and_a_month_of_it_is_not() -> None:
    assert values(told("startDate", "2023-04-01"), notice("startDate", "2023-05-01"))
    assert not values(told("startDate", "2023-04"), notice("startDate", "2023-04-15"))


def test_another_supplier_is_a_contradiction() -> None:
    decided = step("award", "resolved", EARLY, "tern")
    published = step("award", "reported", LATER, "heron", published=True)
    assert values(decided, published) == [("provider", "tern", "heron")]


def test_several_suppliers_of_one_notice_do_not_contradict_each_other_nor_the_paper_that_names_one() -> None:
    several = [step("award", "reported", LATER, each, published=True) for each in ("tern", "heron")]
    assert not values(*several)
    assert not values(step("award", "resolved", EARLY, "tern"), *several)


def test_what_only_papers_contradict_each_other_on_is_told_as_before() -> None:
    assert values(told("annualValue", "1000"), told("annualValue", "2000")) == [("annualValue", "1000", "2000")]


def test_two_notices_alone_contradict_nothing_for_the_later_one_amends() -> None:
    assert not values(notice("totalValue", "900000"), notice("totalValue", "950000", LATEST))


def test_a_published_tender_is_no_preparation_of_the_one_that_a_committee_is_asked_for() -> None:
    asked = step("procure", "recommended", LATER)
    assert happened_by([asked, step("procure", "reported", EARLY, published=True)], None)
    assert not happened_by([asked, step("procure", "reported", EARLY)], None)
