"""One publisher at a time: who writes a store says so in it, with what tells whether he lives.

On the same machine that is his process; from elsewhere, that what he wrote changes. One that died is passed over.
"""

from __future__ import annotations

import os
import random
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Final

from kg.errors import BaseBusy, OutOfReach, WrongUse
from kg.processes import machine, started
from kg.remote.endpoint import Endpoint
from kg.remote.published import Published, change_words, published

LEASE: Final = 120.0  # seconds without a beat after which a publisher on another machine is taken for dead
LOOK: Final = 1.0  # seconds between two looks at his beat
TRIES: Final = 4
_writing: set[str] = set()  # by this process; a store that went took the others' leave with it


@contextmanager
def publishing(endpoint: Endpoint, lease: float = LEASE) -> Iterator[str]:
    """Be the one who writes a store, for a `with` block; one's token. BaseBusy where somebody else is.

    What the store said before is left as it was; on the way out the token is taken back, if it is still there.
    """
    token = _acquired(endpoint, lease)
    _writing.add(token)
    try:
        yield token
    finally:
        _writing.discard(token)
        with suppress(OutOfReach, WrongUse):  # the next publisher sees that this one has gone
            endpoint.write(change_words({"publisher": [token]}, {}))


def must_be(endpoint: Endpoint, token: str) -> None:
    """BaseBusy where somebody took over, thinking that this publisher had died."""
    found = published(endpoint)
    if found is None or found.publishers != (token,):
        raise BaseBusy(f"Another publisher took {endpoint.shown} over; what it does stands, and this run ends")


def _acquired(endpoint: Endpoint, lease: float) -> str:
    for _ in range(TRIES):
        before = published(endpoint) or Published({})
        _see_off(endpoint, before, lease)
        token = _token()
        endpoint.write(change_words({"publisher": before.publishers}, {"publisher": [token]}))
        now = published(endpoint) or Published({})
        if now.publishers == (token,):
            return token
        # Two came at once, and each saw the other: both step back.
        endpoint.write(change_words({"publisher": [token]}, {}))
        time.sleep(random.uniform(0.05, 0.5))
    raise BaseBusy(f"Others are publishing to {endpoint.shown}; try again when they have finished")


def _see_off(endpoint: Endpoint, before: Published, lease: float) -> None:
    """Be sure that those who say that they write are dead. BaseBusy where one is not."""
    for other in before.publishers:
        host, place, pid, begun, since = (*other.split(" "), "", "", "", "", "")[:5]
        if place == machine():
            if started(pid) == begun and (pid != str(os.getpid()) or other in _writing):
                raise _busy(endpoint, host, pid, since)
        elif not _is_silent(endpoint, before, lease):
            raise _busy(endpoint, host, pid, since)


def _is_silent(endpoint: Endpoint, before: Published, lease: float) -> bool:
    """Whether nothing of what the store says of itself changes for as long as a lease lasts."""
    until = time.monotonic() + lease
    while time.monotonic() < until:
        time.sleep(min(LOOK, lease / 4))
        if (published(endpoint) or Published({})).words != before.words:
            return False
    return True


def _busy(endpoint: Endpoint, host: str, pid: str, since: str) -> BaseBusy:
    return BaseBusy(
        f"Process {pid} on {host} has been publishing to {endpoint.shown} since {since.replace('T', ' ')};"
        " try again when it has finished"
    )


def _token() -> str:
    pid = str(os.getpid())
    since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return " ".join((socket.gethostname() or "-", machine(), pid, started(pid) or "-", since, secrets.token_hex(8)))
