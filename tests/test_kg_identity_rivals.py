"""The bench of identity, held as a test: invented rivals are not joined, and most that are one are."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kg.identity_questions import Case

FILE = Path(__file__).parent.parent / "bench" / "identity.py"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_identity", FILE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_certain_joins_of_rivals_are_right(bench: ModuleType) -> None:
    mentions, named = bench.rivals(bench.RIVALS)
    found = bench.figures(Case(mentions), named)
    assert found.precision >= 0.99
    assert found.recall >= 0.69


def test_questions_find_most_of_the_rest(bench: ModuleType) -> None:
    mentions, named = bench.rivals(bench.RIVALS)
    found = bench.figures(Case(mentions), named, asking=True)
    assert found.recall >= 0.86
    assert found.precision >= 0.88


def test_the_bench_prints_its_tables(bench: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    bench.table("Rivals", *bench.rivals(bench.RIVALS), errors=True)
    shown = capsys.readouterr().out
    assert "WRONG" not in shown
    assert "missed officer: Kate Moor" in shown
