"""The generation that a server answers from, held open, and how the next one is taken up.

A request keeps the edition that it began with to its end. The next one is opened beside it and put in its place, so no
request waits or fails; the old one is closed when its last request is done.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, cast

from interfaces.web.page_cache import PageCache
from interfaces.web.warming import warm
from kg.errors import CommitteeError
from queries.library import Library

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from interfaces.web.settings import Settings
    from kg.holdings import Holdings

LOOKED: Final = 0.2  # seconds between two looks at what is published
LOOKED_FAR: Final = 1.0  # where each is a request to another server
HERE: Final = Path(__file__).parent
log = logging.getLogger("kg.web")


@dataclass(frozen=True, slots=True)
class Edition:
    """One generation, open: all that a request asks is asked of it.

    stamp   tells its answers from those of every other generation, base and version of these pages
    cache   its finished pages
    seen    how the base, or the server that it was read from, stood when it was opened
    """

    holdings: Holdings
    made: str
    stamp: str
    cache: PageCache = field(repr=False)
    _library: Library = field(repr=False)
    seen: str = ""

    @property
    def number(self) -> int:
        """The generation's number."""
        return self.holdings.number

    @property
    def in_server(self) -> bool:
        """Whether its graph is in a server, where it may be written over while it is asked."""
        return not isinstance(self.holdings.graph, Path)

    def library(self) -> Library:
        """What questions are asked of; safe for several threads at once."""
        return self._library


class Editions:
    """The edition that is current, and a look now and then whether a newer one was published."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._code = code_stamp()
        self._told = ""
        self._looking = Lock()
        self._current = self._open()

    @property
    def current(self) -> Edition:
        """The newest edition that could be opened."""
        return self._current

    async def keep_up(self) -> None:
        """Take up new generations as they are published, until cancelled."""
        while True:
            await asyncio.sleep(LOOKED_FAR if self._current.in_server else LOOKED)
            await asyncio.to_thread(self.look)

    def look(self) -> None:
        """Take up a new generation if there is one; one that cannot be opened leaves the last in its place.

        One looks at a time: of many who wait for a publication to end, each would open the same.
        """
        with self._looking:
            self._look()

    def _look(self) -> None:
        try:
            if self._settings.base.now(not self._settings.with_exempt) != self._current.seen:
                self._current = self._open()
                log.info("generation %d taken up", self._current.number)
        except (CommitteeError, OSError) as error:
            if str(error) != self._told:
                log.warning("the newest generation cannot be opened: %s", error)
            self._told = str(error)
        else:
            self._told = ""

    def _open(self) -> Edition:
        seen = self._settings.base.now(not self._settings.with_exempt)
        library = Library(self._settings.base, public=not self._settings.with_exempt)
        holdings, manifest = library.holdings, library.holdings.manifest()
        library.warm()
        warm(library)  # 300 ms for 90 papers: else the first page of each kind would wait for its part
        stamp = f"{holdings.number}-{_digest(seen, manifest.made, str(self._settings.with_exempt), self._code)}"
        return Edition(holdings, manifest.made, stamp, PageCache(self._settings.cached_bytes), library, seen)


def edition_of(request: HTTPConnection) -> Edition:
    """The edition that a request is answered from."""
    return cast(Edition, request.scope["edition"])


def state_of(request: HTTPConnection) -> Any:
    """What the application keeps for its handlers: settings, editions, workers."""
    return request.app.state


def code_stamp() -> str:
    """What tells these pages from those of another version of the program: other templates, other answers."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        known = version("committee-kg")
    except PackageNotFoundError:
        known = ""
    files = sorted(file for file in HERE.rglob("*") if file.suffix in (".py", ".html", ".css", ".js", ".xml"))
    return _digest(known, *(f"{file.name} {file.stat().st_mtime_ns} {file.stat().st_size}" for file in files))


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=6).hexdigest()
