"""What a word may have been meant for, and what a beginning may become, from the index's own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from index.analysis import EVERYWHERE, STEMMED, as_written
from index.query_tree import Query, Words, wanted
from index.words import stem, words

SHORTEST = 4  # letters; nearly every shorter word is near another
DISTANCE = 2  # letters off at most; in words of fewer than six, one


class Vocabulary(Protocol):
    """Where the words come from."""

    def vocabulary(self, field: str, prefix: str) -> Iterable[tuple[str, int]]: ...
    def has(self, field: str, term: str) -> bool: ...


@runtime_checkable
class Neighbours(Protocol):
    """An index that finds near words itself, where to fetch all of them would take long."""

    def near(self, field: str, word: str, distance: int) -> Iterable[tuple[str, int]]: ...


class Spelling:
    """Puts words right by an index; keeps the words of each field that was asked for, as one scan takes 30 ms."""

    def __init__(self, index: Vocabulary) -> None:
        self._index = index
        self._words: dict[str, dict[str, int]] = {}

    def corrected(self, query: Query) -> str | None:
        """The query with each word that no passage has put right; None if nothing is wrong, or nothing comes near."""
        meant: dict[str, str] = {}
        for part in wanted(query.tree):
            for word in part.words if isinstance(part, Words) else ():
                if not _known(self._index, word, part.field) and (near := self._nearest(word, part.field)):
                    meant[word] = near
        return _replaced(query.text, meant) if meant else None

    def _nearest(self, word: str, field: str | None) -> str | None:
        """The word fewest letters off, if any; of several, the most frequent, then the first by the alphabet."""
        if len(word) < SHORTEST or not word.isalpha():
            return None
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        furthest = DISTANCE if len(word) > 5 else 1
        known = self._around(as_written(field or "text"), word, furthest)
        near = extract(word, known.keys(), scorer=OSA.distance, score_cutoff=furthest, limit=None)
        # "paking" is rather "parking" than "making": people get the first letter right.
        ordered = ((int(distance), each[0] != word[0], -known[each], each) for each, distance, _ in near)
        return min(ordered, default=(0, False, 0, None))[3]

    def _around(self, field: str, word: str, distance: int) -> dict[str, int]:
        """Words of a field with the number of their passages: all, or at least those that are near."""
        if isinstance(self._index, Neighbours):
            return {near: count for near, count in self._index.near(field, word, distance) if near.isalpha()}
        return self._of(field)

    def _of(self, field: str) -> dict[str, int]:
        """The words of a field, each with the number of its passages."""
        if field not in self._words:
            self._words[field] = {word: count for word, count in self._index.vocabulary(field, "") if word.isalpha()}
        return self._words[field]


def _known(index: Vocabulary, word: str, field: str | None) -> bool:
    """Whether any passage has the word, in its field or wherever words without one are looked for."""
    fields = [field] if field else list(EVERYWHERE)
    return any(index.has(each, stem(word) if each in STEMMED else word) for each in fields)


def _replaced(text: str, meant: dict[str, str]) -> str:
    pieces, reached = [], 0
    for word in words(text):
        if word.text in meant:
            pieces += [text[reached : word.start], meant[word.text]]
            reached = word.end
    return "".join([*pieces, text[reached:]])


def completed(index: Vocabulary, beginning: str, limit: int) -> tuple[str, ...]:
    """The beginning with its last word completed; nothing while no word is begun."""
    last = next(reversed(list(words(beginning))), None)
    if last is None or last.end != len(beginning):
        return ()
    known = sorted(index.vocabulary(as_written("text"), last.text), key=lambda entry: (-entry[1], entry[0]))
    return tuple(beginning[: last.start] + word for word, _ in known[:limit])
