"""Lines as a reader of Word files or web pages writes them out, made into a Document whose words know their places."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.read.document import Document, Line, Mapped, joined
from ingest.read.text import BULLET, CONTROLS, INVISIBLE
from kg.errors import Unreadable

MARK = "•"
DROPPED = dict.fromkeys(map(ord, INVISIBLE))
LAST_LEVEL = 6
# A row is a form's where a few short labels stand beside a cell of several paragraphs with this many characters.
FORM_CELLS, LABEL, LONG_CELL = 3, 80, 200
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Written:
    """A line to be: its cells' words, how it stands out, whether a list mark goes before it, blank lines above it."""

    cells: tuple[str, ...]
    level: int = 0
    bold: bool = False
    bullet: bool = False
    gap: int = 1
    furniture: Literal["page", "stamp", "head"] | None = None

    @property
    def text(self) -> str:
        return " ".join(cell for cell in self.cells if cell)


def spaced(words: str) -> str:
    """Words with single spaces, without control and invisible characters."""
    return " ".join(words.translate(CONTROLS).translate(DROPPED).split())


def document_of(written: Iterable[Written]) -> Document:
    """The lines one below the other, cells parted by tabs; raises Unreadable where there are no words."""
    text: list[str] = []
    lines: list[Line] = []
    at = 0
    for each in written:
        if not each.text:
            continue
        each = _with_mark(each)
        before = "\n" * (each.gap + 1) if lines else ""
        mark = f"{MARK} " if each.bullet else ""
        at += len(before) + len(mark)
        words = "\t".join(each.cells)
        lines.append(_line(each, at))
        text += (before, mark, words)
        at += len(words)
    if not lines:
        raise Unreadable("it holds no words; get the paper again from its source")
    return Document("".join(text), tuple(lines), wrapped=False)


def _with_mark(written: Written) -> Written:
    """A list mark that was typed before the words taken for one."""
    found = BULLET.match(written.cells[0])
    if not found or written.furniture or re.match(r"\s*o\s", written.cells[0]):
        return written
    return replace(written, cells=(written.cells[0][found.end() :].strip(), *written.cells[1:]), bullet=True)


def _line(written: Written, at: int) -> Line:
    cells = tuple(_cells(written.cells, at))
    content = cells[0] if len(cells) == 1 else joined(cells)
    level = min(written.level, LAST_LEVEL)
    return Line(content, cells, level, written.bold, written.bullet, written.gap, 0, written.furniture)


def _cells(cells: Iterable[str], at: int) -> Iterator[Mapped]:
    for cell in cells:
        yield Mapped(cell, array("i", range(at, at + len(cell))))
        at += len(cell) + 1


def aligned(row: Sequence[tuple[Sequence[Written], int]], widest: int) -> list[Sequence[Written]]:
    """A row's cells, each with the columns it goes over, as cells that stand below those of the table's other rows.

    An empty cell fills each further column that another cell follows. Rows of one cell, rows as long as the table's
    longest (`widest`) and tables of two columns, which are forms, need none.
    """
    if len(row) < 2 or widest < FORM_CELLS or len(row) == widest:
        return [cell for cell, _ in row]
    cells: list[Sequence[Written]] = []
    for cell, columns in row:
        cells += [cell, *[()] * (min(columns, MOST_COLUMNS) - 1)]
    for _ in range(row[-1][1] - 1):
        cells.pop()
    return cells[:MOST_COLUMNS]


def row_of(cells: Sequence[Sequence[Written]], first: bool) -> Iterator[Written]:
    """A table's row as lines: one with its cells, but the paragraphs of a box or of a form's long cell by themselves.

    `first` tells whether it opens the table, and so stands apart from what is above.
    """
    filled = [cell for cell in cells if any(each.text for each in cell)]
    if not filled:
        return
    *labels, last = filled
    if len(filled) == 1 and (len(cells) == 1 or (len(last) > 1 and len(_words(last)) > LONG_CELL)):
        yield from last
    elif _is_form(labels, last):
        yield Written((*(_words(label) for label in labels), last[0].text), gap=int(first))
        yield from last[1:]
    else:
        bold = all(each.bold for cell in filled for each in cell)
        yield Written(tuple(_words(cell) for cell in cells), bold=bold, gap=int(first))


def _is_form(labels: Sequence[Sequence[Written]], last: Sequence[Written]) -> bool:
    short = all(len(_words(label)) <= LABEL for label in labels)
    return len(labels) < FORM_CELLS and short and len(last) > 1 and len(_words(last)) > LONG_CELL


def _words(cell: Iterable[Written]) -> str:
    return " ".join(f"{MARK} {each.text}" if each.bullet else each.text for each in cell if each.text)
