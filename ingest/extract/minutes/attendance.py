"""Who was there: the lists of those present and of apologies at the head of minutes, or in the item on apologies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.extract.words.name_lists import Listed, listed
from ingest.extract.words.wordings import Wording
from ingest.read.document import Document, Line, Mapped, joined
from kg.names import may_be_one
from kg.records import Attendance, MeetingKey

LABEL = Wording(
    r"(?:(?P<present>(?:(?:(?:committee|voting|board) )?members?|councillors) present|present|(?:committee )?members)"
    r"|(?P<apologies>apologies(?: for absence)?(?: (?:were |was )?(?:received|given))?(?: from)?"
    r"|absent(?: with apologies)?)"
    r"|(?P<others>also (?:present|in attendance|attending)|(?:others? )?in attendance|officers(?: present"
    r"| in attendance)?|(?:county |district |officers? )?attendees|co-?opt(?:ed|ees)[a-z ]*)"
    r"|(?P<date>(?:meeting )?date(?: of meeting)?)|(?P<time>time|start time)|(?P<end>(?:end|finish) time)"
    r"|(?P<venue>venue|place|location))\s*(?::|$|(?<=absence)\s*[-–])\s*"
    r"|(?P<told>apologies(?: for absence)?(?: (?:were|was|had been))? (?:received|given)(?: from)?)\s+(?=(?-i:[A-Z]))",
    reads=(
        "Present: Councillors A Pine and B Oak",
        "Apologies:",
        "Members present:",
        "Date: 4 May 2022",
        "Venue: Town Hall",
        "Apologies were received from Councillor Pine.",
    ),
    leaves=("Present and future needs were discussed.", "Apologies were received from three members.", "Timetable:"),
    at="start",
)
Kind = Literal["present", "apologies", "others", "date", "time", "end", "venue"]
APOLOGIES_TOLD = Wording(
    r"\bapologies(?: for absence)?(?: (?:were|was|had been|have been))?(?: received| given| tendered"
    r"| accepted)? from\s*:?\s*(?P<who>.+?)(?:\.(?=\s|$)|$)",
    reads=(
        "Apologies received from Councillor Elm (Councillor Ash substituted)",
        "Apologies for absence were received from Cllr Elm.",
    ),
    leaves=("There were no apologies.",),
    at="anywhere",
)


@dataclass(frozen=True, slots=True)
class HeadField:
    """A labelled piece of the head of minutes: what kind of label, the words behind it, and their lines."""

    kind: Kind
    words: Mapped
    lines: tuple[Line, ...]


def head_fields(lines: Sequence[Line]) -> Iterator[HeadField]:
    """The labelled pieces of some lines: a label's words go on to the next label, or to a blank line after a stop."""
    kind: Kind | None = None
    held: list[tuple[Line, Mapped]] = []
    for line in lines:
        found = LABEL.match(line.text)
        if kind and held and (found or (line.gap and held[-1][1].text.endswith("."))):
            yield _field(kind, held)
            kind = None
        if found:
            kind = "apologies" if found["told"] else next(name for name in _KINDS if found[name])
            held = [(line, line.content.piece(found.end()))]
        elif kind:
            held.append((line, line.content))
    if kind and held:
        yield _field(kind, held)


_KINDS: tuple[Kind, ...] = ("present", "apologies", "others", "date", "time", "end", "venue")


def _field(kind: Kind, held: list[tuple[Line, Mapped]]) -> HeadField:
    """Lines that hold one person each stay apart; broken lines become one text."""
    pieces = [piece for _, piece in held if piece.text]
    apart = len(pieces) > 1 and all(
        len(list(listed(piece, titled=True))) == 1 and "," not in piece.text for piece in pieces
    )
    return HeadField(kind, joined(pieces, "\n" if apart else " "), tuple(line for line, _ in held))


def attendance(document: Document, meeting: MeetingKey, fields: Sequence[HeadField]) -> Iterator[Attendance]:
    """Those present and those who sent apologies, by the lists at the head; of others in attendance the councillors."""
    for field in fields:
        if field.kind not in ("present", "apologies", "others"):
            continue
        for person in listed(field.words):
            if field.kind == "others" and not person.titled:
                continue
            yield _attendance(document, meeting, person, "apologies" if field.kind == "apologies" else "present")


def apologies_told(document: Document, meeting: MeetingKey, content: Mapped) -> Iterator[Attendance]:
    """Apologies told in a sentence, with those who stood in: for minutes whose head has no list of them."""
    for found in APOLOGIES_TOLD.regex.finditer(content.text):
        for person in listed(content.piece(found.start("who"), found.end("who"))):
            yield _attendance(document, meeting, person, "apologies")
            inside = re.search(r"\(\s*(?:Councillor|Cllr)\.?\s+([^()]+?)\s+substitut", person.words.text)
            if inside:
                words = person.words.piece(inside.start(), inside.end())
                yield Attendance(meeting, inside[1], "present", (document.evidence(words),), None, person.name)


def _attendance(
    document: Document, meeting: MeetingKey, person: Listed, status: Literal["present", "apologies"]
) -> Attendance:
    stands_in = person.stands_in_for if status == "present" else None
    return Attendance(meeting, person.name, status, (document.evidence(person.words),), person.role, stands_in)


def is_listed(name: str, records: Sequence[Attendance]) -> bool:
    """Whether somebody who may be this person is on the list already."""
    return any(may_be_one(name, record.person) for record in records)
