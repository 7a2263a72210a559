"""Limbs that go on from others, contracts in force beside those asked for, bidders, timetables told in a sentence."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.contracts.engaged import appointed
from ingest.extract.contracts.phrases import clean_topic, named
from ingest.extract.contracts.register import key_of
from ingest.extract.contracts.steps import steps
from ingest.extract.contracts.terms import read_extension
from ingest.extract.paper import extract
from ingest.read.text import read_text
from kg.records import Contract, ContractEvent, Provider, Record

MINUTES = """Wexmere Borough Council

Minutes of the Streets and Homes Committee
held on Thursday 16 October 2025 at 2.00pm

Present: Councillors A Moss (Chair) and B Dell.

45. APOLOGIES FOR ABSENCE

There were none.

46. {title}

{told}

RESOLVED that

(1) {first}

(2) {second}

47. NEXT MEETING

January.

The meeting closed at 4.10 pm
"""


def _minuted(title: str, told: str, first: str, second: str = "the report be noted.") -> list[Record]:
    text = MINUTES.format(title=title, told=told, first=first, second=second)
    return list(extract(divide(read_text(text.encode()))))


def _events(records: list[Record]) -> list[ContractEvent]:
    return [record for record in records if isinstance(record, ContractEvent)]


def _steps_of(records: list[Record]) -> list[tuple[str, str, str, str | None]]:
    return [(event.contract, event.step, event.status, event.date) for event in _events(records)]


CONSIDERED = "The Committee considered the report."


def test_a_power_to_extend_is_over_the_contract_that_the_limb_before_awards() -> None:
    records = _minuted(
        "LIFT CARE",
        CONSIDERED,
        "the lift care contract be awarded to Dell Lifts Ltd for five years;",
        "the Head of Homes be authorised to exercise the options to extend for up to 24 + 12 months.",
    )
    extend = next(event for event in _events(records) if event.step == "extend")
    assert (extend.contract, extend.delegated_to, extend.provider) == (
        "lift care contract",
        "Head of Homes",
        "Dell Lifts Ltd",
    )


def test_having_an_awarded_contract_signed_is_no_second_award() -> None:
    records = _minuted(
        "LIFT CARE",
        CONSIDERED,
        "the lift care contract be awarded to Dell Lifts Ltd;",
        "the Head of Homes be authorised to enter into the contract and to approve variations of it up to £9,000.",
    )
    assert [(event.step, event.delegated_to) for event in _events(records)] == [
        ("award", None),
        ("vary", "Head of Homes"),
    ]


def test_power_to_agree_the_terms_of_an_awarded_contract_is_power_to_award() -> None:
    records = _minuted(
        "MILL SITE",
        CONSIDERED,
        "the award of the development agreement for the Mill Site to Dell Homes LLP be approved;",
        "the Head of Homes be authorised to agree the final terms of the development agreement and to enter into it.",
    )
    assert [event.step for event in _events(records)] == ["award", "delegate-award"]


def test_the_new_contract_is_the_one_that_the_limb_before_buys() -> None:
    records = _minuted(
        "VERGE CUTTING",
        "The current verge cutting contract ends on 31 March 2026.",
        "a new verge cutting contract be procured for five years;",
        "authority to award the new contract be delegated to the Head of Streets.",
    )
    left = next(event for event in _events(records) if event.step == "delegate-award")
    assert left.contract == "verge cutting contract"


def test_a_procurement_that_is_abandoned_takes_no_step_of_buying() -> None:
    records = _minuted("Mill Quay: works", CONSIDERED, "the procurement of the main works at Mill Quay be abandoned;")
    assert [(step, status) for _, step, status, _ in _steps_of(records)] == [("terminate", "resolved")]


@pytest.mark.parametrize(
    ("limb", "status"),
    [
        ("Cabinet be recommended to award the lift contract to Dell Lifts Ltd;", "recommended"),
        ("the lift contract be awarded to Dell Lifts Ltd as recommended;", "resolved"),
    ],
)
def test_an_advisory_body_asks_for_what_it_recommends(limb: str, status: str) -> None:
    assert [event.status for event in _events(_minuted("LIFTS", CONSIDERED, limb))] == [status]


def test_what_went_before_is_told_of_the_contract_in_force() -> None:
    told = "The catering contract expires on 31 March 2026. It was awarded to Harle Catering Ltd in 2021."
    records = _minuted("CATERING", told, "the catering contract be re-tendered;")
    assert ("catering current contract", "award", "reported", "2021") in _steps_of(records)
    assert ("catering contract", "procure", "resolved", "2025-10-16") in _steps_of(records)
    held = next(record for record in records if isinstance(record, Contract) and record.provider)
    assert "present catering contract" in held.aliases


def test_a_firm_that_has_done_the_work_since_a_day_began_its_contract_then() -> None:
    told = "Harle Catering Ltd had provided the meals since 1 April 2021 at a cost of £240,000 a year."
    records = _minuted("CATERING", told, "the catering contract be extended by one year;")
    assert [(e.step, e.date, e.provider) for e in _events(records) if e.step == "start"] == [
        ("start", "2021-04-01", "Harle Catering Ltd")
    ]
    contract = next(record for record in records if isinstance(record, Contract))
    assert contract.annual_value == 240_000


def test_costs_that_rose_since_a_year_begin_nothing() -> None:
    told = "Costs have risen since 2019, and Harle Catering Ltd has provided good meals."
    records = _minuted("CATERING", told, "the catering contract be extended by one year;")
    assert [event.step for event in _events(records)] == ["extend"]


def test_minutes_tell_in_the_past_tense_of_an_end_to_come() -> None:
    told = "The catering contract ended on 31 March 2026 and could not be extended."
    records = _minuted("CATERING", told, "the catering contract be re-tendered;")
    assert [(e.status, e.date) for e in _events(records) if e.step == "end"] == [("planned", "2026-03-31")]


@pytest.mark.parametrize(
    ("text", "firm", "topic"),
    [
        (
            "that Moss Lamps LLP be appointed by direct award to carry out the lamp survey;",
            "Moss Lamps LLP",
            "lamp survey",
        ),
        ("that Councillor Moss be appointed to the lamp panel;", None, None),
    ],
)
def test_a_firm_is_taken_on_for_a_piece_of_work(text: str, firm: str | None, topic: str | None) -> None:
    found = appointed(text)
    assert (found.org.name if found else None, found.topic if found else None) == (firm, topic)


def test_lots_are_told_apart_by_their_letters() -> None:
    assert key_of("Lot A (Moorside) contract") != key_of("Lot B (Dell) contract")
    assert [name.topic for name in named("extend the Lot A (Moorside) contract with Dell Cars")] == [
        "Lot A (Moorside) contract"
    ]


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("a further 12 + 12 months", ""),
        ("the end of the financial year", ""),
        ("fourteen food waste vehicles", "food waste vehicles"),
        ("IT support", "IT support"),
        ("support", ""),
    ],
)
def test_a_topic_is_a_thing_and_no_length_or_count(words: str, topic: str) -> None:
    assert clean_topic(words) == topic


def test_two_optional_extensions_add_up() -> None:
    assert read_extension("for 48 months with two optional extensions of 12 months each") == 24


@pytest.mark.parametrize(
    ("limb", "wanted"),
    [
        (
            "Contract Procedure Rules be waived to allow the award of the salt contract to Dell Salt Ltd",
            ["direct-award"],
        ),
        ("approve the extension to the hall", []),
        ("approve the purchase of six lorries from Dell Motors Ltd at £900,000", ["award"]),
        ("approve the purchase of the house", []),
        ("to appoint a contractor for the shelter works", ["award"]),
    ],
)
def test_a_limb_takes_the_steps_that_its_words_say(limb: str, wanted: list[str]) -> None:
    assert [step.step for step in steps(limb)] == wanted


def test_a_timetable_told_in_one_sentence_is_read() -> None:
    told = (
        "The timetable is: tender published, March 2026; award of contract, June 2026; contract starts, 1 August 2026."
    )
    records = _minuted("SALT: PROCUREMENT OF A NEW CONTRACT", told, "a salt contract be procured;")
    planned = [(event.step, event.date) for event in _events(records) if event.status == "planned"]
    assert planned == [("procure", "2026-03"), ("award", "2026-06"), ("start", "2026-08-01")]


def test_firms_that_bid_are_providers_and_a_nameless_bidder_is_none() -> None:
    head, *rows = "Bidder Quality Price Total", "Dell_Lifts_Ltd 50 30 80", "Bidder_B 40 35 75", "Moss_Hoists 30 40 70"
    table = "\n".join(line.replace(" ", "\t").replace("_", " ") for line in (head, *rows))
    records = _minuted("LIFTS", table, "the lift contract be awarded to Dell Lifts Ltd;")
    assert [record.name for record in records if isinstance(record, Provider)] == ["Dell Lifts Ltd", "Moss Hoists"]


def test_a_long_line_does_not_hang() -> None:
    words = "the procurement of the contract with Dell Ltd since it has provided an option to extend and " * 130
    assert len(list(steps(words))) < 9
    assert list(named(words[:4_000])) is not None
