"""The tables: every row with its place, sorted and narrowed by the address alone, and as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from interfaces.csv_rows import harmless
from interfaces.web.app import create_app
from interfaces.web.pages.tables import TABLES
from interfaces.web.settings import Settings
from kg.base import Base


@pytest.fixture(scope="module")
def client(base: Base) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(base, requests_a_second=0.0))) as opened:
        yield opened


def rows_of(client: TestClient, address: str) -> list[str]:
    """The words of each row of the table at an address."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return [" ".join(row.text_content().split()) for row in html.fromstring(answer.text).xpath("//tbody/tr")]


def csv_of(client: TestClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_answers_as_a_page_with_a_heading_to_each_column(client: TestClient, name: str) -> None:
    page = html.fromstring(client.get(f"/tables/{name}?within=600&of=2022").text)
    assert len(page.xpath("//h1")) == 1
    for table in page.xpath("//table"):
        headings = table.xpath("./thead/tr/th[@scope='col']")
        assert table.xpath("./caption")
        assert all(len(row.xpath("./th|./td")) == len(headings) for row in table.xpath("./tbody/tr"))


@pytest.mark.parametrize("name", sorted(TABLES.keys() - {"gaps", "issues", "papers"}))
def test_every_row_leads_to_the_words_that_it_came_from(client: TestClient, name: str) -> None:
    page = html.fromstring(client.get(f"/tables/{name}?within=600&of=2022").text)
    for row in page.xpath("//tbody/tr"):
        assert row.xpath(".//a[contains(@href, '/source/')]"), row.text_content()


def test_a_csv_file_has_all_rows_with_papers_places_words_and_links(client: TestClient) -> None:
    rows = csv_of(client, "/tables/decisions.csv")
    assert len(rows) == len(rows_of(client, "/tables/decisions")) > 0
    assert all(row["papers"] and row["places"] and row["words"] for row in rows)
    assert all(row["links"].startswith("http://testserver/source/") for row in rows)


def test_every_paper_is_listed_also_one_that_could_not_be_read(client: TestClient) -> None:
    rows = rows_of(client, "/papers")
    assert any("not read" in row for row in rows)


def test_a_reader_sorts_by_a_column_and_the_other_way_round(client: TestClient) -> None:
    rising = rows_of(client, "/tables/contracts?sort=contract")
    falling = rows_of(client, "/tables/contracts?sort=-contract")
    assert rising == falling[::-1]
    assert len(rising) > 1
    page = html.fromstring(client.get("/tables/contracts?sort=contract").text)
    assert page.xpath("//th[@aria-sort='ascending']//a/@href") == ["/tables/contracts?sort=-contract"]


def test_a_reader_narrows_a_table_by_words_in_any_of_their_forms(client: TestClient) -> None:
    every = rows_of(client, "/tables/contracts")
    some = rows_of(client, "/tables/contracts?q=mills")
    assert 0 < len(some) < len(every)
    assert all("Mill" in row for row in some)


def test_what_was_chosen_is_shown_as_chosen(client: TestClient) -> None:
    page = html.fromstring(client.get("/tables/delegations?open=1&state=granted&since=2022").text)
    assert page.xpath("//input[@name='open' and @checked]")
    assert page.xpath("//select[@name='state']/option[@selected]/@value") == ["granted"]
    assert page.xpath("//input[@name='since']/@value") == ["2022"]


@pytest.mark.parametrize(
    "address",
    [
        "/tables/delegations?since=yesterday",
        "/tables/renewals?within=soon",
        "/tables/contracts?as_of=2022-13",
        "/tables/contracts?as_of=2022-02-31",
    ],
)
def test_a_date_or_number_that_is_none_gets_a_sentence(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "should be a" in answer.text


def test_a_table_that_does_not_exist_names_those_that_do(client: TestClient) -> None:
    answer = client.get("/tables/secrets")
    assert answer.status_code == 404
    assert "delegations" in answer.text


def test_a_page_beyond_the_last_is_the_last(client: TestClient) -> None:
    assert rows_of(client, "/tables/decisions?page=99") == rows_of(client, "/tables/decisions")


def test_what_a_reader_typed_is_shown_and_not_obeyed(client: TestClient) -> None:
    answer = client.get('/tables/decisions?q="><script>alert(1)</script>')
    assert "<script>alert" not in answer.text


@given(st.text(max_size=30))
def test_no_cell_is_a_formula_to_a_spreadsheet(cell: str) -> None:
    safe = harmless(cell)
    assert safe.removeprefix("'") in (cell, cell.removeprefix("'"))
    assert not safe.startswith(("=", "@", "\t", "\r"))


@pytest.mark.parametrize("amount", ["-5", "+12.50", "-0.5"])
def test_a_number_stays_a_number_in_a_spreadsheet(amount: str) -> None:
    assert harmless(amount) == amount


def test_an_end_that_was_worked_out_looks_like_it(client: TestClient) -> None:
    page = html.fromstring(client.get("/tables/renewals?within=600&of=2015").text)
    cells = page.xpath("//tbody/tr/th")
    ends = [(cell.xpath("string(.//span[@class='hint'])"), cell.xpath(".//*[@class='derived']")) for cell in cells]
    assert ends
    assert all(bool(worked_out) == (basis != "as printed") for basis, worked_out in ends)
