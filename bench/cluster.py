"""Reading on a Dask cluster beside one machine: the same graph? how long? what does a lost worker cost, and memory?

    python bench/cluster.py [--papers 1000] [--shared ../shared/papers] [--workers 4] [--into FOLDER]
    python bench/cluster.py --many 20000

Reads generated papers, and those of --shared, by `--jobs`, on worker processes of this machine, and on those again with
one killed when half is done; the three graphs must be one. Every run is a process of its own. On one machine workers
and scheduler share its processors with the writer: what is seen is what a cluster costs, not what it gains. With --many
so many papers of a few words go through a cluster and are dropped, to see what client and scheduler hold on the way.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from generate import PDF, write

from ingest.build import Step, ingest
from ingest.limits import Limits
from ingest.one_paper import Overrides
from ingest.readers import Readers
from kg.base import Base
from tests.dask_cluster import Cluster, dask_cluster


def ingest_here(base: Path, readers: Readers, kill: int | None) -> dict[str, Any]:
    """One ingest in this process, of the paths on standard input; a worker is killed when half is read."""
    spent, since, half = {"finding": 0.0, "reading": 0.0, "publishing": 0.0}, time.perf_counter(), False
    doing, until_read = "finding", 0.0

    def look(step: Step) -> None:
        nonlocal since, half, doing, until_read
        now = time.perf_counter()
        spent[doing] += now - since
        since, doing = now, step.doing
        if doing == "publishing":
            until_read = sum(
                processor(resource.getrusage(who)) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
            )
        if kill and not half and step.total and step.done * 2 >= step.total:
            half = True
            os.kill(kill, signal.SIGKILL)

    summary = ingest(Base(base), sys.stdin.read().splitlines(), readers=readers, progress=look)
    spent[doing] += time.perf_counter() - since
    # Not by getrusage, which counts what the process had that started this one.
    told = {"papers": len(summary.read), "failures": len(summary.failures), **spent}
    return told | {"processor s until read": until_read, "peak MB": peak(os.getpid())}


def processor(used: resource.struct_rusage) -> float:
    """Seconds of processor time."""
    return used.ru_utime + used.ru_stime


def in_a_process(base: Path, paths: list[str], *words: str) -> dict[str, Any]:
    """The same in a process of its own, with the load before it and a digest of the graph."""
    load = os.getloadavg()[0]
    command = [sys.executable, __file__, "--step", str(base), *words]
    done = subprocess.run(command, input="\n".join(paths), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr[-2000:]}")
    return {**json.loads(done.stdout), "load": load, "graph": digest(base)}


def digest(base: Path) -> str:
    """A digest of all that a base states, in order."""
    command = [sys.executable, "-m", "interfaces.cli.main", "--base", str(base), "export", "--format", "nquads"]
    told = subprocess.run(command, capture_output=True, check=True).stdout
    return hashlib.sha256(b"\n".join(sorted(told.splitlines()))).hexdigest()[:12]


def peak(pid: int) -> float:
    """The most memory that a process has had, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def worked(cluster: Cluster) -> dict[str, float]:
    """Seconds of processor time that a cluster's processes have had."""
    ticks, found = os.sysconf("SC_CLK_TCK"), {}
    parts = {"scheduler": [cluster.scheduler.pid], "workers": cluster.pids().values(), "readers": cluster.readers()}
    for part, pids in parts.items():
        fields = [Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split() for pid in pids]
        found[f"{part}' processor s"] = sum(int(each[11]) + int(each[12]) for each in fields) / ticks
    return found


def peaks(cluster: Cluster) -> dict[str, Any]:
    """The same of a cluster's processes."""
    return {
        "scheduler's peak MB": peak(cluster.scheduler.pid),
        "workers' peak MB": [round(peak(pid)) for pid in cluster.pids().values()],
        "readers' peak MB": [round(peak(pid)) for pid in cluster.readers()],
    }


def compare(folder: Path, paths: list[str], workers: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """By --jobs, on a cluster, and on one that loses a worker."""
    yield f"--jobs {workers}", in_a_process(folder / "here", paths, "--jobs", str(workers))
    with dask_cluster(folder / "dask", workers) as cluster:
        cluster.wait_for_workers()
        before = worked(cluster)
        there = in_a_process(folder / "there", paths, "--cluster", cluster.address)
        spent = {part: seconds - before[part] for part, seconds in worked(cluster).items()}
        yield f"{workers} workers", there | spent | peaks(cluster)
        words = ("--cluster", cluster.address, "--kill", str(next(iter(cluster.pids().values()))))
        yield "one killed", in_a_process(folder / "killed", paths, *words) | peaks(cluster)


def many(folder: Path, number: int, workers: int) -> None:
    """Send papers of a few words, and print what client and scheduler hold after each tenth."""
    (folder / "papers").mkdir()
    said: dict[Path, Overrides] = {}
    for at in range(number):
        path = folder / "papers" / f"{at}.txt"
        path.write_text(f"Note {at} of Wexmere County Council\n", encoding="ascii")
        said[path] = Overrides()
    with dask_cluster(folder / "dask", workers) as cluster:
        cluster.wait_for_workers()
        began = time.perf_counter()
        for at, _ in enumerate(Readers(cluster=cluster.address).read(said, Limits(), lambda _path: None), 1):
            if at % max(1, number // 10) == 0:
                held = f"client {peak(os.getpid()):.0f} MB, scheduler {peak(cluster.scheduler.pid):.0f} MB"
                print(f"{at:7,} papers: {held}, {time.perf_counter() - began:.0f} s", flush=True)


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--into", type=Path)
    parser.add_argument("--many", type=int)
    parser.add_argument("--step", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--jobs", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--cluster", help=argparse.SUPPRESS)
    parser.add_argument("--kill", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Measure, and print."""
    given = asked()
    if given.step:
        print(json.dumps(ingest_here(given.step, Readers(given.jobs, given.cluster), given.kill)))
        return
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as own:
        folder = given.into or Path(own)
        if given.many:
            many(folder, given.many, given.workers)
            return
        paths = [str(path) for path in write(folder / "papers", given.papers, pdf=PDF)]
        paths += [str(given.shared)] if given.shared else []
        graphs = set()
        for name, told in compare(folder, paths, given.workers):
            graphs.add(told["graph"])
            print(name, json.dumps(told, default=str), flush=True)
        print("one graph" if len(graphs) == 1 else f"GRAPHS DIFFER: {graphs}")


if __name__ == "__main__":
    main()
