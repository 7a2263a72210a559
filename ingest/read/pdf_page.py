"""What a PDF page is to its readers: words and rules at their places as looked at, x to the right, y downwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from ingest.read.pdf_rules import Rules

# How a page was read: by its words; not at all, for it is blank, broken, a picture, in letters that stand for nothing,
# or there was no time left; by Tesseract; or Tesseract saw nothing in it but noise (`mute`: of such letters).
PageState = Literal["words", "blank", "broken", "picture", "garbled", "late", "seen", "noise", "mute"]


class Word(NamedTuple):
    """A word: where it starts and ends, its baseline, its size in points, whether bold, whether upright."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    upright: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page's words in the order in which the file draws them, and the rules drawn on it.

    state   how it was read; `sure` how sure Tesseract is of its words, 0 to 1, where it read them
    beyond  words that stand beyond the page's edge, where nobody sees them
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: Rules
    state: PageState = "words"
    sure: float = 0.0
    beyond: str = ""


class Look(NamedTuple):
    """How a run of text is set."""

    size: float
    bold: bool
    upright: bool


class View(NamedTuple):
    """How a page's own coordinates are turned into those of the page looked at."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point as it is looked at: from the left, from the top."""
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        if self.turn == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """A direction as it is looked at, y upwards."""
        return ((x, y), (y, -x), (-x, -y), (-y, x))[self.turn]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.turn % 2 else (wide, high)
