"""Sections into passages: paragraph-sized pieces for full-text search, each under its heading and on its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ingest.divide.sections import Section
from ingest.extract.paragraph_numbers import paragraph_numbers
from ingest.read.document import Mapped, joined
from ingest.read.flow import sentences
from kg.records import MeetingKey, Passage, Record, SectionKind

# Shorter blocks (list items, rows) are put together up to LONG characters; longer ones than MOST are cut at sentences.
LONG = 700
MOST = 1400
# Parts that are tables and lists; what looks like a paragraph's number there is none.
UNNUMBERED: frozenset[SectionKind] = frozenset({"front-sheet", "forward-plan", "action-log", "training-plan", "notice"})


def passages(sections: Sequence[Section], records: Sequence[Record]) -> Iterator[Passage]:
    """The passages of a paper, in order; each has the committee and date of the meeting that its section belongs to."""
    for section in sections:
        meeting = _meeting(section, records)
        for heading, number, content in _pieces(section):
            yield _passage(section, meeting, heading, number, content)


def _pieces(section: Section) -> Iterator[tuple[str | None, str | None, Mapped]]:
    """The words of passages with the heading and the paragraph's number that they stand under.

    A heading stands in the words of the passage below it too; a numbered paragraph begins a passage.
    """
    heading: str | None = None
    number: str | None = None
    held: list[Mapped] = []
    numbering = paragraph_numbers(section.blocks) if section.kind not in UNNUMBERED else ()
    for block, numbered in zip_longest(section.blocks, numbering):
        opens, own = (numbered.opens, numbered.number) if numbered else (False, None)
        long = held and sum(len(piece) for piece in held) + len(block.content) > LONG
        headed = block.kind != "heading" and len(held) == 1 and held[0].text.rstrip(".") in (heading, number)
        if block.kind == "heading" or ((long or opens or own != number) and not headed):
            yield from _flush(heading, number, held)
            held = []
        if block.kind == "heading":
            heading = block.text
        number = own
        held.append(block.content)
    yield from _flush(heading, number, held)


def _flush(
    heading: str | None, number: str | None, held: list[Mapped]
) -> Iterator[tuple[str | None, str | None, Mapped]]:
    whole = joined(held)
    if len(whole) <= MOST:
        if whole.text:
            yield heading, number, whole
        return
    part: list[Mapped] = []
    for sentence in (piece for whole_one in sentences(whole) for piece in _cut(whole_one)):
        if part and sum(len(piece) for piece in part) + len(sentence) > LONG:
            yield heading, number, joined(part)
            part = []
        part.append(sentence)
    yield heading, number, joined(part)


def _cut(sentence: Mapped) -> Iterator[Mapped]:
    """A sentence in pieces of at most MOST characters, parted at white space where there is any."""
    start = 0
    while len(sentence) - start > MOST:
        end = sentence.text.rfind(" ", start + 1, start + MOST)
        end = end if end > 0 else start + MOST
        yield sentence.piece(start, end)
        start = end
    yield sentence.piece(start)


def _passage(
    section: Section, meeting: MeetingKey | None, heading: str | None, number: str | None, content: Mapped
) -> Passage:
    start, end = content.span()
    line = section.document.line_at(start)
    return Passage(
        text=content.text,
        start=start,
        end=end,
        section=section.kind,
        heading=heading,
        title=section.title,
        page=line.page if line else None,
        printed_page=line.printed_page if line else None,
        committee=meeting.committee if meeting else section.context.committee,
        council=section.context.council,
        date=meeting.date if meeting else section.context.date,
        number=number,
    )


def _meeting(section: Section, records: Sequence[Record]) -> MeetingKey | None:
    """The meeting that the section's own records speak of: the one minuted, or the one that the report goes to."""
    if section.kind == "notice":
        return section.context.meeting
    part = section.part
    for record in records:
        meeting = getattr(record, "meeting", None)
        if isinstance(meeting, MeetingKey) and record.evidence and part.start <= record.evidence[0].start < part.end:
            return meeting
    return section.context.meeting
