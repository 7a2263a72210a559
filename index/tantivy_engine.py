"""The text index kept by tantivy (default)."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import tantivy
from tantivy import Occur

from index import analysis
from index.engine import Found, Ranking, Sort
from index.passages import IndexedPassage, numbers, packed, unpacked
from index.query_tree import Node
from index.tantivy_leftovers import clear_leftovers
from index.words import written_and_stemmed, written_line
from kg.errors import BaseBusy, BaseDamaged

HEAP = (
    64_000_000  # bytes; a quarter of it made no measurable difference to speed with 5 papers, tantivy's least is 15 MB
)
MANY_VALUES = 10_000  # of a facet
NUMBERS = ("days", "newest", "oldest", "place", "part_key", "words_key", "worth")
STEMMED = frozenset(analysis.STEMMED)


def schema() -> tantivy.Schema:
    """The fields; text comes analysed, so that all engines cut and stem alike."""
    builder = tantivy.SchemaBuilder()
    for field in (*analysis.STEMMED, *analysis.UNSTEMMED):
        builder.add_text_field(field, tokenizer_name="whitespace")
    for field in analysis.WRITTEN:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    for field in analysis.VALUES:
        builder.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
    for field in NUMBERS:
        builder.add_unsigned_field(field, indexed=field == "days", fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def _document(passage: IndexedPassage) -> tantivy.Document:
    document = tantivy.Document()
    add_text, add_unsigned = document.add_text, document.add_unsigned
    for field, words in _of_card(*_card(passage)):
        add_text(field, words)
    for field, words in _entries(analysis.own_texts(passage), analysis.own_values(passage)):
        add_text(field, words)
    for field, number in numbers(passage).items():
        add_unsigned(field, number)
    document.add_bytes("stored", packed(passage))
    return document


_card: Final = attrgetter(*analysis.CARD)


@lru_cache(maxsize=64)
def _of_card(*card: str) -> tuple[tuple[str, str], ...]:
    """What all passages of a card have in the index: a third of the work of a passage (2026-11-22)."""
    told: dict[str, Any] = dict(zip(analysis.CARD, card, strict=True))
    passage = IndexedPassage(id="", text="", start=0, end=0, **told)
    return tuple(_entries(analysis.card_texts(passage), analysis.card_values(passage)))


def _entries(texts: Mapping[str, str], values: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Fields of the index with what stands in each."""
    for field, text in texts.items():
        if text and field in STEMMED:
            written, stemmed = written_and_stemmed(text)
            yield field, stemmed
            yield f"{field}_words", written
        elif text:
            yield field, written_line(text)
    for field, several in values.items():
        for value in several:
            yield field, value


class TantivyWriter:
    """Writes an index; the lock is held from the first change to the commit, and the folder is at rest after it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._schema = schema()
        try:
            self._index = tantivy.Index(self._schema, str(path))
        except ValueError as error:
            raise BaseDamaged(f"The text index in {path} cannot be opened ({error}); rebuild it.") from error
        self._writer: tantivy.IndexWriter | None = None

    def add(self, passages: Iterable[IndexedPassage]) -> None:
        """Add passages, to be seen after the next commit."""
        writer = self._changing()
        with _telling_disk():
            for passage in passages:
                writer.add_document(_document(passage))

    def remove_paper(self, paper_iri: str) -> None:
        """Take a paper's passages out, those added since the last commit as well."""
        self._changing().delete_documents_by_term("paper_iri", paper_iri)

    def commit(self) -> None:
        """Make the changes last. Waits for merges, so that hard links may be made of the folder's files."""
        writer = self._changing()
        with _telling_disk():
            writer.commit()
        writer.garbage_collect_files()
        writer.wait_merging_threads()
        self._writer = None

    def close(self) -> None:
        """Let go of the lock, and of what was not committed."""
        if self._writer:
            self._writer.rollback()
            self._writer.wait_merging_threads()
            self._writer = None

    def _changing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            try:
                # One thread: two make segments of passages as they come, and gain little beside Python's analysis.
                self._writer = self._index.writer(HEAP, 1)
            except ValueError as error:
                if "LockBusy" not in str(error):
                    raise BaseDamaged(f"The text index in {self._path} cannot be written: {error}.") from error
                raise BaseBusy(
                    f"Another program is writing the text index in {self._path}; try again later."
                ) from error
            clear_leftovers(self._path)  # the lock is ours, and nothing is written yet
        return self._writer


@contextmanager
def _telling_disk() -> Iterator[None]:
    """Raise OSError where the engine's own thread stopped at a disk that is full or fails: of the cause it says only
    that it was an error of writing, and only to whoever adds next."""
    try:
        yield
    except ValueError as error:
        if "writer was killed" not in str(error):
            raise
        raise OSError(errno.EIO, "the text index could not be written: its disk is full, or fails") from error


class TantivyQueries:
    """Makes tantivy's queries from the parts of ours."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, term)

    def phrase(self, field: str, terms: Sequence[str]) -> tantivy.Query:
        return tantivy.Query.phrase_query(self._schema, field, list(terms))

    def prefix(self, field: str, prefix: str) -> tantivy.Query:
        return tantivy.Query.regex_query(
            self._schema, field, f"{prefix}.*"
        )  # letters and digits only: index.words.fold

    def fuzzy(self, field: str, word: str, distance: int) -> tantivy.Query:
        return tantivy.Query.fuzzy_term_query(self._schema, field, word, distance)

    def days(self, first: int, after: int) -> tantivy.Query:
        kind = tantivy.FieldType.Unsigned
        return tantivy.Query.range_query(self._schema, "days", kind, first, after, include_upper=False)

    def every(self, parts: Sequence[tantivy.Query]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(Occur.Must, part) for part in parts])

    def some(self, parts: Sequence[tantivy.Query]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(Occur.Should, part) for part in parts])

    def without(self, part: tantivy.Query) -> tantivy.Query:
        everything = self.unscored(tantivy.Query.all_query())
        return tantivy.Query.boolean_query([(Occur.Must, everything), (Occur.MustNot, part)])

    def rather(self, part: tantivy.Query, closer: tantivy.Query) -> tantivy.Query:
        return tantivy.Query.boolean_query([(Occur.Must, part), (Occur.Should, closer)])

    def weighed(self, part: tantivy.Query, weight: float) -> tantivy.Query:
        return tantivy.Query.boost_query(part, weight)

    def unscored(self, part: tantivy.Query) -> tantivy.Query:
        return tantivy.Query.const_score_query(part, 0.0)


class TantivyIndex:
    """An index open for reading, as it stood when it was opened."""

    def __init__(self, path: Path) -> None:
        try:
            with _aside(path) as view:
                index = tantivy.Index.open(view)
                index.config_reader("manual")  # by default a thread looks twice a second whether the folder changed
                self._searcher = index.searcher()
        except ValueError as error:
            raise BaseDamaged(f"The text index in {path} cannot be opened ({error}); rebuild it.") from error
        self._queries = TantivyQueries(index.schema)
        self._everything = tantivy.Query.all_query()  # counts anew, without passages that were taken out

    def find(self, tree: Node, limit: int, offset: int, sort: Sort) -> Found:
        """Passages in order: by relevance or date, those of equal worth by paper and place."""
        query = self._query(tree)
        last = offset + limit
        if sort == "relevance" and analysis.ranks(tree):
            return self._most_relevant(query, last, offset)
        key = "oldest" if sort == "date-asc" else "newest"
        found = self._searcher.search(query, max(last, 1), order_by_field=key, order=tantivy.Order.Asc)
        return Found(_total(found), tuple((0.0, self._passage(at)) for _, at in found.hits[offset:last]))

    def _most_relevant(self, query: tantivy.Query, last: int, offset: int) -> Found:
        """The best passages. Tantivy leaves open which of equals comes first, so all equal to the last are fetched."""
        wanted = last + 50
        while True:
            found = self._searcher.search(query, wanted)
            hits = found.hits
            scores = _rounded_to(hits, max(last, 1))
            if len(hits) < wanted or len(scores) < len(hits):
                break
            wanted *= 8
        addresses = [at for _, at in hits[: len(scores)]]
        order = self._ordered(scores, addresses)[offset:last]
        return Found(_total(found), tuple((scores[n], self._passage(addresses[n])) for n in order))

    def _ordered(self, scores: Sequence[float], addresses: list[tantivy.DocAddress]) -> list[int]:
        """The best first, of equals the one that stands first; they come with the best first."""
        if len(set(scores)) == len(scores):
            return [*range(len(scores))]
        places = self._searcher.fast_field_values("place", addresses)
        return sorted(range(len(addresses)), key=lambda n: (-scores[n], places[n]))

    def rank(self, tree: Node, most: int, sort: Sort) -> Ranking:
        """The keys of so many passages, in order."""
        query = self._query(tree)
        if sort == "relevance" and analysis.ranks(tree):
            found = self._searcher.search(query, most)
            scores = [_rounded(score) for score, _ in found.hits]
            addresses = [at for _, at in found.hits]
            order = self._ordered(scores, addresses)
            addresses, scores = [addresses[n] for n in order], [scores[n] for n in order]
        else:
            key = "oldest" if sort == "date-asc" else "newest"
            found = self._searcher.search(query, most, order_by_field=key, order=tantivy.Order.Asc)
            addresses = [at for _, at in found.hits]
            scores = [0.0] * len(addresses)
        parts, words, worths = (self._numbers(name, addresses) for name in ("part_key", "words_key", "worth"))
        return Ranking(_total(found), scores, parts, words, worths, addresses)

    def read(self, places: Sequence[Any]) -> tuple[IndexedPassage, ...]:
        """The passages of a ranking's places."""
        return tuple(self._passage(at) for at in places)

    def facets(self, tree: Node, names: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """How many passages have each value of each facet."""
        asked = {name: {"terms": {"field": f"{name}_value", "size": MANY_VALUES}} for name in names}
        found = self._searcher.aggregate(self._query(tree), asked)
        return {name: {each["key"]: each["doc_count"] for each in found[name]["buckets"]} for name in names}

    def vocabulary(self, field: str, prefix: str) -> Iterable[tuple[str, int]]:
        """The words of a field that begin so, each with the number of its passages."""
        return self._searcher.terms_with_prefix(field, prefix, self._everything)

    def has(self, field: str, term: str) -> bool:
        """Whether any passage has the term."""
        return _total(self._searcher.search(self._queries.term(field, term), 1)) > 0

    def count(self) -> int:
        """The number of passages."""
        return self._searcher.num_docs

    @property
    def about(self) -> None:
        """Nothing: the generation's manifest lies beside the folder."""

    def close(self) -> None:
        """Tantivy lets go of its files when the searcher is collected."""

    def _numbers(self, field: str, addresses: list[tantivy.DocAddress]) -> list[int]:
        return [int(value or 0) for value in self._searcher.fast_field_values(field, addresses)]

    def _query(self, tree: Node) -> tantivy.Query:
        return analysis.translated(tree, self._queries)

    def _passage(self, at: tantivy.DocAddress) -> IndexedPassage:
        return unpacked(bytes(self._searcher.doc(at)["stored"][0]))


def _total(found: Any) -> int:
    """How many passages match; tantivy's type stubs leave the count out."""
    return int(found.count or 0)


def _rounded_to(hits: Sequence[tuple[Any, tantivy.DocAddress]], last: int) -> list[float]:
    """The scores of the first `last` hits and of all that are equal to the last of them, best first as they come."""
    scores: list[float] = []
    before, rounded = -1.0, 0.0  # no score of any hit
    for number, (score, _) in enumerate(hits):
        if score != before:
            before, rounded = score, _rounded(score)
            if number >= last and rounded < scores[-1]:
                break
        scores.append(rounded)
    return scores


def _rounded(score: float) -> float:
    """A score to five digits: the sixth depends on the order in which tantivy adds."""
    return float(f"{score:.5g}")


@contextmanager
def _aside(path: Path) -> Iterator[str]:
    """A folder of links to the index's files; the folder itself where no links can be made.

    Tantivy puts a lock file beside them when it opens an index, which fails in a read-only folder and would change a
    published generation. All files are open once it has opened the index, so the links may go.
    """
    view = _linked(path)
    try:
        yield view or str(path)
    finally:
        _remove(view)


def _linked(path: Path) -> str | None:
    view = None
    try:
        view = tempfile.mkdtemp(prefix="kg-index-")
        for file in path.resolve().iterdir():
            if file.suffix != ".lock":
                _link(file, Path(view, file.name))
    except OSError:
        _remove(view)
        return None
    return view


def _link(file: Path, to: Path) -> None:
    """A hard link where the file system allows one (10 µs), else a symbolic one (500 µs, ext4, November 2026)."""
    try:
        to.hardlink_to(file)
    except OSError:
        to.symlink_to(file)


def _remove(view: str | None) -> None:
    for _ in range(2):  # tantivy's watcher may put its lock file back meanwhile
        if view and Path(view).exists():
            shutil.rmtree(view, ignore_errors=True)
