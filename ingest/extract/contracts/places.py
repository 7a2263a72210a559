"""Things and stretches of a paper by their places, put in order once: asked part by part, walks over all of them grew
with the square of a paper's items (a thousand items took a second, 22 November 2026)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class ByPlace(Generic[T]):
    """Things of a paper by the place where each stands; those at one stretch come in the order they were given in."""

    def __init__(self, things: Iterable[tuple[int, T]]) -> None:
        held = [(place, order, thing) for order, (place, thing) in enumerate(things)]
        held.sort(key=lambda each: each[0])
        self._held = held
        self._places = [place for place, _, _ in held]

    def between(self, start: int, end: int) -> list[T]:
        """The things whose places lie from `start` to before `end`."""
        found = self._held[bisect_left(self._places, start) : bisect_left(self._places, end)]
        return [thing for _, _, thing in sorted(found, key=lambda each: each[1])]


class Spans:
    """Stretches of a paper's text, which may lie over one another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        held = sorted(spans)
        self._starts = [start for start, _ in held]
        self._ends = list(accumulate((end for _, end in held), max))

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them holds a stretch whole."""
        at = bisect_right(self._starts, start)
        return at > 0 and self._ends[at - 1] >= end

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them has a character in common with a stretch."""
        at = bisect_left(self._starts, end)
        return at > 0 and self._ends[at - 1] > start
