"""A recommendation's limbs by their letters and numbers: a, b, c; (i), (ii); 1., 2.; 2.1, 2.2; one level in another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract.words.limb_counts import label, readings

MARK = re.compile(
    r"(?P<decimal>\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)[.)]?(?=\s|$)"
    r"|\(\s?(?P<bracketed>[A-Za-z]|[ivxIVX]{1,5}|\d{1,2})\s?\)"
    r"|(?P<plain>[A-Za-z]|[ivxIVX]{1,5}|\d{1,2})\s?[).](?=\s|$)"
)
# Inside a line only a bracket tells a limb's letter from an abbreviation.
INSIDE = re.compile(r"(?<=\s)\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})\)(?=\s)")
DEEPEST = 3
# More letters than these are not skipped by a converter; the mark is no limb's.
SKIPPED = 3


@dataclass(frozen=True, slots=True)
class Limb:
    """A limb: its letters from the outermost level in, where its words start and end, where its mark stands; `skips`
    where a letter is missing before it."""

    letters: tuple[str, ...]
    start: int
    end: int
    mark: int
    skips: bool = False

    @property
    def name(self) -> str:
        """As records write it: "b", or "2(a)" for a limb in a limb."""
        return label(self.letters)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A limb's letter or number as it may be read: its words, where it stands, where its limb's words start."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    number: int
    words: str


def find_limbs(text: str, line_starts: Collection[int]) -> tuple[Limb, ...]:
    """The limbs in some words, in order; `line_starts` are where lines or cells start in them.

    A letter counts where it goes on the list that it stands in, or opens one; inside a line only where no line opens
    with the same letter and the letter before or after it is there too.
    """
    limbs: list[Limb] = []
    path: list[_Level] = []
    for mark in _marks(text, line_starts):
        taken = _next_path(path, mark.words, mark.start in line_starts)
        if taken is not None:
            path, skips = taken
            limbs.append(Limb(tuple(level.words for level in path), mark.end, len(text), mark.start, skips))
    return tuple(replace(limb, end=end) for limb, end in zip(limbs, _ends(limbs, text), strict=True))


def _ends(limbs: Sequence[Limb], text: str) -> list[int]:
    return [*(limb.mark for limb in limbs[1:]), len(text)][: len(limbs)]


def _marks(text: str, line_starts: Collection[int]) -> Iterator[_Mark]:
    """What may be a limb's letter: at the starts of lines, and inside lines where nothing better is found."""
    first = [mark for start in sorted(set(line_starts)) if (mark := _mark(text, start))]
    known = {mark.words for mark in first}
    inside = [mark for found in INSIDE.finditer(text) if (mark := _mark(text, found.start()))]
    kept = [mark for mark in inside if mark.start not in line_starts and mark.words not in known]
    words = known | {mark.words for mark in kept}
    yield from sorted(
        (*first, *(mark for mark in kept if _has_neighbour(mark.words, words))), key=lambda mark: mark.start
    )


def _mark(text: str, start: int) -> _Mark | None:
    found = MARK.match(text, start)
    if not found:
        return None
    words = found["decimal"] or found["bracketed"] or found["plain"]
    return _Mark(words, start, found.end())


def _has_neighbour(words: str, others: Collection[str]) -> bool:
    """Whether the list's letter before this, or after it, is there too."""
    near = {(style, number + step) for style, number in _readings(words) for step in (-1, 1)}
    return any(reading in near for other in others for reading in _readings(other))


def _next_path(path: Sequence[_Level], words: str, at_line: bool) -> tuple[list[_Level], bool] | None:
    """The path of letters after this mark, and whether a letter was skipped; None where the mark is no limb's."""
    ways = _readings(words)
    for depth in range(len(path) - 1, -1, -1):
        following = (path[depth].style, path[depth].number + 1)
        if following in ways:
            return [*path[:depth], _Level(*following, words)], False
    styles = {level.style for level in path}
    for style, number in ways:
        if number == 1 and style not in styles and len(path) < DEEPEST:
            return [*path, _Level(style, number, words)], False
    for style, number in ways if at_line and path else ():
        if path[-1].style == style and path[-1].number < number <= path[-1].number + SKIPPED:
            return [*path[:-1], _Level(style, number, words)], True
    return None


def _readings(words: str) -> list[tuple[str, int]]:
    """What a mark may be, as (style, number): "i" is Roman 1 or the ninth letter, "2.3" the third of 2."""
    head, dot, last = words.rpartition(".")
    if dot:
        return [(f"{head}.", int(last))]
    case = "" if words.isdigit() or words.islower() else "A"
    return [(case + style, number) for style, number in readings(words)]
