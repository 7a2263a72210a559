"""A table of people, their roles, and whether they came: on a portal's page of its own, or at the head of minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from ingest.divide.sections import Section
from ingest.extract.words.name_lists import ENDING_ROLE, OFFICE, ROLE, TITLED, is_name
from ingest.extract.words.wordings import Wording
from ingest.read.document import Document, Line, Mapped
from kg.names import without_title
from kg.records import Attendance, Issue, MeetingKey, Record

PAGE = Wording(
    r"(?:(?:meeting|committee|member)s?'? )?attendance(?: details| record| list)?",
    reads=("Meeting attendance", "Attendance details"),
    leaves=("Attendance of pupils",),
    at="whole",
)
PERSON = Wording(
    r"(?:attendees?|names?|members?|councillors?|person)(?: name)?"
    r"|(?:board|panel|(?:sub-?)?committee|forum|cabinet) members",
    reads=("Attendee", "Member", "Board members"),
    leaves=("Membership", "Committee Member"),
    at="whole",
)
CAME = Wording(
    r"(?:attendance|attended|status|attendance status)\??",
    reads=("Attendance", "Attended?"),
    leaves=("Attended as",),
    at="whole",
)
ROLES = Wording(r"(?:role|position|capacity)", reads=("Role",), leaves=("Roles of members",), at="whole")
PRESENT_HEAD = Wording(r"(?:present|attended|in attendance)", reads=("Present",), leaves=("Presented by",), at="whole")
APOLOGIES_HEAD = Wording(r"apologies(?: given| sent)?|absent", reads=("Apologies",), leaves=("Apology to",), at="whole")
# Columns that say whom somebody sits for: beside the names under "Present".
SEAT = Wording(
    r"(?:wards?|division|party|group|political group|organisation|representing|authority|council)",
    reads=("Ward", "Representing"),
    leaves=("Warden",),
    at="whole",
)
MARKED = re.compile(r"[xX✓✔√●•P*]|yes|present|apologies", re.IGNORECASE)
PRESENT = Wording(
    r"(?:present|attended|yes|virtual|remote|in attendance)\b",
    reads=("Present", "Present, as substitute", "In attendance", "Attended virtually"),
    leaves=("Expected", "Absent"),
    at="start",
)
APOLOGIES = Wording(
    r"(?:absent,? (?:with )?)?apologies\b|apology\b",
    reads=("Apologies, sent representative", "Apologies", "Absent with apologies"),
    leaves=("Absent",),
    at="start",
)
ON_BEHALF = re.compile(
    r"\b(?:substitut(?:e|ing)|representing)(?: for)?:?\s+(?P<who>(?:Councillor|Cllr)\b.{3,60})", re.IGNORECASE
)
# Those who serve a committee and do not sit on it.
SERVING = re.compile(
    r"\b(?:officer|secretary|clerk|director|manager|solicitor|press|public|presenter)\b", re.IGNORECASE
)
HEAD = 10


def attendance_page(sections: Sequence[Section], _: Sequence[Record]) -> Iterator[Record]:
    """Those who attended and who sent apologies; nothing of another paper."""
    if not sections:
        return
    lines = [line for section in sections for line in section.lines if not line.furniture and line.text]
    if not any(PAGE.fullmatch(line.text) for line in lines[:HEAD] if not line.is_row):
        return
    key = sections[0].context.meeting
    if key:
        yield from tabled(sections[0].document, key, lines)
    elif first := next((line for line in lines if _heads(line)), None):
        place = (sections[0].document.evidence_of([first]),)
        yield Issue("meeting-unknown", "a list of those who attended that gives no committee or no date", place)


def tabled(document: Document, key: MeetingKey, lines: Sequence[Line]) -> Iterator[Attendance]:
    """Those whom a table among some lines tells to have attended, or to have sent apologies."""
    head: tuple[str, ...] = ()
    above = ""  # "Present" or "Apologies", the heading of a table that has no column for it
    for line in lines:
        if not line.is_row:
            if not line.furniture:
                above = line.text.strip(" :")
                head = head if _status(above) else ()
        elif heads := _heads(line):
            head = heads if "came" in heads or "present" in heads or _status(above) else ()
        elif head and len(line.cells) == len(head):
            yield from _row(document, key, dict(zip(head, line.cells, strict=True)), line, above)


def _heads(line: Line) -> tuple[str, ...]:
    """What the columns of a table of attendance hold, where the line is its head."""
    known = (
        *(("person", PERSON), ("came", CAME), ("role", ROLES)),
        *(("present", PRESENT_HEAD), ("apologies", APOLOGIES_HEAD), ("seat", SEAT)),
    )
    heads = tuple(next((name for name, words in known if words.fullmatch(cell.text)), "") for cell in line.cells)
    told = "came" in heads or "present" in heads
    return heads if "person" in heads and (told or (all(heads) and len(heads) > 1)) else ()


def _came(cells: dict[str, Mapped], above: str) -> str:
    """What a row says of somebody's coming: in its own cell, by a mark in a column, or by the heading above all."""
    if "came" in cells:
        return cells["came"].text
    if "present" not in cells:
        return above
    if APOLOGIES.match(cells["present"].text):
        return cells["present"].text  # "Present: Apologies"
    marked = [name for name in ("present", "apologies") if name in cells and MARKED.fullmatch(cells[name].text)]
    return marked[0] if len(marked) == 1 else ""


def _row(document: Document, key: MeetingKey, cells: dict[str, Mapped], line: Line, above: str) -> Iterator[Attendance]:
    came, person = _came(cells, above), cells["person"]
    role = cells["role"].text if "role" in cells else ""
    status = _status(came)
    office = OFFICE.match(person.text)  # "Mayor Ada Pine"
    name = without_title(person.text[office.end() :] if office and not office["who"] else person.text).strip(" ,.")
    titled = bool(TITLED.match(person.text) or office)
    serves = bool(SERVING.search(role)) or (not titled and came.lower().startswith("in attendance"))
    if status is None or not is_name(name) or (serves and not titled):
        return
    chair = ROLE.match(role) or ENDING_ROLE.search(person.text)
    stands_in = ON_BEHALF.search(role) or ON_BEHALF.search(came)
    who = without_title(stands_in["who"]).strip(" ,.") if stands_in else None
    evidence = document.evidence_of([line])
    held = chair["role"] if chair else office["role"] if office else None
    yield Attendance(key, name, status, (evidence,), held, who)


def _status(came: str) -> Literal["present", "apologies"] | None:
    """None for what is neither: expected, absent without a word."""
    if APOLOGIES.match(came):
        return "apologies"
    return "present" if PRESENT.match(came) else None
