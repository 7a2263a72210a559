"""The graph of what was concluded from names, written: all of it, or what changed since the last run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.differences import change, of_subjects
from kg.quads import identity_quads, thing_quads, work_quads
from kg.resolved_blocks import Resolved
from kg.vocabulary import IDENTITY_GRAPH, Has

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store


@dataclass(frozen=True, slots=True)
class Written:
    """What writing changed: how many quads more there are, and how many things and works came and went, where that was
    counted."""

    quads: int
    things: tuple[int, int] | None


def write_concluded(store: Store, found: Resolved, anew: bool) -> Written:
    """Write what names came to; with `anew` all of it, else what is not as the last run, which ended, left it."""
    from kg.graph import replace_graph

    if anew:
        printed = (found.printed[iri] for iri in sorted(found.printed))
        added, gone = replace_graph(store, IDENTITY_GRAPH, identity_quads(found.identities, printed))
        return Written(added - gone, None)
    works = _works(store, found)
    come, went = change(store, _wanted(found, works), _present(store, found, works))
    kinds_come, kinds_went = _described(come), _described(went)
    return Written(len(come) - len(went), (len(kinds_come - kinds_went), len(kinds_went - kinds_come)))


def _works(store: Store, found: Resolved) -> set[str]:
    """The works that changed, and those that share a version with one of them: what is said of it is said of both."""
    works: set[str] = set()
    waiting = sorted(found.works)
    while waiting:
        iri = waiting.pop()
        if iri not in works:
            works.add(iri)
            said = (quad for quad in _of_versions(store, iri) if _value(quad.predicate) == Has.IS_VERSION_OF)
            waiting += sorted({_value(quad.object) for quad in said})
    return works


def _wanted(found: Resolved, works: Iterable[str]) -> Iterator[Quad]:
    for iri in sorted(found.things):
        if thing := found.identities.things.get(iri):
            yield from thing_quads(thing)
    for iri in sorted(works):
        if work := found.printed.get(iri):
            yield from work_quads(work)


def _present(store: Store, found: Resolved, works: Iterable[str]) -> Iterator[Quad]:
    yield from of_subjects(store, found.things, IDENTITY_GRAPH)
    for iri in sorted(works):
        yield from of_subjects(store, [iri], IDENTITY_GRAPH)
        yield from _of_versions(store, iri)


def _of_versions(store: Store, work: str) -> Iterator[Quad]:
    """What is said of the versions that a work has in the graph."""
    from pyoxigraph import NamedNode

    held = store.quads_for_pattern(None, NamedNode(Has.IS_VERSION_OF), NamedNode(work), NamedNode(IDENTITY_GRAPH))
    yield from of_subjects(store, {_value(quad.subject) for quad in held}, IDENTITY_GRAPH)


def _described(quads: Iterable[Quad]) -> set[str]:
    """The subjects of which a kind is told."""
    return {_value(quad.subject) for quad in quads if _value(quad.predicate) == Has.TYPE}


def _value(term: Any) -> str:
    return str(getattr(term, "value", ""))
