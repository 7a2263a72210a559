"""Which parts of papers hold minutes of which a later version is held: what `replaced.rq` asks, by pattern.

Every citation wants to know it, so a question asked cold waits for it; as a query it took 0.1 s a thousand papers, also
where nothing was replaced (2026-11-22).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.vocabulary import IDENTITY_GRAPH, Has, Is

if TYPE_CHECKING:
    from kg.store import Store

# By paper: from, to, the paper with the later version.
Parts = dict[str, list[tuple[int, int, str]]]


def replaced_parts(store: Store) -> Parts:
    """All such parts of a graph, those of a paper in the order of their places."""
    from pyoxigraph import NamedNode

    start, end, basis, stated = map(NamedNode, (Has.START, Has.END, Has.BASIS, Is.BASIS["stated"]))
    found: set[tuple[str, int, int, str]] = set()
    for told in store.quads_for_pattern(None, NamedNode(Has.IS_REPLACED_BY), None, NamedNode(IDENTITY_GRAPH)):
        later = NamedNode(_words(told.object))
        after = [_words(quad.graph_name) for quad in store.quads_for_pattern(later, basis, stated, None)]
        for begin in store.quads_for_pattern(told.subject, start, None, None):
            for last in store.quads_for_pattern(told.subject, end, None, begin.graph_name):
                places = int(_words(begin.object)), int(_words(last.object))
                found |= {(_words(begin.graph_name), *places, paper) for paper in after}
    parts: Parts = {}
    for paper, first, after_last, newer in sorted(found):
        parts.setdefault(paper, []).append((first, after_last, newer))
    return parts


def _words(term: object) -> str:
    return str(getattr(term, "value", ""))
