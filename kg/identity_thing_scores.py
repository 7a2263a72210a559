"""How much speaks for two schemes, providers, contracts, posts, bodies or committees being one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

from kg.identity_profiles import Profile
from kg.identity_scores import Evidence, Score
from kg.identity_spelling import SMALL, initials_of, singular, slip
from kg.identity_uses import is_generic
from kg.normal import MentionKind
from kg.notice_numbers import same_register

# Words that papers add to a name or leave out: "Bright Mornings" and "Bright Mornings project".
LIGHT: Final = frozenset(
    [
        "agreement", "approach", "care", "committee", "contract", "initiative", "model", "nhs", "pilot", "policy",
        "programme", "project", "scheme", "service", "strategy", "stream", "support", "work", "workstream",
    ]
)  # fmt: skip
INSTRUMENTS: Final = frozenset(["agreement", "commission", "dps", "framework", "grant", "lease", "licence", "system"])
# Where two names have two of one row, they are two things: Larkfield Court and Larkfield Place.
EITHER: Final = (
    frozenset(
        [
            "avenue", "close", "court", "farm", "garden", "green", "grove", "hall", "hill", "house", "lane", "lodge",
            "manor", "mew", "park", "place", "road", "street", "terrace", "view", "villa", "way",
        ]
    ),
    frozenset(["north", "south", "east", "west", "central", "northern", "southern", "eastern", "western"]),
    frozenset(["adult", "child", "children", "youth", "elderly"]),
    frozenset(["one", "two", "three", "four", "first", "second", "third"]),
)  # fmt: skip
# Where one name has such a word and the other has not, they are two of their kind.
ONE_OF_TWO: Final[dict[str, frozenset[str]]] = {
    "contract": frozenset(
        ["current", "existing", "former", "future", "interim", "new", "old", "present", "previous", "transitional"]
    ),
    "committee": frozenset(["board", "cabinet", "forum", "group", "joint", "panel", "scrutiny", "sub", "working"]),
    "post": frozenset(
        ["acting", "corporate", "executive", "assistant", "associate", "deputy", "interim", "senior", "shadow", "vice"]
    ),
    "provider": frozenset(["foundation", "group", "holding", "homes", "international", "property"]),
}
RECORDED_BOTH: Final = -4


def weigh_things(one: Profile, other: Profile) -> Score:
    """Two things of one kind, of one council unless they are providers."""
    if two := _two_references(one, other):
        return Score(apart=f"they have two references, {two[0]} and {two[1]}")
    if terms := _other_terms(one, other):
        return Score(apart=terms)
    ours, theirs = _called_by(one), _called_by(other)
    told = [tell for a, b in product(sorted(ours), sorted(theirs)) if (tell := told_by_words(one.kind, a, b))]
    if told and len(told) == len(ours) * len(theirs):
        return Score(apart=told[0])
    pairs = product(sorted(one.forms | one.aliases), sorted(other.forms | other.aliases))
    named = max((_names(one.kind, a, b) for a, b in pairs), key=lambda each: each.points)
    initials = tuple(_initials(one, other))
    spelt = () if initials and named.points < 0 else (named,)  # an abbreviation has no word of what it stands for
    return Score((*spelt, *initials, *_called(one, other), *_about(one, other)))


def _called_by(one: Profile) -> frozenset[str]:
    """The forms of its own names; of a firm that is told by its number those beside that, which is no name."""
    told = frozenset(form for form in one.forms if not form.startswith("ref "))
    return one.forms if one.kind != "provider" else told or one.aliases or one.forms


def _two_references(one: Profile, other: Profile) -> tuple[str, str] | None:
    """References of one register that differ: two registers give one firm two numbers."""
    if one.refs & other.refs:
        return None
    pairs = product(sorted(one.refs), sorted(other.refs))
    return next((pair for pair in pairs if same_register(*pair)), None)


def told_by_words(kind: MentionKind, one: str, other: str) -> str | None:
    """What in two names' own words says that they are two; None where nothing does."""
    ours, theirs = _words(one), _words(other)
    numbers = [{word for word in words if any(map(str.isdigit, word))} for words in (ours, theirs)]
    if all(numbers) and numbers[0] != numbers[1]:
        return f"their numbers differ, {' '.join(sorted(numbers[0]))} and {' '.join(sorted(numbers[1]))}"
    letters = [{word for word in words if len(word) == 1 and word.isalpha()} for words in (ours, theirs)]
    if all(letters) and letters[0] != letters[1]:
        return "their letters differ"
    for row in EITHER:
        mine, yours = ours & row, theirs & row
        if mine and yours and not mine & yours:
            return f"one is “{min(mine)}”, the other “{min(yours)}”"
    apart = (ours ^ theirs) & ONE_OF_TWO.get(kind, frozenset())
    return f"only one of them is “{min(apart)}”" if apart else None


def _words(form: str) -> frozenset[str]:
    return frozenset(singular(word) for word in form.split() if word not in SMALL)


def _names(kind: MentionKind, one: str, other: str) -> Evidence:
    if tell := told_by_words(kind, one, other):
        return Evidence(tell, -9)
    ours, theirs = _words(one), _words(other)
    core, their_core = ours - LIGHT, theirs - LIGHT
    if not core or not their_core:
        return Evidence("a name that says nothing by itself", -4)
    mine, yours = _left(core, their_core), _left(their_core, core)
    instruments = (ours & INSTRUMENTS, theirs & INSTRUMENTS)
    if kind == "contract" and instruments[0] != instruments[1]:
        return Evidence("one is a contract, the other another instrument", 0)
    if not mine and not yours:
        same = "the same words" if core == their_core else "words a letter apart"
        # "Heron Care" and "Heron Support" are two firms more often than one.
        swapped = bool(ours - theirs and theirs - ours) and (kind == "provider" or len(core) == 1)
        return Evidence(f"{same}, but for “{_light(ours, theirs)}”" if ours != theirs else same, 3 if swapped else 7)
    if mine and yours:
        return Evidence(f"other words, “{' '.join(sorted(mine))}” and “{' '.join(sorted(yours))}”", -5)
    shared, more = len(core) - len(mine), len(mine or yours)
    points = (3 if shared == 1 else 6) - (more - 1)
    return Evidence(f"one name in the other, without “{' '.join(sorted(mine or yours))}”", points)


def _light(ours: frozenset[str], theirs: frozenset[str]) -> str:
    return " ".join(sorted(ours ^ theirs))


def _left(ours: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """The words of ours that theirs have not, not even misspelt."""
    return frozenset(word for word in ours - theirs if not any(slip(word, other) for other in theirs - ours))


def _called(one: Profile, other: Profile) -> Iterator[Evidence]:
    shared = (one.forms | one.aliases) & (other.forms | other.aliases)
    telling = sorted(form for form in shared if not is_generic(form))
    if telling:
        yield Evidence(f"papers call both “{telling[0]}”", 3)


def _initials(one: Profile, other: Profile) -> Iterator[Evidence]:
    for short, long in ((one, other), (other, one)):
        letters = {form for form in short.forms if form.isalpha() and 2 < len(form) < 7}
        if found := sorted(letters & {initials_of(name) for name in long.names}):
            yield Evidence(f"“{found[0].upper()}” are the initials of the other", 6)


def _about(one: Profile, other: Profile) -> Iterator[Evidence]:
    for what, points in (("scheme", 3), ("provider", 3), ("start", 2), ("end", 2), ("holder", 3)):
        if shared := sorted(one.saying(what) & other.saying(what)):
            yield Evidence(f"one {what}, {shared[0].removeprefix(f'{what} ')}", points)
        elif what in ("provider", "start", "end") and one.saying(what) and other.saying(what):
            yield Evidence(f"another {what}", -3)
    if one.recorded & other.recorded:
        yield Evidence("one paper records both", RECORDED_BOTH)


def _other_terms(one: Profile, other: Profile) -> str | None:
    """Whether one contract ended before the other began."""
    for first, second in ((one, other), (other, one)):
        ends = [each.removeprefix("end ") for each in first.saying("end")]
        starts = [each.removeprefix("start ") for each in second.saying("start")]
        if ends and starts and max(ends) <= min(starts):
            return f"one ends {max(ends)}, the other begins {min(starts)}"
    return None
