"""Reports whose head is a box of labels in any order: in a table's left column, with a colon, two pairs a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.divide.bodies import dated_body
from ingest.read.document import Line
from ingest.read.flow import is_capitals

_AFFECTED = r"(?: (?:(?:and|or) (?:parishes|groups?) )?(?:affected|involved|impacted))?"
# The whole label before its colon: "Date of meeting:" is no "Date", "Forward Plan" no "For".
LABELS = re.compile(
    r"(?:(?P<title>(?:(?:title|subject)(?: of (?:the )?report)?|report (?:title|name|subject)))"
    r"|(?P<body>(?:report )?(?:to|for)|committee(?: name)?|meeting|decision[- ](?:maker|taker|forum|body)"
    r"|cabinet|board|panel|council|name of (?:the )?committee|meeting(?: and| &) date|committee(?: and| &) date)"
    r"|(?P<date>date(?: and time)?|(?:meeting|committee|cabinet|decision) date"
    r"|date of (?:the )?(?:meeting|committee|cabinet|decision))"
    r"|(?P<person>from|report (?:of|by|from|author|sponsor|originator)(?:\(s\)|s)?|authors?(?:\(s\))?"
    r"|(?:lead|report|presenting|reporting|responsible|contact|accountable) (?:officer|director|author)s?(?:\(s\))?"
    r"|officer presenting(?: the report)?|(?:corporate|executive|strategic) (?:director|lead)(?: lead)?"
    r"|(?:relevant |lead )?(?:cabinet|executive|portfolio|committee) (?:members?|holders?|lead|chair)(?:\(s\))?"
    r"|portfolio)"
    r"|(?P<ward>(?:electoral )?(?:wards?|divisions?)(?:\(s\))?(?:/(?:wards?|divisions?))?" + _AFFECTED + r")"
    r"|(?P<plan>forward plan(?: (?:ref(?:erence)?|no|number)\.?){0,2}"
    r"|(?:key )?decision (?:no|number|ref(?:erence)?)\.?)"
    r"|(?P<key>(?:is (?:this|it) a )?key decision\??|key or non-key(?: decision)?|(?:decision type|type of decision))"
    r"|(?P<purpose>(?:purpose|reason|outcome)(?: (?:of|for) (?:the |this )?report)?|(?:executive |report )?summary)"
    r"|(?P<asks>(?:officer )?recommendations?(?:\(s\))?|decisions? (?:required|requested|sought))"
    r"|(?P<status>classification|exempt(?:ion)?(?: information)?|confidential(?:ity)?|report status"
    r"|urgent(?: item)?\??))(?=[ ?]*(?::|$))",
    re.IGNORECASE,
)
# A heading below a box whose labels ask for nothing.
ASKS = re.compile(r"(?:\d{1,2}(?:\.0)?[.)]?\s+)?recommendations?(?:\(s\))?\s*:?", re.IGNORECASE)
COLON = re.compile(r"\s*:")
# How far the box goes on, in lines, and how many kinds of label on lines of their own make it a report's.
REACH = 30
KINDS = 4
LONGEST_TITLE = 260
# More cells than two pairs are the heads of a table ("Meeting | Minute | Action | Owner | Status").
WIDEST = 4
# Nothing of the same box stands this close above its first label.
ABOVE = 6
# No more than a weekday and a date.
SHORT_DAY = 32
# A paper's first lines are its heading, however they look.
OPENING_LINES = 4
A_REPORT = re.compile(r"(?:[A-Z][\w-]* ){0,4}report(?: (?:to|for) [A-Z].{2,60})?", re.IGNORECASE)


def report_box(lines: Sequence[Line], index: int, in_report: bool) -> tuple[int, str] | None:
    """Where a report starts whose box opens on the line at `index`, and its title; None where no such box opens there.

    Inside a report another one opens only at the head of a page, or under a title of its own label.
    """
    first = _label(lines[index])
    if first is None or any(_label(line) for line in lines[max(0, index - ABOVE) : index] if not line.furniture):
        return None
    kinds = _kinds(lines, index) | _kinds_around(lines, index)
    if len(kinds) < KINDS or not _is_reports(kinds):
        return None
    if in_report and not (_heads_page(lines, index) and "title" in kinds):
        return None
    start = _first_above(lines, index)
    title = _labelled_title(lines, index) or _title_above(lines, start, index)
    letterhead = _letterhead(lines, index)
    if letterhead is not None and letterhead < start:
        start = 0 if letterhead < OPENING_LINES else letterhead
    return (start, title) if title and len(title) < LONGEST_TITLE else None


def _is_reports(kinds: frozenset[str]) -> bool:
    """Whether the labels are a report's: to whom or when, who, and what for; an assessment's form has no body."""
    placed = "body" in kinds or ("date" in kinds and kinds & {"ward", "key", "plan"})
    return bool(placed and kinds & {"person", "key", "plan"} and kinds & {"purpose", "asks", "title"})


def _kinds(lines: Sequence[Line], index: int) -> frozenset[str]:
    """The kinds of label on the lines of the box; running text below it ends it, and another item's stamp."""
    found: set[str] = set()
    silent = 0
    for line in lines[index : index + REACH]:
        if line.furniture == "stamp":
            break
        if line.furniture:
            continue
        kind = _label(line)
        silent = 0 if kind else silent + 1
        if silent > 8:
            break
        if kind:
            found.update((kind, *_beside(line)))
    return frozenset(found)


def _kinds_around(lines: Sequence[Line], index: int) -> frozenset[str]:
    """What a box leaves to the lines around it: the body and the day above it, and a heading that asks, below it."""
    found: set[str] = set()
    if _letterhead(lines, index) is not None:
        found.update(("body", "date"))
    found.update("asks" for line in lines[index : index + REACH] if ASKS.fullmatch(line.text) and not line.is_row)
    return frozenset(found)


def _letterhead(lines: Sequence[Line], index: int) -> int | None:
    """Where the line above the box stands that is a body's name and the day of its meeting, on the box's page."""
    for at in range(max(0, index - ABOVE), index):
        line = lines[at]
        if line.furniture or line.bullet or line.page != lines[index].page:
            continue
        if dated_body(line.text) or (at + 1 < index and _is_dated_below(line, lines[at + 1])):
            return at
    return None


def _is_dated_below(line: Line, below: Line) -> bool:
    """Whether a body's name stands above nothing but a day: "CABINET", "11 February 2025"."""
    alone = not (line.is_row or below.is_row or line.text.endswith(":")) and below.text[:1].isalnum()
    return alone and len(below.text) <= SHORT_DAY and bool(dated_body(f"{line.text} {below.text}"))


def _label(line: Line) -> str | None:
    """The kind of label that a line opens with: a cell of its own, or words with a colon behind them."""
    if line.bullet or not line.text or sum(bool(cell) for cell in line.cells) > WIDEST:
        return None
    cell = line.cells[0].text
    found = LABELS.match(cell)
    if not found:
        return None
    colon = COLON.match(cell, found.end())
    alone = found.end() == len(cell.rstrip(" ?:"))
    return found.lastgroup if colon or (alone and line.is_row) else None


def _beside(line: Line) -> Iterator[str]:
    """The second label of a row of two pairs."""
    for cell in line.cells[2:]:
        found = LABELS.fullmatch(cell.text.rstrip(" :"))
        if found and found.lastgroup:
            yield found.lastgroup


def _heads_page(lines: Sequence[Line], index: int) -> bool:
    """Whether the box stands among the first lines of its page, or under an agenda stamp."""
    above = [line for line in lines[max(0, index - 8) : index] if line.text]
    if any(line.furniture == "stamp" for line in above):
        return True
    page = lines[index].page
    return page is not None and sum(line.page == page and not line.furniture for line in above) <= 5


def _first_above(lines: Sequence[Line], index: int) -> int:
    """The first of the heading's lines that stand above the box, on its page."""
    start = index
    while start > 0 and index - start < 5:
        above = lines[start - 1]
        if above.furniture or above.page != lines[index].page or above.is_row or above.bullet:
            break
        if len(above.text) > 110 or above.text.endswith((".", ";")):
            break
        if not (_is_heading(above) or start - 1 < OPENING_LINES or A_REPORT.fullmatch(above.text)):
            break
        start -= 1
    return start


def _is_heading(line: Line) -> bool:
    return bool(line.level or line.bold or is_capitals(line.text))


def _labelled_title(lines: Sequence[Line], index: int) -> str | None:
    """The words behind the label Title or Subject, with the lines that go on after them."""
    for at in range(index, min(index + REACH, len(lines))):
        if _label(lines[at]) != "title" or lines[at].furniture:
            continue
        line = lines[at]
        head = " ".join(cell.text for cell in line.cells[1:] if cell.text) if line.is_row else _after_colon(line.text)
        words = [head, *(each.text for each in _going_on(lines, at, bool(head)))]
        return " ".join(word for word in words if word).strip() or None
    return None


def _after_colon(text: str) -> str:
    return text.partition(":")[2].strip()


def _going_on(lines: Sequence[Line], at: int, begun: bool) -> Iterator[Line]:
    """The lines that go on a title: no blank line, no label; the first may follow a label that stands alone."""
    for line in lines[at + 1 : at + 5]:
        if line.furniture or _label(line) or (line.gap and begun) or (line.is_row and line.cells[0].text):
            return
        if re.match(r"[A-Z][\w /()]{1,40}:", line.text) or len(line.text) > 140:
            return
        yield line
        begun = True


def _title_above(lines: Sequence[Line], start: int, index: int) -> str | None:
    words = " ".join(line.text for line in lines[start:index])
    return words or None
