"""The way to a Dask cluster: an address, a client, and whether what is there reads as this machine does."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from ingest.cluster.makeup import PASSING_ON, Makeup, makeup_here, unlike
from kg.errors import OutOfReach, WrongUse

if TYPE_CHECKING:
    from distributed import Client

ADDRESS: Final = re.compile(r"(?:tcp|tls)://(?:[\w.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\]):\d{1,5}")
# Seconds until a scheduler that does not answer is said not to be there, and for leaving one.
CONNECT: Final = 10.0
LEAVE: Final = 5.0
GREETING: Final = 1 << 20  # bytes; what a scheduler says first is 58, after their number in eight
# Papers are sent within their orders, so that Dask can send them again itself: it need not warn of that.
SETTINGS: Final = {"distributed.admin.large-graph-warning-threshold": "8 GiB"}
# Dask tells of lost connections on the screen, in its own words; we tell in ours.
LOUD: Final = ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado.application")
INSTALL: Final = "install the same committee-kg, with its extra `cluster`, on the scheduler and on every worker"


def see_address(address: str) -> None:
    """Raise WrongUse for what is no address of a scheduler, or where Dask is not installed."""
    if not ADDRESS.fullmatch(address):
        raise WrongUse(
            f"--cluster wants a Dask scheduler's address, as tcp://host:8786 or tls://host:8786, not {address}"
        )
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        raise WrongUse("--cluster needs Dask: pip install 'committee-kg[cluster]'") from error


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """A client of the scheduler at an address; what it had asked for is cancelled when it leaves.

    Raises OutOfReach where no scheduler answers, or where it or a worker would read papers otherwise.
    """
    import dask
    from distributed import Client

    _see_that_dask(address)
    with dask.config.set(SETTINGS), _silenced():
        try:
            client = Client(address, timeout=CONNECT, set_as_default=False, name="kg-ingest")
        except (OSError, OverflowError) as error:
            raise _nobody(address) from error
        except (ValueError, TypeError) as error:  # tls:// for which Dask's own configuration has no keys; a worker
            if address.startswith("tcp:"):
                raise _no_scheduler(address) from error
            raise OutOfReach(f"The Dask scheduler at {address} cannot be called: {_in_a_line(error)}") from error
        try:
            _see_that_alike(client, address)
            yield client
        finally:
            with suppress(OSError, AssertionError):  # it does not answer any more
                client.close(timeout=LEAVE)


def _see_that_dask(address: str) -> None:
    """Raise OutOfReach where another program is at an address: Dask's client waits for ever for one that is silent, and
    takes the first words of others for a number of bytes. Behind tls:// it is the certificate that tells.
    """
    parts = urlsplit(address)
    if parts.scheme != "tcp":
        return
    try:
        there = socket.create_connection((parts.hostname or "", parts.port or 0), CONNECT)
    except (OSError, OverflowError, ValueError):  # the client tries for a while, and tells
        return
    try:
        with there:
            said = there.recv(8, socket.MSG_WAITALL)  # a scheduler speaks first
    except OSError as error:
        raise _nobody(address) from error
    if len(said) < 8 or int.from_bytes(said, "little") > GREETING:
        raise _no_scheduler(address)


def _nobody(address: str) -> OutOfReach:
    return OutOfReach(f"No Dask scheduler answers at {address}: is `dask scheduler` running there?")


def _no_scheduler(address: str) -> OutOfReach:
    return OutOfReach(f"What answers at {address} is no Dask scheduler: give the address that `dask scheduler` printed")


def unfit(who: str, what: str) -> OutOfReach:
    """What to say of a scheduler or a worker that would read papers otherwise."""
    return OutOfReach(f"The cluster would read papers otherwise than this machine. Of {who}: {what}; {INSTALL}")


def _see_that_alike(client: Client, address: str) -> None:
    """Raise OutOfReach for a scheduler or a worker of other rules; those that come later show by their tasks."""
    ours = makeup_here()
    try:
        theirs = client.run_on_scheduler(makeup_here)
        workers = client.run(makeup_here, on_error="return")
    except (ImportError, AttributeError) as error:
        raise unfit(f"the scheduler at {address}", _in_a_line(error)) from error
    except (OSError, ValueError) as error:
        raise OutOfReach(
            f"The Dask scheduler at {address} does not answer as it should: {_in_a_line(error)}"
        ) from error
    if what := unlike(ours, theirs, PASSING_ON):
        raise unfit(f"the scheduler at {address}", what)
    for worker, found in sorted(workers.items()):
        if what := _unlike(ours, found):
            raise unfit(f"the worker at {worker}", what)


def _unlike(ours: Makeup, found: Makeup | BaseException) -> str | None:
    if isinstance(found, OSError):  # it has left since
        return None
    return _in_a_line(found) if isinstance(found, BaseException) else unlike(ours, found)


def _in_a_line(error: BaseException) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__


@contextmanager
def _silenced() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in LOUD]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
