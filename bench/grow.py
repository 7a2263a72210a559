"""What each step costs as a base grows: ingest, publication, one more paper, questions, memory, disk.

    python bench/grow.py [--sizes 100 1000 10000] [--jobs 2] [--pdf 0.05] [--into FOLDER] [--keep bench/figures]

One base grows from each size to the next with papers of bench/generate.py; every step is a process of its own, so that
peak memory is the step's. Costs per paper are marginal: of the papers that came since the last size. Figures are kept
as JSON, curves as SVG; each cost is also given relative to that at 1,000 papers. With --profile, the functions in which
the addition of one paper to the base of --into spends its time are printed.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from generate import PDF, write
from incremental import PARTS, ingest_here

SIZES: Final = (100, 1000, 10_000)
AT: Final = 1000  # papers, to which costs are held
ROUNDS: Final = 9
PAGE: Final = 50  # rows, as the web shows of the register
WORDS: Final = ("contract", "delegated award", "leaflet languages", '"fuel had risen"', "winter weekends")
# Saved queries of which the answer grows with the base: whole tables, as an officer takes them away.
TABLES: Final = ("delegation-register", "decisions-by-majority", "clearances", "delegated-awards", "apologies")
IDENTITY: Final = "<https://w3id.org/committee-kg/graph/identity>"
# Questions about one thing, %s, each with the query that finds the first such thing by name.
SPARQL: Final = {
    "steps of a contract": (
        "SELECT ?thing { ?event ck:step ck:direct-award ; ck:contract ?thing . ?thing rdfs:label ?name }",
        "SELECT ?g ?step ?status ?date { GRAPH ?g { ?event ck:contract %s ; ck:step ?step ; ck:eventStatus ?status . "
        "OPTIONAL { ?event dct:date ?date } } }",
    ),
    "powers of a post": (
        "SELECT ?thing { ?event ck:delegatedTo ?thing . ?thing rdfs:label ?name }",
        "SELECT ?g ?power ?status { GRAPH ?g { ?event ck:delegatedTo %s ; ck:eventStatus ?status . "
        "OPTIONAL { ?event ck:power ?power } } }",
    ),
    "contracts of a provider": (
        "SELECT ?thing { ?contract ck:provider ?thing . ?thing rdfs:label ?name }",
        "SELECT DISTINCT ?contract ?label { GRAPH ?g { ?contract ck:provider %s } "
        f"GRAPH {IDENTITY} {{ ?contract rdfs:label ?label }} }}",
    ),
    "decisions of a meeting": (
        "SELECT ?thing { ?decision a ck:Decision ; ck:meeting ?thing . ?thing rdfs:label ?name }",
        "SELECT ?limb ?text ?words { GRAPH ?g { ?decision ck:meeting %s ; a ck:Decision ; ck:text ?text ; "
        "ck:evidence/ck:quote ?words . OPTIONAL { ?decision ck:limb ?limb } } }",
    ),
    "decisions of a committee in a year": (
        "SELECT ?thing { ?meeting ck:committee ?thing . ?thing rdfs:label ?name }",
        f"SELECT ?day ?text {{ GRAPH {IDENTITY} {{ ?meeting ck:committee %s ; dct:date ?day . "
        'FILTER(STRSTARTS(STR(?day), "2005")) } '
        "GRAPH ?g { ?decision ck:meeting ?meeting ; a ck:Decision ; ck:text ?text } }",
    ),
}


def median_ms(ask: Callable[[], object]) -> float:
    """Milliseconds, the median of some rounds after one that is not counted; fewer where one takes seconds."""
    began = time.perf_counter()
    ask()
    first = time.perf_counter() - began
    spent = []
    for _ in range(ROUNDS if first < 1 else 1):
        began = time.perf_counter()
        ask()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def ask_here(base: Path) -> dict[str, float]:
    """The questions' milliseconds at the median, and the reader's peak memory."""
    from index.query import parse
    from kg.base import Base
    from queries.delegated import delegated, register
    from queries.library import Library
    from queries.sparql import example, sparql
    from queries.trail import trail

    library = Library(Base(base))
    library.warm()
    contract = _contract(library)
    found = {
        "search": statistics.median(median_ms(lambda w=words: library.text.search(parse(w))) for words in WORDS),
        "trail": median_ms(lambda: trail(library, contract)),
        "delegated": median_ms(lambda: register(library, newest_first=True)[:PAGE]),
        "delegated, whole": median_ms(lambda: delegated(library)),
    }
    for name, (first, question) in SPARQL.items():
        thing = sparql(library, f"{first} ORDER BY ?name ?thing LIMIT 1").rows[0][0]
        query = question.replace("%s", f"<{thing}>")
        found[f"sparql {name}"] = median_ms(lambda q=query: sparql(library, q))
    for name in TABLES:
        query = example(name)
        found[f"table {name}"] = median_ms(lambda q=query: sparql(library, q))
    found["reader's peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["passages"] = library.text.count()
    return found


def _contract(library: Any) -> str:
    """The name of some contract with a resolved award, the same at every size."""
    from queries.sparql import sparql

    query = (
        "SELECT ?name WHERE { ?e a ck:ContractEvent ; ck:step ck:direct-award ; ck:contract ?c . "
        "?c rdfs:label ?name } ORDER BY ?name LIMIT 1"
    )
    return str(sparql(library, query).rows[0][0])


def disk(base: Path) -> dict[str, float]:
    """Megabytes by part; files that generations share with the writer are counted once."""
    seen: set[int] = set()
    found: dict[str, float] = {}
    for part in ("papers", "live", "published"):
        size = 0
        for file in (base / part).rglob("*"):
            if file.is_file() and not file.is_symlink():
                state = file.stat()
                size += 0 if state.st_ino in seen else state.st_blocks * 512
                seen.add(state.st_ino)
        found[f"disk {part} MB"] = size / 1e6
    ledger = (base / "ledger.sqlite").stat().st_size / 1e6
    return found | {"disk ledger MB": ledger, "disk MB": sum(found.values()) + ledger}


def in_a_process(step: str, base: Path, paths: list[str], jobs: int = 1) -> dict[str, float]:
    """A step in a process of its own."""
    command = [sys.executable, __file__, "--step", step, "--base", str(base), "--jobs", str(jobs)]
    done = subprocess.run(command, input="\n".join(paths), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{step} of {len(paths)} papers: {done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout)
    return found


def at_size(base: Path, paths: list[str], before: int, size: int, jobs: int) -> dict[str, Any]:
    """Grow to a size and measure there; the paper after it is the one more."""
    load = os.getloadavg()[0]
    taken = in_a_process("ingest", base, paths[before:size], jobs)
    one = in_a_process("ingest", base, paths[size : size + 1])
    again = in_a_process("ask", base, [])
    from kg.base import Base

    counts = Base(base).open_for_reading().manifest().counts
    came = size - before
    return {
        "papers": size,
        "came": came,
        "ingest": taken,
        "ms per paper": {k: v / came * 1000 for k, v in taken.items() if k not in ("read", "peak MB")},
        "one more": one,
        "questions": again,
        "quads": counts["quads"],
        **disk(base),
        "load": [load, os.getloadavg()[0]],
    }


def relative(told: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Each cost per paper, and each question, as a multiple of what it was at 1,000 papers."""
    held = next((each for each in told if each["papers"] == AT), None)
    if held is None:
        return {}
    found: dict[str, dict[str, float]] = {}
    for each in told:
        row = {
            f"ingest: {k}": v / held["ms per paper"][k]
            for k, v in each["ms per paper"].items()
            if held["ms per paper"].get(k)
        }
        row |= {k: v / held["questions"][k] for k, v in each["questions"].items()}
        row["one more paper"] = each["one more"]["in all"] / held["one more"]["in all"]
        for part in ("quads", "disk MB"):
            row[f"{part} per paper"] = each[part] / each["papers"] / (held[part] / held["papers"])
        found[str(each["papers"])] = row
    return found


def grow(folder: Path, sizes: list[int], jobs: int, pdf: float, keep: Path) -> None:
    """Make the papers, grow, keep the figures after each size."""
    from curves import curves

    began = time.perf_counter()
    paths = [str(path) for path in write(folder / "papers", max(sizes) + 2, pdf=pdf)]
    made = time.perf_counter() - began
    told: list[dict[str, Any]] = []
    before = 0
    keep.mkdir(parents=True, exist_ok=True)
    for size in sizes:
        told.append(at_size(folder / "base", paths, before, size, jobs))
        before = size + 1
        bytes_each = sum(Path(path).stat().st_size for path in paths[:size]) / size
        told[-1]["bytes of a paper"] = bytes_each
        whole = {"seed": 4, "pdf": pdf, "jobs": jobs, "generated in s": made, "sizes": told, "relative": relative(told)}
        (keep / "growth.json").write_text(json.dumps(whole, indent=1) + "\n")
        (keep / "growth.svg").write_text(curves(told))
        print(_line(told[-1]), flush=True)


def _line(each: dict[str, Any]) -> str:
    cost, ask = each["ms per paper"], each["questions"]
    parts = " ".join(f"{name} {cost.get(name, 0):.1f}" for name in PARTS)
    return (
        f"{each['papers']:>7} papers: {cost['in all']:.1f} ms each ({parts}), peak {each['ingest']['peak MB']:.0f} MB; "
        f"one more {each['one more']['in all']:.2f} s, published in {each['one more'].get('publish', 0):.2f} s; "
        f"search {ask['search']:.1f} ms, trail {ask['trail']:.1f}, delegated {ask['delegated']:.1f}; "
        f"{each['quads']} quads, {each['disk MB']:.0f} MB; load {each['load'][1]:.1f}"
    )


def profiled(base: Path, path: str) -> None:
    """Where adding one paper spends its time."""
    import cProfile
    import pstats

    from ingest.build import ingest
    from kg.base import Base

    watch = cProfile.Profile()
    watch.runcall(ingest, Base(base), [path], again=True)
    pstats.Stats(watch).sort_stats("cumulative").print_stats(40)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--pdf", type=float, default=PDF)
    parser.add_argument("--into", type=Path, help="where papers and base are kept; a temporary folder unless said")
    parser.add_argument("--keep", type=Path, default=Path(__file__).parent / "figures")
    parser.add_argument("--profile", help="a paper to add, profiled, to the base of --into")
    parser.add_argument("--step", choices=("ingest", "ask"), help=argparse.SUPPRESS)
    parser.add_argument("--base", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    gc.set_threshold(50_000)  # as `kg` has it
    if given.step == "ingest":
        print(json.dumps(ingest_here(given.base, sys.stdin.read().splitlines(), given.jobs)))
    elif given.step == "ask":
        print(json.dumps(ask_here(given.base)))
    elif given.profile:
        profiled(given.into / "base", given.profile)
    else:
        with tempfile.TemporaryDirectory(prefix="kg-grow-") as folder:
            grow(given.into or Path(folder), given.sizes, given.jobs, given.pdf, given.keep)


if __name__ == "__main__":
    main()
