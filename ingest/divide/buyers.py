"""A file of notices of several buyers, taken apart: of each buyer's releases a file as the portal would write it.

    parts_of(data)     # (Part("Wexmere County Council", b'{"uri": …, "releases": […]}'), Part("Tolvey City …", …))

Portals give notices out in bulk, a day's or a search's, of whoever bought. What each part holds of a release is what
the file holds of it, letter for letter, and so is what stands around the releases.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.divide.context import Context
from ingest.divide.notices import are_several, buyer_of, release_context
from ingest.read.notices.json_file import Json
from ingest.read.notices.release_text import ReleaseText
from ingest.read.notices.releases import releases_of, without_ocid
from ingest.read.text import decode
from kg import ids
from kg.errors import Unreadable

NOBODY: Final = "no buyer named"
SPACE: Final = re.compile(r"[ \t\n\r]*")
LISTS: Final = ("records", "releases")
DECODER: Final = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Part:
    """One buyer's releases of a file: who buys, for a name, and the file that they make."""

    buyer: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Member:
    """A release of a package, or a record: its value, and where it stands in the file's text."""

    value: Json
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Package:
    """A file's text, the list in it that holds releases or records, and between which characters that stands."""

    text: str
    within: str | None
    members: Sequence[Member]
    start: int
    end: int

    def releases(self, member: Member) -> list[Mapping[str, Json]]:
        """The releases that one member holds."""
        return releases_of({self.within: [member.value]} if self.within else [member.value])

    def lost(self, member: Member) -> list[Mapping[str, Json]]:
        """What would be releases of it, had they the number of their contracting process."""
        return without_ocid({self.within: [member.value]} if self.within else [member.value])

    def of(self, members: Sequence[Member]) -> bytes:
        """The file with some of its members alone."""
        body = ",\n".join(self.text[each.start : each.end] for each in members)
        return f"{self.text[: self.start]}{body}{self.text[self.end :]}".encode()


def parts_of(data: bytes) -> tuple[Part, ...]:
    """Each buyer's part of a file; () where it is one buyer's alone, or no sound package, which its reader says."""
    try:
        package = _package(decode(data).lstrip("\ufeff"))
    except (Unreadable, ValueError, IndexError, RecursionError):
        return ()
    several: dict[str, list[Member]] = defaultdict(list)
    keys = _whose(package) if package else {}
    for member in package.members if package else ():
        several[keys[member.start]].append(member)
    if package is None or len(several) < 2:
        return ()
    return tuple(Part(_called(package, several[key]), package.of(several[key])) for key in several)


def _whose(package: Package) -> dict[int, str]:
    """By where a member stands whose it is; one that names nobody is his who is named by others of its process."""
    own = {each.start: _key(package.releases(each)) for each in package.members}
    of_process: dict[str, set[str]] = defaultdict(set)
    ocids = {each.start: [told["ocid"].strip() for told in package.releases(each)] for each in package.members}
    for start, key in own.items():
        for ocid in ocids[start] if key else ():
            of_process[ocid].add(key or "")
    found: dict[int, str] = {}
    for start, key in own.items():
        named = set().union(*(of_process[ocid] for ocid in ocids[start]))
        if ocids[start]:
            found[start] = key or (next(iter(named)) if len(named) == 1 else NOBODY)
    return {each.start: found.get(each.start) or _beside(package, each, found) for each in package.members}


def _beside(package: Package, member: Member, found: Mapping[int, str]) -> str:
    """With whose releases goes what holds none that can be read: its buyer's where there are such, else the first's.

    The paper that these make says so.
    """
    own = _key(package.lost(member))
    return own if own in found.values() and own else next(iter(found.values()), "")


def _key(releases: Sequence[Mapping[str, Json]]) -> str | None:
    """By what a member's buyer is told from others: the council's slug; None where nobody is named."""
    named = sorted({buyer for buyer, _council in _buyers(releases)})
    councils = sorted({ids.slug(council) if council else "" for _buyer, council in _buyers(releases)})
    return councils[0] or f"together {named[0]}" if len(councils) == 1 else " and ".join(named) or None


def _buyers(releases: Sequence[Mapping[str, Json]]) -> Iterator[tuple[str, str | None]]:
    """Who buys, as each release that says so names them, and the council for which; None for several together."""
    for each in releases:
        text = ReleaseText(each, {}, (0, 0))
        if buyer := buyer_of(text):
            yield buyer, None if are_several(buyer) else release_context(text, Context()).council


def _called(package: Package, members: Sequence[Member]) -> str:
    """What a part is called by: its council, else its buyers as they are written."""
    told = (each for member in members for each in _buyers(package.releases(member)))
    return next((council or buyer for buyer, council in told), NOBODY)


def _package(text: str) -> Package | None:
    """A file as a package of releases or records, or a list of releases; None where it is none.

    Raises ValueError or IndexError where it is no sound JSON.
    """
    at = _skip(text, 0)
    if text[at : at + 1] == "[":
        members, end = _members(text, at)
        return Package(text, None, members, at + 1, end) if _skip(text, end + 1) == len(text) else None
    if text[at : at + 1] != "{":
        return None
    lists, names, end = _fields(text, at)
    within = next((name for name in LISTS if name in lists), None)
    sound = len(set(names)) == len(names) and "compiledRelease" not in names and _skip(text, end + 1) == len(text)
    return Package(text, within, lists[within][0], *lists[within][1]) if within and sound else None


def _fields(text: str, at: int) -> tuple[dict[str, tuple[list[Member], tuple[int, int]]], list[str], int]:
    """Of the object that begins at a place the lists that may hold releases, the names of all fields, and its end."""
    lists: dict[str, tuple[list[Member], tuple[int, int]]] = {}
    names: list[str] = []
    at = _skip(text, at + 1)
    while text[at] != "}":
        name, end = DECODER.raw_decode(text, at)
        names.append(str(name))
        at = _skip(text, end)
        if text[at] != ":":
            raise ValueError("a field without a value")
        at = _skip(text, at + 1)
        if name in LISTS and text[at] == "[":
            members, end = _members(text, at)
            lists[name] = members, (at + 1, end)
            end += 1
        else:
            _value, end = DECODER.raw_decode(text, at)
        at = _next(text, end, "}")
    return lists, names, at


def _members(text: str, at: int) -> tuple[list[Member], int]:
    """The members of the list that begins at a place, and where it ends."""
    found: list[Member] = []
    at = _skip(text, at + 1)
    while text[at] != "]":
        value, end = DECODER.raw_decode(text, at)
        found.append(Member(value, at, end))
        at = _next(text, end, "]")
    return found, at


def _next(text: str, at: int, close: str) -> int:
    """Where the next member begins, or the end stands, behind one that ends at a place."""
    at = _skip(text, at)
    if text[at] == close:
        return at
    if text[at] != ",":
        raise ValueError("no comma between two members")
    at = _skip(text, at + 1)
    if text[at] == close:
        raise ValueError("nothing behind a comma")
    return at


def _skip(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return found.end() if found else at
