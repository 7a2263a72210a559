"""What can be asked of the ledger, by anybody and at any time; only `kg.ledger` changes it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.ledger_entries import Event, Name, Offer, PaperEntry, Pending, Standing, Status, Supersession

COLUMNS = ("sha256", "status", "reason", "version", "pages", "characters", "first_seen", "last_seen", "superseded_by")
CURRENT = "status IN ('read', 'exempt')"
# Events by which a person said that a paper is, or is not, exempt from publication.
MARKS = {True: "marked exempt", False: "marked public"}
# The event by which a person said whose paper it is: its council and committee, as JSON.
PLACED = "placed"
# The event that tells where on the web the file of a path came from.
SOURCED = "came from"
# Versions that did not note whether a person or the paper itself said that it is exempt.
UNNOTED = "(version IN ('1', '2') OR version GLOB '[12],*')"
# Papers exempt from publication as far as was last said or read, also where they were taken out or refused since.
EXEMPT = """
SELECT sha256 FROM main.papers LEFT JOIN (
  SELECT sha256, event, max(rowid) FROM main.events
  WHERE event IN ('read', 'exempt', 'marked exempt', 'marked public') GROUP BY sha256) USING (sha256)
WHERE status = 'exempt' OR (status <> 'read' AND event IN ('exempt', 'marked exempt'))
"""


class LedgerView:
    """An open ledger, for reading; close it, or use it in a `with` statement."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def standing(self, offer: Offer, version: str) -> Standing:
        """What is to be done with a file that is offered; see Standing."""
        row = self._db.execute("SELECT status, version FROM papers WHERE sha256 = ?", (offer.sha256,)).fetchone()
        if row is None and self._is_purged(offer.sha256):
            return "withdrawn"
        if row is None or row[0] == "superseded":
            return "new"
        if row[0] == "withdrawn":
            return "withdrawn"
        if row[1] != version:
            return "outdated"
        held = self._db.execute("SELECT current FROM offers WHERE path = ? AND sha256 = ?", (offer.path, offer.sha256))
        return "unchanged" if held.fetchone() == (1,) else "known"

    def unchanged(self, path: Path, sha256: str, version: str) -> bool:
        """Did this path hold this content when it was last offered, and did this version deal with it?"""
        return self.standing(Offer.of(path, sha256), version) == "unchanged"

    def paper(self, sha256: str) -> PaperEntry | None:
        """What is known of one paper."""
        return next(iter(self._papers("sha256 = ?", (sha256,))), None)

    def papers(self, *statuses: Status) -> tuple[PaperEntry, ...]:
        """All papers, or those of the given statuses, in the order of their SHA-256."""
        marks = ", ".join("?" * len(statuses))
        return self._papers(f"status IN ({marks})" if statuses else "1", statuses)

    def status(self, sha256: str) -> str | None:
        """What became of a paper; None where it is not known."""
        row = self._db.execute("SELECT status FROM papers WHERE sha256 = ?", (sha256,)).fetchone()
        return str(row[0]) if row else None

    def looked_up(self, *statuses: Status) -> Papers:
        """The papers of some statuses, each read when it is asked for."""
        return Papers(self, statuses)

    def current(self) -> tuple[PaperEntry, ...]:
        """The papers that the graph and the index hold."""
        return self.papers("read", "exempt")

    def find(self, name: str) -> tuple[PaperEntry, ...]:
        """The papers that a name may mean: a path, a file's name, its stem, a start of it, or a start of the SHA-256.

        The closest kind of likeness wins: papers of that name, whatever else begins like it. None found is no error.
        """
        best: dict[str, int] = {}
        for sha256, *names in self._db.execute("SELECT sha256, file_name, path, given FROM offers"):
            rank = _likeness(name, sha256, *names)
            if rank is not None:
                best[sha256] = min(rank, best.get(sha256, rank))
        closest = min(best.values(), default=0)
        found = (self.paper(sha256) for sha256 in sorted(best) if best[sha256] == closest)
        return tuple(entry for entry in found if entry)

    def marked(self, offer: Offer) -> bool | None:
        """Whether a person said that this content is exempt, or that what its path last held is; None where none did.

        A mended copy of a paper that is not for publication is not for publication until a person says otherwise.
        """
        own = self.said_exempt(offer.sha256)
        if own is not None:
            return own
        held = self._db.execute("SELECT sha256 FROM offers WHERE path = ? AND current", (offer.path,)).fetchall()
        return True if any(self._last(row[0], *MARKS.values()) == MARKS[True] for row in held) else None

    def said_exempt(self, sha256: str) -> bool | None:
        """Whether a person said that this content is exempt, or is not; None where none did."""
        said = {event: exempt for exempt, event in MARKS.items()}
        own = self._last(sha256, *said)
        if own:
            return said[own]
        return True if self._was_unnoted(sha256) else None

    def placed(self, sha256: str) -> tuple[str | None, str | None]:
        """The council and committee whose paper a person last said that it is; None where nobody did."""
        query = "SELECT detail FROM events WHERE event = ? AND sha256 = ? ORDER BY rowid DESC LIMIT 1"
        row = self._db.execute(query, (PLACED, sha256)).fetchone()
        council, committee = json.loads(row[0]) if row else (None, None)
        return council, committee

    def sources(self, sha256: str) -> tuple[str, ...]:
        """Where on the web a paper came from, by each path that holds it now, as was last told; in order."""
        query = (
            "SELECT detail FROM events JOIN offers USING (sha256, path) WHERE sha256 = ? AND event = ? AND current"
            " AND events.rowid IN (SELECT max(rowid) FROM events WHERE sha256 = ? AND event = ? GROUP BY path)"
        )
        rows = self._db.execute(query, (sha256, SOURCED, sha256, SOURCED))
        return tuple(sorted({str(row[0]) for row in rows}))

    def _is_purged(self, sha256: str) -> bool:
        """Whether a paper was purged: nothing of it is known but that (kg.purge)."""
        from kg.purge import tombstone

        if not self._db.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'purged'").fetchone():
            return False
        return bool(self._db.execute("SELECT 1 FROM main.purged WHERE mark = ?", (tombstone(sha256),)).fetchone())

    def _was_unnoted(self, sha256: str) -> bool:
        """Whether a version that did not note who said so read a paper as exempt: perhaps a person did."""
        query = f"SELECT 1 FROM papers WHERE sha256 = ? AND status = 'exempt' AND {UNNOTED}"
        return self._db.execute(query, (sha256,)).fetchone() is not None

    def ever_exempt(self) -> bool:
        """Whether any paper was ever exempt from publication."""
        return self._db.execute("SELECT 1 FROM events WHERE event = 'exempt' LIMIT 1").fetchone() is not None

    def exempt(self) -> frozenset[str]:
        """The papers, by SHA-256, that are exempt from publication, or were when they were taken out."""
        return frozenset(row[0] for row in self._db.execute(EXEMPT))

    def exempt_of(self, papers: Iterable[str]) -> frozenset[str]:
        """Those of some papers; what it costs does not grow with the ledger."""
        return frozenset(sha256 for sha256 in papers if self._is_exempt(sha256))

    def _is_exempt(self, sha256: str) -> bool:
        status = self.status(sha256)
        if status in (None, "read", "exempt"):
            return status == "exempt"
        return self._last(sha256, "read", "exempt", *MARKS.values()) in ("exempt", MARKS[True])

    def sha256s(self, *statuses: Status) -> list[str]:
        """The papers of some statuses, by SHA-256, in order."""
        marks = ", ".join("?" * len(statuses))
        query = f"SELECT sha256 FROM papers WHERE status IN ({marks}) ORDER BY sha256"
        return [row[0] for row in self._db.execute(query, statuses)]

    def sha256_starting(self, start: str, *statuses: Status) -> str | None:
        """The first paper of some statuses of which the SHA-256 begins so; None where there is none."""
        marks = ", ".join("?" * len(statuses))
        query = f"SELECT sha256 FROM papers WHERE sha256 >= ? AND sha256 < ? AND status IN ({marks}) ORDER BY sha256"
        row = self._db.execute(f"{query} LIMIT 1", (start, f"{start}g", *statuses)).fetchone()
        return str(row[0]) if row else None

    def number(self, *statuses: Status) -> int:
        """How many papers have some statuses."""
        return len(self.sha256s(*statuses))

    def supersessions(self) -> tuple[Supersession, ...]:
        """Which paper took the place of which, and at which path, in the order in which it happened."""
        rows = self._db.execute("SELECT sha256, detail, path, at FROM events WHERE event = 'superseded' ORDER BY rowid")
        return tuple(Supersession(*row) for row in rows)

    def events(self, sha256: str | None = None) -> tuple[Event, ...]:
        """What happened to one paper, or to all, in order."""
        where, values = ("WHERE sha256 = ?", (sha256,)) if sha256 else ("", ())
        rows = self._db.execute(f"SELECT at, sha256, event, path, detail FROM events {where} ORDER BY rowid", values)
        return tuple(Event(*row) for row in rows)

    def statuses(self) -> dict[str, int]:
        """How many papers have each status."""
        return dict(self._db.execute("SELECT status, count(*) FROM papers GROUP BY status ORDER BY status").fetchall())

    def counts(self, public: bool = False) -> dict[str, int]:
        """Records of current papers by kind; of those for publication only, if asked."""
        return self._sums("record", "status = 'read'" if public else CURRENT)

    def issues(self) -> dict[str, int]:
        """Issues of current papers by code."""
        return self._sums("issue", CURRENT)

    def pending(self) -> tuple[Pending, ...]:
        """What was begun and is not published: the next run does it again, from the archive."""
        rows = self._db.execute("SELECT sha256, step, since FROM pending ORDER BY sha256")
        return tuple(Pending(*row) for row in rows)

    def _papers(self, where: str, values: Sequence[str]) -> tuple[PaperEntry, ...]:
        rows = self._db.execute(
            f"SELECT {', '.join(COLUMNS)} FROM papers WHERE {where} ORDER BY sha256", values
        ).fetchall()
        names, tallies = self._names(where, values), self._tallies(where, values)
        return tuple(
            PaperEntry(
                **dict(zip(COLUMNS, row, strict=True)),
                names=tuple(names.get(row[0], ())),
                counts=tallies.get((row[0], "record"), {}),
                issues=tallies.get((row[0], "issue"), {}),
            )
            for row in rows
        )

    def _names(self, where: str, values: Sequence[str]) -> dict[str, list[Name]]:
        names: dict[str, list[Name]] = {}
        for sha256, file_name, path, given, held, first, last in self._db.execute(
            "SELECT sha256, file_name, path, given, current, first_seen, last_seen FROM offers"
            f" WHERE sha256 IN (SELECT sha256 FROM papers WHERE {where}) ORDER BY file_name, path",
            values,
        ):
            names.setdefault(sha256, []).append(Name(file_name, path, given, bool(held), first, last))
        return names

    def _tallies(self, where: str, values: Sequence[str]) -> dict[tuple[str, str], dict[str, int]]:
        tallies: dict[tuple[str, str], dict[str, int]] = {}
        for sha256, what, name, count in self._db.execute(
            "SELECT sha256, what, name, count FROM tallies"
            f" WHERE sha256 IN (SELECT sha256 FROM papers WHERE {where}) ORDER BY name",
            values,
        ):
            tallies.setdefault((sha256, what), {})[name] = count
        return tallies

    def last_generation(self) -> int:
        """The highest number that a generation was ever published under; 0 where none was since this is noted."""
        if not self._db.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'generation'").fetchone():
            return 0
        row = self._db.execute("SELECT number FROM main.generation").fetchone()
        return int(row[0]) if row else 0

    def integrity(self) -> str | None:
        """What SQLite finds wrong with the file, its first words; None where it is whole."""
        try:
            said = str(self._db.execute("PRAGMA integrity_check(1)").fetchone()[0])
        except sqlite3.DatabaseError as error:
            return str(error)
        return None if said == "ok" else said

    def _last(self, sha256: str, *events: str) -> str | None:
        """Which of some events was a paper's last."""
        marks = ", ".join("?" * len(events))
        query = f"SELECT event FROM events WHERE sha256 = ? AND event IN ({marks}) ORDER BY rowid DESC LIMIT 1"
        row = self._db.execute(query, (sha256, *events)).fetchone()
        return str(row[0]) if row else None

    def _sums(self, what: str, which: str) -> dict[str, int]:
        query = (
            f"SELECT name, sum(count) FROM tallies JOIN papers USING (sha256) WHERE what = ? AND {which}"
            " GROUP BY name ORDER BY name"
        )
        return dict(self._db.execute(query, (what,)).fetchall())


class Papers(Mapping[str, PaperEntry]):
    """Papers of some statuses by SHA-256, in order, as the ledger has them at the moment; none is read unasked."""

    def __init__(self, ledger: LedgerView, statuses: tuple[Status, ...]) -> None:
        self._ledger = ledger
        self._statuses = statuses

    def __getitem__(self, sha256: str) -> PaperEntry:
        paper = self._ledger.paper(sha256)
        if paper is None or paper.status not in self._statuses:
            raise KeyError(sha256)
        return paper

    def __contains__(self, sha256: object) -> bool:
        return isinstance(sha256, str) and self._ledger.status(sha256) in self._statuses

    def starting(self, start: str) -> str | None:
        """The first of which the SHA-256 begins so."""
        return self._ledger.sha256_starting(start, *self._statuses)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ledger.sha256s(*self._statuses))

    def __len__(self) -> int:
        return self._ledger.number(*self._statuses)


def _likeness(wanted: str, sha256: str, file_name: str, path: str, given: str) -> int | None:
    """How closely what a person wrote means this offer, 0 the closest; None when it does not."""
    word, name = wanted.casefold(), file_name.casefold()
    tests = (
        wanted in (path, given) or word == sha256,
        word == name,
        word == Path(name).stem,
        bool(word) and name.startswith(word),
        len(word) >= 6 and sha256.startswith(word),
    )
    return tests.index(True) if True in tests else None
