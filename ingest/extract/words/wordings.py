"""Rules of reading as data: a pattern beside what it must read and what it must leave alone; a test walks them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal


@lru_cache(maxsize=64)
def _small(text: str) -> str:
    """A text as needs are looked for in it, once for all wordings that are tried on it.

    Needs are plain letters, so what is none ("’") becomes "?": looking through plain text takes half the time.
    """
    small = text.casefold()
    return small if small.isascii() else small.encode("ascii", "replace").decode("ascii")


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern of words as papers print them, case folded unless `exact`.

    reads   lines that it must find something in, at least one
    leaves  lines that it must leave alone
    needs   words in small letters of which one stands in whatever it finds: a line without them is spared the search,
            which costs twenty times as much (a test holds them against the pattern)
    at      where in a line it is looked for: the test judges `leaves` by it, by the whole line where it is not told
    """

    pattern: str
    reads: Sequence[str]
    leaves: Sequence[str] = ()
    exact: bool = False
    needs: Sequence[str] = ()
    at: Literal["anywhere", "start", "whole"] | None = None
    regex: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "regex", re.compile(self.pattern, 0 if self.exact else re.IGNORECASE))

    def match(self, text: str) -> re.Match[str] | None:
        """What the pattern finds at the start of some words."""
        return self.regex.match(text)

    def search(self, text: str) -> re.Match[str] | None:
        """What the pattern finds anywhere in some words."""
        return self.regex.search(text) if self.may_find(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All that the pattern finds in some words."""
        return self.regex.finditer(text) if self.may_find(text) else iter(())

    def may_find(self, text: str) -> bool:
        """Whether one of the words that it needs stands there."""
        if not self.needs:
            return True
        # Mapped, which takes half the time of a generator, here a thirtieth of the whole way.
        return any(map(_small(text).__contains__, self.needs))

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """What the pattern finds where it reads the words whole."""
        return self.regex.fullmatch(text)

    def leaves_alone(self, text: str) -> bool:
        """Whether it finds nothing in some words, looked for as it is used; an empty find is none."""
        find = {"anywhere": self.search, "start": self.match}.get(self.at or "whole", self.fullmatch)
        found = find(text)
        return not (found and found[0].strip())
