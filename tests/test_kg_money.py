"""Sums are read in pounds, whatever the paper's way of writing thousands, millions and minus."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.money import find_money, parse_money


@given(st.integers(0, 10**12 - 1))
def test_a_sum_with_commas_or_without_is_itself(pounds: int) -> None:
    assert parse_money(f"worth £{pounds:,} a year") == pounds
    assert parse_money(f"worth £{pounds} a year") == pounds
    assert str(parse_money(f"£{pounds:,}.00")) == str(pounds)


@given(st.decimals(0, 999, places=3), st.sampled_from([("k", 3), ("K", 3), ("m", 6), (" million", 6), ("bn", 9)]))
def test_a_scaled_sum_is_multiplied(amount: Decimal, scale: tuple[str, int]) -> None:
    assert parse_money(f"£{amount}{scale[0]} over ten years") == amount * 10 ** scale[1]


@given(st.text(alphabet="£0123456789.,-–( )kmbn", max_size=60))
def test_whatever_is_found_stands_where_it_says(text: str) -> None:
    end = 0
    for found in find_money(text):
        assert end <= found.start < found.end <= len(text)
        assert "E" not in str(found.pounds)
        end = found.end


@pytest.mark.parametrize(
    ("words", "sums"),
    [
        ("£25pw, £482,130pa", ["25", "482130"]),
        ("£12.50 an hour", ["12.5"]),
        ("£2m-£3m", ["2000000", "3000000"]),
        ("£2m – £3m", ["2000000", "3000000"]),
        ("a variance of -£45k", ["-45000"]),
        ("-£45k", ["-45000"]),
        ("(£45k)", ["-45000"]),
        ("Supported Lodgings (£45,000)", ["45000"]),
        ("Saving – £45k", ["45000"]),
        ("£450, 120 people", ["450"]),
        ("£3.5 millionaires", ["3.5"]),
        (f"£{'9' * 40}", []),
        ("no sum at all, 45k", []),
    ],
)
def test_sums_of_some_words(words: str, sums: list[str]) -> None:
    assert [str(found.pounds) for found in find_money(words)] == sums


def test_no_words_hold_no_sum() -> None:
    assert parse_money(None) is None
    assert parse_money("") is None
