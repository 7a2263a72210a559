"""Where a job that streams writes to."""

from __future__ import annotations

import pickle
import socket
from typing import Final

from interfaces.web.workers.errors import TooLarge
from interfaces.web.workers.frames import Kind, frame

# A reader is told nothing before so many bytes are there or the job is done: what goes wrong until then gets a status
# and a sentence, not a connection that breaks off; and a small answer comes whole, with its length.
HELD: Final = 64 * 1024


class Sink:
    """A job's answer on its way out: `begin` once with the head, then `write`. A slow reader makes `write` wait."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._head: bytes | None = None
        self._held = bytearray()
        self._written = 0
        self._most: int | None = None

    def begin(self, head: object, most: int | None = None) -> None:
        """Say what is to come (status, media type …), anything that can be pickled; `most` bytes may follow."""
        self._head = frame(Kind.HEAD, pickle.dumps(head))
        self._most = most

    def write(self, piece: bytes) -> int:
        """Take bytes. TooLarge when there are more than may be."""
        self._written += len(piece)
        if self._most is not None and self._written > self._most:
            raise TooLarge(f"The answer has more than {self._most:,} bytes: ask for less.")
        self._held += piece
        if len(self._held) >= HELD:
            self._channel.sendall(self._taken())
        return len(piece)

    def flush(self) -> None:
        """Nothing: what is held goes out when it is enough, or at the end."""

    def finish(self, last: bytes) -> None:
        """Send what is held, and after it the last frame."""
        self._channel.sendall(self._taken() + last)

    def _taken(self) -> bytes:
        head, self._head = self._head or b"", None
        data = frame(Kind.DATA, self._held) if self._held else b""
        self._held.clear()
        return head + data
