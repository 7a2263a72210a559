"""The ledger: every file ever offered to the base, what became of it, and what is still to be done.

A *paper* is one content, by its SHA-256; an *offer* is a path that holds it or once held it. The same bytes under
several names are one paper. A path that comes to hold other bytes supersedes the paper it held, unless another path
still offers that.

Kept in SQLite with its plain rollback journal, not WAL: readers that may not write in the base (a web server's user, a
read-only mount) can then open it, and a copy of the one file is whole. A transaction takes milliseconds; others wait.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from kg.errors import BaseDamaged, NoBase, UnknownName
from kg.ledger_entries import Offer, Pending, Status, Step
from kg.ledger_totals import count_anew, give_totals, total
from kg.ledger_view import CURRENT, MARKS, PLACED, SOURCED, LedgerView

FORMAT = 1
WAIT = 30.0  # seconds that SQLite waits for another's transaction

SCHEMA = """
CREATE TABLE papers (
  sha256 TEXT PRIMARY KEY, status TEXT NOT NULL, reason TEXT, version TEXT NOT NULL, pages INTEGER, characters INTEGER,
  first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, superseded_by TEXT) WITHOUT ROWID;
CREATE TABLE offers (
  path TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES papers, given TEXT NOT NULL, file_name TEXT NOT NULL,
  current INTEGER NOT NULL, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,
  PRIMARY KEY (path, sha256)) WITHOUT ROWID;
CREATE INDEX offers_by_paper ON offers (sha256);
CREATE TABLE tallies (
  sha256 TEXT NOT NULL REFERENCES papers, what TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (sha256, what, name)) WITHOUT ROWID;
CREATE TABLE events (at TEXT NOT NULL, sha256 TEXT NOT NULL, event TEXT NOT NULL, path TEXT, detail TEXT);
CREATE INDEX events_by_paper ON events (sha256);
CREATE TABLE pending (sha256 TEXT PRIMARY KEY, step TEXT NOT NULL, since TEXT NOT NULL) WITHOUT ROWID;
"""
NUMBER = "CREATE TABLE IF NOT EXISTS generation (number INTEGER NOT NULL)"
PURGED = "CREATE TABLE IF NOT EXISTS purged (mark TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID"
# Papers that a path once offered and that no path offers any more.
LEFT_BEHIND = f"""
SELECT DISTINCT sha256 FROM offers JOIN papers USING (sha256)
WHERE path = ? AND sha256 <> ? AND {CURRENT}
  AND NOT EXISTS (SELECT 1 FROM offers AS other WHERE other.sha256 = papers.sha256 AND other.current) ORDER BY sha256
"""
HELD = "SELECT sha256 FROM offers WHERE path = ? AND current"


def open_ledger(file: Path) -> Ledger:
    """Open the ledger for writing; make it where there is none. BaseDamaged when it is no ledger of this format."""
    connection = _connect(file, "rwc")
    try:
        give_totals(connection)
    except sqlite3.DatabaseError:  # a full disk
        connection.close()
        raise
    return Ledger(connection)


def view_ledger(file: Path, public: bool = False) -> LedgerView:
    """Open the ledger for reading; with `public` what everybody may know of it (kg.ledger_public).

    NoBase when there is none, BaseDamaged when it is no ledger of this format.
    """
    if not file.exists():
        raise NoBase(f"There is no base at {file.parent}; run `kg --base {file.parent} ingest PAPER…` to make one")
    # "rw", so that a reader who may write rolls back what a killed writer left; SQLite opens read-only where it must.
    connection = _connect(file, "rw")
    if public:
        from kg.ledger_public import hide

        hide(connection)
    connection.execute("PRAGMA query_only = 1")
    return LedgerView(connection)


class Ledger(LedgerView):
    """An open ledger for whoever holds the base's lock: what can be asked, and what can be recorded."""

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make all that is recorded inside the block one transaction: it is kept whole, or not at all."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:  # on a full disk SQLite has rolled back already
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def counts(self, public: bool = False) -> dict[str, int]:
        """As of a view, from the running totals: it costs the same however many papers there are."""
        return total(self._db, "record", "read", *(() if public else ("exempt",)))

    def number(self, *statuses: Status) -> int:
        """As of a view, from the running totals."""
        return total(self._db, "paper", *statuses).get("", 0)

    # What is recorded

    def record_read(
        self,
        offer: Offer,
        version: str,
        *,
        counts: Mapping[str, int],
        issues: Mapping[str, int],
        characters: int,
        pages: int | None = None,
        exempt: bool = False,
    ) -> tuple[str, ...]:
        """A paper was read by `version` and lies in the archive: it is to be projected.

        counts and issues are by kind of record and by code. Returns the papers that it supersedes, to be removed.
        """
        status: Status = "exempt" if exempt else "read"
        with self.together():
            self._paper(offer, status, version, None, characters, pages)
            self._tally(offer.sha256, counts, issues)
            self._event(offer.sha256, status, offer.path, f"by version {version}")
            self._pend(offer.sha256, "project")
            return self._offer(offer)

    def record_reread(
        self,
        sha256: str,
        version: str,
        *,
        counts: Mapping[str, int],
        issues: Mapping[str, int],
        characters: int,
        pages: int | None = None,
        exempt: bool = False,
    ) -> None:
        """A paper was read again by `version`, from the archive: which paths offer it stays as it was.

        What is to be projected is marked pending before its reading is replaced, by whoever does that.
        """
        status: Status = "exempt" if exempt else "read"
        with self.together():
            if self.status(sha256) not in ("read", "exempt"):
                raise UnknownName(f"The ledger has no current paper {sha256}")
            self._db.execute(
                "UPDATE papers SET status = ?, reason = NULL, version = ?, pages = ?, characters = ? WHERE sha256 = ?",
                (status, version, pages, characters, sha256),
            )
            self._tally(sha256, counts, issues)
            self._event(sha256, status, None, f"again, by version {version}")

    def record_placed(self, sha256: str, council: str | None, committee: str | None, path: str | None = None) -> None:
        """Note what a person said of whose paper it is, for when it is read again; `path` of the file offered."""
        with self.together():
            if (council or committee) and self.placed(sha256) != (council, committee):
                self._event(sha256, PLACED, path, json.dumps([council, committee], ensure_ascii=False))

    def record_source(self, offer: Offer, url: str) -> None:
        """Note where on the web a path's file came from; what is new of that is projected."""
        query = "SELECT detail FROM events WHERE sha256 = ? AND event = ? AND path = ? ORDER BY rowid DESC LIMIT 1"
        with self.together():
            last = self._db.execute(query, (offer.sha256, SOURCED, offer.path)).fetchone()
            if last == (url,) or self.status(offer.sha256) not in ("read", "exempt"):
                return
            self._event(offer.sha256, SOURCED, offer.path, url)
            self._pend(offer.sha256, "project")

    def record_mark(self, offer: Offer, exempt: bool) -> None:
        """Note that a person said whether a paper is for publication; so it stays until a person says otherwise.

        Kept as an event, for a file that cannot be read is not the public's either.
        """
        event = MARKS[exempt]
        with self.together():
            if self._last(offer.sha256, *MARKS.values()) != event:
                self._event(offer.sha256, event, offer.path, None)

    def record_refused(self, offer: Offer, version: str, reason: str) -> None:
        """A file could not be read. What its path offered before stays: what cannot be read replaces nothing."""
        with self.together():
            known = self.status(offer.sha256)
            if known in ("read", "exempt"):  # an earlier version could read it
                self._pend(offer.sha256, "remove")
            self._paper(offer, "refused", version, reason, None, None)
            self._tally(offer.sha256, {}, {})
            self._event(offer.sha256, "refused", offer.path, reason)
            self._offer(offer)

    def record_seen(self, offer: Offer) -> tuple[str, ...]:
        """A known paper was offered again, perhaps under another name. Returns the papers that this supersedes."""
        with self.together():
            if self.status(offer.sha256) is None:
                raise UnknownName(f"The ledger knows no paper {offer.sha256}")
            self._db.execute("UPDATE papers SET last_seen = ? WHERE sha256 = ?", (_now(), offer.sha256))
            return self._offer(offer)

    def record_parted(self, whole: Offer, now: Sequence[Offer]) -> tuple[str, ...]:
        """A file stands for these offers: it was taken apart into them, or is one itself.

        What it, or parts of it, offered before is superseded. Returns those papers; none while nothing of it was read.
        """
        stands = next((offer for offer in now if self.status(offer.sha256) in ("read", "exempt")), None)
        query = "SELECT path FROM offers WHERE (path = ? OR (path > ? AND path < ?)) AND current"
        values = (whole.path, f"{whole.path}/", f"{whole.path}0")  # "0" comes next behind "/"
        held = {str(row[0]) for row in self._db.execute(query, values)}.difference(offer.path for offer in now)
        left: list[str] = []
        with self.together():
            for path in sorted(held) if stands else ():
                self._names_changed(row[0] for row in self._db.execute(HELD, (path,)).fetchall())
                self._db.execute("UPDATE offers SET current = 0 WHERE path = ?", (path,))
                left += self._supersede(Offer(path, path, "", stands.sha256 if stands else ""))
        return tuple(left)

    def record_withdrawn(self, sha256: str, reason: str = "") -> None:
        """Take a paper out by a person's wish; it stays out when its file is offered again."""
        with self.together():
            if self.status(sha256) is None:
                raise UnknownName(f"The ledger knows no paper {sha256}")
            values = ("withdrawn", reason or None, sha256)
            self._db.execute("UPDATE papers SET status = ?, reason = ? WHERE sha256 = ?", values)
            self._event(sha256, "withdrawn", None, reason or None)
            self._pend(sha256, "remove")

    def forget(self, papers: Iterable[str]) -> None:
        """Leave nothing of some papers but a tombstone each, also in the file's unused pages. See kg.purge.

        That there were papers exempt from publication stays known: what everybody may read depends on it.
        """
        from kg.purge import tombstone

        with self.together():
            self._db.execute(PURGED)
            for sha256 in papers:
                mark, was_exempt = tombstone(sha256), self._last(sha256, "exempt")
                self._db.execute("INSERT OR IGNORE INTO purged VALUES (?, ?)", (mark, _now()))
                self._db.execute("UPDATE papers SET superseded_by = NULL WHERE superseded_by = ?", (sha256,))
                self._db.execute("DELETE FROM events WHERE sha256 = ? OR detail = ?", (sha256, sha256))
                for table in ("pending", "tallies", "offers", "papers"):
                    self._db.execute(f"DELETE FROM {table} WHERE sha256 = ?", (sha256,))
                if was_exempt:
                    self._event(mark, "exempt", None, None)
        self._db.execute("VACUUM")

    def mark_pending(self, sha256: Iterable[str], step: Step) -> None:
        """Note what is to be done in graph and index before it is begun."""
        with self.together():
            for each in sha256:
                self._pend(each, step)

    def clear_pending(self, done: Iterable[Pending], number: int = 0) -> None:
        """Strike out what is published, in the generation `number`. What was marked again since, with another step,
        stays."""
        with self.together():
            self.note_generation(number)
            values = [(each.sha256, each.step) for each in done]
            self._db.executemany("DELETE FROM pending WHERE sha256 = ? AND step = ?", values)

    def note_generation(self, number: int) -> None:
        """Note that a generation of this number was published; lower ones than the last are no news."""
        with self.together():
            if number > self.last_generation():
                self._db.execute(NUMBER)
                self._db.execute("DELETE FROM generation")
                self._db.execute("INSERT INTO generation VALUES (?)", (number,))

    def must_be_whole(self, differs: bool) -> None:
        """Raise BaseDamaged where SQLite finds the file torn, or it `differs` from what the last run left."""
        said = self.integrity() or ("it is not as the last run left it, and nobody wrote it since" if differs else None)
        if said:
            raise BaseDamaged(f"the ledger is damaged ({said}); `kg repair` mends it, or says which copy to put back")

    def reindex(self) -> str | None:
        """Make the indexes anew, which is all that can be mended; what SQLite finds wrong then, None if nothing."""
        try:
            self._db.execute("REINDEX")
        except sqlite3.DatabaseError as error:
            return str(error)
        return self.integrity()

    def count_anew(self) -> None:
        """Work the running totals out again, where what was counted was damaged."""
        count_anew(self._db)

    # How it is kept

    def _paper(
        self, offer: Offer, status: Status, version: str, reason: str | None, characters: int | None, pages: int | None
    ) -> None:
        now = _now()
        self._db.execute(
            "INSERT INTO papers VALUES (:sha, :status, :reason, :version, :pages, :characters, :now, :now, NULL)"
            " ON CONFLICT (sha256) DO UPDATE SET status = :status, reason = :reason, version = :version,"
            " pages = :pages, characters = :characters, last_seen = :now, superseded_by = NULL",
            {"sha": offer.sha256, "status": status, "reason": reason, "version": version, "pages": pages,
             "characters": characters, "now": now},
        )  # fmt: skip

    def _offer(self, offer: Offer) -> tuple[str, ...]:
        """Note that a path offers a paper, and no other; return what it left behind."""
        held = [
            row[0] for row in self._db.execute("SELECT sha256 FROM offers WHERE path = ? AND current", (offer.path,))
        ]
        if held != [offer.sha256]:
            self._event(offer.sha256, "offered", offer.path, offer.given)
        self._db.execute("UPDATE offers SET current = 0 WHERE path = ?", (offer.path,))
        self._db.execute(
            "INSERT INTO offers VALUES (?, ?, ?, ?, 1, ?, ?)"
            " ON CONFLICT DO UPDATE SET current = 1, given = excluded.given, last_seen = excluded.last_seen",
            (offer.path, offer.sha256, offer.given, offer.file_name, now := _now(), now),
        )
        left = self._supersede(offer)
        self._names_changed({*held} ^ {offer.sha256})
        return left

    def _names_changed(self, papers: Iterable[str]) -> None:
        """Papers that gained or lost a name are projected again, for the graph names their files."""
        for sha256 in sorted(papers):
            if self.status(sha256) in ("read", "exempt"):
                self._pend(sha256, "project")

    def _supersede(self, offer: Offer) -> tuple[str, ...]:
        if self.status(offer.sha256) not in ("read", "exempt"):
            return ()
        left = tuple(row[0] for row in self._db.execute(LEFT_BEHIND, (offer.path, offer.sha256)).fetchall())
        for old in left:
            values = (offer.sha256, old)
            self._db.execute("UPDATE papers SET status = 'superseded', superseded_by = ? WHERE sha256 = ?", values)
            self._event(old, "superseded", offer.path, offer.sha256)
            self._pend(old, "remove")
        return left

    def _tally(self, sha256: str, counts: Mapping[str, int], issues: Mapping[str, int]) -> None:
        self._db.execute("DELETE FROM tallies WHERE sha256 = ?", (sha256,))
        rows = [(sha256, "record", *item) for item in counts.items()]
        rows += [(sha256, "issue", *item) for item in issues.items()]
        self._db.executemany("INSERT INTO tallies VALUES (?, ?, ?, ?)", rows)

    def _event(self, sha256: str, event: str, path: str | None, detail: str | None) -> None:
        self._db.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?)", (_now(), sha256, event, path, detail))

    def _pend(self, sha256: str, step: Step) -> None:
        self._db.execute(
            "INSERT INTO pending VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET step = excluded.step",
            (sha256, step, _now()),
        )


def _connect(file: Path, mode: Literal["rw", "rwc"]) -> sqlite3.Connection:
    address = f"{file.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, timeout=WAIT, isolation_level=None)
    try:
        _prepare(connection, file, mode)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise BaseDamaged(f"{file} cannot be read as a ledger: {error}") from error
    except BaseDamaged:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, file: Path, mode: Literal["rw", "rwc"]) -> None:
    """Make the tables in a new file; refuse those of another format."""
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found == 0 and mode == "rwc":
        connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT;")
    elif found != FORMAT:
        raise BaseDamaged(f"{file} has format {found}, not {FORMAT}; use the version of committee-kg that made it")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
