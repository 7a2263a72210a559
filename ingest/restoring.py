"""`kg restore`: a base from a backup, its graph and index made anew."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ingest.repair import Repaired, repair
from ingest.room import writing_into
from kg.backup import unpack
from kg.base import Base
from kg.durable import exchange, settle
from kg.errors import CommitteeError, WrongUse
from kg.generations import highest
from kg.ledger import open_ledger

DRAFT: Final = ".restoring"


def restore(base: Base, source: Path, replace: bool = False) -> tuple[Repaired, Path | None]:
    """Make a base from a backup, each file held against its hash; the base that was there is moved aside.

    replace   whether a base that is there may be
    Returns what was made, and where the earlier base is now. Raises WrongUse where there is a base and it may not be
    replaced, or no backup; BaseDamaged where the backup is. The earlier base stays in its place until the new is whole.
    """
    there = base.path.exists() and any(base.path.iterdir())
    if there and not replace:
        raise WrongUse(f"{base.path} is not empty; restore to another --base, or say --replace: it is moved aside then")
    draft = base.path.with_name(f"{DRAFT}-{base.path.name}")
    _discard(draft)
    try:
        with writing_into(base):
            unpack(source, draft)
            _go_on_counting(Base(draft), base)
            done = repair(Base(draft))
            return done, _put(draft, base)
    finally:
        _discard(draft)


def _go_on_counting(restored: Base, earlier: Base) -> None:
    """Readers of the earlier base rely on it that no generation's number is given twice."""
    last = highest(earlier.published)
    with suppress(CommitteeError, sqlite3.DatabaseError), earlier.ledger() as ledger:  # it may be why we are here
        last = max(last, ledger.last_generation())
    with open_ledger(restored.ledger_file) as ledger:
        ledger.note_generation(last)


def _put(draft: Path, base: Base) -> Path | None:
    """The new base into its place; the one that was there is moved aside when no writer is at work on it."""
    if not base.exists():
        if base.path.exists():
            base.path.rmdir()
        draft.rename(base.path)
        settle(base.path.parent)
        return None
    from kg.lock import hold

    aside = _free_place(base.path)
    with hold(base.lock_file):
        # First to where the old one will be: a stop after that leaves both bases whole, and readers the old one.
        draft.rename(aside)
        if not exchange(aside, base.path):
            aside.rename(draft)
            base.path.rename(aside)
            draft.rename(base.path)
    settle(base.path.parent)
    return aside


def _free_place(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    names = (f"{path.name}.before-{stamp}{suffix}" for suffix in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(place for name in names if not (place := path.with_name(name)).exists())


def _discard(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
