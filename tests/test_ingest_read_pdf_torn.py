"""Rows of a table that a page's end tears, in papers of an invented council."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf import FPDF

from ingest.read.document import Document
from ingest.read.pdf import read_pdf

HEAD = ("Item", "What is to be done", "By whom")
EDGES = (56.0, 110.0, 400.0, 540.0)


def table(*pages: Sequence[Sequence[str]]) -> Document:
    """A ruled table over some pages, each with a number at its foot."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    for number, rows in enumerate(pages, 1):
        pdf.add_page()
        pdf.set_font("Helvetica", size=11)
        y = 100.0 if number > 1 else 840 - 100 - 40 * len(rows)
        for row in rows:
            for x0, x1, cell in zip(EDGES, EDGES[1:], row, strict=False):
                pdf.rect(x0, y, x1 - x0, 40)
                for line, words in enumerate(cell.split("\n")):
                    pdf.text(x0 + 4, y + 15 + 14 * line, words)
            y += 40
        pdf.text(280, 815, f"Page {number} of {len(pages)}")
    return read_pdf(bytes(pdf.output()))


def rows(document: Document) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in document.lines if line.is_row and not line.furniture]


def test_a_torn_row_is_whole_and_the_repeated_head_left_out() -> None:
    document = table(
        [HEAD, ("1", "Mend the quay wall.", "Ada Moss"), ("2", "Ask the surveyor for the depth", "Ben Pike,")],
        [HEAD, ("", "of the inner basin.", "clerk"), ("3", "Paint the gate.", "Ada Moss")],
    )
    assert rows(document) == [
        list(HEAD),
        ["1", "Mend the quay wall.", "Ada Moss"],
        ["2", "Ask the surveyor for the depth of the inner basin.", "Ben Pike, clerk"],
        ["3", "Paint the gate.", "Ada Moss"],
    ]


def test_a_torn_row_is_quoted_as_far_as_its_page_goes() -> None:
    document = table(
        [HEAD, ("2", "Ask the surveyor", "Ben Pike")], [("", "for the depth.", ""), ("3", "Paint.", "Ada")]
    )
    torn = next(line for line in document.lines if line.text.startswith("2"))
    evidence = document.evidence(torn.cells[1])
    assert (torn.cells[1].text, evidence.quote, evidence.page) == (
        "Ask the surveyor for the depth.",
        "Ask the surveyor",
        1,
    )
    rest = document.evidence(torn.cells[1], len("Ask the surveyor "))
    assert (rest.quote, rest.page) == ("for the depth.", 2)
    assert document.evidence(torn.content).page == 1


def test_an_address_torn_with_its_row_is_whole() -> None:
    document = table(
        [HEAD, ("Email", "ada.moss@wexmere.exam", "by post")], [("", "ple", ""), ("Tel", "01632 960101", "")]
    )
    assert rows(document)[1] == ["Email", "ada.moss@wexmere.example", "by post"]


def test_rows_that_open_anew_or_had_ended_are_left() -> None:
    for last, first in [
        (("2", "Ask the surveyor.", "Ben Pike"), ("", "of the inner basin", "")),
        (("2", "Ask the surveyor", "Ben Pike"), ("3", "paint the gate", "Ada Moss")),
        (("2", "Ask the surveyor", "Ben Pike"), ("", "Paint the gate", "")),
        (("2", "", "Ben Pike"), ("", "paint the gate", "")),
    ]:
        assert [*rows(table([HEAD, last], [first]))] == [list(HEAD), list(last), list(first)]


def test_a_head_that_is_printed_again_above_a_new_row_stays() -> None:
    document = table([HEAD, ("1", "Mend the wall.", "Ada")], [HEAD, ("2", "Paint the gate.", "Ben")])
    assert rows(document) == [list(HEAD), ["1", "Mend the wall.", "Ada"], list(HEAD), ["2", "Paint the gate.", "Ben"]]
