"""A trail tells what was recommended, resolved, reported and planned, in order, each with its paper and words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import UnknownName
from queries.answers import Citation, Ref
from queries.events import Event, merged
from queries.families import core_of, ties_of
from queries.library import Library
from queries.open_ends import open_ends
from queries.terms import says
from queries.trail import trail

CARE, OLD = "Larkfield Court care and support contract", "Larkfield Court management agreement"
CONTRACT = Ref("https://example.org/c", "Mill Lane contract")
OTHER = Ref("https://example.org/d", "Mill Lane current contract")


def event(step: str, status: str, date: str | None, contract: Ref = CONTRACT, iri: str = "e") -> Event:
    return Event(contract, date, step, status, None, None, (), None, None, None, None, None, (), (iri,), ())


def place(date: str) -> Citation:
    return Citation("https://example.org/p", "pack.txt", "words", date=date)


def left_open(library: Library, *events: Event) -> list[tuple[str, str]]:
    return [(end.step, end.what) for end in open_ends(events, ties_of(library))]


def test_a_trail_is_told_in_the_order_of_dates(library: Library) -> None:
    told = [(each.date, each.step, each.status) for each in trail(library, "Larkfield Court").events]
    assert told == [
        ("2022-09-08", "procure", "recommended"),
        ("2022-09-08", "delegate-award", "recommended"),
        ("2022-09-08", "procure", "resolved"),
        ("2022-09-08", "delegate-award", "resolved"),
        ("2022-11", "award", "reported"),
        ("2023-02-01", "start", "planned"),
    ]


def test_the_contract_before_it_comes_first(library: Library) -> None:
    assert [card.contract.label for card in trail(library, CARE).contracts] == [OLD, CARE]


def test_every_event_has_paper_place_and_words(library: Library) -> None:
    resolved = trail(library, CARE).events[3]
    place = resolved.citations[0]
    assert (place.file_name, place.page, place.printed_page, place.line) == ("2023-01-pack.txt", 1, "31", 5)
    assert place.words == "to delegate the award of the Larkfield"
    assert place.place == "page 1 (printed 31)"


def test_the_vote_stands_with_what_was_resolved(library: Library) -> None:
    events = trail(library, CARE).events
    assert [each.vote for each in events] == [None, None, "majority", "majority", None, None]


def test_a_delegation_names_whom_it_is_made_to_and_who_is_consulted(library: Library) -> None:
    asked = trail(library, CARE).events[1]
    assert asked.delegated_to is not None
    assert asked.delegated_to.label == "Executive Director: Adults"
    assert [each.label for each in asked.consulted] == ["Chair"]


def test_a_term_cites_the_words_that_give_it(library: Library) -> None:
    value = next(card for card in trail(library, CARE).contracts if card.contract.label == OLD).newest("annualValue")
    assert value is not None
    assert (value.value, "£418,250" in value.citations[0].words) == ("418250", True)


def test_a_slip_of_the_pen_leads_to_the_trail(library: Library) -> None:
    assert trail(library, "larkfeild court").contracts == trail(library, "Larkfield Court").contracts


def test_contracts_that_have_nothing_in_common_are_offered(library: Library) -> None:
    with pytest.raises(UnknownName, match="nothing in common") as raised:
        trail(library, "care contract")
    assert raised.value.choices == ("Larkfield Court care and support contract", "Mill Lane care contract")


def test_a_scheme_without_contracts_has_no_trail(library: Library) -> None:
    with pytest.raises(UnknownName, match="No paper tells of a contract of Respite Redesign"):
        trail(library, "Respite Redesign")


def test_what_is_planned_and_not_reported_is_open(library: Library) -> None:
    assert [(end.step, end.what, end.basis) for end in trail(library, CARE).open] == [
        ("start", "not reported yet", "derived")
    ]


def test_an_award_that_nobody_reported_is_open(library: Library) -> None:
    delegated = event("delegate-award", "resolved", "2022-09-08")
    assert left_open(library, delegated) == [("delegate-award", "no award reported")]


def test_an_award_of_an_earlier_contract_does_not_close_it(library: Library) -> None:
    earlier, delegated = event("award", "reported", "2015"), event("delegate-award", "resolved", "2022-09-08")
    assert left_open(library, earlier, delegated) == [("delegate-award", "no award reported")]


def test_an_award_told_only_to_the_month_closes_a_delegation_of_that_month(library: Library) -> None:
    delegated, award = event("delegate-award", "resolved", "2022-09-08"), event("award", "reported", "2022-09")
    assert left_open(library, delegated, award) == []


def test_a_recommendation_that_nobody_decided_is_open(library: Library) -> None:
    assert left_open(library, event("extend", "recommended", "2022-09-08")) == [("extend", "no decision found")]


def test_a_recommendation_is_decided_by_a_resolution(library: Library) -> None:
    asked, resolved = event("extend", "recommended", "2022-09-08"), event("extend", "resolved", "2022-09-08")
    assert left_open(library, asked, resolved) == []


def test_what_the_asking_paper_itself_tells_is_no_decision(library: Library) -> None:
    asked = replace(event("procure", "recommended", "2022-09-08"), citations=(place("2022-09-08"),))
    work = replace(event("procure", "reported", "2022-09-08"), citations=(place("2022-09-08"),))
    later = replace(event("procure", "reported", "2022-10"), citations=(place("2023-01-12"),))
    assert ("procure", "no decision found") in left_open(library, asked)
    assert ("procure", "no decision found") in left_open(library, work, asked)
    assert ("procure", "no decision found") not in left_open(library, asked, later)


def test_what_two_papers_tell_is_told_once() -> None:
    twice = (event("award", "reported", "2022-11", iri="one"), event("award", "reported", "2022-11", iri="two"))
    assert [each.events for each in merged(twice)] == [("one", "two")]


def test_a_date_to_the_month_stands_after_the_days_of_that_month() -> None:
    days = [event("award", "reported", date, iri=str(date)) for date in (None, "2018-03", "2018-04-01", "2018-03-08")]
    assert [each.date for each in merged(days)] == ["2018-03-08", "2018-03", "2018-04-01", None]


def test_stock_words_do_not_make_another_contract() -> None:
    assert core_of("the Larkfield Court care and support contract") == core_of(OLD) == "larkfield court"


@pytest.mark.parametrize(
    ("term", "value", "words"),
    [
        ("annualValue", "418250", "whose value is £418,250 per annum"),
        ("termMonths", "84", "a contract of seven years"),
        ("termMonths", "18", "for 18 months"),
        ("extensionMonths", "24", "extended by up to 2 years"),
        ("startDate", "2023-02-01", "starts on 1 February 2023"),
        ("endDate", "2023", "ends in 2023"),
        ("provider", "Tern Care Ltd", "awarded to TERN CARE LTD."),
    ],
)
def test_words_that_give_a_value_are_known(term: str, value: str, words: str) -> None:
    assert says(term, value, words)


def test_words_about_something_else_do_not_give_it() -> None:
    assert not says("termMonths", "84", "the contract ends in seven months")
    assert not says("startDate", "2023-02-01", "starts on 1 March 2023")


def test_a_trail_says_where_each_contract_stands_and_by_which_words(library: Library) -> None:
    old, care = trail(library, CARE).standings
    assert (old.contract.label, old.state, old.since) == (OLD, "retendered", "2022-09-08")
    assert (care.state, care.since, care.as_of, care.basis) == ("awarded", "2022-11", "2023-01-12", "derived")
    assert care.citations[0].words.startswith("was awarded to Tern Care Ltd")


def test_a_trail_of_an_earlier_day_knows_nothing_of_later_days(library: Library) -> None:
    answer = trail(library, CARE, as_of="2022-10")
    assert [each.state for each in answer.standings] == ["retendered", "award-delegated"]
    assert {each.step for each in answer.events} == {"procure", "delegate-award"}
    assert [(end.step, end.what, end.whose and end.whose.label) for end in answer.open] == [
        ("delegate-award", "no award reported", "Executive Director: Adults")
    ]


def test_a_plan_whose_day_is_over_is_told_as_a_plan(library: Library) -> None:
    answer = trail(library, CARE, as_of="2023-06")
    assert answer.standings[1].state == "awarded"
    assert [(end.step, end.what) for end in answer.open] == [("start", "should have started by then; no paper says so")]


def test_what_no_paper_tells_is_said(library: Library) -> None:
    unknown = {each.contract.label: each.what for each in trail(library, CARE).unknown}
    assert unknown == {OLD: ("when it starts", "when it ends"), CARE: ("what it costs",)}


def test_what_the_contract_before_it_did_settles_no_plan() -> None:
    class Two:
        """Two contracts for one service, one after the other."""

        def namesakes(self, contract: str) -> set[str]:
            return {contract}

        def same_service(self, contract: str) -> set[str]:
            return {contract, OTHER.iri, CONTRACT.iri}

    told = (event("start", "planned", "2023-04-01"), event("extend", "resolved", "2022-09-08", OTHER))
    assert [(end.step, end.what) for end in open_ends(told, Two())] == [("start", "not reported yet")]  # type: ignore[arg-type]
