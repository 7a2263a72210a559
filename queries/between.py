"""`kg between`: how are two things connected, and by which papers?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.mentions import MentionKind
from kg.vocabulary import short
from queries.answers import Ref
from queries.library import Library
from queries.names import the_one

KINDS: Final[tuple[MentionKind, ...]] = ("contract", "scheme", "provider", "member", "officer", "post", "committee")


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a way, as it is stated: a thing, a property, another thing, and the papers that say so."""

    way: int
    subject: Ref
    property: str
    object: Ref
    papers: tuple[str, ...]


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
    from kg.network import between as ways
    from kg.network import network

    begin, end = the_one(library, one, *KINDS), the_one(library, other, *KINDS)
    found = ways(network(library.store), begin.iri, end.iri, most)
    return tuple(
        Way(
            begin,
            end,
            tuple(
                Link(
                    number,
                    Ref(step.subject, step.subject_label),
                    short(step.property),
                    Ref(step.object, step.object_label),
                    tuple(library.paper(paper).file_name for paper in step.papers),
                )
                for step in way
            ),
        )
        for number, way in enumerate(found, 1)
    )
