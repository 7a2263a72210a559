"""`kg between`: how are two things connected, and by which papers?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.normal import MentionKind
from kg.vocabulary import short
from queries.answers import Citation, Ref
from queries.library import Library
from queries.names import named_things, one_of

if TYPE_CHECKING:
    from kg.network import Step

KINDS: Final[tuple[MentionKind, ...]] = ("contract", "scheme", "provider", "member", "officer", "post", "committee")


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a way, as it is stated: a thing, a property, another thing, and the papers that say so."""

    way: int
    subject: Ref
    property: str
    object: Ref
    papers: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way from the one thing to the other."""

    one: Ref
    other: Ref
    links: tuple[Link, ...]


def between(library: Library, one: str, other: str, most: int = 3) -> tuple[Way, ...]:
    """The shortest ways between two things, at most so many; () where no paper ties them.

    UnknownName, with choices, where a name means none or several.
    """
    from kg.network import between as find_ways
    from kg.network import network

    things = named_things(library, *KINDS)
    begin, end = one_of(one, things), one_of(other, things)
    ways = find_ways(network(library.store), begin.iri, end.iri, most)
    return tuple(
        Way(begin, end, tuple(_link(library, number, step) for step in way)) for number, way in enumerate(ways, 1)
    )


def _link(library: Library, way: int, step: Step) -> Link:
    papers = tuple(library.paper(paper).file_name for paper in step.papers)
    places = library.cite(row for row in library.ask("cited", thing=step.subject) if row["g"] in step.papers)
    subject, target = Ref(step.subject, step.subject_label), Ref(step.object, step.object_label)
    return Link(way, subject, short(step.property), target, papers, places)
