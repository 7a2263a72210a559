"""What makes the server quick, and changes nothing that it says."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from interfaces.pictures.svg import Picture
from interfaces.web import warming
from interfaces.web.app import create_app
from interfaces.web.settings import Settings
from interfaces.web.views import environment, read_templates
from kg.around import around
from kg.base import Base
from kg.derive.contract_facts import lives
from queries.library import Library
from queries.standings import FACTS, read_facts
from tests.conftest import make_base
from tests.test_web_house import republish
from tests.web_servers import ask, running

CONTRACTS = "SELECT DISTINCT ?contract WHERE { ?contract a ck:Contract } ORDER BY ?contract"
XML = "application/sparql-results+xml"


@given(st.text(), st.text(), st.text())
def test_a_picture_is_written_as_xml_libraries_write_it(name: str, told: str, kind: str) -> None:
    picture = Picture(200, 80, name, told)
    picture.begin(kind, told)
    picture.words(3, 4, name, bold=True)
    picture.line([(1, 2), (3.25, 4)], dashed=True)
    assert picture.inline() == tostring(picture._root, encoding="unicode")


def test_facts_kept_of_all_contracts_say_the_same_of_each_as_those_read_for_it_alone(base: Base) -> None:
    alone, kept = Library(base, public=True), Library(base, public=True)
    contracts = read_facts(kept).contracts
    assert kept.has(FACTS)
    assert contracts
    for contract in contracts:
        facts, others = read_facts(kept, [contract]), read_facts(alone, [contract])
        for told in ("steps", "terms", "before", "told_in", "followers"):
            assert getattr(facts, told) == getattr(others, told)
        assert lives(facts) == lives(others)
    assert not alone.has(FACTS)


def test_nobody_waits_for_what_pages_of_a_new_generation_share(base: Base) -> None:
    app = create_app(Settings(base))
    library = app.state.editions.current.library()
    assert library.has(FACTS)
    assert library.has("ties")
    assert library.has("the first page")


def test_a_generation_that_takes_long_to_prepare_is_shown_all_the_same(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, others = threading.Event(), list[Library]()
    monkeypatch.setattr(warming, "MADE", (lambda _: done.wait(20), others.append))
    warming.warm(library, seconds=0.01)
    assert not done.is_set()
    done.set()
    assert not others


def test_all_templates_can_be_read_beforehand() -> None:
    read_templates()
    assert len(environment().cache or ()) >= len(environment().list_templates())


@pytest.fixture(scope="module")
def served(base: Base) -> Iterator[tuple[str, Starlette]]:
    with running(base) as found:
        yield found


def kept(served: tuple[str, Starlette]) -> int:
    return len(served[1].state.editions.current.cache)


def test_a_small_answer_in_sparql_is_worked_out_once_for_a_generation(served: tuple[str, Starlette]) -> None:
    first = ask(served[0], query=CONTRACTS)
    before, done = kept(served), served[1].state.workers.figures().done
    again = ask(served[0], query=CONTRACTS)
    assert (again.status, again.body) == (200, first.body)
    for name in ("etag", "vary", "access-control-allow-origin", "content-type", "kg-row-limit", "content-length"):
        assert again.headers.get(name) == first.headers.get(name)
    assert (kept(served), served[1].state.workers.figures().done) == (before, done)
    assert ask(served[0], "HEAD", query=CONTRACTS).headers["etag"] == first.headers["etag"]
    assert ask(served[0], query=CONTRACTS, headers={"If-None-Match": first.headers["etag"]}).status == 304


def test_an_answer_kept_in_one_form_is_not_given_for_another(served: tuple[str, Starlette]) -> None:
    answers = [ask(served[0], query=CONTRACTS, headers=headers) for headers in ({}, {"Accept": XML}, {})]
    assert [each.headers["content-type"].partition(";")[0] for each in answers[:2]][1] == XML
    assert answers[0].body == answers[2].body != answers[1].body


@pytest.mark.parametrize("query", [
    "SELECT (RAND() AS ?chance) {}",
    "SELECT (NOW() AS ?now) {}",
    "SELECT * {",
    "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
])  # fmt: skip
def test_what_may_be_otherwise_next_time_is_not_kept(served: tuple[str, Starlette], query: str) -> None:
    before = kept(served)
    ask(served[0], query=query)
    assert kept(served) == before


def test_a_large_answer_in_sparql_is_not_kept(served: tuple[str, Starlette]) -> None:
    before = kept(served)
    answer = ask(served[0], query="SELECT ?a ?b ?c ?d { ?a ?b ?c . ?d a ck:Contract }")
    assert answer.status == 200
    assert len(answer.body) > 256 * 1024
    assert kept(served) == before


def test_what_is_posted_is_not_kept(served: tuple[str, Starlette]) -> None:
    before = kept(served)
    headers = {"Content-Type": "application/sparql-query"}
    assert ask(served[0], "POST", f"{CONTRACTS} LIMIT 2", headers).status == 200
    assert kept(served) == before


def test_a_new_generation_answers_sparql_anew(tmp_path: Path) -> None:
    base = make_base(tmp_path / "records")
    with running(base) as (address, app):
        before = ask(address, query=CONTRACTS)
        republish(base)
        app.state.editions.look()
        after = ask(address, query=CONTRACTS)
        assert after.headers["etag"] != before.headers["etag"]
        assert after.body == before.body


def test_what_is_around_a_thing_is_the_same_whether_few_or_many_papers_speak_of_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    contracts = read_facts(library).contracts
    of_few = [around(library.store, contract, 2, 40) for contract in contracts]
    monkeypatch.setattr("kg.around.FEW", 0)
    assert [around(library.store, contract, 2, 40) for contract in contracts] == of_few
    assert any(found.ties for found in of_few)
