"""Files that hold notices of several buyers: each buyer's part is offered as a paper of its own, before it is read.

    whole file ─▶ a worker takes it apart ─▶ its parts, offered from “day.json/day (Wexmere County Council).json”

So whatever a part says is placed, joined, withdrawn and shown as if it had come by itself. The same file gives the same
parts, letter for letter: offered again, they are known. A file of which a person says whose it is stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

from ingest.limits import OUT_OF_MEMORY, Limits, within
from ingest.one_paper import Overrides, PaperRefused, file_bytes
from ingest.room import NO_ROOM, is_full
from ingest.said import also_said
from ingest.workers import Task, read_all
from kg.archive import sha256_of_file
from kg.errors import Unreadable
from kg.ledger import Ledger
from kg.ledger_entries import Offer, printable

MARK: Final = b'"ocid"'
OPENS: Final = (b"{", b"[")
UNMARKED: Final = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # what may stand before a file's first sign
HEAD: Final = 256
LONGEST_STEM, LONGEST_NAME, LONGEST_END = 110, 100, 12  # bytes; a file's name may have 255
UNFIT: Final = re.compile(r"[\\/:*?\"<>|\x00-\x1f]+")


@dataclass(frozen=True, slots=True)
class Parts:
    """What one file was taken apart into: by each part's name where it lies while it is read."""

    of: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class Taken:
    """Offered files as they are to be read: whole ones, and parts in the place of theirs.

    files   as they are read, each with its offer
    wholes  of each file that may hold notices the offers that stand for it now: itself, or its parts
    came    of each part's path the file that it is of
    failed  files that could not be taken apart, and why
    """

    files: list[tuple[Path, Offer]]
    wholes: list[tuple[Offer, tuple[Offer, ...]]]
    came: dict[Path, tuple[Path, Offer]]
    failed: list[tuple[Offer, str]]


def taken_apart(
    offered: Sequence[tuple[Path, Offer]],
    ledger: Ledger,
    said: Overrides,
    limits: Limits,
    folder: Path,
    *,
    again: bool,
    base: Path,
) -> Taken:
    """Files with those of several buyers taken apart; parts are written into `folder`.

    again  also those that a person took out of the base as a whole
    """
    data = {path: offer for path, offer in offered if _is_data(path)}
    apart = {
        path: offer
        for path, offer in data.items()
        if also_said(ledger, offer.sha256, said).council is None
        and (again or ledger.standing(offer, "") != "withdrawn")
        and _holds_several(path, limits)
    }
    found = dict(_parted(apart, limits, folder, base))
    taken = Taken([], [], {}, [])
    for path, offer in offered:
        outcome = found.get(path)
        if isinstance(outcome, PaperRefused):
            taken.failed.append((offer, outcome.reason))
            continue
        parts = outcome.of if outcome else {}
        now = [(part, _offer_of(offer, name, part)) for name, part in parts.items()] or [(path, offer)]
        taken.files.extend(now)
        taken.came.update((part, (path, offer)) for part in parts.values())
        if path in data:
            taken.wholes.append((offer, tuple(each for _path, each in now)))
        if parts and ledger.marked(
            offer
        ):  # as a whole, by a person: so are its parts, until that person says otherwise
            _withhold(ledger, [each for _path, each in now])
    return taken


def _withhold(ledger: Ledger, parts: Sequence[Offer]) -> None:
    for part in parts:
        if ledger.marked(part) is None:
            ledger.record_mark(part, True)


def _offer_of(whole: Offer, name: str, part: Path) -> Offer:
    return Offer(f"{whole.given}/{name}", f"{whole.path}/{name}", name, sha256_of_file(part))


def _is_data(path: Path) -> bool:
    """Whether a file opens as JSON does; one that cannot be opened is its reader's to tell."""
    with suppress(OSError), path.open("rb") as stream:
        return stream.read(HEAD).lstrip(UNMARKED).startswith(OPENS)
    return False


def _holds_several(path: Path, limits: Limits) -> bool:
    """Whether a file names two contracting processes or releases, or more."""
    with suppress(Unreadable):
        return file_bytes(path, limits.size).replace(b"\0", b"").count(MARK) > 1
    return False


def _parted(
    files: Mapping[Path, Offer], limits: Limits, folder: Path, base: Path
) -> Iterator[tuple[Path, Parts | PaperRefused]]:
    """What each file is taken apart into, by a worker that is held to the limits; nothing of those that stay whole."""
    places = {path: folder / str(number) for number, path in enumerate(files)}
    task = cast(Task, partial(_take_apart, places=places, limits=limits))
    outcomes: Iterator[tuple[Path, Any]] = read_all(files, 1, task, limits, lambda _path: None, base)
    for path, outcome in outcomes:
        if isinstance(outcome, PaperRefused) or outcome.of:
            yield path, outcome


def _take_apart(path: Path, places: Mapping[Path, Path], limits: Limits) -> Parts | PaperRefused:
    from ingest.divide.buyers import parts_of

    try:
        with within(limits.seconds):
            parts = parts_of(file_bytes(path, limits.size))
            return Parts(dict(_written(path, places[path], [(part.buyer, part.data) for part in parts])))
    except Unreadable as error:
        return PaperRefused("", str(error))
    except MemoryError:
        return PaperRefused("", OUT_OF_MEMORY)
    except OSError as error:
        if not is_full(error):
            raise
        return PaperRefused("", NO_ROOM)


def _written(whole: Path, folder: Path, parts: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, Path]]:
    """Each part's name, and its file; the name has the buyer's, and a number where two would have one name."""
    taken: set[str] = set()
    stem, end = _short(printable(whole.stem), LONGEST_STEM), _short(printable(whole.suffix), LONGEST_END)
    for number, (buyer, data) in enumerate(parts):
        called = _short(" ".join(UNFIT.sub(" ", buyer).split()), LONGEST_NAME)
        name = f"{stem} ({called}){end}"
        name = name if name not in taken else f"{stem} ({called}, {number + 1}){end}"
        taken.add(name)
        place = folder / str(number) / name
        place.parent.mkdir(parents=True)
        place.write_bytes(data)
        yield name, place


def _short(words: str, most: int) -> str:
    """Words of no more than so many bytes, for a file's name has its limit."""
    return words.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
