"""`kg repair` makes what can be made anew, and names what is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.build import Summary, ingest
from ingest.mending import SET_ASIDE
from ingest.one_paper import Overrides
from ingest.repair import repair
from kg.base import Base
from kg.errors import BaseDamaged, NoBase
from kg.graph import canonical_lines, open_graph
from queries.deep_check import check_deep

OPEN = "ADULTS COMMITTEE Thursday 8 June 2023\nThe tender of Hollow Farm was agreed.\n"
CLOSED = "ADULTS COMMITTEE Thursday 13 July 2023\nThe price of Hollow Farm is £12,345.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """Two papers, one of them exempt; `papers` holds their files."""
    folder = tmp_path_factory.mktemp("repair")
    (folder / "papers").mkdir()
    for name, text in (("open.txt", OPEN), ("closed.txt", CLOSED)):
        (folder / "papers" / name).write_text(text, encoding="utf-8")
    base = Base(folder / "records")
    ingest(base, [str(folder / "papers" / "open.txt")])
    ingest(base, [str(folder / "papers" / "closed.txt")], overrides=Overrides(exempt=True))
    return base


@pytest.fixture
def torn(made: Base, tmp_path: Path) -> Base:
    """A copy to break."""
    shutil.copytree(made.path.parent, tmp_path / "copy", symlinks=True)
    return Base(tmp_path / "copy" / "records")


def lines(base: Base, public: bool = False) -> list[str]:
    return list(canonical_lines(open_graph(base.open_for_reading(public).graph)))


def of(base: Base, name: str) -> Path:
    """The folder of a paper in the archive."""
    with base.ledger() as ledger:
        [paper] = ledger.find(name)
    return base.papers / paper.sha256[:2] / paper.sha256


def spoil(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 4
    file.write_bytes(data)


@pytest.mark.parametrize("what", ["live", "published", "live/graph", "live/text", "live/names.sqlite", "live/public"])
def test_projections_that_are_gone_are_made_again_as_they_were(torn: Base, what: str) -> None:
    before = lines(torn), lines(torn, public=True)
    place = torn.path / what
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    done = repair(torn)
    assert (done.papers, done.losses) == (2, ())
    assert (lines(torn), lines(torn, public=True)) == before
    assert check_deep(torn, sample=0) == ()


def test_every_torn_file_of_writer_and_generations_is_mended(torn: Base) -> None:
    before = lines(torn)
    for folder in ("live", "published"):
        for file in sorted((torn.path / folder).rglob("*")):
            if file.is_file() and file.stat().st_size and "lock" not in file.name.lower():
                spoil(file)
    assert check_deep(torn, sample=0)
    repair(torn)
    assert lines(torn) == before
    assert check_deep(torn, sample=0) == ()


@pytest.mark.parametrize("name", ["text.json", "records.json"])
def test_a_torn_reading_is_set_aside_named_and_comes_back_with_its_file(torn: Base, name: str) -> None:
    before, folder = lines(torn), of(torn, "open.txt")
    spoil(folder / name)
    [loss] = repair(torn).losses
    assert loss.paper == "open.txt"
    assert (torn.path / SET_ASIDE / folder.name / "source.txt").read_text(encoding="utf-8") == OPEN
    assert check_deep(torn, sample=0) == ()
    assert repair(torn).losses == ()
    [failed] = ingest(torn, [str(torn.path.parent / "papers")]).failures or [None]
    assert failed is None
    assert lines(torn) == before


def test_a_paper_with_a_torn_source_is_served_and_mended_by_its_file(torn: Base) -> None:
    before, folder = lines(torn), of(torn, "closed.txt")
    spoil(folder / "source.txt")
    [loss] = repair(torn).losses
    assert "source" in loss.what
    assert lines(torn) == before
    ingest(torn, [str(torn.path.parent / "papers")])
    assert (folder / "source.txt").read_text(encoding="utf-8") == CLOSED
    assert repair(torn).losses == ()
    assert check_deep(torn, sample=0) == ()


def test_a_paper_gone_from_the_archive_is_named(torn: Base) -> None:
    shutil.rmtree(of(torn, "open.txt"))
    [loss] = repair(torn).losses
    assert (loss.paper, loss.do) == ("open.txt", "Ingest its file again.")
    assert check_deep(torn, sample=0) == ()


def test_papers_of_an_earlier_version_get_their_hashes(torn: Base) -> None:
    from kg.seals import unsealed

    records = of(torn, "open.txt") / "records.json"
    records.write_bytes(unsealed(records.read_bytes()))
    assert [fault.where for fault in check_deep(torn, sample=0)] == ["archive"]
    assert repair(torn).losses == ()
    assert check_deep(torn, sample=0) == ()


def test_a_torn_ledger_is_not_repaired_from_guesses(torn: Base) -> None:
    data = bytearray(torn.ledger_file.read_bytes())
    data[4096:8192] = bytes(4096)
    torn.ledger_file.write_bytes(data)
    with pytest.raises(BaseDamaged, match=r"ledger\.sqlite"):
        repair(torn)


def flip(file: Path, old: bytes, new: bytes) -> None:
    """Change bytes as a worn disk does, size and time left as they were."""
    state, data = file.stat(), file.read_bytes()
    assert old in data
    with file.open("r+b") as stream:
        stream.write(data.replace(old, new))
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))


def again(base: Base) -> Summary:
    return ingest(base, [str(base.path.parent / "papers" / "open.txt")])


def test_a_ledger_damaged_before_a_run_is_not_sealed_as_sound_by_it(torn: Base) -> None:
    again(torn)
    flip(torn.ledger_file, b"open.txt", b"oren.txt")
    for _ in (1, 2):
        with pytest.raises(BaseDamaged, match=r"nobody wrote it since.*kg repair"):
            again(torn)
    [loss] = repair(torn).losses
    assert (loss.paper, "name" in loss.what, "backup" in loss.do) == ("ledger.sqlite", True, True)
    assert again(torn).failures == ()
    assert repair(torn).losses == ()


def test_what_the_archive_knows_is_set_right_in_a_damaged_ledger(torn: Base) -> None:
    again(torn)
    with torn.ledger() as ledger:
        known = {paper.sha256: (paper.counts, paper.issues) for paper in ledger.current()}
    flip(torn.ledger_file, b"recordPaperFacts", b"recordPaperFbcts")
    repair(torn)
    with torn.ledger() as ledger:
        assert {paper.sha256: (paper.counts, paper.issues) for paper in ledger.current()} == known
    assert check_deep(torn, sample=0) == ()


def test_a_ledger_in_which_a_papers_status_is_torn_is_not_guessed_at(torn: Base) -> None:
    again(torn)
    with closing(sqlite3.connect(torn.ledger_file)) as ledger:
        ledger.execute("UPDATE papers SET status = 'exemqt' WHERE status = 'exempt'")
        ledger.commit()
    with pytest.raises(BaseDamaged, match=r"exemqt.*kg restore"):
        repair(torn)


def test_a_torn_index_of_the_ledger_is_made_anew(torn: Base) -> None:
    with closing(sqlite3.connect(torn.ledger_file)) as ledger:
        [page] = ledger.execute("SELECT rootpage FROM sqlite_master WHERE name = 'events_by_paper'").fetchone()
        [size] = ledger.execute("PRAGMA page_size").fetchone()
    data = bytearray(torn.ledger_file.read_bytes())
    cells = data[(page - 1) * size : page * size]
    data[(page - 1) * size : page * size] = cells.replace(cells[-40:], bytes(40))
    torn.ledger_file.write_bytes(data)
    with pytest.raises(BaseDamaged, match="kg repair"):
        again(torn)
    assert repair(torn).losses == ()
    assert again(torn).failures == ()


def test_a_run_that_was_killed_is_no_damage(torn: Base) -> None:
    with torn.ledger() as view:
        offer = view.papers()[0]
    with closing(sqlite3.connect(torn.ledger_file)) as ledger:
        ledger.execute("INSERT INTO pending VALUES (?, 'project', 'now')", (offer.sha256,))
        ledger.commit()
    assert again(torn).failures == ()


@pytest.mark.parametrize("which", ["its graph", "its manifest", "all of it"])
def test_no_generations_number_is_given_twice(torn: Base, which: str) -> None:
    before, last = lines(torn), torn.open_for_reading()
    if which == "all of it":
        shutil.rmtree(last.folder)
    else:
        spoil(last.folder / "manifest.json" if which == "its manifest" else next(last.graph.glob("*.sst")))
    assert repair(torn).generation == last.number + 1
    shutil.rmtree(torn.published)
    assert repair(torn).generation == last.number + 2
    assert lines(torn) == before
    assert check_deep(torn, sample=0) == ()


def test_there_must_be_a_base(tmp_path: Path) -> None:
    with pytest.raises(NoBase):
        repair(Base(tmp_path / "none"))
