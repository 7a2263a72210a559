"""What everybody may read: the variant of a generation without papers that are not for publication.

A paper marked exempt is in no file of it, so no question, filter or counter can give it away. Where no paper was ever
marked exempt, the whole is for everybody. A base that once had such a paper keeps both variants from then on: words
that are taken out of a graph or text index stay in its files, and earlier IRIs redirect, so the whole is never again
fit for everybody.

It fails closed: what is not known to be without such papers is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kg import ids
from kg.errors import BaseDamaged, NoBase
from kg.generations import MANIFEST, PUBLIC, Generation, generations, remove


def for_the_public(generation: Generation, ever_exempt: Callable[[], bool] = lambda: False) -> Generation:
    """The variant of a generation that everybody may read.

    ever_exempt   whether the base ever had a paper marked exempt: asked where the manifest does not say
    Raises NoBase where the generation holds such papers and there is no variant without them.
    """
    stamp = _stamp(generation)
    variants = _variants(generation, stamp)
    if variants and PUBLIC in variants:
        public = replace(generation, variant=PUBLIC)
        if not (public.graph.is_dir() and public.text.is_dir()):
            raise _refused(generation)
    elif variants is None and ever_exempt():
        raise _refused(generation)
    else:
        public = generation
    if _has_exempt(public, stamp):
        raise _refused(generation)
    return public


def forget(published: Generation, papers: Iterable[str]) -> None:
    """Take those older generations off the disk that would show everybody papers which are not for publication now.

    papers   by SHA-256, those that were not for publication when `published` was made
    """
    graphs = [ids.paper(sha256) for sha256 in papers]
    for older in generations(published.folder.parent) if graphs else ():
        if older.number < published.number and _shows(older, graphs):
            remove(older)


def _shows(generation: Generation, graphs: Iterable[str]) -> bool:
    """Whether a generation shows one of these papers to everybody, or is so torn that nobody can tell."""
    try:
        return holds(for_the_public(generation).graph, graphs)
    except NoBase:
        return False
    except (BaseDamaged, OSError):
        return True


def holds(folder: Path, graphs: Iterable[str]) -> bool:
    """Whether a store on disk has any of some named graphs; False where there is no store."""
    from pyoxigraph import NamedNode

    from kg.graph import open_graph

    if not folder.is_dir():
        return False
    store = open_graph(folder)
    return any(next(store.quads_for_pattern(None, None, None, NamedNode(graph)), None) for graph in graphs)


def _stamp(generation: Generation) -> tuple[int, ...]:
    """What tells a generation from every other that lay or will lie in its place: a server asks five times a second."""
    try:
        state = (generation.folder / MANIFEST).stat()
    except FileNotFoundError:
        return ()
    return (state.st_dev, state.st_ino, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=16)
def _variants(generation: Generation, _stamp: tuple[int, ...]) -> dict[str, dict[str, int]] | None:
    return generation.whole_manifest().variants


@lru_cache(maxsize=16)
def _has_exempt(generation: Generation, _stamp: tuple[int, ...]) -> bool:
    """Whether a paper of a generation is marked exempt, whatever its manifest says; 13 ms for opening the graph."""
    from pyoxigraph import NamedNode

    from kg.graph import open_graph
    from kg.project.terms import truth
    from kg.vocabulary import Has

    try:
        marked = open_graph(generation.graph).quads_for_pattern(None, NamedNode(Has.EXEMPT), truth(True), None)
        return next(marked, None) is not None
    except OSError as error:
        raise BaseDamaged(f"The graph in {generation.graph} cannot be read ({error}); `kg check` tells more") from error


def _refused(generation: Generation) -> NoBase:
    base = generation.folder.parent.parent
    return NoBase(
        f"Generation {generation.number} of {base} has papers that are not for publication, and no variant without"
        f" them; run `kg --base {base} ingest PAPER…` to make one (any paper of the base will do)"
    )
