"""Things and stretches by place, and papers so long that a rule which walks over all of them would never end."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.divide.sections import divide
from ingest.extract.contracts.places import ByPlace, Spans
from ingest.extract.contracts.terms import read_values
from ingest.extract.paper import extract
from ingest.read.text import read_text


def test_things_of_a_stretch_come_in_the_order_they_were_given_in() -> None:
    things = ByPlace([(5, "b"), (3, "a"), (9, "d"), (5, "c")])
    assert things.between(3, 9) == ["b", "a", "c"]
    assert things.between(6, 9) == []


def test_a_stretch_is_held_by_one_that_holds_it_whole() -> None:
    spans = Spans([(10, 20), (0, 4), (15, 30)])
    assert spans.hold(16, 30)
    assert not spans.hold(9, 12)
    assert not Spans([(0, 5), (5, 9)]).hold(3, 7)
    assert not Spans([]).hold(0, 1)


def test_a_stretch_is_met_where_a_character_is_in_common() -> None:
    spans = Spans([(0, 12), (2, 4)])
    assert spans.meet(11, 40)
    assert not spans.meet(12, 40)
    assert not Spans([]).meet(0, 1)


def test_a_sum_is_yearly_or_whole_by_the_words_right_before_it() -> None:
    far = "The annual value of the lease is set out below. " + "It was noted. " * 20
    assert read_values("The contract value: " + "x " * 200 + "an annual cost of £5") == (Decimal(5), None)
    assert read_values(far + "The contract value for the whole term, a total of £7") == (None, Decimal(7))


NOTICE = "Record of Decision\n\nDecision Maker: Cabinet Member\nDate of decision: 5 May 2021\n\nDecision:\n\n"
MINUTES = "MINUTES OF THE ADULTS COMMITTEE\n\nDate: 5 May 2021\n\nPresent: Councillors A Moss and B Harle\n\n"
WORDS = "that the contract for provider services was awarded in May 2021 with savings of £1,200 for care homes "


@pytest.mark.parametrize(
    "text",
    [
        NOTICE + WORDS * 300,
        NOTICE + WORDS.upper() * 100,
        NOTICE + "\n\n".join([WORDS] * 300),
        MINUTES + "\n".join([WORDS.upper()] * 300),
        MINUTES + "\n".join(f"Decision: contract {at} be awarded" for at in range(300)),
        MINUTES + "\n\n".join(f"{at}. Item {at}\n\nIt was resolved to award the contract." for at in range(300)),
    ],
    ids=["one limb", "capitals", "paragraphs", "a title without end", "labels", "items"],
)
def test_a_paper_longer_than_any_is_read_to_its_end(text: str) -> None:
    assert extract(divide(read_text(text.encode())))
