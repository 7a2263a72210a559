"""Forward plans (agenda plans): what is to come to which meeting, who leads on it, and whether it is a key decision.

The date stands once, beside the first item of its meeting, and counts for those below it, over repeated heads too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.divide.context import COMMITTEE, committee_name
from ingest.divide.sections import Section
from ingest.extract.forward_plans.plan_blocks import has_blocks, plan_blocks
from ingest.extract.forward_plans.plan_people import decider, leads, names_body, whole_reference
from ingest.extract.forward_plans.plan_rows import LEADS, flat_plan_rows
from ingest.extract.forward_plans.plan_tables import Heading, plan_heads, plan_rows
from ingest.extract.forward_plans.plan_wordings import (
    COLUMNS,
    KEY_AT_END,
    LATER,
    NO_MEETING,
    NOT_THE_DAY,
    NOT_YET,
    PUBLISHED,
    REFERENCE,
    SAME_DAY,
    SMALL_PRINT,
)
from ingest.extract.words.name_lists import NOBODY, people
from ingest.extract.words.tables import EMPTY, Row, goes_on, merged, read_heads, without_furniture
from ingest.read.document import Line, Mapped
from ingest.read.flow import OPEN_ENDED, flowed
from kg.dates import find_dates, parse_date
from kg.names import without_title
from kg.records import Issue, MeetingKey, PlannedItem, Record

# A reference in the cell of what is to be decided, before it: "KD 2031/03 Award of the meals contract".
REF_IN_FRONT = re.compile(r"(?P<ref>[A-Z]{2,5}[\s/-]?\d{2,4}/\d{1,5})(?:\s*[-–:]\s*|\s+)(?=[A-Z])")


@dataclass(slots=True)
class _Plan:
    """Where the reading of a plan stands: the meeting that items without a date belong to, or none yet."""

    section: Section
    published_on: str | None
    meeting: MeetingKey | None = None
    day: str | None = None
    pending: Row | None = None
    between: bool = False  # dates stand level with the middle of their items: a row without one may be of either


def forward_plan(section: Section) -> Iterator[Record]:
    """The items of a forward plan."""
    lines = without_furniture(section.lines)
    plan = _Plan(section, _published_on(lines))
    tabled = any(plan_heads(line) for line in lines)
    if not tabled and has_blocks(lines):
        yield from plan_blocks(section, lines[1:], plan.published_on)
        return
    listed, later = _parted(lines)
    parts = list(plan_rows(listed) if tabled else flat_plan_rows(listed, section.document.text))
    plan.between = tabled and _dates_between([part for part in parts if not isinstance(part, Line)])
    above: Row | Heading | Line | None = None
    for part in parts:
        last, above = above, part
        if isinstance(part, Row):
            yield from _take(plan, part)
        elif isinstance(part, Heading):
            yield from _flush(plan)
            plan.meeting, plan.day = section.context.at(part.date, part.body or _committee(section)), part.date
        elif plan.pending and part.gap == 0 and not part.level and part.text[:1].islower():
            if isinstance(last, Line) and last not in plan.pending.lines:
                continue  # it goes on a note below the table
            plan.pending = merged(plan.pending, Row({"title": part.content}, (part,)))
    yield from _flush(plan)
    yield from _to_be_programmed(plan, later)


def _dates_between(parts: Sequence[Row | Heading]) -> bool:
    """Whether the first item of all has no date although a later one has: dates stand beside some middle item."""
    rows = [part for part in parts if isinstance(part, Row) and (part.text("title") or part.text("date"))]
    first = rows[0] if rows and isinstance(parts[0], Row) else None
    return bool(
        first and not first.text("date") and any(find_dates(row.text("date")) for row in rows if row.text("date"))
    )


def _parted(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The dated part of the plan, and what stands under "To be programmed"."""
    for index, line in enumerate(lines):
        if LATER.fullmatch(" ".join(cell.text for cell in line.cells if cell)):
            return lines[:index], lines[index + 1 :]
    return lines, ()


def _published_on(lines: Sequence[Line]) -> str | None:
    for line in lines[:14]:
        found = PUBLISHED.search(line.text)
        if found:
            return parse_date(line.text[found.end() :])
    return None


def _take(plan: _Plan, row: Row) -> Iterator[Record]:
    """Hold a row back until it is known whether the next only goes on it."""
    if plan.pending and _is_rest(plan.pending, row):
        plan.pending = merged(plan.pending, row)
        return
    yield from _flush(plan)
    plan.pending = row


def _is_rest(row: Row, more: Row) -> bool:
    if more.text("date") or more.text("ref"):
        return False
    if not more.text("title"):
        return bool(more.text("lead")) and bool(row.text("title"))
    return not more.text("lead") and goes_on(row.text("title"), more.text("title"))


def _flush(plan: _Plan) -> Iterator[Record]:
    row, plan.pending = plan.pending, None
    if row is None:
        return
    evidence = (plan.section.document.evidence_of(row.lines),)
    row = _mended(row)
    title = row.words("title")
    if plan.between and not row.text("date"):
        plan.meeting, plan.day = None, None
    date = row.words("date") or _dated(row.words("maker"))
    beside = _take_date(plan, date)
    if not title and beside and len(beside) > 3 and not names_body(beside.text):
        title = beside
    if len(list(find_dates(date.text))) > 1:
        yield Issue("torn-table", f"two dates stand in one cell: {date.text}", evidence)
        plan.meeting, plan.day = None, None
    if not title or NO_MEETING.fullmatch(title.text):
        return
    if row.torn:
        yield Issue("torn-table", f"the cells of this row do not fit its heads: {title.text}", evidence)
    if plan.day is None and _is_unread(plan, date.text):
        yield Issue("date-unread", f"no meeting could be read for: {title.text}", evidence)
    words, mark = _unmarked(title.text)
    lead = row.text("lead")
    key, who = decider(plan.section, plan.meeting, _undated(row.text("maker")), plan.day)
    when = date.text if who and date.text != row.text("maker") else None
    note = "; ".join(part for part in (_note(row, mark), when, who) if part) or None
    yield PlannedItem(words, evidence, key, leads(lead), _reference(row), plan.published_on, note)
    if lead and not leads(lead) and not NOBODY.fullmatch(lead.strip()):
        yield Issue("unread-owner", f"no person could be read from the lead officer's cell: {lead}", evidence)


def _dated(words: Mapped) -> Mapped:
    """The words of a decision-maker's cell where they give the day too; none otherwise."""
    return words if any(len(day.iso) > 4 for day in find_dates(words.text)) else EMPTY


def _undated(words: str) -> str:
    """A decision-maker's cell without the day in it: "Cabinet 12 July 2022"."""
    for day in reversed(list(find_dates(words))):
        words = f"{words[: day.start]} {words[day.end :]}"
    return words.strip(" ,:;()–-")


def _is_unread(plan: _Plan, date: str) -> bool:
    """Whether words stand in the date's cell that are neither a date nor say that there is none yet."""
    return (
        plan.between if not date else not (NO_MEETING.fullmatch(date) or LATER.fullmatch(date) or NOT_YET.search(date))
    )


def _reference(row: Row) -> str | None:
    """The reference in its own column, else in the column for key decisions, where some plans print it."""
    return whole_reference(row.text("ref")) or reference(row.text("ref")) or reference(row.text("key"))


def _mended(row: Row) -> Row:
    """The row with what a converter ran into its neighbour put back: a reference behind the lead officer's name, or the
    lead officer behind the title, with the reference in the lead officer's cell."""
    cells = dict(row.cells)
    opening = REF_IN_FRONT.match(row.text("title")) if "ref" not in cells else None
    if opening:
        title = row.words("title")
        cells["ref"], cells["title"] = title.piece(*opening.span("ref")), title.piece(opening.end())
    lead = row.words("lead")
    closing = KEY_AT_END.search(lead.text) if not cells.get("ref") and not cells.get("key") else None
    if closing:
        cells["ref"], cells["lead"] = lead.piece(closing.start()), lead.piece(0, closing.start())
        title = row.words("title")
        found = LEADS.search(title.text) if not cells["lead"] else None
        if found and found.start():
            cells["title"], cells["lead"] = title.piece(0, found.start()), title.piece(found.start())
    return replace(row, cells=cells)


def _take_date(plan: _Plan, words: Mapped) -> Mapped | None:
    """Move on to the meeting that a date cell names, if it names one; the words beside the date are left over."""
    if not words:
        return None
    dates = [day for day in find_dates(words.text) if len(day.iso) > 4]
    if not dates or NOT_THE_DAY.match(words.text):
        if NOT_YET.search(words.text) or not (NO_MEETING.fullmatch(words.text) or SAME_DAY.fullmatch(words.text)):
            plan.meeting, plan.day = None, None
            return None if NOT_THE_DAY.match(words.text) else words
        return None
    plan.meeting, plan.day = plan.section.context.at(dates[-1].iso, _committee(plan.section)), dates[-1].iso
    rest = words.piece(dates[-1].end)
    return None if NO_MEETING.fullmatch(rest.text.strip(" ()[]")) else rest


def _committee(section: Section) -> str | None:
    """The committee that the plan's title names, where the paper itself names none."""
    if section.context.committee or not section.title:
        return None
    found = COMMITTEE.match(section.title)
    return committee_name(found["name"]) if found else None


def _unmarked(title: str) -> tuple[str, str | None]:
    """A title without the marks that a plan explains in its notes (* for full Council, + for confidential)."""
    found = re.search(r"\s*(?P<mark>[*+#^]+)$|^(?P<before>[*+#^]+)\s*", title)
    if not found:
        return title.strip(), None
    return (title[: found.start()] + title[found.end() :]).strip(), found["mark"] or found["before"]


def reference(words: str) -> str | None:
    """A key decision's reference, None for "Not applicable" and its like."""
    found = REFERENCE.search(words)
    return found["ref"] if found else None


def _note(row: Row, mark: str | None) -> str | None:
    """What the row notes besides: its mark, and words in place of a deadline ("Circulate via email")."""
    deadline = row.text("deadline")
    words = deadline if re.search(r"[A-Za-z]{3}", deadline) and not parse_date(deadline) else ""
    note = " ".join(part for part in (mark or "", row.text("note"), words) if part)
    return note or None


def _to_be_programmed(plan: _Plan, lines: Sequence[Line]) -> Iterator[Record]:
    """Items without a meeting yet: the bullets under their heading, else its lines; small print below is none."""
    for entry in _later_entries(lines, plan.section.document.wrapped):
        evidence = (plan.section.document.evidence_of(entry),)
        words = flowed([line.content for line in entry], plan.section.document.text).text
        text, mark = _unmarked(words)
        leads = re.search(r"\(\s*(?:lead:?\s*)?([^()]*)\)\s*$", text)
        named = people(leads[1]) if leads and _only_names(leads[1]) else ()
        if leads and named:
            text = text[: leads.start()].strip()
        if entry[0].is_row:
            cells = [cell.text for cell in entry[0].cells if cell]
            text, named = cells[0], people(" / ".join(cells[1:2]))
        if len(text) > 3:
            yield PlannedItem(text, evidence, None, named, None, plan.published_on, mark)


def _later_entries(lines: Sequence[Line], wrapped: bool) -> Iterator[list[Line]]:
    """The lines of each item to be programmed; a line that a page's width broke off goes on the one before it."""
    bullets = any(line.bullet for line in lines)
    held: list[Line] = []
    for index, line in enumerate(lines):
        if held and wrapped and _goes_on_entry(held[-1], line):
            held.append(line)
            continue
        if held:
            yield held
            held = []
        if read_heads(line, COLUMNS) or SMALL_PRINT.search(line.text) or (bullets and not line.bullet):
            continue
        if not bullets and index and line.gap > 2:
            return
        held = [line]
    if held:
        yield held


def _goes_on_entry(before: Line, line: Line) -> bool:
    if line.gap or line.bullet or line.level or line.is_row or before.is_row or SMALL_PRINT.search(line.text):
        return False
    return line.text[:1].islower() or bool(OPEN_ENDED.search(before.text)) or len(before.text) > 60


def _only_names(words: str) -> bool:
    """Whether brackets hold names of people only: each with an initial, or every word a name's."""
    names = people(words)
    letters = sum(len(name.replace(" ", "")) for name in names)
    told = without_title(re.sub(r"\band\b|[/,&;]", " ", words)).replace(" ", "")
    return bool(names) and letters == len(told) and all(re.match(r"[A-Z]\.?\s", name) for name in names)
