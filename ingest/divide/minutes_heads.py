"""How minutes open: what their titles are called, and those present below a body's name where they have none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.divide.bodies import titled_body
from ingest.read.document import Line
from ingest.read.flow import is_capitals

_STANDING = r"(?:(?:the|draft|unconfirmed|unapproved|confirmed|approved|public|open|printed) ){0,3}"
TITLE = re.compile(
    rf"(?:extracts? from )?{_STANDING}minutes(?: of (?:the|a) .*|\s{{0,2}}[–—-]\s.{{5,140}}|,? .{{0,100}}\d{{4}})?"
    r"|.{3,80}?[:–-]?\s{0,2}minutes"
    r"|(?:record|notes?) of (?:discussions?|decisions|actions)(?:,? (?:and |& )?(?:decisions|actions)){1,2}"
    rf"|(?:.{{3,90}}[:–—-]\s{{0,2}})?{_STANDING}(?:record|notes?|proceedings) (?:of|at|from) (?:the |a )"
    r"(?:.{0,80} )?meeting(?! ?[’'s])\b.{0,140}"
    r"|(?:record of )?proceedings (?:of|at) (?:the|a) .{3,140}|at (?:a|the|an) (?:[a-z-]+ )?meeting of .{3,160}",
    re.IGNORECASE,
)
# One of these stands in such a title, in small letters.
TITLE_WORDS = ("minutes", "record", "note", "proceedings", "meeting of")
PRESENT = re.compile(
    r"\b(?:(?:Members|Councillors|Committee Members) )?(?:Present|PRESENT)\b|\bIn [Aa]ttendance\b|\bIN ATTENDANCE\b"
    r"|\b(?:ATTENDANCE|Attendance|SEDERUNT|Sederunt)\b|\b(?:in|took) the [Cc]hair\b|\bThose (?:present|attending)\b"
    r"|\b(?:Members|MEMBERS|Councillors) present\b|\b(?:Attendees|ATTENDEES)\b|\bName\b.{0,40}\bAttended\b"
    r"|\b[Aa]polog(?:y|ies) (?:for absence )?(?:was|were|had been) (?:received|given|submitted|intimated)\b"
    r"|\*\s?(?:[Dd]enotes|[Ii]ndicates) (?:(?:those|members|councillors) )?(?:present|attendance)\b"
)
THOSE_PRESENT = re.compile(
    r"(?:(?:(?:Committee )?Members|Councillors|Those) )?(?:Present|In attendance)\b\s*(?:$|[:–-])"
    r"|(?:Attendees|Sederunt)\b\s*(?:$|[:–-])",
    re.IGNORECASE,
)
OTHER_HEAD = re.compile(r"\bagenda\b|\bdecisions?\b|\breport\b|\bto:", re.IGNORECASE)
ABOVE = 8


def untitled(lines: Sequence[Line], index: int) -> int | None:
    """Where minutes open that have no title: the body's name close above those present at `index`; None elsewhere.

    The name stands out, at the head of a page or behind a blank line, and the words between are no agenda's and no
    decision sheet's.
    """
    line = lines[index]
    if line.text[:1] not in "PpMmCcIiTtAaSs" or not THOSE_PRESENT.match(line.cells[0].text):
        return None
    for at in range(index - 1, max(-1, index - ABOVE - 1), -1):
        above = lines[at]
        if above.furniture or (above.page != line.page):
            return None
        if OTHER_HEAD.search(above.text) or above.bullet or len(above.text) > 160:
            return None
        if (above.level or above.bold or is_capitals(above.text)) and titled_body(lines, at):
            return at if not at or above.gap or lines[at - 1].furniture or lines[at - 1].page != above.page else None
    return None
