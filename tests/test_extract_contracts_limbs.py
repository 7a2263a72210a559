"""What decided and recommended limbs do to contracts, in the many ways in which committees write it."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.read.text import read_text
from kg.records import ContractEvent, Issue, Record

REPORT = """
STREETS AND WASTE - FUTURE ARRANGEMENTS

To:	Streets Committee
Meeting Date:	8 March 2018
From:	Executive Director, Place
Electoral division(s):	All
Forward Plan ref:	2018/044	Key decision:	Yes
Purpose:	To ask for decisions.
Recommendation:	The Committee is recommended to:
{limbs}

#### 1. BACKGROUND

1.1 Nothing else is said.
"""


def _read(*limbs: str) -> tuple[Record, ...]:
    lines = "\n".join(f"\t{letter}) {limb}" for letter, limb in zip("abcdef", limbs, strict=False))
    return extract(divide(read_text(REPORT.format(limbs=lines).encode())))


def _told(records: tuple[Record, ...]) -> list[tuple[str, str, str | None, str | None]]:
    return [(r.contract, r.step, r.provider, r.delegated_to) for r in records if isinstance(r, ContractEvent)]


@pytest.mark.parametrize(
    ("limb", "told"),
    [
        (
            "Agree to the extension of the Grounds Term Contract with Tolley Amenity by nine months;",
            [("Grounds Term contract", "extend", "Tolley Amenity", None)],
        ),
        (
            "authorise the Chief Officer, after consultation with the Chair, to procure and award a salt contract;",
            [
                ("salt contract", "procure", None, "Chief Officer"),
                ("salt contract", "delegate-award", None, "Chief Officer"),
            ],
        ),
        (
            "approve the establishment of a Dynamic Purchasing System for taxi services and delegate authority to the"
            " Head of Transport to admit suppliers and award contracts;",
            [
                ("taxi services Dynamic Purchasing System", "procure", None, None),
                ("taxi services Dynamic Purchasing System", "delegate-award", None, "Head of Transport"),
            ],
        ),
        (
            "agree the purchase of library books for four years from 1 April 2019;",
            [("library books contract", "procure", None, None)],
        ),
        (
            "approve the use of the Eastern Purchasing framework to procure street lighting columns;",
            [("street lighting columns contract", "procure", None, None)],
        ),
        (
            "agree that the contracts with Redwing Cars be terminated with effect from 31 March 2019;",
            [("Redwing Cars contracts", "terminate", "Redwing Cars", None)],
        ),
        (
            "agree to the continuation of the current contract with Moss Ltd for 12 months;",
            [("Moss Ltd contract", "extend", "Moss Ltd", None)],
        ),
        ("agree that the Care Home contract is not extended;", [("Care Home contract", "end", None, None)]),
        (
            "extend the contracts for street cleansing, graffiti removal and weed control by one year;",
            [
                ("street cleansing contract", "extend", None, None),
                ("graffiti removal contract", "extend", None, None),
                ("weed control contract", "extend", None, None),
            ],
        ),
        (
            "approve the novation of the payroll agreement from Harle Ltd to Moss Ltd;",
            [("payroll agreement", "vary", None, None)],
        ),
        (
            "approve the appointment of Harle Design Ltd as architects for the depot;",
            [
                (
                    "Harle Design Ltd architects for the depot commission",
                    "award",
                    "Harle Design Ltd",
                    None,
                )
            ],
        ),
        (
            "accept the tender submitted by Harle Builders for the rebuilding of Dell School in the sum of £2,500;",
            [("rebuilding of Dell School contract", "award", "Harle Builders", None)],
        ),
        (
            "that the Head of Procurement be authorised to award the catering contract after evaluation of tenders;",
            [("catering contract", "delegate-award", None, "Head of Procurement")],
        ),
        (
            "exercise the option to extend the Parking Services Contract for a further two years until 31 May 2021;",
            [("Parking Services contract", "extend", None, None)],
        ),
        (
            "grant an exemption from Contract Standing Orders so that the Home Care contract may be extended to 2019;",
            [("Home Care contract", "extend", None, None)],
        ),
        (
            "agree the joint procurement with Dell City Council of a Night Refuge Service;",
            [("Night Refuge Service contract", "procure", None, None)],
        ),
        (
            "enter into a Deed of Variation to the pool contract with Vane Ltd;",
            [("pool contract", "vary", "Vane Ltd", None)],
        ),
        (
            "award a contract, following a competitive process, to Bidder A for the construction of a new depot;",
            [("construction of a new depot contract", "award", None, None)],
        ),
        (
            "agree the outcome of the tender for school crossing signs and award to Birch Signs Ltd;",
            [("school crossing signs contract", "award", "Birch Signs Ltd", None)],
        ),
        (
            "agree the extension of existing contracts with Harle Care, Moss Support and Dell Homes to 31 March 2019;",
            [
                ("Harle Care contracts", "extend", "Harle Care", None),
                ("Moss Support contracts", "extend", "Moss Support", None),
                ("Dell Homes contracts", "extend", "Dell Homes", None),
            ],
        ),
        (
            "agree to cease the Youth Advice contract on 30 June 2018;",
            [("Youth Advice contract", "end", None, None)],
        ),
        ("delegate authority to the Director of Place to approve the tender documents;", []),
    ],
)
def test_a_limb_takes_steps_of_the_contract_that_its_own_words_name(
    limb: str, told: list[tuple[str, str, str | None, str | None]]
) -> None:
    assert _told(_read(limb)) == told


def test_a_limb_that_points_to_a_list_which_is_not_there_is_an_issue_and_no_guess() -> None:
    records = _read("award the contracts for the routes listed in Appendix 1;")
    assert _told(records) == []
    assert [r.code for r in records if isinstance(r, Issue)].count("unplaced-event") == 1


def test_contracts_under_it_are_those_of_the_limb_before() -> None:
    records = _read(
        "establish a Dynamic Purchasing System for taxi services; and",
        "delegate to the Head of Transport the award of contracts under it.",
    )
    assert [told[:2] for told in _told(records)] == [
        ("taxi services Dynamic Purchasing System", "procure"),
        ("taxi services Dynamic Purchasing System", "delegate-award"),
    ]


def test_the_event_of_a_list_item_is_evidenced_by_its_stem_too() -> None:
    records = _read(
        "delegate to the Head of Care the award of the contracts for:\n\t\ti) Alder Court\n\t\tii) Mill House"
    )
    quotes = [[e.quote for e in r.evidence] for r in records if isinstance(r, ContractEvent)]
    assert [any("the award" in quote for quote in held) for held in quotes] == [True, True]
    assert [held[-1].endswith(place) for held, place in zip(quotes, ("Alder Court", "Mill House"), strict=True)]


MINUTES = """
#### STREETS COMMITTEE: MINUTES

Date: Thursday 8 March 2018

**Time:** 2.00pm to 4.00pm

Present: Councillors A Moss (Chairman), B Tolley and C Orrin

#### 12. CARE CONTRACTS

The Committee received a report on two care contracts.

It was resolved to:

Delegate to the Head of Care the award of the contracts at:

a) Alder Court; and

b) Mill House.
"""


def test_a_minuted_list_items_event_quotes_its_stem() -> None:
    records = extract(divide(read_text(MINUTES.encode())))
    held = {r.contract: [e.quote for e in r.evidence] for r in records if isinstance(r, ContractEvent)}
    assert [quotes[-1].rstrip(" ;.and") for quotes in held.values()] == ["Alder Court", "Mill House"]
    assert all(quotes[0].startswith("Delegate to the Head of Care") for quotes in held.values())
