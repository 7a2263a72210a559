"""The words of a text that answer a query, and the piece of it that shows them best; the same for every engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from index.query_tree import Fuzzy, Node, Prefix, Words, wanted
from index.words import WORD, Word, fold, stem, words

SIZE = 240  # characters: three lines of a terminal, or of a result on a web page
LEAD = 60  # characters shown before the first marked word
ANYWHERE = (None, "heading", "mentions", "title")  # words sought in these are worth marking in the text, too


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters start to end of a text that answer one part of a query; `part` counts the parts from 0."""

    start: int
    end: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text, `…` where more stands before or after it; marks are character ranges of the piece."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def marks(text: str, tree: Node) -> tuple[Mark, ...]:
    """Where in a text the words of a query stand, in order; a phrase is marked as one."""
    parts = [part for part in wanted(tree) if not hasattr(part, "value") and part.field in ANYWHERE]
    single = {stem(part.words[0]): n for n, part in reversed([*enumerate(parts)]) if _is_word(part)}
    every = _single_words(text, single)
    if any(not _is_word(part) for part in parts):
        found = list(words(text))
        every += [Mark(*span, n) for n, part in enumerate(parts) if not _is_word(part) for span in _spans(part, found)]
    return tuple(_apart(sorted(every, key=lambda mark: (mark.start, -mark.end, mark.part))))


def _is_word(part: object) -> TypeGuard[Words]:
    return isinstance(part, Words) and len(part.words) == 1


def _single_words(text: str, stems: Mapping[str, int]) -> list[Mark]:
    """Where words with these stems stand. A stem keeps its word's first letter, so that most need no folding."""
    letters = {letter for each in stems for letter in (each[0], each[0].upper())}
    marked = []
    for found in WORD.finditer(text):
        word = found.group()
        if word[0] in letters or not word[0].isascii():
            part = stems.get(stem(fold(word) or word))
            if part is not None:
                marked.append(Mark(found.start(), found.end(), part))
    return marked


def _apart(ordered: Iterable[Mark]) -> Iterable[Mark]:
    """Marks without those that begin inside another."""
    reached = 0
    for mark in ordered:
        if mark.start >= reached:
            reached = mark.end
            yield mark


def _spans(part: object, found: Sequence[Word]) -> Iterable[tuple[int, int]]:
    match part:
        case Words(sought):
            return _phrases([stem(word) for word in sought], found)
        case Prefix(prefix):
            return [(word.start, word.end) for word in found if word.text.startswith(prefix)]
        case Fuzzy(near, distance):
            return _near(near, distance, found)
        case _:
            return []


def _phrases(stems: Sequence[str], found: Sequence[Word]) -> list[tuple[int, int]]:
    """Where these stems stand beside each other. A stem keeps its first letter, so most words need no stemming."""
    first, length = stems[0], len(stems)
    spans = []
    for at in range(len(found) - length + 1):
        word = found[at]
        if word.text[0] == first[0] and stem(word.text) == first:
            beside = found[at : at + length]
            if all(stem(word.text) == sought for word, sought in zip(beside, stems, strict=True)):
                spans.append((beside[0].start, beside[-1].end))
    return spans


def _near(near: str, distance: int, found: Sequence[Word]) -> list[tuple[int, int]]:
    from rapidfuzz.distance import OSA

    return [
        (word.start, word.end)
        for word in found
        if abs(len(word.text) - len(near)) <= distance
        and OSA.distance(near, word.text, score_cutoff=distance) <= distance
    ]


def snippet(text: str, tree: Node, size: int = SIZE) -> Snippet:
    """The piece of a text, about `size` characters, that has most parts of the query, and of these the first."""
    every = marks(text, tree)
    start, end = _window(text, every, size)
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    shift = len(before) - start
    inside = tuple((mark.start + shift, mark.end + shift) for mark in every if start <= mark.start and mark.end <= end)
    return Snippet(before + text[start:end] + after, inside)


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
