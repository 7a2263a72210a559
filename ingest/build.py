"""The whole way: paper files into the archive, then into graph and index, then a generation that readers open.

    offered files ─▶ read (worker processes) ─▶ archive and ledger ─▶ project what is pending ─▶ publish

Whatever stops it, the archive and the ledger's list of what is pending tell the next run where to go on.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from ingest.fetch.shelf import sources_in
from ingest.files import NoFile, cannot_open, find_files
from ingest.limits import Limits
from ingest.mending import DAMAGED, Loss, mend_pending, publish_pending, told
from ingest.one_paper import EXTRACTOR, Overrides, PaperRead, PaperRefused, counted, is_exempt, marked
from ingest.parting import Taken, taken_apart
from ingest.read.ocr import find_tesseract
from ingest.readers import Readers
from ingest.room import NO_ROOM, is_full, writing_into
from ingest.said import also_said
from ingest.workers import clear_left, folder_for
from kg.archive import sha256_of_file
from kg.base import Base, Writing
from kg.errors import UnknownName, Unwritable
from kg.ledger_entries import Offer, PaperEntry, printable

# The version noted for a paper on which a rule of ours broke off: the next ingest tries it again.
FAULTY: Final = f"{EXTRACTOR}, broke off"
CHANGED: Final = "it changed while it was being read; ingest it again when nobody writes to it"
# The issue of a paper that was read as far as it goes.
UNREAD_PAGES: Final = "no-text-layer"
# A file so many times larger than what is read is not even hashed: that would take minutes, to be refused after all.
UNHASHED: Final = 16


@dataclass(frozen=True, slots=True)
class Step:
    """Where an ingest stands, for a person who looks on.

    doing  `finding` files, `reading` papers, or `publishing` what was read
    total  how many papers are to be read; None while that is not known
    paper  the one begun last
    """

    doing: Literal["finding", "reading", "publishing"]
    done: int = 0
    total: int | None = None
    failed: int = 0
    paper: str = ""


Progress = Callable[[Step], None]


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
    trouble    why what was read could not be published; the next ingest does it
    exempt     of the papers read, those not for publication
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
    trouble: str | None = None
    exempt: tuple[str, ...] = ()


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
    trouble: str | None = None
    exempt: list[str] = field(default_factory=list)

    def summary(self, generation: int | None) -> Summary:
        return Summary(
            tuple(self.read), self.unchanged, tuple(self.renamed), tuple(self.withdrawn), self.replaced,
            tuple(self.failures), dict(sorted(self.records.items())), dict(sorted(self.issues.items())), generation,
            self.trouble, tuple(self.exempt),
        )  # fmt: skip


def ingest(
    base: Base,
    paths: Sequence[str],
    *,
    jobs: int = 1,
    readers: Readers | None = None,
    overrides: Overrides | None = None,
    limits: Limits | None = None,
    again: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Take papers into a base and publish what changed; `again` also takes those that were withdrawn.

    jobs     worker processes here that read; or else `readers` that are elsewhere
    One bad paper costs one Failure. Raises BaseBusy while another writer is at work, Unwritable where the base cannot
    be written at all, OutOfReach where a cluster cannot be had, or is lost: what was read until then is kept.
    """
    tally, limits, tell = _Tally(), limits or Limits(), progress or _tell_nobody
    with writing_into(base), base.open_for_writing() as writing, folder_for(base.path) as folder:
        clear_left(base.path, but=folder)
        losses = mend_pending(writing)
        said = overrides or Overrides()
        offered = _offered(base, paths, limits, tally, tell)
        taken = taken_apart(offered, writing.ledger, said, limits, Path(folder), again=again, base=base.path)
        tally.failures += [Failure(offer.given, reason) for offer, reason in taken.failed]
        wanted = {path: offer for path, offer in taken.files if _to_be_read(writing, offer, said, limits, tally, again)}
        _read_and_keep(writing, wanted, readers or Readers(jobs), said, limits, tally, tell)
        tally.replaced += sum(len(writing.ledger.record_parted(*each)) for each in taken.wholes)
        _note_sources(writing, taken)
        tell(Step("publishing", len(wanted), len(wanted), len(tally.failures)))
        return tally.summary(_published(writing, tally, losses))


def _note_sources(writing: Writing, taken: Taken) -> None:
    """Note where papers came from that `kg fetch` brought; a stop before this is made good by the next ingest."""
    told: dict[Path, dict[tuple[str, str], str]] = {}
    for read_from, offer in taken.files:
        path, whole = taken.came.get(read_from, (read_from, offer))
        if path.parent not in told:
            told[path.parent] = sources_in(path.parent)
        if url := told[path.parent].get((path.name, whole.sha256)):
            writing.ledger.record_source(offer, url)


def _tell_nobody(_step: Step) -> None:
    pass


def withdraw(base: Base, name: str, reason: str = "") -> PaperEntry:
    """Take one paper out of graph, index and everything served, and publish; it stays out until it is asked for again.

    Raises UnknownName, with choices, where no paper or several answer to the name.
    """
    with writing_into(base), base.open_for_writing() as writing:
        paper = the_paper(writing, name, or_withdrawn=True)
        writing.ledger.record_withdrawn(paper.sha256, reason)
        told(publish_pending(writing)[1])
        return paper


def the_paper(writing: Writing, name: str, or_withdrawn: bool = False) -> PaperEntry:
    """The paper that is served under a name; or else one that was withdrawn.

    Raises UnknownName, with choices, where no paper or several answer to the name.
    """
    every = writing.ledger.find(name)
    found = [paper for paper in every if paper.status in ("read", "exempt")]
    if or_withdrawn and not found:
        found = [paper for paper in every if paper.status == "withdrawn"]
    if len(found) != 1:
        raise UnknownName(
            f"{'No paper' if not found else 'More than one paper'} in the base is called {name!r}; "
            "`kg status` lists them",
            tuple(paper.file_name for paper in found),
        )
    return found[0]


def _offered(
    base: Base, paths: Sequence[str], limits: Limits, tally: _Tally, tell: Progress
) -> list[tuple[Path, Offer]]:
    """The files that the paths mean, each with its hash; what cannot be opened is a failure."""
    offered: list[tuple[Path, Offer]] = []
    for found in find_files(paths, base.path):
        if isinstance(found, NoFile):
            tally.failures.append(Failure(printable(found.path), found.reason))
            continue
        tell(Step("finding", len(offered), None, len(tally.failures), printable(found.name)))
        try:
            if found.stat().st_size > UNHASHED * limits.size:
                reason = f"it is far larger than {limits.size >> 20} MiB; split it, or allow more with --megabytes"
                tally.failures.append(Failure(printable(str(found)), reason))
            else:
                offered.append((found, Offer.of(found, sha256_of_file(found))))
        except OSError as error:
            tally.failures.append(Failure(printable(str(found)), cannot_open(error)))
    return offered


def version_within(limits: Limits) -> str:
    """The version noted for a paper that is refused, or has pages without words.

    Allowed more, read by other rules, or where Tesseract is installed since, it is tried again.
    """
    return f"{EXTRACTOR}, within {limits}{'' if find_tesseract() else ', without Tesseract'}"


def _to_be_read(
    writing: Writing, offer: Offer, overrides: Overrides, limits: Limits, tally: _Tally, again: bool
) -> bool:
    """Whether a file has to be read; notes those that need not."""
    if _marked_anew(writing, offer, overrides) or _placed_anew(writing, offer, overrides):
        return True
    standing = writing.ledger.standing(offer, EXTRACTOR)
    if standing == "outdated":
        standing = writing.ledger.standing(offer, version_within(limits))
    match standing:
        case "new" | "outdated":
            return True
        case "unchanged" | "known" if reason := _refusal(writing, offer):
            if standing == "known":
                writing.ledger.record_seen(offer)
            tally.failures.append(Failure(offer.given, reason))
        case "unchanged":
            tally.unchanged += 1
        case "known":
            tally.replaced += len(writing.ledger.record_seen(offer))
            writing.ledger.mark_pending([offer.sha256], "project")
            tally.renamed.append(offer.file_name)
        case "withdrawn" if again:
            return True
        case "withdrawn":
            tally.withdrawn.append(offer.file_name)
    return False


def _marked_anew(writing: Writing, offer: Offer, overrides: Overrides) -> bool:
    """Whether a person says of a known paper that it is exempt from publication, or that it is not, and was not read
    so; notes what is said."""
    paper = writing.ledger.paper(offer.sha256) if overrides.exempt is not None else None
    if paper is None or overrides.exempt is None:
        return False
    writing.ledger.record_mark(offer, overrides.exempt)
    return paper.status == ("read" if overrides.exempt else "exempt")


def _placed_anew(writing: Writing, offer: Offer, overrides: Overrides) -> bool:
    """Whether a person says whose paper a known one is, and it was not read so."""
    if not (overrides.council or overrides.committee):
        return False
    said = also_said(writing.ledger, offer.sha256, overrides)
    is_current = writing.ledger.status(offer.sha256) in ("read", "exempt")
    return is_current and (said.council, said.committee) != writing.ledger.placed(offer.sha256)


def _refusal(writing: Writing, offer: Offer) -> str | None:
    """Why a known content was refused; None where it was not."""
    paper = writing.ledger.paper(offer.sha256)
    return paper.reason or "it could not be read" if paper and paper.status == "refused" else None


def _read_and_keep(
    writing: Writing,
    wanted: dict[Path, Offer],
    readers: Readers,
    overrides: Overrides,
    limits: Limits,
    tally: _Tally,
    tell: Progress,
) -> None:
    """Read the papers that are wanted and keep each as it is done."""
    done = 0
    begun = ""

    def show() -> None:
        tell(Step("reading", done, len(wanted), len(tally.failures), begun))

    def begin(path: Path) -> None:
        nonlocal begun
        begun = printable(path.name)
        show()

    said = {path: also_said(writing.ledger, offer.sha256, overrides) for path, offer in wanted.items()}
    for path, outcome in readers.read(said, limits, begin, writing.base.path):
        _keep(writing, wanted[path], outcome, said[path], limits, tally)
        done += 1
        show()


def _keep(
    writing: Writing,
    offer: Offer,
    outcome: PaperRead | PaperRefused,
    overrides: Overrides,
    limits: Limits,
    tally: _Tally,
) -> None:
    """Put a paper that was read into archive and ledger, or note that it was refused.

    One for which the disk has no room is a failure, and nothing of it stays; smaller ones may still fit.
    """
    try:
        failure = _changed(offer, outcome)
        if not failure:
            with writing.ledger.together():
                exempt = writing.ledger.marked(offer) if overrides.exempt is None else overrides.exempt
                if exempt is not None:
                    writing.ledger.record_mark(offer, exempt)
                writing.ledger.record_placed(offer.sha256, overrides.council, overrides.committee, offer.path)
                failure = _kept(writing, offer, outcome, exempt, limits, tally)
    except (OSError, sqlite3.OperationalError) as error:
        if not is_full(error):
            raise
        failure = NO_ROOM
    if failure:
        tally.failures.append(Failure(offer.given, failure))


def _changed(offer: Offer, outcome: PaperRead | PaperRefused) -> str | None:
    """The reason to refuse a file whose bytes are no longer those that were offered."""
    sha256 = outcome.sha256 if isinstance(outcome, PaperRefused) else outcome.text.sha256
    return CHANGED if sha256 not in ("", offer.sha256) else None


def _kept(
    writing: Writing,
    offer: Offer,
    outcome: PaperRead | PaperRefused,
    exempt: bool | None,
    limits: Limits,
    tally: _Tally,
) -> str | None:
    """The reason for which a paper was refused; None where it was read, and is kept."""
    if isinstance(outcome, PaperRefused):
        writing.ledger.record_refused(offer, FAULTY if outcome.fault else version_within(limits), outcome.reason)
        if outcome.fault:
            log_fault(writing.base, offer.path, offer.sha256, outcome.fault)
        return outcome.reason
    reading = marked(outcome.reading, exempt)
    counts, issues = counted(reading)
    writing.archive.put(outcome.data, outcome.text, reading, EXTRACTOR)
    tally.replaced += len(
        writing.ledger.record_read(
            offer,
            version_within(limits) if UNREAD_PAGES in issues else EXTRACTOR,
            counts=counts,
            issues=issues,
            characters=len(outcome.text.text),
            pages=len(outcome.text.pages) or None,
            exempt=is_exempt(reading),
        )
    )
    tally.read.append(offer.file_name)
    tally.exempt += [offer.file_name] if is_exempt(reading) else []
    tally.records.update(counts)
    tally.issues.update(issues)
    return None


def log_fault(base: Base, path: str, sha256: str, fault: str) -> None:
    """Keep the traceback of a rule that broke off on a paper, for the developers."""
    with base.faults_file.open("a", encoding="utf-8") as log:
        log.write(f"{path} ({sha256}), extractor {EXTRACTOR}\n{fault}\n")


def _published(writing: Writing, tally: _Tally, losses: tuple[Loss, ...]) -> int | None:
    """The generation published, None where nothing was pending. Where the disk is full that is the tally's trouble, and
    the papers kept wait for the next ingest. Papers lost from the archive that this ingest did not bring are failures.
    """
    number = None
    try:
        with writing_into(writing.base):
            number, more = publish_pending(writing)
            losses += more
    except Unwritable as error:
        tally.trouble = str(error)
    tally.failures += [Failure(loss.paper, f"{loss.what}. {loss.do}") for loss in losses if _is_lost(writing, loss)]
    return number


def _is_lost(writing: Writing, loss: Loss) -> bool:
    paper = writing.ledger.paper(loss.sha256)
    return paper is not None and paper.version == DAMAGED
