"""Motions that minutes tell as carried, without the word resolved: what was moved is what was decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract.words.wordings import Wording
from ingest.read.document import Block, Mapped

_PUT = r"(?:(?:on|upon) being |(?:was |were )?(?:then )?)put to (?:the |a )?vote"
CARRIED = Wording(
    rf"(?:^|(?<=[.;]\s))(?:{_PUT},?\s+)?(?:the\s+)?(?:(?:substantive|original)\s+)?"
    r"(?:(?:motion|proposal|proposition|recommendation|resolution)s?|(?P<pronoun>this|it))(?:,?\s+as amended)?,?\s+"
    rf"(?:{_PUT},?\s+(?:and\s+)?)?(?:was\s+|were\s+)?(?:declared\s+)?(?:duly\s+|unanimously\s+)?"
    r"(?:carried(?! out)|(?P<weak>agreed|approved|accepted)(?=\s*(?:$|[.;(]|by\b|unanim|nem\b|with\b)))\b"
    r"|(?:^|(?<=[.;]\s))(?P<short>all (?:members |those )?(?:present )?(?:were )?in favour"
    r"|(?:it was )?(?:unanimously )?agreed|resolved|carried|approved)(?=\s*(?:$|[.;(,]|unanim|by all|nem\b))",
    reads=(
        "The motion was put to the vote and CARRIED.",
        "On being put to the vote, the substantive motion was carried by 6 votes to 4.",
        "Motion carried.",
        "The recommendations were unanimously carried",
        "Upon being put to the vote this was CARRIED by 7 votes to 5.",
        "The proposal was agreed by all.",
        "Cllr Oak proposed that lamps be bought, seconded by Cllr Elm. All in favour.",
    ),
    leaves=(
        "The amendment was put to the vote and carried.",
        "The motion was put to the vote and lost.",
        "The motion was not carried.",
        "Works were carried out",
    ),
    at="anywhere",
)
MOVED = Wording(
    r"(?:\b(?:moved|proposed)\b(?![^.:;]{0,160}\bamend)[^.:;]{0,160}?\s(?P<to>that|to)\b"
    r"|\b(?:moved|proposed|seconded)\b(?![^.:;]{0,160}\bamend)[^.:;]{0,160}?\bthe following"
    r"(?: (?:motion|resolution|proposal|recommendation)s?)?(?=\s*:)"
    r"|^(?:the\s+)?(?:substantive\s+|amended\s+)?motion(?:,?\s+as\s+amended,?)?(?:\s+(?:now\s+)?(?:read|reads))?(?=\s*:))"
    r"\s*(?P<colon>[:;–-])?\s*",
    reads=(
        "Councillor Pine moved, seconded by Councillor Oak, that the Council write to the Minister.",
        "It was proposed by Councillor Elm and seconded by Councillor Ash to:",
        "Motion: That the fee be waived",
        "Councillor Oak moved and Councillor Elm seconded the following motion:",
    ),
    leaves=("Councillor Pine moved an amendment that the fee be halved.", "The library moved in May."),
    at="anywhere",
)
# Where a motion of a council comes to what it would decide, behind what it only notes.
RESOLVES = Wording(
    r"\b(?:Council|Committee|Authority|Assembly|meeting)\s+(?:therefore\s+|hereby\s+)?(?:resolves|agrees|RESOLVES|AGREES)"
    r"\s*(?:(?P<to>to|that)\b)?\s*(?P<colon>[:;–-])?\s*",
    reads=("This Council resolves to:", "The Council therefore agrees that"),
    leaves=("This Council notes that lamps are dark.",),
    exact=True,
    at="anywhere",
)
# What a motion becomes by an amendment is not in the words that moved it.
AMENDED = Wording(
    r"\bamendment\b[^.;]{0,120}?\b(?:carried|agreed|accepted|approved)\b|\bas amended\b",
    reads=("The amendment was put to the vote and CARRIED.", "the motion as amended", "The amendment was accepted"),
    leaves=("The amendment was lost.", "An amendment was moved by Councillor Oak."),
    at="anywhere",
)


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion that was carried: the blocks that hold it, the words that move it in the first of them (None where the
    minutes do not give them), the words that carry it, and what follows those in their block."""

    blocks: tuple[Block, ...]
    moved: re.Match[str] | None
    carried: Mapped
    told: str


def carried_motions(blocks: Sequence[Block]) -> Iterator[Motion]:
    """The motions that an item's blocks tell as carried."""
    since = 0
    for index, block in enumerate(blocks):
        found = CARRIED.search(block.text)
        if not found:
            continue
        above = [*blocks[since:index], replace(block, content=block.content.piece(0, found.start()))]
        carried = block.content.piece(found.start(), found.end())
        at, moved = next(
            ((i, moved) for i in range(len(above) - 1, -1, -1) if (moved := MOVED.search(above[i].text))), (0, None)
        )
        if (found["pronoun"] or found["weak"] or found["short"]) and not moved:
            continue  # "The recommendations were agreed" is the item's own outcome
        held = tuple(each for each in above[at:] if each.text)
        if any(AMENDED.search(each.text) for each in held) or "amended" in carried.text:
            moved = None  # the paper does not print the motion as it was carried
        if moved:
            held, moved = _where_it_resolves(held, moved)
        yield Motion(held if moved else (), moved, carried, block.text[found.start() :])
        since = index + 1


def _where_it_resolves(held: tuple[Block, ...], moved: re.Match[str]) -> tuple[tuple[Block, ...], re.Match[str]]:
    """A motion from the words with which it would decide, where it has such; else as it was moved."""
    for at, block in enumerate(held):
        found = RESOLVES.regex.search(block.text, moved.end() if at == 0 else 0)
        if found:
            return held[at:], found
    return held, moved
