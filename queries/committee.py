"""A committee, a council or another body by its IRI: its meetings, members, decisions on contracts, powers, papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import UnknownName
from kg.ids import scope_of
from kg.vocabulary import ID_BASE, Kind
from queries.answers import Citation, Ref, Row, every, first, grouped, last_part, ref, whole
from queries.attendance import AttendanceRow, attendance_rows
from queries.described import kinds_of, name_of
from queries.library import Library
from queries.planned_for import Planned, planned_for
from queries.post import HolderRow, holders
from queries.powers import Power, powers_by
from queries.standings import places, sources

# What a paper says of a meeting when it is one of its papers, not only another that names it.
OF_MEETINGS: Final = ("Paper", "Decision", "Report", "Minute", "AgendaItem", "Attendance", "Membership")


@dataclass(frozen=True, slots=True)
class MeetingCount:
    """A meeting, and how much papers say of it: of decisions and reports as many as the paper that has most.

    planned   items that forward plans list for it; papers those that tell of it otherwise
    """

    meeting: Ref
    date: str
    decisions: int
    reports: int
    planned: int
    papers: int
    minuted: bool
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommitteeAnswer:
    """A committee; meetings newest first.

    listed    those whom the newest agenda or attendance list names, of the meeting `listed_at`
    powers    that it gave or was asked to give; `steps` of contracts that it took
    coming    what plans list for meetings later than any of which papers are held
    """

    committee: Ref
    council: Ref | None
    names: tuple[str, ...]
    meetings: tuple[MeetingCount, ...]
    listed_at: MeetingCount | None
    listed: tuple[AttendanceRow, ...]
    powers: tuple[Power, ...]
    steps: tuple[Power, ...]
    coming: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class BodyAnswer:
    """A body that is no committee of which papers are held: what papers say it gave or decided."""

    body: Ref
    names: tuple[str, ...]
    powers: tuple[Power, ...]
    steps: tuple[Power, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class CommitteeCount:
    """A committee of a council: how many meetings papers name, from the first to the last."""

    committee: Ref
    meetings: int
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class CouncilPaper:
    """A paper of a council."""

    paper: str
    file_name: str
    kind: str | None
    title: str | None
    date: str | None
    pages: int | None


@dataclass(frozen=True, slots=True)
class CouncilAnswer:
    """A council: committees, posts with those who were told to hold them, papers newest first."""

    council: Ref
    names: tuple[str, ...]
    committees: tuple[CommitteeCount, ...]
    posts: tuple[tuple[Ref, tuple[HolderRow, ...]], ...]
    papers: tuple[CouncilPaper, ...]


def committee(library: Library, iri: str) -> CommitteeAnswer:
    """A committee. UnknownName where there is none of this IRI."""
    _known(library, iri, Kind.COMMITTEE)
    own = library.ask("meetings-of", meeting=None, committee=iri, day=None)
    meetings = _meetings(library, own)
    listed_at, listed = _listed(library, meetings)
    held = max((each.date for each in meetings if each.papers), default="")
    coming = [each.meeting.iri for each in reversed(meetings) if each.planned and each.date > held]
    told = powers_by(library, iri)
    return CommitteeAnswer(
        committee=Ref(iri, name_of(library, iri)),
        council=ref(own, "council"),
        names=_names(library, iri),
        meetings=meetings,
        listed_at=listed_at,
        listed=listed,
        powers=tuple(each for each in told if each.gives),
        steps=tuple(each for each in told if not each.gives and each.contract),
        coming=_by_day(planned_for(library, coming), coming),
    )


def _by_day(planned: Sequence[Planned], meetings: Sequence[str]) -> tuple[Planned, ...]:
    return tuple(sorted(planned, key=lambda each: meetings.index(each.meeting)))


def body(library: Library, iri: str) -> BodyAnswer:
    """A body that is no committee. UnknownName where there is none of this IRI."""
    _known(library, iri, Kind.BODY)
    told = powers_by(library, iri)
    return BodyAnswer(
        Ref(iri, name_of(library, iri)),
        _names(library, iri),
        tuple(each for each in told if each.gives),
        tuple(each for each in told if not each.gives and each.contract),
        places(sources(library, [iri]), [iri]),
    )


def council(library: Library, iri: str) -> CouncilAnswer:
    """A council. UnknownName where there is none of this IRI."""
    _known(library, iri, Kind.COUNCIL)
    prefix = f"{ID_BASE}post/{iri.rpartition('/')[2]}/"
    posts = [ref([row], "post") for row in library.ask("council-posts", prefix=prefix)]
    found = [post for post in posts if post]
    held = holders(library, posts=[post.iri for post in found]) if found else ()
    return CouncilAnswer(
        council=Ref(iri, name_of(library, iri)),
        names=_names(library, iri),
        committees=tuple(_count(row) for row in library.ask("council", council=iri) if "committee" in row),
        posts=tuple((post, tuple(each for each in held if each.post.iri == post.iri)) for post in found),
        papers=tuple(_paper(row) for row in library.ask("council-papers", council=iri)),
    )


def council_of(library: Library, iri: str) -> Ref | None:
    """The council to which a post or a person belongs, by the scope of its IRI; None where papers name none."""
    scope = scope_of(iri)
    found = f"{ID_BASE}council/{scope}"
    return Ref(found, name_of(library, found)) if scope and kinds_of(library, found) else None


def _known(library: Library, iri: str, kind: str) -> None:
    if kind not in kinds_of(library, iri):
        raise UnknownName("There is nothing of that kind at this address.")


def _names(library: Library, iri: str) -> tuple[str, ...]:
    """The other names that papers give."""
    label = name_of(library, iri)
    return tuple(name for name in every(library.ask("body", thing=iri), "name") if name != label)


def _meetings(library: Library, own: Sequence[Row]) -> tuple[MeetingCount, ...]:
    """A committee's meetings, newest first."""
    iris = [row["meeting"] for row in own]
    told = (
        {same[0]["meeting"]: same for same in grouped(library.ask("committee", meeting=iris), "meeting")}
        if iris
        else {}
    )
    lacks: dict[str, set[str]] = {}
    for row in library.ask("lacking", meeting=iris) if iris else []:
        lacks.setdefault(row["meeting"], set()).add(last_part(row["lacks"]))
    return tuple(
        _meeting(row, told.get(row["meeting"], []), tuple(sorted(lacks.get(row["meeting"], ()))))
        for row in reversed(own)
    )


def _meeting(own: Row, rows: Sequence[Row], lacks: tuple[str, ...]) -> MeetingCount:
    most: dict[str, int] = {}
    for row in rows:
        kind = last_part(row["kind"])
        most[kind] = max(most.get(kind, 0), int(row["count"]))
    papers = {row["g"] for row in rows if last_part(row["kind"]) in OF_MEETINGS}
    return MeetingCount(
        Ref(own["meeting"], own["meetingLabel"]),
        own["day"],
        most.get("Decision", 0),
        most.get("Report", 0),
        most.get("PlannedItem", 0),
        len(papers),
        "Minute" in most or "Decision" in most,
        lacks,
    )


def _listed(
    library: Library, meetings: Sequence[MeetingCount]
) -> tuple[MeetingCount | None, tuple[AttendanceRow, ...]]:
    """Whom the newest list names: members whom an agenda lists, or else those who were there."""
    for each in meetings:
        if not each.papers:
            continue
        rows = attendance_rows(library, meeting=each.meeting.iri, person=None)
        listed = [row for row in rows if row.status == "member"]
        if listed or rows:
            return each, tuple(listed or rows)
    return None, ()


def _count(row: Row) -> CommitteeCount:
    return CommitteeCount(
        Ref(row["committee"], row["committeeLabel"]), int(row["count"]), row.get("since"), row.get("until")
    )  # fmt: skip


def _paper(row: Row) -> CouncilPaper:
    rows = [row]
    return CouncilPaper(
        row["g"], row["file"], first(rows, "kind"), first(rows, "title"), first(rows, "date"), whole(rows, "pages")
    )  # fmt: skip
