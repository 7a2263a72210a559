"""Do people notice when a query runs away, or when papers come in? Twenty clients search all the while.

    python bench/under_load.py --papers samples [--clients 20] [--seconds 10]

Prints what the clients saw, in milliseconds: alone; beside runaway queries, which are to be stopped at their limit; and
beside `kg ingest` of new papers, with the time from publication until the server answers from them.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from ingest.files import NoFile, find_files
from kg.base import Base
from tests.serving import base_of, served

EVERYTHING = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
# They meet the limit of rows, that of memory (all rows must be had before the first is given), and that of time.
RUNAWAYS = (f"SELECT * {EVERYTHING}", f"SELECT * {EVERYTHING} ORDER BY ?i", f"SELECT (COUNT(*) AS ?n) {EVERYTHING}")
WORDS = ("contract", "award", "charges", "respite", "budget", "recommend*", "care home", "director")
PAUSE = 0.1  # seconds between two requests of a client: people read


@dataclass(slots=True)
class Seen:
    """What clients saw: seconds to each answer, and how many of each status."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def told(self) -> str:
        """In a line."""
        ordered = sorted(self.seconds)
        p99 = ordered[int(len(ordered) * 0.99)]
        return (
            f"{len(ordered):5} searches, p50 {1000 * statistics.median(ordered):6.1f} ms, p99 {1000 * p99:6.1f} ms, "
            f"slowest {1000 * ordered[-1]:6.1f} ms, statuses {dict(self.statuses)}"
        )


def main() -> None:
    """Measure, and print."""
    options = argparse.ArgumentParser(description="Do people notice?")
    options.add_argument("--papers", type=Path, nargs="+", required=True)
    options.add_argument("--clients", type=int, default=20)
    options.add_argument("--seconds", type=float, default=10.0)
    given = options.parse_args()
    papers = [
        file for file in find_files(list(map(str, given.papers)), Path("nowhere")) if not isinstance(file, NoFile)
    ]
    first, later = papers[: len(papers) // 2], papers[len(papers) // 2 :]
    with tempfile.TemporaryDirectory() as folder:
        base = base_of(Path(folder, "records"), *first)
        with served(base, "--query-seconds", "5") as site:
            with clients(site, given.clients) as seen:
                time.sleep(given.seconds)
            print(f"alone:               {seen.told()}")
            with clients(site, given.clients) as seen:
                stopped = [run_away(site, query) for query in RUNAWAYS]
            print(f"beside a runaway:    {seen.told()}; stopped with {stopped}")
            with clients(site, given.clients) as seen:
                waited = take_in(base, later, site)
            print(f"beside an ingest:    {seen.told()}; new papers seen {waited:.2f} s after publication")


@contextmanager
def clients(site: str, count: int) -> Iterator[Seen]:
    """So many clients that search for a `with` block."""
    seen, stop = Seen(), threading.Event()

    def work(number: int) -> None:
        while not stop.wait(PAUSE):
            number += count
            began = time.perf_counter()
            seen.statuses[status_of(f"{site}/search?{urlencode({'q': f'{WORDS[number % len(WORDS)]} {number}'})}")] += 1
            seen.seconds.append(time.perf_counter() - began)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def status_of(address: str) -> int:
    """How a request is answered."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, http.client.HTTPException):  # broken off, so that nobody takes a part for the whole
        return 0


def run_away(site: str, query: str) -> str:
    """Ask what has no end; the status, and after how long."""
    began = time.perf_counter()
    status = status_of(f"{site}/sparql?{urlencode({'query': query, 'format': 'json'})}")
    return f"{status or 'connection closed'} after {time.perf_counter() - began:.1f} s"


def take_in(base: Base, papers: list[Path], site: str) -> float:
    """Ingest papers; seconds from the switch to the new generation until the server answers from it."""
    before = base.open_for_reading().number
    command = [sys.executable, "-m", "interfaces.cli.main", "--base", str(base.path), "ingest", *map(str, papers)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        while base.open_for_reading().number == before:
            time.sleep(0.01)
        published = time.perf_counter()
        while generation(site) == before:
            time.sleep(0.01)
        return time.perf_counter() - published


def generation(site: str) -> int:
    """The generation that a server answers from."""
    with urllib.request.urlopen(f"{site}/health", timeout=60) as answer:
        return int(json.load(answer)["generation"])


if __name__ == "__main__":
    main()
