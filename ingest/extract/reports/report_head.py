"""The head of a report: its labelled block, and the contact box below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ingest.divide.context import COMMITTEE, COUNCIL, committee_name
from ingest.divide.sections import Section
from ingest.extract.reports.label_blocks import (
    Field,
    Label,
    LabelBlock,
    Piece,
    Token,
    fields,
    rows_of,
    tokens,
    words_of,
)
from ingest.extract.words.addresses import EMAIL as ADDRESS
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line
from ingest.read.flow import is_capitals
from kg.dates import parse_day
from kg.records import MeetingKey

TO = Wording(r"(?:report )?to(?: the)?", ["To", "Report to"], ["From"])
BODY_NAME = Wording(
    r"committee(?: name)?|name of committee|meeting|board|decision[- ](?:maker|taker)",
    ["Committee", "Meeting"],
    ["Members"],
)
DATE = Wording(
    r"(?:meeting|decision) date|date of (?:the )?(?:meeting|decision)|date(?: and time)?",
    ["Meeting Date", "Date"],
    ["Deadline"],
)
FROM = Wording(
    r"from|(?:officer )?presenting (?:the )?(?:report|officer)|report (?:of|by|from|author\(?s?\)?)"
    r"|(?:lead|reporting|responsible) (?:officer|director)\(?s?\)?|authors?",
    ["From", "Report of", "Report author", "Lead officer"],
    ["Formal vote"],
)
REPORT_OF = Wording(
    r"(?:Joint )?(?:Report|REPORT) (?:of|by|OF|BY) (?:the |THE )?(?=[A-Z])",
    ["Report of the Director of Care", "REPORT OF THE DIRECTOR OF CARE"],
    ["Report of a visit"],
    exact=True,
)
DIVISIONS = Wording(
    r"(?:electoral )?(?:divisions?|wards?)(?:\(s\))?"
    r"(?: (?:(?:and|or) (?:parishes|groups?) )?(?:affected|involved))?(?:/wards?)?"
    r"|(?:areas?|parish(?:es)?|localit(?:y|ies)|communit(?:y|ies)|districts?)(?:\(s\))? (?:affected|involved)",
    ["Electoral division(s)", "Wards affected", "Ward", "Areas affected"],
    ["Electorate", "Area"],
)
_NUMBER = r"(?:ref(?:erence)?|number|no)\.?"
PLAN = Wording(
    rf"forward plan(?: {_NUMBER})?(?: {_NUMBER})?|(?:key )?decision {_NUMBER}",
    ["Forward Plan ref", "Forward plan reference number", "Decision no"],
    ["Forward thinking"],
)
KEY = Wording(
    r"(?:is (?:this|it) a )?key decision\??|key or non-key(?: decision)?",
    ["Key decision", "Is this a key decision?"],
    ["Decision of the Board"],
)
PURPOSE = Wording(
    r"purpose(?: of (?:the |this )?report)?|outcomes?|(?:executive |report )?summary",
    ["Purpose", "Purpose of report", "Outcome"],
    ["Proposals"],
)
RECOMMENDATION = Wording(
    r"(?:officer )?recommendation(?:s|\(s\))?|recommended(?: decisions?)?|decisions? (?:required|requested)",
    ["Recommendation", "Recommendations", "Decision required"],
    ["The Committee commends"],
)
TITLE = Wording(
    r"(?:report )?title|report (?:name|subject)|(?:title|subject) of (?:the )?report|subject",
    ["Title", "Subject", "Title of report"],
    ["Tithe"],
)
ITEM = Wording(r"agenda item(?: (?:no|number))?\.?|item(?: no| number)?\.?", ["Agenda item", "Item no."], ["Agenda"])
LEAD_MEMBER = Wording(
    r"(?:lead |relevant )?(?:cabinet|executive|portfolio) (?:members?|holders?|lead)(?:\(s\))?|portfolio(?: area)?"
    r"|classification|exempt(?:ion)?|confidential(?:ity)?|status",
    ["Cabinet Member", "Portfolio holder", "Exempt"],
    ["The Cabinet"],
)
# Who leads on the matter besides those who report: named, and no contact.
LEAD = Wording(
    r"(?:committee|panel|board) chair(?:man|woman|person)?|(?:corporate|executive|strategic) director lead"
    r"|(?:executive|officer|director|senior) lead|(?:lead|responsible) (?:member|councillor)"
    r"|(?:report|board|executive|project) sponsor",
    ["Committee Chair", "Executive Director lead"],
    ["The lead piping"],
)
ROUTINE = Wording(
    r"proposal origin|(?:past|future) pathway(?: of (?:the )?(?:report|paper))?|decision (?:forum|type)"
    r"|type of decision|is (?:the|this) (?:decision|report|item) (?:eligible for|subject to) call[- ]in\??|call[- ]in"
    r"|version|urgent(?: item)?\??|public or private|publication date|directorate|service(?: area)?"
    r"|corporate (?:priority|priorities|plan)",
    ["Proposal origin", "Future Pathway of report", "Is the decision eligible for call-in?"],
    ["The proposal"],
)
# Any words with a colon at a line's start, so that a label nobody knows does not run into the value before it.
UNKNOWN = Wording(
    r"[A-Z][a-z]+(?: [A-Za-z/&]+){0,3}(?:\(s\))?\s*:(?=\s)",
    ["Gateway status: Amber"],
    ["https://x", "at 2: 30"],
    exact=True,
)
OFFICER_BOX = Wording(
    r"(?:(?:lead|report|further information) )?officer (?:contacts?|details)(?: details)?(?:\(s\))?"
    r"|contact officers?(?:\(s\))?|report (?:contact|authors?)|contact(?: details)?",
    ["Officer contact", "Contact Officer", "Officer contacts"],
    ["Officers"],
)
MEMBER_BOX = Wording(
    r"(?:lead )?(?:member|councillor) contacts?(?: details)?(?:\(s\))?", ["Member contacts"], ["Members"]
)
POST = Wording(r"posts?(?: title)?|job title|designation|position|role", ["Post", "Job title"], ["Hosted by"])
EMAIL = Wording(r"e-?\s?mail(?: address)?(?:es)?", ["Email", "E-mail", "Email address"], ["Mail"])
TEL = Wording(
    r"tel(?:ephone)?\.?(?: (?:no|number))?\.?|(?:contact )?phone(?: number)?|direct dial|mobile",
    ["Tel", "Telephone", "Telephone number"],
    ["Call us"],
)
NAMES = Wording(r"names", ["Names"], ["Naming"])
NAME = Wording(r"(?:officer )?name", ["Name"], ["Nominee"])

HEAD_LABELS = (
    Label("to", TO),
    Label("to", BODY_NAME, bare=False),
    Label("date", DATE, closed=True, inside=True),
    Label("from", FROM),
    Label("from", REPORT_OF, runs_on=True),
    Label("divisions", DIVISIONS),
    Label("plan", PLAN, closed=True, inside=True),
    Label("key", KEY, closed=True, inside=True),
    Label("purpose", PURPOSE),
    Label("recommendation", RECOMMENDATION),
    Label("title", TITLE, bare=False),
    Label("item", ITEM, bare=False),
    Label("other", LEAD_MEMBER, bare=False),
    Label("lead", LEAD, bare=False),
    Label("other", ROUTINE, bare=False),
)
BOX_LABELS = (
    Label("officer-box", OFFICER_BOX, heads=True, inside=True),
    Label("member-box", MEMBER_BOX, heads=True, inside=True),
    Label("names", NAMES, inside=True),
    Label("name", NAME, inside=True),
    Label("post", POST, inside=True),
    Label("email", EMAIL, inside=True),
    Label("tel", TEL, inside=True),
)
ANY_LABEL = Label("unknown", UNKNOWN)
OTHER = Label("other", ROUTINE)
# A question of the form and its short answer, on a line of their own: "Is it eligible for call-in? Yes".
ASKED = re.compile(
    r"(?:Is|Are|Does|Do|Has|Have|Will|Can) [a-z][\w '’()/-]{6,80}\?(?=\s*(?:Yes|No|N/A|None)\b.{0,60}$|\s*$)"
)
# What "Purpose:" says in a form that has a "Purpose of report:" too: what kind of paper it is.
KIND_OF_PAPER = re.compile(
    r"(?:for )?(?:(?:final|key|early|in principle|non-key) )*(?:decision|information|discussion|noting|comment"
    r"|consideration|approval|scrutiny)(?: (?:report|paper|only))?\W*",
    re.IGNORECASE,
)
# What a label nobody knows looks like in a cell of its own.
LABEL_CELL = re.compile(r"[A-Z][A-Za-z]+(?: [A-Za-z/&]+){0,4}(?:\(s\))?\??:?")
# Values in running words, in which a colon makes no label.
RUNNING = frozenset({"purpose", "recommendation"})
OFFICE = re.compile(r"\b(?:director|officer|head|manager|chief|executive)\b", re.IGNORECASE)
LABELS = (*HEAD_LABELS, *BOX_LABELS)
BOX_KINDS = frozenset(label.kind for label in BOX_LABELS)
# Headings that open what a report says, where no number does.
BODY = Wording(
    r"(?:\d{1,2}(?:\.0)?[.)]?\s+)?(?:(?:introduction and )?background(?: information)?|introduction|context|overview"
    r"|evidence base(?: ?[/&-] ?options(?: to consider)?)?|options(?: to consider| considered)?"
    r"|main issues|the report|reasons? for (?:the )?(?:recommendations?|decisions?))\s*:?",
    ["Background", "1. Introduction", "1.0 Main issues"],
    ["The lamps are old"],
)
NUMBERED = re.compile(r"(?P<number>\d{1,2})(?:\.0)?[.)]?\s+(?P<title>[A-Z].{2,90})")
# The first paragraph of a chapter; the marks of limbs that it may be one of.
FIRST_PARAGRAPH = re.compile(r"(?P<chapter>\d{1,2})\.1[.)]?\s+(?=[A-Z‘“\"'])")
DECIMAL = re.compile(r"\s*\(?\d{1,2}\.\d{1,2}")
LIMB = re.compile(r"\(?(?P<mark>[a-zA-Z]|[ivx]{1,4}|\d{1,2})[.)]\s")
LONGEST_LIMBS = 40
PART = re.compile(r"part (?:[a-d12]|i{1,2}|one|two)", re.IGNORECASE)
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
    held, loose = fields(_with_unknown(tokens(_without_title(section, rows[first:end]), LABELS)))
    held = [_reached(each) for each in _one_purpose(section, held)]
    at = next((i for i, each in enumerate(held) if each.kind in BOX_KINDS), len(held))
    box = tuple(each for each in held[at:] if each.kind in BOX_KINDS)
    late = tuple(each for each in held[at:] if each.kind not in BOX_KINDS)
    above = tuple(line for _, line in rows[:first])
    return Head(above, (*held[:at], *late), tuple(loose), box)


def _without_title(section: Section, rows: Sequence[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """The lines of the block without those of a title that stands below "Report of the …", and without "Part A"."""
    held = [row for row in rows if not PART.fullmatch(row[1].text)]
    for at in range(1, min(len(held), 8)):
        for end in range(at + 1, min(len(held), at + 4) + 1):
            if " ".join(line.text for _, line in held[at:end]) == section.title:
                return [*held[:at], *held[end:]]
    return held


def _reached(field: Field) -> Field:
    """A field; "Contact details" beside a name already given holds an address and a number, and heads nothing."""
    words = " ".join(value.text for value in field.values)
    bare = re.sub(r"[\d\s()+/|,;-]+", "", ADDRESS.sub("", words))
    is_reach = field.kind == "officer-box" and field.has_own and (ADDRESS.search(words) or re.search(r"\d{5}", words))
    return replace(field, kind="email", heads=False) if is_reach and not bare else field


def _one_purpose(section: Section, held: Sequence[Field]) -> list[Field]:
    """The fields; where two tell a purpose, the one that only says what kind of paper it is counts as another label."""
    purposes = [each for each in held if each.kind == "purpose"]
    if len(purposes) < 2:
        return list(held)
    return [
        replace(each, kind="other")
        if each.kind == "purpose" and KIND_OF_PAPER.fullmatch(words_of(section.document, each.values).text)
        else each
        for each in held
    ]


def _with_unknown(found: Iterable[Token]) -> Iterator[Token]:
    """The same tokens, and as labels too the words with a colon that open a line: not in running words, and no office
    ("Director: Places")."""
    kind = ""
    for token in found:
        kind = token.label.kind if token.label else kind
        piece = token.piece
        opens = piece.content.places[0] == piece.line.content.places[0]
        words = UNKNOWN.match(piece.text) if opens and not token.label and kind not in RUNNING else None
        asked = ASKED.match(piece.text) if opens and not token.label and kind not in RUNNING else None
        opening = asked or (words if words and not OFFICE.search(words[0]) else None)
        if not opening and not token.label and kind != "recommendation" and _is_unknown_cell(piece):
            yield Token(piece, OTHER if ROUTINE.fullmatch(piece.text) else ANY_LABEL)
            continue
        if opening:
            routine = ROUTINE.fullmatch(opening[0].rstrip(" :"))
            yield Token(replace(piece, content=piece.content.piece(0, opening.end())), OTHER if routine else ANY_LABEL)
            yield Token(replace(piece, content=piece.content.piece(opening.end())))
        else:
            yield token


def _is_unknown_cell(piece: Piece) -> bool:
    """Whether a cell stands where a row of two pairs has its second label, its value beside it."""
    cells = piece.line.cells
    whole = piece.column == 2 and len(cells) == 4 and piece.text == cells[2].text
    return whole and all(cell.text for cell in cells) and bool(LABEL_CELL.fullmatch(piece.text))


def title_of(section: Section, head: Head) -> str | None:
    """The report's title: by its label where it has one, else as it stands above the block; no council's name."""
    labelled = next((each for each in head.held if each.kind == "title" and each.values), None)
    if labelled:
        return words_of(section.document, labelled.values).text
    return None if section.title is None or COUNCIL.fullmatch(section.title) else section.title


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
    return next((at for at in range(first + 1, last) if _opens_body(rows, at) or opens_paragraphs(rows, at)), last)


def opens_paragraphs(rows: Sequence[tuple[int, Line]], at: int) -> bool:
    """Whether a chapter's first numbered paragraph opens without a heading above it, apart, behind a sentence's end.

    A limb it is not where the limbs above are numbered so too ("1.1"), or it is the first within the limb above ("1.").
    """
    line = rows[at][1]
    found = FIRST_PARAGRAPH.match(line.text)
    if not found or not line.gap or not rows[at - 1][1].text.endswith((".", "?", "!")):
        return False
    for _, above in reversed(rows[max(0, at - LONGEST_LIMBS) : at]):
        if DECIMAL.match(above.text):
            return False
        if mark := LIMB.match(above.text.lstrip()):
            return bool(mark["mark"] != found["chapter"])
    return True


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
    to = next((each for each in head.held if each.kind == "to" and each.values), None)
    date = next((day for each in head.held if each.kind == "date" and (day := _day(section, each))), None)
    date = date or (_day(section, to) if to else None)  # "To: Cabinet – 30 January 2025"
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
