"""Contracts that end within a time are listed with the day, how it is known, and the option to take by then."""

from __future__ import annotations

import pytest

from kg.derive.contract_facts import Facts
from kg.derive.contract_steps import Step, Term
from kg.derive.derivation import PaperDay
from queries.library import Library
from queries.renewals import _Due, _due, renewals

CONTRACT = "https://example.org/id/contract/wexmere/larkfield"
CARE = "Larkfield Court care and support contract"


def test_an_end_worked_out_from_start_and_term_is_marked(library: Library) -> None:
    [row] = renewals(library, 12, "2029-06-01")
    assert (row.contract.label, row.end, row.end_basis) == (CARE, "2030-01-31", "computed")
    assert [each.label for each in row.providers] == ["Tern Care Ltd"]
    assert {place.file_name for place in row.citations} >= {"2022-09-pack.txt", "2023-01-pack.txt"}


@pytest.mark.parametrize(("within", "of"), [(12, "2028-12-31"), (1, "2029-12-30"), (12, "2030-02-01")])
def test_what_ends_at_another_time_is_left_out(library: Library, within: int, of: str) -> None:
    assert renewals(library, within, of) == ()


def test_the_first_and_the_last_day_count(library: Library) -> None:
    assert renewals(library, 12, "2029-01-31")
    assert renewals(library, 1, "2030-01-31")


def due(*terms: tuple[str, str], begin: str, until: str, steps: tuple[Step, ...] = ()) -> _Due | None:
    told = [Term(CONTRACT, name, value, "2022-01-13", (f"place of {value}",)) for name, value in terms]
    papers = {"p": PaperDay("p", "2022-01-13", None, None)}
    facts = Facts({CONTRACT: list(steps)}, {CONTRACT: told}, {}, {}, papers, {CONTRACT: {"p"}}, {}, {})
    return _due(facts, CONTRACT, begin, until)


END = ("endDate", "2023-03-31")


def test_an_option_is_to_be_taken_by_the_end_of_the_term() -> None:
    found = due(END, ("extensionMonths", "24"), begin="2023-01-01", until="2023-12-31")
    assert found is not None
    assert (found.end, found.basis, found.option) == ("2023-03-31", "printed", 24)


def test_after_the_term_only_the_option_leads_further() -> None:
    found = due(END, ("extensionMonths", "24"), begin="2025-01-01", until="2025-12-31")
    assert found is not None
    assert (found.end, found.basis, found.others) == ("2025-03-31", "computed with the extension", ("2023-03-31",))
    assert due(END, begin="2025-01-01", until="2025-12-31") is None


def test_two_ends_are_shown_side_by_side() -> None:
    found = due(END, ("endDate", "2023-06-30"), begin="2023-01-01", until="2023-12-31")
    assert found is not None
    assert {found.end, *found.others} == {"2023-03-31", "2023-06-30"}


def test_a_month_is_no_other_end_than_a_day_in_it() -> None:
    found = due(END, ("endDate", "2023-03"), begin="2023-01-01", until="2023-12-31")
    assert found is not None
    assert found.others == ()
