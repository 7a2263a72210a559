"""`kg repair`: everything that can be worked out anew from archive and ledger is; what cannot is named.

Graphs, text indexes, the names kept between ingests and the generations are projections: they are thrown away and made
again. A paper's entry in the archive cannot be: see ingest.mending. Nor can the ledger. Where SQLite finds its pages
torn and making its indexes anew does not help, a copy is asked for. Where it is whole and yet not as the last run left
it, it is held against the archive, and what nothing else tells (names, dates, reasons) is said to be in doubt.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, get_args

from ingest.mending import Loss, mended, publish_pending, recounted
from ingest.room import writing_into
from kg.base import Base, Writing
from kg.errors import BaseDamaged, NoBase
from kg.generations import GRAPH, Generation, current, faults, generations, highest, lead_to, remove
from kg.ledger_entries import Status
from kg.live import ASIDE
from kg.redirects import read_redirects

COPY: Final = "put it back from a copy (`kg restore`)"
DOUBT: Final = (
    "it is not as the last run left it. Of every paper it says what the archive says; a name, a date or a reason in it"
    " may be wrong"
)


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
    with writing_into(base), base.open_for_writing(damaged=True) as writing:
        _see_that_history_is_whole(writing)
        losses = [loss for paper in writing.ledger.papers() for loss in mended(writing, paper)]
        losses += _doubts(writing)
        writing.ledger.count_anew()
        number, more = rebuild(writing)
        for older in generations(base.published) if number else ():
            if older.number != number and _is_damaged(older):
                remove(older)
        return Repaired(len(writing.ledger.current()), number, (*losses, *more))


def rebuild(writing: Writing) -> tuple[int | None, tuple[Loss, ...]]:
    """Throw the writer's graphs, indexes and names away, make them anew, and publish.

    The new generation's number, None where there is no paper; and what is lost.
    """
    writing.ledger.mark_pending([paper.sha256 for paper in writing.ledger.current()], "project")
    # Before any is removed: readers and the notes on changes rely on it that no number is given twice.
    writing.ledger.note_generation(highest(writing.base.published))
    _leave_damaged_generation(writing.base)
    writing.let_go()
    _empty(writing.base)
    return publish_pending(writing)


def _see_that_history_is_whole(writing: Writing) -> None:
    """What cannot be made anew must be there before anything is thrown away."""
    base = writing.base
    if writing.ledger.integrity() and (said := writing.ledger.reindex()):
        raise BaseDamaged(f"{base.ledger_file} is damaged ({said}); {COPY}")
    if unknown := writing.ledger.statuses().keys() - set(get_args(Status)):
        raise BaseDamaged(f"{base.ledger_file} is damaged (a paper in it is {unknown.pop()!r}); {COPY}")
    for file in sorted(base.path.glob("redirects*.json")):
        try:
            read_redirects(file)
        except ValueError as error:
            raise BaseDamaged(f"{file} is damaged ({error}); put it back from a copy, or remove it: old IRIs that it"
                              " led on will then be unknown") from error  # fmt: skip


def _doubts(writing: Writing) -> Iterator[Loss]:
    """What is to be said of a ledger that changed when nobody wrote it, when what the archive tells is set right."""
    base = writing.base
    if not writing.distrusted:
        return
    for paper in writing.ledger.current():
        recounted(writing, paper)
    yield Loss(base.ledger_file.name, DOUBT, "Hold `kg papers` against a backup.")


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
    torn = [each for each in generations(base.published) if each == found or _is_damaged(each)]
    sound = [each for each in generations(base.published) if each not in torn]
    lead_to(base.published, sound[-1] if sound else None)
    for each in torn:
        remove(each)


def _is_damaged(generation: Generation) -> bool:
    try:
        return any(faults(generation))
    except BaseDamaged:
        return True


def _empty(base: Base) -> None:
    """Take all away that the writer made, but the lock, which this run holds. Each is renamed first: of one that was
    removed half, the next run would take what is left for the whole."""
    live = base.path / "live"
    for each in [each for each in live.iterdir() if each != base.lock_file]:
        each = each.rename(live / f"{ASIDE}{each.name}") if not each.name.startswith(ASIDE) else each
        shutil.rmtree(each) if each.is_dir() else each.unlink()
