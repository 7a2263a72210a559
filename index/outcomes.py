"""What came of a matter, in a few plain words, from the decisions that papers print.

Nothing is weighed here: the vote is the decision's own, the rest is read from the words with which it begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.records import Decision

OUTCOMES: Final = (
    "agreed", "unanimous", "majority", "noted", "delegated", "referred", "deferred", "rejected", "withdrawn",
)  # fmt: skip
BEGIN: Final = 120  # characters in which a decision says what it does
AT_MOST: Final = 400  # characters in which it says who is to act


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that tell an outcome, one line that they read and one that they leave alone."""

    outcome: str
    pattern: re.Pattern[str]
    reads: str
    leaves: str


def _wording(outcome: str, pattern: str, reads: str, leaves: str) -> Wording:
    return Wording(outcome, re.compile(pattern, re.IGNORECASE), reads, leaves)


LEAD: Final = r"^\W{0,3}(?:(?:it was|that|to|the \w{1,20}|and|[a-z0-9]{1,3}[.)])\W{1,3}){0,3}"
SETTLED: Final = (
    _wording("withdrawn", r"\b(?:was|were|be|is|been)\s+withdrawn\b", "The report was withdrawn.",
             "agree that the withdrawn grant be replaced"),
    _wording("deferred", LEAD + r"(?:defer(?:s|red)?|adjourn(?:s|ed)?|postpone[sd]?)\b"
             r"|\b(?:be|was|were|is|are)\s+(?:deferred|adjourned|postponed)\b",
             "to defer the item to the next meeting", "agree the deferred payments scheme"),
    _wording("rejected", LEAD + r"(?:reject(?:s|ed)?|refuse[sd]?|not (?:to )?(?:agree|approve|support)\w{0,2})\b"
             r"|\b(?:be|was|were|is)\s+(?:rejected|refused|lost|defeated|not carried)\b",
             "The motion was lost.", "approve the refuse collection contract"),
    _wording("noted", LEAD + r"(?:(?:also )?note[sd]?|receive[sd]?|(?:consider(?:ed)?|review(?:ed)?|note[sd]?) and "
             r"(?:comment(?:ed)?|note[sd]?))\b|\b(?:be|was|were|is|are)\s+noted\b",
             "to review and comment on the report", "approve the notes of the working group"),
)  # fmt: skip
BESIDES: Final = (
    _wording("delegated", LEAD + r"(?:delegate[sd]?|authoris(?:e|es|ed|ing)|authoriz(?:e|es|ed))\b"
             r"|\b(?:authority|powers?)\b[^.;]{0,100}\b(?:be|is|was|are|were) delegated\b"
             r"|\bdelegates? (?:the )?(?:authority|power|award)\b",
             "to delegate the award of the contract to the Director", "approve the list of delegated powers"),
    _wording("referred", LEAD + r"(?:refer(?:s|red)?\b.{0,80}\bto\b|recommend(?:s|ed)? to (?:full )?"
             r"(?:council|cabinet))|\bbe referred to\b",
             "refer the matter back to the Committee", "agree the terms referred to in the report"),
)  # fmt: skip


def outcomes(decision: Decision) -> tuple[str, ...]:
    """The outcomes of a decision, of OUTCOMES: settled one way, and how it was voted on, and who is to act."""
    begin = " ".join(decision.text[: 2 * BEGIN].split())[:BEGIN]
    lost = (decision.votes_against or 0) > (decision.votes_for or 0) and decision.votes_for is not None
    settled = next((each.outcome for each in SETTLED if each.pattern.search(begin)), "agreed")
    besides = [each.outcome for each in BESIDES if each.pattern.search(decision.text[:AT_MOST])]
    found = ["rejected" if lost else settled, *besides, *_vote(decision)]
    return tuple(outcome for outcome in OUTCOMES if outcome in found)


def _vote(decision: Decision) -> list[str]:
    return {"unanimous": ["unanimous"], "majority": ["majority"]}.get(decision.vote or "", [])
