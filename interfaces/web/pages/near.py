"""What is around a thing, as its page lists it, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interfaces.web.views import long_day
from kg.ids import last_part, scope_of
from kg.names import fold
from queries.answers import Ref
from queries.names import named_things

if TYPE_CHECKING:
    from queries.library import Library
    from queries.network import Network

AROUND: Final = 40  # things in the picture and the list
PASSAGES: Final = 5  # shown of those that speak of a thing
ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}$")  # as meetings' names end


def readable(thing: Ref) -> Ref:
    """A thing with the date at the end of its name as people write it, which meetings have."""
    return Ref(thing.iri, ISO_DAY.sub(lambda day: long_day(day[0]), thing.label))


def each_once(names: Iterable[str]) -> list[str]:
    """Names that differ in more than capitals and marks, in the order of the alphabet."""
    return sorted({fold(name): name for name in names}.values(), key=fold)


def council_of(library: Library, iri: str) -> Ref | None:
    """The council whose papers tell of a thing; None where they name none."""
    scope = scope_of(iri)
    every = (named.ref for named in named_things(library, "council"))
    return next((ref for ref in every if last_part(ref.iri) == scope), None)


@dataclass(frozen=True, slots=True)
class TieRow:
    """A thing near the page's own, what it is, and by what and in which papers it is tied."""

    thing: Ref
    kind: str
    by: str
    papers: tuple[Ref, ...]


TIED_BY: Final = {
    "Report": "named in one report",
    "Minute": "named in one minute",
    "Decision": "named in one decision",
    "ContractEvent": "a step of the contract",
    "Delegation": "a power given",
    "BusinessCase": "a business case",
    "Saving": "a saving",
    "SchemeDependency": "one needs the other",
    "Action": "an action",
    "scheme": "serves this scheme",
    "provider": "provider",
    "precededBy": "one takes the place of the other",
}
SHOWN_FIRST: Final = ("Provider", "Scheme", "Contract", "Post", "Officer", "Member", "Person", "Meeting")


def ties_of(around: Network) -> list[TieRow]:
    """What is tied to the thing in the middle, kind by kind."""
    kinds = {near.thing.iri: near.kind for near in around.near}
    rows = []
    for tie in around.ties:
        if around.thing in (tie.one, tie.other):
            other = tie.other if tie.one == around.thing else tie.one
            by = "; ".join(TIED_BY.get(each, _spaced(each)) for each in tie.by)
            rows.append(TieRow(readable(other), kinds[other.iri].lower(), by, tie.sources))
    return sorted(rows, key=lambda row: (_rank(kinds[row.thing.iri], SHOWN_FIRST), row.thing.label, row.thing.iri))


def _rank(kind: str, order: Sequence[str]) -> int:
    return order.index(kind) if kind in order else len(order)


def _spaced(word: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word).lower()
