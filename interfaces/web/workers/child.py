"""The child's side of a worker: take a job, do it, say what came of it, until the server goes.

Started by interfaces/web/workers/worker.py as `python -m interfaces.web.workers.child`, with the number of its end of a
socket pair. Imports little: a child starts in a tenth of a second.
"""

from __future__ import annotations

import gc
import pickle
import socket
import sys
import traceback
from importlib import import_module

from interfaces.web.workers.confinement import confine
from interfaces.web.workers.errors import Died
from interfaces.web.workers.frames import HEADER, Kind, frame
from interfaces.web.workers.sink import Sink
from kg.errors import CommitteeError


def main(words: list[str]) -> None:
    """Serve jobs.

    `words` are the socket's number, megabytes of memory, the server's process id, the servers that may be
    asked (HOST:PORT,…), and modules to import.
    """
    channel = socket.socket(fileno=int(words[0]))
    confine(int(words[1]), int(words[2]), tuple(filter(None, words[3].split(","))))
    for name in words[4:]:
        import_module(name)
    gc.freeze()
    channel.sendall(frame(Kind.READY))
    while (job := _job(channel)) and _done(channel, *job):
        pass


def _job(channel: socket.socket) -> tuple[Kind, bytes] | None:
    """The next job; None when the server is gone."""
    header = _exactly(channel, HEADER.size)
    if header is None:
        return None
    kind, size = HEADER.unpack(header)
    body = _exactly(channel, size)
    return None if body is None else (Kind(kind), body)


def _exactly(channel: socket.socket, size: int) -> bytes | None:
    pieces, missing = [], size
    while missing:
        piece = channel.recv(min(missing, 1 << 20))
        if not piece:
            return None
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def _done(channel: socket.socket, kind: Kind, body: bytes) -> bool:
    """Do a job; whether this process is fit for another."""
    sink = Sink(channel)
    try:
        function, arguments = pickle.loads(body)
        if kind is Kind.STREAM:
            function(sink, *arguments)
            sink.finish(frame(Kind.RESULT))
        else:
            channel.sendall(frame(Kind.RESULT, pickle.dumps(function(*arguments))))
    except (BrokenPipeError, ConnectionResetError):  # the server has closed its end, and will kill us
        return False
    except BaseException as error:  # whatever it is, also an engine's panic: it is the caller's, who waits for it
        fit = isinstance(error, Exception) and not isinstance(error, MemoryError)
        # What is held back is not sent: the caller then has had nothing yet, and can answer with the error.
        channel.sendall(frame(Kind.FAILED, pickle.dumps((portable(error), not fit))))
        return fit
    return True


def portable(error: BaseException) -> BaseException:
    """An error as it can be sent; one that the server could not make again becomes Died with its words."""
    if isinstance(error, MemoryError):
        return Died("This took more memory than it may.")
    if not isinstance(error, CommitteeError):
        error.add_note("In a worker:\n" + "".join(traceback.format_exception(error)))
    try:
        again = pickle.loads(pickle.dumps(error))
    except Exception:  # any class may define its pickling as it likes
        again = None
    if type(again) is type(error) and isinstance(error, Exception):
        return error
    return Died(f"A worker broke off: {type(error).__name__}: {error}")


if __name__ == "__main__":
    main(sys.argv[1:])
