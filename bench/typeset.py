"""A text paper typeset as PDF (two-column front sheet, headings, paragraphs broken into lines, ruled tables, footers),
to read it again.

    python bench/typeset.py [SAMPLE.txt …] [--into FOLDER]

Shows for each paper how many records its text gives, how many the PDF gives, and how many are the same in both; where
they stand and whether a quote has a page are left out of the comparison.
"""

from __future__ import annotations

import argparse
import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from fpdf import FPDF

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.read.document import Document, Line
from ingest.read.flow import blocks
from ingest.read.pdf import read_pdf
from ingest.read.text import read_text
from kg.records import Passage, Record, SectionPart

SIZE, LEADING, MARGIN = 11, 14, 56
# A front sheet's particulars: so many lines at least and at most above its agenda.
LEAST_FRONT, MOST_FRONT = 5, 30
PLAIN = str.maketrans({"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "•": "-", "…": "..."})


class Paper(FPDF):
    """An A4 page with the page's number at its foot."""

    def footer(self) -> None:
        """Print "Page 3 of 12"."""
        self.set_y(-36)
        self.set_font("Helvetica", size=9)
        self.cell(0, 12, f"Page {self.page_no()} of {{nb}}", align="C")


def typeset(document: Document) -> bytes:
    """The document's lines as a PDF."""
    pdf = Paper(unit="pt", format="A4")
    pdf.set_margins(MARGIN, MARGIN, MARGIN)
    pdf.set_auto_page_break(True, MARGIN)
    pdf.add_page()
    lines = [line for line in document.lines if line.furniture != "page"]
    lines = lines[_front(pdf, lines) :]
    for is_row, group in groupby(lines, key=lambda line: line.is_row):
        if is_row:
            _table(pdf, list(group))
        else:
            _paragraphs(pdf, document, list(group))
    return bytes(pdf.output())


def _front(pdf: FPDF, lines: Sequence[Line]) -> int:
    """What stands above a front sheet's agenda, without the committee, in two columns; how many lines it took."""
    heads = (number for number, line in enumerate(lines[:MOST_FRONT]) if line.text.upper() == "AGENDA")
    end = next(heads, 0)
    if end < LEAST_FRONT:
        return 0
    _words(pdf, lines[0].text, True, lines[0].level)
    top, middle = pdf.get_y() + LEADING, (end + 2) // 2
    bottom = top
    for x, column in ((MARGIN, lines[1:middle]), (pdf.w / 2 + 20, lines[middle:end])):
        pdf.set_y(top)
        pdf.set_left_margin(x)
        pdf.set_right_margin(MARGIN if x > MARGIN else pdf.w / 2)
        for number, line in enumerate(column):
            pdf.ln(LEADING * 0.6 if number and line.gap else 0)
            pdf.set_x(x)
            pdf.set_font("Helvetica", "B" if line.bold else "", SIZE)
            pdf.multi_cell(0, LEADING, line.text.translate(PLAIN), align="L", new_x="LMARGIN", new_y="NEXT")
        bottom = max(bottom, pdf.get_y())
    pdf.set_margins(MARGIN, MARGIN, MARGIN)
    pdf.set_y(bottom + LEADING)
    return end


def _table(pdf: FPDF, rows: Sequence[Line]) -> None:
    """Rows with rules around their cells; rows of another width open another table."""
    for _, group in groupby(rows, key=lambda row: len(row.cells)):
        held = list(group)
        pdf.set_font("Helvetica", size=9)
        widths = _widths(pdf, held)
        look = {"text_align": "LEFT", "v_align": "TOP", "padding": 5}
        with pdf.table(col_widths=widths, first_row_as_headings=False, **look) as table:
            for row in held:
                cells = table.row()
                for cell in row.cells:
                    cells.cell(cell.text.translate(PLAIN))
        pdf.ln(LEADING)


def _widths(pdf: FPDF, rows: Sequence[Line]) -> tuple[float, ...]:
    """Columns as wide as their longest word, and wider the more they hold."""
    columns = [[row.cells[i].text.translate(PLAIN) for row in rows] for i in range(len(rows[0].cells))]
    least = [
        max(pdf.get_string_width(word) for text in each for word in (text.split() or [""])) + 12 for each in columns
    ]
    held = [max(len(text) for text in each) + 1 for each in columns]
    rest = max(0.0, pdf.epw - sum(least))
    return tuple(width + rest * length / sum(held) for width, length in zip(least, held, strict=True))


def _paragraphs(pdf: FPDF, document: Document, lines: Sequence[Line]) -> None:
    """Headings bold and larger, list items hanging, the rest as paragraphs; lines of a printed page as they are."""
    for block in blocks(document, lines):
        if document.wrapped:
            for number, line in enumerate(block.lines):
                pdf.ln(0 if number else LEADING * 0.8 * min(line.gap, 2))
                _words(pdf, ("- " if line.bullet else "") + line.text, line.bold, line.level)
            continue
        first = block.lines[0]
        mark = block.text[: len(block.text) - len(block.body.text)].strip() if block.marker else "-" * first.bullet
        if mark and block.body.text:
            pdf.set_font("Helvetica", size=SIZE)
            pdf.cell(28, LEADING, mark.translate(PLAIN))
            pdf.set_left_margin(MARGIN + 28)
        _words(pdf, block.body.text or block.text, first.bold or block.kind == "heading", first.level)
        pdf.set_left_margin(MARGIN)
        pdf.set_x(MARGIN)
        pdf.ln(LEADING * 0.6)


def _words(pdf: FPDF, words: str, bold: bool, level: int) -> None:
    """Words broken into lines between the margins."""
    pdf.set_font("Helvetica", "B" if bold else "", SIZE + (3 if level else 0))
    pdf.multi_cell(0, LEADING, words.translate(PLAIN), align="L", new_x="LMARGIN", new_y="NEXT")


def facts(document: Document) -> Iterator[tuple[str, str]]:
    """The records of a paper, without where they stand."""
    for record in extract(divide(document)):
        if not isinstance(record, SectionPart | Passage):
            yield type(record).__name__, repr(_bare(record)).translate(PLAIN)


def _bare(record: Record) -> dict[str, object]:
    left_out = ("evidence", "says", "start", "end")
    return {f.name: getattr(record, f.name) for f in dataclasses.fields(record) if f.name not in left_out}


def main() -> None:
    """Typeset, read again, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="*", type=Path, default=sorted(Path("samples").glob("*.txt")))
    parser.add_argument("--into", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    for path in options.papers:
        document = read_text(path.read_bytes())
        data = typeset(document)
        if options.into:
            (options.into / f"{path.stem}.pdf").write_bytes(data)
        one, other = Counter(facts(document)), Counter(facts(read_pdf(data)))
        same = one & other
        print(f"{path.name}: {one.total()} from text, {other.total()} from PDF, {same.total()} the same")
        for kind in sorted({kind for kind, _ in one | other}):
            counts = [sum(n for (each, _), n in held.items() if each == kind) for held in (one, other, same)]
            print(f"  {kind:18}" + "".join(f"{count:6}" for count in counts))
        if options.misses:
            for sign, held in (("-", one - other), ("+", other - one)):
                for kind, words in sorted(held):
                    print(f"  {sign} {kind} {words[:240]}")


if __name__ == "__main__":
    main()
