"""The meeting whose decisions a form or a decision sheet records, where a body and not one person decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.divide.sections import Section
from ingest.extract.decision_notices.box import Form
from ingest.extract.decision_notices.dates import first_day
from ingest.extract.decision_notices.takers import body_of
from ingest.read.document import Line
from kg.dates import find_dates, parse_times
from kg.records import Meeting, MeetingKey

# What stands before the body's name in a form's head.
BEFORE = re.compile(
    r"\b(?:determined|taken|made|agreed|decisions?|resolutions?|meeting)\s+(?:at|by|of)\s+(?:an?\s+|the\s+)?"
    r"(?:(?:extraordinary |special |public )?meeting of\s+(?:an?\s+|the\s+)?)?",
    re.IGNORECASE,
)
# What the nearest words before a date say of it: the meeting's, or that of publishing, calling in, carrying out.
ITS_DAY = re.compile(
    r"\b(?:held|met|meeting|taken|made|determined|agreed|resolved|considered|decided"
    r"|(?P<other>publi(?:sh|c\b|cation)\w*|issued|de?spatch\w*|circulated|deadline|call(?:ed|ing)?[- ]in|notice"
    r"|notif\w+|expir\w+|implement\w*|effect\w*|force|actioned|close[sd]?|no[rt]? (?:later|earlier|sooner|before)"
    r"|(?:last|previous|next) meeting))\b",
    re.IGNORECASE,
)
HEAD = 15
ON_AGENDA = re.compile(r"\bagenda item\b", re.IGNORECASE)
LONGEST_NAME = 160
PERSONAL = re.compile(r"\b(?:officer|cabinet member|portfolio holder|executive member|single member|delegated)\b", re.I)


def find_meeting(section: Section, form: Form) -> MeetingKey | None:
    """The meeting, by the form's head ("determined at the Roads Committee meeting on 12 May 2022"), else its boxes."""
    head = [line for line in form.head if line.text and not line.furniture][:HEAD]
    day = _told_day(" ".join(line.text for line in head)) or _boxed_day(form) or _sheet_day(form)
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
    alone = [[line] for line in head]
    broken = [list(pair) for pair in pairwise(head)]  # "on Tuesday, 5 March", "2024 at 5.00 pm"
    dated = [lines for lines in (*alone, *broken) if _gives(lines, key.date)]
    places = tuple(document.evidence_of(lines) for lines in dated[:1])
    if not places:
        boxes = [box for box in form.boxes if box.kind == "date" and first_day(box.text) == key.date]
        places = tuple(document.evidence(box.values[0].content) for box in boxes[:1])
    told = (_behind_date(_words(lines)) for lines in dated)
    time = next((parse_times(words) for words in told if words), ())
    start = next(iter(time), None)
    return Meeting(key, places or (section.evidence,), start)


def _words(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)[:1000]


def _gives(lines: Sequence[Line], day: str) -> bool:
    return any(found.iso == day for found in find_dates(_words(lines)))


def _told_day(words: str) -> str | None:
    """The day of a head's dates that is the meeting's: one said to be, else the first that is not said to be another's
    ("Decisions published on Friday 7 May 2021")."""
    plain: list[str] = []
    start = 0
    for found in find_dates(words[:2000]):
        if len(found.iso) != 10:
            continue
        said = list(ITS_DAY.finditer(words, max(start, found.start - 200), found.start))
        start = found.end
        if said and not said[-1]["other"]:
            return found.iso
        if not said:
            plain.append(found.iso)
    return plain[0] if plain else None


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
