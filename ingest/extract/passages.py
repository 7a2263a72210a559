"""Sections into passages: paragraph-sized pieces for full-text search, each under its heading and on its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.divide.sections import Section
from ingest.read.document import Block, Mapped, joined
from ingest.read.flow import sentences
from kg.records import MeetingKey, Passage, Record

# Shorter blocks (list items, rows) are put together up to LONG characters; longer ones than MOST are cut at sentences.
LONG = 700
MOST = 1400


def passages(sections: Sequence[Section], records: Sequence[Record]) -> Iterator[Passage]:
    """The passages of a paper, in order; each has the committee and date of the meeting that its section belongs to."""
    for section in sections:
        meeting = _meeting(section, records)
        for heading, content in _pieces(section.blocks):
            yield _passage(section, meeting, heading, content)


def _pieces(blocks: Sequence[Block]) -> Iterator[tuple[str | None, Mapped]]:
    """The words of passages with the heading that they stand under; a heading stands in its own passage's words too."""
    heading: str | None = None
    held: list[Mapped] = []
    for block in blocks:
        if block.kind == "heading":
            yield from _flush(heading, held)
            heading, held = block.text, [block.content]
            continue
        if held and sum(len(piece) for piece in held) + len(block.content) > LONG:
            yield from _flush(heading, held)
            held = []
        held.append(block.content)
    yield from _flush(heading, held)


def _flush(heading: str | None, held: list[Mapped]) -> Iterator[tuple[str | None, Mapped]]:
    whole = joined(held)
    if len(whole) <= MOST:
        if whole.text:
            yield heading, whole
        return
    part: list[Mapped] = []
    for sentence in (piece for whole_one in sentences(whole) for piece in _cut(whole_one)):
        if part and sum(len(piece) for piece in part) + len(sentence) > LONG:
            yield heading, joined(part)
            part = []
        part.append(sentence)
    yield heading, joined(part)


def _cut(sentence: Mapped) -> Iterator[Mapped]:
    """A sentence in pieces of at most MOST characters, parted at white space where there is any."""
    start = 0
    while len(sentence) - start > MOST:
        end = sentence.text.rfind(" ", start + 1, start + MOST)
        end = end if end > 0 else start + MOST
        yield sentence.piece(start, end)
        start = end
    yield sentence.piece(start)


def _passage(section: Section, meeting: MeetingKey | None, heading: str | None, content: Mapped) -> Passage:
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
    )


def _meeting(section: Section, records: Sequence[Record]) -> MeetingKey | None:
    """The meeting that the section's own records speak of: the one minuted, or the one that the report goes to."""
    part = section.part
    for record in records:
        meeting = getattr(record, "meeting", None)
        if isinstance(meeting, MeetingKey) and record.evidence and part.start <= record.evidence[0].start < part.end:
            return meeting
    return section.context.meeting
