"""What a base holds, for its first page: papers by council, the latest meetings, newest decisions, what ends soon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.names import fold
from queries.answers import Ref
from queries.decisions import DecisionRow, decision_rows
from queries.library import Library
from queries.papers import PaperListed, papers
from queries.renewals import Renewal, renewals

MEETINGS: Final = 8
DECISIONS: Final = 6
ENDING: Final = 6
MONTHS: Final = 12  # in which contracts end "soon"
OF_MINUTES: Final = re.compile(r"\bminutes\b.{0,80}\bmeeting\b", re.IGNORECASE)  # every meeting approves the last one's
LOOKED_BACK: Final = 3  # years from the last meeting in which the newest decisions are looked for


@dataclass(frozen=True, slots=True)
class CouncilHeld:
    """A council, or None for papers that name none, with the number of its papers and the years that they are of."""

    council: Ref | None
    papers: int
    first_year: str | None
    last_year: str | None


@dataclass(frozen=True, slots=True)
class MeetingHeld:
    """A meeting of which papers are held."""

    meeting: Ref
    date: str
    committee: Ref | None
    council: Ref | None
    papers: int


@dataclass(frozen=True, slots=True)
class Front:
    """What the first page tells of a generation.

    read, refused   papers that could be read, and files that could not
    issues          places in papers that could not be read or placed
    """

    read: int
    refused: int
    passages: int
    issues: int
    councils: tuple[CouncilHeld, ...]
    meetings: tuple[MeetingHeld, ...]
    decisions: tuple[DecisionRow, ...]


def front(library: Library) -> Front:
    """What is held; gathered once for a generation."""
    return library.once("the first page", lambda: _front(library))


def ending(library: Library, today: str) -> tuple[Renewal, ...]:
    """Contracts that end within a year, the soonest first."""
    return library.once(("contracts that end soon", today), lambda: renewals(library, MONTHS, today))


def _front(library: Library) -> Front:
    listed = papers(library)
    read = [paper for paper in listed if paper.paper]
    return Front(
        read=len(read),
        refused=sum(paper.status == "refused" for paper in listed),
        passages=library.text.count(),
        issues=sum(paper.issues for paper in read),
        councils=_councils(read),
        meetings=_meetings(read),
        decisions=_newest_decisions(library),
    )


def _councils(read: Sequence[PaperListed]) -> tuple[CouncilHeld, ...]:
    found: dict[Ref | None, list[PaperListed]] = {}
    for paper in read:
        found.setdefault(paper.council, []).append(paper)
    held = [_held(council, theirs) for council, theirs in found.items()]
    return tuple(sorted(held, key=lambda each: (each.council is None, each.council.label if each.council else "")))


def _held(council: Ref | None, theirs: Sequence[PaperListed]) -> CouncilHeld:
    years = sorted(paper.date[:4] for paper in theirs if paper.date)
    return CouncilHeld(council, len(theirs), years[0] if years else None, years[-1] if years else None)


def _meetings(read: Sequence[PaperListed]) -> tuple[MeetingHeld, ...]:
    found: dict[Ref, list[PaperListed]] = {}
    for paper in read:
        if paper.meeting and paper.date:
            found.setdefault(paper.meeting, []).append(paper)
    held = [
        MeetingHeld(meeting, theirs[0].date or "", theirs[0].committee, theirs[0].council, len(theirs))
        for meeting, theirs in found.items()
    ]
    # A paper that names no council is most likely of the meeting that another names in full: that one stands for both.
    known = {_same(each) for each in held if each.council}
    shown = [each for each in held if each.council or _same(each) not in known]
    return tuple(sorted(shown, key=lambda each: (each.date, each.meeting.iri), reverse=True)[:MEETINGS])


def _same(meeting: MeetingHeld) -> tuple[str, str]:
    return meeting.date, fold(meeting.committee.label if meeting.committee else meeting.meeting.label)


def _newest_decisions(library: Library) -> tuple[DecisionRow, ...]:
    """The newest decisions, one an item: the first limb says what it is about."""
    days = [row["day"] for row in library.ask("meeting-days")]
    last = int(max(days)[:4]) if days else 0
    for since in (f"{last - 1}", f"{last - LOOKED_BACK}", None):
        items: dict[tuple[object, ...], DecisionRow] = {}
        for row in decision_rows(library, since=since):
            if not OF_MINUTES.search(f"{row.item or ''} {row.text}"[:200]):
                items.setdefault((row.date, row.committee or row.taker, row.minute or row.reference), row)
        if len(items) >= DECISIONS or since is None:
            break
    newest = sorted(items.values(), key=lambda row: row.date or "", reverse=True)
    return tuple(newest[:DECISIONS])
