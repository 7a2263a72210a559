"""Minutes of a meeting: when it was, who was there, its items with their discussion, and what each decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.divide.context import BEFORE_NAME, COMMITTEE, committee_name
from ingest.divide.sections import Section
from ingest.extract.minutes.attendance import HeadField, apologies_told, attendance, head_fields, is_listed
from ingest.extract.minutes.resolution_wordings import AGREED, RESOLVED, SIGNED
from ingest.extract.minutes.resolutions import decisions
from ingest.extract.words.wordings import Wording
from ingest.read.document import Block, Document, Line, Mapped, joined
from ingest.read.flow import is_capitals
from kg.dates import FoundDate, find_dates, parse_times
from kg.records import Attendance, Issue, Meeting, MeetingKey, Minute, Record

NUMBERED = Wording(
    r"(?:minute\s+|item\s+)?(?:no\.?\s*)?(?P<number>\d{1,4}[a-z]?)(?:\s*/\s*\d{2,4})?\s*[.:)]?(?:\s+[-–]\s+|\s+"
    r"|$)(?P<title>(?=(?-i:[A-Z0-9'\"‘“(]))|$)",
    reads=("98. CARE HOMES – TENDER", "12 Apologies for Absence", "103.", "Minute 14: Finance Report", "35/22 Minutes"),
    leaves=("2.1 The Committee", "12 people attended", "a) note the report"),
    at="start",
)
CLOSED = Wording(
    r"(?:meeting|session)\s+(?:was\s+)?(?:closed|ended|concluded|finished|rose|terminated|declared closed)\b",
    reads=("The meeting closed at 12.15pm", "Meeting ended at 3.40 p.m."),
    leaves=("The consultation closed at noon.",),
    at="anywhere",
)
HELD = Wording(
    r"\b(?:held|commenc(?:ed|ing)|start(?:ed|ing)|at)\b",
    reads=("held on Thursday 12 May 2022 at 10.00am",),
    leaves=("Present: Councillors",),
    at="anywhere",
)
GAP = 5  # how many numbers may be missing before a number is not this meeting's


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the minutes: its number and title, the blocks of its head, and those of its body."""

    number: str
    title: Mapped
    head: tuple[Block, ...]
    body: tuple[Block, ...]


def minutes(section: Section) -> Iterator[Record]:
    """The records of one meeting's minutes."""
    items = find_items(section.blocks)
    opening = _opening_lines(section, items)
    fields = tuple(head_fields(opening))
    key, found = _meeting(section, opening, fields)
    if key is None:
        yield Issue("meeting-unknown", "minutes that give no date for their meeting", (section.evidence,))
        return
    document = section.document
    if found and found[1].weekday_differs:
        place = document.evidence(found[0])
        yield Issue("date-mismatch", f"{key.date} was no {found[1].weekday}", (place,))
    yield _particulars(section, key, opening, fields, found)
    yield from _attendance(document, key, fields, items)
    if not items:
        yield Issue("unnumbered-minutes", "no item of these minutes has a number", (section.evidence,))
        yield from decisions(document, key, None, section.blocks)
    for item in items:
        text = joined([block.content for block in item.body if not SIGNED.fullmatch(block.text)])
        heads = [line for block in item.head for line in block.lines]
        yield Minute(key, item.number, item.title.text.rstrip(" ."), (document.evidence_of(heads),), text.text)
        yield from decisions(document, key, item.number, item.body)
    yield from _gaps(document, items)


def minuted(section: Section) -> tuple[MeetingKey | None, list[Item]]:
    """Which meeting some minutes are of, and their items."""
    items = find_items(section.blocks)
    opening = _opening_lines(section, items)
    return _meeting(section, opening, tuple(head_fields(opening)))[0], items


def find_items(blocks: Sequence[Block]) -> list[Item]:
    """The items: blocks that open with the next number and read like a title, capitals or headings preferred."""
    loud = _chain(blocks, [i for i, block in enumerate(blocks) if _candidate(blocks, i) and _is_loud(blocks, i)])
    starts = loud if len(loud) > 1 else _chain(blocks, [i for i in range(len(blocks)) if _candidate(blocks, i)])
    ends = [*starts[1:], len(blocks)][: len(starts)]
    return [_item(blocks, start, end) for start, end in zip(starts, ends, strict=True)]


def _candidate(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block can be the head of an item: a number, then words like a title, here or in the next block."""
    found = NUMBERED.match(blocks[index].text)
    if not found:
        return False
    title = _title_words(blocks, index)
    if title.endswith(".") and len(title) > 60 and not _is_loud(blocks, index):
        return False  # a numbered sentence
    return 2 < len(title) < 260 and not title.endswith((";", ",")) and (len(title) < 120 or is_capitals(title))


def _title_words(blocks: Sequence[Block], index: int) -> str:
    text = blocks[index].text
    found = NUMBERED.match(text)
    rest = text[found.end() :] if found else ""
    return rest or (blocks[index + 1].text if index + 1 < len(blocks) else "")


def _is_loud(blocks: Sequence[Block], index: int) -> bool:
    """Whether a head stands out: a Markdown heading, bold, or in capitals."""
    block = blocks[index]
    return bool(block.level or all(line.bold for line in block.lines) or is_capitals(_title_words(blocks, index)))


def _number(block: Block) -> int:
    found = NUMBERED.match(block.text)
    assert found is not None
    return int(re.sub(r"\D", "", found["number"]))


def _chain(blocks: Sequence[Block], candidates: Sequence[int]) -> list[int]:
    """The candidates whose numbers follow one another: the longest such run, from whichever starts it."""
    best: list[int] = []
    for at, first in enumerate(candidates[:12]):
        chain = [first]
        for index in candidates[at + 1 :]:
            step = _number(blocks[index]) - _number(blocks[chain[-1]])
            if step == 1 or (1 < step <= GAP and _is_loud(blocks, index)):
                chain.append(index)
        if len(chain) > len(best):
            best = chain
    return best


def _item(blocks: Sequence[Block], start: int, end: int) -> Item:
    """An item whose title may go on in the next blocks: under a number alone, or capitals broken by a blank line."""
    found = NUMBERED.match(blocks[start].text)
    assert found is not None
    title = blocks[start].content.piece(found.end())
    body = start + 1
    while body < end and (not title or _title_goes_on(title.text, blocks[body])):
        title = joined([title, blocks[body].content])
        body += 1
    return Item(found["number"], title, tuple(blocks[start:body]), tuple(blocks[body:end]))


def _title_goes_on(title: str, block: Block) -> bool:
    text = block.text
    if not is_capitals(title) or not is_capitals(text) or block.marker or title.endswith("."):
        return False
    return not (RESOLVED.match(text) or AGREED.match(text) or SIGNED.fullmatch(text)) and len(text) < 120


def _opening_lines(section: Section, items: Sequence[Item]) -> tuple[Line, ...]:
    """The lines before the first item."""
    lines = tuple(line for line in section.lines if not line.furniture)
    if not items:
        return lines[:30]
    first = items[0].head[0].lines[0]
    return lines[: lines.index(first)]


def _meeting(
    section: Section, opening: Sequence[Line], fields: Sequence[HeadField]
) -> tuple[MeetingKey | None, tuple[Mapped, FoundDate] | None]:
    """The meeting minuted, and the words that give its date: a Date label's, else the opening's first full date."""
    labelled = [field.words for field in fields if field.kind == "date"]
    committee = _committee(section)
    for words in [*labelled, *(line.content for line in opening[:25])]:
        for found in find_dates(words.text):
            if len(found.iso) == 10:
                return section.context.at(found.iso, committee), (words.piece(found.start, found.end), found)
    return None, None


def _committee(section: Section) -> str | None:
    """The committee that the minutes' own title names; None where it is the paper's."""
    for line in [line for line in section.lines if not line.furniture][:6]:
        before = BEFORE_NAME.match(line.text)
        found = COMMITTEE.match(line.text, before.end() if before else 0)
        if found:
            return committee_name(found["name"])
    return None


def _particulars(
    section: Section,
    key: MeetingKey,
    opening: Sequence[Line],
    fields: Sequence[HeadField],
    found: tuple[Mapped, FoundDate] | None,
) -> Meeting:
    """The meeting with its times and place."""
    document = section.document
    times = [time for field in fields if field.kind in ("time", "end") for time in parse_times(field.words.text[:60])]
    if not times:
        told = next(
            (line.text for line in opening if HELD.search(line.text) and parse_times(_after_date(line.text))), ""
        )
        times = list(parse_times(_after_date(told)))[:2]
    venue = next((field.words.text for field in fields if field.kind == "venue"), None)
    places = [section.evidence] + ([document.evidence(found[0])] if found else [])
    end = times[1] if len(times) > 1 else _closing_time(section.blocks)
    return Meeting(key, tuple(places), times[0] if times else None, end, venue or None)


def _after_date(text: str) -> str:
    """Words with their dates taken out, so that "12 May" is no time of day."""
    for found in reversed(list(find_dates(text))):
        text = text[: found.start] + text[found.end :]
    return text


def _closing_time(blocks: Sequence[Block]) -> str | None:
    for block in reversed(blocks[-8:]):
        closed = CLOSED.search(block.text)
        times = parse_times(block.text[closed.end() :]) if closed else ()
        if times:
            return times[0]
    return None


def _attendance(
    document: Document, key: MeetingKey, fields: Sequence[HeadField], items: Sequence[Item]
) -> Iterator[Attendance]:
    """The lists of the opening; where it has no apologies, those that an item tells of."""
    listed = list(attendance(document, key, fields))
    yield from listed
    if any(record.status == "apologies" for record in listed):
        return
    for item in items[:4]:
        for block in item.body:
            for record in apologies_told(document, key, block.content):
                if record.status == "apologies" or not is_listed(record.person, listed):
                    yield record


def _gaps(document: Document, items: Sequence[Item]) -> Iterator[Issue]:
    for before, item in pairwise(items):
        if int(re.sub(r"\D", "", item.number)) - int(re.sub(r"\D", "", before.number)) > 1:
            place = document.evidence_of(item.head[0].lines)
            yield Issue("number-gap", f"minutes go from {before.number} to {item.number}", (place,))
