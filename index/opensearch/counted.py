"""All values of a field, page by page, and by them what an index holds of each paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from index.opensearch.cluster import Cluster
from index.opensearch.layout import digest
from index.passages import IndexedPassage, packed

PAGE: Final = 10_000  # values
SECONDS: Final = 300.0  # that a page may take: each looks through all passages

Digest = tuple[int, int]  # of a paper: how many passages, and the sum of their own


def each_value(cluster: Cluster, index: str, field: str, besides: Mapping[str, Any] | None = None) -> Iterator[Any]:
    """Each value of a field with what is counted of its passages: `doc_count`, and what is asked `besides`."""
    told: dict[str, Any] = {"size": PAGE, "sources": [{"each": {"terms": {"field": field}}}]}
    params = {"allow_partial_search_results": False, "request_cache": False, "filter_path": "aggregations"}
    while True:
        body = {"size": 0, "aggs": {"all": {"composite": told, "aggs": dict(besides or {})}}}
        found = cluster.ask("POST", f"/{index}/_search", body, params, SECONDS)["aggregations"]["all"]
        yield from ((bucket["key"]["each"], bucket) for bucket in found["buckets"])
        if "after_key" not in found:
            return
        told = {**told, "after": found["after_key"]}


def papers_in(cluster: Cluster, index: str) -> Iterator[str]:
    """The papers that an index has passages of, by IRI, asked for as they are looked at; of what was refreshed."""
    return (paper for paper, _ in each_value(cluster, index, "paper_iri"))


def digests(cluster: Cluster, index: str) -> dict[str, Digest]:
    """What an index holds, by paper; of what was refreshed."""
    summed = {"digest": {"sum": {"field": "digest"}}}
    every = each_value(cluster, index, "paper_iri", summed)
    return {paper: (told["doc_count"], int(told["digest"]["value"])) for paper, told in every}


def digest_of(passages: Iterable[IndexedPassage]) -> Digest:
    """What an index holds of a paper that has these passages."""
    own = [digest(packed(passage)) for passage in passages]
    return len(own), sum(own)
