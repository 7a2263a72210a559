"""What the first requests of a generation would wait for, made before the generation is shown."""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable
from threading import Thread
from typing import Final

from kg.errors import CommitteeError
from queries.delegated import register
from queries.families import ties_of
from queries.front import ending, front
from queries.library import Library
from queries.standings import read_facts
from queries.suggest import names_of

# Each made once for a generation and kept by the library; what most requests want comes first.
MADE: Final[tuple[Callable[[Library], object], ...]] = (
    names_of,
    read_facts,
    ties_of,
    register,
    front,
    lambda library: ending(library, datetime.date.today().isoformat()),
)
LONGEST: Final = 0.8  # seconds that a generation is kept back for: new papers are to be seen within 2 s
log = logging.getLogger("kg.web")


def warm(library: Library, seconds: float = LONGEST) -> None:
    """Make what pages share, for so many seconds at most; what takes longer is made while the first requests come.

    A large base takes longer, and its readers then wait as they would have done; its new papers do not.
    """
    until = time.monotonic() + seconds
    making = Thread(target=_make, args=(library, until), daemon=True)
    making.start()
    making.join(seconds)


def _make(library: Library, until: float) -> None:
    """Make one thing after the other, and begin none when the time is over."""
    try:
        for make in MADE:
            if time.monotonic() > until:
                return
            make(library)
    except (CommitteeError, OSError) as error:  # whoever asks is told; another page may be whole
        log.warning("a generation is taken up cold: %s", error)
