"""The file in which names are kept between ingests: its tables, how it is opened, and how values are packed in it.

A file that is torn, or of another make, gives way to a new one, for all in it can be made again (kg.names_cache).
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar, cast

import msgspec

T = TypeVar("T")
FORMAT: Final = 4
SCHEMA: Final = f"""
PRAGMA user_version = {FORMAT};
CREATE TABLE papers (
  id INTEGER PRIMARY KEY AUTOINCREMENT, sha256 TEXT UNIQUE, stamp TEXT, scope TEXT, sure INTEGER, tells BLOB,
  mentions BLOB, versions BLOB);
CREATE INDEX scopes ON papers (scope);
CREATE INDEX unsure ON papers (id) WHERE NOT sure;
CREATE TABLE mail (domain TEXT, council TEXT, papers INTEGER, PRIMARY KEY (domain, council)) WITHOUT ROWID;
CREATE TABLE forms (form INTEGER PRIMARY KEY, papers INTEGER);
CREATE TABLE circles (id INTEGER PRIMARY KEY, data BLOB);
CREATE TABLE tokens (token BLOB PRIMARY KEY, circle INTEGER, iri TEXT) WITHOUT ROWID;
CREATE TABLE bearers (key INTEGER, paper INTEGER, PRIMARY KEY (key, paper)) WITHOUT ROWID;
CREATE TABLE things (iri TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE works (iri TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
CREATE TABLE prints (work INTEGER, paper INTEGER, PRIMARY KEY (work, paper)) WITHOUT ROWID;
CREATE TABLE state (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
"""


class NamesFile:
    """The file, open for the holder of the base's lock; what is changed is kept by `keep`, else dropped at the end.

    fresh  nothing was known when it was opened: nothing tells for which names the live graph stands
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.db = _opened(file)
        self.fresh = self.state("code", str) is None
        if self.fresh:
            self.set_state("code", code_digest())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if is_torn(error):
            self.db.close()
            _remove(self._file)  # the next run makes it again
            return
        self.db.rollback()
        self.db.close()

    @property
    def database(self) -> sqlite3.Connection:
        """The file's connection: what is derived is kept beside names, in the same transaction (kg.derive.kept)."""
        return self.db

    def keep(self) -> None:
        """Keep what was changed: graph and index hold it now."""
        self.db.commit()

    def state(self, name: str, kind: type[T]) -> T | None:
        """A note of the last run, None where there is none."""
        row = self.db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return unpacked(row[0], kind) if row else None

    def set_state(self, name: str, value: object) -> None:
        """Note something for the next run."""
        self.db.execute("REPLACE INTO state VALUES (?, ?)", (name, packed(value)))


def is_torn(error: BaseException | None) -> bool:
    """Whether an error says that the file is damaged; a full disk, or no right to write, is no fault of the file's."""
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)


def _opened(file: Path) -> sqlite3.Connection:
    """The file; one that is torn, or of another make, gives way to a new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _connected(file)
    except sqlite3.DatabaseError as error:
        if not is_torn(error):
            raise
        _remove(file)
        return _connected(file)


def _remove(file: Path) -> None:
    for each in (file, file.with_name(f"{file.name}-journal")):
        each.unlink(missing_ok=True)


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    try:
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")  # all tables, or none where the disk is full
        if connection.execute("PRAGMA user_version").fetchone() != (FORMAT,):
            raise sqlite3.DatabaseError("another make")
        made_by = connection.execute("SELECT value FROM state WHERE name = 'code'").fetchone()
        if made_by not in (None, (packed(code_digest()),)):
            raise sqlite3.DatabaseError("of other code")
        connection.execute("PRAGMA cache_size = -16000")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


@lru_cache
def code_digest() -> str:
    """What the code is that gathers and joins names and writes papers' graphs: what other code made is made anew.

    Taken from the code itself, for a number is not raised when one forgets; 60 files take 4 ms.
    """
    whole = hashlib.sha256()
    for room in ("kg", "kg.project"):
        for file in sorted((each for each in files(room).iterdir() if each.name.endswith(".py")), key=lambda f: f.name):
            whole.update(file.read_bytes())
    return whole.hexdigest()


def number_of(*words: str) -> int:
    """A number that stands for some words, in 64 bits; where two shared one, more would be made anew than is needed."""
    return int.from_bytes(hashlib.blake2b("\x00".join(words).encode(), digest_size=8).digest(), "big", signed=True)


def packed(value: object) -> bytes:
    """A value as it is kept."""
    return msgspec.msgpack.encode(value)


def unpacked(data: bytes, kind: type[T]) -> T:
    """A value that was kept; sqlite3.DatabaseError where it is torn."""
    if kind not in _DECODERS:
        _DECODERS[kind] = msgspec.msgpack.Decoder(kind)
    try:
        return cast(T, _DECODERS[kind].decode(data))
    except msgspec.DecodeError as error:
        raise sqlite3.DatabaseError(f"torn: {error}") from error


def squeezed(value: object) -> bytes:
    """A value as it is kept where there are many."""
    return zlib.compress(packed(value), 1)


def unsqueezed(data: bytes, kind: type[T]) -> T:
    """A value that was squeezed."""
    try:
        return unpacked(zlib.decompress(data), kind)
    except zlib.error as error:
        raise sqlite3.DatabaseError(f"torn: {error}") from error


# A decoder is dear to make: of 2,000 papers' mentions 0.3 s were that (2026-11-22).
_DECODERS: Final[dict[type, msgspec.msgpack.Decoder[object]]] = {}
