"""The ledger's running totals: papers by status, and records and issues by kind, so that no run adds up all papers.

    totals    status, what ('paper', 'record' or 'issue'), name ('' of papers), count

SQLite keeps them by triggers, in the transaction of what they count. A ledger of an earlier version is given them when
a writer opens it; where there are none, readers add up.
"""

from __future__ import annotations

import sqlite3
from typing import Final

ADDED: Final = "ON CONFLICT DO UPDATE SET count = count + excluded.count"
SCHEMA: Final = f"""
CREATE TABLE totals (
  status TEXT NOT NULL, what TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (status, what, name)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS events_exempt ON events (event) WHERE event = 'exempt';
CREATE TRIGGER paper_came AFTER INSERT ON papers BEGIN
  INSERT INTO totals VALUES (new.status, 'paper', '', 1) {ADDED};
END;
CREATE TRIGGER paper_went AFTER DELETE ON papers BEGIN
  INSERT INTO totals VALUES (old.status, 'paper', '', -1) {ADDED};
  INSERT INTO totals SELECT old.status, what, name, -count FROM tallies WHERE sha256 = old.sha256 {ADDED};
END;
CREATE TRIGGER paper_moved AFTER UPDATE OF status ON papers WHEN old.status <> new.status BEGIN
  INSERT INTO totals VALUES (old.status, 'paper', '', -1) {ADDED};
  INSERT INTO totals VALUES (new.status, 'paper', '', 1) {ADDED};
  INSERT INTO totals SELECT old.status, what, name, -count FROM tallies WHERE sha256 = old.sha256 {ADDED};
  INSERT INTO totals SELECT new.status, what, name, count FROM tallies WHERE sha256 = new.sha256 {ADDED};
END;
CREATE TRIGGER tally_came AFTER INSERT ON tallies BEGIN
  INSERT INTO totals SELECT status, new.what, new.name, new.count FROM papers WHERE sha256 = new.sha256 {ADDED};
END;
CREATE TRIGGER tally_went AFTER DELETE ON tallies BEGIN
  INSERT INTO totals SELECT status, old.what, old.name, -old.count FROM papers WHERE sha256 = old.sha256 {ADDED};
END;
"""
SUMS: Final = """
SELECT status, 'paper', '', count(*) FROM main.papers GROUP BY status
UNION ALL
SELECT status, what, name, sum(count) FROM main.tallies JOIN main.papers USING (sha256) GROUP BY status, what, name
"""


def has_totals(database: sqlite3.Connection) -> bool:
    """Whether a ledger keeps running totals."""
    return database.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'totals'").fetchone() is not None


def give_totals(database: sqlite3.Connection) -> None:
    """Have a ledger keep running totals, where it does not yet."""
    if not has_totals(database):
        database.executescript(f"BEGIN IMMEDIATE; {SCHEMA} INSERT INTO totals {SUMS}; COMMIT;")


def count_anew(database: sqlite3.Connection) -> None:
    """Add all papers up again."""
    database.executescript(f"BEGIN IMMEDIATE; DELETE FROM totals; INSERT INTO totals {SUMS}; COMMIT;")


def total(database: sqlite3.Connection, what: str, *statuses: str) -> dict[str, int]:
    """What the papers of some statuses come to by name, from the running totals; names that none has are left out."""
    marks = ", ".join("?" * len(statuses))
    query = f"SELECT name, sum(count) FROM main.totals WHERE what = ? AND status IN ({marks}) GROUP BY name"
    return {name: count for name, count in sorted(database.execute(query, (what, *statuses))) if count}


def wrong(database: sqlite3.Connection) -> list[str]:
    """Running totals that are not what the papers come to, a sentence each; nothing where none are kept."""
    if not has_totals(database):
        return []
    told, right = _counts(database, "SELECT * FROM main.totals"), _counts(database, SUMS)
    return [
        f"it says {told.get(key, 0)} of {' '.join(filter(None, key))}, its papers come to {right.get(key, 0)}"
        for key in sorted(told.keys() | right.keys())
        if told.get(key, 0) != right.get(key, 0)
    ]


def _counts(database: sqlite3.Connection, query: str) -> dict[tuple[str, str, str], int]:
    return {(status, what, name): count for status, what, name, count in database.execute(query)}
