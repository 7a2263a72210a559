"""The API: every question as JSON, one envelope for answers and one for errors, and a document that says so."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some
from starlette.testclient import TestClient

from interfaces.cli.main import COMMANDS
from interfaces.web.api.examples import example_address
from interfaces.web.api.parameters import DATE, Parameter, Wrong, read
from interfaces.web.api.questions import BY_NAME, QUESTIONS, Question
from interfaces.web.app import create_app
from interfaces.web.settings import Settings
from kg.base import Base
from queries.library import Library
from tests.serving import served

DOCS = Path(__file__).parent.parent / "docs" / "api.md"
# What is no question of its own here: writers' commands, SPARQL and files, which have addresses of their own, and what
# needs a person at the terminal.
ELSEWHERE = {
    "ingest",
    "withdraw",
    "review",
    "sparql",
    "serve",
    "publish",
    "export",
    "check",
    "completion",
    "repair",
    "backup",
    "restore",
    "fetch",
}
SECONDS = 120  # that schemathesis may take; 12 on a quiet machine


@pytest.fixture(scope="module")
def client(base: Base) -> Iterator[TestClient]:
    app = create_app(Settings(base, requests_a_second=0.0))
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def asked(client: TestClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(client: TestClient, address: str, status: int = 400) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return answer.json()["error"]


def test_every_question_of_the_terminal_can_be_asked() -> None:
    assert set(COMMANDS) - ELSEWHERE <= set(BY_NAME)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_example_has_an_answer_in_the_one_envelope(client: TestClient, base: Base, question: Question) -> None:
    told = asked(client, example_address(Library(base), question))
    assert told["question"] == question.name
    assert told["generation"] == 1
    assert told["made"].startswith("20")
    assert "answer" in told
    msgspec.convert(told["answer"], question.answer, strict=False)


def test_a_list_is_given_page_by_page_and_says_where_it_goes_on(client: TestClient) -> None:
    whole = asked(client, "/api/decisions")
    assert whole["next"] is None
    rows, address = [], "/api/decisions?limit=2"
    while address:
        told = asked(client, address)
        assert told["total"] == whole["total"]
        rows += told["answer"]
        address = told["next"]
    assert rows == whole["answer"]
    assert len(rows) > 2


def test_the_next_page_keeps_what_was_asked(client: TestClient) -> None:
    told = asked(client, "/api/compared?committee=Adults+Committee&only=as-recommended&only=amended&limit=1")
    assert "only=as-recommended&only=amended" in told["next"]
    assert "committee=Adults+Committee" in told["next"]
    assert asked(client, told["next"])["answer"] != told["answer"]


def test_a_search_goes_on_too(client: TestClient) -> None:
    told = asked(client, "/api/search?q=Larkfield&limit=1&facet=kind")
    assert told["total"] > 1
    assert told["answer"]["facets"]["kind"]
    assert "offset=1" in told["next"]


def test_pounds_are_strings_for_no_penny_may_be_lost(client: TestClient) -> None:
    rows = asked(client, "/api/contracts")["answer"]
    assert "418250" in {row["annual_value"] for row in rows}


@pytest.mark.parametrize(
    ("address", "parameter", "says"),
    [
        ("/api/trail", "name", "missing"),
        ("/api/trail?name=", "name", "empty"),
        ("/api/trail?name=a&name=b", "name", "2 times"),
        ("/api/contracts?stat=ended", "stat", "no parameter"),
        ("/api/contracts?state=asleep", "state", "one of these"),
        ("/api/contracts?as_of=2024-02-30", "as_of", "a day such as"),
        ("/api/decisions?since=yesterday", "since", "a date such as"),
        ("/api/decisions?limit=0", "limit", "from 1 to 1000"),
        ("/api/decisions?limit=%D9%A1", "limit", "whole number"),
        ("/api/delegated?open=yes", "open", "one of these"),
        (f"/api/member?name={'x' * 301}", "name", "300 characters"),
    ],
)
def test_a_wrong_parameter_is_named_with_what_is_wrong(
    client: TestClient, address: str, parameter: str, says: str
) -> None:
    error = refused(client, address)
    assert (error["code"], error["parameter"]) == ("bad-parameter", parameter)
    assert says in error["message"]


def test_a_name_that_nothing_has_is_told_with_what_could_be_meant(client: TestClient) -> None:
    error = refused(client, "/api/provider?name=Turn+Care", 404)
    assert error["code"] == "unknown-name"
    assert "Tern Care Ltd" in error["choices"]


def test_an_unknown_question_is_told_with_those_that_there_are(client: TestClient) -> None:
    assert "trail" in refused(client, "/api/trial", 404)["choices"]


def test_a_date_without_its_committee_says_what_is_lacking(client: TestClient) -> None:
    assert "committee" in refused(client, "/api/compared?date=2022")["message"]


def test_where_the_base_lies_on_the_servers_disk_is_nobodys_business(client: TestClient, base: Base) -> None:
    assert str(base.path.parent) not in client.get("/api/status").text
    assert str(base.path.parent) not in client.get("/api/papers").text


def test_what_changed_since_a_generation_is_told_whole_or_said_not_to_be(client: TestClient) -> None:
    first = asked(client, "/api/changes")["answer"]
    assert (first["complete"], len(first["changes"])) == (True, 1)
    assert asked(client, "/api/changes?since=1")["answer"] == {
        "generation": 1,
        "since": 1,
        "complete": True,
        "changes": [],
    }


def test_only_get_is_answered(client: TestClient) -> None:
    answer = client.post("/api/contracts")
    assert answer.status_code == 405
    assert answer.json()["error"]["message"]


def test_the_page_for_people_names_every_question_and_its_examples_lead_somewhere(client: TestClient) -> None:
    from lxml import etree

    page = etree.HTML(client.get("/api").text)
    assert {question.name for question in QUESTIONS} <= set(page.xpath("//section/h3/@id"))
    examples = page.xpath("//section//a/@href")
    assert len(examples) == len(QUESTIONS)
    for address in examples:
        asked(client, address)


def test_the_documentation_names_every_question_and_parameter() -> None:
    words = DOCS.read_text(encoding="utf-8")
    for question in QUESTIONS:
        assert f"`/api/{question.name}`" in words
        for parameter in question.parameters:
            assert f"`{parameter.name}`" in words, (question.name, parameter.name)


def test_the_document_has_a_schema_for_every_answer(client: TestClient) -> None:
    document = asked(client, "/api/openapi.json")
    assert document["openapi"] == "3.1.0"
    assert set(document["paths"]) == {f"/api/{question.name}" for question in QUESTIONS}
    named = set(document["components"]["schemas"])
    used = {each.partition('"')[0] for each in json.dumps(document).split("#/components/schemas/")[1:]}
    assert used <= named


@given(some.from_regex(f"^(?:{DATE})$"))
def test_a_date_that_the_schema_allows_is_one(told: str) -> None:
    year, month, day = (int(part) for part in f"{told.strip()}-1-1".split("-")[:3])
    assert date(year, month, day)


@given(some.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_of_three_centuries_is_allowed(day: date) -> None:
    parameter = Parameter("of", "", "day")
    assert read([parameter], [("of", day.isoformat())]) == {"of": day.isoformat()}


@given(some.lists(some.tuples(some.sampled_from(["limit", "open", "q", "x"]), some.text(max_size=12)), max_size=4))
def test_whatever_is_given_is_read_or_refused_in_words(given_values: list[tuple[str, str]]) -> None:
    parameters = [
        Parameter("limit", "", "whole", default=1, most=9),
        Parameter("open", "", "truth"),
        Parameter("q", ""),
    ]
    try:
        told = set(read(parameters, given_values))
    except Wrong as wrong:
        told = {"limit", "open", "q"} if wrong.parameter in wrong.message else set()
    assert told == {"limit", "open", "q"}


def test_schemathesis_finds_no_answer_that_breaks_the_document(base: Base, tmp_path: Path) -> None:
    pytest.importorskip("schemathesis")
    with served(base) as address:
        command = [sys.executable, "-m", "schemathesis.cli", "run", f"{address}/api/openapi.json", "--max-examples=3",
                   "--seed=1", "--generation-deterministic", "--phases=examples,fuzzing", "--no-shrink",
                   "--exclude-checks=positive_data_acceptance", "--no-color"]  # fmt: skip
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert f"{len(QUESTIONS)} selected" in done.stdout
