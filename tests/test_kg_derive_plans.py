"""An item of a forward plan is one across editions where that is certain, and is told when it moved and was taken."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.derive.plan_items import Paper, PlanItem, Planned, gathered, never_planned, plan_items

ADULTS = "adults committee"


def line(title: str, day: str | None, published: str = "2022-09-01", ref: str | None = None, at: int = 0) -> Planned:
    return Planned(
        f"{published} {title} {day} {at}", f"plan of {published}", published, ADULTS, title, ref, f"meeting {day}", day
    )  # fmt: skip


def report(title: str, day: str, ref: str | None = None) -> Paper:
    return Paper(f"report {title} {day}", ADULTS, title, f"meeting {day}", day, ref)


def items(*things: Planned | Paper, newest: str = "2030-01-01") -> tuple[PlanItem, ...]:
    planned = [thing for thing in things if isinstance(thing, Planned)]
    return plan_items(planned, [thing for thing in things if isinstance(thing, Paper)], {ADULTS: newest})


def told(*things: Planned | Paper) -> list[tuple[tuple[str, ...], int | None, str]]:
    return [(item.days, item.moved, item.state) for item in items(*things)]


def test_a_reference_makes_lines_of_two_editions_one_item_whatever_their_titles() -> None:
    moved = told(
        line("Meals contract", "2022-11-10", ref="2022/031"),
        line("Meals re-procurement", "2023-01-12", "2022-12-01", "2022/31".replace("/31", "/031")),
    )
    assert moved == [(("2022-11-10", "2023-01-12"), 1, "no-papers")]


def test_a_title_whose_day_had_not_come_when_the_later_plan_came_out_has_moved() -> None:
    two = (
        line("Day opportunities charges", "2022-11-10"),
        line("Day opportunities: charges", "2023-01-12", "2022-10-01"),
    )
    assert told(*two)[0][:2] == (("2022-11-10", "2023-01-12"), 1)


@pytest.mark.parametrize("title", ["Annual report of the Safeguarding Board", "Risk register", "Deep dive"])
def test_a_title_that_comes_again_is_another_item_once_its_day_is_over(title: str) -> None:
    assert len(told(line(title, "2022-11-10"), line(title, "2023-11-09", "2023-09-01"))) == 2


def test_a_rare_title_may_slip_past_its_day_but_not_for_ever_nor_when_it_was_taken() -> None:
    first, second = line("Full evaluation of Meadow Cares (May 2022)", "2022-05-12", "2022-01-05"), "2022-09-01"
    later = line("Full evaluation of Meadow Cares", "2022-11-10", second)
    [slipped] = items(first, later)
    assert (slipped.moved, slipped.by_title, slipped.slipped) == (1, True, True)
    assert len(items(first, later, report("Full evaluation of Meadow Cares", "2022-05-12"))) == 2
    assert len(items(first, line("Full evaluation of Meadow Cares", "2025-11-10", "2025-09-01"))) == 2


def test_two_references_are_two_items_with_one_title() -> None:
    first, second = (
        line("Housing support", day, "2022-09-01", ref) for day, ref in (("2022-11-10", "1"), ("2022-11-10", "2"))
    )
    assert len(items(first, second)) == 2
    assert len(items(first, line("Housing support", "2023-01-12", "2022-10-01", "3"))) == 2


def test_a_standing_item_is_one_for_each_day() -> None:
    standing = [line("Progress of the programme", day) for day in ("2022-11-10", "2023-01-12")]
    again = line("Progress of the programme", "2023-01-12", "2022-10-01")
    assert sorted(len(item.statements) for item in items(*standing, again)) == [1, 2]


def test_an_item_is_taken_by_its_reference_on_whatever_day() -> None:
    [item] = items(line("Meals", "2022-11-10", ref="2022/031"), report("COMMUNITY MEALS", "2023-01-12", "2022/031"))
    assert (item.state, item.taken_on, item.slipped) == ("taken", "2023-01-12", True)


def test_an_item_is_taken_by_its_words_on_its_day_only() -> None:
    planned = line("Update on carers workstream and carers survey", "2022-11-10")
    long = "UPDATE ON THE CARERS WORKSTREAM AND RESULTS OF THE CARERS SURVEY"
    assert items(planned, report(long, "2022-11-10"))[0].state == "taken"
    assert items(planned, report(long, "2022-12-08"))[0].state == "no-papers"


def test_what_is_not_found_on_its_day_is_told_with_what_it_may_be() -> None:
    [item] = items(line("Area proposal", "2022-11-10"), report("An approach by neighbourhood", "2022-11-10"))
    assert (item.state, [paper.title for paper in item.perhaps]) == ("not-found", ["An approach by neighbourhood"])


def test_an_item_that_a_later_plan_before_its_day_lacks_was_dropped() -> None:
    found = {item.statements[0].title: item.state for item in items(
        line("Day centres", "2022-12-08"), line("Meals", "2022-12-08"), line("Meals", "2022-12-08", "2022-10-01"),
    )}  # fmt: skip
    assert found == {"Day centres": "dropped", "Meals": "no-papers"}


def test_what_lies_ahead_of_the_newest_paper_is_planned() -> None:
    assert items(line("Meals", "2022-12-08"), newest="2022-10-01")[0].state == "planned"


def unplanned(*things: Planned | Paper) -> list[str]:
    papers = [thing for thing in things if isinstance(thing, Paper)]
    return [paper.title for paper, _ in never_planned(items(*things), papers)]


def test_a_report_that_the_plan_of_its_meeting_lacks_was_never_planned() -> None:
    held = (line("Meals", "2022-11-10"), report("Meals", "2022-11-10"), report("Sale of the depot", "2022-11-10"))
    assert unplanned(*held, report("Finance monitoring report - May", "2022-11-10")) == ["Sale of the depot"]


def test_nothing_is_called_unplanned_where_a_planned_item_may_be_it() -> None:
    assert unplanned(line("Depot proposal", "2022-11-10"), report("Disposal of land", "2022-11-10")) == []
    assert unplanned(line("Meals", "2022-12-08"), report("Disposal of land", "2022-11-10")) == []


lines = st.builds(
    line,
    st.sampled_from(["Meals contract", "Meals contracts", "Annual report", "Full evaluation of Meadow Cares"]),
    st.sampled_from(["2022-11-10", "2022-12-08", "2023-01-12", "2023-01", None]),
    st.sampled_from(["2022-09-01", "2022-10-01", "2023-01-03"]),
    st.sampled_from(["2022/031", "2022/044", None]),
    st.integers(0, 3),
)


@given(st.lists(lines, max_size=8, unique_by=lambda each: each.iri), st.randoms())
def test_every_line_is_of_one_item_in_any_order(planned: list[Planned], chance: random.Random) -> None:
    mixed = list(planned)
    chance.shuffle(mixed)
    assert items(*mixed) == items(*planned)
    assert sorted(each.iri for item in items(*planned) for each in item.statements) == sorted(e.iri for e in planned)
    for group in gathered(sorted(planned, key=lambda each: (each.published or "", each.iri))):
        assert len({each.ref for each in group if each.ref}) <= 1
