"""Files made of a generation when they are first asked for, kept as long as it is served, then taken off the disk.

They are written piece by piece, so memory does not grow with the base, and once, however many ask at the same time. Six
seconds of one core a million quads, most of them to read the graph; other requests wait 17 ms at the 99th percentile
meanwhile (2026-11-22).
"""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

if TYPE_CHECKING:
    from queries.library import Library

PIECE: Final = 1 << 20  # bytes that are packed at once; a graph is written in pieces of some hundred
LEVEL: Final = 5  # of gzip: 9 takes three times as long for 2 % less (2026-11-22)


class Folder:
    """A folder that goes when nobody holds it any more, and at the latest when the program ends."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="kg-serve-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


def file_of(library: Library, name: str, write: Callable[[BinaryIO], None]) -> Path:
    """The file of that name, written by `write` when it is first asked for; `….gz` is packed. Few names, all known."""
    return library.once(("file", name), lambda: _made(library, name, write))


def _made(library: Library, name: str, write: Callable[[BinaryIO], None]) -> Path:
    file = library.once("folder", Folder).path / name
    with file.open("wb") as out:
        if not name.endswith(".gz"):
            write(out)
            return file
        with (
            gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=out, mtime=0) as packed,
            # A GzipFile is what BufferedWriter wants, whatever its type says.
            io.BufferedWriter(cast(io.RawIOBase, packed), PIECE) as pieces,
        ):
            write(cast(BinaryIO, pieces))
    return file
