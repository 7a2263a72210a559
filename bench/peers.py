"""The same work done by our rooms and by the engines beneath them bare, side by side in one run, over one base.

    python bench/peers.py BASE [--most 40000]

text index   index.engine's writer against tantivy alone: the same passages in the same fields, cut and stemmed by
             tantivy itself, the same bytes stored
search       TextReader.search of ten passages with snippets against tantivy's searcher and snippet generator
SPARQL       queries.sparql against Store.query, rows read
graph        kg.graph.load_graphs, paper by paper as a first run does, against one Store.bulk_extend of the same quads
Each pair is run in turn three times; the ratio is that of the medians.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Final

ROUNDS: Final = 3
QUADS: Final = 20  # of the graph that are loaded, for each passage that is indexed
ASKED: Final = ("contract", "delegated award", "leaflet languages", '"fuel had risen"', "extension weekends", "winter")
SPARQL: Final = ("delegation-register", "decisions-by-majority", "clearances", "delegated-awards", "apologies")


def passages(base: Any, most: int) -> list[Any]:
    """So many passages of the base, as the index has them."""
    import tantivy

    from index.engine import open_reader
    from index.passages import unpacked

    reader = open_reader(base.open_for_reading().text)
    held = reader._index._searcher  # the benchmark reads everything; no question does
    found = held.search(tantivy.Query.all_query(), most).hits
    return [unpacked(bytes(held.doc(at)["stored"][0])) for _, at in found]


def timed(one: Callable[[], object], other: Callable[[], object], rounds: int = ROUNDS) -> dict[str, float]:
    """Seconds of both, each the median of some rounds in turn, and how many times the other's the one took."""
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for work, told in zip((one, other), spent, strict=True):
            began = time.perf_counter()
            work()
            told.append(time.perf_counter() - began)
    ours, bare = (statistics.median(each) for each in spent)
    return {"ours": ours, "bare": bare, "ratio": ours / bare}


def index_built(found: Sequence[Any], folder: Path) -> dict[str, float]:
    """Both indexes of the same passages."""
    from index.engine import open_writer

    def ours() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            writer = open_writer(Path(place))
            writer.add(found)
            writer.commit()
            writer.close()

    def bare() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            bare_index(found, Path(place))

    return timed(ours, bare)


def bare_index(found: Sequence[Any], place: Path) -> Any:
    """Tantivy alone: the same fields, each cut and stemmed by tantivy's own analysers."""
    import tantivy

    from index import analysis
    from index.passages import packed
    from index.tantivy_engine import HEAP, NUMBERS

    builder = tantivy.SchemaBuilder()
    for field in analysis.STEMMED:
        builder.add_text_field(field, tokenizer_name="en_stem")
    for field in analysis.WRITTEN:
        builder.add_text_field(field, tokenizer_name="default", index_option="basic")
    for field in analysis.UNSTEMMED:
        builder.add_text_field(field, tokenizer_name="default")
    for field in analysis.VALUES:
        builder.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
    for field in NUMBERS:
        builder.add_unsigned_field(field, indexed=field == "days", fast=True)
    builder.add_text_field("shown", stored=True, tokenizer_name="raw")
    builder.add_bytes_field("stored", stored=True)
    index = tantivy.Index(builder.build(), str(place))
    writer = index.writer(HEAP, 1)
    for passage in found:
        document = tantivy.Document()
        for field, text in analysis.texts(passage).items():
            document.add_text(field, text)
            if field in analysis.STEMMED:
                document.add_text(f"{field}_words", text)
        for field, values in analysis.values(passage).items():
            for value in values:
                document.add_text(field, value)
        for field in NUMBERS:
            document.add_unsigned(field, 1)
        document.add_bytes("stored", packed(passage))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    return index


def searched(found: Sequence[Any], folder: Path) -> dict[str, float]:
    """Ten passages with snippets, each engine over its own index of the same passages; medians of all questions."""
    import tantivy

    from index.engine import open_reader, open_writer
    from index.passages import unpacked
    from index.query import parse

    mine, theirs = folder / "mine", folder / "theirs"
    writer = open_writer(mine)
    writer.add(found)
    writer.commit()
    writer.close()
    theirs.mkdir()
    bare = bare_index(found, theirs)
    bare.reload()
    searcher, reader = bare.searcher(), open_reader(mine)
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(15):
        for words in ASKED:
            began = time.perf_counter()
            reader.search(parse(words))
            middle = time.perf_counter()
            query = bare.parse_query(
                words, ["text", "heading", "mentions"], {"text": 1.0, "heading": 0.5, "mentions": 0.3}
            )
            snippets = tantivy.SnippetGenerator.create(searcher, query, bare.schema, "text")
            snippets.set_max_num_chars(240) if hasattr(snippets, "set_max_num_chars") else None
            for _, at in searcher.search(query, 10).hits:
                held = searcher.doc(at)
                passage = unpacked(bytes(held["stored"][0]))
                shown = tantivy.Document()
                shown.add_text("text", passage.text)
                snippets.snippet_from_doc(shown).to_html()
            spent[0].append(middle - began)
            spent[1].append(time.perf_counter() - middle)
    ours, other = (statistics.median(each) for each in spent)
    return {"ours": ours, "bare": other, "ratio": ours / other}


def asked(base: Any) -> dict[str, float]:
    """Five questions of the examples, rows read."""
    import pyoxigraph as ox

    from kg.vocabulary import PREFIXES
    from queries.library import Library
    from queries.sparql import example, sparql

    library = Library(base)
    bare = ox.Store.read_only(str(base.open_for_reading().graph))
    told = {name: _query(example(name)) for name in SPARQL}

    def theirs(query: str) -> None:
        for row in bare.query(query, prefixes=PREFIXES, use_default_graph_as_union=True):
            tuple(row)

    found = {
        name: timed(lambda q=query: sparql(library, q), lambda q=query: theirs(q), 7) for name, query in told.items()
    }
    ratio = statistics.median(each["ratio"] for each in found.values())
    return {
        "ours": statistics.median(each["ours"] for each in found.values()),
        "bare": statistics.median(each["bare"] for each in found.values()),
        "ratio": ratio,
        **{name: each["ratio"] for name, each in found.items()},
    }


def _query(example: Any) -> str:
    return str(getattr(example, "query", example))


def loaded(base: Any, folder: Path, most: int) -> dict[str, float]:
    """The graphs of papers into an empty store."""
    import pyoxigraph as ox

    from kg.graph import load_graphs, open_graph

    held = open_graph(base.open_for_reading().graph)
    quads = sorted(islice(held, most), key=lambda quad: str(quad.graph_name))
    papers = [(name, list(own)) for name, own in groupby(quads, key=lambda quad: quad.graph_name.value)]

    def ours() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            store = open_graph(Path(place, "graph"), write=True)
            load_graphs(store, papers)
            store.flush()

    def bulk() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            store = ox.Store(str(Path(place, "graph")))
            store.bulk_extend(quads)
            store.flush()

    return {**timed(ours, bulk), "quads": len(quads)}


def bars(base_path: Path, most: int) -> dict[str, Any]:
    """All four, with how loaded the machine was."""
    from kg.base import Base

    base = Base(base_path)
    found = passages(base, most)
    told: dict[str, Any] = {"passages": len(found), "load before": os.getloadavg()[0]}
    with tempfile.TemporaryDirectory(prefix="kg-peers-") as place:
        for name, work in steps(base, found, Path(place)):  # what is done shows, for each may take minutes
            told[name] = work()
            print(name, f"{told[name]['ratio']:.2f}", file=sys.stderr, flush=True)
    return told | {"load after": os.getloadavg()[0]}


def steps(base: Any, found: Sequence[Any], place: Path) -> Iterator[tuple[str, Callable[[], dict[str, float]]]]:
    """The comparisons by name; what each is held to stands in `BARS`."""
    yield "text index", lambda: index_built(found, place)
    yield "search", lambda: searched(found, place)
    yield "SPARQL", lambda: asked(base)
    yield "graph", lambda: loaded(base, place, QUADS * len(found))


BARS: Final = {"text index": 1.2, "search": 1.5, "SPARQL": 1.2, "graph": 1.5}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("base", type=Path)
    parser.add_argument("--most", type=int, default=20_000, help="passages")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = bars(given.base, given.most)
    if given.json:
        print(json.dumps(found))
    else:
        print(f"{found['passages']} passages; load {found['load before']:.1f} to {found['load after']:.1f}")
        for name, bar in BARS.items():
            each = found[name]
            seconds = f"ours {each['ours']:8.4f} s  bare {each['bare']:8.4f} s"
            print(f"{name:12} {seconds}  {each['ratio']:5.2f} times (bar {bar})")
