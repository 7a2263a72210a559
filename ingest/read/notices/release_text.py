"""One release as it was read: its values, and where each stands on the page that was made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Step = str | int
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ReleaseText:
    """One release of a file, and where its values stand in the paper's text.

    data     as the file has it
    places   by the path of a value in `data` the characters that show it, its label included
    lines    its first line, and the one after its last, among the paper's
    doubled  names that stand twice in one of its objects, with different values
    without_ocid  of a file's first: what releases of the file are called that have no ocid, and are not read
    """

    data: Mapping[str, Any]
    places: Mapping[Path, tuple[int, int]]
    lines: tuple[int, int]
    doubled: tuple[str, ...] = ()
    without_ocid: tuple[str, ...] = ()
