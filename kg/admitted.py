"""Which of a person's judgements some papers' names bear: one on names that none of them has tells of other papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, cast

from kg.judgements import OF_A_PAPER, Judgement
from kg.mentions import Mention, forms
from kg.normal import MentionKind, normal

# Whose names have the form of a judgement on committees.
COMMITTEES: Final = frozenset(("committee", "meeting"))


def admitted(judgements: Sequence[Judgement], mentions: Iterable[Mention]) -> tuple[Judgement, ...]:
    """The judgements of which the mentions have both names; those on a paper's council stand for that paper alone."""
    known = {name for mention in mentions for name in every_form(mention)}
    return admitted_by(judgements, lambda *name: name in known)


def admitted_by(judgements: Sequence[Judgement], knows: Callable[[str, str], bool]) -> tuple[Judgement, ...]:
    """The same where `knows` tells whether some paper has a name of a family and form (`every_form`)."""
    return tuple(each for each in judgements if each.kind == OF_A_PAPER or all(knows(*name) for name in _named(each)))


def every_form(mention: Mention) -> Iterator[tuple[str, str]]:
    """The family and forms by which its paper speaks of it, and those of its names where a reference stands for it."""
    several = (*forms(mention), *(normal(mention.kind, name) for name in (mention.name, *mention.aliases)))
    return ((_family(mention.kind), form) for form in several)


def _named(judgement: Judgement) -> Iterable[tuple[str, str]]:
    kind = cast(MentionKind, judgement.kind)
    return ((_family(kind), normal(kind, name)) for name in judgement.names)


def _family(kind: str) -> str:
    return "committee" if kind in COMMITTEES else kind
