"""The document that the text index holds: a passage, with what is known of its paper and of the things it mentions."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:  # the writer's; it took a reader half of its 70 ms to start
    from kg.records import Passage

EPOCH = date(1800, 1, 1).toordinal()
LAST_DAY = 0x1FFFF  # 17 bits: until 2158; days, paper and place together fill 63 bits
PAPER_BITS, PLACE_BITS = 22, 24


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing that a passage speaks of: its display name and IRI."""

    name: str
    iri: str
    kind: Literal["thing", "officer", "member"] = "thing"


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
    mentions    display names of things; `things` their IRIs; `officers` and `members` the names of people among them
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

    @property
    def year(self) -> str | None:
        """The year of its date."""
        return self.date[:4] if self.date else None


MANY = ("mentions", "things", "officers", "members")


def indexed(
    passage: Passage, paper: PaperCard, mentions: Iterable[Mention] = (), iri: str | None = None
) -> IndexedPassage:
    """A passage ready for the index; what it does not say itself, its paper says.

    iri   the passage's own; left out, the one that kg.ids gives
    """
    from kg import ids

    things = tuple(dict.fromkeys(mentions))
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
        mentions=_names(things),
        things=tuple(dict.fromkeys(thing.iri for thing in things)),
        officers=_names(thing for thing in things if thing.kind == "officer"),
        members=_names(thing for thing in things if thing.kind == "member"),
        number=passage.number,
    )


def _names(things: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(thing.name for thing in things))


def packed(passage: IndexedPassage) -> bytes:
    """A passage as an engine stores it."""
    values = {name: getattr(passage, name) for name in IndexedPassage.__slots__}
    return json.dumps({name: value for name, value in values.items() if value}, ensure_ascii=False).encode()


def unpacked(stored: bytes) -> IndexedPassage:
    """The passage that was stored."""
    values: dict[str, Any] = {"text": "", "start": 0, "end": 0, **json.loads(stored)}
    values.update((name, tuple(values[name])) for name in MANY if name in values)
    return IndexedPassage(**values)


def first_day(day: str | None) -> int | None:
    """Days since 1800 of the first day of `2018`, `2018-03` or `2018-03-08`; None if undated."""
    if not day:
        return None
    year, month, of_month = [*map(int, day.split("-")), 1, 1][:3]
    return min(max(date(year, month, of_month).toordinal() - EPOCH, 1), LAST_DAY - 1)


def place(passage: IndexedPassage) -> int:
    """A number that orders passages of equal worth: paper by paper, each from its beginning. The same in every base."""
    paper = zlib.crc32(passage.paper.encode()) & ((1 << PAPER_BITS) - 1)
    return paper << PLACE_BITS | min(passage.start, (1 << PLACE_BITS) - 1)


def oldest_key(passage: IndexedPassage) -> int:
    """A number that rises with the date, then with the place; undated passages come last."""
    return (first_day(passage.date) or LAST_DAY) << (PAPER_BITS + PLACE_BITS) | place(passage)


def newest_key(passage: IndexedPassage) -> int:
    """A number that falls with the date, then rises with the place; undated passages come last."""
    days = LAST_DAY - (first_day(passage.date) or 0)
    return days << (PAPER_BITS + PLACE_BITS) | place(passage)
