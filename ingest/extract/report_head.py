"""The head of a report: its labelled block, and the contact box below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.divide.context import COMMITTEE, committee_name
from ingest.divide.sections import Section
from ingest.extract.label_blocks import Field, Label, LabelBlock, Piece, fields, rows_of, tokens, words_of
from ingest.extract.wordings import Wording
from ingest.read.document import Line
from ingest.read.flow import is_capitals
from kg.dates import parse_day
from kg.records import MeetingKey

HEAD_LABELS = (
    Label("to", Wording(r"(?:report )?to(?: the)?", ["To", "Report to"], ["To note the report"])),
    Label(
        "to",
        Wording(r"committee(?: name)?|name of committee|meeting|board|decision[- ]maker", ["Committee", "Meeting"], ["Members"]),
        bare=False,
    ),
    Label(
        "date",
        Wording(r"meeting date|date of (?:the )?(?:meeting|decision)|date(?: and time)?", ["Meeting Date"], ["Deadline"]),
        closed=True,
    ),
    Label(
        "from",
        Wording(
            r"from|report (?:of|by|from|author\(?s?\)?)|(?:lead|reporting|responsible) (?:officer|director)\(?s?\)?|authors?",
            ["From", "Report of", "Report author", "Lead officer"],
            ["Formal vote"],
        ),
    ),
    Label("from", Wording(r"Report (?:of|by) (?:the )?(?=[A-Z])", ["Report of the Director of Care"], ["Report of a visit"], True), runs_on=True),
    Label(
        "divisions",
        Wording(
            r"(?:electoral )?(?:divisions?|wards?)(?:\(s\))?(?: (?:and parishes )?affected)?(?:/wards?)?|(?:wards|divisions) involved",
            ["Electoral division(s)", "Wards affected", "Ward"],
            ["Wardens"],
        ),
    ),
    Label(
        "plan",
        Wording(
            r"forward plan(?: (?:ref(?:erence)?|number|no))?\.?(?: (?:number|no)\.?)?|(?:key )?decision (?:ref(?:erence)?|number|no)\.?",
            ["Forward Plan ref", "Forward plan reference", "Decision no"],
            ["Forward planning"],
        ),
        closed=True,
    ),
    Label("key", Wording(r"(?:is (?:this|it) a )?key decision\??", ["Key decision", "Is this a key decision"], ["Key decisions list"]), closed=True),
    Label(
        "purpose",
        Wording(r"purpose(?: of (?:the )?report)?|outcomes?|executive summary|summary|report summary", ["Purpose", "Outcome"], ["Purposes of care"]),
    ),
    Label(
        "recommendation",
        Wording(r"(?:officer )?recommendation(?:s|\(s\))?|recommended decision|decisions? (?:required|requested)|recommended", ["Recommendation", "Recommendations"], ["It is recommended that"]),
    ),
    Label("other", Wording(r"agenda item(?: (?:no|number))?\.?|item(?: no| number)?\.?|title|subject|report title", ["Agenda item", "Title"], ["Items"]), bare=False),
    Label(
        "other",
        Wording(
            r"(?:lead |relevant )?(?:cabinet|executive|portfolio) (?:members?|holders?|lead)(?:\(s\))?|classification|exempt(?:ion)?|confidential(?:ity)?|status",
            ["Cabinet Member", "Portfolio holder", "Exempt"],
            ["Cabinet"],
        ),
        bare=False,
    ),
)  # fmt: skip
BOX_LABELS = (
    Label(
        "officer-box",
        Wording(
            r"(?:(?:lead|report|further information) )?officer (?:contacts?|details)(?: details)?(?:\(s\))?|contact officers?(?:\(s\))?|report contact|contact(?: details)?",
            ["Officer contact", "Contact Officer", "Officer contacts"],
            ["Officers"],
        ),
    ),
    Label("member-box", Wording(r"(?:lead )?(?:member|councillor) contacts?(?: details)?(?:\(s\))?", ["Member contacts"], ["Members"])),
    Label("names", Wording(r"names", ["Names"], ["Naming"]), bare=False),
    Label("name", Wording(r"name|officer name", ["Name"], ["Named"]), bare=False),
    Label("post", Wording(r"posts?(?: title)?|job title|designation|position|role", ["Post", "Job title"], ["Postal"]), bare=False),
    Label("email", Wording(r"e-?\s?mail(?: address)?(?:es)?", ["Email", "E-mail"], ["Emailed"]), bare=False),
    Label("tel", Wording(r"tel(?:ephone)?\.?(?: (?:no|number))?\.?|phone|direct dial|mobile", ["Tel", "Telephone"], ["Telecare"]), bare=False),
)  # fmt: skip
LABELS = (*HEAD_LABELS, *BOX_LABELS)
BOX_KINDS = frozenset(label.kind for label in BOX_LABELS)
# Headings that open what a report says, where no number does.
BODY = Wording(
    r"(?:\d{1,2}(?:\.0)?[.)]?\s+)?(?:background|introduction|context|overview|executive summary|main issues|the report|reasons? for (?:the )?(?:recommendations?|decisions?)|introduction and background|background information)\s*:?",
    ["Background", "1. Introduction", "1.0 Main issues"],
    ["The background is this"],
)
NUMBERED = re.compile(r"(?P<number>\d{1,2})(?:\.0)?[.)]?\s+(?P<title>[A-Z].{2,90})")
# No head goes on longer than this; a report without any heading ends its head here.
LONGEST = 140


@dataclass(frozen=True, slots=True)
class Head:
    """A report's head.

    above     the lines above its first label: stamp and title
    held      the fields of the labelled block
    loose     what stands under no label
    box       the fields of the contact box
    """

    above: tuple[Line, ...]
    held: tuple[Field, ...]
    loose: tuple[Piece, ...]
    box: tuple[Field, ...]

    def block(self, section: Section) -> LabelBlock:
        """The labelled block, to be taken label by label."""
        return LabelBlock(section, self.held, self.loose)


def head_of(section: Section) -> Head:
    """The head of a report section."""
    rows = rows_of(section)
    first = _first(rows)
    end = _end(rows, first)
    held, loose = fields(tokens(rows[first:end], LABELS))
    at = next((i for i, each in enumerate(held) if each.kind in BOX_KINDS), len(held))
    box = tuple(each for each in held[at:] if each.kind in BOX_KINDS)
    late = tuple(each for each in held[at:] if each.kind not in BOX_KINDS)
    above = tuple(line for _, line in rows[:first])
    return Head(above, (*held[:at], *late), tuple(loose), box)


def _first(rows: Sequence[tuple[int, Line]]) -> int:
    """The index of the first labelled line."""
    for at, row in enumerate(rows[:LONGEST]):
        found = next(tokens([row], HEAD_LABELS), None)
        if found and found.label:
            return at
    return 0


def _end(rows: Sequence[tuple[int, Line]], first: int) -> int:
    """The index of the first line that is no longer the head's: the first heading below it."""
    last = min(len(rows), first + LONGEST)
    return next((at for at in range(first + 1, last) if _opens_body(rows, at)), last)


def _opens_body(rows: Sequence[tuple[int, Line]], at: int) -> bool:
    line = rows[at][1]
    if line.is_row:
        return False
    if BODY.fullmatch(line.text) or (line.level and not _is_label(rows[at])):
        return True
    found = NUMBERED.fullmatch(line.text)
    if not found or line.text.endswith((".", ";", ":")):
        return False
    below = [other.text for _, other in rows[at + 1 : at + 5]]
    return (
        is_capitals(found["title"]) or line.bold or any(re.match(rf"{found['number']}\.\s?1\b", text) for text in below)
    )


def _is_label(row: tuple[int, Line]) -> bool:
    found = next(tokens([row], LABELS), None)
    return bool(found and found.label)


def meeting_of(section: Section, head: Head) -> MeetingKey | None:
    """The meeting that a report is for: by its own date and committee, else the paper's."""
    date = next((day for each in head.held if each.kind == "date" and (day := _day(section, each))), None)
    to = next((each for each in head.held if each.kind == "to" and each.values), None)
    committee = _committee(section, to) if to else None
    if date is None:
        return section.context.meeting
    return section.context.at(date, committee)


def _day(section: Section, field: Field) -> str | None:
    return parse_day(words_of(section.document, field.values).text)


def _committee(section: Section, to: Field) -> str | None:
    """The committee named, None where it is the paper's own, its letters torn or not."""
    found = COMMITTEE.match(words_of(section.document, to.values).text)
    if not found:
        return None
    name = committee_name(found["name"])
    own = section.context.committee
    return None if own and SequenceMatcher(None, _letters(name), _letters(own)).ratio() > 0.9 else name


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
