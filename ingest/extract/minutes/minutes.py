"""Minutes of a meeting: when it was, who was there, its items with their discussion, and what each decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.divide.context import title_committee
from ingest.divide.sections import Section
from ingest.extract.minutes.attendance import HeadField, attendance, head_fields, is_listed, unlabelled
from ingest.extract.minutes.attendance_pages import tabled
from ingest.extract.minutes.attendance_told import with_told
from ingest.extract.minutes.items import Item, find_items, gaps
from ingest.extract.minutes.resolution_wordings import CLOSED, SIGNED
from ingest.extract.minutes.resolutions import decisions
from ingest.extract.minutes.sub_items import with_sub_items
from ingest.extract.words.wordings import Wording
from ingest.read.document import Block, Document, Line, Mapped, joined
from kg.dates import FoundDate, find_dates, parse_times
from kg.records import Issue, Meeting, MeetingKey, Minute, Record

HELD = Wording(
    r"\b(?:held|commenc(?:ed|ing)|start(?:ed|ing)|at)\b",
    reads=("held on Thursday 12 May 2022 at 10.00am",),
    leaves=("Present: Councillors",),
    at="anywhere",
)
# What else than the meeting may bear a day at the head of minutes.
OTHER_DAY = Wording(
    r"\b(?:confirm|approv|publish|issued|agreed|circulat|despatch|dispatch|opened|subject to|next meeting|adjourned"
    r"|signed|amended|version)[^.;]{0,60}$",
    reads=("Draft, subject to confirmation on ", "Approved: "),
    leaves=("Minutes of the meeting held on ",),
    at="anywhere",
)
NEAR_HEAD = 12  # lines of a paper's head above its minutes


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
    told = items or [Item("", section.blocks[0].content, section.blocks[:1], section.blocks[1:])]
    lists = [*fields, *unlabelled(opening, fields)]
    told_of = list(attendance(document, key, lists))
    listed = list(tabled(document, key, opening))
    if listed and not any(each.status == "apologies" for each in listed):
        listed += [one for one in told_of if one.status == "apologies" and not is_listed(one.person, listed)]
    listed = listed or told_of
    yield from with_told(document, key, listed, told)
    if not items:
        yield Issue("unnumbered-minutes", "no item of these minutes has a number", (section.evidence,))
        yield from decisions(document, key, None, section.blocks)
    for item in with_sub_items(items):
        text = joined([block.content for block in item.body if not SIGNED.fullmatch(block.text)])
        heads = [line for block in item.head for line in block.lines]
        yield Minute(key, item.number, item.title.text.rstrip(" ."), (document.evidence_of(heads),), text.text)
        yield from decisions(document, key, item.number, item.body)
    yield from _gaps(document, items)


def minuted(section: Section) -> tuple[MeetingKey | None, list[Item]]:
    """Which meeting some minutes are of, and their items."""
    items = find_items(section.blocks)
    opening = _opening_lines(section, items)
    return _meeting(section, opening, tuple(head_fields(opening)))[0], with_sub_items(items)


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
            if len(found.iso) == 10 and not OTHER_DAY.search(words.text[: found.start]):
                return section.context.at(found.iso, committee), (words.piece(found.start, found.end), found)
    above = [line for line in section.document.lines if -1 < line.start < opening[0].start] if opening else []
    if section.context.date and len(above) < NEAR_HEAD:
        return section.context.at(section.context.date, committee), None
    return None, None


def _committee(section: Section) -> str | None:
    """The committee that the minutes' own title names; None where it is the paper's."""
    if section.document.body:
        return None  # the portal's page says it outright
    return title_committee([line for line in section.lines if not line.furniture][:6])


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
        beside = next((line.text for line in opening if found and line.start == found[0].span()[0]), "")
        times = list(parse_times(_after_date(told)) or parse_times(_after_date(beside)))[:2]
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


def _gaps(document: Document, items: Sequence[Item]) -> Iterator[Issue]:
    for before, item in gaps(items):
        place = document.evidence_of(item.head[0].lines)
        yield Issue("number-gap", f"minutes go from {before.number} to {item.number}", (place,))
