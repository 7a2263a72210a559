"""An action is one across logs, and is told as open, completed, opened again, or gone while it was open."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from kg.derive.action_histories import History, Listed, histories

WRITE = "Write to every family about the day centre"


def row(
    told: str | None, status: str | None = None, text: str = WRITE, minute: str | None = "98", in_log: bool = True
) -> Listed:
    """A row of the log of a day, unless said, of the action that the meeting of July set."""
    iri = f"{told} {text} {minute} {status} {in_log}"
    return Listed(iri, f"log of {told}", told, "adults", "july", "2022-07-14", minute, text, status, in_log)


def other(told: str) -> Listed:
    return Listed(f"other {told}", f"log of {told}", told, "adults", "may", "2022-05-12", "71", "Visit the depot")


def became(*rows: Listed) -> list[str]:
    return [each.state for each in histories(rows) if each.statements[0].text != "Visit the depot"]


def the_one(*rows: Listed) -> History:
    [found] = [each for each in histories(rows) if each.statements[0].text != "Visit the depot"]
    return found


def test_the_first_log_that_calls_it_complete_and_no_later_one_open_completes_it() -> None:
    found = the_one(row("2022-09-08", "Ongoing"), row("2022-11-10", "Complete"), row("2023-01-12", "Complete."))
    assert (found.state, found.completed, found.days) == ("completed", "2022-11-10", 119)


def test_a_complete_action_may_leave_the_log() -> None:
    assert became(row("2022-09-08", "Complete"), other("2022-11-10")) == ["completed"]


def test_an_open_action_that_the_next_log_lacks_vanished_and_that_log_is_named() -> None:
    found = the_one(row("2022-09-08", "Ongoing"), other("2022-11-10"), other("2023-01-12"))
    assert (found.state, found.lacking, found.lacking_log) == ("vanished", "2022-11-10", "other 2022-11-10")


def test_a_log_of_the_same_day_an_earlier_one_or_another_committees_says_nothing() -> None:
    elsewhere = Listed("x", "log of elsewhere", "2023-01-12", "children", "june", "2022-06-01", "3", "Ask")
    assert became(row("2022-09-08"), other("2022-09-08"), other("2022-06-09"), elsewhere)[-1] == "open"


def test_an_action_that_is_open_after_it_was_complete_was_opened_again() -> None:
    assert became(row("2022-09-08", "Complete"), row("2022-11-10", "Ongoing")) == ["reopened"]


def test_what_minutes_alone_tell_was_set_and_did_not_vanish() -> None:
    assert became(row("2022-09-08", in_log=False), other("2022-11-10")) == ["open"]


def test_a_text_put_otherwise_is_the_same_where_its_minute_has_no_other() -> None:
    said = "Write to every family about the closure of the day centre in March"
    assert len(histories([row("2022-09-08"), row("2022-11-10", text=said)])) == 1
    two = row("2022-11-10", text="Write to every family about respite in the day centre"), row("2022-11-10", text=said)
    assert len(histories([row("2022-09-08"), *two])) == 3


def test_another_minute_or_a_text_of_another_matter_is_another_action() -> None:
    assert len(histories([row("2022-09-08"), row("2022-11-10", minute="99")])) == 2
    assert len(histories([row("2022-09-08"), row("2022-11-10", text="Circulate the slides")])) == 2


def test_a_row_printed_twice_in_one_log_is_one_action() -> None:
    assert len(histories([row("2022-09-08"), row("2022-09-08", "Ongoing")])) == 1


rows = st.builds(
    row,
    st.sampled_from(["2022-09-08", "2022-11-10", "2023-01-12", None]),
    st.sampled_from(["Complete", "Ongoing", None]),
    st.sampled_from([WRITE, WRITE + " in March", "Circulate the slides"]),
    st.sampled_from(["98", "99", None]),
    st.booleans(),
)


@given(st.lists(rows, max_size=8, unique_by=lambda each: each.iri), st.randoms())
def test_every_row_is_of_one_action_in_any_order(listed: list[Listed], chance: random.Random) -> None:
    mixed = list(listed)
    chance.shuffle(mixed)
    assert histories(mixed) == histories(listed)
    assert sorted(e.iri for each in histories(listed) for e in each.statements) == sorted(e.iri for e in listed)
