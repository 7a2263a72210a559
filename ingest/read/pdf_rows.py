"""Pieces of a page put on rows: list marks joined to their words, spread lines put together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.read.document import MARKER
from ingest.read.pdf_pieces import COLUMN_GAP, MORE_WHITE, SPREAD, WORD_GAP, Piece, Row
from ingest.read.pdf_spread import closed

# A list mark stands no further before its words than this many times their size.
MARK_GAP = 6.5
# How far off the row's a baseline may stand, by size.
SAME_ROW = 0.4
BULLET_MARK = re.compile(r"[-–*+•▪◦‣·o➢✓●○■□►]|[\ue000-\uf8ff]")
# A number or letter that opens an item further right on a row too, where a bare number or sum may be a table's cell.
OPENS_ITEM = re.compile(r"\d{1,2}[.)]|\((?:\d{1,2}|[a-z])\)|[a-z]\)")
NUMBER_MARK = re.compile(r"\(?\d{1,3}[a-z]?[.):]?|\d{1,3}(?:\.\d{1,3}){1,4}\.?")


def rows_of(held: Iterable[Piece]) -> list[Row]:
    """Pieces by height, each row from left to right, list marks joined to their words, spread lines put together."""
    rows: list[Row] = []
    height = -1e9
    for piece in sorted(held, key=lambda each: each.y):
        if rows and piece.y - height < SAME_ROW * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
            height = piece.y
    ordered = [row if len(row) == 1 else sorted(row, key=lambda each: each.x0) for row in rows]
    return [row if len(row) == 1 else _joined(row) for row in closed(ordered)]


def _joined(row: Row) -> Row:
    out = [row[0]]
    for piece in row[1:]:
        last = out[-1]
        gap = piece.x0 - last.x1
        if piece.parted and " " in last.text and gap > MORE_WHITE * WORD_GAP * piece.size:
            out.append(piece)
        elif gap < COLUMN_GAP * piece.size or gap < SPREAD * max(last.widest, piece.widest):
            out[-1] = last.with_next(piece)
        elif (len(out) == 1 or OPENS_ITEM.fullmatch(last.text)) and _is_mark(last, piece, gap):
            out[-1] = last.with_next(piece, "\t")
        else:
            out.append(piece)
    return out


def _is_mark(mark: Piece, words: Piece, gap: float) -> bool:
    """Whether a piece is the number, letter or bullet of the words right of it."""
    if gap > MARK_GAP * words.size:
        return False
    if BULLET_MARK.fullmatch(mark.text):
        return True
    is_number = MARKER.fullmatch(mark.text) or NUMBER_MARK.fullmatch(mark.text)
    return bool(is_number) and sum(char.isalpha() for char in words.text) > 2
