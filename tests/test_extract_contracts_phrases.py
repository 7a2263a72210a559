"""What words call a contract, what sentences say of its terms, and to whom powers are given."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.contracts.phrases import named
from ingest.extract.contracts.posts import grants
from ingest.extract.contracts.providers import Org, Providers, orgs, unmask
from ingest.extract.contracts.register import called
from ingest.extract.contracts.terms import read_terms
from ingest.extract.contracts.titles import title_name
from ingest.extract.contracts.whens import date_of, spans
from kg.evidence import Evidence


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "agree to tender the care and support contract at Alder Court extra care scheme.",
            ["Alder Court care and support contract"],
        ),
        ("Delegate award of the contract at Alder Court, Tolbury to the Head of Care", ["Alder Court contract"]),
        ("Delegate award of the contract Alder Court scheme to the Head of Care", ["Alder Court scheme contract"]),
        (
            "award of contracts for Alder Court and for Mill House to the Head of Care",
            ["Alder Court contract", "Mill House contract"],
        ),
        ("the award of the contract for a county-wide Day Care Service.", ["Day Care Service contract"]),
        ("Re-tendering of Helping Hands contracts", ["Helping Hands contracts"]),
        (
            "a Section 75 agreement with Tolvey Trust (TT) for Speech Therapy (ST)",
            ["Speech Therapy Section 75 agreement"],
        ),
        ("through the existing Supported Travel Framework", ["Supported Travel Framework"]),
        ("retendering the night cars contract for home care.", ["night cars contract for home care"]),
    ],
)
def test_a_phrase_names_its_contract(text: str, names: list[str]) -> None:
    found = [name for name in named(text) if name.topic]
    assert [called(name.topic, name.kind, name.prefix, name.running) for name in found] == names


@pytest.mark.parametrize(
    "text",
    [
        "the contract expires in March",
        "in agreement with partners",
        "a legal framework for assessment",
        "Council Contract Procedure Rules apply",
        "contracts for 3 years",
        "an agreement in principle",
    ],
)
def test_general_talk_names_no_contract(text: str) -> None:
    assert [name for name in named(text) if name.topic] == []


@given(st.text(max_size=200))
def test_any_words_can_be_looked_through_for_names(text: str) -> None:
    assert all(0 <= name.end <= len(text) for name in named(text))


@pytest.mark.parametrize(
    ("text", "term", "extension"),
    [
        ("a contract for Alder Court for 3 years with an option to extend for a further year", 36, 12),
        ("commissions a contract for 3 years with an option to extend up to a further year.", 36, 12),
        ("a contract term of four years and the option of two further extensions of six months", 48, 12),
        ("agreed a ten year lease with Tambrook Homes", 120, None),
        ("for 10 years, with a break clause at 5 years, a contract is tendered", 120, None),
        ("The contract length has grown from 11 to 14 months.", 14, None),
        ("The contract lasts four years, with an option to extend for up to 18 months", 48, 18),
    ],
)
def test_how_long_a_contract_lasts(text: str, term: int | None, extension: int | None) -> None:
    terms = read_terms(text)
    assert (terms.term_months, terms.extension_months) == (term, extension)


@pytest.mark.parametrize(
    ("text", "annual", "total"),
    [
        ("The contract value for the service is £178,300 per annum.", "178300", None),
        ("The current annual value of the contract is £482,100 and is paid monthly", "482100", None),
        ("a contract at a total value of £2,850,000 over five years", None, "2850000"),
        ("a £48k saving from retendering the contract", None, None),
    ],
)
def test_what_a_contract_is_worth(text: str, annual: str | None, total: str | None) -> None:
    terms = read_terms(text)
    assert terms.annual_value == (Decimal(annual) if annual else None)
    assert terms.total_value == (Decimal(total) if total else None)


@pytest.mark.parametrize(
    ("text", "post", "consult"),
    [
        (
            "Delegate award of the contract at Mill House to Executive Director for People & Places for decision.",
            "Executive Director for People & Places",
            (),
        ),
        (
            "Delegate the approval of the award to the Executive Director, Care and Places Directorate "
            "following outcome of the tender.",
            "Executive Director, Care and Places Directorate",
            (),
        ),
        (
            "delegate to the Service Director, Commissioning the power to agree the uplift",
            "Service Director, Commissioning",
            (),
        ),
        (
            "that authority be delegated to the Head of Care, in consultation with the Chair and the "
            "Vice-Chair, to award the contract",
            "Head of Care",
            ("Chair", "Vice-Chair"),
        ),
        ("Authorised the Executive Director Growth to take all steps required", "Executive Director Growth", ()),
    ],
)
def test_a_power_is_given_to_a_post(text: str, post: str, consult: tuple[str, ...]) -> None:
    given_powers = list(grants(text))
    assert [(grant.delegated_to, grant.consult) for grant in given_powers] == [(post, consult)]
    assert given_powers[0].power


@pytest.mark.parametrize(
    "text",
    [
        "The duties delegated to the Trust are those of the Act.",
        "The award was made under delegated powers.",
        "The Scheme of Delegation to Officers was noted.",
        "delegated budgets of schools",
    ],
)
def test_talk_of_delegation_gives_no_power(text: str) -> None:
    assert list(grants(text)) == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("ALDER COURT, TOLBURY - TENDER FOR CARE CONTRACT", "Alder Court care contract"),
        ("Community Meals Re-procurement", "Community Meals contract"),
        ("Recommissioning of Day Care Services", "Day Care Services contract"),
        ("Mill House - Variation of Contract", "Mill House contract"),
    ],
)
def test_a_title_names_its_contract(title: str, name: str) -> None:
    found = title_name(title)
    assert found
    assert called(found.topic, found.kind, found.prefix, found.running) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("through a management agreement with the Tolbury Borough Council.", ["Tolbury Borough Council"]),
        ("extended two contracts (with Lantern Row and the Oswick Trust) until May", ["Lantern Row", "Oswick Trust"]),
        ("a consortium of Harle, Moss and Tolley was formed", ["Harle", "Moss", "Tolley"]),
        ("The scheme is being developed by the Harle Group and has 60 flats", ["Harle Group"]),
        ("the successful bidder for the contract was H4", ["H4"]),
        ("We have an agreement with the Clinical Commissioning Group", []),
        ("It was run by officers and delivered with Members", []),
        ("The contract was awarded to Provider C", []),
    ],
)
def test_organisations_that_supply_something(text: str, names: list[str]) -> None:
    assert [org.name.removeprefix("the ") for org, _ in orgs(text)] == names


@pytest.mark.parametrize(
    ("words", "month"),
    [
        ("October - November 2019", "2019-10"),
        ("December – January 2020", "2019-12"),
        ("March 2020 to May 2020", "2020-03"),
    ],
)
def test_a_range_of_months_begins_with_its_first(words: str, month: str) -> None:
    assert spans(words) == month


def test_a_day_without_its_year_is_the_last_before_the_meeting() -> None:
    assert date_of("At its meeting on 29th May the Panel agreed", 30, "2018-09-06") == "2018-05-29"
    assert date_of("Last year, research was commissioned", 20, "2018-09-06") == "2017"


def test_a_masked_bidder_is_whoever_the_paper_says() -> None:
    providers = Providers(())
    place = Evidence(0, 4, "H4")
    providers.add(Org("H4", 2), place)
    unmask("The Board recommended provider D. The successful bidder for the contract was H4.", providers)
    unmask("Providers A and B bid. Provider A was cheaper.", providers)
    assert [record.aliases for record in providers.records()] == [("provider D",)]
