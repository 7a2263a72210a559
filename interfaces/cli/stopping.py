"""How a command that takes its time is stopped: in order, and with a sentence on what stands then."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import click

from interfaces.cli.ingest_report import say

POLITE: Final = signal.SIGTERM  # what `kill`, systemd and containers send first; Python ends at once for it


@contextmanager
def stoppable(stands: Callable[[], str]) -> Iterator[None]:
    """Ctrl-C and SIGTERM end a `with` block alike, everything let go of; then what stands is said, and the command
    ends with the exit code of Ctrl-C."""
    before = signal.signal(POLITE, _interrupt) if threading.current_thread() is threading.main_thread() else None
    try:
        yield
    except KeyboardInterrupt as stop:
        if sys.stderr.isatty():
            click.echo(err=True)  # the line in which the terminal shows ^C
        say(stands())
        raise click.Abort from stop
    finally:
        if before is not None:
            signal.signal(POLITE, before)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
