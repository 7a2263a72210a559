"""Where a pack's parts begin by its agenda's page ranges and its bookmarks: hints, for what no title alone tells.

A hint adds an opening only where its page has none near its head and starts with something title-like: the words of the
hint themselves, or the head of minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ingest.divide.bodies import titled_body
from ingest.divide.openings import Opening
from ingest.divide.plan_heads import TITLE as PLAN_TITLE
from ingest.divide.plan_heads import plan_below
from ingest.divide.report_headings import FIRST_CHAPTER, REACH, heading_lines
from ingest.read.document import Document, Line
from kg.names import fold
from kg.records import SectionKind

PAGES = re.compile(
    r"\(?\s*(?:pages?|pp?\.)\s*(?P<first>\d{1,4})(?:\s*(?:[-–—]|to)\s*\d{1,4})?\s*\)?\s*$"
    r"|(?<=\s)(?P<bare>\d{1,4})\s*[-–—]\s*\d{1,4}\s*$",
    re.IGNORECASE,
)
ITEM = re.compile(r"(?:item\s+)?(?P<number>\d{1,2}\s?[a-z]?)[.)]?\s+(?=\S)", re.IGNORECASE)
ATTACHED = re.compile(r"(?:appendix|annex|appendices|enclosure|attachment)\b", re.IGNORECASE)
# "Appendix A - Prices": the page may print the name alone.
ATTACHED_NAME = re.compile(r"(?:appendix|annex)\s+[\w.]{1,4}\s*[-–—:.]\s*(?=\S)", re.IGNORECASE)
MINUTES = re.compile(r"\bminutes\b", re.IGNORECASE)
THOSE_PRESENT = re.compile(
    r"(?:(?:Committee )?Members |Councillors )?(?:Present|In attendance)\b\s*(?:$|[:–-])", re.IGNORECASE
)
AGENDA = re.compile(r"\W*agenda\W*|.{0,60}\bagenda(?: reports)?(?: pack)?\W*", re.IGNORECASE)
# The list of items stands on the first pages.
LIST_LINES = 250
LONGEST_ITEM = 8
# As alike as titles are that agendas shorten and pages print in capitals.
ALIKE = 82
HEAD = 9
LONGEST_TITLE = 5


@dataclass(frozen=True, slots=True)
class Hint:
    """A title and the index of the first line of the page on which it should stand; `below` an item of its own."""

    start: int
    title: str
    below: bool = False


def hinted(document: Document, openings: Sequence[Opening]) -> list[Opening]:
    """Further openings that agenda and bookmarks point to and the pages bear out, in order."""
    added: list[Opening] = []
    for hint in _hints(document):
        if not _is_opened(document.lines, (*openings, *added), hint.start):
            added.extend(_opening(document.lines, hint))
    return sorted(added, key=lambda each: each.start)


def _hints(document: Document) -> Iterator[Hint]:
    firsts: dict[int, int] = {}
    printed: dict[str, int] = {}
    for at, line in enumerate(document.lines):
        if line.text and not line.furniture:
            if line.page is not None:
                firsts.setdefault(line.page, at)
            if line.printed_page is not None:
                printed.setdefault(line.printed_page, at)
    for mark in document.outline:
        if mark.page in firsts and _tells(mark.title):
            yield Hint(firsts[mark.page], _bare(mark.title), mark.depth > 0 or bool(ATTACHED.match(mark.title)))
    for title, page in _listed(document.lines[:LIST_LINES]):
        if page in printed and printed[page] > LONGEST_ITEM:
            yield Hint(printed[page], title)


def _tells(title: str) -> bool:
    return bool((ITEM.match(title) or ATTACHED.match(title) or len(title) > 12) and not AGENDA.fullmatch(title))


def _bare(title: str) -> str:
    found = ITEM.match(title)
    return title[found.end() :].strip() if found else title.strip()


def _listed(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """The agenda's items that give their pages: title and first page."""
    words: list[str] = []
    for line in lines:
        if line.furniture or not line.text:
            continue
        if ITEM.match(line.text):
            words = []
        words.append(line.text)
        found = PAGES.search(line.text)
        if found:
            title = _bare(" ".join(words[-LONGEST_ITEM:]))
            yield PAGES.sub("", title).strip(" ,("), found["first"] or found["bare"]
            words = []


def _is_opened(lines: Sequence[Line], openings: Sequence[Opening], start: int) -> bool:
    """Whether the words of a part begin near this page's head already."""
    return any(start <= _first_words(lines, opening.start) <= start + HEAD for opening in openings)


def _first_words(lines: Sequence[Line], start: int) -> int:
    """The first line of a part that is no furniture: stamps and blank pages above it belong to it."""
    while start < len(lines) - 1 and (lines[start].furniture or not lines[start].text):
        start += 1
    return start


def _opening(lines: Sequence[Line], hint: Hint) -> Iterator[Opening]:
    """The part that opens at the hint's page; none where its head bears nothing out."""
    first = hint.start
    while first > 0 and lines[first - 1].furniture and lines[first - 1].page == lines[hint.start].page:
        first -= 1
    if MINUTES.search(hint.title) and (title := _minutes_title(lines, hint.start)):
        yield Opening(first, "minutes", title)
    elif title := _printed(lines, hint):
        kind = _kind(lines, hint)
        yield Opening(first, kind, title, appended=kind == "appendix")


def _minutes_title(lines: Sequence[Line], start: int) -> str | None:
    head = list(heading_lines(lines, start, HEAD + 6))
    if not any(THOSE_PRESENT.match(lines[at].text) for at in head):
        return None
    named = next((at for at in head if titled_body(lines, at) or MINUTES.match(lines[at].text)), None)
    return lines[named].text if named is not None else None


def _printed(lines: Sequence[Line], hint: Hint) -> str | None:
    """The title as the page prints it: the run of lines near its head most like the hint's words."""
    head = list(heading_lines(lines, hint.start, HEAD))
    wanted = {fold(hint.title), fold(ATTACHED_NAME.sub("", hint.title))}
    best: tuple[float, str] = (0.0, "")
    for at in range(len(head)):
        for count in range(1, LONGEST_TITLE + 1):
            words = " ".join(lines[index].text for index in head[at : at + count])
            best = max(best, *((fuzz.ratio(each, fold(words)), words) for each in wanted))
    return best[1] if best[0] >= ALIKE else None


def _kind(lines: Sequence[Line], hint: Hint) -> SectionKind:
    if hint.below or ATTACHED.match(hint.title):
        return "appendix"
    if PLAN_TITLE.fullmatch(hint.title) and plan_below(lines, hint.start - 1):
        return "forward-plan"
    below = (line.text for line in lines[hint.start : hint.start + REACH])
    return "report" if any(FIRST_CHAPTER.fullmatch(text) for text in below) else "other"
