"""Names as one types: which things begin so, and which thing a search names; all names of a generation at hand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.names import fold
from kg.normal import MentionKind
from queries.library import Library
from queries.names import Named, named_things

# In the order in which people look for them.
KINDS_NAMED: Final[tuple[MentionKind, ...]] = (
    "contract", "scheme", "provider", "member", "officer", "post", "committee", "body", "council",
)  # fmt: skip
PEOPLE: Final = ("member", "officer", "provider")  # who are known by one word of their names
THINGS: Final = 6  # names among the suggestions
LONGEST: Final = 100  # characters that are looked at
FEW: Final = 3  # things that are shown of those that one search names
MANY: Final = 6  # of which there are more, no one is what was meant


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant: a thing, with its kind and IRI; or words to search for, with neither."""

    text: str
    kind: str | None = None
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with its names folded."""

    thing: Named
    names: tuple[str, ...]


@dataclass(slots=True)
class Names:
    """All names of a generation, found by their words.

    words     every word of a name with the number of its entry, in order of words
    """

    entries: list[Entry]
    exact: dict[str, list[int]] = field(default_factory=dict)
    words: list[tuple[str, int]] = field(default_factory=list)

    @classmethod
    def of(cls, things: Iterable[Named]) -> Names:
        """The names of some things."""
        order = {kind: at for at, kind in enumerate(KINDS_NAMED)}
        listed = sorted(things, key=lambda thing: (order[thing.kind], len(thing.ref.label), thing.ref.label))
        found = cls([Entry(thing, tuple(dict.fromkeys(map(fold, thing.names)))) for thing in listed])
        for number, entry in enumerate(found.entries):
            for name in entry.names:
                found.exact.setdefault(name, []).append(number)
        found.words = sorted({(word, number) for number, entry in enumerate(found.entries)
                              for name in entry.names for word in name.split()})  # fmt: skip
        return found

    def beginning(self, typed: Sequence[str]) -> list[Entry]:
        """Entries one of whose names has words that begin like all of these, those that begin with them first."""
        numbers: set[int] | None = None
        for word in sorted(typed, key=len, reverse=True):
            with_word = set(self._with(word))
            numbers = with_word if numbers is None else numbers & with_word
            if not numbers:
                return []
        whole = " ".join(typed)
        found = [(self.entries[number], number) for number in numbers or ()]
        found = [(entry, number) for entry, number in found if any(_all_begin(typed, name) for name in entry.names)]
        found.sort(key=lambda each: (not any(name.startswith(whole) for name in each[0].names), each[1]))
        return [entry for entry, _ in found]

    def _with(self, begin: str) -> Iterator[int]:
        at = bisect_left(self.words, (begin, -1))
        while at < len(self.words) and self.words[at][0].startswith(begin):
            yield self.words[at][1]
            at += 1


def names_of(library: Library) -> Names:
    """All names of a library's generation."""
    return library.once("names to suggest", lambda: Names.of(named_things(library, *KINDS_NAMED)))


def suggestions(library: Library, typed: str, limit: int = 10) -> tuple[Suggestion, ...]:
    """Things whose names begin so, with their kinds, and words that papers have; nothing for fewer than two letters."""
    typed = " ".join(typed[:LONGEST].split())
    words = fold(typed).split()
    if not words or len(words[-1]) + len(words) < 3:
        return ()
    things = [Suggestion(entry.thing.ref.label, entry.thing.kind, entry.thing.ref.iri)
              for entry in names_of(library).beginning(words)[:THINGS]]  # fmt: skip
    plain = [Suggestion(text) for text in library.text.suggest(typed, limit)]
    told = {thing.text.casefold() for thing in things}
    return (*things, *[each for each in plain if each.text.casefold() not in told][: limit - len(things)])


def named(library: Library, words: str) -> tuple[Named, ...]:
    """The things that a search names, by their whole names or nearly: none, one, or a few that share a name."""
    typed = fold(words[:LONGEST])
    if not typed or ":" in words or len(words) > LONGEST:
        return ()
    names = names_of(library)
    exact = [names.entries[number].thing for number in names.exact.get(typed, ())]
    split = typed.split()
    near = [entry.thing for entry in names.beginning(split) if _is_near(split, entry)]
    return _few([*exact, *near]) or _few(exact)


def _is_near(words: Sequence[str], entry: Entry) -> bool:
    """Whether these words, beside each other, are a name in the main; one alone is where people are known by it."""
    if len(words) == 1:
        return entry.thing.kind in PEOPLE and any(words[0] in name.split() for name in entry.names)
    return any(f" {' '.join(words)} " in f" {name} " for name in entry.names)


def _few(things: Iterable[Named]) -> tuple[Named, ...]:
    """The first things, each once; none where there are too many to be what was meant."""
    found = tuple({thing.ref.iri: thing for thing in things}.values())
    return found[:FEW] if len(found) <= MANY else ()


def _all_begin(words: Sequence[str], name: str) -> bool:
    theirs = name.split()
    return all(any(other.startswith(word) for other in theirs) for word in words)
