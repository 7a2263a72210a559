"""What came to nothing is not told as done: cancelled awards, cancelled tenders, contracts that ended."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kg.derive.contract_life import life
from kg.derive.contract_steps import Step
from kg.records import Contract, ContractEvent, Issue, Provider
from tests.notices import CLOSES, OPENS, award, of, package, pounds, release

AWARD = award("Tern Works Ltd", value=pounds(88000))
GIVEN = release(of_tender={"datePublished": None}, awards=[AWARD])


def taken_back(status: str = "cancelled", **more: Any) -> dict[str, Any]:
    given = {"id": "r2", "date": "2021-03-20", "tag": ["awardCancellation"], "awards": [{**AWARD, "status": status}]}
    return release(of_tender={"datePublished": None}, **{**given, **more})


def steps(tree: object) -> list[tuple[str, str, str | None]]:
    return [(event.step, event.status, event.date) for event in of(ContractEvent, tree)]


def state(*papers: Any) -> str | None:
    """How far along a contract is, as some papers tell its steps."""
    return life("quay", _steps(*papers), (), None).state


def _steps(*papers: Any) -> list[Step]:
    return [
        Step(
            f"{place}-{number}",
            event.contract,
            event.step,
            event.status,
            event.date,
            paper["date"][:10],
            provider=event.provider,
            published=True,
        )
        for place, paper in enumerate(papers)
        for number, event in enumerate(of(ContractEvent, paper))
    ]


def told(tree: object) -> list[tuple[object, object]]:
    return [(each.provider, each.total_value) for each in of(Contract, tree)]


@pytest.mark.parametrize("status", ["cancelled", "Withdrawn", "active"])
def test_an_award_that_a_release_takes_back_is_an_early_end_and_no_award(status: str) -> None:
    tree = taken_back(status)
    assert steps(tree) == [("terminate", "reported", "2021-03-20")]
    assert told(tree) == [(None, None)]
    assert of(Provider, tree) == []


def test_the_early_end_quotes_what_says_it() -> None:
    [event] = of(ContractEvent, taken_back())
    quotes = "\n".join(place.quote for place in event.evidence)
    assert "Tells of: awardCancellation" in quotes
    assert "Status: cancelled" in quotes


def test_a_later_cancellation_takes_back_the_award_of_an_earlier_release_of_the_file() -> None:
    for tree in (package(GIVEN, taken_back()), package(taken_back(), GIVEN)):
        assert steps(tree) == [("terminate", "reported", "2021-03-20")]
        assert told(tree) == [(None, None)] * 2


def test_an_award_that_was_made_again_stands() -> None:
    again = release(id="r3", date="2021-04-02", of_tender={"datePublished": None}, awards=[AWARD])
    assert {step for step, *_ in steps(package(GIVEN, taken_back(), again))} == {"award"}


def test_a_new_award_follows_the_one_that_was_taken_back() -> None:
    moss = award("Moss Ltd", id="a2", date="2021-05-01")
    again = release(id="r3", date="2021-05-02", of_tender={"datePublished": None}, awards=[moss])
    assert steps(package(GIVEN, taken_back(), again)) == [
        ("terminate", "reported", "2021-03-20"), ("award", "reported", "2021-05-01")
    ]  # fmt: skip


def test_what_was_taken_back_ends_once() -> None:
    assert len(steps(package(taken_back(), taken_back(id="r3", date="2021-06-01")))) == 1


def test_a_contract_is_not_ended_where_another_award_of_it_stands() -> None:
    moss = award("Moss Ltd", id="a2")
    both = release(of_tender={"datePublished": None}, awards=[AWARD, moss])
    assert [step for step, *_ in steps(package(both, taken_back()))] == ["award"]


def test_a_contract_is_not_ended_where_a_lot_of_it_is_left() -> None:
    lots = {"datePublished": None, "lots": [{"id": "1"}, {"id": "2"}]}
    fell = {**AWARD, "status": "unsuccessful", "relatedLots": ["2"]}
    assert steps(release(of_tender=lots, awards=[fell])) == []


def given_up(tag: str = "tenderCancellation", status: str = "cancelled", **more: Any) -> dict[str, Any]:
    return release(id="r2", tag=[tag], date="2020-12-20", of_tender={"status": status}, **more)


@pytest.mark.parametrize(
    ("tag", "status"),
    [
        ("tenderCancellation", "cancelled"), ("tenderCancellation", "active"), ("tenderUpdate", "unsuccessful"),
        ("tenderUpdate", "Withdrawn"),
    ],
)  # fmt: skip
def test_a_tender_that_was_given_up_ends_on_the_day_of_the_notice(tag: str, status: str) -> None:
    assert steps(given_up(tag, status)) == [
        ("procure", "reported", "2020-10-05"), ("terminate", "reported", "2020-12-20")
    ]  # fmt: skip
    quotes = "\n".join(place.quote for place in of(ContractEvent, given_up(tag, status))[-1].evidence)
    assert f"Status: {status}" in quotes


def test_a_tender_that_was_given_up_is_abandoned_also_where_another_paper_told_of_it() -> None:
    assert state(given_up()) == "abandoned"
    assert state(release(tag=["tender"], date="2020-10-06"), given_up()) == "abandoned"


def test_a_tender_that_was_given_up_was_open_from_the_day_that_it_names() -> None:
    opened = {"datePublished": None, "tenderPeriod": {"startDate": "2020-10-07"}}
    assert state(release(tag=["tenderCancellation"], date="2020-12-20", of_tender=opened)) == "abandoned"


def test_an_award_that_another_paper_takes_back_is_awarded_no_more() -> None:
    assert state(GIVEN) == "awarded"
    assert state(GIVEN, taken_back()) == "terminated"


def test_a_tenders_status_does_not_end_what_was_awarded() -> None:
    tree = release(of_tender={"status": "unsuccessful", "datePublished": None}, awards=[AWARD])
    assert [step for step, *_ in steps(tree)] == ["award"]


MOSS = award("Moss Ltd", id="a2", date="2021-02-04")
BOTH = release(of_tender={"datePublished": None}, awards=[AWARD, MOSS])
MOSS_BACK = taken_back(id="r3", date="2021-06-01", awards=[{**MOSS, "status": "cancelled"}])


def test_an_award_that_another_paper_takes_back_is_told_by_its_supplier() -> None:
    assert [event.provider for event in of(ContractEvent, taken_back())] == ["Tern Works Ltd"]
    both = taken_back(awards=[AWARD, MOSS])
    assert [(each.step, each.provider) for each in of(ContractEvent, both)] == [
        ("terminate", "Tern Works Ltd"), ("terminate", "Moss Ltd")
    ]  # fmt: skip
    assert [each.provider for each in of(ContractEvent, given_up(awards=[{**AWARD, "status": "cancelled"}]))][
        -1
    ] is None


def test_one_of_several_awards_that_another_paper_takes_back_does_not_end_the_whole() -> None:
    assert state(BOTH, taken_back()) == "awarded"
    assert state(GIVEN, release(id="r9", of_tender={"datePublished": None}, awards=[MOSS]), taken_back()) == "awarded"


def test_the_last_award_that_other_papers_take_back_ends_the_whole() -> None:
    assert state(BOTH, taken_back(), MOSS_BACK) == "terminated"
    assert state(BOTH, taken_back(awards=[AWARD, MOSS])) == "terminated"


def test_an_award_that_was_made_again_since_it_was_taken_back_stands() -> None:
    anew = release(id="r4", date="2021-05-02", of_tender={"datePublished": None},
                   awards=[award("Tern Works Ltd", id="a3", date="2021-05-01")])  # fmt: skip
    assert state(BOTH, taken_back(), anew, MOSS_BACK) == "awarded"


def test_what_notices_do_not_tell_of_keeps_no_award_from_ending() -> None:
    told = Step(
        "paper", "North Quay repairs", "award", "resolved", "2021-02-01", "2021-02-01", provider="The Tern firm"
    )
    assert life("quay", [told, *_steps(taken_back())], (), None).state == "terminated"


PERIOD = {"startDate": OPENS, "endDate": CLOSES}


def ended(*contracts: dict[str, Any], date: str = "2023-11-03", tag: str = "contractTermination") -> dict[str, Any]:
    return release(tag=[tag], date=date, of_tender={"datePublished": None}, contracts=list(contracts))


def of_period(status: str = "terminated", number: str = "c1", **more: Any) -> dict[str, Any]:
    return {"id": number, "status": status, "period": PERIOD, **more}


def test_a_contract_that_ends_before_its_time_ends_on_the_day_of_the_notice() -> None:
    assert steps(ended(of_period())) == [("terminate", "reported", "2023-11-03")]
    assert steps(ended(of_period("active"))) == [("terminate", "reported", "2023-11-03")]
    assert steps(ended()) == [("end", "reported", "2023-11-03")]


def test_a_contract_that_came_to_its_end_has_ended_when_it_says() -> None:
    assert steps(ended(of_period(), date="2024-04-12")) == [("end", "reported", "2024-03-31")]
    assert steps(ended(of_period(implementation={"endDate": "2023-10-31"}))) == [
        ("terminate", "reported", "2023-10-31")
    ]


@pytest.mark.parametrize(
    ("words", "day"),
    [("The contract was terminated by mutual agreement.", "2023-10-20"), ("Early termination", "2023-10-20"),
     ("The contract was terminated with effect from 31 October 2023.", "2023-10-31"),
     ("Termination of the contract, effective 31 October 2023", "2023-10-31"),
     ("The agreement has ended on 31/10/2023", "2023-10-31")],
)  # fmt: skip
def test_a_change_that_ended_a_contract_says_when(words: str, day: str) -> None:
    change = {"date": "2023-10-20", "description": words}
    bare = {"id": "c1", "status": "terminated", "amendments": [change]}
    assert steps(ended(bare)) == [("end", "reported", day)]
    assert steps(ended(bare, tag="award")) == [("end", "reported", day)]
    assert steps(ended(of_period(amendments=[change]))) == [("terminate", "reported", day)]
    quotes = "\n".join(place.quote for place in of(ContractEvent, ended(bare))[-1].evidence)
    assert f"Change: {words}" in quotes


@pytest.mark.parametrize(
    "words",
    ["The contract will be terminated on 31 October 2023.", "Notice was given that the contract is terminated.",
     "The contract of 1 May 2021 was terminated.", "The contract was not terminated.",
     "The termination clause is changed.", "The contract was terminated on 1 May 2023 and on 31 October 2023.",
     "The supplier’s parent was wound up."],
)  # fmt: skip
def test_a_change_that_does_not_plainly_end_a_contract_does_not_say_when(words: str) -> None:
    bare = {"id": "c1", "status": "terminated", "amendments": [{"date": "2023-10-20", "description": words}]}
    assert steps(ended(bare)) == [("vary", "reported", "2023-10-20"), ("end", "reported", "2023-11-03")]


def test_changes_that_give_two_days_for_an_end_or_one_to_come_do_not_say_when() -> None:
    said = "The contract was terminated."
    two = [{"date": day, "description": said} for day in ("2023-10-20", "2023-10-21")]
    assert steps(ended({"id": "c1", "amendments": two})) == [("end", "reported", "2023-11-03")]
    late = [{"date": "2023-12-01", "description": said}]
    assert steps(ended({"id": "c1", "amendments": late})) == [("end", "reported", "2023-11-03")]


def test_a_change_that_ends_one_of_several_contracts_changes_the_whole() -> None:
    change = {"date": "2023-10-20", "description": "The contract was terminated."}
    one = {"id": "c1", "status": "terminated", "amendments": [change]}
    assert steps(ended(one, of_period("active", "c2"))) == [("vary", "reported", "2023-10-20")]


def test_a_status_alone_does_not_say_when_a_contract_ended() -> None:
    assert steps(ended({"id": "c1", "status": "terminated"}, tag="award")) == [("end", "reported", None)]
    assert steps(ended(of_period(), tag="award")) == [("terminate", "reported", None)]


def test_one_of_several_contracts_that_ends_is_not_the_end_of_the_whole() -> None:
    assert steps(ended(of_period(), of_period("active", "c2"))) == []
    assert steps(ended(of_period("active"), of_period("active", "c2"))) == []
    assert steps(ended(of_period(), of_period(number="c2"))) == [("terminate", "reported", "2023-11-03")]


@pytest.mark.parametrize(
    "words",
    ["The contract ends early; no extension was granted.", "It was not extended.", "The option to extend is removed.",
     "The area is changed to the extent set out in the plan.", "It may be extended later."],
)  # fmt: skip
def test_words_on_an_extension_that_did_not_come_extend_nothing(words: str) -> None:
    change = {"date": "2023-01-01", "description": words}
    tree = ended(of_period("active", amendments=[change]), tag="contractAmendment")
    assert steps(tree) == [("vary", "reported", "2023-01-01")]


def test_a_notice_of_an_end_extends_nothing() -> None:
    change = {"date": "2023-01-01", "description": "The earlier extension ends."}
    assert [step for step, *_ in steps(ended(of_period(amendments=[change])))] == ["vary", "terminate"]
    assert state(ended(of_period(amendments=[change]))) == "terminated"


ESTIMATE = {"value": pounds(1500000), "status": "active"}


def changed(**more: Any) -> dict[str, Any]:
    return release(id="r2", tag=["tenderAmendment"], date="2021-01-11", of_tender={**ESTIMATE, **more})


def test_a_notice_that_changes_a_tender_tells_when_it_was_published_but_not_that_it_was_worth_as_much_then() -> None:
    [event] = of(ContractEvent, changed())
    assert (event.step, event.date, event.value) == ("procure", "2020-10-05", None)
    assert [issue.code for issue in of(Issue, changed())] == ["tender-changed"]
    assert state(changed()) == "out-to-tender"


def test_a_tender_that_a_file_also_changes_is_put_out_once() -> None:
    first = release(tag=["tender"], date="2020-10-05", of_tender={"value": pounds(1000000)})
    for given in ({}, {"datePublished": None}):
        found = of(ContractEvent, package(first, changed(**given)))
        assert [(event.date, event.value) for event in found] == [("2020-10-05", Decimal(1000000))]


def test_the_words_of_a_step_are_those_that_say_its_day() -> None:
    late = release(tag=["tender"], date="2021-02-10")
    [event] = of(ContractEvent, late)
    assert [place.quote for place in event.evidence] == ["First published: 5 October 2020, 09:00"]
