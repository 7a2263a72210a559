"""What is done to a base while it is under fire, and how it is seen to be whole: operations, and what readers find.

Every operation runs `kg` in a forked child, as its own process group, from a parent that has imported everything and
opened nothing. The operations take the writer along all its ways: first papers, one more, one that is exempt, a paper
that becomes exempt and public again, a changed file, a judgement, a withdrawal, and papers that come back; published
notices, papers read again by another word of whose they are, and papers that a cluster reads; graph and passages in
servers, for everybody, for staff, and for everybody again; a repair, two backups, a purge, and the base as it was
backed up, in the place of the one that is there.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
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
    needs     the server that has a part in it, `{store}`, `{text}` or `{cluster}` in its words
    """

    name: str
    words: tuple[str, ...]
    prepare: Callable[[Path, Path], None] = lambda _papers, _base: None
    refused: str = ""
    needs: str = ""

    @property
    def publishes(self) -> bool:
        """Whether it reads the base, as others do, and writes a server."""
        return self.words[0] == "publish"

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


TO_STORE: Final = ("publish", "--graph", "{store}")
TO_INDEX: Final = ("publish", "--text", "{text}")
EXEMPT: Final = "--with-exempt"


AGAIN: Final = Operation("a known paper", ingest(f"{{papers}}/{KNOWN}"))
OPERATIONS: Final = (
    Operation("first papers", ingest(*(f"{{papers}}/{name}" for name in PACKS)), _copies(*PACKS)),
    Operation("an exempt paper", ingest("--exempt", f"{{papers}}/{MONEY}"), _copies(MONEY)),
    Operation("one more paper", ingest(f"{{papers}}/{LATER}"), _copies(LATER)),
    Operation("the graph in a store", TO_STORE, needs="store"),
    Operation("the graph for staff", (*TO_STORE, EXEMPT), needs="store"),
    Operation("the passages in an index", TO_INDEX, needs="text"),
    Operation("the passages for staff", (*TO_INDEX, EXEMPT), needs="text"),
    Operation(
        "a changed file", ingest(f"{{papers}}/{PACKS[0]}"),
        _write(PACKS[0], lambda text: text.replace(*CHANGED)),
    ),
    Operation("a paper made exempt", ingest("--exempt", f"{{papers}}/{KNOWN}")),
    Operation("the graph for everybody", TO_STORE, needs="store"),
    Operation("the passages for everybody", TO_INDEX, needs="text"),
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
