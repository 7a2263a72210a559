"""What a child gives up before it takes jobs: memory beyond a limit, the network, life after its server.

Each is done where the machine lets us: on Linux all of them, unless a container forbids namespaces of one's own.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

NICE: Final = 5  # pages come before queries
KILLED_FIRST: Final = b"500"  # when the machine runs out of memory, before the server itself
DEATH_SIGNAL, NEW_NETWORK, NEW_USER = 1, 0x40000000, 0x10000000  # PR_SET_PDEATHSIG, CLONE_NEWNET, CLONE_NEWUSER


def confine(megabytes: int, parent: int, reaches: tuple[str, ...] = ()) -> None:
    """Confine this process, for good. Ends it when its server is gone already.

    reaches   servers that it may ask, HOST:PORT; without any it has no network
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us in order
    os.nice(NICE)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_DATA, megabytes * 1024 * 1024)
    if sys.platform == "linux":
        system = ctypes.CDLL(None, use_errno=True)
        system.prctl(DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            raise SystemExit
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_bytes(KILLED_FIRST)
        # A network of its own, in which there is nothing. Root may do so; others as root of a user namespace.
        if not reaches and system.unshare(NEW_NETWORK):
            system.unshare(NEW_USER | NEW_NETWORK)
    sys.addaudithook(_sockets_to(reaches))


def _limit(which: int, value: int) -> None:
    hard = resource.getrlimit(which)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    with contextlib.suppress(OSError, ValueError):  # macOS knows RLIMIT_DATA, and refuses it
        resource.setrlimit(which, (value, value))


def _sockets_to(reaches: tuple[str, ...]) -> Callable[[str, tuple[Any, ...]], None]:
    """Python code, at least, opens no connection but to these, also where the machine gives no network of one's own."""
    servers = [each.rpartition(":") for each in reaches]
    hosts, ports = {host for host, _, _ in servers}, {int(port) for _, _, port in servers}

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.getaddrinfo" and hosts and arguments[0] in hosts:
            return
        if event == "socket.connect" and ports and arguments[1][1] in ports:  # of an address that a host's name led to
            return
        if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"):
            raise PermissionError("a worker has no network")

    return look
