"""What follows a resolution of who moved it and how the vote went is no part of its words, and tells its vote."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.minutes.minutes import minutes
from ingest.extract.minutes.movers import end_of_words
from ingest.read.text import read_text
from kg.records import Decision

HEAD = (
    "Wexmere Town Council\n\nMinutes of the Roads and Lamps Committee\nheld on Thursday 5 May 2022 at 2.00pm\n\n"
    "Present: Councillors A Pine (Chair) and B Oak.\n\n1. LAMPS\n\nMembers talked of lamps.\n\n"
)
Told = tuple[str | None, str, str | None, int | None, int | None]


def decided(words: str) -> list[Told]:
    sections = divide(read_text(f"{HEAD}{words}\n\n2. POSTS\n\nNothing.\n".encode()))
    found = [record for section in sections if section.kind == "minutes" for record in minutes(section)]
    return [(d.limb, d.text, d.vote, d.votes_for, d.votes_against) for d in found if isinstance(d, Decision)]


@pytest.mark.parametrize(
    "told",
    [
        " Cllr. Oak proposed, Cllr. Pine seconded, all in favour.",
        " Proposed Cllr Oak, seconded Cllr Pine, carried unanimously.",
        " Prop: Cllr Oak; Sec: Cllr Pine. All in favour.",
        " Proposed: A. Oak, Seconded: B. Pine. Vote: unanimous",
        " Proposer Cllr Oak Seconder Cllr Pine AIF",
        " Cllr Oak / Cllr Pine. Unanimous.",
        " Moved Cllr. Oak, seconded Cllr. Pine. Carried nem. con.",
        " Cllr. Oak proposed, Cllr. Pine seconded, all in favour, Cllr. Elm having left the room.",
        " [Proposed Cllr. Oak; seconded Cllr. Pine; unanimous]",
        "\n\nProposed: Cllr Oak Seconded: Cllr Pine All in favour",
        " All agreed.",
    ],
)
def test_movers_and_vote_behind_a_resolution_are_told_apart(told: str) -> None:
    assert decided(f"It was resolved to buy two lamps.{told}") == [(None, "to buy two lamps.", "unanimous", None, None)]


@pytest.mark.parametrize(
    "told",
    [
        ", proposed by Cllr Oak, seconded by Cllr Pine, 5 for, 2 against.",
        " - proposed Cllr. Oak, seconded Cllr. Pine, 5 for, 2 against.",
        " (Cllr Oak, Cllr Pine, 5 for, 2 against).",
    ],
)
def test_movers_in_the_resolutions_own_sentence_are_left_out(told: str) -> None:
    assert decided(f"It was resolved to buy two lamps{told}") == [(None, "to buy two lamps", "majority", 5, 2)]


def test_movers_behind_the_last_limb_tell_the_vote_on_all() -> None:
    found = decided("RESOLVED:\n\na) to buy lamps;\n\nb) to sell a post. Cllr. Oak proposed, Cllr. Pine seconded, AIF.")
    assert found == [("a", "to buy lamps;", "unanimous", None, None), ("b", "to sell a post.", "unanimous", None, None)]


def test_movers_behind_each_limb_tell_the_vote_on_that_limb() -> None:
    found = decided(
        "RESOLVED that\n\n1) lamps be bought. Proposed Cllr Oak, seconded Cllr Pine, all in favour.\n\n"
        "2) a post be sold. Proposed Cllr Pine, seconded Cllr Oak, 4 for, 2 against."
    )
    assert [vote for _, _, vote, _, _ in found] == ["unanimous", "majority"]
    assert [text for _, text, _, _, _ in found] == ["lamps be bought.", "a post be sold."]


@pytest.mark.parametrize(
    "words",
    [
        "that the plan, as proposed by the Friends of the Quay, be adopted.",
        "that the works at Moved Lane be done, and all in favour be thanked for their help.",
        "that the motion proposed by Councillor Oak in May be sent on.",
        "that a letter be sent (For the attention of the Minister).",
    ],
)
def test_words_of_the_resolution_itself_stay(words: str) -> None:
    assert [text for _, text, _, _, _ in decided(f"RESOLVED {words}")] == [words]


def test_long_lines_of_names_do_not_hang() -> None:
    for line in (
        "Proposed Oak Pine Elm, " * 600,
        "(Cllr Oak, " * 1000,
        "carried by all in favour, " * 500,
        "A. " * 4000,
    ):
        block = divide(read_text(line.encode()))[0].blocks[0]
        assert 0 <= end_of_words(block.content) <= len(block.content)


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("RESOLVED that:\n\nI. lamps be bought;\n\nII. a post be sold; and\n\nIII. the rest be kept.", "I II III"),
        ("RESOLVED that:\n\n(I) lamps be bought;\n\n(II) a post be sold.", "I II"),
        ("RESOLVED to:\n\na approve the lamps;\n\nb sell a post; and\n\nc keep the rest.", "a b c"),
        ("RESOLVED to:\na approve the lamps;\nb sell a post; and\nc keep the rest.", "a b c"),
        ("RESOLVED to: a approve the lamps; b sell a post; and c keep the rest.", "a b c"),
        ("RESOLVED that:\n\nA two lamps be bought;\n\nB one post be sold.", "A B"),
        ("RESOLVED: 1. That two lamps be bought. 2. That one post be sold.", "1 2"),
    ],
)
def test_letters_and_roman_numbers_without_a_mark_are_limbs(words: str, labels: str) -> None:
    assert [label for label, *_ in decided(words)] == labels.split()


@pytest.mark.parametrize(
    "words", ["that a lamp be bought; and a post be sold.", "to:\n\na approve the lamps.\n\nNothing else was said."]
)
def test_an_article_is_no_limb_s_letter(words: str) -> None:
    assert [label for label, *_ in decided(f"RESOLVED {words}")] == [None]


def test_a_licence_is_granted_by_what_the_decision_was() -> None:
    found = decided("The decision was to GRANT the licence of the Lamp Inn.\n\nThe applicant left.")
    assert [text for _, text, *_ in found] == ["to GRANT the licence of the Lamp Inn."]
    assert not decided("The decision was welcomed by all.")


def test_what_was_agreed_in_one_breath_is_one_decision() -> None:
    words = "that the hall would do for meetings and it was AGREED to ask the owner."
    assert [text for _, text, *_ in decided(f"Later it was agreed {words}")] == [words]


@pytest.mark.parametrize(
    "words",
    [
        "RESOLVED that lamps be bought.\n\nVoting for: 8\nVoting against: 3\nAbstaining: 1",
        "RESOLVED that lamps be bought. (For 8, Against 3, Abstain 1)",
        "By a show of hands (8 for and 3 against) it was RESOLVED that lamps be bought.",
        "Eight Members voted for the proposal and three against. RESOLVED that lamps be bought.",
    ],
)
def test_counts_are_told_in_many_ways(words: str) -> None:
    assert decided(words) == [(None, "that lamps be bought.", "majority", 8, 3)]
