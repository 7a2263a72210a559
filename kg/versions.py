"""Reports and minutes that several papers print: one work with several versions, and which version replaces which.

The same report stands in a pack, in a supplement and on its own; minutes are published as a draft and, once approved,
again. Like kg/identity.py a pure function of what all papers hold: neither their order nor their batches matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kg import ids, names
from kg.identity import Identities
from kg.records import MeetingKey, Minute, Reading, Report, SectionPart, Standing

WorkKind = Literal["report", "minutes"]
# A version that says nothing of itself replaces a draft, and is replaced by one that says it was approved.
STANDINGS: Final[tuple[Standing | None, ...]] = ("draft", None, "approved")


@dataclass(frozen=True, slots=True)
class Version:
    """A report or a meeting's minutes as one paper prints them.

    paper     the paper's sha256
    node      the end of the IRI of its statement (`ids.statement_id`): the report's, or the section's with the minutes
    meeting   the report's meeting, or the one minuted
    standing  what it says of itself: draft, approved, or nothing
    """

    paper: str
    kind: WorkKind
    title: str
    meeting: MeetingKey
    node: str
    standing: Standing | None = None

    @property
    def iri(self) -> str:
        return f"{ids.paper(self.paper)}/{self.node}"


@dataclass(frozen=True, slots=True)
class Work:
    """What two or more papers print, in the order of `versions_of`.

    replaced  pairs of a version and the one that replaces it
    """

    iri: str
    kind: WorkKind
    label: str
    meeting: str
    versions: tuple[Version, ...]
    replaced: tuple[tuple[Version, Version], ...] = ()


def versions_of(paper: str, reading: Reading) -> tuple[Version, ...]:
    """The reports and minutes that one paper prints; `paper` is its sha256. What names no meeting is left out."""
    found = dict.fromkeys((*_reports(paper, reading), *_minutes(paper, reading)))
    return tuple(found)


def _reports(paper: str, reading: Reading) -> Iterator[Version]:
    for record in reading.records:
        if isinstance(record, Report) and record.meeting:
            yield Version(paper, "report", record.title, record.meeting, ids.statement_id(record))


def _minutes(paper: str, reading: Reading) -> Iterator[Version]:
    """Each part that holds minutes, with the meeting that most of them are of."""
    starts = [(item.evidence[0].start, item.meeting) for item in reading.records if isinstance(item, Minute)]
    for part in reading.records:
        if not isinstance(part, SectionPart) or part.kind != "minutes":
            continue
        held = Counter(meeting for start, meeting in starts if part.start <= start < part.end)
        if held:
            meeting = min(held, key=lambda key: (-held[key], key.date, key.committee))
            title = f"Minutes of the {meeting.committee}, {meeting.date}"
            yield Version(paper, "minutes", title, meeting, ids.statement_id(part), part.standing)


def works(versions: Iterable[Version], identities: Identities) -> tuple[Work, ...]:
    """What more than one paper prints, by IRI: same meeting and, for reports, same title, case and marks apart."""
    together: dict[str, dict[str, Version]] = defaultdict(dict)
    for version in versions:
        together[work_iri(version, identities)][version.iri] = version
    return tuple(
        _work(iri, sorted(found.values(), key=_order), identities)
        for iri, found in sorted(together.items())
        if len({version.paper for version in found.values()}) > 1
    )


def work_iri(version: Version, identities: Identities) -> str:
    """The IRI of what a version prints, whether others print it too or not."""
    title = names.fold(version.title) if version.kind == "report" else ""
    return ids.work(_meeting(version, identities), version.kind, title)


def _meeting(version: Version, identities: Identities) -> str:
    key = version.meeting
    return identities.of(version.paper).meeting(key.committee, key.date, key.council)


def _work(iri: str, versions: list[Version], identities: Identities) -> Work:
    first = versions[0]
    replaced = tuple(_replaced(versions)) if first.kind == "minutes" else ()
    return Work(iri, first.kind, first.title, _meeting(first, identities), tuple(versions), replaced)


def _replaced(versions: list[Version]) -> Iterator[tuple[Version, Version]]:
    """Each version that stands below the best, with the first of the best; of equals none replaces another."""
    best = max(STANDINGS.index(version.standing) for version in versions)
    after = next(version for version in versions if STANDINGS.index(version.standing) == best)
    for version in versions:
        if STANDINGS.index(version.standing) < best and version.paper != after.paper:
            yield version, after


def _order(version: Version) -> tuple[int, str, str]:
    return STANDINGS.index(version.standing), version.title, version.iri
