"""Breaks `kg ingest` in every way that we know, again and again, and looks whether anything is lost.

    python bench/faults.py [--minutes 30] [--seed 1] [--most STOPS] [--short] [--only WORDS]

One base goes through the operations of fault_scene.OPERATIONS, over and over. Each is stopped: by SIGKILL at a named
step, at a change of a file, or after some time; by SIGTERM; by a machine that stops there and forgets what was not
synced; by a full disk; by a folder that is read-only; by a limit on the size of a file; by a store that is killed, or
whose disk is full; by a worker or a scheduler that is killed. After each stop:

    readers still answer, from the last generation or the new one, and from nothing between;
    the store has the one or the other, or says that it is between, and nothing exempt of which it does not say so;
    the next ingest (of a paper that is known, every second time) finishes what the ledger accepted, and no more;
    the operation, done again, ends with the graph, passages and ledger of an undisturbed run;
    nothing half-made is left on disk, and no process.

Every point of every operation is taken once, in an order drawn from the seed; then points are drawn at random.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from fault_beside import SECRET, Servers, is_sound, present
from fault_child import count, end_in_order, import_all, stop_the_machine
from fault_room import copy, filled, read_only, small_disks
from fault_scene import AGAIN, EXEMPT, OPERATIONS, SHORT, Operation, Ran, be_bound_by_modes, left_running, run
from fault_seen import Seen, backups, disagrees, half_made, ledger_says, readings, see, telling_of_purged
from fault_stops import Point, Watch
from fault_table import Line, put, shown
from fault_turns import Stop, following, in_turn

from ingest.workers import LINKS

FILLING: Final = ("disk full", "store's disk full")
FOLDERS: Final = (".", "live", "live/graph", "live/text", "live/public", "papers", "published")
ENDED: Final = (-signal.SIGTERM, 130)  # how a writer ends that is told to: at once, or when it has said what stands


@dataclass(frozen=True, slots=True)
class State:
    """What an undisturbed run has after an operation; `held` is what the server holds to which it was published."""

    seen: Seen
    ledger: list[Any]
    readings: list[tuple[str, str]]
    held: str | None = None


NOTHING: Final = State(Seen(None, None, ()), [], [])


@dataclass(slots=True)
class Range:
    """The place where it happens: a base, the papers' folder, and the undisturbed run that it is held against."""

    folder: Path
    random: random.Random
    operations: tuple[Operation, ...]
    servers: Servers
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
        at = {name: getattr(self.servers, name).url for name in ("store", "text", "cluster")}
        return [word.format(papers=self.papers, room=self.room, **at) for word in operation.words]

    def before(self, number: int) -> State:
        """What there is before an operation."""
        return self.states[number - 1] if number else NOTHING

    # The undisturbed run

    def learn(self) -> None:
        """Run everything undisturbed; note what it comes to and which points it passes, and keep each state."""
        for number, operation in enumerate(self.operations):
            operation.prepare(self.papers, self.base)
            self.servers.start(operation.needs)
            counts = self.folder / "counts.json"
            ran = run(self.base, self.words(operation), self.log, partial(count, self.room, counts))
            if ran.code:
                raise SystemExit(f"{operation.name} fails undisturbed: {ran.said}")
            self.took.append(ran.seconds)
            met, modules = json.loads(counts.read_text())
            import_all(modules)
            self.points.append([Point(step, at + 1) for step, times in sorted(met.items()) for at in range(times)])
            self.states.append(self._state(number))
            if any(code or not found for code, found in self.states[-1].seen.asked):
                raise SystemExit(f"readers have no answer after {operation.name}, undisturbed")
            copy(self.room, self.folder / f"state-{number}")
        self.start_anew()

    def _state(self, number: int) -> State:
        operation, held = self.operations[number], None
        if shelf := self.servers.shelf(operation.needs):
            shelf.keep(self.folder / f"store-{number}")
            held = shelf.content()
            if shelf.tells_of(SECRET) != (EXEMPT in operation.words):
                raise SystemExit(f"{operation.name}: it tells of papers not for publication otherwise than it should")
        return State(see(self.base, self.folder), ledger_says(self.base)[0], readings(self.base), held)

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
            copy(self.folder / f"state-{number - 1}", self.room)
        self._store_as_after(number - 1)
        aside = self.folder / "aside" / "base"
        aside.mkdir(parents=True, exist_ok=True)
        for operation in self.operations[:number]:
            operation.prepare(self.papers, aside)

    def _store_as_after(self, number: int) -> None:
        """Have servers hold what they have after an operation, where any of them needs one; an index holds nothing."""
        if any(operation.needs == "store" for operation in self.operations):
            last = max((at for at in range(number + 1) if self.operations[at].needs == "store"), default=None)
            self.servers.store.become(None if last is None else self.folder / f"store-{last}")
        self.servers.text.become(None)

    # A stop, and what comes after

    def attempt(self, number: int, stop: Stop) -> None:
        """Stop an operation, see to what comes after, and leave the base as the operation leaves it."""
        operation, line = self.operations[number], self.table[stop.line]
        operation.prepare(self.papers, self.base)
        self.servers.start(operation.needs)
        line.tried += 1
        try:
            shelf = self.servers.shelf(operation.needs)
            held = shelf.content() if shelf else None
            ran = self._stopped(number, stop)
            line.stopped += ran.code != 0
            wrong = list(self._afterwards(number, ran, held, line))
        except Exception as error:  # the bench goes on, and tells of it
            wrong = [f"{type(error).__name__}: {error}"]
        if wrong:
            line.faults += 1
            line.lost += any("lost" in each for each in wrong)
            told = "; ".join(wrong)
            self.found.append(f"{operation.name}, {stop.kind}, {stop.point or stop.line}: {told}")
            print(f"FAULT {self.found[-1]}", flush=True)
            shutil.rmtree(self.folder / "broken", ignore_errors=True)
            copy(self.room, self.folder / "broken")  # not on the small disk, which has no room for more than one
            shutil.rmtree(self.room)
            copy(self.folder / f"state-{number}", self.room)
            self._store_as_after(number)
            for left in (self.folder / "disk" / "tmp").iterdir():
                shutil.rmtree(left)

    def _stopped(self, number: int, stop: Stop) -> Ran:
        go = partial(run, self.base, self.words(self.operations[number]), self.log)
        match stop.kind:
            case "killed":
                return go(Watch(self.room, stop.point).put_on)
            case "told to end":
                return self._told_to_end(go(Watch(self.room, stop.point, end_in_order).put_on))
            case "killed in time":
                return go(kill_after=self.random.uniform(0.0, 1.1 * self.took[number]))
            case "machine stops":
                return self._machine_stops(go, stop)
            case "disk full":
                with filled(self.folder / "disk", self.random.randrange(0, 900) << 10):
                    return self._told(go(), number)
            case "file too large":
                most = self.random.choice((1, 4, 16, 64, 256)) << 10
                return self._told(go(partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most))), number)
            case "read-only":
                with read_only(self.base / self.random.choice(FOLDERS)):
                    return self._told(go(be_bound_by_modes), number)
            case "store's disk full":
                with filled(self.folder / "store-disk", self.random.randrange(0, 900) << 10):
                    ran = self._told(go(), number)
                self.servers.store.stop()  # RocksDB writes no more until it is opened anew
                return ran
            case _:
                servers = self.servers
                end = {
                    "store killed": servers.store.kill,
                    "index killed": servers.text.kill,
                    "worker killed": servers.cluster.kill_worker,
                    "scheduler killed": servers.cluster.kill_scheduler,
                }
                reached = end[stop.kind]
                return self._told(go(Watch(self.room, stop.point, reached).put_on), number)

    def _machine_stops(self, go: Callable[..., Ran], stop: Stop) -> Ran:
        lost = self.random.choice(("names", "words"))
        laid_out = self.folder / "disk" / "laid-out"
        ran = go(partial(stop_the_machine, self.room, stop.point, laid_out, lost))
        if ran.code == -6:
            raise SystemExit(f"the bench could not lay out what the machine stop left: {ran.said[-600:]}")
        if laid_out.exists():
            shutil.rmtree(self.room)
            laid_out.rename(self.room)
        return ran

    def _told_to_end(self, ran: Ran) -> Ran:
        """Who is told to end does so in order, or at once, and not in the words of a programmer."""
        if "Traceback" in ran.said or ran.code not in (0, *ENDED):
            raise _Wrong(f"told to end it does not do so in order ({ran.code}): {ran.said[-600:]}")
        return ran

    def _told(self, ran: Ran, number: int) -> Ran:
        """A disk that fails is told in a sentence; and readers answer while it does."""
        if "Traceback" in ran.said or ran.code not in (0, 1):
            raise _Wrong(f"not told in a sentence ({ran.code}): {ran.said[-600:]}")
        self._readers(number, see(self.base, self.folder))
        return ran

    def _readers(self, number: int, seen: Seen) -> None:
        if seen.content not in (self.before(number).seen.content, self.states[number].seen.content):
            raise _Wrong("readers saw what is in neither generation: lost")
        if seen.staff and any(code or not found for code, found in seen.asked):
            raise _Wrong(f"readers had no answer: {seen.asked}")

    def _afterwards(self, number: int, ran: Ran, held: str | None, line: Line) -> Iterator[str]:
        wanted, before, needs = self.states[number], self.before(number), self.operations[number].needs
        self.servers.start(needs)
        shelf = self.servers.shelf(needs)
        if shelf:
            yield from is_sound(shelf, held, wanted.held)
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
        if shelf and (shelf.state() != "whole" or shelf.content() != wanted.held):
            yield f"done again the {needs} does not hold what it should: lost"
        if shelf:
            yield from (f"the {needs} has {each}" for each in shelf.left(SECRET))
        told, pending = ledger_says(self.base)
        if readings(self.base) != wanted.readings:
            yield "done again the archive is not as undisturbed: lost"
        if told != wanted.ledger or pending:
            yield f"the ledger is not as undisturbed ({pending} pending): lost"
        yield from (
            f"left: {each}" for each in (*half_made(self.base), *self._left_in(self.folder / "disk" / "tmp", number))
        )
        if self.operations[number].words[:2] == ("withdraw", "--purge"):
            yield from telling_of_purged(self.base)
        if running := left_running(ran.session):
            yield f"processes outlive it: {running}"

    def _left_in(self, temporary: Path, number: int) -> Iterator[str]:
        """What is in the temporary folder. Links of a reader that was killed stay for ten minutes, and go with the
        next ingest: the bench has them grow old."""
        for left in temporary.iterdir():
            if self.operations[number].publishes and left.name.startswith(LINKS):
                os.utime(left, (0, 0))
            else:
                yield f"{left.name} in the temporary folder"

    def _next_ingest(self, again: Ran, accepted: list[Any], before: State, wanted: State, number: int) -> Iterator[str]:
        if again.code:
            yield f"the next ingest fails ({again.code}): {again.said[-600:]}"
        told, pending = ledger_says(self.base)
        if told != accepted or pending:
            yield f"the next ingest does not keep what was accepted ({pending} pending): lost"
        seen = see(self.base, self.folder).content
        operation = self.operations[number]
        is_before, is_wanted = (self._was_accepted(operation, state, accepted) for state in (before, wanted))
        if operation.by_parts and not (is_before or is_wanted):
            yield from (f"after the next ingest: {each}" for each in disagrees(self.base, self.log))
        elif seen != (before if is_before and operation.words != AGAIN.words else wanted).seen.content:
            yield "the next ingest does not publish what was accepted: lost"

    def _was_accepted(self, operation: Operation, state: State, accepted: list[Any]) -> bool:
        """Whether that is what was accepted: so says the ledger, and of papers read again the archive."""
        return readings(self.base) == state.readings if operation.rereads else accepted == state.ledger

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


def fire(folder: Path, seed: int, until: Callable[[int], bool], out: tuple[str, ...],
         operations: tuple[Operation, ...] = OPERATIONS, only: str = "") -> Range:  # fmt: skip
    """Stop operations until it is enough; `until` is told how many stops there were.

    out   kinds of stops that are not tried;  `only` operations of such names
    """
    tempfile.tempdir = str(folder / "disk" / "tmp")
    for name in ("papers", "disk/tmp", "disk/room"):
        (folder / name).mkdir(parents=True)
    servers = Servers.beside(folder)
    place = Range(folder, random.Random(seed), operations, servers)
    try:
        place.learn()
        every = [in_turn(place.random, *each) for each in zip(operations, place.points, strict=True)]
        chosen = [number for number, operation in enumerate(operations) if only in operation.name]
        done = 0
        while not until(done):
            number = chosen[done % len(chosen)]
            if done % len(chosen) == 0 or number - 1 not in chosen:
                place.start_at(number)
            stop = following(place.random, operations[number], place.points[number], every[number], out)
            place.attempt(number, stop)
            done += 1
    finally:
        servers.stop()
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
    able = tuple(operation for operation in OPERATIONS if operation.needs in ("", *present()))
    with small_disks() as (folder, mounted):
        ends = time.monotonic() + given.minutes * 60
        enough = lambda done: done >= given.most or time.monotonic() > ends  # noqa: E731
        out = (*(() if mounted else FILLING), *(("killed in time",) if given.short else ()))
        place = fire(folder, given.seed, enough, out, SHORT if given.short else able, given.only)
        if given.json:
            put(place.lines(), f"{_circumstances(place, mounted)}; seed {given.seed}", place.found, given.json)
        print(shown(place.lines()))
        print(f"\n{_circumstances(place, mounted)}; seed {given.seed}")
        for operation in OPERATIONS:
            if not given.short and operation not in able:
                print(f"not tried, for there is no {operation.needs} here: {operation.name}")
        for told in place.found:
            print(f"fault: {told}")
    return 1 if place.found else 0


if __name__ == "__main__":
    sys.exit(main())
