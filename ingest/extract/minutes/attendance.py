"""Who was there: the lists of those present and of apologies at the head of minutes, or in the item on apologies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from ingest.extract.words.name_lists import TITLED, Listed, is_name, listed
from ingest.extract.words.wordings import Wording
from ingest.read.document import Document, Line, Mapped, joined
from kg.names import NAME, may_be_one
from kg.records import Attendance, MeetingKey

LABEL = Wording(
    r"(?:(?P<present>(?:(?:(?:committee|(?:non-?)?voting|board|cabinet|council|panel|elected|co-?opted|independent"
    r"|substitute|authority) )?members?|councillors|those|trustees|governors)"
    r" present"
    r"|(?:presennol\s*/\s*)?present(?:\s*/\s*presennol)?(?: (?:in person|virtually|remotely|in the chamber))?|sederunt"
    r"|(?:virtual|remote|online) attendance|(?:members |councillors )?attending (?:virtually|remotely|online)"
    r"|(?:councillors|cllrs) (?:in attendance|attending)"
    r"|(?:committee )?members(?: of (?:the )?(?:sub-?\s?)?(?:committee|board|panel|cabinet|forum|authority)(?=\s*:))?"
    r"|substitutes?(?: members?)?|co-?opt(?:ed|ees)(?: members?)?)"
    r"|(?P<apologies>(?:an? )?(?:ymddiheuriadau\s*/\s*)?apolog(?:ies|y)"
    r"(?: for (?:absence|inability to attend|non-attendance))?"
    r"(?: (?:were |was )?(?:received|given))?(?: from)?|absent with apologies)"
    r"|(?P<absent>absent(?: without apologies)?)"
    r"|(?P<chair>(?:(?:vice|deputy|depute)[- ])?(?:chair(?:man|woman|person)?|conven[eo]r)(?=\s*:)|in the chair)"
    r"|(?P<others>also (?:present|in attendance|attending)|(?:others? )?in attendance|other (?:members|councillors)"
    r"(?: present| in attendance)?|(?:members|councillors) (?:also|in attendance)(?: present)?|officers(?: present"
    r"| in attendance)?|(?:county |district |officers? )?attendees|(?:members'? )?attendance(?: (?:list|record))?)"
    r"|(?P<date>(?:meeting )?date(?: of meeting)?)|(?P<time>time|start time)|(?P<end>(?:end|finish) time)"
    r"|(?P<venue>venue|place|location)|(?P<serving>(?:minutes?|notes?)[- ]?(?:takers?|taken by|by|secretary)|clerk"
    r"|secretary|(?:members of the )?(?:public|press)(?: and (?:public|press))?|quorum|observers?|guests?"
    r"|also invited|contact(?: officer)?)(?=\s*(?::|[-–]\s)))"
    r"\s*(?::|$|(?<=absence)\s*[-–]|(?<=public)\s*[-–]"
    r"|[-–—]\s+(?=(?-i:Councillors?|Cllrs?|Alderman|The (?:Lord )?Mayor)\b))\s*"
    r"|(?P<told>(?:an? )?apolog(?:ies|y)(?: for absence)?(?: (?:were|was|had been))? (?:received|given)(?: from)?)\s+"
    r"(?=(?-i:[A-Z]))",
    reads=(
        "Present: Councillors A Pine and B Oak",
        "Apologies:",
        "Members present:",
        "Date: 4 May 2022",
        "Venue: Town Hall",
        "Apologies were received from Councillor Pine.",
        "Chairman: Councillor A Pine",
        "In the Chair: Cllr Oak",
        "Absent: Councillor Elm",
        "Members Present:-",
        "Minute taker: Ada Pine",
        "An apology was received from Councillor Pine.",
        "Non-voting members present:",
        "PRESENT – Councillors A. Pine and B. Oak",
    ),
    leaves=("Present and future needs were discussed.", "Apologies were received from three members.", "Timetable:"),
    at="start",
)
Kind = Literal["present", "apologies", "absent", "chair", "others", "date", "time", "end", "venue", "serving"]
APOLOGIES_TOLD = Wording(
    r"\bapolog(?:ies|y)(?: for (?:absence|lateness|inability to attend))?(?: (?:were|was|had been|have been|has been))?"
    r"(?: (?:duly )?(?:received|given|tendered|accepted|noted|submitted|sent|intimated|reported)){0,1}"
    r"(?: and (?:accepted|approved|noted|received))?"
    r" (?:from|on behalf of|by)\s*:?\s*(?P<who>.+?)(?:(?<!\b[A-Z])(?<!\bCllr)(?<!\bCllrs)(?<!\bMr)(?<!\bMrs)(?<!\bDr)"
    r"\.(?=\s|$)|$)",
    reads=(
        "Apologies received from Councillor Elm (Councillor Ash substituted)",
        "Apologies for absence were received from Cllr Elm.",
        "An apology for absence was received from Councillor Elm.",
        "Apologies were received and accepted from Cllr. A. Elm (work).",
    ),
    leaves=("There were no apologies.", "Apologies for absence"),
    at="anywhere",
)


@dataclass(frozen=True, slots=True)
class HeadField:
    """A labelled piece of the head of minutes: what kind of label, the words behind it, and their lines."""

    kind: Kind
    words: Mapped
    lines: tuple[Line, ...]
    label: str = ""


def unlabelled(lines: Sequence[Line], fields: Sequence[HeadField]) -> Iterator[HeadField]:
    """Lines of councillors where no label says who was present: "Councillor Pine in the Chair"."""
    if any(field.kind in ("present", "chair", "others") for field in fields):
        return
    for line in lines:
        label = LABEL.match(line.text)
        if label and not any(label[name] for name in ("date", "time", "end", "venue")):
            return
        if told := PRESENT_TOLD.match(line.text):
            yield HeadField("present", line.content.piece(*told.span("who")), (line,))
            continue
        people = list(listed(line.content)) if TITLED.match(line.text) else []
        if people and people[0].titled and not SAYS.search(line.text):
            yield HeadField("present", line.content, (line,))


def head_fields(lines: Sequence[Line]) -> Iterator[HeadField]:
    """The labelled pieces of some lines: a label's words go on to the next label, or to a blank line after a stop."""
    kind: Kind | None = None
    label = ""
    held: list[tuple[Line, Mapped]] = []
    for line in chain.from_iterable(map(_at_labels, lines)):
        found = _label(line)
        if kind and held and (found or (line.gap and held[-1][1].text.endswith("."))):
            yield _field(kind, held, label)
            kind = None
        heads = bool(line.gap and (line.bold or line.level) and any(piece.text for _, piece in held))
        if (
            NO_LABEL.match(line.text)
            or (kind and _is_other_row(line))
            or (heads and not found and not TITLED.match(line.text))
        ):
            if kind and held:
                yield _field(kind, held, label)
            kind, held = None, []
        if found:
            kind = "apologies" if found["told"] else next(name for name in _KINDS if found[name])
            label = found[0]
            held = [(line, line.content.piece(found.end()))]
        elif kind:
            held += [(line, words) for words in _names_in(line)]
    if kind and held:
        yield _field(kind, held, label)


def _label(line: Line) -> re.Match[str] | None:
    """The label that a line opens with; in a row the first cell is one without its colon."""
    first = line.cells[0].text
    if line.is_row and first and not first.endswith(":") and (found := LABEL.fullmatch(f"{first}:")):
        return found
    return LABEL.match(line.text)


def _names_in(line: Line) -> tuple[Mapped, ...]:
    """A line of a list; of a row that holds a name in each cell, as lists in two columns do, each name."""
    cells = tuple(cell for cell in line.cells if cell.text)
    names = line.is_row and len(cells) > 1 and all(PLAINLY.match(cell.text) for cell in cells)
    return cells if names and all(len(list(listed(cell, titled=True))) == 1 for cell in cells) else (line.content,)


def _is_other_row(line: Line) -> bool:
    """Whether a row has a label of its own that is not known: no title, no name."""
    first = line.cells[0].text
    return line.is_row and len(line.cells) == 2 and bool(first) and not (TITLED.match(first) or is_name(first))


# Plainly somebody's name: behind a title, or behind initials.
PLAINLY = re.compile(
    r"\*?\s?(?:(?:Councillor|Cllr|Alderman|Mrs?|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Revd?|Prof(?:essor)?)\b\.?\s+"
    r"|(?:[A-Z]\.?\s?){1,3}(?<=[\s.]))[A-Z]"
)
# Where one line tells of others behind those present: "Cllr Oak. Clerk: A Elm. Also four members of the public."
WITHIN = re.compile(
    r"(?<=[.;)])\s+(?=(?:(?:An )?[Aa]polog(?:ies|y)"
    r"|In [Aa]ttendance|Also|Clerk|Officers|Absent|Together with|There were)\b)"
)
NO_LABEL = re.compile(r"(?:Also|Together with|There were)\b")


def _at_labels(line: Line) -> Iterator[Line]:
    """A line of a list parted where it comes to others."""
    start = 0
    for found in WITHIN.finditer(line.text) if not line.is_row else ():
        content = line.content.piece(start, found.start())
        yield replace(line, content=content, cells=(content,))
        start = found.end()
    content = line.content.piece(start)
    yield replace(line, content=content, cells=(content,), gap=0) if start else line


_KINDS: tuple[Kind, ...] = (
    "present", "apologies", "absent", "chair", "others", "date", "time", "end", "venue", "serving",
)  # fmt: skip
SAYS = re.compile(r"\b(?:were|had|has|welcomed|opened|declared|apolog\w+|absen\w+|that)\b", re.IGNORECASE)
# "Councillors Pine, Oak and Elm were present."
PRESENT_TOLD = Wording(
    r"(?P<who>(?:the following )?(?:members:? )?(?:councillors|cllrs)\b:?\s+(?-i:[A-Z])[^.:]{4,400}?)\s+(?:were|was)"
    r"\s+(?:also\s+)?(?:present|in attendance)\s*\.?\s*$",
    reads=("Councillors A Pine (Chair), B Oak and C Elm were present.",),
    leaves=("Councillors asked who were present.", "Four members were present"),
    at="start",
)
# Sent apologies, said in the list of those present.
SENT_WORDS = re.compile(
    r"\s(?:had |have |has )?(?:sent|gave|given|tendered|submitted|offered)\s+(?:(?:his|her|their)\s+)?apolog(?:ies|y)\b"
    r"|\s(?:was|were) (?:absent|unable to attend|not present)\b",
    re.IGNORECASE,
)
# Another group's name before its members: "Labour: Councillors Pine and Oak".
GROUP = re.compile(r"[A-Z][A-Za-z&' ]{2,40}:\s+(?:Councillors?|Cllrs?)\b")
# A list of one line that "and" closes, and a name behind a bracket: the next is another's.
CLOSED_LIST = re.compile(r"\band\s+(?:Councillor |Cllr )?[A-Z][\w'’.-]*\s+[A-Z][\w'’-]+(?:\s*\([^)]*\))?$")
PLURAL = re.compile(r"\b(?:(?:District|County|Borough|City|Parish|Town)\s+)?(?:Councillors|Cllrs)\b")
# What explains a star in the list, and what a list of all members says beside a name of who stayed away.
LEGEND = re.compile(r"[(\[]?\s*\*\s*(?:[=:–-]|[a-z])|(?:attended|denotes|joined|indicates)\b")
AWAY = re.compile(
    r"(?:\s[-–]\s*|[(\[]\s*|:\s*)"
    r"(?:(?P<apologies>apolog(?:ies|y)\b)|absent\b|not present\b)",
    re.IGNORECASE,
)
STARS = re.compile(
    r"(?:\*\s*[)\]]?\s*(?:[=:–-]\s*)?|\b(?=denotes\b))(?:(?:denotes|indicates|means|those|members?)\s+)*"
    r"(?:(?P<present>present|attendance|in attendance|attended)"
    r"(?!\s+(?:virtually|remotely|online|by|via|for|from|until))|absent|absence|apologies|not present)\b",
    re.IGNORECASE,
)
# The clerk among those present, whose post stands before the name: "A Elm and Clerk B Oak".
CLERK = re.compile(
    rf"(?:\band\s+|[,;\n]\s*|^)(?:the\s+)?(?P<role>(?:(?:Parish|Town|Community|Acting|Deputy) ){{0,2}}Clerk),?\s+"
    rf"(?P<name>{NAME.pattern})(?=\s*(?:[,;.\n(]|and\b|$))"
)
STOP = re.compile(r"(?<=[\w)]{2})[.;\n]\s*(?=[A-Z])")
BRACKETED = re.compile(r"(?<=\))\s+(?=[A-Z])")


def _field(kind: Kind, held: list[tuple[Line, Mapped]], label: str) -> HeadField:
    """Lines that hold one person each stay apart; broken lines become one text."""
    pieces = [piece for _, piece in held if piece.text]
    apart = len(pieces) > 1 and all(
        len(list(listed(piece, titled=True))) == 1 and "," not in piece.text for piece in pieces
    )
    words = joined(pieces, "\n") if apart else _run_on([(line, piece) for line, piece in held if piece.text])
    return HeadField(kind, words, tuple(line for line, _ in held), label)


def _run_on(held: Sequence[tuple[Line, Mapped]]) -> Mapped:
    """Lines of a list as one text, parted where a line closes a list, where a bracket ends an entry, and at a gap
    behind which others are listed."""
    parts: list[Mapped] = []
    run: list[Mapped] = []
    for line, piece in held:
        heads = LEGEND.match(piece.text) or GROUP.match(piece.text)
        if run and ((line.gap and TITLED.match(piece.text)) or heads):
            parts.append(joined(run))
            run = []
        run.append(piece)
        if CLOSED_LIST.search(piece.text):
            parts.append(joined(run))
            run = []
    parts.append(joined(run))
    return joined((each for part in parts for each in _bracketed(part)), "\n")


def _bracketed(piece: Mapped) -> Iterator[Mapped]:
    start = 0
    for found in BRACKETED.finditer(piece.text):
        yield piece.piece(start, found.start())
        start = found.end()
    yield piece.piece(start)


def attendance(document: Document, meeting: MeetingKey, fields: Sequence[HeadField]) -> Iterator[Attendance]:
    """Those present and those who sent apologies, by the lists at the head; of others in attendance the councillors."""
    seen: list[str] = []
    starred = _starred(fields)
    for field in fields:
        if field.kind not in ("present", "apologies", "others", "chair"):
            continue
        present, sent = (field.words, None) if field.kind == "apologies" else _without_sent(field.words)
        for person in listed(sent) if sent else ():
            yield _attendance(document, meeting, person, "apologies")
        for person in _listed_in(present):
            if (field.kind == "others" and not person.titled) or _is_letters(person):
                continue
            if field.kind == "present" and starred is not None and starred != ("*" in person.words.text):
                continue
            away = AWAY.search(person.words.text) if field.kind == "present" else None
            if away and not away["apologies"]:
                continue
            if field.kind == "apologies" or away:
                yield _attendance(document, meeting, person, "apologies")
            elif not _is_seen(person, seen):
                seen.append(person.name)
                yield _attendance(document, meeting, _presiding(field, person), "present")
        for found in CLERK.finditer(field.words.text) if field.kind == "present" else ():
            place = document.evidence(field.words, found.start(), found.end())
            yield Attendance(meeting, found["name"].strip(), "present", (place,), found["role"])


def _without_sent(words: Mapped) -> tuple[Mapped, Mapped | None]:
    """A list of those present without a sentence behind it that tells who sent apologies or stayed away; the words of
    that sentence before its verb, where it tells of apologies."""
    found = SENT_WORDS.search(words.text)
    if found is None:
        return words, None
    start = max((each.end() for each in STOP.finditer(words.text, 0, found.start())), default=0)
    return words.piece(0, start), words.piece(start, found.start()) if "apolog" in found[0].lower() else None


def _starred(fields: Sequence[HeadField]) -> bool | None:
    """Whether those present are those with a star in the list (False: those without); None where no legend says so."""
    found = next((found for field in fields if (found := STARS.search(field.words.text))), None)
    return None if found is None else bool(found["present"])


def _listed_in(words: Mapped) -> Iterator[Listed]:
    """The people of a list; behind "Councillors" a surname alone is a member's, wherever in the list that stands."""
    starts = [0, *(found.start() for found in PLURAL.finditer(words.text) if found.start())]
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        yield from listed(words.piece(start, end))


def _is_seen(person: Listed, seen: Sequence[str]) -> bool:
    """Whether somebody was listed before: by the same name, or named again by the surname alone."""
    return person.name in seen or (" " not in person.name and any(may_be_one(person.name, name) for name in seen))


def _is_letters(person: Listed) -> bool:
    """Whether what stands in a list is a body's initials, not a name."""
    letters = person.name.isupper() and len(person.name) < 5
    surname = person.titled and re.search("[AEIOUY]", person.name)  # "Councillors PINE, OAK"
    return person.name == person.words.text and letters and not surname


def _presiding(field: HeadField, person: Listed) -> Listed:
    """A person with the role that the list's own label gives ("Chairman: Councillor Pine")."""
    if field.kind != "chair" or person.role:
        return person
    label = "Chair" if "in the" in field.label.lower() else field.label.strip(" :-–")
    return replace(person, role=label)


def _attendance(
    document: Document, meeting: MeetingKey, person: Listed, status: Literal["present", "apologies"]
) -> Attendance:
    stands_in = person.stands_in_for if status == "present" else None
    return Attendance(meeting, person.name, status, (document.evidence(person.words),), person.role, stands_in)


def is_listed(name: str, records: Sequence[Attendance]) -> bool:
    """Whether somebody who may be this person is on the list already."""
    return any(may_be_one(name, record.person) for record in records)
