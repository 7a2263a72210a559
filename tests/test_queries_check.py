"""`kg check` says nothing of a sound base, and names each fault of one that is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.base import Base
from kg.errors import BaseDamaged, NoBase
from queries.check import check
from queries.library import Library


@pytest.fixture
def copy(base: Base, tmp_path: Path) -> Base:
    shutil.copytree(base.path, tmp_path / "copy", symlinks=True)
    return Base(tmp_path / "copy")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pySHACL's own use of rdflib
def test_all_is_well_with_a_sound_base(library: Library) -> None:
    assert check(library, sample=2) == ()


def test_a_paper_gone_from_the_archive_is_named(copy: Base) -> None:
    sha256 = copy.archive().papers()[0]
    shutil.rmtree(copy.papers / sha256[:2] / sha256)
    faults = check(Library(copy), sample=0)
    assert [fault.where for fault in faults] == ["archive"]
    assert "lacks 202" in faults[0].what


def test_a_changed_source_is_named(copy: Base) -> None:
    archive = copy.archive()
    archive.source(archive.papers()[0]).write_text("something else", encoding="utf-8")
    assert [fault.where for fault in check(Library(copy), sample=0)] == ["archive"]


def test_a_changed_file_of_the_generation_is_named(copy: Base) -> None:
    marker = copy.open_for_reading().text / "engine.json"
    words = marker.read_text(encoding="utf-8")
    marker.unlink()  # a hard link to the live one
    marker.write_text(words + "\n", encoding="utf-8")
    assert [fault.where for fault in check(Library(copy), sample=0)] == ["generation"]


def test_what_is_pending_is_named(copy: Base) -> None:
    with copy.open_for_writing() as writing:
        writing.ledger.mark_pending(copy.archive().papers()[:1], "project")
    assert [(fault.where, fault.do) for fault in check(Library(copy), sample=0)] == [
        ("ledger", "Run `kg ingest` again.")
    ]


def test_a_paper_that_the_graph_lacks_is_named(copy: Base) -> None:
    from kg.graph import drop_graph, named_graphs, open_graph
    from kg.vocabulary import DERIVED_GRAPH, IDENTITY_GRAPH

    store = open_graph(copy.live_graph, write=True)
    drop_graph(store, next(graph for graph in named_graphs(store) if graph not in (IDENTITY_GRAPH, DERIVED_GRAPH)))
    store.flush()
    with copy.open_for_writing() as writing:
        writing.publish(store, {}, "1")
    wheres = [fault.where for fault in check(Library(copy), sample=0)]
    assert "graph" in wheres
    assert "text index" in wheres


def test_a_graph_that_cannot_be_read_is_damage_and_no_bug(copy: Base) -> None:
    shutil.rmtree(copy.open_for_reading().graph)
    with pytest.raises(BaseDamaged, match="cannot be read"):
        Library(copy).ask("show", thing="https://example.org/a")
    assert {fault.where for fault in check(Library(copy), sample=0)} == {"generation"}


def test_there_must_be_a_base_to_check(tmp_path: Path) -> None:
    with pytest.raises(NoBase):
        check(Library(Base(tmp_path / "none")))
