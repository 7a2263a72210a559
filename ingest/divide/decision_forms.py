"""How decision forms open: records of decision, decision notices, published decision sheets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from ingest.read.document import Line
from ingest.read.flow import is_capitals

_WHO = r"(?:(?:non-)?key|executive|officers?'?|delegated|cabinet(?: member)?|portfolio holder|individual|urgent|member"
_WHO += (
    r"|single member|policy|committee|operational|administrative|regulatory|published|officer’s|leader'?s?|proposed)"
)
_FORM = r"(?:recording form|record(?: form)?|notice|sheet|form|list|summary|log entry|details|report form|schedule"
_FORM += r"|statement)"
# "Record of officer decision", "Delegated Decision Notice", "CABINET – DECISIONS taken 5 March 2024".
TITLE = re.compile(
    rf"(?:.{{2,80}}?\s*[-–—:|]\s*)?(?:the )?(?:"
    rf"(?:{_WHO}[ /-]+(?:and )?){{0,4}}decisions?\s+{_FORM}"
    rf"|(?:{_WHO}[ /]+){{0,3}}(?:records?|notices?|notification|details|summary|statement)\s+of\s+(?:an?\s+|the\s+)?"
    rf"(?:{_WHO}[ /]+){{0,4}}decisions?(?:\s+(?:taken|made|of|by|under|record|notice|form|in|at)\b.{{0,90}})?"
    rf"|(?:{_WHO}[ /]+){{0,3}}(?:officers?'?|delegated|cabinet member|portfolio holder|executive)[ /]+decision"
    r"|decisions?\s+(?:(?:determined|taken|made|agreed|published)\s+)?(?:of|by|at|on)\b.{3,100}"
    r"|issue details|.{0,60}?\bdecisions?\s+(?:taken|made)?\s*[-–—,:]?\s*.{0,40}\d{4})",
    re.IGNORECASE,
)
_MARK = r"(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[).]\s+|\d{1,2}\s+)?"
_END = r"\s*(?:\([^)]{0,120}\)\s*)?(?::|$)"
DECISION = re.compile(
    rf"{_MARK}(?:(?:the|summary of|details of|text of|nature of|terms of|officer|delegated|executive) ){{0,3}}"
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
    rf"{_MARK}(?:date (?:of|the)? ?(?:the )?(?:\w+ )?decision|decision (?:date|no|number|ref)|(?:reference|ref)\b"
    r"|reasons?\b(?:\(s\))? for|reasons?:|alternative|(?:subject|title)\b|call[- ]in|deadline for|wards?\b|key decision"
    r"|exempt|date of (?:publication|meeting)|publication date|apologies|present\b"
    r"|(?:agenda )?item\b)",
    re.IGNORECASE,
)
# The front sheet of a pack has headings of decisions too.
AGENDA = re.compile(r"agenda|key decisions|minutes", re.IGNORECASE)
# Minutes have "Apologies", "Present", a cabinet member and RESOLVED too.
MINUTES = re.compile(
    r"(?:(?:draft|unconfirmed|public|printed) )*minutes\b|.{3,80}[:–— -]\s*minutes$|(?:committee )?(?:members|councillors)"
    r" present\b|(?:voting )?present\s*(?::|$)",
    re.IGNORECASE,
)
HEADINGS = re.compile(r"agenda|(?:key )?decisions|minutes", re.IGNORECASE)
# How far below the title the box of the decision may open.
REACH = 120
NEAR = 50
LONGEST_TITLE = 160
# How many lines may stand at the head of a paper about the council, the title and the place.
HEAD = 12


def decision_form(lines: Sequence[Line], index: int) -> str | None:
    """The title of a decision form where the line at `index` opens one, by its words and the boxes below.

    A paper without such a title is one by its boxes alone, where they stand at its very head.
    """
    line = lines[index]
    if len(line.text) > LONGEST_TITLE or line.text.endswith((".", ";")):
        return None
    if _is_title(lines, index):
        return line.text if _has_boxes(lines, index, with_taker=False) else None
    if HEADINGS.fullmatch(line.text) or _has_words_above(lines, index):
        return None
    if any(MINUTES.match(each.text) for each in lines[index : index + HEAD]):
        return None
    if not _has_boxes(lines, index, with_taker=True):
        return None
    titled = (lines[at].text for at in range(index, min(index + HEAD, len(lines))) if _is_title(lines, at))
    return next(titled, line.text)


def _has_words_above(lines: Sequence[Line], index: int) -> bool:
    """Whether anything stands above a line but furniture; no copy of what is above, of which a pack has much."""
    return any(each.text and not each.furniture for each in islice(lines, index))


def form_start(lines: Sequence[Line], index: int) -> int:
    """Where a form starts: at its title, or at the paper's start where little stands above."""
    above = [line for line in lines[:index] if line.text]
    return 0 if len(above) <= HEAD // 2 and all(len(line.text) <= LONGEST_TITLE for line in above) else index


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
    decided = any(DECISION.match(text) for line in below for text in _openings(line))
    first = [lines[index], *below[:NEAR]] if own else below[:NEAR]
    takers = sum(bool(TAKER.match(text)) for line in first for text in _openings(line))
    others = sum(bool(OTHER.match(text)) for line in below for text in _openings(line))
    if with_taker:
        return decided and takers > 0 and others > 1
    return takers + others > (1 if decided else 3)


def _openings(line: Line) -> tuple[str, ...]:
    """The words that a label may open: a line's, or each of its cells'."""
    return tuple(cell.text[:200] for cell in line.cells if cell.text) if line.is_row else (line.text[:200],)
