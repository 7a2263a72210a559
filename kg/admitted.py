"""Which of a person's judgements some papers' names bear: one on names that none of them has tells of other papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, cast

from kg.judgements import OF_A_PAPER, Judgement
from kg.mentions import Mention, forms
from kg.normal import MentionKind, normal

# Whose names have the form of a judgement on committees.
COMMITTEES: Final = frozenset(("committee", "meeting"))


def admitted(judgements: Sequence[Judgement], mentions: Iterable[Mention]) -> tuple[Judgement, ...]:
    """The judgements of which the mentions have both names; those on a paper's council stand for that paper alone."""
    known = {(_family(mention.kind), form) for mention in mentions for form in _every_form(mention)}
    return tuple(each for each in judgements if each.kind == OF_A_PAPER or set(_named(each)) <= known)


def kinds_of(judgements: Iterable[Judgement]) -> frozenset[str]:
    """The kinds of mentions that tell which judgements are admitted."""
    kinds = frozenset(judgement.kind for judgement in judgements)
    return kinds | COMMITTEES if kinds & COMMITTEES else kinds


def _named(judgement: Judgement) -> Iterable[tuple[str, str]]:
    kind = cast(MentionKind, judgement.kind)
    return ((_family(kind), normal(kind, name)) for name in judgement.names)


def _every_form(mention: Mention) -> Iterable[str]:
    """Those by which its paper speaks of it, and those of its names where a reference stands for it."""
    return (*forms(mention), *(normal(mention.kind, name) for name in (mention.name, *mention.aliases)))


def _family(kind: str) -> str:
    return "committee" if kind in COMMITTEES else kind
