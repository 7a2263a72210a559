"""Which passages speak of a thing, the newest first?"""

from __future__ import annotations

from collections.abc import Sequence

from queries.library import Library
from queries.search import SearchAnswer, search


def mentioning(library: Library, things: Sequence[str], limit: int = 5) -> SearchAnswer:
    """Passages that name any of some things, by their IRIs; the answer's query is the one to search on with."""
    return search(library, " OR ".join(f"mentions:{iri}" for iri in things), limit, sort="date")
