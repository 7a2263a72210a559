"""Which vote belongs to a resolution: told in its own words, in the sentences before it, or in the lines behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.minutes.gathering import Gathered
from ingest.extract.minutes.movers import is_telling
from ingest.extract.minutes.resolution_wordings import RESOLVED, VOTED
from ingest.extract.minutes.vote_tables import read_vote_table
from ingest.extract.minutes.votes import Outcome, read_named_vote, read_vote
from ingest.extract.words.wordings import Wording
from ingest.read.document import Block
from ingest.read.flow import sentences

TELLS = Wording(
    r"\bcarried\b|\bput to (?:the |a )?vote\b"
    r"|\bvote\W{1,3}\d{1,3} (?:for|in favour)\b"
    r"|\b\d{1,3} (?:votes? )?(?:for|in favour),? (?:and )?\d{1,3} (?:votes? )?against"
    r"|\bvot(?:es?|ing|ed)\s+(?:for|in favour|against|to)\b|\bin favour,? |\bcasting vote\b"
    r"|\bunanimously (?:agreed|approved|supported the recommendation|in favour)\b"
    r"|(?:^|\b(?:it was|and|was|committee|board|panel|cabinet|council|authority) )(?:then |therefore )?unanimously\W*$"
    r"|\b(?:on|by) an? unanimous (?:vote|decision|show of hands)\b"
    r"|\(unanimous(?:ly)?\)|\bnem\.? ?con\b|^(?:recorded |named )?vot(?:e|es|ing)\b",
    reads=(
        "On being put to the vote the recommendation was CARRIED unanimously.",
        "It was unanimously",
        "Accordingly, on a unanimous vote the Committee",
        "Having heard the applicant, the Sub-Committee unanimously",
        "On the motion of Councillor Elm, seconded by Councillor Oak, it was unanimously",
        "It was moved by Councillor Elm, seconded by Councillor Oak and unanimously",
        "Carried by 6 votes to 4",
    ),
    leaves=("Members unanimously welcomed the newcomers.", "The Chair supported the proposals."),
    at="anywhere",
)
# A vote on something else, or the rules of voting.
NOT_ITS_OWN = Wording(
    r"\bamendments?\b(?!\W{0,5}\d)"
    r"|\b(?:was|were|is|declared|being) (?:then )?(?:lost|defeated|withdrawn|rejected)\b|\bnot carried\b"
    r"|\bfell\b|\bto be determined\b|\bvoting arrangements\b|\b(?:is|are|was|were) required\b|\bentitled to vote\b",
    reads=(
        "The amendment was CARRIED by 7 votes to 2",
        "the motion was LOST",
        "[Voting arrangements: by a majority of the seats held]",
    ),
    leaves=("The recommendation as amended was CARRIED unanimously.", "For the amendment – 4 votes"),
    at="anywhere",
)
LOOKED_BACK = 4  # blocks before the words that resolve
FOLLOWED = 8  # blocks behind the last limb that a recorded vote may take
BRACKETED = re.compile(r"(?<=\))\s+(?=[A-Z])")  # counts in brackets end a sentence without a stop
CARRIED = re.compile(r"\b(?:carried|approved|agreed)\b[^.]{0,30}$", re.IGNORECASE)
NAMED = re.compile(r"\b(?:for|in favour|against|abstain(?:ed|ing)|abstentions?)\b", re.IGNORECASE)


def vote_of(blocks: Sequence[Block], since: int, index: int, gathered: Gathered, found: re.Match[str]) -> Outcome:
    """The vote on a resolution whose words stand in blocks[index]; the one before it ended before blocks[since]."""
    vote = read_vote(found[0])
    for words in _near(blocks, since, index, gathered, found):
        told = read_vote(words)
        if told.votes_for is None:
            told = read_named_vote(words) or told
        if told.votes_for is not None or (vote.vote is None and told.vote):
            return replace(told, vote=told.vote or vote.vote)
    tabled = _table_before(blocks[since:index]) or _table_behind(blocks, index + 1 + gathered.taken)
    return replace(tabled, vote=tabled.vote or vote.vote) if tabled and vote.votes_for is None else vote


def _table_before(blocks: Sequence[Block]) -> Outcome | None:
    """The recorded vote in the last table above the words that resolve, unless words there tell of another."""
    for at in range(len(blocks) - 1, -1, -1):
        if NOT_ITS_OWN.search(blocks[at].text):
            return None
        if blocks[at].kind == "row" and (found := read_vote_table(blocks[at:])):
            above = blocks[at - 1].text if at else ""
            return None if NOT_ITS_OWN.search(above) else found[0]
    return None


def _table_behind(blocks: Sequence[Block], at: int) -> Outcome | None:
    """The recorded vote in a table below the resolution, a line of words between them at most; None where the table
    leads to the next resolution."""
    for start in (at, at + 1):
        if start < len(blocks) and (found := read_vote_table(blocks[start:])):
            between = blocks[start - 1].text if start > at else ""
            after = blocks[start + found[1]].text if start + found[1] < len(blocks) else ""
            return None if NOT_ITS_OWN.search(between) or RESOLVED.search(after) else found[0]
    return None


def _near(blocks: Sequence[Block], since: int, index: int, gathered: Gathered, found: re.Match[str]) -> Iterator[str]:
    """The words that may tell the vote, the nearest first."""
    if gathered.last and gathered.last.told:
        yield gathered.last.told
    last = gathered.last.words.text if gathered.last else ""
    yield from re.findall(r"[\[(][^\])]*\b(?:votes?|voting|for|in favour|unanimous\w*)\b[^\])]*[\])]\.?$", last)
    if behind := _rest_of_paragraph(blocks[index], gathered, found):
        yield behind
    before = [blocks[index].content.piece(0, found.start())]
    before += [block.content for block in reversed(blocks[max(since, index - LOOKED_BACK) : index])]
    if counted := _listed_before([content.text for content in before]):
        yield counted
    for content in before:
        if told := _last_told([part for each in sentences(content) for part in BRACKETED.split(each.text)]):
            yield told
            return
    if behind := _behind(blocks, index + 1 + gathered.taken):
        yield behind


def _rest_of_paragraph(block: Block, gathered: Gathered, found: re.Match[str]) -> str | None:
    """What the paragraph that resolves tells behind the words of the resolution."""
    if not gathered.last or gathered.taken:
        return None
    words = gathered.last.words.text
    at = block.text.find(words, found.start())
    return block.text[at + len(words) :].strip() or None if at >= 0 else None


def _listed_before(before: Sequence[str]) -> str | None:
    """A vote in lines of its own above the words that resolve: "For (3): …", "Against (2): …"; nearest line first."""
    held: list[str] = []
    for at, text in enumerate(before):
        if not text or (at <= 1 and not held and CARRIED.search(text)):
            continue  # "The motion as amended was therefore carried, and it was RESOLVED"
        if not (VOTED.match(text) or NAMED.match(text)) or NOT_ITS_OWN.search(text):
            break
        held.insert(0, text)
    return "\n".join(held) or None


def _last_told(told: Sequence[str]) -> str | None:
    """The last sentence that tells a vote, with what stands behind it up to one on something else."""
    for at in range(len(told) - 1, -1, -1):
        if TELLS.search(told[at]) and not NOT_ITS_OWN.search(told[at]):
            others = [i for i in range(at + 1, len(told)) if NOT_ITS_OWN.search(told[i])]
            return " ".join(told[at : others[0] if others else None])
    return None


def _behind(blocks: Sequence[Block], at: int) -> str | None:
    """The vote in the lines behind the last limb, unless it leads to the next resolution."""
    held: list[str] = []
    for block in blocks[at : at + FOLLOWED]:
        if RESOLVED.match(block.text):
            return None
        named = bool(held) and bool(NAMED.match(block.text) or re.match(r"(?:councillors?|cllrs?)\b", block.text, re.I))
        if not (VOTED.match(block.text) or is_telling(block.text) or named) or NOT_ITS_OWN.search(block.text):
            break
        held.append(block.text)
    return "\n".join(held) or None
