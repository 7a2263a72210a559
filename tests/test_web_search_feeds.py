"""A search as a CSV file that a spreadsheet can open without harm, and as an Atom feed as RFC 4287 wants it."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from datetime import datetime

import pytest
from starlette.testclient import TestClient

from index.passages import IndexedPassage
from interfaces.csv_rows import harmless
from interfaces.web.app import create_app
from interfaces.web.pages.asked import Asked
from interfaces.web.pages.feeds import COLUMNS, _cells
from interfaces.web.settings import Settings
from kg.base import Base
from queries.hits import listed
from queries.library import Library

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def client(base: Base) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(base, requests_a_second=0.0))) as opened:
        yield opened


def feed_of(client: TestClient, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)


def words_of(feed: ElementTree.Element, name: str) -> list[str]:
    """What each entry has of one name."""
    return [entry.findtext(f"a:{name}", "", ATOM) for entry in feed.findall("a:entry", ATOM)]


def test_a_file_has_every_passage_with_its_words_and_a_link(client: TestClient, library: Library) -> None:
    answer = client.get("/search.csv?q=larkfield")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(list(listed(library, "larkfield", {}))) > 3
    assert all("arkfield" in row["words"] for row in rows)
    link = rows[0]["link"].removeprefix("http://testserver")
    assert client.get(link).status_code == 200


def test_a_file_is_narrowed_and_sorted_as_the_search_is(client: TestClient) -> None:
    rows = list(csv.reader(io.StringIO(client.get("/search.csv?q=larkfield&year=2023&sort=oldest").text, newline="")))
    assert {row[0] for row in rows[1:]} == {"2023-01-12"}
    assert client.get("/search.csv").text.count("\n") == 1


def test_words_of_a_paper_are_no_formula(library: Library) -> None:
    for begin in "=+-@":
        hostile = IndexedPassage(
            "p", f"{begin}cmd|' /C calc'!A0", "https://x/paper/1", "=a.txt", 0, 9, "report", page=1
        )
        cells = tuple(map(harmless, _cells(library, Asked("x"), hostile, "http://testserver")))
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_a_feed_has_what_rfc_4287_requires(client: TestClient) -> None:
    feed = feed_of(client, "/search.atom?q=larkfield")
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    for name in ("id", "title", "updated", "author", "link[@rel='self']", "link[@rel='alternate']"):
        assert len(feed.findall(f"a:{name}", ATOM)) == 1
    assert feed.findtext("a:author/a:name", namespaces=ATOM)
    entries = feed.findall("a:entry", ATOM)
    assert entries
    for entry in entries:
        for name in ("id", "title", "updated", "summary", "link[@rel='alternate']"):
            assert len(entry.findall(f"a:{name}", ATOM)) == 1
        assert datetime.fromisoformat(entry.findtext("a:updated", "", ATOM)).tzinfo is not None
    ids = words_of(feed, "id")
    assert len(set(ids)) == len(ids)
    assert all(each.startswith("https://") for each in ids)
    assert feed.findtext("a:updated", "", ATOM) == max(words_of(feed, "updated"))


def test_a_feed_has_the_newest_first_and_keeps_its_ids(client: TestClient) -> None:
    feed = feed_of(client, "/search.atom?q=larkfield")
    titles = words_of(feed, "title")
    assert titles[0].endswith("January 2023")
    assert titles[-1].endswith("September 2022")
    assert words_of(feed_of(client, "/search.atom?q=larkfield&sort=oldest"), "id") == words_of(feed, "id")


def test_a_feed_of_nothing_is_a_feed_still(client: TestClient) -> None:
    feed = feed_of(client, "/search.atom?q=qqqqqqq")
    assert feed.findtext("a:updated", "", ATOM)
    assert not feed.findall("a:entry", ATOM)
