"""What the server costs: seconds to an answer, at 1, 8 and 64 clients, beside the engines without a server.

    python bench/serve.py --base records [--seconds 5]

Three kinds of request, each with addresses that differ, over loopback with wrk (Debian's package `wrk`):

    search    a search page: the ten best groups, facets, marked snippets
    contract  a contract's page
    sparql    what happened to a contract, as SPARQL results in JSON

Beside each what the engine alone takes for the same: tantivy's query, facets and stored passages, with our snippets;
Oxigraph's evaluation of the same queries, in threads of this process. Asked twice of the server: with each page made
anew, and as it is served, with finished pages kept. `ours` is a request's cost beyond the engine's, at the median: with
one client what it waits longer, with more mostly the queue before it. `work` is 1000 / rate less that of the engine:
milliseconds for which a request keeps the machine busy beyond the engine's, however many wait.
"""

from __future__ import annotations

import argparse
import itertools
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

from kg.base import Base
from queries.families import ties_of
from queries.library import Library, bound, query_text

CLIENTS: Final = (1, 8, 64)
SEARCHES: Final = 200
LUA: Final = """
local addresses, at = {}, 0
for line in io.lines(%r) do addresses[#addresses + 1] = line end
function setup(thread) end
function request()
  at = at + 1
  return wrk.format("GET", addresses[(at - 1) %% #addresses + 1])
end
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds at the median and the 99th percentile, and requests a second."""

    p50: float
    p99: float
    rate: float
    failed: int = 0

    @property
    def busy(self) -> float:
        """Milliseconds of the whole machine for each request."""
        return 1000 / self.rate if self.rate else float("nan")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of request: its addresses, and the engine's part of each."""

    name: str
    addresses: Sequence[str]
    bare: Sequence[Callable[[], Any]]


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser(description="What the server costs.")
    options.add_argument("--base", type=Path, required=True)
    options.add_argument("--seconds", type=float, default=5.0)
    given = options.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not here: install Debian's package `wrk`")
    base = Base(given.base)
    library = Library(base, public=True)
    library.warm()
    kinds = (searches(library), contracts(library), sparql(library))
    print(f"{'':10} {'clients':>7} | {'engine alone':^22} | {'pages made anew':^38} | {'as served':^38}")
    print(
        f"{'':10} {'':>7} | "
        + " | ".join(
            [f"{'p50':>6} {'p99':>6} {'a sec':>8}"]
            + [f"{'p50':>6} {'p99':>6} {'a sec':>8} {'ours':>8} {'work':>6}"] * 2
        )
    )
    with ExitStack() as servers:
        anew = servers.enter_context(Server(base, "--page-cache", "0"))
        kept = servers.enter_context(Server(base))
        for kind in kinds:
            for clients in CLIENTS:
                alone = engine(kind.bare, clients, given.seconds)
                made, served = (load(server, kind.addresses, clients, given.seconds) for server in (anew, kept))
                print(line(kind.name, clients, alone, made, served), flush=True)


def line(name: str, clients: int, alone: Figures, made: Figures, served: Figures) -> str:
    """A line of the table."""
    cells = [f"{alone.p50:6.2f} {alone.p99:6.1f} {alone.rate:8.0f}"]
    for each in (made, served):
        failed = f" {each.failed} FAILED" if each.failed else ""
        ours = f"{each.p50 - alone.p50:+8.2f} {each.busy - alone.busy:+6.2f}"
        cells.append(f"{each.p50:6.2f} {each.p99:6.1f} {each.rate:8.0f} {ours}{failed}")
    return f"{name:10} {clients:7} | " + " | ".join(cells)


class Server:
    """`kg serve` in a process of its own."""

    def __init__(self, base: Base, *options: str) -> None:
        from tests.serving import free_port

        self.address = f"http://127.0.0.1:{(port := free_port())}"
        words = ["--base", str(base.path), "serve", "--port", str(port), "--quiet", "--requests-a-second", "0"]
        self._command = [sys.executable, "-m", "interfaces.cli.main", *words, *options]

    def __enter__(self) -> Server:
        self._process = subprocess.Popen(self._command, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.address}/health", timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise SystemExit("the server did not start")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(20)


def load(server: Server, addresses: Sequence[str], clients: int, seconds: float) -> Figures:
    """Ask a server with so many clients at once."""
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "addresses"), Path(folder, "wrk.lua")
        listed.write_text("\n".join(addresses) + "\n")
        script.write_text(LUA % str(listed))
        command = [
            "wrk",
            "-t1",
            f"-c{clients}",
            f"-d{seconds:.0f}s",
            "--latency",
            "--timeout",
            "30s",
            "-s",
            str(script),
            server.address,
        ]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    failed = sum(
        int(number) for number in re.findall(r"(?:Non-2xx or 3xx responses: |timeout |read |connect )(\d+)", told)
    )
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    return Figures(_latency(told, "50%"), _latency(told, "99%"), float(rate[1]) if rate else 0.0, failed)


def _latency(told: str, share: str) -> float:
    """Milliseconds that wrk gives for a share."""
    found = re.search(rf"{share}\s+([\d.]+)(us|ms|s|m)\b", told)
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}[found[2]] if found else float("nan")


def engine(calls: Sequence[Callable[[], Any]], clients: int, seconds: float) -> Figures:
    """The engine alone, in so many threads."""
    taken: list[float] = []
    until = time.perf_counter() + seconds

    def work(first: int) -> None:
        for call in itertools.islice(itertools.cycle(calls), first, None):
            began = time.perf_counter()
            if began > until:
                return
            call()
            taken.append(time.perf_counter() - began)

    threads = [threading.Thread(target=work, args=(7 * number % len(calls),)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    milliseconds = sorted(1000 * each for each in taken)
    return Figures(statistics.median(milliseconds), milliseconds[int(len(milliseconds) * 0.99)], len(taken) / seconds)


def searches(library: Library) -> Kind:
    """Searches for two words that stand in one passage, so that each finds something."""
    from index.query import parse

    words = _pairs(library)
    return Kind("search", [f"/search?{urlencode({'q': each})}" for each in words],
                [partial(_tantivy, library, parse(each).tree) for each in words])  # fmt: skip


def _pairs(library: Library) -> list[str]:
    from index.query import parse

    found: dict[str, None] = {}
    for beginning in ("contract", "care", "budget", "report", "charges", "transport", "recommend*", "service"):
        for hit in library.text.search(parse(beginning), 60).hits:
            long = re.findall(r"[a-z]{6,12}", hit.passage.text)
            found.update(dict.fromkeys(f"{one} {other}" for one, other in itertools.pairwise(long[:12])))
    every = list(found)
    return every[:: max(1, len(every) // SEARCHES)][:SEARCHES]


def _tantivy(library: Library, tree: Any) -> None:
    """What tantivy has to do for a search page: the best passages with their text, the facets; our snippets."""
    from index.analysis import FACETS
    from index.snippets import snippet

    index: Any = library.text._index
    query = index._query(tree)
    found = index._searcher.search(query, 60)
    for _score, at in found.hits[:10]:
        snippet(index._passage(at).text, tree)
    for name in FACETS:
        index._searcher.aggregate(query, {"values": {"terms": {"field": f"{name}_value", "size": 100}}})


def contracts(library: Library) -> Kind:
    """Contracts' pages, and the queries that one asks."""
    from interfaces.web.addresses import page_of

    iris = list(ties_of(library).contracts)
    asked = [_asked_by(library, iri) for iri in iris]
    return Kind("contract", [page_of(iri) for iri in iris], [partial(_all_rows, library, each) for each in asked])


def _asked_by(library: Library, contract: str) -> list[str]:
    """The SPARQL queries that a contract's trail puts to the engine."""
    from queries.trail import trail

    asked: list[str] = []
    ask = library._rows
    library._rows = lambda query: (asked.append(query), ask(query))[1]  # type: ignore[func-returns-value, method-assign]
    try:
        trail(library, contract)
    finally:
        library._rows = ask  # type: ignore[method-assign]
    return asked


def sparql(library: Library) -> Kind:
    """What happened to each contract."""
    iris = list(ties_of(library).contracts)
    queries = [bound(query_text("events"), contract=iri) for iri in iris]
    return Kind("sparql", [f"/sparql?format=json&query={quote(query, safe='')}" for query in queries],
                [partial(_rows, library, query) for query in queries])  # fmt: skip


def _all_rows(library: Library, queries: Sequence[str]) -> None:
    for query in queries:
        _rows(library, query)


def _rows(library: Library, query: str) -> bytes:
    from pyoxigraph import QueryResultsFormat

    from kg.vocabulary import PREFIXES

    found: Any = library.store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    return bytes(found.serialize(format=QueryResultsFormat.JSON))


if __name__ == "__main__":
    main()
