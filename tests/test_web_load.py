"""A real server at work: runaway queries, papers that come in meanwhile, papers that would like to be programs.

What is asserted is that nobody fails and everything ends; how long it took is for bench/serve.py.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kg.base import Base
from tests.serving import ROOT, SAMPLES, base_of, kg, served

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"  # time alone: sorted, it fills its memory first
WORDS = ("contract", "award", "charges", "respite", "budget", "recommend*", "care home", "director")
HOSTILE = """WEXMERE COUNTY COUNCIL
ADULTS COMMITTEE
Thursday 9 March 2023
To: Adults Committee
<script>alert("title")</script> Quarry Lane respite contract
Recommendation: agree to tender the "><img src=x onerror=alert(1)> contract.
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return base_of(tmp_path_factory.mktemp("load") / "records", *SAMPLES[:2])


def asked(site: str, path: str, **query: str) -> tuple[int, str]:
    """What a server answers."""
    try:
        with urllib.request.urlopen(f"{site}{path}?{urlencode(query)}", timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@contextmanager
def clients(site: str, count: int) -> Iterator[Counter[int]]:
    """So many clients that search without a pause for a `with` block; what they were answered, by status."""
    statuses: Counter[int] = Counter()
    stop = threading.Event()

    def work(first: int) -> None:
        for number in range(first, 1_000_000, count):
            if stop.is_set():
                return
            word = WORDS[number % len(WORDS)]
            statuses[asked(site, "/search", q=f"{word} {number // len(WORDS) or ''}".strip())[0]] += 1
            stop.wait(0.02)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)


def test_a_runaway_query_is_stopped_at_its_limit_and_twenty_people_who_search_notice_nothing(base: Base) -> None:
    with served(base, "--query-seconds", "2") as site, clients(site, 20) as statuses:
        status, told = asked(site, "/sparql", query=RUNAWAY)
        after = asked(site, "/sparql", query="ASK {}", format="json")
    assert status == 503
    assert "2" in told
    assert "second" in told
    assert json.loads(after[1])["boolean"] is True
    assert set(statuses) == {200}
    assert statuses[200] > 20


def test_papers_that_come_in_under_load_fail_no_request_and_are_seen_soon(tmp_path: Path, base: Base) -> None:
    served_base = Base(tmp_path / "records")
    shutil.copytree(base.path, served_base.path, symlinks=True)
    with served(served_base) as site, clients(site, 8) as statuses:
        before = json.loads(asked(site, "/health")[1])
        done = kg(served_base, "ingest", *map(str, SAMPLES[2:4]))
        published = time.monotonic()
        now = before
        while now["generation"] == before["generation"] and time.monotonic() - published < 30:
            now = json.loads(asked(site, "/health")[1])
        seen = time.monotonic()
    assert done.returncode == 0, done.stderr
    assert now["passages"] > before["passages"]
    assert seen - published < 30
    assert set(statuses) == {200}


def test_a_server_told_to_stop_finishes_what_it_began(base: Base) -> None:
    command = [sys.executable, "-m", "interfaces.cli.main", "--base", str(base.path), "serve", "--port", "0"]
    refused = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert refused.returncode == 2
    with served(base) as site:
        assert asked(site, "/health")[0] == 200
    with pytest.raises(urllib.error.URLError):
        asked(site, "/health")


def test_a_port_that_is_taken_is_a_sentence(base: Base) -> None:
    with served(base) as site:
        port = site.rpartition(":")[2]
        second = kg(base, "serve", "--port", port)
    assert second.returncode == 2
    assert port in second.stderr
    assert "Traceback" not in second.stderr


def test_a_paper_that_would_like_to_be_a_program_is_shown_as_text(tmp_path: Path) -> None:
    paper = tmp_path / "<b>report.txt"
    paper.write_text(HOSTILE)
    hostile = base_of(tmp_path / "records", paper)
    with served(hostile) as site:
        pages = [asked(site, path, **query)[1] for path, query in (
            ("/", {}), ("/search", {"q": "quarry"}), ("/papers", {}), ("/tables/contracts", {}), ("/tables/issues", {}),
        )]  # fmt: skip
        source = re.search(r'href="(/source/[^"?#]+)', pages[1])
        assert source
        pages += [asked(site, source[1])[1], asked(site, source[1].rpartition("/")[0])[1]]
    for page in pages:
        assert not re.search(r"<script>|<img src=x|<b>report", page)
    assert any("&lt;script&gt;" in page for page in pages)
