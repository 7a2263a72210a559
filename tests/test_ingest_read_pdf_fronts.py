"""Front sheets of PDF papers with an agenda beside the members, drawn in every order, and minutes with two margins."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from fpdf import FPDF

from ingest.read.document import Document
from ingest.read.pdf import read_pdf

LEFT, RIGHT, LEADING = 56.0, 320.0, 14.0
AGENDA = (
    "AGENDA", "", "1. Apologies for absence", "", "2. Declarations of interest by members and", "officers of the Board",
    "", "3. Dredging of the inner harbour", "4. Date of the next meeting",
)  # fmt: skip
MEMBERS = (
    "MEMBERSHIP",
    "Councillor Ann Moss (Chair)",
    "Councillor Bede Carr",
    "Councillor Cy Dunn",
    "",
    "Mr Ewan Frith",
)


def typeset(words: Sequence[tuple[float, float, str]]) -> Document:
    """Words at their places, drawn in their order."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    for x, y, text in words:
        pdf.text(x, y, text)
    return read_pdf(bytes(pdf.output()))


def listed(x: float, lines: Sequence[str], leading: float = LEADING) -> list[tuple[float, float, str]]:
    return [(x, 150 + leading * index, text) for index, text in enumerate(lines) if text]


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


@pytest.mark.parametrize("across", [True, False])
@pytest.mark.parametrize(("left", "right"), [(AGENDA, MEMBERS), (MEMBERS, AGENDA)])
def test_an_agenda_and_the_members_beside_it_are_read_one_after_the_other(
    left: Sequence[str], right: Sequence[str], across: bool
) -> None:
    drawn = [*listed(LEFT, left), *listed(RIGHT, right)]
    document = typeset(
        [(LEFT, 90, "HARBOUR COMMITTEE"), *(sorted(drawn, key=lambda each: each[1]) if across else drawn)]
    )
    assert texts(document) == ["HARBOUR COMMITTEE", *filter(None, left), *filter(None, right)]


@pytest.mark.parametrize("first", ["agenda", "members"])
def test_an_agenda_s_numbers_in_a_column_of_their_own_stay_with_its_titles(first: str) -> None:
    titles = ["Apologies for absence", "Declarations of interest", "Dredging of the basin", "Next meeting"]
    agenda = [(RIGHT, 150.0, "AGENDA")]
    for number, title in enumerate(titles, 1):
        agenda += [(RIGHT, 150.0 + 20 * number, f"{number}."), (RIGHT + 25, 150.0 + 20 * number, title)]
    members = listed(LEFT, MEMBERS)
    document = typeset([*agenda, *members] if first == "agenda" else [*members, *agenda])
    numbered = [f"{number}. {title}" for number, title in enumerate(titles, 1)]
    assert texts(document) == [*filter(None, MEMBERS), "AGENDA", *numbered]


def test_members_and_what_is_said_of_each_stay_rows() -> None:
    left = ("Members", "Councillor Moss", "Councillor Carr", "Councillor Dunn", "Councillor Else")
    right = ("Ward", "North Quay", "Old Town", "Mole End", "Old Town")
    drawn = sorted([*listed(LEFT, left), *listed(RIGHT, right)], key=lambda each: each[1])
    assert [[cell.text for cell in line.cells] for line in typeset(drawn).lines] == [
        list(pair) for pair in zip(left, right, strict=True)
    ]


def test_numbers_in_a_table_s_second_column_stay_cells() -> None:
    rows = [("Ropes", "12", "Mended"), ("Buoys", "3", "Hired"), ("Lamps", "4.5", "Lit")]
    drawn = [
        (x, 150.0 + 20 * at, text) for at, row in enumerate(rows) for x, text in zip((56, 150, 200), row, strict=True)
    ]
    assert [[cell.text for cell in line.cells] for line in typeset(drawn).lines] == [list(row) for row in rows]


def test_a_headed_margin_of_owners_stands_behind_the_minutes() -> None:
    words = "The Board heard that the walls of the inner basin had been mended in"
    drawn = [(56.0, 80.0, "Minute"), (480.0, 80.0, "Action")]
    y = 110.0
    for number, owner in ((14, "Clerk"), (15, "AM / BP"), (16, "Director of Quays")):
        lines = [words, words, "the course of May and that the cost had been met."]
        drawn.append((56.0, y, f"{number}."))
        drawn += [(96.0, y + LEADING * at, line) for at, line in enumerate(lines)]
        drawn.append((480.0, y + 2 * LEADING, owner))
        y += 3 * LEADING + 10
    document = typeset(drawn)
    assert [[cell.text for cell in line.cells] for line in document.lines if line.is_row] == [["Minute", "Action"]]
    assert [line.text for line in document.lines][4] == "Clerk"
