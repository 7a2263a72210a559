"""Scanned pages of an invented council: what Tesseract reads, what is named as unread, what is noise."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from typing import Literal

import pypdfium2
import pytest
from fpdf import FPDF

from ingest.read import ocr
from ingest.read.document import Document
from ingest.read.ocr import NeedsTesseract, find_tesseract, seen
from ingest.read.pdf import read_pdf
from ingest.read.pdf_faults import listed_pages
from ingest.read.pdf_scans import Sight
from kg.errors import Unreadable

HERE = find_tesseract()
with_tesseract = pytest.mark.skipif(HERE is None, reason="the program tesseract is not installed here")
WORDS = [
    "Minutes of the Harbour Board held on 8 March 2018",
    "",
    "4. Dredging of the inner basin",
    "The board considered a report of the Harbour Master on the depth of the basin,",
    "which had fallen by half a metre since the survey of 2015.",
    "RESOLVED that the basin be dredged at a cost of £45,000.",
]


def typed(lines: Iterable[str], orientation: Literal["portrait", "landscape"] = "portrait") -> bytes:
    pdf = FPDF(orientation=orientation, unit="pt", format="A4")
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    for number, line in enumerate(lines):
        pdf.text(70, 100 + 16 * number, line)
    return bytes(pdf.output())


def scanned(data: bytes, dots: int = 200, turn: int = 0) -> io.BytesIO:
    """The first page of a PDF as a picture."""
    with pypdfium2.PdfDocument(data) as pdf:
        image = pdf[0].render(scale=dots / 72, grayscale=True, rotation=turn).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return out


def bound(*pages: io.BytesIO | str) -> bytes:
    """A PDF of pages that are pictures, or hold a line of words."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    for page in pages:
        pdf.add_page()
        pdf.set_font("Helvetica", size=12)
        if isinstance(page, str):
            pdf.text(70, 100, page)
        else:
            pdf.image(page, 0, 0, pdf.w, pdf.h)
            pdf.text(500, 820, f"Page {pdf.page_no()}")
    return bytes(pdf.output())


def speckled() -> io.BytesIO:
    """A photograph: grey spots anywhere."""
    from PIL import Image

    chance = random.Random(5)
    small = Image.frombytes("L", (60, 80), bytes(chance.randrange(256) for _ in range(4800)))
    out = io.BytesIO()
    small.resize((900, 1200), Image.Resampling.BICUBIC).save(out, "PNG")
    out.seek(0)
    return out


def without_tesseract(data: bytes) -> Document:
    return read_pdf(data, sight=Sight(10, lambda: None))


@with_tesseract
def test_a_scanned_page_is_read_back_and_says_so() -> None:
    document = read_pdf(bound("The harbour board met.", scanned(typed(WORDS))))
    assert [line.text for line in document.lines if line.page == 2 and not line.furniture] == [w for w in WORDS if w]
    assert [(fault.code, fault.pages) for fault in document.faults] == [("ocr-page", (2,))]
    assert document.faults[0].message.startswith("page 2 is read by Tesseract ")
    assert document.lines[-1].printed_page == "2"


@with_tesseract
def test_a_page_bound_sideways_is_turned() -> None:
    document = read_pdf(bound(scanned(typed(WORDS, "landscape"), turn=90)))
    assert "RESOLVED that the basin be dredged at a cost of £45,000." in [line.text for line in document.lines]


@with_tesseract
def test_a_page_of_noise_gives_no_words() -> None:
    document = read_pdf(bound("The harbour board met.", speckled()))
    assert [line.text for line in document.lines if not line.furniture] == ["The harbour board met."]
    assert [(fault.code, fault.pages) for fault in document.faults] == [("noise-page", (2,))]


def test_without_tesseract_the_rest_is_read_and_the_pages_are_named() -> None:
    picture = typed(WORDS)
    document = without_tesseract(bound("The harbour board met.", *(scanned(picture, 50) for _ in range(3)), "It rose."))
    assert [line.text for line in document.lines if not line.furniture] == ["The harbour board met.", "It rose."]
    assert [(fault.code, fault.pages) for fault in document.faults] == [("no-text-layer", (2, 3, 4))]
    assert "pages 2–4 are pictures without words; install Tesseract" in document.faults[0].message


def test_a_paper_of_pictures_alone_waits_for_tesseract() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.image(scanned(typed(WORDS), 50), 0, 0, pdf.w, pdf.h)
    with pytest.raises(NeedsTesseract, match="page 1 is a picture without words; install Tesseract"):
        without_tesseract(bytes(pdf.output()))


def test_a_page_in_letters_that_the_file_does_not_explain_is_not_read_as_it_stands() -> None:
    words = "the board met at noon and looked at the walls of the basin, to be mended by the firm that built them"
    coded = "".join(chr(ord(char) - 29) for char in 2 * words)
    document = without_tesseract(bound("The harbour board met.", coded))
    assert [line.text for line in document.lines] == ["The harbour board met."]
    assert "page 2 is in letters that the file does not explain; install Tesseract" in document.faults[0].message


def test_blank_pages_are_no_fault() -> None:
    document = without_tesseract(bound("The harbour board met.", scanned(typed([]), 50), "It rose."))
    assert not document.faults


def test_a_picture_behind_a_title_page_is_no_scan() -> None:
    pdf = FPDF(unit="pt", format="A4")
    pdf.add_page()
    pdf.image(speckled(), 0, 0, pdf.w, pdf.h)
    pdf.set_font("Helvetica", size=30)
    for number in range(5):
        pdf.text(70, 200 + 40 * number, "A plan for the harbour until 2030")
    assert not read_pdf(bytes(pdf.output())).faults


def test_pages_are_left_when_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bound("The harbour board met.", scanned(typed(WORDS), 50))
    document = read_pdf(data, sight=Sight(0, lambda: ocr.Tesseract("/nowhere/tesseract", "9")))
    assert "not reached by Tesseract 9 in the time allowed" in document.faults[0].message


def test_a_paper_that_is_blank_is_refused() -> None:
    with pytest.raises(Unreadable, match="it is blank"):
        without_tesseract(bound(""))


HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def row(line: int, left: int, height: int, sure: float, text: str) -> str:
    return f"5\t1\t1\t1\t{line}\t1\t{left}\t{100 * line}\t60\t{height}\t{sure}\t{text}\n"


def test_words_of_a_line_share_its_baseline() -> None:
    held = seen(HEAD + row(1, 10, 36, 95, "Dredged") + row(1, 80, 28, 91, 'the"') + row(2, 10, 20, 9, "~"))
    assert [word.text for word in held.words] == ["Dredged", 'the"']
    assert len({(word.base, word.size) for word in held.words}) == 1
    assert 0.8 < held.sure < 0.95


def test_a_table_of_nothing_is_noise() -> None:
    assert seen(HEAD).is_noise
    assert seen("").is_noise


@pytest.mark.parametrize(
    ("numbers", "listed"),
    [((3,), "page 3"), ((3, 4), "pages 3 and 4"), ((3, 4, 5, 9), "pages 3–5 and 9"), ((1, 3, 5), "pages 1, 3 and 5")],
)
def test_pages_are_listed_as_people_do(numbers: tuple[int, ...], listed: str) -> None:
    assert listed_pages(numbers) == listed


def test_the_program_is_asked_for_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr.shutil, "which", lambda name: None)
    ocr.find_tesseract.cache_clear()
    assert find_tesseract() is None
    ocr.find_tesseract.cache_clear()
