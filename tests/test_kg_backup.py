"""A backup, also taken while a writer is at work, gives the same base again, or says what is wrong with it."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import restoring
from ingest.build import ingest, withdraw
from ingest.restoring import restore
from kg.archive import sha256_of
from kg.backup import LIST, back_up, read_list, unpack
from kg.base import Base
from kg.durable import exchange
from kg.errors import BaseDamaged, NoBase, Unwritable, WrongUse
from kg.graph import canonical_lines, open_graph
from kg.judgements import Judgement, add_judgement
from kg.seals import sealed, unsealed
from queries.deep_check import check_deep


def lines(base: Base) -> list[str]:
    return list(canonical_lines(open_graph(base.open_for_reading().graph)))


def paper(folder: Path, number: int, words: str = "was noted") -> Path:
    file = folder / f"paper-{number}.txt"
    file.write_text(f"ADULTS COMMITTEE Thursday {number % 28 + 1} June 2023\nLarkfield {number} {words}.\n")
    return file


@pytest.mark.parametrize("name", ["backup", "backup.tar", "backup.tar.gz"])
def test_a_restored_base_is_the_one_that_was_backed_up(base: Base, tmp_path: Path, name: str) -> None:
    shutil.copytree(base.path, tmp_path / "first", symlinks=True)
    first, second = Base(tmp_path / "first"), Base(tmp_path / "second")
    add_judgement(first.judgements_file, Judgement("provider", ("Tern Care Ltd", "Tern Care"), True, "one number"))
    ingest(first, [str(paper(tmp_path, 1))])
    back_up(first, tmp_path / name)
    done, aside = restore(second, tmp_path / name)
    assert (done.losses, aside) == ((), None)
    assert lines(second) == lines(first)
    assert second.judgements_file.read_bytes() == first.judgements_file.read_bytes()
    assert check_deep(second, sample=0) == ()
    with first.ledger() as ours, second.ledger() as theirs:
        assert [each.names for each in theirs.papers()] == [each.names for each in ours.papers()]


def test_a_withdrawn_paper_stays_withdrawn(tmp_path: Path) -> None:
    first = Base(tmp_path / "first")
    ingest(first, [str(paper(tmp_path, 1)), str(paper(tmp_path, 2))])
    withdraw(first, "paper-1.txt")
    back_up(first, tmp_path / "backup")
    restore(Base(tmp_path / "second"), tmp_path / "backup")
    assert lines(Base(tmp_path / "second")) == lines(first)


def test_a_backup_beside_a_writer_is_consistent(tmp_path: Path) -> None:
    """The writer adds papers and reads others again all the while; each backup stands for itself."""
    base = Base(tmp_path / "records")
    ingest(base, [str(paper(tmp_path, 0))])
    stop = threading.Event()

    def write() -> None:
        number = 1
        while not stop.is_set() and number < 40:
            ingest(base, [str(paper(tmp_path, number)), str(paper(tmp_path, 0, f"was agreed {number} times"))])
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(4):
            back_up(base, tmp_path / f"backup-{number}")
    finally:
        stop.set()
        writer.join()
    for number in range(4):
        restored = Base(tmp_path / f"restored-{number}")
        assert restore(restored, tmp_path / f"backup-{number}")[0].losses == ()
        assert check_deep(restored, sample=0) == ()


def test_a_base_that_is_there_is_refused_or_moved_aside(base: Base, tmp_path: Path) -> None:
    back_up(base, tmp_path / "backup")
    other = Base(tmp_path / "other")
    ingest(other, [str(paper(tmp_path, 1))])
    before = lines(other)
    with pytest.raises(WrongUse, match="--replace"):
        restore(other, tmp_path / "backup")
    assert lines(other) == before
    _, aside = restore(other, tmp_path / "backup", replace=True)
    assert lines(other) == lines(base)
    assert aside is not None
    assert lines(Base(aside)) == before


def test_a_backup_for_which_there_is_no_room_says_so_and_leaves_nothing(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfile", full)
        with pytest.raises(Unwritable, match=r"No space left.*name another place"):
            back_up(base, tmp_path / "backup")
    assert not list(tmp_path.glob("*backup*"))
    back_up(base, tmp_path / "backup.tar")
    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(Unwritable, match="is full"):
        restore(Base(tmp_path / "other"), tmp_path / "backup.tar")
    assert not list(tmp_path.glob("*other*"))


@pytest.mark.parametrize("atomic", [True, False])
def test_a_restored_base_goes_on_counting_where_the_earlier_one_was(
    base: Base, tmp_path: Path, atomic: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readers and the notes on changes rely on it that no generation's number is given twice."""
    monkeypatch.setattr(restoring, "exchange", exchange if atomic else lambda _one, _other: False)
    back_up(base, tmp_path / "backup")
    other = Base(tmp_path / "other")
    for number in range(1, 4):
        ingest(other, [str(paper(tmp_path, number))])
    before = lines(other)
    for number in (4, 5):
        done, aside = restore(other, tmp_path / "backup", replace=True)
        assert (done.generation, lines(other)) == (number, lines(base))
        assert aside is not None
        assert number == 5 or lines(Base(aside)) == before
    assert len(list(tmp_path.glob("other.before-*"))) == 2
    assert not list(tmp_path.glob(".restoring*"))


def test_every_torn_file_of_a_backup_is_found_and_nothing_is_restored(base: Base, tmp_path: Path) -> None:
    back_up(base, tmp_path / "backup")
    for file in sorted(each for each in (tmp_path / "backup").rglob("*") if each.is_file()):
        whole = file.read_bytes()
        file.write_bytes(whole[:-2] + bytes([whole[-2] ^ 1]) + whole[-1:])
        with pytest.raises(BaseDamaged):
            restore(Base(tmp_path / "second"), tmp_path / "backup")
        assert not (tmp_path / "second").exists()
        file.write_bytes(whole)
    assert not list(tmp_path.glob(".restoring*"))


def test_a_file_too_many_or_too_few_is_found(base: Base, tmp_path: Path) -> None:
    back_up(base, tmp_path / "backup")
    (tmp_path / "backup" / "more.txt").write_text("more")
    with pytest.raises(BaseDamaged, match=r"more\.txt"):
        unpack(tmp_path / "backup", tmp_path / "one")
    (tmp_path / "backup" / "more.txt").unlink()
    (tmp_path / "backup" / "ledger.sqlite").unlink()
    with pytest.raises(BaseDamaged, match=r"lacks ledger\.sqlite"):
        unpack(tmp_path / "backup", tmp_path / "two")


def test_a_backup_of_another_format_is_refused_with_the_way_to_do_it(base: Base, tmp_path: Path) -> None:
    back_up(base, tmp_path / "backup")
    file = tmp_path / "backup" / LIST
    file.write_bytes(sealed(unsealed(file.read_bytes()).replace(b'"format":1', b'"format":9')))
    with pytest.raises(BaseDamaged, match="version of committee-kg that made it"):
        read_list(tmp_path / "backup")


def test_a_tar_that_leads_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    import tarfile

    (tmp_path / "evil").write_text("evil")
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        tar.add(tmp_path / "evil", "../../evil")
    with pytest.raises(BaseDamaged, match="no backup has"):
        restore(Base(tmp_path / "a" / "b"), tmp_path / "evil.tar")


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_are_taken_for_a_backup(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    (folder / f"{sha256_of(data)[:8]}.tar").write_bytes(data)
    with pytest.raises(BaseDamaged):
        unpack(folder / f"{sha256_of(data)[:8]}.tar", folder / "out")


def test_a_backup_overwrites_nothing_and_needs_a_base(base: Base, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(WrongUse):
        back_up(base, tmp_path / "there")
    with pytest.raises(NoBase):
        back_up(Base(tmp_path / "none"), tmp_path / "backup")


def test_what_a_stopped_backup_left_goes_with_the_next_also_where_the_backup_is_whole(
    base: Base, tmp_path: Path
) -> None:
    back_up(base, tmp_path / "backup.tar")
    left = tmp_path / ".backup.tar.part"
    left.mkdir()
    with pytest.raises(WrongUse, match="is there already"):
        back_up(base, tmp_path / "backup.tar")
    assert not left.exists()


@pytest.mark.parametrize("name", ["backup", "backup.tar"])
def test_what_is_unpacked_is_on_the_disk(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    back_up(base, tmp_path / name)
    synced: set[str] = set()
    sync = os.fsync

    def noted(handle: int) -> None:
        synced.add(str(Path(f"/proc/self/fd/{handle}").readlink()))
        sync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    unpack(tmp_path / name, tmp_path / "out")
    assert {str(each) for each in ((tmp_path / "out"), *(tmp_path / "out").rglob("*"))} <= synced
