"""Readings that nobody has accepted yet, beside the archive: what is in it does not count until it is.

    live/reread/ab12….text.json      a paper's text as it was read again
                ab12….records.json   what was read from it, and the stamp: of what archive, by what code

A reading whose stamp is another's now, and what a stop left torn, is taken for none, and the paper is read again.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from kg.archive import PaperText
from kg.base import Base
from kg.codec import decode_versioned, encode_versioned
from kg.durable import replace_durably
from kg.errors import BaseDamaged
from kg.json_values import decode_value, encode_value
from kg.records import Reading
from kg.seals import seal_holds, sealed, unsealed

ROOMS: Final = ("ingest", "kg")


@dataclass(frozen=True, slots=True)
class Staged:
    """A paper's text, and what was read from it."""

    text: PaperText
    reading: Reading


@dataclass(frozen=True, slots=True)
class Staging:
    """The folder. For the holder of the base's lock."""

    folder: Path

    @classmethod
    def of(cls, base: Base) -> Staging:
        """A base's."""
        return cls(base.live().folder / "reread")

    def put(self, sha256: str, stamp: str, staged: Staged) -> None:
        """Keep a reading; it is there when its records are."""
        self.folder.mkdir(parents=True, exist_ok=True)
        text, records = self._files(sha256)
        records.unlink(missing_ok=True)
        replace_durably(text, sealed(encode_value(staged.text)))
        replace_durably(records, sealed(encode_versioned(stamp, staged.reading)))

    def get(self, sha256: str, stamp: str) -> Staged | None:
        """The reading of that stamp; None where there is none."""
        text, records = self._files(sha256)
        try:
            told, data = text.read_bytes(), records.read_bytes()
            if not (seal_holds(told) and seal_holds(data)):
                return None
            found, reading = decode_versioned(unsealed(data))
            return Staged(decode_value(unsealed(told), PaperText), reading) if found == stamp else None
        except (FileNotFoundError, BaseDamaged):
            return None

    def clear(self) -> None:
        """Let all of it go."""
        if self.folder.exists():
            shutil.rmtree(self.folder)

    def _files(self, sha256: str) -> tuple[Path, Path]:
        return self.folder / f"{sha256}.text.json", self.folder / f"{sha256}.records.json"


@lru_cache
def code_digest() -> str:
    """What the code is that reads papers: a rule may have changed without the extractors' version."""
    whole = hashlib.sha256()
    for room in ROOMS:
        with as_file(files(room)) as folder:
            for file in sorted(folder.rglob("*.py")):
                whole.update(file.read_bytes())
    return whole.hexdigest()[:32]
