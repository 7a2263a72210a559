"""Stores and clusters by https: believed when their authority is, and no password goes anywhere else."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.engine import open_reader
from interfaces.cli.main import run
from interfaces.cli.stores import asking
from kg.base import Base
from kg.errors import CommitteeError, NoBase, OutOfReach, WrongUse
from kg.remote.credentials import Credentials
from kg.remote.endpoint import connect
from tests.certificates import Authority, authority
from tests.opensearch_cluster import OpenSearchCluster
from tests.opensearch_proxy import CUT, Answer, Proxy, Request, proxied
from tests.serving import ROOT
from tests.sparql_stores import SparqlStore, started
from tests.test_web_remote import PAGES, TEXT, shown
from tests.web_servers import ask, running

SECRET = "hunter2"
CLERK = Credentials("clerk", SECRET)
TOLD = base64.b64encode(f"clerk:{SECRET}".encode()).decode()


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def trusted(ours: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The authority, which this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(ours.file))
    return ours


@pytest.fixture
def front(oxigraph: SparqlStore, ours: Authority) -> Iterator[Proxy]:
    """A store that is asked by https."""
    with proxied(oxigraph.url, certificate=ours.server) as proxy:
        yield proxy


def kg(base: Base, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `kg` as an operator does, with the environment of this test."""
    command = [sys.executable, "-m", "interfaces.cli.main", "--base", str(base.path), *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def guarded(request: Request) -> Answer | None:
    """Nobody but the clerk is let in."""
    told = request.headers.get("authorization", "")
    return None if told == f"Basic {TOLD}" else (401, b"", {"www-authenticate": 'Basic realm="records"'})


def test_graph_and_text_are_published_and_served_by_https(
    base: Base, front: Proxy, opensearch: OpenSearchCluster, trusted: Authority
) -> None:
    with proxied(opensearch.url, certificate=trusted.server) as cluster:
        text = f"{cluster.url}/{opensearch.location().rpartition('/')[2]}"
        done = kg(base, "publish", "--graph", front.url, "--text", text)
        assert (done.returncode, f"Published generation 1 to {front.url}" in done.stderr) == (0, True)
        there = asking(base, front.url, text)
        with running(base) as (here, _), running(there) as (remote, _):
            assert [page for page in PAGES if shown(here, page) != shown(remote, page)] == []
            local, far = (ask(site, query=TEXT, format="csv") for site in (here, remote))
            assert (far.status, far.body) == (200, local.body)
        assert kg(base, "--graph", front.url, "--text", text, "search", "respite").returncode == 0


def test_one_whose_authority_is_not_trusted_is_told_nothing(
    base: Base, ours: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("GRAPH", "TEXT"):
        monkeypatch.setenv(f"KG_{kind}_USER", "clerk")
        monkeypatch.setenv(f"KG_{kind}_PASSWORD", SECRET)
    with proxied("", lambda _request: (200, b"{}"), ours.server) as server:
        for words in (
            ("publish", "--graph", server.url),
            ("publish", "--text", f"{server.url}/papers"),
            ("serve", "--graph", server.url),
            ("--graph", server.url, "contracts"),
        ):
            done = kg(base, *words)
            assert (done.returncode, done.stderr.count("\n")) == (1, 1)
            assert "cannot prove who it is (unable to get local issuer certificate)" in done.stderr
            assert "SSL_CERT_FILE" in done.stderr
        assert server.seen == []


def test_a_certificate_of_another_host_is_not_believed(trusted: Authority) -> None:
    with proxied("", lambda _request: (200, b"{}"), trusted.elsewhere) as server:
        with pytest.raises(OutOfReach, match=r"cannot prove who it is .*IP address mismatch"):
            connect(server.url, CLERK)
        assert server.seen == []


@pytest.mark.parametrize(("words", "why"), [(None, "cannot be read"), ("no certificate", "holds no certificates")])
def test_an_authoritys_file_that_is_none_is_named(
    words: str | None, why: str, base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    file = tmp_path / "authority.pem"
    if words:
        file.write_text(words)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    for where in (("--graph", "https://127.0.0.1:9"), ("--text", "https://127.0.0.1:9/papers")):
        assert run(["--base", str(base.path), "publish", *where]) == 2
        assert f"SSL_CERT_FILE names {file}, which {why}" in capsys.readouterr().err


def test_https_where_there_is_none_is_told() -> None:
    with (
        proxied("", lambda _request: (200, b"{}")) as plain,
        pytest.raises(OutOfReach, match="speaks no TLS: is it http:// there"),
    ):
        connect(plain.url.replace("http:", "https:"))


def test_a_password_goes_to_the_store_and_to_no_place_that_it_sends_us_to(trusted: Authority) -> None:
    with proxied("", lambda _request: (200, b"{}")) as other:
        on = {"location": f"http://clerk:{SECRET}@{other.url.removeprefix('http://')}/query?key={SECRET}"}

        def sends_on(request: Request) -> Answer:
            return guarded(request) or (307, b"", on)

        with proxied("", sends_on, trusted.server) as store:
            with pytest.raises(WrongUse, match=r"sends us elsewhere \(127.0.0.1") as told:
                connect(store.url, CLERK)
            assert any("authorization" in request.headers for request in store.seen)
        assert (other.seen, SECRET in str(told.value)) == ([], False)


def test_a_password_is_in_no_message_no_log_and_not_in_the_graph(
    base: Base, oxigraph: SparqlStore, trusted: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine 127.0.0.1 login clerk password {SECRET}\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with proxied(oxigraph.url, guarded, trusted.server) as store:
        told = [kg(base, "publish", "--graph", store.url), kg(base, "--graph", store.url, "contracts")]
        assert [each.returncode for each in told] == [0, 0]
        with pytest.raises(WrongUse, match="does not accept the name and password") as refused:
            connect(store.url, replace(CLERK, password=f"{SECRET}x"))
    said = "".join(each.stdout + each.stderr for each in told) + str(refused.value)
    everything = oxigraph.select("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }").decode()
    assert [word for word in (SECRET, TOLD) if word in said or word in everything] == []


def test_a_connection_that_the_server_let_go_of_is_made_anew(oxigraph: SparqlStore, trusted: Authority) -> None:
    cut: list[Request] = []

    def once(request: Request) -> Answer | None:
        if b"cut" in request.body and not cut:
            cut.append(request)
            return CUT
        return None

    with proxied(oxigraph.url, once, trusted.server) as store:
        assert connect(store.url).rows('SELECT ("cut" AS ?word) {}') == [["cut"]]
        assert len(cut) == 1


def test_a_store_that_wants_a_password_gets_it_by_https(base: Base, trusted: Authority) -> None:
    fuseki = started("fuseki")
    fuseki.clear()
    with proxied(fuseki.root, guarded, trusted.server) as store:
        with pytest.raises(WrongUse, match="wants a name and a password"):
            connect(f"{store.url}/ds", to_write=True)
        connect(f"{store.url}/ds", CLERK, to_write=True).write(
            "INSERT DATA { GRAPH <http://example.org/g> { <a:b> <a:c> 1 } }"
        )
    fuseki.clear()


def test_a_cluster_by_https_that_sends_us_elsewhere_is_told_so(
    base: Base, trusted: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_TEXT_USER", "clerk")
    monkeypatch.setenv("KG_TEXT_PASSWORD", SECRET)
    with proxied("", lambda _request: (200, b"{}")) as other:
        on = {"location": f"{other.url}/papers"}
        with (
            proxied("", lambda _request: (301, b"", on), trusted.server) as cluster,
            pytest.raises(CommitteeError, match="sends us elsewhere") as told,
        ):
            open_reader(f"{cluster.url}/papers")
        assert (other.seen, SECRET in str(told.value), isinstance(told.value, NoBase)) == ([], False, False)
