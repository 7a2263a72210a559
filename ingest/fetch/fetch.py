"""The whole way: a portal's own list, then every paper on it, then the folder held against the list.

committees ─▶ the one wanted ─▶ its meetings ─▶ their papers ─▶ each into the folder ─▶ what is missing, and why
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from ingest.fetch.cmis import Cmis
from ingest.fetch.download import download, now
from ingest.fetch.listed import Committee, Listed, ListedMeeting, Portal, Wanted
from ingest.fetch.moderngov import Pages
from ingest.fetch.polite import MIB, Pace, Polite
from ingest.fetch.service import Service
from ingest.fetch.shelf import Shelf, opened
from ingest.fetch.site import Site
from kg.errors import NotFetched, UnknownName

Kind = Literal["moderngov", "cmis"]
CHOICES: Final = 12


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may come: bytes of one paper, papers of one run, meetings that are looked into."""

    size: int = 256 * MIB
    papers: int = 5000
    meetings: int = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """Where a fetch stands, for a person who looks on."""

    doing: Literal["listing", "fetching"]
    done: int = 0
    total: int | None = None
    failed: int = 0
    paper: str = ""


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Missing:
    """A paper that the portal lists and the folder has not, and why; or a meeting whose papers could not be listed."""

    title: str
    meeting: str
    url: str | None
    reason: str


@dataclass(slots=True)
class Fetched:
    """What a fetch did, held against the portal's list.

    listed    papers that the portal lists, each once, without those that it says are not for publication
    here      of those, how many lie in the folder
    withheld  what it names as not for publication
    gone      titles of papers in the folder that it does not list any more
    unseen    meetings whose papers could not be listed
    stale     papers that are here as they came before, and could not be asked for again
    """

    committee: str
    meetings: int = 0
    listed: int = 0
    here: int = 0
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    missing: list[Missing] = field(default_factory=list)
    unseen: list[Missing] = field(default_factory=list)
    stale: list[Missing] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    requests: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing that the portal lists is missing, and all of its list was seen."""
        return not (self.missing or self.stale or self.unseen or self.remarks)


def fetch(
    kind: Kind,
    site: Site,
    wanted: Wanted,
    into: Path,
    *,
    pace: Pace | None = None,
    bounds: Bounds | None = None,
    only_new: bool = False,
    progress: Progress | None = None,
) -> Fetched:
    """Bring a committee's papers of some days into a folder; one that cannot be had costs one Missing.

    Raises NotFetched where the portal does not give its list, UnknownName where no committee or several are meant,
    Unwritable where the folder cannot be written, BaseBusy while another fetch brings papers into it.
    """
    door, bounds, tell = Polite(site, pace or Pace()), bounds or Bounds(), progress or _tell_nobody
    tell(Step("listing"))
    portal, committee = _committee(kind, door, wanted)
    done = Fetched(committee.name)
    with opened(into) as shelf:
        papers = _listed(portal, committee, wanted, bounds, done, tell)
        done.remarks += portal.remarks
        done.listed = len(papers)
        for number, paper in enumerate(papers[: bounds.papers]):
            tell(Step("fetching", number, len(papers), len(done.missing), paper.title))
            _bring(door, shelf, paper, bounds, only_new, done)
        _note_gone(shelf, site, committee, wanted, papers, done)
    done.requests = door.asked
    return done


def _tell_nobody(_step: Step) -> None:
    pass


def _committee(kind: Kind, door: Polite, wanted: Wanted) -> tuple[Portal, Committee]:
    """The portal, by its web service where it has one, and the committee that is meant."""
    if kind == "cmis":
        cmis = Cmis(door)
        return cmis, the_one(cmis.committees(), wanted.committee)
    door.robots()  # where even this cannot be had, the reason is told, and not that there is no web service
    pages = Pages(door)
    service = Service(door, pages)
    with suppress(NotFetched):
        return service, the_one(service.committees(), wanted.committee)
    found = pages.committees()
    if not found:
        raise NotFetched(f"{door.site.home} lists no committees as ModernGov has them; give the portal's own address")
    return pages, the_one(found, wanted.committee)


def the_one(committees: list[Committee], name: str) -> Committee:
    """The committee of a number or a name; a part of the name will do where only one has it."""
    asked = _folded(name)
    same = [each for each in committees if asked in (_folded(each.name), each.number)]
    part = [each for each in committees if asked and asked in _folded(each.name)]
    found = same or part
    if len(found) == 1:
        return found[0]
    names = [f"{each.name} ({each.number})" for each in found or committees]
    near = names if found else difflib.get_close_matches(name, names, n=CHOICES, cutoff=0.0)
    said = f"More than one committee is called “{name}”" if found else f"The portal lists no committee “{name}”"
    raise UnknownName(f"{said}; say it in full, or by its number", tuple(near[:CHOICES]))


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("&", "and").split())


def _listed(
    portal: Portal, committee: Committee, wanted: Wanted, bounds: Bounds, done: Fetched, tell: Progress
) -> list[Listed]:
    """The papers that the portal lists, each once; what it lists as not for publication is noted by title."""
    meetings = portal.meetings(committee, wanted)
    done.meetings = len(meetings)
    if len(meetings) > bounds.meetings:
        done.remarks.append(f"{len(meetings)} meetings are listed and only {bounds.meetings} were looked into")
    found: dict[str, Listed] = {}
    for number, meeting in enumerate(sorted(meetings, key=lambda each: each.date or "")[: bounds.meetings]):
        tell(Step("listing", number, len(meetings), len(done.missing), f"{meeting.committee}, {meeting.date or ''}"))
        for paper in _of_meeting(portal, meeting, done):
            found.setdefault(paper.key, paper)
    done.withheld = [f"{paper.title} ({paper.meeting})" for paper in found.values() if paper.withheld]
    papers = [paper for paper in found.values() if not paper.withheld]
    for paper in papers[bounds.papers :]:
        reason = f"more than {bounds.papers} papers are listed; ask for fewer days, or allow more with --most"
        done.missing.append(Missing(paper.title, paper.meeting, paper.url, reason))
    return papers


def _of_meeting(portal: Portal, meeting: ListedMeeting, done: Fetched) -> list[Listed]:
    try:
        return portal.papers(meeting)
    except NotFetched as error:
        name = f"all papers of {meeting.committee}, {meeting.date or meeting.number}"
        done.unseen.append(Missing(name, meeting.committee, meeting.url, f"the meeting's page: {error}"))
        return []


def _bring(door: Polite, shelf: Shelf, paper: Listed, bounds: Bounds, only_new: bool, done: Fetched) -> None:
    """Bring one paper, and note what became of it."""
    try:
        became = download(door, shelf, paper, bounds.size, only_new)
    except NotFetched as error:
        missing = Missing(paper.title, paper.meeting, paper.url, str(error))
        if shelf.row(door.site.origin, paper.key):
            done.stale.append(missing)
            done.here += 1
        else:
            done.missing.append(missing)
        return
    done.here += 1
    match became:
        case "new":
            done.new.append(paper.title)
        case "changed":
            done.changed.append(paper.title)
        case "unchanged":
            done.unchanged += 1


def _note_gone(
    shelf: Shelf, site: Site, committee: Committee, wanted: Wanted, papers: list[Listed], done: Fetched
) -> None:
    """Name the papers of these days that lie here and are not on the list any more; they stay. A list that was not seen
    whole tells nothing of them."""
    if done.remarks or done.unseen:
        return
    listed = {paper.key for paper in papers}
    for row in shelf.rows(site.origin):
        if row.committee == committee.name and wanted.has(row.date) and row.key not in listed:
            done.gone.append(f"{row.title} ({row.meeting}): {row.file}")
            if row.gone is None:
                shelf.add(replace(row, gone=now()))
