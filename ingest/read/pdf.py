"""PDF papers: bytes to a Document, by the places of words and rules on their pages.

Each page becomes lines in reading order: what stands at the edges of page after page is set apart (pdf_edges), tables
and columns are read as rows of cells (pdf_tables, pdf_layout), and the lines' words become the paper's text.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.read.document import Document, Line, Mapped, joined
from ingest.read.furniture import BLANK_PAGE, PAGE, STAMP, stamped
from ingest.read.pdf_edges import Edge, Sheet, printed_pages, sheets
from ingest.read.pdf_faults import Faults
from ingest.read.pdf_layout import lay_out, turned
from ingest.read.pdf_page import Page
from ingest.read.pdf_pieces import USUAL_LEADING, Draft, gap_between, leading_of, plain
from ingest.read.pdf_scans import Sight
from ingest.read.pdf_text import MOST_SIGHT, pages_of
from ingest.read.pdf_torn import mended
from ingest.read.text import BULLET, DASHED
from kg.errors import Unreadable

Furniture = Literal["page", "stamp", "head"]
# The most pages that are read of one paper, unless more are allowed.
MOST_PAGES = 5000
# How much larger than the paper's usual words a heading's are, and how many levels of that are told apart.
HEADING, LEVELS = 1.15, 3
# A size that takes more of the paper's words than this sets its text; longer lines are no headings, nor what ends so.
RARE, LONGEST_HEADING = 0.15, 120
ENDS_SENTENCE = (".", ";", ":", ",")
# A page whose words end above this share of its height ends what stood on it.
ENDS_EARLY = 0.6
# A page's last line that ends before this share of the longest line's end ends its paragraph.
ENDS_SHORT = 0.75
# Letters so large that lie aslant are a stamp across the page ("DRAFT"), none of its words.
WATERMARK = 28.0
# What stands on the one page of a form that only Adobe's own program fills with its words.
XFA = re.compile(r"\s*Please wait\.\.\.\s+If this message is not eventually replaced")
RULED = re.compile(r"[\s|:\-_=*.]+")


@dataclass(frozen=True, slots=True)
class Placed:
    """A draft with what was found out about it: blank lines before it, spaces, which furniture it is."""

    draft: Draft
    gap: int
    indent: int
    furniture: Furniture | None


@dataclass(slots=True)
class Paper:
    """What is gathered page by page: lines, page numbers, how large words are set, blank lines before the next page,
    and what could not be read."""

    pages: list[tuple[Placed, ...]] = field(default_factory=list)
    numbers: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    gap: int = 0
    faults: Faults = field(default_factory=Faults)

    def add(self, sheet: Sheet) -> None:
        """Read one page."""
        stamped = [word for word in sheet.words if not word.upright and word.size >= WATERMARK]
        words = [word for word in sheet.words if word not in stamped] if stamped else sheet.words
        drafts = [draft for draft in lay_out(words, sheet.tables) if not RULED.fullmatch(draft.text)]
        for draft in drafts:
            self.sizes[round(draft.size * 2) / 2] += sum(map(len, draft.cells))
        body = _placed(drafts, self.gap)
        head, foot = ([Placed(e.draft, 0, 0, _kind(e)) for e in edges] for edges in (sheet.head, sheet.foot))
        across = (Placed(draft, 0, 0, "head") for draft in turned(stamped))
        self.pages.append((*head, *body, *foot, *across))
        self.numbers.append(tuple(edge.numbers for edge in (*sheet.head, *sheet.foot) if edge.numbers))
        if drafts:
            self.gap = _gap_after(drafts, sheet.page.height)


def read_pdf(data: bytes, most_pages: int = MOST_PAGES, sight: Sight | None = None) -> Document:
    """A PDF as a Document: its pages' words in reading order, pages parted by form feeds.

    Pages that are pictures are read by Tesseract where it is installed; `faults` names what could not be read. `sight`
    is what looks at them, and how long it may. Raises Unreadable for what is no PDF, damaged, locked, without pages,
    with more pages than `most_pages`, or without words on any page; NeedsTesseract where Tesseract might find some.
    """
    sight = sight or Sight(MOST_SIGHT)
    found = pages_of(data, most_pages, sight)
    paper = Paper()
    for sheet in sheets(_noted(found.pages, paper.faults)):
        paper.add(sheet)
    faults = tuple(paper.faults.told(sight))
    if not any(paper.pages):
        raise paper.faults.refusal(faults)
    text, lines = _written(paper)
    if found.total == 1 and XFA.match(text):
        raise Unreadable("it is a form that only Adobe Reader opens (XFA); print it from there to a new PDF")
    return Document(
        text, mended(stamped(list(lines))), True, found.total, in_columns=True, outline=found.outline, faults=faults
    )


def _noted(pages: Iterable[Page], faults: Faults) -> Iterator[Page]:
    """The same pages, what is wrong with each of them noted."""
    for page in pages:
        faults.note(page)
        yield page


def _gap_after(drafts: Sequence[Draft], height: float) -> int:
    """The blank lines between a page's last line and the next page's first: none where the last runs to the edge."""
    if max(draft.last for draft in drafts) < ENDS_EARLY * height:
        return 2
    last = drafts[-1]
    return int(last.x1 < ENDS_SHORT * max(draft.x1 for draft in drafts))


def _kind(edge: Edge) -> Furniture:
    text = edge.draft.text
    if edge.numbers or PAGE.fullmatch(text) or BLANK_PAGE.fullmatch(text):
        return "page"
    return "stamp" if STAMP.fullmatch(text) else "head"


def _placed(drafts: Sequence[Draft], first_gap: int) -> Iterator[Placed]:
    """Lines with the blank lines and spaces before them."""
    leading = leading_of((draft.x1, draft.last, draft.size) for draft in drafts if len(draft.cells) == 1)
    margin = min((draft.x0 for draft in drafts), default=0.0)
    above: Draft | None = None
    for draft in drafts:
        # What stands higher than the line before it opens another column, too.
        gap = first_gap
        if above:
            apart = draft.opens or draft.y < above.y
            gap = max(int(apart), gap_between(above, draft, leading))
        kind: Furniture | None = None
        if len(draft.cells) == 1 and len(draft.cells[0]) < 60:
            text = draft.text
            kind = "page" if BLANK_PAGE.fullmatch(text) else "stamp" if STAMP.fullmatch(text) else None
        yield Placed(draft, gap, max(0, round((draft.x0 - margin) / (0.5 * draft.size or 1))), kind)
        above = draft


def _written(paper: Paper) -> tuple[str, tuple[Line, ...]]:
    """The paper's text, and its lines with their places in it."""
    printed = printed_pages(paper.numbers)
    usual = max(paper.sizes.items(), key=lambda pair: (pair[1], -pair[0]), default=(USUAL_LEADING * 10, 0))[0]
    most = RARE * sum(paper.sizes.values())
    larger = sorted((size for size, n in paper.sizes.items() if size > HEADING * usual and n < most), reverse=True)
    out: list[str] = []
    lines: list[Line] = []
    at = 0
    for number, placed in enumerate(paper.pages, 1):
        if number > 1:
            out.append("\f")
            at += 1
        levels = _levels(placed, larger)
        for index, (each, level) in enumerate(zip(placed, levels, strict=True)):
            before = ("\n\n" if each.gap else "\n") if index else ""
            words = "\t".join(each.draft.cells)
            at += len(before)
            lines.append(_line(each, at, level, number, printed[number - 1]))
            out += (before, words)
            at += len(words)
    return "".join(out), tuple(lines)


def _levels(placed: Sequence[Placed], larger: Sequence[float]) -> Iterator[int]:
    """The heading level of each line: 0 for usual sizes, rows, and titles that go over several lines."""
    sizes = [round(each.draft.size * 2) / 2 for each in placed]
    for index, each in enumerate(placed):
        size = sizes[index]
        if size not in larger:
            yield 0
            continue
        goes_on = index + 1 < len(placed) and sizes[index + 1] == size and not placed[index + 1].gap
        went_on = index > 0 and sizes[index - 1] == size and not each.gap
        text = each.draft.text
        plain = goes_on or went_on or len(each.draft.cells) > 1 or bool(each.furniture)
        plain = plain or len(text) > LONGEST_HEADING or text.endswith(ENDS_SENTENCE)
        yield 0 if plain else min(larger.index(size) + 1, LEVELS)


def _line(placed: Placed, start: int, level: int, page: int, printed: str | None) -> Line:
    draft = placed.draft
    first = draft.cells[0]
    bullet = None if placed.furniture or DASHED.fullmatch(first) else BULLET.match(first)
    opened = bullet.end() if bullet else 0
    cells = tuple(_cells(draft.cells, start, opened))
    content = cells[0] if len(cells) == 1 else joined(cells)
    return Line(
        content, cells, level, draft.bold, bool(bullet), placed.gap, placed.indent, placed.furniture, page, printed
    )


def _cells(cells: Iterable[str], start: int, opened: int) -> Iterator[Mapped]:
    """Cells with their places, a list mark at the first one's start left out."""
    for cell in cells:
        words = plain(cell[opened:])
        yield Mapped(words, array("i", range(start + opened, start + len(cell))))
        start += len(cell) + 1
        opened = 0
