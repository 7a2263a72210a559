"""The files that a person's paths mean: files, folders, patterns; what cannot be opened is named, not passed over."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# What editors, systems and our own base leave in folders and nobody would call a paper.
NO_PAPER = frozenset({".ds_store", "thumbs.db", "desktop.ini", "ledger.sqlite"})
LOST_LINK = "it is a link that leads nowhere; mend or remove the link"


@dataclass(frozen=True, slots=True)
class NoFile:
    """A path that leads to nothing readable, and why."""

    path: str
    reason: str


def find_files(paths: Iterable[str], base: Path) -> Iterator[Path | NoFile]:
    """Every file that the paths mean, once, in order of path; the base's own folder is left alone.

    Hidden files in folders are passed over; links that lead in a circle are followed once.
    """
    seen: set[str] = set()
    for given in paths:
        for found in _expand(given):
            if isinstance(found, NoFile):
                yield found
                continue
            real = os.path.realpath(found)
            if real not in seen and not Path(real).is_relative_to(os.path.realpath(base)):
                seen.add(real)
                yield found


def _expand(given: str) -> Iterator[Path | NoFile]:
    path = Path(given)
    if path.is_dir():
        yield from _in_folder(path)
    elif path.is_file():
        yield path
    elif any(char in given for char in "*?["):
        matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
        for match in matches:
            yield from _expand(match) if match != given else ()
        if not matches:
            yield NoFile(given, "no file fits this pattern; check the spelling, and quote it so that kg sees it")
    elif path.is_symlink():
        yield NoFile(given, LOST_LINK)
    elif path.exists():
        yield NoFile(given, "it is no ordinary file; give the paper as a file")
    else:
        yield NoFile(given, "there is no such file or folder; check the path")


def _in_folder(folder: Path) -> Iterator[Path | NoFile]:
    """The files below a folder; each real folder is entered once, so that circles of links end."""
    entered: set[str] = set()
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        real = os.path.realpath(current)
        if real in entered:
            continue
        entered.add(real)
        try:
            entries = sorted(current.iterdir(), key=lambda entry: entry.name)
        except OSError as error:
            yield NoFile(
                str(current), f"this folder cannot be opened ({error.strerror}); give yourself leave to read it"
            )
            continue
        entries = [entry for entry in entries if not entry.name.startswith(".") and entry.name.lower() not in NO_PAPER]
        waiting += reversed([entry for entry in entries if entry.is_dir()])
        for entry in entries:
            if entry.is_symlink() and not entry.exists():
                yield NoFile(str(entry), LOST_LINK)
            elif entry.is_file():
                yield entry
