"""Writing that survives a power cut: nothing is said to be on disk before it is."""

from __future__ import annotations

import os
from pathlib import Path


def write_durably(file: Path, data: bytes) -> None:
    """Write a new file, and return when the disk has it; the folder's own entry is settled by `settle`."""
    with file.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def replace_durably(file: Path, data: bytes) -> None:
    """Put `data` in the place of a file in one step: readers see the old words or the new, never half of either."""
    draft = file.with_name(f".{file.name}.new")
    write_durably(draft, data)
    draft.replace(file)
    settle(file.parent)


def settle(path: Path) -> None:
    """Wait until the disk has a file's words, or a folder's list of names."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
