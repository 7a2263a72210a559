"""Which passages speak of a thing, the newest first, and where in each does its name stand?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from queries.answers import Citation
from queries.library import Library
from queries.search import Found, search

AROUND: Final = 160  # characters shown before and after a name


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage that speaks of a thing: words before its name, the name as it stands there, words after it.

    The name is empty where the passage names the thing otherwise than its names say; `after` is then how it begins.
    """

    heading: str
    date: str | None
    before: str
    name: str
    after: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Mentions:
    """Passages that speak of some things; `query` is the search for all of them, `total` how many they are."""

    query: str
    total: int
    passages: tuple[Mention, ...]


def mentioning(library: Library, things: Sequence[str], names: Iterable[str], limit: int = 5) -> Mentions:
    """Passages that name any of some things, by their IRIs, shown about the first of some names that stands in each."""
    found = search(library, " OR ".join(f"mentions:{iri}" for iri in things), limit, sort="date")
    longest_first = sorted(dict.fromkeys(names), key=lambda name: (-len(name), name))
    return Mentions(found.query, found.total, tuple(_mention(each, longest_first) for each in found.passages))


def _mention(found: Found, names: Sequence[str]) -> Mention:
    text = " ".join(found.citations[0].words.split())
    heading = (found.heading or found.title or found.kind).rstrip(" :")
    lower = text.casefold()
    # Casefolding may lengthen a text ("ß"); its places are then not the text's.
    places = [(lower.find(name.casefold()), name) for name in names] if len(lower) == len(text) else []
    at, name = next(((at, name) for at, name in places if at >= 0), (0, ""))
    end = at + len(name)
    before, after = _end_of(text[:at]), _beginning_of(text[end:], AROUND if name else 2 * AROUND)
    return Mention(heading, found.date, before, text[at:end], after, found.citations)


def _end_of(text: str) -> str:
    return text if len(text) <= AROUND else f"… {text[-AROUND:].partition(' ')[2]}"


def _beginning_of(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]} …"
