"""`kg withdraw --purge`: a paper out of the base, and nothing of it left on the base's disk.

Words that are taken out of a graph or an index stay in its files until those are written anew. So all that was ever
made from the paper is thrown away, and made anew from the papers that stay; that takes as long as `kg repair`. The
ledger forgets the paper last: where a purge was stopped, it is told again by the paper's name, and done whole.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass

from ingest.mending import SET_ASIDE, mended, publish_pending, told
from ingest.repair import rebuild
from ingest.room import writing_into
from kg.base import Base, Writing
from kg.changes import FILE as CHANGES
from kg.errors import UnknownName
from kg.generations import PUBLIC, generations, remove
from kg.ledger_entries import PaperEntry
from kg.purge import forget_faults, forget_judgements, forget_redirects, words_of


@dataclass(frozen=True, slots=True)
class Purged:
    """What was purged: the file's name, its versions, and what was let go of because only it had its words."""

    file_name: str
    versions: int
    redirects: int
    judgements: int


def purge(base: Base, name: str) -> Purged:
    """Take a paper and its earlier versions out of everything served, and off the disk; it stays out when offered.

    Raises UnknownName, with choices, where no paper or several answer to the name. A reader that has an older
    generation open keeps that until it is closed; backups are not looked for.
    """
    with writing_into(base), base.open_for_writing() as writing:
        paper = _found(writing, name)
        papers = [paper.sha256, *_earlier(writing, paper.sha256)]
        losses = [
            loss
            for each in writing.ledger.current()
            if each.sha256 not in papers
            for loss in mended(writing, each, source=False)
        ]
        _withdrawn(writing, papers)
        known = words_of(writing.archive.text(each.sha256).text for each in writing.ledger.current())
        redirects = forget_redirects(writing, known)
        judgements = forget_judgements(writing, papers, known)
        _made_anew(writing, papers)
        for sha256 in papers:
            _off_the_disk(writing, sha256)
        forget_faults(base.faults_file, papers)
        writing.ledger.forget(papers)
        told(losses)
        return Purged(paper.file_name, len(papers), redirects, judgements)


def _found(writing: Writing, name: str) -> PaperEntry:
    """The paper that a name means: one that is served before others of that name."""
    found = writing.ledger.find(name)
    served = [paper for paper in found if paper.status in ("read", "exempt")]
    latest = [paper for paper in found if paper.status != "superseded"]
    for among in (served, latest, found):
        if len(among) == 1:
            return among[0]
    raise UnknownName(
        f"{'No paper' if not found else 'More than one paper'} in the base is called {name!r}; give the beginning of"
        " its hash, or its path",
        tuple(f"{paper.file_name} ({paper.status}, {paper.sha256[:12]})" for paper in found),
    )


def _earlier(writing: Writing, sha256: str) -> list[str]:
    """Earlier versions of a paper, the newest first."""
    versions = [sha256]
    superseded = writing.ledger.papers("superseded")
    for each in versions:
        versions += [
            paper.sha256 for paper in superseded if paper.superseded_by == each and paper.sha256 not in versions
        ]
    return versions[1:]


def _withdrawn(writing: Writing, papers: list[str]) -> None:
    """Out of what is served, first of all; and the generations that have it off the disk."""
    for sha256 in papers:
        writing.ledger.record_withdrawn(sha256)
    number, _ = publish_pending(writing, keep=1)
    for each in generations(writing.base.published) if number else ():
        if each.number != number:
            remove(each)


def _made_anew(writing: Writing, papers: list[str]) -> None:
    """All projections, from the papers that stay; the notes on what changed begin anew, for they name the paper."""
    for generation in generations(writing.base.published):
        for variant in ("", PUBLIC):
            (generation.folder / variant / CHANGES).unlink(missing_ok=True)
    writing.ledger.mark_pending(papers, "remove")
    number, _ = rebuild(writing)
    for each in generations(writing.base.published):
        if each.number != number:
            remove(each)


def _off_the_disk(writing: Writing, sha256: str) -> None:
    writing.archive.remove(sha256)
    with suppress(OSError):  # other papers are on the shelf
        (writing.base.papers / sha256[:2]).rmdir()
    for folder in (writing.base.path / SET_ASIDE).glob(f"{sha256}*"):
        shutil.rmtree(folder)
