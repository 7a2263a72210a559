"""What is quoted of a passage through which the white of columns, a page's end or furniture runs."""

from __future__ import annotations

from array import array
from typing import Literal

import pytest

from ingest.read.document import Document, Line, Mapped
from ingest.read.quote_span import quote_span


def document(*lines: str) -> Document:
    """Lines of a PDF, indented by spaces: tabs part cells behind "|", "[" opens furniture, "\\f" a page."""
    text, held, page = "", [], 1
    for raw in lines:
        indent = len(raw) - len(raw.lstrip(" "))
        raw = raw.lstrip(" ")
        page += raw.startswith("\f")
        text += raw[:1] if raw.startswith("\f") else "\n"
        words = raw.lstrip("\f|[")
        cells, start = [], len(text)
        for cell in words.split("\t") if "|" in raw[:2] else [words]:
            cells.append(Mapped(cell, array("i", range(start, start + len(cell)))))
            start += len(cell) + 1
        content = Mapped(words, array("i", range(len(text), len(text) + len(words))))
        kind: Literal["page"] | None = "page" if "[" in raw[:2] else None
        held.append(Line(content, tuple(cells), indent=indent, furniture=kind, page=page))
        text += words
    return Document(text, tuple(held), True, page)


@pytest.mark.parametrize(
    ("lines", "quote"),
    [
        (["The walls are sound.", "They were mended."], "The walls are sound.\nThey were mended."),
        (["10\tQuay walls"], "Quay walls"),
        (["2.\tauthorised the works", "on the inner basin"], "authorised the works\non the inner basin"),
        (["|Moss\t£200\t31 March 2025\t£1"], "31 March 2025"),
        (["|12\tA note on fees\u2028to members\tDone"], "A note on fees"),
        (["|\tA note on fees\u2028to members\t"], "A note on fees\u2028to members"),
        (["|Telephone:\t01999 123456", "|Email:\tclerk@seaview.example"], "clerk@seaview.example"),
        (["52. WALLS OF THE BASIN AND WHAT BECOMES", "      OF THEM"], "WALLS OF THE BASIN AND WHAT BECOMES\nOF THEM"),
        (["52. WALLS OF THE BASIN AND WHAT", "BECOMES OF THEM"], "52. WALLS OF THE BASIN AND WHAT\nBECOMES OF THEM"),
        (["The walls of", "[Page 3", "\fthe old inner basin"], "the old inner basin"),
    ],
)
def test_the_longest_part_that_nothing_runs_through_is_quoted(lines: list[str], quote: str) -> None:
    paper = document(*lines)
    start, end = quote_span(paper, 1, len(paper.text))
    assert paper.text[start:end] == quote


def test_a_part_of_a_line_is_quoted_as_it_is() -> None:
    paper = document("The walls are sound.", "They were mended.")
    assert quote_span(paper, 5, 10) == (5, 10)


def test_of_one_of_two_columns_a_line_is_quoted() -> None:
    left, right = ["Ada Moss", "Harbour Master, Inner and", "Outer Basins"], ["Ben Pike", "Director of Quays"]
    paper = document(*left, *(" " * 35 + words for words in right), "The walls are sound.")
    start, end = quote_span(paper, paper.text.index("Ada"), paper.text.index("Basins") + 6)
    assert paper.text[start:end] == "Ada Moss"
    start, end = quote_span(paper, paper.text.index("Ben"), paper.text.index("Quays") + 5)
    assert paper.text[start:end] == "Ben Pike"


def test_a_centred_title_below_a_paragraph_is_no_column() -> None:
    paragraph = ["The walls are sound, as the surveyor of the harbour told", "the board when it met in May."]
    paper = document(*paragraph, " " * 30 + "AGENDA")
    start, end = quote_span(paper, 1, paper.text.index("May.") + 4)
    assert paper.text[start:end] == "\n".join(paragraph)
