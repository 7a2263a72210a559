"""The server's side of a worker: one child process, and the socket to it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Self

from interfaces.web.workers.frames import HEADER, Kind, frame

START: Final = 30.0  # seconds in which a child must be ready, also on a machine under load
PIECE: Final = 256 * 1024
KEPT: Final = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV")  # of the environment
# Of children that ask servers: by which name, and which certificates they trust.
FOR_SERVERS: Final = ("KG_GRAPH_USER", "KG_GRAPH_PASSWORD", "KG_TEXT_USER", "KG_TEXT_PASSWORD", "NETRC",
                      "SSL_CERT_FILE", "SSL_CERT_DIR")  # fmt: skip


class Worker:
    """A child process. One job at a time; killed by `kill`, and then of no more use."""

    def __init__(self, process: subprocess.Popen[bytes], channel: socket.socket) -> None:
        self.process = process
        self.channel = channel
        self._received = bytearray()

    @classmethod
    async def start(cls, megabytes: int, preload: Iterable[str], reaches: tuple[str, ...] = ()) -> Self:
        """Start a child and wait until it takes jobs. OSError, EOFError or TimeoutError where it does not come up.

        For the event loop's own thread only: the child is killed when the thread that started it ends.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            ours.setblocking(False)
            try:
                worker = cls(_child(theirs, megabytes, preload, reaches), ours)
            except OSError:
                ours.close()
                raise
        try:
            async with asyncio.timeout(START):
                await worker.receive()
        except BaseException:
            worker.kill()
            await worker.ended()
            raise
        return worker

    async def send(self, kind: Kind, body: bytes) -> None:
        """Give it a job."""
        await asyncio.get_running_loop().sock_sendall(self.channel, frame(kind, body))

    async def receive(self) -> tuple[Kind, bytes]:
        """The next that it says. EOFError when it has ended. What is not asked for stays in the pipe: it waits."""
        kind, size = HEADER.unpack(await self._exactly(HEADER.size))
        return Kind(kind), await self._exactly(size)

    async def _exactly(self, size: int) -> bytes:
        loop = asyncio.get_running_loop()
        while len(self._received) < size:
            piece = await loop.sock_recv(self.channel, PIECE)
            if not piece:
                raise EOFError
            self._received += piece
        taken = bytes(self._received[:size])
        del self._received[:size]
        return taken

    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process.poll() is None

    def kill(self) -> None:
        """End it, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.channel.close()

    async def ended(self) -> int:
        """How it ended, once it has: its exit status, or minus the signal's number."""
        while (status := self.process.poll()) is None:
            await asyncio.sleep(0.01)
        return status


def obituary(status: int) -> str:
    """Why a child ended that nobody here killed."""
    match -status:
        case signal.SIGABRT:
            return "This took more memory than it may, or an engine broke off."
        case signal.SIGKILL:
            return "The process that did this was killed from outside; the machine may be out of memory."
        case signal.SIGSEGV:
            return "An engine broke off (SIGSEGV): what it was given may be damaged, or nested too deeply."
        case number if number > 0:
            return f"The process that did this broke off ({signal.Signals(number).name})."
        case _:
            return f"The process that did this ended early (status {status})."


def _child(
    theirs: socket.socket, megabytes: int, preload: Iterable[str], reaches: tuple[str, ...]
) -> subprocess.Popen[bytes]:
    """Start the process: a new one, no fork of a server with threads, and without the server's open files."""
    number = theirs.fileno()
    places = dict.fromkeys(str(Path(place).resolve()) for place in sys.path if place)
    names = (*KEPT, *FOR_SERVERS) if reaches else KEPT
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "interfaces.web.workers.child", str(number), str(megabytes), str(os.getpid()),
         ",".join(reaches), *preload],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=(number,),
        start_new_session=True,
        env={**kept, "PYTHONPATH": os.pathsep.join(places)},
    )  # fmt: skip
