"""Hashes by which a flipped bit is found in what no other hash covers; `kg check --deep` holds files against them.

Two kinds. A *sealed document* is JSON whose last field is the SHA-256 of all that stands before it: a paper's text and
records carry theirs in themselves, so that file and hash are replaced in one step. And the base has one list,

    seals.json    the SHA-256 of ledger, judgements, redirects, the writer's folder and the manifests

which the holder of the lock writes when its work is done. A file that has not changed since the last list (same place
on the disk, size and time) is not read again, so damage is not taken for work; a stop before the list is written
leaves files that differ from it, and the next writer mends that.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from kg.errors import BaseDamaged
from kg.generations import LOCK, MANIFEST, current

FILE: Final = "seals.json"
TAIL: Final = re.compile(rb',\n"seal":"([0-9a-f]{64})"\}\n\Z')
TAIL_LENGTH: Final = len(b',\n"seal":""}\n') + 64
LEDGER: Final = "ledger.sqlite"
ROOT_FILES: Final = (LEDGER, "judgements.yaml", "redirects.json", "redirects-public.json", "faults.log")


@dataclass(frozen=True, slots=True)
class Seal:
    """A file as the last writer left it; `place` tells it from every other file that was or will be there."""

    path: str
    place: tuple[int, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Seals:
    """Every sealed file, in the order of their paths in the base."""

    files: tuple[Seal, ...]


def sealed(document: bytes) -> bytes:
    """A JSON object with its own hash as its last field."""
    body = document.rstrip(b"\n")[:-1]
    return b'%s,\n"seal":"%s"}\n' % (body, hashlib.sha256(body).hexdigest().encode())


def unsealed(data: bytes) -> bytes:
    """The document without its seal; one that never had any as it is. Whether the seal holds is not looked at."""
    return data[:-TAIL_LENGTH] + b"}" if TAIL.search(data, max(0, len(data) - TAIL_LENGTH)) else data


def seal_holds(data: bytes) -> bool | None:
    """Whether a document is the one that was sealed; None where it has no seal: an earlier version wrote it."""
    found = TAIL.search(data, max(0, len(data) - TAIL_LENGTH))
    if not found:
        return None
    return hashlib.sha256(data[:-TAIL_LENGTH]).hexdigest().encode() == found[1]


def seal_base(base: Path) -> None:
    """Write the list for the holder of the lock; where the disk is full the old one stays, and `check` says so."""
    from kg.durable import replace_durably
    from kg.json_values import encode_value

    try:
        last = read_seals(base)
    except BaseDamaged:
        last = Seals(())
    known = {seal.place: seal.sha256 for seal in last.files}
    with suppress(OSError):
        known |= _published(base)
        seals = Seals(tuple(_seal(base, path, known) for path in sealed_files(base)))
        if seals != last:
            replace_durably(base / FILE, sealed(encode_value(seals)))


def read_seals(base: Path) -> Seals:
    """The list; BaseDamaged where it is torn or there is none."""
    from kg.json_values import decode_value

    file = base / FILE
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise BaseDamaged(f"{file} is missing: an earlier version made this base, or it was taken away") from None
    if not seal_holds(data):
        raise BaseDamaged(f"{file} is not as it was written")
    return decode_value(unsealed(data), Seals)


def ledger_standing(base: Path) -> Literal["kept", "changed", "damaged"]:
    """How the ledger stands against the last list, before it is opened.

    kept     as it was left, or there is none
    changed  somebody wrote it since: a run that was stopped before it wrote the list, most likely
    damaged  nobody wrote it since, and its bytes are others: sealed again, that would be taken for sound
    """
    file = base / LEDGER
    if not file.exists():
        return "kept"
    try:
        found = next((seal for seal in read_seals(base).files if seal.path == LEDGER), None)
    except BaseDamaged:
        found = None
    if found is None or file.with_name(f"{LEDGER}-journal").exists():
        return "changed"
    if _sha256(file) == found.sha256:
        return "kept"
    # Size and time only: a copy of a base has other numbers on its disk.
    return "damaged" if _place(file)[2:] == found.place[2:] else "changed"


def broken_seals(base: Path) -> Iterator[tuple[str, str]]:
    """Files that are not as the last writer left them, each with what is wrong. Reads every byte."""
    listed, present = {seal.path: seal for seal in read_seals(base).files}, set(sealed_files(base))
    for path in sorted(listed.keys() | present):
        if path not in present:
            yield path, "is missing"
        elif path not in listed:
            yield path, "is not what the last writer left: it was not there"
        elif _sha256(base / path) != listed[path].sha256:
            yield path, "is not as the last writer left it"


def sealed_files(base: Path) -> list[str]:
    """The files that the list covers, in order: all but papers, generations (they have their own), and locks."""
    files = [base / name for name in ROOT_FILES]
    files += (base / "live").rglob("*")
    files += (folder / MANIFEST for folder in (base / "published").glob("[0-9]*"))
    return sorted(str(file.relative_to(base)) for file in files if file.is_file() and not LOCK.fullmatch(file.name))


def _seal(base: Path, path: str, known: dict[tuple[int, ...], str]) -> Seal:
    place = _place(base / path)
    return Seal(path, place, known.get(place) or _sha256(base / path))


def _published(base: Path) -> dict[tuple[int, ...], str]:
    """The hashes that the current generation has of files which it shares with the writer."""
    from kg.errors import CommitteeError

    try:
        generation = current(base / "published")
        listed = generation.whole_manifest().files
    except CommitteeError:
        return {}
    files = ((generation.folder / each.path, each.sha256) for each in listed)
    return {_place(file): sha256 for file, sha256 in files if file.exists()}


def _place(file: Path) -> tuple[int, ...]:
    state = file.stat()
    return (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
