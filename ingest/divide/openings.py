"""How the parts of a paper open: each rule looks at a line and at the few that follow it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.divide.bodies import title_end
from ingest.divide.decision_forms import DECISION, OTHER, TAKER, decision_form, form_start
from ingest.divide.issue_pages import is_issue_page
from ingest.divide.labelled_blocks import opens_block, subject_of
from ingest.divide.minutes_heads import untitled
from ingest.divide.plan_heads import is_plan_block
from ingest.divide.report_boxes import report_box
from ingest.divide.report_headings import report_heading
from ingest.divide.titles import is_loud, stands_out, titled
from ingest.read.document import Line
from ingest.read.flow import is_capitals
from kg.records import SectionKind

APPENDIX = re.compile(
    r"(?:appendix|annex)\s+(?:[A-Z]|\d{1,2})\b"
    r"(?!\s*(?:of|to this|provides|sets|shows|and|gives|contains|describes|,))\s*(?P<title>.{0,140})",
    re.IGNORECASE,
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
    kind = titled(lines, index)
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


def _business_case(lines: Sequence[Line], index: int) -> Opening:
    """A business case from its form's first line; the heading above the form, where there is one, is its title."""
    above = lines[index - 1] if index else None
    if (
        above
        and (index == 1 or stands_out(above))  # a paper's first line stands out by itself
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


def _report(lines: Sequence[Line], index: int) -> tuple[int, str | None] | None:
    """Where the report starts whose block opens here, and its title: by its label, else the lines right above."""
    if not opens_block(lines, index):
        return None
    if (subject := subject_of(lines, index)) is not None:
        return _from_above(lines, index, 16), subject
    last = index - 1
    while last >= 0 and lines[last].furniture:
        last -= 1
    if last < 0 or (_ends_sentence(lines[last])):
        return index, None
    start = _first_of_title(lines, last)
    return start, _words(lines[start : last + 1])


def _ends_sentence(line: Line) -> bool:
    return line.text.endswith((".", ";")) and not (line.level or is_capitals(line.text))


def _first_of_title(lines: Sequence[Line], last: int) -> int:
    """The first line of a title that ends at `last`: lines above it without a blank between, or as loud as it."""
    start = last
    while start > 0 and last - start < 4:
        above, line = lines[start - 1], lines[start]
        if above.furniture or above.is_row or above.bullet or len(above.text) > 110 or above.text.endswith((".", ":")):
            break
        alike = is_loud(above) == is_loud(line) and above.level == line.level
        loud = is_loud(above) and is_loud(line) and line.gap <= 1
        if not ((line.gap == 0 and alike) or (loud and line.level == 0) or _committee_above(above, line)):
            break
        start -= 1
    return start


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
    return len(cells) == 1 and bool(APPENDIX.fullmatch(line.text)) and stands_out(line)


def _is_assessment(lines: Sequence[Line], index: int) -> bool:
    """Whether the first words of a page are the title of an assessment's form."""
    line, above = lines[index], lines[index - 1] if index else None
    while above and above.furniture and above.page == line.page:
        index -= 1
        above = lines[index - 1] if index else None
    heads_page = line.page is not None and (above is None or above.page != line.page)
    return heads_page and len(line.text) < 110 and not line.is_row and bool(ASSESSMENT.fullmatch(line.text))
