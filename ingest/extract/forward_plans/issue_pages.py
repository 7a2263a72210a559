"""Pages of a portal that tell of an issue to be decided by labels: "Decision due: 3 Mar 2022 by Roads Board".

A plan's page has such items one below the other, each under its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.divide.issue_pages import DUE, TITLE
from ingest.divide.sections import Section
from ingest.extract.forward_plans.plan_tables import plan_heads
from ingest.extract.words.named_posts import named_posts
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line
from kg.dates import find_dates
from kg.records import MeetingKey, PlannedItem, Record

BY = Wording(
    r"\s*(?:by|[-–,]|at)\s+(?:the\s+)?(?P<who>\S.{2,160})",
    reads=("by the Roads Board", " - Cabinet"),
    leaves=("before the summer",),
    at="whole",
)
MAKER = Wording(
    r"(?:decision[- ]?makers?|decision (?:to be )?(?:taken|made) by|committee|body)\s*:?\s*(?P<value>.*)",
    reads=("Decision Maker: Roads Board", "Decision maker Cabinet"),
    leaves=("Decided: yes",),
    at="whole",
)
PUBLISHED = Wording(
    r"(?:notice of (?:proposed )?decision(?: first)? published|(?:first )?published(?: on)?|date (?:first )?published)"
    r"\s*:?\s*(?P<value>.*)",
    reads=("Notice of proposed decision first published: 04/02/2022", "First published: 4 May 2022"),
    leaves=("Publication of the strategy",),
    at="whole",
)
LEAD = Wording(
    r"(?:lead officers?|contact(?: officer)?s?|report authors?|responsible officers?|authors?)\s*:?\s*(?P<value>.*)",
    reads=("Contact: Ada Pine, Pier Manager", "Lead officer: Ada Pine"),
    leaves=("Lead member: Councillor Oak",),
    at="whole",
)
REFERENCE = Wording(
    r"(?:(?:forward plan|decision|issue|plan|key decision) )?ref(?:erence)?(?: number| no)?\.?\s*:?\s+"
    r"(?P<value>\S.{0,30})",
    reads=("Reference: WX 12/22", "Forward Plan Ref: 2022/014"),
    leaves=("Refer to the plan",),
    at="whole",
)
TYPE = Wording(
    r"(?:(?:decision type|type of decision)\s*:?\s*(?P<type>(?:non[- ]?)?key)(?: decision)?"
    r"|(?:is )?(?:this a )?key decision\s*[:?]{1,2}\s*(?P<key>yes|no))",
    reads=("Decision type: Key", "Is Key decision?: Yes"),
    leaves=("Decision type: Executive", "Key decisions of the year"),
    at="whole",
)
TITLED = Wording(
    r"(?:(?:plan )?items?|issues?|(?:decision |item |report )?title|subject|matter|decision)(?: for decision| title)?",
    reads=("Issue", "Item", "Decision title"),
    leaves=("Item number", "Decision maker"),
    at="whole",
)
# One person decides: there is no meeting.
PERSONAL = Wording(
    r"\b(?:member|councillor|cllr|director|officer|leader|mayor|head of|manager|portfolio holder)\b",
    reads=("Cabinet Member for Ferries", "Director of Piers"),
    leaves=("Roads Board", "Cabinet"),
    at="anywhere",
)
# Where the words about a person end: "Ada Pine, Pier Manager Email: …".
BEHIND_NAME = re.compile(r"[\s.,]*\b(?:e-?mail|tel(?:ephone)?|phone)\b.*", re.IGNORECASE)
MARK = re.compile(r"\s*\b(?:new!?|updated!?)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """An issue: the line of its title and the lines below it."""

    title: Line
    lines: tuple[Line, ...]

    def value(self, label: Wording) -> str:
        """What stands behind a label; "" where it is missing."""
        found = (label.fullmatch(line.text) for line in self.lines)
        return next((each["value"].strip() for each in found if each), "")


def issue_page(section: Section) -> Iterator[Record]:
    """The items that a portal's page of issues tells of; nothing of plans in tables."""
    if not section.title or not TITLE.fullmatch(section.title):
        return
    lines = [line for line in section.lines if line.text and not line.furniture]
    for told in _issues(lines):
        yield _item(section, told)
    if not any(plan_heads(line) for line in lines):  # such a table is read as every plan's
        yield from _tabled(section, lines)


def _tabled(section: Section, lines: Sequence[Line]) -> Iterator[PlannedItem]:
    """The rows of a table with a column for the issue and one for the day it is due."""
    heads: tuple[str, ...] = ()
    for line in lines:
        found = tuple(_column(cell.text) for cell in line.cells)
        if {"title", "due"} <= set(found):
            heads = found
        elif heads and len(line.cells) == len(heads):
            cells = {head: cell.text for head, cell in zip(heads, line.cells, strict=True) if head}
            key, who = _planned(section, cells["due"], cells.get("maker", ""))
            leads = tuple(each.name for each in named_posts(BEHIND_NAME.sub("", cells.get("lead", ""))))
            note = "" if key else "; ".join(part for part in (cells["due"], who) if part)
            title, place = MARK.sub("", cells["title"]), section.document.evidence_of([line])
            if title:
                yield PlannedItem(title, (place,), key, leads, None, None, note or None)
        elif len(line.cells) == 1:
            heads = ()


def _column(head: str) -> str:
    """What a column holds, by its head; "" for what is not read."""
    kinds = (
        ("due", bool(DUE.match(head))),
        ("maker", bool(MAKER.fullmatch(head))),
        ("lead", bool(LEAD.fullmatch(head))),
    )
    return next((kind for kind, fits in kinds if fits), "title" if TITLED.fullmatch(head) else "")


def _issues(lines: Sequence[Line]) -> Iterator[_Told]:
    """The issues: each has the nearest heading above its due date, and what stands below that until the next."""
    last = 0
    for at in (at for at, line in enumerate(lines) if DUE.match(line.text)):
        heads = [i for i in range(last, at) if lines[i].level and not TITLE.fullmatch(lines[i].text)]
        if not heads:
            continue
        end = next((i for i in range(at, len(lines)) if lines[i].level), len(lines))
        yield _Told(lines[heads[-1]], tuple(lines[heads[-1] + 1 : end]))
        last = at + 1


def _item(section: Section, told: _Told) -> PlannedItem:
    due = next(line for line in told.lines if DUE.match(line.text))
    found = DUE.match(due.text)
    words = due.text[found.end() :].strip(" :") if found else ""
    key, who = _planned(section, words, told.value(MAKER))
    leads = tuple(each.name for each in named_posts(BEHIND_NAME.sub("", told.value(LEAD))))
    published = next((day.iso for day in find_dates(told.value(PUBLISHED))), None)
    evidence = (section.document.evidence_of([told.title]), section.document.evidence_of([due]))
    reference = told.value(REFERENCE) or None
    note = "; ".join(part for part in (_kind(told), "" if key else words, "" if key else who) if part)
    title = MARK.sub("", told.title.text)
    return PlannedItem(title, evidence, key, leads, reference, published, note or None)


def _planned(section: Section, words: str, maker: str) -> tuple[MeetingKey | None, str]:
    """The meeting that is to decide, None where one person is to or no date is given; and who, where not told there."""
    day = next(find_dates(words), None)
    by = BY.fullmatch(words[day.end :]) if day else None
    who = by["who"] if by else maker
    if day is None or not who or PERSONAL.search(who):
        return None, "" if by else maker
    return section.context.at(day.iso, who.strip(" .")), ""


def _kind(told: _Told) -> str:
    found = next((each for line in told.lines if (each := TYPE.fullmatch(line.text))), None)
    if not found:
        return ""
    return "key decision" if (found["key"] or "").lower() == "yes" or (found["type"] or "").lower() == "key" else ""
