"""What became of IRIs that earlier generations had: a joined or renamed thing's old IRI says which one it is now.

Kept in a small file of the base, and written into a graph of its own. That graph is the one exception to "the same
papers give the same graph in any order": which IRIs were ever published depends on what was published when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from kg import ids
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


def moved(published: Store, identities: Identities, papers: Mapping[str, str]) -> Redirects:
    """What became of each thing of the last generation that has another IRI now.

    papers   the sha256 of each current paper, by IRI
    A thing that several became has all of them; one that no current paper names any more has none, and is left out.
    """
    from pyoxigraph import NamedNode

    found: Redirects = {}
    graph, of_type = NamedNode(IDENTITY_GRAPH), NamedNode(Has.TYPE)
    for quad in published.quads_for_pattern(None, of_type, None, graph):
        old, kind = _iri(quad.subject), KIND_OF_CLASS.get(_iri(quad.object))
        gone = kind not in (None, "meeting") and old not in identities.things
        if kind and gone and (new := sorted(set(_now(published, old, kind, identities, papers)))):
            found[old] = tuple(new)
    found.update(_meetings(published, identities, found))
    return found


def _now(
    published: Store, old: str, kind: MentionKind, identities: Identities, papers: Mapping[str, str]
) -> Iterator[str]:
    """The things that the names of an old one stand for now, each in the paper that used it."""
    from pyoxigraph import NamedNode

    for prop in NAMES:
        for quad in published.quads_for_pattern(NamedNode(old), NamedNode(prop), None):
            name, sha256 = _iri(quad.object), papers.get(_iri(quad.graph_name))
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


def redirect_quads(redirects: Redirects, identities: Identities) -> Iterator[Quad]:
    """Each old IRI with what it is now, however often that moved on; what is a thing again redirects nowhere."""
    from pyoxigraph import NamedNode, Quad

    graph, replaced = NamedNode(REDIRECTS_GRAPH), NamedNode(Has.IS_REPLACED_BY)
    for old in sorted(redirects):
        for new in sorted(_ends(old, redirects, identities)):
            yield Quad(NamedNode(old), replaced, NamedNode(new), graph)


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
