"""A text pattern's answer: searched in the text index, and written as a VALUES clause by the engine's own terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.errors import BadQuery
from kg.sparql import place
from queries.sparql_groups import Dataset, Node
from queries.sparql_tokens import Token

if TYPE_CHECKING:
    from index.engine import Hit, Results, TextReader
    from index.query_tree import Node as Tree
    from index.query_tree import Query

MOST = 10_000  # passages that a pattern may ask for


@dataclass(frozen=True, slots=True)
class Search:
    """What one text pattern came to: `total` passages matched, of which the best `bound` went into the query."""

    words: str
    total: int
    bound: int
    chosen: bool  # the query itself says how many: nobody need be told that there are more

    @property
    def cut(self) -> bool:
        """Whether passages were left out that the query did not ask to leave out."""
        return self.total > self.bound and not self.chosen


@dataclass(frozen=True, slots=True)
class Pattern:
    """One text pattern: where its VALUES goes, what is sought, and the variables that take what is found."""

    at: int
    words: str
    token: Token  # of the words
    limit: int | None
    iri: str | None  # the one passage asked about, where it is no variable
    graph: Node | None
    columns: tuple[tuple[str, str], ...]  # variable, and which of COLUMNS


class Searches:
    """Searches for a query's patterns, each search once."""

    def __init__(self, query: str, reader: TextReader, bound: int, dataset: Dataset | None) -> None:
        self._query = query
        self._reader = reader
        self._bound = bound
        self._dataset = dataset
        self._results: dict[tuple[object, int, bool], Results] = {}
        self._searches: dict[Search, None] = {}

    @property
    def searches(self) -> tuple[Search, ...]:
        """What was searched, each search once, in order."""
        return tuple(self._searches)

    def values(self, pattern: Pattern) -> str:
        """The VALUES clause that stands for a pattern, on one line."""
        variables = " ".join(f"?{name}" for name, _ in pattern.columns)
        hits = self._hits(pattern)
        rows = " ".join(f"({' '.join(_term(hit, column) for _, column in pattern.columns)})" for hit in hits)
        return f"VALUES ({variables}) {{ {rows} }} "

    def _hits(self, pattern: Pattern) -> Sequence[Hit]:
        from index.query import parse

        try:
            query = parse(pattern.words)
        except BadQuery as error:
            where = place(self._query, pattern.token.start)
            raise BadQuery(f"In the words to find: {error}", *where) from error
        query = replace(query, tree=self._narrowed(query.tree, pattern))
        snippets = any(column == "snippet" for _, column in pattern.columns)
        limit = MOST if pattern.iri else pattern.limit or self._bound
        found = self._found(query, limit, snippets)
        self._searches[Search(pattern.words, found.total, limit, pattern.limit is not None)] = None
        return [hit for hit in found.hits if pattern.iri in (None, hit.passage.id)]

    def _narrowed(self, tree: Tree, pattern: Pattern) -> Tree:
        """The search in the papers only that the pattern can be about: its passage's, its GRAPH's, the dataset's."""
        from index.query_tree import And, Exact, Or

        exact = [_paper_of(pattern.iri), pattern.graph.iri if pattern.graph else None]
        parts: list[Tree] = [Exact(paper, "paper") for paper in exact if paper]
        if self._dataset:
            graphs = self._dataset.named if pattern.graph else self._dataset.default
            parts.append(Or(tuple(Exact(paper, "paper") for paper in graphs or ("",))))
        return And((tree, *parts)) if parts else tree

    def _found(self, query: Query, limit: int, snippets: bool) -> Results:
        asked = (query.tree, limit, snippets)
        if asked not in self._results:
            self._results[asked] = self._reader.search(query, limit, snippets=snippets)
        return self._results[asked]


def _paper_of(passage: str | None) -> str | None:
    return passage.partition("/passage/")[0] if passage else None


def _term(hit: Hit, column: str) -> str:
    import pyoxigraph as ox

    passage = hit.passage
    match column:
        case "passage":
            return str(ox.NamedNode(passage.id))
        case "paper":
            return str(ox.NamedNode(passage.paper))
        case "score":
            return str(ox.Literal(float(hit.score)))
        case "snippet":
            return str(ox.Literal(_marked(hit.snippet.text, hit.snippet.marks)))
        case _:
            return "UNDEF" if passage.page is None else str(ox.Literal(passage.page))


def _marked(text: str, marks: Iterable[tuple[int, int]]) -> str:
    """A piece of text with the words found between « and »."""
    pieces: list[str] = []
    at = 0
    for start, end in marks:
        pieces += text[at:start], "«", text[start:end], "»"
        at = end
    return "".join([*pieces, text[at:]])
