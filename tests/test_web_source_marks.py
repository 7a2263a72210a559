"""A quotation's words are found on the picture of its page, each at its place, or said not to be found."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from interfaces.web.source.lines import rectangles
from interfaces.web.source.picture import MOST_DOTS, picture
from interfaces.web.source.placing import MOST_WORDS, Placed, place, plain, tokens
from interfaces.web.source.shown import shown
from interfaces.web.source.words import WordBox, shape_of, words_on
from kg.errors import Unreadable

WORDS = "It was resolved unanimously to award the contract for care at Larkfield Court to Tern Care Ltd."


def paper(folder: Path, *, orientation: str = "portrait", size: tuple[float, float] | str = "A4") -> Path:
    """A PDF of two pages: a paragraph, and a table."""
    pdf = FPDF(orientation=orientation, unit="pt", format=size)  # type: ignore[arg-type]
    pdf.set_font("helvetica", size=12)
    for number in (1, 2):
        pdf.add_page()
        pdf.multi_cell(0, 16, f"{WORDS} Copy {number}.")
        with pdf.table() as table:
            for row in (("Scheme", "Budget", "Spent"), ("Larkfield", "10", "5"), ("Mill Lane", "10", "10")):
                table.row(row)
    file = folder / "paper.pdf"
    pdf.output(str(file))
    return file


def turned(file: Path, degrees: int) -> Path:
    pdf = pypdfium2.PdfDocument(file)
    for page in pdf:
        page.set_rotation(degrees)
    pdf.save(str(file.with_name("turned.pdf")))
    return file.with_name("turned.pdf")


def boxes(*lines: str) -> list[WordBox]:
    """Lines of words as they stand on a page, each at its place; a gap of several spaces is white."""
    found = []
    for row, line in enumerate(lines):
        at = 0
        for word in line.split(" "):
            if word:
                found.append(WordBox(word, at / 100, row / 40, len(word) / 100, 1 / 50))
            at += len(word) + 1
    return found


def words_of(placed: Placed, words: list[WordBox] | tuple[WordBox, ...]) -> list[str]:
    return [words[index].text for index in placed.found]


def ink(drawn: Image.Image, word: WordBox) -> float:
    """How much of a word's box is dark."""
    left, top = round(word.left * drawn.width), round(word.top * drawn.height)
    right, bottom = round(word.right * drawn.width), round(word.bottom * drawn.height)
    cut = drawn.crop((left, top, max(right, left + 1), max(bottom, top + 1))).convert("L")
    return sum(dot < 128 for dot in cut.tobytes()) / (cut.width * cut.height)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_every_word_stands_on_ink_however_the_page_is_turned(tmp_path: Path, degrees: int) -> None:
    file = turned(paper(tmp_path), degrees)
    drawn = Image.open(io.BytesIO(picture(str(file), 1, 1200)))
    words = words_on(str(file), 1).words
    assert {"It", "was", "resolved", "Scheme", "Mill"} <= {word.text for word in words}
    assert all(ink(drawn, word) > 0.05 for word in words)


def test_words_stand_on_ink_where_the_page_is_cropped(tmp_path: Path) -> None:
    pdf = pypdfium2.PdfDocument(paper(tmp_path))
    pdf[0].set_cropbox(20, 500, 560, 842)
    pdf.save(str(tmp_path / "cropped.pdf"))
    file = str(tmp_path / "cropped.pdf")
    drawn = Image.open(io.BytesIO(picture(file, 1, 1200)))
    assert drawn.width / drawn.height == pytest.approx(shape_of(file, 1).shape, rel=0.01)
    assert all(ink(drawn, word) > 0.05 for word in words_on(file, 1).words)


def test_an_enormous_page_is_drawn_small_and_keeps_its_shape(tmp_path: Path) -> None:
    file = str(paper(tmp_path, size=(14000, 7000)))
    drawn = Image.open(io.BytesIO(picture(file, 1, 1_000_000)))
    assert drawn.width * drawn.height <= 1.01 * MOST_DOTS
    assert drawn.width / drawn.height == pytest.approx(2, rel=0.01)


def test_a_page_of_text_is_a_small_picture(tmp_path: Path) -> None:
    drawn = Image.open(io.BytesIO(picture(str(paper(tmp_path)), 1, 1100)))
    assert (drawn.mode, drawn.width) == ("P", 1100)


def test_a_file_that_is_no_pdf_and_a_page_that_is_not_there_are_refused(tmp_path: Path) -> None:
    (tmp_path / "no.pdf").write_bytes(b"%PDF-1.7 nothing more")
    for file, page in ((tmp_path / "no.pdf", 1), (paper(tmp_path), 3), (paper(tmp_path), 0)):
        with pytest.raises(Unreadable):
            words_on(str(file), page)
        with pytest.raises(Unreadable):
            picture(str(file), page, 600)


def test_a_quotation_is_found_where_columns_are_drawn_one_after_the_other() -> None:
    words = [*boxes("Fee     ", "Term    "), *boxes("        £20", "        years")]
    text = "Fee\t£20\nTerm\tyears"
    assert words_of(place(text, words).between(0, 7), words) == ["Fee", "£20"]


def test_of_equal_words_that_one_is_marked_which_stands_on_the_row() -> None:
    """The file draws the columns one after the other: three zeros, and only their places tell them apart."""
    words = [word for column in range(2) for word in [boxes(*ROWS)[row * 2 + column] for row in range(4)]]
    text = "\n".join(row.replace("    ", "\t") for row in ROWS)
    for row, line in enumerate(text.split("\n")):
        start = text.index(line)
        [last] = place(text, words).between(start + 5, start + len(line)).found
        assert words[last].top == pytest.approx(row / 40)


ROWS = ("Care    0", "Mill    5", "Fern    0", "Hall    0")


def test_the_second_of_two_like_sentences_is_marked_when_the_second_is_quoted() -> None:
    words = boxes("Members noted the report.", "Officers left.", "Members noted the report.", "It ended.")
    text = " ".join(word.text for word in words)
    start = text.rindex("Members")
    found = place(text, words).between(start, start + 25).found
    assert {words[index].top for index in found} == {2 / 40}


def test_hyphens_ligatures_and_curly_quotes_are_no_hindrance() -> None:
    words = boxes("The coun-", "cil’s oﬃcers", "A G E N D A")
    text = "The council's officers AGENDA"
    placed = place(text, words)
    assert placed.missing == 0
    assert words_of(placed.between(4, 13), words) == ["coun-", "cil’s"]


def test_a_word_spelt_nearly_so_between_its_neighbours_is_taken() -> None:
    words = boxes("the yearly budgct was agreed")
    assert place("the yearly budget was agreed", words).missing == 0


def test_what_is_not_on_the_picture_is_not_guessed() -> None:
    words = boxes("the yearly budget was agreed")
    placed = place("the yearly budget was agreed unanimously by nobody", words)
    assert placed.missing == 3
    assert place("quite another thing", words).found == ()


def test_a_page_that_is_an_attack_is_left_unmarked() -> None:
    text = "a " * (MOST_WORDS + 1)
    assert place(text, boxes("a a")).found == ()
    assert place("a " * 5000, boxes(*["a a a a a"] * 1000)).tokens  # and one that is nearly so ends


def test_marks_are_one_rectangle_a_line_and_leave_the_next_column_out() -> None:
    words = boxes("agreed to tender          Chair", "the contract")
    marks = rectangles(words, [0, 1, 2, 4, 5], 0.7)
    assert len(marks) == 2
    assert marks[0].left + marks[0].width < words[3].left


def test_a_quotation_over_two_columns_has_a_mark_in_each() -> None:
    words = boxes("Fee                £20")
    assert len(rectangles(words, [0, 1], 0.7)) == 2


@given(st.lists(st.text("abcdef gh", min_size=3, max_size=40), min_size=1, max_size=12), st.randoms())
def test_whatever_order_the_file_draws_lines_in_each_word_is_one_with_its_letters(
    lines: list[str], chance: random.Random
) -> None:
    rows = [boxes(*[""] * number, line) for number, line in enumerate(lines)]
    chance.shuffle(rows)
    words = [word for row in rows for word in row]
    placed = place("\n".join(lines), words)
    letters = [token.letters for token in placed.tokens]
    if len(set(letters)) == len(letters):
        assert placed.missing == 0
    for token, indices in zip(placed.tokens, placed.boxes, strict=True):
        assert not indices or token.letters in "".join(plain(words[index].text) for index in indices)


@given(st.text(max_size=300), st.lists(st.text(max_size=8), max_size=60))
def test_placing_ends_and_uses_no_word_for_two_whatever_is_there(text: str, drawn: list[str]) -> None:
    words = [WordBox(word, 0.1, number / 100, 0.1, 0.01) for number, word in enumerate(drawn)]
    placed = place(text, words)
    assert placed.tokens == tokens(text)
    assert all(0 <= index < len(words) for index in placed.found)


@given(st.text("ab \n\t\f•1.", max_size=200), st.integers(0, 200), st.integers(0, 200), st.booleans())
def test_the_text_of_a_page_is_shown_whole_and_marked_where_it_is_quoted(
    text: str, one: int, two: int, wrapped: bool
) -> None:
    quoted = (min(one, two), max(one, two))
    pieces = [
        piece
        for block in shown(text, 0, len(text), quoted, [(3, 6)], 1, wrapped)
        for line in block.lines
        for cell in line.cells
        for piece in cell
    ]
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(text.split())
    marked = "".join(piece.text for piece in pieces if piece.quoted)
    assert "".join(marked.split()) == "".join(text[quoted[0] : quoted[1]].split())


def test_lines_that_a_printer_broke_are_put_together_and_rows_are_not() -> None:
    text = (
        "Members agreed to tender the contract for\ncare.\n\nFee\t£20\n1.\tThat the fee be noted and the term kept\nso."
    )
    first, second = shown(text, 0, len(text), None, [], 1, True)
    assert [line.goes_on for line in first.lines] == [True, False]
    assert [len(line.cells) for line in second.lines] == [2, 1, 1]
    assert second.lines[1].goes_on
    assert [line.number for line in second.lines] == [4, 5, 6]
