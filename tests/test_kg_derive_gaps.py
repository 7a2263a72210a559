"""What is missing of meetings is told only where papers show that it must exist, and by which words."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from kg.derive.comparison_meetings import Held
from kg.derive.gap_meetings import Missing, Sign, Trace, missing

ADULTS = "adults committee"
MEETINGS = {
    iri: (Held(iri, name, day, "wexmere"), ADULTS)
    for iri, name, day in (
        ("march", "Adults Committee", "2022-03-10"),
        ("june", "Adults Committee", "2022-06-09"),
        ("june policy", "Adults Policy Committee", "2022-06-09"),
        ("september", "Adults Committee", "2022-09-08"),
        ("spring", "Adults Committee", "2022-04"),
    )
}


def told(*traces: tuple[str, Sign]) -> list[tuple[str, str, tuple[Sign, ...]]]:
    return [(each.meeting, each.what, each.signs) for each in found(*traces)]


def found(*traces: tuple[str, Sign]) -> tuple[Missing, ...]:
    made = [Trace(f"{meeting} {sign}", meeting, sign) for meeting, sign in traces]
    return missing(made, MEETINGS, {ADULTS: "2022-09-08"})


def test_minutes_that_a_log_cites_or_others_approve_are_missing_with_what_says_so() -> None:
    [one] = found(("march", "minute-cited"), ("march", "minutes-approved"))
    assert (one.what, one.signs) == ("minutes", ("minutes-approved", "minute-cited"))
    assert one.sources == ("march minutes-approved", "march minute-cited")


def test_reports_of_a_meeting_that_is_not_the_last_had_minutes() -> None:
    assert told(("march", "report"), ("september", "report")) == [("march", "minutes", ("report",))]


def test_minutes_that_are_held_are_not_missing_also_by_a_name_a_little_different() -> None:
    assert told(("march", "report"), ("march", "minuted")) == []
    assert told(("june", "report"), ("june policy", "minuted")) == []


def test_a_planned_meeting_without_a_paper_lacks_its_papers() -> None:
    assert told(("march", "planned")) == [("march", "papers", ("planned",))]
    assert told(("march", "planned"), ("march", "paper")) == []


def test_what_lies_ahead_or_has_no_day_is_not_missing() -> None:
    assert missing([Trace("x", "june", "planned")], MEETINGS, {ADULTS: "2022-05-01"}) == ()
    assert told(("spring", "planned")) == []
    assert missing([Trace("x", "june", "planned")], MEETINGS, {}) == ()


signs = st.sampled_from(["minute-cited", "minutes-approved", "report", "planned", "minuted", "paper"])
traces = st.builds(Trace, st.sampled_from("abcdef"), st.sampled_from(sorted(MEETINGS)), signs)


@given(st.lists(traces, max_size=8), st.randoms())
def test_the_order_of_statements_is_no_matter(some: list[Trace], chance: random.Random) -> None:
    mixed = list(some)
    chance.shuffle(mixed)
    newest = {ADULTS: "2022-09-08"}
    assert missing(mixed, MEETINGS, newest) == missing(some, MEETINGS, newest)
    assert all(each.sources for each in missing(some, MEETINGS, newest))
