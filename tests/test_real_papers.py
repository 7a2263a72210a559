"""The real papers, through the scoring script: the figures that we promise hold, and all quoted words are there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest.build import ingest
from kg.base import Base
from kg.graph import export, open_graph

SHARED = Path(__file__).resolve().parents[2] / "shared"
PAPERS = SHARED / "papers" / "cambridgeshire"

pytestmark = pytest.mark.skipif(not PAPERS.is_dir(), reason="the shared folder with the real papers is not beside us")

# What a clerk puts on record without judgement, and the softer kinds: what counts as a scheme is one.
LEAST = {
    **dict.fromkeys(("meeting", "attendance", "agenda_item", "minute", "decision", "report"), 0.97),
    **dict.fromkeys(("recommendation", "contact", "clearance", "forward_plan", "saving"), 0.97),
    **dict.fromkeys(("action", "decided_event"), 0.95),
    **{"officer": 0.90, "provider": 0.80, "contract": 0.70, "contract_event": 0.70, "scheme": 0.60},
}
DETAILED = tuple(kind for kind, least in LEAST.items() if least == 0.97)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the scoring script prints of a graph of the real papers."""
    folder = tmp_path_factory.mktemp("real")
    base = Base(folder / "records")
    assert not ingest(base, [str(PAPERS)], jobs=2).failures
    graph = folder / "graph.nq"
    with graph.open("wb") as out:
        export(open_graph(base.open_for_reading().graph), "nquads", out)
    papers = [word for paper in ("000", "001", "002") for word in ("--paper", paper)]
    command = [sys.executable, SHARED / "score" / "score.py", graph, SHARED / "gold", *papers, "--papers", PAPERS]
    done = subprocess.run([*map(str, command), "--json"], capture_output=True, check=True, text=True)
    scored: dict[str, Any] = json.loads(done.stdout)
    return scored


@pytest.mark.parametrize("kind", LEAST)
def test_facts_are_found_and_right(kind: str, figures: dict[str, Any]) -> None:
    assert figures[kind]["f1"] >= LEAST[kind]


@pytest.mark.parametrize("kind", DETAILED)
def test_their_details_are_right(kind: str, figures: dict[str, Any]) -> None:
    assert figures[kind]["details"] is None or figures[kind]["details"] >= 0.95


def test_every_quoted_word_stands_in_its_paper(figures: dict[str, Any]) -> None:
    assert figures["evidence"]["words on their page"] == 1.0


def test_no_statement_is_without_evidence(figures: dict[str, Any]) -> None:
    assert figures["evidence"]["statements without"] == 0
