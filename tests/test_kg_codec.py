"""Readings survive the way to disk and back, and damage is told in a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.codec import KINDS, decode, encode
from kg.errors import BaseDamaged
from kg.evidence import Evidence
from kg.json_values import decode_value, encode_value
from kg.records import Contract, Decision, MeetingKey, Passage, Reading, Record

PLACE = (Evidence(3, 20, "the award of the contract", 2, "14"),)
MEETING = MeetingKey("Harbour Committee", "2021-03-08", "Port Ellery Council")
READING = Reading(
    (
        Decision(MEETING, "12", "To award the dredging contract.", PLACE, vote="majority", votes_for=7),
        Contract("Dredging", PLACE, annual_value=Decimal("1250000.50"), aliases=("The dredging",)),
    ),
    (Passage("Silt rose by a third — the pilots’ word.", 0, 41, "minutes", page=2),),
)


def amended(data: bytes, old: bytes, new: bytes) -> bytes:
    """The bytes with one place changed, as another version or a slip of the disk might leave them."""
    assert old in data
    return data.replace(old, new, 1)


def test_a_reading_comes_back_as_it_was() -> None:
    assert decode(encode(READING)) == READING


def test_an_empty_reading_comes_back() -> None:
    assert decode(encode(Reading())) == Reading()


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_every_kind_of_record_comes_back(kind: str, data: st.DataObject) -> None:
    st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False))
    record: Record = data.draw(st.from_type(KINDS[kind]))
    [back] = decode(encode(Reading((record,)))).records
    assert back == record
    assert type(back) is type(record)


def test_money_keeps_its_pennies_and_its_noughts() -> None:
    [_, contract] = decode(encode(READING)).records
    assert isinstance(contract, Contract)
    assert str(contract.annual_value) == "1250000.50"


def test_the_same_reading_gives_the_same_bytes() -> None:
    assert encode(READING) == encode(decode(encode(READING)))


def test_each_record_stands_on_a_line_of_its_own() -> None:
    assert len(encode(READING).splitlines()) == len(READING.records) + len(READING.passages) + 3


def test_a_field_that_came_later_takes_its_default() -> None:
    [decision, _] = decode(amended(encode(READING), b',"taker":null', b"")).records
    assert decision == READING.records[0]


def test_an_unknown_kind_of_record_is_named() -> None:
    with pytest.raises(BaseDamaged, match=r"unknown kind, 'Petition'.*ingest the paper again"):
        decode(amended(encode(READING), b'"Decision"', b'"Petition"'))


@pytest.mark.parametrize("old", [b'"limb":', b'"council":', b'"printed_page":', b'"heading":'])
def test_an_unknown_field_is_named_at_any_depth(old: bytes) -> None:
    with pytest.raises(BaseDamaged, match="unknown field, 'mood'"):
        decode(amended(encode(READING), old, b'"mood":1,' + old))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (b'"vote":"majority"', b'"vote":"narrow"', "Decision cannot be understood: .*'narrow'.*vote"),
        (b'"minute":"12",', b"", "Decision cannot be understood: .*minute"),
        (b'"1250000.50"', b'"much"', "Contract cannot be understood"),
        (b'"passages"', b'"pages"', "should hold `records` and `passages`"),
        (b'{"Decision":', b'{"Contract":{},"Decision":', "one name and its fields"),
        (b"}]", b"", "no whole JSON document"),
    ],
)
def test_damage_is_told_in_a_sentence(old: bytes, new: bytes, sentence: str) -> None:
    with pytest.raises(BaseDamaged, match=sentence):
        decode(amended(encode(READING), old, new))


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"\xff", b'{"records":{},"passages":[]}'])
def test_what_is_no_reading_is_refused(data: bytes) -> None:
    with pytest.raises(BaseDamaged):
        decode(data)


@given(st.text())
def test_any_text_in_a_value_comes_back(words: str) -> None:
    evidence = Evidence(0, 1, words)
    assert decode_value(encode_value(evidence), Evidence) == evidence
