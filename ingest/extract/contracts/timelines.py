"""Timetables of a procurement: rows of a date and an event, in either order, with cells, on one line or on two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.extract.contracts.parts import parts_spoken
from ingest.extract.contracts.phrases import named
from ingest.extract.contracts.reading import Reading
from ingest.extract.contracts.register import Draft
from ingest.extract.contracts.timeline_steps import MILESTONES, WHAT_HEAD, WHEN_HEAD
from ingest.extract.contracts.whens import spans
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line, Mapped
from kg.dates import MONTHS, parse_date
from kg.evidence import Evidence
from kg.records import ContractEvent, EventStatus, EventStep

TIMETABLE = Wording(
    r"\b(?:time\s?-?(?:line|table|scales?)|milestones?|key dates|programme of (?:procurement|tender)"
    r"|procurement (?:project )?(?:plan|programme|stages?))\b",
    reads=["Procurement Timeline", "a timetable is set out below", "Key dates"],
    leaves=["the time of the meeting"],
    needs=["time", "milestone", "key dates", "programme", "procurement"],
)
_MONTH: Final = "|".join(month.capitalize() for month in MONTHS) + "|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec"
_WHEN: Final = (
    rf"(?:(?:by|from|w/c|week commencing)\s+)?(?:(?:the\s+)?(?:early|mid|late|end of|beginning of|start of"
    rf"|end|mid[- ]late)[\s-]+)*"
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTH})\b(?:\s+\d{{4}})?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
    rf"|(?:spring|summer|autumn|winter)\s+\d{{4}})"
    rf"(?:\s*(?:[-–—/]|to|and)\s*(?:(?:early|mid|late|end of)[\s-]+)*(?:\d{{1,2}}(?:st|nd|rd"
    rf"|th)?\s+)?(?:{_MONTH})\b(?:\s+\d{{4}})?)?"
)
# A line that opens with a date, whole or with its year to come on the next line; one that closes with a whole date.
DATED: Final = re.compile(rf"^{_WHEN}(?=\s|$|:|\t)", re.IGNORECASE)
WHOLLY_DATED: Final = re.compile(rf"{_WHEN}(?:\s*\([^)]*\))?", re.IGNORECASE)
CLOSED_BY_DATE: Final = re.compile(rf"^(?P<what>\S.{{3,80}}?)\s*(?:[\s:–—-]\s*){_WHEN}$", re.IGNORECASE)
WITH_DATE: Final = re.compile(rf"[\s,:–—-]+{_WHEN}[\s.]*$", re.IGNORECASE)
YEAR_ONLY: Final = re.compile(r"^\d{4}\b")
NUMBERED: Final = re.compile(r"\d+\.\d*\s")
# Lines of another thing that may stand between a timetable's heading and its first row.
IDLE_LINES: Final = 6
MOST_ROWS: Final = 40


@dataclass(slots=True)
class _Row:
    when: str
    what: list[str]
    lines: list[Line]


Span = tuple[int, int]


def timetable(reading: Reading, lead: Draft | None = None) -> list[Span]:
    """The steps that a procurement's timetable lists for the contract that the part is about, or else for `lead`.

    Returns where the rows stand.
    """
    read: list[Span] = []
    lines = reading.scope.lines
    place = 0
    while place < len(lines):
        if _opens(lines[place]):
            rows, end = _read(reading, lines, place, reading.lead or lead)
            read.extend(span_of(row.lines[: 1 if row.what[0] else 2]) for row in rows)
            place = end
        else:
            place += 1
    return read


def span_of(lines: Sequence[Line]) -> Span:
    """Where some lines stand in the paper's text."""
    return lines[0].content.span()[0], lines[-1].content.span()[1]


def _opens(line: Line) -> bool:
    """Whether a line is a timetable's heading, or the head of its columns."""
    if line.is_row and _is_head(line):
        return True
    return bool(TIMETABLE.search(line.text)) and not DATED.match(line.text)


def _is_head(line: Line) -> bool:
    cells = [cell.text for cell in line.cells if cell]
    return any(map(WHAT_HEAD.fullmatch, cells)) and any(map(WHEN_HEAD.fullmatch, cells))


def _read(reading: Reading, lines: Sequence[Line], first: int, lead: Draft | None) -> tuple[list[_Row], int]:
    """Read the timetable that a line heads; return its rows, and where it ends."""
    for rows_of in (_rows_in_cells, _rows_event_first, _rows_in_columns, _rows_in_pairs, _rows_date_first):
        rows, end = rows_of(lines, first + 1)
        if len(rows) > 1:
            for row in rows:
                words = " ".join(row.what)
                spoken: list[Draft | None] = [*parts_spoken(reading, words)]
                meant = spoken or [*reading.lots] or [_of_what(reading, lines, first, rows, lead)]
                for draft in meant:
                    _milestone(reading, row, draft)
            return rows, end
    return [], first + 1


def _of_what(
    reading: Reading, lines: Sequence[Line], first: int, rows: Sequence[_Row], lead: Draft | None
) -> Draft | None:
    """The contract that a timetable is for: the next one, where its caption or a row says so."""
    words = " ".join(
        [*(line.text for line in lines[max(0, first - 2) : first + 1]), *(w for row in rows for w in row.what)]
    )
    evidence = reading.scope.section.document.evidence(lines[first].content)
    return reading.successor(words, evidence) or lead or _of_caption(reading, lines[first])


def _of_caption(reading: Reading, line: Line) -> Draft | None:
    """The contract that a timetable's heading names, where the part is about none."""
    if len({id(draft) for draft in reading.bought}) == 1:
        return reading.bought[0]
    if line.is_row or not (names := [name for name in named(line.text) if name.topic]):
        return None
    return reading.draft(names[0], reading.scope.section.document.evidence(line.content))


def _rows_in_cells(lines: Sequence[Line], first: int) -> tuple[list[_Row], int]:
    """Rows that kept their cells, one of which is a date and one an event, in whatever order."""
    rows: list[_Row] = []
    for place in range(first, len(lines)):
        row = _of_cells(lines[place])
        if row:
            rows.append(row)
        elif not lines[place].is_row and (rows or place - first >= IDLE_LINES):
            return rows, place
    return rows, len(lines)


def _of_cells(line: Line) -> _Row | None:
    cells = [cell.text for cell in line.cells if cell] if line.is_row else []
    when = next((cell for cell in cells if WHOLLY_DATED.fullmatch(cell)), None)
    what = next((cell for cell in cells if not WHOLLY_DATED.fullmatch(cell) and re.search(r"[A-Za-z]{3}", cell)), None)
    return _Row(when, [what], [line]) if when and what else None


def _rows_event_first(lines: Sequence[Line], first: int) -> tuple[list[_Row], int]:
    """Rows of one line that close with their date: "Contract award: May 2020"; some have it on the line below."""
    rows: list[_Row] = []
    for place in range(first, len(lines)):
        line = lines[place]
        found = CLOSED_BY_DATE.match(line.text) if not NUMBERED.match(line.text) else None
        if found and not DATED.match(line.text):
            rows.append(_Row(line.text[found.end("what") :].strip(" :–—-"), [found["what"]], [line]))
        elif rows and YEAR_ONLY.fullmatch(line.text) and not re.search(r"\d{4}$", rows[-1].when):
            rows[-1].when += f" {line.text}"
            rows[-1].lines.append(line)
        elif rows and (torn := _torn(lines, place)):
            rows.append(torn)
        elif rows and rows[-1].lines[-1] is line:
            continue
        elif DATED.match(line.text) or line.level or rows or place - first >= IDLE_LINES:
            return rows, place
    return rows, len(lines)


def _torn(lines: Sequence[Line], place: int) -> _Row | None:
    """A row whose date alone stands on the line below, among rows of one line."""
    what, below = lines[place], lines[place + 1] if place + 1 < len(lines) else None
    if below is None or not WHOLLY_DATED.fullmatch(below.text) or DATED.match(what.text) or not _is_step(what.text):
        return None
    return _Row(below.text, [what.text], [what, below])


def _rows_in_pairs(lines: Sequence[Line], first: int) -> tuple[list[_Row], int]:
    """Rows torn into two lines, the event and below it the date; none where the date stands above its event."""
    place = below = _below_heads(lines, first)
    while below == first and place < min(len(lines), first + IDLE_LINES) and not _is_step(lines[place].text):
        if DATED.match(lines[place].text):
            return [], first
        place += 1
    rows: list[_Row] = []
    while place + 1 < len(lines) and WHOLLY_DATED.fullmatch(lines[place + 1].text):
        if WHOLLY_DATED.fullmatch(lines[place].text) or len(lines[place].text) > 90:
            break
        rows.append(_Row(lines[place + 1].text, [lines[place].text], [lines[place], lines[place + 1]]))
        place += 2
    return rows, place


def _below_heads(lines: Sequence[Line], first: int) -> int:
    """The line below the heads of a timetable's columns, each on a line of its own; `first` where there are none."""
    near = range(max(0, first - 1), min(len(lines), first + IDLE_LINES))
    at = next((at for at in near if WHAT_HEAD.fullmatch(lines[at].text.strip(" :"))), None)
    below = at is not None and at + 1 < len(lines) and _is_head_line(lines[at + 1])
    return at + 2 if at is not None and below else first


def _is_head_line(line: Line) -> bool:
    return bool(WHEN_HEAD.fullmatch(line.text.strip(" :").replace(":", "")))


def _rows_in_columns(lines: Sequence[Line], first: int) -> tuple[list[_Row], int]:
    """Rows of a table printed column after column: all events under their head, then all dates under theirs."""
    place = first - 1 if WHAT_HEAD.fullmatch(lines[first - 1].text) else first
    if place >= len(lines) or not WHAT_HEAD.fullmatch(lines[place].text):
        return [], first
    ahead = range(place + 1, min(place + MOST_ROWS, len(lines)))
    below = next((at for at in ahead if WHEN_HEAD.fullmatch(lines[at].text)), place)
    count = below - place - 1
    dates = lines[below + 1 : below + 1 + count]
    if len(dates) < max(count, 2) or not all(WHOLLY_DATED.fullmatch(line.text) for line in dates):
        return [], first
    events = lines[place + 1 : below]
    rows = [_Row(when.text, [what.text], [what, when]) for what, when in zip(events, dates, strict=True)]
    return rows, below + 1 + count


def _is_step(words: str) -> bool:
    return (
        len(words) < 90 and any(wording.search(words) for _, wording in MILESTONES) and not words.endswith((".", ":"))
    )


def _rows_date_first(lines: Sequence[Line], first: int) -> tuple[list[_Row], int]:
    """Rows that open with their date; the event goes on over the lines below, as may the date's year."""
    rows: list[_Row] = []
    idle = 0
    place = first
    for place in range(first, len(lines)):
        line, text = lines[place], lines[place].text
        found = DATED.match(text)
        if found:
            rows.append(_Row(found[0], [text[found.end() :].strip(" :-–")], [line]))
            idle = 0
        elif rows and (year := YEAR_ONLY.match(text)) and not re.search(r"\d{4}$", rows[-1].when):
            rows[-1].when += f" {year[0]}"
            rows[-1].what.append(text[year.end() :].strip(" :-–"))
            rows[-1].lines.append(line)
        elif rows and len(text) < 90 and not NUMBERED.match(text) and idle < 3 and not line.level:
            rows[-1].what.append(text)
            rows[-1].lines.append(line)
            idle += 1
        elif len(rows) or idle > IDLE_LINES:
            break
        else:
            idle += 1
    return rows, place


def _milestone(reading: Reading, row: _Row, lead: Draft | None) -> None:
    date = spans(row.when) or parse_date(row.when)
    words = " ".join(part for part in row.what if part)
    for step, wording in MILESTONES if date and lead else ():
        if date and lead and wording.search(words):
            evidence = reading.scope.section.document.evidence_of(_told(row, wording))
            draft = _ending(reading, lead, evidence) if step == "end" else lead
            draft.evidence.append(evidence)
            if step == "start":
                draft.start = date
            if step == "end":
                draft.end = draft.end or date
            status = status_at(date, reading.scope.date)
            reading.register.add(draft, ContractEvent(draft.name, step, status, (evidence,), date))
            return


def told_timetable(reading: Reading, sentence: Mapped) -> bool:
    """Read a timetable told in one sentence: "the timetable is: tender published, May 2031; award, June 2031".

    Returns whether it was one: two of its parts at least name a step and a date.
    """
    if not TIMETABLE.search(sentence.text) or sentence.text.count(";") < 1 or reading.lead is None:
        return False
    parts = re.split(r";|:\s", sentence.text)
    told = [(step, date) for part in parts if (date := parse_date(part)) for step in _steps_of(_undated(part))]
    if len(told) < 2:
        return False
    evidence = reading.scope.section.document.evidence(sentence)
    spoken = parts_spoken(reading, sentence.text)
    lead = spoken[0] if len(spoken) == 1 else reading.bought[0] if reading.bought else reading.lead
    for step, date in told:
        draft = _ending(reading, lead, evidence) if step == "end" else lead
        draft.evidence.append(evidence)
        draft.start = date if step == "start" else draft.start
        status = status_at(date, reading.scope.date)
        reading.register.add(draft, ContractEvent(draft.name, step, status, (evidence,), date))
    return True


def _undated(words: str) -> str:
    """Words without the date that they close with: "award February 2026" names an award."""
    return WITH_DATE.sub("", words).strip(" ,:–—-")


def _steps_of(words: str) -> list[EventStep]:
    """The first step of a contract's life that some words name."""
    return [step for step, wording in MILESTONES if wording.search(words)][:1]


def _ending(reading: Reading, lead: Draft, evidence: Evidence) -> Draft:
    """The contract that ends in a timetable: the one that runs now, before the one that the timetable is for."""
    return reading.register.running_of(lead, reading.scope.start, evidence)


def status_at(date: str, meeting: str | None) -> EventStatus:
    """What a dated row tells: something done where its day was before the meeting, else something planned.

    A row dated to a month stays a plan: timetables are printed whole, their first months begun or slipping.
    """
    return "reported" if meeting and len(date) == 10 and date < meeting else "planned"


def _told(row: _Row, wording: Wording) -> list[Line]:
    """The row's lines up to the words that tell the step; all where the date stands below them."""
    if row.what[0] and row.lines[0].text.startswith(row.what[0]):
        return row.lines
    for count in range(1, len(row.lines) + 1):
        if wording.search(" ".join(part for part in row.what[:count] if part)):
            return row.lines[:count]
    return row.lines
