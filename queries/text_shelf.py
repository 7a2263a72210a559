"""Papers' texts at hand: those asked for last, within so many characters, and where their lines begin."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.archive import PaperText

MOST: Final = 100_000_000  # characters: some 400 packs; a server would keep every paper that was ever asked for


@dataclass(frozen=True, slots=True)
class Shelved:
    """A paper's text, and the place of the first character of each of its lines; None where no text is to be had."""

    text: PaperText | None
    lines: tuple[int, ...] = ()


class TextShelf:
    """Texts by the papers' IRIs, read by `read` when first asked for. For any number of threads."""

    def __init__(self, read: Callable[[str], PaperText | None], most: int = MOST) -> None:
        self._read = read
        self._most = most
        self._shelved: OrderedDict[str, Shelved] = OrderedDict()
        self._taken = 0
        self._lock = Lock()

    def text(self, paper: str) -> PaperText | None:
        """A paper's text; None where there is none."""
        return self._of(paper).text

    def line(self, paper: str, at: int) -> int | None:
        """The line, from 1, of a character of a paper's text; None where there is no text."""
        shelved = self._of(paper)
        return bisect_right(shelved.lines, at) if shelved.text else None

    def _of(self, paper: str) -> Shelved:
        with self._lock:
            if found := self._shelved.get(paper):
                self._shelved.move_to_end(paper)
                return found
        read = self._read(paper)
        shelved = Shelved(read, _line_starts(read.text)) if read else Shelved(None)
        self._shelve(paper, shelved)
        return shelved

    def _shelve(self, paper: str, shelved: Shelved) -> None:
        with self._lock:
            if paper in self._shelved:
                return
            self._shelved[paper] = shelved
            self._taken += _size(shelved)
            while self._taken > self._most and len(self._shelved) > 1:
                _, gone = self._shelved.popitem(last=False)
                self._taken -= _size(gone)


def _size(shelved: Shelved) -> int:
    return len(shelved.text.text) if shelved.text else 0


def _line_starts(text: str) -> tuple[int, ...]:
    """Where lines begin, as `\\n` parts them."""
    return (0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1]))
