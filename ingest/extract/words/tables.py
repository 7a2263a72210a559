"""Torn tables mended: rows put under their heads, rows that a page broke joined, cells shifted or doubled put back.

Two shapes are met. Rows with cells (tabs, bars), whose heads name the columns and come again after a page break; and
tables flattened to bare lines, where a blank line is all that is left of a cell's edge: those become `Chunk`s.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.extract.words.wordings import Wording
from ingest.read.document import Line, Mapped, joined
from ingest.read.flow import flowed

# Stands in a flattened table for its heads.
HEADS = "\x00"
EMPTY = Mapped("", array("i"))
HEAD_REST = Wording(
    r"(?:no\.?|number|be taken by|taken by|by|date|decision|if key decision|key decision|reports|despatch date"
    r"|ref(?:erence)?\.?|name|title|owner|officers?|due)",
    reads=("No.", "be taken by", "despatch date"),
    leaves=("No petitions were received", "12/07/22", "Complete"),
    at="whole",
)


# Behind the name of the earlier of two columns of one kind.
BEFORE = " before"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that an extractor looks for: the name it calls it by, and how its head is worded."""

    name: str
    head: Wording


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells by column name, and the lines it was put together from.

    torn  whether its cells did not fit under the heads
    """

    cells: Mapping[str, Mapped]
    lines: tuple[Line, ...]
    torn: bool = False

    def text(self, name: str) -> str:
        """A cell's words, "" where the table has no such column."""
        return self.words(name).text

    def words(self, name: str) -> Mapped:
        """A cell's words with their places."""
        return self.cells.get(name, EMPTY)


Heads = tuple[str | None, ...]


def read_heads(line: Line, columns: Sequence[Column]) -> Heads | None:
    """The column names of a head row, None for a head that no column fits; None where the line is no head row."""
    if not line.is_row:
        return None
    heads = tuple(column_named(cell.text, columns) for cell in line.cells)
    known = [head for head in heads if head]
    filled = [cell for cell in line.cells if cell]
    return heads if len(known) >= 2 and len(known) >= 0.6 * len(filled) else None


def column_named(words: str, columns: Sequence[Column]) -> str | None:
    """The name of the column that some words head, None where they head none."""
    return next((column.name for column in columns if column.head.fullmatch(words.strip(" :*"))), None)


def is_rest_of_heads(line: Line) -> bool:
    """Whether a row only goes on the heads above it ("No.", "be taken by")."""
    filled = [cell.text for cell in line.cells if cell]
    return bool(filled) and all(HEAD_REST.fullmatch(text) for text in filled)


def table_rows(lines: Sequence[Line], columns: Sequence[Column]) -> Iterator[Row | Line]:
    """The rows of all tables with known heads, and between them the lines that are no row of one, in order."""
    heads: Heads | None = None
    headed = False
    for line in lines:
        found = read_heads(line, columns)
        if not found and headed and line.is_row and heads and _heads_another(line, heads, columns):
            heads = None
        headed = not line.is_row and (bool(line.level) or (headed and not line.furniture))
        if found:
            heads = same_table(heads, found)
        elif heads and line.is_row and is_rest_of_heads(line):
            continue
        elif heads and line.is_row and sum(bool(cell) for cell in line.cells) > 0:
            yield _row(line, heads)
        else:
            yield line


def _heads_another(line: Line, heads: Heads, columns: Sequence[Column]) -> bool:
    """Whether the first row below a heading opens a table of its own: it is bold, wider, or has words that only heads
    have."""
    known = sum(column_named(cell.text, columns) is not None for cell in line.cells)
    return line.bold or known > 1 or sum(bool(cell) for cell in line.cells) > len(heads)


def same_table(before: Heads | None, found: Heads) -> Heads:
    """Heads repeated after a page break, a lost one filled in from the first time."""
    if before is None or len(before) != len(found):
        return found
    return tuple(new or (old if old not in found else None) for old, new in zip(before, found, strict=True))


def _row(line: Line, heads: Heads) -> Row:
    cells, fits = fitted(line.cells, len(heads))
    named: dict[str, Mapped] = {}
    for head, cell in zip(heads, cells, strict=False):
        if head and cell:
            if head in named:  # two columns of one kind: "Progress" and "Notes"
                named[f"{head}{BEFORE}"] = named[head]
            named[head] = cell
    return Row(named, (line,), not fits)


def fitted(cells: Sequence[Mapped], width: int) -> tuple[tuple[Mapped, ...], bool]:
    """Cells brought to a table's width, and whether that was certain.

    Too few: the last are empty. Too many: a cell that repeats its neighbour goes, then empty ones from the right.
    """
    held = list(cells)
    for index in range(len(held) - 1, 0, -1):
        if len(held) > width and held[index].text and held[index].text == held[index - 1].text:
            del held[index]
    for index in range(len(held) - 1, -1, -1):
        if len(held) > width and not held[index]:
            del held[index]
    fits = len(held) <= width
    held.extend([EMPTY] * (width - len(held)))
    return tuple(held), fits


def merged(row: Row, more: Row) -> Row:
    """A row and the rest of it that a page break put into a row of its own: cell after cell."""
    names = [*row.cells, *(name for name in more.cells if name not in row.cells)]
    cells = {name: joined([row.words(name), more.words(name)]) for name in names}
    return Row(cells, row.lines + more.lines, row.torn or more.torn)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines of a flattened table without a blank line: a cell, or a row's short cells; `paper` is the paper's text."""

    lines: tuple[Line, ...]
    paper: str

    @property
    def words(self) -> Mapped:
        """Its words as one run, hyphens of line breaks undone."""
        return flowed([line.content for line in self.lines], self.paper)

    @property
    def text(self) -> str:
        return self.words.text

    def ends_at(self, places: frozenset[int]) -> bool:
        """Whether its last character stands at one of some places of the paper."""
        return self.lines[-1].content.places[-1] in places


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines of a table without page furniture; where it stood in the middle of a cell, its blank line goes too."""
    kept: list[Line] = []
    torn: int | None = None
    for line in lines:
        if line.furniture:
            torn = line.gap if torn is None else max(torn, line.gap)
            continue
        kept.append(replace(line, gap=0) if torn == 0 and line.gap == 1 else line)
        torn = None
    return kept


def chunks(lines: Sequence[Line], paper: str) -> Iterator[Chunk]:
    """Lines parted at blank lines, and behind a table's heads."""
    held: list[Line] = []
    for line in lines:
        if held and (line.gap or held[-1].text == HEADS):
            yield Chunk(tuple(held), paper)
            held = []
        held.append(line)
    if held:
        yield Chunk(tuple(held), paper)


@dataclass(frozen=True, slots=True)
class HeadWords:
    """The words that a kind of table's heads are made of, and those of which each group must be there to be heads.

    Flattened, heads are words on lines of their own, broken anywhere ("Agenda", "despatch date").
    """

    words: frozenset[str]
    musts: tuple[frozenset[str], ...]

    def fits(self, line: Line) -> bool:
        """Whether a line can be a piece of the heads."""
        return all(word in self.words for word in re.findall(r"[^\s.:/*()]+", line.text.lower()))

    def are(self, run: Sequence[Line]) -> bool:
        """Whether lines together are heads."""
        held = {word for line in run for word in re.findall(r"[a-z]+", line.text.lower())}
        return all(must & held for must in self.musts)


def marked_heads(lines: Sequence[Line], heads: HeadWords) -> list[Line]:
    """The lines of a flattened table, every run of lines that is its heads turned into one mark (`HEADS`)."""
    out: list[Line] = []
    run: list[Line] = []
    for line in lines:
        if heads.fits(line):
            run.append(line)
            continue
        out.extend(_marked(run, heads))
        run = []
        out.append(line)
    return out + list(_marked(run, heads))


def _marked(run: Sequence[Line], heads: HeadWords) -> Sequence[Line]:
    if not run or not heads.are(run):
        return run
    return (Line(Mapped(HEADS, run[0].content.places[:1]), (), gap=1),)


def goes_on(before: str, after: str) -> bool:
    """Whether words plainly go on a sentence that a table broke off."""
    if not before or not after:
        return False
    return after[0].islower() and not re.search(r"[.!?]$", before)
