"""The document that the text index holds: a passage, with what is known of its paper and of the things it mentions."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import TYPE_CHECKING, Final

import msgspec

from index.words import written_line

if TYPE_CHECKING:  # the writer's; it took a reader half of its 70 ms to start
    from kg.records import Passage

EPOCH = date(1800, 1, 1).toordinal()
LAST_DAY = 0x1FFFF  # 17 bits: until 2158; days, paper and place together fill 63 bits
PAPER_BITS, PLACE_BITS = 22, 24
FURTHEST: Final = (1 << PLACE_BITS) - 1
USUAL: Final = 100  # the worth of a passage of which nothing is to be said


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing that a passage speaks of: its display name and IRI; `kind` is contract, provider, scheme, officer, …"""

    name: str
    iri: str
    kind: str = "thing"


@dataclass(frozen=True, slots=True)
class Part:
    """The piece of a paper that a passage belongs to: a report, an item of the minutes. It begins at a character.

    minute   the number of an item of the minutes
    """

    start: int = 0
    title: str | None = None
    minute: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What records tell of a passage.

    part      the report or item that it belongs to
    stated    the kinds of statements in it: decision, action, recommendation, …
    outcomes  of the decision that it states, or of its item: agreed, unanimous, deferred, … (index.outcomes)
    worth     how much it says, in hundredths of what a passage of a report does
    """

    part: Part = Part()
    stated: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    worth: int = USUAL


@dataclass(frozen=True, slots=True)
class PaperCard:
    """What the index wants to know of a paper; `kind` is pack, minutes, report, …"""

    iri: str
    file_name: str
    kind: str | None = None
    title: str | None = None
    council: str | None = None
    committee: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """One passage as the engines store it and answer with it.

    kind        of the section that it stands in; `paper_kind` of the whole paper
    title       of the report or section, or else of the paper
    date        ISO, as exact as the paper is; `year` its first four digits
    number      of the paper's paragraph in which it stands, so that it can be cited as "paragraph 2.1"
    mentions    display names of things; `things` their IRIs and `thing_kinds` their kinds, in the same order;
                `officers` and `members` the names of people among them
    part        the character at which the report or item begins that it belongs to; `part_title` its title, `minute`
                its number if it is one of the minutes
    stated      kinds of statements in it; `outcomes` of its decision; `worth` how much it says, 100 being usual
    """

    id: str
    text: str
    paper: str
    file_name: str
    start: int
    end: int
    kind: str
    paper_kind: str | None = None
    heading: str | None = None
    title: str | None = None
    page: int | None = None
    printed_page: str | None = None
    council: str | None = None
    committee: str | None = None
    date: str | None = None
    mentions: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    number: str | None = None
    thing_kinds: tuple[str, ...] = ()
    part: int = 0
    part_title: str | None = None
    minute: str | None = None
    stated: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    worth: int = USUAL

    @property
    def year(self) -> str | None:
        """The year of its date."""
        return self.date[:4] if self.date else None

    @property
    def part_id(self) -> str:
        """What tells the part of its paper that it belongs to from all others."""
        return f"{self.paper}#{self.part}"


def indexed(
    passage: Passage,
    paper: PaperCard,
    mentions: Iterable[Mention] = (),
    iri: str | None = None,
    told: Told | None = None,
) -> IndexedPassage:
    """A passage ready for the index; what it does not say itself, its paper says.

    iri    the passage's own; left out, the one that kg.ids gives
    told   what records tell of it (index.stated)
    """
    from kg import ids

    things = tuple({mention.iri: mention for mention in reversed(list(mentions))}.values())[::-1]
    known = told or Told()
    return IndexedPassage(
        id=iri or ids.passage(paper.iri, passage.start, passage.end),
        text=passage.text,
        paper=paper.iri,
        file_name=paper.file_name,
        start=passage.start,
        end=passage.end,
        kind=passage.section,
        paper_kind=paper.kind,
        heading=passage.heading,
        title=passage.title or paper.title,
        page=passage.page,
        printed_page=passage.printed_page,
        council=passage.council or paper.council,
        committee=passage.committee or paper.committee,
        date=passage.date or paper.date,
        mentions=tuple(thing.name for thing in things),
        things=tuple(thing.iri for thing in things),
        officers=_names(thing for thing in things if thing.kind == "officer"),
        members=_names(thing for thing in things if thing.kind == "member"),
        number=passage.number,
        thing_kinds=tuple(thing.kind for thing in things),
        part=known.part.start,
        part_title=known.part.title,
        minute=known.part.minute,
        stated=known.stated,
        outcomes=known.outcomes,
        worth=known.worth,
    )


def _names(things: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(thing.name for thing in things))


NAMES: Final = tuple(field.name for field in fields(IndexedPassage))
ALWAYS: Final = frozenset(field.name for field in fields(IndexedPassage) if field.default is MISSING)
_all_of: Final = attrgetter(*NAMES)
_told: Final = tuple(name in ALWAYS for name in NAMES)
_decoder: Final = msgspec.json.Decoder(IndexedPassage)


def packed(passage: IndexedPassage) -> bytes:
    """A passage as an engine stores it: JSON, without what is empty."""
    values = zip(NAMES, _told, _all_of(passage), strict=True)
    return msgspec.json.encode({name: value for name, always, value in values if value or always})


def unpacked(stored: bytes) -> IndexedPassage:
    """The passage that was stored."""
    try:
        return _decoder.decode(stored)
    except msgspec.ValidationError:  # stored before 22 November 2026, when what is always told was left out at 0
        return msgspec.convert({"text": "", "start": 0, "end": 0, **msgspec.json.decode(stored)}, IndexedPassage)


@lru_cache(maxsize=4096)
def first_day(day: str | None) -> int | None:
    """Days since 1800 of the first day of `2018`, `2018-03` or `2018-03-08`; None if undated."""
    if not day:
        return None
    year, month, of_month = [*map(int, day.split("-")), 1, 1][:3]
    return min(max(date(year, month, of_month).toordinal() - EPOCH, 1), LAST_DAY - 1)


def numbers(passage: IndexedPassage) -> dict[str, int]:
    """The numbers that an index keeps of a passage, the same in every base.

    days       of its date
    newest     falls with the date, then rises with the place; undated passages come last
    oldest     rises with the date, then with the place; undated passages come last
    place      orders passages of equal worth: paper by paper, each from its beginning
    part_key   of the part of a paper that it belongs to; its upper 40 bits are the paper's
    words_key  shared by passages of the same words, whatever signs and spaces stand between them
    """
    paper, paper_key = _paper_numbers(passage.paper)
    place = paper << PLACE_BITS | min(passage.start, FURTHEST)
    days = first_day(passage.date) or 0
    return {
        "days": days,
        "newest": (LAST_DAY - days) << (PAPER_BITS + PLACE_BITS) | place,
        "oldest": (days or LAST_DAY) << (PAPER_BITS + PLACE_BITS) | place,
        "place": place,
        "part_key": paper_key << PLACE_BITS | min(passage.part, FURTHEST),
        "words_key": int.from_bytes(blake2b(written_line(passage.text).encode(), digest_size=8).digest()),
        "worth": passage.worth,
    }


@lru_cache(maxsize=64)
def _paper_numbers(paper: str) -> tuple[int, int]:
    """Two numbers of a paper: one short enough to stand beside a date, one that hardly any other paper has."""
    iri = paper.encode()
    return zlib.crc32(iri) & ((1 << PAPER_BITS) - 1), int.from_bytes(blake2b(iri, digest_size=5).digest())
