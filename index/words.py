"""What a word is to the text index: cut out, folded to plain lower case, and brought to its stem.

Both engines and the snippets use these functions, so that a word found is a word marked, whichever engine answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from index.quiet import whoosh_quietly

# `£482,130` is one word, so that `482130` finds it; `A/R.6.401` is four, and a query for it is a phrase.
# What begins with a letter is tried first: most words do, and the rest costs a look at what stands before.
WORD = re.compile(
    r"[^\W\d_][^\W_]*(?:['’][^\W_]+)*|(?<![\w,.])\d{1,3}(?:,\d{3})+(?![^\W_]|,\d)|[^\W_]+(?:['’][^\W_]+)*"
)
POSSESSIVE = re.compile(r"['’]s$")
IZE = re.compile(r"(?<=\w\w)iz(?=e[drs]?$|es$|ing$|ations?$|ational$)")
LONGEST = 60  # letters of a word that count; longer ones are torn tables or web addresses

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
    return list(folded_once(text))


@lru_cache(maxsize=512)
def folded_once(text: str) -> tuple[str, ...]:
    """The same, kept: all passages of a paper have its title, committee and names, and a passage is cut several times.

    Without match objects and places, which were half of the time that an index took to make (2026-11-22).
    """
    return tuple(filter(None, map(fold, WORD.findall(text))))


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
