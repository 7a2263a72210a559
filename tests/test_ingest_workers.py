"""Workers: what overruns, dies, takes too much memory or breaks off costs its own paper only."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import workers
from ingest.limits import Limits
from ingest.one_paper import PaperRead, PaperRefused
from ingest.workers import read_all

PAPERS = [Path("one.txt"), Path("odd.txt"), Path("three.txt")]
FINE = PaperRefused("", "as expected")
LIMITS = Limits(seconds=1)


def after(odd: Callable[[], object], limits: Limits = LIMITS, jobs: int = 2) -> dict[str, PaperRefused]:
    """What comes of three papers, of which the one called odd does something."""

    def task(path: Path) -> PaperRead | PaperRefused:
        if path.name == "odd.txt":
            odd()
        return FINE

    found = dict(read_all(PAPERS, jobs, task, limits, lambda _path: None))
    assert found.keys() == set(PAPERS)
    assert found[PAPERS[0]] == found[PAPERS[2]] == FINE
    return {path.name: outcome for path, outcome in found.items() if isinstance(outcome, PaperRefused)}


@pytest.fixture(autouse=True)
def _short_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "GRACE", 0.3)


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_paper_is_read_once_however_many_workers(jobs: int) -> None:
    assert after(lambda: None, jobs=jobs)["odd.txt"] == FINE


def test_no_papers_start_no_worker() -> None:
    assert list(read_all([], 2, lambda _path: FINE, LIMITS, lambda _path: None)) == []


def test_a_worker_deep_in_a_c_library_is_ended_from_outside() -> None:
    def deaf() -> None:
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        ctypes.PyDLL(None).sleep(30)

    began = time.monotonic()
    assert "more than 1 second;" in after(deaf)["odd.txt"].reason
    assert time.monotonic() - began < 10


def test_what_an_ended_worker_had_started_ends_with_it(tmp_path: Path) -> None:
    def starting() -> None:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"])
        (tmp_path / "pid").write_text(str(child.pid))
        child.wait()

    after(starting)
    time.sleep(0.1)
    state = Path(f"/proc/{(tmp_path / 'pid').read_text()}/stat")
    assert not state.exists() or state.read_text().split(") ")[1].startswith("Z")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_a_worker_that_dies_is_said_to_have_broken_off(number: int) -> None:
    refused = after(lambda: os.kill(os.getpid(), number))["odd.txt"]
    assert "the reader broke off" in refused.reason
    assert refused.fault is None


def test_a_rule_that_breaks_off_leaves_its_traceback_and_nothing_on_the_screen(
    capfd: pytest.CaptureFixture[str],
) -> None:
    def broken() -> None:
        raise KeyError("a rule that breaks off")

    refused = after(broken)["odd.txt"]
    assert "faults.log" in refused.reason
    assert "a rule that breaks off" in (refused.fault or "")
    assert capfd.readouterr() == ("", "")


def test_a_paper_has_its_memory_for_itself() -> None:
    def greedy(path: Path) -> PaperRefused:
        try:
            bytearray(150 << 20)
        except MemoryError:
            return PaperRefused("", "out of memory")
        return FINE

    papers = [Path(str(number)) for number in range(4)]
    small = read_all(papers, 1, greedy, Limits(memory=100 << 20), lambda _path: None)
    assert {outcome.reason for _path, outcome in small if isinstance(outcome, PaperRefused)} == {"out of memory"}
    ample = read_all(papers, 1, greedy, Limits(memory=200 << 20), lambda _path: None)
    assert {outcome for _path, outcome in ample} == {FINE}


def test_workers_end_when_nobody_wants_more() -> None:
    reading = read_all(PAPERS, 2, lambda _path: FINE, LIMITS, lambda _path: None)
    next(reading)
    reading.close()
    assert not [child for child in workers.multiprocessing.active_children() if child.is_alive()]


PARENT = """
import os, time
from pathlib import Path
from ingest.limits import Limits
from ingest.one_paper import PaperRefused
from ingest.workers import read_all

def slow(path):
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(60)

list(read_all([Path("one"), Path("two")], 2, slow, Limits(), lambda path: None))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers look round for their parent between papers")
def test_workers_end_with_a_parent_that_is_killed() -> None:
    root = Path(__file__).parent.parent
    with subprocess.Popen([sys.executable, "-c", PARENT], cwd=root, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pids = [int(parent.stdout.readline()) for _ in range(2)]
        parent.kill()
    for _ in range(50):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            break
        time.sleep(0.1)
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def test_a_worker_whose_parent_is_gone_before_it_can_look_ends_at_once(tmp_path: Path) -> None:
    pipe, theirs = multiprocessing.Pipe()
    gone = subprocess.Popen(["true"])
    gone.wait()
    given = (theirs, lambda _path: FINE, LIMITS.memory, str(tmp_path / "log"), gone.pid)
    worker = multiprocessing.get_context("fork").Process(target=workers._work, args=given, daemon=True)
    worker.start()
    worker.join(20)
    assert worker.exitcode == 0
    pipe.close()
