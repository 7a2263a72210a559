"""The front sheet of a pack: its meeting's time and place, agenda, members, clerk and the officer who signs it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.divide.context import MEETING_DATE
from ingest.divide.sections import Section
from ingest.extract.front_sheets.agenda_wordings import AGENDA
from ingest.extract.front_sheets.agendas import ListedItem, agenda_items, agenda_start, counted, listed_lines
from ingest.extract.words.addresses import EMAIL
from ingest.extract.words.name_lists import is_name, listed
from ingest.extract.words.wordings import Wording
from ingest.read.document import Document, Line, Mapped, joined
from kg.dates import find_dates, parse_date, parse_times
from kg.names import without_title
from kg.records import AgendaItem, Attendance, Issue, Meeting, MeetingKey, Membership, PersonMention, Record

TIME_ALONE = Wording(
    r"\W*(?:(?:start )?time\s*:?|at|commencing(?: "
    r"at)?)?\W*\d{1,2}(?:[.:]\d\d)?\s*(?:[ap]\.?\s?m\.?)?\s*(?:h(?:ou)?rs?)?"
    r"(?:\s*(?:to|until|[-–])\s*\d{1,2}(?:[.:]\d\d)?\s*(?:[ap]\.?\s?m\.?)?)?\W*|\W*(?:12(?:[.:]00)?\s*)?noon\W*",
    reads=("14:00hr", "14:00", "Time: 2.00pm", "10.00 a.m.", "2.00pm - 4.00pm", "12 noon"),
    leaves=("2 Minutes", "14 January 2021", "WX1 2AA"),
    at="whole",
)
VENUE = Wording(
    r"(?:venue|location|place|where)\s*:\s*(?P<venue>.{4,})",
    reads=("Venue: Ferry Room, County Offices",),
    leaves=("Venues for the summer",),
    at="start",
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")
VIRTUAL = Wording(
    r"\b(?:held virtually|virtual meeting|via zoom|via (?:microsoft )?teams|remote meeting|held remotely)\b",
    reads=("meetings will be held virtually", "Virtual meeting via Zoom"),
    leaves=("virtually every home",),
    at="anywhere",
)
POST = Wording(
    r"(?:(?:Deputy|Interim|Acting|Assistant|Corporate|Chief|Executive|Strategic|Service|Senior|Principal|Democratic"
    r"|Governance|Legal|Committee|Monitoring|Returning|Proper|Managing|Borough|Town|City|County)\s+)*"
    r"(?:Head of [A-Z][\w,&’' -]{2,60}|(?:Services? )?(?:Officer|Director|Solicitor|Secretary|Executive|Clerk|Manager"
    r"|Lawyer)(?: (?:of|for) [A-Z][\w,&’' -]{2,50})?)",
    reads=("Deputy Monitoring Officer", "Chief Executive", "Democratic Services Officer", "Head of Legal Services"),
    leaves=("Mill Rise", "Council Chamber"),
    exact=True,
    at="anywhere",
)
SIGNATORY = Wording(
    rf"(?:.*?\b(?:Services?|Department|Directorate)\s+)?(?P<name>[A-Z][\w.’'-]+(?: [A-Z][.]?)?(?: (?:van|de|la|le"
    rf"|du))* [A-Z][\w’'-]+),?\s+(?P<post>{POST.pattern})",
    reads=("Democratic Services Ada Pine Deputy Monitoring Officer", "Ada Pine, Chief Executive"),
    leaves=("County House Mill Rise",),
    exact=True,
    at="whole",
)
CLERK = Wording(
    r"(?:(?P<role>clerk|contact|committee (?:clerk|officer|administrator|manager)|democratic services(?: officer)?"
    r"|contact officer|enquiries to|governance officer)(?:\s+(?P<what>name|telephone|tel|phone|e-?mail))?"
    r"|(?P<bare>telephone|tel|phone|e-?mail|direct line))\s*(?:\.|no\.?|number)?\s*:\s*(?P<value>.*)",
    reads=(
        "Clerk Name: Ada Pine",
        "Contact: Ada Pine",
        "Clerk Telephone: 01632 960112",
        "Email: ada.pine@council.example",
    ),
    leaves=("For more information please contact", "Clerks to the schools"),
    at="start",
)
TELEPHONE = re.compile(r"\+?\(?\d[\d ()-]{8,16}\d")
END_OF_MEMBERS = Wording(
    r"\b(?:for (?:more|further) information|clerk\b|contact\b|the (?:county |city |borough |district )?council (?:is"
    r"|does)|quorum|substitutes?\s*:|apologies)|^(?:publish(?:ed)?|publication|date|time|venue|location"
    r"|despatch(?:ed)?|issued"
    r"|agenda|enquiries|website|www|democratic services|public|members of the (?:public|press))\b",
    reads=("For more information about this meeting", "Clerk Name: Ada Pine", "Published: Tuesday, 27 April 2021"),
    leaves=("Councillor Ada Pine",),
    at="anywhere",
)


def front_sheet(section: Section) -> Iterator[Record]:
    """What the front sheet puts on record; nothing where the paper does not say which meeting it is for."""
    key = section.context.meeting
    lines = [line for line in section.lines if not line.furniture]
    if key is None:
        yield Issue("meeting-unknown", "an agenda that gives no committee or no date", (section.evidence,))
        return
    yield from _sheet_meeting(section, key, lines)
    document = section.document
    items = list(agenda_items(listed_lines(section.lines)))
    for item in items:
        yield AgendaItem(
            key,
            item.number,
            item.title.text.strip(" .|"),
            (document.evidence_of(item.words),),
            item.group,
            item.first_page,
            item.last_page,
        )
    if not items and (
        head := next((line for line in lines if any(AGENDA.fullmatch(c.text) for c in line.cells)), None)
    ):
        yield Issue("torn-table", "an agenda of which no item could be read", (document.evidence_of([head]),))
    yield from _gaps(document, items)
    yield from _members(document, key, lines)
    yield from _signatory(document, lines)
    yield from _clerk(document, lines)


def _gaps(document: Document, items: Sequence[ListedItem]) -> Iterator[Issue]:
    """An issue where the numbers of the items leave one out."""
    numbered = [(counted(item.number), item) for item in items if item.number]
    for (before, _), (number, item) in pairwise(numbered):
        if number - before > 1:
            place = document.evidence_of(item.words)
            yield Issue("number-gap", f"agenda items go from {before} to {number}", (place,))


def _sheet_meeting(section: Section, key: MeetingKey, lines: Sequence[Line]) -> Iterator[Record]:
    """The pack's own meeting, where its front sheet bears the date."""
    above = _above_agenda(lines)
    dated = next((line for line in above if parse_date(line.text) == key.date), None)
    if dated is None:
        return
    document = section.document
    for found in find_dates(dated.text):
        if found.weekday_differs:
            yield Issue("date-mismatch", f"{key.date} was no {found.weekday}", (document.evidence_of([dated]),))
    times = next((parse_times(line.text) for line in above if TIME_ALONE.fullmatch(line.text)), ())
    times = times or parse_times(_undated(dated.text))
    end = times[1] if len(times) > 1 else None
    first = document.evidence_of([lines[0]])
    yield Meeting(key, (document.evidence_of([dated]), first), times[0] if times else None, end, _venue(above))


def _undated(text: str) -> str:
    for found in reversed(list(find_dates(text))):
        text = text[: found.start] + text[found.end :]
    return text


def _above_agenda(lines: Sequence[Line]) -> Sequence[Line]:
    return lines[: agenda_start(lines) or 25]


def _venue(above: Sequence[Line]) -> str | None:
    """The place: by its label, else the last address above the agenda.

    The sender's own address stands there too, so while meetings are held by video one address alone is no venue.
    """
    for line in above:
        found = VENUE.match(line.text)
        if found:
            return found["venue"].strip()
    addresses = [i for i, line in enumerate(above) if POSTCODE.search(line.text)]
    virtual = any(VIRTUAL.search(line.text) for line in above)
    if not addresses or (virtual and len(addresses) < 2):
        return None
    last = addresses[-1]
    start = last
    while start and above[start].gap == 0 and not parse_times(above[start - 1].text) and last - start < 5:
        start -= 1
    return joined([line.content for line in above[start : last + 1]]).text.lstrip("> ")


def _members(document: Document, key: MeetingKey, lines: Sequence[Line]) -> Iterator[Membership]:
    """The committee's members: every run of titled names on the sheet."""
    seen: set[str] = set()
    for run in _member_runs(lines):
        for person in listed(run):
            if person.titled and person.name not in seen:
                seen.add(person.name)
                yield Membership(key, person.name, (document.evidence(person.words),), person.role)


def _member_runs(lines: Sequence[Line]) -> Iterator[Mapped]:
    """Lines from one that opens with a member's title to the first that plainly is about something else."""
    held: list[Mapped] = []
    for line in lines:
        opens = re.match(
            r"(?:(?:committee )?(?:members(?:hip)?|councillors)\s*:\s*)?(?:and )?(?:Councillors?|Cllrs?)\b", line.text
        )
        ends = END_OF_MEMBERS.search(line.text) or re.search(r"[.:]$|@", line.text) or parse_date(line.text)
        if held and (ends or len(held) > 30):
            yield joined(held)
            held = []
        elif opens or held:
            held.append(line.content)
    if held:
        yield joined(held)


def _signatory(document: Document, lines: Sequence[Line]) -> Iterator[PersonMention]:
    """The officer who signs the sheet: a name and a post, on one line or on two, above the agenda."""
    above = _above_agenda(lines)
    for index, line in enumerate(above):
        found = SIGNATORY.fullmatch(line.text)
        if found and is_name(found["name"]):
            yield PersonMention(found["name"], "officer", (document.evidence_of([line]),), (found["post"],))
            return
        after = above[index + 1] if index + 1 < len(above) else None
        # In a narrow column the name may be broken over two lines.
        found = SIGNATORY.fullmatch(f"{line.text} {after.text}") if after and not after.gap else None
        if after and found and is_name(found["name"]):
            yield PersonMention(found["name"], "officer", (document.evidence_of([line, after]),), (found["post"],))
            return
        if after and POST.fullmatch(after.text) and is_name(line.text) and 2 <= len(line.text.split()) <= 4:
            yield PersonMention(line.text, "officer", (document.evidence_of([line, after]),), (after.text,))
            return


def _clerk(document: Document, lines: Sequence[Line]) -> Iterator[PersonMention]:
    """The clerk, with e-mail and telephone, from their labels."""
    name, post, email, telephone = None, None, None, None
    used: list[Line] = []
    for index, line in enumerate(lines):
        found = CLERK.match(line.text)
        if not found:
            continue
        beside = _value_line(lines, index) if not found["value"] else None
        value = found["value"] or (beside.text if beside else "")
        what = (found["what"] or found["bare"] or "name").lower().replace("-", "")
        if what == "name" and name is None:
            name, post = _clerk_name(value, found["role"])
        email = email or (_first(EMAIL, value) if name else None)
        telephone = telephone or (
            _first(TELEPHONE, value) if name and (what != "email" or " tel" in value.lower()) else None
        )
        used.extend([line, beside] if beside else [line])
    if name:
        places = document.evidence_of(sorted(used, key=lambda line: line.content.places[0]))
        yield PersonMention(name, "officer", (places,), (post,) if post else (), email, telephone)


def _value_line(lines: Sequence[Line], index: int) -> Line | None:
    """The line that holds an empty label's value: the next one, or, where labels stand in a column by themselves, the
    one as far below the last label as this label is below the first."""
    first = last = index
    while first and _is_bare_label(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and _is_bare_label(lines[last + 1]):
        last += 1
    at = last + 1 + index - first
    return lines[at] if at < len(lines) else None


def _is_bare_label(line: Line) -> bool:
    found = CLERK.match(line.text)
    return bool(found and not found["value"])


def _clerk_name(value: str, role: str) -> tuple[str | None, str | None]:
    """A name, and the post that goes with it: the label's word Clerk, else what is printed behind the name."""
    bare = re.split(r"[,(;]|\s[-–]\s|\bon\b|\btel", value, flags=re.IGNORECASE)
    name = without_title(bare[0])
    if not is_name(name):
        return None, None
    printed = POST.search(value[len(bare[0]) :])
    if "clerk" in role.lower():
        return name, "Clerk"
    return name, printed[0] if printed else None


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found[0].strip() if found else None


def pack_meeting(sections: Sequence[Section], records: Sequence[Record]) -> Iterator[Meeting]:
    """The paper's own meeting where no part of it gave it: from the first "Meeting Date" of a report."""
    key = sections[0].context.meeting
    if key is None or any(isinstance(record, Meeting) and record.meeting == key for record in records):
        return
    document = sections[0].document
    for index, line in enumerate(document.lines):
        after = document.lines[index : index + 2]
        if MEETING_DATE.match(line.text) and parse_date(" ".join(each.text for each in after)) == key.date:
            yield Meeting(key, (document.evidence_of(after if not parse_date(line.text) else [line]),))
            return
    for line in document.lines:
        if parse_date(line.text) == key.date:
            yield Meeting(key, (document.evidence_of([line]),))
            return


def members_named(sections: Sequence[Section], records: Sequence[Record]) -> Iterator[PersonMention]:
    """Each form of name that agendas and attendance lists give a member, once."""
    seen: set[str] = set()
    for record in records:
        serves = isinstance(record, Attendance) and "Clerk" in (record.role or "")  # of the council's officers
        if isinstance(record, Membership | Attendance) and record.person not in seen and not serves:
            seen.add(record.person)
            yield PersonMention(record.person, "member", record.evidence)
