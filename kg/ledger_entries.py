"""What the ledger is told and what it answers, as values."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Status = Literal["read", "refused", "superseded", "withdrawn", "exempt"]

# What is to be done with a file that is offered:
#   new        read it: its content is unknown, or was superseded and has come back
#   outdated   read it again: another version dealt with it
#   known      the content was dealt with under another name; record that this name offers it
#   unchanged  nothing
#   withdrawn  nothing: a person took it out
Standing = Literal["new", "outdated", "known", "unchanged", "withdrawn"]

Step = Literal["project", "remove"]


def printable(path: str) -> str:
    r"""A path as words that every file, graph and screen can hold: bytes that are no UTF-8 as `\\xe9`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Offer:
    """A file offered to the base: its path as it was given and in full, and its content's SHA-256.

    Names are `printable`.
    """

    given: str
    path: str
    file_name: str
    sha256: str

    @classmethod
    def of(cls, path: Path, sha256: str) -> Offer:
        """The offer of a path; `..` is resolved by name alone, so that a link keeps its own name."""
        whole = os.path.abspath(path)  # noqa: PTH100 (Path.absolute keeps `..`)
        return cls(printable(str(path)), printable(whole), printable(path.name), sha256)


@dataclass(frozen=True, slots=True)
class Name:
    """A name by which a paper is known; `current` while the path still held it when last offered."""

    file_name: str
    path: str
    given: str
    current: bool
    first_seen: str
    last_seen: str


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """One content and what became of it. Times are UTC; counts are by kind of record, issues by code."""

    sha256: str
    status: Status
    reason: str | None
    version: str
    pages: int | None
    characters: int | None
    first_seen: str
    last_seen: str
    superseded_by: str | None
    names: tuple[Name, ...]
    counts: dict[str, int]
    issues: dict[str, int]

    @property
    def file_name(self) -> str:
        """The one name to show: the first of those that still hold, so that the order of reading does not matter."""
        held = [name.file_name for name in self.names if name.current] or [name.file_name for name in self.names]
        return min(held)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a paper: offered, read, exempt, refused, superseded, withdrawn, or marked exempt or
    public, or placed (its council and committee told), by a person; came from (an address on the web)."""

    at: str
    sha256: str
    event: str
    path: str | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class Supersession:
    """At `path`, the paper `new` took the place of `old`."""

    old: str
    new: str
    path: str
    at: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A paper whose place in graph and index is to be made (`project`) or cleared (`remove`)."""

    sha256: str
    step: Step
    since: str
