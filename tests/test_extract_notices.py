"""What published notices state is on record as it stands; what they tell of a contract, in the words of all papers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ingest.extract.notices.renewal import extension_of
from ingest.extract.notices.source import months_of
from ingest.limits import Limits
from ingest.one_paper import Overrides, PaperRead, read_paper
from kg.notice_records import (
    Notice,
    NoticeAmendment,
    NoticeAward,
    NoticeContract,
    NoticeDocument,
    NoticeLot,
    NoticeParty,
)
from kg.records import Contract, ContractEvent, Issue, PaperFacts, Provider
from tests.notices import BUYER, CLOSES, OCID, OPENS, award, of, package, pounds, reading, release, supplier

SAMPLES = sorted((Path(__file__).parent.parent / "samples" / "notices").glob("*.json"))
TERN = supplier("Tern Works Ltd", number="09990001")
PERIOD = {"startDate": OPENS, "endDate": CLOSES}
AWARDED = release(parties=[{**BUYER, "roles": ["buyer"]}, TERN],
                  awards=[award("Tern Works Ltd", value=pounds(900000), contractPeriod=PERIOD)])  # fmt: skip


def one(kind: type[Any], tree: object) -> Any:
    """The only record of a kind."""
    [found] = of(kind, tree)
    return found


def codes(tree: object) -> list[str]:
    return [issue.code for issue in of(Issue, tree)]


def steps(tree: object) -> list[tuple[str, str, str | None]]:
    return [(event.step, event.status, event.date) for event in of(ContractEvent, tree)]


def tender(**more: Any) -> dict[str, Any]:
    return release(tag=["tender"], date="2020-10-06T09:00:00Z", of_tender=more)


def contract(**more: Any) -> dict[str, Any]:
    return release(tag=["contract"], contracts=[{"id": "c1", "awardID": "a1", "status": "active", **more}])


def test_a_notice_is_a_paper_of_its_buyer_from_its_own_day() -> None:
    facts = one(PaperFacts, AWARDED)
    assert (facts.kind, facts.council, facts.date) == ("procurement notice", "Oswick Borough Council", "2021-02-10")
    assert facts.title == "Award notice: North Quay repairs"


def test_a_notice_says_what_its_tender_says() -> None:
    works = {"scheme": "CPV", "id": "45", "description": "Works"}
    told = one(Notice, tender(value=pounds("1250000.00"), classification=works,
                              tenderPeriod={"endDate": "2020-12-01T12:00:00Z"}, contractPeriod=PERIOD,
                              techniques={"hasFrameworkAgreement": True}, status="active"))  # fmt: skip
    assert (told.ocid, told.release, told.contract, told.tags) == (OCID, "r1", "North Quay repairs", ("tender",))
    assert (told.value, told.currency, told.classifications) == (Decimal(1250000), "GBP", ("CPV 45 Works",))
    assert (told.tender_end, told.start, told.end) == ("2020-12-01", "2021-04-01", "2024-03-31")
    assert (told.reference, told.procedure, told.published, told.framework) == ("OBC/21/7", "open", "2020-10-05", True)
    assert (told.buyers, told.buyer_ids) == (("Oswick Borough Council",), ("GB-LAE OSW",))


def test_a_value_is_quoted_with_its_label() -> None:
    quotes = " ".join(place.quote for place in one(NoticeAward, AWARDED).evidence)
    assert "Value: £900,000\nContract starts: 1 April 2021\nContract ends: 31 March 2024" in quotes


def test_those_who_buy_together_are_named_the_leading_one_first() -> None:
    others = [{"id": "b2", "name": "Tolvey City Council", "roles": ["buyer"]}, {**BUYER, "roles": ["buyer"]}]
    assert one(Notice, release(parties=others)).buyers == ("Oswick Borough Council", "Tolvey City Council")


def test_a_release_without_an_id_is_called_by_its_day() -> None:
    twice = package(release(id=None), release(id=None))
    assert [told.release for told in of(Notice, twice)] == ["2021-02-10", "2021-02-10 (2)"]


def test_lots_have_their_terms_and_their_words_on_renewal() -> None:
    lot = {"id": "1", "title": "Lamps", "value": pounds(400), "contractPeriod": {"durationInDays": 1080},
           "renewal": {"description": "There is an option to extend by up to 2 further years."}}  # fmt: skip
    told = one(NoticeLot, tender(lots=[lot]))
    assert (told.number, told.title, told.value, told.term_months) == ("1", "Lamps", Decimal(400), 36)
    assert told.extension_months == 24
    assert one(Contract, tender(lots=[lot])).extension_months == 24


def test_words_on_renewal_that_tell_the_term_too_give_no_extension() -> None:
    renewal = {"description": "A term of ten years: three, with an option to extend for a further seven years."}
    lots = [{"id": "1", "contractPeriod": {"durationInDays": 3650}, "renewal": renewal}]
    assert one(NoticeLot, tender(lots=lots)).extension_months is None
    assert one(Contract, tender(lots=lots)).term_months == 120
    assert codes(tender(lots=lots)) == ["renewal-unread"]


@pytest.mark.parametrize(
    ("words", "months"),
    [("2 one-year extension options", 24), ("1 x 12 month extension, if there is money", 12),
     ("Let on a 3+1+1 basis", 24), ("Two 48 month extensions, should the Council wish", 96),
     ("Optional 3 years extension.", 36), ("12 months subject to agreement", 12), ("36+12", 12), ("Up to 2 years", 24)],
)  # fmt: skip
def test_a_few_words_on_renewal_say_by_how_long_a_lot_may_be_extended(words: str, months: int) -> None:
    lot = {"id": "1", "contractPeriod": {"durationInDays": 1080}, "renewal": {"description": words}}
    tree = tender(lots=[lot])
    assert (one(NoticeLot, tree).extension_months, one(Contract, tree).extension_months) == (months, months)
    assert codes(tree) == []


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("1 x 12 months", 12),
        ("2x12 months", 24),
        ("Two further periods of one year each", 24),
        ("Two (2) optional extension periods of twelve (12) months", 24),
        ("the option to extend for a further 2 x 1 year periods", 24),
        ("The option to extend for a further period of up to 24 months", 24),
        ("Up to 24 months (2 x 12 months)", 24),
        ("The Council may extend the contract by up to 2 years", 24),
        ("It may be renewed for a further period of 12 months", 12),
        ("Possible 1+1 year extension", 24),
        ("1 + 1 + 1 year extension options", 36),
        ("An option to extend by 1 year plus 1 year", 24),
        ("On 6 months' written notice, an option to extend for up to 2 years", 24),
        ("Extension: 24 months", 24),
        ("A further period or periods of extension of up to 24 months in total", 24),
        ("To extend for up to 2 years, in 12 month periods", 24),
        ("An initial term of 3 years with an option to extend for a further two years", 24),
        ("A duration of 36 months with the option to extend for a further 24 months", 24),
        ("3 years + 1 + 1", 24),
        ("Until 31 March 2029, with an option to extend for a further 24 months", 24),
    ],
)
def test_sentences_on_renewal_say_by_how_long_a_lot_may_be_extended(words: str, months: int) -> None:
    assert extension_of(words, 36) == months


@pytest.mark.parametrize(
    "words",
    [
        "There is no option to extend for a further year",
        "It may not be extended by more than 12 months",
        "An option of 12 months or 24 months",
        "To extend for a further 12 to 24 months",
        "Up to 5 years in total",
        "Lot 1: an option to extend by 12 months. Lot 2: an option to extend by 24 months",
        "12 months, renewable twice",
        "An option to extend by 2 years, then by a further 1 year",
        "To be taken 6 months before the contract ends",
        "An option to extend for up to 5 years, including the first term",
        "It may be extended to a maximum of 5 years",
        "Extension by 1 year with a further 1 year",
        "12 months + 12 months",
        "1+1 years",
        "A further 12 months on two occasions",
        "10 years: 3 years, with an option to extend for 3+3+1 years",
        "Four years, with an option to extend for a further year",
        "An initial term of 2 years with an option to extend for a further year",
        "Extended by " + "a further 12 months " * 200,
    ],
)
def test_sentences_on_renewal_that_are_not_plain_give_no_length(words: str) -> None:
    assert extension_of(words, 36) is None


@pytest.mark.parametrize(
    "words",
    ["Oswick", "August 2023", "Let on a 2+1+1 basis", "12 months’ notice is given", "Each year, in 2024 and 2025."],
)
def test_words_on_renewal_that_say_no_length_are_an_issue(words: str) -> None:
    lots = [
        {"id": number, "contractPeriod": {"durationInDays": 1080}, "renewal": {"description": words}} for number in "12"
    ]
    tree = tender(lots=lots)
    assert codes(tree) == ["renewal-unread"]
    assert [told.extension_months for told in of(NoticeLot, tree)] == [None, None]


@pytest.mark.parametrize(
    ("days", "months"),
    [(365, 12), (730, 24), (1095, 36), (1096, 36), (1461, 48), (360, 12), (1080, 36), (30, 1), (45, None), (1000, None),
     (1094, None), (0, None)],
)  # fmt: skip
def test_days_are_months_where_a_portal_made_them_of_months(days: int, months: int | None) -> None:
    assert months_of(Decimal(days)) == months


@pytest.mark.parametrize(
    ("end", "latest", "months"),
    [("2024-03-31", "2026-03-31", 24), ("2024-02-29", "2025-02-28", 12), ("2024-03-14", "2024-09-14", 6),
     ("2024-03-31", "2026-03-30", None), ("2024-03-31", "2023-03-31", None)],
)  # fmt: skip
def test_a_period_says_by_how_long_it_may_be_extended_at_the_latest(end: str, latest: str, months: int | None) -> None:
    period = {"endDate": f"{end}T23:59:59Z", "maxExtentDate": f"{latest}T23:59:59Z"}
    told = one(Contract, release(awards=[award("Moss Ltd", contractPeriod=period)]))
    assert (told.end, told.extension_months) == (end, months)


def test_an_award_tells_who_for_how_much_and_of_which_lots() -> None:
    told = one(
        NoticeAward, release(awards=[award("Tern Works Ltd", "Moss Ltd", value=pounds(5), relatedLots=["2", "3"])])
    )
    assert (told.award, told.status, told.date) == ("a1", "active", "2021-02-03")
    assert (told.suppliers, told.lots) == (("Tern Works Ltd", "Moss Ltd"), ("2", "3"))


def test_a_contract_that_was_signed_is_on_record_with_its_award() -> None:
    told = one(NoticeContract, contract(dateSigned="2021-03-01", value=pounds(7), period=PERIOD))
    assert (told.number, told.award, told.signed, told.value) == ("c1", "a1", "2021-03-01", Decimal(7))
    assert (told.start, told.end) == ("2021-04-01", "2024-03-31")


def test_parties_have_the_numbers_by_which_registers_know_them() -> None:
    more = {"additionalIdentifiers": [{"scheme": "GB-CHC", "id": "999"}]}
    parties = [TERN | more, supplier("Moss", local="GB-COH-09990002"), supplier("Wren", local="GB-CFS-77")]
    found = {told.name: told.identifiers for told in of(NoticeParty, release(parties=parties))}
    assert found == {
        "Tern Works Ltd": ("GB-COH 09990001", "GB-CHC 999"), "Moss": ("GB-COH 09990002",), "Wren": ()
    }  # fmt: skip


def test_a_legal_name_that_is_written_otherwise_is_another_name_of_the_supplier() -> None:
    party = supplier("Tern Works")
    party["identifier"] = {"legalName": "Tern Works Limited"}
    assert [(told.name, told.aliases) for told in of(Provider, release(parties=[party]))] == [
        ("Tern Works", ("Tern Works Limited",))
    ]
    assert one(NoticeParty, release(parties=[party])).legal_name == "Tern Works Limited"


def test_documents_are_listed_with_their_addresses() -> None:
    listed = [{"id": "1", "title": "Specification", "documentType": "technicalSpecifications",
               "url": "https://oswick.example/spec.pdf", "datePublished": "2020-10-06T00:00:00Z"},
              {"id": "economic"}]  # fmt: skip
    told = one(NoticeDocument, tender(documents=listed))
    assert (told.title, told.kind, told.date) == ("Specification", "technicalSpecifications", "2020-10-06")
    assert told.url == "https://oswick.example/spec.pdf"


@pytest.mark.parametrize("name", ["amendments", "amendment"])
def test_changes_are_on_record_with_their_reasons(name: str) -> None:
    change = {
        "id": "1",
        "date": "2020-11-01T00:00:00Z",
        "rationale": "More time.",
        "description": "Bids by 8 December.",
    }
    told = one(NoticeAmendment, tender(**{name: [change] if name == "amendments" else change}))
    assert (told.part, told.text, told.date) == ("tender", "More time. Bids by 8 December.", "2020-11-01")


def test_a_contract_has_the_terms_of_its_award() -> None:
    told = one(Contract, AWARDED)
    assert (told.name, told.provider, told.total_value) == ("North Quay repairs", "Tern Works Ltd", Decimal(900000))
    assert (told.start, told.end) == ("2021-04-01", "2024-03-31")


def test_what_a_contract_says_goes_before_its_award() -> None:
    tree = {**contract(value=pounds(950000)), "awards": AWARDED["awards"]}
    assert one(Contract, tree).total_value == Decimal(950000)


def test_what_a_tender_is_estimated_at_is_no_value_of_the_contract() -> None:
    tree = tender(value=pounds(1250000))
    assert one(Contract, tree).total_value is None
    assert one(ContractEvent, tree).value == Decimal(1250000)


def test_of_several_awards_the_contract_has_neither_supplier_nor_value() -> None:
    both = [award("Tern Works Ltd", value=pounds(1)), award("Moss Ltd", id="a2", value=pounds(2))]
    told = one(Contract, release(awards=both))
    assert (told.provider, told.total_value) == (None, None)
    events = [event for event in of(ContractEvent, release(awards=both)) if event.step == "award"]
    assert [(event.provider, event.value) for event in events] == [
        ("Tern Works Ltd", Decimal(1)), ("Moss Ltd", Decimal(2))
    ]  # fmt: skip


def test_what_several_suppliers_share_is_nobodys_value() -> None:
    events = of(ContractEvent, release(awards=[award("Tern Works Ltd", "Moss Ltd", value=pounds(9))]))
    assert [(event.provider, event.value) for event in events if event.step == "award"] == [
        ("Tern Works Ltd", None), ("Moss Ltd", None)
    ]  # fmt: skip


def test_a_tender_is_a_reported_step_of_the_day_on_which_it_was_published() -> None:
    assert steps(tender()) == [("procure", "reported", "2020-10-05")]
    assert steps(tender(datePublished=None)) == [("procure", "reported", "2020-10-06")]


def test_a_planning_notice_is_a_planned_step() -> None:
    tree = release(tag=["planning"], of_tender={"tenderPeriod": {"startDate": "2021-05-01"}, "datePublished": None})
    assert steps(tree) == [("procure", "planned", "2021-05-01")]


@pytest.mark.parametrize(
    ("status", "method", "expected"),
    [
        ("active", "open", [("award", "reported", "2021-02-03")]),
        ("Active", "open", [("award", "reported", "2021-02-03")]),
        ("pending", "open", [("award", "planned", "2021-02-03")]),
        ("unsuccessful", "open", [("terminate", "reported", "2021-02-10")]),
        ("cancelled", "open", [("terminate", "reported", "2021-02-10")]),
        ("withdrawn", "open", [("terminate", "reported", "2021-02-10")]),
        ("active", "direct", [("direct-award", "reported", "2021-02-03")]),
    ],
)
def test_an_award_is_a_step_by_how_far_it_is(status: str, method: str, expected: list[tuple[str, str, str]]) -> None:
    tree = release(
        of_tender={"datePublished": None, "procurementMethod": method}, awards=[award("Moss", status=status)]
    )
    assert steps(tree) == expected
    assert one(NoticeAward, tree).status == status


def test_an_award_that_came_to_nothing_is_no_term_of_the_contract() -> None:
    told = one(
        Contract, release(awards=[award("Moss Ltd", status="cancelled", value=pounds(5), contractPeriod=PERIOD)])
    )
    assert (told.provider, told.total_value, told.start) == (None, None, None)


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("The contract is extended to 2026.", "extend"),
        ("The option to extend by a year was exercised.", "extend"),
        ("Night cover is added.", "vary"),
    ],
)
def test_a_change_of_a_contract_extends_or_varies_it(words: str, step: str) -> None:
    change = {"date": "2023-01-01T00:00:00Z", "description": words}
    tree = contract(amendments=[change]) | {"tag": ["contractAmendment"]}
    assert steps(tree)[-1] == (step, "reported", "2023-01-01")


def test_a_change_that_is_only_tagged_varies_the_contract_on_the_notices_day() -> None:
    assert steps(contract() | {"tag": ["contractAmendment"]})[-1] == ("vary", "reported", "2021-02-10")


@pytest.mark.parametrize(
    ("value", "code", "kept"),
    [
        (pounds(5, "EUR"), "value-not-in-pounds", Decimal(5)),
        (pounds(5, None), "value-not-in-pounds", Decimal(5)),
        (pounds(0), "value-of-nothing", Decimal(0)),
        (pounds("much"), "value-unread", None),
        (pounds(-3), "value-unread", None),
        (pounds(10**16), "value-unread", None),
    ],
)
def test_what_is_no_sum_in_pounds_stays_with_the_notice_and_is_told(
    value: object, code: str, kept: Decimal | None
) -> None:
    tree = release(awards=[award("Moss Ltd", value=value)])
    assert codes(tree) == [code]
    assert one(NoticeAward, tree).value == kept
    assert one(Contract, tree).total_value is None


@pytest.mark.parametrize("techniques", [{"hasFrameworkAgreement": True}, {"frameworkAgreement": {"method": "closed"}}])
def test_the_most_that_may_be_bought_under_a_framework_is_no_contracts_value(techniques: dict[str, Any]) -> None:
    awards = [award("Moss Ltd", value=pounds(20000000))]
    tree = release(of_tender={"techniques": techniques}, awards=awards)
    assert codes(tree) == ["framework-value"]
    assert one(Contract, tree).total_value is None
    assert [event.value for event in of(ContractEvent, tree)] == [None, None]
    assert one(NoticeAward, tree).value == Decimal(20000000)


def test_a_period_that_ends_before_it_begins_is_no_term() -> None:
    tree = release(awards=[award("Moss Ltd", contractPeriod={"startDate": CLOSES, "endDate": OPENS})])
    assert codes(tree) == ["period-reversed"]
    assert one(Contract, tree).start is None
    assert one(NoticeAward, tree).start == "2024-03-31"


def test_a_day_that_cannot_be_is_told() -> None:
    tree = release(awards=[award("Moss Ltd", date="2021-02-31")])
    assert codes(tree) == ["date-unread"]
    assert one(NoticeAward, tree).date is None


@pytest.mark.parametrize("name", ["N/A", "TBC", "Various suppliers", "See attached", ""])
def test_words_that_name_nobody_are_no_supplier(name: str) -> None:
    tree = release(awards=[award(name)], parties=[supplier(name)] if name else [])
    assert codes(tree) == ["unnamed-supplier"]
    assert of(Provider, tree) == []
    assert [event.provider for event in of(ContractEvent, tree) if event.step == "award"] == [None]


@pytest.mark.parametrize(
    "odd",
    [{"suppliers": "Moss Ltd"}, {"suppliers": ["Moss Ltd"]}, {"value": "350,000"}, {"value": 350000},
     {"contractPeriod": ["2024-2026"]}],
)  # fmt: skip
def test_what_stands_where_something_else_should_is_told(odd: dict[str, Any]) -> None:
    [issue] = of(Issue, release(awards=[award(**odd)]))
    assert issue.code == "field-unread"
    assert any(words in issue.evidence[0].quote for words in ("Moss Ltd", "350,000", "350000", "2024-2026"))


def test_a_status_that_the_standard_does_not_know_is_told() -> None:
    tree = release(awards=[award("Moss Ltd", status="mulled over")])
    assert codes(tree) == ["status-unread"]
    assert [step for step, *_ in steps(tree)] == ["procure"]


def test_a_release_without_an_ocid_is_told_by_its_title() -> None:
    [issue] = of(Issue, package(release(), release(ocid=None, of_tender={"title": "Lamp posts"}), release(id="r2")))
    assert (issue.code, "“Lamp posts”" in issue.message) == ("release-without-ocid", True)


def test_a_field_that_stands_twice_is_told(tmp_path: Path) -> None:
    paper = tmp_path / "notice.json"
    paper.write_text('{"ocid": "ocds-w3xm9r-1", "tag": ["tender"], "tender": {"title": "Quay", "title": "Wall"}}')
    found = read_paper(paper, Overrides(), Limits())
    assert isinstance(found, PaperRead)
    assert "doubled-field" in {each.code for each in found.reading.records if isinstance(each, Issue)}


def test_a_notice_without_a_title_tells_of_no_contract() -> None:
    tree = release(of_tender={"title": None})
    assert codes(tree) == ["untitled-notice"]
    assert (of(Contract, tree), steps(tree), one(Notice, tree).contract) == ([], [], None)


def test_of_one_file_the_newest_release_tells_the_terms() -> None:
    first = contract(value=pounds(5), period=PERIOD) | {"date": "2021-03-01"}
    later = contract(value=pounds(7)) | {"date": "2023-03-01", "id": "r2"}
    told = [(each.total_value, each.start) for each in of(Contract, package(later, first))]
    assert told == [(Decimal(7), None), (None, "2021-04-01")]
    assert [each.value for each in of(NoticeContract, package(later, first))] == [Decimal(7), Decimal(5)]


def test_two_processes_of_one_file_with_one_title_are_two_contracts() -> None:
    tree = package(release(), release(ocid="ocds-w3xm9r-0043"), release(id="r2"))
    assert [told.contract for told in of(Notice, tree)] == [
        "North Quay repairs", "North Quay repairs (ocds-w3xm9r-0043)", "North Quay repairs"
    ]  # fmt: skip


def test_a_file_of_several_buyers_is_no_one_councils() -> None:
    tree = package(release(), release(ocid="ocds-w3xm9r-0043", buyer={"name": "Tolvey City Council"}))
    assert one(PaperFacts, tree).council is None
    assert codes(tree) == ["several-buyers"]


@pytest.mark.parametrize(
    "buyer",
    ["Oswick Borough Council and Tarn Council", "Oswick Borough Council / Tolvey City Council",
     "Tarn Council, Oswick Borough Council & Tolvey City Council"],
)  # fmt: skip
def test_councils_that_buy_together_are_no_one_council(buyer: str) -> None:
    tree = release(tag=["tender"], buyer={"name": buyer}, parties=[])
    [issue] = of(Issue, tree)
    assert (issue.code, issue.message) == ("several-buyers", f"“{buyer}” are several councils")
    assert one(PaperFacts, tree).council is None
    assert one(Notice, tree).buyers == (buyer,)


def test_a_file_in_which_some_notices_name_no_buyer_says_so() -> None:
    other = release(id="r2", ocid="ocds-w3xm9r-0043", buyer=None, parties=[])
    [issue] = of(Issue, package(release(), other))
    assert issue.code == "several-buyers"
    assert issue.message == "it holds notices of Oswick Borough Council, and some that do not say who buys"


def test_a_notice_that_names_no_buyer_is_theirs_who_buy_in_its_process() -> None:
    tree = package(release(id="r2", buyer=None, parties=[]), release())
    assert (one(PaperFacts, tree).council, codes(tree)) == ("Oswick Borough Council", [])


def test_a_notice_without_a_buyer_is_told() -> None:
    assert codes(release(buyer=None, parties=[])) == ["council-unknown"]


def test_what_a_person_says_of_a_file_goes_before_its_buyer(tmp_path: Path) -> None:
    found = read_paper(SAMPLES[0], Overrides(council="Tolvey City Council"), Limits())
    assert isinstance(found, PaperRead)
    assert {each.council for each in found.reading.records if isinstance(each, PaperFacts)} == {"Tolvey City Council"}


def test_passages_stand_under_the_parts_of_the_notice_and_have_its_day() -> None:
    passages = reading(AWARDED).passages
    assert [each.heading for each in passages if "Supplier: Tern Works Ltd" in each.text] == ["Award to Tern Works Ltd"]
    assert {(each.section, each.date, each.council) for each in passages} == {
        ("notice", "2021-02-10", "Oswick Borough Council")
    }


@pytest.mark.parametrize("paper", SAMPLES, ids=lambda each: each.stem)
def test_the_sample_notices_are_read_without_an_issue(paper: Path) -> None:
    found = read_paper(paper, Overrides(), Limits())
    assert isinstance(found, PaperRead)
    assert [each for each in found.reading.records if isinstance(each, Issue)] == []
    assert {each.council for each in found.reading.records if isinstance(each, PaperFacts)} == {
        "Wexmere County Council"
    }


@pytest.mark.parametrize(
    ("buyer", "council"),
    [
        ("Oswick Borough Council - Children's Services", "Oswick Borough Council"),
        ("Oswick Borough Council Passenger Transport", "Oswick Borough Council"),
        ("Oswick Borough Council Homes Ltd", "Oswick Borough Council Homes Ltd"),
        ("Tarn and North Oswick Council", "Tarn and North Oswick Council"),
        ("Association of Council Secretaries", "Association of Council Secretaries"),
    ],
)
def test_a_part_of_a_council_buys_for_it(buyer: str, council: str) -> None:
    tree = release(tag=["tender"], buyer={"name": buyer}, parties=[])
    assert one(PaperFacts, tree).council == council
    assert one(Notice, tree).buyers == (buyer,)
