"""Marks on a page's picture: boxes of words that stand beside each other on a line become one rectangle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from interfaces.web.source.words import WordBox

# Two words are on one line that share so much of their height, and beside each other where the white between them is
# no more than so many times their height (in dots, not in fractions: pages are not square).
SHARED, WHITE = 0.5, 1.5


class Rectangle(NamedTuple):
    """A mark, in fractions of the page."""

    left: float
    top: float
    width: float
    height: float


def rectangles(words: Sequence[WordBox], found: Iterable[int], shape: float) -> tuple[Rectangle, ...]:
    """The marks for some of a page's words, line by line; `shape` is the page's width by its height."""
    marks: list[WordBox] = []
    last = -2
    for index in found:
        word = words[index]
        # What is drawn between two words (one of another column) must not be marked with them.
        if marks and 0 < index - last <= 2 and _is_beside(marks[-1], word, shape):
            marks[-1] = _both(marks[-1], word)
        else:
            marks.append(word)
        last = index
    return tuple(Rectangle(mark.left, mark.top, mark.width, mark.height) for mark in marks)


def _is_beside(mark: WordBox, word: WordBox, shape: float) -> bool:
    shared = min(mark.bottom, word.bottom) - max(mark.top, word.top)
    height = min(mark.height, word.height)
    if shared < SHARED * height:
        return False
    white = (word.left - mark.right) * shape
    return -height < white < WHITE * height


def _both(one: WordBox, two: WordBox) -> WordBox:
    left, top = min(one.left, two.left), min(one.top, two.top)
    right, bottom = max(one.right, two.right), max(one.bottom, two.bottom)
    return WordBox(one.text, left, top, round(right - left, 5), round(bottom - top, 5))
