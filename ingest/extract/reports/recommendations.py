"""The limbs of a report's Recommendation box, without the words that lead into them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.divide.sections import Section
from ingest.extract.reports.label_blocks import Piece, places_of, rows_of, run_of
from ingest.extract.reports.report_head import NUMBERED, Head, head_of, meeting_of, opens_paragraphs, title_of
from ingest.extract.words.limb_marks import Limb, find_limbs
from ingest.extract.words.wordings import Wording
from ingest.read.document import MARKER, Line, Mapped
from ingest.read.flow import is_capitals
from kg.evidence import Evidence
from kg.records import Issue, MeetingKey, Recommendation

_BODY = (
    r"(?:the |this |that )?(?:[\w'’&-]+,? ){0,7}?"
    r"(?:(?:sub-?\s?)?committee|cabinet|council|board|panel|executive|members?|councillors?|commission|authority|forum|leader|mayor)"
)
_ASKED = r"(?:is|are|be)(?: \w+)? (?:asked|recommended|requested|invited|required|urged)"
_RECOMMENDS = r"(?:it is|we|officers|i)?\s*(?:\w+ )?recommend(?:s|ed)?"
LEAD_IN = Wording(
    rf"(?:{_BODY} {_ASKED}(?: to| that)?|(?:{_RECOMMENDS}|that)(?: that)? {_BODY}(?=\s*[:;])"
    rf"|(?:that )?{_BODY} resolves? (?:to|that)(?=\s*[:;])"
    rf"|{_RECOMMENDS}(?: that|(?= to\b)|(?=\s*:))|the recommendations? (?:is|are)(?: that)?|to(?=\s*[:;]))"
    r"\s*(?:[:;–-](?=\s|$))?",
    reads=[
        "The Committee is recommended to:",
        "Adults Committee are asked to:",
        "The Committee is being asked to:",
        "Committee is being asked to;",
        "It is recommended that the Cabinet:",
        "That the Board:",
        "It is recommended that the scheme goes ahead",
        "Members are invited to note the report",
    ],
    leaves=["That the Committee note the outline", "To note and comment on the report.", "Approve the contract"],
)
# A lead-in that only names the body, right before the first limb and without a colon.
BARE_LEAD = Wording(
    rf"^that {_BODY}(?: (?:for|on|of) (?:[\w'’&-]+,? ){{0,6}}[\w'’&-]+)?\s*[:;,–-]?$",
    reads=["That the Committee for Roads and Transport", "That Cabinet", "that the Board:"],
    leaves=["That the Committee notes the report and", "To note"],
    at="whole",
)
# A heading between limbs, on a line of its own: it is no part of the limb above it.
BETWEEN_LIMBS = Wording(
    r"^[A-Z][\w/&’'-]*(?: [\w/&’'-]+){0,4}:$",
    reads=["Contractual:", "Funding and risk:"],
    leaves=["Contractual", "to note:", "1. To note:"],
    exact=True,
    at="whole",
)
_NUMBER = r"(?:\d{1,2}(?:\.\d)?[.)]?\s+)?"
HEADING = Wording(
    rf"{_NUMBER}(?:officers?['’]? |proposed |draft |summary of (?:the )?|the |formal )?recommendations?(?:\(s\))?"
    r"(?: (?:to|for) (?:the )?(?:[A-Z][\w’&-]* ?){1,6})?\s*:?",
    reads=["Recommendations", "2. RECOMMENDATIONS", "3.0 Recommendation:", "Summary of recommendations"],
    leaves=["The Committee commends the review"],
)
# Headings that reports without the word have in its place.
ASKS = Wording(
    rf"{_NUMBER}(?:decisions? (?:required|requested|sought|recommended|to be (?:made|taken))|(?:proposed|draft)"
    r" (?:decisions?|resolutions?)|actions? (?:required|requested|sought)(?: (?:of|from|by) (?:the )?\w+)?"
    rf"|recommended (?:decisions?|actions?|resolutions?)"
    rf"|(?:what )?(?:is|are) {_BODY} (?:being )?asked to (?:do|decide|agree|approve)|asks? of {_BODY})\s*[:?]?",
    reads=["Decision required", "2. DECISIONS SOUGHT", "What is the Committee asked to do?", "Action required"],
    leaves=["Decisions were made", "Actions"],
)  # fmt: skip
# The word and what it leads into on one line: "Recommendation: It is recommended that …".
RUN_IN = Wording(
    rf"{_NUMBER}(?:(?:officers?['’]? )?recommendations?(?:\(s\))?|recommended|decisions? (?:required|sought))"
    r"\s*[:–-]\s*(?=(?:that|to|it is|the|members?|[A-Z]\w+ (?:is|are)|\(?[1ai][.)])\b|\()",
    reads=["Recommendation: It is recommended that Members:", "RECOMMENDED: that the lamps be bought"],
    leaves=["Recommendations: 14 of 20 were met", "Recommended reading"],
    at="start",
)
# A lead-in of its own, for reports that have no heading above it; limbs stand below.
LED_BY = Wording(
    rf"(?:\d{{1,2}}\.\d{{1,2}}\s+)?(?:RECOMMENDED(?: that)?|It is (?:\w+ )?recommended that(?: {_BODY})?"
    rf"|{_BODY} {_ASKED}(?: to| that)?|(?:that )?(?:{_BODY} )?recommends (?:to )?{_BODY}(?: to| that)?)\s*[:;–-]?",
    reads=["RECOMMENDED that:", "The Board is recommended to:", "It is recommended that Members:"],
    leaves=["We commend the report", "The Board was told to wait"],
    at="whole",
)  # fmt: skip
# What stands behind the last limb, where no heading does.
BEHIND = Wording(
    r"(?:report authors?|(?:contact|lead|report|responsible|reporting) officers?|contacts?"
    r"|background (?:papers|documents)|appendi(?:x|ces)"
    r"|reasons? for (?:the |this )?(?:recommendation|decision)s?(?:\(s\))?|wards?(?: affected)?"
    r"|(?:cabinet|portfolio|executive) (?:member|holder)s?|key decision|options considered|alternative options)"
    r"\s*(?::.*|$)",
    reads=["Report author: Ann Lee", "Reasons for the recommendation", "Background papers: None"],
    leaves=["Reasons given in 4.2 be noted", "Contact be made with the owner"],
    at="whole",
)
OWN_MARK = re.compile(
    r"\(?(?P<name>R\d{1,2})\)?[.:]?\s+(?=[A-Z])|Recommendation (?P<number>\d{1,2})\s*[:.–-]?\s+(?=[A-Z])"
)
FIRST_LIMB = re.compile(r"\(?(?:1|a|A|i)[.)]")
FINISHED = re.compile(r"(?:[.;]|;\s*and|\band)$")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A limb's words whole, and where they stand."""

    limb: str | None
    text: str
    evidence: tuple[Evidence, ...]
    skips: bool = False


def recommendations(section: Section) -> Iterator[Recommendation | Issue]:
    """What a report asks for, a record a limb; an issue where its title or a limb's letter is missing."""
    head = head_of(section)
    pieces = _box(head) or tuple(_under_heading(section))
    title, meeting = title_of(section, head), meeting_of(section, head)
    for stated in _stated(section, pieces):
        yield from _record(title, stated, meeting)


def _record(title: str | None, stated: _Stated, meeting: MeetingKey | None) -> Iterator[Recommendation | Issue]:
    if title is None:
        yield Issue("unplaced-recommendation", f"no report's title above: {stated.text[:80]}", stated.evidence)
        return
    if stated.skips:
        yield Issue("limb-gap", f"a limb before {stated.limb} is missing", stated.evidence)
    yield Recommendation(title, stated.text, stated.evidence, meeting, stated.limb)


def _box(head: Head) -> tuple[Piece, ...]:
    return tuple(value for each in head.held if each.kind == "recommendation" for value in each.values)


def _under_heading(section: Section) -> Iterator[Piece]:
    """What stands below a heading "Recommendations", or behind those words, for reports that have no such label."""
    rows = rows_of(section)
    start, own = _opened(rows)
    yield from own
    for at in range(start, min(start + 40, len(rows))):
        row, line = rows[at]
        if (
            _ends_list(line)
            or (at > start and opens_paragraphs(rows, at))
            or (own and own[0].line.is_row and not _goes_on_row(line))
        ):
            return
        if at > start and _heads_limbs(rows, at):
            if FIRST_LIMB.match(rows[at + 1][1].text):  # a list of its own
                return
            continue
        if at > start and LED_BY.fullmatch(line.text) and line.text.endswith(":"):  # only leads into what follows
            continue
        yield from (Piece(cell, line, row, column) for column, cell in enumerate(line.cells) if cell.text)


def _opened(rows: Sequence[tuple[int, Line]]) -> tuple[int, tuple[Piece, ...]]:
    """Where the limbs begin, and what stands on the heading's own line: by the plainest heading that the report has."""
    for at, (_, line) in enumerate(rows):
        if _is_heading(line, HEADING):
            return at + 1, ()
    for at, (row, line) in enumerate(rows):
        if line.is_row and HEADING.fullmatch(line.cells[0].text):
            held = [Piece(cell, line, row, column) for column, cell in enumerate(line.cells) if column and cell]
            return at + 1, tuple(held)
        if _is_heading(line, ASKS) and (line.level or line.bold or line.gap):
            return at + 1, ()
    for at, (row, line) in enumerate(rows):
        found = RUN_IN.match(line.text)
        if found and not line.is_row and (line.gap or line.bold):
            return at + 1, (Piece(line.content.piece(found.end()), line, row, 0),)
        if LED_BY.fullmatch(line.text) and at + 1 < len(rows) and _opens_limbs(rows[at + 1][1]):
            return at, ()
    return len(rows), ()


def _opens_limbs(line: Line) -> bool:
    return bool(FIRST_LIMB.match(line.text)) or line.bullet


def _goes_on_row(line: Line) -> bool:
    """Whether a line below a table's row "Recommendations" is still of its cell: a limb, or a row without a label."""
    return bool(MARKER.match(line.text)) or line.bullet or (line.is_row and not line.cells[0].text)


def _heads_limbs(rows: Sequence[tuple[int, Line]], at: int) -> bool:
    """Whether a line only heads the limbs below it: a limb's words have ended above, another limb opens below."""
    if at + 1 >= len(rows) or not BETWEEN_LIMBS.fullmatch(rows[at][1].text) or LEAD_IN.match(rows[at][1].text):
        return False
    return rows[at - 1][1].text.endswith((".", ";")) and bool(MARKER.match(rows[at + 1][1].text))


def _is_heading(line: Line, wording: Wording) -> bool:
    return bool(wording.fullmatch(line.text)) and not line.is_row


def _ends_list(line: Line) -> bool:
    leads = LED_BY.fullmatch(line.text) or LEAD_IN.fullmatch(line.text)
    if leads and not line.level:
        return False
    if line.level or line.bold or BEHIND.fullmatch(line.text) or (line.gap and is_capitals(line.text) and not leads):
        return True
    found = NUMBERED.fullmatch(line.text)
    if not found or re.match(r"\d{1,2}[.)]\s+[a-z]", line.text):
        return False
    return len(line.text) < 60 and not line.text.endswith((".", ";", ":", "and"))


def _stated(section: Section, pieces: Sequence[Piece]) -> Iterator[_Stated]:
    """The limbs of a box, each whole, its stem before it."""
    if not pieces:
        return
    run, starts = run_of(section.document, pieces)
    limbs = find_limbs(run.text, set(starts))
    lead = LEAD_IN.match(run.text)
    opened = lead.end() if lead else 0
    places = _Places(section, pieces, run, starts)
    if not limbs:
        yield from _unlettered(places, opened, bool(lead and lead[0].rstrip().endswith((":", ";"))))
        return
    stem = (min(opened, limbs[0].mark), limbs[0].mark)
    if BARE_LEAD.fullmatch(run.text[slice(*stem)].strip()):
        stem = (limbs[0].mark, limbs[0].mark)
    for at, limb in enumerate(limbs):
        if not _is_stem(run.text, limbs, at):
            spans = [stem, *_stems_above(run.text, limbs, at), (limb.start, limb.end)]
            yield places.stated(_name(limb), [span for span in spans if run.text[slice(*span)].strip()], limb.skips)


def _name(limb: Limb) -> str:
    """A limb's letters as records write them; a number that holds the one above it is whole by itself: "2.1.1"."""
    last, above = limb.letters[-1], limb.letters[:-1]
    return last if above and last.startswith(f"{above[-1]}.") else limb.name


def _is_stem(text: str, limbs: Sequence[Limb], at: int) -> bool:
    """Whether a limb only carries the limbs below it: it has some, and its own words do not end."""
    has_below = at + 1 < len(limbs) and len(limbs[at + 1].letters) > len(limbs[at].letters)
    return has_below and not text[limbs[at].start : limbs[at].end].rstrip().endswith((".", ";"))


def _stems_above(text: str, limbs: Sequence[Limb], at: int) -> Iterator[tuple[int, int]]:
    letters = limbs[at].letters
    for before in range(at):
        above = limbs[before]
        leads = LEAD_IN.match(text[above.start : above.end].strip())
        whole = leads and leads.end() == len(text[above.start : above.end].strip())
        if (
            len(above.letters) < len(letters)
            and letters[: len(above.letters)] == above.letters
            and not whole
            and _is_stem(text, limbs, before)
        ):
            yield above.start, above.end


@dataclass(frozen=True, slots=True)
class _Places:
    """A box's words as one run, and the pieces that it was made of."""

    section: Section
    pieces: Sequence[Piece]
    run: Mapped
    starts: Sequence[int]

    def stated(self, limb: str | None, spans: Sequence[tuple[int, int]], skips: bool = False) -> _Stated:
        """The words of some spans of the run as one limb."""
        text = " ".join(self.run.piece(*span).text for span in spans)
        evidence = tuple(place for span in spans for place in self._places(span))
        return _Stated(limb, text, evidence, skips)

    def _places(self, span: tuple[int, int]) -> tuple[Evidence, ...]:
        """Where a span stands, its first and last piece cut to it."""
        inside = []
        for piece, start in zip(self.pieces, self.starts, strict=True):
            left = max(span[0] - start, 0)
            right = min(span[1] - start, len(piece.content))
            if left < right and (words := piece.content.piece(left, right)).text:
                inside.append(Piece(words, piece.line, piece.row, piece.column))
        return places_of(self.section.document, inside)


def _unlettered(places: _Places, opened: int, is_list: bool) -> Iterator[_Stated]:
    """A box without letters: one limb, or one a bullet, or one a paragraph where the lead-in ends with a colon."""
    cuts = [opened]
    names: dict[int, str] = {}
    for at, (piece, start) in enumerate(zip(places.pieces, places.starts, strict=True)):
        ended = FINISHED.search(places.run.text[:start].rstrip())
        new = piece.line.bullet and piece.row != places.pieces[at - 1].row
        own = OWN_MARK.match(piece.text)
        if start > opened and (new or own or (is_list and piece.line.gap and ended)):
            cuts.append(start)
        if own:
            names[start] = own["name"] or own["number"]
    for start, end in zip(cuts, [*cuts[1:], len(places.run)], strict=True):
        name = names.get(start)
        mark = OWN_MARK.match(places.run.text[start:end]) if name else None
        if places.run.text[start:end].strip():
            yield places.stated(name, [(start + (mark.end() if mark else 0), end)])
