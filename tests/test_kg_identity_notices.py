"""Published procurements and the contracts that committees' papers tell of: certainly one, likely, or not."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest

from kg.evidence import Evidence
from kg.identity import Identities, resolve
from kg.identity_questions import Case, Question
from kg.identity_reasons import why_one, why_two
from kg.judgements import Judgement
from kg.mentions import Mention, collect
from kg.money import rounds_to
from kg.notice_records import Notice, NoticeAward, NoticeParty
from kg.records import Contract, ContractEvent, PaperFacts, Provider, Reading

COUNCIL = "Wexmere County Council"
PAPERS = "abcdef"
TITLE = "Larkfield Court care contract"
TOLD = ("provider tern care", "start 2023-02-01", "end 2027-01-31", "worth 1200000")
NOTICE, NEXT, ELSEWHERE = "ocds-b5fd17-1", "ocds-b5fd17-2", "ocds-h6vhtk-1"


def contract(paper: str, name: str = TITLE, *about: str, council: str | None = COUNCIL) -> Mention:
    return Mention(paper * 64, "contract", name, council, recorded=True, about=about)


def notice(paper: str, *about: str, title: str = "Care at Larkfield Court", ocid: str = NOTICE) -> Mention:
    return Mention(paper * 64, "contract", title, COUNCIL, recorded=True, about=about, ref=ocid)


def firm(paper: str, name: str, number: str | None = None) -> Mention:
    return Mention(paper * 64, "provider", name, COUNCIL, recorded=True, ref=number)


def case(*mentions: Mention, said: tuple[Judgement, ...] = ()) -> Case:
    own = (Mention(each.paper, "council", each.council or "", each.council, recorded=True) for each in mentions)
    return Case((*own, *mentions), said)


def are_one(*mentions: Mention, said: tuple[Judgement, ...] = ()) -> bool:
    found = case(*mentions, said=said).identities
    return len({found.iri_of(each) for each in mentions}) == 1


def asked(*mentions: Mention) -> list[Question]:
    return [each for each in case(*mentions).questions() if each.kind == "contract"]


def test_title_supplier_and_dates_that_agree_make_notice_and_contract_one() -> None:
    assert are_one(contract("a", TITLE, *TOLD), notice("b", *TOLD))


def test_the_contract_keeps_the_name_and_address_that_the_committee_gave_it() -> None:
    both = (contract("a", TITLE, *TOLD), notice("b", *TOLD, title="Provision of Care at Larkfield Court - AWARD"))
    (thing,) = (each for each in case(*both).identities.things.values() if each.kind == "contract")
    assert (thing.label, thing.refs) == (TITLE, (NOTICE,))
    assert thing.iri.endswith("/contract/wexmere-county-council/larkfield-court-care-contract")


def test_a_title_alone_is_neither_a_join_nor_a_question() -> None:
    both = contract("a", TITLE), notice("b", title=TITLE)
    assert not are_one(*both)
    assert not asked(*both)


def test_title_and_supplier_alone_are_a_question() -> None:
    both = contract("a", TITLE, "provider tern care"), notice("b", "provider tern care")
    assert not are_one(*both)
    assert [(each.one.name, each.other.name) for each in asked(*both)] == [(TITLE, NOTICE)]


def test_the_next_procurement_under_the_same_title_is_another_contract() -> None:
    later = ("provider tern care", "start 2027-02-01", "end 2031-01-31")
    both = contract("a", TITLE, *TOLD), notice("b", *later)
    assert not are_one(*both)
    assert not asked(*both)


def test_a_sum_that_differs_is_joined_where_supplier_title_and_both_days_are_the_same() -> None:
    assert are_one(contract("a", TITLE, *TOLD), notice("b", *TOLD[:3], "worth 1450000"))


def test_another_supplier_is_asked_about_however_much_agrees() -> None:
    both = contract("a", TITLE, *TOLD), notice("b", "provider heron support", *TOLD[1:])
    assert not are_one(*both)
    assert "another supplier, tern care and heron support (-4)" in asked(*both)[0].score.words


def test_one_of_several_suppliers_is_no_certainty() -> None:
    assert not are_one(contract("a", TITLE, *TOLD), notice("b", *TOLD, "provider heron support"))


def test_a_framework_and_what_is_called_off_under_it_are_not_one() -> None:
    assert not are_one(contract("a", TITLE, *TOLD), notice("b", *TOLD, "instrument framework"))


def test_a_dynamic_purchasing_system_is_a_framework() -> None:
    title = "Dynamic Purchasing System for Care at Larkfield Court"
    assert not are_one(contract("a", TITLE, *TOLD), notice("b", *TOLD, title=title))


def test_a_title_of_one_telling_word_wants_one_more_that_agrees() -> None:
    told = ("provider tern care", "start 2023-02-01")
    assert not are_one(contract("a", "Home care contract", *told), notice("b", *told, title="Home Care"))
    assert are_one(
        contract("a", "Home care contract", *told, "worth 900"), notice("b", *told, "worth 900", title="Home Care")
    )


def test_numbers_in_titles_tell_lots_apart() -> None:
    assert not are_one(contract("a", "Larkfield Court lot 1", *TOLD), notice("b", *TOLD, title="Larkfield Court lot 2"))


def test_where_no_supplier_is_told_start_end_and_sum_must_all_agree() -> None:
    assert are_one(contract("a", TITLE, *TOLD[1:]), notice("b", *TOLD[1:]))
    assert not are_one(contract("a", TITLE, *TOLD[1:3]), notice("b", *TOLD[1:3]))


def test_a_month_agrees_with_a_day_of_it() -> None:
    assert are_one(contract("a", TITLE, TOLD[0], "start 2023-02"), notice("b", TOLD[0], TOLD[1]))


def test_a_year_alone_is_no_date_that_agrees() -> None:
    assert not are_one(contract("a", TITLE, TOLD[0], "start 2023"), notice("b", TOLD[0], TOLD[1]))


def test_the_value_of_a_year_times_the_term_is_the_value_in_all() -> None:
    yearly = (TOLD[0], "yearly 300000", "months 48")
    assert are_one(contract("a", TITLE, *yearly), notice("b", TOLD[0], TOLD[3]))


def test_what_a_year_costs_does_not_contradict_a_sum_in_all() -> None:
    both = contract("a", TITLE, TOLD[0], "yearly 250000"), notice("b", TOLD[0], TOLD[3])
    assert "sum" not in asked(*both)[0].score.words


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [("1200000", "1195000", True), ("1195000", "1200000", True), ("1000000", "1400000", False), ("51", "52", False)],
)
def test_a_sum_may_be_another_rounded(one: str, other: str, may_be: bool) -> None:
    assert rounds_to(Decimal(one), Decimal(other)) is may_be


def test_two_procurements_that_fit_one_contract_are_both_asked_about() -> None:
    every = contract("a", TITLE, *TOLD), notice("b", *TOLD), notice("c", *TOLD, ocid=NEXT)
    found = case(*every).identities
    assert len({found.iri_of(each) for each in every}) == 3
    assert {each.other.name for each in asked(*every)} == {NOTICE, NEXT}


def test_two_contracts_that_fit_one_procurement_are_both_asked_about() -> None:
    every = contract("a", TITLE, *TOLD), contract("b", "Larkfield Court support contract", *TOLD), notice("c", *TOLD)
    found = case(*every).identities
    assert len({found.iri_of(each) for each in every}) == 3


def test_all_notices_of_one_procurement_are_one_contract_whatever_their_titles() -> None:
    assert are_one(notice("a"), notice("b", title="Larkfield Court: award", ocid="OCDS-B5FD17-1"))


def test_a_procurement_that_two_portals_published_is_one() -> None:
    assert are_one(contract("a", TITLE, *TOLD), notice("b", *TOLD), notice("c", *TOLD, ocid=ELSEWHERE))


def test_contracts_of_two_councils_are_never_held_against_each_other() -> None:
    assert not are_one(contract("a", TITLE, *TOLD, council="Oswick Borough Council"), notice("b", *TOLD))


def test_a_no_keeps_a_notice_apart_and_leaves_it_to_the_other_that_fits() -> None:
    other = contract("b", "Larkfield Court support contract", *TOLD)
    no = Judgement("contract", (TITLE, NOTICE), False, "the support contract's", COUNCIL)
    found = case(contract("a", TITLE, *TOLD), other, notice("c", *TOLD), said=(no,)).identities
    assert found.iri_of(notice("c", *TOLD)) == found.iri_of(other)


def test_a_yes_joins_by_the_ocid() -> None:
    yes = Judgement("contract", (TITLE, NOTICE), True, "one tender", COUNCIL)
    assert are_one(contract("a"), notice("b"), said=(yes,))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_names_come_to_the_same_in_any_order(order: tuple[int, ...]) -> None:
    every = contract("a", TITLE, *TOLD), notice("b", *TOLD), notice("c", "provider heron", ocid=NEXT)
    assert things(case(*(every[at] for at in order)).identities) == things(case(*every).identities)


def things(found: Identities) -> dict[str, tuple[str, ...]]:
    return {iri: (each.label, *each.names, *each.refs) for iri, each in found.things.items()}


def test_why_tells_which_fields_agree() -> None:
    found = case(contract("a", TITLE, *TOLD), notice("b", *TOLD))
    iri = found.identities.iri_of(notice("b", *TOLD)) or ""
    (reason,) = why_one(found, iri, "contract", TITLE, NOTICE)
    for words in ("the same title", "one supplier, tern care", "the same start, 2023-02-01", "one sum, £1,200,000"):
        assert words in reason.words


def test_why_tells_which_fields_do_not() -> None:
    both = contract("a", TITLE, *TOLD), notice("b", "provider heron support", *TOLD[1:])
    found = case(*both)
    one, other = (found.identities.iri_of(each) or "" for each in both)
    words = [each.words for each in why_two(found, one, other)]
    assert "another supplier, tern care and heron support (-4)" in words


def test_two_names_with_one_company_number_are_one_firm() -> None:
    number = "GB-COH 01234567"
    assert are_one(firm("a", "Tern Care Ltd", number), firm("b", "TC Group", number), firm("c", "Tern Care"))


def test_one_name_with_two_company_numbers_is_two_firms_with_two_addresses() -> None:
    both = firm("a", "Tern Care", "GB-COH 01234567"), firm("b", "Tern Care", "GB-COH 07654321")
    assert not are_one(*both)
    assert len([each for each in case(*both).identities.things.values() if each.kind == "provider"]) == 2


def test_a_firm_may_have_a_number_in_each_of_two_registers() -> None:
    both = firm("a", "Heron Harbour Ltd", "GB-COH 01234567"), firm("b", "Heron Harbour Trust", "GB-CHC 123456")
    (question,) = case(*both).questions()
    assert question.kind == "provider"


PLACE = (Evidence(0, 1, "x"),)
PARTIES = ("supplier",)


def read_of(*records: object) -> tuple[Mention, ...]:
    facts = PaperFacts("procurement notice", PLACE, council=COUNCIL)
    return collect("a" * 64, Reading((facts, *records)))  # type: ignore[arg-type]


def test_a_notices_contract_is_told_by_its_ocid_and_all_its_suppliers() -> None:
    found = read_of(
        Notice(NOTICE, "1", PLACE, contract="Care", framework=True),
        NoticeAward(NOTICE, "1", "1", PLACE, suppliers=("Tern Care Ltd", "Heron")),
        NoticeAward(NOTICE, "1", "2", PLACE, status="cancelled", suppliers=("Fern",)),
        Contract("Care", PLACE, start="2023-02-01"),
        ContractEvent("Care", "award", "reported", PLACE, provider="Heron", value=Decimal("20.00")),
    )
    stated, step = (each for each in found if each.kind == "contract")
    assert stated.ref == step.ref == NOTICE
    assert stated.about == ("start 2023-02-01", "provider tern care", "provider heron", "instrument framework")
    assert step.about == ("awarded heron", "priced 20")


@pytest.mark.parametrize(
    ("identifiers", "number"),
    [
        (("GB-COH 1234567",), "GB-COH 01234567"),
        (("GB-CHC 123456", "GB-COH 01234567"), "GB-COH 01234567"),
        (("gb-coh sc 123456",), "GB-COH SC123456"),
        (("GB-COH 00000000",), None),
        (("GB-COH n/a",), None),
        (("GB-CFS 312180",), None),
        (("GB-COH 01234567", "GB-COH 07654321"), None),
    ],
)
def test_a_supplier_is_told_by_its_number_in_a_register_not_on_a_portal(
    identifiers: tuple[str, ...], number: str | None
) -> None:
    party = NoticeParty(NOTICE, "1", "Tern Care Ltd", PLACE, roles=PARTIES, identifiers=identifiers)
    (found,) = (each for each in read_of(party, Provider("Tern Care Ltd", PLACE)) if each.kind == "provider")
    assert found.ref == number


def test_a_paper_that_is_no_notice_gives_its_contracts_no_number() -> None:
    found = resolve(read_of(Contract("Care", PLACE)))
    assert not any(each.refs for each in found.things.values())


def test_the_end_of_a_term_is_an_end_that_agrees() -> None:
    told = (TOLD[0], TOLD[1], "months 48", "worth 900000")
    assert are_one(contract("a", TITLE, *told), notice("b", *TOLD))


def test_a_notices_title_may_have_a_word_or_two_more_and_the_contracts_name_may_not() -> None:
    more = "Care at Larkfield Court for North Wexmere"
    assert are_one(contract("a", TITLE, *TOLD), notice("b", *TOLD, title=more))
    assert not are_one(contract("a", "North Wexmere Larkfield Court care", *TOLD), notice("b", *TOLD))
    assert not are_one(contract("a", TITLE, *TOLD), notice("b", *TOLD, title=f"{more} harbour"))


def test_the_cleaning_of_a_house_is_not_the_care_in_it_though_supplier_and_days_are_one() -> None:
    both = contract("a", TITLE, *TOLD[:3]), notice("b", *TOLD[:3], title="Cleaning at Larkfield Court")
    assert not are_one(*both)
    assert asked(*both)


def test_care_and_support_at_one_place_want_one_more_that_agrees() -> None:
    title = "Support at Larkfield Court"
    assert not are_one(contract("a", TITLE, *TOLD[:2]), notice("b", *TOLD[:2], title=title))
    assert are_one(contract("a", TITLE, *TOLD), notice("b", *TOLD, title=title))
