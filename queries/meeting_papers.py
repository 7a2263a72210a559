"""What tells of a meeting: its papers and their versions, the meetings before and after it, and what is not held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.derive.comparison_meetings import core
from queries.answers import Citation, Ref, Row, first, grouped, last_part, whole
from queries.library import Day, Library
from queries.standings import places, sources


@dataclass(frozen=True, slots=True)
class MeetingPaper:
    """A paper that tells of a meeting; `own` where it says that it is of this meeting.

    says   how many statements of which class it makes about the meeting
    """

    paper: str
    file_name: str
    kind: str | None
    title: str | None
    date: str | None
    pages: int | None
    own: bool
    says: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A report, or the minutes, as one paper prints them; `replaced_by` the file with the version after it."""

    work: Ref
    standing: str | None
    replaced_by: str | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something of a meeting that is not held: its minutes, or its papers; and what tells that there should be."""

    what: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """A meeting's place: committee, council, the meetings before and after, and others that may be the same."""

    committee: Ref
    council: Ref | None
    before: tuple[Ref, str] | None
    after: tuple[Ref, str] | None
    alike: tuple[Ref, ...]


def papers_of(library: Library, meeting: str) -> tuple[MeetingPaper, ...]:
    """The papers that tell of a meeting, its own first."""
    found = [
        _paper(same, meeting) for same in grouped(library.ask("meeting-papers", meeting=meeting), "g") if "g" in same[0]
    ]
    return tuple(sorted(found, key=lambda paper: (not paper.own, paper.date or "~", paper.file_name)))


def _paper(rows: Sequence[Row], meeting: str) -> MeetingPaper:
    says = {last_part(row["says"]): int(row["count"]) for row in rows}
    says.pop("Paper", None)
    return MeetingPaper(
        rows[0]["g"],
        rows[0]["file"],
        first(rows, "kind"),
        first(rows, "title"),
        first(rows, "date"),
        whole(rows, "pages"),
        any(row.get("own") == meeting for row in rows),
        tuple(says.items()),
    )


def versions_of(library: Library, meeting: str) -> tuple[Version, ...]:
    """Of what several papers print of a meeting, each print."""
    found = []
    for same in grouped(library.ask("meeting-versions", meeting=meeting), "version"):
        after = first(same, "afterPaper")
        replaced_by = library.paper(after).file_name if after else None
        work = Ref(same[0]["work"], same[0]["workLabel"])
        found.append(Version(work, first(same, "standing"), replaced_by, library.cite(same)))
    return tuple(found)


def lacking(library: Library, meeting: str) -> tuple[Lacking, ...]:
    """What of a meeting is not held."""
    rows = library.ask("lacking", meeting=meeting)
    cited = sources(library, (row["source"] for row in rows))
    return tuple(
        Lacking(last_part(same[0]["lacks"]), _in_order(places(cited, (row["source"] for row in same))))
        for same in grouped(rows, "lacks")
    )


def _in_order(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple(sorted(citations, key=lambda each: (each.date or "~", each.file_name, each.page or 0, each.line or 0)))


def around(library: Library, meeting: str) -> Around | None:
    """Where a meeting stands among others; None where the graph does not tell of which committee it is."""
    own = library.ask("meetings-of", meeting=meeting, committee=None, day=None)
    if not own:
        return None
    committee, day = Ref(own[0]["committee"], own[0]["committeeLabel"]), own[0]["day"]
    council = Ref(own[0]["council"], own[0].get("councilLabel", "")) if "council" in own[0] else None
    others = library.ask("meetings-of", meeting=None, committee=committee.iri, day=None)
    held = [(Ref(row["meeting"], row["meetingLabel"]), row["day"]) for row in others]
    return Around(
        committee,
        council,
        next((each for each in reversed(held) if each[1] < day), None),
        next((each for each in held if each[1] > day), None),
        _alike(library, own[0], day),
    )


def _alike(library: Library, own: Row, day: str) -> tuple[Ref, ...]:
    """Meetings of that day whose committee has nearly this name, and whose council may be the same."""
    rows = library.ask("meetings-of", meeting=None, committee=None, day=Day(day))
    council = own.get("council")
    return tuple(
        dict.fromkeys(
            Ref(row["meeting"], _called(row))
            for row in rows
            if row["meeting"] != own["meeting"]
            and core(row["committeeLabel"])
            and core(row["committeeLabel"]) == core(own["committeeLabel"])
            and (council is None or row.get("council") in (None, council))
        )
    )


def _called(row: Row) -> str:
    """A meeting's committee, and what tells it from one of the same name."""
    return row["committeeLabel"] if "council" in row else f"{row['committeeLabel']} (of a paper that names no council)"
