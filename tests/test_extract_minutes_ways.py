"""The ways in which councils write what they decided, each as an invented council would print it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.divide.sections import divide
from ingest.extract.minutes.minutes import minutes
from ingest.read.text import read_text
from kg.records import Decision, Issue, Minute, Record

HEAD = """Wexmere City Council

Minutes of the Roads and Lamps Committee
held on Thursday 5 May 2022 at 2.00pm

Present: Councillors A Pine (Chair) and B Oak.

The Chair welcomed all who had come to the meeting and told them where the doors of the hall are and when to use them.

"""
BEFORE = "1. PETITIONS\n\nNone.\n\n2. LAMPS\n\n"
AFTER = "\n\n3. NEXT MEETING\n\nJune.\n\nThe meeting closed at 4.10 pm\n"


def read(text: str) -> list[Record]:
    sections = divide(read_text(text.encode()))
    return [record for section in sections if section.kind == "minutes" for record in minutes(section)]


def decided(body: str) -> list[Decision]:
    """What the second item decided, its body as given."""
    found = [record for record in read(HEAD + BEFORE + body + AFTER) if isinstance(record, Decision)]
    assert {one.minute for one in found} <= {"2"}
    return found


def limbs(body: str) -> list[tuple[str | None, str]]:
    return [(one.limb, one.text) for one in decided(body)]


def votes(body: str) -> list[tuple[str | None, int | None, int | None]]:
    return [(one.vote, one.votes_for, one.votes_against) for one in decided(body)]


LAMPS = "that the lamps be bought."
ONE = [
    "RESOLVED that the lamps be bought.",
    "APPROVED that the lamps be bought.",
    "AGREED that the lamps be bought.",
    "It was AGREED that the lamps be bought.",
    "It was APPROVED that the lamps be bought.",
    "It was therefore resolved that the lamps be bought.",
    "RESOLVED nem con that the lamps be bought.",
    "It was moved by Councillor Oak, seconded by Councillor Elm, and RESOLVED that the lamps be bought.",
    "On the motion of Councillor Oak, seconded by Councillor Elm, it was RESOLVED that the lamps be bought.",
    "Proposed by Cllr Oak, seconded by Cllr Elm. RESOLVED that the lamps be bought.",
    "Councillor Oak proposed and Councillor Elm seconded that the lamps be bought. This was agreed by all.",
    "The Roads and Lamps Committee resolved that the lamps be bought.",
    "Members RESOLVED that the lamps be bought.",
    "2.4 RESOLVED that the lamps be bought.",
]


@pytest.mark.parametrize("body", ONE)
def test_one_resolution_in_one_sentence_is_one_decision_without_the_words_that_resolve(body: str) -> None:
    assert limbs(body) == [(None, LAMPS)]


TWO = [
    "RESOLVED that (1) lamps be bought; and (2) posts be sold.",
    "RESOLVED (unanimously) – (1) lamps be bought; and (2) posts be sold.",
    "RESOLVED\n\n1. lamps be bought; and\n2. posts be sold.",
    "Resolved:\n\n1) lamps be bought; and\n\n2) posts be sold.",
    "It was APPROVED:\n\n**1. lamps be bought; and**\n\n**2. posts be sold.**",
    "It was APPROVED;\n\nThat the Committee for Roads and Lamps:\n\n1. lamps be bought; and\n2. posts be sold.",
    "Decision:\n\nThe Joint Lamps Committee:\n\n1) lamps be bought; and\n\n2) posts be sold.",
    "AGREED: that:\n\n(1) lamps be bought; and\n(2) posts be sold.\n\nA note from the clerk.",
    "RESOLVED that:\n\n1. lamps be bought; and\n\n**Contractual:**\n\n2. posts be sold.",
]


@pytest.mark.parametrize("body", TWO)
def test_two_limbs_are_two_decisions_however_they_are_led_in(body: str) -> None:
    assert limbs(body) == [("1", "lamps be bought; and"), ("2", "posts be sold.")]


def test_a_sentence_of_two_clauses_without_letters_is_one_decision() -> None:
    assert limbs("RESOLVED that lamps be bought; and that posts be sold.") == [
        (None, "that lamps be bought; and that posts be sold.")
    ]


def test_limbs_may_start_at_three_and_bear_the_paragraphs_own_numbers() -> None:
    assert [limb for limb, _ in limbs("RESOLVED that:\n\n3. lamps be bought;\n\n4. posts be sold.")] == ["3", "4"]
    assert [limb for limb, _ in limbs("RESOLVED\n\n2.1 That A be noted.\n\n2.2 That B be sold.")] == ["2.1", "2.2"]


def test_limbs_without_a_letter_are_a_decision_a_paragraph() -> None:
    body = "RESOLVED:\n\nThat the report be noted.\n\nThat the lamps be bought.\n\nThat the posts be sold."
    assert limbs(body) == [
        (None, "That the report be noted."),
        (None, "That the lamps be bought."),
        (None, "That the posts be sold."),
    ]


def test_limbs_resolved_one_after_another_keep_the_count_that_they_are_nested_in() -> None:
    body = (
        "It was APPROVED\n\n2a. Approve 40 lamps.\n\nMembers spoke.\n\nIt was APPROVED\n\n2b. Approve 20 posts."
        "\n\nIt was APPROVED\n\nc. Approve wires."
    )
    assert [limb for limb, _ in limbs(body)] == ["2(a)", "2(b)", "2(c)"]


def test_the_number_may_stand_before_the_words_that_resolve() -> None:
    assert limbs("1. It was APPROVED that the lamps be bought.") == [("1", LAMPS)]


def test_a_limb_that_only_heads_those_below_it_is_no_decision() -> None:
    body = "RESOLVED:\n\n1. Street lamps\na. Approve 40 lamps.\nb. Approve 20 posts.\n\n2. Approve the rest."
    assert limbs(body) == [
        ("1(a)", "Approve 40 lamps."),
        ("1(b)", "Approve 20 posts."),
        ("2", "Approve the rest."),
    ]


def test_a_summary_of_what_was_decided_and_a_second_print_are_not_read_again() -> None:
    body = (
        "It was APPROVED:\n\n1. Buy lamps.\n\n**SUMMARY OF DECISIONS**\n\nThe Committee RESOLVED:\n\n1. Bought lamps."
    )
    assert limbs(body) == [("1", "Buy lamps.")]
    body = (
        "Decision:\n\n1) Approved lamps.\n2) Noted posts.\n\nMinutes:\n\nMembers spoke.\n\nIt was unanimously\n\n"
        "Resolved:\n\n1) Approved lamps.\n2) Noted posts.\n\n[There was a break.]"
    )
    assert [(one.limb, one.vote) for one in decided(body)] == [("1", "unanimous"), ("2", "unanimous")]


def test_a_row_is_decided_whole_where_its_last_cell_only_resolves_to_pay() -> None:
    body = "Hall hire £20\tCouncillors resolved to pay\nClerk £100\tCouncillors resolved to pay"
    assert limbs(body) == [
        (None, "Hall hire £20 Councillors resolved to pay"),
        (None, "Clerk £100 Councillors resolved to pay"),
    ]


NOTHING = [
    "On being put to the vote the recommendation was LOST (4 for, 5 against).",
    "Councillor Oak moved that 40 lamps be bought. With the consent of his seconder he withdrew the motion.",
    "Recommendations 3b and 6 were not approved.",
    "Councillor Oak moved an amendment that 30 lamps be bought. The amendment was CARRIED (5 for, 4 against).",
    "In May the Cabinet resolved to wait.",
    "The Committee noted the public forum.",
    "Works were carried out at the depot.",
]


@pytest.mark.parametrize("body", NOTHING)
def test_what_was_lost_withdrawn_or_only_told_decides_nothing(body: str) -> None:
    assert decided(body) == []


def test_a_motion_carried_as_amended_is_an_issue_where_its_words_are_not_printed() -> None:
    moved = "Councillor Oak moved and Councillor Elm seconded that 40 lamps be bought.\n\n"
    amended = (
        "Councillor Ash moved an amendment that 30 lamps be bought. The amendment was put to the vote and CARRIED.\n\n"
    )
    body = moved + amended + "The motion as amended was then put to the vote and CARRIED."
    found = read(HEAD + BEFORE + body + AFTER)
    assert not [record for record in found if isinstance(record, Decision)]
    assert [record.code for record in found if isinstance(record, Issue)] == ["unplaced-decision"]
    assert limbs(body + "\n\nRESOLVED that 30 lamps be bought.") == [(None, "that 30 lamps be bought.")]


VOTES = [
    ("RESOLVED unanimously that lamps be bought.", ("unanimous", None, None)),
    ("RESOLVED by 7 votes to 5 that lamps be bought.", ("majority", 7, 5)),
    ("RESOLVED, with 2 abstentions, that lamps be bought.", ("majority", None, None)),
    ("RESOLVED that lamps be bought. All in favour.", ("unanimous", None, None)),
    ("RESOLVED that lamps be bought.\n\nVoting: 6 for, 2 against, 1 abstention.", ("majority", 6, 2)),
    (
        "The recommendation was put to the vote and was CARRIED (5 members voting in favour, none against with "
        "2 abstentions)\n\nIt was APPROVED:\n\nthat lamps be bought.",
        ("majority", 5, 0),
    ),
    ("The recommendation was CARRIED (8 voting FOR, 1 against).\n\nIt was APPROVED that we buy.", ("majority", 8, 1)),
    (
        "The vote was 4 for and 4 against; on the Chair's casting vote:\n\nRESOLVED that lamps be bought.",
        ("majority", 4, 4),
    ),
    (
        "RESOLVED that lamps be bought.\n\nA recorded vote was taken:\n\nFor: Councillors Pine, Oak and Elm\n\n"
        "Against: Councillor Ash\n\nAbstained: Councillor Fir",
        ("majority", 3, 1),
    ),
    (
        "The voting was as follows:\n\nFor (3): Councillors Pine, Oak and Elm\n\nAgainst (2): Councillors Ash and Fir"
        "\n\nRESOLVED that lamps be bought.",
        ("majority", 3, 2),
    ),
    (
        "On being put to the vote the amendment was CARRIED (7 in favour, 2 against)"
        "\n\nThe recommendation as amended was put to the vote and was CARRIED unanimously."
        "\n\nIt was APPROVED that lamps be bought.",
        ("unanimous", None, None),
    ),
    (
        "[Voting arrangements: a majority of the seats held is required]\n\nResolved: to buy lamps.",
        (None, None, None),
    ),
    ("Members indicated their assent.\n\nResolved: to buy lamps.", (None, None, None)),
]


@pytest.mark.parametrize(("body", "vote"), VOTES)
def test_the_vote_is_the_one_on_the_resolution_told_before_or_behind_it(
    body: str, vote: tuple[str | None, int | None, int | None]
) -> None:
    assert votes(body) == [vote]


def test_each_limb_bears_the_vote_told_before_its_own_approval() -> None:
    body = (
        "Recommendation 1 was moved. The recommendation was CARRIED (6 for, 3 against).\n\n"
        "It was APPROVED:\n\n1. Buy lamps.\n\nRecommendation 2 was moved. "
        "On being put to the vote the recommendation was CARRIED unanimously.\n\n"
        "It was APPROVED:\n\n2. Sell posts."
    )
    assert [(one.limb, one.vote) for one in decided(body)] == [("1", "majority"), ("2", "unanimous")]


NUMBERS = [
    ("1 {}", "2 {}", "3 {}"),
    ("12. {}", "13. {}", "14. {}"),
    ("18.03.9 {}", "18.03.10 {}", "18.03.11 {}"),
    ("23/45 {}", "23/46 {}", "23/47 {}"),
    ("98/22 {}", "99/22 {}", "100/22 {}"),
    ("Minute 12: {}", "Minute 13: {}", "Minute 14: {}"),
    ("RL.21 {}", "RL.22 {}", "RL.23 {}"),
    ("12\n{}", "13\n{}", "14\n{}"),
    ("**7 {}**", "**8 {}**", "**9 {}**"),
]


@pytest.mark.parametrize("numbers", NUMBERS)
def test_items_are_found_however_they_are_numbered(numbers: tuple[str, str, str]) -> None:
    titles = ("APOLOGIES", "STREET LAMPS", "POSTS AND WIRES")
    bodies = ("There were none.", "RESOLVED that:\n\n1. Lamps be bought.\n2. Posts be sold.", "Noted.")
    parts = zip(numbers, titles, bodies, strict=True)
    text = HEAD + "\n\n".join(f"{number.format(title)}\n\n{body}" for number, title, body in parts)
    items = [record for record in read(text) if isinstance(record, Minute)]
    assert [item.title for item in items] == list(titles)
    printed = [number.split("\n")[0].replace("{}", "").replace("Minute", "").strip(" :*.") for number in numbers]
    assert [item.number for item in items] == printed


def test_those_who_spoke_and_limbs_of_a_resolution_are_no_items() -> None:
    people = "\n".join(f"{number:02} Ada Elm{'abcdefgh'[number % 8]}" for number in range(1, 40))
    body = (
        f"1 Public Forum\n\nStatements:\n\n{people}\n\nThe public forum was noted.\n\n2 Lamps\n\nIt was resolved that:"
        "\n\n1. Lamps be bought.\n2. Posts be sold.\n3. Wires be hung.\n\n3 Posts\n\nThe Committee noted the report.\n"
    )
    items = [record for record in read(HEAD + body) if isinstance(record, Minute)]
    assert [(item.number, item.title) for item in items] == [("1", "Public Forum"), ("2", "Lamps"), ("3", "Posts")]


STYLES = st.sampled_from(["{n})", "({n})", "{n}.", "{a})", "({a})", "{a}.", "({r})", "{r})"])
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
LEADS = st.sampled_from(
    ["RESOLVED that:", "It was APPROVED:", "AGREED:", "Resolved:", "Decision:", "It was resolved unanimously to:"]
)


@settings(max_examples=60, deadline=None)
@given(
    style=STYLES,
    lead=LEADS,
    words=st.lists(
        st.sampled_from(["approve the lamps", "note the posts", "That wires be hung"]), min_size=1, max_size=10
    ),
    gap=st.sampled_from(["\n", "\n\n"]),
)
def test_whatever_the_style_each_limb_is_one_decision_in_its_own_words(
    style: str, lead: str, words: list[str], gap: str
) -> None:
    texts = [f"{text} of ward {number}." for number, text in enumerate(words, 1)]
    marks = [style.format(n=i + 1, a="abcdefghij"[i], r=ROMAN[i]) for i in range(len(words))]
    body = lead + "\n\n" + gap.join(f"{mark} {text}" for mark, text in zip(marks, texts, strict=True))
    assert limbs(body) == [(mark.strip("()."), text) for mark, text in zip(marks, texts, strict=True)]


@pytest.mark.parametrize(
    "piece", ["Councillor A Pine ", "RESOLVED ", "It was (a) ", "1. 2. 3. ", "A B C ", "for (3): "]
)
def test_a_very_long_line_does_not_hang(piece: str) -> None:
    assert read(HEAD + BEFORE + piece * (12_000 // len(piece)) + AFTER)


def test_the_numbers_of_paragraphs_are_no_limbs_and_an_items_place_on_the_agenda_is_no_title() -> None:
    text = HEAD + (
        "192. Apologies\n(Item 2)\n\nThere were none.\n\n193. Lamps\n(Item 3)\n\n1. Mr Larch introduced it."
        "\n\n2. RESOLVED that the lamps be bought.\n"
    )
    found = read(text)
    assert [record.title for record in found if isinstance(record, Minute)] == ["Apologies", "Lamps"]
    assert [(one.limb, one.text) for one in found if isinstance(one, Decision)] == [(None, LAMPS)]


def test_a_motion_against_an_amendment_is_counted() -> None:
    body = (
        "Voting\n\nThe voting was as follows:\nFor the motion – 7 votes\nFor the amendment – 4 votes\n\n"
        "Decision\n\nTo approve the motion by Councillor Pine."
    )
    assert limbs(body) == [(None, "To approve the motion by Councillor Pine.")]
    assert votes(body) == [("majority", 7, 4)]


def test_a_motion_of_a_council_is_decided_from_where_it_resolves() -> None:
    body = (
        "Councillor Oak moved and Councillor Elm seconded the following motion:\n\n“This Council notes that lamps "
        "are dark.\n\nThis Council resolves to:\n1. buy 40 lamps; and\n2. write to the Minister.\n\n"
        "Councillor Ash moved an amendment.\n\n"
        "On being put to the vote the amendment was LOST by 12 votes to 20.\n\n"
        "The motion was then put to the vote and CARRIED by 25 votes to 7."
    )
    assert limbs(body) == [("1", "buy 40 lamps; and"), ("2", "write to the Minister.")]
    assert votes(body) == [("majority", 25, 7)] * 2


def test_heads_may_open_their_own_paragraphs() -> None:
    body = (
        "1. Apologies. Cllr Fir (work).\n\n2. Declarations of interest. None.\n\n3. Minutes of the meeting held on 5th "
        "April 2022. These were approved as a correct record.\n\n4. Lamps. Following discussion it was unanimously "
        "agreed to buy two lamps at a cost of £800.\n"
    )
    found = read(HEAD + body)
    assert [(record.number, record.title) for record in found if isinstance(record, Minute)] == [
        ("1", "Apologies"),
        ("2", "Declarations of interest"),
        ("3", "Minutes of the meeting held on 5th April 2022"),
        ("4", "Lamps"),
    ]
    assert [(one.minute, one.text) for one in found if isinstance(one, Decision)] == [
        ("3", "These were approved as a correct record."),
        ("4", "to buy two lamps at a cost of £800."),
    ]
