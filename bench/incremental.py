"""What one more paper costs beside a base of many: read, gather names, write graph and index, publish.

    python bench/incremental.py [--papers 2000] [--jobs 2] [--seed 4] [--into FOLDER]

A base of invented papers (bench/generate.py) is made; then one more comes, then another; then the whole is
made again from the archive. Each step in a process of its own, so that peak memory is its own.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generate import write

MORE = 2  # papers that come one by one
# What is timed, each without the time of those inside it.
TIMED = {
    "ingest.build._read_and_keep": "reading",
    "kg.names_cache.NamesCache.__init__": "names",
    "ingest.projection._concluded": "names",
    "ingest.projection._keep": "names",
    "kg.base.Writing.graph": "graph",
    "ingest.projection._write_papers": "graph",
    "kg.concluded.write_concluded": "graph",
    "ingest.projection._write_redirects": "graph",
    "kg.graph.replace_graph": "graph",
    "index.engine.open_writer": "index",
    "ingest.projection._index": "index",
    "index.tantivy_engine.TantivyWriter.remove_paper": "index",
    "index.tantivy_engine.TantivyWriter.commit": "index",
    "index.tantivy_engine.TantivyWriter.close": "index",
    "kg.derive.derived.bring_up": "derived",
    "kg.base.Writing.publish": "publish",
    "kg.seals.seal_base": "seals",
}
PARTS = ("reading", "names", "graph", "index", "derived", "publish", "seals", "rest")


class Clock:
    """Seconds by what they were spent on."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._doing = ["rest"]
        self._since = time.perf_counter()

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        """Time a `with` block, and stop the clock of what is around it."""
        self._switch()
        self._doing.append(what)
        try:
            yield
        finally:
            self._switch()
            self._doing.pop()

    def _switch(self) -> None:
        now = time.perf_counter()
        self.spent[self._doing[-1]] += now - self._since
        self._since = now

    def wrap(self, place: str, what: str) -> None:
        """Time a function or method wherever it is called from; a generator's values are taken at once."""
        import importlib

        parts = place.split(".")
        cut = next(at for at in range(len(parts) - 1, 0, -1) if _is_module(".".join(parts[:at])))
        owner: Any = importlib.import_module(".".join(parts[:cut]))
        for part in parts[cut:-1]:
            owner = getattr(owner, part)
        inner: Callable[..., Any] = getattr(owner, parts[-1])

        def timed(*args: Any, **options: Any) -> Any:
            with self.of(what):
                found = inner(*args, **options)
                return list(found) if isinstance(found, Iterator) else found

        setattr(owner, parts[-1], timed)


def _is_module(name: str) -> bool:
    import importlib.util

    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def ingest_here(base: Path, papers: list[str], jobs: int) -> dict[str, float]:
    """One ingest in this process: seconds by what they were spent on, in all, of processors; peak memory in MB."""
    from ingest.build import ingest
    from kg.base import Base

    clock = Clock()
    for place, what in TIMED.items():
        clock.wrap(place, what)
    began = time.perf_counter()
    with clock.of("rest"):
        summary = ingest(Base(base), papers, jobs=jobs)
    spent = {**clock.spent, "in all": time.perf_counter() - began, "read": len(summary.read)}
    ours, readers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    worked = sum(each.ru_utime + each.ru_stime for each in (ours, readers))
    return spent | {"CPU": worked, "peak MB": ours.ru_maxrss / 1024}


def rebuild_here(base: Path) -> dict[str, float]:
    """Graph, index and names made anew from the archive, all in one run; as `ingest_here`."""
    import shutil

    from kg.base import Base

    with Base(base).open_for_writing() as writing:
        writing.ledger.mark_pending([paper.sha256 for paper in writing.ledger.current()], "project")
    for folder in (Base(base).live_graph, Base(base).live_text):
        shutil.rmtree(folder)
    Base(base).names_file.unlink()
    return ingest_here(base, [], 1)


def in_a_process(step: str, base: Path, *papers: str, jobs: int = 1) -> dict[str, float]:
    """A step in a process of its own."""
    command = [sys.executable, __file__, "--step", step, "--base", str(base), "--jobs", str(jobs)]
    done = subprocess.run(
        command, input="\n".join(papers), capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def told(name: str, spent: dict[str, float]) -> str:
    """A line of the table."""
    cells = "  ".join(f"{spent.get(part, 0.0):8.2f}" for part in PARTS)
    return f"{name:24}  {spent['in all']:8.2f}  {spent['CPU']:8.2f}  {cells}  {spent['peak MB']:8.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--papers", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--into", type=Path, help="where papers and base are kept; a temporary folder unless said")
    parser.add_argument("--step", choices=("ingest", "rebuild"), help=argparse.SUPPRESS)
    parser.add_argument("--base", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    gc.set_threshold(50_000)  # as `kg` has it
    if given.step == "ingest":
        print(json.dumps(ingest_here(given.base, sys.stdin.read().splitlines(), given.jobs)))
    elif given.step == "rebuild":
        print(json.dumps(rebuild_here(given.base)))
    else:
        with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
            compare(given.into or Path(folder), given.papers, given.jobs, given.seed)


def compare(folder: Path, number: int, jobs: int, seed: int) -> None:
    """Make the base, add to it, make it again; print what each cost."""
    paths = [str(path) for path in write(folder / "papers", number + MORE, seed)]
    base = folder / "base"
    heads = ("in all", "CPU", *PARTS, "peak MB")
    print(f"{'seconds':24}  " + "  ".join(f"{head:>8}" for head in heads))
    first = in_a_process("ingest", base, *paths[:number], jobs=jobs)
    print(told(f"{number} papers", first), flush=True)
    for more in range(MORE):
        one = in_a_process("ingest", base, paths[number + more])
        print(told("one more paper", one), flush=True)
    again = in_a_process("rebuild", base)
    print(told("rebuilt from the archive", again))
    print(f"\n{number / first['in all']:.1f} papers a second, with {jobs} readers")
    print(f"one more paper costs 1/{again['in all'] / one['in all']:.0f} of a rebuild from the archive, ", end="")
    print(f"1/{first['in all'] / one['in all']:.0f} of reading all anew")


if __name__ == "__main__":
    main()
