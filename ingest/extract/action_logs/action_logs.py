"""Action logs: what a meeting asked somebody to do, who owns it, and how far it has come.

A log may cover several meetings, each with a head of its own. Tables come with their cells, or flattened to bare lines,
where a row is put together from its parts in their order: number and title, owner, action, comment, status, review.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.divide.sections import Section
from ingest.extract.action_logs.log_cells import cell_rows
from ingest.extract.action_logs.log_fields import full_date, minute_beside, minute_number, owners, status_before
from ingest.extract.action_logs.log_labels import label_rows
from ingest.extract.action_logs.log_numbers import with_minutes
from ingest.extract.action_logs.log_rows import flat_rows
from ingest.extract.action_logs.log_wordings import COLUMNS, DAY_ALONE, MEETING_HEAD, STATUS, STATUS_HEADING, UP_TO
from ingest.extract.words.name_lists import NOBODY, is_people
from ingest.extract.words.tables import BEFORE, EMPTY, Row, goes_on, merged, read_heads, table_rows, without_furniture
from ingest.read.document import Document, Line, Mapped, joined
from kg.dates import FoundDate, find_dates, parse_date
from kg.evidence import Evidence
from kg.records import Action, Issue, MeetingKey

EARLIER = f"comment{BEFORE}"
# How far an action has come, in a column called Progress: "Delayed", "With the county".
SHORT = re.compile(r"[A-Z][a-z-]{2,20}(?: [a-z]{2,20}){0,2}")


@dataclass(slots=True)
class _Log:
    """Where the reading of a log stands: the meeting, and the minute that rows without a number belong to.

    status  what a heading above the rows says of all of them ("Completed actions")
    tells   whether the log has a column of statuses, so that no comment is asked for them
    """

    section: Section
    meeting: MeetingKey | None = None
    minute: str | None = None
    title: str | None = None
    status: str | None = None
    tells: bool = False
    pending: Row | None = None
    issues: list[Issue] = field(default_factory=list)


def action_log(section: Section) -> Iterator[Action | Issue]:
    """The actions of a log, each under the meeting that set it."""
    lines = without_furniture(section.lines)
    log = _Log(section, _only_meeting(section, lines))
    tabled = any(read_heads(line, COLUMNS) for line in lines)
    paper = section.document.text
    listed = None if tabled else cell_rows(lines, paper)
    labelled = None if tabled else label_rows(section.document, lines)
    parts = table_rows(lines, COLUMNS) if tabled else listed or labelled or flat_rows(lines, paper)
    held = list(with_minutes(list(parts)))
    log.tells = any(isinstance(part, Row) and part.text("status") for part in held)
    for part in held:
        yield from _take(log, part)
    yield from _flush(log)
    yield from log.issues


def _take(log: _Log, part: Row | Line) -> Iterator[Action | Issue]:
    """Take a row, or a line between rows: a meeting's head, or a loose piece of the row above it."""
    head = _head_of(part)
    if head:
        yield from _flush(log)
        log.meeting = log.section.context.at(head[1].iso)
        log.minute = log.title = None
        _note_weekday(log, head)
    elif isinstance(part, Line) and (part.gap or part.bold or part.level) and STATUS_HEADING.fullmatch(part.text):
        yield from _flush(log)
        found = STATUS_HEADING.fullmatch(part.text)
        log.status = found["status"].capitalize() if found else None
    elif isinstance(part, Row):
        if log.pending and _is_rest(log.pending, part):
            log.pending = merged(log.pending, part)
            return
        yield from _flush(log)
        log.pending = part
    elif part.level:
        yield from _flush(log)  # what stands below another heading goes on no action
    elif log.pending and part.gap == 0 and part.text and not part.level:
        last = next((name for name in ("comment", "action") if log.pending.text(name)), "action")
        log.pending = merged(log.pending, Row({last: part.content}, (part,)))


def _note_weekday(log: _Log, head: tuple[Mapped, FoundDate]) -> None:
    words, found = head
    if found.weekday_differs:
        place = log.section.document.evidence(words)
        log.issues.append(Issue("date-mismatch", f"{found.iso} was no {found.weekday}", (place,)))


def _head_of(part: Row | Line) -> tuple[Mapped, FoundDate] | None:
    """The date of a meeting's head ("Meeting of 19 July 2018"), on a line of its own or in a row by itself."""
    words = [line.content for line in part.lines] if isinstance(part, Row) else [part.content]
    if len(words) != 1:
        return None
    if isinstance(part, Row):
        alone = len(part.cells) == 1 and not {"comment", "review", "status"} & set(part.cells)
    else:
        alone = bool(part.gap or part.bold or part.level) and not part.bullet
    found = MEETING_HEAD.fullmatch(words[0].text) or (alone and DAY_ALONE.fullmatch(words[0].text))
    day = full_date(words[0].text)
    return (words[0], day) if found and day else None


def _only_meeting(section: Section, lines: Sequence[Line]) -> MeetingKey | None:
    """The meeting up to which the log says it goes: for logs that give no meeting above their rows."""
    for line in lines[:8]:
        found = UP_TO.search(line.text)
        date = next((day for day in find_dates(found[0]) if len(day.iso) == 10), None) if found else None
        if date:
            return section.context.at(date.iso)
    return None


def _is_rest(row: Row, more: Row) -> bool:
    """Whether a row only goes on the one above it: no number or owner of its own, and its words go on a sentence."""
    if more.text("minute") or more.text("owner"):
        return False
    if not more.text("action"):
        return True
    return goes_on(row.text("action"), more.text("action"))


def _flush(log: _Log) -> Iterator[Action | Issue]:
    """Give out the row that was held back until its rest could come."""
    row, log.pending = log.pending, None
    if row is None:
        return
    row = _placed(row)
    _note_place(log, row)
    evidence = _evidence(log.section.document, row)
    if not row.text("action"):
        if row.torn:
            yield Issue("torn-table", f"the cells of this row cannot be told apart: {_words(row)}", evidence)
        elif any(row.text(name) for name in ("owner", "comment", "status")):
            yield Issue("unplaced-action", f"a row without an action: {_words(row)}", evidence)
        return
    if log.meeting is None:
        yield Issue("unplaced-action", f"no meeting is given for: {_words(row)}", evidence)
        return
    if row.torn:
        yield Issue("torn-table", f"the cells of this row do not fit its heads: {_words(row)}", evidence)
    yield _action(log, log.meeting, row, evidence)
    owner = row.text("owner").strip()
    if owner and not owners(owner) and not NOBODY.fullmatch(owner):
        yield Issue("unread-owner", f"no person could be read from the owner's cell: {owner}", evidence)


def _note_place(log: _Log, row: Row) -> None:
    """Note the meeting, the minute and the title that a row gives; a row without them goes on the last one's."""
    minute = row.text("minute")
    beside = minute_beside(minute) if full_date(minute) else None
    number = None if beside else minute_number(minute)
    day = full_date(row.text("meeting")) or (None if number else full_date(minute))
    if day:
        log.meeting, log.minute = log.section.context.at(day.iso), minute_beside(row.text("meeting"))
    if beside:
        log.minute, log.title = beside, row.text("title") or None
    elif number:
        log.minute = number[0]
        log.title = row.text("title") or number[1] or None
    elif row.text("title") or (minute and not full_date(minute)):
        log.title = row.text("title") or minute
    elif minute:
        log.minute = minute_beside(minute)


def _placed(row: Row) -> Row:
    """The row with cells put back that stand in a neighbour's column: an owner under Status, actions under Comments."""
    cells = dict(row.cells)
    if earlier := cells.pop(EARLIER, None):  # "Progress | Notes"
        if "status" not in cells and (STATUS.fullmatch(earlier.text.strip(" .")) or SHORT.fullmatch(earlier.text)):
            cells["status"] = earlier
        else:
            cells["comment"] = joined([earlier, cells["comment"]])
        row = replace(row, cells=cells)
    status, owner = row.text("status"), row.text("owner")
    if status and not owner and not STATUS.fullmatch(status.strip(" .")) and is_people(status):
        cells["owner"] = cells.pop("status")
    if not row.text("action") and row.text("comment") and is_people(row.text("title")) and row.text("owner"):
        cells["action"], cells["owner"] = row.words("owner"), row.words("title")
    if not cells.get("action") and cells.get("comment") and not STATUS.fullmatch(row.text("comment").strip(" .")):
        cells["action"] = cells.pop("comment")
    comment = cells.get("comment", EMPTY).text
    if not status and STATUS.fullmatch(comment.strip(" .")):
        cells["status"] = cells.pop("comment")
    return replace(row, cells=cells)


def _action(log: _Log, meeting: MeetingKey, row: Row, evidence: tuple[Evidence, ...]) -> Action:
    before = None if log.tells else status_before(row.text("comment"))
    status = row.text("status").strip(" .") or before or log.status
    return Action(
        meeting,
        re.sub(r"^[•▪*·-]\s*", "", row.text("action")),
        evidence,
        log.minute,
        log.title,
        owners(row.text("owner")),
        row.text("comment") or None,
        None if status and NOBODY.fullmatch(status) else status,
        parse_date(row.text("review")) or row.text("review") or None,
    )


def _words(row: Row) -> str:
    return " ".join(line.text for line in row.lines)[:160]


def _evidence(document: Document, row: Row) -> tuple[Evidence, ...]:
    return (document.evidence_of(row.lines),)
