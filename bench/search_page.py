"""What a page of search results costs beside tantivy alone: the same words, ten snippets and all facets.

    python bench/search_page.py [FOLDER-OF-TEXT-PAPERS] [--passages 200000]

Paragraphs of the papers are repeated, each time as another paper's, with what each says at its beginning, so that no
two are equal. Tantivy alone is asked with its own parser, stemmer and snippets over an index of its own.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import tantivy
from search import paragraphs

from index.engine import open_reader, open_writer
from index.passages import IndexedPassage, Mention, PaperCard, Part, Told, indexed
from interfaces.web.pages.asked import Asked
from interfaces.web.pages.search import FACETS
from interfaces.web.views import environment
from kg.records import Passage, SectionKind
from queries.hits import hits
from queries.library import Library

QUERIES = {
    "rare word": "safeguarding",
    "common word": "committee",
    "two words": "respite charges",
    "three words": "contract award delegated",
    "phrase": '"adult social care"',
    "prefix": "commis*",
    "not there": "resppite chargse",
}
RUNS = 25


def passages(texts: list[str], number: int) -> Iterator[IndexedPassage]:
    """So many passages, 500 a paper, 25 an item."""
    for count, text in enumerate(itertools.islice(itertools.cycle(texts), number)):
        paper, place = divmod(count, 500)
        words = f"{count}. {text[:700]}"
        card = PaperCard(f"urn:paper:{paper}", f"{paper}.txt", "pack", council=f"Council {paper % 7}",
                         date=f"{2015 + paper % 10}-03-08")  # fmt: skip
        kind: SectionKind = "minutes" if place < 100 else "report"
        told = Told(Part(place // 25 * 25_000, f"Item {place // 25}"), ("decision",) if place % 9 == 0 else (),
                    ("agreed", "unanimous") if place < 100 else ())  # fmt: skip
        named = [Mention(f"Scheme {count % 40}", f"urn:scheme:{count % 40}", "scheme")] if count % 3 == 0 else []
        piece = Passage(words, place * 1000, place * 1000 + len(words), kind, page=place, committee="Care Committee")
        yield indexed(piece, card, named, told=told)


def median(ask: Callable[[], object]) -> float:
    """Milliseconds of this thread, warm; not by the clock, for others may use the machine."""
    ask()
    runs = []
    for _ in range(RUNS):
        began = time.thread_time()
        ask()
        runs.append((time.thread_time() - began) * 1000)
    return statistics.median(runs)


def bare(found: list[IndexedPassage], folder: Path) -> Callable[[str], object]:
    """Tantivy with its own parser, stemmer and snippets."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    schema = builder.build()
    index = tantivy.Index(schema, str(folder))
    writer = index.writer(256_000_000, 1)
    for passage in found:
        values = {"committee": passage.committee, "council": passage.council, "kind": passage.kind,
                  "outcome": list(passage.outcomes), "paper_kind": passage.paper_kind, "year": passage.year,
                  "thing_kind": list(passage.thing_kinds)}  # fmt: skip
        writer.add_document(tantivy.Document(text=passage.text, **values))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    asked = {name: {"terms": {"field": name, "size": 1000}} for name in FACETS}

    def ask(words: str) -> object:
        query = index.parse_query(words, ["text"], conjunction_by_default=True)
        top = searcher.search(query, 10)
        snippets = tantivy.SnippetGenerator.create(searcher, query, schema, "text")
        return searcher.aggregate(query, asked), [snippets.snippet_from_doc(searcher.doc(at)) for _, at in top.hits]

    return ask


def main() -> None:
    """Make both indexes and ask them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, nargs="?", default=Path("samples"))
    options.add_argument("--passages", type=int, default=200_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as theirs:
        found = list(passages(paragraphs(given.folder), given.passages))
        writer = open_writer(Path(ours))
        writer.add(found)
        writer.commit()
        writer.close()
        alone = bare(found, Path(theirs))
        library = cast(Library, SimpleNamespace(text=open_reader(Path(ours)), line=lambda *_: 1))
        template = environment().get_template("search.html")
        edition = SimpleNamespace(made="2026-11-22", number=1)
        around: dict[str, Any] = {"edition": edition, "settings": SimpleNamespace(with_exempt=False),
                                  "request": SimpleNamespace(url=SimpleNamespace(path="/search"))}  # fmt: skip
        print(f"{given.passages:,} passages; milliseconds, median of {RUNS}")
        print(f"{'':<14}{'tantivy alone':>15}{'found':>9}{'page':>9}{'more':>9}")
        for name, words in QUERIES.items():
            asked = Asked(words)

            def page(asked: Asked = asked) -> str:
                answer = hits(library, asked.words, {}, facets=FACETS)
                return template.render(asked=asked, answer=answer, facets=FACETS, cards=(), **around)

            least = 0.0 if "*" in words else median(lambda words=words: alone(words))  # type: ignore[misc]
            answer, whole = median(lambda words=words: hits(library, words, {}, facets=FACETS)), median(page)  # type: ignore[misc]
            print(f"{name:<14}{least:>15.2f}{answer:>9.2f}{whole:>9.2f}{whole - least:>9.2f}")


if __name__ == "__main__":
    main()
