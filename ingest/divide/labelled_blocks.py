"""The labelled block that a report opens with ("To: … Meeting Date: … From: …"): where it is, and the subject in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from ingest.read.document import Line

LABELS = re.compile(
    r"(?P<to>To|Report to|Meeting|Committee|Board|Cabinet)\s*:|(?P<date>Meeting Date|Date of Meeting|Date)\s*:"
    r"|(?P<from>From|Report (?:of|by|from)|Lead officer|(?:Report )?Authors?(?:\(s\))?)\s*:"
    r"|(?P<ward>Electoral division(?:\(s\)|s)?|Wards?(?: affected)?|Divisions? affected)\s*:"
    r"|(?P<plan>Forward Plan(?: ref(?:erence)?)?|Decision (?:no|number|ref(?:erence)?))\s*:"
    r"|(?P<subject>(?:Subject|Title)(?: of (?:the )?report)?|Report title)\s*:"
    r"|(?P<purpose>Purpose|Outcome|Recommendations?|Key decision)\s*:",
    re.IGNORECASE,
)
# The first label of a report's block, in a cell of its own or with its value behind it.
TO_CELL = re.compile(r"(?:report )?to\s*:?", re.IGNORECASE)
TO_LINE = re.compile(r"(?:(?:Report )?To|Report to|Meeting|Committee|Decision[- ][Mm]aker)\s*:\s")
SUBJECT = re.compile(r"(?:(?:Subject|Title)(?: of (?:the )?report)?|Report title)\s*:\s*(?=\S)", re.IGNORECASE)


def opens_block(lines: Sequence[Line], index: int) -> bool:
    """Whether a line opens a report's labelled block: "To:" with three other labels close below it."""
    if not (TO_CELL.fullmatch(lines[index].cells[0].text) or TO_LINE.match(lines[index].text)):
        return False
    kinds = {found.lastgroup for line in lines[index + 1 : index + 22] for found in LABELS.finditer(_labelled(line))}
    return len(kinds - {"to"}) >= 3


def _labelled(line: Line) -> str:
    """A line's words; a table's first cell with the colon that labels have elsewhere."""
    return f"{line.cells[0].text}: {line.text}" if line.is_row else line.text


def block_below(lines: Sequence[Line], index: int) -> bool:
    """Whether a report's labelled block stands right below: then the words are that report's title."""
    return any(opens_block(lines, i) for i in range(index + 1, min(index + 6, len(lines))))


def subject_of(lines: Sequence[Line], index: int) -> str | None:
    """The words behind "Subject:" or "Title:" in the block that opens here, with the lines that go on after them."""
    for at in range(index + 1, min(index + 10, len(lines))):
        found = SUBJECT.match(lines[at].text)
        if found:
            rest = takewhile(_goes_on, lines[at + 1 : at + 6])
            return " ".join([lines[at].text[found.end() :], *(line.text for line in rest)]).strip() or None
    return None


def _goes_on(line: Line) -> bool:
    """Whether a line goes on the title above it: no blank line, no label, no row with a first cell of its own."""
    return not (line.gap or LABELS.match(line.text) or (line.is_row and line.cells[0].text))
