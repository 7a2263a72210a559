"""The text index in a cluster beside the one in a folder: making it, one more paper, and asking it.

    python bench/engines.py BASE [--text http://127.0.0.1:9200/bench] [--shards 1]

Takes the passages of a base that `kg ingest` made (bench/generate.py makes papers), as everybody may read it. Where no
cluster is named, the tests' own is started on this machine: two nodes of 256 MB beside everything else, so its figures
say what the way to a cluster costs, and not what a cluster can do. Indexes of the bench are removed at the end.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from index.engine import TextReader, open_reader, open_writer
from index.opensearch.cluster import Cluster
from index.opensearch.location import location
from index.opensearch.shelf import held
from index.query import parse
from index.query_tree import closer
from ingest.publish.text import TextOptions, publish_text
from kg.base import Base

ROUNDS: Final = 15
QUERIES: Final = {
    "one word": "contract",
    "three words": "delegated award contract",
    "phrase": '"delegated award"',
    "beginning": "contr*",
    "spelt nearly so": "contarct~",
    "a year's minutes, newest first": "year:2006 kind:minutes",
    "misspelt": "contarct",
}


def milliseconds(ask: Callable[[], object]) -> float:
    """The median of some rounds; the first two are not counted."""
    runs = []
    for _ in range(ROUNDS + 2):
        began = time.perf_counter()
        ask()
        runs.append((time.perf_counter() - began) * 1000)
    return statistics.median(runs[2:])


def asked(reader: TextReader, words: str) -> tuple[float, float]:
    """Milliseconds of a search with ten snippets and two facets, and of a page's ranking of a thousand keys."""
    query, near = parse(words), closer(parse(words))
    search = milliseconds(partial(reader.search, query, facets=("committee", "year")))
    return search, milliseconds(partial(reader.rank, near, 1000))


def in_folder(own: TextReader, folder: Path) -> tuple[float, float]:
    """Seconds to index all passages into a folder, and its megabytes."""
    papers = [own.of_paper(paper, count) for paper, count in own.papers().items()]
    began = time.perf_counter()
    with closing(open_writer(folder)) as writer:
        for passages in papers:
            writer.add(passages)
        writer.commit()
    return time.perf_counter() - began, sum(file.stat().st_size for file in folder.iterdir()) / 1e6


def published(base: Base, at: str, shards: int) -> float:
    """Seconds to bring the base's passages into a cluster."""
    began = time.perf_counter()
    publish_text(base, base.open_for_reading(public=True), at, TextOptions(shards))
    return time.perf_counter() - began


def one_more(base: Base, at: str, shards: int) -> float:
    """Seconds to bring them when the cluster lacks one paper of them."""
    with closing(open_writer(at)) as writer:
        writer.remove_paper(min(open_reader(at).papers()))
        writer.commit()
    return published(base, at, shards)


def megabytes(cluster: Cluster, index: str) -> float:
    """Of one copy of an index."""
    told = cluster.ask("GET", f"/{index}/_stats/store")
    return float(told["_all"]["primaries"]["store"]["size_in_bytes"]) / 1e6


def main() -> None:
    """Make both indexes and ask them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("base", type=Path)
    options.add_argument("--text", metavar="URL")
    options.add_argument("--shards", type=int, default=1)
    told = options.parse_args()
    base, at = Base(told.base), told.text or f"{_own_cluster()}/bench"
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, open_reader(base.open_for_reading(public=True).text) as own:
        cluster = Cluster(location(at))
        seconds, size = in_folder(own, Path(folder))
        print(f"{own.count():,} passages of {len(own.papers()):,} papers, load {load:.1f}")
        print(f"tantivy:    {seconds:6.1f} s, {size:6.1f} MB")
        first = published(base, at, told.shards)
        with open_reader(at) as there:
            print(f"OpenSearch: {first:6.1f} s, {megabytes(cluster, held(cluster)[-1].index):6.1f} MB a copy")
            print(f"{'':<32}{'tantivy':>20}{'OpenSearch':>20}   (search, ranking; ms)")
            for name, words in QUERIES.items():
                row = [f"{search:9.2f} {ranking:9.2f}" for search, ranking in (asked(own, words), asked(there, words))]
                print(f"{name:<32}" + "".join(f"{each:>20}" for each in row))
            completed = [milliseconds(partial(reader.suggest, "con")) for reader in (own, there)]
            print(f"{'a beginning completed':<32}" + "".join(f"{each:>20.2f}" for each in completed))
        print(f"one more paper: {one_more(base, at, told.shards):.1f} s; load {os.getloadavg()[0]:.1f}")
        print(f"nothing to do: {published(base, at, told.shards):.2f} s")
        cluster.ask("DELETE", f"/{location(at).name}-*")


def _own_cluster() -> str:
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from tests.opensearch_cluster import started

    return started().url


if __name__ == "__main__":
    main()
