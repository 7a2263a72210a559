"""What one paper may cost: seconds, memory, bytes, pages; and how a process is held to it."""

from __future__ import annotations

import ctypes
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final

from kg.errors import Unreadable

PARENT_DEATH: Final = 1  # PR_SET_PDEATHSIG of Linux's prctl
OUT_OF_MEMORY: Final = "reading it took more memory than allowed; split the paper, or allow more with --memory"


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one paper may take: seconds to read, bytes of memory, bytes of file, pages."""

    seconds: int = 60
    memory: int = 1 << 30
    size: int = 256 << 20
    pages: int = 5000

    def __str__(self) -> str:
        return f"{self.seconds} s, {self.memory >> 20} MiB, files of {self.size >> 20} MiB, {self.pages} pages"


def too_long(seconds: int) -> str:
    """What to say of a paper that takes longer."""
    return f"reading it took more than {_seconds(seconds)}; split the paper, or allow more with --seconds"


def _seconds(count: int) -> str:
    return "1 second" if count == 1 else f"{count} seconds"


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raise Unreadable in the block when it takes longer; for the main thread of a worker process.

    A C library that does not come back hears nothing of it; the worker's parent sees to that.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Unreadable(too_long(seconds))

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def hold_memory(memory: int) -> None:
    """Let this process, a worker, take no more memory than it has now and `memory` bytes on top."""
    statm = Path("/proc/self/statm")
    if not statm.exists():  # no Linux: the other limits hold
        return
    now = int(statm.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = now + memory
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def free_memory() -> None:
    """Let this process take what it likes again, until it is held."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def end_with_parent() -> None:
    """Let this process, a worker, be ended when its parent is killed, also while it reads or waits to be heard."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH, signal.SIGKILL)
