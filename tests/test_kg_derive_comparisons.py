"""A decision is held against the recommendation that it takes up: as recommended, amended with the words, or added."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.derive.comparison_meetings import Held, one_meeting
from kg.derive.comparison_refusals import limbs_of, said
from kg.derive.comparisons import Comparison, Limb, Minuted, compare
from kg.derive.limbs import changes, likeness, marked


def limbs(side: str, *texts: str, item: str = "day services") -> list[Limb]:
    return [Limb(f"{side}{at}", item, "abcdef"[at], text) for at, text in enumerate(texts)]


def outcomes(recommended: list[Limb], decided: list[Limb]) -> list[tuple[str | None, str | None, str | None]]:
    return [(each.decision, each.recommendation, each.outcome) for each in compare(recommended, decided)]


@pytest.mark.parametrize(
    ("recommended", "decided"),
    [
        ("approve the tender of day services", "approved the tender of day services"),
        ("agree to approve the tender of day services;", "That the tender of day services be approved"),
        ("delegate authority to the Director of Care", "Delegates authority to the Director of Care."),
        ("note the report", "The Committee noted the report"),
        ("award and extend the contract", "awarded and extended the contract"),
        ("refer the plan", "referred the plan"),
    ],
)
def test_the_frame_and_the_tense_are_no_change(recommended: str, decided: str) -> None:
    assert likeness(recommended, decided) > 0.55
    if "tender of day services be" not in decided:  # words in another order are told as a change
        assert changes(recommended, decided) == ()


def test_the_words_that_changed_are_told() -> None:
    asked = "approve a contract of up to £500,000 for three years from April 2023"
    done = "approved a contract of up to £450,000 for two years from April 2023, subject to legal advice"
    [amount, years, condition] = changes(asked, done)
    assert (str(amount), str(years)) == ("500,000 → 450,000", "three → two") or str(amount) == "£500,000 → £450,000"
    assert str(condition) == "put in: subject to legal advice"


def test_each_decision_takes_up_the_recommendation_that_it_shares_most_words_with() -> None:
    asked = limbs("r", "approve the tender of the care contract", "delegate the award to the Director of Care")
    done = limbs("d", "delegate the award to the Director of Care", "approve the tender of the care contract")
    assert outcomes(asked, done) == [("d0", "r1", "as-recommended"), ("d1", "r0", "as-recommended")]


def test_what_nobody_recommended_was_added() -> None:
    asked = limbs("r", "approve the tender of the care contract")
    done = limbs("d", "approve the tender of the care contract", "ask for a report on transport in March")
    assert outcomes(asked, done)[1] == ("d1", None, "added")


def test_an_item_without_recommendations_is_not_compared() -> None:
    assert not list(compare([], limbs("d", "note the report")))
    assert not list(compare(limbs("r", "note the plan", item="plan"), limbs("d", "note the report")))


words = st.lists(st.sampled_from(["approve", "tender", "care", "£40,000", "three", "years", "the"]), min_size=1)


@given(words)
def test_a_limb_is_itself(text: list[str]) -> None:
    assert likeness(" ".join(text), " ".join(text)) == 1.0
    assert changes(" ".join(text), " ".join(text)) == ()


@given(st.lists(words, max_size=4), st.lists(words, max_size=4))
def test_every_decision_of_an_item_with_recommendations_is_told_once(
    asked: list[list[str]], done: list[list[str]]
) -> None:
    found: list[Comparison] = list(compare(limbs("r", *map(" ".join, asked)), limbs("d", *map(" ".join, done))))
    told = [each.decision for each in found if each.decision]
    assert told == ([f"d{at}" for at in range(len(done))] if asked else [])
    if done:
        left = {f"r{at}" for at in range(len(asked))} - {each.recommendation for each in found if each.decision}
        assert {each.recommendation for each in found if each.decision is None} == left


ASKED = limbs("r", "approve the tender of the care contract", "raise the price of meals", "close the day centre")


def became(decided: list[Limb], minutes: str = "", asked: list[Limb] = ASKED) -> dict[str | None, str | None]:
    told = [Minuted("m", "day services", minutes)] if minutes else []
    return {each.recommendation: each.outcome for each in compare(asked, decided, told)}


def test_what_the_minutes_do_not_tell_is_not_claimed() -> None:
    assert became(limbs("d", "approve the tender of the care contract")) == {
        "r0": "as-recommended", "r1": None, "r2": None
    }  # fmt: skip


def test_limbs_that_minutes_say_were_not_approved_are_rejected() -> None:
    [one, *_] = compare(
        ASKED[1:], [], [Minuted("m", "day services", "Members spoke. Recommendation b was not approved.")]
    )
    assert (one.recommendation, one.decision, one.outcome, one.told_by) == ("r1", None, "rejected", "m")
    assert one.words == "Recommendation b was not approved"
    both = became(limbs("d", "approve the tender of the care contract"), "Recommendations (b) and (c) were deferred.")
    assert both == {"r0": "as-recommended", "r1": "deferred", "r2": "deferred"}


def test_an_item_put_off_puts_off_all_that_was_recommended() -> None:
    assert set(became(limbs("d", "That consideration of this item be deferred to January")).values()) == {"deferred"}
    assert set(became(limbs("d", "defer the item")).values()) == {"deferred"}
    assert set(became(limbs("d", "That the report be deferred")).values()) == {"deferred"}
    assert set(became([], "This item was withdrawn.").values()) == {"deferred"}


def test_recommendations_agreed_as_a_whole_are_each_as_recommended() -> None:
    assert set(became(limbs("d", "agree the recommendations as set out in the report")).values()) == {"as-recommended"}
    some = became(limbs("d", "That recommendations a and b be approved"))
    assert some == {"r0": "as-recommended", "r1": "as-recommended", "r2": None}


@pytest.mark.parametrize(
    "text",
    [
        "Members heard that the recommendations were rejected by another council.",
        "The amendment was lost.",
        "If the recommendations were not approved the service would close.",
        "The report was published late.",
        "The report on buses was noted. The report was deferred to March.",
        "The recommendations were approved subject to a later date.",
        "The recommendations were approved except the last.",
    ],
)
def test_words_that_say_nothing_for_certain_are_left(text: str) -> None:
    assert not list(said(text))


def test_a_decision_that_says_no_to_what_it_repeats_rejects_it() -> None:
    done = limbs("d", "not to raise the price of meals", "defer the tender of the care contract")
    assert became(done) == {"r0": "deferred", "r1": "rejected", "r2": None}


def test_a_limb_repeated_as_it_stood_leaves_none_like_it_behind() -> None:
    asked = limbs("r", "note the report on care")
    done = limbs("d", "note the report on care", "note the late report on care in March")
    assert outcomes(asked, done) == [("d0", "r0", "as-recommended"), ("d1", None, "added")]


def test_an_only_recommendation_and_an_only_decision_are_one_proposal() -> None:
    asked, done = limbs("r", "consider the half-year report"), limbs("d", "note the report")
    assert outcomes(asked, done) == [("d0", "r0", "amended")]


def test_limbs_of_a_report_that_is_not_held_are_told_as_refused() -> None:
    [one] = compare([], [], [Minuted("m", "parking", "RESOLVED as below. Recommendations 2b and 7 were not approved.")])
    assert (one.recommendation, one.outcome, one.told_by) == (None, "rejected", "m")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("4c and 5", ("4c", "5")),
        ("1 to 3", ("1", "2", "3")),
        ("(a), (b) and (c)", ("a", "b", "c")),
        ("b-d", ("b", "c", "d")),
    ],
)
def test_limbs_are_named_in_many_ways(words: str, named: tuple[str, ...]) -> None:
    assert limbs_of(words) == named


def test_words_that_differ_are_marked_on_both_sides() -> None:
    left, right = marked("award the contract to Bidder C", "awarded the contract to Tern Care")
    assert (left, right) == ("award the contract to «Bidder C»", "awarded the contract to «Tern Care»")


HELD = {
    each.iri: each
    for each in (
        Held("report", "Roads and Buses Committee", "2024-09-12", "wexmere"),
        Held("minutes", "Roads and Buses Policy Committee", "2024-09-12", "wexmere"),
        Held("sheet", "Roads and Buses Policy Committee", "2024-09-12", None),
        Held("elsewhere", "Roads and Buses Committee", "2024-09-12", "tolbury"),
        Held("later", "Roads and Buses Policy Committee", "2024-10-12", "wexmere"),
        Held("planning", "Planning Committee", "2024-09-12", "wexmere"),
    )
}


def same(minutes: dict[str, set[str]], reports: dict[str, set[str]]) -> dict[str, str]:
    return one_meeting(reports, minutes, HELD)


def test_a_committee_named_a_little_differently_on_one_day_is_one() -> None:
    found = same({"minutes": {"LAMPS LEVY"}, "sheet": {"Lamps levy"}}, {"report": {"Lamps Levy"}})
    assert found == {"minutes": "report", "sheet": "report"}


@pytest.mark.parametrize("other", ["elsewhere", "later", "planning"])
def test_another_council_day_or_committee_is_another_meeting(other: str) -> None:
    assert same({other: {"Lamps Levy"}}, {"report": {"Lamps Levy"}}) == {}


def test_a_committee_with_minutes_of_its_own_is_not_taken_for_another() -> None:
    held = {"minutes": {"Lamps Levy"}, "report": {"Lamps Levy"}}
    assert same(held, {"report": {"Lamps Levy"}}) == {}
    assert same({"minutes": {"Buses"}}, {"report": {"Lamps Levy"}}) == {}
