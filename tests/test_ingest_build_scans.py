"""A paper with scanned pages in a base: what is told of it without Tesseract, and that it is read again with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF

from ingest.build import ingest
from ingest.read.ocr import find_tesseract
from kg.base import Base
from queries.issues import issues
from queries.library import Library
from queries.status import status

HERE = find_tesseract()
MINUTES = ["QUAY COMMITTEE: MINUTES", "Date: Thursday 8 March 2018", "", "RESOLVED that the basin be dredged."]


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("PATH", str(tmp_path))
    find_tesseract.cache_clear()
    yield
    find_tesseract.cache_clear()


def typed() -> FPDF:
    """Minutes of one page."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    for number, line in enumerate(MINUTES):
        pdf.text(70, 100 + 16 * number, line)
    return pdf


def with_picture(path: Path, words: bool = True) -> Path:
    """A paper of a page with words (where wanted), and one that is a picture of them."""
    with pypdfium2.PdfDocument(bytes(typed().output())) as page:
        image = page[0].render(scale=2).to_pil()
    paper = typed() if words else FPDF(unit="pt", format="A4")
    paper.add_page()
    paper.image(image, 0, 0, paper.w, paper.h)
    path.write_bytes(bytes(paper.output()))
    return path


def test_a_paper_waits_for_tesseract_and_is_read_again(tmp_path: Path, without_tesseract: None) -> None:
    base = Base(tmp_path / "records")
    paper = with_picture(tmp_path / "minutes.pdf")
    first = ingest(base, [str(paper)])
    assert first.issues["no-text-layer"] == 1
    found = issues(Library(base), "no-text-layer")
    assert found[0].message.startswith("page 2 is a picture without words; install Tesseract")
    assert found[0].citations[0].page == 1
    assert ingest(base, [str(paper)]).unchanged == 1
    assert status(Library(base)).tesseract is None


@pytest.mark.skipif(HERE is None, reason="the program tesseract is not installed here")
def test_a_paper_is_read_again_once_tesseract_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = Base(tmp_path / "records")
    papers = [with_picture(tmp_path / "minutes.pdf"), with_picture(tmp_path / "scan.pdf", words=False)]
    given = [str(paper) for paper in papers]
    with monkeypatch.context() as bare:
        bare.setenv("PATH", str(tmp_path))
        find_tesseract.cache_clear()
        first = ingest(base, given)
    assert [failure.path for failure in first.failures] == [given[1]]
    assert "page 1 is a picture without words; install Tesseract" in first.failures[0].reason
    find_tesseract.cache_clear()
    second = ingest(base, given)
    assert sorted(second.read) == ["minutes.pdf", "scan.pdf"]
    assert second.issues["ocr-page"] == 2
    assert ingest(base, given).unchanged == 2
