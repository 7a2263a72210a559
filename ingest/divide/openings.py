"""How the parts of a paper open: each rule looks at a line and at the few that follow it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.divide.bodies import title_end
from ingest.divide.decision_forms import DECISION, OTHER, TAKER, decision_form, form_start
from ingest.divide.issue_pages import is_issue_page
from ingest.divide.log_heads import is_log_title
from ingest.divide.minutes_heads import PRESENT, untitled
from ingest.divide.minutes_heads import TITLE as MINUTES
from ingest.divide.minutes_heads import TITLE_WORDS as MINUTES_WORDS
from ingest.divide.plan_heads import TITLE as PLAN_TITLE
from ingest.divide.plan_heads import TITLE_WORDS as PLAN_WORDS
from ingest.divide.plan_heads import is_plan_block, plan_below
from ingest.divide.report_boxes import report_box
from ingest.divide.report_headings import report_heading
from ingest.read.document import Line
from ingest.read.flow import is_capitals
from kg.records import SectionKind

LABELS = re.compile(
    r"(?P<to>To|Report to|Meeting|Committee|Board|Cabinet)\s*:|(?P<date>Meeting Date|Date of Meeting|Date)\s*:"
    r"|(?P<from>From|Report (?:of|by|from)|Lead officer|Author)\s*:"
    r"|(?P<ward>Electoral division(?:\(s\)|s)?|Wards?(?: affected)?|Divisions? affected)\s*:"
    r"|(?P<plan>Forward Plan(?: ref(?:erence)?)?|Decision (?:no|number|ref(?:erence)?))\s*:"
    r"|(?P<subject>Subject|Title)\s*:"
    r"|(?P<purpose>Purpose|Outcome|Recommendations?|Key decision)\s*:",
    re.IGNORECASE,
)
# The first label of a report's block, in a cell of its own or with its value behind it.
TO_CELL = re.compile(r"(?:report )?to\s*:?", re.IGNORECASE)
SUBJECT = re.compile(r"(?:Subject|Title)\s*:\s*(?=\S)", re.IGNORECASE)
TO_LINE = re.compile(r"(?:(?:Report )?To|Report to|Meeting|Committee|Decision[- ][Mm]aker)\s*:\s")
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
APPENDIX = re.compile(
    r"(?:appendix|annex)\s+(?:[A-Z]|\d{1,2})\b"
    r"(?!\s*(?:of|to this|provides|sets|shows|and|gives|contains|describes|,))\s*(?P<title>.{0,140})",
    re.IGNORECASE,
)
# What a sentence has and a title has not: "The Committee received the finance report. In".
SENTENCE = re.compile(
    r"[.;]\s+\w|\b(?:received|considered|noted|agreed|presented|explained|was|were|is|are|has|have|be|been|will)\b"
)
CONTENTS = re.compile(r"\b\d{1,3}\s*[-–]\s*\d{1,3}\)?$|\(pages? \d{1,4}\)?$", re.IGNORECASE)
# Forms that follow a report as its appendices without that word above them.
ASSESSMENT = re.compile(
    r"(?:appendix \w+\W+)?(?:eqia|eia|dpia|ecia|equalit(?:y|ies)|data protection|privacy|environmental|ecological"
    r"|climate|carbon|sustainability|health|risk)\b.{0,50}\b(?:form|assessment|analysis|screening)"
    r"(?:[ (][\w ()/-]{0,40})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a part opens (the index of its first line), what it is, its title; appended to the report before or not."""

    start: int
    kind: SectionKind
    title: str | None
    appended: bool = False


# A planned item's labels look like a report's box or a decision's form.
FORMS = ("report", "decision-notice")
# A part's title may stand twice ("Business Case" on a cover and on the form): openings this close are one part's.
SAME_PART = 16


def find_openings(lines: Sequence[Line], known: Sequence[Opening] = ()) -> Iterator[Opening]:
    """The openings in a paper's lines, in order, at most one a line; `known` are taken as they are, in their order."""
    waiting = list(known)
    last: Opening | None = None
    in_report = seen_appendix = False
    for index, line in enumerate(lines):
        if line.furniture or not line.text or (last and index <= last.start):
            continue
        if line.page is None and is_issue_page(lines, index):  # a portal's page is of issues from there to its end
            yield Opening(index, "forward-plan", line.text)
            return
        if waiting and waiting[0].start <= index:
            opening: Opening | None = waiting.pop(0)
        else:
            opening = _opening(lines, index, in_report, seen_appendix)
        if not opening or (last and (opening.start <= last.start or _is_same_part(last, opening))):
            continue
        if last and last.kind == "forward-plan" and opening.kind in FORMS and is_plan_block(lines, index):
            continue
        after_form = in_report and opening.kind == "decision-notice"  # its report's appendices may follow it
        in_report = after_form or opening.kind in ("report", "appendix")
        seen_appendix = opening.kind == "appendix" or (opening.kind == "report" and opening.appended)
        last = opening
        yield opening


def _is_same_part(last: Opening, opening: Opening) -> bool:
    close = opening.start - last.start <= SAME_PART
    if close and (last.kind, opening.kind) == ("decision-notice", "report"):
        return True  # "Decision Maker:" stands in a report's block too
    if close and last.kind == opening.kind == "report" and last.title and last.title == opening.title:
        return True  # "Report of:" above "Decision Maker:"
    return (
        close
        and opening.kind == last.kind
        and opening.kind in ("action-log", "business-case", "minutes", "forward-plan", "decision-notice")
    )


def _opening(lines: Sequence[Line], index: int, in_report: bool, seen_appendix: bool) -> Opening | None:
    line = lines[index]
    if (form := decision_form(lines, index)) is not None:
        title = _heading_below(lines, index) or form
        return Opening(_with_stamp(lines, form_start(lines, index)), "decision-notice", title)
    if found := _report(lines, index) or report_box(lines, index, in_report) or report_heading(lines, index):
        start, subject = found
        appended = seen_appendix and not _stamped(lines, start)
        return Opening(_with_stamp(lines, start), "report", subject, appended)
    if (named := untitled(lines, index)) is not None:
        return Opening(_with_stamp(lines, named), "minutes", lines[named].text)
    if len(line.text) > 160 or CONTENTS.search(line.text):
        return None
    kind = _titled(lines, index)
    if kind == "business-case":
        return _business_case(lines, index)
    if kind:
        start = _first_of_title(lines, index)
        above = _from_above(lines, start) if kind == "finance-report" else start
        end = title_end(lines, index) if kind == "minutes" else index + 1
        return Opening(_with_stamp(lines, above), kind, _words(lines[start:end]))
    if in_report and (_opens_appendix(line) or _is_assessment(lines, index)):
        return Opening(_with_stamp(lines, index), "appendix", line.text)
    return None


def _heading_below(lines: Sequence[Line], index: int) -> str | None:
    """The title that a portal's page prints below its own name ("Decision details"); None elsewhere."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    is_page = lines[index].page is None and lines[index].level == 1
    if not is_page or not below or below.level != 2 or below.furniture:
        return None
    return None if any(label.match(below.text) for label in (DECISION, TAKER, OTHER)) else below.text


def _titled(lines: Sequence[Line], index: int) -> SectionKind | None:
    """The kind of part whose title this line is, by the words of the title and of the lines below it."""
    line = lines[index]
    if re.fullmatch(r"project overview|business case", line.text, re.IGNORECASE):
        return "business-case" if _near(lines, index, 4, CASE_HEAD) else None
    if re.match(r"\d+\.|this is\b|this log\b", line.text, re.IGNORECASE) or LABELS.match(line.text):
        return None
    words = _broken_title(lines, index)
    for rule in TITLED:
        whole = rule.is_title(line.text) or (words and rule.is_title(words))
        if whole and rule.fits(lines, index):
            return rule.kind
    if not line.bullet and _stands_out(line) and is_log_title(lines, index):
        return "action-log"
    return "forward-plan" if _is_plan(lines, index) or (words and _is_plan(lines, index, words)) else None


def _is_plan(lines: Sequence[Line], index: int, words: str | None = None) -> bool:
    """Whether a line stands out, is called as plans are, and has a plan's table or blocks below it."""
    line = lines[index]
    small = (words or line.text).casefold()
    if line.is_row or line.bullet or re.match(r"(?:item )?\d(?!8[ -](?:clear )?day)", small) or not _stands_out(line):
        return False
    if not any(word in small for word in PLAN_WORDS):
        return False
    if not PLAN_TITLE.fullmatch(words or line.text) or SENTENCE.search(words or line.text):
        return False
    return plan_below(lines, index + (1 if words else 0))


def _broken_title(lines: Sequence[Line], index: int) -> str | None:
    """A title in capitals that goes on over the next line, where that line is no title by itself."""
    if index + 1 >= len(lines) or lines[index + 1].gap or not (_is_loud(lines[index]) and _is_loud(lines[index + 1])):
        return None
    below = lines[index + 1].text
    return None if any(rule.is_title(below) for rule in TITLED) else f"{lines[index].text} {below}"


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
        if self.stands_out and index and not _stands_out(lines[index]):
            return False
        if self.kind == "finance-report" and _report_near(lines, index):
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


def _near(lines: Sequence[Line], index: int, reach: int, *wanted: re.Pattern[str]) -> bool:
    """Whether the next lines hold the wanted words, all of them within five lines."""
    following = [line.text[:300] for line in lines[index + 1 : index + 1 + reach]]
    if not all(pattern.search(" ".join(following)) for pattern in wanted):
        return False
    windows = (" ".join(following[i : i + 5]) for i in range(len(following)))
    return any(all(pattern.search(window) for pattern in wanted) for window in windows)


def _business_case(lines: Sequence[Line], index: int) -> Opening:
    """A business case from its form's first line; the heading above the form, where there is one, is its title."""
    above = lines[index - 1] if index else None
    if (
        above
        and (index == 1 or _stands_out(above))  # a paper's first line stands out by itself
        and not above.furniture
        and len(above.text) < 220
        and lines[index].gap <= 2
        and _same_title(lines, index)
    ):
        return Opening(index - 1, "business-case", above.text)
    return Opening(index, "business-case", None)


def _same_title(lines: Sequence[Line], index: int) -> bool:
    """Whether the heading above the form and the form's own title share their first words."""
    form = " ".join(line.text for line in lines[index + 1 : index + 5]).lower()
    return lines[index - 1].text.lower()[:18] in form


def _from_above(lines: Sequence[Line], start: int, reach: int = 9) -> int:
    """The start moved up to a "From: … Tel.: … Date: …" that stands above the title."""
    for index in range(max(0, start - reach), start):
        if re.match(r"From\s*:", lines[index].text):
            return index
    return start


def _stands_out(line: Line) -> bool:
    return (
        bool(line.level or line.bold or is_capitals(line.text) or line.gap)
        and not line.bullet
        and not line.text.endswith(".")
    )


def _report_near(lines: Sequence[Line], index: int) -> bool:
    """Whether a report's labelled block stands right below: then the words are that report's title."""
    return any(_is_to(lines, i) for i in range(index + 1, min(index + 6, len(lines))))


def _is_to(lines: Sequence[Line], index: int) -> bool:
    """Whether a line opens a report's labelled block: "To:" with three other labels close below it."""
    if not (TO_CELL.fullmatch(lines[index].cells[0].text) or TO_LINE.match(lines[index].text)):
        return False
    kinds = {found.lastgroup for line in lines[index + 1 : index + 22] for found in LABELS.finditer(_labelled(line))}
    return len(kinds - {"to"}) >= 3


def _labelled(line: Line) -> str:
    """A line's words; a table's first cell with the colon that labels have elsewhere."""
    return f"{line.cells[0].text}: {line.text}" if line.is_row else line.text


def _report(lines: Sequence[Line], index: int) -> tuple[int, str | None] | None:
    """Where the report starts whose block opens here, and its title: by its label, else the lines right above."""
    if not _is_to(lines, index):
        return None
    if (subject := _subject(lines, index)) is not None:
        return _from_above(lines, index, 16), subject
    last = index - 1
    while last >= 0 and lines[last].furniture:
        last -= 1
    if last < 0 or (_ends_sentence(lines[last])):
        return index, None
    start = _first_of_title(lines, last)
    return start, _words(lines[start : last + 1])


def _subject(lines: Sequence[Line], index: int) -> str | None:
    """The words behind "Subject:" or "Title:" in the block that opens here, with the lines that go on after them."""
    for at in range(index + 1, min(index + 10, len(lines))):
        found = SUBJECT.match(lines[at].text)
        if found:
            rest = takewhile(lambda line: not line.gap and not LABELS.match(line.text), lines[at + 1 : at + 6])
            return " ".join([lines[at].text[found.end() :], *(line.text for line in rest)]).strip() or None
    return None


def _ends_sentence(line: Line) -> bool:
    return line.text.endswith((".", ";")) and not (line.level or is_capitals(line.text))


def _first_of_title(lines: Sequence[Line], last: int) -> int:
    """The first line of a title that ends at `last`: lines above it without a blank between, or as loud as it."""
    start = last
    while start > 0 and last - start < 4:
        above, line = lines[start - 1], lines[start]
        if above.furniture or above.is_row or above.bullet or len(above.text) > 110 or above.text.endswith((".", ":")):
            break
        alike = _is_loud(above) == _is_loud(line) and above.level == line.level
        loud = _is_loud(above) and _is_loud(line) and line.gap <= 1
        if not ((line.gap == 0 and alike) or (loud and line.level == 0) or _committee_above(above, line)):
            break
        start -= 1
    return start


def _is_loud(line: Line) -> bool:
    """Whether a title's line is in capitals, however short it is."""
    return is_capitals(line.text) or line.text.isupper()


def _committee_above(above: Line, line: Line) -> bool:
    """A committee's name on a line of its own above "Minutes Action Log" and the like."""
    return bool(
        above.level
        and not is_capitals(line.text)
        and line.bold
        and re.search(r"\bcommittee$", above.text, re.IGNORECASE)
    )


def _words(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines if not line.furniture)


def _with_stamp(lines: Sequence[Line], start: int) -> int:
    """The start moved up over the agenda-item stamp and page numbers that stand above the title."""
    while start > 0 and lines[start - 1].furniture:
        start -= 1
    return start


def _stamped(lines: Sequence[Line], start: int) -> bool:
    return any(line.furniture == "stamp" for line in lines[_with_stamp(lines, start) : start])


def _opens_appendix(line: Line) -> bool:
    cells = [cell for cell in line.cells if cell.text]  # a row of two is a source document, or a contents list
    return len(cells) == 1 and bool(APPENDIX.fullmatch(line.text)) and _stands_out(line)


def _is_assessment(lines: Sequence[Line], index: int) -> bool:
    """Whether the first words of a page are the title of an assessment's form."""
    line, above = lines[index], lines[index - 1] if index else None
    while above and above.furniture and above.page == line.page:
        index -= 1
        above = lines[index - 1] if index else None
    heads_page = line.page is not None and (above is None or above.page != line.page)
    return heads_page and len(line.text) < 110 and not line.is_row and bool(ASSESSMENT.fullmatch(line.text))
