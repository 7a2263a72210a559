"""What was derived in earlier runs, kept in the names' file: which sources gave which marks, what each key came to.

    derived_sources    a paper or a thing, and the marks that it gives
    derived_marks      the same, to be asked by mark
    derived_keys       what a key of a derivation came to: its triples, and the marks on which it leans
    derived_leans      the same, to be asked by mark
    derived_spans      by council or committee between which of its newest days a key's outcome is the same
    derived_papers     each paper's day, council and committee, and the days that it gives
    derived_days       the same, to be asked by council or committee
    derived_answers    what papers' graphs answer to questions that many keys ask of the same paper
    derived_again      how many keys more than one say a triple

A mark is kept as a number made of its words: had two of them one number, keys would be worked out that need not be.
All changes are part of the transaction in which the names are kept.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b
from typing import Final

import msgspec

from kg.derive.derivation import PaperDay, Span
from kg.derive.paper_rows import Row

SCHEMA: Final = (
    "derived_sources (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, marks BLOB)",
    "derived_marks (mark INTEGER, source INTEGER, PRIMARY KEY (mark, source)) WITHOUT ROWID",
    "derived_keys (id INTEGER PRIMARY KEY, derivation TEXT, name TEXT, triples BLOB, leans BLOB, spans BLOB,"
    " UNIQUE (derivation, name))",
    "derived_leans (mark INTEGER, key INTEGER, PRIMARY KEY (mark, key)) WITHOUT ROWID",
    "derived_spans (scope TEXT, key INTEGER, after TEXT, before TEXT, PRIMARY KEY (scope, key)) WITHOUT ROWID",
    "derived_papers (iri TEXT PRIMARY KEY, day TEXT, council TEXT, committee TEXT, days BLOB) WITHOUT ROWID",
    "derived_days (scope TEXT, day TEXT, paper TEXT, PRIMARY KEY (scope, day, paper)) WITHOUT ROWID",
    "derived_answers (paper TEXT, question INTEGER, rows BLOB, PRIMARY KEY (paper, question)) WITHOUT ROWID",
    "derived_again (triple BLOB PRIMARY KEY, times INTEGER) WITHOUT ROWID",
    "derived_state (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
)
Key = tuple[str, str]


class Kept:
    """The tables, open for the holder of the base's lock.

    fresh  nothing is known: there were no tables, or another version of the code made what they hold
    """

    def __init__(self, database: sqlite3.Connection, code: str) -> None:
        self._db = database
        for table in SCHEMA:
            database.execute(f"CREATE TABLE IF NOT EXISTS {table}")
        known = database.execute("SELECT value FROM derived_state WHERE name = 'code'").fetchone()
        self.fresh = known != (code,)
        self._code = code

    def clear(self) -> None:
        """Forget everything."""
        for table in SCHEMA:
            self._db.execute(f"DELETE FROM {table.partition(' ')[0]}")
        self._db.execute("INSERT INTO derived_state VALUES ('code', ?)", (self._code,))
        self.fresh = False

    def give(self, source: str, marks: Collection[str]) -> set[int]:
        """Note which marks a source gives from now on; the marks of before and of now."""
        now = {number_of(mark) for mark in marks}
        row = self._db.execute("SELECT id, marks FROM derived_sources WHERE iri = ?", (source,)).fetchone()
        number, before = (row[0], set(_marks(row[1]))) if row else (None, set[int]())
        if before == now:
            return now
        if not now:
            self._db.execute("DELETE FROM derived_sources WHERE id = ?", (number,))
        elif row:
            self._db.execute("UPDATE derived_sources SET marks = ? WHERE id = ?", (_packed(sorted(now)), number))
        else:
            added = "INSERT INTO derived_sources (iri, marks) VALUES (?, ?)"
            number = self._db.execute(added, (source, _packed(sorted(now)))).lastrowid
        gone, come = ([(mark, number) for mark in sorted(each)] for each in (before - now, now - before))
        self._db.executemany("DELETE FROM derived_marks WHERE mark = ? AND source = ?", gone)
        self._db.executemany("INSERT INTO derived_marks VALUES (?, ?)", come)
        return before | now

    def givers(self, mark: str) -> list[str]:
        """The papers and things that give a mark."""
        query = "SELECT iri FROM derived_marks JOIN derived_sources ON id = source WHERE mark = ? ORDER BY iri"
        return [iri for (iri,) in self._db.execute(query, (number_of(mark),))]

    def leaning(self, marks: Iterable[int]) -> set[Key]:
        """The keys that lean on some of these marks."""
        query = "SELECT derivation, name FROM derived_leans JOIN derived_keys ON id = key WHERE mark = ?"
        return {found for mark in marks for found in self._db.execute(query, (mark,))}

    def outlived(self, scope: str, day: str) -> set[Key]:
        """The keys of which the outcome may be another where this is the newest day of a council or committee."""
        query = """SELECT derivation, name FROM derived_spans JOIN derived_keys ON id = key
                   WHERE scope = ? AND NOT (after <= ? AND ? < before)"""
        return set(self._db.execute(query, (scope, day, day)))

    def triples(self, key: Key) -> list[str]:
        """The triples that a key came to."""
        row = self._db.execute("SELECT triples FROM derived_keys WHERE derivation = ? AND name = ?", key).fetchone()
        return msgspec.msgpack.decode(zlib.decompress(row[0]), type=list[str]) if row else []

    def put(self, key: Key, triples: Collection[str], leans: Collection[str], spans: Collection[Span]) -> None:
        """Note what a key came to; nothing is kept of one that says nothing and leans on nothing."""
        self._drop(key)
        if not triples and not leans:
            return
        marks = sorted({number_of(mark) for mark in leans})
        scopes = [span.scope for span in spans]
        row = (*key, zlib.compress(msgspec.msgpack.encode(sorted(triples)), 1), _packed(marks), _packed(scopes))
        added = "INSERT INTO derived_keys (derivation, name, triples, leans, spans) VALUES (?, ?, ?, ?, ?)"
        number = self._db.execute(added, row).lastrowid
        self._db.executemany("INSERT INTO derived_leans VALUES (?, ?)", [(mark, number) for mark in marks])
        values = [(span.scope, number, span.after, span.before) for span in spans]
        self._db.executemany("INSERT INTO derived_spans VALUES (?, ?, ?, ?)", values)

    def _drop(self, key: Key) -> None:
        query = "SELECT id, leans, spans FROM derived_keys WHERE derivation = ? AND name = ?"
        for number, leans, spans in self._db.execute(query, key).fetchall():
            marks = [(mark, number) for mark in _marks(leans)]
            self._db.executemany("DELETE FROM derived_leans WHERE mark = ? AND key = ?", marks)
            scopes = [(scope, number) for scope in msgspec.msgpack.decode(spans, type=list[str])]
            self._db.executemany("DELETE FROM derived_spans WHERE scope = ? AND key = ?", scopes)
            self._db.execute("DELETE FROM derived_keys WHERE id = ?", (number,))

    def answer(self, question: str, paper: str) -> list[Row] | None:
        """The rows that a paper's graph gives for a question; None where they are not kept."""
        query = "SELECT rows FROM derived_answers WHERE paper = ? AND question = ?"
        row = self._db.execute(query, (paper, number_of(question))).fetchone()
        return msgspec.msgpack.decode(zlib.decompress(row[0]), type=list[Row]) if row else None

    def set_answer(self, question: str, paper: str, rows: Sequence[Row]) -> None:
        """Note them."""
        packed = zlib.compress(msgspec.msgpack.encode(rows), 1)
        self._db.execute("REPLACE INTO derived_answers VALUES (?, ?, ?)", (paper, number_of(question), packed))

    def forget_answers(self, papers: Iterable[str]) -> None:
        """Forget what papers answered whose graphs were written, or are gone."""
        self._db.executemany("DELETE FROM derived_answers WHERE paper = ?", [(paper,) for paper in papers])

    def again(self, triple: str) -> int:
        """How many keys more than one say a triple."""
        row = self._db.execute("SELECT times FROM derived_again WHERE triple = ?", (_digest(triple),)).fetchone()
        return int(row[0]) if row else 0

    def set_again(self, triple: str, times: int) -> None:
        """Note it."""
        if times:
            self._db.execute("REPLACE INTO derived_again VALUES (?, ?)", (_digest(triple), times))
        else:
            self._db.execute("DELETE FROM derived_again WHERE triple = ?", (_digest(triple),))

    def paper(self, iri: str) -> PaperDay | None:
        """A paper's day, council and committee."""
        query = "SELECT iri, day, council, committee FROM derived_papers WHERE iri = ?"
        row = self._db.execute(query, (iri,)).fetchone()
        return PaperDay(*row) if row else None

    def days_of(self, iri: str) -> list[tuple[str, str]]:
        """The days that a paper gives, each with the council or committee."""
        row = self._db.execute("SELECT days FROM derived_papers WHERE iri = ?", (iri,)).fetchone()
        return msgspec.msgpack.decode(row[0], type=list[tuple[str, str]]) if row else []

    def set_paper(self, iri: str, paper: PaperDay | None, days: Collection[tuple[str, str]] = ()) -> None:
        """Note a paper's day, council and committee, and the days that it gives; None for one that went."""
        given = sorted(days)
        for scope, day in self.days_of(iri):
            self._db.execute("DELETE FROM derived_days WHERE scope = ? AND day = ? AND paper = ?", (scope, day, iri))
        self._db.execute("DELETE FROM derived_papers WHERE iri = ?", (iri,))
        if paper:
            values = (iri, paper.day, paper.council, paper.committee, _packed(given))
            self._db.execute("INSERT INTO derived_papers VALUES (?, ?, ?, ?, ?)", values)
        self._db.executemany("INSERT INTO derived_days VALUES (?, ?, ?)", [(*each, iri) for each in given])

    def newest(self, scope: str) -> str | None:
        """The day of the newest paper of a council or committee."""
        row = self._db.execute("SELECT max(day) FROM derived_days WHERE scope = ?", (scope,)).fetchone()
        return str(row[0]) if row[0] else None

    def papers(self) -> int:
        """How many papers there are."""
        return int(self._db.execute("SELECT count(*) FROM derived_papers").fetchone()[0])


def number_of(mark: str) -> int:
    """The number by which a mark is kept."""
    return int.from_bytes(blake2b(mark.encode(), digest_size=8).digest(), "big", signed=True)


def _digest(triple: str) -> bytes:
    return blake2b(triple.encode(), digest_size=16).digest()


def _marks(packed: bytes) -> list[int]:
    return msgspec.msgpack.decode(packed, type=list[int])


def _packed(value: object) -> bytes:
    return msgspec.msgpack.encode(value)
