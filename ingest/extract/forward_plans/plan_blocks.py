"""Plans that give each item a block of labels, one below another: "Title: …", "Decision maker: …", "Date: …".

A block opens where the first block's first label comes again. What has no title, or no day, is an issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.divide.plan_heads import LABELLED, labels_of
from ingest.divide.sections import Section
from ingest.extract.forward_plans.plan_people import decider, leads, whole_reference
from ingest.extract.forward_plans.plan_wordings import LATER, NO_MEETING, NOT_THE_DAY, REFERENCE
from ingest.extract.words.name_lists import NOBODY
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line, Mapped, joined
from kg.dates import find_dates
from kg.records import Issue, PlannedItem, Record

REFERENCE_LABEL = Wording(
    r"(?:(?:forward |agenda )?plan|key decision|decision|issue|item|report)?\s*ref(?:erence)?\.?(?: (?:no|number)\.?)?"
    r"|(?:forward plan|key decision|decision) (?:no|number)\.?",
    reads=("Reference", "Forward plan ref", "Decision no."),
    leaves=("Refer to",),
    at="whole",
)
TITLE_LABEL = Wording(
    r"(?:(?:agenda |report |decision |item )?(?:title|subject|name)(?: of (?:the )?(?:report|decision|item))?"
    r"|issue|item"
    r"|matter(?: for decision)?|topic|report)",
    reads=("Title", "Subject", "Title of report"),
    leaves=("Decision to be taken", "Item number"),
    at="whole",
)
MEMBER_LABEL = re.compile(r"(?:cabinet|executive|lead|portfolio) (?:member|holder)", re.IGNORECASE)
LONGEST_LABEL = 70


@dataclass(slots=True)
class _Block:
    """An item's labels with their values, and the line above them."""

    above: Line | None
    values: dict[str, Mapped] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def text(self, kind: str) -> str:
        return self.values[kind].text if kind in self.values else ""


def has_blocks(lines: Sequence[Line]) -> bool:
    """Whether lines hold a plan's blocks: when an item is due and two things more of it are told by labels."""
    kinds = {kind for line in lines if (found := _labelled(line)) for kind in found[:1]}
    return "due" in kinds and len(kinds & {"title", "what", "maker", "who", "ref"}) > 1


def plan_blocks(section: Section, lines: Sequence[Line], published: str | None) -> Iterator[Record]:
    """The items that a plan's blocks of labels tell of."""
    for block in _blocks(lines):
        evidence = (section.document.evidence_of(block.lines),)
        title = block.text("title") or block.text("what")
        if not title and block.above:
            title, evidence = block.above.text, (section.document.evidence_of([block.above, *block.lines]),)
        due = block.text("due")
        if not title or not due:
            yield Issue(
                "torn-text", f"a plan's item without {'its day' if title else 'a title'}: {title or due}", evidence
            )
            continue
        days = [day for day in find_dates(due) if len(day.iso) > 4]
        day = days[0] if len(days) == 1 and not NOT_THE_DAY.match(due) else None
        behind = due[day.end :] if day else ""
        by = re.match(r"\W*(?:by|at|[-–,(])?\W*(?:the )?(?P<who>[A-Z].{2,80}?)\)?$", behind)
        meeting = section.context.at(day.iso) if day else None
        key, who = decider(section, meeting, block.text("maker") or (by["who"] if by else ""), day.iso if day else None)
        if day is None and not (NO_MEETING.fullmatch(due) or LATER.fullmatch(due)):
            yield Issue("date-unread", f"no meeting could be read for: {title}", evidence)
        note = "; ".join(part for part in ("" if key else due, who or "") if part)
        lead = block.text("who")
        yield PlannedItem(title, evidence, key, leads(lead), _reference(block.text("ref")), published, note or None)
        if lead and not leads(lead) and not NOBODY.fullmatch(lead.strip()):
            yield Issue("unread-owner", f"no person could be read from the lead officer's label: {lead}", evidence)


def _reference(words: str) -> str | None:
    found = REFERENCE.search(words)
    return whole_reference(words) or (found["ref"] if found else None)


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    """The blocks, each from one first label to the next."""
    first, block, kind = "", None, None
    above: Line | None = None
    for line in lines:
        found = _labelled(line)
        if found is None:
            if block and kind and not line.gap and not line.is_row and not line.level:
                block.values[kind] = (
                    joined([block.values[kind], line.content]) if kind in block.values else line.content
                )
                block.lines.append(line)
            else:
                above, kind = (line if line.level or line.bold else None), None
            continue
        kind, label, value = found
        first = first or label
        if label == first:
            if block:
                yield block
            block, above = _Block(above), None
        if block:
            block.lines.append(line)
            if value and kind not in block.values:
                block.values[kind] = value
            elif value:
                kind = "other"  # a second officer, a second date: the first one told counts
    if block:
        yield block


def _labelled(line: Line) -> tuple[str, str, Mapped] | None:
    """The kind of label that a line opens with, its words in small letters, and its value; None for other lines."""
    if not line.text or line.furniture:
        return None
    cell = line.cells[0]
    found = LABELLED.match(cell.text)
    words = (found["label"] if found else cell.text).strip(" ?*:")
    if (not found and len(line.cells) != 2) or not words or len(words) > LONGEST_LABEL:
        return None
    inside = cell.piece(found.end()) if found else joined(())
    value = joined([inside, *line.cells[1:]])
    if REFERENCE_LABEL.fullmatch(words):
        return "ref", words.lower(), value
    if TITLE_LABEL.fullmatch(words):
        return "title", words.lower(), value
    kind = next(labels_of(line), None)
    if kind is None:
        return "other", words.lower(), value
    return ("other" if MEMBER_LABEL.match(words) else kind), words.lower(), value
