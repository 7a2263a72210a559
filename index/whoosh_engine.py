"""The text index kept by Whoosh: pure Python, for places where no compiled wheel runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from index import analysis
from index.engine import Found, Ranking, Sort
from index.passages import IndexedPassage, numbers, packed, unpacked
from index.query_tree import Node
from index.quiet import whoosh_quietly
from kg.errors import BaseBusy, BaseDamaged

with whoosh_quietly():
    import whoosh.codec.whoosh3  # noqa: F401  (Whoosh would import it later, aloud)
    from whoosh import fields, query
    from whoosh import index as indexes
    from whoosh.analysis import SpaceSeparatedTokenizer
    from whoosh.columns import NumericColumn

KEYS = ("newest", "oldest", "place", "part_key", "words_key", "worth")
SEVERAL = tuple(f"{facet}_value" for facet in analysis.SEVERAL)


def schema() -> Any:
    """The fields; text comes analysed, so that all engines cut and stem alike."""
    kinds = {field: fields.TEXT(analyzer=SpaceSeparatedTokenizer()) for field in analysis.STEMMED + analysis.UNSTEMMED}
    kinds |= {field: fields.KEYWORD() for field in (*analysis.WRITTEN, "thing")}
    kinds |= {field: fields.ID(sortable=True) for field in analysis.VALUES if field not in ("thing", *SEVERAL)}
    kinds |= {field: fields.KEYWORD(sortable=True) for field in SEVERAL}
    kinds |= {field: fields.COLUMN(NumericColumn("Q")) for field in KEYS}
    return fields.Schema(days=fields.NUMERIC(signed=False), stored=fields.STORED(), **kinds)


def _document(passage: IndexedPassage) -> dict[str, Any]:
    spaced = analysis.terms(passage) | analysis.values(passage)
    # Facets are given also where they are empty: a segment without any value of one has no column to count it by.
    document: dict[str, Any] = {
        field: " ".join(terms) for field, terms in spaced.items() if terms or field in analysis.VALUES
    }
    return document | numbers(passage) | {"stored": packed(passage)}


class WhooshWriter:
    """Writes an index; the lock is held from the first change to the commit."""

    def __init__(self, path: Path) -> None:
        self._path = path
        there = indexes.exists_in(str(path))
        self._index = indexes.open_dir(str(path)) if there else indexes.create_in(str(path), schema())
        self._writer: Any = None
        self._waiting: dict[str, list[IndexedPassage]] = {}

    def add(self, passages: Iterable[IndexedPassage]) -> None:
        """Add passages, to be seen after the next commit."""
        self._changing()
        for passage in passages:
            self._waiting.setdefault(passage.paper, []).append(passage)

    def remove_paper(self, paper_iri: str) -> None:
        """Take a paper's passages out, those added since the last commit as well.

        Whoosh deletes only what was committed, and so passages wait until then.
        """
        self._changing().delete_by_term("paper_iri", paper_iri)
        self._waiting.pop(paper_iri, None)

    def commit(self) -> None:
        """Make the changes last."""
        writer = self._changing()
        for passages in self._waiting.values():
            for passage in passages:
                writer.add_document(**_document(passage))
        writer.commit()
        self._writer = None
        self._waiting = {}

    def close(self) -> None:
        """Let go of the lock, and of what was not committed."""
        if self._writer:
            self._writer.cancel()
        self._writer = None
        self._waiting = {}

    def _changing(self) -> Any:
        if self._writer is None:
            try:
                self._writer = self._index.writer()
            except indexes.LockError as error:
                raise BaseBusy(
                    f"Another program is writing the text index in {self._path}; try again later."
                ) from error
        return self._writer


class WhooshQueries:
    """Makes Whoosh's queries from the parts of ours; `words` gives all words of a field, for near spellings."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def term(self, field: str, term: str) -> Any:
        return query.Term(field, term)

    def phrase(self, field: str, terms: Sequence[str]) -> Any:
        return query.Phrase(field, list(terms))

    def prefix(self, field: str, prefix: str) -> Any:
        return query.Prefix(field, prefix)

    def fuzzy(self, field: str, word: str, distance: int) -> Any:
        # Whoosh's own FuzzyTerm takes 2 for two letters that changed places, tantivy 1.
        from rapidfuzz.distance import OSA

        known = (term.decode() for term in self._reader.lexicon(field))
        near = [term for term in known if OSA.distance(word, term, score_cutoff=distance) <= distance]
        return query.ConstantScoreQuery(query.Or([query.Term(field, term) for term in near]))

    def days(self, first: int, after: int) -> Any:
        return query.NumericRange("days", first, after, endexcl=True)

    def every(self, parts: Sequence[Any]) -> Any:
        return query.And(list(parts))

    def some(self, parts: Sequence[Any]) -> Any:
        return query.Or(list(parts))

    def without(self, part: Any) -> Any:
        return query.And([self.unscored(query.Every()), query.Not(part)])

    def rather(self, part: Any, closer: Any) -> Any:
        return query.AndMaybe(part, closer)

    def weighed(self, part: Any, weight: float) -> Any:
        part.boost = weight
        return part

    def unscored(self, part: Any) -> Any:
        return query.ConstantScoreQuery(part, 0.0)


class WhooshIndex:
    """An index open for reading, as it stood when it was opened."""

    def __init__(self, path: Path) -> None:
        try:
            self._index = indexes.open_dir(str(path), readonly=True)
        except indexes.IndexError as error:
            raise BaseDamaged(f"The text index in {path} cannot be opened ({error}); rebuild it.") from error
        self._searcher = self._index.searcher()
        self._reader = self._searcher.reader()
        self._queries = WhooshQueries(self._reader)
        self._last: tuple[Node, list[tuple[float, int]]] | None = None

    def find(self, tree: Node, limit: int, offset: int, sort: Sort) -> Found:
        """Passages in order: by relevance or date, those of equal worth by paper and place."""
        scores = self._ordered(tree, sort)
        wanted = list(scores.items())[offset : offset + limit]
        return Found(len(scores), tuple((score, self._passage(number)) for number, score in wanted))

    def rank(self, tree: Node, most: int, sort: Sort) -> Ranking:
        """The keys of so many passages, in order."""
        scores = self._ordered(tree, sort)
        if not scores:
            return Ranking(0)
        first = list(scores)[:most]
        parts, words, worths = ([column[number] for number in first] for column in map(self._column, KEYS[3:]))
        return Ranking(len(scores), [scores[number] for number in first], parts, words, worths, first)

    def read(self, places: Sequence[Any]) -> tuple[IndexedPassage, ...]:
        """The passages of a ranking's places."""
        return tuple(self._passage(number) for number in places)

    def facets(self, tree: Node, names: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """How many passages have each value of each facet."""
        found = self._matching(tree)
        return {name: self._counted(found, name) for name in names} if found else {name: {} for name in names}

    def vocabulary(self, field: str, prefix: str) -> Iterable[tuple[str, int]]:
        """The words of a field that begin so, each with the number of its passages."""
        for term in self._reader.expand_prefix(field, prefix):
            passages = self._passages(field, term)
            if passages:
                yield term.decode(), passages

    def has(self, field: str, term: str) -> bool:
        """Whether any passage has the term."""
        return self._passages(field, term) > 0

    def count(self) -> int:
        """The number of passages."""
        return int(self._reader.doc_count())

    @property
    def about(self) -> None:
        """Nothing: the generation's manifest lies beside the folder."""

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()
        self._index.close()

    def _matching(self, tree: Node) -> list[tuple[float, int]]:
        """All passages found, with scores; kept for the facets that are asked of the same query."""
        last = self._last
        if last and last[0] == tree:
            return last[1]
        if not self._reader.doc_count():
            return []
        found = self._searcher.search(analysis.translated(tree, self._queries), limit=None)
        self._last = (tree, list(found.top_n))
        return self._last[1]

    def _ordered(self, tree: Node, sort: Sort) -> dict[int, float]:
        """All passages found with their scores, the first one first."""
        found = self._matching(tree)
        if not found:
            return {}
        by_words = sort == "relevance" and analysis.ranks(tree)
        scores = {number: float(f"{score:.5g}") if by_words else 0.0 for score, number in found}
        key = self._column("place" if by_words else "oldest" if sort == "date-asc" else "newest")
        return {number: scores[number] for number in sorted(scores, key=lambda number: (-scores[number], key[number]))}

    def _counted(self, found: Iterable[tuple[float, int]], name: str) -> Mapping[str, int]:
        column = self._column(f"{name}_value")
        values = (column[number] for _, number in found)
        if name in analysis.SEVERAL:
            return Counter(value for several in values for value in several.split())
        return Counter(value for value in values if value)

    def _column(self, field: str) -> Any:
        return self._reader.column_reader(field)

    def _passages(self, field: str, term: str | bytes) -> int:
        """How many passages have a term; Whoosh's own count still has those that were taken out."""
        if (field, term) not in self._reader:
            return 0
        if not self._reader.has_deletions():
            return int(self._reader.doc_frequency(field, term))
        return sum(1 for _ in self._reader.postings(field, term).all_ids())

    def _passage(self, number: int) -> IndexedPassage:
        return unpacked(self._reader.stored_fields(number)["stored"])
