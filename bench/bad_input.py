"""What a clerk sees of bad input: each with a good paper in one `kg ingest`, into a base that holds another already.

    python bench/bad_input.py [WORDS-OF-A-NAME …] [--into FOLDER]

A table: what came in, the exit code, what was printed of it, seconds, peak memory of the largest process, whether the
good paper was read, whether the paper from before is still served, whether `kg check` finds the base well. Exit code 1
where any of that is not as it should be. Some need root: a full disk is a small tmpfs, and the unreadable folder needs
a process without root's leave to open everything; where that is not to be had the row says so.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import spoilt_files
import spoilt_pdf

from kg.base import Base

ROOT = Path(__file__).parent.parent
WORDS = (
    "OSWICK BOROUGH COUNCIL HARBOUR COMMITTEE MINUTES of the meeting of Thursday 6 September 2018. "
    "12. QUAY REPAIRS. It was RESOLVED unanimously to repair the North Quay. "
)
GOOD, BEFORE, LARGE = "zz-good.txt", "before.txt", "large.docx"
# As root without the leave to open what is closed to it.
WITHOUT_LEAVE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@dataclass(frozen=True, slots=True)
class Row:
    """What one bad input came to."""

    what: str
    code: int
    said: str
    seconds: float
    peak: float
    good: bool
    before: bool
    well: bool

    @property
    def fine(self) -> bool:
        """Whether nothing else suffered, and no traceback was shown."""
        return self.good and self.before and self.well and self.code in (0, 1) and "Traceback" not in self.said


@dataclass(frozen=True, slots=True)
class Run:
    """A run of kg: exit code, standard error, seconds, and the most memory that one of its processes had, in MiB."""

    code: int
    said: str
    seconds: float
    peak: float


def kg(base: Path, *words: str, before: Sequence[str] = ()) -> Run:
    """Run kg and watch the memory of it and of what it starts."""
    began = time.monotonic()
    command = [*before, sys.executable, "-m", "interfaces.cli.main", "--base", str(base), *words]
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=said)
        peak = 0
        while running.poll() is None:
            peak = max([peak, *map(_most_memory, _family(running.pid))])
            time.sleep(0.02)
        said.seek(0)
        words_said = said.read().decode(errors="replace")
    return Run(running.returncode, words_said, time.monotonic() - began, peak / 1024)


def _family(pid: int) -> list[int]:
    try:
        found = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in _words(task / "children")]
    except OSError:
        return [pid]
    return [pid, *(each for child in found for each in _family(child))]


def _words(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="ascii").split()
    except OSError:
        return []


def _most_memory(pid: int) -> int:
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    except OSError:
        return 0
    return int(found[1]) if found else 0


def prepared(folder: Path) -> Path:
    """A base that holds one paper."""
    paper = folder / BEFORE
    paper.write_text(WORDS + "\n\nThe committee before this one met.\n", encoding="utf-8")
    assert kg(folder / "base", "ingest", str(paper)).code == 0
    return folder / "base"


def served(base: Path) -> set[str]:
    """The papers that the base holds and serves."""
    if Base(base).open_for_reading().number < 1:
        return set()
    with Base(base).ledger() as ledger:
        return {paper.file_name for paper in ledger.current()}


def tried(what: str, papers: Path, base: Path, before: Sequence[str] = ()) -> Row:
    """Ingest a folder of papers that holds something bad."""
    run = kg(base, "ingest", str(papers), before=before)
    return row_of(what, run, base, papers)


def row_of(what: str, run: Run, base: Path, papers: Path) -> Row:
    """The row of a run, its base looked into."""
    shown = [
        line for line in run.said.splitlines() if line.startswith(("NOT ", "The disk", "Traceback")) or "rror" in line
    ]
    held = served(base)
    said = " / ".join(shown) or ("(it was read)" if held - {GOOD, BEFORE} else "(nothing: there was nothing to read)")
    well = kg(base, "check").code == 0
    return Row(
        what, run.code, said.replace(f"{papers}/", ""), run.seconds, run.peak, GOOD in held, BEFORE in held, well
    )


def rows(folder: Path, start: Path, names: Sequence[str]) -> Iterator[Row]:
    """A row for every bad input whose name has one of the words, or for all."""

    def fresh(what: str) -> tuple[Path, Path]:
        place = folder / re.sub(r"\W+", "-", what)
        (place / "papers").mkdir(parents=True)
        (place / "papers" / GOOD).write_text(WORDS + "\n\nA good paper.\n", encoding="utf-8")
        shutil.copytree(start, place / "base", symlinks=True)
        return place / "papers", place / "base"

    pdf = spoilt_pdf.whole(WORDS)
    made: list[tuple[str, str, bytes]] = []
    for what, name, data in (*spoilt_pdf.inputs(WORDS), *spoilt_files.contents(WORDS, pdf)):
        if wanted(what, names):
            made.append((what, name, data))
    for what, name, data in made:
        papers, base = fresh(what)
        (papers / name).write_bytes(data)
        yield tried(what, papers, base)
        shutil.rmtree(papers.parent)
    for what, make in spoilt_files.things(WORDS + "Another good paper."):
        if wanted(what, names):
            papers, base = fresh(what)
            make(papers)
            yield tried(what, papers, base)
    for what, trial in TRIALS.items():
        if wanted(what, names):
            yield trial(what, *fresh(what))


def wanted(what: str, names: Sequence[str]) -> bool:
    """Whether an input was asked for."""
    return not names or any(name.lower() in what.lower() for name in names)


def unreadable_folder(what: str, papers: Path, base: Path) -> Row:
    """A folder, and a paper, that may not be opened."""
    (papers / "closed").mkdir(mode=0)
    (papers / "closed.txt").write_text(WORDS)
    (papers / "closed.txt").chmod(0)
    before = WITHOUT_LEAVE if os.geteuid() == 0 else ()
    if before and (shutil.which("setpriv") is None or subprocess.run([*before, "true"], check=False).returncode):
        return Row(f"{what} (not tried: root may open every folder)", 0, "", 0, 0, True, True, True)
    return tried(what, papers, base, before)


def shrinking_file(what: str, papers: Path, base: Path) -> Row:
    """A file that changes all the time while it is read."""
    file, ended = papers / "shrinking.txt", threading.Event()
    words = (WORDS.encode() + b"\n\n") * 200
    file.write_bytes(words)

    def shrink() -> None:
        size = len(words)
        while not ended.wait(0.002):
            size = size - 100 if size > 100 else len(words)
            file.write_bytes(words[:size])

    thread = threading.Thread(target=shrink)
    thread.start()
    try:
        return tried(what, papers, base)
    finally:
        ended.set()
        thread.join()


@contextmanager
def small_disk(place: Path, mebibytes: int) -> Iterator[bool]:
    """A disk of so many MiB at a place; False where none can be had."""
    place.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs", str(place)]
    mounted = os.geteuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(place)], check=True)


def full_disk(spare: int) -> Callable[[str, Path, Path], Row]:
    """A base on a disk with so many KiB left, and a large paper too; then room is made and kg is run again."""

    def trial(what: str, papers: Path, base: Path) -> Row:
        # Large on disk and quickly read: few words and a picture of 8 MiB.
        (papers / LARGE).write_bytes(spoilt_files.pictured(WORDS, 8 << 20))
        disk = papers.parent / "disk"
        with small_disk(disk, 64) as mounted:
            if not mounted:
                return Row(f"{what} (not tried: no disk could be mounted)", 0, "", 0, 0, True, True, True)
            shutil.copytree(base, disk / "base", symlinks=True)
            ballast = disk / "ballast"
            ballast.write_bytes(bytes(shutil.disk_usage(disk).free - (spare << 10)))
            full = kg(disk / "base", "ingest", str(papers))
            still = served(disk / "base") >= {BEFORE} and kg(disk / "base", "search", "repairs").code == 0
            ballast.unlink()
            again = kg(disk / "base", "ingest", str(papers))
            row = row_of(what, full, disk / "base", papers)
            said = f"{row.said} [then, with room: exit code {again.code}]"
            healed = again.code == 0 and LARGE in served(disk / "base")
            return Row(what, row.code, said, row.seconds, row.peak, row.good and healed, row.before and still, row.well)

    return trial


TRIALS: dict[str, Callable[[str, Path, Path], Row]] = {
    "unreadable folder and file": unreadable_folder,
    "file that shrinks while it is read": shrinking_file,
    "disk full, 20 KiB left": full_disk(20),
    "disk full, 200 KiB left": full_disk(200),
    "disk full, 600 KiB left": full_disk(600),
    "disk full, 6 MiB left": full_disk(6 << 10),
    "disk full, 8.4 MiB left": full_disk(8600),
}


def shown(found: Sequence[Row]) -> None:
    """The rows as a table in Markdown."""
    print("| input | exit | printed | s | MiB | good paper | paper before | check |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for row in found:
        marks = " | ".join("yes" if each else "**NO**" for each in (row.good, row.before, row.well))
        said = row.said.replace("|", "¦").replace("\x1b", "␛")
        print(f"| {row.what} | {row.code} | {said} | {row.seconds:.1f} | {row.peak:.0f} | {marks} |")


def main() -> int:
    """Try each bad input; 1 where something else suffered."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="only inputs whose name has one of these words")
    parser.add_argument("--into", type=Path, help="keep what was made in this folder")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = asked.into or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        found = []
        for row in rows(folder, prepared(folder), asked.names):
            found.append(row)
            print(f"{row.seconds:6.1f} s  {row.what}", file=sys.stderr, flush=True)
    shown(found)
    return 0 if all(row.fine for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
