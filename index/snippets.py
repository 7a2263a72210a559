"""The words of a text that answer a query, and the piece of it that shows them best; the same for every engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.query_tree import Fuzzy, Node, Prefix, Words, wanted
from index.words import Word, stem, words

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
    found = list(words(text))
    parts = [part for part in wanted(tree) if not hasattr(part, "value") and part.field in ANYWHERE]
    every = [Mark(*span, number) for number, part in enumerate(parts) for span in _spans(part, found)]
    return tuple(_apart(sorted(every, key=lambda mark: (mark.start, -mark.end, mark.part))))


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
    spans = []
    for at in range(len(found) - len(stems) + 1):
        beside = found[at : at + len(stems)]
        if all(
            word.text[0] == sought[0] and stem(word.text) == sought for word, sought in zip(beside, stems, strict=True)
        ):
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
    first = max(every, key=lambda mark: (_worth(mark, every, size), -mark.start), default=Mark(0, 0))
    start = max(0, min(first.start - LEAD, len(text) - size))
    end = start + size
    if start:
        start = text.find(" ", start, first.start) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", start, end), first.end)
    return start, min(end, len(text))


def _worth(first: Mark, every: Sequence[Mark], size: int) -> tuple[int, int]:
    """How many parts of the query, and how many marks, a piece shows that leads up to this mark."""
    shown = [mark for mark in every if first.start <= mark.start and mark.end <= first.start + size - LEAD]
    return len({mark.part for mark in shown}), len(shown)
