"""What is quoted of a passage through which the white of columns runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.quote_span import quote_span


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The walls are sound.\nThey were mended.", "The walls are sound.\nThey were mended."),
        ("10\tQuay walls", "Quay walls"),
        (
            "2.\tauthorised the works on the\nwalls of the inner basin",
            "authorised the works on the\nwalls of the inner basin",
        ),
        ("Moss\t£200\t31 March 2025\t£1", "31 March 2025"),
        ("Telephone:\t01999 123456\nEmail:\tclerk@seaview.example", "clerk@seaview.example"),
        ("\t", "\t"),
    ],
)
def test_the_longest_part_without_a_tab_is_quoted(text: str, quote: str) -> None:
    start, end = quote_span(text, 0, len(text))
    assert text[start:end] == quote


@given(st.text("ab\t\n\f", max_size=40), st.integers(0, 20), st.integers(0, 40))
def test_a_quote_lies_within_its_passage(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    first, last = quote_span(text, min(start, end), end)
    assert min(start, end) <= first <= last <= end
