"""How a base under fire is seen to be whole: what readers find, what was accepted, and what should not be left."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fault_scene import MONEY, ONLY_THERE, SAMPLES, run

from interfaces.cli import main as cli


@dataclass(frozen=True, slots=True)
class Seen:
    """What readers find: SHA-256 of the N-Quads and of all passages, of what staff and of what everybody read.

    asked  the exit codes of `kg status`, `kg search` and `kg sparql`, and whether they found something
    """

    staff: tuple[str, str] | None
    public: tuple[str, str] | None
    asked: tuple[tuple[int, bool], ...]

    @property
    def content(self) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
        """What is to be the same as in an undisturbed run."""
        return self.staff, self.public


def disagrees(base: Path, log: Path) -> list[str]:
    """In what graph, text and ledger do not agree; what is in the archive alone was not accepted, and does no harm."""
    ran = run(base, ("check", "--sample", "0", "--format", "json"), log)
    lines = [line for line in ran.said.splitlines() if line.startswith("{")]
    return [line for line in lines if json.loads(line)["where"] != "archive"]


QUESTIONS: Final = (
    ("status", "--format", "json"),
    ("search", "respite", "--format", "json"),
    ("sparql", "SELECT ?s { GRAPH ?g { ?s a ?o } } LIMIT 5", "--format", "json"),
)


def see(base: Path, folder: Path) -> Seen:
    """What readers find in a base, in a process of its own."""
    out = folder / "seen.json"
    out.unlink(missing_ok=True)
    child = os.fork()
    if not child:
        _look(base, folder / "asked.log", out)
    os.waitpid(child, 0)
    staff, public, asked = json.loads(out.read_text(encoding="utf-8"))
    return Seen(*(tuple(each) if each else None for each in (staff, public)), tuple((*each,) for each in asked))


def _look(base: Path, log: Path, out: Path) -> None:
    try:
        asked = [_asked(base, words, log) for words in QUESTIONS]
        out.write_text(json.dumps([_content(base, False), _content(base, True), asked]))
    except BaseException:
        import traceback

        out.unlink(missing_ok=True)
        traceback.print_exc()
    finally:
        os._exit(0)


def _asked(base: Path, words: Sequence[str], log: Path) -> tuple[int, bool]:
    out = os.open(log, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
    os.dup2(out, 1)
    os.dup2(out, 2)
    code = cli.run(["--base", str(base), *words])
    sys.stdout.flush()
    return code, log.stat().st_size > 2


def _content(base: Path, public: bool) -> tuple[str, str] | None:
    """The SHA-256 of a graph and of its passages; None where nothing is published."""
    from index.passages import packed
    from index.tantivy_engine import TantivyIndex
    from kg.base import Base
    from kg.errors import NoBase
    from kg.graph import canonical_lines, open_graph

    try:
        generation = Base(base).open_for_reading(public)
    except NoBase:
        return None
    quads = hashlib.sha256("\n".join(canonical_lines(open_graph(generation.graph))).encode()).hexdigest()
    index = TantivyIndex(generation.text)
    hits = index._searcher.search(index._everything, 100_000).hits
    passages = sorted(packed(index._passage(at)) for _, at in hits)
    return quads, hashlib.sha256(b"\n".join(passages)).hexdigest()


def ledger_says(base: Path) -> tuple[list[Any], int]:
    """What was accepted: each paper's status, the paths that offer it and whose it is said to be; and how many papers
    are pending."""
    file = base / "ledger.sqlite"
    if not file.exists():
        return [], 0
    db = sqlite3.connect(file)
    try:
        tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not tables:
            return [], 0
        told = db.execute("SELECT sha256, status, superseded_by FROM papers ORDER BY 1").fetchall()
        told += db.execute("SELECT path, sha256 FROM offers WHERE current ORDER BY 1, 2").fetchall()
        told += db.execute(
            "SELECT sha256, detail, max(rowid) > 0 FROM events WHERE event = 'placed' GROUP BY 1"
        ).fetchall()
        return told, db.execute("SELECT count(*) FROM pending").fetchone()[0]
    finally:
        db.close()


def readings(base: Path) -> list[tuple[str, str]]:
    """What the archive has of each paper of the ledger, as a SHA-256."""
    known = sorted({row[0] for row in ledger_says(base)[0] if row[1] in ("read", "exempt")})
    files = [(sha256, file) for sha256 in known for file in sorted((base / "papers").glob(f"??/{sha256}/records*"))]
    return [(sha256, hashlib.sha256(file.read_bytes()).hexdigest()) for sha256, file in files]


def half_made(base: Path) -> list[str]:
    """What a writer that has ended should not have left."""
    begun, ending = (".new-", ".old-", ".draft-"), (".new", "-journal")
    found = (path for path in base.rglob("*") if path.name.startswith(begun) or path.name.endswith(ending))
    left = [str(path.relative_to(base)) for path in found]
    numbers = sorted(path.name for path in (base / "published").glob("[0-9]*"))
    left += [f"published has {numbers}"] if len(numbers) > 3 else []
    known = {row[0] for row in ledger_says(base)[0]}
    left += [f"papers/{path.name} is in no ledger" for path in (base / "papers").glob("??/*") if path.name not in known]
    left += ["live/reread, of readings that were accepted"] if (base / "live" / "reread").exists() else []
    left += [f"{path.name} beside the base" for path in base.parent.iterdir() if path.name.startswith(".")]
    return left


def telling_of_purged(base: Path) -> list[str]:
    """Files in which something of the paper that is purged is to be read, or its name or hash."""
    sha256 = hashlib.sha256((SAMPLES / MONEY).read_bytes()).hexdigest()
    words = (sha256.encode(), sha256[:16].encode(), MONEY.encode(), ONLY_THERE)
    found = (path for path in base.rglob("*") if path.is_file() and not path.is_symlink())
    return [
        f"{path.relative_to(base)} tells of the purged paper"
        for path in found
        if any(word in path.read_bytes() or word in path.name.encode() for word in words)
    ]


def backups(room: Path, folder: Path) -> list[str]:
    """What is wrong with the backups in a room: what bears a backup's name is whole."""
    from kg.backup import unpack
    from kg.errors import CommitteeError

    wrong = []
    for place in room.glob("backup*"):
        scratch = folder / "unpacked"
        shutil.rmtree(scratch, ignore_errors=True)
        try:
            unpack(place, scratch)
        except CommitteeError as error:
            wrong.append(f"a torn backup looks like a whole one: {error}")
    return wrong
