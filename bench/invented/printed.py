"""A paper printed as PDF; the facts' `line` is the page, as it is for PDFs in gold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Final

from fpdf import FPDF
from typeset import LEADING, MARGIN, PLAIN, SIZE, Paper

from invented.sheet import Fact, Piece, Sheet

QUOTED: Final = 40
HEAD: Final = 90  # points that a heading wants below it


def printed(sheet: Sheet) -> tuple[bytes, list[Fact]]:
    """The bytes and the gold."""
    pdf = Paper(unit="pt", format="A4")
    pdf.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))
    pdf.set_margins(MARGIN, MARGIN, MARGIN)
    pdf.set_auto_page_break(True, MARGIN)
    pdf.add_page()
    gold: list[Fact] = []
    for is_row, group in groupby(sheet.pieces, key=lambda piece: piece.kind == "row"):
        pieces = list(group)
        gold += list(_rows(pdf, pieces)) if is_row else [fact for piece in pieces for fact in _words(pdf, piece)]
    return bytes(pdf.output()), gold


def _words(pdf: FPDF, piece: Piece) -> Iterator[Fact]:
    if piece.kind == "page":
        pdf.add_page()
        return
    words = piece.text.lstrip("# ").translate(PLAIN)
    heading = piece.kind == "text" and (words.isupper() or piece.text.startswith("#"))
    pdf.set_font("Helvetica", "B" if heading else "", SIZE)
    if pdf.get_y() + HEAD > pdf.h:
        pdf.add_page()
    page = pdf.page_no()
    pdf.multi_cell(0, LEADING, words, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(LEADING * 0.6)
    yield from (fact | {"line": page, "quote": words[:QUOTED].strip()} for fact in piece.facts)


def _rows(pdf: FPDF, rows: Sequence[Piece]) -> Iterator[Fact]:
    """A ruled table; a row is not broken over pages."""
    cells = [piece.text.translate(PLAIN).split("\t") for piece in rows]
    width = max(map(len, cells))
    pdf.set_font("Helvetica", size=9)
    for piece, row in zip(rows, cells, strict=True):
        # A table each, so that the page on which the row came to stand is known; equal columns join them again.
        with pdf.table(first_row_as_headings=False, text_align="LEFT", v_align="TOP", padding=4) as table:
            held = table.row()
            for text in (*row, *[""] * (width - len(row))):
                held.cell(text)
        yield from (fact | {"line": pdf.page_no(), "quote": row[0][:QUOTED].strip()} for fact in piece.facts)
    pdf.ln(LEADING)
