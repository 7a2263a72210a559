"""`kg fetch` at the terminal: sentences, exit codes, and papers that `kg ingest` knows the origin of."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.build import ingest
from ingest.fetch.connection import connect
from ingest.fetch.polite import Pace, Polite
from ingest.fetch.robots import read_robots
from ingest.fetch.shelf import SIDECAR, rows_of
from ingest.fetch.site import site_of
from interfaces.cli.main import run
from interfaces.given_dates import first_day, last_day
from kg import ids
from kg.base import Base
from kg.errors import NotFetched, WrongUse
from kg.graph import open_graph
from kg.vocabulary import Has
from tests.portal import Played, Reply, item, link, meeting, moderngov, played

WORDS = "Adults Committee\nThursday 12 February 2026\n\n1. Larkfield Court\nThe Committee noted the report.\n"
TEXT = Reply(WORDS.encode(), kind="text/plain")


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Pace.__init__, "__defaults__", (1.0, 300.0, "", lambda _: None, *Pace.__init__.__defaults__[4:])
    )


@pytest.fixture
def portal() -> Iterator[Played]:
    with played(moderngov()) as found:
        yield found


def kg_fetch(portal: Played, into: Path, *more: str) -> int:
    words = ["fetch", "moderngov", portal.site, "--committee", "adults", "--since", "2025", "--into", str(into), *more]
    return run(words)


def test_the_folder_is_told_against_the_portals_list(
    portal: Played, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kg_fetch(portal, tmp_path) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"Fetched 5 new into {tmp_path}; 0 unchanged." in printed.err
    assert "Adults Committee: the portal lists 5 papers of 2 meetings, all of them are here." in printed.err
    assert "Not for publication, the portal says: Appendix 2" in printed.err
    assert f"kg ingest {tmp_path}" in printed.err
    assert kg_fetch(portal, tmp_path) == 0
    assert "Nothing to do: 5 papers" in capsys.readouterr().err


def test_a_gap_is_named_with_its_reason_and_the_exit_code_is_1(
    portal: Played, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del portal.pages["/documents/s9001/Fees.pdf"]
    assert kg_fetch(portal, tmp_path) == 1
    error = capsys.readouterr().err
    assert "the portal lists 5 papers of 2 meetings, 4 are here." in error
    assert "MISSING Fees (Adults Committee, 2025-12-04)" in error
    assert "the site lists it and does not have it (status 404)" in error


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["moderngov", "ftp://x.example", "--committee", "a", "--since", "2025"], 2, "is no address of a site"),
        (["moderngov", "https://u:p@x.example", "--committee", "a", "--since", "2025"], 2, "is no address of a site"),
        (["moderngov", "http://127.0.0.1:1/", "--committee", "a", "--since", "2025"], 1, "cannot be reached"),
        (["moderngov", "http://127.0.0.1:1/", "--committee", "a", "--since", "soon"], 2, "should be a date"),
        (["granicus", "https://x.example", "--committee", "a", "--since", "2025"], 2, "moderngov"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(
    words: list[str], code: int, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["fetch", *words, "--into", str(tmp_path)]) == code
    error = capsys.readouterr().err
    assert sentence in error
    assert "Traceback" not in error


def test_an_unknown_committee_is_answered_with_the_portals_names(
    portal: Played, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["fetch", "moderngov", portal.site, "--since", "2025", "--into", str(tmp_path / "x"), "--committee"]
    assert run([*words, "Highways"]) == 2
    assert "  Adults Committee (137)" in capsys.readouterr().err
    assert run([*words, "Harbour"]) == 2
    assert "More than one committee" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def sources(base: Base) -> list[tuple[str, str]]:
    """Each paper's source, as the published graph has it."""
    from kg.generations import last_or_none

    last = last_or_none(base.published)
    assert last is not None
    store = open_graph(last.graph)
    rows = store.query(f"SELECT ?paper ?url WHERE {{ GRAPH ?g {{ ?paper <{Has.SOURCE}> ?url }} }} ORDER BY ?url")
    return [(row["paper"].value, row["url"].value) for row in rows]


def fetched_text(portal: Played, into: Path) -> str:
    portal.pages = {path: reply for path, reply in portal.pages.items() if "documents/" not in path}
    portal.pages["/ieListDocuments.aspx?CId=137&MId=727&Ver=4"] = meeting(item(1, link("documents/s1/a.txt", "Notes")))
    portal.pages["/ieListDocuments.aspx?CId=137&MId=701&Ver=4"] = meeting("")
    portal.pages["/documents/s1/a.txt"] = TEXT
    assert kg_fetch(portal, into) == 0
    return f"{portal.site}documents/s1/a.txt"


def test_an_ingested_paper_says_where_it_came_from(portal: Played, tmp_path: Path) -> None:
    url = fetched_text(portal, tmp_path / "papers")
    base = Base(tmp_path / "base")
    done = ingest(base, [str(tmp_path / "papers")])
    assert done.failures == ()
    (row,) = rows_of(tmp_path / "papers")
    assert sources(base) == [(ids.paper(row.sha256), url)]
    assert ingest(base, [str(tmp_path / "papers")]).generation is None


def test_a_source_that_is_told_later_gives_the_same_graph(portal: Played, tmp_path: Path) -> None:
    url = fetched_text(portal, tmp_path / "papers")
    sidecar = tmp_path / "papers" / SIDECAR
    kept = sidecar.read_bytes()
    sidecar.unlink()
    base = Base(tmp_path / "base")
    ingest(base, [str(tmp_path / "papers")])
    assert sources(base) == []
    sidecar.write_bytes(kept)
    ingest(base, [str(tmp_path / "papers")])
    assert [found for _, found in sources(base)] == [url]


def test_a_file_that_was_altered_since_did_not_come_from_there(portal: Played, tmp_path: Path) -> None:
    fetched_text(portal, tmp_path / "papers")
    (row,) = rows_of(tmp_path / "papers")
    (tmp_path / "papers" / row.file).write_text(WORDS + "Added by hand.\n")
    base = Base(tmp_path / "base")
    ingest(base, [str(tmp_path / "papers")])
    assert sources(base) == []


def test_a_run_that_was_killed_is_finished_by_the_next(portal: Played, tmp_path: Path) -> None:
    into = tmp_path / "papers"
    tender = portal.pages["/documents/s10061/Larkfield Court Tender.pdf"]
    running: list[subprocess.Popen[bytes]] = []

    def killed() -> Reply:
        running[0].kill()
        running[0].wait()
        return Reply(b"%PDF-", kind="application/pdf")

    portal.pages["/documents/s10061/Larkfield Court Tender.pdf"] = killed
    words = [sys.executable, "-m", "interfaces.cli.main", "fetch", "moderngov", portal.site, "--every", "0.1"]
    words += ["--committee", "adults", "--since", "2025", "--into", str(into)]
    running.append(subprocess.Popen(words, stderr=subprocess.DEVNULL, cwd=Path(__file__).parent.parent))
    assert running[0].wait(60) == -signal.SIGKILL
    before = {row.file for row in rows_of(into)}
    assert 0 < len(before) < 5
    portal.pages["/documents/s10061/Larkfield Court Tender.pdf"] = tender
    assert kg_fetch(portal, into) == 0
    assert len(list(rows_of(into))) == len(list(into.glob("2*"))) == 5


def test_a_proxy_that_the_machine_is_set_to_use_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with played({"http://democracy.wexmere.example/page": Reply(b"by proxy")}) as proxy:
        for name in ("HTTP_PROXY", "no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("http_proxy", proxy.site)
        door = Polite(site_of("http://democracy.wexmere.example"), Pace(0.0))
        assert door.text("http://democracy.wexmere.example/page") == b"by proxy"


def addressed(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_words, **_more: found)


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.7",
        "127.0.0.1",
        "169.254.169.254",
        "192.168.1.1",
        "::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "0.0.0.0",
        "100.64.0.1",
    ],
)
def test_a_public_name_that_leads_into_a_private_network_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    addressed(monkeypatch, "192.0.2.1" if address == "" else "8.8.8.8", address)
    with pytest.raises(NotFetched, match="inside a private network"):
        connect(site_of("https://democracy.wexmere.example")).connect()
    assert site_of("https://democracy.wexmere.example", inside=True).addresses() == ["8.8.8.8", address]


@pytest.mark.parametrize(
    "given", ["http://127.0.0.1:8000", "http://localhost", "https://10.1.2.3/modgov/", "http://[::1]/"]
)
def test_a_private_address_that_a_person_gave_is_meant(given: str) -> None:
    assert site_of(given).inside


@pytest.mark.parametrize(
    ("given", "home"),
    [
        ("democracy.wexmere.example", "https://democracy.wexmere.example/"),
        ("https://wexmere.example/modgov", "https://wexmere.example/modgov/"),
        ("http://WEXMERE.example:8080/mgListCommittees.aspx?bcr=1", "http://wexmere.example:8080/"),
    ],
)
def test_a_site_is_given_as_people_have_it(given: str, home: str) -> None:
    assert site_of(given).home == home


@pytest.mark.parametrize(
    "given", ["", "https://", "file:///etc/passwd", "https://a b.example", "https://x:99999/", "http://[x"]
)
def test_what_is_no_site_is_wrong_use(given: str) -> None:
    with pytest.raises(WrongUse, match="no address of a site"):
        site_of(given)


def test_links_are_made_whole_and_none_leaves_the_web() -> None:
    site = site_of("https://wexmere.example/modgov/")
    page = site.page("ieListDocuments.aspx?MId=1")
    assert site.link("documents/s1/A b.pdf?T=1", page) == "https://wexmere.example/modgov/documents/s1/A%20b.pdf?T=1"
    assert site.link("//other.example/x", page) == "https://other.example/x"
    assert [
        site.link(each, page) for each in ("javascript:x()", "mailto:a@b", "file:///x", "http://[", "x" * 5000)
    ] == [None] * 5
    assert site.link("https://wexmere.example\r\nX: y", page) != "https://wexmere.example\r\nX: y"
    assert not site.has("https://wexmere.example.evil.example/")
    assert not site.has("http://wexmere.example/")
    assert not site.has("https://wexmere.example@evil.example/")


@pytest.mark.parametrize(
    ("robots", "path", "may"),
    [
        ("User-agent: committee\nDisallow: /", "/a", True),
        ("User-agent: committee-kg/1.0\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?T=1", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: Committee-KG\nDisallow: /a # why", "/a", False),
        ("User-agent: *\nDisallow: /\nUser-agent: committee-kg\nAllow: /", "/a", True),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("Disallow: /", "/a", True),
        ("User-agent: *\nDisallow: /" + "*a" * 5000, "/" + "a" * 3000, True),
    ],
)
def test_robots_rules_are_read_as_the_standard_has_them(robots: str, path: str, may: bool) -> None:
    assert read_robots(robots).allow(path) is may


def test_a_packed_answer_and_an_endless_page_are_refused(portal: Played) -> None:
    door = Polite(site_of(portal.site), Pace(0.0))
    portal.pages["/packed"] = Reply(b"x", headers={"Content-Encoding": "gzip"})
    portal.pages["/endless"] = Reply(b"x" * (17 << 20))
    for path, why in (("packed", "packs its answers"), ("endless", "larger than 16 MiB")):
        with pytest.raises(NotFetched, match=why):
            door.text(portal.site + path)


def test_a_year_or_a_month_is_its_first_and_its_last_day() -> None:
    assert [first_day(each) for each in ("2024", "2024-02", "2024-02-10")] == ["2024-01-01", "2024-02-01", "2024-02-10"]
    assert [last_day(each) for each in ("2024", "2024-02", "2024-02-10")] == ["2024-12-31", "2024-02-29", "2024-02-10"]


@given(st.text(max_size=300))
def test_whatever_a_link_says_it_is_a_plain_address_or_none(href: str) -> None:
    site = site_of("https://wexmere.example/modgov/")
    url = site.link(href, site.page("page.aspx"))
    assert url is None or (url.isascii() and url.isprintable() and " " not in url and "#" not in url)
    if url is not None and site.has(url):
        assert url.startswith("https://wexmere.example/")


@given(st.binary(max_size=300), st.sampled_from([b"", b'{"file": "a.pdf", "url": "http://x.example/", ', b"\n"]))
def test_whatever_a_sidecar_holds_it_tells_rows_or_nothing(data: bytes, start: bytes) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / SIDECAR).write_bytes(start + data)
        assert all(row.file for row in rows_of(Path(folder)))


@given(st.text(max_size=200), st.text(max_size=50))
def test_whatever_robots_say_there_is_an_answer(robots: str, path: str) -> None:
    assert read_robots(f"User-agent: *\nDisallow: {robots}").allow(f"/{path}") in (True, False)


@pytest.mark.parametrize("said", ["", "soon", "-1", "9" * 5000, "Wed, 99 Foo 2026", "\u0663"])
def test_a_retry_after_that_says_nothing_is_no_wait(portal: Played, said: str) -> None:
    slept: list[float] = []
    door = Polite(site_of(portal.site), Pace(0.0, sleep=slept.append, clock=lambda: sum(slept)))
    portal.pages["/x"] = [
        Reply(status=503, headers={"Retry-After": said.encode("ascii", "replace").decode()}),
        Reply(b"x"),
    ]
    assert door.text(portal.site + "x") == b"x"
    assert slept == [1.0]
