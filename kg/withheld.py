"""What everybody may know of papers that are not for publication: that there are some, in a graph of its own.

A stub's IRI is its meeting and a number, so that it tells nothing of the paper: no name, no hash, no place in any order
but that of what the stub itself says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.identity import Identities
from kg.vocabulary import ID_BASE, WITHHELD_GRAPH, Has, Kind

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

LABEL: Final = "A paper not for publication"
NO_MEETING: Final = "no-meeting"


@dataclass(frozen=True, slots=True, order=True)
class Stub:
    """A paper not for publication; `meeting` empty where other papers tell of none, `grounds` as it states them."""

    meeting: str = ""
    grounds: tuple[str, ...] = ()


def stubs(whole: Store, papers: Iterable[str], public: Identities) -> list[Stub]:
    """The stubs of papers, by their IRIs, from the graph that has them; `public` tells which meetings may be named."""
    return sorted(_stub(whole, paper, public) for paper in papers)


def _stub(whole: Store, paper: str, public: Identities) -> Stub:
    meetings = [iri for iri in _values(whole, paper, Has.MEETING) if iri in public.things]
    return Stub(min(meetings, default=""), tuple(sorted(_values(whole, paper, Has.EXEMPT_UNDER))))


def _values(whole: Store, paper: str, prop: str) -> list[str]:
    from pyoxigraph import NamedNode

    node = NamedNode(paper)
    found = whole.quads_for_pattern(node, NamedNode(prop), None, node)
    return [str(getattr(quad.object, "value", "")) for quad in found]


def withheld_quads(found: Iterable[Stub]) -> Iterator[Quad]:
    """The graph of stubs."""
    from pyoxigraph import NamedNode, Quad

    from kg.project import terms

    numbers: Counter[str] = Counter()
    graph = NamedNode(WITHHELD_GRAPH)
    for stub in found:
        where = stub.meeting.removeprefix(f"{ID_BASE}meeting/") or NO_MEETING
        numbers[where] += 1
        iri = NamedNode(f"{ID_BASE}withheld/{where}/{numbers[where]}")
        yield Quad(iri, NamedNode(Has.TYPE), NamedNode(Kind.WITHHELD_PAPER), graph)
        yield Quad(iri, NamedNode(Has.LABEL), terms.text(LABEL), graph)
        if stub.meeting:
            yield Quad(iri, NamedNode(Has.MEETING), NamedNode(stub.meeting), graph)
        for ground in stub.grounds:
            yield Quad(iri, NamedNode(Has.EXEMPT_UNDER), terms.text(ground), graph)
