"""What was tried against the server to break it, and what it must do: each test is an attack that once worked, or that
would be dear if it ever did."""

from __future__ import annotations

import csv
import io
import json
import logging
import re
import socket
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from xml.etree import ElementTree

import anyio
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from ingest.projection import project_pending
from interfaces.web.app import create_app
from interfaces.web.connections import Allowance, guarded
from interfaces.web.middleware.limits import Buckets, Turns, cost_of, household
from interfaces.web.settings import Settings
from kg.base import Base
from kg.errors import BaseDamaged, WrongUse
from kg.records import AgendaItem, Contract, MeetingKey, PaperFacts, Provider, Record, Report
from tests.conftest import FIRST, Pages, keep
from tests.serving import free_port

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SCRIPT = '<script>alert(1)</script>"><img src=x onerror=alert(1)> \u202egpj.exe \x0c\ufffe'
FORMULA = "=cmd|calc!A0.txt"
PATIENCE = 30.0
FOLLOWED = ("/id/", "/source/", "/search?", "/tables/", "/changes", "/graph/")


def client_of(base: Base, **settings: object) -> TestClient:
    """A client that may ask as much as it likes, follows nobody, and sees faults as pages."""
    told = {"requests_a_second": 0.0, **settings}
    app = create_app(Settings(base, **told))  # type: ignore[arg-type]
    return TestClient(app, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture(scope="module")
def client(base: Base) -> Iterator[TestClient]:
    with client_of(base) as opened:
        yield opened


class HostilePages(Pages):
    """A paper of which every name and title would like to be a program, and its file's name a formula."""

    def __init__(self) -> None:
        super().__init__(FORMULA, FIRST.replace("Larkfield Court", f"Larkfield {SCRIPT} Court"))


def hostile_pack(pages: Pages) -> tuple[Record, ...]:
    """What such a paper says."""
    at = pages.at
    meeting = MeetingKey(f"Adults {SCRIPT} Committee", "2022-09-08", f"Wexmere {SCRIPT} Council")
    where = at("Recommendation")
    return (
        PaperFacts("pack", where, f"=1+1 {SCRIPT}", "2022-09-08", meeting.council, meeting.committee, meeting),
        AgendaItem(meeting, "4", f"Tender {SCRIPT}", where),
        Report(f"Tender {SCRIPT}", where, meeting, "4"),
        Provider(f"Tern {SCRIPT} Ltd", where),
        Contract(f"Care {SCRIPT} contract", where, provider=f"Tern {SCRIPT} Ltd"),
        Contract("=HYPERLINK(1) contract", where, scheme=f"@Scheme {SCRIPT}"),
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    base = Base(tmp_path_factory.mktemp("hostile") / "records")
    with base.open_for_writing() as writing:
        pages = HostilePages()
        keep(writing, pages, hostile_pack(pages))
        writing.publish(base.live_graph, project_pending(writing) or {}, "1")
    with client_of(base) as opened:
        yield opened


# A paper's words


class Programs(HTMLParser):
    """What of a page would run, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See an element."""
        values = dict(attrs)
        if tag in ("script", "iframe", "object", "embed", "base") and not str(values.get("src")).startswith("/static/"):
            self.found.append(tag)
        self.found += [name for name in values if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action", "formaction", "xlink:href"):
            if address := values.get(name):
                self.links.append(address)
                if re.match(r"\s*(?:javascript|data|vbscript):", address, re.IGNORECASE):
                    self.found.append(address)

    handle_startendtag = handle_starttag


def pages_of(client: TestClient, *begin: str, most: int) -> Iterator[tuple[str, str]]:
    """Pages by their addresses, from some to those that they lead to."""
    waiting, seen = deque(begin), set(begin)
    for _ in range(most):
        if not waiting:
            return
        address = waiting.popleft()
        answer = client.get(address)
        assert answer.status_code < 500, address
        reader = Programs()
        if "location" in answer.headers:
            reader.links.append(answer.headers["location"])
        elif "text/html" in answer.headers["content-type"]:
            yield address, answer.text
            reader.feed(answer.text)
        found = [link.partition("#")[0] for link in reader.links if link.startswith(FOLLOWED)]
        waiting += [link for link in dict.fromkeys(found) if link not in seen]
        seen.update(found)


def test_no_page_of_a_hostile_paper_has_anything_that_runs(hostile: TestClient) -> None:
    begin = (
        "/",
        "/search?q=tender",
        "/tables/contracts",
        "/tables/papers",
        "/tables/issues",
        "/papers",
        "/ask",
        "/api",
    )
    shown = 0
    for address, text in pages_of(hostile, *begin, most=100):
        reader = Programs()
        reader.feed(text)
        assert not reader.found, address
        assert "\u202e" not in text, address
        shown += "&lt;script&gt;alert(1)" in text
    assert shown > 5  # the words are there, as words


@pytest.mark.parametrize(
    "address",
    [
        "/search?q={}", "/search?q=x&committee={}&sort={}&page={}", "/tables/contracts?state={}&sort={}&q={}",
        "/tables/{}", "/no/{}", "/id/{}", "/source/{}", "/ask?query={}", "/ask?query=SELECT%20*%20%7B{}", "/graph/{}",
        "/ask?example={}", "/tables/renewals?within={}",
    ],
)  # fmt: skip
def test_what_is_asked_comes_back_as_words_only(client: TestClient, address: str) -> None:
    from urllib.parse import quote

    answer = client.get(address.format(*[quote(f"</textarea></title>{SCRIPT}", safe="")] * 3))
    reader = Programs()
    reader.feed(answer.text)
    assert answer.status_code < 500
    assert not reader.found
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", ["/search.atom?q=tender", "/changes.atom", "/opensearch.xml"])
def test_no_letter_of_a_paper_makes_a_feed_unreadable(hostile: TestClient, address: str) -> None:
    assert ElementTree.fromstring(hostile.get(address).text).tag.startswith("{http://")


@pytest.mark.parametrize("address", ["/search.csv?q=tender", "/tables/contracts.csv", "/tables/papers.csv", "thing"])
def test_no_cell_of_a_file_is_a_formula(hostile: TestClient, address: str) -> None:
    if address == "thing":
        rows = hostile.get("/api/contracts").json()["answer"]
        address = "/id/" + rows[0]["contract"]["iri"].partition("/id/")[2] + "?format=csv"
    answer = hostile.get(address)
    cells = [cell for row in csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))) for cell in row]
    assert any(FORMULA in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_file_name_cannot_add_a_header(hostile: TestClient) -> None:
    from interfaces.web.pages.source import safe_name

    assert not re.search(r'[\r\n"\\/\u202e]', safe_name('a\r\nSet-Cookie: x=1\r\n\r\n"../../b\u202e.html'))
    sha256 = hostile.get("/api/papers").json()["answer"][0]["sha256"]
    answer = hostile.get(f"/source/{sha256[:16]}/original")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["content-security-policy"]


# What is kept of answers


def test_who_accepts_two_things_does_not_choose_for_others(client: TestClient) -> None:
    """The last of two Accept headers was what the answer was kept under, and both were what it was made by."""
    odd = client.get("/dump", headers=[("Accept", "text/html;q=0"), ("Accept", "*/*")])
    plain = client.get("/dump", headers={"Accept": "*/*"})
    assert "turtle" in odd.headers["content-type"]
    assert "html" in plain.headers["content-type"]


def test_a_feed_asked_for_in_clear_is_not_given_to_who_asks_safely(client: TestClient) -> None:
    first = client.get("http://testserver/search.atom?q=tender")
    second = client.get("https://testserver/search.atom?q=tender")
    assert "http://testserver/" in first.text
    assert "https://testserver/" in second.text
    assert "http://testserver/" not in second.text


def test_a_name_that_one_client_gives_the_server_is_not_told_to_another(client: TestClient) -> None:
    client.get("/search.csv?q=tender", headers={"Host": "evil.example"})
    assert "evil.example" not in client.get("/search.csv?q=tender").text


def test_no_part_of_an_address_reaches_into_the_next() -> None:
    from interfaces.web.middleware.editions import _key

    def key(path: str, query: bytes, *headers: tuple[bytes, bytes]) -> str:
        return _key({"path": path, "query_string": query, "scheme": "http", "headers": list(headers)})

    assert key("/a\0b", b"") != key("/a", b"b")
    assert key("/a", b"", (b"accept", b"b")) != key("/a", b"b")
    assert key("/a", b"", (b"accept", b"b"), (b"accept", b"c")) != key("/a", b"", (b"accept", b"c"))


# Headers, redirects, logs


def broken(client: TestClient, error: Exception) -> str:
    """An address that fails so."""

    def fail(_request: Request) -> Response:
        raise error

    assert isinstance(client.app, Starlette)
    client.app.router.routes.insert(0, Route("/broken/{rest}", fail))
    return "/broken/x"


def test_a_fault_runs_nothing_either(base: Base, caplog: pytest.LogCaptureFixture) -> None:
    """It is answered outside of all our layers, and had none of the headers."""
    with client_of(base) as client:
        address = broken(client, ZeroDivisionError())
        with caplog.at_level(logging.ERROR, "kg.web"):
            logging.getLogger("kg.web").propagate = True
            answer = client.get(f"{address}%0A2026-01-01 all is well %1b%5b2J")
    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    told = [record.getMessage() for record in caplog.records if "fault" in record.getMessage()]
    assert len(told) == 1
    assert "\n" not in told[0]
    assert "\x1b" not in told[0]


def test_an_error_names_no_folder_of_the_server(base: Base) -> None:
    with client_of(base) as client:
        answer = client.get(broken(client, BaseDamaged("/srv/secret/graph is missing")))
    assert answer.status_code == 503
    assert "secret" not in answer.text


def test_a_client_that_leaves_while_it_asks_is_no_fault_of_ours(base: Base, caplog: pytest.LogCaptureFixture) -> None:
    with client_of(base) as client, caplog.at_level(logging.ERROR):
        assert client.get(broken(client, ClientDisconnect())).status_code == 499
    assert not caplog.records


def test_the_access_log_is_in_letters_that_no_terminal_obeys(base: Base, caplog: pytest.LogCaptureFixture) -> None:
    with client_of(base) as client:
        logging.getLogger("kg.access").propagate = True
        with caplog.at_level(logging.INFO, "kg.access"):
            client.get("/%c2%9b2J%e2%80%ae" + "x" * 5000)
    line = caplog.records[-1].getMessage()
    assert line.isascii()
    assert len(json.loads(line)["path"]) <= 500


@pytest.mark.parametrize(
    "address", ["/search/", "//evil.example/search/", "//evil.example/..", "/static", "/%2f%2fevil.example/static/"]
)
def test_no_address_leads_to_where_the_client_says(client: TestClient, address: str) -> None:
    answer = client.send(client.build_request("GET", f"http://testserver{address}", headers={"Host": "evil.example"}))
    assert "evil.example" not in answer.headers.get("location", "")


@pytest.mark.parametrize(
    "rest",
    [
        "x%0d%0aSet-Cookie:%20a=b",
        "x%3e;rel=stylesheet,%3chttp://evil.example/",
        "%f0%9f%92%a9%e2%80%ae",
        "%ff",
        "../../etc/passwd",
        "//evil.example",
        "%00",
    ],
)
@pytest.mark.parametrize("accept", [BROWSER, "image/png", "text/turtle"])
def test_an_odd_address_of_a_thing_is_not_found_and_adds_no_header(client: TestClient, rest: str, accept: str) -> None:
    answer = client.get(f"/id/{rest}", headers={"Accept": accept})
    assert answer.status_code in (404, 406)
    assert "set-cookie" not in answer.headers
    assert "<http" not in answer.headers.get("link", "")
    assert "location" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../views.py",
        "/static/%2e%2e/views.py",
        "/static/..%2fviews.py",
        "/static//etc/passwd",
        "/static/%00",
        "/source/..%2f..%2fledger.sqlite",
        "/source/0123456789abcdef/..%2foriginal",
        "/dump/..%2f..%2fledger.sqlite",
    ],
)
def test_no_path_of_the_address_is_a_path_of_the_disk(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_other_sites_may_not_show_what_is_no_open_data(client: TestClient) -> None:
    assert client.get("/").headers["cross-origin-resource-policy"] == "same-origin"
    assert client.get("/sparql?query=ASK{}").headers["cross-origin-resource-policy"] == "cross-origin"
    assert "cross-origin-resource-policy" not in client.get("/dump.ttl").headers


# Papers not for publication


DOORS = (
    "/", "/sparql?query=ASK%7B%7D", "/sparql", "/api/status", "/api/openapi.json", "/api/none", "/dump/papers.csv",
    "/dump.ttl", "/search.atom?q=care", "/search.csv?q=care", "/changes.atom", "/suggest?q=ca", "/ns.ttl", "/metrics",
    "/graph/same.nq", "/id/none.ttl", "/tables/issues.csv", "/health", "/opensearch.xml", "/static/site.css",
)  # fmt: skip


@pytest.mark.parametrize("address", DOORS)
def test_where_exempt_papers_are_served_no_other_site_reads_or_names_the_server(base: Base, address: str) -> None:
    with client_of(base, with_exempt=True) as client:
        answer = client.get(f"http://localhost{address}", headers={"Origin": "http://evil.example"})
        assert not [name for name in answer.headers if name.startswith("access-control")]
        kept = answer.headers["cache-control"]
        assert "private" in kept or "no-store" in kept
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", ""):
            assert client.get(f"http://localhost{address}", headers={"Host": host}).status_code == 400


def test_exempt_papers_are_never_served_under_any_name(base: Base) -> None:
    for hosts in (("*",), ("*.council.example",)):
        with pytest.raises(WrongUse):
            create_app(Settings(base, with_exempt=True, hosts=hosts))
    with pytest.raises(WrongUse):
        create_app(Settings(base, hosts=("council.*",)))


# Much and often


def test_one_house_has_one_bucket_whatever_addresses_it_takes() -> None:
    assert household("2001:db8::1") == household("2001:db8::ffff:1") != household("2001:db8:0:1::1")
    assert household("::ffff:192.0.2.7") == household("192.0.2.7") == "192.0.2.7"
    assert len(household("no address " * 1000)) <= 100


def test_a_long_query_counts_as_several() -> None:
    """Fifty queries a second of 50,000 characters were all that one processor can read, before any was answered."""
    short = {"query_string": b"q=care", "headers": []}
    long = {"query_string": b"", "headers": [(b"content-length", b"50000")]}
    untold = {"query_string": b"", "headers": [(b"transfer-encoding", b"chunked")]}
    assert cost_of(short) == 1 < 10 < cost_of(long) < 20
    assert cost_of(untold) > 10
    buckets = Buckets(1.0, 20, clock=lambda: 0.0)
    assert [buckets.take("a", 13) > 0 for _ in range(3)] == [False, True, True]
    assert buckets.take("b", 1000) == 0  # what is dearer than all that there can be is let through, once
    assert buckets.take("b") > 0


def test_one_client_cannot_keep_everybody_waiting() -> None:
    """Pages are made in forty threads: one client's slow pages took all of them."""

    async def work() -> tuple[int, int]:
        turns, most, here = Turns(2), 0, 0

        async def one(client: str) -> None:
            nonlocal most, here
            async with turns.of(client):
                here += client == "a"
                most = max(most, here)
                await anyio.sleep(0)
                here -= client == "a"

        async with anyio.create_task_group() as group:
            for number in range(50):
                group.start_soon(one, "b" if number == 49 else "a")
        return most, len(turns)

    assert anyio.run(work) == (2, 0)


def test_words_searched_for_do_not_make_a_page_of_megabytes(client: TestClient) -> None:
    """Every link of the page says them again: eight kilobytes came back as 17 megabytes."""
    words = "care " * 10_000
    for address in ("/search", "/search.csv", "/search.atom", "/suggest"):
        assert len(client.get(address, params={"q": words[:60_000]}).content) < 1_000_000


@pytest.mark.parametrize(
    "within", ["9" * 5000, "000000001" + "9" * 5000, "0000000019", "-1", "1e9", "٣٣٣٣٣٣٣٣٣٣", "\0", ""]
)
def test_a_number_of_any_length_is_a_mistake_at_most(client: TestClient, within: str) -> None:
    for parameter in ("within", "page"):
        assert client.get("/tables/renewals", params={parameter: within}).status_code in (200, 400)
    assert client.get("/search", params={"q": "care", "page": within}).status_code == 200
    assert client.get("/api/renewals", params={"within": within}).status_code in (200, 400)


@pytest.mark.parametrize(
    "path", ["/source/0123456789abcdef/{}", "/source/{}/1", "/id/{}", "/graph/paper/{}.ttl", "/{}"]
)
def test_an_address_of_any_length_is_none_at_most(client: TestClient, path: str) -> None:
    """A page's number of 5,000 digits was a fault."""
    for count in (30, 3900, 5000, 60_000):
        assert client.get(path.format("9" * count)).status_code in (404, 414)


def test_an_answer_of_thousands_of_columns_makes_no_page_of_megabytes(client: TestClient) -> None:
    answer = client.get("/ask", params={"query": f"SELECT {' '.join(f'?v{at}' for at in range(5000))} {{ ?s ?p ?o }}"})
    assert answer.status_code == 400
    assert "columns" in answer.text
    assert len(answer.content) < 1_000_000


# Connections


@contextmanager
def listening(base: Base, **allowed: float) -> Iterator[tuple[int, Allowance]]:
    """A server's port, whose connections may take what is allowed."""
    allowance = Allowance(**{"look_seconds": 0.05, **allowed})  # type: ignore[arg-type]
    port = free_port()
    app = create_app(Settings(base, port=port, requests_a_second=0.0))
    config = uvicorn.Config(app, port=port, http=guarded(allowance), ws="none", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield port, allowance
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


def told(port: int, *pieces: bytes, wait: float = 0.0) -> bytes:
    """What a server answers to some bytes until it closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        answer = b""
        try:
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(wait)
            while came := connection.recv(65536):
                answer += came
        except (ConnectionResetError, BrokenPipeError):
            pass
        return answer


HEALTH = b"GET /health HTTP/1.1\r\nHost: localhost\r\n"
CLOSE = b"Connection: close\r\n\r\n"


def test_a_head_that_never_ends_is_cut_short(base: Base) -> None:
    with listening(base, head_seconds=0.2) as (port, allowance):
        assert told(port) == b""
        assert told(port, HEALTH + b"X: ") == b""
        assert told(port, HEALTH + b"\r\n", HEALTH, wait=0.1).count(b"200 OK") == 1
        assert told(port, HEALTH + CLOSE).startswith(b"HTTP/1.1 200")
        assert emptied(allowance)


def test_a_head_of_megabytes_is_refused(base: Base) -> None:
    with listening(base, head_bytes=20_000) as (port, _):
        for many in (b"X: " + b"a" * 2_000_000, b"X: a\r\n" * 200_000):
            assert not told(port, HEALTH + many).startswith(b"HTTP/1.1 200")
        assert told(port, HEALTH + b"X: " + b"a" * 15_000 + b"\r\n" + CLOSE).startswith(b"HTTP/1.1 200")


def test_a_body_that_never_ends_is_cut_short(base: Base) -> None:
    begin = b"POST /sparql HTTP/1.1\r\nHost: l\r\nContent-Type: application/sparql-query\r\n"
    with listening(base, body_seconds=0.3, body_bytes=100_000) as (port, _):
        assert told(port, begin + b"Content-Length: 100\r\n\r\nASK") == b""
        chunked = b"Transfer-Encoding: chunked\r\n\r\n"
        assert b" 200 " not in told(port, begin + chunked, *[b"1000\r\n" + b"#" * 4096 + b"\r\n"] * 100)
        whole = told(port, begin + b"Content-Length: 6\r\n" + CLOSE, b"ASK", b" {}", wait=0.05)
        assert whole.startswith(b"HTTP/1.1 200")


def test_a_reader_who_takes_nothing_is_given_up(base: Base, caplog: pytest.LogCaptureFixture) -> None:
    with listening(base, stalled_seconds=0.3, pipelined=1000) as (port, allowance), socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", port))
        slow.sendall(b"GET /api/openapi.json HTTP/1.1\r\nHost: l\r\n\r\n" * 300)
        assert emptied(allowance)
    assert not [record for record in caplog.records if record.exc_info]


def test_questions_asked_before_answers_are_taken_are_few(base: Base, caplog: pytest.LogCaptureFixture) -> None:
    with listening(base, pipelined=5) as (port, allowance):
        assert told(port, (HEALTH + b"\r\n") * 3 + HEALTH + CLOSE).count(b"200 OK") == 4
        assert told(port, (HEALTH + b"\r\n") * 500).count(b"200 OK") < 10
        assert emptied(allowance)
    assert not [record for record in caplog.records if record.exc_info]


def emptied(allowance: Allowance) -> bool:
    """Whether all connections end, however long it takes."""
    until = time.monotonic() + PATIENCE
    while allowance.open and time.monotonic() < until:
        time.sleep(0.01)
    return not allowance.open


def test_one_address_has_no_more_connections_than_its_share(base: Base) -> None:
    with listening(base, each=3) as (port, allowance):
        held = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(3)]
        for each in held:
            each.sendall(HEALTH + b"\r\n")
            assert each.recv(100).startswith(b"HTTP/1.1 200")
        assert told(port, HEALTH + CLOSE) == b""
        with socket.socket() as other:
            other.bind(("127.0.0.2", 0))
            other.connect(("127.0.0.1", port))
            other.sendall(HEALTH + CLOSE)
            assert other.recv(100).startswith(b"HTTP/1.1 200")
        for each in held:
            each.close()
        assert emptied(allowance)
        assert told(port, HEALTH + CLOSE).startswith(b"HTTP/1.1 200")


ODD = {
    "two hosts": b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n" + CLOSE,
    "two lengths": b"POST /sparql HTTP/1.1\r\nHost: l\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello1",
    "length and chunks": b"POST /sparql HTTP/1.1\r\nHost: l\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"0\r\n\r\nGET /health HTTP/1.1\r\nHost: l\r\n" + CLOSE,
    "odd coding": b"POST /sparql HTTP/1.1\r\nHost: l\r\nTransfer-Encoding: xchunked\r\n" + CLOSE,
    "space before colon": b"POST /sparql HTTP/1.1\r\nHost: l\r\nTransfer-Encoding : chunked\r\n" + CLOSE,
    "negative length": b"POST /sparql HTTP/1.1\r\nHost: l\r\nContent-Length: -1\r\n" + CLOSE,
    "length of 5,000 digits": b"POST /sparql HTTP/1.1\r\nHost: l\r\nContent-Length: " + b"9" * 5000 + b"\r\n" + CLOSE,
    "folded header": b"GET /health HTTP/1.1\r\nHost: l\r\nX: a\r\n b\r\n" + CLOSE,
}


def test_what_two_programs_would_read_differently_is_refused(base: Base) -> None:
    with listening(base) as (port, _):
        found = Counter(name for name, request in ODD.items() if not told(port, request).startswith(b"HTTP/1.1 4"))
    assert not found
