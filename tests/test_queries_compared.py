"""Recommended against resolved, as the question answers it: both sides, the words that changed, the places of each."""

from __future__ import annotations

from kg.derive.comparison_facts import compared as derived
from kg.graph import ask
from queries.actions import action_rows
from queries.compared import compared, compared_at
from queries.library import Library


def test_each_limb_stands_beside_its_decision_with_both_places(library: Library) -> None:
    first, second, mill, third = compared(library)
    assert [(row.limb, row.decided_limb, row.outcome) for row in (first, second, mill)] == [
        ("a", "a", "amended"), ("b", "b", "amended"), ("c", None, "not found in the minutes")
    ]  # fmt: skip
    assert (first.asked_in[0].file_name, first.decided_in[0].file_name) == ("2022-09-pack.txt", "2023-01-pack.txt")
    assert (third.recommended, third.outcome) == (None, "added")
    assert {row.basis for row in (first, second, third)} == {"derived"}


def test_only_some_outcomes_of_one_committee_and_day(library: Library) -> None:
    assert len(compared(library, "adults", "2022-09", only=("amended",))) == 2
    assert compared(library, "adults", "2023") == ()


def test_the_graph_tells_what_became_of_a_recommendation_and_from_which_decision(library: Library) -> None:
    rows = ask(
        library.store,
        "SELECT ?outcome ?told WHERE { GRAPH <https://w3id.org/committee-kg/graph/derived> {"
        " ?r ck:outcome ?outcome ; ck:derivedFrom ?from } ?from ck:evidence/ck:quote ?told } ORDER BY ?outcome",
    ).rows
    assert [(row[0] or "").rpartition("#")[2] for row in rows] == ["amended", "amended"]
    assert all(row[1] for row in rows)


def test_the_query_file_tells_the_same(library: Library) -> None:
    assert {row["outcome"].rpartition("#")[2] for row in library.ask("compared")} == {"amended", "added"}


def test_of_one_meeting_the_comparison_says_what_that_of_all_says_of_it(library: Library) -> None:
    every = [each for each in derived(library.store) if each.decisions or each.recommendations]
    assert every
    for each in every:
        assert each in derived(library.store, {each.meeting, *each.minuted_as})
        assert any(row.recommendations == each.recommendations and row.decisions == each.decisions
                   for row in compared_at(library, each.meeting))  # fmt: skip


def test_what_became_of_an_action_is_told_of_one_meeting_as_of_all(library: Library) -> None:
    every = action_rows(library)
    assert every
    of_each = [action_rows(Library(library.base), row["meeting"]) for row in library.ask("meeting-days")]
    assert sorted(row.actions for rows in of_each for row in rows) == sorted(row.actions for row in every)
    assert all(row in every for rows in of_each for row in rows)
