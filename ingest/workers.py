"""Worker processes that read papers, one each at a time: one that dies or overruns costs its own paper only.

The parent holds the time from outside, for a worker that is deep in a C library hears no alarm. What a worker says on
its standard error (a traceback, or a library's last words) goes into a file, not onto the person's screen.
"""

from __future__ import annotations

import faulthandler
import hashlib
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

from ingest.limits import OUT_OF_MEMORY, Limits, end_with_parent, free_memory, hold_memory, too_long
from ingest.one_paper import PaperRead, PaperRefused

Outcome = PaperRead | PaperRefused
Task = Callable[[Path], Outcome]

FAULT: Final = "a rule of kg broke off on it; please send faults.log, which lies in the base, to the developers"
BROKE_OFF: Final = "the reader broke off on it, most likely out of memory; split the paper, or allow more with --memory"
# Seconds on top of a paper's own that a worker has to say so itself before it is ended.
GRACE: Final = 3.0
# How often an idle worker looks whether its parent is still there, in seconds.
LOOK_ROUND: Final = 5.0
LONGEST_FAULT: Final = 20_000
# Links by which a reader opens an index (index.tantivy_engine) stay for milliseconds, unless it is killed meanwhile. As
# long as they stay, files of generations that were removed take room.
LINKS: Final = "kg-index-"
LEFT: Final = 600.0


@dataclass(slots=True)
class _Worker:
    """A worker process, the paper it reads, and when its time is up."""

    process: BaseProcess
    pipe: Connection
    log: Path
    path: Path | None = None
    ends: float = 0.0


def read_all(
    paths: Iterable[Path],
    jobs: int,
    task: Task,
    limits: Limits,
    begun: Callable[[Path], None],
    base: Path | None = None,
) -> Iterator[tuple[Path, Outcome]]:
    """Each paper with what its reading gave, as it is done; `begun` is told of each as its reading starts.

    base  the folder of the base for which they are read: its next run clears away what a killed one left
    A fault of ours (the worker ends with a traceback) comes back as a PaperRefused that carries it.
    """
    waiting = deque(paths)
    with tempfile.TemporaryDirectory(prefix=_prefix(base)) as folder:
        workers: list[_Worker] = []
        try:
            for number in range(min(max(1, jobs), len(waiting))):
                workers.append(_started(Path(folder) / str(number), task, limits))
            while waiting or any(worker.path for worker in workers):
                for worker in workers:
                    if worker.path is None and waiting:
                        _give(worker, waiting.popleft(), limits, begun)
                yield from _collected(workers, task, limits)
        finally:
            for worker in workers:
                _end(worker)


def folder_for(base: Path) -> tempfile.TemporaryDirectory[str]:
    """A temporary folder for a run on a base, which that base's next run clears away where this one is killed."""
    return tempfile.TemporaryDirectory(prefix=_prefix(base))


def clear_left(base: Path, but: str = "") -> None:
    """Remove what killed runs and readers left in the temporary folder. For the holder of the base's lock.

    but  the folder of the run that asks
    """
    place = Path(tempfile.gettempdir())
    with suppress(OSError):  # gone by now, or another user's
        for left in place.glob(f"{LINKS}*"):
            if time.time() - left.stat().st_mtime > LEFT:
                shutil.rmtree(left)
    for left in place.glob(f"{_prefix(base)}*"):
        if str(left) != but:
            shutil.rmtree(left, ignore_errors=True)


def _prefix(base: Path | None) -> str:
    return f"kg-{hashlib.sha256(os.fsencode(base.absolute())).hexdigest()[:12]}-" if base else "kg-"


def _started(log: Path, task: Task, limits: Limits) -> _Worker:
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context()
    parent = os.getpid() if context.get_start_method() == "fork" else None
    process = context.Process(target=_work, args=(theirs, task, limits.memory, str(log), parent), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours, log)


def _give(worker: _Worker, path: Path, limits: Limits, begun: Callable[[Path], None]) -> None:
    begun(path)
    worker.path, worker.ends = path, time.monotonic() + limits.seconds + GRACE
    try:
        worker.pipe.send(path)
    except OSError:  # it died while idle: the next look at its pipe says so
        worker.ends = time.monotonic()


def _collected(workers: list[_Worker], task: Task, limits: Limits) -> Iterator[tuple[Path, Outcome]]:
    """What the workers have done by the time that the first of them is done or out of time."""
    busy = [worker for worker in workers if worker.path]
    first = min(worker.ends for worker in busy)
    ready = wait([worker.pipe for worker in busy], max(0.0, first - time.monotonic()))
    for worker in busy:
        overrun = time.monotonic() >= worker.ends
        if worker.path is None or not (worker.pipe in ready or overrun):
            continue
        path, outcome = worker.path, _received(worker) if worker.pipe in ready else None
        worker.path = None
        if outcome is None:
            _end(worker)
            outcome = _last_words(worker, limits, overrun and worker.pipe not in ready)
            workers[workers.index(worker)] = _started(worker.log, task, limits)
        yield path, outcome


def _received(worker: _Worker) -> Outcome | None:
    """What a worker sent; None where it died."""
    try:
        outcome: Outcome = worker.pipe.recv()
    except (EOFError, OSError):
        worker.process.join(GRACE)
        return None
    return outcome


def _last_words(worker: _Worker, limits: Limits, overrun: bool) -> PaperRefused:
    """Why a worker is dead: out of time, a fault of ours (it left with 1 and a traceback), or ended from outside."""
    if overrun:
        return PaperRefused("", too_long(limits.seconds))
    if worker.process.exitcode == 1:
        log = worker.log.read_text(encoding="utf-8", errors="replace") if worker.log.exists() else ""
        return PaperRefused("", FAULT, log[-LONGEST_FAULT:])
    return PaperRefused("", BROKE_OFF)


def _end(worker: _Worker) -> None:
    """End a worker and the programs that it runs, which are of its group."""
    assert worker.process.pid, "a worker was started when it was made"
    try:
        os.killpg(worker.process.pid, signal.SIGKILL)
    except ProcessLookupError:  # it is gone, or has not yet a group of its own
        worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _work(pipe: Connection, task: Task, memory: int, log: str, parent: int | None) -> None:
    """A worker's life: its last words go into a file, then it serves.

    parent  who forked it, None where that is not known: one killed before its worker can ask who it was is never
            seen to go, and the worker would stay for ever
    """
    os.setpgrp()  # so that Ctrl-C is for the parent, which ends its workers and what they run
    sys.stderr = Path(log).open("w", encoding="utf-8", buffering=1)  # noqa: SIM115 (open as long as the process lives)
    os.dup2(sys.stderr.fileno(), 2)
    faulthandler.enable(sys.stderr)
    serve(pipe, task, memory, parent or os.getppid())


def serve(pipe: Connection, task: Callable[[Any], object], memory: int, parent: int) -> None:
    """Do what comes through a pipe, each within its memory, until nobody is there to send anything.

    parent  the process that sends; when it is gone, so is this one
    """
    end_with_parent()
    while os.getppid() == parent:
        free_memory()  # what comes through the pipe is not yet the paper's
        while not pipe.poll(LOOK_ROUND):
            if os.getppid() != parent:
                return
        try:
            given = pipe.recv()
        except EOFError:
            return
        hold_memory(memory)
        outcome = task(given)
        try:
            pipe.send(outcome)
        except MemoryError:
            pipe.send(PaperRefused("", OUT_OF_MEMORY))
        del outcome
