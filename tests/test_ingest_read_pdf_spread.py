"""Justified lines of PDF papers, typeset here, to lines: wide white between their words makes no cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from fpdf import FPDF

from ingest.read.document import Document
from ingest.read.pdf import read_pdf

LEFT, LEADING = 56.0, 14.0
PARAGRAPHS = (
    "The Board considered a report on dredging the inner harbour, together with the anticipated expenditure of"
    " £1,250,000 over 24 months from 1 April 2025 to 31 March 2027.",
    "Members enquired whether the Harbourmaster's representatives had undertaken comprehensive environmental"
    " investigations notwithstanding extraordinary circumstances; the Director confirmed that 3 were outstanding.",
    "It was noted that characteristically straightforward recommendations notwithstanding were accepted.",
)


def typeset(draw: Callable[[FPDF], None]) -> Document:
    """A page that a function draws, read."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    draw(pdf)
    return read_pdf(bytes(pdf.output()))


def justified(pdf: FPDF, x: float, width: float, paragraphs: Sequence[str], marks: Sequence[str] = ()) -> None:
    """Paragraphs spread to a column's width, numbers hanging before them where there are any."""
    pdf.set_y(80)
    for index, words in enumerate(paragraphs):
        if marks:
            pdf.set_x(x)
            pdf.cell(28, LEADING, marks[index])
        pdf.set_x(x + 28 * bool(marks))
        pdf.multi_cell(width - 28 * bool(marks), LEADING, words, align="J", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(8)


def on_places(places: Sequence[float], rows: Sequence[Sequence[str]], leading: float = LEADING) -> Document:
    """Cells of a table without rules, each column at its place."""

    def draw(pdf: FPDF) -> None:
        for index, row in enumerate(rows):
            for x, text in zip(places, row, strict=False):
                pdf.text(x, 90 + leading * index, text)

    return typeset(draw)


def cells(document: Document) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in document.lines]


def words(document: Document) -> str:
    return " ".join(line.text for line in document.lines)


@pytest.mark.parametrize("width", [480, 230, 200, 170])
def test_a_justified_line_has_no_cells(width: float) -> None:
    document = typeset(lambda pdf: justified(pdf, LEFT, width, PARAGRAPHS))
    assert not any(line.is_row for line in document.lines)
    assert words(document) == " ".join(PARAGRAPHS)


def test_numbers_stand_before_justified_lines() -> None:
    document = typeset(lambda pdf: justified(pdf, LEFT, 225, PARAGRAPHS, ("1.0", "2.1", "3.2")))
    assert not any(line.is_row for line in document.lines)
    assert words(document) == " ".join(
        f"{mark} {text}" for mark, text in zip(("1.0", "2.1", "3.2"), PARAGRAPHS, strict=True)
    )


def test_two_justified_columns_are_read_one_after_the_other() -> None:
    def draw(pdf: FPDF) -> None:
        justified(pdf, LEFT, 225, PARAGRAPHS * 2)
        justified(pdf, 311, 225, PARAGRAPHS[::-1] * 2)

    assert words(typeset(draw)) == " ".join((*PARAGRAPHS * 2, *PARAGRAPHS[::-1] * 2))


def test_a_justified_value_stays_beside_its_label() -> None:
    def draw(pdf: FPDF) -> None:
        justified(pdf, 166, 200, PARAGRAPHS)
        y = 80.0
        for label, text in zip(("Purpose:", "Background:", "Finance:"), PARAGRAPHS, strict=True):
            pdf.set_xy(LEFT, y)
            pdf.cell(90, LEADING, label)
            y += LEADING * len(pdf.multi_cell(200, LEADING, text, align="J", dry_run=True, output="LINES")) + 8

    held = cells(typeset(draw))
    assert held == [
        [label, text] for label, text in zip(("Purpose:", "Background:", "Finance:"), PARAGRAPHS, strict=True)
    ]


def test_a_lone_gap_in_a_justified_paragraph_makes_no_cell() -> None:
    lines = (
        "The Board noted that the agreement with the harbour's operator will end in May.",
        "The Director was asked to ¦see to a report for its next meeting",
        "which is to tell the Board what was done about the quays, and what is left.",
    )

    def draw(pdf: FPDF) -> None:
        end = LEFT + max(map(pdf.get_string_width, lines))
        for index, line in enumerate(lines):
            first, _, last = line.partition("¦")
            pdf.text(LEFT, 90 + LEADING * index, first)
            pdf.text(end - pdf.get_string_width(last), 90 + LEADING * index, last)

    document = typeset(draw)
    assert [line.text for line in document.lines] == [line.replace("¦", "") for line in lines]
    assert not any(line.is_row for line in document.lines)


COLUMNS = [
    # columns of sums that are as wide as each other, and end where the page's text does
    (
        [("2023/24", "2024/25", "2025/26"), ("10,250", "11,300", "12,410"), ("90,000", "87,000", "12,000")],
        (56, 112, 168),
    ),
    # columns of words whose last one ends at one place
    ([("Dredging", "Moss", "agreed"), ("Lighting", "Carr", "agreed"), ("Moorings", "Dunn", "agreed")], (56, 160, 250)),
    # names in three columns
    ([("Ann Moss", "Bede Carr", "Cy Dunn"), ("Dee Else", "Ewan Frith", "Fay Gould")], (56, 200, 350)),
]


@pytest.mark.parametrize(("rows", "places"), COLUMNS)
def test_columns_without_rules_stay_cells(rows: list[tuple[str, ...]], places: tuple[float, ...]) -> None:
    assert cells(on_places(places, rows)) == [list(row) for row in rows]


def test_a_page_number_at_the_margin_stays_a_cell() -> None:
    document = on_places(
        (LEFT, 470),
        [
            ("1. Minutes of the last meeting of the Board, and what arose from them", "5 - 12"),
            ("2. Dredging of the inner harbour and of the outer basin in the coming", "13 - 40"),
        ],
        leading=20,
    )
    assert [line[-1] for line in cells(document)] == ["5 - 12", "13 - 40"]
