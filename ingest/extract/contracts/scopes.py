"""The parts of a paper within which "the contract" means one thing: a report, an item of the minutes, a case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ingest.divide.meeting_days import meeting_day
from ingest.divide.sections import Section
from ingest.extract.contracts.places import ByPlace
from ingest.read.document import Block, Line
from kg.dates import parse_day
from kg.records import Decision, Minute, PaperFacts, Recommendation, Record, Report, SectionKind

# Kinds of section that speak of no contract by themselves.
SILENT: Final = frozenset(["front-sheet", "training-plan", "forward-plan"])
HEAD_LINES: Final = 12
A_DATE: Final = re.compile(r"(?:meeting |decision )?date(?: of (?:meeting|decision))?\s*:", re.IGNORECASE)
TOLD_DAY: Final = re.compile(
    r"\b[Tt]o (?:the )?(?:[A-Z][\w&-]*,? (?:and )?){0,7}?"
    r"(?:Committee|Cabinet|Board|Panel|Executive|Council),?\s+(?:on\s+)?(?:[A-Z][a-z]+day,?\s+)?"
    r"(?P<day>\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4})"
)
ITEM: Final = re.compile(r"\d{1,4}\.?\s+[A-Z]")


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of a paper that speaks of one matter.

    start, end  characters of the paper's text; start also names it
    date        of the meeting that it is for, or that it minutes
    lines       those of its lines that have words, page furniture left out
    decided     the recommendations or decisions in it
    """

    kind: SectionKind
    title: str | None
    section: Section
    blocks: tuple[Block, ...]
    start: int
    end: int
    date: str | None
    body: str | None
    lines: tuple[Line, ...] = ()
    decided: tuple[Recommendation | Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What other extractors found, by place: what is decided or recommended, and what heads it."""

    decided: ByPlace[Recommendation | Decision]
    heads: ByPlace[Minute | Report]


def scopes(sections: Sequence[Section], records: Sequence[Record]) -> Iterator[Scope]:
    """The parts of a paper, in order; front sheets and training plans speak of no contract by themselves.

    What holds decisions is read item by item whatever it looks like: minutes, a notice or a form of decisions.
    """
    told = Told(
        ByPlace((r.evidence[0].start, r) for r in records if isinstance(r, Recommendation | Decision) and r.evidence),
        ByPlace((r.evidence[0].start, r) for r in records if isinstance(r, Minute | Report) and r.evidence),
    )
    for section in sections:
        if not section.blocks or not speaks(section, records):
            continue
        lines = ByPlace((line.start, line) for line in section.lines if line.text and not line.furniture)
        by_item = section.kind == "minutes" or _decides(section, records)
        groups = _items(section, records) if by_item else [(section.title, section.blocks)]
        for title, blocks in groups:
            if blocks:
                yield _scope(section, title, tuple(blocks), lines, told)


def speaks(section: Section, records: Sequence[Record]) -> bool:
    """Whether a section can speak of contracts: plans and front sheets do not, unless decisions stand in them."""
    return section.kind not in SILENT or _decides(section, records) or _recommends(section, records)


def _decides(section: Section, records: Sequence[Record]) -> bool:
    if not section.blocks:
        return False
    start, end = section.blocks[0].content.span()[0], section.blocks[-1].content.span()[1]
    return any(isinstance(record, Decision) and _inside(record, start, end) for record in records)


def _recommends(section: Section, records: Sequence[Record]) -> bool:
    """Whether a report's recommendations stand in a section, whatever it opens like."""
    if not section.blocks:
        return False
    start, end = section.blocks[0].content.span()[0], section.blocks[-1].content.span()[1]
    return any(isinstance(record, Recommendation) and _inside(record, start, end) for record in records)


def _scope(section: Section, title: str | None, blocks: tuple[Block, ...], lines: ByPlace[Line], told: Told) -> Scope:
    start, end = blocks[0].content.span()[0], blocks[-1].content.span()[1]
    decided = tuple(told.decided.between(start, end))
    meeting = next((r.meeting for r in (*decided, *told.heads.between(start, end)) if r.meeting), None)
    context = section.context
    date = meeting.date if meeting else context.date or _day(section)
    body = meeting.committee if meeting else context.committee
    return Scope(
        section.kind, title, section, blocks, start, end, date, body, tuple(lines.between(start, end)), decided
    )


def _day(section: Section) -> str | None:
    """The day of a paper that names no meeting of a committee: by its head, or by "Report to the Board, 3 May 2031"."""
    if section.kind not in ("report", "other"):
        return None
    held = [line.text for line in section.document.lines[:HEAD_LINES] if line.text]
    labelled = (parse_day(below) for label, below in pairwise(held) if A_DATE.fullmatch(label))
    if found := next((day for day in labelled if day), None):
        return found
    told = (TOLD_DAY.search(text) for text in held)
    day = next((parse_day(found["day"]) for found in told if found), None)
    return day or meeting_day(section.document)


def _inside(record: Record, start: int, end: int) -> bool:
    return bool(record.evidence) and start <= record.evidence[0].start < end


def _subject(records: Sequence[Record]) -> str | None:
    """What the paper says that it is about: a form of one decision is headed by what the form is called."""
    return next((record.title for record in records if isinstance(record, PaperFacts)), None)


def _items(section: Section, records: Sequence[Record]) -> Iterator[tuple[str | None, list[Block]]]:
    """The items of some minutes or of a form of decisions: from the records of them where there are, else by their
    numbered headings."""
    first, last = section.blocks[0].content.span()[0], section.blocks[-1].content.span()[1]
    minutes = [r for r in records if isinstance(r, Minute) and _inside(r, first, last)]
    starts = sorted((minute.evidence[0].start, minute.title) for minute in minutes)
    if not starts:
        starts = [
            (block.content.span()[0], block.body.text)
            for block in section.blocks
            if block.kind == "heading" and ITEM.match(block.text)
        ]
    bounds = [first, *(start for start, _ in starts), last + 1]
    about = _subject(records) if section.kind == "decision-notice" and not starts else section.title
    titles = [about, *(title for _, title in starts)]
    placed = ByPlace((block.content.span()[0], block) for block in section.blocks)
    for title, low, high in zip(titles, bounds, bounds[1:], strict=False):
        yield title, placed.between(low, high)
