"""Which words on a page's picture are the words of the page's text.

The text has the page's words in reading order, columns and rows put right; the file draws them in an order of its own.
So the words are placed by exact runs, the longest first, then by words that are joined or parted otherwise (hyphens,
letters set apart), then by likeness between neighbours that were placed. Where a word could be several, that one is
taken which stands as the text says: on the row, or below, what stands beside it in the text. What fits nowhere so is
not placed: nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from interfaces.web.source.words import WordBox

TOKEN = re.compile(r"\S+")
# No page of a paper has more words than this; one that has is an attack, and is left unmarked.
MOST_WORDS: Final = 8000
# Pairs of like words that are looked at, the rarest first; frequent ones beyond that are left unplaced.
MOST_PAIRS: Final = 200_000
# Rounds in which words are placed by neighbours just placed, and places that words joined may fit.
MOST_ROUNDS, MOST_FITS = 8, 40
# Letters that a run has at least, round by round: the surest first, for they tell where the others belong.
ROUNDS: Final = (40, 20, 10, 5, 1)
# A run with fewer letters than this says nothing by itself where it fits several places.
TELLING: Final = 16
# How far off a run may stand from where its neighbour in the text leads one to expect it, in line heights.
NEAR: Final = 2.5
# How far off each other, in line heights, words of one line stand; how high, by its width, a word is on its side.
SAME_ROW, UPRIGHT = 0.8, 3.0
# Words that are joined or parted otherwise: no more of them, and no more letters.
MOST_JOINED, LONGEST_JOINED = 12, 80
# How like, of 100, a word must be to the only one that stands in its place, and how many others may.
LIKE, MOST_BETWEEN = 75.0, 6


class Token(NamedTuple):
    """A word of the text, its characters there, and its letters and digits in plain lower case."""

    start: int
    end: int
    letters: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A page's text, word by word, and which words on the picture each is; none where its place was not found."""

    tokens: tuple[Token, ...]
    boxes: tuple[tuple[int, ...], ...]

    def between(self, start: int, end: int) -> Placed:
        """The words that stand, wholly or in part, in characters start to end of the text."""
        first = bisect_right(self.tokens, start, key=attrgetter("end"))
        last = bisect_left(self.tokens, end, key=attrgetter("start"))
        return Placed(self.tokens[first:last], self.boxes[first:last])

    @property
    def found(self) -> tuple[int, ...]:
        """The words on the picture, each once, in the text's order."""
        return tuple(dict.fromkeys(index for indices in self.boxes for index in indices))

    @property
    def missing(self) -> int:
        """How many words were not found."""
        return sum(not indices for indices in self.boxes)


def plain(word: str) -> str:
    """A word's letters and digits in plain lower case: no marks, no accents, ligatures and curly quotes undone."""
    if word.isascii():
        return "".join(filter(str.isalnum, word.lower()))
    spread = unicodedata.normalize("NFKD", word).casefold()
    return "".join(letter for letter in spread if letter.isalnum())


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text that have letters or digits."""
    every = ((found, plain(found[0])) for found in TOKEN.finditer(text))
    return tuple(Token(found.start(), found.end(), letters) for found, letters in every if letters)


def place(text: str, words: Sequence[WordBox]) -> Placed:
    """Find a page's text among the words on its picture."""
    told = tokens(text)
    drawn = [(index, plain(word.text)) for index, word in enumerate(words)]
    drawn = [(index, letters) for index, letters in drawn if letters]
    if max(len(told), len(drawn)) > MOST_WORDS:
        return Placed(told, ((),) * len(told))
    placing = _Placing(text, told, [words[index] for index, _ in drawn], [letters for _, letters in drawn])
    placing.run()
    numbers = [index for index, _ in drawn]
    return Placed(told, tuple(tuple(numbers[at] for at in ats) for ats in placing.at))


class _Run(NamedTuple):
    """So many words from `one` of the text that are the words from `other` of the picture."""

    one: int
    other: int
    length: int


class _Placing:
    """The state of placing one page's words: `at` says where each word of the text is, `taken` which ones are used."""

    def __init__(self, text: str, told: Sequence[Token], boxes: Sequence[WordBox], letters: Sequence[str]) -> None:
        self.told, self.boxes, self.letters = told, boxes, letters
        self.at: list[tuple[int, ...]] = [()] * len(told)
        self.taken = [False] * len(boxes)
        # Whether the word drawn after one goes on its line: a column's last word and the next column's first do not.
        self.follows = [_goes_on(one, two) for one, two in pairwise(boxes)] + [False]
        # Whether a word begins a line, or a cell's line, of the text.
        ends = [0, *(token.end for token in told)]
        self.opens = [
            bool(re.search(r"[\n\f\u2028]", text[end : token.start])) for end, token in zip(ends, told, strict=False)
        ]

    def run(self) -> None:
        """All rounds; the last is repeated while it finds more, for each word placed tells of its neighbours."""
        for least in ROUNDS:
            self._round(least)
        self._rounds()
        self._join()
        self._rounds()
        self._liken()

    def _rounds(self) -> None:
        for _ in range(MOST_ROUNDS):
            if not self._round(1):
                break

    def _round(self, least: int) -> int:
        """Place runs of so many letters at least, the longest first, of equal ones that which fits best; count them."""
        found = [(self._weight(run), run) for run in self._runs()]
        found = [(weight, run) for weight, run in found if weight >= least]
        choices = Counter(key for _, run in found for key in ((run.one, 0), (run.other, 1)))
        ranked = sorted((-weight, self._strain(run), run) for weight, run in found)
        placed = 0
        for negative, strain, run in ranked:
            unique = choices[run.one, 0] == 1 and choices[run.other, 1] == 1
            if (strain <= NEAR or unique or -negative >= TELLING) and self._is_free(run):
                self._take(run)
                placed += 1
        return placed

    def _runs(self) -> Iterator[_Run]:
        """The longest runs of words, placed nowhere yet, that are the same on both sides."""
        places = defaultdict(list)
        for other, letters in enumerate(self.letters):
            if not self.taken[other]:
                places[letters].append(other)
        free = [one for one in range(len(self.told)) if not self.at[one]]
        rare = _rare(Counter(self.told[one].letters for one in free), places)
        reached: dict[tuple[int, int], int] = {}
        for one in reversed(free):
            letters = self.told[one].letters
            for other in places[letters] if letters in rare else ():
                beyond = reached.get((one + 1, other + 1), 0)
                reached[one, other] = 1 + (beyond if beyond and self._continues(one + 1, other) else 0)
        for (one, other), length in reached.items():
            if (one - 1, other - 1) not in reached or not self._continues(one, other - 1):
                yield _Run(one, other, length)

    def _continues(self, one: int, before: int) -> bool:
        """Whether a word of the text may be the one that is drawn after another."""
        return self.opens[one] or self.follows[before]

    def _weight(self, run: _Run) -> int:
        return sum(len(token.letters) for token in self.told[run.one : run.one + run.length])

    def _is_free(self, run: _Run) -> bool:
        return not (any(self.at[run.one : run.one + run.length]) or any(self.taken[run.other : run.other + run.length]))

    def _take(self, run: _Run) -> None:
        for step in range(run.length):
            self._put(run.one + step, (run.other + step,))

    def _put(self, one: int, others: tuple[int, ...]) -> None:
        self.at[one] = others
        for other in others:
            self.taken[other] = True

    def _strain(self, run: _Run) -> float:
        """How far a run stands from where its neighbours lead one to expect it, in lines: the least of the two."""
        last = run.one + run.length - 1
        strains = []
        if run.one and self.at[run.one - 1]:
            strains.append(self._apart(self.at[run.one - 1][-1], run.other, self.opens[run.one]))
        if last + 1 < len(self.told) and self.at[last + 1]:
            strains.append(self._apart(run.other + run.length - 1, self.at[last + 1][0], self.opens[last + 1]))
        return min(strains, default=float("inf"))

    def _apart(self, first: int, second: int, opens: bool) -> float:
        """How far the second of two words that follow one another stands from where it should, in lines."""
        one, two = self.boxes[first], self.boxes[second]
        height = max(one.height, two.height, 1e-4)
        down = ((two.top + two.bottom) - (one.top + one.bottom)) / 2 / height
        if second == first + 1 and (opens or self.follows[first]):
            return 0.0
        if opens:  # a new line stands below, or at the top of another column
            return abs(down - 1.2) * (1.0 if down > 0 else 2.0) + abs(two.left - one.left)
        back = 1.0 if two.left < one.left else 0.0
        return 3 * abs(down) + back + (two.left - one.right if two.left > one.right else 0.0)

    def _join(self) -> None:
        """Place words that are one on one side and several on the other, all their letters the same."""
        drawn = defaultdict(list)
        for first, length, joined in _joins(self.letters, [not taken for taken in self.taken]):
            drawn[joined].append((first, length))
        told = _joins([token.letters for token in self.told], [not at for at in self.at])
        for one, length, joined in sorted(told, key=lambda each: -len(each[2])):
            if len(drawn.get(joined, ())) > MOST_FITS:
                continue
            fits = [
                (self._strain(_Run(one, other, 1)), other, count)
                for other, count in drawn.get(joined, ())
                if (length > 1) != (count > 1) and not any(self.taken[other : other + count])
            ]
            if fits and not any(self.at[one : one + length]) and (len(fits) == 1 or min(fits)[0] <= NEAR):
                _, other, count = min(fits)
                self._share(one, length, other, count)

    def _share(self, one: int, length: int, other: int, count: int) -> None:
        """Give each word of the text those of the picture in which its letters stand."""
        marks = [0]
        for index in range(other, other + count):
            marks.append(marks[-1] + len(self.letters[index]))
        start = 0
        for index in range(one, one + length):
            end = start + len(self.told[index].letters)
            held = (other + at for at in range(count) if marks[at] < end and marks[at + 1] > start)
            self._put(index, tuple(held))
            start = end

    def _liken(self) -> None:
        """Place a word by likeness where both its neighbours were placed and little else stands between them."""
        from rapidfuzz.fuzz import ratio

        for one in range(1, len(self.told) - 1):
            before, after = self.at[one - 1], self.at[one + 1]
            if self.at[one] or not before or not after:
                continue
            between = range(before[-1] + 1, after[0])
            if len(between) > MOST_BETWEEN:
                continue
            scored = [
                (ratio(self.told[one].letters, self.letters[other]), other)
                for other in between
                if not self.taken[other]
            ]  # fmt: skip
            best = max(scored, default=(0.0, 0))
            if best[0] >= LIKE:
                self._put(one, (best[1],))


def _goes_on(one: WordBox, two: WordBox) -> bool:
    """Whether a word stands on the line of another, further on; words that stand on their heads or sides may."""
    if max(one.height / max(one.width, 1e-4), two.height / max(two.width, 1e-4)) > UPRIGHT:
        return True
    height = max(one.height, two.height)
    beside = abs((two.top + two.bottom) - (one.top + one.bottom)) / 2 <= SAME_ROW * height
    return beside and (two.left >= one.left or abs(one.left - two.right) < height)


def _rare(often: Mapping[str, int], places: Mapping[str, Sequence[int]]) -> set[str]:
    """The words that make the fewest pairs, as many as there is time for."""
    pairs = {word: count * len(places.get(word, ())) for word, count in often.items()}
    rare, left = set(), MOST_PAIRS
    for word in sorted(pairs, key=lambda word: (pairs[word], word)):
        left -= pairs[word]
        if left < 0:
            break
        rare.add(word)
    return rare


def _joins(letters: Sequence[str], free: Sequence[bool]) -> Iterable[tuple[int, int, str]]:
    """Free words that follow one another, joined: where they begin, how many, their letters."""
    for first in range(len(letters)):
        joined = ""
        for length in range(1, MOST_JOINED + 1):
            at = first + length - 1
            if at >= len(letters) or not free[at]:
                break
            joined += letters[at]
            if len(joined) > LONGEST_JOINED:
                break
            yield first, length, joined
