"""Which process on which machine: so that one that died is told from one that is at work, and from a later one.

machine(), os.getpid(), started("4711")    # noted by who begins something; started("4711") is another later, or None
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path


def machine() -> str:
    """What is the same for two processes if they can see each other: the machine since it was started, and the
    container."""
    told = [socket.gethostname()]
    with suppress(OSError):
        told.append(Path("/proc/sys/kernel/random/boot_id").read_text())
    with suppress(OSError):
        told.append(str(Path("/proc/self/ns/pid").readlink()))
    return blake2b("\n".join(told).encode(), digest_size=8).hexdigest()


def started(pid: str) -> str | None:
    """What tells a process from a later one of its number; None where there is none of that number."""
    if not pid.isdecimal():
        return None
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except FileNotFoundError:
        return _alive(int(pid)) if not Path("/proc/self/stat").exists() else None
    except (OSError, IndexError):
        return "-"


def _alive(pid: int) -> str | None:
    """The same where the system does not show its processes as files."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        pass
    return "-"
