"""Starting and stopping the server."""

from __future__ import annotations

import logging
import os
import socket
import sys
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Final

from interfaces.web.settings import Settings
from kg.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Callable

    from uvicorn import Config, Server

    from interfaces.web.connections import Allowance

CONNECTIONS: Final = 1000  # beyond so many a request is answered 503; somewhat beyond that connections are cut
MOST_FILES, OTHER_FILES = 4096, 300  # that are open: in all, and those that are no connections
SHUTDOWN: Final = 10  # seconds that requests have to finish when the server is told to stop


def serve(settings: Settings, *, quiet: bool = False, ready: Callable[[], None] = lambda: None) -> None:
    """Serve a base until the process is told to stop; `ready` is called when whoever asks is answered.

    Raises NoBase where nothing is published, OutOfReach where a server that has it does not answer, WrongUse where the
    address cannot be had, or the public may not see what is there.
    """
    import uvicorn

    from interfaces.web.app import create_app
    from interfaces.web.connections import guarded
    from interfaces.web.views import read_templates

    log_to_stderr(quiet)
    config = uvicorn.Config(
        create_app(settings),
        http=guarded(_allowance(settings)),
        ws="none",
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=settings.behind_proxy,
        forwarded_allow_ips="127.0.0.1,::1" if settings.behind_proxy else "",
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=SHUTDOWN,
    )
    with listening(settings) as listener:
        Thread(target=read_templates, daemon=True).start()
        _answering(config, ready).run([listener])


def _answering(config: Config, ready: Callable[[], None]) -> Server:
    """A server that says when it answers."""
    import uvicorn

    class Told(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            ready()

    return Told(config)


def _allowance(settings: Settings) -> Allowance:
    """How many connections there may be: all of a proxy's come from one address, and each is an open file."""
    from interfaces.web.connections import Allowance

    return Allowance(
        most=min(CONNECTIONS * 6 // 5, max(50, _open_files() - OTHER_FILES)),
        each=0 if settings.behind_proxy else CONNECTIONS // 5,
        body_bytes=settings.body_bytes * 2,
    )


def _open_files() -> int:
    """How many files this process may have open, after asking for as many as it may ask for, within reason."""
    try:
        import resource
    except ImportError:  # no such limit on Windows
        return MOST_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < MOST_FILES:
        soft = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return MOST_FILES if soft == resource.RLIM_INFINITY else soft


def listening(settings: Settings) -> socket.socket:
    """The socket to listen at. WrongUse where another program has it, or it is no address of this machine."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        told = os.strerror(error.errno) if error.errno else str(error)
        where = f"Port {settings.port} of {settings.host}"
        raise WrongUse(f"{where} cannot be listened at ({told.lower()}); choose with --host and --port") from error
    return listener


def log_to_stderr(quiet: bool) -> None:
    """The access log as lines of JSON, all else as sentences; `quiet` leaves the access log out."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(logging.Formatter("%(message)s"))
    for name, level in (("kg.access", logging.WARNING if quiet else logging.INFO), ("kg.web", logging.INFO)):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate, logger.level = [lines], False, level
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
