"""Two limbs held against each other: does a decision say what was recommended, and which words changed?

Pure functions of words. Minutes put a recommendation into the past ("approve" becomes "approved") and into their own
frame ("That the Committee …"); neither is a change of what is decided.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

# Words that frame a limb without being part of what is decided.
FRAME: Final = frozenset(
    {
        *("that", "the", "it", "be", "is", "was", "were", "to", "and", "or", "of"),
        *("committee", "cabinet", "council", "board", "panel", "executive", "member", "members", "councillors"),
        *("agree", "agreed", "agrees", "resolve", "resolved", "recommend", "recommended", "recommendation", "asked"),
    }
)
# Endings in which a recommendation and its minute differ: approve, approves, approved, approving.
ENDING: Final = re.compile(r"(?:ing|ied|ies|ed|es|s|e|y)$")
DOUBLED: Final = re.compile(r"([bdgmnprt])\1$")  # referr(ed) is refer
WORD: Final = re.compile(r"[£$€]?\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?")
# At this share of equal words and more, two limbs are one proposal with changes; below it they are two.
ONE_PROPOSAL: Final = 0.55


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the recommendation that the decision has not, and words that it has instead; either may be empty."""

    left_out: str
    put_in: str

    def __str__(self) -> str:
        match self.left_out, self.put_in:
            case "", put_in:
                return f"put in: {put_in}"
            case left_out, "":
                return f"left out: {left_out}"
            case left_out, put_in:
                return f"{left_out} → {put_in}"


@dataclass(frozen=True, slots=True)
class _Words:
    """A limb's words as printed, where they stand in it, and what of them is compared."""

    printed: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    stems: tuple[str, ...]
    framing: tuple[bool, ...]


@lru_cache(maxsize=16384)
def _words(text: str) -> _Words:
    spans = tuple(found.span() for found in WORD.finditer(text))
    printed = tuple(text[start:end] for start, end in spans)
    folded = [word.casefold().replace("’", "'").replace(",", "") for word in printed]
    stems = tuple(_stem(word) if len(word) > 3 and word.isalpha() else word for word in folded)
    framing = tuple(word in FRAME for word in folded)
    return _Words(printed, spans, stems, framing)


def _stem(word: str) -> str:
    return DOUBLED.sub(r"\1", ENDING.sub("", word))


def likeness(one: str, other: str) -> float:
    """How much of two limbs is the same words in the same order, from 0 to 1; the frame counts for nothing."""
    mine, theirs = (
        [s for s, frame in zip(w.stems, w.framing, strict=True) if not frame] for w in map(_words, (one, other))
    )
    if not mine or not theirs:
        return float(_words(one).stems == _words(other).stems)
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio()


def changes(recommended: str, decided: str) -> tuple[Change, ...]:
    """What the decision says otherwise than the recommendation, in order; () where it is the same proposal."""
    before, after = _words(recommended), _words(decided)
    return tuple(
        Change(" ".join(before.printed[start:end]), " ".join(after.printed[first:last]))
        for start, end, first, last in _differences(recommended, decided)
    )


def marked(recommended: str, decided: str, opens: str = "«", closes: str = "»") -> tuple[str, str]:
    """Both limbs with marks around the words in which they differ; as they are where they are the same proposal."""
    found = _differences(recommended, decided)
    left = [(start, end) for start, end, _, _ in found]
    right = [(first, last) for _, _, first, last in found]
    return _marked(recommended, left, opens, closes), _marked(decided, right, opens, closes)


def _differences(recommended: str, decided: str) -> list[tuple[int, int, int, int]]:
    """Runs of words that differ: from, to in the one, from, to in the other."""
    before, after = _words(recommended), _words(decided)
    matcher = SequenceMatcher(None, before.stems, after.stems, autojunk=False)
    return [
        (start, end, first, last)
        for step, start, end, first, last in matcher.get_opcodes()
        if step != "equal" and not all((*before.framing[start:end], *after.framing[first:last]))
    ]


def _marked(text: str, runs: list[tuple[int, int]], opens: str, closes: str) -> str:
    spans = _words(text).spans
    for start, end in reversed(runs):
        if start < end:
            begin, stop = spans[start][0], spans[end - 1][1]
            text = f"{text[:begin]}{opens}{text[begin:stop]}{closes}{text[stop:]}"
    return text
