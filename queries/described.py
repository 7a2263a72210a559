"""What the graph holds of one IRI, bounded: for a page that shows any thing, and for its description as linked data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.vocabulary import IDENTITY_GRAPH, Has, Kind
from queries.answers import Ref, last_part
from queries.library import Library

if TYPE_CHECKING:
    from pyoxigraph import Quad

MOST: Final = 1000  # statements that refer to a thing; a council's are hundreds of thousands
EVIDENCE: Final = 200  # places in papers that are told whole
SOME: Final = 500  # things of a class, of which the first by IRI is the example
LABELS: Final = 2000  # neighbours that are told by name
# What says nothing of a thing to who asks about it: passages name it, and places belong to it.
PASSED_OVER: Final = frozenset({Has.MENTIONS, Has.EVIDENCE, Has.IS_REPLACED_BY})
NAMES: Final = (Has.LABEL, Has.TITLE, Has.FILE_NAME, Has.TEXT, Has.QUOTE)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a paper: characters start to end of its text, and the page of the file where it has pages."""

    paper: str
    page: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Described:
    """The quads of a thing, those that refer to it, and what makes both readable; `cut` where there was more."""

    own: tuple[Quad, ...]
    referring: tuple[Quad, ...]
    neighbours: tuple[Quad, ...]
    cut: bool

    def quads(self) -> tuple[Quad, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys((*self.own, *self.referring, *self.neighbours)))


def known_iri(iri: str) -> bool:
    """Whether a text can be an IRI at all; what people type after /id/ need not be."""
    return iri.isascii() and iri.isprintable() and len(iri) < 2000 and not set(iri) & set(' <>"{}|\\^`')


def kinds_of(library: Library, iri: str) -> frozenset[str]:
    """The classes that any paper, or the program, gives to a thing; none for what is no thing of this base."""
    from pyoxigraph import NamedNode

    if not known_iri(iri):
        return frozenset()
    found = library.store.quads_for_pattern(NamedNode(iri), NamedNode(Has.TYPE), None)
    return frozenset(_value(quad.object) for quad in found)


def now_of(library: Library, iri: str) -> tuple[str, ...]:
    """What a thing of an earlier generation has become: nothing, one thing or several."""
    return tuple(row["now"] for row in library.ask("redirected", thing=iri)) if known_iri(iri) else ()


def place_of(library: Library, iri: str) -> Place | None:
    """The place in a paper that an evidence or a passage is; None for all else."""
    kinds = kinds_of(library, iri)
    if not kinds & {Kind.EVIDENCE, Kind.PASSAGE}:
        return None
    paper = iri.partition("/evidence/")[0].partition("/passage/")[0]
    start, end = (_first(library, iri, prop) for prop in (Has.START, Has.END))
    page = _first(library, iri, Has.PAGE)
    return Place(paper, int(page) if page else None, int(start or 0), int(end or 0))


def described(library: Library, iri: str, most: int = MOST) -> Described | None:
    """What is known of a thing; None where nothing is."""
    from pyoxigraph import NamedNode

    if not known_iri(iri):
        return None
    node = NamedNode(iri)
    own = tuple(library.store.quads_for_pattern(node, None, None))
    inverse = (quad for quad in library.store.quads_for_pattern(None, None, node)
               if quad.predicate.value not in PASSED_OVER and quad.subject != node)  # fmt: skip
    referring = tuple(islice(inverse, most + 1))
    if not own and not referring:
        return None
    cut = len(referring) > most
    return Described(own, referring[:most], tuple(_neighbours(library, own, referring[:most])), cut)


def name_of(library: Library, iri: str) -> str:
    """The name to show for an IRI: the one concluded, else one that a paper gives, else the end of the IRI."""
    for prop in NAMES:
        if found := _first(library, iri, prop):
            return found
    return last_part(iri)


def some_of(library: Library, kind: str) -> Ref | None:
    """A thing or statement of a class, as an example; None where there is none."""
    from pyoxigraph import NamedNode

    some = islice(library.store.quads_for_pattern(None, NamedNode(Has.TYPE), NamedNode(kind)), SOME)
    iri = min((_value(quad.subject) for quad in some), default=None)
    return Ref(iri, name_of(library, iri)) if iri else None


def _neighbours(library: Library, own: Iterable[Quad], referring: Iterable[Quad]) -> Iterator[Quad]:
    """The places in papers, whole, and the names and kinds of what the quads tie to the thing."""
    from pyoxigraph import NamedNode

    places = dict.fromkeys(quad.object for quad in own if quad.predicate.value == Has.EVIDENCE)
    for place in islice(places, EVIDENCE):
        if isinstance(place, NamedNode):
            yield from library.store.quads_for_pattern(place, None, None)
    others = [quad.object for quad in own if quad.object not in places]
    things = dict.fromkeys((*others, *(quad.subject for quad in referring)))
    for thing in islice((each for each in things if isinstance(each, NamedNode)), LABELS):
        for prop in (Has.LABEL, Has.TITLE, Has.TYPE):
            yield from library.store.quads_for_pattern(thing, NamedNode(prop), None)


def _first(library: Library, iri: str, prop: str) -> str | None:
    """The first value of a property: what was concluded, then the words that sort first."""
    from pyoxigraph import NamedNode

    found = list(library.store.quads_for_pattern(NamedNode(iri), NamedNode(prop), None))
    ordered = sorted(found, key=lambda quad: (_value(quad.graph_name) != IDENTITY_GRAPH, _value(quad.object)))
    return _value(ordered[0].object) if ordered else None


def _value(term: object) -> str:
    return str(getattr(term, "value", term))
