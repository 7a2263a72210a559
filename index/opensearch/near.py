"""Words that are few letters off, as a cluster is asked for them.

Its list of words knows all that are one letter off, but of those two letters off only such as begin alike. So for
others it is asked what is one letter off from the word with another beginning.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Any, Final

MOST: Final = 1_000  # words that one may have been meant for
BESIDE: Final = 50  # words around each other beginning


def suggestions(field: str, word: str, distance: int) -> dict[str, Any]:
    """What a cluster is to suggest for a word."""
    told: dict[str, Any] = {"near": {"text": word, "term": _near(field, distance, MOST)}}
    if distance > 1 and len(word) > 1:
        told["beside"] = {"text": " ".join(_begun_otherwise(word)), "term": _near(field, 1, BESIDE)}
    return told


def suggested(told: Mapping[str, Any]) -> list[str]:
    """What it suggested; some of it may be further off."""
    entries = (entry for found in told.values() for entry in found)
    return sorted({option["text"] for entry in entries for option in entry["options"]})[:MOST]


def _near(field: str, distance: int, most: int) -> dict[str, Any]:
    return {
        "field": field,
        "analyzer": "whitespace",
        "suggest_mode": "always",
        "max_edits": distance,
        "prefix_length": 0,
        "min_word_length": 1,
        "accuracy": 0.01,
        "size": most,
        "shard_size": most,
        "max_inspections": 100,
        "max_term_freq": float(1 << 30),  # also where the word itself is frequent
    }


def _begun_otherwise(word: str) -> list[str]:
    """The word with one letter off at its beginning: another, one more, one fewer, or two in each other's place."""
    letters = string.ascii_lowercase + string.digits
    others = {f"{letter}{rest}" for letter in letters for rest in (word, word[1:])}
    return sorted((others | {word[1:], f"{word[1]}{word[0]}{word[2:]}"}) - {word})
