"""Contracts that are parts of one procurement, by zone or letter, and reports of boroughs that award and waive."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.divide.sections import divide
from ingest.extract.contracts.parts import part_of
from ingest.extract.contracts.phrases import named
from ingest.extract.contracts.providers import read_org
from ingest.extract.contracts.steps import steps
from ingest.extract.contracts.table_cells import cell_extension, cell_orgs
from ingest.extract.contracts.terms import read_annual, read_price
from ingest.extract.contracts.titles import bare_title
from ingest.extract.paper import extract
from ingest.read.text import read_text
from kg.records import Contract, ContractEvent, Provider, Record, Report

REPORT = """Report to:	Cabinet
Date of meeting:	15 October 2031
Report of:	Cabinet Member for Meals
Title of report:	Meals Recommissioning: Award of Zone Contracts
Key decision:	Yes
Wards affected:	All

2. RECOMMENDATIONS

Cabinet is recommended to:

2.1 Approve the award of the Zone 1 (North) meals contract to Harle Catering Ltd for 5 years at a value of £4.25m
per annum.

2.2 Approve the award of the Zone 2 (South) meals contract to Moss Kitchens Limited at a value of £3,900k per annum.

3. BACKGROUND

3.1 On 22 January 2031 Cabinet agreed to go out to tender for two zone contracts. A contract notice was
placed on 3 March 2031.

4. PARTICULARS

	Zone 1 (North)	Zone 2 (South)
Start date	1 April 2032	1 May 2032
Initial term	5 years	4 years
Extension	24 months (12+12)	None

5. OTHER MATTERS

5.1 There are none.
"""
GATEWAY = """Classification:
Open

Date:
4 June 2031

Decision Taker:
Cabinet Member for Homes

Report title:

Gateway 2 - Contract Award Approval
Lift Repairs Contract

Ward(s) or groups affected:
All

From:
Strategic Director of Homes

RECOMMENDATIONS

1.

That the Cabinet Member approves the award of the Lift Repairs Contract to Harle Lifts Ltd for five years at an
estimated annual cost of £1,000,000, making a total estimated contract value of £5m.

BACKGROUND INFORMATION

2.

There is nothing to add.

Procurement project plan (Key Decision)

Activity
Completed by/Complete by:

Forward Plan
05/03/2031

Invitation to tender
14/04/2031

Contract award
30/06/2031

Other matters

3.

There are none.
"""


def _read(text: str) -> tuple[Record, ...]:
    return extract(divide(read_text(text.encode())))


def _events(records: tuple[Record, ...]) -> list[tuple[str, str, str, str | None]]:
    return [(r.contract, r.step, r.status, r.date) for r in records if isinstance(r, ContractEvent)]


def test_zones_are_contracts_of_their_own_and_their_terms_are_not_mixed() -> None:
    contracts = {r.name: r for r in _read(REPORT) if isinstance(r, Contract)}
    north, south = contracts["Zone 1 (North) meals contract"], contracts["Zone 2 (South) meals contract"]
    assert (north.provider, north.annual_value) == ("Harle Catering Ltd", Decimal(4_250_000))
    assert (south.provider, south.annual_value) == ("Moss Kitchens Limited", Decimal(3_900_000))


def test_a_table_whose_columns_are_the_zones_gives_each_its_terms() -> None:
    contracts = {r.name: r for r in _read(REPORT) if isinstance(r, Contract)}
    told = [(c.start, c.term_months, c.extension_months) for name, c in contracts.items() if name.startswith("Zone ")]
    assert told == [("2032-04-01", 60, 24), ("2032-05-01", 48, 0)]


def test_a_sentence_that_counts_all_parts_tells_of_each_and_a_notice_of_all() -> None:
    bought = [(name, date) for name, step, _, date in _events(_read(REPORT)) if step == "procure"]
    assert sorted(bought) == [
        ("Zone 1 (North) meals contract", "2031-01-22"),
        ("Zone 1 (North) meals contract", "2031-03-03"),
        ("Zone 2 (South) meals contract", "2031-01-22"),
        ("Zone 2 (South) meals contract", "2031-03-03"),
    ]


def test_a_contract_notice_that_was_placed_awards_nothing() -> None:
    awards = [(status, date) for _, step, status, date in _events(_read(REPORT)) if step == "award"]
    assert awards == [("recommended", "2031-10-15")] * 2


@pytest.mark.parametrize("label", ["Title of report", "Report title", "Title", "Subject of report"])
def test_a_title_is_read_whatever_its_label_is_called(label: str) -> None:
    records = _read(REPORT.replace("Title of report", label))
    assert [r.title for r in records if isinstance(r, Report)] == ["Meals Recommissioning: Award of Zone Contracts"]


def test_a_gateway_report_torn_to_lines_is_read_with_its_day_and_its_plan() -> None:
    name = "Lift Repairs contract"
    assert _events(_read(GATEWAY)) == [
        (name, "award", "recommended", "2031-06-04"),
        (name, "procure", "reported", "2031-04-14"),
        (name, "award", "planned", "2031-06-30"),
    ]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("the Zone 2 meals contract ends", ["Zone 2 meals contract"]),
        ("award the Lift Repairs Contract A (east) to Harle Ltd", ["Lift Repairs Contract A (east)"]),
        ("the award of Contract B (west) be put off", ["Contract B (west)"]),
        ("the Meals Contract", ["Meals"]),
        ("a total estimated contract value of £5", [""]),
        ("eleven spot contracts", [""]),
    ],
)
def test_a_letter_or_a_zone_is_a_part_of_a_contracts_name(words: str, names: list[str]) -> None:
    assert [name.topic for name in named(words)] == names


def test_a_part_is_told_from_a_whole() -> None:
    assert part_of("Zone 2 (South) meals contract") == "Zone 2"
    assert part_of("meals contract") is None


def test_sums_told_respectively_are_given_to_none() -> None:
    text = "They cost £3.1m and £2.6 million a year respectively."
    assert (read_price(text), read_annual(text)) == ((None, None), None)


def test_a_limb_gives_the_yearly_and_the_whole_price() -> None:
    text = "at an estimated annual cost of £1,140,000, making a total estimated contract value of £5.7m"
    assert read_price(text) == (Decimal(1_140_000), Decimal(5_700_000))


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Waiver of Contract Procedure Rules: salt haulage", "salt haulage"),
        ("Exemption from Contract Standing Orders for the Salt Haulage", "Salt Haulage"),
        ("Gateway 2 - Contract Award Approval Lift Repairs", "Lift Repairs"),
        ("Waiver of fees", "Waiver of fees"),
        ("Gateway Park Lighting", "Gateway Park Lighting"),
    ],
)
def test_what_is_waived_and_how_far_the_buying_has_come_is_no_contracts_name(title: str, bare: str) -> None:
    assert bare_title(title) == bare


def test_quotations_that_a_waiver_spares_are_not_sought() -> None:
    limb = (
        "That the requirement to seek three quotations be waived and that a contract for salt be awarded directly to "
        "Harle Ltd for 9 months"
    )
    assert [step.step for step in steps(limb)] == ["direct-award"]


def test_a_length_told_again_in_its_parts_counts_once() -> None:
    assert cell_extension("24 months (12+12)", "Extension") == 24
    assert cell_extension("(12+12) months", "Extension") == 24


def test_a_supplier_to_be_confirmed_is_none() -> None:
    assert cell_orgs("National software supplier to be confirmed") == []


def test_a_providers_name_does_not_go_on_into_the_next_cell() -> None:
    table = "Contract	Awarded to	Value	Approved by\nSalt	Harle Ltd	£48,200	Head of Roads\n"
    records = _read(REPORT.replace("5.1 There are none.", table))
    assert "Value Approved" not in [r.name for r in records if isinstance(r, Provider)]


def test_what_came_to_an_end_is_reported() -> None:
    told = "5.1 The contract for kerb painting with Dell Ltd came to an end on 30 June 2031."
    events = _events(_read(REPORT.replace("5.1 There are none.", told)))
    assert ("kerb painting contract", "end", "reported", "2031-06-30") in events


REGISTER = """4. Waivers of Contract Standing Orders

Date approved	Contract	Awarded to	Value	Approved by	Reason
12 May 2031	Repairs to the barn roof	Harle & Sons Ltd	£48,200	Head of Assets	Urgent
3 June 2031	Extension of ballot printing contract to May 2032	Moss Print Ltd	£27,500	Monitoring Officer	No bids
9 June 2031	Play equipment	Dell Swings Ltd	£9,500	Head of Parks	Refused
"""


def test_a_register_of_waivers_tells_when_each_was_granted_and_by_whom() -> None:
    records = _read(REPORT.replace("5.1 There are none.", REGISTER))
    told = [
        (r.contract, r.step, r.status, r.date, r.body, r.provider, r.value)
        for r in records
        if isinstance(r, ContractEvent) and r.status == "reported" and r.step in ("direct-award", "extend")
    ]
    roof, print_ = "Repairs to the barn roof contract", "ballot printing contract"
    assert told == [
        (roof, "direct-award", "reported", "2031-05-12", "Head of Assets", "Harle & Sons Ltd", Decimal(48_200)),
        (print_, "extend", "reported", "2031-06-03", "Monitoring Officer", "Moss Print Ltd", Decimal(27_500)),
    ]


def test_what_a_firm_supplies_under_an_agreement_names_it() -> None:
    told = (
        "5.1 The Council's phone system is supplied by Dell Systems plc under a separate agreement worth £85,000 per "
        "annum, which runs until 30 June 2033."
    )
    records = _read(REPORT.replace("5.1 There are none.", told))
    held = [(r.provider, r.annual_value, r.end) for r in records if isinstance(r, Contract) and "phone" in r.name]
    assert held == [("Dell Systems plc", Decimal(85_000), "2033-06-30")]


LOTS = """CARE CONTRACTS

To:	Cabinet
Meeting Date:	15 October 2031
From:	Director of Care
Electoral division(s):	All
Forward Plan ref:	2031/044	Key decision:	Yes
Purpose:	To ask for awards.
Recommendation:	The Cabinet is recommended to:
	a) approve the award of the respite care contract, Lot 1 (adults), to Bidder 2; and
	b) approve the award of Lot 2 (children) to Bidder 4.

1. BACKGROUND

1.1 Bidder 2 is Harle Housing Trust and Bidder 4 is Moss Foyer Ltd. Support for carers is given by Moss Foyer Ltd under
a grant agreement worth £312,000 a year. Tenders were received from Harle Housing Trust.

1.2 The cost of the contract is £900,000 a year.
"""


def test_a_bidder_unmasked_is_the_firm_itself_wherever_it_is_awarded_to() -> None:
    records = _read(LOTS)
    awarded = {r.contract: r.provider for r in records if isinstance(r, ContractEvent) and r.step == "award"}
    assert sorted(name or "" for name in awarded.values()) == ["Harle Housing Trust", "Moss Foyer Ltd"]


def test_what_a_grant_agreement_pays_is_not_the_price_of_the_lot_awarded_to_the_same_firm() -> None:
    lots = [r.annual_value for r in _read(LOTS) if isinstance(r, Contract) and "Lot " in r.name]
    assert lots == [None, None]


@pytest.mark.parametrize(
    "words", ["Tenderer 3 from May", "Bidder 2", "Supplier", "Home Support Dynamic Purchasing System"]
)
def test_a_bidder_without_a_name_and_a_way_of_buying_are_no_providers(words: str) -> None:
    assert read_org(words, 0, firm=True) is None


def _told(words: str) -> tuple[Record, ...]:
    return _read(LOTS.replace("1.2 The cost of the contract is £900,000 a year.", words))


def test_the_day_that_work_started_is_not_the_day_of_the_award() -> None:
    records = _told("1.2 The boiler contract has been let to Dell Heating Ltd, and work started on 5 January 2031.")
    assert not [r for r in records if isinstance(r, ContractEvent) and r.step == "award" and r.date == "2031-01-05"]


def test_a_request_that_was_refused_bought_nothing() -> None:
    records = _told("1.2 A request to buy equipment from Dell Swings Ltd without quotations was refused.")
    assert "Dell Swings Ltd" not in [r.name for r in records if isinstance(r, Provider)]


def test_a_place_in_brackets_is_no_short_name() -> None:
    org = read_org("Harle Advice Collective (Norwick) holds it", 0)
    assert (org and org.short) is None


def test_a_name_with_brackets_before_its_legal_form_is_whole() -> None:
    org = read_org("Harle & Sons (Surfacing) Ltd for patching", 0)
    assert (org and org.name) == "Harle & Sons (Surfacing) Ltd"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("extend the Statutory Advocacy contract", ["Statutory Advocacy"]),
        ("a fixed-term contract", []),
        ("the contracts for routes 1 to 28 be awarded", ["routes 1 to 28"]),
    ],
)
def test_contracts_named_in_capitals_or_by_a_range_are_named_whole(words: str, names: list[str]) -> None:
    assert [name.topic for name in named(words)] == names
