"""What a word is to the text index: cut out, folded to plain lower case, and brought to its stem.

All engines and the snippets use these functions, so that a word found is a word marked, whichever engine answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from index.quiet import whoosh_quietly

# `£482,130` is one word, so that `482130` finds it; `A/R.6.401` is four, and a query for it is a phrase.
# What begins with a letter is tried first: most words do, and the rest costs a look at what stands before.
WORD = re.compile(
    r"[^\W\d_][^\W_]*(?:['’][^\W_]+)*|(?<![\w,.])\d{1,3}(?:,\d{3})+(?![^\W_]|,\d)|[^\W_]+(?:['’][^\W_]+)*"
)
POSSESSIVE = re.compile(r"['’]s$")
IZE = re.compile(r"(?<=\w\w)iz(?=e[drs]?$|es$|ing$|ations?$|ational$)")
LONGEST = 60  # letters of a word that count; longer ones are torn tables or web addresses
MOST_PIECES: Final = 65_536  # that are kept: 15 MB

# Where the stemmer at hand folds words that a reader would not (the newer Snowball rules keep them apart as well).
KEPT_APART = {
    "added": "add", "adding": "add", "evening": "evening", "evenings": "evening", "lateral": "lateral",
    "universal": "universal", "university": "universiti", "universities": "universiti", "internal": "internal",
    "internally": "internal", "emergency": "emergenc", "emergencies": "emergenc", "interval": "interval",
    "intervals": "interval",
}  # fmt: skip

# Words that carry a sentence and not its matter: a query of several plain words does without them.
STOP_WORDS = frozenset([
    "a", "about", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "did", "do", "does",
    "for", "from", "had", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its", "me", "of", "on", "or",
    "our", "that", "the", "their", "them", "there", "they", "this", "to", "was", "we", "were", "what", "when",
    "where", "which", "who", "why", "will", "with", "would", "you", "your",
])  # fmt: skip


class Word(NamedTuple):
    """A word of a text, folded, and its characters there."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word in plain lower-case letters and digits: no accents, no possessive, no apostrophe, no comma; `` if none."""
    plain = POSSESSIVE.sub("", word.lower())
    if plain.isascii() and plain.isalnum():
        return plain[:LONGEST]
    spread = unicodedata.normalize("NFKD", plain).lower()
    return "".join(letter for letter in spread if letter.isalnum())[:LONGEST]


def words(text: str) -> Iterator[Word]:
    """The words of a text in order."""
    for found in WORD.finditer(text):
        folded = fold(found.group())
        if folded:
            yield Word(folded, found.start(), found.end())


def folded(text: str) -> list[str]:
    """The words of a text without their places."""
    return written_line(text).split()


class Pieces(dict[str, str]):
    """What stands between two spaces, and the words it comes to with a space between them; each worked out once.

    No word reaches over a space, and looking pieces up takes a fifth of the time of cutting them (2026-11-22). When
    there are too many they are let go of; long ones, of torn tables and web addresses, are not kept.
    """

    def __init__(self, work: Callable[[str], str]) -> None:
        self._work = work

    def __missing__(self, piece: str) -> str:
        found = self._work(piece)
        if len(piece) <= LONGEST:
            if len(self) >= MOST_PIECES:
                self.clear()
            self[piece] = found
        return found


def _written(piece: str) -> str:
    return " ".join(filter(None, map(fold, WORD.findall(piece))))


def _stemmed(piece: str) -> str:
    return " ".join(map(stem, WRITTEN[piece].split()))


WRITTEN: Final = Pieces(_written)
STEMMED: Final = Pieces(_stemmed)


def written_line(text: str) -> str:
    """The words of a text as written, a space between them."""
    return written_and_stemmed(text)[0]


@lru_cache(maxsize=512)
def written_and_stemmed(text: str) -> tuple[str, str]:
    """The words of a text as written, and their stems, a space between them.

    Kept, for a passage's text is asked for more than once, and all passages of a paper have its title and names.
    """
    pieces = text.split()
    written, stemmed = map(WRITTEN.__getitem__, pieces), map(STEMMED.__getitem__, pieces)
    return " ".join(filter(None, written)), " ".join(filter(None, stemmed))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of a folded word; `organise` and `organize` have one stem. Never changes the first letter."""
    if word in KEPT_APART:
        return KEPT_APART[word]
    return _porter(IZE.sub("is", word))


def _porter(word: str) -> str:
    with whoosh_quietly():
        from whoosh.lang.porter2 import stem as porter2

    return str(porter2(word)) or word
