"""What `kg publish --graph` costs: a first publication, nothing to do, one more paper, one withdrawn; store by store.

    python bench/publish.py [--papers 1000] [--stores oxigraph fuseki virtuoso] [--base FOLDER] [--json FILE]

Papers are those of bench/generate.py; --base takes a base that was made of the first so many of them (it is copied).
The stores are those of the tests (tests/sparql_stores.py), on this machine: store and publisher share its cores.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))  # the stores are the tests'

from generate import papers as generated

from ingest.build import ingest, withdraw
from ingest.publish.graph import Done, publish_graph
from kg.base import Base
from kg.remote.credentials import credentials
from kg.remote.endpoint import Endpoint, connect
from kg.remote.server import Reply, Server
from tests.sparql_stores import NAMES, started

sent = [0]  # bytes of all requests


def main() -> None:
    """Print a row a step."""
    _count_bytes()
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="kg-publish-"))
    try:
        made = list(generated(options.papers + 2))
        files = [folder / "papers" / paper.name for paper in made]
        (folder / "papers").mkdir()
        for file, paper in zip(files, made, strict=True):
            file.write_bytes(paper.data)
        if not options.base:
            ingest(Base(folder / "base"), [str(file) for file in files[:-2]])
        rows = [
            row for name in options.stores for row in _steps(name, options.base or folder / "base", folder, files[-2:])
        ]
        if options.json:
            options.json.write_text(json.dumps(rows, indent=1))
    finally:
        shutil.rmtree(folder)


def _steps(name: str, made: Path, folder: Path, more: list[Path]) -> Iterator[dict[str, object]]:
    """The steps in one store, each from the one before."""
    base = Base(folder / name)
    shutil.copytree(made, base.path, symlinks=True)
    store = started(name)
    store.clear()
    endpoint = connect(store.url, credentials("GRAPH", "", {"NETRC": os.devnull, **store.environment}), to_write=True)
    yield _step(name, "first publication", base, endpoint)
    yield _step(name, "nothing to do", base, endpoint)
    ingest(base, [str(more[0])])
    yield _step(name, "one more paper", base, endpoint)
    withdraw(base, more[0].name)
    yield _step(name, "one paper less", base, endpoint)
    for file in more:
        ingest(base, [str(file)], again=True)
    yield _step(name, "two papers, two generations", base, endpoint)
    store.kill()
    shutil.rmtree(base.path)


def _step(name: str, what: str, base: Base, endpoint: Endpoint) -> dict[str, object]:
    began, own, others, bytes_before = time.perf_counter(), time.process_time(), _processor_time(name), sent[0]
    done = publish_graph(base, base.open_for_reading(public=True), endpoint)
    spent = {
        "seconds": round(time.perf_counter() - began, 2),
        "publisher's processor": round(time.process_time() - own, 2),
        "store's": round(_processor_time(name) - others, 2),
        "MB sent": round((sent[0] - bytes_before) / 1e6, 2),
    }
    row = _row(name, what, spent, done)
    print("  ".join(f"{value:>12}" if isinstance(value, str) else f"{value:>9}" for value in row.values()), flush=True)
    for fault in done.proof.faults:
        print("   ", fault)
    return row


def _count_bytes() -> None:
    """Have what is sent to stores counted from now on."""
    request = Server.request

    def counting(server: Server, method: str, path: str, body: bytes, *more: Any) -> Reply:
        sent[0] += len(body)
        return request(server, method, path, body, *more)

    Server.request = counting  # type: ignore[method-assign, assignment]


def _processor_time(name: str) -> float:
    """What a store has had so far, in seconds; on Linux."""
    stat = Path(f"/proc/{started(name).process.pid}/stat")
    taken = stat.read_text().rpartition(")")[2].split()[11:13] if stat.exists() else ()
    return sum(map(int, taken)) / os.sysconf("SC_CLK_TCK")


def _row(name: str, what: str, spent: dict[str, float], done: Done) -> dict[str, object]:
    return {
        "store": name,
        "step": what,
        **spent,
        "put": done.put,
        "changed": done.changed,
        "dropped": done.dropped,
        "requests": done.requests,
        "statements": done.quads,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "load": round(os.getloadavg()[0], 1),
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--stores", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
