"""The form page of the endpoint: answers as tables with links into the pages, errors at their line and column."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import html
from starlette.testclient import TestClient

from interfaces.web.app import create_app
from interfaces.web.settings import Settings
from kg.base import Base
from queries.sparql import examples


@pytest.fixture(scope="module")
def client(base: Base) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(base, requests_a_second=0.0, query_workers=1))) as opened:
        yield opened


def page_of(client: TestClient, status: int = 200, **query: str) -> html.HtmlElement:
    answer = client.get("/ask", params=query)
    assert answer.status_code == status, answer.text
    return html.fromstring(answer.text)


def test_the_form_opens_with_a_query_that_can_be_asked_at_once(client: TestClient) -> None:
    query = page_of(client).xpath("string(//textarea)")
    assert page_of(client, query=query).xpath("//tbody/tr")


def test_a_thing_in_an_answer_is_called_by_its_name_and_leads_to_its_page(client: TestClient) -> None:
    page = page_of(client, query='SELECT ?c { ?c a ck:Contract ; rdfs:label ?l . FILTER(CONTAINS(?l, "Mill Lane")) }')
    link = page.xpath("//tbody//a")[0]
    assert link.text == "Mill Lane care contract"
    assert link.get("href").startswith("/id/contract/")


def test_an_error_shows_its_line_with_a_mark_under_the_place(client: TestClient) -> None:
    page = page_of(client, 400, query="SELECT ?a {\n  ?a ?b \n}")
    assert "line 3" in page.xpath("string(//*[@role='alert'])").casefold()
    assert page.xpath("//textarea/@aria-invalid") == ["true"]
    assert page.xpath("string(//textarea)").strip().startswith("SELECT ?a")


def test_a_question_with_yes_or_no_is_answered_so(client: TestClient) -> None:
    assert "Yes." in page_of(client, query="ASK { ?a a ck:Contract }").text_content()
    assert "No." in page_of(client, query='ASK { ?a rdfs:label "nobody" }').text_content()


def test_an_answer_that_is_a_graph_is_a_table_and_a_picture(client: TestClient) -> None:
    page = page_of(client, query="CONSTRUCT { ?e ck:contract ?c } WHERE { ?e ck:contract ?c }")
    assert page.xpath("//tbody/tr")
    assert page.xpath("//*[local-name()='svg']")


def test_a_long_answer_says_that_the_page_shows_a_part(client: TestClient) -> None:
    page = page_of(client, query="SELECT * { ?a ?b ?c }")
    assert len(page.xpath("//tbody/tr")) == 500
    assert "There are more than 500" in page.text_content()


def test_an_answer_can_be_taken_away_whole(client: TestClient) -> None:
    page = page_of(client, query="SELECT ?a { ?a a ck:Contract }")
    address = page.xpath("//a[text()='CSV']/@href")[0]
    assert client.get(address).text.splitlines()[0] == "a"


def test_words_of_papers_can_be_searched_from_the_form(client: TestClient) -> None:
    page = page_of(client, query='SELECT ?p ?s { ?p kg:matches "respite" ; kg:snippet ?s }')
    assert "«respite»" in page.text_content().casefold()


def test_markup_in_an_answer_is_shown_and_not_obeyed(client: TestClient) -> None:
    answer = client.get("/ask", params={"query": 'SELECT ("<script>alert(1)</script>" AS ?x) {}'})
    assert "<script>alert" not in answer.text


def test_an_iri_that_is_not_ours_is_shown_and_leads_nowhere(client: TestClient) -> None:
    page = page_of(client, query="SELECT (<javascript:alert(1)> AS ?x) {}")
    assert page.xpath("//tbody//td//a") == []


def test_a_query_that_would_write_is_refused_in_a_sentence(client: TestClient) -> None:
    page = page_of(client, 400, query="DELETE WHERE { ?a ?b ?c }")
    assert "update" in page.xpath("string(//*[@role='alert'])")


@pytest.mark.parametrize("name", [each.name for each in examples()])
def test_every_saved_question_can_be_asked(client: TestClient, name: str) -> None:
    query = page_of(client, example=name).xpath("string(//textarea)")
    assert client.get("/ask", params={"query": query}).status_code == 200
