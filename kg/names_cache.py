"""What papers name and what that came to, kept between ingests, so that one more paper is not paid for by all others.

    live/names.sqlite    papers     each paper's mentions by council and kind, its versions, what tells its council
                         blocks     what the names of one kind in one council came to (kg.resolved_blocks)
                         derived_…  what follows from papers, key by key (kg.derive.kept)
                         state      by which code all this was made, and each paper's council

Never the truth: it is worked out from the archive's records, and from nothing else. What another version of the code
made, what is torn, and what is missing is made again. A paper whose records are no longer the file that was looked at
is looked at again. All changes of a run are one transaction, made when graph and index hold what they say: a stop
before leaves the names for which the live graph stands.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar, cast

import msgspec

from kg import ids
from kg.archive import Archive
from kg.mentions import Mention, collect
from kg.normal import MentionKind
from kg.versions import Version, versions_of

T = TypeVar("T")
FORMAT: Final = 3
SCHEMA: Final = f"""
PRAGMA user_version = {FORMAT};
CREATE TABLE papers (sha256 TEXT PRIMARY KEY, stamp TEXT, tells BLOB, versions BLOB) WITHOUT ROWID;
CREATE TABLE mentions (
  sha256 TEXT, council TEXT, kind TEXT, digest TEXT, data BLOB, PRIMARY KEY (sha256, council, kind)) WITHOUT ROWID;
CREATE TABLE blocks (scope TEXT, kind TEXT, made_of TEXT, data BLOB, PRIMARY KEY (scope, kind)) WITHOUT ROWID;
CREATE TABLE state (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
"""
Block = tuple[str, MentionKind]


@dataclass(frozen=True, slots=True)
class Part:
    """The mentions of one kind that a paper gives for one council; `council` a slug, or empty for the paper's own.

    digest  of the mentions: equal for equal ones
    """

    sha256: str
    council: str
    kind: MentionKind
    digest: str


class NamesCache:
    """The file, open for the holder of the base's lock; what is changed is kept by `keep`, else dropped at the end.

    fresh  nothing was known when it was opened: nothing tells for which names the live graph stands
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._db = _opened(file)
        self.fresh = self.state("code", str) != code_digest()
        if self.fresh:
            for table in ("papers", "mentions", "blocks", "state"):
                self._db.execute(f"DELETE FROM {table}")
            self.set_state("code", code_digest())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.rollback()
        self._db.close()

    @property
    def database(self) -> sqlite3.Connection:
        """The file's connection: what is derived is kept beside names, in the same transaction (kg.derive.kept)."""
        return self._db

    def keep(self) -> None:
        """Keep what was changed: graph and index hold it now."""
        self._db.commit()

    def look(self, archive: Archive, papers: Iterable[str]) -> None:
        """Bring the mentions up to these papers: new and changed ones are read, those that are gone are dropped."""
        known = dict(self._db.execute("SELECT sha256, stamp FROM papers").fetchall())
        wanted = {sha256: archive.stamp(sha256) for sha256 in papers}
        for sha256 in sorted(known.keys() | wanted.keys()):
            if known.get(sha256) == wanted.get(sha256):
                continue
            for table in ("papers", "mentions"):
                self._db.execute(f"DELETE FROM {table} WHERE sha256 = ?", (sha256,))
            if sha256 in wanted:
                self._add(archive, sha256, wanted[sha256])

    def _add(self, archive: Archive, sha256: str, stamp: str) -> None:
        reading = archive.get(sha256).reading
        mentions = collect(sha256, reading)
        parts: dict[tuple[str, MentionKind], list[Mention]] = defaultdict(list)
        for mention in mentions:
            parts[ids.slug(mention.council) if mention.council else "", mention.kind].append(mention)
        versions = versions_of(sha256, reading)
        row = (sha256, stamp, _packed(tuple(_tells(mentions))), _packed(versions))
        self._db.execute("INSERT INTO papers VALUES (?, ?, ?, ?)", row)
        for (council, kind), several in parts.items():
            data = _packed(several)
            values = (sha256, council, kind, _digest(data), data)
            self._db.execute("INSERT INTO mentions VALUES (?, ?, ?, ?, ?)", values)

    def tells(self) -> list[Mention]:
        """Of each paper's mentions as many as tell its council; see `kg.identity.paper_scopes`."""
        rows = self._db.execute("SELECT tells FROM papers ORDER BY sha256")
        return [mention for (data,) in rows for mention in _unpacked(data, list[Mention])]

    def versions(self) -> list[Version]:
        """The reports and minutes that the papers print."""
        rows = self._db.execute("SELECT versions FROM papers ORDER BY sha256")
        return [version for (data,) in rows for version in _unpacked(data, list[Version])]

    def parts(self) -> list[Part]:
        """All papers' mentions, told by what they are, in order."""
        rows = self._db.execute("SELECT sha256, council, kind, digest FROM mentions ORDER BY sha256, council, kind")
        return [Part(*row) for row in rows]

    def mentions(self, parts: Iterable[Part]) -> Iterator[Mention]:
        """The mentions themselves."""
        query = "SELECT data FROM mentions WHERE sha256 = ? AND council = ? AND kind = ?"
        for part in parts:
            ((data,),) = self._db.execute(query, (part.sha256, part.council, part.kind)).fetchall()
            yield from _unpacked(data, list[Mention])

    def made_of(self) -> dict[Block, str]:
        """For each block of what it was made, as a digest."""
        rows = self._db.execute("SELECT scope, kind, made_of FROM blocks ORDER BY scope, kind")
        return {(scope, kind): made_of for scope, kind, made_of in rows}

    def block(self, block: Block, kind: type[T]) -> T | None:
        """What is kept of a block, None where nothing is."""
        row = self._db.execute("SELECT data FROM blocks WHERE scope = ? AND kind = ?", block).fetchone()
        return _unpacked(row[0], kind) if row else None

    def set_block(self, block: Block, made_of: str, outcome: object) -> None:
        """Note what a block came to."""
        self._db.execute("REPLACE INTO blocks VALUES (?, ?, ?, ?)", (*block, made_of, _packed(outcome)))

    def drop_block(self, block: Block) -> None:
        """Forget a block that no paper's names are in any more."""
        self._db.execute("DELETE FROM blocks WHERE scope = ? AND kind = ?", block)

    def state(self, name: str, kind: type[T]) -> T | None:
        """A note of the last run, None where there is none."""
        row = self._db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return _unpacked(row[0], kind) if row else None

    def set_state(self, name: str, value: object) -> None:
        """Note something for the next run."""
        self._db.execute("REPLACE INTO state VALUES (?, ?)", (name, _packed(value)))


def _opened(file: Path) -> sqlite3.Connection:
    """The file; one that is torn, or of another make, gives way to a new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _connected(file)
    except sqlite3.OperationalError:  # a full disk, or no right to write, is no fault of the file's
        raise
    except sqlite3.DatabaseError:
        for each in (file, file.with_name(f"{file.name}-journal")):
            each.unlink(missing_ok=True)
        return _connected(file)


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    try:
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")  # all tables, or none where the disk is full
        if connection.execute("PRAGMA user_version").fetchone() != (FORMAT,):
            raise sqlite3.DatabaseError("another make")
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("torn")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _tells(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions that differ in what tells a paper's council: the council given, the paper's own, a mail domain."""
    seen: set[tuple[str | None, str | None, str | None]] = set()
    for mention in mentions:
        own = mention.name if mention.kind == "council" and mention.recorded else None
        what = (mention.council, own, mention.email.rpartition("@")[2] if mention.email else None)
        if what not in seen:
            seen.add(what)
            yield mention


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


def digest_of(words: Iterable[str]) -> str:
    """One digest for several words, their order kept."""
    return _digest("\x00".join(words).encode())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _packed(value: object) -> bytes:
    return msgspec.msgpack.encode(value)


def _unpacked(data: bytes, kind: type[T]) -> T:
    if kind not in _DECODERS:
        _DECODERS[kind] = msgspec.msgpack.Decoder(kind)
    return cast(T, _DECODERS[kind].decode(data))


# A decoder is dear to make: of 2,000 papers' mentions 0.3 s were that (2026-11-22).
_DECODERS: Final[dict[type, msgspec.msgpack.Decoder[object]]] = {}


def scopes_of(cache: NamesCache) -> Mapping[str, str]:
    """Each paper's council as it stood when the cache was last kept."""
    return cache.state("scopes", dict[str, str]) or {}
