"""An item's own outcome, where nothing in it was resolved: minutes agreed as a record, a report noted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.extract.minutes.gathering import is_discussion
from ingest.extract.minutes.movers import is_telling
from ingest.extract.minutes.resolution_wordings import (
    AGREED_TO,
    AGREED_WITHIN,
    ASKED,
    CORRECT,
    DECISION_WAS,
    NOT_AN_OUTCOME,
    NOTED_AT_END,
    OWN_OUTCOME,
    SIGNED,
    VOTED,
)
from ingest.read.document import Block, Mapped
from ingest.read.flow import sentences

# In the column of actions: "OP", "OP/SK".
INITIALS = re.compile(r"[A-Z]{2,3}(?:\s*[/,&]\s*[A-Z]{2,3}){0,4}")


def outcome(blocks: Sequence[Block]) -> Mapped | None:
    """The sentence that is the item's own outcome: minutes agreed as a record, else what its last paragraph says."""
    plain = [block for block in blocks if not is_discussion(block) and not SIGNED.fullmatch(block.text)]
    for block in plain:
        for sentence in sentences(block.body):
            if CORRECT.search(sentence.text):
                return sentence
    for block in plain:
        for sentence in sentences(block.body):
            if ASKED.search(sentence.text):
                return sentence
            if decided := DECISION_WAS.search(sentence.text):
                return sentence.piece(decided.start("to"))
    while plain and _is_no_outcome(plain[-1].text):
        plain.pop()
    if not plain or (plain[-1].kind == "heading" and not plain[-1].lines[0].bold):
        return None
    if agreed := _agreed_within(plain[-1]):
        return agreed
    first = next(sentences(plain[-1].body), None)  # its own number ("3.1") is left out
    if first and OWN_OUTCOME.match(first.text) and not NOT_AN_OUTCOME.search(first.text):
        return first
    *_, last = [None, *sentences(plain[-1].body)]
    return last if last and NOTED_AT_END.fullmatch(last.text) else None


def _is_no_outcome(text: str) -> bool:
    """Whether a paragraph only tells the vote, the movers, or by initials who is to act."""
    return bool(text.startswith("[") or VOTED.match(text) or is_telling(text) or INITIALS.fullmatch(text))


def _agreed_within(block: Block) -> Mapped | None:
    """What was agreed within an item's last paragraph: "After discussion it was agreed to buy two"."""
    for sentence in sentences(block.body):
        if found := AGREED_WITHIN.search(sentence.text):
            return sentence.piece(found.start("to"))
    return None


def without_lead(text: str) -> str:
    """What was agreed, without "The Committee agreed": as elsewhere the words that resolve are left out."""
    return text[lead.end() :] if (lead := AGREED_TO.match(text)) else text
