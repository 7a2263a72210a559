"""Readers hold the generation that they read, so that it stays on disk until they let go.

The graph's engine opens a store's files as it comes to them: of 174 it had 16 open at first, and a scan of a store
whose folder had been removed since broke off (2026-11-22). So a reader shares a lock on the generation's manifest; who
removes old generations takes that lock alone, and passes over those where it cannot. The system drops the lock of a
reader that dies. Sharing needs no right to write; where a file system knows no locks nothing is held, and what is old
is removed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Going(Exception):
    """The file is being removed, or was: no error, for there is a newer one to look for."""


class Hold:
    """A share of a file's lock; dropped by `close`, or when nobody has this any more."""

    # Its own: the last hold of a process may go when the interpreter has taken this module apart already.
    _let_go = staticmethod(os.close)

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def close(self) -> None:
        """Let go."""
        handle, self._handle = self._handle, None
        if handle is not None:
            self._let_go(handle)

    def __del__(self) -> None:
        self.close()


def share(file: Path) -> Hold | None:
    """Hold what stands and falls with a file; None where it cannot be held. Going where its folder is removed."""
    import fcntl

    try:
        handle = os.open(file, os.O_RDONLY)
    except OSError:
        if file.parent.is_dir():  # a damaged generation, or not ours to read: whoever reads on is told so
            return None
        raise Going from None
    held = Hold(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        state, there = os.fstat(handle), file.stat()
    except (BlockingIOError, FileNotFoundError):
        raise Going from None
    except OSError:
        return None
    if not os.path.samestat(state, there):
        raise Going
    return held


@contextmanager
def alone(file: Path) -> Iterator[bool]:
    """Whether nobody holds the file, nor comes to within the block."""
    try:
        handle = os.open(file, os.O_RDWR)  # a network's file system gives the lock to who may write only
    except OSError:
        yield True
        return
    try:
        yield _locked(handle)
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return not isinstance(error, BlockingIOError)
    return True
