"""How a passage becomes the terms of an index, and a query the question that is put to them: the same for every engine.

Each text field lies in the index twice: by stems, for words and phrases, and as written (`…_words`), for beginnings and
near spellings, because a prefix over stems loses words (`commissi*` would not find `commission`, stem `commiss`).
Names of people and files are not stemmed at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from index.passages import LAST_DAY, IndexedPassage, first_day
from index.query_tree import And, Dated, Exact, Fuzzy, Node, Not, Or, Prefix, Rather, Words
from index.words import folded, stem

Q = TypeVar("Q")

STEMMED = ("text", "heading", "mentions", "title", "committee", "council", "kind", "paper_kind")
UNSTEMMED = ("member", "minute", "officer", "outcome", "paper")
WRITTEN = tuple(f"{field}_words" for field in STEMMED)
FACETS = ("committee", "council", "kind", "outcome", "paper_kind", "thing_kind", "year")
SEVERAL = ("outcome", "thing_kind")  # facets of which a passage may have several values, none with a space in it
VALUES = (*(f"{facet}_value" for facet in FACETS), "paper_iri", "part", "thing")

# What many passages of a paper have alike: an engine works it out once for all of them.
CARD = ("paper", "file_name", "kind", "paper_kind", "title", "council", "committee", "date")

# Where a word without a field is looked for, and what it counts for there. A heading is repeated over many passages,
# and a mention may be a name that the passage itself does not use.
EVERYWHERE = {"text": 1.0, "heading": 0.5, "mentions": 0.3}
# These choose passages; they say nothing about which is the better one.
CHOOSING = ("committee", "council", "kind", "paper_kind", "member", "minute", "officer", "outcome", "paper")


def terms(passage: IndexedPassage) -> dict[str, list[str]]:
    """The words of each text field, stemmed and as written, in order."""
    written = {field: folded(text) for field, text in texts(passage).items()}
    return {
        **{field: [stem(word) for word in written[field]] for field in STEMMED},
        **{f"{field}_words": written[field] for field in STEMMED},
        **{field: written[field] for field in UNSTEMMED},
    }


def values(passage: IndexedPassage) -> dict[str, list[str]]:
    """The whole values of a passage, for facets and exact choice."""
    return {**card_values(passage), **own_values(passage)}


def card_values(passage: IndexedPassage) -> dict[str, list[str]]:
    """Those that its card gives."""
    facets = {facet: getattr(passage, facet) for facet in FACETS if facet not in SEVERAL}
    return {
        **{f"{facet}_value": [value] if value else [] for facet, value in facets.items()},
        "paper_iri": [passage.paper],
    }


def own_values(passage: IndexedPassage) -> dict[str, list[str]]:
    """Those that are its own."""
    return {
        "outcome_value": list(passage.outcomes),
        "thing_kind_value": list(dict.fromkeys((*passage.stated, *passage.thing_kinds))),
        "part": [passage.part_id],
        "thing": list(passage.things),
    }


def as_written(field: str) -> str:
    """The index's field that has a text field's words without stemming."""
    return f"{field}_words" if field in STEMMED else field


def texts(passage: IndexedPassage) -> dict[str, str]:
    """The text fields of a passage, before they are cut."""
    return {**card_texts(passage), **own_texts(passage)}


def card_texts(passage: IndexedPassage) -> dict[str, str]:
    """Those that its card gives."""
    return {
        "title": passage.title or "",
        "committee": passage.committee or "",
        "council": passage.council or "",
        "kind": passage.kind,
        "paper_kind": passage.paper_kind or "",
        "paper": passage.file_name,
    }


def own_texts(passage: IndexedPassage) -> dict[str, str]:
    """Those that are its own."""
    return {
        "text": passage.text,
        "heading": passage.heading or "",
        "mentions": " ".join(passage.mentions),
        "member": " ".join(passage.members),
        "minute": passage.minute or "",
        "officer": " ".join(passage.officers),
        "outcome": " ".join(passage.outcomes),
    }


class Maker(Protocol[Q]):
    """An engine's own queries, made from simple parts."""

    def term(self, field: str, term: str) -> Q: ...
    def phrase(self, field: str, terms: Sequence[str]) -> Q: ...
    def prefix(self, field: str, prefix: str) -> Q: ...
    def fuzzy(self, field: str, word: str, distance: int) -> Q: ...
    def days(self, first: int, after: int) -> Q: ...
    def every(self, parts: Sequence[Q]) -> Q: ...
    def some(self, parts: Sequence[Q]) -> Q: ...
    def without(self, part: Q) -> Q: ...
    def rather(self, part: Q, closer: Q) -> Q: ...
    def weighed(self, part: Q, weight: float) -> Q: ...
    def unscored(self, part: Q) -> Q: ...


def translated(tree: Node, maker: Maker[Q]) -> Q:
    """A query in an engine's own terms."""
    match tree:
        case And(parts):
            return maker.every([translated(part, maker) for part in parts])
        case Or(parts):
            return maker.some([translated(part, maker) for part in parts])
        case Not(part):
            return maker.without(translated(part, maker))
        case Rather(part, closer):
            return maker.rather(translated(part, maker), translated(closer, maker))
        case Dated(since, until):
            return maker.unscored(maker.days(first_day(since) or 1, first_day(until) or LAST_DAY))
        case Exact(value, field):
            return maker.unscored(maker.term(_value_field(field), value))
        case Words() | Prefix() | Fuzzy():
            return _in_fields(tree, maker)


def _value_field(field: str) -> str:
    return {"paper": "paper_iri", "mentions": "thing", "part": "part"}.get(field, f"{field}_value")


def _in_fields(leaf: Words | Prefix | Fuzzy, maker: Maker[Q]) -> Q:
    if leaf.field is None:
        return maker.some([maker.weighed(_in_field(leaf, field, maker), by) for field, by in EVERYWHERE.items()])
    found = _in_field(leaf, leaf.field, maker)
    return maker.unscored(found) if leaf.field in CHOOSING else found


def _in_field(leaf: Words | Prefix | Fuzzy, field: str, maker: Maker[Q]) -> Q:
    written = as_written(field)
    match leaf:
        case Prefix(prefix):
            return maker.prefix(written, prefix)
        case Fuzzy(word, distance):
            return maker.fuzzy(written, word, distance)
        case Words(words):
            sought = [stem(word) for word in words] if field in STEMMED else list(words)
            return maker.phrase(field, sought) if len(sought) > 1 else maker.term(field, sought[0])


def ranks(tree: Node) -> bool:
    """Whether the query has words by which one passage answers it better than another; if not, the newest is best."""
    match tree:
        case And(parts) | Or(parts):
            return any(ranks(part) for part in parts)
        case Rather(part):
            return ranks(part)
        case Words(_, field):
            return field not in CHOOSING
        case _:
            return False
