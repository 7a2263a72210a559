"""The meeting whose decisions a form or a decision sheet records, where a body and not one person decided."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.divide.sections import Section
from ingest.extract.decision_notices.box import Form
from ingest.extract.decision_notices.dates import first_day
from ingest.extract.decision_notices.takers import body_of
from ingest.read.document import Line
from kg.dates import parse_times
from kg.records import Meeting, MeetingKey

# What stands before the body's name in a form's head.
BEFORE = re.compile(
    r"\b(?:determined|taken|made|agreed|decisions?|resolutions?|meeting)\s+(?:at|by|of)\s+(?:an?\s+|the\s+)?"
    r"(?:(?:extraordinary |special |public )?meeting of\s+(?:an?\s+|the\s+)?)?",
    re.IGNORECASE,
)
HEAD = 15
ON_AGENDA = re.compile(r"\bagenda item\b", re.IGNORECASE)
LONGEST_NAME = 160
PERSONAL = re.compile(r"\b(?:officer|cabinet member|portfolio holder|executive member|single member|delegated)\b", re.I)


def find_meeting(section: Section, form: Form) -> MeetingKey | None:
    """The meeting, by the form's head ("determined at the Roads Committee meeting on 12 May 2022"), else its boxes."""
    head = [line for line in form.head if line.text and not line.furniture][:HEAD]
    day = first_day(" ".join(line.text for line in head)) or _boxed_day(form) or _sheet_day(form)
    if _by_one(form):
        return None
    body = _head_body(head) or _boxed_body(form)
    if not body and not _is_personal(head, form):
        body = section.context.committee
    if body and not day and body == section.context.committee and form.has("item"):
        day = section.context.date
    if not body or not day:
        return None
    return section.context.at(day, body)


def particulars(section: Section, key: MeetingKey, form: Form) -> Meeting:
    """The meeting as a record; its evidence are the lines that name it and its date."""
    document = section.document
    head = [line for line in form.head if line.text and not line.furniture][:HEAD]
    dated = [line for line in head if first_day(line.text) == key.date]
    places = tuple(document.evidence_of([line]) for line in dated[:1])
    if not places:
        boxes = [box for box in form.boxes if box.kind == "date" and first_day(box.text) == key.date]
        places = tuple(document.evidence(box.values[0].content) for box in boxes[:1])
    time = next((parse_times(_behind_date(line.text)) for line in dated if _behind_date(line.text)), ())
    start = next(iter(time), None)
    return Meeting(key, places or (section.evidence,), start)


def _behind_date(text: str) -> str:
    found = re.search(r"\b(?:at|commencing|from)\s+(\d{1,2}[:.]\d\d\s*(?:[ap]\.?m)?|\d{1,2}\s*[ap]\.?m)", text, re.I)
    return found[1] if found else ""


def _head_body(head: list[Line]) -> str | None:
    """The body that the head names: behind "determined at", or opening a line."""
    whole = " ".join(line.text for line in head)
    for found in BEFORE.finditer(whole):
        if name := _body_at(whole, found.end()):
            return name
    for line in head:
        if name := _body_at(line.text, 0):
            return name
    return None


def _body_at(text: str, start: int) -> str | None:
    name = body_of(text[start : start + LONGEST_NAME])
    return None if name and PERSONAL.search(name) else name


def _boxed_body(form: Form) -> str | None:
    return next(_bodies(form), None)


def _bodies(form: Form) -> Iterator[str]:
    for kind in ("taker", "body"):
        for box in form.boxes:
            if box.kind == kind and box.values and (name := body_of(box.text[:160])):
                yield name


def _by_one(form: Form) -> bool:
    """Whether one person decided all of it: a box names them, and nothing is an item of a meeting."""
    takers = [box for box in form.boxes if box.kind == "taker" and box.values]
    on_agenda = form.has("item") or any(box.kind == "subject" and ON_AGENDA.search(box.text) for box in form.boxes)
    return bool(takers) and not on_agenda and not any(body_of(box.text[:LONGEST_NAME]) for box in takers)


def _boxed_day(form: Form) -> str | None:
    days = (first_day(box.text) for box in form.boxes if box.kind == "date" and box.values)
    return next((day for day in days if day), None)


def _sheet_day(form: Form) -> str | None:
    """The day above a list of items, whose label is that of a signature elsewhere: "Date: Tuesday 5 March 2024"."""
    first = next((at for at, box in enumerate(form.boxes) if box.kind == "item"), 0)
    dates = (box.values[0].text for box in form.boxes[:first] if box.kind == "signed-on" and box.values)
    return next((day for text in dates if (day := first_day(text))), None)


def _is_personal(head: list[Line], form: Form) -> bool:
    """Whether the form is one person's: it names who decided, and no body did."""
    named = form.has("taker", "portfolio", "reference")
    return named or any(PERSONAL.search(line.text) for line in head)
