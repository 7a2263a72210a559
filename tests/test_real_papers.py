"""The real papers, through the scoring script: the figures that we promise hold, and all quoted words are there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest.build import ingest
from kg.base import Base
from kg.graph import export, open_graph

SHARED = Path(__file__).resolve().parents[2] / "shared"
PAPERS = SHARED / "papers"
FOLDERS = ("bristol", "cambridgeshire", "govan", "kent", "milburn", "west-of-england")

pytestmark = pytest.mark.skipif(not PAPERS.is_dir(), reason="the shared folder with the real papers is not beside us")

# What a clerk puts on record without judgement, and the softer kinds: what counts as a scheme is one.
PACKS = {
    **dict.fromkeys(("meeting", "attendance", "agenda_item", "minute", "decision", "report"), 0.97),
    **dict.fromkeys(("recommendation", "contact", "clearance", "forward_plan", "saving"), 0.97),
    **dict.fromkeys(("action", "decided_event"), 0.95),
    **{"officer": 0.90, "provider": 0.80, "contract": 0.70, "contract_event": 0.70, "scheme": 0.60},
}
# Minutes and a decision form in PDF, a record of decision in PDF, a meeting's web page.
OTHERS = {
    **dict.fromkeys(("meeting", "attendance", "agenda_item", "minute", "decision"), 0.95),
    **{"decided_event": 0.85, "contract_event": 0.70, "contract": 0.60, "scheme": 0.50},
}
GOLD = {"packs": ("000", "001", "002"), "others": ("01_bristol", "02_bristol", "08_weca", "09_kent")}
LEAST = [("packs", kind, least) for kind, least in PACKS.items()] + [
    ("others", kind, least) for kind, least in OTHERS.items()
]
DETAILED = [(group, kind) for group, kind, least in LEAST if least >= 0.95 and kind != "action"]

Figures = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """What the scoring script prints of one base of all the real papers, for packs and for other councils' papers."""
    folder = tmp_path_factory.mktemp("real")
    base = Base(folder / "records")
    assert not ingest(base, [str(PAPERS / name) for name in FOLDERS], jobs=2).failures
    graph = folder / "graph.nq"
    with graph.open("wb") as out:
        export(open_graph(base.open_for_reading().graph), "nquads", out)
    return {group: scored(graph, stems) for group, stems in GOLD.items()}


def scored(graph: Path, stems: tuple[str, ...]) -> dict[str, Any]:
    """The scoring script's figures for some papers; the evidence is checked of all."""
    gold = [path.stem for path in (SHARED / "gold").glob("*.jsonl") if path.stem.startswith(stems)]
    papers = [word for stem in sorted(gold) for word in ("--paper", stem)]
    checked = ["--papers", PAPERS] if shutil.which("pdftotext") else []
    command = [sys.executable, SHARED / "score" / "score.py", graph, SHARED / "gold", *papers, *checked, "--json"]
    done = subprocess.run(list(map(str, command)), capture_output=True, check=True, text=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


@pytest.mark.parametrize(("group", "kind", "least"), LEAST)
def test_facts_are_found_and_right(group: str, kind: str, least: float, figures: Figures) -> None:
    assert figures[group][kind]["f1"] >= least


@pytest.mark.parametrize(("group", "kind"), DETAILED)
def test_their_details_are_right(group: str, kind: str, figures: Figures) -> None:
    details = figures[group][kind]["details"]
    assert details is None or details >= (0.90 if kind == "decided_event" else 0.95)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="quotations from PDFs are checked with poppler's pdftotext")
def test_every_quoted_word_stands_on_its_page(figures: Figures) -> None:
    assert figures["packs"]["evidence"]["words on their page"] == 1.0


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="the scoring script tells of evidence where it can check it")
def test_no_statement_is_without_evidence(figures: Figures) -> None:
    assert figures["packs"]["evidence"]["statements without"] == 0
