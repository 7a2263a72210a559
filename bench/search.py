"""How fast the text index is made and asked, by each engine, also from a cold start.

    python bench/search.py [FOLDER-OF-TEXT-PAPERS] [--passages 5000] [--engine tantivy]

Paragraphs of the papers are repeated, each time as another paper's, until there are enough passages.
"""

from __future__ import annotations

import argparse
import itertools
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from index.engine import open_reader, open_writer
from index.passages import IndexedPassage, PaperCard, indexed
from index.query import parse
from kg.records import Passage, SectionKind

QUERIES = {
    "rare word": "safeguarding",
    "common word": "committee",
    "three words": "contract award delegated",
    "phrase": '"adult social care"',
    "prefix": "commis*",
    "fuzzy": "comittee~",
    "filter, newest first": "year:2018 kind:report",
    "misspelt": "resppite",
}
COLD = """
import sys, time
began = time.perf_counter()
from pathlib import Path
from index.engine import open_reader
from index.query import parse
imported = time.perf_counter()
reader = open_reader(Path(sys.argv[1]))
opened = time.perf_counter()
reader.search(parse(sys.argv[2]))
asked = time.perf_counter()
print(imported - began, opened - imported, asked - opened)
"""


def paragraphs(folder: Path) -> list[str]:
    """The papers' paragraphs, those of a few words left out."""
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in sorted(folder.rglob("*.txt"))]
    return [part.strip() for text in texts for part in re.split(r"\n\s*\n|\n(?=\d)", text) if len(part.split()) > 5]


def passages(texts: list[str], number: int) -> Iterator[IndexedPassage]:
    """So many passages, 500 a paper."""
    for count, text in enumerate(itertools.islice(itertools.cycle(texts), number)):
        paper, place = divmod(count, 500)
        card = PaperCard(f"urn:paper:{paper}", f"{paper}.txt", "pack", date=f"{2015 + paper % 10}-03-08")
        kind: SectionKind = "minutes" if place < 100 else "report"
        yield indexed(Passage(text, place * 1000, place * 1000 + len(text), kind, committee="Care Committee"), card)


def cold(path: Path, query: str) -> list[float]:
    """Milliseconds to import, open and ask in a new process; the median of seven."""
    runs = []
    for _ in range(7):
        run = subprocess.run(
            [sys.executable, "-c", COLD, str(path), query], capture_output=True, text=True, check=True, cwd=Path.cwd()
        )
        runs.append([float(part) * 1000 for part in run.stdout.split()])
    return [statistics.median(part) for part in zip(*runs, strict=True)]


def warm(path: Path, query: str) -> float:
    """Milliseconds to ask once the index is open; the median of nine."""
    reader, runs = open_reader(path), []
    for _ in range(9):
        reader.search(parse("another question"))  # an engine may keep its last answer
        began = time.perf_counter()
        reader.search(parse(query), facets=("committee", "year"))
        runs.append((time.perf_counter() - began) * 1000)
    return statistics.median(runs)


def main() -> None:
    """Make an index and ask it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path, nargs="?", default=Path("samples"))
    asked.add_argument("--passages", type=int, default=5000)
    asked.add_argument("--engine", choices=("tantivy", "whoosh"), default="tantivy")
    options = asked.parse_args()
    texts = paragraphs(options.folder)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        began = time.perf_counter()
        writer = open_writer(path, options.engine)
        writer.add(passages(texts, options.passages))
        writer.commit()
        writer.close()
        size = sum(file.stat().st_size for file in path.iterdir()) / 1e6
        print(f"{options.engine}: {options.passages:,} passages, {time.perf_counter() - began:.1f} s, {size:.1f} MB")
        for name, query in QUERIES.items():
            imported, opened, answered = cold(path, query)
            print(
                f"  {name:<22} warm {warm(path, query):7.2f} ms   cold {imported + opened + answered:6.1f} ms"
                f"  (import {imported:.1f}, open {opened:.1f}, ask {answered:.1f})"
            )


if __name__ == "__main__":
    main()
