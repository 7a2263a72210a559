"""Linked data: every IRI answers, in the form that is asked for; the vocabulary, whole graphs, dumps and changes."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from pyoxigraph import NamedNode, Quad, RdfFormat, Store
from rdflib import RDF, Dataset, Graph, URIRef
from starlette.testclient import TestClient

from interfaces.web.app import create_app
from interfaces.web.linked import formats
from interfaces.web.settings import Settings
from kg.base import Base
from kg.vocabulary import CK, CONCLUDED_GRAPHS, ID_BASE, REDIRECTS_GRAPH, Has, Kind
from queries import described
from queries.library import Library
from queries.names import named_things
from queries.thing_card import thing_card
from queries.vocabulary import terms
from tests.conftest import CARE, FIRST, keep, make_base

# rdflib's own parsers use what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated, use Dataset:DeprecationWarning")
PARSERS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}
PAGE_FORM = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def client_of(base: Base, **settings: object) -> TestClient:
    told = {"requests_a_second": 0.0, **settings}
    return TestClient(create_app(Settings(base, **told)), raise_server_exceptions=False)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def client(base: Base) -> Iterator[TestClient]:
    with client_of(base) as opened:
        opened.follow_redirects = False
        yield opened


@pytest.fixture(scope="module")
def contract(base: Base) -> str:
    """The path of a contract's IRI."""
    things = named_things(Library(base), "contract")
    return path_of(next(thing.ref.iri for thing in things if thing.ref.label == CARE))


def path_of(iri: str) -> str:
    return "/id/" + iri.removeprefix(ID_BASE)


def one_of(base: Base, kind: str) -> str:
    found = described.some_of(Library(base), kind)
    assert found
    return path_of(found.iri)


def test_every_iri_of_a_base_answers_as_a_page_and_as_data(client: TestClient, base: Base) -> None:
    terms_of = (term for quad in Library(base).store for term in (quad.subject, quad.object))
    iris = {term.value for term in terms_of if isinstance(term, NamedNode) and term.value.startswith(ID_BASE)}
    assert len(iris) > 100
    for iri in sorted(iris):
        assert client.get(path_of(iri), headers=PAGE_FORM).status_code in (200, 303), iri
        assert client.get(f"{path_of(iri)}.nt").status_code == 200, iri


@pytest.mark.parametrize(("suffix", "parser"), PARSERS.items())
def test_each_form_says_the_same_and_others_can_read_it(
    client: TestClient, contract: str, suffix: str, parser: str
) -> None:
    answer = client.get(f"{contract}.{suffix}")
    found = Graph().parse(data=answer.content, format=parser)
    same = Graph().parse(data=client.get(f"{contract}.nt").content, format="nt")
    assert set(found) == set(same)
    assert (URIRef(ID_BASE + contract.removeprefix("/id/")), RDF.type, URIRef(Kind.CONTRACT)) in found


def test_data_of_a_thing_has_what_refers_to_it_the_places_and_the_names_of_neighbours(
    client: TestClient, base: Base
) -> None:
    path = one_of(base, Kind.DECISION)
    found = Graph().parse(data=client.get(f"{path}.ttl").content, format="turtle")
    thing = URIRef(ID_BASE + path.removeprefix("/id/"))
    place = found.value(thing, URIRef(Has.EVIDENCE))
    assert found.value(place, URIRef(Has.QUOTE))
    meeting = found.value(thing, URIRef(Has.MEETING))
    assert found.value(meeting, URIRef(Has.LABEL))


def test_data_that_keeps_the_papers_apart_names_them(client: TestClient, base: Base, contract: str) -> None:
    told = Dataset()
    told.parse(data=client.get(f"{contract}.nq").text, format="nquads")
    papers = {str(graph.identifier) for graph in told.graphs() if len(graph)}
    assert any("/id/paper/" in paper for paper in papers)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/plain, */*;q=0.1", "application/n-triples"),
        ("text/turtle;q=0.4, application/ld+json;q=0.9, */*;q=0.1", "application/ld+json"),
        ("text/html;q=0.2, text/turtle;q=0.3", "text/turtle"),
        ("text/turtle;q=0, */*", "text/html"),
        (PAGE_FORM["Accept"], "text/html"),
        ("*/*", "text/html"),
        ("", "text/html"),
    ],
)
def test_a_client_gets_the_form_that_it_likes_best(
    client: TestClient, contract: str, accept: str, media_type: str
) -> None:
    answer = client.get(contract, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "Accept" in answer.headers["vary"].split(", ")
    assert f'<{contract}.jsonld>; rel="alternate"' in answer.headers["link"] or media_type == "application/ld+json"


def test_a_form_that_there_is_not_is_refused_with_those_that_there_are(client: TestClient, contract: str) -> None:
    answer = client.get(contract, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert f"{contract}.ttl" in answer.text


@pytest.mark.parametrize("path", ["/id/", "/id/nothing", "/id/%3Cscript%3E", "/id/a%20b", "/id/x%0Ay", "/id/%C3%A9"])
def test_an_iri_of_which_nothing_is_known_is_not_found_in_words(client: TestClient, path: str) -> None:
    assert client.get(path, headers=PAGE_FORM).status_code == 404
    assert client.get(f"{path}.ttl").status_code == 404
    assert "<script>" not in client.get(path, headers=PAGE_FORM).text


def test_a_paper_leads_to_its_page_and_a_place_to_its_words(client: TestClient, base: Base) -> None:
    paper = client.get(one_of(base, Kind.PAPER), headers=PAGE_FORM)
    assert (paper.status_code, paper.headers["location"][:8]) == (303, "/source/")
    for kind in (Kind.EVIDENCE, Kind.PASSAGE):
        place = client.get(one_of(base, kind), headers=PAGE_FORM)
        assert place.status_code == 303
        assert "start=" in place.headers["location"]
        assert place.headers["location"].endswith("#mark")


def test_a_statement_without_a_page_of_its_own_is_shown_in_plain_words(client: TestClient, base: Base) -> None:
    text = client.get(one_of(base, Kind.CLEARANCE), headers=PAGE_FORM).text
    assert "<dt>cleared</dt>" in text
    assert "/source/" in text
    assert "ck:" not in text


def test_of_many_things_that_refer_to_one_so_many_are_told_and_that_there_are_more(base: Base) -> None:
    library = Library(base)
    council = described.some_of(library, Kind.COUNCIL)
    assert council
    found = described.described(library, council.iri, most=2)
    assert found
    assert (len(found.referring), found.cut) == (2, True)
    assert not thing_card(library, council.iri).cut


def with_redirects(folder: Path, *now: str) -> tuple[Base, str]:
    """A base where an earlier IRI redirects to things."""
    base = make_base(folder)
    old = f"{ID_BASE}contract/wexmere-county-council/as-it-was-called"
    graph = NamedNode(REDIRECTS_GRAPH)
    store = Store(str(base.live_graph))
    store.extend([Quad(NamedNode(old), NamedNode(Has.IS_REPLACED_BY), NamedNode(iri), graph) for iri in now])
    store.flush()
    del store
    with base.open_for_writing() as writing:
        writing.publish(base.live_graph, {})
    return base, path_of(old)


def test_an_iri_of_an_earlier_generation_leads_to_what_it_became(tmp_path: Path, contract: str) -> None:
    base, old = with_redirects(tmp_path / "records", ID_BASE + contract.removeprefix("/id/"))
    with client_of(base) as client:
        client.follow_redirects = False
        moved = client.get(old, headers=PAGE_FORM)
        assert (moved.status_code, moved.headers["location"]) == (301, contract)
        assert client.get(f"{old}.ttl").headers["location"] == f"{contract}.ttl"


def test_an_iri_that_became_several_things_offers_them(tmp_path: Path, base: Base, contract: str) -> None:
    other = path_of(next(thing.ref.iri for thing in named_things(Library(base), "provider")))
    several = [ID_BASE + path.removeprefix("/id/") for path in (contract, other)]
    earlier, old = with_redirects(tmp_path / "records", *several)
    with client_of(earlier) as client:
        page = client.get(old, headers=PAGE_FORM)
        assert page.status_code == 404
        assert CARE in page.text
        assert client.get(f"{old}.ttl").status_code == 300


def test_a_paper_whose_name_is_a_program_is_shown_as_text(tmp_path: Path) -> None:
    from tests.conftest import Pages, first_pack

    base = make_base(tmp_path / "records")
    with base.open_for_writing() as writing:
        pages = Pages("<img src=x onerror=alert(1)>.txt", FIRST + "once more\n")
        keep(writing, pages, first_pack(pages))
        from ingest.projection import project_pending

        writing.publish(base.live_graph, project_pending(writing) or {}, "1")
    with client_of(base) as client:
        for path in ("/changes", one_of(base, Kind.CLEARANCE), "/changes.atom"):
            text = client.get(path, headers=PAGE_FORM).text
            assert "<img src=x" not in text
        assert "&lt;img src=x" in client.get("/changes").text


def test_the_vocabulary_is_a_page_on_which_every_word_has_its_place(client: TestClient) -> None:
    page = etree.HTML(client.get("/ns", headers=PAGE_FORM).text)
    places = page.xpath("//@id")
    assert len(places) == len(set(places))
    assert {term.name for term in terms().values()} <= set(places)
    for address in page.xpath("//main//a/@href"):
        if address.startswith("/ns#"):
            assert address.removeprefix("/ns#") in places


@pytest.mark.parametrize("name", ["/ns", "/ns/shapes", "/ns/alignment", "/dump"])
def test_what_describes_the_data_is_data_too(client: TestClient, name: str) -> None:
    found = [set(Graph().parse(data=client.get(f"{name}.nt").content, format="nt"))]
    turtle = client.get(name, headers={"Accept": "text/turtle"})
    assert turtle.headers["content-type"].startswith("text/turtle")
    assert len(Graph().parse(data=turtle.content, format="turtle")) == len(found[0]) > 20
    assert client.get(f"{name}.png").status_code == 404


def test_a_whole_graph_is_what_one_paper_states(client: TestClient, base: Base) -> None:
    paper = one_of(base, Kind.PAPER).rpartition("/")[2]
    store = Library(base).store
    wanted = {str(quad) for quad in store.quads_for_pattern(None, None, None, NamedNode(f"{ID_BASE}paper/{paper}"))}
    for suffix, form in (("nq", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG)):
        import pyoxigraph

        told = pyoxigraph.parse(client.get(f"/graph/paper/{paper}.{suffix}").content, form)
        assert {str(quad) for quad in told} == wanted
    turtle = Graph().parse(data=client.get(f"/graph/paper/{paper}.ttl").content, format="turtle")
    assert len(turtle) == len(wanted)
    assert client.get(f"/graph/paper/{paper}", headers=PAGE_FORM).headers["location"] == f"/source/{paper}"
    for name in ("paper/0000000000000000", "paper/..%2f", "none"):
        assert client.get(f"/graph/{name}.nq").status_code == 404


def test_the_dump_is_the_whole_base_and_the_same_each_time(client: TestClient, base: Base) -> None:
    store = Library(base).store
    answer = client.get("/dump/graph.nq.gz")
    assert set(gzip.decompress(answer.content).decode().splitlines()) == {f"{quad} ." for quad in store}
    assert client.get("/dump/graph.nq.gz").content == answer.content
    assert answer.headers["content-length"] == str(len(answer.content))
    held = client.get("/dump/graph.nq.gz", headers={"If-None-Match": answer.headers["etag"]})
    assert (held.status_code, held.content) == (304, b"")
    part = client.get("/dump/graph.nq.gz", headers={"Range": "bytes=2-9"})
    assert (part.status_code, part.content) == (206, answer.content[2:10])
    trig = Store()
    trig.load(gzip.decompress(client.get("/dump/graph.trig.gz").content), RdfFormat.TRIG)
    assert len(trig) == len(store)


def test_the_list_of_papers_can_be_opened_as_a_table(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/dump/papers.csv").text)))
    assert {row["file_name"]: row["status"] for row in rows}["2022-09-pack.txt"] == "read"
    assert all(row["iri"].startswith(ID_BASE) for row in rows)


def test_a_file_that_there_is_not_is_not_found(client: TestClient) -> None:
    assert client.get("/dump/graph.zip").json()["error"]["status"] == 404


def test_a_dump_leaves_the_disk_with_its_generation(base: Base) -> None:
    import gc

    from interfaces.web.linked.files import file_of

    library = Library(base)
    made = file_of(library, "x.gz", lambda out: out.write(b"x") and None)
    assert gzip.decompress(made.read_bytes()) == b"x"
    del library
    gc.collect()
    assert not made.exists()


def test_programs_find_what_the_dataset_is_where_they_look(client: TestClient) -> None:
    where = client.get("/.well-known/void").headers["location"]
    found = Graph().parse(data=client.get(where).content, format="turtle")
    dumps = {str(value) for value in found.objects(None, URIRef("http://rdfs.org/ns/void#dataDump"))}
    assert dumps == {"http://testserver/dump/graph.nq.gz", "http://testserver/dump/graph.trig.gz"}


def test_what_changed_is_a_page_and_a_feed(client: TestClient) -> None:
    page = client.get("/changes").text
    assert "New papers: 2" in page
    assert "2022-09-pack.txt" in page
    feed = etree.fromstring(client.get("/changes.atom").content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.xpath("string(a:entry/a:title)", namespaces=names) == "Papers: 2 new"
    assert feed.xpath("count(a:id) = 1 and count(a:updated) = 1 and count(a:entry/a:id) = 1", namespaces=names)


def test_pages_of_other_sites_may_read_data_but_not_from_a_member_of_staffs_machine(
    base: Base, contract: str, client: TestClient
) -> None:
    addresses = (f"{contract}.ttl", "/ns.ttl", "/dump/papers.csv", "/changes.atom", "/graph/identity.nq", "/api/status")
    for address in addresses:
        assert client.get(address).headers["access-control-allow-origin"] == "*"
    with client_of(base, with_exempt=True) as staff:
        for address in addresses:
            answer = staff.get(address, headers={"Host": "localhost"})
            assert answer.status_code == 200
            assert "access-control-allow-origin" not in answer.headers


def test_a_word_of_the_vocabulary_has_its_address(client: TestClient) -> None:
    from interfaces.web.addresses import page_of

    assert page_of(CK + "Contract") == "/ns#Contract"


def test_every_suffix_is_of_one_form() -> None:
    assert len(formats.SUFFIXES) == len(formats.BY_SUFFIX)


def test_of_papers_that_are_not_for_publication_nothing_is_served_to_everybody(tmp_path: Path) -> None:
    from ingest.build import ingest
    from kg import ids
    from tests.test_kg_public_generation import OPEN, SECRET, WORDS, written

    base = Base(tmp_path / "records")
    ingest(base, list(written(tmp_path / "open", OPEN).values()))
    ingest(base, list(written(tmp_path / "shut", SECRET).values()))
    with base.ledger() as ledger:
        shut = [ids.paper(each.sha256) for each in ledger.papers() if each.file_name in SECRET]
    assert len(shut) == 2
    addresses = ("/changes", "/changes.atom", "/api/changes", "/api/papers", "/api/status", "/dump", "/dump/papers.csv",
                 "/api", "/api/openapi.json", "/graph/identity.nq", "/graph/derived.nq", "/ns")  # fmt: skip
    with client_of(base) as client, client_of(base, with_exempt=True) as staff:
        told = [client.get(address).text for address in addresses]
        told.append(gzip.decompress(client.get("/dump/graph.nq.gz").content).decode())
        for text in told:
            digits = [iri.rpartition("/")[2] for iri in shut]
            assert not [word for word in (*WORDS, *digits) if word in text.lower()]
        for iri in shut:
            for address in (f"{path_of(iri)}.ttl", path_of(iri), f"/graph{path_of(iri)[3:]}.nq"):
                assert client.get(address).status_code == 404
            assert staff.get(f"{path_of(iri)}.ttl", headers={"Host": "localhost"}).status_code == 200
        assert "larkfield-appendix" in staff.get("/changes", headers={"Host": "localhost"}).text


def test_a_copy_is_brought_up_to_date_by_what_changed_alone(tmp_path: Path) -> None:
    from ingest.build import ingest, withdraw
    from tests.test_kg_public_generation import OPEN, written

    base, paths = Base(tmp_path / "records"), list(written(tmp_path / "papers", OPEN).values())
    ingest(base, paths[:2])
    copy = Store()
    with client_of(base) as client:
        copy.load(gzip.decompress(client.get("/dump/graph.nq.gz").content), RdfFormat.N_QUADS)
        since = client.get("/api/changes").json()["answer"]["generation"]
    ingest(base, paths[2:])
    withdraw(base, paths[0])
    with client_of(base) as client:
        answer = client.get(f"/api/changes?since={since}").json()["answer"]
        assert answer["complete"]
        papers = {paper["paper"] for change in answer["changes"] for paper in change["papers"]}
        graphs = list(CONCLUDED_GRAPHS)
        for iri in (*papers, *graphs):
            copy.remove_graph(NamedNode(iri))
            address = iri.removeprefix(ID_BASE.removesuffix("/id/")).replace("/id/", "/graph/")
            told = client.get(f"{address}.nq")
            if told.status_code == 200:
                copy.load(told.content, RdfFormat.N_QUADS)
        now = gzip.decompress(client.get("/dump/graph.nq.gz").content).decode().splitlines()
    assert {f"{quad} ." for quad in copy} == set(now)
