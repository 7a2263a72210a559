"""What opens a box of a form without a known label: labels that nobody knows, sentences that decide or declare."""

from __future__ import annotations

import re

from ingest.extract.decision_notices.box import Box
from ingest.extract.decision_notices.labels import MARK, Found
from ingest.extract.decision_notices.limbs import ACT
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line, Mapped

UNKNOWN = re.compile(r"[A-Z][A-Za-z'’()/& -]{2,48}:(?=\s|$)")
CAPITALS = re.compile(r"[A-Z][A-Z’'()/,& -]{3,160}:(?=\s|$)")
# A decision in one sentence under no label: "I, Ann Elm, Head of Parks, hereby approve …".
HEREBY = re.compile(r"I\b,?\s.{0,160}?\b(?:hereby|have (?:today )?decided|therefore)\b")
I_DECIDE = re.compile(r"(?:I|We)\b (?:[a-z]{3,9}ly )?(?:approve|agree|accept|endorse|authori[sz]e|refuse|reject)\b")
# "Cabinet agreed that …" under an item's title.
BODY_DECIDES = re.compile(
    r"(?:The )?(?:[A-Z][\w&’'-]+ (?:and |of |for )?){0,6}(?:Cabinet|Committee|Executive|Board|Council|Panel|Members) "
    r"(?:unanimously )?(?:agreed|resolved|approved|noted|decided|endorsed|granted|refused|deferred)\b"
)
# One word that tells an item's outcome, and what it was: "NOTED. The Cabinet noted the forecast."
OUTCOME_WORD = re.compile(
    r"(?:NOTED|APPROVED|ENDORSED|RECEIVED|ACCEPTED|ADOPTED|DEFERRED|REFUSED)\b(?: UNANIMOUSLY| unanimously)?"
    r"(?:\s*[.:–-]\s+(?=[A-Z(\d])|\s+(?=(?:that|the|to)\b))"
)
# An item by the number of its minute, the title behind it.
MINUTE_ITEM = Wording(
    r"minute(?: no\.?| number)?\s*:?\s*(?P<number>\d{1,4}[a-z]?)(?:/\d{2,4})?\s*[-–—:.]\s*(?P<title>.{3,240})",
    ("Minute 58. Street Lamps: Award", "Minute No. 7 – Fees", "Minute 12/2024: Budget"),
    ("Minutes of 7 May 2024", "Minute 58 was agreed"),
    at="whole",
)
# The same in a table's first cell, the title beside it.
MINUTE_CELL = re.compile(
    r"(?:minute|item|agenda item|decision)(?:\s+(?:no\.?|number|ref\.?))?\s*:?\s*"
    r"(?P<number>(?=[\w/.-]{0,8}\d)[A-Z]{0,6}[/ .-]?\d{1,4}(?:[/.-]\d{1,4})?[a-z]?)",
    re.IGNORECASE,
)
# Where an outcome in one word may stand: below an item's title or the short boxes behind it.
ABOVE_OUTCOME = frozenset({"item", "subject", "wards", "key", "exempt", "reference"})
# A note below a decision, by its star or its first words.
NOTE = re.compile(
    r"\*{1,3}\s?(?:The|This|These|Not|In|Under|Exempt|Part|Members?|Councillors?)\b"
    r"|(?:Councillors?|Cllrs?)\b.{3,80}?\b(?:asked|requested|wished|voted|abstained|declared|left)\b"
    r"|(?:For (?:further|more) information|For (?:any )?(?:further |more )?(?:queries|enquiries)"
    r"|If you (?:have|would|need|require)|Please (?:contact|note))\b"
)
# "[Key decision]", "(Non-key)" behind a title.
KEY_MARK = re.compile(r"\s*[\[(]\s*(?P<no>non[- ])?key(?: decision)?\s*[\])]\s*$", re.IGNORECASE)
# Both a title and a label: "Decisions".
TITLE_ALONE = re.compile(r"(?:(?:printed|published|summary of|list of) )?decisions")
# What is declared below a decision, perhaps under the post of who declares it.
DECLARES = re.compile(
    r"I (?:can )?(?:confirm|declare) that I\b|I (?:do not )?have (?:any |no )?(?:\w+ ){0,3}interest", re.IGNORECASE
)
# A label that nobody knows, on a line that stands out; one whose whole line it is.
STANDING_OUT = re.compile(
    r"(?:\(?[a-z\d]{1,2}[).]\s)?(?!(?:The|This|These|It|In|An?|As|We|I)\s)[A-Z][A-Za-z’'()/,& -]{2,60}[:?](?=\s|$)"
)
WHOLE = re.compile(r".{1,80}$")
LONGEST_LABEL = 80


def is_line_of_form(last: Box, line: Line) -> bool:
    """Whether a line below a decision of one line is made as that is: apart, a label, its value behind it."""
    inline = last.kind == "decision" and ":" in last.label.text and last.line.text != last.label.text
    found = UNKNOWN.match(line.text) if inline and line.gap and not last.line.is_row else None
    rest = line.text[found.end() :].strip() if found else ""
    return bool(rest) and not ACT.match(rest) and not any(MARK.match(each.text) for each in last.values)


def may_stand_apart(line: Line) -> bool:
    """Whether a line that stands alone may be a label without its colon: short, no sentence, no limb."""
    ends = line.text.endswith((".", ";", ","))
    return len(line.text) <= LONGEST_LABEL and not line.bullet and not ends and not MARK.match(line.text)


def is_label_beside(at: int, cell: Mapped, found: Found, count: int) -> bool:
    """Whether a later cell of a row is a label too: it has its colon, or the row is of labels and values by turns."""
    return cell.text[: found.end].rstrip().endswith(":") or (count > 3 and at % 2 == 0)


def repeats(last: Box, found: Found) -> bool:
    """Whether "RESOLVED" stands in the box of a decision that has no words yet: it is a lead-in there."""
    return found.label.runs_on and not last.values
