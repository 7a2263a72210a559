"""The words of a text that answer a query, and the piece of it that shows them best; the same for every engine."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, TypeGuard

from index.query_tree import Exact, Fuzzy, Node, Prefix, Words, wanted
from index.words import STEMMED, WORD, Word, fold, stem, words

SIZE = 240  # characters: three lines of a terminal, or of a result on a web page
LEAD = 60  # characters shown before the first marked word
ANYWHERE = (None, "heading", "mentions", "title")  # words sought in these are worth marking in the text, too
TORN: Final = re.compile(r",\d{3}['’]")


class Mark(NamedTuple):
    """Characters start to end of a text that answer one part of a query; `part` counts the parts from 0."""

    start: int
    end: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text, `…` where more stands before or after it; marks are character ranges of the piece."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


class Marker:
    """What a query's words look like in a text: made once a query, asked of every passage that is shown."""

    def __init__(self, tree: Node) -> None:
        parts = [part for part in wanted(tree) if not isinstance(part, Exact) and part.field in ANYWHERE]
        self._single = {stem(part.words[0]): n for n, part in reversed([*enumerate(parts)]) if _is_word(part)}
        self._others = [(n, part) for n, part in enumerate(parts) if not _is_word(part)]
        self._beginning = _beginning(frozenset(each[0] for each in self._single))

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Where in a text the words of the query stand, in order; a phrase is marked as one."""
        every = self._single_words(text) if self._single else []
        for number, part in self._others:
            every += [Mark(start, end, number) for start, end in _spans(part, text)]
        if len(every) < 2:
            return tuple(every)
        return tuple(_apart(sorted(every, key=lambda mark: (mark.start, -mark.end, mark.part))))

    def snippet(self, text: str, size: int = SIZE) -> Snippet:
        """The piece of a text, about `size` characters, that has most parts of the query, and of these the first."""
        every = self.marks(text)
        start, end = _window(text, every, size)
        before, after = ("… " if start else ""), (" …" if end < len(text) else "")
        shift = len(before) - start
        inside = tuple(
            (each.start + shift, each.end + shift) for each in every if start <= each.start <= each.end <= end
        )
        return Snippet(before + text[start:end] + after, inside)

    def _single_words(self, text: str) -> list[Mark]:
        stems = self._single
        return [
            Mark(found.start(), found.end(), stems[known])
            for found in _candidates(text, self._beginning)
            if (known := STEMMED[found.group()]) in stems
        ]


def marks(text: str, tree: Node) -> tuple[Mark, ...]:
    """Where in a text the words of a query stand, in order; a phrase is marked as one."""
    return Marker(tree).marks(text)


def snippet(text: str, tree: Node, size: int = SIZE) -> Snippet:
    """The piece of a text, about `size` characters, that has most parts of the query, and of these the first."""
    return Marker(tree).snippet(text, size)


def _is_word(part: object) -> TypeGuard[Words]:
    return isinstance(part, Words) and len(part.words) == 1


@lru_cache(maxsize=256)
def _beginning(letters: frozenset[str]) -> re.Pattern[str]:
    """Words that begin with some letters, as index.words.WORD cuts them, and all that begin outside plain ASCII.

    A stem keeps its word's first letter, so no others need be cut, folded and stemmed: that was half of what a search
    with snippets took (2026-11-22). Figures are left to WORD, for they may have commas.
    """
    if not all(letter.isalpha() for letter in letters):
        return WORD
    begin = "".join(sorted(letters | {letter.upper() for letter in letters}))
    return re.compile(rf"[{begin}\x80-\U0010ffff](?<=[^\W_])(?<![^\W_].)(?<![^\W_]['’].)[^\W_]*(?:['’][^\W_]+)*")


def _candidates(text: str, beginning: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The words of a text that may be looked for; after `1,200's` WORD begins a word in the middle of another."""
    return (WORD if TORN.search(text) else beginning).finditer(text)


def _apart(ordered: Iterable[Mark]) -> Iterable[Mark]:
    """Marks without those that begin inside another."""
    reached = 0
    for mark in ordered:
        if mark.start >= reached:
            reached = mark.end
            yield mark


def _spans(part: object, text: str) -> Iterable[tuple[int, int]]:
    match part:
        case Words(sought):
            return _phrases([stem(word) for word in sought], text)
        case Prefix(prefix):
            near = _candidates(text, _beginning(frozenset(prefix[0])))
            return [found.span() for found in near if fold(found.group()).startswith(prefix)]
        case Fuzzy(near, distance):
            return _near(near, distance, list(words(text)))
        case _:
            return []


def _phrases(stems: Sequence[str], text: str) -> Iterator[tuple[int, int]]:
    """Where these stems stand beside each other."""
    for found in _candidates(text, _beginning(frozenset(stems[0][0]))):
        if STEMMED[found.group()] == stems[0]:
            end = _end_of_phrase(stems, text, found.end())
            if end:
                yield found.start(), end


def _end_of_phrase(stems: Sequence[str], text: str, end: int) -> int | None:
    """Where a phrase ends whose first word ends at a character; None if other words follow."""
    for sought in stems[1:]:
        found = WORD.search(text, end)
        while found and not STEMMED[found.group()]:  # letters that are none in plain writing
            found = WORD.search(text, found.end())
        if found is None or STEMMED[found.group()] != sought:
            return None
        end = found.end()
    return end


def _near(near: str, distance: int, found: Sequence[Word]) -> list[tuple[int, int]]:
    from rapidfuzz.distance import OSA

    return [
        (word.start, word.end)
        for word in found
        if abs(len(word.text) - len(near)) <= distance
        and OSA.distance(near, word.text, score_cutoff=distance) <= distance
    ]


def _window(text: str, every: Sequence[Mark], size: int) -> tuple[int, int]:
    """The characters to show, from the beginning of a word to the end of one."""
    if len(text) <= size:
        return 0, len(text)
    first = _densest(every, size - LEAD)
    start = max(0, min(first.start - LEAD, len(text) - size))
    end = start + size
    if start:
        start = text.find(" ", start, first.start) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", start, end), first.end)
    return start, min(end, len(text))


def _densest(every: Sequence[Mark], reach: int) -> Mark:
    """The mark from which so many characters show most parts of the query, then most marks; of equals the first."""
    if not every or every[-1].end <= every[0].start + reach:
        return every[0] if every else Mark(0, 0)
    best, most = Mark(0, 0), (-1, -1)
    parts: Counter[int] = Counter()
    after = 0
    for at, first in enumerate(every):
        while after < len(every) and every[after].end <= first.start + reach:
            parts[every[after].part] += 1
            after += 1
        shown = (len(parts), after - at)
        if shown > most:
            best, most = first, shown
        if after == at:
            after += 1  # longer than what can be shown
            continue
        parts[first.part] -= 1
        if not parts[first.part]:
            del parts[first.part]
    return best
