"""How long kg's questions take from a cold start: a new process for each, so that importing and opening count.

    python bench/questions.py [--base DIR] [--rounds N]

Prints a table: what the imports cost, what opening costs, what asking costs, and the whole command as a person waits
for it, each the median of N rounds. Without --base, the sample papers are read into a base made for the purpose.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
LIMIT = 300.0  # milliseconds, as promised for a base of five papers

# Run in a new process: how long until the command's modules are there, the base is open, and the answer is printed.
PROBE = """
import sys, time
begun = time.perf_counter()
from interfaces.cli.main import COMMANDS, cli, run
cli.get_command(None, sys.argv[2])
imported = time.perf_counter()
from pathlib import Path
from kg.base import Base
from queries.library import Library
library = Library(Base(Path(sys.argv[1])))
library.store, library.text
opened = time.perf_counter()
code = run(["--base", sys.argv[1], *sys.argv[2:]])
asked = time.perf_counter()
print(code, imported - begun, opened - imported, asked - opened, file=sys.stderr)
"""

# Names are taken from the base itself, so that any base can be measured.
NAMED = {
    "trail": "ck:Contract",
    "provider": "ck:Provider",
    "scheme": "ck:Scheme",
    "officer": "ck:Officer",
    "member": "ck:Member",
}


def main() -> None:
    """Measure every question and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--base", type=Path)
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    if given.base:
        table(given.base, given.rounds)
        return
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "records"
        subprocess.run([*kg(base), "ingest", *map(str, sorted((ROOT / "samples").glob("*.txt")))], check=True, cwd=ROOT)
        table(base, given.rounds)


def kg(base: Path) -> list[str]:
    """The command, without its words."""
    return [sys.executable, "-m", "interfaces.cli.main", "--base", str(base)]


def table(base: Path, rounds: int) -> None:
    """Print a line a question, medians in milliseconds."""
    print(f"\nMedians of {rounds} cold starts, milliseconds; Python alone {python_alone(rounds):.0f}\n")
    print(f"{'question':<46}{'import':>8}{'open':>8}{'ask':>8}{'whole':>8}")
    slow = 0
    for words in questions(base):
        imported, opened, asked, whole = (
            statistics.median(column) for column in zip(*runs(base, words, rounds), strict=True)
        )
        slow += whole > LIMIT
        mark = "  over the limit" if whole > LIMIT else ""
        print(f"{shown(words):<46}{imported:>8.0f}{opened:>8.0f}{asked:>8.0f}{whole:>8.0f}{mark}")
    print(f"\n{'All' if not slow else f'All but {slow}'} within {LIMIT:.0f} ms.")


def shown(words: list[str]) -> str:
    """A question, cut to its column."""
    line = " ".join(f"'{word}'" if " " in word else word for word in words)
    return line if len(line) <= 44 else line[:43] + "…"


def runs(base: Path, words: list[str], rounds: int) -> Iterator[tuple[float, float, float, float]]:
    """The parts of some cold starts, and the whole command beside them, in milliseconds."""
    for _round in range(rounds):
        probe = [sys.executable, "-c", PROBE, str(base), *words]
        done = subprocess.run(probe, capture_output=True, text=True, cwd=ROOT, check=True)
        code, *parts = done.stderr.strip().splitlines()[-1].split()
        if code != "0":
            raise SystemExit(f"kg {' '.join(words)} failed:\n{done.stderr}")
        begun = time.perf_counter()
        subprocess.run([*kg(base), *words], capture_output=True, cwd=ROOT, check=True)
        whole = (time.perf_counter() - begun) * 1000
        imported, opened, asked = (float(part) * 1000 for part in parts)
        yield imported, opened, asked, whole


def python_alone(rounds: int) -> float:
    """What starting Python costs."""
    spent = []
    for _round in range(rounds):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", ""], check=True)
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)


def questions(base: Path) -> list[list[str]]:
    """Every question that kg answers, about things that the base holds."""
    names = {command: name_of(base, kind) for command, kind in NAMED.items()}
    meetings = ask(
        base, "SELECT ?c ?d { ?m a ck:Meeting ; ck:committee/rdfs:label ?c ; dct:date ?d } ORDER BY ?d LIMIT 1"
    )
    return [
        ["search", "care", "contract"],
        ["search", "care", "contract", "--facet", "committee", "--facet", "year"],
        *([command, name] for command, name in names.items() if name),
        ["delegated"],
        ["delegated", "--open"],
        ["contracts"],
        ["decisions"],
        ["decisions", "--about", "contract"],
        *(["meeting", row["c"], row["d"]] for row in meetings),
        ["actions", "--open"],
        ["plan"],
        *([["between", names["provider"], names["member"]]] if names["provider"] and names["member"] else []),
        ["issues"],
        ["status"],
        ["sparql", "SELECT ?kind (COUNT(DISTINCT ?x) AS ?n) { ?x a ?kind } GROUP BY ?kind"],
        ["sparql", "--example", "delegated-awards"],
        ["show", thing_of(base)],
        ["delegated", "--format", "table"],
    ]


def name_of(base: Path, kind: str) -> str:
    """The IRI of the thing of a kind that most is said of: always one thing, and looked up like a name."""
    rows = ask(base, f"SELECT ?x (COUNT(*) AS ?n) {{ ?x a {kind} ; ?p ?o }} GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1")
    return rows[0]["x"] if rows else ""


def thing_of(base: Path) -> str:
    """A contract's IRI."""
    return name_of(base, "ck:Contract") or name_of(base, "ck:Paper")


def ask(base: Path, query: str) -> list[dict[str, str]]:
    """Rows of a SPARQL query."""
    done = subprocess.run(
        [*kg(base), "sparql", query, "--format", "json"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


if __name__ == "__main__":
    main()
