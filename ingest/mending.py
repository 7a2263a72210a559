"""Papers whose entry in the archive is torn or gone: named, taken out of what is served, and asked for again.

A paper's entry in the archive cannot be worked out anew. Where its source is torn and its text and records are whole,
it stays as it is and its file is asked for. Where its text or records are torn it is put into `set-aside/`, never
thrown away: it leaves graph and index, the ledger says why, and offering its file to `kg ingest` again brings it back.
So one such paper keeps no other from being published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.one_paper import EXTRACTOR, counted, is_exempt
from ingest.projection import project_pending
from kg.base import Base, Writing
from kg.durable import settle
from kg.errors import BaseDamaged, UnknownName
from kg.generations import KEPT
from kg.ledger_entries import Offer, PaperEntry

SET_ASIDE: Final = "set-aside"
# The version noted for a paper of which something is damaged: the next ingest of its file reads it again.
DAMAGED: Final = "damaged"


@dataclass(frozen=True, slots=True)
class Loss:
    """A paper of which something is lost, and what to do about it; `sha256` is empty where it is no paper."""

    paper: str
    what: str
    do: str
    sha256: str = ""


def publish_pending(writing: Writing, keep: int = KEPT) -> tuple[int | None, tuple[Loss, ...]]:
    """Project what is pending and publish it; torn papers are left out and named.

    The new generation's number, None where nothing was pending; and what is lost.
    """
    losses: tuple[Loss, ...] = ()
    while True:
        try:
            counts = project_pending(writing)
            break
        except (BaseDamaged, UnknownName):
            writing.let_go()
            found = tuple(_losses(writing, writing.ledger.current()))
            if not found:
                raise  # it is not the archive that is damaged
            losses += found
    if counts is None:
        return None, losses
    return writing.publish(writing.base.live_graph, counts, EXTRACTOR, keep).number, losses


def mend_pending(writing: Writing) -> tuple[Loss, ...]:
    """See to the papers that a stopped run left to be projected, before others come; see `mended`."""
    waiting = {each.sha256 for each in writing.pending()}
    papers = (writing.ledger.paper(sha256) for sha256 in sorted(waiting))
    return tuple(_losses(writing, (paper for paper in papers if paper)))


def told(losses: Iterable[Loss]) -> None:
    """Raise BaseDamaged where anything is lost, for who has no better way to tell it."""
    said = "; ".join(f"{loss.paper}: {loss.what}. {loss.do}" for loss in losses)
    if said:
        raise BaseDamaged(f"It is done and published, without what was found damaged meanwhile: {said}")


def _losses(writing: Writing, papers: Iterable[PaperEntry]) -> list[Loss]:
    return [loss for paper in papers for loss in mended(writing, paper, source=False)]


def mended(writing: Writing, paper: PaperEntry, source: bool = True) -> list[Loss]:
    """What is wrong with a paper's entry in the archive, when what can be done about it is done.

    source  whether the file from which it was read is looked at, too
    """
    archive, sha256 = writing.archive, paper.sha256
    is_current = paper.status in ("read", "exempt")
    if sha256 not in archive:
        if not is_current:
            return []
        _refuse(writing, paper, "it is gone from the archive; ingest its file again")
        return [Loss(paper.file_name, "it is gone from the archive", "Ingest its file again.", sha256)]
    torn = list(archive.reading_faults(sha256))
    if torn:
        place = _set_aside(writing.base, sha256)
        if is_current:
            _refuse(
                writing, paper, f"its entry in the archive was damaged and is set aside in {place}; ingest it again"
            )
        what = f"its entry in the archive is damaged ({torn[0]}), and is set aside in {place}"
        return [
            Loss(
                paper.file_name, what, "Ingest its file again." if is_current else "It was not served any more.", sha256
            )
        ]
    archive.seal(sha256)
    if source and any(archive.faults(sha256)):
        if is_current:
            _ask_for(writing, paper)
        what = "its source file is damaged; what was read from it is whole, and is served"
        return [Loss(paper.file_name, what, "Ingest its file again.", sha256)]
    return []


def recounted(writing: Writing, paper: PaperEntry) -> None:
    """Set right what the ledger says of a paper and the archive knows: whether it is exempt, and what was counted."""
    text, reading = writing.archive.text(paper.sha256), writing.archive.get(paper.sha256).reading
    counts, issues = counted(reading)
    known = (paper.status == "exempt", paper.counts, paper.issues, paper.characters)
    if known != (is_exempt(reading), counts, issues, len(text.text)):
        _read(writing, paper, paper.version, counts, issues, len(text.text), is_exempt(reading))


def _refuse(writing: Writing, paper: PaperEntry, reason: str) -> None:
    """Note that a paper cannot be served; `kg ingest` takes it for one to be read again."""
    writing.ledger.record_refused(_offer(paper), DAMAGED, reason)


def _ask_for(writing: Writing, paper: PaperEntry) -> None:
    """Note that a paper is to be read again when its file is offered; meanwhile it is served as it was read."""
    _read(writing, paper, DAMAGED, paper.counts, paper.issues, paper.characters or 0, paper.status == "exempt")


def _read(
    writing: Writing,
    paper: PaperEntry,
    version: str,
    counts: Mapping[str, int],
    issues: Mapping[str, int],
    characters: int,
    exempt: bool,
) -> None:
    writing.ledger.record_read(
        _offer(paper), version, counts=counts, issues=issues, characters=characters, pages=paper.pages, exempt=exempt
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
