"""What became of IRIs that earlier generations had: a joined or renamed thing's old IRI says which one it is now.

Kept in a small file of the base, and written into a graph of its own. That graph is the one exception to "the same
papers give the same graph in any order": which IRIs were ever published depends on what was published when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from kg import ids
from kg.differences import change, of_subjects
from kg.identity import Identities
from kg.normal import MentionKind, normal, reference_form
from kg.quads import KIND_OF_THING
from kg.vocabulary import ID_BASE, IDENTITY_GRAPH, REDIRECTS_GRAPH, Has

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

Redirects = dict[str, tuple[str, ...]]
KIND_OF_CLASS: Final = {iri: cast(MentionKind, kind) for kind, iri in KIND_OF_THING.items()}
NAMES: Final = (Has.NAME, Has.ALT_LABEL, Has.REFERENCE)


def read_redirects(path: Path) -> Redirects:
    """Old IRIs with what they became, {} where there is no file."""
    import json

    if not path.exists():
        return {}
    return {old: tuple(new) for old, new in json.loads(path.read_text(encoding="utf-8")).items()}


def write_redirects(path: Path, redirects: Redirects) -> None:
    """Keep what became of old IRIs."""
    import json

    from kg.durable import replace_durably

    replace_durably(path, (json.dumps(redirects, indent=1, sort_keys=True) + "\n").encode())


def moved(
    published: Store, identities: Identities, paper_of: Callable[[str], str | None], gone: Iterable[str] | None = None
) -> Redirects:
    """What became of each thing of the last generation that has another IRI now.

    paper_of  the sha256 of a current paper, by IRI
    gone      the things that went since, where that is known; None to look at all that the generation has
    A thing that several became has all of them; one that no current paper names any more has none, and is left out.
    """
    found: Redirects = {}
    for quad in _kinds(published, gone):
        old, kind = _iri(quad.subject), KIND_OF_CLASS.get(_iri(quad.object))
        lost = kind not in (None, "meeting") and old not in identities.things
        if kind and lost and (new := sorted(set(_now(published, old, kind, identities, paper_of)))):
            found[old] = tuple(new)
    found.update(_meetings(published, identities, found))
    return found


def _kinds(published: Store, things: Iterable[str] | None) -> Iterator[Quad]:
    """What kind each thing is, or each of some."""
    from pyoxigraph import NamedNode

    graph, of_type = NamedNode(IDENTITY_GRAPH), NamedNode(Has.TYPE)
    if things is None:
        yield from published.quads_for_pattern(None, of_type, None, graph)
        return
    for iri in sorted(things):
        yield from published.quads_for_pattern(NamedNode(iri), of_type, None, graph)


def _now(
    published: Store, old: str, kind: MentionKind, identities: Identities, paper_of: Callable[[str], str | None]
) -> Iterator[str]:
    """The things that the names of an old one stand for now, each in the paper that used it."""
    from pyoxigraph import NamedNode

    for prop in NAMES:
        for quad in published.quads_for_pattern(NamedNode(old), NamedNode(prop), None):
            name, sha256 = _iri(quad.object), paper_of(_iri(quad.graph_name))
            if sha256 is None:
                continue
            if kind == "committee":
                yield from (iri for iri in (identities.of(sha256).committee(name),) if iri in identities.things)
                continue
            for form in (normal(kind, name), reference_form(name)):
                if iri := identities.places.get((sha256, kind, form)):
                    yield iri


def _meetings(published: Store, identities: Identities, found: Redirects) -> Redirects:
    """The meetings of committees that moved."""
    from pyoxigraph import NamedNode

    moved: Redirects = {}
    of_committee, graph = NamedNode(Has.COMMITTEE), NamedNode(IDENTITY_GRAPH)
    for old, new in found.items():
        for quad in published.quads_for_pattern(None, of_committee, NamedNode(old), graph):
            meeting = _iri(quad.subject)
            date = ids.last_part(meeting)
            now = (f"{ID_BASE}meeting/{iri.removeprefix(f'{ID_BASE}committee/')}/{date}" for iri in new)
            if meeting not in identities.things and (there := tuple(iri for iri in now if iri in identities.things)):
                moved[meeting] = there
    return moved


def redirect_quads(redirects: Redirects, identities: Identities, some: Iterable[str] | None = None) -> Iterator[Quad]:
    """Each old IRI, or each of some, with what it is now, however often that moved on; what is a thing again redirects
    nowhere."""
    from pyoxigraph import NamedNode, Quad

    graph, replaced = NamedNode(REDIRECTS_GRAPH), NamedNode(Has.IS_REPLACED_BY)
    for old in sorted(redirects if some is None else redirects.keys() & {*some}):
        for new in sorted(_ends(old, redirects, identities)):
            yield Quad(NamedNode(old), replaced, NamedNode(new), graph)


def write_redirect_graph(
    store: Store, redirects: Redirects, identities: Identities, moved: Iterable[str] | None = None
) -> int:
    """Bring the graph of redirects up; how many more quads it has.

    moved  the things that came or went and the old IRIs that redirect otherwise, since a run that ended wrote it; None
           where that is not known
    """
    from kg.graph import replace_graph

    if moved is None:
        added, gone = replace_graph(store, REDIRECTS_GRAPH, redirect_quads(redirects, identities))
        return added - gone
    old = _leading_to(redirects, {*moved})
    come, went = change(store, redirect_quads(redirects, identities, old), of_subjects(store, old, REDIRECTS_GRAPH))
    return len(come) - len(went)


def _leading_to(redirects: Redirects, things: set[str]) -> set[str]:
    """The IRIs that redirect, or redirected, to some things, over however many others; and those things."""
    before: dict[str, list[str]] = defaultdict(list)
    for old, new in redirects.items():
        for iri in new:
            before[iri].append(old)
    found, waiting = set(things), list(things)
    while waiting:
        for old in before.get(waiting.pop(), ()):
            if old not in found:
                found.add(old)
                waiting.append(old)
    return found


def _ends(old: str, redirects: Redirects, identities: Identities) -> set[str]:
    if old in identities.things:
        return set()
    ends: set[str] = set()
    seen, waiting = {old}, list(redirects[old])
    for iri in waiting:
        if iri in seen:
            continue
        seen.add(iri)
        if iri in identities.things:
            ends.add(iri)
        else:
            waiting.extend(redirects.get(iri, ()))
    return ends


def _iri(term: object) -> str:
    return str(getattr(term, "value", term))
