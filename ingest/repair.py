"""`kg repair`: everything that can be worked out anew from archive and ledger is; what cannot is named.

Graphs, text indexes, the names kept between ingests and the generations are projections: they are thrown away and made
again. A paper's entry in the archive is not. Where its source is torn and its text and records are whole, it stays as
it is and its file is asked for. Where its text or records are torn it is put into `set-aside/`, never thrown away: it
leaves graph and index, the ledger says why, and offering its file to `kg ingest` again brings it back.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.one_paper import EXTRACTOR
from ingest.projection import project_pending
from ingest.room import writing_into
from kg.base import Base, Writing
from kg.durable import settle
from kg.errors import BaseDamaged, NoBase
from kg.generations import GRAPH, Generation, current, faults, generations, remove
from kg.ledger_entries import Offer, PaperEntry
from kg.redirects import read_redirects

SET_ASIDE: Final = "set-aside"
# The version noted for a paper of which something is damaged: the next ingest of its file reads it again.
DAMAGED: Final = "damaged"


@dataclass(frozen=True, slots=True)
class Loss:
    """A paper of which something is lost, and what to do about it."""

    paper: str
    what: str
    do: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did: papers projected anew, the generation published (None where no paper is left), losses."""

    papers: int
    generation: int | None
    losses: tuple[Loss, ...]


def repair(base: Base) -> Repaired:
    """Make all projections anew from archive and ledger, and publish them.

    Raises NoBase where there is no ledger, BaseDamaged where it or the redirects cannot be read, BaseBusy while another
    writer is at work. Readers keep what they have until the new generation is there, unless its graph is damaged.
    """
    if not base.exists():
        raise NoBase(f"There is no ledger in {base.path}; put it back from a copy")
    with writing_into(base), base.open_for_writing() as writing:
        _see_that_history_is_whole(writing)
        losses = tuple(loss for paper in writing.ledger.papers() for loss in _mended(writing, paper))
        generation = rebuild(writing)
        for older in generations(base.published) if generation else ():
            if older != generation and _is_damaged(older):
                remove(older)
        return Repaired(len(writing.ledger.current()), generation.number if generation else None, losses)


def rebuild(writing: Writing) -> Generation | None:
    """Throw the writer's graphs, indexes and names away, make them anew, and publish; None where there is no paper."""
    writing.ledger.mark_pending([paper.sha256 for paper in writing.ledger.current()], "project")
    _leave_damaged_generation(writing.base)
    _empty(writing.base)
    counts = project_pending(writing)
    return None if counts is None else writing.publish(writing.base.live_graph, counts, EXTRACTOR)


def _see_that_history_is_whole(writing: Writing) -> None:
    """What cannot be made anew must be there before anything is thrown away."""
    base = writing.base
    said = writing.ledger.integrity()
    if said:
        raise BaseDamaged(f"{base.ledger_file} is damaged ({said}); put it back from a copy")
    for file in sorted(base.path.glob("redirects*.json")):
        try:
            read_redirects(file)
        except ValueError as error:
            raise BaseDamaged(f"{file} is damaged ({error}); put it back from a copy, or remove it: old IRIs that it"
                              " led on will then be unknown") from error  # fmt: skip


def _mended(writing: Writing, paper: PaperEntry) -> list[Loss]:
    """What is wrong with a paper's entry in the archive, when what can be done about it is done."""
    archive, sha256 = writing.archive, paper.sha256
    is_current = paper.status in ("read", "exempt")
    if sha256 not in archive:
        if not is_current:
            return []
        _refuse(writing, paper, "it is gone from the archive; ingest its file again")
        return [Loss(paper.file_name, "it is gone from the archive", "Ingest its file again.")]
    torn = list(archive.reading_faults(sha256))
    if torn:
        place = _set_aside(writing.base, sha256)
        if is_current:
            _refuse(
                writing, paper, f"its entry in the archive was damaged and is set aside in {place}; ingest it again"
            )
        what = f"its entry in the archive is damaged ({torn[0]}), and is set aside in {place}"
        return [Loss(paper.file_name, what, "Ingest its file again." if is_current else "It was not served any more.")]
    archive.seal(sha256)
    if any(archive.faults(sha256)):
        if is_current:
            _ask_for(writing, paper)
        what = "its source file is damaged; what was read from it is whole, and is served"
        return [Loss(paper.file_name, what, "Ingest its file again.")]
    return []


def _refuse(writing: Writing, paper: PaperEntry, reason: str) -> None:
    """Note that a paper cannot be served; `kg ingest` takes it for one to be read again."""
    writing.ledger.record_refused(_offer(paper), DAMAGED, reason)


def _ask_for(writing: Writing, paper: PaperEntry) -> None:
    """Note that a paper is to be read again when its file is offered; meanwhile it is served as it was read."""
    writing.ledger.record_read(
        _offer(paper),
        DAMAGED,
        counts=paper.counts,
        issues=paper.issues,
        characters=paper.characters or 0,
        pages=paper.pages,
        exempt=paper.status == "exempt",
    )


def _offer(paper: PaperEntry) -> Offer:
    name = next((each for each in paper.names if each.current), paper.names[0])
    return Offer(name.given, name.path, name.file_name, paper.sha256)


def _set_aside(base: Base, sha256: str) -> Path:
    """Move a paper's entry out of the archive; beside what an earlier repair put there."""
    folder = base.path / SET_ASIDE
    folder.mkdir(exist_ok=True)
    taken = len(list(folder.glob(f"{sha256}*")))
    place = folder / (f"{sha256}-{taken}" if taken else sha256)
    (base.papers / sha256[:2] / sha256).rename(place)
    for each in (folder, base.papers / sha256[:2]):
        settle(each)
    return place.relative_to(base.path)


def _leave_damaged_generation(base: Base) -> None:
    """Where the current generation's graph is damaged readers open the newest sound one, or none, until the new one is
    there: what became of IRIs cannot be worked out from torn files."""
    try:
        found = current(base.published)
        if not any(f"{GRAPH}/" in fault or "manifest" in fault for fault in faults(found)):
            return
    except NoBase:
        return
    except BaseDamaged:
        found = None
    link = base.published / "current"
    link.unlink(missing_ok=True)
    for each in generations(base.published):
        if each == found or _is_damaged(each):
            remove(each)
    if sound := generations(base.published):
        link.symlink_to(sound[-1].folder.name)


def _is_damaged(generation: Generation) -> bool:
    try:
        return any(faults(generation))
    except BaseDamaged:
        return True


def _empty(base: Base) -> None:
    """Take all away that the writer made, but the lock, which this run holds."""
    for each in (base.path / "live").iterdir():
        if each != base.lock_file:
            shutil.rmtree(each) if each.is_dir() else each.unlink()
