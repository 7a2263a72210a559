"""Lists of a body's members in which a star marks those who came, as a note below the list says."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.extract.words.name_lists import Listed, listed
from ingest.extract.words.wordings import Wording
from ingest.read.document import Document, Line, joined
from kg.names import may_be_one
from kg.records import Attendance, MeetingKey

NOTE = Wording(
    r"\(?\s*\*\s*(?:(?:denotes?|indicates?|signifies|means|shows|marks|=|[-–:])\s*)?(?:those\s+|members?\s+|councillors?\s+){0,2}"
    r"(?:present|(?:in\s+)?attend(?:ed|ance|ing))\b(?:\s+at\s+the\s+meeting)?",
    reads=("(* denotes present)", "* indicates attendance", "* Members present", "* = in attendance"),
    leaves=("* denotes a substitute", "*Councillor Pine presented the report", "Members present"),
    at="anywhere",
)
FEWEST = 2  # stars in a list; one alone may mark anything


def with_stars(
    document: Document, key: MeetingKey, opening: Sequence[Line], told: Sequence[Attendance]
) -> list[Attendance]:
    """Those told to be present or away, where a note says that stars mark who came: the starred, and no other member of
    that list."""
    people = _starred_list(opening)
    came = [one for one in people if "*" in one.words.text]
    if len(came) < FEWEST:
        return list(told)
    marked = [
        Attendance(key, one.name, "present", (document.evidence(one.words),), one.role, one.stands_in_for)
        for one in came
    ]
    names = [one.name for one in people]
    others = [
        one for one in told if one.status == "apologies" or not any(may_be_one(one.person, name) for name in names)
    ]
    return [*marked, *others]


def _starred_list(opening: Sequence[Line]) -> list[Listed]:
    """The people of the list above the note, from the first line that has a star or a colon before it."""
    end = next((at for at, line in enumerate(opening) if NOTE.search(line.text)), None)
    if end is None:
        return []
    note = NOTE.search(opening[end].text)
    last = opening[end].content.piece(0, note.start() if note else 0)
    start = next((at for at, line in enumerate(opening[:end]) if "*" in line.text), end)
    words = joined([*(line.content for line in opening[start:end]), last], "\n")
    label = words.text.find(":") + 1 if ":" in words.text.partition("*")[0] else 0
    return list(listed(words.piece(label), titled=True)) if words.text.count("*") >= FEWEST else []
