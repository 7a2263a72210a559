"""The whole way: paper files into the archive, then into graph and index, then a generation that readers open.

    offered files ─▶ read (worker processes) ─▶ archive and ledger ─▶ project what is pending ─▶ publish

Whatever stops it, the archive and the ledger's list of what is pending tell the next run where to go on.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ingest.files import NoFile, find_files
from ingest.limits import Limits, hold_memory
from ingest.one_paper import EXTRACTOR, Overrides, PaperRead, PaperRefused, read_paper
from ingest.projection import project_pending
from kg.archive import sha256_of_file
from kg.base import Base, Writing
from kg.errors import UnknownName
from kg.ledger_entries import Offer, PaperEntry
from kg.records import Issue

FAULT: Final = "a rule of kg broke off on it; please send faults.log, which lies in the base, to the developers"
# The version noted for such a paper: the next ingest tries it again.
FAULTY: Final = f"{EXTRACTOR}, broke off"
# Told of each paper as it is done: how many are done, of how many, and its name.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A path that did not become a paper, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What an ingest did.

    read       papers read now; `unchanged` those that needed nothing; `renamed` known papers offered under another name
    replaced   earlier readings that a changed file took the place of
    records    by kind, of the papers read now; `issues` by code
    generation the generation published, None where nothing changed
    """

    read: tuple[str, ...] = ()
    unchanged: int = 0
    renamed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    replaced: int = 0
    failures: tuple[Failure, ...] = ()
    records: dict[str, int] = field(default_factory=dict)
    issues: dict[str, int] = field(default_factory=dict)
    generation: int | None = None


@dataclass(slots=True)
class _Tally:
    """A Summary as it grows."""

    read: list[str] = field(default_factory=list)
    unchanged: int = 0
    renamed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    replaced: int = 0
    failures: list[Failure] = field(default_factory=list)
    records: Counter[str] = field(default_factory=Counter)
    issues: Counter[str] = field(default_factory=Counter)

    def summary(self, generation: int | None) -> Summary:
        return Summary(
            tuple(self.read), self.unchanged, tuple(self.renamed), tuple(self.withdrawn), self.replaced,
            tuple(self.failures), dict(sorted(self.records.items())), dict(sorted(self.issues.items())), generation,
        )  # fmt: skip


def ingest(
    base: Base,
    paths: Sequence[str],
    *,
    jobs: int = 1,
    overrides: Overrides | None = None,
    limits: Limits | None = None,
    again: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Take papers into a base and publish what changed; `again` also takes those that were withdrawn.

    One bad paper costs one Failure. Raises BaseBusy while another writer is at work.
    """
    tally = _Tally()
    with base.open_for_writing() as writing:
        files = _offered(base, paths, tally)
        wanted = [(path, offer) for path, offer in files if _to_be_read(writing, offer, tally, again)]
        outcomes = _read_all([path for path, _ in wanted], jobs, overrides or Overrides(), limits or Limits())
        offers = dict(wanted)
        for done, (path, outcome) in enumerate(outcomes, 1):
            _keep(writing, offers[path], outcome, tally)
            if progress:
                progress(done, len(wanted), path.name)
        return tally.summary(_publish(writing))


def withdraw(base: Base, name: str, reason: str = "") -> PaperEntry:
    """Take one paper out of graph, index and everything served, and publish; it stays out until it is asked for again.

    Raises UnknownName, with choices, where no paper or several answer to the name.
    """
    with base.open_for_writing() as writing:
        found = [paper for paper in writing.ledger.find(name) if paper.status in ("read", "exempt", "withdrawn")]
        if len(found) != 1:
            raise UnknownName(
                f"{'No paper' if not found else 'More than one paper'} in the base is called {name!r}; "
                "`kg status` lists them",
                tuple(paper.file_name for paper in found),
            )
        writing.ledger.record_withdrawn(found[0].sha256, reason)
        _publish(writing)
        return found[0]


def _offered(base: Base, paths: Sequence[str], tally: _Tally) -> list[tuple[Path, Offer]]:
    """The files that the paths mean, each with its hash; what cannot be opened is a failure."""
    offered = []
    for found in find_files(paths, base.path):
        if isinstance(found, NoFile):
            tally.failures.append(Failure(found.path, found.reason))
            continue
        try:
            offered.append((found, Offer.of(found, sha256_of_file(found))))
        except OSError as error:
            tally.failures.append(Failure(str(found), f"it cannot be opened ({error.strerror})"))
    return offered


def _to_be_read(writing: Writing, offer: Offer, tally: _Tally, again: bool) -> bool:
    """Whether a file has to be read; notes those that need not."""
    match writing.ledger.standing(offer, EXTRACTOR):
        case "new" | "outdated":
            return True
        case "unchanged":
            tally.unchanged += 1
            paper = writing.ledger.paper(offer.sha256)
            if paper and paper.status == "refused":
                tally.failures.append(Failure(offer.given, paper.reason or "it could not be read"))
        case "known":
            tally.replaced += len(writing.ledger.record_seen(offer))
            writing.ledger.mark_pending([offer.sha256], "project")
            tally.renamed.append(offer.file_name)
        case "withdrawn" if again:
            return True
        case "withdrawn":
            tally.withdrawn.append(offer.file_name)
    return False


def _read_all(
    paths: list[Path], jobs: int, overrides: Overrides, limits: Limits
) -> Iterator[tuple[Path, PaperRead | PaperRefused]]:
    """Each paper read in a worker process, as it is done; a worker that dies costs its own paper only."""
    waiting = paths
    while waiting:
        unread: set[Path] = set()
        with ProcessPoolExecutor(max(1, jobs), initializer=hold_memory, initargs=(limits.memory,)) as pool:
            futures = {pool.submit(read_paper, path, overrides, limits): path for path in waiting}
            for future in as_completed(futures):
                path = futures.pop(future)  # lets go of what was read once it is kept
                outcome = _outcome(future)
                if outcome:
                    yield path, outcome
                elif len(waiting) == 1:
                    yield path, PaperRefused("", "reading it broke the reader off (out of memory); split the paper")
                else:
                    unread.add(path)
        # The pool broke. It reads in order, so the paper that did it is among the first: each of them gets a pool of
        # its own, the rest go on in a new one.
        unfinished = [path for path in waiting if path in unread]
        suspects, waiting = unfinished[: 2 * max(1, jobs)], unfinished[2 * max(1, jobs) :]
        for path in suspects:
            yield from _read_all([path], 1, overrides, limits)


def _outcome(future: Future[PaperRead | PaperRefused]) -> PaperRead | PaperRefused | None:
    """What a worker sent back; None where it died. A fault of ours costs its own paper only, and is logged."""
    error = future.exception()
    if isinstance(error, BrokenProcessPool):
        return None
    if error is not None:
        return PaperRefused("", FAULT, "".join(traceback.format_exception(error)))
    return future.result()


def _keep(writing: Writing, offer: Offer, outcome: PaperRead | PaperRefused, tally: _Tally) -> None:
    """Put a paper that was read into archive and ledger, or note that it was refused."""
    if isinstance(outcome, PaperRefused):
        writing.ledger.record_refused(offer, FAULTY if outcome.fault else EXTRACTOR, outcome.reason)
        if outcome.fault:
            _log(writing.base.faults_file, offer, outcome.fault)
        tally.failures.append(Failure(offer.given, outcome.reason))
        return
    counts = Counter(type(record).__name__ for record in outcome.reading.records)
    issues = Counter(record.code for record in outcome.reading.records if isinstance(record, Issue))
    writing.archive.put(outcome.data, outcome.text, outcome.reading, EXTRACTOR)
    tally.replaced += len(
        writing.ledger.record_read(
            offer,
            EXTRACTOR,
            counts=counts,
            issues=issues,
            characters=len(outcome.text.text),
            pages=len(outcome.text.pages) or None,
            exempt=outcome.exempt,
        )
    )
    tally.read.append(offer.file_name)
    tally.records.update(counts)
    tally.issues.update(issues)


def _log(file: Path, offer: Offer, fault: str) -> None:
    with file.open("a", encoding="utf-8") as log:
        log.write(f"{offer.path} ({offer.sha256}), extractor {EXTRACTOR}\n{fault}\n")


def _publish(writing: Writing) -> int | None:
    """Project what is pending and publish it; the new generation's number, None where nothing was pending."""
    counts = project_pending(writing)
    if counts is None:
        return None
    return writing.publish(writing.base.live_graph, counts, EXTRACTOR).number
