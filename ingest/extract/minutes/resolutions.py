"""What an item of the minutes decided: the words of resolving, the limbs that follow, and the vote.

Strong wordings ("It was resolved", RESOLVED, AGREED) decide wherever they open; weaker ones ("The Committee noted the
report") only as the item's own outcome, where nothing stronger was said. An amendment decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.extract.minutes.motions import carried_motions
from ingest.extract.minutes.resolution_wordings import (
    ACTS,
    AGREED,
    AGREED_TO,
    CORRECT,
    NARRATIVE,
    NO_ACTION,
    NOT_AN_OUTCOME,
    OWN_OUTCOME,
    RESOLVED,
    SIGNED,
    VOTED,
)
from ingest.extract.minutes.votes import Outcome, read_vote
from ingest.extract.words.limb_counts import Counter, readings, split_inline
from ingest.extract.words.wordings import Wording
from ingest.read.document import Block, Document, Mapped, joined
from ingest.read.flow import sentences
from kg.records import Decision, Issue, MeetingKey

NOT_TOLD = Outcome()


@dataclass(slots=True)
class Limb:
    """A limb as it is gathered: its label, its words, and the limb that it hangs on."""

    label: str | None
    words: Mapped
    stem: str = ""
    depth: int = 0
    bulleted: bool = False


@dataclass(slots=True)
class Gathered:
    """A resolution as it is gathered: its limbs, the words that resolve, the vote, and how many blocks it took."""

    lead: Mapped
    limbs: list[Limb] = field(default_factory=list)
    vote: Outcome = NOT_TOLD
    counter: Counter = field(default_factory=Counter)
    taken: int = 0

    @property
    def last(self) -> Limb | None:
        return self.limbs[-1] if self.limbs else None

    @property
    def is_open(self) -> bool:
        """Whether the last limb's sentence goes on."""
        return not self.last or not re.search(r"[.;]['\"’”)]*(?:\s*and)?$", self.last.words.text)


def decisions(
    document: Document, meeting: MeetingKey, minute: str | None, blocks: Sequence[Block]
) -> Iterator[Decision | Issue]:
    """What one item's blocks decided, in order, limb by limb."""
    strong = list(_gather_all(blocks, RESOLVED)) or list(_gather_all(blocks, AGREED)) or list(_motions(blocks))
    for gathered in strong:
        yield from _records(document, meeting, minute, gathered)
    words = None if strong else _outcome(blocks)
    if words:
        vote = read_vote(words.text)
        yield Decision(
            meeting,
            minute,
            _without_lead(words.text),
            (document.evidence(words),),
            None,
            vote.vote,
            vote.votes_for,
            vote.votes_against,
            vote.abstentions,
        )


def _without_lead(text: str) -> str:
    """What was agreed, without "The Committee agreed": as elsewhere the words that resolve are left out."""
    return text[lead.end() :] if (lead := AGREED_TO.match(text)) else text


def _gather_all(blocks: Sequence[Block], wording: Wording) -> Iterator[Gathered]:
    """Each resolution among an item's blocks."""
    index = 0
    while index < len(blocks):
        block = blocks[index]
        found = wording.match(block.text) if _is_discussion(block) else wording.search(block.text)
        if not found or _is_lost(block, found):
            index += 1
            continue
        gathered = _gather(blocks, index, found)
        yield replace(gathered, vote=_vote(blocks, index, gathered, found))
        index += 1 + gathered.taken


def _motions(blocks: Sequence[Block]) -> Iterator[Gathered]:
    """The motions that an item tells as carried; one whose words are not given has no limbs."""
    for motion in carried_motions(blocks):
        gathered = _gather(motion.blocks, 0, motion.moved) if motion.moved else Gathered(motion.carried)
        yield replace(gathered, lead=motion.carried, vote=read_vote(motion.told))


def _is_discussion(block: Block) -> bool:
    """A bullet of the discussion, not a limb: what it says was resolved is told, not decided."""
    return block.lines[0].bullet and block.marker is None


def _is_lost(block: Block, found: re.Match[str]) -> bool:
    """Whether the words open an amendment that fell."""
    return bool(re.search(r"\b(?:lost|fell|defeated|not carried)\b", block.text[: found.start()]))


def _gather(blocks: Sequence[Block], index: int, found: re.Match[str]) -> Gathered:
    """The resolution that opens in a block, with what the blocks after it add."""
    content = blocks[index].content
    rest = content.piece(found.end())
    if found["to"] and rest and not found["colon"]:
        rest = content.piece(found.start("to"))
    gathered = Gathered(content.piece(found.start(), found.end()))
    if rest:
        _add_words(gathered, rest)
    for at in range(index + 1, len(blocks)):
        if not _take(gathered, blocks[at]) and not _heads_next_limb(gathered, blocks, at):
            break
        gathered.taken += 1
    return gathered


def _heads_next_limb(gathered: Gathered, blocks: Sequence[Block], at: int) -> bool:
    """Whether a block is a heading on a line of its own above the limb that comes next."""
    after = blocks[at + 1].marker if at + 1 < len(blocks) else None
    if blocks[at].kind != "heading" or after is None:
        return False
    awaited = [(kind, count + 1) for kind, count, _ in gathered.counter.levels] or [("a", 1), ("1", 1), ("i", 1)]
    return any(reading in awaited for reading in readings(after))


def _add_words(gathered: Gathered, rest: Mapped) -> None:
    """Words that follow the resolving on its own line: limbs one after another, or one text."""
    before, limbs = split_inline(rest)
    if not limbs:
        gathered.limbs.append(Limb(None, rest))
        return
    stem = "" if NO_ACTION.fullmatch(before.text) else before.text
    for marker, words in limbs:
        _open_limb(gathered, marker, words, stem)


def _open_limb(gathered: Gathered, marker: str, words: Mapped, stem: str = "") -> bool:
    """Open a limb by its marker; False where the marker is out of order."""
    last = gathered.last
    opened = gathered.counter.opens(marker, may_nest=bool(last and last.label))
    if not opened:
        return False
    label, depth = opened
    if depth and last and last.depth == depth - 1 and last.words.text.rstrip().endswith((":", "–", "-", " to")):
        stem = " ".join(part for part in (last.stem, last.words.text) if part)
        gathered.limbs.pop()
    elif depth and last and last.depth == depth:
        stem = last.stem
    gathered.limbs.append(Limb(label, words, stem, depth))
    return True


def _take(gathered: Gathered, block: Block) -> bool:
    """Add a block to the resolution; False where it does not belong to it."""
    text, last = block.text, gathered.last
    if SIGNED.fullmatch(text) or (gathered.limbs and VOTED.match(text)):
        return False
    if block.marker and _opens_limb(gathered, block):
        return True
    if block.kind == "heading" and not (text[:1].islower() or ACTS.match(text)):
        return False
    if block.lines[0].bullet and block.marker is None:
        return _take_bullet(gathered, block)
    if not gathered.limbs:
        _add_words(gathered, block.content)
        return True
    if NARRATIVE.match(text) or RESOLVED.match(text):
        return False
    if last and gathered.is_open:
        last.words = joined([last.words, block.content])
        return True
    if last and last.label is None and ACTS.match(text):
        gathered.limbs.append(Limb(None, block.content))
        return True
    return False


def _opens_limb(gathered: Gathered, block: Block) -> bool:
    assert block.marker is not None
    if gathered.limbs and gathered.last and gathered.last.label is None and not gathered.is_open:
        return False
    stem = ""
    if gathered.last and gathered.last.label is None:
        stem = gathered.limbs.pop().words.text
        stem = "" if NO_ACTION.fullmatch(stem) else stem
    elif gathered.last and gathered.last.depth == 0:
        stem = gathered.last.stem
    opened = _open_limb(gathered, block.marker, block.body, stem)
    if not opened and stem:
        return False
    return opened


def _take_bullet(gathered: Gathered, block: Block) -> bool:
    """Bullets are limbs without a letter where nothing came before them, or parts of the limb that ends in a colon."""
    last = gathered.last
    if last is None or (last.label is None and last.depth == 1):
        gathered.limbs.append(Limb(None, block.content, last.stem if last else "", 1))
        return True
    if last.words.text.rstrip().endswith(":") or last.bulleted:
        if last.label is None:
            gathered.limbs[-1] = Limb(None, block.content, last.words.text, 1)
        else:
            last.words, last.bulleted = joined([last.words, block.content]), True
        return True
    return False


def _vote(blocks: Sequence[Block], index: int, gathered: Gathered, found: re.Match[str]) -> Outcome:
    """The vote, by the resolving words, else by the sentence before them or after the last limb."""
    vote = read_vote(found[0])
    after = index + 1 + gathered.taken
    near = [blocks[index].text[: found.start()]]
    if index and VOTED.match(blocks[index - 1].text):
        near.append(blocks[index - 1].text)
    if after < len(blocks) and VOTED.match(blocks[after].text):
        near.append(blocks[after].text)
    near.extend(re.findall(r"[\[(][^\])]*\b(?:votes?|voting|for|in favour)\b[^\])]*[\])]$", _last_words(gathered)))
    for words in near:
        told = read_vote(words)
        if "amendment" not in words and (told.votes_for is not None or (vote.vote is None and told.vote)):
            return replace(told, vote=told.vote or vote.vote)
    return vote


def _last_words(gathered: Gathered) -> str:
    return gathered.last.words.text if gathered.last else ""


def _records(
    document: Document, meeting: MeetingKey, minute: str | None, gathered: Gathered
) -> Iterator[Decision | Issue]:
    lead = document.evidence(gathered.lead)
    vote = gathered.vote
    if not gathered.limbs:
        yield Issue("unplaced-decision", f"nothing follows the words of resolving in minute {minute}", (lead,))
    for limb in gathered.limbs:
        text = " ".join(part for part in (limb.stem, limb.words.text) if part)
        yield Decision(
            meeting,
            minute,
            text,
            (document.evidence(limb.words), lead),
            limb.label,
            vote.vote,
            vote.votes_for,
            vote.votes_against,
            vote.abstentions,
        )
    for label in gathered.counter.gaps:
        yield Issue("limb-gap", f"a limb is missing before ({label}) in minute {minute}", (lead,))


def _outcome(blocks: Sequence[Block]) -> Mapped | None:
    """The sentence that is the item's own outcome: minutes agreed as a record, else what its last paragraph says."""
    plain = [block for block in blocks if not _is_discussion(block) and not SIGNED.fullmatch(block.text)]
    for block in plain:
        for sentence in sentences(block.content):
            if CORRECT.search(sentence.text):
                return sentence
    if not plain or plain[-1].kind == "heading":
        return None
    first = next(sentences(plain[-1].content), None)
    if first and OWN_OUTCOME.match(first.text) and not NOT_AN_OUTCOME.search(first.text):
        return first
    return None
