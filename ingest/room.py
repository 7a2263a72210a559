"""A disk that fills, or a base that may not be written, told in one sentence."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kg.base import Base
from kg.errors import Unwritable

NO_ROOM: Final = "the disk that holds the base has no room left for it; make room, then ingest it again"
FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# What SQLite, RocksDB and tantivy say of it, in their own words.
FULL_WORDS: Final = ("disk is full", "no space left", "disk quota exceeded", "file too large")


def is_full(error: BaseException) -> bool:
    """Whether an error of writing says that there is no room."""
    said = str(error).lower()
    return (isinstance(error, OSError) and error.errno in FULL) or any(words in said for words in FULL_WORDS)


@contextmanager
def writing_into(base: Base) -> Iterator[None]:
    """Turn what the system, SQLite and the two indexes say of a disk into Unwritable; what was published stays."""
    try:
        yield
    except (OSError, sqlite3.OperationalError, ValueError) as error:
        if is_full(error):
            raise Unwritable(
                f"The disk that holds {base.path} is full; what was published before is still served. "
                "Make room, then run `kg ingest` again: it goes on where it stopped"
            ) from error
        if isinstance(error, ValueError):  # tantivy's, for a full disk; any other is no matter of the disk
            raise
        raise Unwritable(
            f"{base.path} cannot be written ({error}); see that the folder is yours and its disk is well"
        ) from error
