"""What a derivation is made of, so that it is worked out key by key: marks, keys, outcomes, and a day that takes note.

A *source* is a paper, or a thing of all papers. It gives *marks*: words for
what it tells of, such as a contract's IRI. A derivation works out one *key* at a time, from the sources that give its
marks, and says on which marks the outcome *leans*. Where a source comes, changes or goes, the keys that lean on a mark
that it gave or gives are worked out anew; all others keep what they came to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from kg.derive.ground import Ground

    Triple = tuple[str, str, NamedNode | Literal]

# A source and a mark that it gives.
Given = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PaperDay:
    """A paper's day, council and committee; each None where nothing tells."""

    iri: str
    day: str | None
    council: str | None
    committee: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """From which newest day of a council or committee on, and before which, an outcome is the same.

    What follows right after a day is written "2022-06-09~". With two empty ones it holds while there is no newest day.
    """

    scope: str
    after: str
    before: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a key came to.

    leans  marks on which it rests: those of papers that tell of it, the IRIs of things whose names or days it uses
    spans  between which newest days it holds; () where it rests on no newest day
    """

    key: str
    triples: frozenset[Triple]
    leans: frozenset[str]
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """How one kind of fact follows from papers.

    marks   of some papers, by IRI: the marks that each gives; asked of their own graphs alone
    keys    the keys that there may be for some of these marks; others are known by what they lean on
    derive  the outcomes of some keys. For one of which nothing is told there is none; it says nothing then
    things  of some things, by IRI, or of all for None: the marks that each gives besides its IRI
    """

    name: str
    marks: Callable[[Ground, Collection[str]], Iterable[Given]]
    keys: Callable[[Ground, Collection[str]], Iterable[str]]
    derive: Callable[[Ground, Sequence[str]], Iterator[Outcome]]
    things: Callable[[Ground, Collection[str] | None], Iterable[Given]] = lambda _ground, _things: ()


def marks_themselves(_ground: Ground, marks: Collection[str]) -> Collection[str]:
    """The keys of a derivation whose marks are its keys."""
    return marks


EVER: Final = ("0", "~")  # from before all days, until after them


class Today(str):
    """A day that takes note of the days against which it is held: between the nearest of them the answers are the same.

    Only comparisons with < <= > >= are noted; whoever reckons with its words is not.
    """

    after: str
    before: str

    def __new__(cls, day: str) -> Today:
        made = super().__new__(cls, day)
        made.after, made.before = EVER
        return made

    def _note(self, turn: str) -> None:
        """Note from which day on the answer is another."""
        if str.__le__(turn, self):
            self.after = max(self.after, turn)
        else:
            self.before = min(self.before, turn)

    def __lt__(self, other: str) -> bool:
        self._note(str(other))
        return str.__lt__(self, other)

    def __le__(self, other: str) -> bool:
        self._note(f"{other}~")
        return str.__le__(self, other)

    def __gt__(self, other: str) -> bool:
        self._note(f"{other}~")
        return str.__gt__(self, other)

    def __ge__(self, other: str) -> bool:
        self._note(str(other))
        return str.__ge__(self, other)


def span_of(day: Today | None, scope: str) -> Span:
    """From which newest day of a council or committee on, and before which, the answers are those that were given."""
    return Span(scope, day.after, day.before) if day is not None else Span(scope, "", "")
