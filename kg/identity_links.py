"""Why two names are one thing: a link for each join that was made, as values that `kg why` tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

How = Literal["judgement", "alias", "spelling", "fits", "evidence", "notice", "meeting"]


@dataclass(frozen=True, slots=True)
class Link:
    """A join of two names, by their normal forms.

    how    a person's judgement; an alias that a paper gives; a spelling; initials or a surname that fit nobody else;
           evidence weighed; a published notice that agrees with papers; or a step that was put to one meeting
    words  the judgement, the evidence or the step, in words
    paper  the sha256 of the first paper that gives the alias
    """

    one: str
    other: str
    how: How
    words: str = ""
    paper: str | None = None


class Groups:
    """Keys put together into groups, never across two that are told apart; a person's word stands above that."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._above = {key: key for key in keys}
        self._below = {key: {key} for key in self._above}
        self._apart: dict[str, set[str]] = defaultdict(set)
        self.links: list[Link] = []

    def __contains__(self, key: str) -> bool:
        return key in self._above

    def __iter__(self) -> Iterator[str]:
        return iter(self._above)

    def top(self, key: str) -> str:
        """The key that stands for a key's group."""
        while self._above[key] != key:
            key = self._above[key]
        return key

    def members(self, key: str) -> set[str]:
        """The keys of a key's group."""
        return self._below[self.top(key)]

    def tell_apart(self, one: str, other: str) -> None:
        """Note that two keys are two things."""
        self._apart[one].add(other)
        self._apart[other].add(one)

    def told_apart(self, one: str, other: str) -> bool:
        """Whether any of one's group is told apart from any of the other's."""
        ours, theirs = sorted((self.members(one), self.members(other)), key=len)
        return any(not self._apart[key].isdisjoint(theirs) for key in ours if key in self._apart)

    def join(self, link: Link) -> bool:
        """Put two groups together unless they are told apart; whether anything changed."""
        return not self.told_apart(link.one, link.other) and self.force(link)

    def force(self, link: Link) -> bool:
        """Put two groups together whatever tells them apart."""
        low, high = sorted((self.top(link.one), self.top(link.other)))
        if low == high:
            return False
        self.links.append(link)
        self._above[high] = low
        self._below[low] |= self._below.pop(high)
        return True
