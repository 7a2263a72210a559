"""Writing that survives a power cut: nothing is said to be on disk before it is."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

DRAFT: Final = ".new"
AT_CWD: Final = -100
RENAME_EXCHANGE: Final = 2


def write_durably(file: Path, data: bytes) -> None:
    """Write a new file, and return when the disk has it; the folder's own entry is settled by `settle`."""
    with file.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def replace_durably(file: Path, data: bytes) -> None:
    """Put `data` in the place of a file in one step: readers see the old words or the new, never half of either."""
    draft = file.with_name(f".{file.name}{DRAFT}")
    write_durably(draft, data)
    draft.replace(file)
    settle(file.parent)


def clear_drafts(folder: Path) -> None:
    """Remove what a stop left before it came into a file's place: it may have words that were to be purged."""
    for draft in folder.glob(f".*{DRAFT}"):
        draft.unlink()


def settle(path: Path) -> None:
    """Wait until the disk has a file's words, or a folder's list of names."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def settle_tree(folder: Path) -> None:
    """Wait until the disk has a folder with all that lies in it."""
    for each in sorted(folder.rglob("*"), reverse=True):  # a folder after those in it
        if not each.is_symlink():
            settle(each)
    settle(folder)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step, so that there is something under both all the time.

    False, and nothing is done, where the system or the file system has no such step. OSError where it fails.
    """
    import ctypes

    step = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if step is None:  # not Linux, or a C library from before 2018
        return False
    if step(AT_CWD, os.fsencode(one), AT_CWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS):
        return False
    raise OSError(number, os.strerror(number), str(one))
