"""What a process that asks a question has to load, and that it loads in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MAKE = """
import sys
from pathlib import Path
from index.engine import open_reader, open_writer
from index.passages import PaperCard, indexed
from index.query import parse
from kg.records import Passage
writer = open_writer(Path(sys.argv[1]), sys.argv[2])
writer.add([indexed(Passage("Respite charges rose.", 0, 21, "report"), PaperCard("urn:a", "a.txt"))])
writer.commit()
writer.close()
for query in ("charge", "resp*", "chrages~ -care", "after:2018 OR rose", '"respite charges"', "resppite"):
    open_reader(Path(sys.argv[1])).search(parse(query), facets=("kind",))
"""
ASK = """
import sys
from pathlib import Path
from index.engine import open_reader
from index.query import parse
assert open_reader(Path(sys.argv[1])).search(parse("charges")).total == 1
print(*sys.modules)
"""


def run(script: str, *arguments: str, cache: Path) -> str:
    """What a new process prints that holds warnings for errors and finds no module compiled."""
    root = str(Path(__file__).parent.parent)
    settings = {**os.environ, "PYTHONPATH": root, "PYTHONPYCACHEPREFIX": str(cache)}
    command = [sys.executable, "-W", "error", "-c", script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=settings, check=False)
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_an_engine_is_silent_also_where_nothing_was_compiled_before(engine: str, tmp_path: Path) -> None:
    run(MAKE, str(tmp_path / "text"), engine, cache=tmp_path / "cache")


def test_a_question_loads_nothing_that_only_the_writer_or_the_other_engine_needs(tmp_path: Path) -> None:
    run(MAKE, str(tmp_path / "text"), "tantivy", cache=tmp_path / "cache")
    loaded = run(ASK, str(tmp_path / "text"), cache=tmp_path / "cache").split()
    assert "tantivy" in loaded
    assert not {"whoosh.index", "rapidfuzz", "kg.records", "rdflib", "networkx", "rich"} & set(loaded)
