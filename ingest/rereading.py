"""`kg ingest --reread`: the archive's papers read again from the files that it keeps, and what that would change.

    reread ─▶ what each paper says now that it did not, and no more ─▶ a person looks ─▶ accept ─▶ published

Until a reading is accepted it lies beside the archive (ingest.staging), and a stop leaves the base as it was. Accepted,
a paper is marked pending before its reading is replaced, so that the next writer finishes what a stop left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from ingest.build import UNREAD_PAGES, Failure, Progress, Step, log_fault, the_paper, version_within
from ingest.limits import Limits
from ingest.one_paper import EXTRACTOR, Overrides, PaperRead, PaperRefused, counted, is_exempt, marked
from ingest.projection import project_pending
from ingest.readers import Readers
from ingest.room import writing_into
from ingest.said import also_said
from ingest.staging import Staged, Staging, code_digest
from ingest.workers import clear_left
from kg.archive import PaperText
from kg.base import Base, Writing
from kg.errors import BaseDamaged, NoBase, UnknownName
from kg.ledger_entries import PaperEntry
from kg.readings_compared import FactChange, KindCount, compared, kind_counts
from kg.records import Reading

DAMAGED: Final = "its file in the archive is not the one that was offered; run `kg repair`"
Publicity = Literal["withheld", "shown"]


@dataclass(frozen=True, slots=True)
class PaperReread:
    """A paper as it was read again.

    before    the version that had read it
    stamp     tells this reading from every other; `archived` the one in the archive that it was held against
    changes   of facts; `lines` where each stands in a paper without pages
    words     whether the text itself, or how it is cut for search, is another
    publicity `withheld` or `shown` where it was the other until now
    """

    sha256: str
    file_name: str
    before: str
    stamp: str
    archived: str
    changes: tuple[FactChange, ...] = ()
    lines: tuple[int | None, ...] = ()
    words: bool = False
    publicity: Publicity | None = None

    @property
    def same(self) -> bool:
        """Whether nothing that anybody sees is another."""
        return not (self.changes or self.words or self.publicity)


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading papers again came to; nothing of it is in the archive yet.

    said      what a person said of all of them for this reading
    current   papers that needed no reading: this version had read them
    kinds     all papers' changes by kind of fact
    failures  papers that cannot be read now; what was read from them before stays
    """

    extractor: str
    papers: tuple[PaperReread, ...]
    current: int
    kinds: tuple[KindCount, ...]
    failures: tuple[Failure, ...]
    said: Overrides = field(default_factory=Overrides)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of accepting: papers whose reading was replaced, those passed over because they are not as they were
    when they were read again, and the generation published; None where readers see no difference."""

    papers: int
    passed_over: tuple[str, ...]
    generation: int | None


def reread(
    base: Base,
    names: Sequence[str] = (),
    *,
    jobs: int = 1,
    readers: Readers | None = None,
    overrides: Overrides | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Reread:
    """Read papers again and tell what would change: those of another version, or those named, whatever their version.

    jobs       worker processes here that read; or else `readers` that are elsewhere
    overrides  council and committee of papers that do not say it, where not what a person said before is to hold
    Raises NoBase where there is none, UnknownName where a name means no paper or several, BaseBusy while another writer
    is at work, OutOfReach where a cluster cannot be had.
    """
    if not base.exists():
        raise NoBase(f"There is no base at {base.path}; run `kg --base {base.path} ingest PAPER…` to make one")
    with writing_into(base), base.open_for_writing() as writing:
        clear_left(base.path)
        again = _Again(writing, overrides or Overrides(), limits or Limits())
        every = writing.ledger.current()
        wanted = [the_paper(writing, name) for name in names] or [paper for paper in every if again.is_outdated(paper)]
        found = again.read(
            {paper.sha256: paper for paper in wanted}, readers or Readers(jobs), progress or (lambda _step: None)
        )
        return replace(found, current=0 if names else len(every) - len(wanted))


def accept(base: Base, found: Reread, limits: Limits | None = None) -> Accepted:
    """Put readings into the archive in the place of the earlier ones, and publish what they change.

    A paper that was read, changed or taken out since then is passed over. `limits` as they were for reading.
    """
    limits = limits or Limits()
    with writing_into(base), base.open_for_writing() as writing:
        staging = Staging.of(base)
        ready = [paper for paper in found.papers if _is_as_it_was(writing, paper)]
        with writing.ledger.together():
            writing.ledger.mark_pending([paper.sha256 for paper in ready if _is_seen(writing, paper)], "project")
            _note_said(writing, ready, found.said)
        taken = {paper.sha256 for paper in ready if _replaced(writing, staging, paper, limits)}
        staging.clear()
        counts = project_pending(writing)
        made = None if counts is None else writing.publish(base.live_graph, counts, EXTRACTOR)
        passed = tuple(paper.file_name for paper in found.papers if paper.sha256 not in taken)
        return Accepted(len(taken), passed, made.number if made else None)


def _note_said(writing: Writing, papers: Iterable[PaperReread], now: Overrides) -> None:
    """Note whose papers a person said that they are, so that they are read so the next time."""
    for paper in papers:
        said = also_said(writing.ledger, paper.sha256, now)
        writing.ledger.record_placed(paper.sha256, said.council, said.committee)


class _Again:
    """One run of reading again."""

    def __init__(self, writing: Writing, overrides: Overrides, limits: Limits) -> None:
        self._writing, self._overrides, self._limits = writing, overrides, limits
        self._staging = Staging.of(writing.base)
        self._before: Counter[str] = Counter()
        self._after: Counter[str] = Counter()
        self._failures: list[Failure] = []

    def is_outdated(self, paper: PaperEntry) -> bool:
        """Whether other rules read a paper, or it has pages that can be read since."""
        return paper.version not in (EXTRACTOR, version_within(self._limits))

    def read(self, wanted: Mapping[str, PaperEntry], readers: Readers, tell: Progress) -> Reread:
        """Read papers, by SHA-256, and hold each against what the archive has."""
        told = {sha256: self._known(paper) for sha256, paper in wanted.items()}
        fresh = [sha256 for sha256, paper in told.items() if paper is None]
        for number, (sha256, outcome) in enumerate(self._readings(fresh, readers, tell, wanted)):
            told[sha256] = self._taken(wanted[sha256], outcome)
            tell(Step("reading", number + 1, len(fresh), len(self._failures)))
        papers = sorted((paper for paper in told.values() if paper), key=lambda each: (each.file_name, each.sha256))
        kinds = kind_counts(self._before, self._after, (change for paper in papers for change in paper.changes))
        return Reread(EXTRACTOR, tuple(papers), 0, kinds, tuple(self._failures), self._overrides)

    def _readings(
        self, papers: Sequence[str], readers: Readers, tell: Progress, wanted: Mapping[str, PaperEntry]
    ) -> Iterable[tuple[str, PaperRead | PaperRefused]]:
        sources: dict[Path, str] = {}
        for sha256 in papers:
            try:
                sources[self._writing.archive.source(sha256)] = sha256
            except (BaseDamaged, UnknownName) as error:
                self._failures.append(Failure(wanted[sha256].file_name, str(error)))
        said = {path: self._said(sha256) for path, sha256 in sources.items()}
        begun = _begun(tell, {path: wanted[sha256].file_name for path, sha256 in sources.items()}, self._failures)
        outcomes = readers.read(said, self._limits, begun, self._writing.base.path)
        return ((sources[path], outcome) for path, outcome in outcomes)

    def _said(self, sha256: str) -> Overrides:
        """What a person said of a paper: now, or before."""
        return also_said(self._writing.ledger, sha256, self._overrides)

    def _stamp(self, sha256: str) -> str:
        said = self._said(sha256)
        parts = (EXTRACTOR, code_digest(), self._writing.archive.stamp(sha256), said.council, said.committee)
        return " ".join(part or "-" for part in parts)

    def _known(self, paper: PaperEntry) -> PaperReread | None:
        """What an earlier run read that was not accepted, nor asked for again by other rules."""
        stamp = self._stamp(paper.sha256)
        staged = self._staging.get(paper.sha256, stamp)
        return self._held_against(paper, staged, stamp) if staged else None

    def _taken(self, paper: PaperEntry, outcome: PaperRead | PaperRefused) -> PaperReread | None:
        """A paper that was read, kept beside the archive; None for one that cannot be read, which is noted."""
        if isinstance(outcome, PaperRefused):
            if outcome.fault:
                log_fault(self._writing.base, paper.file_name, paper.sha256, outcome.fault)
            self._failures.append(Failure(paper.file_name, outcome.reason))
            return None
        if outcome.text.sha256 != paper.sha256:
            self._failures.append(Failure(paper.file_name, DAMAGED))
            return None
        text = replace(outcome.text, file_name=self._writing.archive.text(paper.sha256).file_name)
        staged, stamp = Staged(text, self._as_marked(paper, outcome.reading)), self._stamp(paper.sha256)
        self._staging.put(paper.sha256, stamp, staged)
        return self._held_against(paper, staged, stamp)

    def _as_marked(self, paper: PaperEntry, reading: Reading) -> Reading:
        """A reading, exempt or not as a person said of its paper."""
        return marked(reading, self._writing.ledger.said_exempt(paper.sha256))

    def _held_against(self, paper: PaperEntry, staged: Staged, stamp: str) -> PaperReread:
        archive = self._writing.archive
        kept, text = archive.get(paper.sha256).reading, archive.text(paper.sha256)
        self._before.update(type(record).__name__ for record in kept.records)
        self._after.update(type(record).__name__ for record in staged.reading.records)
        changes = compared(kept, staged.reading)
        return PaperReread(
            paper.sha256,
            paper.file_name,
            paper.version,
            stamp,
            archive.stamp(paper.sha256),
            changes,
            tuple(_line(text if change.what == "lost" else staged.text, change) for change in changes),
            _words(text) != _words(staged.text) or kept.passages != staged.reading.passages,
            _publicity(is_exempt(kept), is_exempt(staged.reading)),
        )


def _begun(tell: Progress, names: Mapping[Path, str], failures: Sequence[Failure]) -> Callable[[Path], None]:
    begun = 0

    def begin(path: Path) -> None:
        nonlocal begun
        tell(Step("reading", begun, len(names), len(failures), names[path]))
        begun += 1

    return begin


def _line(text: PaperText, change: FactChange) -> int | None:
    return None if text.pages else text.text.count("\n", 0, change.start) + 1


def _words(text: PaperText) -> tuple[object, ...]:
    return text.text, text.pages, text.media_type


def _publicity(before: bool, after: bool) -> Publicity | None:
    return None if before == after else "withheld" if after else "shown"


def _is_as_it_was(writing: Writing, paper: PaperReread) -> bool:
    """Whether a paper is in the base, and as it was when it was read again."""
    entry = writing.ledger.paper(paper.sha256)
    is_current = entry is not None and entry.status in ("read", "exempt")
    return is_current and writing.archive.stamp(paper.sha256) == paper.archived


def _is_seen(writing: Writing, paper: PaperReread) -> bool:
    """Whether readers would see a difference, also one that a stopped ingest left between archive and graph."""
    return not paper.same or writing.archive.get(paper.sha256).extractor == EXTRACTOR


def _replaced(writing: Writing, staging: Staging, paper: PaperReread, limits: Limits) -> bool:
    """Put a reading into the archive, then into the ledger; False where it is not there any more.

    That it is pending stands in the ledger already.
    """
    staged = staging.get(paper.sha256, paper.stamp)
    if staged is None:
        return False
    archive, sha256, reading = writing.archive, paper.sha256, staged.reading
    if _words(archive.text(sha256)) == _words(staged.text):
        archive.put_reading(sha256, reading, EXTRACTOR)
    else:
        archive.put(archive.source(sha256).read_bytes(), staged.text, reading, EXTRACTOR)
    counts, issues = counted(reading)
    writing.ledger.record_reread(
        sha256,
        version_within(limits) if UNREAD_PAGES in issues else EXTRACTOR,
        counts=counts,
        issues=issues,
        characters=len(staged.text.text),
        pages=len(staged.text.pages) or None,
        exempt=is_exempt(reading),
    )
    return True
