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
ENDING: Final = re.compile(r"(?:ing|ied|ies|ed|es|s|e|d|y)$")
WORD: Final = re.compile(r"[£$€]?\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?")
# At this share of equal words and more, two limbs are one proposal with changes; below it they are two.
ONE_PROPOSAL: Final = 0.55
LEAST_WORDS: Final = 3


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
    """A limb's words as printed, and what of them is compared."""

    printed: tuple[str, ...]
    stems: tuple[str, ...]
    framing: tuple[bool, ...]


@lru_cache(maxsize=16384)
def _words(text: str) -> _Words:
    printed = tuple(found[0] for found in WORD.finditer(text))
    folded = [word.casefold().replace("’", "'").replace(",", "") for word in printed]
    stems = tuple(ENDING.sub("", word) if len(word) > 3 and word.isalpha() else word for word in folded)
    framing = tuple(word in FRAME for word in folded)
    return _Words(printed, stems, framing)


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
    found = []
    matcher = SequenceMatcher(None, before.stems, after.stems, autojunk=False)
    for step, start, end, first, last in matcher.get_opcodes():
        if step == "equal" or all((*before.framing[start:end], *after.framing[first:last])):
            continue
        found.append(Change(" ".join(before.printed[start:end]), " ".join(after.printed[first:last])))
    return tuple(found)
