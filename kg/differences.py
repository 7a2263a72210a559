"""Changing a graph by differences, so that a run costs what it changes and not what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store


def change(store: Store, wanted: Iterable[Quad], present: Iterable[Quad]) -> tuple[set[Quad], set[Quad]]:
    """Have a store hold some quads in the place of others that it holds; what was added, and what taken out.

    One transaction: a stop leaves it as it was, or as it is to be.
    """
    come, go = set(wanted), set(present)
    added, gone = come - go, go - come
    if gone:
        store.update(f"DELETE DATA {{ {_data(gone)} }} ; INSERT DATA {{ {_data(added)} }}")
    elif added:
        store.extend(added)
    return added, gone


def of_subjects(store: Store, subjects: Iterable[str], graph: str) -> Iterator[Quad]:
    """What a graph says of some subjects."""
    from pyoxigraph import NamedNode

    node = NamedNode(graph)
    for subject in sorted(subjects):
        yield from store.quads_for_pattern(NamedNode(subject), None, None, node)


def _data(quads: Iterable[Quad]) -> str:
    return " ".join(f"GRAPH {quad.graph_name} {{ {quad.triple} }}" for quad in quads)
