"""How a vote went, by the words that tell it: unanimous, by majority, and the counts where they are given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ingest.extract.words.wordings import Wording

Vote = Literal["unanimous", "majority"]
UNANIMOUS = Wording(
    r"\bunanimous(?:ly)?\b|\bnem\.?\s*con\b|\bwithout dissent\b"
    r"|\ball (?:those |members |councillors )?(?:present )?(?:were |voted |voting )?in favour\b|\baif\b"
    r"|\ball agreed(?=\W*$)|\b(?:agreed|carried|approved|accepted) by all(?: present)?(?=\W*$)",
    reads=(
        "It was resolved unanimously to:",
        "RESOLVED nem. con.",
        "Agreed (unanimous)",
        "All members were in favour.",
        "Seconded Cllr Oak. All agreed.",
        "Carried by all.",
    ),
    leaves=("It was resolved by a majority", "not by all", "All agreed that it was late."),
    at="anywhere",
)
MAJORITY = Wording(
    r"\bby (?:a )?(?:clear |large |simple |overwhelming )?majority\b|\bon a majority vote\b|\bmajority (?:vote"
    r"|decision)\b|\bcasting vote\b"
    r"|\bwith (?:(?:one|two|three|four|five|\d+) )?(?:abstentions?|(?:members? |councillors? )?(?:abstaining"
    r"|voting against))\b",
    reads=(
        "It was resolved by majority to:",
        "carried by a clear majority",
        "with two abstentions",
        "with one Member voting against",
    ),
    leaves=("the majority of carers", "unanimously"),
    at="anywhere",
)
_NUMBER = (
    r"(?:\d{1,3}|no(?:ne|body)?|nil|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|zero)"
)
_WHO = r"(?:\s+(?:votes?|members?|councillors?))?(?:\s+(?:voting|voted|were))?\s*"
FOR = Wording(
    rf"\b(?P<n>{_NUMBER}){_WHO}(?:in favour|for)\b|\b(?:for|in favour)\s*[:=–-]?\s*\(?(?P<m>\d{{1,3}}|nil|none)\b",
    reads=(
        "6 for, 3 against",
        "seven votes in favour and two against",
        "For: 6",
        "8 members voted for",
        "For 5, Against 2",
    ),
    leaves=("approved for six months", "in favour of the scheme"),
    at="anywhere",
)
AGAINST = Wording(
    rf"\b(?P<n>{_NUMBER}){_WHO}against\b|\bagainst\s*[:=–-]?\s*\(?(?P<m>\d{{1,3}}|nil|none)\b",
    reads=("6 for, 3 against", "none against", "Against: 2"),
    leaves=("complaints against the provider",),
    at="anywhere",
)
ABSTAINED = Wording(
    rf"\b(?P<n>{_NUMBER}){_WHO}(?:abstentions?|abstain(?:ed|ing))\b|\b(?:abstentions?|abstain(?:ed|ing)?)\s*[:=–-]?\s*\(?(?P<m>\d{{1,3}}|nil"
    rf"|none)\b",
    reads=("with 1 abstention", "two members abstained", "Abstentions: 2"),
    leaves=("with abstentions",),
    at="anywhere",
)
# The sides stand before their counts: "For: 6 Against: 2", and not "6 for - 2 against".
LABELLED = re.compile(
    r"\bvot(?:ing|es?) (?:for|in favour)\s*[:=–-]\s*\(?\d{1,3}\b"
    r"|(?<![\w)] )\b(?:for|in favour)\s*[:=–-]?\s*\(?\d{1,3}\b|(?:^|\n)\W*(?:for|in favour)\W{0,3}\d{1,3}\b",
    re.IGNORECASE,
)
# Those for and those against in one breath.
SCORE = Wording(
    rf"\b(?P<n>{_NUMBER})\s+votes?\s+to\s+(?P<m>{_NUMBER})\b|\bmajority of (?P<o>{_NUMBER})\s+to\s+(?P<p>{_NUMBER})\b",
    reads=("by 6 votes to 4", "Carried by nine votes to two", "by a majority of 6 to 4"),
    leaves=("by 2 to 3 per cent", "6 votes in favour"),
    at="anywhere",
)
# The motion against the amendment: what was carried had the more votes.
MOTION_AND_AMENDMENT = Wording(
    rf"\bfor the motion\W{{0,5}}(?P<motion>{_NUMBER})\b[^.]{{0,60}}?"
    rf"\bfor the amendment\W{{0,5}}(?P<amendment>{_NUMBER})\b",
    reads=("For the motion – 7 votes For the amendment – 4 votes",),
    leaves=("Those for the motion spoke first.",),
    at="anywhere",
)
# The sides of a named vote, each before its names.
SIDE = Wording(
    r"\b(?:(?P<yes>for|in favour)|(?P<no>against)|(?P<none>abstain(?:ed|ing)|abstentions?))\s*(?:\(\d+\))?\s*"
    r"(?:[:–-]+|(?=\n|(?:councillors?|cllrs?)\b))",
    reads=("For: Councillors Pine and Oak", "Against (1): Councillor Elm", "Abstained: None"),
    leaves=("for the scheme", "against it"),
    at="anywhere",
)
NO_NAMES = re.compile(r"none|nil|nobody", re.IGNORECASE)
COUNTS = {
    **{"no": 0, "none": 0, "nobody": 0, "nil": 0, "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5},
    **{"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19},
    **{"twenty": 20},
    **{"six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12},
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a vote went; None where the words do not say."""

    vote: Vote | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None


def read_vote(words: str) -> Outcome:
    """The vote that some words tell; counts are taken only where those for and those against are both told."""
    labelled = bool(LABELLED.search(words))
    yes, no, none = (_count(wording, words, labelled) for wording in (FOR, AGAINST, ABSTAINED))
    score = SCORE.search(words)
    if score and (yes is None or no is None):
        yes, no = (_number(each) for each in (score["n"] or score["o"], score["m"] or score["p"]))
    if sides := MOTION_AND_AMENDMENT.search(words):
        no, yes = sorted((_number(sides["motion"]), _number(sides["amendment"])))
    if yes is None or no is None:
        yes = no = none = None
    return Outcome(_vote(words, no, none), yes, no, none)


def read_named_vote(words: str) -> Outcome | None:
    """The vote that the names under For, Against and Abstained tell; None unless both For and Against are there."""
    found = list(SIDE.regex.finditer(words))
    counts: dict[str, int] = {}
    for at, side in enumerate(found):
        until = found[at + 1].start() if at + 1 < len(found) else len(words)
        kind = next(name for name in ("yes", "no", "none") if side[name])
        counts[kind] = counts.get(kind, 0) + len(_names(words[side.end() : until]))
    if "yes" not in counts or "no" not in counts:
        return None
    vote: Vote = "majority" if counts["no"] or counts.get("none") else "unanimous"
    return Outcome(vote, counts["yes"], counts["no"], counts.get("none"))


def _names(words: str) -> list[str]:
    """The members listed on one side of a named vote."""
    pieces = re.split(r"[,;\n.]|\band\b|\b(?:Councillors?|Cllrs?)\b", words)
    named = (piece.strip(" :()-–") for piece in pieces)
    return [piece for piece in named if piece[:1].isupper() and len(piece) > 1 and not NO_NAMES.fullmatch(piece)]


def _vote(words: str, against: int | None, abstained: int | None) -> Vote | None:
    if MAJORITY.search(words) or against or abstained:
        return "majority"
    if UNANIMOUS.search(words) or (against == 0 and abstained == 0):
        return "unanimous"
    return None


def _count(wording: Wording, words: str, labelled: bool) -> int | None:
    """A side's count; where the sides stand before their counts, that before the next side's word is not its own."""
    for found in wording.regex.finditer(words):
        if not labelled or found["m"]:
            return _number(found["n"] or found["m"])
        if after := wording.regex.match(words, found.end() - len(found[0].split()[-1])):
            return _number(after["m"]) if after["m"] else None
    return None


def _number(words: str) -> int:
    """A count in figures or in words."""
    return COUNTS[words.lower()] if words.lower() in COUNTS else int(re.sub(r"\D", "", words))
