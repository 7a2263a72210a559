"""Ways in which a writer is stopped, put on in a child process that then runs `kg`; nothing of it is in the product.

A *point* is a named step of the writer (STEPS), met for the n-th time, or the n-th change of the file system that
Python makes in the base (by an audit hook, which is asked before each; and each fsync). At its point the process is
killed, or the machine stops: `Disk` knows what was synced, and lays the base out as it would be found.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Literal

# What a writer has just done, by the function that does it.
STEPS: Final = {
    "draft of a paper written": "kg.archive:_write",
    "archive written": "kg.archive:Archive.put",
    "ledger recorded": "kg.ledger:Ledger.record_read",
    "mark recorded": "kg.ledger:Ledger.record_mark",
    "withdrawal recorded": "kg.ledger:Ledger.record_withdrawn",
    "pending noted": "kg.ledger:Ledger.mark_pending",
    "names gathered": "kg.names_cache:NamesCache.look",
    "live view begun": "kg.live:Live.begin",
    "public view set aside": "kg.live:Live.set_aside",
    "paper sent to the cluster": "ingest.cluster.reading:_Run._send",
    "reading put beside the archive": "ingest.staging:Staging.put",
    "reading replaced": "kg.archive:Archive.put_reading",
    "reread recorded": "kg.ledger:Ledger.record_reread",
    "readings beside the archive let go": "ingest.staging:Staging.clear",
    "paper's passages added": "ingest.projection:_index",
    "papers' graphs loaded": "kg.graph:_Waiting.load",
    "one graph replaced": "kg.graph:replace_graph",
    "redirects written": "kg.redirects:write_redirects",
    "live index committed": "index.tantivy_engine:TantivyWriter.commit",
    "live graph written": "ingest.projection:_written",
    "names kept": "kg.names_cache:NamesCache.keep",
    "rules and judgements noted": "ingest.projection:_note_applied",
    "variant written": "kg.live:Live.note_counts",
    "graph linked": "kg.generations:_copy_graph",
    "text linked": "kg.generations:_link_tree",
    "changes written": "kg.changes:Pass.note",
    "manifest written": "kg.generations:_write_manifest",
    "switched": "kg.generations:_switch",
    "old generations removed": "kg.generations:_remove_old",
    "exempt generations removed": "kg.variants:forget",
    "ledger closed": "kg.ledger:Ledger.clear_pending",
    "base sealed": "kg.seals:seal_base",
    "history found whole": "ingest.repair:_see_that_history_is_whole",
    "damaged generation left": "ingest.repair:_leave_damaged_generation",
    "writer's folder emptied": "ingest.repair:_empty",
    "purged from what is served": "ingest.purging:_withdrawn",
    "redirects forgotten": "ingest.purging:forget_redirects",
    "judgements forgotten": "ingest.purging:forget_judgements",
    "purged paper made out": "ingest.purging:_made_anew",
    "paper off the disk": "ingest.purging:_off_the_disk",
    "log forgotten": "ingest.purging:forget_faults",
    "ledger forgot": "kg.ledger:Ledger.forget",
    "ledger copied": "kg.backup:_snapshot",
    "paper copied": "kg.backup:_copy_paper",
    "backup gathered": "kg.backup:_copied",
    "backup packed": "kg.backup:_packed",
    "backup written": "kg.backup:back_up",
    "backup unpacked": "ingest.restoring:unpack",
    "counting goes on": "ingest.restoring:_go_on_counting",
    "base repaired": "ingest.restoring:repair",
    "base exchanged": "ingest.restoring:exchange",
    "base put in place": "ingest.restoring:_put",
    "store taken to be written": "ingest.publish.publisher:_acquired",
    "store said what comes": "ingest.publish.graph:_Run._begin",
    "store sent an update": "ingest.publish.writing:Writer.send",
    "store sent all graphs": "ingest.publish.graph:_Run._write",
    "store counted": "ingest.publish.graph:_Run._settle",
    "store said that it is whole": "ingest.publish.graph:_Run._finish",
    "lease of an index taken": "index.opensearch.lease:Lease.__init__",
    "draft of an index begun": "index.opensearch.draft:Draft.__init__",
    "papers taken out of an index": "index.opensearch.draft:Draft.take_out",
    "papers put into an index": "index.opensearch.draft:Draft.put_in",
    "readers led to an index": "index.opensearch.shelf:lead_to",
    "index finished": "index.opensearch.draft:Draft.finish",
    "older index removed": "index.opensearch.shelf:removed",
    "lease of an index let go": "index.opensearch.lease:Lease.release",
}
CHANGE: Final = "change of a file"
CHANGING: Final = ("os.rename", "os.remove", "os.link", "os.symlink", "os.mkdir", "os.rmdir", "os.truncate")
WRITING: Final = os.O_WRONLY | os.O_RDWR
Lost = Literal["names", "words"]


@dataclass(frozen=True, slots=True)
class Point:
    """A step, or CHANGE, met for the `number`-th time, from 1."""

    step: str
    number: int


@dataclass(slots=True)
class Watch:
    """Counts the points that a process passes, and calls `reached` at one of them."""

    base: Path
    at: Point | None = None
    reached: Callable[[], None] = field(default=lambda: os.kill(os.getpid(), signal.SIGKILL))
    met: Counter[str] = field(default_factory=Counter)
    asleep: bool = False

    def put_on(self) -> None:
        """Watch this process from now on; for a process that is to end soon, for hooks are never taken off."""
        import_module("kg.graph").FEW = 1  # papers of the scene are small, and their graphs are to be loaded in bulk
        import_module("ingest.publish.writing").MOST = 300  # and are to be sent in several requests
        import_module("ingest.publish.graph").BIG = 600
        for step, place in STEPS.items():
            after(place, lambda *_given, step=step: self.passes(step))
        sys.addaudithook(self._heard)
        sync = os.fsync

        def synced(handle: Any) -> None:
            self.passes(CHANGE)
            sync(handle)

        os.fsync = synced

    def passes(self, step: str) -> None:
        """The process is at a point."""
        if self.asleep:
            return
        self.met[step] += 1
        if self.at == Point(step, self.met[step]):
            self.asleep = True
            self.reached()

    def _heard(self, event: str, given: tuple[Any, ...]) -> None:
        if event in CHANGING or (event == "open" and self._writes(*given)):
            self.passes(CHANGE)

    def _writes(self, path: Any, _mode: Any, flags: Any) -> bool:
        return isinstance(path, str) and bool(flags & WRITING) and path.startswith(str(self.base))


def after(place: str, call: Callable[..., None]) -> None:
    """Have `call` called with what a function (`module:name.name`) was given, whenever that has done its work."""
    module, _, path = place.partition(":")
    owner: Any = import_module(module)
    *outer, name = path.split(".")
    for each in outer:
        owner = getattr(owner, each)
    whole = getattr(owner, name)

    def then(*given: Any, **named: Any) -> Any:
        came = whole(*given, **named)
        call(*given)
        return came

    setattr(owner, name, then)


Entry = tuple[str, Any]  # ("file" | "folder", inode) or ("link", target)


@dataclass(slots=True)
class Disk:
    """What of a base a disk is sure to have: words of files and names in folders, as of the last fsync of each.

    Seen are the fsyncs that Python makes. What the engines sync themselves is taken at the moment when they say that
    it is done: SQLite's files as they stand (it syncs each transaction), a live graph when it was flushed and a live
    text index when it was committed; a stop before finds them as they were then.
    """

    base: Path
    words: dict[int, bytes] = field(default_factory=dict)
    names: dict[int, dict[str, Entry]] = field(default_factory=dict)
    engines: dict[int, dict[str, bytes]] = field(default_factory=dict)
    held: list[int] = field(default_factory=list)
    open: dict[int, int] = field(default_factory=dict)

    def put_on(self) -> None:
        """Note everything that lies there now as synced, and every fsync from now on."""
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        for path in (self.base, *self.base.rglob("*")):
            if not path.is_symlink():
                handle = os.open(path, os.O_RDONLY)
                self._note(handle)
                os.close(handle)
        for name in ("graph", "text"):
            for folder in self.base.glob(f"**/live/**/{name}"):
                self._engine(folder)
        sync = os.fsync

        def synced(handle: Any) -> None:
            sync(handle)
            self._note(handle)

        os.fsync = synced
        after("ingest.projection:_written", lambda _w, found, _o: self._engine(found.view.live.graph))
        after("index.tantivy_engine:TantivyWriter.commit", lambda writer: self._engine(writer._path))

    def _engine(self, folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY)
        self.held.append(handle)  # so that no other folder gets its number
        self.engines[os.fstat(handle).st_ino] = _files(folder)

    def _note(self, handle: int) -> None:
        state = os.fstat(handle)
        self.held.append(os.dup(handle))  # so that no other file gets its number
        self.open[state.st_ino] = self.held[-1]
        path = Path(f"/proc/self/fd/{handle}")
        if path.is_dir():
            self.names[state.st_ino] = _entries(path)
        else:
            self.words[state.st_ino] = path.read_bytes()

    def lay_out(self, target: Path, lost: Lost) -> None:
        """Lay the base out as it is found when the machine starts again.

        lost  `names`: files that no synced folder lists are gone, and those that it does list are back;
              `words`: every name is there, and files that were not synced are empty, or as they were
        """
        self._folder(self.base, self.base.stat().st_ino, target, lost)

    def _folder(self, place: Path, inode: int, target: Path, lost: Lost) -> None:
        target.mkdir()
        present = _entries(place) if place.is_dir() and place.stat().st_ino == inode else {}
        synced = self.names.get(inode, {})
        own = {name: entry for name, entry in present.items() if ".sqlite" in name}
        for name, (kind, what) in ({**synced, **own} if lost == "names" or not present else present).items():
            if kind == "link":
                (target / name).symlink_to(what)
            elif kind == "folder" and what in self.engines:
                _put(self.engines[what], target / name)
            elif kind == "folder" and "live" in place.parts and name in ("graph", "text"):
                (target / name).mkdir()  # an engine's, that never said it was done
            elif kind == "folder":
                self._folder(place / name, what, target / name, lost)
            elif ".sqlite" in name and (place / name).exists() and (place / name).stat().st_ino == what:
                (target / name).write_bytes((place / name).read_bytes())
            elif ".sqlite" in name and what in self.open:  # of a folder that has another's place by now
                (target / name).write_bytes(Path(f"/proc/self/fd/{self.open[what]}").read_bytes())
            else:
                (target / name).write_bytes(self.words.get(what, b""))


def _entries(folder: Path) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                found[entry.name] = ("link", str(Path(folder, entry.name).readlink()))
            else:
                found[entry.name] = ("folder" if entry.is_dir() else "file", entry.inode())
    return found


def _files(folder: Path) -> dict[str, bytes]:
    """The files of an engine's folder as they are at one moment: it may be tidying up behind our back."""
    while True:
        listed = _sizes(folder)
        with suppress(FileNotFoundError):
            files = {name: (folder / name).read_bytes() for name in listed}
            if _sizes(folder) == listed == {name: len(data) for name, data in files.items()}:
                return files


def _sizes(folder: Path) -> dict[str, int]:
    with suppress(FileNotFoundError):
        return {str(file.relative_to(folder)): file.stat().st_size for file in folder.rglob("*") if file.is_file()}
    return {}


def _put(files: dict[str, bytes], folder: Path) -> None:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
