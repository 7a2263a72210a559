"""What runs on a Dask worker: an order goes to a reader, a process beside the worker that the worker can end.

Dask sets no limits on a task: it cannot end one that overruns, and counts the memory of the worker as a whole. So each
thread of a worker keeps a reader (ingest.cluster.reader), as `--jobs` has readers, with the same limits and the same
words for what is refused. The worker itself never opens a paper.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from typing import Final

from ingest.cluster.makeup import Makeup, unlike
from ingest.cluster.orders import Entry, Order
from ingest.limits import too_long
from ingest.one_paper import PaperRefused
from ingest.workers import BROKE_OFF, FAULT, GRACE, LONGEST_FAULT

# Seconds that a reader may take to start; on a machine under load its imports take some.
START: Final = 60.0
# How often the worker looks whether anybody still waits for the paper, in seconds.
LOOK: Final = 0.5
# Only a reader that did not start leaves this; it is no paper's fault.
NO_START: Final = "a reader of papers did not start on this worker"


def read_order(order: Order, data: bytes) -> Entry | PaperRefused | Makeup:
    """A paper's entry for the archive, or why it has none; what the reader is made of, where it would read otherwise.

    Runs in a thread of a Dask worker. Raises OSError where no reader can be started.
    """
    reader = _reader(order.limits.memory)
    if unlike(order.makeup, reader.makeup):
        return reader.makeup
    outcome = reader.read(order, data, _is_wanted)
    if outcome is None:
        from distributed import Reschedule

        raise Reschedule  # where somebody waits for it after all, another worker reads it
    return outcome


_of_thread = threading.local()


def _reader(memory: int) -> Reader:
    """This thread's reader; another one where it has ended, or is held to other limits."""
    mine: Reader | None = getattr(_of_thread, "reader", None)
    if mine and (mine.memory != memory or not mine.is_alive()):
        mine.end()
        mine = None
    if mine is None:
        mine = _of_thread.reader = Reader(memory)
    return mine


def _is_wanted() -> bool:
    """Whether what this thread reads is still asked for: who left has its tasks cancelled, and a worker may close."""
    from distributed import Status, get_worker

    worker = get_worker()
    task = worker.state.tasks.get(worker.get_current_task())
    return task is not None and task.state != "cancelled" and worker.status != Status.closing


class Reader:
    """A process that reads papers, one at a time, and ends with the thread that started it.

    makeup  what it reads with, as it says itself: the code on the disk may be newer than the worker's
    """

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as the reader lives)
        self._pipe, theirs = Pipe()
        words = [str(theirs.fileno()), str(os.getpid()), str(memory)]
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "ingest.cluster.reader", *words],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                process_group=0,
            )
        try:
            if not self._pipe.poll(START):
                raise OSError(NO_START)
            self.makeup: Makeup = self._pipe.recv()
        except (OSError, EOFError) as error:
            raise OSError(f"{NO_START}: {self._last_words().fault or 'it was ended'}") from error

    def is_alive(self) -> bool:
        """Whether it can be given a paper."""
        return self._process.poll() is None and not self._pipe.closed

    def read(self, order: Order, data: bytes, is_wanted: Callable[[], bool]) -> Entry | PaperRefused | None:
        """What comes of a paper; None where nobody wants it. A reader that overran, died or is not wanted is ended."""
        ends = time.monotonic() + order.limits.seconds + GRACE
        try:
            self._pipe.send((order, data))
            while not self._pipe.poll(max(0.0, min(LOOK, ends - time.monotonic()))):
                if time.monotonic() >= ends:
                    return self._ended(PaperRefused("", too_long(order.limits.seconds)))
                if not is_wanted():
                    self.end()
                    return None
            found: Entry | PaperRefused = self._pipe.recv()
        except (EOFError, OSError):
            return self._last_words()
        return found

    def end(self) -> None:
        """End it, and the programs that it runs; once, for another may have its number afterwards."""
        if self._pipe.closed:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._pipe.close()
        self._log.close()

    def _ended(self, why: PaperRefused) -> PaperRefused:
        self.end()
        return why

    def _last_words(self) -> PaperRefused:
        """Why it is dead: a fault of ours (it left with 1 and a traceback), or ended from outside."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE)
        self._log.seek(0)
        log = self._log.read().decode("utf-8", "replace")[-LONGEST_FAULT:]
        broke_off = self._process.returncode == 1
        return self._ended(PaperRefused("", FAULT, log) if broke_off else PaperRefused("", BROKE_OFF))
