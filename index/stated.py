"""What a paper's records tell of its passages: the report or item that each is of, what it states, what came of it.

A pure function of one reading. What other papers decided about a report is not known here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from index.outcomes import OUTCOMES, outcomes
from index.passages import USUAL, Part, Told
from index.words import folded
from kg import records
from kg.notice_records import NoticeDocument, NoticeParty

if TYPE_CHECKING:
    from kg.records import Passage, Reading, Record

R = TypeVar("R", bound="Record")
STATED: Final[dict[type[object], str]] = {
    records.Decision: "decision",
    records.Recommendation: "recommendation",
    records.Action: "action",
    records.Delegation: "delegation",
    records.PlannedItem: "planned-item",
    records.Saving: "saving",
    records.Grant: "grant",
}
# What a passage of a section says, in hundredths of what one of a report does: decisions before the way to them,
# notices and forms behind all. Chosen on ten searches that members make; 10 more or less changes little.
SECTIONS: Final = {"decision-notice": 115, "minutes": 110, "appendix": 85, "forward-plan": 85, "training-plan": 70,
                   "notice": 85, "front-sheet": 55}  # fmt: skip
DECIDES: Final = 130
RECOMMENDS: Final = 110
FORM: Final = 55  # clearances, contact boxes, lists of documents, implications that say there are none
LEFT_OVER: Final = "Other particulars"  # what no rule knows of a published notice: numbers and a portal's own words
SHORT: Final = 60  # a heading by itself; short texts win by their shortness alone
FEW: Final = 6  # words


@dataclass(slots=True)
class Noted:
    """What is gathered of one passage."""

    stated: dict[str, None] = field(default_factory=dict)
    outcomes: dict[str, None] = field(default_factory=dict)
    is_form: bool = False


@dataclass(slots=True)
class Item:
    """A part of a paper, from a character to another, with what was decided in it."""

    part: Part
    end: int
    decides: bool
    outcomes: dict[str, None] = field(default_factory=dict)


def told(reading: Reading) -> tuple[Told, ...]:
    """What its records tell of each passage of a reading, in the order of its passages."""
    noted = _noted(reading)
    sections, items = _sections(reading), _items(reading)
    for decision in _of(reading, records.Decision):
        for item in (_at(items, decision.evidence[0].start), _at(sections, decision.evidence[0].start)):
            if item and item.decides:
                item.outcomes |= dict.fromkeys(outcomes(decision))
                break
    return tuple(
        _told(passage, note, _of_item(items, passage) or _at(sections, passage.start))
        for passage, note in zip(reading.passages, noted, strict=True)
    )


def _told(passage: Passage, noted: Noted, item: Item | None) -> Told:
    found = noted.outcomes or (item.outcomes if item and item.decides else {})
    part = item.part if item else Part()
    return Told(
        Part(part.start, part.title or passage.title, part.minute),
        tuple(noted.stated),
        tuple(outcome for outcome in OUTCOMES if outcome in found),
        _worth(passage, noted),
    )


def _worth(passage: Passage, noted: Noted) -> int:
    worth = SECTIONS.get(passage.section, USUAL)
    if "decision" in noted.stated:
        worth = max(worth, DECIDES)
    elif "recommendation" in noted.stated:
        worth = max(worth, RECOMMENDS)
    if noted.is_form or (passage.section == "notice" and passage.heading == LEFT_OVER):
        worth = min(worth, USUAL if noted.stated else FORM)
    return min(worth, SHORT) if len(folded(passage.text)) < FEW and not noted.stated else worth


def _noted(reading: Reading) -> list[Noted]:
    """What the records say whose words stand in each passage."""
    order = sorted(range(len(reading.passages)), key=lambda number: reading.passages[number].start)
    starts = [reading.passages[number].start for number in order]
    reach = max((passage.end - passage.start for passage in reading.passages), default=0)
    noted = [Noted() for _ in reading.passages]
    for record in reading.records:
        kind, is_form = STATED.get(type(record)), _is_form(record)
        if not kind and not is_form:
            continue
        for place in record.evidence:
            near = order[bisect_left(starts, place.start - reach) : bisect_left(starts, place.end)]
            for number in near:
                if reading.passages[number].end > place.start:
                    _note(noted[number], record, kind)
    return noted


def _note(noted: Noted, record: Record, kind: str | None) -> None:
    if kind is None:
        noted.is_form = True
        return
    noted.stated[kind] = None
    if isinstance(record, records.Decision):
        noted.outcomes |= dict.fromkeys(outcomes(record))


def _is_form(record: Record) -> bool:
    if isinstance(record, records.Implication):
        return record.none
    return isinstance(
        record,
        records.Clearance | records.Contact | records.SourceDocument | NoticeDocument | NoticeParty,
    )


def _sections(reading: Reading) -> list[Item]:
    """The pieces that a paper binds together; a sheet of one decision is an item by itself."""
    found = _of(reading, records.SectionPart)
    return sorted(
        (Item(Part(each.start, each.title), each.end, each.kind == "decision-notice") for each in found),
        key=lambda item: item.part.start,
    )


def _items(reading: Reading) -> list[Item]:
    """The items of minutes and of records of decisions, each as far as the next one or the end of its section."""
    ends = [section.end for section in _sections(reading)]
    minutes = sorted(_of(reading, records.Minute), key=lambda minute: minute.evidence[0].start)
    starts = [minute.evidence[0].start for minute in minutes]
    bounds = sorted({*starts, *ends})
    found = []
    for minute, start in zip(minutes, starts, strict=True):
        after = bisect_right(bounds, start)
        end = bounds[after] if after < len(bounds) else start + len(minute.text) + len(minute.title)
        found.append(Item(Part(start, f"{minute.number}. {minute.title}", minute.number), end, True))
    return found


def _at(items: Sequence[Item], at: int) -> Item | None:
    """The item in which a character stands."""
    before = bisect_right(items, at, key=lambda item: item.part.start)
    return items[before - 1] if before and items[before - 1].end > at else None


def _of_item(items: Sequence[Item], passage: Passage) -> Item | None:
    """The item that most of a passage stands in: a passage may begin with the last words of the one before."""
    first, last = _at(items, passage.start), _at(items, max(passage.start, passage.end - 1))
    if first is None or last is None or first is last:
        return first or last
    return last if passage.end - last.part.start > last.part.start - passage.start else first


def _of(reading: Reading, kind: type[R]) -> list[R]:
    return [record for record in reading.records if isinstance(record, kind)]
