"""Spellings that one thing's names have: slips of the pen, short forms of given names, singular and plural, initials.

None of these joins anything by itself: kg/identity_scores.py weighs them beside what else papers say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kg import names

# Short forms in daily use beside the long ones that they may stand for.
SHORT_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "abby": ("abigail",), "alex": ("alexander", "alexandra", "alexis"), "alf": ("alfred",), "andy": ("andrew",),
    "angie": ("angela",), "ann": ("anne", "anna", "annette"), "annie": ("ann", "anne", "anna"), "becky": ("rebecca",),
    "ben": ("benjamin",), "bernie": ("bernard", "bernadette"), "beth": ("elizabeth", "bethany"), "bill": ("william",),
    "bob": ("robert",), "cath": ("catherine",), "cathy": ("catherine",), "charlie": ("charles", "charlotte"),
    "chris": ("christopher", "christine", "christina", "christian"), "dan": ("daniel",), "danny": ("daniel",),
    "dave": ("david",), "deb": ("deborah", "debra"), "debbie": ("deborah", "debra"), "ed": ("edward", "edwin"),
    "eddie": ("edward", "edwin"), "fred": ("frederick", "alfred"), "gill": ("gillian",), "greg": ("gregory",),
    "gus": ("angus", "augustus"), "jackie": ("jacqueline",), "jan": ("janet", "janice"), "jen": ("jennifer",),
    "jenny": ("jennifer",), "jess": ("jessica",), "jim": ("james",), "jo": ("joanne", "joanna", "josephine"),
    "joe": ("joseph",), "john": ("jonathan",), "jon": ("jonathan",), "josh": ("joshua",), "judy": ("judith",),
    "kate": ("katherine", "catherine", "kathryn"), "kath": ("katherine", "kathleen"), "kathy": ("kathleen",),
    "ken": ("kenneth",), "kim": ("kimberley",), "liz": ("elizabeth",), "lou": ("louise", "louis"), "lyn": ("linda",),
    "maggie": ("margaret",), "mandy": ("amanda",), "matt": ("matthew",), "max": ("maxwell", "maximilian"),
    "mike": ("michael",), "mick": ("michael",), "nat": ("natalie", "nathaniel"), "nick": ("nicholas", "nicola"),
    "nicky": ("nicola", "nicholas"), "pam": ("pamela",), "pat": ("patricia", "patrick"), "pete": ("peter",),
    "phil": ("philip", "phillip", "philippa"), "ray": ("raymond",), "rob": ("robert",), "ron": ("ronald",),
    "rosie": ("rosemary",), "sally": ("sarah",), "sam": ("samuel", "samantha"), "sandy": ("alexander", "sandra"),
    "steve": ("stephen", "steven"), "sue": ("susan", "suzanne"), "ted": ("edward", "theodore"), "terry": ("terence",),
    "tim": ("timothy",), "tina": ("christina", "martina"), "tom": ("thomas",), "tony": ("anthony",),
    "trish": ("patricia",), "val": ("valerie",), "vicky": ("victoria",), "viv": ("vivien", "vivienne"),
    "wendi": ("wendy",), "will": ("william",), "zoe": ("zoë",),
}  # fmt: skip
SPELLED_LENGTH: Final = 4  # shorter words that differ by a letter are other words: Ann and Ian, Ross and Rose
PLURAL: Final = re.compile(r"(?<=[a-z]{3})(?<!s)(?<!u)(?<!i)s$")
SMALL: Final = frozenset(["and", "of", "the", "for", "in", "at", "on", "to", "a", "an", "with", "from", "by"])


def short_of(one: str, other: str) -> bool:
    """Whether one given name is a short form of the other, "jo" and "joanne", or both of one long name."""
    ours, theirs = SHORT_NAMES.get(one, ()), SHORT_NAMES.get(other, ())
    return other in ours or one in theirs or bool(set(ours) & set(theirs))


@lru_cache(maxsize=65536)
def slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter, put in, left out, changed or exchanged with its neighbour."""
    from rapidfuzz.distance import DamerauLevenshtein

    if min(len(one), len(other)) < SPELLED_LENGTH or one[0] != other[0]:
        return False
    return DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1


def slips_of(word: str) -> Iterator[str]:
    """Keys that two words share where they differ by a slip: the word, and the word without each of its letters."""
    yield word
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]


def singular(word: str) -> str:
    """A word without the s of its plural: "pilots" and "pilot" are one, "business" and "bus" stay."""
    return PLURAL.sub("", word)


@lru_cache(maxsize=65536)
def loose(form: str) -> str:
    """What a form comes to without plurals and without spaces: "fern dale" and "ferndale" are one.

    Numbers and single letters keep their spaces: "lot 1 2" is not "lot 12".
    """
    words = (singular(word) for word in form.split())
    return "".join(word if word.isalpha() and len(word) > 1 else f" {word} " for word in words)


def initials_of(name: str) -> str:
    """The first letters of a name's words, small words left out: "Wexmere Harbour Trust" gives "wht"."""
    return "".join(word[0] for word in names.fold(name).split() if word not in SMALL)
