"""What the other questions answer about a small base, each with its place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.derive.contract_dates import end_of_term
from kg.errors import BadQuery, UnknownName
from queries.actions import CLOSED, actions
from queries.between import between
from queries.contracts import contracts, listed
from queries.decisions import decisions
from queries.issues import issue_counts, issues
from queries.library import Library
from queries.meeting import meeting
from queries.person import member, officer
from queries.plan import plan
from queries.provider import provider
from queries.scheme import scheme
from queries.search import search
from queries.show import show
from queries.sparql import example, examples, rows, sparql
from queries.status import status


def test_a_contract_has_its_terms_from_all_papers(library: Library) -> None:
    row = next(row for row in contracts(library) if row.contract.label.startswith("Larkfield Court care"))
    assert (row.term_months, row.start, [each.label for each in row.providers]) == (84, "2023-02-01", ["Tern Care Ltd"])


def test_an_end_that_no_paper_gives_is_marked_as_derived(library: Library) -> None:
    assert [(row.end, row.end_basis) for row in contracts(library, ending_before="2031")] == [("2030-01-31", "derived")]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2023-02-01", 12, "2024-01-31"),
        ("2023-02-15", 6, "2023-08-14"),
        ("2022-11", 3, "2023-02"),
        ("2023-01-01", 2, "2023-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
    ],
)
def test_a_term_is_counted_to_its_last_day(start: str, months: int, end: str) -> None:
    assert end_of_term(start, months) == end


def test_contracts_of_one_provider(library: Library) -> None:
    assert [row.annual_value for row in contracts(library, provider="tolbury")] == [Decimal(418250)]


def test_a_provider_has_its_contracts_and_events(library: Library) -> None:
    answer = provider(library, "tern care")
    assert [row.contract.label for row in answer.contracts] == ["Larkfield Court care and support contract"]
    assert [each.step for each in answer.events] == ["award", "start"]
    assert answer.citations[0].file_name == "2023-01-pack.txt"


def test_a_scheme_is_found_by_its_reference(library: Library) -> None:
    answer = scheme(library, "A/R.4.017")
    assert answer.scheme.label == "Respite Redesign"
    assert [(row.amount, row.year) for row in answer.savings] == [(Decimal(120000), "2022-23")]
    assert [(row.how, row.scheme.label) for row in answer.dependencies] == [("depends on", "Larkfield Court")]


def test_a_scheme_knows_what_depends_on_it_and_its_contracts(library: Library) -> None:
    answer = scheme(library, "larkfield court")
    assert [row.how for row in answer.dependencies] == ["is needed by"]
    assert len(answer.contracts) == 2


def test_decisions_have_item_limb_and_vote(library: Library) -> None:
    row = decisions(library, committee="adults")[0]
    assert (row.item, row.limb, row.vote, row.date) == ("Larkfield Court: tender", "a", "majority", "2022-09-08")
    assert row.citations[0].words == "to agree to tender"


def test_decisions_about_something_go_by_the_forms_of_words(library: Library) -> None:
    assert [row.limb for row in decisions(library, about="yearly fee")] == ["c"]


def test_decisions_of_a_time(library: Library) -> None:
    assert len(decisions(library, since="2022-09", before="2022-10")) == 3
    assert decisions(library, before="2022-09-08") == ()
    assert decisions(library, since="2022-09-09") == ()


def test_a_meeting_is_told_whole(library: Library) -> None:
    answer = meeting(library, "adults", "2022-09-08")
    assert (answer.start_time, answer.venue) == ("14:00", "Ferry Room")
    assert [item.number for item in answer.agenda] == ["4"]
    assert [item.key_decision for item in answer.reports] == [True]
    assert [item.number for item in answer.minutes] == ["41"]
    assert [row.limb for row in answer.decisions] == ["a", "b", "c"]
    assert len(answer.actions) == 1
    assert answer.papers == ("2022-09-pack.txt", "2023-01-pack.txt")


def test_a_meeting_may_be_named_by_its_month(library: Library) -> None:
    assert meeting(library, "adults", "2022-09").date == "2022-09-08"


def test_a_meeting_that_never_was_is_answered_with_those_that_were(library: Library) -> None:
    with pytest.raises(UnknownName, match="no meeting of the Adults Committee in 2019") as raised:
        meeting(library, "adults", "2019")
    assert "2022-09-08" in raised.value.choices


def test_the_newest_log_has_the_last_word_on_an_action(library: Library) -> None:
    (row,) = actions(library)
    assert (row.status, row.is_open, len(row.citations)) == ("Complete", False, 2)
    assert actions(library, only_open=True) == ()
    assert len(actions(library, owner="rose reed")) == 1


@pytest.mark.parametrize("status", ["Complete", "Completed.", "COMPLETED 3 May", "Closed", "Done"])
def test_words_that_close_an_action(status: str) -> None:
    assert CLOSED.search(status)


@pytest.mark.parametrize("status", ["Ongoing", "On Hold", "Not complete", "Incomplete", "To be confirmed"])
def test_words_that_leave_an_action_open(status: str) -> None:
    assert not CLOSED.search(status)


def test_the_newest_forward_plan_says_when_and_older_ones_when_before(library: Library) -> None:
    (row,) = plan(library)
    assert (row.title, row.date, row.earlier) == ("Respite review", "2023-03-16", ("2023-01-12",))
    assert plan(library, since="2023-04") == ()


def test_an_officer_has_posts_and_parts(library: Library) -> None:
    answer = officer(library, "Rose Reed")
    assert [row.post for row in answer.posts] == ["Commissioner"]
    assert answer.emails == ("rose.reed@wexmere.example",)
    parts = {row.part for row in answer.parts}
    assert parts == {"contact for", "action", "leads on", "responsible for"}


def test_a_clearance_says_of_what(library: Library) -> None:
    (row,) = officer(library, "tarn").parts
    assert (row.part, row.what, row.detail) == ("clearance", "Larkfield Court: tender", "Finance: Yes")


def test_a_member_has_attendance_and_substitutes(library: Library) -> None:
    answer = member(library, "Brian Fenn")
    assert sorted(row.status for row in answer.attendance) == ["apologies", "member"]
    assert [row.person.label for row in answer.substitutes if row.person] == ["C Holt"]
    assert [row.role for row in member(library, "marsh").attendance] == ["Chairwoman", "Chairwoman"]


def test_a_member_asked_for_as_an_officer_is_pointed_to(library: Library) -> None:
    with pytest.raises(UnknownName, match=r"There is no officer called “Marsh”. Try `kg member`") as raised:
        officer(library, "Marsh")
    assert raised.value.choices == ("Anna Marsh",)


def test_two_things_are_tied_by_papers(library: Library) -> None:
    way = between(library, "Tern Care", "Larkfield Court management agreement")[0]
    assert [link.property for link in way.links] == ["ck:provider", "ck:precededBy"]
    assert way.links[0].citations[0].file_name == "2023-01-pack.txt"


def test_issues_are_counted_by_code_with_what_to_do(library: Library) -> None:
    (count,) = issue_counts(library)
    assert (count.code, count.count, bool(count.do)) == ("torn-table", 1, True)
    (row,) = issues(library, "torn-table")
    assert row.citations[0].words == "two are torn"


def test_an_unknown_code_is_answered_with_the_known_ones(library: Library) -> None:
    with pytest.raises(UnknownName, match="no issue code “torn”") as raised:
        issues(library, "torn")
    assert "torn-table" in raised.value.choices


def test_the_status_tells_what_was_refused_and_why(library: Library) -> None:
    answer = status(library)
    assert answer.papers == {"read": 2, "refused": 1}
    assert next(row for row in answer.listed if row.status == "refused").reason == "no reader takes PDF files yet"
    assert (answer.generation, answer.pending, answer.counts["papers"]) == (1, 0, 2)


def test_a_search_gives_places_and_marks(library: Library) -> None:
    answer = search(library, "respite charges", facets=("committee",))
    (hit,) = answer.passages
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["respite", "charges"]
    assert hit.citations[0].place == "page 1"
    assert answer.facets == {"committee": {"Adults Committee": 1}}


def test_show_tells_what_each_paper_states_of_a_thing(library: Library) -> None:
    answer = show(library, "provider/tern-care")
    assert answer.kinds == ("ck:Provider",)
    assert ("rdfs:label", ("concluded from names",)) in {(each.property, each.papers) for each in answer.properties}
    assert "ck:contract" not in {each.property for each in answer.referred_to_by}
    assert {"ck:provider"} == {each.property for each in answer.referred_to_by}


def test_show_of_nothing_says_so(library: Library) -> None:
    with pytest.raises(UnknownName, match="The graph says nothing of"):
        show(library, "ck:Nonsense")


def test_sparql_tells_line_and_column_of_an_error(library: Library) -> None:
    with pytest.raises(BadQuery) as raised:
        sparql(library, "SELECT ?a\nWHERE { ?a ?b }")
    assert (raised.value.line, raised.value.column is not None) == (2, True)


def test_sparql_may_leave_out_our_prefixes(library: Library) -> None:
    assert len(rows(sparql(library, "SELECT DISTINCT ?c WHERE { ?c a ck:Provider }"))) == 2
    assert rows(sparql(library, "ASK { ?c a ck:Provider }")) == ({"answer": True},)


@pytest.mark.parametrize("name", [each.name for each in examples()])
def test_every_example_runs(library: Library, name: str) -> None:
    sparql(library, example(name))


def test_an_unknown_example_is_answered_with_those_like_it() -> None:
    with pytest.raises(UnknownName) as raised:
        example("contract-value")
    assert raised.value.choices[0] == "contract-values"


@pytest.mark.parametrize("as_of", [None, "2022-10-01"])
def test_a_page_of_the_contracts_is_the_same_as_in_the_whole(library: Library, as_of: str | None) -> None:
    whole = contracts(library, as_of=as_of)
    assert [*listed(library, as_of)[:]] == [*whole]
    for state in {row.state for row in whole if row.state}:
        assert [*listed(library, as_of, state)] == [row for row in whole if row.state == state]
