"""The folder that papers come into, and its `fetched.jsonl`: where each came from, a line a paper that came or changed.

The last line of a key counts. Lines are added and never altered, so a stop costs the one that was being written, and
what was fetched before stays known. A paper is written beside its place (`.….part`) and moved there when it is whole.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from ingest.fetch.listed import Listed
from kg.errors import BaseBusy, Unwritable
from kg.ids import digest, slug
from kg.lock import hold

SIDECAR: Final = "fetched.jsonl"
PART: Final = ".part"
LOCK: Final = ".fetching.lock"
WAIT: Final = 1.0  # seconds for another fetch that is about to end
LONGEST_LINE: Final = 64 * 1024
NAME: Final = re.compile(r"[a-z0-9][a-z0-9.-]{0,150}")
ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]{1,4000}")
TITLE: Final = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One paper as it came: `fetched` and `gone` are UTC; `gone` is when the portal was first seen not to list it."""

    url: str
    key: str
    site: str
    file: str
    title: str
    committee: str
    date: str | None
    meeting: str
    item: str | None
    sha256: str
    size: int
    fetched: str
    etag: str | None = None
    last_modified: str | None = None
    gone: str | None = None


@contextmanager
def opened(folder: Path) -> Iterator[Shelf]:
    """The folder, made where it is not, for one fetch at a time; what a stop left half written is removed.

    Raises Unwritable where it cannot be written, BaseBusy while another fetch brings papers into it.
    """
    with ExitStack() as held:
        try:
            held.enter_context(hold(folder / LOCK, WAIT))
            for part in folder.glob(f".*{PART}"):
                part.unlink()
        except BaseBusy as error:
            raise BaseBusy(f"another kg fetch brings papers into {folder}; try again when it has finished") from error
        except OSError as error:
            said = f"{folder} cannot be written ({error.strerror}); say another folder with --into"
            raise Unwritable(said) from error
        yield Shelf(folder)


class Shelf:
    """The folder, with what is known of the papers in it."""

    def __init__(self, folder: Path) -> None:
        """What its `fetched.jsonl` tells; see `opened`."""
        self.folder = folder
        self._rows = {(row.site, row.key): row for row in rows_of(folder)}

    def row(self, site: str, key: str) -> Row | None:
        """What is known of a paper, where its file is still as long as it came."""
        found = self._rows.get((site, key))
        return found if found and self._is_held(found) else None

    def rows(self, site: str) -> list[Row]:
        """All that is known of a site's papers."""
        return [row for (where, _), row in self._rows.items() if where == site]

    def add(self, row: Row) -> None:
        """Note a paper; returns when the disk has it."""
        line = json.dumps(asdict(row), ensure_ascii=False) + "\n"
        try:
            with (self.folder / SIDECAR).open("a+b") as stream:
                if stream.tell() and not _ends_line(stream.name):
                    line = "\n" + line  # a stop tore the last line
                stream.write(line.encode("utf-8", "backslashreplace"))
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise Unwritable(f"{self.folder / SIDECAR} cannot be written ({error.strerror})") from error
        self._rows[row.site, row.key] = row

    def name(self, site: str, paper: Listed, extension: str) -> str:
        """The file that a paper has or gets: date, title, and what tells it from all others; no path of the portal's.

        A paper that changed keeps its file, so that the base takes it for the new version of the old one.
        """
        known = self._rows.get((site, paper.key))
        if known and known.file.endswith(extension):
            return known.file
        stem = "-".join(part for part in (paper.date, slug(paper.title, TITLE, marked=False)) if part)
        return f"{stem}-{digest(site, paper.key)}{extension}"

    def part(self, site: str, key: str) -> Path:
        """Where a paper is written while it comes."""
        return self.folder / f".{digest(site, key)}{PART}"

    def _is_held(self, row: Row) -> bool:
        try:
            return (self.folder / row.file).stat().st_size == row.size
        except OSError:
            return False


def rows_of(folder: Path) -> Iterator[Row]:
    """What a folder's `fetched.jsonl` tells; lines that are torn, or are none of ours, tell nothing."""
    try:
        stream = (folder / SIDECAR).open("rb")
    except OSError:
        return
    with stream:
        while line := stream.readline(LONGEST_LINE):
            row = _row(line)
            if row is not None:
                yield row


def _row(line: bytes) -> Row | None:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    known: Mapping[str, Any] = {each.name: said.get(each.name) for each in fields(Row)}
    whole = all(isinstance(known[name], str) for name in ("url", "key", "site", "file", "sha256", "title", "fetched"))
    rest = all(known[name] is None or isinstance(known[name], str) for name in known if name != "size")
    if not whole or not rest or not isinstance(known["size"], int):
        return None
    return Row(**known) if NAME.fullmatch(known["file"]) and ADDRESS.fullmatch(known["url"]) else None


def sources_in(folder: Path) -> dict[tuple[str, str], str]:
    """For `kg ingest`: where each file of a folder came from, by its name and SHA-256. A file that was altered since
    is not what came from there."""
    return {(row.file, row.sha256): row.url for row in rows_of(folder)}


def _ends_line(file: str) -> bool:
    with Path(file).open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) == b"\n"
