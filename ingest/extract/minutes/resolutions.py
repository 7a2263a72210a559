"""What an item of the minutes decided: the words of resolving, the limbs that follow, and the vote.

Strong wordings ("It was resolved", RESOLVED, APPROVED, "Decision:") decide wherever they open; weaker ones ("It was
agreed", a motion carried, "The Committee noted the report") only where nothing stronger was said. An amendment decides
nothing, nor does what was lost or withdrawn; a summary of what was decided above it is not read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.minutes.gathering import Gathered, Limb, each_once, gather, is_discussion
from ingest.extract.minutes.motions import carried_motions
from ingest.extract.minutes.outcomes import outcome, without_lead
from ingest.extract.minutes.parted import parted
from ingest.extract.minutes.resolution_wordings import ACTED, AGREED, BODY_HEADS, CLOSED, RESOLVED, SUMMARY
from ingest.extract.minutes.vote_places import vote_of
from ingest.extract.minutes.votes import read_vote
from ingest.extract.words.limb_counts import Counter
from ingest.extract.words.wordings import Wording
from ingest.read.document import Block, Document, Mapped
from kg.records import Decision, Issue, MeetingKey

CLOSING = 160  # a paragraph that tells the end of the meeting is no longer than this
CARRIES = re.compile(r"\b(?:carried|agreed)\b", re.IGNORECASE)
LOST = re.compile(r"\b(?:lost|fell|defeated|not carried)\b", re.IGNORECASE)


def decisions(
    document: Document, meeting: MeetingKey, minute: str | None, blocks: Sequence[Block]
) -> Iterator[Decision | Issue]:
    """What one item's blocks decided, in order, limb by limb."""
    blocks = [block for block in blocks if not (CLOSED.search(block.text) and len(block.text) < CLOSING)]
    blocks = parted(blocks)
    found = list(_gather_all(blocks, RESOLVED)) or list(_gather_all(blocks, AGREED))
    found = found or list(_led_by_body(blocks)) or list(_motions(blocks))
    for gathered in each_once(found):
        yield from _records(document, meeting, minute, gathered)
    words = None if found else outcome(blocks)
    if words:
        yield _own_outcome(document, meeting, minute, words, _carried_before(blocks, words))


def _carried_before(blocks: Sequence[Block], words: Mapped) -> str:
    """What carries a motion right above its words: "It was moved … and carried (3 for, 2 against):"."""
    at = next((at for at, block in enumerate(blocks) if block.text.startswith(words.text)), 0)
    above = blocks[at - 1].text if at else ""
    return above if above.endswith(":") and CARRIES.search(above) and not LOST.search(above) else ""


def _own_outcome(document: Document, meeting: MeetingKey, minute: str | None, words: Mapped, carried: str) -> Decision:
    vote = read_vote(f"{carried} {words.text}")
    return Decision(
        meeting,
        minute,
        without_lead(words.text),
        (document.evidence(words),),
        None,
        vote.vote,
        vote.votes_for,
        vote.votes_against,
        vote.abstentions,
    )


def _gather_all(blocks: Sequence[Block], wording: Wording) -> Iterator[Gathered]:
    """Each resolution among an item's blocks."""
    index = since = 0
    earlier: Counter | None = None
    while index < len(blocks):
        block = blocks[index]
        if earlier and SUMMARY.match(block.text):
            return
        found = wording.match(block.text) if is_discussion(block) else wording.search(block.text)
        if not found or _is_lost(block, found) or _only_heads(blocks, index, found, wording):
            index += 1
            continue
        gathered = gather(blocks, index, found, earlier)
        yield replace(gathered, vote=vote_of(blocks, since, index, gathered, found))
        earlier = gathered.counter
        index = since = index + 1 + gathered.taken


def _led_by_body(blocks: Sequence[Block]) -> Iterator[Gathered]:
    """Lists of what a body did, each line with its own verb."""
    for index, block in enumerate(blocks):
        if not BODY_HEADS.fullmatch(block.text):
            continue
        gathered = Gathered(block.content)
        for below in blocks[index + 1 :]:
            opened = gathered.counter.opens(below.marker, may_nest=False) if below.marker else None
            if not opened or not ACTED.match(below.body.text):
                break
            gathered.limbs.append(Limb(opened[0], below.body, "", opened[1]))
        if gathered.limbs:
            yield gathered


def _motions(blocks: Sequence[Block]) -> Iterator[Gathered]:
    """The motions that an item tells as carried; one whose words are not given has no limbs."""
    for motion in carried_motions(blocks):
        gathered = gather(motion.blocks, 0, motion.moved) if motion.moved else Gathered(motion.carried)
        yield replace(gathered, lead=motion.carried, vote=read_vote(motion.told))


def _only_heads(blocks: Sequence[Block], index: int, found: re.Match[str], wording: Wording) -> bool:
    """Whether the words are a label ("Decision:") above words that resolve by themselves ("RESOLVED that …")."""
    if found.end() != len(blocks[index].text):
        return False
    after, next_after = ([*(block.text for block in blocks[index + 1 : index + 3]), "", ""])[:2]
    leads = bool(after) and not after.endswith((".", ":", ";")) and blocks[index + 1].marker is None
    return bool(wording.match(after) or (leads and wording.match(next_after)))


def _is_lost(block: Block, found: re.Match[str]) -> bool:
    """Whether the words open an amendment that fell."""
    return bool(LOST.search(block.text[: found.start()]))


def _records(
    document: Document, meeting: MeetingKey, minute: str | None, gathered: Gathered
) -> Iterator[Decision | Issue]:
    lead = document.evidence(gathered.lead)
    apart = sum(bool(limb.told) for limb in gathered.limbs) > 1
    if not gathered.limbs:
        yield Issue("unplaced-decision", f"nothing follows the words of resolving in minute {minute}", (lead,))
    for limb in gathered.limbs:
        if not re.search(r"\w", limb.words.text):  # a letter at the page's end, its words lost
            yield Issue("unplaced-decision", f"limb ({limb.label}) of minute {minute} has no words", (lead,))
            continue
        vote = read_vote(limb.told) if apart else gathered.vote
        yield Decision(
            meeting,
            minute,
            limb.text,
            (document.evidence(limb.words), lead),
            limb.label,
            vote.vote,
            vote.votes_for,
            vote.votes_against,
            vote.abstentions,
        )
    for label in gathered.counter.gaps:
        yield Issue("limb-gap", f"a limb is missing before ({label}) in minute {minute}", (lead,))
