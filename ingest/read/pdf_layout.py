"""A page's words to lines in reading order: tables, label and value columns, columns of prose, plain lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.read.pdf_fronts import are_front_lists
from ingest.read.pdf_margins import head_of, margin_of
from ingest.read.pdf_page import Word
from ingest.read.pdf_pieces import (
    GUTTER,
    Draft,
    Piece,
    Row,
    draft,
    gap_between,
    leading_of,
    lines_joined,
    opened,
    pieces,
)
from ingest.read.pdf_rows import rows_of
from ingest.read.pdf_tables import Cell, Table, in_order, table_drafts

# How many lines further down a column may go on.
FAR = 7
# Columns of prose: lines on each side, the share of them that fill their column, the share of the width a column takes.
PROSE_LINES, PROSE_FULL, PROSE_WIDTH = 4, 0.6, 0.28
# What stands so many blank lines below two columns, on the left alone, is below both.
APART = 2
# The share of a front sheet's lines that are of several words.
PARTICULARS = 0.6
# Lines of two columns overlap in height where their baselines are no further apart than this, by size.
OVERLAP = 0.85


def lay_out(words: Sequence[Word], tables: Sequence[Table]) -> list[Draft]:
    """The lines of a page in the order in which they are read, words that do not stand upright last."""
    flat = [word for word in words if word.upright]
    leading = leading_of((word.x1, word.y, word.size) for word in flat)
    return [*_flow(flat, tables, leading), *turned(words)]


def _flow(words: Sequence[Word], tables: Sequence[Table], leading: float) -> Iterator[Draft]:
    """The lines of a part of a page: what stands above, between and below its tables, and theirs."""

    def within(cell: Cell) -> list[Draft]:
        return list(_flow(cell.words, cell.tables, leading))

    free = _in_cells(words, tables)
    for table in in_order(tables):
        above = [word for word in free if word.y - 0.3 * word.size < table.y0]
        free = [word for word in free if word.y - 0.3 * word.size >= table.y0]
        yield from _block(above, leading)
        yield from table_drafts(table, within, leading)
    yield from _block(free, leading)


def _in_cells(words: Iterable[Word], tables: Sequence[Table]) -> list[Word]:
    """Words put into the cells that they stand in; those that stand in none."""
    if not tables:
        return list(words)
    free = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, word.y - 0.3 * word.size
        for table in tables:
            if table.x0 <= x <= table.x1 and table.y0 <= y <= table.y1 and (cell := table.cell_at(x, y)):
                cell.words.append(word)
                break
        else:
            free.append(word)
    return free


def turned(words: Iterable[Word]) -> Iterator[Draft]:
    """Words that do not stand upright, as one line."""
    held = [word for word in words if not word.upright]
    if held:
        text = " ".join(word.text for word in held)
        yield Draft((text,), held[0].x0, held[0].x1, held[0].y, held[0].y, held[0].size, False)


def _block(words: Sequence[Word], leading: float) -> Iterator[Draft]:
    """The lines of a part of a page without rules; notes in its margin behind the paragraphs that they stand beside."""
    rows = rows_of(pieces(words))
    margin, head = margin_of(rows), 0
    if margin is None and (head := head_of(rows)):
        margin = margin_of(rows[head:])
    if margin is None:
        yield from _lines(rows, leading)
    else:
        yield from _lines(rows[:head], leading)
        yield from _beside_notes(rows[head:], margin, leading)


def _beside_notes(rows: Sequence[Row], margin: float, leading: float) -> Iterator[Draft]:
    """The lines left of a margin, the notes in it put behind the paragraphs beside which they stand."""
    notes = [note for row in rows for note in row if note.x0 >= margin]
    words = [left for row in rows if (left := [piece for piece in row if piece.x0 < margin])]
    above: Draft | None = None
    for line in _lines(words, leading):
        if above and gap_between(above, line, leading):
            yield from _notes(notes, line.y)
        yield line
        above = line
    yield from _notes(notes, math.inf)


def _notes(notes: list[Piece], end: float) -> Iterator[Draft]:
    """The notes that stand higher than `end`, taken out of `notes`, each as a line that opens anew."""
    held = [[note] for note in notes if note.y < end - OVERLAP * note.size]
    del notes[: len(held)]
    for row in held:
        yield draft(row)._replace(opens=True)


def _lines(rows: list[Row], leading: float) -> Iterator[Draft]:
    index = 0
    while index < len(rows):
        region = _region(rows, index, leading)
        if region is None:
            yield draft(rows[index])
            index += 1
            continue
        index += len(region.rows)
        yield from _read(region, leading)


@dataclass(slots=True)
class Region:
    """Rows with a white column through them, from `left` to `right`."""

    left: float
    right: float
    rows: list[Row] = field(default_factory=list)

    def takes(self, row: Row) -> bool:
        """Take a row in if the white column stays wide enough."""
        left, right = self.left, self.right
        for piece in row:
            if (piece.x0 + piece.x1) / 2 < (self.left + self.right) / 2:
                left = max(left, piece.x1)
            else:
                right = min(right, piece.x0)
        if right - left < GUTTER * row[0].size:
            return False
        self.left, self.right = left, right
        self.rows.append(row)
        return True

    def sides(self, row: Row) -> tuple[list[Piece], list[Piece]]:
        """The pieces left and right of the white column."""
        middle = (self.left + self.right) / 2
        return [p for p in row if p.x1 <= middle], [p for p in row if p.x1 > middle]


def _region(rows: list[Row], start: int, leading: float) -> Region | None:
    """The rows from `start` on that share the white column before its second piece; None where it has none.

    Columns side by side need not stand at one height: then the second piece is that of the next row.
    """
    first = rows[start]
    pair = first[:2] if len(first) > 1 else _side_by_side(first[0], rows[start + 1 : start + 2])
    if not pair:
        return None
    region = Region(pair[0].x1, pair[1].x0, [first])
    usual = leading * first[0].size
    for row in rows[start + 1 :]:
        if row[0].y - region.rows[-1][0].y > FAR * usual:
            break
        if not region.takes(row):
            _leave_heads(region, leading)
            break
    if all(len(row) == 1 for row in region.rows) and not _is_prose(region):
        return None
    while len(region.rows) > 1 and not region.sides(region.rows[-1])[1]:
        last, above = region.rows[-1][0], region.rows[-2]
        is_next_to = gap_between(above[0], last, leading) < APART
        if is_next_to and len(region.rows) > 2 and _is_prose(region):
            break
        if region.sides(above)[0] and region.sides(above)[1] and _wraps(above[0], last, region, leading):
            break
        region.rows.pop()
    return region


def _leave_heads(region: Region, leading: float) -> None:
    """Leave what stands below two columns, bold or apart, to the lines below that run across, which it heads."""
    rows = region.rows
    below = 1 + max(index for index, row in enumerate(rows) if not index or region.sides(row)[1])
    apart = (i for i in range(below, len(rows)) if gap_between(rows[i - 1][0], rows[i][0], leading) >= APART)
    del rows[next(apart, len(rows)) :]
    if any(piece.bold for row in rows[:below] for piece in row if len(row) > 1):
        return
    while len(rows) > max(2, below) and rows[-1][0].bold:
        rows.pop()


def _side_by_side(piece: Piece, following: Sequence[Row]) -> list[Piece]:
    """A piece and the next one, from the left, where they overlap in height and not in width."""
    if not following or len(following[0]) > 1 or following[0][0].y - piece.y > OVERLAP * piece.size:
        return []
    pair = sorted((piece, following[0][0]), key=lambda each: each.x0)
    return pair if pair[1].x0 - pair[0].x1 > 2 * GUTTER * piece.size else []


def _wraps(above: Piece, below: Piece, region: Region, leading: float) -> bool:
    """Whether a label goes on from the line above."""
    if gap_between(above, below, leading) or above.bold != below.bold or above.text.endswith((":", ".", ";")):
        return False
    return below.text[:1].islower() or above.x1 - above.x0 > 0.75 * (region.left - above.x0)


def _is_prose(region: Region) -> bool:
    """Whether both sides are read from top to bottom, one after the other, rather than across."""
    left = [side[0] for row in region.rows if (side := region.sides(row)[0])]
    right = [side[0] for row in region.rows if (side := region.sides(row)[1])]
    if min(len(left), len(right)) < 3 or any(len(row) > 2 for row in region.rows):
        return False
    both = sum(len(row) == 2 for row in region.rows)
    in_turn = _is_drawn_first(left, right) or _is_drawn_first(right, left)
    if are_front_lists(left, right):
        return True
    beside = both >= 0.9 * max(len(left), len(right))
    if beside and not (in_turn and _are_particulars(left, right)) and not _are_full(left, right):
        return False
    labels = sum(piece.text.endswith(":") for piece in left)
    if labels > 0.3 * len(left):
        return False
    apart = both < 0.5 * min(len(left), len(right)) and min(len(left), len(right)) >= PROSE_LINES
    return apart or in_turn or _are_full(left, right)


def _is_drawn_first(one: Sequence[Piece], other: Sequence[Piece]) -> bool:
    return max(piece.order for piece in one) < min(piece.order for piece in other)


def _are_particulars(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether both sides are lines of some words, as the addresses and dates of a front sheet are; no labels."""
    if all(piece.bold for piece in left) and not any(piece.bold for piece in right):
        return False
    return all(sum(" " in piece.text for piece in side) >= PARTICULARS * len(side) for side in (left, right))


def _are_full(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether most lines of both sides run to their column's end, as those of paragraphs do."""
    whole = max(p.x1 for p in right) - min(p.x0 for p in left)
    for side in (left, right):
        start, end = min(p.x0 for p in side), max(p.x1 for p in side)
        full = sum(p.x1 - start > 0.8 * (end - start) for p in side)
        if len(side) < PROSE_LINES or end - start < PROSE_WIDTH * whole or full < PROSE_FULL * len(side):
            return False
    return True


def _read(region: Region, leading: float) -> Iterator[Draft]:
    """The lines of a region: one side after the other, or across."""
    if len(region.rows) > 2 and _is_prose(region):
        for side in (0, 1):
            column = [held for row in region.rows if (held := region.sides(row)[side])]
            yield from opened(_lines(column, leading))
        return
    columns = _columns(region)
    groups: list[list[Row]] = []
    for row in region.rows:
        if groups and _goes_on(groups[-1], row, region, leading):
            groups[-1].append(row)
        else:
            groups.append([row])
    for group in groups:
        # A label alone, and what goes on below a value, is a line rather than a row.
        alone = all(len(row) == 1 for row in group) and (len(columns) == 2 or not region.sides(group[0])[1])
        yield from (draft(row) for row in group) if alone else (_across(group, columns),)


def _columns(region: Region) -> list[tuple[float, float]]:
    """Where a region's columns start and end: the widths of its pieces laid over one another."""
    out: list[tuple[float, float]] = []
    for x0, x1 in sorted((piece.x0, piece.x1) for row in region.rows for piece in row):
        if out and x0 < out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], x1))
        else:
            out.append((x0, x1))
    return out


def _goes_on(group: list[Row], row: Row, region: Region, leading: float) -> bool:
    """Whether a row goes on the cells of the rows before it."""
    above = group[-1]
    if gap_between(min(above, key=lambda p: p.size), row[0], leading):
        return False
    left, right = region.sides(row)
    if not left:
        return bool(region.sides(above)[1]) and len(right) == 1
    if not right:
        return bool(region.sides(above)[0]) and _wraps(above[0], row[0], region, leading)
    return left[0].text[:1].islower() and right[0].text[:1].islower()


def _across(group: list[Row], columns: Sequence[tuple[float, float]]) -> Draft:
    """Rows that belong together as one line with a cell a column."""
    cells: list[list[str]] = [[] for _ in columns]
    for row in group:
        for piece in row:
            fitting = (i for i, (x0, x1) in enumerate(columns) if x0 <= piece.x0 <= x1)
            cells[next(fitting, 0)].append(piece.text)
    every = [piece for row in group for piece in row]
    words = tuple(lines_joined(texts) for texts in cells)
    if len(group) == 1 and sum(map(bool, words)) < len(every):  # two pieces in one column: it does not fit this row
        words = tuple(piece.text for piece in every)
    return Draft(
        words, min(p.x0 for p in every), max(p.x1 for p in every), group[0][0].y, group[-1][0].y,
        max(p.size for p in every), all(p.bold for p in every),
    )  # fmt: skip
