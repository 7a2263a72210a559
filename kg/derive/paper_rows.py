"""What each paper's graph tells the derivations, kept from run to run: one more paper is asked, not all of them.

    rows(source, QUERY)     # a store is asked; papers' kept rows are taken where the query stays within a paper's graph

The rows of such a query are those of each paper's graph put together, and a paper's graph changes only when it is
written. So what is kept is exact: only papers that are written in a run are asked again. Rows come in no order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from kg import ids
from kg.names_cache import NamesCache, digest_of

if TYPE_CHECKING:
    from pyoxigraph import Store

Row = tuple[str | None, ...]
# From so many papers on, all graphs are asked at once: 15 questions of one paper take some 10 ms.
MANY: Final = 60
MEETINGS: Final = """
SELECT ?meeting ?committee ?day WHERE { GRAPH <https://w3id.org/committee-kg/graph/identity> {
  ?meeting ck:committee ?committee ; dct:date ?day
} }
"""
_BLOCK: Final = re.compile(r"GRAPH (?:\?g|<[^<>]{1,200}>) \{")
_GRAPH: Final = re.compile(r"\?g\b")
_SELECT: Final = re.compile(r"SELECT (?:DISTINCT )?")


class PaperRows:
    """A store whose papers' rows are kept; what is not of one paper's graph it is asked for, once."""

    def __init__(self, store: Store, cache: NamesCache, queries: Iterable[str]) -> None:
        self._store = store
        self._cache = cache
        self._keys = {query: digest_of((query,)) for query in queries}
        self._answers: dict[str, Sequence[Row]] = {}

    def bring_up(self, papers: Collection[str], written: Collection[str]) -> None:
        """Ask what is not kept of these papers (by SHA-256), and those that were written; forget all others."""
        kept = self._cache.told_of()
        for key, paper in sorted((key, paper) for key, found in kept.items() for paper in found):
            if key not in self._keys.values() or paper not in papers or paper in written:
                self._cache.forget_told(key, paper)
        for query, key in self._keys.items():
            lacking = {*papers} - (kept.get(key, set()) - {*written})
            self._ask(query, key, sorted(lacking))

    def _ask(self, query: str, key: str, papers: Sequence[str]) -> None:
        graphs = {ids.paper(paper): paper for paper in papers}
        found = of_all_papers(self._store, query) if len(graphs) >= MANY else {}
        for graph, paper in graphs.items():
            mine = found.get(graph, []) if len(graphs) >= MANY else of_one_paper(self._store, query, graph)
            self._cache.set_told(key, paper, mine)

    def rows(self, query: str) -> Sequence[Row]:
        """The rows of a query."""
        if query in self._keys:
            return self._cache.told(self._keys[query])
        if query not in self._answers:
            self._answers[query] = _asked(self._store, query)
        return self._answers[query]


def rows(source: Store | PaperRows, query: str) -> Sequence[Row]:
    """The rows of a query: as kept, or of a store as it stands."""
    return source.rows(query) if isinstance(source, PaperRows) else _asked(source, query)


def of_meetings(query: str, meetings: Collection[str] | None) -> str:
    """A question of all meetings, ?meeting, asked of some; as it is for None."""
    from pyoxigraph import NamedNode

    if meetings is None:
        return query
    values = " ".join(str(NamedNode(meeting)) for meeting in sorted(meetings))
    return _BLOCK.sub(lambda block: f"{block[0]} VALUES ?meeting {{ {values} }}", query, count=1)


def of_papers(query: str, papers: Collection[str] | None) -> str:
    """A question of all papers, ?g, asked of some; as it is for None."""
    from pyoxigraph import NamedNode

    if papers is None:
        return query
    values = " ".join(str(NamedNode(paper)) for paper in sorted(papers))
    return query.replace("GRAPH ?g {", f"VALUES ?g {{ {values} }} GRAPH ?g {{", 1)


def meetings(source: Store | PaperRows, of: Collection[str] | None = None) -> dict[str, list[tuple[str, str]]]:
    """Each meeting's committee and day, or some meetings', as the names of all papers together tell them."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for meeting, committee, day in rows(source, of_meetings(MEETINGS, of)):
        found[meeting or ""].append((committee or "", day or ""))
    return found


def _asked(store: Store, query: str) -> Sequence[Row]:
    from kg.graph import ask

    return ask(store, query).rows


def _parts(query: str) -> tuple[str, str, int | None]:
    """A query's head without ?g, its WHERE, and where ?g was among what it selects."""
    head, _, where = query.partition("WHERE")
    names = re.findall(r"\?\w+", head)
    return _GRAPH.sub("", head), where, names.index("?g") if "?g" in names else None


def of_one_paper(store: Store, query: str, graph: str) -> list[Row]:
    """The rows that one paper's graph adds to a query's."""
    head, where, at = _parts(query)
    found = _asked(store, f"{head} WHERE {_GRAPH.sub(f'<{graph}>', where)}")
    return [row if at is None else (*row[:at], graph, *row[at:]) for row in found]


def of_all_papers(store: Store, query: str) -> dict[str, list[Row]]:
    """The rows of a query by the paper's graph that adds them."""
    head, where, at = _parts(query)
    found: dict[str, list[Row]] = defaultdict(list)
    for graph, *cells in _asked(store, f"{_SELECT.sub(lambda word: f'{word[0]}?g ', head)} WHERE {where}"):
        row = tuple(cells)
        found[graph or ""].append(row if at is None else (*row[:at], graph, *row[at:]))
    return found
