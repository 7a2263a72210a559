"""A real Dask cluster on this machine, a scheduler and workers as programs of their own, for tests and the bench.

Papers whose names begin with one of ODD do to their readers what their name says.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parent.parent
STARTING = 60.0  # seconds; three on a quiet machine
# Python runs a sitecustomize that it finds before anything else; this one changes readers only.
ODD = """
import sys
if any("ingest.cluster.reader" in word for word in sys.orig_argv):
    import ctypes, os, signal, time
    from ingest import one_paper
    whole = one_paper._read
    def odd(name, *rest):
        match name.replace("-", ".").split(".")[0]:
            case "dies":
                os.kill(os.getpid(), signal.SIGKILL)
            case "kills":
                os.kill(os.getppid(), signal.SIGKILL)
                time.sleep(60)
            case "breaks":
                raise KeyError("a rule that breaks off")
            case "deaf":
                signal.signal(signal.SIGALRM, signal.SIG_IGN)
                ctypes.PyDLL(None).sleep(60)
            case "greedy":
                bytearray(3 << 30)
            case "slow":
                time.sleep(0.4)
            case "stays":
                time.sleep(60)
        return whole(name, *rest)
    one_paper._read = odd
"""


@dataclass(slots=True)
class Cluster:
    """A scheduler's address, its process, and those of its workers' nannies."""

    address: str
    scheduler: subprocess.Popen[bytes]
    folder: Path
    environment: Mapping[str, str]
    nannies: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def worker(self, *words: str) -> None:
        """Start one more worker."""
        words = (self.address, "--nthreads", "1", "--local-directory", str(self.folder), *words)
        self.nannies.append(_started("worker", self.folder, self.environment, *words))

    def wait_for_workers(self) -> None:
        """Wait until every worker has come, or has come back."""
        from distributed import Client

        with Client(self.address, set_as_default=False, timeout=STARTING) as client:
            client.wait_for_workers(len(self.nannies), timeout=STARTING)

    def pids(self) -> dict[str, int]:
        """The workers' processes by their addresses; those that their nannies look after."""
        from distributed import Client

        with Client(self.address, set_as_default=False, timeout=STARTING) as client:
            return dict(client.run(os.getpid))

    def busy(self) -> int:
        """How many papers the workers are at."""
        from distributed import Client

        with Client(self.address, set_as_default=False, timeout=STARTING) as client:
            return sum(len(keys) for keys in client.processing().values())

    def readers(self) -> list[int]:
        """The readers that run beside the workers."""
        pids = set(self.pids().values())
        return [pid for pid, parent, words in _processes() if parent in pids and "ingest.cluster.reader" in words]


@contextmanager
def dask_cluster(
    folder: Path, workers: int = 2, scheme: str = "tcp", environment: Mapping[str, str] | None = None
) -> Iterator[Cluster]:
    """A cluster on loopback, its ports picked free; all of it is ended at the end."""
    (folder / "site").mkdir(parents=True)
    (folder / "site" / "sitecustomize.py").write_text(ODD, encoding="utf-8")
    given = {**os.environ, "PYTHONPATH": f"{folder / 'site'}:{ROOT}", **(environment or {})}
    file = folder / "scheduler.json"
    words = ("--protocol", scheme, "--port", "0", "--scheduler-file", str(file))
    scheduler = _started("scheduler", folder, given, *words)
    cluster = None
    try:
        cluster = Cluster(_address(file, scheduler), scheduler, folder, given)
        for _ in range(workers):
            cluster.worker()
        yield cluster
    finally:
        for process in (*(cluster.nannies if cluster else ()), scheduler):
            process.kill()  # a worker ends with its nanny, and a reader with its worker
            process.wait()


def _started(what: str, folder: Path, environment: Mapping[str, str], *words: str) -> subprocess.Popen[bytes]:
    log: IO[bytes]
    with (folder / f"{what}-{time.monotonic_ns()}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", what, "--host", "127.0.0.1", "--no-dashboard", *words],
            cwd=folder,
            env=dict(environment),
            stdout=log,
            stderr=log,
        )


def _address(file: Path, scheduler: subprocess.Popen[bytes]) -> str:
    ends = time.monotonic() + STARTING
    while time.monotonic() < ends and scheduler.poll() is None:
        try:
            return str(json.loads(file.read_text(encoding="utf-8"))["address"])
        except (OSError, ValueError):  # not yet, or not whole
            time.sleep(0.1)
    raise RuntimeError(f"no scheduler started; see the logs in {file.parent}")


def _processes() -> Iterator[tuple[int, int, str]]:
    """Every process: its id, its parent's, and its words."""
    import psutil

    for process in psutil.process_iter(["pid", "ppid", "cmdline"]):
        yield process.info["pid"], process.info["ppid"], " ".join(process.info["cmdline"] or ())
