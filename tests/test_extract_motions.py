"""Motions that were carried, votes in figures and words, limbs as "2a", minutes without numbers."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.minutes.minutes import minutes
from ingest.extract.minutes.votes import read_vote
from ingest.extract.words.limb_counts import Counter
from ingest.read.text import read_text
from kg.records import Decision, Issue, Minute, Record

HEAD = """ADULTS COMMITTEE: MINUTES

Date: Thursday 5 May 2022

Time: 2.00pm to 4.30pm

Present: Councillors A Pine (Chairwoman) and B Oak

"""


def read(body: str) -> list[Record]:
    sections = divide(read_text((HEAD + body).encode()))
    return [record for section in sections if section.kind == "minutes" for record in minutes(section)]


def decided(body: str) -> list[Decision]:
    return [record for record in read("40. PETITIONS\n\nNone.\n\n41. FEES\n\n" + body) if isinstance(record, Decision)]


def codes(body: str) -> list[str]:
    return [record.code for record in read(body) if isinstance(record, Issue)]


def test_a_motion_that_was_carried_is_decided_in_the_words_that_move_it() -> None:
    body = (
        "Councillor Oak moved, seconded by Councillor Elm, that the fee for day centres be waived.\n\n"
        "Members spoke for "
        "and against.\n\nOn being put to the vote, the motion was CARRIED by 6 votes to 4.\n"
    )
    (decision,) = decided(body)
    assert (decision.minute, decision.text) == ("41", "that the fee for day centres be waived.")
    assert (decision.vote, decision.votes_for, decision.votes_against) == ("majority", 6, 4)


def test_a_motion_may_have_limbs() -> None:
    body = (
        "It was proposed by Councillor Oak and seconded by Councillor Elm to:\n\na) waive the fee;\n\n"
        "b) tell the users.\n\n"
        "The motion was put to the vote and carried unanimously.\n"
    )
    assert [(one.limb, one.text, one.vote) for one in decided(body)] == [
        ("a", "waive the fee;", "unanimous"),
        ("b", "tell the users.", "unanimous"),
    ]


@pytest.mark.parametrize(
    "told",
    ["The motion was put to the vote and lost.", "The amendment was carried.", "The motion was not carried."],
)
def test_what_was_lost_or_only_amends_decides_nothing(told: str) -> None:
    assert decided(f"Councillor Oak moved that the fee be waived.\n\n{told}\n") == []


def test_a_carried_motion_without_its_words_is_an_issue() -> None:
    body = "41. FEES\n\nMembers spoke about fees.\n\nThe motion was put to the vote and CARRIED.\n"
    assert codes("40. PETITIONS\n\nNone.\n\n" + body) == ["unplaced-decision"]


@pytest.mark.parametrize(
    ("words", "vote"),
    [
        ("by 6 votes to 4", (6, 4, None)),
        ("carried by nine votes to two", (9, 2, None)),
        ("by a majority of 6 to 4", (6, 4, None)),
        ("6 in favour, 4 against, 1 abstention", (6, 4, 1)),
        ("by fourteen votes in favour and three against", (14, 3, None)),
        ("by 2 to 3 per cent", (None, None, None)),
    ],
)
def test_votes_are_counted_in_figures_and_words(words: str, vote: tuple[int | None, int | None, int | None]) -> None:
    told = read_vote(words)
    assert (told.votes_for, told.votes_against, told.abstentions) == vote


def test_a_vote_stands_in_the_words_of_resolving_or_behind_the_limbs() -> None:
    (one,) = decided("It was resolved by 6 votes to 4 to waive the fee.\n")
    (other,) = decided("It was resolved to:\n\nwaive the fee.\n\n6 in favour, 4 against, 1 abstention\n")
    assert (one.text, one.votes_for, one.votes_against) == ("to waive the fee.", 6, 4)
    assert (other.text, other.votes_for, other.votes_against, other.abstentions) == ("waive the fee.", 6, 4, 1)


def test_limbs_may_have_a_number_and_a_letter() -> None:
    body = "It was resolved to:\n\n1. note the report;\n\n2a. waive the fee;\n\n2b. tell the users;\n\n3. review it.\n"
    assert [(one.limb, one.text) for one in decided(body)] == [
        ("1", "note the report;"),
        ("2(a)", "waive the fee;"),
        ("2(b)", "tell the users;"),
        ("3", "review it."),
    ]


def test_a_number_with_a_letter_out_of_order_opens_no_limb() -> None:
    counter = Counter()
    assert [counter.opens(marker, may_nest=False) for marker in ("1", "2b", "2a", "2c", "2b")] == [
        ("1", 0),
        None,
        ("2(a)", 1),
        None,
        ("2(b)", 1),
    ]


def test_minutes_without_numbers_are_an_issue_and_keep_their_decisions() -> None:
    body = "Fees\n\nMembers spoke about fees.\n\nRESOLVED that the fee be waived.\n"
    records = read(body)
    assert codes(body) == ["unnumbered-minutes"]
    assert not [record for record in records if isinstance(record, Minute)]
    assert [(one.minute, one.text) for one in records if isinstance(one, Decision)] == [
        (None, "that the fee be waived.")
    ]
