"""A part of a web page as lines: headings, paragraphs, list items with their numbers, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.read.docx_numbering import written
from ingest.read.web.html_tree import is_unseen, tag
from ingest.read.written import Written, row_of, spaced

BLOCKS = frozenset(
    {
        *("html", "body", "main", "article", "section", "header", "div", "p", "hr", "pre", "center", "address", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "fieldset", "legend"),
        *(
            "table",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "td",
            "th",
            "caption",
            "figure",
            "figcaption",
            "details",
            "summary",
        ),
    }
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BOLD = frozenset(("b", "strong", "th"))
BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
LIST_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
MOST_COLUMNS = 200


@dataclass(slots=True)
class _Flow:
    """The lines so far, and the words of the one that is open."""

    lines: list[Written] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    bold: bool = True
    level: int = 0
    number: str = ""  # what a list prints before its next line
    bullet: bool = False
    gap: int = 1

    def add(self, text: str | None, bold: bool) -> None:
        if text:
            self.words.append(text)
            self.bold = self.bold and (bold or not text.strip())

    def close(self, gap: int = 1) -> None:
        """End the line that is open; the next has `gap` blank lines above it."""
        text = spaced("".join(self.words))
        if text:
            words = (f"{self.number} {text}" if self.number else text,)
            self.lines.append(Written(words, self.level, self.bold, self.bullet and not self.level, self.gap))
            self.number, self.bullet = "", False
            self.gap = gap
        self.gap = max(self.gap, gap)
        self.words, self.bold = [], True


def lines_of(element: etree._Element) -> list[Written]:
    """The lines of an element, those of what is no part of the paper left out."""
    flow = _Flow(level=HEADINGS.get(tag(element), 0))
    _inside(flow, element, False)
    flow.close()
    return flow.lines


def _read(flow: _Flow, element: etree._Element, bold: bool) -> None:
    """Take an element in; the words behind it are its parent's."""
    name = tag(element)
    if is_unseen(element):
        return
    if name == "br":
        flow.close(0)
    elif name == "table" and not _is_layout(element):
        flow.close()
        flow.lines += _rows(element)
    elif name == "dl" and not _is_layout(element):
        flow.close()
        flow.lines += _pairs(element)
    elif name in BLOCKS:
        flow.close()
        level, flow.level = flow.level, HEADINGS.get(name, flow.level)
        _inside(flow, element, bold)
        flow.close()
        flow.level = level
    else:
        _inside(flow, element, bold or name in BOLD or bool(BOLD_STYLE.search(str(element.get("style") or ""))))


def _inside(flow: _Flow, element: etree._Element, bold: bool) -> None:
    flow.add(element.text, bold)
    marks = _marks(element) if tag(element) in ("ul", "ol") else None
    for each in element:
        if marks and tag(each) == "li":
            flow.close()
            flow.number, flow.bullet = next(marks)
        _read(flow, each, bold)
        flow.add(each.tail, bold)


def _marks(element: etree._Element) -> Iterator[tuple[str, bool]]:
    """What a list prints before each of its items: a number, or a list mark."""
    if tag(element) == "ul":
        while True:
            yield "", True
    form = LIST_FORMS.get(str(element.get("type") or "1"), "decimal")
    number = _number(element.get("start"), 1)
    for item in element:
        if tag(item) == "li":
            number = _number(item.get("value"), number)
            yield f"{written(number, form)}.", False
            number += 1


def _number(words: object, otherwise: int) -> int:
    text = str(words) if words is not None else ""
    return int(text) if re.fullmatch(r"\d{1,5}", text) else otherwise


def _is_layout(table: etree._Element) -> bool:
    """Whether a table or list of terms only puts parts in their places: it says so, or holds tables or headings."""
    if table.get("role") in ("presentation", "none"):
        return True
    inside = table.iterdescendants("table", "dl", *HEADINGS)
    return next(inside, None) is not None


def _pairs(element: etree._Element) -> Iterator[Written]:
    """A list of terms as rows: each term beside what is said of it."""
    term: list[Written] = []
    first = True
    for each in element.iter("dt", "dd"):
        if is_unseen(each):
            continue
        if tag(each) == "dt":
            yield from term
            term = lines_of(each)
            continue
        yield from row_of([term, lines_of(each)] if term else [lines_of(each)], first)
        term, first = [], False
    yield from term


def _rows(table: etree._Element) -> Iterator[Written]:
    caption = next(table.iterchildren("caption"), None)
    if caption is not None and not is_unseen(caption):
        yield from lines_of(caption)
    first = True
    down: dict[int, int] = {}
    for row in table.iter("tr"):
        if is_unseen(row):
            continue
        for line in row_of(_cells(row, down), first):
            yield line
            first = False


def _cells(row: etree._Element, down: dict[int, int]) -> Sequence[Sequence[Written]]:
    """A row's cells; an empty one where a cell above goes on. `down` says in how many more rows each column's does."""
    cells: list[Sequence[Written]] = []
    for cell in (each for each in row if tag(each) in ("td", "th") and not is_unseen(each)):
        _fill(cells, down)
        below = _number(cell.get("rowspan"), 1) - 1
        if below > 0:
            down[len(cells)] = below
        heading = tag(cell) == "th"
        cells.append([replace(line, bold=line.bold or heading) for line in lines_of(cell)])
        if len(cells) >= MOST_COLUMNS:
            break
    _fill(cells, down)
    return cells


def _fill(cells: list[Sequence[Written]], down: dict[int, int]) -> None:
    while down.get(len(cells), 0) > 0 and len(cells) < MOST_COLUMNS:
        down[len(cells)] -= 1
        cells.append(())
