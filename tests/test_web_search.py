"""The search page: groups, marks, what narrows them, addresses that can be sent, and what is said of nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from index.analysis import FACETS as INDEX_FACETS
from index.engine import FacetCount
from index.outcomes import OUTCOMES as INDEX_OUTCOMES
from index.stated import STATED
from interfaces.web.app import create_app
from interfaces.web.pages.asked import CHOICES, Asked
from interfaces.web.pages.search import FACETS
from interfaces.web.pages.search_words import FACET_NAMES, OUTCOMES, STATEMENTS, marked, moment
from interfaces.web.settings import Settings
from kg.base import Base


@pytest.fixture(scope="module")
def client(base: Base) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(base, requests_a_second=0.0))) as opened:
        yield opened


def page_of(client: TestClient, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def words_of(page: html.HtmlElement) -> str:
    return " ".join(page.xpath("//main")[0].text_content().split())


def test_passages_of_one_paper_stand_together_with_the_words_marked(client: TestClient) -> None:
    page = page_of(client, "/search?q=larkfield")
    assert len(page.xpath("//ol[@class='results']/li")) == 3
    assert {mark.text for mark in page.xpath("//mark")} == {"Larkfield"}
    assert "more results in this report" in words_of(page)
    assert len(page.xpath("//h1")) == 1


def test_a_hit_leads_to_its_page_with_the_very_words(client: TestClient) -> None:
    page = page_of(client, "/search?q=respite")
    address = page.xpath("//ol[@class='results']//h3/a/@href")[0]
    assert urlsplit(address).path.startswith("/source/")
    assert dict(parse_qsl(urlsplit(address).query)).keys() == {"start", "end", "q"}
    assert address.endswith("#mark")


def test_what_a_passage_speaks_of_is_named_with_its_kind(client: TestClient) -> None:
    page = page_of(client, "/search?q=tern")
    links = {link.text_content(): link.get("href") for link in page.xpath("//p[@class='mentions']/a")}
    assert links["Provider Tern Care Ltd"].startswith("/id/provider/")


def test_a_thing_that_is_named_comes_first_with_where_it_stands(client: TestClient) -> None:
    page = page_of(client, "/search?q=Larkfield+Court+care+and+support+contract")
    card = page.xpath("//section[@class='card']")[0]
    assert "Contract:" in card.text_content()
    assert card.xpath(".//a/@href")[0].startswith("/id/contract/")
    assert "worked out" in card.text_content()
    assert not page_of(client, "/search?q=yearly+fees").xpath("//section[@class='card']")


def test_each_facet_narrows_by_a_link_and_can_be_taken_away_again(client: TestClient) -> None:
    page = page_of(client, "/search?q=larkfield")
    narrow = page.xpath("//section[@id='narrow']//a[text()='2023']/@href")[0]
    assert narrow == "/search?q=larkfield&year=2023"
    chosen = page_of(client, narrow)
    assert len(chosen.xpath("//ol[@class='results']/li")) == 2
    assert chosen.xpath("//div[@class='chosen']//a/@href")[0] == "/search?q=larkfield"
    other = chosen.xpath("//section[@id='narrow']//a[text()='2022']/@href")[0]
    assert other == "/search?q=larkfield&year=2022&year=2023"
    assert len(page_of(client, other).xpath("//ol[@class='results']/li")) == 3


def test_outcomes_narrow_to_what_was_decided_so(client: TestClient) -> None:
    page = page_of(client, "/search?q=larkfield&outcome=majority")
    assert "By a majority" in words_of(page)
    assert len(page.xpath("//ol[@class='results']/li")) == 1
    assert "Nothing found" in words_of(page_of(client, "/search?q=larkfield&outcome=withdrawn"))


def test_an_empty_box_is_answered_with_how_to_search(client: TestClient) -> None:
    for address in ("/search", "/search?q=", "/search?q=%20&year=2022"):
        assert "How to search" in words_of(page_of(client, address))


def test_nothing_found_is_said_with_help_and_some_of_the_words_are_tried(client: TestClient) -> None:
    assert "Nothing found for “qqqqqqqq”" in words_of(page_of(client, "/search?q=qqqqqqqq"))
    some = words_of(page_of(client, "/search?q=respite+qqqqqqqq"))
    assert "No place in the papers has all of these words" in some


def test_a_slip_of_the_pen_is_put_right(client: TestClient) -> None:
    page = page_of(client, "/search?q=respitte&year=2023")
    assert "These are results for respite" in words_of(page)
    assert page.xpath("//p[@class='meant']/a/@href")[0] == "/search?q=respite&year=2023"


def test_what_cannot_be_read_as_a_query_is_said_and_read_as_plain_words(client: TestClient) -> None:
    page = page_of(client, "/search?q=%22respite+charges")
    assert "The quote that opens at column 1 is not closed" in words_of(page)
    assert page.xpath("//mark")
    assert "There is no field" in words_of(page_of(client, "/search?q=colour:red+respite"))


@given(st.text(max_size=60))
@settings(max_examples=30, deadline=None)
def test_no_search_fails_whatever_is_typed(client: TestClient, words: str) -> None:
    for path in ("/search", "/suggest", "/search.csv", "/search.atom"):
        assert client.get(path, params={"q": words.encode("utf-8", "replace").decode()}).status_code == 200


@pytest.mark.parametrize(
    "more",
    ["page=0", "page=-1", "page=x", "page=99999999999", "sort=colour", "year=", "part=x", "year=%00", "q=%00%00"],
)
def test_what_an_address_says_amiss_is_passed_over(client: TestClient, more: str) -> None:
    assert client.get(f"/search?q=respite&{more}").status_code == 200


def test_markup_in_a_search_is_shown_as_text(client: TestClient) -> None:
    text = client.get("/search", params={"q": "<script>alert(1)</script> respite"}).text
    assert "<script>alert" not in text


def test_a_minute_is_found_by_its_number(client: TestClient) -> None:
    page = page_of(client, "/search?q=minute+41")
    assert page.xpath("//ol[@class='results']//h3")[0].text_content().startswith("41. Larkfield Court")


def test_one_item_can_be_looked_at_by_itself(client: TestClient) -> None:
    page = page_of(client, "/search?q=larkfield")
    whole = next(href for href in page.xpath("//ol[@class='results']//a/@href") if "part=" in href)
    alone = page_of(client, whole)
    assert len(alone.xpath("//ol[@class='results']/li")) == 1
    assert not alone.xpath("//ol[@class='results']//details")


def test_a_search_links_to_itself_as_feed_and_file(client: TestClient) -> None:
    page = page_of(client, "/search?year=2023&q=larkfield&sort=oldest")
    links = {link.get("type"): link.get("href") for link in page.xpath("//link[@rel='alternate']")}
    assert links == {
        "application/atom+xml": "/search.atom?q=larkfield&year=2023",
        "text/csv": "/search.csv?q=larkfield&year=2023&sort=oldest",
    }
    assert page.xpath("//link[@rel='canonical']/@href") == ["/search?q=larkfield&year=2023&sort=oldest"]


@given(st.dictionaries(st.sampled_from(CHOICES), st.lists(st.text(max_size=5), max_size=3)), st.randoms())
def test_a_search_has_one_address_however_it_was_chosen(chosen: dict[str, list[str]], random: st.DrawFn) -> None:
    shuffled = {name: tuple(values) for name, values in sorted(chosen.items(), reverse=True)}
    backwards = {name: tuple(reversed(values)) for name, values in chosen.items()}
    assert Asked("é & ?", shuffled).address() == Asked("é & ?", backwards).address()
    assert dict(parse_qsl(urlsplit(Asked("é & ?", shuffled).address()).query))["q"] == "é & ?"


def test_the_address_of_a_narrower_search_is_the_one_that_it_has_itself() -> None:
    counts = [FacetCount("Care & Co, %00", 1200), FacetCount("Roads", 1)]
    for chosen in ({}, {"year": ("2021",)}, {"year": ("2021",), "committee": ("Roads",), "part": ("x#1",)}):
        asked = Asked("a=b & c", chosen, "newest", 3)
        for value, count, address in asked.open("committee", counts):
            assert address == asked.narrowed("committee", value)
            assert count in ("1,200", "1")
            assert ("committee", value) in parse_qsl(urlsplit(address).query)
            assert "page=" not in address


def test_every_value_of_the_index_has_plain_words() -> None:
    assert set(FACETS) == set(INDEX_FACETS) <= FACET_NAMES.keys()
    assert OUTCOMES.keys() == set(INDEX_OUTCOMES)
    assert STATEMENTS.keys() == set(STATED.values())


@given(st.text(alphabet="<>&\"' \u202eab", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_marks_escape_all_and_lose_nothing_but_unseen_letters(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    shown = marked(text, [(start, end)])
    assert str(shown).replace("<mark>", "").replace("</mark>", "") == escape(text.replace("\u202e", ""))


def test_moments_are_told_in_utc() -> None:
    assert moment("2026-03-01T10:00:00+01:00") == "2026-03-01T09:00:00Z"
    assert moment("2026-03-01T10:00:00.5") == "2026-03-01T10:00:00Z"


def test_suggestions_name_the_kind_and_lead_to_the_thing_or_a_search(client: TestClient) -> None:
    answer = client.get("/suggest?q=lark")
    assert answer.headers["content-type"] == "application/x-suggestions+json"
    typed, texts, whats, addresses = json.loads(answer.text)
    assert typed == "lark"
    assert len(texts) == len(whats) == len(addresses)
    found = dict(zip(texts, zip(whats, addresses, strict=True), strict=True))
    assert found["Larkfield Court care and support contract"][0] == "Contract"
    assert found["Larkfield Court care and support contract"][1].startswith("/id/contract/")
    assert found["larkfield"] == ("Search for these words", "/search?q=larkfield")
    assert json.loads(client.get("/suggest?q=l").text)[1] == []


def test_browsers_can_add_the_search(client: TestClient) -> None:
    page = page_of(client, "/")
    assert page.xpath("//link[@rel='search']/@href") == ["/opensearch.xml"]
    text = client.get("/opensearch.xml").text
    assert 'template="http://testserver/search?q={searchTerms}"' in text


def test_the_first_page_tells_what_is_held_and_what_is_new(client: TestClient) -> None:
    page = page_of(client, "/")
    words = words_of(page)
    assert "2 papers" in words
    assert "Wexmere County Council: 2 papers, 2022 to 2023" in words
    assert page.xpath("//section[@aria-labelledby='meetings']//a/@href")[0].startswith("/id/meeting/")
    assert page.xpath("//section[@aria-labelledby='decided']//a/@href")[0].startswith("/id/paper/")
    assert "1 file could not be read at all" in words
    assert len(page.xpath("//form[@role='search']")) == 1
