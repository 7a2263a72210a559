"""What members read: no words of the program's own, dates as people say them, the words decided before those above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from interfaces.web.pages.decided_words import own_first
from interfaces.web.pages.search_words import dated
from kg.base import Base
from queries.answers import Citation, Ref
from queries.front import _meetings
from queries.papers import PaperListed
from tests.test_web_house import client_of

JARGON = re.compile(r"\b(?:IRIs?|triples?|passages?|generations?|evidence nodes?|(?:in|of) the base)\b")
HELD = "/id/meeting/wexmere-county-council/adults-committee/"
PAGES = ("/", "/search?q=contract", "/search?q=qqqq", "/help", "/accessibility", "/tables/decisions",
         "/tables/contracts", "/tables/delegations", "/tables/actions", "/tables/plan", "/tables/papers",
         "/tables/gaps", f"{HELD}2022-09-08", f"{HELD}2023-01-12", f"{HELD}2023-03-16", "/no-such-page")  # fmt: skip


@pytest.fixture(scope="module")
def client(base: Base) -> Iterator[TestClient]:
    with client_of(base) as opened:
        yield opened


@pytest.mark.parametrize("path", PAGES)
def test_pages_for_members_have_no_words_of_the_programs_own(client: TestClient, path: str) -> None:
    page: Any = html.fromstring(client.get(path, headers={"Accept": "text/html"}).text)
    assert JARGON.findall(" ".join(page.body.text_content().split())) == []


@pytest.mark.parametrize("path", ["/tables/papers", "/tables/gaps", "/search?q=contract"])
def test_dates_are_written_as_people_say_them(client: TestClient, path: str) -> None:
    page: Any = html.fromstring(client.get(path).text)
    shown = [each.text_content() for each in page.get_element_by_id("content").iter("th", "h3", "a")]
    assert [words for words in shown if re.search(r", \d{4}-\d\d-\d\d", words)] == []
    assert dated("Adults Committee, 2018-03-08") == "Adults Committee, 8 March 2018"
    assert dated(None) == ""


def test_a_decision_is_cited_by_its_own_words_before_those_that_say_it_was_resolved() -> None:
    above, own = place(3, "It was resolved unanimously to:"), place(5, "award the contract for ten years.")
    assert own_first((above, own), "award the contract for\nten years") == (own, above)
    assert own_first((above, own), None) == (above, own)


def place(line: int, words: str) -> Citation:
    return Citation("https://example.test/paper/1", "minutes.txt", words, line=line)


def test_a_meeting_that_one_paper_names_without_its_council_is_listed_once() -> None:
    committee = Ref("https://example.test/1/a", "Roads Committee")
    other = Ref("https://example.test/2/a", "ROADS COMMITTEE")
    council = Ref("https://example.test/1", "Wexmere County Council")
    of = (paper_of("1", committee, council), paper_of("2", other, None), paper_of("3", other, None, "2024-05-02"))
    assert [each.meeting.label for each in _meetings(of)] == ["meeting 3", "meeting 1"]


def paper_of(number: str, committee: Ref, council: Ref | None, day: str = "2024-05-01") -> PaperListed:
    meeting = Ref(f"https://example.test/{number}/m", f"meeting {number}")
    return PaperListed(f"https://example.test/{number}", f"{number}.txt", None, "minutes", council, committee, meeting,
                       day, 1, "read", None, 0, "2024-06-01T00:00:00+00:00")  # fmt: skip
