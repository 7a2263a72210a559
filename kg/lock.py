"""One writer at a time: a lock that the system itself drops when its holder dies, so that none is ever left behind."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import BaseBusy

PATIENCE = 10.0  # seconds that a second writer waits
PAUSE = 0.05

_held: set[int] = set()


@contextmanager
def hold(file: Path, timeout: float = PATIENCE) -> Iterator[None]:
    """Hold the lock on `file` for the length of a `with` block.

    Raises BaseBusy, naming the holder, when another process or thread still holds it after `timeout` seconds.
    The file stays when the lock is dropped: were it removed, two writers could each lock a file of that name.
    """
    deadline = time.monotonic() + timeout
    while not _is_at(handle := _opened(file), file, deadline):
        _close(handle)  # while we waited a restored base came into the place of the one whose lock this is
    try:
        _sign(handle)
        yield
    finally:
        _close(handle)


def _opened(file: Path) -> int:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    _held.add(handle)
    return handle


def _close(handle: int) -> None:
    _held.discard(handle)
    os.close(handle)


def _is_at(handle: int, file: Path, deadline: float) -> bool:
    """Acquire the lock; whether it is still the one that others find under the name."""
    try:
        _acquire(handle, file, deadline)
        return os.path.samestat(os.fstat(handle), file.stat())
    except FileNotFoundError:
        return False
    except BaseException:
        _close(handle)
        raise


def _acquire(handle: int, file: Path, deadline: float) -> None:
    while not _try(handle):
        if time.monotonic() >= deadline:
            raise BaseBusy(f"{_holder(handle)} is writing to this base (lock {file}); try again when it has finished")
        time.sleep(PAUSE)


def _try(handle: int) -> bool:
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(handle: int) -> None:
    """Write down who holds the lock, for whoever has to wait."""
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()} {since}\n".encode(), 0)


def _holder(handle: int) -> str:
    pid, _, since = os.pread(handle, 200, 0).decode("utf-8", "replace").strip().partition(" ")
    return f"Process {pid} (since {since})" if since else "Another process"


def _let_go_in_child() -> None:
    """A forked worker must not keep a killed parent's lock; closing its own copy leaves the parent's alone."""
    for handle in _held:
        os.close(handle)
    _held.clear()


os.register_at_fork(after_in_child=_let_go_in_child)
