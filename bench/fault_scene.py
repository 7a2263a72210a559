"""What is done to a base while it is under fire, and how it is seen to be whole: operations, and what readers find.

Every operation runs `kg` in a forked child, as its own process group, from a parent that has imported everything and
opened nothing. The operations take the writer along all its ways: first papers, one more, one that is exempt, a paper
that becomes exempt and public again, a changed file, a judgement, a withdrawal, and papers that come back; published
notices, papers read again by another word of whose they are, and papers that a cluster reads; the graph in a store, for
everybody, for staff, and for everybody again; a repair, two backups, a purge, and the base as it was backed up, in the
place of the one that is there.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from interfaces.cli import main as cli

SAMPLES: Final = Path(__file__).parent.parent / "samples"
PACKS: Final = ("wexmere-adults-2022-09-08-pack.txt", "wexmere-adults-2023-01-12-pack.txt")
LATER, MONEY, KNOWN = "wexmere-adults-2024-02-15-pack.txt", "wexmere-finance-2022-05.txt", PACKS[1]
CASES, NOTICE = "wexmere-business-cases-2022.txt", "wexmere_sallowmere_court_2023.json"
NOTICES: Final = ("wexmere_brackenhythe_house_2024.json", "wexmere_home_first_2022.json")
DEARER: Final = ("595600", "612400")  # what the notice says, and what it says later
CHANGED: Final = ("home care", "care at home")  # words of the first pack, and others
JUDGED: Final = "- same: [D Sarle, Derek Sarle]\n  kind: member\n  reason: one signature\n"
ONLY_THERE: Final = b"harder to staff"  # in MONEY, and in no other paper
LONGEST: Final = 120.0  # seconds for one run of `kg`
OVERRIDES: Final = 1 << 1 | 1 << 2 | 1 << 3  # the rights of root to write and read whatever the folder's mode says


@dataclass(frozen=True, slots=True)
class Operation:
    """Words for `kg`, `{papers}` for the papers' folder and `{room}` for that in which the base lies.

    prepare   first puts the files there as they are then
    refused   what `kg` says when it was done already, and is told to do it again: then that is no failure
    needs     the server that has a part in it, `{store}` or `{cluster}` in its words
    """

    name: str
    words: tuple[str, ...]
    prepare: Callable[[Path, Path], None] = lambda _papers, _base: None
    refused: str = ""
    needs: str = ""

    @property
    def by_parts(self) -> bool:
        """Whether a stop may leave some of its papers accepted, and others not."""
        return self.rereads or self.needs == "cluster"

    @property
    def rereads(self) -> bool:
        """Whether it puts other readings of known papers into the archive: then that says what was accepted."""
        return "--reread" in self.words


def _write(name: str, change: Callable[[str], str] = lambda text: text) -> Callable[[Path, Path], None]:
    def prepare(papers: Path, _base: Path) -> None:
        text = next(SAMPLES.rglob(name)).read_text(encoding="utf-8")
        (papers / name).write_text(change(text), encoding="utf-8")

    return prepare


def _copies(*names: str) -> Callable[[Path, Path], None]:
    def prepare(papers: Path, base: Path) -> None:
        for name in names:
            _write(name)(papers, base)

    return prepare


def _judge(_papers: Path, base: Path) -> None:
    (base / "judgements.yaml").write_text(JUDGED, encoding="utf-8")


def _no_backup(_papers: Path, base: Path) -> None:
    _away(*base.parent.glob("*backup*"))


def _none_aside(_papers: Path, base: Path) -> None:
    _away(*base.parent.glob("*.before-*"))


def _away(*places: Path) -> None:
    for place in places:
        shutil.rmtree(place) if place.is_dir() else place.unlink()


def ingest(*words: str) -> tuple[str, ...]:
    """Words of an ingest by one worker."""
    return ("ingest", "--jobs", "1", *words)


def published(*words: str) -> tuple[str, ...]:
    """Words that bring the graph into the store."""
    return ("publish", "--graph", "{store}", *words)


AGAIN: Final = Operation("a known paper", ingest(f"{{papers}}/{KNOWN}"))
OPERATIONS: Final = (
    Operation("first papers", ingest(*(f"{{papers}}/{name}" for name in PACKS)), _copies(*PACKS)),
    Operation("an exempt paper", ingest("--exempt", f"{{papers}}/{MONEY}"), _copies(MONEY)),
    Operation("one more paper", ingest(f"{{papers}}/{LATER}"), _copies(LATER)),
    Operation("the graph in a store", published(), needs="store"),
    Operation("the graph for staff", published("--with-exempt"), needs="store"),
    Operation(
        "a changed file", ingest(f"{{papers}}/{PACKS[0]}"),
        _write(PACKS[0], lambda text: text.replace(*CHANGED)),
    ),
    Operation("a paper made exempt", ingest("--exempt", f"{{papers}}/{KNOWN}")),
    Operation("the graph for everybody", published(), needs="store"),
    Operation("a judgement", AGAIN.words, _judge),
    Operation("a withdrawal", ("withdraw", LATER)),
    Operation("a paper made public", ingest("--not-exempt", f"{{papers}}/{KNOWN}")),
    Operation("the withdrawn again", ingest("--again", f"{{papers}}/{LATER}")),
    Operation("a file as it was", ingest(f"{{papers}}/{PACKS[0]}"), _write(PACKS[0])),
    Operation("a notice", ingest(f"{{papers}}/{NOTICE}"), _copies(NOTICE)),
    Operation("a changed notice", ingest(f"{{papers}}/{NOTICE}"), _write(NOTICE, lambda text: text.replace(*DEARER))),
    Operation("papers read again", ingest("--reread", "--yes", "--committee", "Ferry Committee", *PACKS)),
    Operation(
        "papers read on a cluster",
        ("ingest", "--cluster", "{cluster}", *(f"{{papers}}/{name}" for name in (CASES, *NOTICES))),
        _copies(CASES, *NOTICES), needs="cluster",
    ),
    Operation("a repair", ("repair",)),
    Operation("a backup", ("backup", "{room}/backup"), _no_backup, "is there already"),
    Operation("a backup in one file", ("backup", "{room}/backup.tar"), _no_backup, "is there already"),
    Operation("a purge", ("withdraw", "--purge", MONEY), refused="No paper in the base is called"),
    Operation("the base as backed up", ("restore", "{room}/backup.tar", "--replace"), _none_aside),
)  # fmt: skip


NAMES_OF_SHORT: Final = ("first papers", "an exempt paper", "a changed file", "a paper made exempt",
                         "papers read again", "a repair", "a purge")  # fmt: skip
SHORT: Final = tuple(operation for operation in OPERATIONS if operation.name in NAMES_OF_SHORT)


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run of `kg` ended: its exit code (negative for a signal), what it said, and seconds."""

    code: int
    said: str
    seconds: float
    session: int


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


def run(base: Path, words: Sequence[str], log: Path, first: Callable[[], Any] | None = None,
        kill_after: float | None = None) -> Ran:  # fmt: skip
    """Run `kg` in a child; `first` is called in it before; `kill_after` so many seconds it is killed."""
    began = time.monotonic()
    child = os.fork()
    if not child:
        _be_kg(base, words, log, first)
    status = _ended(child, began, kill_after)
    return Ran(status, log.read_text(encoding="utf-8", errors="replace"), time.monotonic() - began, child)


def _be_kg(base: Path, words: Sequence[str], log: Path, first: Callable[[], Any] | None) -> None:
    code = 99
    try:
        os.setsid()
        out = os.open(log, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
        os.dup2(out, 1)
        os.dup2(out, 2)
        if first:
            first()
        code = cli.run(["--base", str(base), *words])
        sys.stdout.flush()
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with suppress(OSError):
            sys.stderr.flush()
        os._exit(code)


def _ended(child: int, began: float, kill_after: float | None) -> int:
    while True:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() - began > (LONGEST if kill_after is None else kill_after):
            os.kill(child, signal.SIGKILL)
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        time.sleep(0.002)


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


def left_running(session: int) -> list[int]:
    """Processes of a run that outlived it."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            words = stat.read_text().rpartition(")")[2].split()
            if int(words[3]) == session and words[0] != "Z":
                found.append(int(stat.parent.name))
    return found


def be_bound_by_modes() -> None:
    """Give up root's rights over modes of files, so that a read-only folder is one."""
    if os.geteuid():
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    rights = (ctypes.c_uint32 * 6)()
    if libc.capget(header, rights) == 0:
        for at in (0, 1):
            rights[at] &= ~OVERRIDES
        libc.capset(header, rights)
