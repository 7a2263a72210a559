"""From the name that a person types to the thing that is meant: case, titles, word order and slips of the pen forgiven.

What fits most closely wins: the name itself; a person's initials; the words beside each other; the words in any order,
each perhaps cut short; words spelt nearly so. Several things that fit equally are offered, never guessed between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from kg import names
from kg.errors import UnknownName
from kg.normal import MentionKind, normal
from kg.vocabulary import ID_BASE, Has, Kind
from queries.answers import Ref
from queries.by_pattern import labels_of_kind, values_of
from queries.library import Library

KINDS: Final[dict[MentionKind, str]] = {
    "council": Kind.COUNCIL,
    "committee": Kind.COMMITTEE,
    "meeting": Kind.MEETING,
    "body": Kind.BODY,
    "member": Kind.MEMBER,
    "officer": Kind.OFFICER,
    "post": Kind.POST,
    "provider": Kind.PROVIDER,
    "scheme": Kind.SCHEME,
    "contract": Kind.CONTRACT,
}
# By which papers call a thing, besides its label; a firm's number in a register and a contract's ocid among them.
NAMES: Final = (Has.ALT_LABEL, Has.NAME, Has.REFERENCE, Has.IDENTIFIER)
IN_BRACKETS: Final = re.compile(r"<(\S+)>$")  # as `choices` writes a thing that shares its name with another
Closeness = Literal["iri", "exact", "initials", "phrase", "words", "nearly"]
NEARLY: Final = 78.0  # of 100: one wrong letter in five, two in nine; at 70 "park" is taken for "bark" and "pack"
OFFERED: Final = 8  # choices worth reading
FOLDED: Final = 50_000  # names kept as they are compared, some 10 MB


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with all its names."""

    ref: Ref
    kind: MentionKind
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fits:
    """What fits a name, and how closely."""

    closeness: Closeness
    things: tuple[Named, ...]


def named_things(library: Library, *kinds: MentionKind) -> tuple[Named, ...]:
    """All things of some kinds, in the order of their names."""
    return library.once(("names", *kinds), lambda: _named_things(library, kinds))


def _named_things(library: Library, kinds: Sequence[MentionKind]) -> tuple[Named, ...]:
    found = (
        Named(Ref(iri, label), kind, tuple(dict.fromkeys((label, *sorted(values_of(library, iri, *NAMES))))))
        for kind in dict.fromkeys(kinds)
        for iri, label in labels_of_kind(library, KINDS[kind]).items()
    )
    return tuple(sorted(found, key=lambda each: (each.ref.label, each.ref.iri, KINDS[each.kind])))


def find(library: Library, wanted: str, *kinds: MentionKind) -> Fits | None:
    """Everything of these kinds that fits a name most closely; None if nothing does."""
    return fitting(wanted, named_things(library, *kinds))


def the_one(library: Library, wanted: str, *kinds: MentionKind) -> Ref:
    """The thing of that name; UnknownName, with choices, where none or several answer to it."""
    return one_of(wanted, named_things(library, *kinds))


def one_of(wanted: str, things: Sequence[Named]) -> Ref:
    """Of some things the one of that name; UnknownName, with choices, where none or several answer to it."""
    fits = fitting(wanted, things)
    what = " or ".join(dict.fromkeys(thing.kind for thing in things)) or "thing"
    if fits is None:
        raise UnknownName(f"There is no {what} called “{wanted}”.", near(wanted, things))
    if len(fits.things) > 1:
        raise UnknownName(f"More than one {what} answers to “{wanted}”; say which.", choices(fits.things))
    return fits.things[0].ref


def fitting(wanted: str, things: Iterable[Named]) -> Fits | None:
    """Of some things those that fit a name most closely."""
    everything = list(things)
    for closeness, found in _tries(wanted, everything):
        if found:
            return Fits(closeness, tuple(found))
    return None


def _tries(wanted: str, things: Sequence[Named]) -> Iterator[tuple[Closeness, list[Named]]]:
    marked = IN_BRACKETS.search(wanted)
    whole = marked[1] if marked else wanted if "://" in wanted else ID_BASE + wanted
    yield "iri", [thing for thing in things if thing.ref.iri == whole]
    yield "exact", [thing for thing in things if _is_named(thing, wanted)]
    yield "initials", [thing for thing in things if _may_be(thing, wanted)]
    words = names.fold(names.without_title(wanted)).split()
    if words:
        yield "phrase", [thing for thing in things if any(_beside(words, name) for name in thing.names)]
        yield "words", having(words, things)
        yield "nearly", _nearest(words, things)


def _is_named(thing: Named, wanted: str) -> bool:
    form = normal(thing.kind, wanted)
    return bool(form) and any(normal(thing.kind, name) == form for name in thing.names)


def _may_be(thing: Named, wanted: str) -> bool:
    """`Anna Marsh` is looked for where papers only say `A Marsh`; a surname alone is not initials."""
    if thing.kind not in ("member", "officer") or len(names.without_title(wanted).split()) < 2:
        return False
    return any(names.may_be_one(wanted, name) for name in thing.names)


def _beside(words: Sequence[str], name: str) -> bool:
    return f" {' '.join(words)} " in f" {_folded(name)} "


@lru_cache(maxsize=FOLDED)
def _folded(name: str) -> str:
    """Names are looked through again with every question: 5,000 took 30 ms, and take 3 so (2026-11-22)."""
    return names.fold(name)


def having(words: Sequence[str], things: Iterable[Named]) -> list[Named]:
    """Things one of whose names has all these words, each perhaps cut short, in any order."""
    return [thing for thing in things if any(_all_begin(words, name) for name in thing.names)]


def _all_begin(words: Sequence[str], name: str) -> bool:
    theirs = f" {_folded(name)}"
    return all(f" {word}" in theirs for word in words)


def _nearest(words: Sequence[str], things: Sequence[Named]) -> list[Named]:
    """Those whose names have every word, each at most a slip away; of them the nearest."""
    scored = [(_likeness(words, thing), thing) for thing in things]
    best = max((score for score, _thing in scored), default=0.0)
    return [thing for score, thing in scored if score == best] if best >= NEARLY else []


def _likeness(words: Sequence[str], thing: Named) -> float:
    """How near a thing's nearest name comes, 0 to 100; of a word that is more than a slip away, nothing comes near."""
    from rapidfuzz.fuzz import ratio

    def of_name(name: str) -> float:
        theirs = names.fold(name).split()
        likeness = [max((ratio(word, other) for other in theirs), default=0.0) for word in words]
        return sum(likeness) / len(likeness) if min(likeness) >= NEARLY else 0.0

    return max(map(of_name, thing.names), default=0.0)


def near(wanted: str, things: Iterable[Named]) -> tuple[str, ...]:
    """The names that come nearest to one that nothing has, for a person to choose from."""
    from rapidfuzz.fuzz import WRatio
    from rapidfuzz.process import extract

    every_name = {name: thing.ref.label for thing in things for name in thing.names}
    found = extract(wanted, list(every_name), scorer=WRatio, processor=names.fold, limit=OFFERED, score_cutoff=60)
    return tuple(dict.fromkeys(every_name[name] for name, _score, _at in found))


def choices(things: Iterable[Named]) -> tuple[str, ...]:
    """The names to choose between; of two things with one label, each with its IRI."""
    listed = sorted({thing.ref.iri: thing.ref for thing in things}.values(), key=lambda ref: (ref.label, ref.iri))
    labels = [ref.label for ref in listed]
    return tuple(ref.label if labels.count(ref.label) == 1 else f"{ref.label} <{ref.iri}>" for ref in listed)
