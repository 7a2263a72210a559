"""What a query says, as a small tree of values; index.query reads one from what people type, the engines answer it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Words:
    """A word, or several beside each other; folded, not stemmed."""

    words: tuple[str, ...]
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    prefix: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words at most `distance` letters off."""

    word: str
    distance: int
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Exact:
    """A thing or paper by its IRI (`mentions`, `paper`), a `part` of one, or a facet's whole value (`year`, …)."""

    value: str
    field: str


@dataclass(frozen=True, slots=True)
class Dated:
    """On `since` or later, and earlier than `until`; full ISO dates."""

    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """All passages but these."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """Passages that answer to every part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Passages that answer to some part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Rather:
    """Passages that answer to a part; those that answer to `closer`, too, are better."""

    part: Node
    closer: Node


Node = Words | Prefix | Fuzzy | Exact | Dated | Not | And | Or | Rather


@dataclass(frozen=True, slots=True)
class Query:
    """A query as typed, and as read."""

    text: str
    tree: Node


def wanted(tree: Node) -> Iterator[Words | Prefix | Fuzzy | Exact]:
    """The words that a passage may have for its being found, in order; not those behind a NOT."""
    match tree:
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted(part)
        case Rather(part):
            yield from wanted(part)
        case Words() | Prefix() | Fuzzy() | Exact():
            yield tree
        case Not() | Dated():
            pass


def needs_every_word(tree: Node) -> bool:
    """Whether a passage that answers has all words that are `wanted`, so that one answer shows that all are known."""
    match tree:
        case And(parts):
            return all(needs_every_word(part) for part in parts)
        case Or(parts):
            return not any(isinstance(word, Words) for part in parts for word in wanted(part))
        case Rather(part):
            return needs_every_word(part)
        case _:
            return True


def closer(query: Query) -> Query:
    """The query with passages better in which its words stand beside each other, where it is of several plain words."""
    if not isinstance(query.tree, And | Or) or not all(isinstance(part, Words) for part in query.tree.parts):
        return query
    words = [part for part in query.tree.parts if isinstance(part, Words) and not part.field]
    if len(words) != len(query.tree.parts):
        return query
    pairs = tuple(Words(one.words + other.words) for one, other in pairwise(words))
    return replace(query, tree=Rather(query.tree, Or(pairs) if len(pairs) > 1 else pairs[0]))


def loosened(query: Query) -> Query | None:
    """The query with some of its words enough, where all were asked for and none stands in a field; else None.

    For doors: when no passage has all words of a question, those that have most of them may still answer it.
    """
    if not isinstance(query.tree, And):
        return None
    words = tuple(part for part in query.tree.parts if isinstance(part, Words | Prefix | Fuzzy) and not part.field)
    others = tuple(part for part in query.tree.parts if part not in words)
    if len(words) < 2:
        return None
    return replace(query, tree=And((Or(words), *others)) if others else Or(words))
