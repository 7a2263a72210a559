"""A decision is held against the recommendation that it takes up: as recommended, amended with the words, or added."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.derive.comparisons import Comparison, Limb, compare
from kg.derive.limbs import changes, likeness


def limbs(side: str, *texts: str, item: str = "day services") -> list[Limb]:
    return [Limb(f"{side}{at}", item, "abcdef"[at], text) for at, text in enumerate(texts)]


def outcomes(recommended: list[Limb], decided: list[Limb]) -> list[tuple[str, str | None, str]]:
    return [(each.decision, each.recommendation, each.outcome) for each in compare(recommended, decided)]


@pytest.mark.parametrize(
    ("recommended", "decided"),
    [
        ("approve the tender of day services", "approved the tender of day services"),
        ("agree to approve the tender of day services;", "That the tender of day services be approved"),
        ("delegate authority to the Director of Care", "Delegates authority to the Director of Care."),
        ("note the report", "The Committee noted the report"),
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
    assert [each.decision for each in found] == [f"d{at}" for at in range(len(done))] if asked else found == []
