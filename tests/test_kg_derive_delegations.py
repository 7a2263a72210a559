"""Each grant of power is told once, with what became of it: used, unused, expired, never reported back."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kg.derive.contract_steps import Step
from kg.derive.delegation_register import Entry, Grant, Known, gathered, register

CONTRACT = "https://example.org/id/contract/wexmere/larkfield"
BODY, DIRECTOR, HEAD = "adults committee", "director of care", "head of procurement"


def grant(status: str = "resolved", date: str = "2022-06-09", **more: str | None) -> Grant:
    """A grant of the power to award the contract, told by the minutes, unless said."""
    told = {"paper": f"paper of {status}", "told": date, "post": DIRECTOR, "body": BODY, "power": "award the contract"}
    given_words = {**told, "contract": CONTRACT, **more}
    iri = f"{status} {date} {given_words}"
    return Grant(iri=iri, status=status, date=date, **given_words)  # type: ignore[arg-type]


def other_power(power: str, status: str = "resolved", paper: str = "minutes", limit: str | None = None) -> Grant:
    return grant(status, power=power, paper=paper, limit=limit, contract=None)


def award(status: str, date: str, step: str = "award", body: str | None = None) -> Step:
    return Step(f"{step} {status} {date}", CONTRACT, step, status, date, date, body)


def entries(
    *grants: Grant, steps: Sequence[Step] = (), on: str = "2023-06-30", later: str | None = None
) -> tuple[Entry, ...]:
    return register(grants, Known(lambda _contract: steps, lambda _grant: on, lambda _same: later, lambda iri: iri))


def became(*grants: Grant, steps: Sequence[Step] = (), later: str | None = None) -> list[str]:
    return [entry.state for entry in entries(*grants, steps=steps, later=later)]


def test_a_power_that_was_asked_for_and_resolved_is_one_grant() -> None:
    [entry] = entries(grant("recommended"), grant())
    assert (entry.chief.status, len(entry.grants), entry.state) == ("resolved", 2, "granted")


def test_a_power_that_nobody_resolved_was_asked_for() -> None:
    assert became(grant("recommended"), later="2023-03-01") == ["asked-for"]


def test_an_award_that_is_reported_later_used_it() -> None:
    reported = award("reported", "2022-11")
    [entry] = entries(grant(), steps=[reported])
    assert (entry.state, entry.settled_by) == ("used", (reported.iri,))


def test_an_award_of_an_earlier_time_did_not_use_it() -> None:
    assert became(grant(), steps=[award("reported", "2019-11")]) == ["granted"]


def test_an_award_that_is_only_planned_did_not_use_it() -> None:
    assert became(grant(), steps=[award("planned", "2022-11")]) == ["granted"]


def test_an_award_of_a_later_day_than_asked_for_is_not_known_yet() -> None:
    [entry] = entries(grant(), steps=[award("reported", "2022-11-10")], on="2022-10-31")
    assert entry.state == "granted"


def test_the_committee_that_awards_by_itself_leaves_it_unused() -> None:
    assert became(grant(), steps=[award("resolved", "2022-11-10", body=BODY)]) == ["unused"]


def test_an_award_by_the_post_itself_used_it() -> None:
    assert became(grant(), steps=[award("resolved", "2022-11-10", body="Director of Care")]) == ["used"]


def test_a_later_paper_that_tells_who_holds_the_contract_shows_that_it_was_used() -> None:
    held = Step("held", CONTRACT, "end", "planned", "2025-10-31", "2023-02-09", provider="fern")
    [entry] = entries(grant(), steps=[held], later="2023-02-09")
    assert (entry.state, entry.settled_by) == ("used", ("held",))


def test_the_power_given_to_another_post_later_is_unused() -> None:
    later = grant(date="2022-09-08", post=HEAD)
    assert became(grant(), later) == ["unused", "granted"]


def test_a_contract_that_was_given_up_leaves_it_unused() -> None:
    assert became(grant(), steps=[award("resolved", "2022-10-06", step="terminate")]) == ["unused"]


def test_later_papers_that_tell_of_no_award_never_reported_back() -> None:
    assert became(grant(), later="2023-03-01") == ["never-reported"]


def test_of_other_powers_the_use_is_not_told() -> None:
    [entry] = entries(other_power("agree yearly fees"), later="2023-03-01")
    assert (entry.state, bool(entry.why)) == ("granted", True)


def test_a_power_whose_last_day_is_over_expired() -> None:
    assert became(other_power("agree fees", limit="until 31 March 2023")) == ["expired"]
    assert became(other_power("agree fees", limit="until 31 March 2025")) == ["granted"]
    assert became(other_power("agree fees", limit="up to £50,000")) == ["granted"]


def test_two_powers_of_one_paper_in_like_words_are_two() -> None:
    two = (other_power("approve all remaining business cases"), other_power("approve all remaining change requests"))
    assert len(entries(*two)) == 2


def test_one_power_printed_by_two_papers_is_one() -> None:
    two = (other_power("approve the business cases"), other_power("approve the business cases.", paper="decisions"))
    assert [len(entry.grants) for entry in entries(*two)] == [2]


def test_another_post_in_the_same_words_is_another_grant() -> None:
    one, other = (
        other_power("approve the business cases"),
        grant(contract=None, power="approve the business cases", post=HEAD),
    )
    assert len(entries(one, other)) == 2


grants = st.builds(
    grant,
    st.sampled_from(["recommended", "resolved"]),
    st.sampled_from(["2022-06-09", "2022-06", "2022-09-08"]),
    post=st.sampled_from([DIRECTOR, HEAD]),
    contract=st.sampled_from([CONTRACT, None]),
    power=st.sampled_from(["award the contract", "agree yearly fees", "agree the yearly fees of homes"]),
    paper=st.sampled_from(["minutes", "report"]),
)


@given(st.lists(grants, max_size=6, unique_by=lambda each: each.iri), st.randoms())
def test_every_statement_stands_in_one_grant_in_any_order(told: list[Grant], random: object) -> None:
    mixed = list(told)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert entries(*mixed) == entries(*told)
    assert sorted(each.iri for group in entries(*told) for each in group.grants) == sorted(each.iri for each in told)


def test_statements_of_one_grant_begin_with_the_resolved_one() -> None:
    [same] = gathered([grant("recommended"), grant()])
    assert [each.status for each in same] == ["resolved", "recommended"]
