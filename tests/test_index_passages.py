"""A passage takes from its paper what it does not say itself, and survives being stored."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from index.passages import (
    IndexedPassage,
    Mention,
    PaperCard,
    first_day,
    indexed,
    numbers,
    packed,
    unpacked,
)
from kg.records import Passage

CARD = PaperCard(
    "https://wexmere.example/paper/a", "a.txt", "pack", "Care pack", "Wexmere", "Care Committee", "2021-03-04"
)
PASSAGE = Passage("Some words.", 10, 21, "minutes", heading="4. Respite", page=3, printed_page="5", number="4.1")
MENTIONS = (
    Mention("Larkfield Court", "https://wexmere.example/scheme/1"),
    Mention("Ann Ivory", "https://wexmere.example/person/1", "officer"),
    Mention("Tom Davies", "https://wexmere.example/person/2", "member"),
)


def test_a_passage_takes_from_its_paper_what_it_does_not_say() -> None:
    made = indexed(PASSAGE, CARD, MENTIONS)
    assert made.id.startswith(CARD.iri)
    assert made.number == "4.1"
    assert (made.kind, made.paper_kind, made.title, made.year) == ("minutes", "pack", "Care pack", "2021")
    assert (made.council, made.committee, made.date) == ("Wexmere", "Care Committee", "2021-03-04")
    assert made.mentions == ("Larkfield Court", "Ann Ivory", "Tom Davies")
    assert (made.officers, made.members) == (("Ann Ivory",), ("Tom Davies",))
    assert made.things[0] == "https://wexmere.example/scheme/1"


def test_what_a_passage_says_itself_stands() -> None:
    own = Passage("Words.", 0, 6, "report", title="Respite", council="Other", committee="Board", date="2019")
    made = indexed(own, CARD)
    assert (made.title, made.council, made.committee, made.date) == ("Respite", "Other", "Board", "2019")


def test_a_passage_survives_being_stored() -> None:
    for made in (indexed(PASSAGE, CARD, MENTIONS), indexed(Passage("", 0, 0, "other"), PaperCard("x", "x"))):
        assert unpacked(packed(made)) == made


def test_a_passage_stored_by_an_earlier_version_is_read_where_it_left_out_what_was_nothing() -> None:
    made = indexed(Passage("", 0, 0, "other"), PaperCard("x", "x"))
    stored = {name: value for name, value in asdict(made).items() if value}
    assert unpacked(json.dumps(stored).encode()) == made


@pytest.mark.parametrize(("earlier", "later"), [("2018", "2018-01-02"), ("2018-02", "2018-03"), ("1650", "2018")])
def test_dates_as_exact_as_the_paper_have_an_order(earlier: str, later: str) -> None:
    first, second = first_day(earlier), first_day(later)
    assert first is not None
    assert second is not None
    assert first < second


def test_keys_order_by_date_then_place_with_the_undated_last() -> None:
    def made(start: int, date: str | None) -> IndexedPassage:
        return indexed(Passage("x", start, start + 1, "other", date=date), PaperCard("p", "p.txt"))

    old, early, late, undated = made(9, "2018"), made(1, "2019"), made(2, "2019"), made(0, None)
    assert sorted([undated, late, early, old], key=lambda made: numbers(made)["oldest"]) == [old, early, late, undated]
    assert sorted([undated, late, early, old], key=lambda made: numbers(made)["newest"]) == [early, late, old, undated]
