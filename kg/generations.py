"""What readers open: immutable generations of graph and text index, and one atomic switch from each to the next.

    published/000042/graph/          an Oxigraph store, opened read-only
                     text/           the text index
                     public/         graph/ and text/ without papers that are not for publication, where there are any
                     changes.json    what came, changed and went (kg.changes)
                     manifest.json   counts, versions, and every file's SHA-256
    published/current                a link to the generation that readers open

Files that did not change since the last generation are hard links to the same file, so that a generation costs what is
new in it. A generation that a reader holds (kg.held) is not removed before it is let go, save where a paper is purged
or may no longer be seen.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BaseDamaged, NoBase

if TYPE_CHECKING:
    from pyoxigraph import Store

FORMAT = 1
KEPT = 3
CURRENT, GRAPH, TEXT, MANIFEST = "current", "graph", "text", "manifest.json"
PUBLIC = "public"
DRAFT = ".draft-"
NUMBER = re.compile(r"\d{6,}")
LOCK = re.compile(r"(?i).*lock")  # .tantivy-writer.lock, .tantivy-meta.lock; Whoosh's MAIN_WRITELOCK; Oxigraph's LOCK


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of a generation as it was published; `path` is relative to the generation's folder."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and who made it; `counts` are the caller's figures, kept so that nobody counts again.

    made       when it was published, which tells it from one of the same number in another base
    variants   the counts of those that are there beside the whole, by name; none where everybody may read the whole,
               and None where whoever made it did not say
    """

    format: int
    number: int
    made: str
    counts: dict[str, int]
    versions: dict[str, str]
    files: tuple[FileRecord, ...]
    variants: dict[str, dict[str, int]] | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """What is to be published for some readers only: a graph as in `publish`, a text index, and their counts."""

    graph: Store | Path
    text: Path
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Generation:
    """One published generation. `variant` names a folder within it, for a generation made for some readers only."""

    number: int
    folder: Path
    variant: str = ""

    @property
    def graph(self) -> Path:
        """Where `pyoxigraph.Store.read_only` finds the graph."""
        return self.folder / self.variant / GRAPH

    @property
    def text(self) -> Path:
        """Where the text index lies."""
        return self.folder / self.variant / TEXT

    def manifest(self) -> Manifest:
        """Its counts, versions and hashes; of a variant nothing but what the variant holds."""
        whole = self.whole_manifest()
        if not self.variant:
            return whole
        counts = (whole.variants or {}).get(self.variant, {})
        files = tuple(file for file in whole.files if file.path.startswith(f"{self.variant}/"))
        return replace(whole, counts=counts, files=files, variants={self.variant: counts})

    def whole_manifest(self) -> Manifest:
        """The manifest as it is on disk, of all variants."""
        from kg.json_values import decode_value

        file = self.folder / MANIFEST
        try:
            manifest = decode_value(file.read_bytes(), Manifest)
        except FileNotFoundError as error:
            raise BaseDamaged(f"{file} is missing; publish again with `kg ingest`") from error
        except BaseDamaged as error:
            raise BaseDamaged(f"{file}: {error}") from error
        if manifest.format != FORMAT:
            raise BaseDamaged(f"{file} has format {manifest.format}, not {FORMAT}; `kg repair` makes it anew")
        return manifest


def current(published: Path) -> Generation:
    """The generation that readers open now.

    Raises NoBase when nothing was published yet, BaseDamaged when the link leads nowhere.
    """
    try:
        name = (published / CURRENT).readlink().name
    except FileNotFoundError:
        base = published.parent
        raise NoBase(f"Nothing is published in {base} yet; run `kg --base {base} ingest PAPER…` first") from None
    except OSError as error:
        raise BaseDamaged(f"{published / CURRENT} should be a link to a generation: {error.strerror}") from error
    folder = published / name
    if not NUMBER.fullmatch(name) or not folder.is_dir():
        raise BaseDamaged(f"{published / CURRENT} leads to {name}, which is not there; publish again with `kg ingest`")
    return Generation(int(name), folder)


def publish(
    published: Path,
    graph: Store | Path,
    text: Path,
    counts: Mapping[str, int],
    extractor: str = "",
    keep: int = KEPT,
    variants: Mapping[str, Variant] | None = None,
    note: Callable[[Path, Generation | None, int], None] | None = None,
    above: int = 0,
) -> Generation:
    """Make the live graph and text index the generation that readers open.

    graph     the writer's open store, or the folder of one that nobody has open
    text      the text index's folder, committed
    counts    figures for the manifest
    keep      how many generations stay on disk, the new one among them; those that somebody reads stay besides
    variants  what some readers open in its place, by name; None where that is not known
    note      writes what else belongs into the new folder, told the last generation and the number of this one
    above     a number that was given already: readers and the notes on changes rely on it that none is given twice

    For the holder of the base's lock. A stop at any moment leaves the last generation as it was.
    """
    published.mkdir(parents=True, exist_ok=True)
    last = last_or_none(published)
    _remove_half_made(published, last)
    number = max(last.number if last else 0, above, _linked(published)) + 1
    draft = published / f"{DRAFT}{number:06d}"
    try:
        draft.mkdir()
        _copy_graph(graph, draft / GRAPH)
        _link_tree(text, draft / TEXT)
        for name, variant in (variants or {}).items():
            (draft / name).mkdir()
            _copy_graph(variant.graph, draft / name / GRAPH)
            _link_tree(variant.text, draft / name / TEXT)
        if note:
            note(draft, last, number)
        told = None if variants is None else {name: dict(variant.counts) for name, variant in variants.items()}
        _write_manifest(draft, last, number, dict(counts), _versions(extractor), told)
        generation = _switch(published, draft, number)
    except BaseException:  # a full disk or Ctrl-C: give the room back now, not at the next publish
        _remove(draft)
        raise
    _remove_old(published, number, keep)
    return generation


def remove(generation: Generation) -> None:
    """Take a generation other than the current off the disk, also where a reader holds it: what that reader has not
    opened yet it is refused. For the holder of the lock."""
    _retire(generation.folder)


def generations(published: Path) -> tuple[Generation, ...]:
    """Every whole generation on disk, oldest first."""
    found = (folder for folder in published.glob("[0-9]*") if NUMBER.fullmatch(folder.name))
    return tuple(sorted((Generation(int(folder.name), folder) for folder in found), key=lambda each: each.number))


def faults(generation: Generation) -> Iterator[str]:
    """Where a generation's files differ from its manifest, a sentence each. Reads every byte."""
    listed = {file.path: file for file in generation.whole_manifest().files}
    present = {str(file.relative_to(generation.folder)): file for file in _files(generation.folder)}
    name = generation.folder.name
    yield from (f"generation {name} lacks {path}" for path in sorted(listed.keys() - present.keys()))
    yield from (
        f"generation {name} has {path}, unknown to its manifest" for path in sorted(present.keys() - listed.keys())
    )
    for path in sorted(listed.keys() & present.keys()):
        if _sha256(present[path]) != listed[path].sha256:
            yield f"{path} of generation {name} is not the file that was published"


def last_or_none(published: Path) -> Generation | None:
    """The generation that the next one follows; None where there is none."""
    try:
        return current(published)
    except (NoBase, BaseDamaged):
        # A link that leads nowhere is mended by publishing; go on from the highest number, never reuse one.
        whole = generations(published)
        return whole[-1] if whole else None


def _linked(published: Path) -> int:
    """The number that readers were led to last, though it may not be there any more; 0 where there is no telling."""
    try:
        name = (published / CURRENT).readlink().name
    except OSError:
        return 0
    return int(name) if NUMBER.fullmatch(name) else 0


def highest(published: Path) -> int:
    """The highest number that a generation on disk has, or that readers were led to; 0 where there is none."""
    return max((_linked(published), *(each.number for each in generations(published))))


def _remove_half_made(published: Path, last: Generation | None) -> None:
    for draft in published.glob(f"{DRAFT}*"):
        _remove(draft)
    for unswitched in generations(published):
        if last and unswitched.number > last.number:
            _retire(unswitched.folder)


def _copy_graph(graph: Store | Path, target: Path) -> None:
    """A hard-linked checkpoint. Flushed first: who opens it replays its log else, 4.2 s for 400 graphs (2026-11-22)."""
    from pyoxigraph import Store

    store = Store(str(graph)) if isinstance(graph, Path) else graph
    store.flush()
    store.backup(str(target))


def _link_tree(source: Path, target: Path) -> None:
    """Hard links to a folder's files: sound, for an index writes new files and renames them, and never changes one."""
    target.mkdir()
    for file in sorted(source.iterdir()):
        if file.is_dir():
            _link_tree(file, target / file.name)
        elif not LOCK.fullmatch(file.name):
            _link(file, target / file.name)


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # another file system, or one without hard links
        import shutil

        shutil.copy2(source, target)


def _write_manifest(
    draft: Path,
    last: Generation | None,
    number: int,
    counts: dict[str, int],
    versions: dict[str, str],
    variants: dict[str, dict[str, int]] | None,
) -> None:
    from datetime import UTC, datetime

    from kg.durable import settle, write_durably
    from kg.json_values import encode_value

    files = tuple(_file_records(draft, last))
    made = datetime.now(UTC).isoformat(timespec="microseconds")  # so fine that it tells bases' like numbers apart
    manifest = Manifest(FORMAT, number, made, counts, versions, files, variants)
    write_durably(draft / MANIFEST, encode_value(manifest) + b"\n")
    for folder in reversed(_folders(draft)):  # a folder after those in it
        settle(folder)


def _file_records(draft: Path, last: Generation | None) -> Iterator[FileRecord]:
    """Every file with its hash. A file linked from the last generation is the same file, and is not read again."""
    from kg.durable import settle

    known = _known_hashes(last)
    for file in _files(draft):
        state = file.stat()
        sha256 = known.get(_identity(state))
        if sha256 is None:
            settle(file)
            sha256 = _sha256(file)
        yield FileRecord(str(file.relative_to(draft)), state.st_size, sha256)


def _known_hashes(last: Generation | None) -> dict[tuple[int, ...], str]:
    """Hashes by file identity. Safe, for the last generation's files exist and so their inodes are not used again."""
    if last is None:
        return {}
    try:
        listed = last.whole_manifest().files
    except BaseDamaged:
        return {}
    paths = ((last.folder / file.path, file.sha256) for file in listed)
    return {_identity(path.stat()): sha256 for path, sha256 in paths if path.exists()}


def _identity(state: os.stat_result) -> tuple[int, ...]:
    return (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns)


def _files(folder: Path) -> list[Path]:
    """A generation's files in order, without its manifest and the locks that readers leave."""
    files = (file for file in folder.rglob("*") if file.is_file() and not LOCK.fullmatch(file.name))
    return sorted(file for file in files if file.name != MANIFEST or file.parent != folder)


def _folders(folder: Path) -> list[Path]:
    return [folder, *(inner for inner in folder.rglob("*") if inner.is_dir())]


def _sha256(file: Path) -> str:
    import hashlib

    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _versions(extractor: str) -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, version

    versions = {"extractor": extractor} if extractor else {}
    for name in ("committee-kg", "pyoxigraph", "tantivy"):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:  # run from a checkout, or on a machine without tantivy's wheel
            continue
    return versions


def _switch(published: Path, draft: Path, number: int) -> Generation:
    """The moment from which readers see the new generation: one rename of a link."""
    from kg.durable import settle

    folder = published / f"{number:06d}"
    draft.rename(folder)
    settle(published)
    lead_to(published, made := Generation(number, folder))
    return made


def lead_to(published: Path, generation: Generation | None) -> None:
    """Have readers open a generation from now on, or none. For the holder of the lock."""
    from kg.durable import settle

    if generation is None:
        (published / CURRENT).unlink(missing_ok=True)
    else:
        link = published / f"{DRAFT}{CURRENT}"
        link.unlink(missing_ok=True)
        link.symlink_to(generation.folder.name)
        link.replace(published / CURRENT)
    settle(published)


def clear_old(published: Path, keep: int = KEPT) -> None:
    """Remove older generations than are kept: a machine that stopped may have forgotten that they were removed.

    For the holder of the base's lock.
    """
    if last := last_or_none(published):
        _remove_old(published, last.number, keep)


def _remove_old(published: Path, number: int, keep: int) -> None:
    """Those that are too many, but not those that somebody reads: they go with a later publication."""
    from kg.held import alone

    older = [each for each in generations(published) if each.number < number]
    for generation in older[: max(0, len(older) - max(0, keep - 1))]:
        with alone(generation.folder / MANIFEST) as free:
            if free:
                _retire(generation.folder)


def _retire(folder: Path) -> None:
    """Remove a generation. Renamed first: a stop half-way leaves a draft, which the next publication removes."""
    aside = folder.with_name(f"{DRAFT}old-{folder.name}")
    _remove(aside)
    folder.rename(aside)
    _remove(aside)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        import shutil

        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
