"""Titles that say what part of a paper they open: by their own words, and by the words of the lines below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.divide.labelled_blocks import LABELS, block_below
from ingest.divide.log_heads import is_log_title
from ingest.divide.minutes_heads import PRESENT
from ingest.divide.minutes_heads import TITLE as MINUTES
from ingest.divide.minutes_heads import TITLE_WORDS as MINUTES_WORDS
from ingest.divide.plan_heads import TITLE as PLAN_TITLE
from ingest.divide.plan_heads import TITLE_WORDS as PLAN_WORDS
from ingest.divide.plan_heads import plan_below
from ingest.read.document import Line
from ingest.read.flow import is_capitals
from kg.records import SectionKind

ACTION_LOG = re.compile(r".{0,60}?\baction (?:log|tracker|sheet)\b.{0,40}", re.IGNORECASE)
# What else logs are called; in minutes such words head an item too, so that the heads of its table must stand below.
ACTION_LIST = re.compile(
    r"(?=(?-i:[A-Z0-9])).{0,60}?\b(?:actions? (?:and \w+ )?(?:list|register|schedule|table|points|monitor(?:ing)?"
    r"|logs?|trackers?|arising|outstanding|agreed|updates?|progress|carried forward"
    r"|from (?:the )?(?:last|previous|earlier))"
    r"|(?:tracker|log|list|schedule|register|summary|update|progress|review) (?:of|on) (?:the )?(?:\w+ )?actions"
    r"|(?:outstanding|open|completed|closed|previous|agreed|ongoing) actions"
    r"|matters (?:and actions )?arising)\b.{0,60}",
    re.IGNORECASE,
)
LIST_HEAD = re.compile(
    r"(?:(?:Ref|Minute|Item|Meeting|No|Date|Issue|Subject|Topic)\b.{0,60}\b)?Actions?\b.{0,60}?"
    r"\b(?:Status|Owner|(?:Lead |Responsible )?Officer|Lead|Responsib(?:le|ility)|By [Ww]hom|Due|Deadline|RAG|Target)\b"
    r"|\b(?:Owner|Lead|Responsible)\b.{0,60}\bAction\b.{0,60}\b(?:Status|Due|Progress|Update)\b"
    r"|(?:MINUTE|REF|ITEM|MEETING|NO|DATE)\b.{0,60}\bACTION\b.{0,60}\b(?:STATUS|OWNER|OFFICER|LEAD|DUE|PROGRESS)\b"
    r"|\bAction (?:no\.? )?\d{1,3}\b[:.)–-]?.{0,400}\b(?:Owner|Lead|Lead officer|Responsible|Assigned to|Status)\s*:"
)
LOG_HEAD = re.compile(
    r"(?i:minute\b.{0,80}\baction\b|\baction\b.{0,80}\b(?:status|owner|officer)|updated action log|this log captures)|"
    + LIST_HEAD.pattern
)
# A report's "Forward Plan reference" is a label, and no plan's title.
PLAN = re.compile(
    r".{0,80}?\b(?:agenda|forward|work) (?:plan|programme)\b(?!\s*(?:ref|no\b|number|entry|item)).{0,100}",
    re.IGNORECASE,
)
PLAN_LEAD = re.compile(r"\blead officers?\b|\breport author\b|\bcontact officer", re.IGNORECASE)
PLAN_WHAT = re.compile(r"\bagenda item|\bcommittee date|\bmeeting date|\bdeadline|\bdecision", re.IGNORECASE)
TRAINING = re.compile(r"(?!note\b)[A-Z].{0,60}?\b[Tt](?:raining|RAINING) (?:[Pp]lan|PLAN|[Pp]rogramme)\b[^.;]{0,24}")
TRAINING_HEAD = re.compile(
    r"\b(?:subject|topic|desired learning|nature of training|presenter|audience)\b", re.IGNORECASE
)
CASE_HEAD = re.compile(r"project title|business planning reference|senior responsible officer", re.IGNORECASE)
FINANCE = re.compile(
    r".{0,60}?\b(?:finance|budget(?:ary)?)(?:,? (?:and|&)? ?(?:performance|monitoring|resources))*\b"
    r" (?:monitoring )?report\b.{0,40}",
    re.IGNORECASE,
)
FINANCE_HEAD = re.compile(r"income and expenditure|forecast (?:variance|outturn)|outturn", re.IGNORECASE)
# What a sentence has and a title has not: "The Committee received the finance report. In".
SENTENCE = re.compile(
    r"[.;]\s+\w|\b(?:received|considered|noted|agreed|presented|explained|was|were|is|are|has|have|be|been|will)\b"
)


@dataclass(frozen=True, slots=True)
class Titled:
    """A kind of part known by its title and by words below it.

    words      in small letters, of which one stands in the title: asked before its pattern, which costs ten times it
    head       what must stand within `reach` lines below the title; each pattern once, within five lines of one another
    stands_out whether the title must be a heading, bold, in capitals or after a blank line
    """

    kind: SectionKind
    title: re.Pattern[str]
    words: tuple[str, ...]
    reach: int
    head: tuple[re.Pattern[str], ...]
    stands_out: bool = False

    def is_title(self, text: str) -> bool:
        """Whether some words are the title of such a part."""
        small = text.casefold()
        return any(word in small for word in self.words) and bool(self.title.fullmatch(text))

    def fits(self, lines: Sequence[Line], index: int) -> bool:
        """Whether the line at `index`, whose words fit, is the title of such a part."""
        if lines[index].bullet or SENTENCE.search(lines[index].text):
            return False
        if self.stands_out and index and not stands_out(lines[index]):
            return False
        if self.kind == "finance-report" and block_below(lines, index):
            return False
        return _near(lines, index, self.reach, *self.head)


TITLED = (
    Titled("action-log", ACTION_LOG, ("action",), 16, (LOG_HEAD,)),
    Titled("action-log", ACTION_LIST, ("actions", "action ", "matters"), 12, (LIST_HEAD,), stands_out=True),
    Titled("minutes", MINUTES, MINUTES_WORDS, 30, (PRESENT,)),
    Titled("training-plan", TRAINING, ("training",), 14, (TRAINING_HEAD,)),
    Titled("forward-plan", PLAN, ("plan", "programme"), 45, (PLAN_LEAD, PLAN_WHAT)),
    Titled("finance-report", FINANCE, ("report",), 30, (FINANCE_HEAD,), stands_out=True),
)


def titled(lines: Sequence[Line], index: int) -> SectionKind | None:
    """The kind of part whose title this line is, by the words of the title and of the lines below it."""
    line = lines[index]
    if re.fullmatch(r"project overview|business case", line.text, re.IGNORECASE):
        return "business-case" if _near(lines, index, 4, CASE_HEAD) else None
    if re.match(r"\d+\.|this is\b|this log\b", line.text, re.IGNORECASE) or LABELS.match(line.text):
        return None
    if line.is_row and re.fullmatch(r"\d{1,3}[a-z]?", line.cells[0].text):
        return None  # an agenda's row: "6 ¦ Forward plan ¦ Chair ¦ 3:50"
    words = _broken_title(lines, index)
    for rule in TITLED:
        whole = rule.is_title(line.text) or (words and rule.is_title(words))
        if whole and rule.fits(lines, index):
            return rule.kind
    if not line.bullet and stands_out(line) and is_log_title(lines, index):
        return "action-log"
    return "forward-plan" if _is_plan(lines, index) or (words and _is_plan(lines, index, words)) else None


def _is_plan(lines: Sequence[Line], index: int, words: str | None = None) -> bool:
    """Whether a line stands out, is called as plans are, and has a plan's table or blocks below it."""
    line = lines[index]
    small = (words or line.text).casefold()
    if line.is_row or line.bullet or re.match(r"(?:item )?\d(?!8[ -](?:clear )?day)", small) or not stands_out(line):
        return False
    if not any(word in small for word in PLAN_WORDS):
        return False
    if not PLAN_TITLE.fullmatch(words or line.text) or SENTENCE.search(words or line.text):
        return False
    return plan_below(lines, index + (1 if words else 0))


def _broken_title(lines: Sequence[Line], index: int) -> str | None:
    """A title in capitals that goes on over the next line, where that line is no title by itself."""
    if index + 1 >= len(lines) or lines[index + 1].gap or not (is_loud(lines[index]) and is_loud(lines[index + 1])):
        return None
    below = lines[index + 1].text
    return None if any(rule.is_title(below) for rule in TITLED) else f"{lines[index].text} {below}"


def _near(lines: Sequence[Line], index: int, reach: int, *wanted: re.Pattern[str]) -> bool:
    """Whether the next lines hold the wanted words, all of them within five lines."""
    following = [line.text[:300] for line in lines[index + 1 : index + 1 + reach]]
    if not all(pattern.search(" ".join(following)) for pattern in wanted):
        return False
    windows = (" ".join(following[i : i + 5]) for i in range(len(following)))
    return any(all(pattern.search(window) for pattern in wanted) for window in windows)


def stands_out(line: Line) -> bool:
    """Whether a line is set as titles are: a heading, bold, in capitals or after a blank line, and no sentence."""
    return (
        bool(line.level or line.bold or is_capitals(line.text) or line.gap)
        and not line.bullet
        and not line.text.endswith(".")
    )


def is_loud(line: Line) -> bool:
    """Whether a title's line is in capitals, however short it is."""
    return is_capitals(line.text) or line.text.isupper()
