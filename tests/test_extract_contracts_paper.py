"""Whole papers of an invented council, from their text to contracts, events, delegations and providers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.divide.sections import divide
from ingest.extract.contracts.words import words_in
from ingest.extract.paper import extract
from ingest.read.text import read_text
from kg.records import Contract, ContractEvent, Delegation, Provider, Record

HEAD = """
MEALS AND CARE - TENDER FOR CONTRACTS

To:	Adults Committee
Meeting Date:	8 March 2018
From:	Executive Director, People
Electoral division(s):	All
Forward Plan ref:	2018/044	Key decision:	Yes
Purpose:	{purpose}
Recommendation:	The Committee is recommended to:
{limbs}

#### 1. BACKGROUND

{body}
"""


def _read(limbs: str, body: str, purpose: str = "To ask for decisions on care.") -> tuple[Record, ...]:
    text = HEAD.format(purpose=purpose, limbs=limbs, body=body)
    return extract(divide(read_text(text.encode())))


def _events(records: tuple[Record, ...]) -> list[tuple[str, str, str, str | None]]:
    return [(r.contract, r.step, r.status, r.date) for r in records if isinstance(r, ContractEvent)]


def _contract(records: tuple[Record, ...], name: str) -> Contract:
    return next(r for r in records if isinstance(r, Contract) and r.name == name)


def test_a_limb_that_lists_contracts_is_several_events() -> None:
    records = _read(
        "a)	Delegate award of the contracts at Alder Court and Mill House to the Head of Care.",
        "1.1 Extra care lets people keep a front door of their own.",
    )
    assert _events(records) == [
        ("Alder Court contract", "delegate-award", "recommended", "2018-03-08"),
        ("Mill House contract", "delegate-award", "recommended", "2018-03-08"),
    ]
    given = [r for r in records if isinstance(r, Delegation)]
    assert [(r.contract, r.delegated_to) for r in given] == [
        ("Alder Court contract", "Head of Care"),
        ("Mill House contract", "Head of Care"),
    ]


def test_an_event_and_its_delegation_share_what_says_them() -> None:
    records = _read("a)	Delegate award of the contract for Alder Court to the Head of Care.", "1.1 Nothing else.")
    event = next(r for r in records if isinstance(r, ContractEvent))
    given = next(r for r in records if isinstance(r, Delegation))
    assert event.says == given.says
    assert event.says
    assert (event.contract, event.status) == (given.contract, given.status)


def test_a_power_that_awards_nothing_is_a_delegation_and_no_event() -> None:
    records = _read(
        "a)	Delegate to the Service Director, Commissioning the power to agree the yearly uplift in fees.",
        "1.1 The duties delegated to the Trust are those of the Act.",
    )
    given = [r for r in records if isinstance(r, Delegation)]
    assert [(r.delegated_to, r.contract, r.power) for r in given] == [
        ("Service Director, Commissioning", None, "agree the yearly uplift in fees")
    ]
    assert _events(records) == []


def test_the_running_contract_and_the_wanted_one_are_two() -> None:
    records = _read(
        "a)	Agree to tender the care and support contract at Alder Court.",
        "#### 2. ALDER COURT\n\n"
        "2.1 The contract value for the core service is £164,200 per annum. The current contract ends "
        "on 30 June 2018.\n\n"
        "2.2 It is recommended that the Council re-commissions the contract for Alder Court for 3 years "
        "with an option to "
        "extend for a further year.",
    )
    wanted = _contract(records, "Alder Court care and support contract")
    running = _contract(records, "Alder Court current contract")
    assert (wanted.term_months, wanted.extension_months, wanted.preceded_by) == (36, 12, running.name)
    assert (running.annual_value, running.end) == (Decimal(164200), "2018-06-30")
    assert (running.name, "end", "planned", "2018-06-30") in _events(records)


def test_a_management_agreement_is_the_contract_that_runs() -> None:
    records = _read(
        "a)	Agree to tender the care contract at Alder Court for 10 years.",
        "#### 2. ALDER COURT\n\n2.1 The current annual value of the contract is £482,100 and is being "
        "provided through a "
        "management agreement with the Borough Council.",
    )
    running = _contract(records, "Alder Court management agreement")
    assert (running.annual_value, running.provider) == (Decimal(482100), "Borough Council")


def test_what_a_committee_agreed_is_reported_with_its_month() -> None:
    records = _read(
        "a)	Delegate award of the contract at Alder Court to the Head of Care.",
        "1.1 In March 2017, Adults Committee agreed to tender the care contract at Alder Court. "
        "That tender is now under way.",
    )
    assert _events(records)[1:] == [
        ("Alder Court care contract", "procure", "reported", "2017-03"),
        ("Alder Court care contract", "procure", "reported", "2018-03-08"),
    ]


def test_the_award_of_the_contract_is_of_what_the_purpose_names() -> None:
    records = _read(
        "a)	Approve a later timetable for the procurement of the new service.\nb)	Delegate the award "
        "of the contract to "
        "the Executive Director, People.",
        "1.1 Carers save the county a great deal.",
        "To say how far the procurement of carers services has come.",
    )
    assert [(contract, step) for contract, step, _, _ in _events(records)] == [
        ("carers services contract", "procure"),
        ("carers services contract", "delegate-award"),
    ]


def test_a_timetable_plans_its_steps() -> None:
    records = _read(
        "a)	Approve the procurement of a Day Care Service.",
        "1.1 Procurement Timetable\n\nMid-Late September 2018	Invitation to Tender (ITT) Issue\n"
        "November 2018	ITT Submissions due\nEnd of March 2019	Award\n01 August 2019	Contract Start Date\n",
    )
    assert [(step, status, date) for _, step, status, date in _events(records)[1:]] == [
        ("procure", "planned", "2018-09"),
        ("award", "planned", "2019-03"),
        ("start", "planned", "2019-08-01"),
    ]


def test_a_table_says_which_two_contracts_are_to_be_extended() -> None:
    records = _read(
        "a)	Approve the extension of the two existing contracts.",
        "1.1 Contract Extensions\n\n"
        "Target Group	Provider Name	Annual Contract Value	Value of extension (6 months)\n"
        "Adult Carers	Oswick Link (formerly Oswick Fellowship)	£624,000	£312,000\n"
        "Young Carers	Lantern Row	£98,240	£49,120\n"
        "Total		£722,240	£361,120\n",
    )
    extended = [r for r in records if isinstance(r, ContractEvent) and r.step == "extend"]
    assert [(r.contract, r.provider, r.value) for r in extended] == [
        ("Adult Carers contract", "Oswick Link", Decimal(312000)),
        ("Young Carers contract", "Lantern Row", Decimal(49120)),
    ]
    provider = next(r for r in records if isinstance(r, Provider) and r.name == "Oswick Link")
    assert provider.aliases == ("Oswick Fellowship",)
    assert _contract(records, "Adult Carers contract").extension_months == 6


def test_general_talk_of_contracts_tells_of_none() -> None:
    records = _read(
        "a)	Note the report.",
        "1.1 Contracts for care usually last three years, and councils re-tender them when they end. A contract can be "
        "varied only where the law allows. Good contracts with the voluntary sector matter.",
    )
    assert _events(records) == []
    assert [r for r in records if isinstance(r, Contract)] == []


def test_a_lease_beside_the_contract_is_another() -> None:
    records = _read(
        "a)	Agree to tender the care contract at Alder Court.",
        "#### 2. ALDER COURT\n\n2.1 The Health Board agreed a ten year lease with Tambrook Homes, the "
        "landlord. The agreement is "
        "for the rent and is due to end 31 March 2023.",
    )
    lease = _contract(records, "Alder Court lease")
    assert (lease.provider, lease.term_months, lease.end) == ("Tambrook Homes", 120, "2023-03-31")


def test_reading_twice_gives_the_same_records() -> None:
    limbs = "a)	Agree to tender the care contract at Alder Court."
    assert _read(limbs, "1.1 Nothing else.") == _read(limbs, "1.1 Nothing else.")


@pytest.mark.parametrize(
    ("limb", "told"),
    [
        (
            "Approve the award of a contract for Road Signs to Harle Highways Ltd for seven years.",
            [("Road Signs contract", "award", None, "Harle Highways Ltd")],
        ),
        (
            "Agree the recommissioning of Lunch Clubs and delegate responsibility for contract award to "
            "the Head of Care.",
            [
                ("Lunch Clubs contract", "procure", None, None),
                ("Lunch Clubs contract", "delegate-award", "Head of Care", None),
            ],
        ),
        (
            "That authority be delegated to the Head of Care to procure and award a contract for the supply of salt.",
            [
                ("salt contract", "procure", "Head of Care", None),
                ("salt contract", "delegate-award", "Head of Care", None),
            ],
        ),
        (
            "Agree to extend the Bus Shelters contract with Tolvey Media for 12 months.",
            [("Bus Shelters contract", "extend", None, "Tolvey Media")],
        ),
        ("Approve the block bed procurement; and", [("block bed contract", "procure", None, None)]),
        ("Not re-commission the Toy Loan services at Oswick", [("Toy Loan services contract", "end", None, None)]),
        ("Approve the Housing Strategy.", []),
        ("Support the extension of the cycle path to Tolbury.", []),
    ],
)
def test_what_a_limb_decides(limb: str, told: list[tuple[str, str, str | None, str | None]]) -> None:
    events = [r for r in _read(f"a)	{limb}", "1.1 Nothing else.") if isinstance(r, ContractEvent)]
    assert [(r.contract, r.step, r.delegated_to, r.provider) for r in events] == told


WORDS = st.sampled_from(
    sorted(
        words_in(
            "the current contract for Alder Court tender award of to Harle Ltd £5,000 a year expires on 2 May 2031 "
            "delegate Head Care extension two contracts Provider Annual Value and with agreement framework underway"
        )
    )
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=1, max_size=60))
def test_any_heap_of_words_can_be_read_and_keeps_its_evidence(words: list[str]) -> None:
    records = _read(f"a)	{' '.join(words)}", f"1.1 {' '.join(words)}")
    assert all(r.evidence for r in records if isinstance(r, Contract | ContractEvent | Delegation | Provider))
    named = {r.name for r in records if isinstance(r, Contract)}
    assert {r.contract for r in records if isinstance(r, ContractEvent)} <= named
