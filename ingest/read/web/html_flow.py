"""A part of a web page as lines: headings, paragraphs, list items with their numbers, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.read.docx_numbering import written
from ingest.read.item_tables import table_lines
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
FIELDS = frozenset(("input", "textarea", "select"))
TICKED, UNTICKED = "☒", "☐"


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
    if name in FIELDS:
        flow.add(_shown(element), bold)
    if is_unseen(element):
        return
    if name == "br":
        flow.close(0)
    elif name == "table" and not _only_places(element):
        flow.close()
        flow.lines += _rows(element)
    elif name == "dl" and not _holds_parts(element):
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


def _shown(control: etree._Element) -> str | None:
    """What a form's field says that nobody can fill in: such a form only shows what is on record."""
    if control.get("disabled") is None and control.get("readonly") is None:
        return None
    if tag(control) == "textarea":
        return " ".join(str(each) for each in control.itertext())
    if tag(control) == "select":
        return next((" ".join(map(str, each.itertext())) for each in control.iter("option") if _is_on(each)), None)
    if control.get("type") in ("checkbox", "radio"):
        return f" {TICKED if _is_on(control) else UNTICKED} "
    return str(control.get("value") or "") if control.get("type", "text") in ("text", "date") else None


def _is_on(control: etree._Element) -> bool:
    return control.get("checked") is not None or control.get("selected") is not None


def _only_places(table: etree._Element) -> bool:
    """Whether a table says of itself that it only puts parts in their places."""
    return table.get("role") in ("presentation", "none")


def _holds_parts(element: etree._Element) -> bool:
    """Whether an element holds tables or headings, as what only puts parts in their places does."""
    return next(element.iterdescendants("table", "dl", *HEADINGS), None) is not None


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
    held: list[Sequence[Sequence[Written]]] = []
    down: dict[int, int] = {}
    for row in _own_rows(table):
        if not _puts_parts(row):
            held.append(_cells(row, down))
            continue
        yield from table_lines(held)
        held.clear()
        for cell in row:
            if tag(cell) in ("td", "th") and not is_unseen(cell):
                yield from lines_of(cell)
    yield from table_lines(held)


def _own_rows(table: etree._Element) -> Iterator[etree._Element]:
    """A table's rows, those of tables within it left out."""
    for each in table:
        if is_unseen(each):
            continue
        if tag(each) == "tr":
            yield each
        elif tag(each) in ("thead", "tbody", "tfoot"):
            yield from (row for row in each if tag(row) == "tr" and not is_unseen(row))


def _puts_parts(row: etree._Element) -> bool:
    """Whether a row only puts parts in their places; a heading alone in the first cell is the label of a form."""
    cells = [each for each in row if tag(each) in ("td", "th")]
    if not any(_holds_parts(cell) for cell in cells):
        return False
    return len(cells) < 2 or not _is_heading(cells[0]) or any(_holds_parts(cell) for cell in cells[1:])


def _is_heading(cell: etree._Element) -> bool:
    # Looked at first: tables in tables would each be read twice, and so many times over.
    if next(cell.iterdescendants("table", "dl"), None) is not None:
        return False
    lines = lines_of(cell)
    return len(lines) == 1 and lines[0].level > 1


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
