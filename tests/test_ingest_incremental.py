"""Papers that come one by one, go, and come again leave the graph of the same papers read in one run."""

from __future__ import annotations

import importlib
import shutil
import sqlite3
from itertools import count
from pathlib import Path

import pytest

from index.engine import open_reader
from ingest import projection
from ingest.build import ingest, withdraw
from ingest.one_paper import Overrides
from kg import graph as kg_graph
from kg import names_cache, names_file
from kg.archive import Archive, Archived
from kg.base import Base
from kg.graph import canonical_lines, open_graph
from kg.vocabulary import REDIRECTS_GRAPH

BENCH = Path(__file__).parent.parent / "bench"


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Most of a year of an invented committee, and a paper each of three others."""
    folder = tmp_path_factory.mktemp("papers")
    chosen = []
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(BENCH))
        made = importlib.import_module("generate")
    for at in sorted({1, 42, 123, *range(0, 10 * made.COMMITTEES, made.COMMITTEES)}):
        paper = made.paper(at)
        chosen.append(folder / paper.name)
        chosen[-1].write_bytes(paper.data)
    return chosen


@pytest.fixture(scope="module")
def whole(some: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The graph of all of them, read in one run."""
    base = Base(tmp_path_factory.mktemp("whole") / "records")
    assert len(take(base, some)) == len(some)
    return graph(base)


def take(base: Base, paths: list[Path]) -> tuple[str, ...]:
    return ingest(base, [str(path) for path in paths]).read


def graph(base: Base) -> list[str]:
    """What readers see, but for what became of IRIs that the base had before."""
    store = open_graph(base.open_for_reading().graph)
    return [line for line in canonical_lines(store) if REDIRECTS_GRAPH not in line]


def test_papers_that_come_in_batches_and_go_and_come_again_leave_the_same_graph(
    some: list[Path], whole: list[str], tmp_path: Path
) -> None:
    base = Base(tmp_path / "records")
    take(base, some[8:])
    take(base, some[4:5])
    withdraw(base, some[9].name)
    take(base, some[:6])
    withdraw(base, some[0].name)
    ingest(base, [str(path) for path in some], again=True)
    assert graph(base) == whole


def test_one_more_paper_opens_the_records_of_no_paper_whose_names_mean_what_they_meant(
    some: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = Base(tmp_path / "records")
    take(base, some[:-1])
    opened: list[str] = []
    get = Archive.get

    def noting(archive: Archive, sha256: str) -> Archived:
        opened.append(sha256)
        return get(archive, sha256)

    monkeypatch.setattr(Archive, "get", noting)
    take(base, some[-1:])
    assert len(set(opened)) < 4


class Stopped(RuntimeError):
    """As if the machine had stopped."""


@pytest.mark.parametrize("place", ["_redirects", "_note_applied"])
def test_a_stop_while_the_graph_is_written_is_made_good_by_the_next_paper(
    some: list[Path], whole: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    base = Base(tmp_path / "records")
    take(base, some[:5])

    def stop(*_given: object) -> None:
        raise Stopped

    with monkeypatch.context() as patched:
        patched.setattr(projection, place, stop)
        with pytest.raises(Stopped):
            take(base, some[5:-1])
    take(base, some[-1:])
    assert graph(base) == whole


def test_a_stop_between_two_loads_of_many_papers_is_made_good_by_the_next_paper(
    some: list[Path], whole: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = Base(tmp_path / "records")
    take(base, some[:2])
    load, loads = kg_graph._Waiting.load, count(1)

    def loaded(waiting: kg_graph._Waiting) -> None:
        load(waiting)
        if next(loads) == 3:
            raise Stopped

    with monkeypatch.context() as patched:
        patched.setattr(kg_graph, "GATHERED", 500)
        patched.setattr(kg_graph, "FEW", 1)
        patched.setattr(kg_graph._Waiting, "load", loaded)
        with pytest.raises(Stopped):
            take(base, some[2:-1])
    take(base, some[-1:])
    assert graph(base) == whole


def test_a_base_without_its_names_makes_them_again(some: list[Path], whole: list[str], tmp_path: Path) -> None:
    base = Base(tmp_path / "records")
    take(base, some[:-1])
    base.names_file.unlink()
    take(base, some[-1:])
    assert graph(base) == whole


@pytest.mark.parametrize("from_end", [2, 5, 9])
def test_a_names_file_with_a_torn_page_is_made_again_in_the_run_that_meets_it(
    some: list[Path], whole: list[str], tmp_path: Path, from_end: int
) -> None:
    base = Base(tmp_path / "records")
    take(base, some[:-1])
    with base.names_file.open("r+b") as file:
        size = base.names_file.stat().st_size
        file.seek(4096 * 2)  # all that stands in the middle is garbled
        file.write(b"\x07" * (size - 4096 * from_end))
        file.truncate(size)
    ingest(base, [str(some[-1])])
    assert graph(base) == whole


@pytest.mark.parametrize("lost", ["graph", "text"])
def test_a_writers_graph_or_index_that_is_gone_is_made_again_of_all_papers(
    some: list[Path], whole: list[str], tmp_path: Path, lost: str
) -> None:
    base = Base(tmp_path / "records")
    take(base, some[:-1])
    before = passages(base)
    shutil.rmtree(base.live().folder / lost)
    take(base, some[-1:])
    assert graph(base) == whole
    assert passages(base) > before


def test_a_public_graph_whose_making_was_stopped_is_made_anew(some: list[Path], tmp_path: Path) -> None:
    base = Base(tmp_path / "records")
    take(base, some[:2])
    base.live("public").graph.mkdir(parents=True)
    assert ingest(base, [str(some[2])], overrides=Overrides(exempt=True)).trouble is None
    assert base.open_for_reading(public=True).variant == "public"


def passages(base: Base) -> int:
    return open_reader(base.open_for_reading().text).count()


def test_a_stop_while_the_names_file_is_made_leaves_none_of_its_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "names.sqlite"
    with monkeypatch.context() as patched:
        patched.setattr(names_file, "SCHEMA", f"{names_file.SCHEMA} SELECT * FROM no_room;")
        with pytest.raises(sqlite3.OperationalError):
            names_cache.NamesCache(file)
    with names_cache.NamesCache(file) as made:
        assert made.fresh
