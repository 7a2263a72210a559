"""How trackers of what was asked for show themselves where "action" stands in no title: by the heads of their table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.read.document import Line

TITLE = re.compile(
    r"(?=(?-i:[A-Z0-9])).{0,60}?\b(?:track(?:er|ing)|outstanding|follow[- ]?up|arising|carried forward|requests?"
    r"|undertakings?|commitments?|promises?|actions?|to do|log)\b.{0,60}",
    re.IGNORECASE,
)
# One of these stands in such a title, in small letters.
TITLE_WORDS = (
    *("track", "outstanding", "follow", "arising", "forward", "request", "undertaking", "commitment", "promise"),
    *("action", "to do", "log"),
)
# What a column holds; a plan of work has no column of the first kind, and none of the last two together.
_TASK = (
    r"(?:agreed |required )?actions?(?: .{1,30})?|tasks?|requests?(?: .{1,30})?|asked for|to (?:do|be done)"
    r"|what (?:was|is|has been|needs|we) .{3,30}|(?:undertaking|commitment|promise)s?(?: .{1,20})?|follow[- ]?up"
    r"|information requested|(?:query|question)s?(?: .{1,30})?|points?(?: to follow up)?|matters? arising"
)
_WHO = (
    r"(?:lead |responsible |action )?(?:officer|owner|lead|person|member)(?:s|\(s\))?(?: responsible)?|by whom|by|who"
    r"|responsib(?:le|ility)|assigned(?: to)?|allocated to|actionee"
)
_STATE = (
    r"(?:current |latest )?(?:status|state|stage|position|progress|update|outcome|rag|standing|response|reply|result"
    r"|comments?|notes?)(?: .{1,20})?|(?:where|how) (?:it|this|we) .{2,10}"
    r"|(?:done|completed?|finished|closed|discharged)(?:\s?\?)?(?: ?\(.{1,12}\))?"
)
_SET = (
    r"(?:min(?:ute)?|item)s?\.?(?: ?(?:no|ref|number|reference)\.?)?|(?:date of )?meeting(?: date)?|ref(?:erence)?\.?"
    r"|(?:date|meeting)(?: and minute(?: no\.?)?)?|(?:date )?(?:raised|set|agreed)(?: on| at)?"
)
KINDS = (("task", _TASK), ("who", _WHO), ("state", _STATE), ("set", _SET))
HEADS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in KINDS)
REACH = 6
LONGEST = 100


def is_log_title(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is called as trackers are, and the heads of a tracker's table stand right below it."""
    text = lines[index].text
    small = text.casefold()
    if len(text) > LONGEST or lines[index].is_row or not any(word in small for word in TITLE_WORDS):
        return False
    if not TITLE.fullmatch(text):
        return False
    below = (line for line in lines[index + 1 : index + 1 + REACH] if line.text and not line.furniture)
    first = next((line for line in below if line.is_row), None)
    return first is not None and is_log_head(first)


def is_log_head(line: Line) -> bool:
    """Whether a row is the head of a tracker's table: what to do, who does it, how it stands, where it was set."""
    filled = [" ".join(cell.text.split()).strip(" :*?") for cell in line.cells if cell]
    if not 4 <= len(filled) <= 9 or any(len(text) > 40 for text in filled):
        return False
    kinds = [next((kind for kind, words in HEADS if words.fullmatch(text)), None) for text in filled]
    known = sum(kind is not None for kind in kinds)
    return {"task", "who", "state", "set"} <= set(kinds) and known + 1 >= len(filled)
