"""How much speaks for two things being one: points for each piece of evidence, and what rules it out.

The points are in steps of about a factor two, set by hand and held against bench/identity.py (2026-11-22: 563 names of
eleven real papers, and 149 of invented councils full of rivals). CERTAIN joins by itself: at 9 no pair of either is
wrong; at 8 a Frances and a Francis of one committee become one person (precision on the rivals 0.965); at 10 a surname
misspelt by the officer who always clears the same things has to be asked for (recall on the real papers 0.85, not
0.88). LIKELY is asked: at 6 fourteen of 22 questions are to be answered by yes; at 5 there
is one more in each set, and its answer is no; at 7 nine fewer are asked, four of which were one (recall on the rivals,
all answered, 0.84, not 0.87).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from kg.identity_profiles import Profile, parts
from kg.identity_spelling import short_of, slip

CERTAIN: Final = 9
LIKELY: Final = 6
# Posts that many hold at once do not say which of them somebody is.
SHARED_POSTS: Final = frozenset(
    f"post {title}"
    for title in (
        "chair", "chairman", "chairwoman", "vice-chair", "vice chair", "vice chairman", "vice chairwoman", "clerk",
        "commissioner", "councillor", "director", "head service", "manager", "officer", "service director",
        "assistant director", "team manager", "team leader", "social worker", "member", "democratic services officer",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for two being one, or, with points below nought, against it."""

    words: str
    points: int


@dataclass(frozen=True, slots=True)
class Score:
    """All evidence on two things; `apart` is what rules out that they are one."""

    evidence: tuple[Evidence, ...] = ()
    apart: str | None = None

    @property
    def points(self) -> int:
        return sum(each.points for each in self.evidence)

    @property
    def certain(self) -> bool:
        """Whether the two are joined without asking: enough speaks for it, and nothing of weight against."""
        return self.apart is None and self.points >= CERTAIN and all(each.points > -4 for each in self.evidence)

    @property
    def likely(self) -> bool:
        """Whether a person is asked."""
        return self.apart is None and self.points >= LIKELY

    @property
    def words(self) -> str:
        """The evidence in words, the weightiest first."""
        ordered = sorted(self.evidence, key=lambda each: (-abs(each.points), each.words))
        return "; ".join(f"{each.words} ({each.points:+d})" for each in ordered)


def weigh_people(one: Profile, other: Profile) -> Score:
    """Two people of one council and kind."""
    shared = sorted(one.lists & other.lists)
    if shared and not one.forms & other.forms:
        return Score(apart="one list of a paper names both")
    found = max(
        (_names_of_people(a, b) for a, b in product(sorted(one.forms), sorted(other.forms))),
        key=lambda evidence: sum(each.points for each in evidence),
    )
    return Score((*found, *_about_people(one, other)))


def _names_of_people(one: str, other: str) -> tuple[Evidence, ...]:
    (given, surname), (other_given, other_surname) = parts(one), parts(other)
    return (*_given(given, other_given), *_surname(surname, other_surname))


def _given(one: tuple[str, ...], other: tuple[str, ...]) -> Iterator[Evidence]:
    if not one or not other:
        yield Evidence("a surname alone", -4)
    elif one[0] == other[0]:
        yield Evidence("the same given name" if len(one[0]) > 1 else "the same initial", 4 if len(one[0]) > 1 else 1)
    elif one[0][:1] == other[0][:1] and 1 in (len(one[0]), len(other[0])):
        yield Evidence("an initial that fits", 1)
    elif short_of(one[0], other[0]):
        yield Evidence(f"“{one[0]}” and “{other[0]}” are forms of one given name", 3)
    elif slip(one[0], other[0]):
        yield Evidence(f"given names a letter apart, “{one[0]}” and “{other[0]}”", 3)
    else:
        yield Evidence(f"other given names, “{one[0]}” and “{other[0]}”", -12)
    seconds = [(a, b) for a, b in zip(one[1:], other[1:], strict=False) if a[:1] != b[:1]]
    if seconds:
        yield Evidence("other second names", -6)


def _surname(one: str, other: str) -> Iterator[Evidence]:
    if one == other:
        yield Evidence("the same surname", 4)
    elif slip(one, other):
        yield Evidence("surnames a letter apart", 2)
    else:
        yield Evidence("other surnames", -4)


def _about_people(one: Profile, other: Profile) -> Iterator[Evidence]:
    if mail := sorted(one.emails & other.emails):
        yield Evidence(f"one mailbox, {mail[0]}", 6)
    elif clash := _mailboxes_of_one_domain(one, other):
        yield Evidence(f"two mailboxes of one domain, {clash[0]} and {clash[1]}", -8)
    if posts := sorted((one.saying("post") & other.saying("post")) - SHARED_POSTS):
        yield Evidence(f"the same post, {posts[0].removeprefix('post ')}", 4)
    if aspects := sorted(one.saying("clears") & other.saying("clears")):
        yield Evidence(f"both clear the same, {aspects[0].removeprefix('clears ')}", 3)
    if one.saying("phone") & other.saying("phone"):
        yield Evidence("one telephone number", 1)
    if bodies := sorted(one.saying("committee") & other.saying("committee")):
        yield Evidence(f"both sit on the {bodies[0].removeprefix('committee ')}", 1)


def _mailboxes_of_one_domain(one: Profile, other: Profile) -> tuple[str, str] | None:
    for ours, theirs in product(sorted(one.emails), sorted(other.emails)):
        local, _at, domain = ours.rpartition("@")
        other_local, _at, other_domain = theirs.rpartition("@")
        if domain == other_domain and not slip(local, other_local):
            return ours, theirs
    return None
