"""Reading on a Dask cluster: the same graph as here, and whatever dies costs its own paper at most."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.build import Step, Summary, ingest
from ingest.cluster import connection, makeup, reading
from ingest.cluster.orders import Order
from ingest.cluster.task import Reader
from ingest.limits import Limits
from ingest.one_paper import EXTRACTOR, Overrides
from ingest.readers import Readers
from ingest.rereading import reread
from interfaces.cli.main import run
from kg.base import Base
from kg.errors import OutOfReach, WrongUse
from kg.graph import canonical_lines, open_graph
from tests.dask_cluster import ROOT, Cluster, dask_cluster

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'committee-kg[cluster]'")

SAMPLES = sorted([*ROOT.glob("samples/*.txt"), *ROOT.glob("samples/other-councils/*.*")])
# After how many lost workers Dask gives a paper up, in the scheduler's configuration; three unless configured.
ONE = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with dask_cluster(tmp_path_factory.mktemp("dask"), environment=ONE) as cluster:
        yield cluster


@pytest.fixture
def cluster(started: Cluster) -> Cluster:
    """A scheduler and two workers, whatever the last test did to them."""
    started.wait_for_workers()
    return started


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path / "records")


def on(cluster: Cluster) -> Readers:
    return Readers(cluster=cluster.address)


def papers(folder: Path, *names: str) -> str:
    """A folder of small papers of these names."""
    folder.mkdir()
    for name in names:
        (folder / f"{name}.txt").write_text(f"Paper {name} of Wexmere County Council\n", encoding="utf-8")
    return str(folder)


def graph(base: Base) -> list[str]:
    return list(canonical_lines(open_graph(base.open_for_reading().folder / "graph")))


def failed(summary: Summary) -> dict[str, str]:
    return {Path(failure.path).stem: failure.reason for failure in summary.failures}


def eventually(what: str, holds: Callable[[], bool]) -> None:
    """Wait until something holds; AssertionError where it does not within some seconds."""
    ends = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < ends, what
        time.sleep(0.1)


def test_the_graph_is_that_of_one_machine(cluster: Cluster, base: Base, tmp_path: Path) -> None:
    here = Base(tmp_path / "here")
    ingest(here, [str(path) for path in SAMPLES], jobs=2)
    ingest(base, [str(path) for path in SAMPLES], readers=on(cluster))
    assert graph(base) == graph(here)


def test_what_a_person_says_of_papers_holds_on_a_cluster(cluster: Cluster, base: Base, tmp_path: Path) -> None:
    said = Overrides("Wexmere County Council", "Ferry Committee", exempt=True)
    summary = ingest(base, [papers(tmp_path / "papers", "one")], overrides=said, readers=on(cluster))
    assert summary.exempt == ("one.txt",)


def test_papers_are_read_again_on_a_cluster(cluster: Cluster, base: Base) -> None:
    ingest(base, [str(SAMPLES[0])])
    found = reread(base, [SAMPLES[0].name], readers=on(cluster))
    assert [(paper.file_name, paper.changes) for paper in found.papers] == [(SAMPLES[0].name, ())]


def test_a_bad_paper_is_refused_as_on_one_machine_and_costs_no_worker(
    cluster: Cluster, base: Base, tmp_path: Path
) -> None:
    workers = cluster.pids()
    folder = papers(tmp_path / "papers", "dies", "breaks", "deaf", "greedy", "one", "two", "three")
    summary = ingest(base, [folder], readers=on(cluster), limits=Limits(seconds=1))
    assert sorted(summary.read) == ["one.txt", "three.txt", "two.txt"]
    reasons = {name: reason.split(";")[0] for name, reason in failed(summary).items()}
    assert reasons == {
        "dies": "the reader broke off on it, most likely out of memory",
        "breaks": "a rule of kg broke off on it",
        "deaf": "reading it took more than 1 second",
        "greedy": "reading it took more memory than allowed",
    }
    assert "a rule that breaks off" in base.faults_file.read_text(encoding="utf-8")
    assert cluster.pids() == workers


def test_a_paper_that_is_too_large_is_refused_before_it_is_sent(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "Order", lambda *_: pytest.fail("sent"))
    paper = Path(papers(tmp_path / "papers", "large")) / "large.txt"
    [(_, refused)] = on(cluster).read({paper: Overrides()}, Limits(size=10), lambda _path: None)
    assert "larger than" in getattr(refused, "reason", "")


def test_as_many_papers_are_under_way_as_keep_the_workers_busy(cluster: Cluster, tmp_path: Path) -> None:
    folder = Path(papers(tmp_path / "papers", *(f"paper-{number}" for number in range(60))))
    flying = most = 0

    def begun(_path: Path) -> None:
        nonlocal flying, most
        flying += 1
        most = max(most, flying)

    for _ in on(cluster).read(dict.fromkeys(folder.iterdir(), Overrides()), Limits(), begun):
        flying -= 1
    assert most == reading.FOR_EACH * 2


def test_a_worker_that_is_killed_costs_its_papers_another_try(cluster: Cluster, tmp_path: Path) -> None:
    folder = Path(papers(tmp_path / "papers", *(f"slow-{number}" for number in range(12))))
    done = []
    for path, outcome in on(cluster).read(dict.fromkeys(folder.iterdir(), Overrides()), Limits(), lambda _path: None):
        if not done:
            os.kill(next(iter(cluster.pids().values())), signal.SIGKILL)
        done.append((path, getattr(outcome, "reason", None)))
    assert sorted(done) == sorted((path, None) for path in folder.iterdir())


def test_a_paper_that_kills_its_workers_is_refused_and_none_beside_it(
    cluster: Cluster, base: Base, tmp_path: Path
) -> None:
    folder = papers(tmp_path / "papers", "kills", *(f"paper-{number}" for number in range(8)))
    summary = ingest(base, [folder], readers=on(cluster))
    assert len(summary.read) == 8
    assert failed(summary).keys() == {"kills"}
    assert failed(summary)["kills"].startswith("the workers that read it died, one after the other")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_client_that_leaves_leaves_nothing_running(cluster: Cluster, tmp_path: Path, number: int) -> None:
    folder = papers(tmp_path / "papers", "stays-1", "stays-2", "stays-3")
    words = ["--base", str(tmp_path / "records"), "ingest", folder, "--cluster", cluster.address]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-m", "interfaces.cli.main", *words], env=environment) as client:
        eventually("papers are read", lambda: len(cluster.readers()) == 2 and cluster.busy() > 1)
        client.send_signal(number)
        client.wait(60)
    eventually("no task is left", lambda: cluster.busy() == 0)
    eventually("no reader reads on", lambda: not cluster.readers())


def test_workers_of_other_rules_are_named_before_anything_is_read(
    cluster: Cluster, base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = {**makeup.makeup_here(), makeup.EXTRACTORS: "0"}
    monkeypatch.setattr(makeup, "_makeup", lambda: tuple(ours.items()))
    with pytest.raises(
        OutOfReach, match=rf"Of the scheduler at .*: version of the extractors is {EXTRACTOR} there and 0 here"
    ):
        ingest(base, [papers(tmp_path / "papers", "one")], readers=on(cluster))


def test_a_worker_of_other_rules_that_comes_later_hands_its_paper_back(
    cluster: Cluster, base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "makeup_here", lambda: {**makeup.makeup_here(), "Tesseract": "9"})
    with pytest.raises(OutOfReach, match=r"a worker that came later: Tesseract is .* there and 9 here"):
        ingest(base, [papers(tmp_path / "papers", "one")], readers=on(cluster))


def test_a_scheduler_that_is_lost_costs_nothing_that_was_read(base: Base, tmp_path: Path) -> None:
    folder = papers(tmp_path / "papers", "a-paper", "stays")
    with dask_cluster(tmp_path / "dask", workers=1) as own:
        gone = False

        def tell(step: Step) -> None:
            nonlocal gone
            if (step.doing, step.done, gone) == ("reading", 1, False):
                gone = True
                own.scheduler.kill()

        with pytest.raises(OutOfReach, match=r"^The Dask scheduler at .* was lost; what was read is kept, "):
            ingest(base, [folder], readers=on(own), progress=tell)
    (Path(folder) / "stays.txt").unlink()
    summary = ingest(base, [folder])
    assert (summary.read, summary.unchanged, summary.generation) == ((), 1, 1)


def test_a_cluster_without_workers_is_said_to_have_none(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "NOBODY", 0.5)
    monkeypatch.setattr(reading, "LOOK", 0.2)
    with dask_cluster(tmp_path / "dask", workers=0) as own, pytest.raises(OutOfReach, match="No worker has been at"):
        ingest(base, [papers(tmp_path / "papers", "one")], readers=on(own))


def test_a_scheduler_that_is_not_there_is_told_in_a_sentence(
    base: Base, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "CONNECT", 0.5)
    assert run(["--base", str(base.path), "ingest", str(SAMPLES[0]), "--cluster", "tcp://127.0.0.1:9"]) == 1
    said = "No Dask scheduler answers at tcp://127.0.0.1:9: is `dask scheduler` running there?\n"
    assert capfd.readouterr() == ("", said)


@pytest.mark.parametrize(
    ("greeting", "told"),
    [(b"", "No Dask scheduler answers at "), (b"HTTP/1.1 400 Bad Request\r\n", "is no Dask scheduler")],
)
def test_another_program_at_the_address_is_told_in_a_sentence(
    base: Base, monkeypatch: pytest.MonkeyPatch, greeting: bytes, told: str
) -> None:
    monkeypatch.setattr(connection, "CONNECT", 0.5)
    kept: list[socket.socket] = []

    def greet(server: socket.socket) -> None:
        kept.append(server.accept()[0])
        kept[0].sendall(greeting)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=greet, args=(server,), daemon=True).start()
        with pytest.raises(OutOfReach, match=told):
            ingest(base, [str(SAMPLES[0])], readers=Readers(cluster=f"tcp://127.0.0.1:{server.getsockname()[1]}"))
    kept[0].close()


def test_a_workers_address_is_told_to_be_none_of_a_scheduler(base: Base, cluster: Cluster) -> None:
    worker = next(iter(cluster.pids()))
    with pytest.raises(OutOfReach, match="is no Dask scheduler"):
        ingest(base, [str(SAMPLES[0])], readers=Readers(cluster=worker))


def test_where_nothing_is_to_be_read_no_cluster_is_asked(base: Base) -> None:
    ingest(base, [str(SAMPLES[0])])
    assert ingest(base, [str(SAMPLES[0])], readers=Readers(cluster="tcp://127.0.0.1:9")).unchanged == 1


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "http://127.0.0.1:8786", "tcp://", "tcp://host", "tcp://h:p"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(WrongUse, match=r"wants a Dask scheduler's address, as tcp://host:8786"):
        Readers(cluster=address)


def test_readers_are_here_or_on_a_cluster(base: Base, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["ingest", str(SAMPLES[0]), "--jobs", "2", "--cluster", "tcp://127.0.0.1:9"]
    assert run(["--base", str(base.path), *words]) == 2
    assert "--jobs does not go with --cluster" in capfd.readouterr().err


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WrongUse, match=r"pip install 'committee-kg\[cluster\]'"):
        Readers(cluster="tcp://127.0.0.1:8786")


def test_a_worker_on_which_no_reader_starts_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(OSError, match="a reader of papers did not start on this worker"):
        Reader(Limits().memory)


def test_a_reader_is_sent_papers_larger_than_the_memory_that_it_may_take() -> None:
    limits = Limits(memory=64 << 20)
    reader, order = Reader(limits.memory), Order("large.txt", Overrides(), limits, {})
    try:
        found = [reader.read(order, b"words " * (12 << 20), lambda: True) for _ in range(2)]
    finally:
        reader.end()
    assert {getattr(refused, "reason", "read").split(";")[0] for refused in found} == {
        "reading it took more memory than allowed"
    }


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl, which makes the keys for this test")
def test_a_cluster_may_be_reached_by_tls(base: Base, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=wexmere.example -keyout {key} -out {certificate}"
    subprocess.run(["openssl", *words.split()], check=True, capture_output=True)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "tls.yaml").write_text(
        f"distributed: {{comm: {{require-encryption: true, tls: {{ca-file: {certificate}, "
        f"scheduler: &me {{cert: {certificate}, key: {key}}}, worker: *me, client: *me}}}}}}"
    )
    given = {"DASK_CONFIG": str(tmp_path / "config")}
    with dask_cluster(tmp_path / "dask", workers=1, scheme="tls", environment=given) as own:
        words_of_kg = ["--base", str(base.path), "ingest", str(SAMPLES[0]), "--cluster", own.address]
        done = subprocess.run(
            [sys.executable, "-m", "interfaces.cli.main", *words_of_kg],
            env={**os.environ, **given, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert own.address.startswith("tls://")
    assert (done.returncode, done.stderr.splitlines()[0]) == (0, "Read 1 paper; 0 unchanged.")
