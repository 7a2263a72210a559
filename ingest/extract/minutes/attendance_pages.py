"""A table of people, their roles, and whether they came: on a portal's page of its own, or at the head of minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from ingest.divide.sections import Section
from ingest.extract.words.name_lists import ROLE, TITLED, is_name
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
    r"(?:attendees?|names?|members?|councillors?|person)(?: name)?",
    reads=("Attendee", "Member"),
    leaves=("Membership",),
    at="whole",
)
CAME = Wording(
    r"(?:attendance|attended|status|attendance status)\??",
    reads=("Attendance", "Attended?"),
    leaves=("Attended as",),
    at="whole",
)
ROLES = Wording(r"(?:role|position|capacity)", reads=("Role",), leaves=("Roles of members",), at="whole")
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
    for line in lines:
        if heads := _heads(line):
            head = heads
        elif head and len(line.cells) == len(head):
            yield from _row(document, key, dict(zip(head, line.cells, strict=True)), line)


def _heads(line: Line) -> tuple[str, ...]:
    """What the columns of a table of attendance hold, where the line is its head."""
    known = (("person", PERSON), ("came", CAME), ("role", ROLES))
    heads = tuple(next((name for name, words in known if words.fullmatch(cell.text)), "") for cell in line.cells)
    return heads if "person" in heads and "came" in heads else ()


def _row(document: Document, key: MeetingKey, cells: dict[str, Mapped], line: Line) -> Iterator[Attendance]:
    came, person = cells["came"].text, cells["person"]
    role = cells["role"].text if "role" in cells else ""
    status = _status(came)
    name = without_title(person.text).strip(" ,.")
    titled = bool(TITLED.match(person.text))
    serves = bool(SERVING.search(role)) or (not titled and came.lower().startswith("in attendance"))
    if status is None or not is_name(name) or (serves and not titled):
        return
    chair = ROLE.match(role)
    stands_in = ON_BEHALF.search(role) or ON_BEHALF.search(came)
    who = without_title(stands_in["who"]).strip(" ,.") if stands_in else None
    evidence = document.evidence_of([line])
    yield Attendance(key, name, status, (evidence,), chair["role"] if chair else None, who)


def _status(came: str) -> Literal["present", "apologies"] | None:
    """None for what is neither: expected, absent without a word."""
    if APOLOGIES.match(came):
        return "apologies"
    return "present" if PRESENT.match(came) else None
