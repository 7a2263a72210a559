"""Do readers ever see half of a publication? Many read while one writer publishes a thousand times.

    python bench/readers.py [--publications 1000] [--readers 16] [--long 4] [--served]

One paper bears the number of the generation that it is published with: in a statement's IRI, in its words, in how many
rows it has. Every tenth generation is without it. Each reader opens what is current, asks manifest, graph, text index,
notes of changes, archive and ledger, and holds the answers against that number. Some hold a generation while two dozen
more are published, and then read every quad, every passage and every byte of it. With --served a server is asked, too.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from kg.base import Base
    from queries.library import Library

SAMPLE: Final = Path(__file__).parent.parent / "samples" / "wexmere-finance-2022-05.txt"
SERVICE, GRANT = "Community Meals", "Rough Sleeping Grant\tDLUHC\t118\n"
NAME: Final = "edition.txt"
PAPERS: Final = 10  # others in the base
ABSENT: Final = 10  # every so many generations are without the paper
LONG: Final = 25  # generations that a long reader waits for
PAUSE: Final = 1.0  # seconds between two readings: people read
LOOKED: Final = 10  # publications between two looks at the disk


def word(number: int) -> str:
    """The word that only one edition has."""
    return f"edition{number:06d}"


def edition(number: int) -> bytes | None:
    """The paper as that generation has it; None where it has none."""
    if number % ABSENT == 0:
        return None
    text = SAMPLE.read_text(encoding="utf-8").replace(SERVICE, f"{SERVICE} {word(number)}")
    more = "".join(f"Grant of part {part}\tDLUHC\t{part + 1}00\n" for part in range(number % 7))
    return text.replace(GRANT, GRANT + more).encode()


@dataclass(slots=True)
class Told:
    """What a reader did: readings, of which long ones, what did not fit, seconds of the slowest, most files open."""

    reads: int = 0
    long: int = 0
    torn: list[str] = field(default_factory=list)
    slowest: float = 0.0
    files: int = 0
    generations: int = 0


def torn(library: Library) -> Iterator[str]:
    """What in a generation is not of that generation, a sentence each."""
    number, manifest = library.generation.number, library.generation.manifest()
    data = edition(number)
    if manifest.number != number:
        yield f"the manifest says {manifest.number}"
    if len(library.store) != manifest.counts["quads"]:
        yield f"{len(library.store)} quads, not {manifest.counts['quads']}"
    if manifest.counts["papers"] != PAPERS + (data is not None):
        yield f"{manifest.counts['papers']} papers"
    yield from _graph_and_text(library, data)
    yield from _archive_and_ledger(library, data)
    yield from _changes(library)


def _graph_and_text(library: Library, data: bytes | None) -> Iterator[str]:
    from pyoxigraph import Literal, NamedNode

    from index.query import parse
    from kg import ids
    from kg.archive import sha256_of
    from kg.vocabulary import Has

    here = library.generation.number
    found = library.text.search(parse("edition*"), limit=50)
    papers = {hit.passage.paper for hit in found.hits}
    if papers != ({ids.paper(sha256_of(data))} if data else set()):
        yield f"the index has the number of {papers}"
    if any(word(here) not in hit.passage.text for hit in found.hits):
        yield "the index has another number"
    service = NamedNode(Has.ON_SERVICE)
    for number in (here - 1, here, here + 1):
        name = Literal(f"{SERVICE} {word(number)}")
        stated = {str(quad.graph_name) for quad in library.store.quads_for_pattern(None, service, name)}
        wanted = {f"<{ids.paper(sha256_of(data))}>"} if data and number == here else set()
        if stated != wanted:
            yield f"the graph has number {number} in {stated}"


def _archive_and_ledger(library: Library, data: bytes | None) -> Iterator[str]:
    from kg.archive import sha256_of

    if data is None:
        return
    sha256 = sha256_of(data)
    if word(library.generation.number) not in library.archive.text(sha256).text:
        yield "the archive has another text"
    if library.archive.source(sha256).read_bytes() != data:
        yield "the archive has another file"
    with library.ledger() as ledger:
        if ledger.paper(sha256) is None:
            yield "the ledger does not know the paper"


def _changes(library: Library) -> Iterator[str]:
    from kg.changes import changes

    told = changes(library.generation)
    if not told or told[-1].generation != library.generation.number:
        yield "the notes of changes are another generation's"
    elif told[-1].quads != len(library.store):
        yield "the notes of changes count otherwise"


def unread(library: Library) -> Iterator[str]:
    """What of a generation cannot be read to its end, or is not as it was published."""
    from pyoxigraph import NamedNode

    from kg.generations import faults
    from kg.graph import named_graphs

    graphs = map(NamedNode, named_graphs(library.store))
    quads = sum(len(list(library.store.quads_for_pattern(None, None, None, graph))) for graph in graphs)
    if not len(list(library.store)) == quads == library.generation.manifest().counts["quads"]:
        yield f"{quads} quads by graph"
    yield from faults(library.generation)


def read_on(base: Path, long: bool) -> Told:
    """Read until standard input ends."""
    from kg.base import Base

    told, seen = Told(), set[int]()
    while True:
        library = _read_once(Base(base), told)
        seen.add(library.generation.number)
        if long:
            ended = _waited(library)
            told.torn += _found(library, unread, torn)
            told.long += 1
        else:
            ended = _ended(PAUSE)
        told.files = max(told.files, _open_files())
        if ended:
            told.generations = len(seen)
            return told


def _read_once(base: Base, told: Told) -> Library:
    from queries.library import Library

    began = time.perf_counter()
    library = Library(base)
    told.torn += _found(library, torn)
    told.slowest = max(told.slowest, time.perf_counter() - began)
    told.reads += 1
    return library


def _found(library: Library, *checks: Callable[[Library], Iterator[str]]) -> list[str]:
    """What checks find, and what they break off with: whatever a reader meets is to be told."""
    found: list[str] = []
    for check in checks:
        try:
            found += [f"{library.generation.number}: {each}" for each in check(library)]
        except Exception as error:
            found.append(f"{type(error).__name__}: {error}")
    return found


def _waited(library: Library) -> bool:
    """Wait for many more generations, or the end; whether it has come."""
    until = library.generation.number + LONG + os.getpid() % LONG  # so that they hold different ones
    while library.base.open_for_reading().number < until:
        if _ended(PAUSE):
            return True
    return False


def _ended(seconds: float) -> bool:
    return bool(select.select([sys.stdin], [], [], seconds)[0])


def _open_files(process: int | str = "self") -> int:
    return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())


@contextmanager
def reading(base: Path, number: int, long: int) -> Iterator[list[Told]]:
    """So many readers for a `with` block; what they tell is in the list when it ends."""
    command = [sys.executable, __file__, "--base", str(base), "--read"]
    kinds = ["long" if at < long else "short" for at in range(number)]
    readers = [
        subprocess.Popen([*command, kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for kind in kinds
    ]
    told: list[Told] = []
    try:
        yield told
        told += [Told(**json.loads(reader.communicate()[0])) for reader in readers]
    finally:
        for reader in readers:
            reader.kill()
            reader.wait()


class Writer:
    """A base of some papers, and the one that has the number."""

    def __init__(self, folder: Path) -> None:
        from generate import write

        from ingest.build import ingest
        from kg.base import Base

        self.base, self.paper = Base(folder / "records"), folder / NAME
        papers = write(folder / "papers", PAPERS)
        self.paper.write_bytes(edition(1) or b"")
        ingest(self.base, [*map(str, papers), str(self.paper)])

    def publish(self) -> None:
        """The next generation."""
        from ingest.build import ingest, withdraw
        from kg.archive import sha256_of

        number = self.base.open_for_reading().number + 1
        if data := edition(number):
            self.paper.write_bytes(data)
            made = ingest(self.base, [str(self.paper)]).generation
            if made != number:
                raise RuntimeError(f"generation {made} was published in the place of {number}")
        else:
            withdraw(self.base, sha256_of(self.paper.read_bytes()))


@dataclass(slots=True)
class Disk:
    """The most that lay on disk at one look: generations, megabytes without the archive."""

    generations: int = 0
    megabytes: float = 0.0

    def look(self, base: Base) -> None:
        """Look again."""
        from grow import disk

        from kg.generations import generations

        found = disk(base.path)
        self.generations = max(self.generations, len(generations(base.published)))
        self.megabytes = max(self.megabytes, found["disk live MB"] + found["disk published MB"])


def run(folder: Path, publications: int, readers: int, long: int) -> dict[str, Any]:
    """Publish while they read; what came of it."""
    writer = Writer(folder)
    before, most, after = Disk(), Disk(), Disk()
    before.look(writer.base)
    began, load = time.perf_counter(), os.getloadavg()[0]
    with reading(writer.base.path, readers, long) as told:
        for number in range(publications):
            writer.publish()
            if number % LOOKED == 0:
                most.look(writer.base)
        taken = time.perf_counter() - began
    writer.publish()  # whom nobody holds any more goes
    after.look(writer.base)
    return {
        "publications": publications,
        "readers": readers,
        "of them long": long,
        "publications a second": publications / taken,
        "reads": sum(each.reads for each in told),
        "read whole after so many publications": sum(each.long for each in told),
        "torn": [sentence for each in told for sentence in each.torn],
        "longest read in s": max((each.slowest for each in told), default=0.0),
        "most open files of a reader": max((each.files for each in told), default=0),
        "disk before": asdict(before),
        "at most": asdict(most),
        "after": asdict(after),
        "load": [load, os.getloadavg()[0]],
    }


def run_served(folder: Path, publications: int) -> dict[str, Any]:
    """Publish beside a server that is asked all the while."""
    from tests.serving import served

    writer, most, files = Writer(folder), Disk(), list[int]()
    statuses: Counter[str] = Counter()
    with served(writer.base) as site:
        for number in range(publications):
            writer.publish()
            statuses.update(_asked(site))
            if number % LOOKED == 0:
                most.look(writer.base)
                files.append(sum(_open_files(process) for process in _servers(writer.base.path)))
        time.sleep(1)
        files.append(sum(_open_files(process) for process in _servers(writer.base.path)))
    return {
        "publications": publications,
        "answers": dict(statuses),
        "open files of the server and its workers": [files[0], max(files), files[-1]],
        "at most": asdict(most),
    }


def _asked(site: str) -> Iterator[str]:
    """How a server answers a search, and a query, for the number: whole, or torn."""
    with urllib.request.urlopen(f"{site}/api/search?q=edition*", timeout=60) as answer:
        found = json.load(answer)
    number, words = found["generation"], json.dumps(found["answer"])
    whole = (word(number) in words) == (number % ABSENT != 0) and word(number - 1) not in words
    yield "whole" if whole else f"torn: generation {number} says {words[:200]}"
    query = "SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%20GRAPH%20%3Fg%20%7B%20%3Fs%20ck%3AonService%20%3Fo%20%7D%20%7D"
    with urllib.request.urlopen(f"{site}/sparql?query={query}", timeout=60) as answer:
        yield f"SPARQL {answer.status}"


def _servers(base: Path) -> Iterator[int]:
    """The processes of the server of a base."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if (str(base).encode() in words and b"serve" in words) or parent in _FOUND:
            _FOUND.add(int(entry.name))
            yield int(entry.name)


_FOUND: set[int] = set()


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--publications", type=int, default=1000)
    parser.add_argument("--readers", type=int, default=16)
    parser.add_argument("--long", type=int, default=4)
    parser.add_argument("--served", action="store_true", help="ask a server, not processes")
    parser.add_argument("--base", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--read", choices=("long", "short"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.read:
        print(json.dumps(asdict(read_on(given.base, given.read == "long"))))
        return
    with tempfile.TemporaryDirectory(prefix="kg-readers-") as folder:
        told = (
            run_served(Path(folder), given.publications)
            if given.served
            else run(Path(folder), given.publications, given.readers, given.long)
        )
    for name, value in told.items():
        print(f"{name:40} {value}")


if __name__ == "__main__":
    main()
