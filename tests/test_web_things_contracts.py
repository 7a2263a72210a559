"""Pages of contracts, providers and schemes: statements lead to their places, what is worked out looks like it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from ingest.projection import project_pending
from interfaces.web.addresses import page_of
from interfaces.web.app import create_app
from interfaces.web.pages.near import each_once
from interfaces.web.pages.steps import linked
from interfaces.web.settings import Settings
from kg.base import Base
from kg.records import Action, Decision, PaperFacts, Scheme
from queries.answers import Ref
from queries.library import Library
from queries.mentions import mentioning
from queries.names import the_one
from queries.scheme import scheme
from queries.trail import trail
from tests.conftest import ADULTS, CARE, COUNCIL, DIRECTOR, JANUARY, MILL, OLD, Pages, keep

MINUTES = """ADULTS COMMITTEE Thursday 12 January 2023
5. Larkfield Court. It was resolved a) to tender care at Larkfield Court; b) to thank the officers.
Action: Rose Reed to visit Larkfield Court.
"""


@pytest.fixture(scope="module")
def client(base: Base) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(base, requests_a_second=0.0))) as opened:
        yield opened


class Page(HTMLParser):
    """A page as readers meet it: its headings, links and ids, and whether anything in it could run or style itself."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[tuple[int, str]] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.unsafe: list[str] = []
        self._heading: int | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.unsafe += [name for name in given if name == "style" or name.startswith("on")]
        self.unsafe += [tag] if tag in ("script", "style") and "src" not in given else []
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        if re.fullmatch("h[1-6]", tag):
            self._heading = int(tag[1])
            self.headings.append((self._heading, ""))

    def handle_data(self, data: str) -> None:
        if self._heading:
            level, told = self.headings[-1]
            self.headings[-1] = (level, told + data)

    def handle_endtag(self, tag: str) -> None:
        if re.fullmatch("h[1-6]", tag):
            self._heading = None


def address(library: Library, name: str, kind: str) -> str:
    return page_of(the_one(library, name, kind))  # type: ignore[arg-type]


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


@pytest.fixture
def care(client: TestClient, library: Library) -> str:
    """The page of the contract that is tendered and awarded."""
    answer = client.get(address(library, CARE, "contract"))
    assert answer.status_code == 200
    return answer.text


def test_a_contract_says_where_it_stands_and_that_this_is_worked_out(care: str) -> None:
    assert (1, CARE) in Page(care).headings
    stands = care.partition('id="stands"')[2].partition("</section>")[0]
    assert "Awarded in November 2022" in words(stands)
    assert 'class="derived"' in stands
    assert "worked out" in stands
    assert "/source/" in stands


def test_every_step_is_told_with_its_words_and_its_place(care: str, library: Library) -> None:
    told = care.partition('id="trail"')[2].partition("</section>")[0]
    for event in trail(library, CARE).events:
        for place in event.citations:
            assert quote((place.evidence or "").rpartition("/")[2].partition("-")[0]) in told
    assert "was asked to give" in told
    assert "by a majority" in told


def test_a_step_that_was_decided_leads_to_the_decision_and_one_asked_for_to_the_recommendation(care: str) -> None:
    steps = care.partition('<ol class="trail')[2].partition("</ol>")[0].split("<li")[1:]
    for step in steps:
        for status, kind in (("resolved", "decision"), ("recommended", "recommendation")):
            assert (f'class="step {status}' in step) == (f">the {kind} in full</a>" in step)


def test_names_in_a_sentence_lead_to_their_things(care: str, library: Library) -> None:
    post = the_one(library, DIRECTOR, "post")
    assert f'<a href="{page_of(post)}">{DIRECTOR}</a> the power to award it' in care


def test_terms_stand_with_their_places_and_what_no_paper_tells_is_said(client: TestClient, library: Library) -> None:
    care = words(client.get(address(library, CARE, "contract")).text)
    assert "Term 7 years" in care
    assert "Provider Tern Care Ltd" in care
    assert f"Takes the place of {OLD}" in care
    mill = words(client.get(address(library, MILL, "contract")).text)
    assert "Provider not known: no paper here tells it" in mill


def test_an_end_that_no_paper_prints_is_worked_out_from_start_and_term(care: str) -> None:
    row = care.partition('<th scope="row">End')[2].partition("</tr>")[0]
    assert "31 January 2030, by its start and term" in words(row)
    assert 'class="derived"' in row


def test_what_is_open_says_who_has_to_act(client: TestClient, library: Library) -> None:
    page = words(client.get(address(library, MILL, "contract")).text)
    assert "no award reported" in page
    assert f"To act or to report: {DIRECTOR}" in page


def test_a_power_is_told_with_what_became_of_it(care: str) -> None:
    told = words(care.partition('id="powers"')[2].partition("</section>")[0])
    assert f"gave {DIRECTOR} the power to award it" in told
    assert "What became of it: used" in told


def test_a_contract_is_shown_as_it_stood_on_a_day(client: TestClient, library: Library) -> None:
    page = client.get(address(library, CARE, "contract"), params={"as_of": "2022-10-01"})
    told = words(page.text)
    assert "Where it stands on 1 October 2022" in told
    assert "Award delegated on 8 September 2022" in told
    assert "November 2022" not in told.partition("Step by step")[2].partition("Contracts that belong")[0]


@pytest.mark.parametrize("day", ["soon", "2022-13-01", "2022", "2022-10-01T00:00", "<script>"])
def test_what_is_no_day_is_said_so(client: TestClient, library: Library, day: str) -> None:
    answer = client.get(address(library, CARE, "contract"), params={"as_of": day})
    assert answer.status_code == 400
    assert "is not a day such as" in answer.text
    assert "<script>" not in answer.text


def test_a_contract_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get("/id/contract/wexmere-county-council/no-such-contract").status_code == 404


@pytest.mark.parametrize(
    ("name", "kind"), [(CARE, "contract"), (MILL, "contract"), (OLD, "contract"), ("Tern Care Ltd", "provider"),
                       ("Larkfield Court", "scheme"), ("Respite Redesign", "scheme")],
)  # fmt: skip
def test_a_page_has_one_first_heading_and_nothing_in_it_that_runs(
    client: TestClient, library: Library, name: str, kind: str
) -> None:
    page = Page(client.get(address(library, name, kind)).text)
    levels = [level for level, _ in page.headings]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert len(page.ids) == len(set(page.ids))
    assert not page.unsafe


def test_links_to_things_lead_somewhere(client: TestClient, library: Library) -> None:
    for name, kind in ((CARE, "contract"), ("Tern Care Ltd", "provider"), ("Respite Redesign", "scheme")):
        links = Page(client.get(address(library, name, kind)).text).links
        for link in {each for each in links if each.startswith("/id/") and not each.endswith(".ttl")}:
            assert client.get(link).status_code == 200, link


def test_a_provider_shows_its_contracts_and_what_happened_to_them(client: TestClient, library: Library) -> None:
    page = words(client.get(address(library, "Tern Care Ltd", "provider")).text)
    assert "awarded in November 2022 worked out" in page
    assert "Reported: awarded" in page
    assert f"( {CARE} )" in page


def test_a_scheme_shows_references_savings_and_dependencies(client: TestClient, library: Library) -> None:
    page = words(client.get(address(library, "Respite Redesign", "scheme")).text)
    assert "A/R.4.017" in page
    assert "£120,000" in page
    assert "It depends on Larkfield Court" in page
    assert CARE in words(client.get(address(library, "Larkfield Court", "scheme")).text)


def test_what_is_decided_and_to_be_done_about_a_scheme_stands_on_its_page(tmp_path: Path) -> None:
    pages = Pages("minutes.txt", MINUTES)
    told = (
        PaperFacts("minutes", pages.at("ADULTS"), "Adults minutes", "2023-01-12", COUNCIL, ADULTS, JANUARY),
        Scheme("Larkfield Court", "extra-care", pages.at("Larkfield Court")),
        Decision(JANUARY, "5", "To tender care at Larkfield Court", pages.at("to tender care at Larkfield Court"), "a"),
        Decision(JANUARY, "5", "To thank the officers", pages.at("to thank the officers"), "b"),
        Action(JANUARY, "Rose Reed to visit Larkfield Court", pages.at("Rose Reed to visit"), "5", status="Ongoing"),
    )
    base = Base(tmp_path / "records")
    with base.open_for_writing() as writing:
        keep(writing, pages, told)
        writing.publish(base.live_graph, project_pending(writing) or {}, "1")
    library = Library(base)
    found = [(row.kind, row.what, row.day) for row in scheme(library, "Larkfield Court").work]
    assert sorted(found) == [
        ("Action", "Rose Reed to visit Larkfield Court", "2023-01-12"),
        ("Decision", "To tender care at Larkfield Court", "2023-01-12"),
    ]
    with TestClient(create_app(Settings(base, requests_a_second=0.0))) as client:
        page = words(client.get(address(library, "Larkfield Court", "scheme")).text)
    assert "Decisions Adults Committee, 12 January 2023" in page
    assert "( ongoing )" in page or "(ongoing)" in page


@pytest.mark.parametrize(
    ("name", "kind", "holds"), [(CARE, "contract", "delegate-award"), ("Tern Care Ltd", "provider", "awarded"),
                                ("Respite Redesign", "scheme", "120000")],
)  # fmt: skip
def test_a_page_is_taken_away_as_csv_with_links_to_the_words(
    client: TestClient, library: Library, name: str, kind: str, holds: str
) -> None:
    answer = client.get(address(library, name, kind), params={"format": "csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert any(holds in "".join(row.values()) for row in rows)
    assert all(row["links"].startswith("http://testserver/source/") for row in rows if row["papers"])


def test_passages_are_shown_about_the_name(library: Library) -> None:
    provider = the_one(library, "Tern Care Ltd", "provider")
    found = mentioning(library, [provider.iri], [provider.label])
    assert found.total == len(found.passages)
    assert all(each.name == "Tern Care Ltd" for each in found.passages)


@given(st.text(max_size=60), st.lists(st.text(max_size=8), max_size=4))
def test_a_sentence_in_pieces_is_the_sentence(text: str, names: list[str]) -> None:
    pieces = linked(text, [Ref(f"x:{at}", name) for at, name in enumerate(names)])
    assert "".join(piece for piece, _ in pieces) == text
    assert all(thing is None or piece == thing.label for piece, thing in pieces)


def test_a_name_is_found_as_whole_words_only() -> None:
    chair, whole = Ref("x:chair", "Chair"), Ref("x:chairman", "Chairman of it")
    assert [thing for _, thing in linked("Chairman of it and Chair agreed", [chair, whole]) if thing] == [whole, chair]
    assert linked("Chairwoman", [chair]) == (("Chairwoman", None),)


def test_names_that_differ_in_capitals_only_are_one() -> None:
    assert each_once(["Mill Plan", "Mill plan", "MP"]) == ["Mill plan", "MP"]


def test_pages_style_themselves_by_files_alone() -> None:
    templates = Path(__file__).parent.parent / "interfaces" / "web" / "templates"
    for name in ("contract", "provider", "scheme", "things_parts"):
        text = (templates / f"{name}.html").read_text(encoding="utf-8")
        assert "|safe" not in text
        assert " style=" not in text
