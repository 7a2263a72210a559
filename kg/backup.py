"""A copy of what a base cannot make anew: archive, ledger, judgements, redirects; taken also while a writer is at work.

    backup.json            what is in it, file by file, with hashes; itself sealed
    ledger.sqlite, judgements.yaml, redirects*.json, faults.log
    papers/ab/ab12…/       as in the base

The ledger is read first, in one transaction. What it calls current is in the archive by then, so papers are copied
after it; one that a writer changed meanwhile is found when the ledger is read again, and copied again. Graph, index and
generation are projections: a restored base makes them from this. A backup is written beside its place and renamed
there when the disk has it; until then there is none.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from kg.archive import sha256_of_file
from kg.durable import settle, settle_tree, write_durably
from kg.errors import BaseBusy, BaseDamaged, NoBase, UnknownName, Unwritable, WrongUse
from kg.generations import FileRecord
from kg.seals import seal_holds, sealed, unsealed

if TYPE_CHECKING:
    from kg.base import Base

FORMAT: Final = 1
LIST: Final = "backup.json"
LEDGER: Final = "ledger.sqlite"
BESIDE: Final = ("judgements.yaml", "redirects.json", "redirects-public.json", "faults.log")
WAIT: Final = 30.0  # seconds for a writer's transaction to end
ROUNDS: Final = 20  # of reading the ledger again, before a writer is said to be in the way
FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # no fault of the backup's that is unpacked
TARS: Final = {".tar": "w", ".tgz": "w:gz", ".gz": "w:gz"}


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds; `papers` is how many lie in it, of any status."""

    format: int
    made: str
    papers: int
    files: tuple[FileRecord, ...]


def back_up(base: Base, target: Path) -> Backup:
    """Write a backup: a folder, or one file where the name ends in .tar, .tar.gz or .tgz.

    Raises NoBase where there is no base, WrongUse where the target is there already, BaseBusy where a writer changed
    papers faster than they could be copied, BaseDamaged where a paper of the ledger is not in the archive, Unwritable
    where the target cannot be written, or its disk is full; nothing of it stays then.
    """
    if not base.exists():
        raise NoBase(f"There is no base at {base.path}; run `kg --base {base.path} ingest PAPER…` to make one")
    draft = target.with_name(f".{target.name}.part")
    try:
        _discard(draft)  # of a backup that was stopped, also of one that was whole by then
        if target.exists():
            raise WrongUse(f"{target} is there already; name another place, a backup never overwrites one")
        draft.mkdir(parents=True)
        return _written(base, draft, target)
    except (OSError, sqlite3.OperationalError) as error:
        raise Unwritable(
            f"The backup {target} cannot be written ({error}); make room, or name another place"
        ) from error
    finally:
        _discard(draft)


def _written(base: Base, draft: Path, target: Path) -> Backup:
    made = _copied(base, draft)
    if target.suffix in TARS:
        _packed(draft, target)
    else:
        draft.rename(target)
        settle(target.parent)
    return made


def unpack(source: Path, folder: Path) -> Backup:
    """Put a backup's files into a new folder, each held against its hash; BaseDamaged names the first that differs.

    They are on the disk when this returns: a machine that stopped later was found to have had empty ones.
    """
    if not source.exists():
        raise WrongUse(f"There is no backup at {source}")
    folder.mkdir(parents=True)
    if source.is_dir():
        shutil.copytree(source, folder, dirs_exist_ok=True)
    else:
        _unpacked(source, folder)
    backup = read_list(folder)
    present = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} - {LIST}
    listed = {each.path: each for each in backup.files}
    for path in sorted(present ^ listed.keys()):
        raise BaseDamaged(f"{source} {'lacks' if path in listed else 'has, and does not list,'} {path}")
    for path, each in listed.items():
        if sha256_of_file(folder / path) != each.sha256:
            raise BaseDamaged(f"{path} in {source} is not the file that was backed up; use another backup")
    (folder / LIST).unlink()
    settle_tree(folder)
    return backup


def read_list(folder: Path) -> Backup:
    """What a backup says that it holds."""
    from kg.json_values import decode_value

    try:
        data = (folder / LIST).read_bytes()
    except OSError:
        raise BaseDamaged(f"There is no {LIST} in it: this is no backup of a base, or not a whole one") from None
    if not seal_holds(data):
        raise BaseDamaged(f"{LIST} of the backup is not as it was written; use another backup")
    backup = decode_value(unsealed(data), Backup)
    if backup.format != FORMAT:
        raise BaseDamaged(f"the backup has format {backup.format}, not {FORMAT}; restore it with the version of"
                          " committee-kg that made it")  # fmt: skip
    return backup


def _copied(base: Base, draft: Path) -> Backup:
    from kg.json_values import encode_value

    copied: dict[str, str] = {}
    for _round in range(ROUNDS):
        wanted = _snapshot(base, draft / LEDGER)
        if _bring_up(base, draft, wanted, copied):
            break
    else:
        raise BaseBusy(f"Papers of {base.path} change faster than they can be copied; try again when less is written")
    for name in BESIDE:
        if (base.path / name).exists():
            write_durably(draft / name, (base.path / name).read_bytes())
    files = tuple(_records(draft))
    backup = Backup(FORMAT, datetime.now(UTC).isoformat(timespec="seconds"), len(wanted), files)
    write_durably(draft / LIST, sealed(encode_value(backup)))
    for folder in (*(each for each in draft.rglob("*") if each.is_dir()), draft):
        settle(folder)
    return backup


def _snapshot(base: Base, target: Path) -> dict[str, str]:
    """The ledger as it is at one moment, and what tells each paper's entry in the archive at that moment.

    A writer puts a paper into the archive and the ledger in one transaction of the ledger: while this one is open none
    is half done.
    """
    target.unlink(missing_ok=True)
    archive = base.archive()
    address = f"{base.ledger_file.absolute().as_uri()}?mode=rw"
    with (
        closing(sqlite3.connect(address, uri=True, timeout=WAIT, isolation_level=None)) as ours,
        closing(sqlite3.connect(address, uri=True, timeout=WAIT)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        with suppress(sqlite3.OperationalError):  # who may not write meets no writer's half-done work either
            ours.execute("BEGIN IMMEDIATE")
        source.backup(copy)
        rows = copy.execute("SELECT sha256, status IN ('read', 'exempt') FROM papers ORDER BY sha256").fetchall()
        stamps = {sha256: archive.stamp(sha256) for sha256, _ in rows}
    for sha256, is_current in rows:
        if is_current and not stamps[sha256]:
            raise BaseDamaged(
                f"the archive of {base.path} lacks paper {sha256[:12]}; `kg repair` does what can be done"
            )
    settle(target)
    return {sha256: stamp for sha256, stamp in stamps.items() if stamp}


def _bring_up(base: Base, draft: Path, wanted: dict[str, str], copied: dict[str, str]) -> bool:
    """Make the copies of papers what the archive had when the ledger was read; whether that was still to be had.

    Papers that came since are no matter: that ledger does not know them.
    """
    archive = base.archive()
    for sha256 in copied.keys() - wanted.keys():
        _discard(draft / "papers" / sha256[:2] / sha256)
        del copied[sha256]
    for sha256, stamp in wanted.items():
        if copied.get(sha256) == stamp:
            continue
        try:
            _copy_paper(archive.source(sha256).parent, draft / "papers" / sha256[:2] / sha256)
        except (FileNotFoundError, UnknownName):  # read again, or purged, at this moment
            continue
        copied[sha256] = stamp if archive.stamp(sha256) == stamp else ""
    return copied == wanted


def _copy_paper(source: Path, target: Path) -> None:
    _discard(target)
    target.mkdir(parents=True)
    for file in source.iterdir():
        shutil.copyfile(file, target / file.name)
        settle(target / file.name)


def _records(folder: Path) -> Iterator[FileRecord]:
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        yield FileRecord(str(file.relative_to(folder)), file.stat().st_size, sha256_of_file(file))


def _packed(draft: Path, target: Path) -> None:
    import tarfile

    part = draft.with_name(f"{draft.name}.tar")
    try:
        with tarfile.open(part, TARS[target.suffix]) as tar:  # type: ignore[call-overload]
            for file in sorted(each for each in draft.rglob("*") if each.is_file()):
                tar.add(file, str(file.relative_to(draft)))
        settle(part)
        part.rename(target)
        settle(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _unpacked(source: Path, folder: Path) -> None:
    """Plain files only, none outside the folder: a backup comes from elsewhere."""
    import tarfile

    try:
        with tarfile.open(source) as tar:
            for member in tar:
                path = PurePosixPath(member.name)
                if not member.isreg() or path.is_absolute() or ".." in path.parts:
                    raise BaseDamaged(f"{source} has {member.name!r}, which no backup has")
                stream = tar.extractfile(member)
                if stream is None:
                    raise BaseDamaged(f"{member.name} in {source} cannot be read")
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as out:
                    shutil.copyfileobj(stream, out)
    except (tarfile.TarError, EOFError, OSError) as error:
        if isinstance(error, OSError) and error.errno in FULL:
            raise
        raise BaseDamaged(f"{source} cannot be read as a backup ({error}); use another one") from error


def _discard(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
