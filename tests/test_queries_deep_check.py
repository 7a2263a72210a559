"""`kg check --deep` finds a flipped bit in any file of a base, and says nothing of a sound one."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from ingest.build import ingest
from ingest.one_paper import Overrides
from kg.base import Base
from kg.errors import NoBase
from kg.generations import LOCK
from kg.seals import FILE, seal_holds, sealed, unsealed
from queries.deep_check import check_deep


@pytest.fixture(scope="module")
def sound(base: Base, tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The invented council's base with one paper more, exempt from publication: both variants are there."""
    folder = tmp_path_factory.mktemp("deep")
    shutil.copytree(base.path, folder / "records", symlinks=True)
    both = Base(folder / "records")
    paper = folder / "exempt.txt"
    paper.write_text("ADULTS COMMITTEE Thursday 8 June 2023\nThe price of Hollow Farm is £12,345.\n", encoding="utf-8")
    summary = ingest(both, [str(paper)], overrides=Overrides(exempt=True))
    assert not summary.failures
    assert (both.path / "live" / "public").is_dir()
    return both


@pytest.fixture
def copy(base: Base, tmp_path: Path) -> Base:
    shutil.copytree(base.path, tmp_path / "copy", symlinks=True)
    return Base(tmp_path / "copy")


def flip(file: Path, seed: int) -> None:
    """Turn one bit of a file round, and leave its size and time as they were, as a worn disk does."""
    data, state, chance = bytearray(file.read_bytes()), file.stat(), random.Random(f"{seed} {file.name}")
    at = chance.randrange(len(data))
    data[at] ^= 1 << chance.randrange(8)
    with file.open("r+b") as stream:
        stream.write(data)
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))


def files(base: Base) -> list[Path]:
    """Every file that holds something; locks hold nothing."""
    found = (file for file in base.path.rglob("*") if file.is_file() and not file.is_symlink())
    return sorted(file for file in found if file.stat().st_size and not LOCK.fullmatch(file.name))


def test_a_sound_base_with_exempt_papers_has_no_fault(sound: Base) -> None:
    assert check_deep(sound, sample=0) == ()
    assert check_deep(sound, sample=0) == ()  # and checking it leaves no trace


@pytest.mark.parametrize("seed", range(2))
def test_a_flipped_bit_in_any_file_is_found(sound: Base, seed: int) -> None:
    missed, seen = [], set[tuple[int, int]]()
    for file in files(sound):
        state = file.stat()
        if (state.st_dev, state.st_ino) in seen:  # a hard link to a file that had its turn
            continue
        seen.add((state.st_dev, state.st_ino))
        whole = file.read_bytes()
        flip(file, seed)
        if not check_deep(sound, sample=0):
            missed.append(str(file.relative_to(sound.path)))
        with file.open("r+b") as stream:
            stream.write(whole)
            os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert not missed
    assert check_deep(sound, sample=0) == ()


def test_a_damaged_file_is_named_with_what_to_do(copy: Base) -> None:
    archive = copy.archive()
    records = archive.source(archive.papers()[0]).with_name("records.json")
    flip(records, 1)
    [fault, *_] = check_deep(copy, sample=0)
    assert (fault.where, fault.do) == ("archive", "Run `kg repair`.")
    assert archive.papers()[0][:12] in fault.what


def test_damage_is_not_taken_for_work_by_the_next_writer(copy: Base) -> None:
    flip(next(file for file in files(copy) if file.match("live/graph/*.sst")), 1)
    with copy.open_for_writing():
        pass
    assert any(fault.where == "live" for fault in check_deep(copy, sample=0))


def test_a_ledger_that_counts_otherwise_than_the_archive_is_named(copy: Base) -> None:
    with copy.open_for_writing(), sqlite3.connect(copy.ledger_file) as ledger:
        ledger.execute("UPDATE tallies SET count = 99 WHERE name = 'Contract'")
    assert {fault.where for fault in check_deep(copy, sample=0)} == {"archive", "ledger"}


def test_judgements_edited_by_hand_are_told_and_kgs_next_run_takes_them(copy: Base) -> None:
    copy.judgements_file.write_text("# nothing said yet\n", encoding="utf-8")
    [fault] = check_deep(copy, sample=0)
    assert fault.where == "judgements.yaml"
    assert "kg ingest" in fault.do
    with copy.open_for_writing():
        pass
    assert check_deep(copy, sample=0) == ()


def test_a_base_of_an_earlier_version_has_no_list_and_the_next_writer_makes_it(copy: Base) -> None:
    (copy.path / FILE).unlink()
    assert [fault.where for fault in check_deep(copy, sample=0)] == ["seals"]
    with copy.open_for_writing():
        pass
    assert check_deep(copy, sample=0) == ()


def test_a_link_to_an_older_generation_is_named(copy: Base) -> None:
    with copy.open_for_writing() as writing:
        writing.publish(copy.live_graph, {}, "1")
    link = copy.published / "current"
    link.unlink()
    link.symlink_to("000001")
    assert "generation" in {fault.where for fault in check_deep(copy, sample=0)}


def test_there_must_be_a_base(tmp_path: Path) -> None:
    with pytest.raises(NoBase):
        check_deep(Base(tmp_path / "none"))


def test_a_sealed_document_is_json_still_and_every_flip_shows() -> None:
    document = b'{"text":"words of a paper"}'
    data = sealed(document)
    assert (unsealed(data), seal_holds(data), seal_holds(document)) == (document, True, None)
    for at in range(len(data)):
        for bit in range(8):
            torn = bytearray(data)
            torn[at] ^= 1 << bit
            assert not seal_holds(bytes(torn))
