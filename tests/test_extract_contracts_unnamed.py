"""Words beside a contract that name nothing: whose it is then, and which rows of a table are meant."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.contracts.phrases import clean_topic, named
from ingest.extract.paper import extract
from ingest.read.text import read_text
from kg.records import Contract, ContractEvent, Record

REPORT = """
{title}

To:	Streets Committee
Meeting Date:	8 March 2018
From:	Executive Director, Place
Electoral division(s):	All
Forward Plan ref:	2018/010	Key decision:	Yes
Purpose:	{purpose}
Recommendation:	The Committee is recommended to:
{limbs}

#### 1. BACKGROUND

{body}
"""


def _read(
    *limbs: str, title: str = "STREETS - FUTURE ARRANGEMENTS", purpose: str = "To ask for decisions.", body: str = ""
) -> tuple[Record, ...]:
    lines = "\n".join(f"\t{letter}) {limb}" for letter, limb in zip("abcdef", limbs, strict=False))
    text = REPORT.format(title=title, purpose=purpose, limbs=lines, body=body or "1.1 Nothing else is said.")
    return extract(divide(read_text(text.encode())))


def _told(records: tuple[Record, ...]) -> list[tuple[str, str, str | None]]:
    return [(r.contract, r.step, r.provider) for r in records if isinstance(r, ContractEvent)]


@pytest.mark.parametrize(
    "words", ["the second of the two years", "the first of two permitted extensions", "the final year", "the third"]
)
def test_a_share_of_the_term_is_no_thing_that_a_contract_is_for(words: str) -> None:
    assert clean_topic(words) == ""


def test_an_ordinal_before_a_thing_of_its_own_stays() -> None:
    assert clean_topic("the Second Chance programme") == "Second Chance programme"


def test_an_extension_for_the_second_of_two_years_is_of_the_contract_that_the_report_is_about() -> None:
    told = _told(
        _read(
            "agree to extend the contract with Tolley Amenity for the second of the two years for which it provides;",
            purpose="To ask the Committee to extend the contract for grounds maintenance.",
        )
    )
    assert told == [("grounds maintenance contract", "extend", "Tolley Amenity")]


def test_a_limb_that_says_what_it_awards_behind_the_firm_names_the_contract_itself() -> None:
    told = _told(
        _read(
            "approve the award of a contract to Tolley Amenity Ltd for leaf clearance for 18 months;",
            purpose="To ask the Committee to extend the contract for grounds maintenance.",
        )
    )
    assert told == [("leaf clearance contract", "award", "Tolley Amenity Ltd")]


def test_a_regional_tender_names_no_contract() -> None:
    assert [name.topic for name in named("a regional contract will be let")] == [""]


def test_an_extension_of_the_contracts_with_two_firms_is_of_their_rows_only() -> None:
    table = "\n".join(
        (
            "1.1 The value of each contract is shown in Table 1.",
            "",
            "Service	Provider	Annual value	Expiry",
            "Grass cutting	Tolley Amenity	£30,000	31 March 2019",
            "Tree work	Moss Woodcraft	£20,000	31 March 2019",
            "Pond cleaning	Harle Waters	£10,000	30 June 2021",
        )
    )
    records = _read(
        "Agree to the extension of the current contracts with Tolley Amenity and Moss Woodcraft to 30 September 2019;",
        body=table,
    )
    assert [event for event in _told(records) if event[1] == "extend"] == [
        ("Grass cutting contract", "extend", "Tolley Amenity"),
        ("Tree work contract", "extend", "Moss Woodcraft"),
    ]
    assert {r.name for r in records if isinstance(r, Contract)} >= {"Pond cleaning contract"}
