"""A base of an earlier version is taken up by the next ingest, or refused with the way to do it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from index.engine import MARKER
from ingest.build import ingest
from ingest.repair import repair
from kg.base import Base
from kg.errors import BaseDamaged
from kg.generations import MANIFEST
from kg.graph import canonical_lines, open_graph
from kg.names_file import FORMAT as NAMES_FORMAT
from kg.seals import FILE, unsealed
from queries.deep_check import check_deep


@pytest.fixture
def older(base: Base, tmp_path: Path) -> Base:
    """A copy to make old."""
    shutil.copytree(base.path, tmp_path / "copy", symlinks=True)
    return Base(tmp_path / "copy")


def lines(base: Base) -> list[str]:
    return list(canonical_lines(open_graph(base.open_for_reading().graph)))


def paper(folder: Path) -> str:
    file = folder / "new.txt"
    file.write_text("ADULTS COMMITTEE Thursday 8 June 2023\nHollow Farm was noted.\n", encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("version", [0, 2])
def test_a_ledger_of_another_format_is_refused(older: Base, tmp_path: Path, version: int) -> None:
    with sqlite3.connect(older.ledger_file) as ledger:
        ledger.execute(f"PRAGMA user_version = {version}")
    for attempt in (lambda: older.ledger(), lambda: ingest(older, [paper(tmp_path)]), lambda: repair(older)):
        with pytest.raises(BaseDamaged, match=r"use the version of committee-kg that made it|already exists"):
            attempt()


def test_names_of_another_make_are_gathered_anew(older: Base, tmp_path: Path) -> None:
    with sqlite3.connect(older.names_file) as names:
        names.execute(f"PRAGMA user_version = {NAMES_FORMAT - 1}")
    assert ingest(older, [paper(tmp_path)]).read == ("new.txt",)
    with sqlite3.connect(older.names_file) as names:
        assert names.execute("PRAGMA user_version").fetchone() == (NAMES_FORMAT,)
    assert check_deep(older, sample=0) == ()


def test_a_base_without_hashes_index_format_and_variants_is_brought_up_by_repair(older: Base) -> None:
    """As a version before the list of hashes left it: repair adds them, and makes the projections by its own rules."""
    before = lines(older)
    (older.path / FILE).unlink()
    for file in older.papers.rglob("*.json"):
        file.write_bytes(unsealed(file.read_bytes()))
    for marker in (older.live_text / MARKER, older.open_for_reading().text / MARKER):
        marker.unlink()
        marker.write_text(json.dumps({"engine": "tantivy", "format": 1}), encoding="utf-8")
    assert check_deep(older, sample=0)
    assert repair(older).losses == ()
    assert lines(older) == before
    assert check_deep(older, sample=0) == ()


def test_a_generation_of_another_format_is_refused_and_repair_makes_it_anew(older: Base) -> None:
    before, file = lines(older), older.open_for_reading().folder / MANIFEST
    file.write_bytes(file.read_bytes().replace(b'"format":1', b'"format":9', 1))
    with pytest.raises(BaseDamaged, match="kg repair"):
        older.open_for_reading().manifest()
    assert repair(older).losses == ()
    assert lines(older) == before
    assert check_deep(older, sample=0) == ()
