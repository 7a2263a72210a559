"""Minutes of other councils, second round: who was there, items within items, and what was decided in passing."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.minutes.minutes import minutes
from ingest.read.reader import read as read_paper
from ingest.read.text import read_text
from kg.records import Attendance, Decision, Meeting, Minute, Record

TITLE = "Wexmere City Council\n\nMinutes of the Roads and Lamps Committee\nheld on Thursday 5 May 2022 at 2.00pm\n\n"
PRESENT = "Present: Councillors A Pine (Chair) and B Oak.\n\n"
ITEMS = "1. LAMPS\n\nNothing.\n\n2. POSTS\n\nNothing.\n"


def read(text: str) -> list[Record]:
    sections = divide(read_text(text.encode()))
    return [record for section in sections if section.kind == "minutes" for record in minutes(section)]


def people(head: str, items: str = ITEMS) -> list[tuple[str, str, str | None]]:
    """Who was there by the head of the minutes and their items: name, status, role."""
    found = [each for each in read(TITLE + head + "\n\n" + items) if isinstance(each, Attendance)]
    return [(each.person, each.status, each.role) for each in found]


def decided(items: str) -> list[tuple[str | None, str]]:
    found = [each for each in read(TITLE + PRESENT + items) if isinstance(each, Decision)]
    return [(each.minute, each.text) for each in found]


APOLOGY = [
    "An apology for absence was received from Councillor C Elm.",
    "Apologies were received and accepted from Cllr C Elm (work).",
    "Apologies for absence had been submitted by Councillor C Elm.",
    "Apologies were received from Cllr. C. Elm, and it was noted that he was ill.",
    "Apologies were intimated on behalf of Councillor C Elm.",
]


@pytest.mark.parametrize("told", APOLOGY)
def test_one_apology_may_be_told_in_many_ways(told: str) -> None:
    found = people(PRESENT.strip(), f"1. APOLOGIES\n\n{told}\n\n2. POSTS\n\nNothing.\n")
    assert [(name.replace(".", ""), status) for name, status, _ in found if status == "apologies"] == [
        ("C Elm", "apologies")
    ]


def test_whoever_takes_the_minutes_sends_no_apologies() -> None:
    found = people("Present: Cllr A Pine, Cllr B Oak\n\nApologies: Cllr C Elm, Cllr D Ash\n\nMinute taker: Ada Rowan")
    assert [name for name, _, _ in found] == ["A Pine", "B Oak", "C Elm", "D Ash"]


def test_a_clerk_in_the_list_of_those_present_is_present_as_clerk() -> None:
    found = people(
        "Present\nCouncillors A Pine (Chair), B Oak\nCara Elm, DLC and Clerk D Ash\nMembers of the Public - 1"
    )
    assert found[-1] == ("D Ash", "present", "Clerk")


ROLES = [
    ("Present: Councillor A Pine (Convener) and Councillor B Oak", "Convener"),
    ("Present: Provost A Pine (Provost) and Councillor B Oak", "Provost"),
    ("Sederunt: Councillors A Pine (Vice Convener) and B Oak", "Vice Convener"),
    ("Present: Councillors A Pine (Lord Mayor) and B Oak", "Lord Mayor"),
    ("Convener: Councillor A Pine\n\nPresent: Councillor B Oak", "Convener"),
]


@pytest.mark.parametrize(("head", "role"), ROLES)
def test_those_who_preside_are_called_otherwise_elsewhere(head: str, role: str) -> None:
    assert people(head) == [("A Pine", "present", role), ("B Oak", "present", None)]


def test_a_table_of_who_came_at_the_head_of_minutes_is_the_list_of_those_present() -> None:
    table = b"""<html><body><h1>Wexmere City Council</h1>
    <h1>Minutes of the Roads and Lamps Committee held on Thursday 5 May 2022 at 2.00pm</h1>
    <table><tr><th>Member</th><th>Role</th><th>Attendance</th></tr>
    <tr><td>Councillor Ada Pine</td><td>Chair</td><td>Present</td></tr>
    <tr><td>Councillor Bea Oak</td><td>Member</td><td>Apologies</td></tr>
    <tr><td>Cara Elm</td><td>Solicitor</td><td>In attendance</td></tr></table>
    <h3>1. Lamps</h3><p>Nothing.</p><h3>2. Posts</h3><p>Nothing.</p></body></html>"""
    document, _ = read_paper(table)
    found = [record for section in divide(document) if section.kind == "minutes" for record in minutes(section)]
    listed = [(each.person, each.status, each.role) for each in found if isinstance(each, Attendance)]
    assert listed == [("Ada Pine", "present", "Chair"), ("Bea Oak", "apologies", None)]


def test_a_body_is_named_without_its_article() -> None:
    text = (TITLE + PRESENT + ITEMS).replace(
        "Minutes of the Roads and Lamps Committee", "The Roads and Lamps Committee\nMinutes"
    )
    assert {each.meeting.committee for each in read(text) if isinstance(each, Meeting)} == {"Roads and Lamps Committee"}


def test_a_recorded_vote_above_the_words_that_resolve_is_that_of_every_limb() -> None:
    items = (
        "1. LAMPS\n\nA recorded vote was asked for on the motion as amended. The voting was:\n\n"
        "For: Councillors Pine, Oak and Elm (3)\n\nAgainst: Councillor Ash (1)\n\nAbstained: Councillor Yew (1)\n\n"
        "The motion as amended was therefore carried, and it was RESOLVED:\n\n1. That lamps be bought.\n\n"
        "2. That posts be sold.\n\n2. POSTS\n\nNothing.\n"
    )
    found = [each for each in read(TITLE + PRESENT + items) if isinstance(each, Decision)]
    assert [(each.limb, each.vote, each.votes_for, each.votes_against) for each in found] == [
        ("1", "majority", 3, 1),
        ("2", "majority", 3, 1),
    ]


def test_words_that_find_something_are_kept_whole() -> None:
    items = "1. LAMPS\n\nThe Councillors resolved this was enough, clerk to sign.\n\n2. POSTS\n\nNothing.\n"
    assert decided(items) == [("1", "The Councillors resolved this was enough, clerk to sign.")]


def numbered(items: str) -> list[tuple[str, str]]:
    return [(each.number, each.title) for each in read(TITLE + PRESENT + items) if isinstance(each, Minute)]


WITHIN = (
    "1. MINUTES\n\nNone.\n\n2 MATTERS ARISING\n\n**a) Lamps and lights**\n\nAda spoke. It was AGREED to buy two."
    "\n\n**b) Closing of the bank**\n\nIt was NOTED that letters had been sent. One was lost.\n\n"
    "**c) Access to the green**\n\nThere was talk. Councillors were ASKED to meet officers.\n\n3. POSTS\n\nNothing.\n\n"
)


def test_lettered_heads_within_an_item_are_items_of_their_own() -> None:
    assert numbered(WITHIN)[1:] == [
        ("2", "MATTERS ARISING"),
        ("2(a)", "Lamps and lights"),
        ("2(b)", "Closing of the bank"),
        ("2(c)", "Access to the green"),
        ("3", "POSTS"),
    ]


def test_what_capitals_mark_is_what_an_item_within_an_item_decided() -> None:
    assert decided(WITHIN) == [
        ("2(a)", "to buy two."),
        ("2(b)", "that letters had been sent."),
        ("2(c)", "Councillors were ASKED to meet officers."),
    ]


def test_limbs_and_points_of_a_discussion_are_no_items() -> None:
    items = (
        "1. LAMPS\n\nRESOLVED that:\n\n(a) Lamps and posts\n\nbe bought now.\n\n(b) Green paint\n\nbe sold.\n\n"
        "2. POSTS\n\nMembers asked about:\n\na) Cost\n\nMuch.\n\nb) Time\n\nLittle.\n\n3. END\n\nNothing.\n"
    )
    assert [number for number, _ in numbered(items)] == ["1", "2", "3"]


def test_a_number_printed_twice_gives_both_items() -> None:
    items = "1. LAMPS\n\nNothing.\n\n2. POSTS\n\nNothing.\n\n3. OTHERS\n\nNothing.\n\n**3. NEXT MEETING**\n\nIn June.\n"
    assert numbered(items)[2:] == [("3", "OTHERS"), ("3", "NEXT MEETING")]


AWAY = [
    "Committee Members:\nCouncillor A Pine (Chair) - Present\nCouncillor B Oak - Apologies\nCouncillor C Elm - Absent",
    "Present: Councillors A Pine (Chair), B Oak (apologies), C Elm (absent)",
]


@pytest.mark.parametrize("head", AWAY)
def test_a_list_of_all_members_says_who_stayed_away(head: str) -> None:
    assert people(head) == [("A Pine", "present", "Chair"), ("B Oak", "apologies", None)]


STARS = [
    ("*Councillor A Pine (Chair), Councillor B Oak, *Councillor C Elm", "* denotes present", ["A Pine", "C Elm"]),
    ("Councillor A Pine (Chair), Councillor B Oak*, Councillor C Elm", "(* = absent)", ["A Pine", "C Elm"]),
    ("Councillor A Pine (Chair), Councillor B Oak*", "* attended virtually", ["A Pine", "B Oak"]),
]


@pytest.mark.parametrize(("names", "legend", "present"), STARS)
def test_a_legend_of_stars_says_who_was_present(names: str, legend: str, present: list[str]) -> None:
    page = (
        "<html><body><h1>Wexmere City Council</h1><h1>Minutes of the Roads Committee held on 5 May 2022</h1>"
        f"<p>Present: {names}</p><p>{legend}</p><h3>1. Lamps</h3><p>No.</p><h3>2. Posts</h3><p>No.</p></body></html>"
    )
    document, _ = read_paper(page.encode())
    found = [record for section in divide(document) if section.kind == "minutes" for record in minutes(section)]
    assert [each.person for each in found if isinstance(each, Attendance)] == present


def test_letters_behind_a_name_are_where_somebody_comes_from() -> None:
    found = people("Present\nCouncillors A Pine (Chair), B Oak,\nCara Elm, DLC and Clerk D Ash")
    assert [name for name, _, _ in found] == ["A Pine", "B Oak", "Cara Elm", "D Ash"]
    assert [name for name, _, _ in people("Present: Councillors PINE, OAK and ELM")] == ["PINE", "OAK", "ELM"]
