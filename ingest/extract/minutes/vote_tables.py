"""A recorded vote set as a table: names under For and Against, or a mark for each member in one of those columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ingest.extract.minutes.votes import Outcome
from ingest.extract.words.wordings import Wording
from ingest.read.document import Block

Side = Literal["yes", "no", "none"]
SIDES: tuple[Side, ...] = ("yes", "no", "none")
FOR = Wording(
    r"(?:(?:votes? )?(?:for|in favour)|yes|aye)(?:\s*\(\d{1,3}\))?:?",
    reads=("For", "In favour (6)", "Votes for"),
    leaves=("Fort",),
    at="whole",
)
AGAINST = Wording(
    r"(?:(?:votes? )?against|no|nay)(?:\s*\(\d{1,3}\))?:?", reads=("Against", "No"), leaves=("None",), at="whole"
)
ABSTAINED = Wording(
    r"(?:abstain(?:ed|ing|s)?|abstentions?)(?:\s*\(\d{1,3}\))?:?",
    reads=("Abstain", "Abstentions (1)"),
    leaves=("Absent",),
    at="whole",
)
WHO = Wording(
    r"(?:names?|members?|councillors?|cllrs?|voters?)(?: name)?|",
    reads=("Member", "Councillor"),
    leaves=("Membership",),
    at="whole",
)
TOTAL = Wording(r"totals?(?: votes?)?:?", reads=("Total",), leaves=("Total cost of",), at="whole")
MARK = re.compile(r"[xX✓✔√●•*1]|yes|for|against|abstain(?:ed)?", re.IGNORECASE)
NOBODY = re.compile(r"\W*|none|nil|nobody|n/?a", re.IGNORECASE)
COUNT = re.compile(r"\d{1,3}")
PERSON = re.compile(r"[^\d:;]{3,60}")
# Names within one cell.
BETWEEN = re.compile(r"[,;\n\u2028]|\band\b|(?<=\w)\s+(?=(?:Councillors?|Cllrs?)\b)")
LONGEST = 120  # members of the largest council


def read_vote_table(blocks: Sequence[Block]) -> tuple[Outcome, int] | None:
    """The vote that the rows at the head of some blocks count, and how many rows that takes; None where they are no
    recorded vote, or not every row can be counted."""
    heads = _heads(blocks[0]) if blocks else ()
    if not heads:
        return None
    rows = [blocks[0]]
    counts: dict[Side, int] = {"yes": 0, "no": 0, "none": 0}
    for block in blocks[1:LONGEST]:
        if block.kind != "row" or len(block.cells) != len(heads):
            break
        texts = [cell.text.strip() for cell in block.cells]
        if TOTAL.fullmatch(texts[0]):
            rows.append(block)
            continue
        told = _marked(heads, texts) if "who" in heads else _named(heads, texts)
        if told is None:
            return None
        for side in told:
            counts[side] += 1
        rows.append(block)
    if not (counts["yes"] or counts["no"]):
        return None
    vote: Literal["unanimous", "majority"] = "majority" if counts["no"] or counts["none"] else "unanimous"
    return Outcome(vote, counts["yes"], counts["no"], counts["none"] if "none" in heads else None), len(rows)


def _heads(block: Block) -> tuple[str, ...]:
    """What the columns are, where a row is such a table's head: those for and those against at least."""
    known = (("yes", FOR), ("no", AGAINST), ("none", ABSTAINED), ("who", WHO))
    texts = [cell.text.strip() for cell in block.cells]
    heads = tuple(next((name for name, words in known if words.fullmatch(text)), "") for text in texts)
    whole = block.kind == "row" and all(heads) and len(set(heads)) == len(heads)
    return heads if whole and {"yes", "no"} <= set(heads) else ()


def _marked(heads: Sequence[str], texts: Sequence[str]) -> list[Side] | None:
    """The side that a member's row marks; none where the member did not vote, None where the row is not such a row."""
    marks: list[Side] = []
    for head, text in zip(heads, texts, strict=True):
        if head == "who":
            if not PERSON.fullmatch(text):
                return None
        elif text and not NOBODY.fullmatch(text):
            if not MARK.fullmatch(text):
                return None
            marks += _side(head)
    return marks if len(marks) <= 1 else None


def _named(heads: Sequence[str], texts: Sequence[str]) -> list[Side] | None:
    """A side for each name in a row whose columns list names; None where a cell holds something else."""
    sides: list[Side] = []
    for head, text in zip(heads, texts, strict=True):
        if COUNT.fullmatch(text):
            sides += _side(head) * int(text)
            continue
        names = [name for each in BETWEEN.split(text) if not NOBODY.fullmatch(name := _bare(each))]
        if not all(PERSON.fullmatch(name) and name[:1].isupper() for name in names):
            return None
        sides += _side(head) * len(names)
    return sides


def _bare(words: str) -> str:
    return re.sub(r"\b(?:Councillors?|Cllrs?)\b\.?", "", words).strip(" .:()")


def _side(head: str) -> list[Side]:
    """The side that a column is of."""
    return [side for side in SIDES if side == head]
