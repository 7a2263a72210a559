"""Words beside a contract that name nothing: whose it is then, and which rows of a table are meant."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.contracts.phrases import clean_topic, named
from ingest.extract.contracts.titles import title_name
from ingest.extract.paper import extract
from ingest.read.text import read_text
from kg.records import Contract, ContractEvent, Issue, Provider, Record

REPORT = """
{title}

To:	Streets Committee
Meeting Date:	8 March 2018
From:	Executive Director, Place
Electoral division(s):	All
Forward Plan ref:	2018/044	Key decision:	Yes
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


def test_firms_met_by_themselves_are_two_where_a_limb_joins_them() -> None:
    records = _read(
        "Agree to the extension of the contracts with Tolley Amenity and Moss Woodcraft;",
        body="1.1 The contract with Tolley Amenity ends in May 2018.\n\n1.2 The contract with Moss Woodcraft ends too.",
    )
    assert "Tolley Amenity and Moss Woodcraft" not in {r.name for r in records if isinstance(r, Provider)}


def test_an_agreement_approved_with_a_partner_is_awarded_to_it() -> None:
    told = _told(_read("to approve a new Section 75 Agreement with Harle Health Trust for play therapy;"))
    assert told == [("play therapy Section 75 Agreement", "award", "Harle Health Trust")]


def test_a_title_of_a_section_agreement_names_it_by_thing_and_section() -> None:
    name = title_name("PLAY THERAPY – SECTION 75 AGREEMENT")
    assert name is not None
    assert name.topic == "Play Therapy Section 75 Agreement"


def test_what_a_firm_runs_under_its_contract_names_the_contract() -> None:
    records = _read(
        "note the report.",
        body="1.1 The Harle Trust, which runs the debt advice line in the county on a contract worth £9,000 a year, "
        "is in difficulty. The contract with Harle Trust will expire on 31 March 2019.",
    )
    held = [(r.name, r.provider) for r in records if isinstance(r, Contract)]
    assert held == [("debt advice line contract", "Harle Trust")]


def test_a_contract_whose_words_tell_its_end_is_the_one_ended_not_the_next_named() -> None:
    records = _read(
        "note the report.",
        body="1.1 Costs fell because the contract with Tolley Amenity for the gritting of footways was terminated at "
        "the end of June 2017, and because the contract for hedge cutting began late.",
    )
    told = [contract for contract, step, _ in _told(records) if step == "terminate"]
    assert told == ["gritting of footways contract"]


def test_a_timeline_in_bare_lines_may_have_a_date_below_its_step_or_its_year_below() -> None:
    records = _read(
        "approve the tender of the hedge cutting contract;",
        body="1.1 The timetable is set out below.\n\nMilestone Date\n\nTender published June 2018\n\n"
        "Closing date for bids 20 July 2018\n\nContract award\n\nBy end of August 2018\n\n"
        "Mobilisation August to September\n2018\n\nService start 1 October 2018\n",
    )
    told = [(r.step, r.date) for r in records if isinstance(r, ContractEvent) and r.status == "planned"]
    assert told == [("procure", "2018-06"), ("award", "2018-08"), ("start", "2018-10-01")]


TWO_OF_THREE = "\n".join(
    (
        "1.1 Tolley Amenity cuts the grass. Moss Woodcraft sees to the trees. Both contracts began on 1 April 2016.",
        "",
        "1.2 The value of each contract is shown in Table 1.",
        "",
        "Service	Provider	Annual value	Expiry",
        "Grass cutting	Tolley Amenity	£30,000	31 March 2019",
        "Tree work	Moss Woodcraft	£20,000	31 March 2019",
        "Pond cleaning	Harle Waters	£10,000	30 June 2021",
        "",
        "1.3 An extension of six months is sought. The cost would be £15,000 for Tolley Amenity and £10,000 for "
        "Moss Woodcraft.",
    )
)


def test_both_contracts_are_those_of_the_firms_that_the_paragraph_names() -> None:
    told = _told(_read("note the report.", body=TWO_OF_THREE))
    assert {contract for contract, step, _ in told if step == "start"} == {
        "Grass cutting contract",
        "Tree work contract",
    }


def test_what_each_extension_costs_is_taken_from_the_running_text() -> None:
    records = _read("Agree to extend the contracts with Tolley Amenity and Moss Woodcraft;", body=TWO_OF_THREE)
    told = [(r.provider, r.value) for r in records if isinstance(r, ContractEvent) and r.status == "recommended"]
    assert told == [("Tolley Amenity", 15000), ("Moss Woodcraft", 10000)]


def test_a_contract_told_by_its_firm_is_the_one_for_the_service_that_the_sentence_names() -> None:
    records = _read(
        "approve the tender of the Street Lamps Service;",
        purpose="To seek approval to tender the Street Lamps Service.",
        body="1.1 The Street Lamps Service is provided by Harle Lighting under a contract that began in June 2013. "
        "The contract is due to come to an end on 31 May 2018.",
    )
    held = {r.name: r.provider for r in records if isinstance(r, Contract)}
    assert held == {"Street Lamps Service contract": None, "Street Lamps Service current contract": "Harle Lighting"}


def test_two_lots_awarded_in_one_limb_are_two_contracts_each_with_its_firm_and_price() -> None:
    records = _read(
        "award Lot 1 (grass cutting) to Harle Ltd at a cost of £9,000 and Lot 2 (tree work) to Moss Ltd at a cost of "
        "£7,000;"
    )
    told = [(r.contract, r.step, r.provider, r.value) for r in records if isinstance(r, ContractEvent)]
    assert told == [
        ("grass cutting contract", "award", "Harle Ltd", 9000),
        ("tree work contract", "award", "Moss Ltd", 7000),
    ]


def test_lots_without_names_are_called_by_what_the_report_is_about() -> None:
    told = _told(
        _read(
            "approve the award of Lot 1 to Harle Ltd and Lot 2 to Moss Ltd;",
            purpose="To seek approval to award the grounds maintenance contract.",
        )
    )
    assert told == [
        ("grounds maintenance Lot 1 contract", "award", "Harle Ltd"),
        ("grounds maintenance Lot 2 contract", "award", "Moss Ltd"),
    ]


def test_a_limb_that_names_nothing_is_an_issue_where_the_report_is_about_nothing() -> None:
    records = _read("approve a direct award to Harle Ltd;", title="MATTERS ARISING REPORT")
    assert _told(records) == []
    assert "unplaced-event" in {r.code for r in records if isinstance(r, Issue)}


def test_a_title_of_two_things_is_no_contract_where_the_limbs_part_them() -> None:
    records = _read(
        "Approve the procurement of a Mowing Framework for three years;",
        "Approve the extension of the lamp repairs contract with Vane Electric to 31 March 2019;",
        title="RECOMMISSIONING OF MOWING AND LAMP REPAIRS",
        purpose="To set out the case for the recommissioning of mowing and of lamp repairs.",
        body="1.1 The lamp repairs service is run by Vane Electric. The contract runs to 31 December 2018.",
    )
    assert ("lamp repairs contract", "end", "Vane Electric") in _told(records)
    assert not any("and" in contract for contract, _, _ in _told(records))


def test_the_successor_is_another_contract_than_the_one_that_is_extended() -> None:
    records = _read(
        "Extend the Lamp Repairs Contract with Vane Electric for two years;",
        title="LAMP REPAIRS CONTRACT - EXTENSION",
        body="1.1 The contract ends on 31 May 2018.\n\n1.2 The successor contract will start on 1 June 2020.",
    )
    told = _told(records)
    assert ("successor Lamp Repairs contract", "start", None) in told
    assert ("Lamp Repairs Contract", "start", "Vane Electric") not in told


def test_lots_awarded_in_limbs_of_their_own_are_a_contract_each() -> None:
    records = _read(
        "Approve the award of the Lamp Repairs contract, Lot 1 (north), to Vane Electric;",
        "Approve the award of Lot 2 (south) to Dell Lighting Ltd;",
        title="PROCUREMENT OF LAMP REPAIRS",
    )
    assert [(contract, provider) for contract, step, provider in _told(records) if step == "award"] == [
        ("Lamp Repairs Lot 1 (north) contract", "Vane Electric"),
        ("Lamp Repairs Lot 2 (south) contract", "Dell Lighting Ltd"),
    ]


def test_a_lot_alone_makes_no_contract_of_its_own() -> None:
    records = _read("Approve the award of the Lamp Repairs contract, Lot 1, to Vane Electric;", title="LAMPS")
    assert [contract for contract, step, _ in _told(records) if step == "award"] == ["Lamp Repairs contract"]
