"""The files that a person's paths mean: files, folders, patterns; what cannot be opened is named, not passed over."""

from __future__ import annotations

import errno
import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# What editors, systems and our own base leave in folders and nobody would call a paper.
NO_PAPER = frozenset({".ds_store", "thumbs.db", "desktop.ini", "ledger.sqlite", "fetched.jsonl"})
LOST_LINK = "it is a link that leads nowhere; mend or remove the link"
NO_FILE = "it is no ordinary file (a pipe or a device); give the paper as a file"
NOT_ALLOWED = "you may not read it; have yourself given leave to read it, then ingest it again"


@dataclass(frozen=True, slots=True)
class NoFile:
    """A path that leads to nothing readable, and why."""

    path: str
    reason: str


def cannot_open(error: OSError) -> str:
    """Why a file or folder cannot be opened, and what to do."""
    if error.errno in (errno.EACCES, errno.EPERM):
        return NOT_ALLOWED
    if error.errno == errno.ENOENT:
        return "it is gone since it was found; put it back, or leave it out"
    if error.errno == errno.ELOOP:
        return LOST_LINK
    if error.errno == errno.ENAMETOOLONG:
        return "its name or path is too long to open; give it a shorter one"
    return f"it cannot be opened ({error.strerror or error}); see whether its disk is well, then ingest it again"


def find_files(paths: Iterable[str], base: Path) -> Iterator[Path | NoFile]:
    """Every file that the paths mean, once, in order of path; the base's own folder is left alone.

    Hidden files in folders are passed over; links that lead in a circle are followed once.
    """
    seen: set[str] = set()
    own = os.path.realpath(base)
    for given in paths:
        for found in _expand(given):
            if isinstance(found, NoFile):
                yield found
                continue
            real = os.path.realpath(found)
            if real not in seen and not Path(real).is_relative_to(own):
                seen.add(real)
                yield found


def _expand(given: str) -> Iterator[Path | NoFile]:
    # os.path, for Path's own tests raise where a folder may not be looked into or a name is too long.
    if os.path.isdir(given):  # noqa: PTH112
        yield from _in_folder(Path(given))
    elif os.path.isfile(given):  # noqa: PTH113
        yield Path(given)
    elif any(char in given for char in "*?["):
        matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
        for match in matches:
            yield from _expand(match) if match != given else ()
        if not matches:
            yield NoFile(given, "no file fits this pattern; check the spelling, and quote it so that kg sees it")
    else:
        yield NoFile(given, _why_none(given))


def _why_none(path: str) -> str:
    """Why a path leads to no file."""
    try:
        os.stat(path)  # noqa: PTH116
    except FileNotFoundError:
        is_link = os.path.islink(path)  # noqa: PTH114
        return LOST_LINK if is_link else "there is no such file or folder; check the path"
    except OSError as error:
        return cannot_open(error)
    except ValueError:
        return "this is no path; check the spelling"
    return NO_FILE


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
            yield NoFile(str(current), f"nothing in this folder is read: {cannot_open(error)}")
            continue
        entries = [entry for entry in entries if not entry.name.startswith(".") and entry.name.lower() not in NO_PAPER]
        waiting += reversed([entry for entry in entries if os.path.isdir(entry)])  # noqa: PTH112
        for entry in entries:
            if os.path.isfile(entry):  # noqa: PTH113
                yield entry
            elif not os.path.isdir(entry):  # noqa: PTH112
                yield NoFile(str(entry), _why_none(str(entry)))
