"""Tables and boxes by their ruled lines: which words stand in which cell, and what lines that makes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.read.pdf_item_tables import holds_items, item_drafts
from ingest.read.pdf_page import Word
from ingest.read.pdf_pieces import Draft, draft, gap_between, lines_joined, opened, pieces
from ingest.read.pdf_rows import rows_of
from ingest.read.pdf_rules import APART, Rule, Rules

# Rules closer than this are one edge, in points; a band lower than this holds no words.
EDGE, LOWEST_BAND = 4.0, 4.0
# A form's long cell takes at least this share of its table's width, and its row has no more filled cells than this.
FORM_WIDTH, FORM_CELLS = 0.5, 3
LABEL_LINES = 3
# A cell of more lines than this is long, however close they stand.
LONG_LINES = 12
# How wide a letter is by its size, and the share of lines that end early in a list of short ones.
LETTER, SHORT_LINES = 0.55, 0.3


@dataclass(slots=True)
class Cell:
    """A cell between its edges, the words that stand in it, and the tables drawn inside it."""

    x0: float
    x1: float
    y0: float
    y1: float
    words: list[Word] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """A table or box: its edges, and its bands of cells from the top."""

    x0: float
    y0: float
    x1: float
    y1: float
    bands: tuple[tuple[Cell, ...], ...]

    @property
    def tops(self) -> list[float]:
        return [band[0].y0 for band in self.bands]

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell in which a point stands; that of a cell which goes on over several bands."""
        index = bisect_right(self.tops, y) - 1
        for band in self.bands[max(index, 0) :: -1]:
            for cell in band:
                if cell.x0 - 1 <= x <= cell.x1 + 1 and cell.y0 <= y <= cell.y1:
                    return cell
        return None


def tables_of(rules: Rules) -> list[Table]:
    """The tables and boxes that a page's rules draw, from the top; those inside a cell are that cell's."""
    found = [table for flat, upright in _groups(rules) if (table := _table(flat, upright))]
    found.sort(key=lambda table: (table.x0 - table.x1) * (table.y1 - table.y0))
    outer: list[Table] = []
    for table in found:
        cell = _holder(table, outer)
        (cell.tables if cell else outer).append(table)
    return outer


def _holder(table: Table, outer: Sequence[Table]) -> Cell | None:
    """The innermost cell that a table is drawn in."""
    x, y = (table.x0 + table.x1) / 2, (table.y0 + table.y1) / 2
    for other in outer:
        inside = other.x0 - 2 <= table.x0 and table.x1 <= other.x1 + 2 and other.y0 - 2 <= table.y0 <= other.y1
        cell = other.cell_at(x, y) if inside else None
        if cell:
            return _holder(table, cell.tables) or cell
    return None


def in_order(tables: Iterable[Table]) -> list[Table]:
    """Tables from the top; those that stand side by side from the left."""
    out: list[Table] = []
    for table in sorted(tables, key=lambda each: each.y0):
        at = len(out)
        while at and table.x1 <= out[at - 1].x0 and table.y0 < (out[at - 1].y0 + out[at - 1].y1) / 2:
            at -= 1
        out.insert(at, table)
    return out


def _groups(rules: Rules) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Rules that touch one another, upright ones with the flat ones that they meet."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for upright in rules.upright:
        mine: tuple[list[Rule], list[Rule]] = (
            [flat for flat in rules.flat if flat.covers(upright.at) and upright.covers(flat.at)],
            [upright],
        )
        rest = []
        for group in groups:
            if any(flat in group[0] for flat in mine[0]):
                mine = ([*group[0], *(flat for flat in mine[0] if flat not in group[0])], [*group[1], *mine[1]])
            else:
                rest.append(group)
        groups = [*rest, mine]
    yield from groups


def _table(flat: list[Rule], upright: list[Rule]) -> Table | None:
    """The table of some rules; None where they enclose nothing. Edges that the page cuts off are put in."""
    places = _distinct(rule.at for rule in upright)
    if len(places) < 2 or not flat:
        return None
    ends = [rule for rule in flat if sum(rule.covers(place) for place in places) >= 2]
    top, bottom = min(rule.start for rule in upright), max(rule.end for rule in upright)
    heights = _distinct([top, bottom, *(rule.at for rule in ends)])
    bands = []
    for y0, y1 in pairwise(heights):
        middle = (y0 + y1) / 2
        edges = _distinct(rule.at for rule in upright if rule.start - 1 <= middle <= rule.end + 1)
        cells = tuple(Cell(x0, x1, y0, y1) for x0, x1 in pairwise(edges))
        if cells and y1 - y0 > LOWEST_BAND:
            bands.append(cells)
    _let_down(bands, ends)
    return Table(places[0], heights[0], places[-1], heights[-1], tuple(bands)) if bands else None


def _distinct(places: Iterable[float]) -> list[float]:
    out: list[float] = []
    for place in sorted(places):
        if not out or place - out[-1] > EDGE:
            out.append(place)
    return out


def _let_down(bands: Sequence[tuple[Cell, ...]], flat: Sequence[Rule]) -> None:
    """Cells without a rule below them go on into the band below, whose own cell there is left without room."""
    for index, band in enumerate(bands):
        for cell in band:
            middle = (cell.x0 + cell.x1) / 2
            for below in bands[index + 1 :]:
                same = next((c for c in below if abs(c.x0 - cell.x0) < EDGE and abs(c.x1 - cell.x1) < EDGE), None)
                if not same or abs(same.y0 - cell.y1) > EDGE:
                    break
                if any(abs(f.at - cell.y1) < EDGE and f.start - APART < middle < f.end + APART for f in flat):
                    break
                cell.y1, same.y1 = same.y1, same.y0


LayOut = Callable[[Cell], list[Draft]]


def table_drafts(table: Table, lay_out: LayOut, leading: float) -> Iterator[Draft]:
    """The lines of a table: one a row; the paragraphs of a box, of a form's long cell, and of an item of minutes, as
    lines of their own."""
    held = [[_lines(cell) for cell in band] for band in table.bands]
    if holds_items(held, lambda at: _has_room(held[at][1][0], held[at][1][1], table.bands[at][1])):
        for band, lines in zip(table.bands, held, strict=True):
            yield from item_drafts(lines, [lay_out(cell) for cell in band])
        return
    for band in table.bands:
        filled = [cell for cell in band if cell.words]
        if not filled:
            continue
        if len(filled) == 1 and (len(band) == 1 or _is_long(filled[0], leading)):
            yield from opened(lay_out(filled[0]))
        elif _is_form(band, filled, table, leading):
            yield from _form(filled, lay_out)
        elif 1 < len(filled) <= FORM_CELLS and all(_is_list(cell) for cell in filled):
            for cell in filled:
                yield from opened(lay_out(cell))
        else:
            yield _row(band)


def _lines(cell: Cell) -> list[Draft]:
    return [draft(row) for row in rows_of(pieces(cell.words))]


def _is_long(cell: Cell, leading: float) -> bool:
    """Whether a cell holds more than one paragraph."""
    lines = _lines(cell)
    apart = ((gap_between(one, two, leading), _has_room(one, two, cell)) for one, two in pairwise(lines))
    return len(lines) > LONG_LINES or any(gap > 1 or (gap and room) for gap, room in apart)


def _is_list(cell: Cell) -> bool:
    """Whether lines of a cell end though the next word had room, as those of an address do, not of a paragraph."""
    lines = _lines(cell)
    if len(lines) < LABEL_LINES:
        return False
    return sum(_has_room(one, two, cell) for one, two in pairwise(lines)) > SHORT_LINES * (len(lines) - 1)


def _has_room(line: Draft, below: Draft, cell: Cell) -> bool:
    """Whether the first word of the next line had room at the end of a line."""
    first = len(below.text.split(" ", 1)[0]) + 1
    return line.x1 + first * LETTER * below.size < cell.x1


def _is_form(band: Sequence[Cell], filled: Sequence[Cell], table: Table, leading: float) -> bool:
    """Whether a row is a form's: short labels, and one long last cell."""
    *labels, last = filled
    if len(filled) > FORM_CELLS or last.x1 - last.x0 < FORM_WIDTH * (table.x1 - table.x0):
        return False
    return all(len(_lines(cell)) <= LABEL_LINES for cell in labels) and _is_long(last, leading)


def _form(filled: Sequence[Cell], lay_out: LayOut) -> Iterator[Draft]:
    """Labels with the first line of the long cell, and then the rest of it."""
    *labels, last = filled
    first, *rest = lay_out(last)
    cells = (*(lines_joined(line.text for line in _lines(cell)) for cell in labels), *first.cells)
    bold = all(word.bold for cell in labels for word in cell.words) and first.bold
    top = min(first.y, *(cell.words[0].y for cell in labels))
    yield Draft(cells, filled[0].x0, first.x1, top, first.last, first.size, bold)
    yield from rest


def _row(band: Sequence[Cell]) -> Draft:
    held = [_lines(cell) for cell in band]
    lines = [line for each in held for line in each]
    words = tuple(lines_joined(line.text for line in each) for each in held)
    return Draft(
        words, band[0].x0, band[-1].x1, min(line.y for line in lines), max(line.y for line in lines),
        max(line.size for line in lines), all(line.bold for line in lines),
    )  # fmt: skip
