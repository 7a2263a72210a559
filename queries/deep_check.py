"""`kg check --deep`: every byte of a base held against a hash, and its parts against each other by what they count.

Each file of a base is covered by one hash: a paper's source by its name, its text and records by their own seal, a
generation's files by its manifest, all else by the list of kg.seals. On top of that the ledger is held against the
archive, and the writer's graph and index against those that readers have.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import BaseDamaged, CommitteeError, NoBase
from kg.generations import GRAPH, PUBLIC, TEXT, Generation, current, faults, generations
from kg.ledger_totals import wrong
from kg.live import Live
from kg.records import Issue
from kg.seals import broken_seals
from queries.check import AGAIN, Fault, check
from queries.library import Library

if TYPE_CHECKING:
    from kg.archive import Archive
    from kg.base import Base
    from kg.ledger_entries import PaperEntry

REPAIR: Final = "Run `kg repair`."
LEDGER: Final = "Run `kg repair`; what that cannot mend is in a backup (`kg restore`)."
EDITED: Final = "If somebody edited it, run `kg ingest`; if nobody did, put the version from before in its place."
SEAL: Final = "An earlier version read them; run `kg repair`, which adds the hashes."
TORN: Final = ("ledger", "ledger.sqlite", "generation", "published", "live")
HALF_MADE: Final = (".draft-*", "live/.old-*", "papers/.new-*", "papers/.old-*", ".*.new")


def check_deep(base: Base, sample: int = 3) -> tuple[Fault, ...]:
    """Everything that is wrong with a base, down to a flipped bit; () when all is well.

    Holds the base's lock meanwhile, for what a writer is at work on is in no list yet. Raises NoBase where there is
    none, BaseBusy while another writer is at work.
    """
    if not base.exists():
        raise NoBase(f"There is no base at {base.path}; run `kg --base {base.path} ingest PAPER…` to make one")
    with _still(base):
        found = [*_seals(base), *_ledger(base), *_archive(base), *_generations(base)]
        if not any(fault.where in TORN for fault in found):  # an engine that is asked of torn files may break off
            found += [*_live(base), *_plain(base, sample)]
        return tuple(dict.fromkeys(found))


@contextmanager
def _still(base: Base) -> Iterator[None]:
    """Keep writers out; where this user may not write in the base, go on without."""
    from kg.lock import hold

    try:
        with hold(base.lock_file):
            yield
    except PermissionError:
        yield


def _plain(base: Base, sample: int) -> Iterator[Fault]:
    """What `kg check` finds; a part so damaged that it cannot be asked is a fault of its own."""
    try:
        yield from check(Library(base), sample)
    except CommitteeError as error:
        yield Fault("base", str(error), REPAIR)
    except (OSError, ValueError, RuntimeError, sqlite3.DatabaseError) as error:
        yield Fault("base", f"a part of it cannot be read ({error})", REPAIR)


def _seals(base: Base) -> Iterator[Fault]:
    try:
        for path, what in broken_seals(base.path):
            yield Fault(path.split("/")[0], f"{path} {what}", _remedy(path))
    except BaseDamaged as error:
        yield Fault("seals", str(error), "Run `kg ingest` on any paper of the base: it writes the list anew.")


def _remedy(path: str) -> str:
    if path == "ledger.sqlite":
        return f"If a run was stopped, run `kg ingest` on any paper; if that refuses, or none was: {LEDGER}"
    if path == "judgements.yaml":
        return EDITED
    return f"{EDITED} Or put it back from a copy." if path.startswith("redirects") else REPAIR


def _ledger(base: Base) -> Iterator[Fault]:
    """SQLite's own check, of its pages and of what its indexes say, and the running totals against what they add up."""
    try:
        with closing(sqlite3.connect(f"{base.ledger_file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            said = [row[0] for row in database.execute("PRAGMA integrity_check(20)")]
            said += wrong(database) if said == ["ok"] else []
        yield from (Fault("ledger", each, LEDGER) for each in said if each != "ok")
    except sqlite3.DatabaseError as error:
        yield Fault("ledger", f"it cannot be read ({error})", LEDGER)


def _archive(base: Base) -> Iterator[Fault]:
    """Every paper's file, text and records, also of papers that are superseded or withdrawn."""
    archive = base.archive()
    for sha256 in archive.papers():
        yield from (Fault("archive", fault, REPAIR) for fault in archive.faults(sha256))
    if unsealed := sum(not archive.is_sealed(sha256) for sha256 in archive.papers()):
        yield Fault("archive", f"{unsealed} papers are kept without a hash of their text and records", SEAL)
    try:
        with base.ledger() as ledger:
            for paper in ledger.current():
                yield from (Fault("archive", each, AGAIN) for each in _told_otherwise(archive, paper))
    except (CommitteeError, sqlite3.DatabaseError):
        return  # told by the ledger's own check


def _told_otherwise(archive: Archive, paper: PaperEntry) -> Iterator[str]:
    """Where the ledger counted other records in a paper than the archive has."""
    try:
        text, records = archive.text(paper.sha256), archive.get(paper.sha256).reading.records
    except CommitteeError:
        return  # lacking or torn, and told so
    found = {
        "records": dict(Counter(type(record).__name__ for record in records)),
        "issues": dict(Counter(record.code for record in records if isinstance(record, Issue))),
        "characters": len(text.text),
    }
    noted = {"records": paper.counts, "issues": paper.issues, "characters": paper.characters}
    for what, count in found.items():
        if noted[what] != count:
            yield f"of {paper.file_name} the ledger counted {noted[what]} {what}, the archive holds {count}"


def _generations(base: Base) -> Iterator[Fault]:
    """Every generation against its manifest, and the link against the newest."""
    whole = generations(base.published)
    for generation in whole:
        try:
            yield from (Fault("generation", fault, REPAIR) for fault in (*faults(generation), *_changes(generation)))
        except BaseDamaged as error:
            yield Fault("generation", str(error), REPAIR)
    try:
        found = current(base.published)
        if found != whole[-1]:
            what = f"readers open generation {found.number}, the newest is {whole[-1].number}"
            yield Fault("generation", what, "Run `kg ingest` on any paper.")
    except NoBase:
        return
    except BaseDamaged as error:
        yield Fault("generation", str(error), REPAIR)


def _changes(generation: Generation) -> Iterator[str]:
    from kg.changes import changes

    told = changes(generation)
    if told and told[-1].generation != generation.number:
        yield f"the changes of generation {generation.number} are those of {told[-1].generation}"


def _live(base: Base) -> Iterator[Fault]:
    """The writer's graph and index hold what readers have, unless a run is to be finished."""
    for folder in (folder for pattern in HALF_MADE for folder in base.path.glob(pattern)):
        yield Fault("live", f"{folder.relative_to(base.path)} was left by a run that stopped", "Run `kg ingest` again.")
    for variant in ("", PUBLIC):
        live = base.live(variant)
        if live.graph.is_dir():
            yield from (Fault("live", fault, REPAIR) for fault in _against_published(base, live, variant))
            yield from (Fault("live", fault, REPAIR) for fault in _names(base, live, variant))


def _against_published(base: Base, live: Live, variant: str) -> Iterator[str]:
    """By the number of quads of each graph, and of passages."""
    try:
        generation = current(base.published)
        if base.pending() or not (generation.folder / variant / GRAPH).is_dir():
            return
        ours = _counts(live.graph, live.text)
        theirs = _counts(generation.folder / variant / GRAPH, generation.folder / variant / TEXT)
    except NoBase:
        return
    except (CommitteeError, OSError, ValueError, RuntimeError) as error:
        yield f"{live.folder} and the generation cannot be compared ({error})"
        return
    for graph in sorted(ours.keys() | theirs.keys()):
        if ours.get(graph) != theirs.get(graph):
            yield f"of {graph} the writer has {ours.get(graph, 0)}, readers have {theirs.get(graph, 0)}"


def _counts(graph: Path, text: Path) -> dict[str, int]:
    """The quads of each named graph, and the passages of an index."""
    from index.engine import open_reader
    from kg.graph import open_graph

    found = Counter(str(getattr(quad.graph_name, "value", "")) for quad in open_graph(graph))
    with open_reader(text) as reader:
        return {**found, "passages": reader.count()}


def _names(base: Base, live: Live, variant: str) -> Iterator[str]:
    """The names kept between ingests are of the papers that the view has."""
    try:
        with base.ledger() as ledger:
            papers = {paper.sha256 for paper in (ledger.papers("read") if variant else ledger.current())}
            if ledger.pending() or not live.names.exists():
                return
        with closing(sqlite3.connect(f"{live.names.absolute().as_uri()}?mode=ro", uri=True)) as database:
            said = [row[0] for row in database.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            held = {row[0] for row in database.execute("SELECT sha256 FROM papers")}
    except (CommitteeError, sqlite3.DatabaseError) as error:
        yield f"{live.names} cannot be read ({error})"
        return
    yield from (f"{live.names}: {each}" for each in said)
    if held != papers:
        yield f"{live.names} has the names of {len(held)} papers, there are {len(papers)}"
