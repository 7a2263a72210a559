"""Breaks `kg ingest` in every way that we know, again and again, and looks whether anything is lost.

    python bench/faults.py [--minutes 30] [--seed 1] [--most STOPS] [--short] [--only WORDS]

One base goes through the operations of fault_scene.OPERATIONS, over and over. Each is stopped: by SIGKILL at a named
step, at a change of a file, or after some time; by a machine that stops there and forgets what was not synced; by a
full disk; by a folder that is read-only; by a limit on the size of a file. After each stop:

    readers still answer, from the last generation or the new one, and from nothing between;
    the next ingest (of a paper that is known, every second time) finishes what the ledger accepted, and no more;
    the operation, done again, ends with the graph, passages and ledger of an undisturbed run;
    nothing half-made is left on disk, and no process.

Every point of every operation is taken once, in an order drawn from the seed; then points are drawn at random.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from fault_scene import (
    AGAIN,
    OPERATIONS,
    Operation,
    Ran,
    Seen,
    backups,
    be_bound_by_modes,
    half_made,
    ledger_says,
    left_running,
    run,
    see,
    telling_of_purged,
)
from fault_stops import Disk, Point, Watch
from fault_table import Line, put, shown

KINDS: Final = ("killed", "killed in time", "machine stops", "disk full", "file too large", "read-only")
SHARES: Final = (6, 3, 4, 2, 1, 2)
FOLDERS: Final = (".", "live", "live/graph", "live/text", "live/public", "papers", "published")
IMPORTED: Final = (
    "kg",
    "index",
    "ingest",
    "queries",
    "interfaces",
    "pyoxigraph",
    "tantivy",
    "yaml",
    "sqlite3",
    "msgspec",
)
SHORT: Final = tuple(OPERATIONS[at] for at in (0, 1, 3, 4, 10, 13))
TMPFS: Final = 256 << 20


@dataclass(frozen=True, slots=True)
class State:
    """What an undisturbed run has after an operation."""

    seen: Seen
    ledger: list[Any]


@dataclass(frozen=True, slots=True)
class Stop:
    """One way to stop an operation, and its line in the table."""

    kind: str
    line: str
    point: Point | None = None


@dataclass(slots=True)
class Range:
    """The place where it happens: a base, the papers' folder, and the undisturbed run that it is held against."""

    folder: Path
    random: random.Random
    operations: tuple[Operation, ...]
    states: list[State] = field(default_factory=list)
    points: list[list[Point]] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    table: dict[str, Line] = field(default_factory=lambda: defaultdict(Line))
    found: list[str] = field(default_factory=list)

    @property
    def room(self) -> Path:
        """What is watched: the base, and what is made beside it."""
        return self.folder / "disk" / "room"

    @property
    def base(self) -> Path:
        return self.room / "base"

    @property
    def papers(self) -> Path:
        return self.folder / "papers"

    @property
    def log(self) -> Path:
        return self.folder / "kg.log"

    def words(self, operation: Operation) -> list[str]:
        """The operation's words for `kg`."""
        return [word.format(papers=self.papers, room=self.room) for word in operation.words]

    # The undisturbed run

    def learn(self) -> None:
        """Run everything undisturbed; note what it comes to and which points it passes, and keep each state."""
        for number, operation in enumerate(self.operations):
            operation.prepare(self.papers, self.base)
            counts = self.folder / "counts.json"
            ran = run(self.base, self.words(operation), self.log, partial(_count, self.room, counts))
            if ran.code:
                raise SystemExit(f"{operation.name} fails undisturbed: {ran.said}")
            self.took.append(ran.seconds)
            met, modules = json.loads(counts.read_text())
            _import(modules)
            self.points.append([Point(step, at + 1) for step, times in sorted(met.items()) for at in range(times)])
            self.states.append(State(see(self.base, self.folder), ledger_says(self.base)[0]))
            if any(code or not found for code, found in self.states[-1].seen.asked):
                raise SystemExit(f"readers have no answer after {operation.name}, undisturbed")
            _copy(self.room, self.folder / f"state-{number}")
        self.start_anew()

    def start_anew(self) -> None:
        """As if nothing had been read yet."""
        shutil.rmtree(self.room)
        self.room.mkdir()
        for paper in self.papers.iterdir():
            paper.unlink()

    def start_at(self, number: int) -> None:
        """As if all operations before this one had been done."""
        self.start_anew()
        if number:
            _copy(self.folder / f"state-{number - 1}", self.room)
        aside = self.folder / "aside" / "base"
        aside.mkdir(parents=True, exist_ok=True)
        for operation in self.operations[:number]:
            operation.prepare(self.papers, aside)

    # A stop, and what comes after

    def attempt(self, number: int, stop: Stop) -> None:
        """Stop an operation, see to what comes after, and leave the base as the operation leaves it."""
        operation, line = self.operations[number], self.table[stop.line]
        operation.prepare(self.papers, self.base)
        line.tried += 1
        try:
            ran = self._stopped(number, stop)
            line.stopped += ran.code != 0
            wrong = list(self._afterwards(number, ran, stop, line))
        except Exception as error:  # the bench goes on, and tells of it
            wrong = [f"{type(error).__name__}: {error}"]
        if wrong:
            line.faults += 1
            line.lost += any("lost" in each for each in wrong)
            told = "; ".join(wrong)
            self.found.append(f"{operation.name}, {stop.kind}, {stop.point or stop.line}: {told}")
            print(f"FAULT {self.found[-1]}", flush=True)
            shutil.rmtree(self.folder / "broken", ignore_errors=True)
            _copy(self.room, self.folder / "broken")  # not on the small disk, which has no room for more than one
            shutil.rmtree(self.room)
            _copy(self.folder / f"state-{number}", self.room)

    def _stopped(self, number: int, stop: Stop) -> Ran:
        go = partial(run, self.base, self.words(self.operations[number]), self.log)
        match stop.kind:
            case "killed":
                return go(Watch(self.room, stop.point).put_on)
            case "killed in time":
                return go(kill_after=self.random.uniform(0.0, 1.1 * self.took[number]))
            case "machine stops":
                lost = self.random.choice(("names", "words"))
                laid_out = self.folder / "disk" / "laid-out"
                ran = go(partial(_stop_the_machine, self.room, stop.point, laid_out, lost))
                if ran.code == -6:
                    raise SystemExit(f"the bench could not lay out what the machine stop left: {ran.said[-600:]}")
                if laid_out.exists():
                    shutil.rmtree(self.room)
                    laid_out.rename(self.room)
                return ran
            case "disk full":
                with _filled(self.folder / "disk", self.random.randrange(0, 900) << 10):
                    return self._told(go(), number)
            case "file too large":
                most = self.random.choice((1, 4, 16, 64, 256)) << 10
                return self._told(go(partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most))), number)
            case _:
                with _read_only(self.base / self.random.choice(FOLDERS)):
                    return self._told(go(be_bound_by_modes), number)

    def _told(self, ran: Ran, number: int) -> Ran:
        """A disk that fails is told in a sentence; and readers answer while it does."""
        if "Traceback" in ran.said or ran.code not in (0, 1):
            raise _Wrong(f"not told in a sentence ({ran.code}): {ran.said[-600:]}")
        self._readers(number, see(self.base, self.folder))
        return ran

    def _readers(self, number: int, seen: Seen) -> None:
        before = self.states[number - 1].seen.content if number else (None, None)
        if seen.content not in (before, self.states[number].seen.content):
            raise _Wrong("readers saw what is in neither generation: lost")
        if seen.staff and any(code or not found for code, found in seen.asked):
            raise _Wrong(f"readers had no answer: {seen.asked}")

    def _afterwards(self, number: int, ran: Ran, stop: Stop, line: Line) -> Iterator[str]:
        wanted = self.states[number]
        before = self.states[number - 1] if number else State(Seen(None, None, ()), [])
        self._readers(number, see(self.base, self.folder))
        yield from backups(self.room, self.folder)
        accepted = ledger_says(self.base)[0]
        if number and self.random.random() < 0.5:
            again = run(self.base, self.words(AGAIN), self.log)
            line.seconds.append(again.seconds)
            yield from self._next_ingest(again, accepted, before, wanted, number)
        again = run(self.base, self.words(self.operations[number]), self.log)
        line.seconds.append(again.seconds)
        refused = self.operations[number].refused
        if again.code and not (refused and refused in again.said):
            yield f"done again it fails ({again.code}): {again.said[-600:]}"
        if see(self.base, self.folder).content != wanted.seen.content:
            yield "done again it does not end as undisturbed: lost"
        told, pending = ledger_says(self.base)
        if told != wanted.ledger or pending:
            yield f"the ledger is not as undisturbed ({pending} pending): lost"
        yield from (f"left: {each}" for each in (*half_made(self.base), *_left_in(self.folder / "disk" / "tmp")))
        if self.operations[number].words[:2] == ("withdraw", "--purge"):
            yield from telling_of_purged(self.base)
        if running := left_running(ran.session):
            yield f"processes outlive it: {running}"

    def _next_ingest(self, again: Ran, accepted: list[Any], before: State, wanted: State, number: int) -> Iterator[str]:
        if again.code:
            yield f"the next ingest fails ({again.code}): {again.said[-600:]}"
        told, pending = ledger_says(self.base)
        if told != accepted or pending:
            yield f"the next ingest does not keep what was accepted ({pending} pending): lost"
        seen = see(self.base, self.folder).content
        judged = self.operations[number].words == AGAIN.words
        if seen != (before if accepted == before.ledger and not judged else wanted).seen.content:
            yield "the next ingest does not publish what was accepted: lost"

    # The table

    def lines(self) -> dict[str, Line]:
        """The table by step or point, in order, and `all`."""
        whole = Line()
        for line in self.table.values():
            for each in ("tried", "stopped", "faults", "lost"):
                setattr(whole, each, getattr(whole, each) + getattr(line, each))
            whole.seconds += line.seconds
        return {**dict(sorted(self.table.items())), "all": whole}


class _Wrong(Exception):
    """Something that should not be after a stop."""


def _count(base: Path, counts: Path) -> None:
    """Put a watch on that writes down, when the process ends, how often each point was passed."""
    watch = Watch(base)
    watch.put_on()
    leave = os._exit

    def left(code: int) -> None:
        watch.asleep = True
        if os.getsid(0) == os.getpid():  # and not a worker
            counts.write_text(json.dumps([watch.met, sorted(sys.modules)]))
        leave(code)

    os._exit = left  # type: ignore[assignment]


def _import(modules: list[str]) -> None:
    """What a writer imports when it comes to it: each child would else do so anew, which takes most of its time."""
    for name in modules:
        if name.partition(".")[0] in IMPORTED:
            importlib.import_module(name)


def _stop_the_machine(base: Path, point: Point | None, target: Path, lost: Any) -> None:
    disk = Disk(base)
    disk.put_on()

    def stop() -> None:
        try:
            disk.lay_out(target, lost)
        except BaseException:  # the writer would else take a fault of the bench for one of its disk
            traceback.print_exc()
            os.kill(os.getpid(), signal.SIGABRT)
        os.kill(os.getpid(), signal.SIGKILL)

    Watch(base, point, stop).put_on()


def _left_in(folder: Path) -> list[str]:
    return [f"{path.name} in the temporary folder" for path in folder.iterdir()]


@contextmanager
def _filled(folder: Path, free: int) -> Iterator[None]:
    """Leave so many bytes of a small disk; where it is no small one, nothing is filled."""
    disk = shutil.disk_usage(folder)
    ballast = folder / "ballast"
    try:
        if disk.total <= TMPFS:
            with ballast.open("wb") as stream:
                os.posix_fallocate(stream.fileno(), 0, max(disk.free - free, 1))
        yield
    finally:
        ballast.unlink(missing_ok=True)


@contextmanager
def _read_only(folder: Path) -> Iterator[None]:
    """Take the right to write in a folder, and all below, away for a while."""
    paths = [path for path in (folder, *folder.rglob("*")) if path.exists() and not path.is_symlink()]
    modes = {path: path.stat().st_mode for path in paths}
    for path, mode in modes.items():
        path.chmod(mode & 0o555)
    try:
        yield
    finally:
        for path, mode in modes.items():
            if path.exists():
                path.chmod(mode)


def _copy(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    subprocess.run(["cp", "-a", source, target], check=True)


@contextmanager
def small_disk() -> Iterator[tuple[Path, bool]]:
    """A folder on a small disk in memory; an ordinary one, and False, where none may be mounted."""
    with tempfile.TemporaryDirectory(prefix="kg-faults-") as folder:
        disk = Path(folder, "disk")
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={TMPFS}", "tmpfs", disk]
        mounted = shutil.which("mount") is not None and subprocess.run(mount, capture_output=True).returncode == 0
        try:
            yield Path(folder), mounted
        finally:
            if mounted:
                subprocess.run(["umount", "-l", disk], check=False)


def stops(place: Range, number: int, mounted: bool, every: list[list[Stop]]) -> Stop:
    """The next stop for an operation: points not yet taken first, in the order drawn, else any."""
    out = {*(() if mounted else ("disk full",)), *(() if place.operations is OPERATIONS else ("killed in time",))}
    shares = [0 if kind in out else share for kind, share in zip(KINDS, SHARES, strict=True)]
    kind = place.random.choices(KINDS, shares)[0]
    if kind not in ("killed", "machine stops"):
        return Stop(kind, f"({kind})")
    waiting = [stop for stop in every[number] if stop.kind == kind]
    if waiting:
        every[number].remove(waiting[0])
        return waiting[0]
    point = place.random.choice(place.points[number])
    return _stop(kind, point)


def _stop(kind: str, point: Point) -> Stop:
    return Stop(kind, f"{point.step}{', machine stops' if kind == 'machine stops' else ''}", point)


def _in_turn(place: Range, points: list[Point]) -> list[Stop]:
    """All stops at points, drawn at random, but one of each step before the second: most are changes of files."""
    drawn = [_stop(kind, point) for kind in ("killed", "machine stops") for point in points]
    place.random.shuffle(drawn)
    rounds: Counter[str] = Counter()
    turns = []
    for stop in drawn:
        rounds[stop.line] += 1
        turns.append(rounds[stop.line])
    return [stop for _, stop in sorted(zip(turns, drawn, strict=True), key=lambda each: each[0])]


def fire(folder: Path, seed: int, until: Callable[[int], bool], mounted: bool,
         operations: tuple[Operation, ...] = OPERATIONS, only: str = "") -> Range:  # fmt: skip
    """Stop operations until it is enough; `until` is told how many stops there were. `only` those of such names."""
    tempfile.tempdir = str(folder / "disk" / "tmp")
    for name in ("papers", "disk/tmp", "disk/room"):
        (folder / name).mkdir(parents=True)
    place = Range(folder, random.Random(seed), operations)
    place.learn()
    every = [_in_turn(place, points) for points in place.points]
    chosen = [number for number, operation in enumerate(operations) if only in operation.name]
    done = 0
    while not until(done):
        number = chosen[done % len(chosen)]
        if done % len(chosen) == 0 or number - 1 not in chosen:
            place.start_at(number)
        place.attempt(number, stops(place, number, mounted, every))
        done += 1
    return place


def _circumstances(place: Range, mounted: bool) -> str:
    disk = "a disk of its own" if mounted else "no small disk could be mounted"
    points = sum(map(len, place.points))
    load = f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors"
    return f"{points} points in {len(place.operations)} operations; {disk}; {load}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Stop the writer in every way, and see what is lost.")
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--most", type=int, default=sys.maxsize, help="Stops, where the time allows so many.")
    parser.add_argument(
        "--short", action="store_true", help="Some of the operations, stopped at points only: the same in every run."
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="Only operations of which the name has these words.")
    parser.add_argument("--json", type=Path, help="Where the figures are put, too.")
    given = parser.parse_args()
    with small_disk() as (folder, mounted):
        ends = time.monotonic() + given.minutes * 60
        chosen = SHORT if given.short else OPERATIONS
        enough = lambda done: done >= given.most or time.monotonic() > ends  # noqa: E731
        place = fire(folder, given.seed, enough, mounted, chosen, given.only)
        if given.json:
            put(place.lines(), f"{_circumstances(place, mounted)}; seed {given.seed}", place.found, given.json)
        print(shown(place.lines()))
        print(f"\n{_circumstances(place, mounted)}; seed {given.seed}")
        for told in place.found:
            print(f"fault: {told}")
    return 1 if place.found else 0


if __name__ == "__main__":
    sys.exit(main())
