"""What became of planned items and of actions, as the questions answer it, with the papers that tell it."""

from __future__ import annotations

from kg.graph import ask
from queries.actions import actions
from queries.library import Library
from queries.plan import plan, unplanned

DERIVED = "GRAPH <https://w3id.org/committee-kg/graph/derived>"


def test_an_item_that_moved_is_told_with_its_first_day_and_both_plans(library: Library) -> None:
    [row] = plan(library, slipped=True)
    assert (row.date, row.earlier, row.moved, row.reference) == ("2023-03-16", ("2023-01-12",), 1, "2023/001")
    assert {place.file_name for place in row.citations} == {"2022-09-pack.txt", "2023-01-pack.txt"}
    assert (row.by_title, row.basis) == (False, "derived")


def test_nothing_is_called_unplanned_without_a_plan_of_its_meeting(library: Library) -> None:
    assert unplanned(library) == ()


def test_the_graph_says_where_an_item_was_planned_first_and_how_often_it_moved(library: Library) -> None:
    query = f"SELECT ?first ?moved WHERE {{ {DERIVED} {{ ?i ck:firstPlannedFor ?first ; ck:movedTimes ?moved }} }}"
    assert {(row[0] or "").rpartition("/")[2] for row in ask(library.store, query).rows} == {"2023-01-12"}
    assert [row["moved"] for row in library.ask("slippage")] == ["1", "1"]


def test_an_action_has_its_history_from_log_to_log(library: Library) -> None:
    [row] = actions(library)
    assert [(entry.told, entry.status) for entry in row.history] == [
        ("2022-09-08", "Ongoing"),
        ("2023-01-12", "Complete"),
    ]
    assert (row.state, row.completed, row.days) == ("completed", "2023-01-12", 126)


def test_actions_of_a_time(library: Library) -> None:
    assert len(actions(library, since="2022-09")) == 1
    assert actions(library, since="2022-10") == ()


def test_every_derived_action_state_leads_to_words_of_a_paper(library: Library) -> None:
    query = (
        f"SELECT ?a WHERE {{ {DERIVED} {{ ?a ck:actionState ?s }} FILTER NOT EXISTS {{ ?a ck:evidence/ck:quote ?w }} }}"
    )
    assert ask(library.store, query).rows == ()
