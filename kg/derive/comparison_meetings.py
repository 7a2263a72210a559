"""Meetings that report and minutes name a little differently: which are one, for comparing what was recommended.

Certain only: one day, one council (or a paper that names none), committees that differ in words such as Policy alone,
and an item of the same title on both sides. A committee that has minutes of its own is never taken for another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg import ids
from kg.names import fold
from kg.vocabulary import ID_BASE

# Words of committees' names that one paper writes and another leaves out.
STOCK: Final = frozenset(("the", "and", "of", "policy", "service", "committee", "board", "panel", "meeting"))


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting as papers name it; `council` None where the paper names none."""

    iri: str
    committee: str
    date: str
    council: str | None

    @classmethod
    def of(cls, iri: str) -> Held:
        """A meeting by what its IRI says, in which its council, its committee and its day stand."""
        path, _, day = iri.rpartition("/")
        scope = ids.scope_of(iri)
        council = f"{ID_BASE}council/{scope}" if scope and not scope.startswith("paper-") else None
        return cls(iri, ids.last_part(path).replace("-", " "), day, council)


@lru_cache(maxsize=16384)
def together(iri: str) -> str:
    """One key for all meetings that may be one: their day, and what tells the committee's name from others.

    Of a month or a year alone nobody knows which meetings are one: such a meeting stands by itself.
    """
    meeting = Held.of(iri)
    return f"{meeting.date} {' '.join(sorted(core(meeting.committee)))}" if len(meeting.date) == 10 else iri


def one_meeting(
    reports: Mapping[str, Collection[str]], minutes: Mapping[str, Collection[str]], held: Mapping[str, Held]
) -> dict[str, str]:
    """For each meeting with minutes that is another's by a name a little different: that other, which has reports.

    reports   titles of the reports of each meeting
    minutes   titles of the items minuted of each meeting
    """
    found: dict[str, str] = {}
    of_day: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(reports.keys() & held.keys()):
        of_day[held[iri].date].append(iri)
    for iri in sorted(minutes.keys() & held.keys()):
        likely = [other for other in of_day[held[iri].date] if other != iri and _alike(held[iri], held[other])]
        shared = [other for other in likely if _titles(reports[other]) & _titles(minutes[iri])]
        own = iri in reports or any(held[other].council and other in minutes for other in shared)
        if len(shared) == 1 and (not own or held[iri].council is None):
            found[iri] = shared[0]
    return found


def _alike(one: Held, other: Held) -> bool:
    if one.date != other.date or len(one.date) < 10:
        return False
    if one.council and other.council and one.council != other.council:
        return False
    mine, theirs = core(one.committee), core(other.committee)
    return bool(mine) and mine == theirs


def core(committee: str) -> frozenset[str]:
    """The words of a committee's name that tell it from others."""
    return frozenset(fold(committee).split()) - STOCK


def _titles(titles: Collection[str]) -> set[str]:
    return {fold(title) for title in titles}
