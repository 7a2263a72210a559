"""Queries of ours as the cluster is told them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Part = dict[str, Any]


class OpenSearchQueries:
    """Makes a cluster's queries from the parts of ours."""

    def term(self, field: str, term: str) -> Part:
        return {"term": {field: {"value": term}}}

    def phrase(self, field: str, terms: Sequence[str]) -> Part:
        return {"match_phrase": {field: {"query": " ".join(terms)}}}

    def prefix(self, field: str, prefix: str) -> Part:
        return {"prefix": {field: {"value": prefix}}}

    def fuzzy(self, field: str, word: str, distance: int) -> Part:
        # All words that are near, not the fifty nearest, and none better than another: as the embedded engines do.
        return {"fuzzy": {field: {"value": word, "fuzziness": distance, "rewrite": "constant_score"}}}

    def days(self, first: int, after: int) -> Part:
        return {"range": {"days": {"gte": first, "lt": after}}}

    def every(self, parts: Sequence[Part]) -> Part:
        return {"bool": {"must": list(parts)}}

    def some(self, parts: Sequence[Part]) -> Part:
        return {"bool": {"should": list(parts), "minimum_should_match": 1}}

    def without(self, part: Part) -> Part:
        return {"bool": {"filter": [{"match_all": {}}], "must_not": [part]}}

    def rather(self, part: Part, closer: Part) -> Part:
        return {"bool": {"must": [part], "should": [closer]}}

    def weighed(self, part: Part, weight: float) -> Part:
        return {"bool": {"must": [part], "boost": weight}}

    def unscored(self, part: Part) -> Part:
        return {"bool": {"filter": [part]}}
