"""Where it happens: a small disk that can be filled, and folders that may not be written."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

TMPFS: Final = 256 << 20
DISKS: Final = ("disk", "store-disk")  # the base's, and that of the store to which it is published


@contextmanager
def filled(folder: Path, free: int) -> Iterator[None]:
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
def read_only(folder: Path) -> Iterator[None]:
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


def copy(source: Path, target: Path) -> None:
    """A folder as it is, in the place of what was there."""
    shutil.rmtree(target, ignore_errors=True)
    subprocess.run(["cp", "-a", source, target], check=True)


@contextmanager
def small_disks() -> Iterator[tuple[Path, bool]]:
    """A folder with DISKS, small ones in memory; ordinary folders, and False, where none may be mounted."""
    with tempfile.TemporaryDirectory(prefix="kg-faults-") as folder, ExitStack() as mounts:
        mounted = [mounts.enter_context(_mounted(Path(folder, name))) for name in DISKS]
        yield Path(folder), all(mounted)


@contextmanager
def _mounted(disk: Path) -> Iterator[bool]:
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={TMPFS}", "tmpfs", disk]
    is_there = shutil.which("mount") is not None and subprocess.run(mount, capture_output=True).returncode == 0
    try:
        yield is_there
    finally:
        if is_there:
            subprocess.run(["umount", "-l", disk], check=False)
