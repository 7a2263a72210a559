"""Published notices as people find and open them: in search, at the words, as pages; hostile ones harm nobody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from pyoxigraph import NamedNode
from starlette.testclient import TestClient

from index.stated import told
from ingest.build import ingest
from interfaces.web.addresses import source_of
from interfaces.web.app import create_app
from interfaces.web.settings import Settings
from kg.base import Base
from kg.vocabulary import ID_BASE
from queries.library import Library
from queries.search import search
from queries.sparql import rows, sparql
from queries.thing_card import thing_card
from tests.notices import award, package, pounds, reading, release, supplier

SCRIPT = "<script>alert(1)</script>"
QUAY = package(
    release(
        of_tender={"description": "The quay wall is underpinned.", "value": pounds(700, "EUR")},
        parties=[supplier("Tern Works Ltd", number="09990001")],
        awards=[award("Tern Works Ltd", value=pounds(650))],
    )
)
HOSTILE = release(
    ocid=f"ocds-w3xm9r-{SCRIPT}",
    id="javascript:alert(2)",
    of_tender={
        "title": f"Lamps &lt;script&gt;{SCRIPT}",
        "documents": [{"title": "Plan", "url": "javascript:alert(3)"}],
    },
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder = tmp_path_factory.mktemp("notices")
    for name, tree in (("quay", QUAY), ("hostile", HOSTILE), ("other", {"name": "no notice"})):
        (folder / f"{name}.json").write_text(json.dumps(tree), encoding="utf-8")
    made = Base(folder / "base")
    summary = ingest(made, [str(each) for each in sorted(folder.glob("*.json"))])
    assert [failure.reason for failure in summary.failures] == [
        "it is data (JSON) and no paper; leave it out, or give the paper as PDF, Word, web page or text"
    ]
    return made


@pytest.fixture(scope="module")
def client(base: Base) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(base, requests_a_second=0.0))) as opened:
        yield opened


def the(base: Base, kind: str) -> str:
    """The IRI of the only thing of a kind in the paper on the quay."""
    query = f"SELECT DISTINCT ?x {{ GRAPH ?g {{ ?x a ck:{kind} . ?g ck:fileName 'quay.json' }} }}"
    [row] = rows(sparql(Library(base), query))
    return str(row["x"])


def test_notices_without_a_decision_are_a_table_and_a_file_to_take_away(client: TestClient) -> None:
    page = client.get("/tables/notices?kind=notice").text
    assert "a published notice without a committee&#39;s decision" in page
    assert "no paper of a committee that is held here is certainly of it" in page
    rows = client.get("/tables/notices.csv?kind=notice").text.splitlines()
    assert len(rows) > 1
    assert not client.get("/tables/notices.csv?kind=award").text.splitlines()[1:]


def test_a_notice_is_found_by_its_words_and_told_as_what_it_is(base: Base) -> None:
    found = search(Library(base), 'underpinned paper_kind:"procurement notice"', facets=("paper_kind", "kind", "year"))
    assert found.total == 1
    assert found.facets == {"paper_kind": {"procurement notice": 1}, "kind": {"notice": 1}, "year": {"2021": 1}}


def test_what_is_found_opens_with_its_words_marked(base: Base, client: TestClient) -> None:
    [hit] = search(Library(base), "underpinned").passages
    page = client.get(source_of(hit.citations[0]).partition("#")[0])
    assert page.status_code == 200
    marked = " ".join(re.findall(r'<mark class="quoted[^"]*"[^>]*>([^<]*)</mark>', page.text))
    assert "Description: The quay wall is underpinned." in marked


def test_particulars_that_nobody_looks_for_weigh_less_than_the_notices_own_fields() -> None:
    found = reading(QUAY)
    weights = {passage.heading: note.worth for passage, note in zip(found.passages, told(found), strict=True)}
    assert weights["Other particulars"] < weights["Tender"]
    assert weights["Tern Works Ltd"] < weights["Award to Tern Works Ltd"]


def test_everything_in_a_notice_has_a_page_and_is_data(base: Base, client: TestClient) -> None:
    terms = (term for quad in Library(base).store for term in (quad.subject, quad.object))
    paths = {"/id/" + term.value.removeprefix(ID_BASE) for term in terms
             if isinstance(term, NamedNode) and term.value.startswith(ID_BASE)}  # fmt: skip
    assert any("/notice-award/" in path for path in paths)
    for path in sorted(paths):
        page = client.get(path, headers={"accept": "text/html"})
        assert page.status_code == 200, path
        assert "<script>alert" not in page.text
        assert 'href="javascript' not in page.text
        assert client.get(f"{path}.nt").status_code == 200, path


def test_a_value_is_shown_in_the_currency_of_its_notice(base: Base) -> None:
    shown = {fact.property.label: [value.text for value in fact.values]
             for fact in thing_card(Library(base), the(base, "Notice")).facts}  # fmt: skip
    assert (shown["value as published"], shown["currency"]) == (["700"], ["EUR"])


def test_a_notice_leads_to_its_process_buyer_and_contract(base: Base, client: TestClient) -> None:
    page = client.get("/id/" + the(base, "Notice").removeprefix(ID_BASE), headers={"accept": "text/html"}).text
    for words in ("/id/process/ocds-w3xm9r-0042", "/id/council/oswick-borough-council", "/id/contract/"):
        assert words in page


def test_the_file_itself_can_be_had(base: Base, client: TestClient) -> None:
    paper = the(base, "Paper").rpartition("/")[2]
    links = re.findall(r'href="([^"]*/original[^"]*)"', client.get(f"/source/{paper}").text)
    assert links
    answer = client.get(links[0])
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json() == QUAY


def test_a_result_says_once_that_it_is_a_published_notice(client: TestClient) -> None:
    facts = re.findall(r'<p class="facts">([^<]*)', client.get("/search", params={"q": "underpinned"}).text)
    assert [each.partition(" · ")[0] for each in facts] == ["Published notice"]
