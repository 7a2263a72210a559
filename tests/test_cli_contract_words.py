"""A table says in plain words what is planned, asked for, limited, and of whom it is not known."""

from __future__ import annotations

from dataclasses import replace

from interfaces.cli.contracts import _outcome, _renewal_to_do
from interfaces.contract_words import label_of, limit, start_cell, terms_of
from queries.answers import Ref
from queries.contracts import ContractRow
from queries.delegated import Delegated
from queries.renewals import Renewal
from queries.terms import ContractCard, Term

LARKFIELD = Ref("https://example.org/id/contract/wexmere/larkfield", "Larkfield care contract")
ROW = ContractRow(
    LARKFIELD, "proposed", None, None, (), (), None, None, None, None, "2024-08-01", None, None, (), ()
)  # fmt: skip
DUE = Renewal(LARKFIELD, "2024-03-31", "printed", (), None, None, "extended", (), None, None, (), ())
GRANT = Delegated(
    LARKFIELD, "award it", Ref("p", "Director of Care"), "recommended", "2024-01-11", None, (), None,
    "unused", "Care Committee awarded it", True, None, (), (), ()
)  # fmt: skip


def test_a_limit_is_said_as_money_or_as_a_day() -> None:
    assert limit("8050000") == "up to £8,050,000"
    assert limit("2030-03-31") == "until 31 Mar 2030"
    assert limit("the budget agreed") == "limit the budget agreed"
    assert limit(None) == ""


def test_the_start_of_a_contract_that_is_not_let_is_only_planned() -> None:
    assert start_cell(ROW) == "planned\n1 Aug 2024"
    assert start_cell(replace(ROW, state="running")) == "1 Aug 2024"
    assert start_cell(replace(ROW, start=None)) == ""


def test_two_contracts_of_one_name_are_told_apart_by_the_paper_that_names_no_council() -> None:
    nameless = Ref("https://example.org/id/contract/paper-0a1b/larkfield", "Larkfield care contract")
    assert label_of(LARKFIELD) == "Larkfield care contract"
    assert label_of(nameless) == "Larkfield care contract (of a paper that names no council)"


def test_a_power_that_was_only_asked_for_is_not_told_as_one_that_was_given_and_not_used() -> None:
    assert _outcome(GRANT) == "asked for, no decision on it found; not used\nCare Committee awarded it"
    assert _outcome(replace(GRANT, status="resolved")) == "not used\nCare Committee awarded it"


def test_where_a_contract_stands_is_not_told_as_what_is_to_be_done() -> None:
    assert _renewal_to_do(DUE) == "no option to extend is told\nstands: extended"


def test_terms_come_in_one_order_and_a_start_before_the_award_is_a_plan() -> None:
    told = (("endDate", "2029-07-31"), ("startDate", "2024-08-01"), ("annualValue", "482130"))
    card = ContractCard(LARKFIELD, tuple(Term(name, value, None, ()) for name, value in told), ())
    assert terms_of(card, "running") == "value a year: £482,130; start: 1 Aug 2024; end: 31 Jul 2029"
    assert terms_of(card, "out-to-tender") == "value a year: £482,130; planned start: 1 Aug 2024; end: 31 Jul 2029"
