"""Recorded votes of an invented council set as tables, and words that resolve in other ways."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.minutes.minutes import minutes
from ingest.read.text import read_text
from kg.records import Decision

HEAD = (
    "Wexmere Borough Council\n\nMinutes of the Roads Committee held on Tuesday 5 March 2024\n\n"
    "Present: Councillors A Pine, B Oak and C Elm\n\n1. Apologies\n\nThere were none.\n\n2. Lamps\n\n"
)
LAMPS = "RESOLVED: That lamps be bought for the market place."


def decided(body: str) -> list[Decision]:
    text = f"{HEAD}The Head of Roads introduced the report.\n\n{body}\n\n3. Urgent Business\n\nThere was none.\n"
    sections = [one for one in divide(read_text(text.encode())) if one.kind == "minutes"]
    return [record for one in sections for record in minutes(one) if isinstance(record, Decision)]


def votes(body: str) -> list[tuple[str | None, int | None, int | None]]:
    return [(one.vote, one.votes_for, one.votes_against) for one in decided(body)]


NAMES = "For\tAgainst\tAbstain\nCllr A Pine\tCllr C Elm\t\nCllr B Oak\t\t"
MARKS = "Councillor\tFor\tAgainst\tAbstain\nA Pine\tX\t\t\nB Oak\tX\t\t\nC Elm\t\tX\t\nTotal\t2\t1\t0"


@pytest.mark.parametrize("table", [NAMES, MARKS])
def test_a_recorded_vote_in_a_table_is_counted(table: str) -> None:
    assert votes(f"A recorded vote was taken:\n\n{table}\n\n{LAMPS}") == [("majority", 2, 1)]
    assert votes(f"{LAMPS}\n\nRecorded vote:\n\n{table}") == [("majority", 2, 1)]


def test_a_table_of_the_vote_on_an_amendment_is_not_the_motions() -> None:
    assert votes(f"The amendment was put to a recorded vote and was lost:\n\n{NAMES}\n\n{LAMPS}") == [
        (None, None, None)
    ]


def test_a_table_with_a_cell_that_is_no_vote_counts_nothing() -> None:
    table = "Councillor\tFor\tAgainst\nA Pine\tX\t\nB Oak\twith conditions\t"
    assert votes(f"{LAMPS}\n\nRecorded vote:\n\n{table}") == [(None, None, None)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("RECOMMENDED TO COUNCIL: That lamps be bought.", ["That lamps be bought."]),
        ("RESOLVED FURTHER: That they be painted green.", ["That they be painted green."]),
        ("The Sub-Committee DECIDED to grant the licence.", ["to grant the licence."]),
        ("Unanimously RESOLVED to buy lamps.", ["to buy lamps."]),
        ("Resolved:\tThat lamps be bought.", ["That lamps be bought."]),
        (
            "On being put to the vote RESOLVED (4 votes to 3) as follows:\n\n(1) to buy lamps;\n(2) to paint them.",
            ["to buy lamps;", "to paint them."],
        ),
    ],
)
def test_other_ways_of_resolving(body: str, expected: list[str]) -> None:
    assert [one.text for one in decided(body)] == expected


@pytest.mark.parametrize(
    "before",
    [
        "On the motion of Councillor Oak, seconded by Councillor Elm, it was unanimously",
        "It was moved by Councillor Oak, seconded by Councillor Elm and unanimously",
        "Unanimously",
    ],
)
def test_a_paragraph_that_ends_with_unanimously_tells_the_vote(before: str) -> None:
    assert votes(f"{before}\n\nRESOLVED that\n\n(1) lamps be bought; and\n\n(2) they be painted.") == [
        ("unanimous", None, None),
        ("unanimous", None, None),
    ]


def test_two_resolutions_in_one_paragraph_are_two() -> None:
    body = "The Clerk reported. RESOLVED to buy lamps from Larch Ltd at £400. RESOLVED to paint them green."
    assert [one.text for one in decided(body)] == ["to buy lamps from Larch Ltd at £400.", "to paint them green."]


def test_bare_numbers_behind_words_that_resolve_count_limbs() -> None:
    body = "RESOLVED\n\n1 That lamps be bought.\n\n2 That they be painted.\n\n14 people had spoken."
    assert [(one.limb, one.text) for one in decided(body)] == [
        ("1", "That lamps be bought."),
        ("2", "That they be painted."),
    ]


def test_a_show_of_hands_is_no_part_of_what_was_resolved() -> None:
    assert [one.text for one in decided("RESOLVED, by a show of hands, that lamps be bought.")] == [
        "that lamps be bought."
    ]


def test_counts_in_brackets_before_the_words_that_resolve() -> None:
    assert votes("Following a vote (6 for, 2 against) it was RESOLVED to buy lamps.") == [("majority", 6, 2)]
