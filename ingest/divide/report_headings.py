"""Reports without a box of labels: a centred heading ("CABINET – 6 MAY 2021 / REPORT OF THE DIRECTOR OF … / TITLE")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.divide.bodies import COUNCIL, body_end, committee_name, titled_body
from ingest.read.document import Line
from ingest.read.flow import is_capitals
from kg.dates import parse_day

REPORT_OF = re.compile(
    r"(?:joint )?report (?:of|by|from) (?:the )?(?-i:[A-Z][\w,&’'()/-]*)"
    r"(?: (?:(?-i:[A-Z(])[\w,&’'()/-]*|and|of|for|the|to|in|&)){0,16}",
    re.IGNORECASE,
)
# How a report's first chapter is called.
FIRST_CHAPTER = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})?[.)]?\s+)?(?:(?:the )?purpose(?: of (?:the |this )?report)?"
    r"|(?:executive )?summary(?: of report)?|introduction(?: and background)?|recommendations?(?:\(s\))?|background"
    r"|reasons? for (?:the )?report|what is this report about\??)"
    r"\s*:?",
    re.IGNORECASE,
)
# Lines of such a heading that are no title.
BESIDE = re.compile(
    r"(?:public|restricted|unrestricted|open|exempt|confidential|official|not for publication"
    r"|for (?:decision|information|publication)"
    r"|part [a-d12i]+|agenda item.*|item (?:no\.?|number)? ?\d+.*|(?:key|non-key) decision.*"
    r"|report|committee report|cabinet report|wards?(?: affected)?:.*|all wards|date:.*|(?:public )?report to .*)\W*",
    re.IGNORECASE,
)
REACH = 40
ABOVE = 9
BELOW = 7
LONGEST_TITLE = 260


def report_heading(lines: Sequence[Line], index: int) -> tuple[int, str] | None:
    """Where a report starts whose heading has "Report of the …" on the line at `index`, and its title; None otherwise.

    The heading stands at the head of a page or of the paper, and the report's first chapter opens below it.
    """
    line = lines[index]
    if line.is_row or line.bullet or len(line.text) > 160 or not REPORT_OF.fullmatch(line.text.rstrip(" ")):
        return None
    start = page_start(lines, index)
    if start is None or not _has_chapter(lines, index):
        return None
    title = _title(lines, index + 1, min(len(lines), index + BELOW)) or _title_before(lines, start, index)
    return (start, title) if title else None


def page_start(lines: Sequence[Line], index: int) -> int | None:
    """The first line of the page, of the paper or under the stamp, where that is near enough above; else None."""
    start = index
    while start > 0:
        above = lines[start - 1]
        if above.furniture in ("stamp", "page") or above.page != lines[index].page:
            break
        start -= 1
        if index - start > ABOVE:
            return None
    while start < index and lines[start].furniture:
        start += 1
    return start


def _has_chapter(lines: Sequence[Line], index: int) -> bool:
    return any(FIRST_CHAPTER.fullmatch(line.text) for line in lines[index + 1 : index + REACH])


def _title(lines: Sequence[Line], first: int, last: int) -> str | None:
    """The first run of lines below that stand out and are no name, date or mark; a paragraph ends the search."""
    held: list[Line] = []
    for at in range(first, last):
        line = lines[at]
        if line.furniture:
            continue
        if FIRST_CHAPTER.fullmatch(line.text) or not _may_be_title(line, bool(held)):
            break
        if is_no_title(lines, at):
            if held:
                break
            continue
        if held and (line.gap > 1 or _loud(line) != _loud(held[-1])):
            break
        held.append(line)
    return _words(held)


def _title_before(lines: Sequence[Line], start: int, index: int) -> str | None:
    held: list[Line] = []
    for at in range(index - 1, start - 1, -1):
        line = lines[at]
        if line.furniture or is_no_title(lines, at):
            if held:
                break
            continue
        if held and lines[at + 1].gap > 1:
            break
        held.insert(0, line)
    return _words(held)


def _may_be_title(line: Line, begun: bool) -> bool:
    if line.is_row or line.bullet or line.text.endswith((".", ";", ":")):
        return False
    return _loud(line) or (begun and not line.gap)


def is_no_title(lines: Sequence[Line], at: int) -> bool:
    """Whether a heading's line is a council's or body's name, a date, a mark or "Report of …"."""
    text = lines[at].text
    if BESIDE.fullmatch(text) or REPORT_OF.fullmatch(text) or not re.search(r"[A-Za-z]{3}", text):
        return True
    named = committee_name(text) if is_capitals(text) else text
    if COUNCIL.fullmatch(named) or titled_body(lines, at) or (parse_day(text) and len(text) < 60):
        return True
    return bool(body_end(text) and body_end(text) == len(text))


def _loud(line: Line) -> bool:
    return bool(line.level or line.bold or is_capitals(line.text))


def _words(held: Sequence[Line]) -> str | None:
    words = " ".join(line.text for line in held)
    return words if 3 < len(words) < LONGEST_TITLE else None


def heading_lines(lines: Sequence[Line], first: int, count: int) -> Iterator[int]:
    """The indexes of the next lines of a page that are no furniture, at most `count`."""
    page = lines[first].page
    found = 0
    for at in range(first, len(lines)):
        if lines[at].page != page or found == count:
            return
        if not lines[at].furniture and lines[at].text:
            found += 1
            yield at
