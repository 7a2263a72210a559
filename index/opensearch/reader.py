"""An index in a cluster, asked as it was when it was opened: later generations lie in indexes of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import uuid4

from index import analysis
from index.engine import Found, Published, Ranking, Sort
from index.opensearch.cluster import SECONDS, Cluster
from index.opensearch.counted import each_value
from index.opensearch.layout import WINDOW, counted_in, signed, unsigned
from index.opensearch.near import suggested, suggestions
from index.opensearch.queries import OpenSearchQueries
from index.opensearch.shelf import About, opened
from index.passages import IndexedPassage, unpacked
from index.query_tree import Node
from kg.errors import OutOfReach

MANY_VALUES: Final = 10_000  # of a facet, and words with one beginning
RANKED: Final = ("part_key", "words_key", "worth", "key")
READ: Final = "timed_out,hits.total,hits.hits._score,hits.hits.sort,hits.hits.fields,hits.hits._source,aggregations"

Hits = list[dict[str, Any]]
WHATEVER: Final[dict[str, Any]] = {"match_all": {}}


class OpenSearchIndex:
    """An index open for reading. Threads may share it."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._opened: About = opened(cluster)
        self._queries = OpenSearchQueries()
        # Copies of a shard may count words that were taken out otherwise: one reader asks always the same.
        self._session = uuid4().hex

    @property
    def about(self) -> Published:
        """Where this very index is, and what it says of its generation."""
        told = self._opened
        return Published(self._cluster.at.of(told.name), told.generation, told.made, told.exempt)

    def find(self, tree: Node, limit: int, offset: int, sort: Sort) -> Found:
        """Passages in order: by relevance or date, those of equal worth by paper and place."""
        total, hits = self._first(tree, sort, offset, limit, {"_source": ["stored"]})
        return Found(total, tuple((_score(hit), _passage(hit)) for hit in hits))

    def rank(self, tree: Node, most: int, sort: Sort) -> Ranking:
        """The keys of so many passages, in order."""
        total, hits = self._first(tree, sort, 0, most, {**_told_by_keys(), "docvalue_fields": [*RANKED]})
        parts, words, worths, keys = ([hit["fields"][name][0] for hit in hits] for name in RANKED)
        scores = [_score(hit) for hit in hits]
        return Ranking(total, scores, [*map(unsigned, parts)], [*map(unsigned, words)], worths, [*map(unsigned, keys)])

    def read(self, places: Sequence[Any]) -> tuple[IndexedPassage, ...]:
        """The passages of a ranking's places."""
        found: dict[int, IndexedPassage] = {}
        for at in range(0, len(places), WINDOW):
            keys = [signed(place) for place in places[at : at + WINDOW]]
            more = {"_source": ["stored"], "docvalue_fields": ["key"], "size": len(keys)}
            for hit in self._asked({"bool": {"filter": [{"terms": {"key": keys}}]}}, more)["hits"].get("hits", []):
                found[unsigned(hit["fields"]["key"][0])] = _passage(hit)
        return tuple(found[place] for place in places)

    def facets(self, tree: Node, names: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """How many passages have each value of each facet."""
        asked = {name: {"terms": _terms(f"{name}_value")} for name in names}
        found = self._counted(self._query(tree), asked)
        return {name: _by_key(found[name]) for name in names}

    def vocabulary(self, field: str, prefix: str) -> Iterable[tuple[str, int]]:
        """The words of a field that begin so, each with the number of its passages; where no beginning is told all
        of them, which takes long of many passages."""
        counted = counted_in(field)
        if not prefix:
            return ((word, told["doc_count"]) for word, told in each_value(self._cluster, self._opened.name, counted))
        beginning = {"words": {"terms": {**_terms(counted), "include": f"{prefix}.*"}}}
        found = self._counted({"bool": {"filter": [self._queries.prefix(counted, prefix)]}}, beginning)
        return sorted(_by_key(found["words"]).items())

    def near(self, field: str, word: str, distance: int) -> Iterable[tuple[str, int]]:
        """Words of a field so few letters off, each with the number of its passages: by the index's own list of words.

        That still has words of passages which were taken out, so those found are counted.
        """
        told = self._search({"size": 0, "suggest": suggestions(field, word, distance)}, "suggest")
        words = suggested(told["suggest"])
        if not words:
            return ()
        filters = {each: self._queries.term(field, each) for each in words}
        found = self._counted(WHATEVER, {"near": {"filters": {"filters": filters}}})["near"]["buckets"]
        return [(each, found[each]["doc_count"]) for each in words if found[each]["doc_count"]]

    def has(self, field: str, term: str) -> bool:
        """Whether any passage has the term."""
        found = self._asked({"bool": {"filter": [self._queries.term(field, term)]}}, {"size": 0, "terminate_after": 1})
        return int(found["hits"]["total"]["value"]) > 0

    def count(self) -> int:
        """The number of passages."""
        return int(self._asked(WHATEVER, {"size": 0})["hits"]["total"]["value"])

    def close(self) -> None:
        """Let go of the connections."""
        self._cluster.close()

    def _query(self, tree: Node) -> dict[str, Any]:
        return analysis.translated(tree, self._queries)

    def _first(self, tree: Node, sort: Sort, offset: int, limit: int, told: Mapping[str, Any]) -> tuple[int, Hits]:
        """How many passages match, and so many in order. Far down, page by page: the cluster keeps all above a page in
        its memory."""
        query, order = self._query(tree), _order(tree, sort)
        if offset + limit <= WINDOW:
            found = self._asked(query, {**told, "sort": order, "from": offset, "size": limit})["hits"]
            return found["total"]["value"], found.get("hits", [])
        total, hits, reached = 0, Hits(), 0
        after: dict[str, Any] = {}
        while reached < offset + limit:
            size = min(WINDOW, offset + limit - reached)
            found = self._asked(query, {**told, "sort": order, "size": size, **after})["hits"]
            page = found.get("hits", [])
            total = found["total"]["value"]
            hits += page[max(offset - reached, 0) :]
            reached += len(page)
            if len(page) < size:
                break
            after = {"search_after": page[-1]["sort"]}
        return total, hits

    def _counted(self, query: dict[str, Any], asked: Mapping[str, Any], seconds: float = SECONDS) -> dict[str, Any]:
        found: dict[str, Any] = self._asked(query, {"size": 0, "aggs": asked}, seconds)["aggregations"]
        return found

    def _asked(self, query: dict[str, Any], more: Mapping[str, Any], seconds: float = SECONDS) -> dict[str, Any]:
        return self._search({"query": query, "track_total_hits": True, **more}, READ, seconds)

    def _search(self, body: Mapping[str, Any], read: str, seconds: float = SECONDS) -> dict[str, Any]:
        """The cluster's answer, of all shards or none.

        Each shard is told how frequent words are in all, so that scores do not hang on how many there are.
        """
        told = {"preference": self._session, "allow_partial_search_results": False, "filter_path": f"timed_out,{read}"}
        if body.get("size") != 0:
            told["search_type"] = "dfs_query_then_fetch"
        found: dict[str, Any] = self._cluster.ask("POST", f"/{self._opened.name}/_search", body, told, seconds)
        if found.get("timed_out"):
            raise OutOfReach(f"The cluster at {self._cluster.at.server} did not finish a search in time; try again.")
        return found


def _order(tree: Node, sort: Sort) -> list[Any]:
    """The key comes last, so that of passages in the same place always the same is first."""
    if sort == "relevance" and analysis.ranks(tree):
        return ["_score", {"place": "asc"}, {"key": "asc"}]
    return [{"oldest" if sort == "date-asc" else "newest": "asc"}, {"key": "asc"}]


def _told_by_keys() -> dict[str, Any]:
    """What leaves out all that would be read of each passage."""
    return {"_source": False, "stored_fields": "_none_"}


def _terms(field: str) -> dict[str, Any]:
    return {"field": field, "size": MANY_VALUES, "shard_size": MANY_VALUES}


def _by_key(found: Mapping[str, Any]) -> dict[str, int]:
    return {each["key"]: each["doc_count"] for each in found["buckets"]}


def _score(hit: Mapping[str, Any]) -> float:
    """To five digits, as the embedded engines give it; 0 where passages come by date."""
    return float(f"{hit.get('_score') or 0.0:.5g}")


def _passage(hit: Mapping[str, Any]) -> IndexedPassage:
    return unpacked(hit["_source"]["stored"].encode())
