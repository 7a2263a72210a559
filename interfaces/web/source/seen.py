"""Pages of PDFs looked at in worker processes, which are killed where a paper keeps them too long."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from interfaces.web.edition import state_of
from interfaces.web.source.finding import Found, find
from interfaces.web.source.picture import picture
from interfaces.web.source.words import MOST_SIGHT, PageWords, shape_of

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

T = TypeVar("T")
# How wide a picture is, in dots, at each step of the zoom, in per cent.
WIDTHS: Final = {100: 1100, 150: 1600, 200: 2200}
# Seconds that a page may take to be drawn, and to be read where it is a picture itself.
DRAWING, READING = 15.0, MOST_SIGHT + 5.0
WORDS_KEPT: Final = 100  # pages


class Shelf(Generic[T]):
    """What was asked for last, at most so many. For any number of threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under a key, made if it is not there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


# By a file's hash and its reading's text, so that every edition may share it.
FOUND: Final[Shelf[Found]] = Shelf(WORDS_KEPT)


def found_on(request: Request, sha256: str, file: Path, page: int, text: str) -> Found:
    """A page's text found on its picture. Raises Unreadable, Busy, Overran or Died."""
    return FOUND.get((sha256, page, hash(text)), lambda: _asked(request, find, READING, str(file), page, text))


def shape_seen(request: Request, file: Path, page: int) -> PageWords:
    """A page's shape alone. Raises as `found_on`."""
    found: PageWords = _asked(request, shape_of, DRAWING, str(file), page)
    return found


def drawn(request: Request, file: Path, page: int, zoom: int) -> bytes:
    """A page as a PNG. Raises as `found_on`."""
    made: bytes = _asked(request, picture, DRAWING, str(file), page, WIDTHS[zoom])
    return made


def _asked(request: Request, function: Callable[..., Any], seconds: float, *arguments: object) -> Any:
    client = request.client.host if request.client else ""
    return state_of(request).workers.call_sync(function, *arguments, seconds=seconds, client=client)
