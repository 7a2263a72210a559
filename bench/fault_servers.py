"""The servers beside a base under fire: an Oxigraph to which it is published, and a Dask cluster that reads for it.

They are programs of their own, at 127.0.0.1, so that they can be killed while the writer speaks to them; a writer's
child knows them by their process ids alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, Protocol

ROOT: Final = Path(__file__).parents[1]
STARTING: Final = 90.0  # seconds; a store takes a third of one, a cluster five
# What is not the publication itself, and differs from run to run: what the store says of it.
SAYS: Final = "https://w3id.org/committee-kg/graph/published"
WORDS: Final = "https://w3id.org/committee-kg/published#"
State = Literal["whole", "between", "nothing"]
OPENER: Final = urllib.request.build_opener(urllib.request.ProxyHandler({}))
WORKERS: Final = 2
AWAIT: Final = f"from distributed import Client; Client({{!r}}).wait_for_workers({WORKERS}, timeout={STARTING:.0f})"


def oxigraph() -> str | None:
    """The program; None where it is not here."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


class Shelf(Protocol):
    """A server to which a base is published, and what its readers find there."""

    @property
    def url(self) -> str: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...
    def kill(self) -> None: ...
    def keep(self, target: Path) -> None: ...
    def become(self, source: Path | None) -> None: ...
    def state(self) -> State: ...
    def content(self) -> str | None: ...
    def tells_of(self, words: Sequence[str]) -> bool: ...
    def says_exempt(self) -> bool: ...
    def left(self, words: Sequence[str]) -> list[str]: ...


@dataclass(slots=True)
class Program:
    """A server of one process that keeps what it holds in a folder; started when it is first needed."""

    folder: Path
    port: int = field(default_factory=lambda: free_port())
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Have it run; one that was killed is started again, with what it held."""
        if self.process is not None and self.process.poll() is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self.process = begun(self._command(), Path(f"{self.folder}.log"), self._answers)

    def stop(self) -> None:
        """End it as a failing machine would."""
        end(self.process)
        self.process = None

    def kill(self) -> None:
        """The same, from within a child."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGKILL)

    def _command(self) -> list[str]:
        raise NotImplementedError

    def _answers(self) -> bool:
        raise NotImplementedError


@dataclass(slots=True)
class Store(Program):
    """An Oxigraph."""

    @property
    def url(self) -> str:
        """What `kg publish --graph` is given."""
        return f"http://127.0.0.1:{self.port}"

    def keep(self, target: Path) -> None:
        """Copy what it holds."""
        self.stop()
        _copy(self.folder, target)
        self.start()

    def become(self, source: Path | None) -> None:
        """Hold what was kept; nothing where there is none."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        if source:
            _copy(source, self.folder)
        self.start()

    def content(self) -> str | None:
        """The SHA-256 of all that it holds, but for what it says of itself."""
        told = self._get("/store", "application/n-quads")
        quads = (line for line in told.splitlines() if not line.endswith(f"<{SAYS}> .".encode()))
        return hashlib.sha256(b"\n".join(sorted(quads))).hexdigest()

    def state(self) -> State:
        """What it says: that it holds one generation, or that it is between two; or nothing."""
        return {("complete",): "whole", ("under-way",): "between", (): "nothing"}[self._says("state")]

    def says_exempt(self) -> bool:
        """Whether it says that it may hold papers that are not for publication."""
        return self._says("exempt") == ("true",)

    def left(self, _words: Sequence[str]) -> list[str]:
        """What a publication that ended should not have left."""
        return [f"{each} as publisher" for each in self._says("publisher")]

    def tells_of(self, words: Sequence[str]) -> bool:
        """Whether any statement in it, or the name of a graph, has any of these words."""
        quads = self._get("/store", "application/n-quads")
        return any(word.encode() in quads for word in words)

    def _says(self, word: str) -> tuple[str, ...]:
        asked = f"SELECT ?o {{ GRAPH <{SAYS}> {{ <{SAYS}> <{WORDS}{word}> ?o }} }}"
        rows = json.loads(self._get(f"/query?query={urllib.parse.quote(asked)}", "application/sparql-results+json"))
        return tuple(sorted(row["o"]["value"] for row in rows["results"]["bindings"]))

    def _command(self) -> list[str]:
        program = oxigraph() or "oxigraph"
        return [program, "serve", "--location", str(self.folder), "--bind", f"127.0.0.1:{self.port}",
                "--union-default-graph"]  # fmt: skip

    def _answers(self) -> bool:
        return b"boolean" in self._get("/query?query=ASK%7B%7D", "application/sparql-results+json")

    def _get(self, path: str, form: str) -> bytes:
        request = urllib.request.Request(f"{self.url}{path}", headers={"Accept": form})
        with OPENER.open(request, timeout=STARTING) as answer:
            return bytes(answer.read())


@dataclass(slots=True)
class Cluster:
    """A Dask scheduler and its workers, always at the same address."""

    folder: Path
    port: int = field(default_factory=lambda: free_port())
    scheduler: subprocess.Popen[bytes] | None = None
    nannies: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """What `kg ingest --cluster` is given."""
        return f"tcp://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Have all of it run, and wait until the workers have come, also those that came back."""
        if not all(each and each.poll() is None for each in (self.scheduler, *self.nannies)):
            self.stop()
        if self.scheduler is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.scheduler = self._begun("scheduler", "--port", str(self.port))
            room = ("--nthreads", "1", "--local-directory", str(self.folder))
            self.nannies = [self._begun("worker", self.url, *room) for _ in range(WORKERS)]
        waiting = [sys.executable, "-c", AWAIT.format(self.url)]
        subprocess.run(waiting, check=True, timeout=2 * STARTING, capture_output=True)

    def stop(self) -> None:
        """End all of it; a worker ends with its nanny, and a reader with its worker."""
        for each in (*self.nannies, self.scheduler):
            end(each)
        self.scheduler, self.nannies = None, []

    def kill_worker(self) -> None:
        """End one worker, from within a child; its nanny starts another."""
        nannies = {nanny.pid for nanny in self.nannies}
        for pid in sorted(pid for pid, parent, words in _processes() if parent in nannies and "spawn_main" in words)[
            :1
        ]:
            os.kill(pid, signal.SIGKILL)

    def kill_scheduler(self) -> None:
        """End the scheduler, from within a child."""
        assert self.scheduler is not None
        os.kill(self.scheduler.pid, signal.SIGKILL)

    def _begun(self, what: str, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{what}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", what, "--host", "127.0.0.1", "--no-dashboard", *words],
                cwd=self.folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip


def free_port() -> int:
    """One that nobody listens at now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def begun(words: list[str], log: Path, answers: Callable[[], bool]) -> subprocess.Popen[bytes]:
    """A server that answers."""
    with log.open("ab") as told:
        process = subprocess.Popen(words, stdout=told, stderr=told, start_new_session=True)
    ends = time.monotonic() + STARTING
    while time.monotonic() < ends and process.poll() is None:
        with suppress(OSError):
            if answers():
                return process
        time.sleep(0.02)
    raise RuntimeError(f"a server does not start (its exit code is {process.poll()})")


def end(process: subprocess.Popen[bytes] | None) -> None:
    """End one as a failing machine would, and wait until it has."""
    if process is not None:
        process.kill()
        process.wait()


def _copy(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


def _processes() -> Iterator[tuple[int, int, str]]:
    """Every process: its id, its parent's, and its words."""
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            yield int(place.name), parent, (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
