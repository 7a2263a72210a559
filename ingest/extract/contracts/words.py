"""Lists of words, written as a line of text; titles in capitals and dates as sentences print them."""

from __future__ import annotations

import re
from typing import Final

from kg.dates import MONTHS


def words_in(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())


def said(date: str) -> str:
    """An ISO date as a sentence says it: "2026-09-30" is "30 September 2026"."""
    year, *rest = date.split("-")
    return " ".join([*(str(int(day)) for day in rest[1:]), *(MONTHS[int(m) - 1].capitalize() for m in rest[:1]), year])


INITIALS: Final = re.compile(r"[B-DF-HJ-NP-TV-XZ]{3,5}")
SMALL: Final = frozenset(["and", "of", "for", "the", "in", "on", "to", "with", "at", "by", "or", "a", "an"])


def titled(words: str) -> str:
    """Words in capitals as a title: "ALDER COURT AND MILL HOUSE" is "Alder Court and Mill House"."""
    if not words.isupper():
        return words
    return " ".join(
        word.lower() if word.lower() in SMALL and place else _capitalised(word)
        for place, word in enumerate(words.split())
    )


def _capitalised(word: str) -> str:
    # "CCTV" and "NHS" stay as they are: no word has no vowel.
    return "-".join(part if INITIALS.fullmatch(part) else part.capitalize() for part in word.split("-"))
