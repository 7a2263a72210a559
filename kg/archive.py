"""The archive: each paper's file, its text and what was read from it, by the SHA-256 of the file.

    papers/ab/ab12…/source.pdf      the file as it was offered
                    text.json       its text, pages and first name (PaperText)
                    records.json    what was read from it, and by which version of the extractors (Archived)

A paper appears whole or not at all: it is written beside its place and moved there in one rename. When it is read again
its old folder is set aside for a moment; a stop in between is mended by `tidy`, and readers look in both places.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.durable import replace_durably, settle, write_durably
from kg.errors import BaseDamaged, UnknownName, Unreadable
from kg.seals import seal_holds, sealed, unsealed

if TYPE_CHECKING:  # a question reads texts, and need not build every record class
    from kg.records import Reading

TEXT, RECORDS, SOURCE = "text.json", "records.json", "source"
NEW, OLD = ".new-", ".old-"
SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class PageSpan:
    """A page's place in the paper's text, characters start to end; `page` counts from 1, `printed` as on the page."""

    page: int
    start: int
    end: int
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class PaperText:
    """A paper's text as all evidence counts it. `file_name` is the name under which it was first offered."""

    sha256: str
    file_name: str
    text: str
    pages: tuple[PageSpan, ...] = ()
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Archived:
    """What was read from a paper, and by which version of the extractors."""

    extractor: str
    reading: Reading


def sha256_of(data: bytes) -> str:
    """The name under which the archive keeps these bytes."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(file: Path) -> str:
    """The same for a file's bytes, however many: it is never held whole."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive in a folder; reading it needs no lock, changing it is for the holder of the base's lock.

    admits   which papers, by SHA-256, a reader may have; the others are as if they were not there. None for all.
    """

    folder: Path
    admits: Callable[[str], bool] | None = None

    def put(self, source: bytes, text: PaperText, reading: Reading, extractor: str) -> None:
        """Keep a paper, in the place of its earlier reading if there is one.

        Raises Unreadable when the bytes are not those that the text was made from.
        """
        if sha256_of(source) != text.sha256:
            raise Unreadable(f"{text.file_name} changed while it was being read; ingest it again")
        draft = self._beside(NEW, text.sha256)
        _discard(draft)
        draft.mkdir(parents=True)
        try:
            _write(draft, source, text, reading, extractor)
        except OSError:  # a full disk: give the room back now
            _discard(draft)
            raise
        self._move_in(draft, text.sha256)

    def put_reading(self, sha256: str, reading: Reading, extractor: str) -> None:
        """Replace what was read from a paper, its file and text left as they are."""
        from kg.codec import encode_versioned

        replace_durably(self._held(sha256) / RECORDS, sealed(encode_versioned(extractor, reading)))

    def text(self, sha256: str) -> PaperText:
        """A paper's text and pages."""
        from kg.json_values import decode_value

        file, data = self._read(sha256, TEXT)
        try:
            return decode_value(data, PaperText)
        except BaseDamaged as error:
            raise BaseDamaged(f"{file}: {error}") from error

    def get(self, sha256: str) -> Archived:
        """What was read from a paper; its source is not touched."""
        from kg.codec import decode_versioned

        file, data = self._read(sha256, RECORDS)
        try:
            return Archived(*decode_versioned(data))
        except BaseDamaged as error:
            raise BaseDamaged(f"{file}: {error}") from error

    def stamp(self, sha256: str) -> str:
        """What tells the file of a paper's records from every other that was or will be there; empty where none is."""
        try:
            state = (self._held(sha256) / RECORDS).stat()
        except (FileNotFoundError, UnknownName):
            return ""
        return f"{state.st_ino} {state.st_mtime_ns} {state.st_size}"

    def source(self, sha256: str) -> Path:
        """The file as it was offered."""
        folder = self._held(sha256)
        for file in sorted(folder.glob(f"{SOURCE}*")):
            return file
        raise BaseDamaged(f"{folder} has no source file; ingest the paper again")

    def papers(self) -> tuple[str, ...]:
        """The SHA-256 of every paper kept, in order."""
        kept = sorted(folder.name for folder in self.folder.glob("[0-9a-f][0-9a-f]/*") if folder.is_dir())
        return tuple(sha256 for sha256 in kept if self.admits is None or self.admits(sha256))

    def __contains__(self, sha256: object) -> bool:
        return isinstance(sha256, str) and self._where(sha256) is not None

    def remove(self, sha256: str) -> None:
        """Take a paper out; one that is not there is passed over, so that a stopped run can be done again."""
        place, aside = self._place(sha256), self._beside(OLD, sha256)
        _discard(aside)
        if place.exists():
            place.rename(aside)
            settle(place.parent)
            # Not OLD for long: `tidy` would put the paper back, so the folder is emptied of its text first.
            (aside / TEXT).unlink(missing_ok=True)
            _discard(aside)

    def tidy(self) -> None:
        """Finish or undo what a stopped run left half done."""
        for draft in self.folder.glob(f"{NEW}*"):
            _discard(draft)
        for aside in self.folder.glob(f"{OLD}*"):
            place = self._place(aside.name.removeprefix(OLD))
            if place.exists() or not (aside / TEXT).exists():
                _discard(aside)
            else:
                aside.rename(place)
                settle(place.parent)

    def faults(self, sha256: str) -> Iterator[str]:
        """What is wrong with a paper on disk, a sentence each; nothing when all is well. Reads every byte."""
        try:
            if sha256_of_file(self.source(sha256)) != sha256:
                yield f"the source of paper {sha256[:12]} is not the file that was offered"
        except (BaseDamaged, UnknownName) as error:
            yield str(error)
        yield from self.reading_faults(sha256)

    def reading_faults(self, sha256: str) -> Iterator[str]:
        """The same of its text and records only: whole, they are projected though the source is gone."""
        try:
            for name in (TEXT, RECORDS):
                if seal_holds((self._held(sha256) / name).read_bytes()) is False:
                    yield f"{name} of paper {sha256[:12]} is not as it was written"
            if self.text(sha256).sha256 != sha256:
                yield f"the text of paper {sha256[:12]} belongs to another paper"
            self.get(sha256)
        except FileNotFoundError as error:
            yield f"{error.filename} is missing"
        except (BaseDamaged, UnknownName) as error:
            yield str(error)

    def is_sealed(self, sha256: str) -> bool:
        """Whether a paper's text and records bear their own hashes: an earlier version wrote none."""
        files = (self._held(sha256) / name for name in (TEXT, RECORDS))
        return all(not file.exists() or seal_holds(file.read_bytes()) is not None for file in files)

    def seal(self, sha256: str) -> None:
        """Give a paper of an earlier version its hashes."""
        for name in (TEXT, RECORDS):
            file = self._held(sha256) / name
            if seal_holds(data := file.read_bytes()) is None:
                replace_durably(file, sealed(data))

    def _move_in(self, draft: Path, sha256: str) -> None:
        place, aside = self._place(sha256), self._beside(OLD, sha256)
        new_shelf = not place.parent.exists()
        place.parent.mkdir(exist_ok=True)
        _discard(aside)
        if place.exists():
            place.rename(aside)
        draft.rename(place)
        settle(place.parent)
        if new_shelf:
            settle(self.folder)
        _discard(aside)

    def _read(self, sha256: str, name: str) -> tuple[Path, bytes]:
        """A file of a paper. Tried twice: between finding the folder and opening it a writer may have renewed it."""
        for attempt in (1, 2):
            file = self._held(sha256) / name
            try:
                data = file.read_bytes()
            except FileNotFoundError:
                if attempt == 2:
                    break
                continue
            if seal_holds(data) is False:  # a flipped bit is a word that the paper never said
                raise BaseDamaged(f"{file} is not as it was written; `kg repair` sets it aside")
            return file, unsealed(data)
        raise BaseDamaged(f"{file} is missing; ingest the paper again")

    def _held(self, sha256: str) -> Path:
        folder = self._where(sha256)
        if folder is None:
            raise UnknownName(f"The archive {self.folder} holds no paper {sha256}")
        return folder

    def _where(self, sha256: str) -> Path | None:
        if self.admits is not None and not self.admits(sha256):
            return None
        places = (self._place(sha256), self._beside(OLD, sha256), self._place(sha256))
        return next((place for place in places if place.is_dir()), None)

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def _beside(self, prefix: str, sha256: str) -> Path:
        return self.folder / f"{prefix}{sha256}"


def _write(folder: Path, source: bytes, text: PaperText, reading: Reading, extractor: str) -> None:
    from kg.codec import encode_versioned
    from kg.json_values import encode_value

    write_durably(folder / f"{SOURCE}{_suffix(text.file_name)}", source)
    write_durably(folder / TEXT, sealed(encode_value(text)))
    write_durably(folder / RECORDS, sealed(encode_versioned(extractor, reading)))
    settle(folder)


def _suffix(file_name: str) -> str:
    """The file name's ending where it is plain, so that the file opens with the program for its kind."""
    suffix = Path(file_name).suffix.lower()
    return suffix if SUFFIX.fullmatch(suffix) else ""


def _discard(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
