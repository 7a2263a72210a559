"""How decision forms open: records of decision, decision notices, published decision sheets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from ingest.divide.bodies import COUNCIL, committee_name, titled_body
from ingest.divide.report_boxes import report_box
from ingest.read.document import Line
from ingest.read.flow import is_capitals
from kg.dates import parse_day

_WHO = r"(?:(?:non-)?key|executive|officers?'?|delegated|cabinet(?: member)?|portfolio holder|individual|urgent|member"
_WHO += (
    r"|contract award|award|licensing|mayoral|mayor['’]s|pcc|commissioner['’]?s|significant|director['’]s"
    r"|single member|policy|committee|operational|administrative|regulatory|published|officer’s|leader'?s?|proposed)"
)
_FORM = r"(?:recording form|record(?: form)?|notice|sheet|form|list|summary|log entry|details|report form|schedule"
_FORM += r"|statement|log|register)"
# "Record of officer decision", "Delegated Decision Notice", "CABINET – DECISIONS taken 5 March 2024".
TITLE = re.compile(
    rf"(?:.{{2,80}}?\s*[-–—:|]\s*)?(?:the )?(?:"
    rf"(?:{_WHO}[ /-]+(?:and )?){{0,4}}decisions?\s+{_FORM}"
    rf"|(?:{_WHO}[ /]+){{0,3}}(?:records?|notices?|notification|details|summary|statement)\s+of\s+(?:an?\s+|the\s+)?"
    rf"(?:{_WHO}[ /]+){{0,4}}decisions?(?:\s+(?:taken|made|of|by|under|record|notice|form|in|at)\b.{{0,90}})?"
    rf"|(?:{_WHO}[ /]+){{0,3}}(?:officers?'?|delegated|cabinet member|portfolio holder|executive|mayoral"
    r"|(?:mayor|leader|(?:police(?:, fire)? and crime )?commissioner)['’]s|pcc)[ /]+decision"
    r"(?:\s*[-–—:(]?\s*[A-Z]{1,6}[ -]?\d[\w/.-]{0,20}\)?)?"
    rf"|(?:register|log|list|schedule) of (?:(?:{_WHO})[ /]+){{0,3}}decisions?\b.{{0,60}}"
    r"|decisions?\s+(?:(?:determined|taken|made|agreed|published)\s+)?(?:of|by|at|on)\b.{3,100}"
    r"|issue details|.{0,60}?\bdecisions?\b\s*(?:taken|made)?\s*[-–—,:]?\s*.{0,40}\d{4})",
    re.IGNORECASE,
)
_MARK = r"(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[).]\s+|\d{1,2}\s+)?"
_END = r"\s*(?:\([^)]{0,120}\)\s*)?(?::|$)"
DECISION = re.compile(
    rf"{_MARK}(?:(?:the|summary of|details of|text of|nature of|terms of|officer|delegated|executive|pcc|mayoral"
    r"|(?:commissioner|mayor|leader)(?:['’]s)?) ){0,3}"
    rf"(?:decision|resolution)(?:s|\(s\))?(?: (?:taken|made|reached|agreed|details))?{_END}"
    r"|(?:(?:it was |(?:the )?(?:cabinet|committee|executive|board|council|panel) )?(?-i:RESOLVED|AGREED)|resolved)\b"
    r"|I\b,?\s.{0,160}?\bhereby\b",
    re.IGNORECASE,
)
TAKER = re.compile(
    rf"{_MARK}(?:.{{0,60}}\b)?(?:decision[- ]?(?:maker|taker)|(?:taken|made) by|(?:taking|making) (?:the )?decision"
    r"|delegated officer|cabinet member|portfolio holder)\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    rf"{_MARK}(?:applicants?\b|premises\b|executive summary|date (?:of|the)? ?(?:the )?(?:\w+ )?(?:decision|hearing)"
    r"|decision (?:date|no|number|ref)|(?:reference|ref)\b"
    r"|reasons?\b(?:\(s\))? for|reasons?:|alternative|(?:subject|title)\b|call[- ]in|deadline for|wards?\b|key decision"
    r"|exempt|date of (?:publication|meeting)|publication date|apologies|present\b"
    r"|(?:agenda )?item\b)",
    re.IGNORECASE,
)
# The front sheet of a pack has headings of decisions too.
AGENDA = re.compile(
    r"(?:(?:supplementa(?:ry|l)|additional|revised|public) )?agenda(?: supplement| pack)?|key decisions|minutes",
    re.IGNORECASE,
)
# Minutes have "Apologies", "Present", a cabinet member and RESOLVED too.
MINUTES = re.compile(
    r"(?:(?:draft|unconfirmed|public|printed) )*minutes\b|.{3,80}[:–— -]\s*minutes$"
    r"|(?:committee )?(?:members|councillors) present\b|(?:voting )?present\s*(?::|$)",
    re.IGNORECASE,
)
HEADINGS = re.compile(
    r"(?:(?:supplementa(?:ry|l)|additional|revised|public) )?agenda(?: supplement| pack)?|(?:key )?decisions|minutes",
    re.IGNORECASE,
)
# A list of a meeting's decisions, by a title that may be a heading elsewhere.
SHEET = re.compile(
    r"(?:.{2,80}?\s*[-–—:|]\s*)?"
    r"(?:(?:printed|published|draft|summary of|list of|cabinet|executive|committee|council) ){0,3}"
    r"decisions?(?: (?:list|sheet|summary|notice|statement|record|digest))?"
    r"|(?:the )?(?:following )?decisions? (?:were )?(?:taken|made|agreed) (?:by|at)\b.{3,100}",
    re.IGNORECASE,
)
DAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9},? \d{4}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b", re.IGNORECASE)
ITEM = re.compile(
    r"(?:(?:(?:agenda )?item|minute)(?: no\.?| number)?:? ?)?\d{1,3}[.)]?[ –-]{0,3}\s[A-Z‘“'\"(]", re.IGNORECASE
)
OF_REGISTER = re.compile(
    r"(?:ref|date|officer|title|subject|decision[- ](?:maker|taker|date|ref)|taken by)", re.IGNORECASE
)
OF_APPLICATIONS = re.compile(r"(?:application|applicant|proposal|site|address|development)\b", re.IGNORECASE)
ITEM_HEAD = re.compile(r"(?:agenda )?item\b|title\b|subject\b|report\b|no\.?$|minute\b", re.IGNORECASE)
SOON = 5
# "I approve the recommendation …" and a signature below.
SAYS_I = re.compile(r"(?:I|We)\b,?\s.{0,160}?\b(?:hereby|approve|agree|accept|authori[sz]e|endorse|refuse|reject)\b")
SIGNED = re.compile(r"(?:signed|signature)\b", re.IGNORECASE)
SIGNED_WITHIN = 20
SIGNED_OR_DATED = re.compile(r"(?:signed|signature|dated?)\s*:", re.IGNORECASE)
# A numbered chapter of a report; forms number their boxes too, but ask for nothing that they then decide.
REPORTS_CHAPTER = re.compile(
    r"\d{1,2}(?:\.0)?[.)]?\s+(?:recommendations?|purpose of (?:the )?report|background)\s*:?", re.I
)
# How far below the title the box of the decision may open.
REACH = 120
NEAR = 50
LONGEST_TITLE = 160
# No more than a weekday and a date.
SHORT_DAY = 32
# How many lines of a council's and a body's names may stand above a form's title.
MOST_ABOVE = 3
# How many lines may stand at the head of a paper about the council, the title and the place.
HEAD = 12


def decision_form(lines: Sequence[Line], index: int) -> str | None:
    """The title of a decision form where the line at `index` opens one, by its words and the boxes below.

    A paper without such a title is one by its boxes alone, where they stand at its very head.
    """
    line = lines[index]
    if len(line.text) > LONGEST_TITLE or line.text.endswith((".", ";")):
        return None
    if _is_title(lines, index) and (_has_boxes(lines, index, with_taker=False) or _is_signed(lines, index)):
        return line.text
    if _is_sheet(lines, index):
        return line.text
    if _is_title(lines, index):
        return None
    if HEADINGS.fullmatch(line.text) or _has_words_above(lines, index):
        return None
    if any(MINUTES.match(each.text) for each in lines[index : index + HEAD]):
        return None
    if not _has_boxes(lines, index, with_taker=True) or _is_of_report(lines, index):
        return None
    titled = (lines[at].text for at in range(index, min(index + HEAD, len(lines))) if _is_title(lines, at))
    return next(titled, line.text)


def _is_of_report(lines: Sequence[Line], index: int) -> bool:
    """Whether the labels at a paper's head are a report's: its recommendations are led in before anything is decided.

    A record of the decision may be bound behind a report, whose box names who is to decide, and when.
    """
    if not any(report_box(lines, at, in_report=False) for at in range(index, min(index + HEAD, len(lines)))):
        return False
    asked = False
    for at in range(index + 1, min(index + REACH, len(lines))):
        line = lines[at]
        if line.furniture or not line.text:
            continue
        if at > index + HEAD and _is_title(lines, at):  # what is decided below is that form's
            return True
        asked = asked or bool(REPORTS_CHAPTER.fullmatch(line.text))
        if _decides(line):
            return asked
    return False


def _is_signed(lines: Sequence[Line], index: int) -> bool:
    """Whether a decision in one sentence stands below its heading, and a signature, as at the end of a report."""
    below = [line.text for line in lines[index + 1 : index + SIGNED_WITHIN] if line.text and not line.furniture]
    return bool(below and SAYS_I.match(below[0]) and any(SIGNED.match(text) for text in below))


def _is_sheet(lines: Sequence[Line], index: int) -> bool:
    """Whether a list of a meeting's decisions opens: its title and day at the paper's head, or below the council's or
    the body's name behind a report; then items decided."""
    line = lines[index]
    if "decision" not in line.text.lower() or line.is_row or not SHEET.fullmatch(line.text):
        return False
    if index >= HEAD and not _is_letterhead(lines, index - 1, line.page):
        return False
    head = [each.text[:LONGEST_TITLE] for each in lines[index - MOST_ABOVE if index >= HEAD else 0 : index + HEAD]]
    if any(MINUTES.match(text) for text in head) or not any(DAY.search(text) for text in head):
        return False
    below = [each for each in lines[index + 1 : index + REACH] if each.text and each.furniture in (None, "stamp")]
    if any(HEADINGS.fullmatch(each.text) for each in below):
        return False
    return any(_is_decided_item(below, at) for at in range(len(below)))


def _is_decided_item(below: Sequence[Line], at: int) -> bool:
    """Whether an item is decided right below its title, or a table of items and decisions opens."""
    line = below[at]
    if line.is_row:
        cells = [cell.text for cell in line.cells]
        return any(DECISION.fullmatch(cell) for cell in cells) and any(ITEM_HEAD.match(cell) for cell in cells)
    if not ITEM.match(line.text):
        return False
    return any(DECISION.match(each.text[:200]) for each in below[at + 1 : at + SOON])


def _has_words_above(lines: Sequence[Line], index: int) -> bool:
    """Whether anything stands above a line but furniture; no copy of what is above, of which a pack has much."""
    return any(each.text and not each.furniture for each in islice(lines, index))


def form_start(lines: Sequence[Line], index: int) -> int:
    """Where a form starts: at its title, at the council's and the body's name above it, or at the paper's start where
    little stands above."""
    above = [line for line in lines[:index] if line.text]
    if len(above) <= HEAD // 2 and all(len(line.text) <= LONGEST_TITLE for line in above):
        return 0
    start = index
    while start > 0 and index - start < MOST_ABOVE and _is_letterhead(lines, start - 1, lines[index].page):
        start -= 1
    return start


def _is_letterhead(lines: Sequence[Line], at: int, page: int | None) -> bool:
    """Whether a line of this page is nothing but the name of a council or of a body, set as titles are."""
    line = lines[at]
    if line.furniture or line.bullet or line.is_row or line.page != page:
        return False
    if not (line.level or line.bold or is_capitals(line.text)):
        return False
    named = committee_name(line.text) if is_capitals(line.text) else line.text
    return bool(COUNCIL.fullmatch(named) or titled_body(lines, at))


def _is_title(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    if "decision" not in line.text.lower() and "issue details" not in line.text.lower():
        return False
    if line.bullet or line.is_row or not TITLE.fullmatch(line.text):
        return False
    return bool(line.level or line.bold or line.gap or is_capitals(line.text) or index < HEAD)


def _has_boxes(lines: Sequence[Line], index: int, with_taker: bool) -> bool:
    """Whether the box of a decision stands below, and boxes that only decision forms have beside it."""
    own = 0 if with_taker else 1
    below = [line for line in lines[index + own : index + REACH] if line.text and line.furniture in (None, "stamp")]
    agenda = HEADINGS if with_taker else AGENDA
    if any(agenda.fullmatch(line.text) for line in below[:NEAR]):
        return False
    decided = any(_decides(line) for line in below)
    first = [lines[index], *below[:NEAR]] if own else below[:NEAR]
    takers = sum(bool(TAKER.match(text)) for line in first for text in _openings(line))
    others = sum(bool(OTHER.match(text)) for line in below for text in _openings(line))
    if with_taker:
        return decided and takers > 0 and others > 1
    others += sum(bool(SIGNED_OR_DATED.match(line.text)) for line in below[:NEAR])
    return takers + others > (1 if decided else 3) or any(_is_register(line) for line in below[:NEAR])


def _decides(line: Line) -> bool:
    """Whether a line opens the box of a decision; a timetable's row says only when there is to be one."""
    dated = line.is_row and any(parse_day(cell.text) and len(cell.text) < SHORT_DAY for cell in line.cells)
    return not dated and any(DECISION.match(text) for text in _openings(line))


def _is_register(line: Line) -> bool:
    """Whether a row is the head of a register of decisions; lists of applications for planning are none."""
    heads = [cell.text for cell in line.cells]
    if not line.is_row or any(OF_APPLICATIONS.match(head) for head in heads):
        return False
    return any(DECISION.fullmatch(head) for head in heads) and sum(bool(OF_REGISTER.match(head)) for head in heads) > 1


def _openings(line: Line) -> tuple[str, ...]:
    """The words that a label may open: a line's, or each of its cells'."""
    return tuple(cell.text[:200] for cell in line.cells if cell.text) if line.is_row else (line.text[:200],)
