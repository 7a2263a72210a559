"""Page furniture: page numbers, agenda-item stamps and running heads, told apart from what the page says, and used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from ingest.read.document import Line

# "Page 31 of 144", "Page 5 / Appendix A", "Page 31 Agenda Item 7" (the stamp of a pack's binder), "- 12 -"
PAGE = re.compile(
    r"(?:Page|PAGE)\s+(?P<page>\d{1,4})(?:\s*(?:of|/)\s*(?:(?P<last>\d{1,4})|Appendix \w+)|\s+Agenda Item \d{1,2}\w?)?"
    r"|[-–]\s*(?P<dashed>\d{1,4})\s*[-–]"
)
BLANK_PAGE = re.compile(
    r"(?:This page (?:is|has been) (?:intentionally )?left blank|This page is intentionally blank)\.?", re.IGNORECASE
)
# "Agenda Item No: 4", "Agenda Item: 2", "Agenda Item 7: Appendix 1"
STAMP = re.compile(
    r"Agenda\s+Item\s*(?:No\.?|Number)?\s*[:.]?\s*(?P<item>\d{1,2}\s?[a-zA-Z]?)\b\s*"
    r"(?:[:–-]\s*(?P<appendix>(?:Appendix|Annex)\s+\w+))?",
    re.IGNORECASE,
)
# "ITEM 7", "Item No. 7": a stamp only at the head of a page, for minutes may head their items so.
HEAD_STAMP = re.compile(r"Item\s*(?:No\.?|Number)?\s*[:.]?\s*(?P<item>\d{1,2}\s?[a-zA-Z]?)\b\s*", re.IGNORECASE)
# A date or a reference: "18/03/21", "2021/017".
NUMBERS = re.compile(r"\d+(?:[/.]\d+)+")


def mark_furniture(lines: list[Line]) -> Iterator[Line]:
    """The same lines, furniture marked, each with the printed page that it stands on where the paper says so.

    A page number is taken for the foot of its page: it counts for the lines since the one before it. Where packs are
    stamped on top of their reports' own numbers, the largest total wins ("Page 59 of 144" over "Page 22 of 24").
    """
    marked = stamped([replace(line, furniture=_kind(line)) for line in lines])
    heads = _running_heads(marked)
    marked = [replace(line, furniture="head") if i in heads else line for i, line in enumerate(marked)]
    printed = _printed_pages(marked)
    for line, page in zip(marked, printed, strict=True):
        yield replace(line, printed_page=page) if page else line


def stamped(lines: list[Line]) -> list[Line]:
    """The same lines, those marked as stamps that say "Item 7" alone at the head of a page.

    A paper that says so further down, too, heads its items with it.
    """
    alone = [index for index, line in enumerate(lines) if not line.is_row and HEAD_STAMP.fullmatch(line.text)]
    if not alone or not all(_heads_page(lines, index) for index in alone):
        return lines
    held = set(alone)
    return [replace(line, furniture="stamp") if index in held else line for index, line in enumerate(lines)]


def _heads_page(lines: list[Line], at: int) -> bool:
    """Whether nothing but furniture stands above a line on its page, and other words stand below it."""
    page = lines[at].page
    if at + 1 == len(lines) or lines[at + 1].page != page:
        return False
    above = at - 1
    while above >= 0 and lines[above].page == page:
        if page is None and lines[above].furniture == "page":
            return True
        if not lines[above].furniture:
            return False
        above -= 1
    return True


def _kind(line: Line) -> Literal["page", "stamp"] | None:
    if PAGE.fullmatch(line.text) or BLANK_PAGE.fullmatch(line.text):
        return "page"
    return "stamp" if STAMP.fullmatch(line.text) else None


def _running_heads(lines: list[Line]) -> set[int]:
    """Short lines beside page numbers that stand there three times or more, and hardly anywhere else: the cells of a
    table ("Not applicable", a date) may stand there by chance."""
    near = [
        i
        for at, line in enumerate(lines)
        if line.furniture == "page"
        for i in (at - 1, at + 1)
        if 0 <= i < len(lines) and lines[i].furniture is None and len(lines[i].text) < 90 and not lines[i].is_row
    ]
    near = [i for i in near if not NUMBERS.fullmatch(lines[i].text)]
    seen = Counter(_folded(lines[i]) for i in near)
    often = {text for text, count in seen.items() if count >= 3}
    everywhere = Counter(text for line in lines if (text := _folded(line)) in often)
    return {
        i for i in near if (text := _folded(lines[i])) in often and (text == "#" or 2 * seen[text] >= everywhere[text])
    }


def _folded(line: Line) -> str:
    """A line's words, its figures made alike."""
    return re.sub(r"\d+", "#", line.text)


def _printed_pages(lines: list[Line]) -> list[str | None]:
    """For each line the page number printed below it, only where numbers follow closely enough to be sure.

    A converter that kept few of the numbers leaves gaps of many pages; lines in such a gap get none.
    """
    stamps = [(i, PAGE.fullmatch(line.text)) for i, line in enumerate(lines) if line.furniture == "page"]
    numbered = [(i, int(m["page"] or m["dashed"]), int(m["last"] or 0)) for i, m in stamps if m]
    largest = max((last for _, _, last in numbered), default=0)
    pages: list[str | None] = [None] * len(lines)
    before: tuple[int, int] | None = None
    for at, page, last in numbered:
        if last != largest:
            continue
        if page == 1 or (before and before[1] == page - 1):
            start = before[0] + 1 if before else 0
            pages[start : at + 1] = [str(page)] * (at + 1 - start)
        before = (at, page)
    return pages
