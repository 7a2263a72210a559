"""Tables of contracts in the layouts of several converters, read by their columns."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.divide.sections import divide
from ingest.extract.contracts.contract_columns import COLUMNS, head_of
from ingest.extract.contracts.table_cells import cell_date, cell_extension, cell_orgs, cell_sum, cell_term
from ingest.extract.paper import extract
from ingest.extract.words.tables import Column
from ingest.read.text import read_text
from kg.records import Contract, ContractEvent, Issue, Provider, Record

REPORT = """
LESSER CONTRACTS OF THE COUNTY

To:	Highways Committee
Meeting Date:	8 March 2018
From:	Executive Director, Place
Electoral division(s):	All
Forward Plan ref:	2018/044	Key decision:	Yes
Purpose:	To ask for decisions on contracts.
Recommendation:	The Committee is recommended to:
{limbs}

#### 1. BACKGROUND

1.1 These contracts support the service.

{table}

#### 2. OTHER MATTERS

2.1 There are none.
"""
NOTE = "a)	Note the report."


def _read(table: str, limbs: str = NOTE) -> tuple[Record, ...]:
    return extract(divide(read_text(REPORT.format(table=table, limbs=limbs).encode())))


def _contracts(records: tuple[Record, ...]) -> dict[str, Contract]:
    return {record.name: record for record in records if isinstance(record, Contract)}


def _events(records: tuple[Record, ...]) -> list[tuple[str, str, str, str | None, str | None]]:
    return [(r.contract, r.step, r.status, r.date, r.provider) for r in records if isinstance(r, ContractEvent)]


TABS = (
    "Contract	Provider	Annual value	Expiry date	Extension available\n"
    "Bridge painting	Harle & Sons Ltd	£64,000	31 March 2020	1 year\n"
    "Road salt supply	Moss Minerals	£41,500	30 September 2021	2 x 12 months\n"
    "Hedge cutting	Tolley Amenity	£9,275	31 October 2019	None\n"
    "Kerb repairs	Various	£60,000	n/a	n/a\n"
    "Sign washing	In-house	£5,000	n/a	n/a\n"
    "Total		£179,775\n"
)
BARS = "| " + TABS.strip().replace("\t", " | ").replace("\n", " |\n| ") + " |\n"
BARS = BARS.replace("available |\n", "available |\n|---|---|---|---|---|\n", 1)
BY_COLUMN = (
    "\n".join("\n".join(column) for column in zip(*(row.split("\t") for row in TABS.splitlines()[:4]), strict=True))
    + "\n"
)
STACKED = "\n".join(TABS.split("Kerb")[0].strip().replace("\t", "\n").splitlines()) + "\n"
SHIFTED = TABS.replace("Bridge painting	Harle", "Bridge painting		Harle").replace(
    "Moss Minerals	", "Moss Minerals		"
)
HEAD_IN_TWO = TABS.replace("Annual value	Expiry date", "Annual	Expiry").replace(
    "available\n", "available\n		value (£)	date	\n", 1
)


WORDS = TABS.replace("\t", " ")
WORDS_APART = WORDS.replace("\n", "\n\n")
WORDS_BROKEN = (
    WORDS.replace(" Annual", "\nAnnual")
    .replace("March 2020", "March\n2020")
    .replace("Harle ", "Harle\n")
    .replace("12 months", "12\nmonths")
)


@pytest.mark.parametrize(
    "table", [TABS, BARS, BY_COLUMN, STACKED, SHIFTED, HEAD_IN_TWO, WORDS, WORDS_APART, WORDS_BROKEN], ids=range(9)
)
def test_a_table_of_contracts_is_read_by_its_columns_whatever_the_converter(table: str) -> None:
    records = _read(table)
    found = _contracts(records)
    first, second, third = (
        found[f"{name} contract"] for name in ("Bridge painting", "Road salt supply", "Hedge cutting")
    )
    assert (first.provider, first.annual_value, first.end, first.extension_months) == (
        "Harle & Sons Ltd", Decimal(64000), "2020-03-31", 12,
    )  # fmt: skip
    assert (second.provider, second.end, second.extension_months) == ("Moss Minerals", "2021-09-30", 24)
    assert (third.provider, third.extension_months) == ("Tolley Amenity", 0)
    assert ("Road salt supply contract", "end", "planned", "2021-09-30", "Moss Minerals") in _events(records)


@pytest.mark.parametrize("table", [TABS, WORDS])
def test_various_and_in_house_are_no_providers_and_totals_no_contracts(table: str) -> None:
    records = _read(table)
    assert {r.name for r in records if isinstance(r, Provider)} == {
        "Harle & Sons Ltd",
        "Moss Minerals",
        "Tolley Amenity",
    }
    assert "Sign washing contract" not in _contracts(records)
    assert not [name for name in _contracts(records) if "Total" in name]
    several = _contracts(records)["Kerb repairs contracts"]
    assert (several.provider, several.annual_value, several.end) == (None, Decimal(60000), None)


def test_values_are_in_the_unit_of_their_head_and_terms_in_columns_of_their_own() -> None:
    records = _read(
        "Service	Supplier	Total value £000	Start date	End date	Term	Option to extend (months)\n"
        "Night care	Harle Care Services	1,250	01/04/2017	31/03/2020	3 years	24\n"
        "Day care	Moss Care	640	Apr-18	Mar-20	2 + 1 years	n/a\n"
    )
    found = _contracts(records)
    night, day = found["Night care contract"], found["Day care contract"]
    assert (night.total_value, night.start, night.end) == (Decimal(1250000), "2017-04-01", "2020-03-31")
    assert (night.term_months, night.extension_months, night.provider) == (36, 24, "Harle Care Services")
    assert (day.total_value, day.start, day.end) == (Decimal(640000), "2018-04", "2020-03")
    assert (day.term_months, day.extension_months) == (24, 12)
    steps = [(step, status, date) for name, step, status, date, _ in _events(records) if name == night.name]
    assert steps == [("start", "reported", "2017-04-01"), ("end", "planned", "2020-03-31")]


def test_an_appendix_of_tender_results_is_an_award_a_lot() -> None:
    records = _read(
        "",
        "a)	Award the contracts for the routes listed in Appendix 1 to the operators named there.",
    )
    assert [r for r in _events(records) if r[1] == "award"] == []
    text = REPORT.format(
        table="", limbs="a)	Award the contracts for the routes listed in Appendix 1 to the operators named there."
    )
    text += (
        "\n#### Appendix 1 – Tender results\n\nLot	Routes	Recommended operator	Annual price\n"
        "1	T11, T12	Harle Coaches	£86,140\n2	T20 – T24	Moss Minibuses Ltd	£74,900\n"
    )
    records = extract(divide(read_text(text.encode())))
    assert [r for r in _events(records) if r[1] == "award"] == [
        ("Routes T11, T12 contract (Lot 1)", "award", "recommended", "2018-03-08", "Harle Coaches"),
        ("Routes T20 – T24 contract (Lot 2)", "award", "recommended", "2018-03-08", "Moss Minibuses Ltd"),
    ]
    assert _contracts(records)["Routes T11, T12 contract (Lot 1)"].annual_value == Decimal(86140)


def test_rows_torn_to_words_are_cut_by_lots_codes_and_services_or_left() -> None:
    records = _read(
        "Lot Routes Recommended operator Annual price\n1 T11, T12 Harle Coaches £86,140\n"
        "2 T20 – T24 Moss Minibuses Ltd £74,900\n"
    )
    assert {name: found.provider for name, found in _contracts(records).items() if "Routes" in name} == {
        "Routes T11, T12 contract (Lot 1)": "Harle Coaches",
        "Routes T20 – T24 contract (Lot 2)": "Moss Minibuses Ltd",
    }
    records = _read(
        "Contract Provider Start date End date\n"
        "Traffic Lights Maintenance Harle Semaphore 1 April 2017 31 March 2020\n"
        "Night Lanterns Tolley Amenity 1 May 2017 30 April 2020\n"
    )
    assert {name: found.provider for name, found in _contracts(records).items() if found.end} == {
        "Traffic Lights Maintenance contract": "Harle Semaphore"
    }


def test_a_table_of_winners_needs_no_sums_and_a_lot_without_one_is_not_awarded() -> None:
    limb = "a)	Award the contracts set out in the table at paragraph 1.1."
    table = (
        "Lot	Area	Recommended provider	Score\n1	North	Harle Care	88%\n2	South	No award	-\n"
    )
    awards = [event for event in _events(_read(table, limb)) if event[1] == "award"]
    assert awards == [("North contract (Lot 1)", "award", "recommended", "2018-03-08", "Harle Care")]


def test_rows_for_one_service_are_told_apart_by_lot_or_provider_and_numbers_are_no_names() -> None:
    head = "Lot	Service	Provider	Annual value\n"
    lots = _contracts(_read(head + "1	Home care	Harle Care	£500\n2	Home care	Moss Care	£700\n"))
    assert {name: c.provider for name, c in lots.items() if "Home" in name} == {
        "Home care contract Lot 1": "Harle Care",
        "Home care contract Lot 2": "Moss Care",
    }
    head = "No.	Service	Provider	Annual value\n"
    firms = _contracts(
        _read(
            head
            + "1	Home care	Harle Care	£500\n2	Home care	Moss Care	£700\n3	Meals	Tolley	£5\n"
        )
    )
    assert {name: c.provider for name, c in firms.items() if c.provider} == {
        "Harle Care Home care contract": "Harle Care",
        "Moss Care Home care contract": "Moss Care",
        "Meals contract": "Tolley",
    }


def test_another_table_below_is_not_of_the_contracts() -> None:
    below = (
        "\nTask	Officer	Done by\nWrite the plan	Moss Care	May 2018\n\nNames:	Cllr Moss	Cllr Harle\n"
    )
    assert set(_contracts(_read(TABS.split("Kerb")[0] + below))) == set(_contracts(_read(TABS.split("Kerb")[0])))


def test_a_table_goes_on_behind_a_page_break() -> None:
    broken = TABS.replace("Road salt", "\nPage 12 of 30\n\nRoad salt")
    assert set(_contracts(_read(broken))) == set(_contracts(_read(TABS)))


def test_a_row_that_fits_under_no_heads_is_an_issue() -> None:
    records = _read(TABS.replace("Harle & Sons Ltd	£64,000", "£64,000	£3,000	Harle & Sons Ltd	£5	"))
    assert [r.code for r in records if isinstance(r, Issue) and "table of contracts" in r.message] == ["torn-table"]


def test_a_table_of_all_bids_awards_nothing() -> None:
    table = "Lot	Area	Bidder	Price\n1	North	Harle Care	£500\n1	North	Moss Care	£700\n"
    assert [name for name in _contracts(_read(table)) if "North" in name] == []


def test_rows_that_only_group_others_are_no_contracts() -> None:
    records = _read(
        "Contract	Providers	Value (per annum)	Contract period\nAdults			\n"
        "Surfacing Framework	Harle, Moss & Co and Tolley Roads	£3.8m	1 November 2016 – 31 October 2020\n"
    )
    found = _contracts(records)["Surfacing Framework"]
    assert (found.provider, found.annual_value, found.total_value) == (None, Decimal(3800000), None)
    assert (found.start, found.end) == ("2016-11-01", "2020-10-31")
    assert [r.name for r in records if isinstance(r, Provider)] == ["Harle", "Moss & Co", "Tolley Roads"]
    assert "Adults contract" not in _contracts(records)


def test_words_that_nothing_tells_apart_are_an_issue_and_no_contract() -> None:
    records = _read(
        "Lot Area Recommended provider Price (per annum)\nLot 1 North Harle Care £450,000\n"
        "Lot 2 Care in the south Moss Care Ltd £380,000\nTotal £830,000\n"
    )
    found = {name: c for name, c in _contracts(records).items() if c.provider}
    assert {name: (c.provider, c.annual_value) for name, c in found.items()} == {
        "Care in the south contract (Lot 2)": ("Moss Care Ltd", Decimal(380000))
    }
    assert [r.code for r in records if isinstance(r, Issue) and "table of contracts" in r.message] == ["torn-table"]


def test_the_extensions_that_a_table_lists_are_what_is_recommended() -> None:
    records = _read(
        "Table 1\n\nContract	Provider	Contract end	Proposed end date	Cost of extension\n"
        "Bridge painting	Harle & Sons Ltd	31 March 2018	31 March 2019	£64,000\n"
        "Hedge cutting	Tolley Amenity	31 March 2018	30 September 2018	£4,600\n",
        "a)	Approve the extension of the contracts set out in Table 1.",
    )
    extended = [r for r in records if isinstance(r, ContractEvent) and r.step == "extend"]
    assert [(r.contract, r.status, r.provider, r.value) for r in extended] == [
        ("Bridge painting contract", "recommended", "Harle & Sons Ltd", Decimal(64000)),
        ("Hedge cutting contract", "recommended", "Tolley Amenity", Decimal(4600)),
    ]


def test_columns_of_a_pipeline_plan_their_steps() -> None:
    records = _read(
        "Contract	Contractor	Estimated value	Tender issue	Award date	Start date\n"
        "Depot roofs	TBC	£2.5m	May 2018	September 2018	1 November 2018\n"
    )
    assert _events(records) == [
        ("Depot roofs contract", "procure", "planned", "2018-05", None),
        ("Depot roofs contract", "award", "planned", "2018-09", None),
        ("Depot roofs contract", "start", "planned", "2018-11-01", None),
    ]
    assert [r for r in records if isinstance(r, Provider)] == []


@pytest.mark.parametrize(
    "table",
    [
        "Organisation	Project	Amount\nHarle Hall	Roof	£5,000\nMoss Green	Paths	£2,000\n",
        "Organisation	Purpose	Grant awarded\nHarle Hall	Roof	£5,000\n",
        "Service	Budget	Actual	Variance\nDay care	£5,000	£6,000	£1,000\n",
        "Scheme	Saving	Start date\nDay care	£5,000	April 2018\n",
    ],
)
def test_tables_of_grants_and_budgets_list_no_contracts(table: str) -> None:
    assert _contracts(_read(table)) == {}


def test_a_cell_that_goes_on_in_the_row_below_is_one_with_it() -> None:
    records = _read(
        "Contract	Provider	Annual value	Expiry date\n"
        "Bridge painting	Harle & Sons	£64,000	31 March 2020\n"
        "	(Northern) Ltd		\n"
        "Hedge cutting	Tolley Amenity	£9,275	31 October 2019\n"
    )
    assert _contracts(records)["Bridge painting contract"].provider == "Harle & Sons (Northern) Ltd"
    assert len(_contracts(records)) == 2


@pytest.mark.parametrize(
    ("words", "head", "months"),
    [
        ("1 year", "Extension", 12),
        ("2 x 12 months", "Extension", 24),
        ("1 + 1 years", "Extension", 24),
        ("1+1+1", "Extension (years)", 36),
        ("Two periods of one year", "Extension", 24),
        ("Up to 24 months", "Extension", 24),
        ("24", "Option to extend (months)", 24),
        ("a further two years", "Extension", 24),
        ("None", "Extension", 0),
        ("n/a", "Extension", None),
        ("Yes", "Extension", None),
        ("to 31 March 2020", "Extension (months)", None),
    ],
)
def test_extensions_are_counted_in_months(words: str, head: str, months: int | None) -> None:
    assert cell_extension(words, head) == months


@pytest.mark.parametrize(
    ("words", "head", "pounds"),
    [
        ("£64,000", "Annual value", 64000),
        ("640", "Annual value £000", 640000),
        ("1.2", "Value (£m)", 1200000),
        ("£640,000", "Value £000", 640000),
        ("£1.5m", "Value", 1500000),
        ("n/a", "Value", None),
    ],
)
def test_sums_are_in_pounds(words: str, head: str, pounds: int | None) -> None:
    assert cell_sum(words, head) == (None if pounds is None else Decimal(pounds))


def test_terms_may_have_their_options_beside_them() -> None:
    assert cell_term("3 + 1 + 1 years", "Term") == (36, 24)
    assert cell_term("5 years", "Term") == (60, None)
    assert cell_term("Rolling", "Term") == (None, None)


def test_dates_may_be_short() -> None:
    assert [cell_date(words) for words in ("Mar-20", "31/03/20", "March 2020", "Rolling")] == [
        "2020-03", "2020-03-31", "2020-03", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", ["Various", "TBC", "None", "In-house", "In house team", "n/a", "-", "To be appointed"]
)
def test_words_for_nobody_are_no_provider(words: str) -> None:
    assert cell_orgs(words) == []


def test_a_provider_keeps_its_short_and_former_names() -> None:
    (org,) = cell_orgs("Oswick Link (formerly Oswick Fellowship)")
    assert (org.name, org.former) == ("Oswick Link", "Oswick Fellowship")
    (org,) = cell_orgs("Harle Care Trust (HCT)")
    assert (org.name, org.short) == ("Harle Care Trust", "HCT")
    assert [org.name for org in cell_orgs("Harle, Moss & Co, and Tolley")] == ["Harle", "Moss & Co", "Tolley"]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_a_column_is_told_by_its_head(column: Column) -> None:
    assert [words for words in column.head.reads if head_of(words).column != column.name] == []
    assert [words for words in column.head.leaves if head_of(words).column == column.name] == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(st.sampled_from(["", "£5", "Harle", "1 May 2018", "None", "x", "2 years"]), max_size=7), max_size=6
    )
)
def test_any_rows_below_the_heads_are_read_without_failing(rows: list[list[str]]) -> None:
    head = "Contract	Provider	Annual value	Expiry date	Extension\n"
    for record in _read(head + "\n".join("	".join(row) for row in rows)):
        assert record.evidence or not isinstance(record, Contract)
