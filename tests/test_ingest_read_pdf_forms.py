"""What a PDF holds beside its text: values of form fields, comments typed on a page, bookmarks, crop boxes, turns."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from fpdf import FPDF

from ingest.read.document import Bookmark, Document
from ingest.read.pdf import read_pdf

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def built(*objects: bytes) -> bytes:
    """A PDF put together from its objects, the first its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def form(body: bytes, *fields: bytes) -> bytes:
    """A page with words of its own, and form fields or comments on it."""
    places = b" ".join(b"%d 0 R" % number for number in range(6, 6 + len(fields)))
    return built(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]/DA(/F1 10 Tf)/DR<</Font<</F1 5 0 R>>>>>>>>" % places,
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[%s]"
        b"/Resources<</Font<</F1 5 0 R>>>>>>" % places,
        b"<</Length %d>>stream\n" % len(body) + body + b"\nendstream",
        FONT,
        *fields,
    )


def label(y: int, text: bytes) -> bytes:
    return b"BT /F1 11 Tf 60 %d Td (%s) Tj ET\n" % (y, text)


def text_field(y0: int, y1: int, value: bytes, more: bytes = b"") -> bytes:
    return (
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(f%d)/V(%s)/DA(/F1 10 Tf)/Rect[200 %d 540 %d]/F 4/P 3 0 R%s>>"
        % (y0, value, y0, y1, more)
    )  # fmt: skip


def tick(y: int, state: bytes) -> bytes:
    looks = b"/AP<</N<</Yes 4 0 R/Off 4 0 R>>>>"
    box = b"/Rect[200 %d 212 %d]/F 4/P 3 0 R" % (y, y + 12)
    return b"<</Type/Annot/Subtype/Widget/FT/Btn/T(c%d)/V/%s/AS/%s" % (y, state, state) + box + looks + b">>"


def rows(document: Document) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in document.lines]


def test_values_filled_into_a_form_stand_beside_their_labels() -> None:
    body = label(784, b"Decision taken by:") + label(754, b"Reference:") + label(724, b"Key decision?")
    data = form(
        body, text_field(780, 796, b"Cabinet Member for Quays"), text_field(750, 766, b"Q/18/04"), tick(722, b"Yes")
    )
    assert rows(read_pdf(data)) == [
        ["Decision taken by:", "Cabinet Member for Quays"],
        ["Reference:", "Q/18/04"],
        ["Key decision?", "☒"],
    ]


def test_a_long_value_is_read_line_by_line_inside_its_field() -> None:
    words = b"That the walls of the inner basin be mended before the winter by the firm that built them, for up to "
    body = label(700, b"Decision:") + label(600, b"Reasons:")
    document = read_pdf(
        form(body, text_field(620, 712, words + b"45,000 pounds in all.", b"/Ff 4096"), text_field(596, 612, b"Age"))
    )
    text = " ".join(document.text.split())
    assert text == "Decision: " + words.decode() + "45,000 pounds in all. Reasons: Age"


def test_hidden_and_empty_fields_say_nothing() -> None:
    data = form(
        label(784, b"Name:"), text_field(780, 796, b""), text_field(750, 766, b"secret").replace(b"/F 4", b"/F 2")
    )
    assert [line.text for line in read_pdf(data).lines] == ["Name:"]


def test_a_comment_typed_on_a_page_is_read() -> None:
    note = b"<</Type/Annot/Subtype/FreeText/Contents(Approved 8 March 2018)/Rect[200 780 540 796]/DA(/F1 10 Tf)/F 4>>"
    assert rows(read_pdf(form(label(784, b"Signed:"), note))) == [["Signed:", "Approved 8 March 2018"]]


def test_bookmarks_are_kept_with_their_pages_and_depths() -> None:
    pdf = FPDF()
    pdf.set_font("Helvetica", size=11)
    for title, level in (("5 Minutes", 0), ("7 Report on the  quays", 0), ("Appendix A - Costs", 1)):
        pdf.add_page()
        pdf.start_section(title, level)
        pdf.cell(0, 10, f"{title} opens here.")
    assert read_pdf(bytes(pdf.output())).outline == (
        Bookmark("5 Minutes", 1),
        Bookmark("7 Report on the quays", 2),
        Bookmark("Appendix A - Costs", 3, 1),
    )


def test_bookmarks_in_a_circle_end() -> None:
    data = built(
        b"<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length 46>>stream\nBT /F1 11 Tf 60 700 Td (The board met.) Tj ET\nendstream",
        FONT,
        b"<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>",
        b"<</Title(5 Minutes)/Parent 6 0 R/Next 7 0 R/First 7 0 R/Dest[3 0 R/Fit]>>",
    )
    assert read_pdf(data).outline == (Bookmark("5 Minutes", 1),)


def changed(draw: str, rotation: int = 0, crop: tuple[float, float, float, float] | None = None) -> Document:
    """A page whose words are drawn at its left, turned or cropped afterwards."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    for number, line in enumerate(draw.splitlines()):
        pdf.text(100, 300 + 14 * number, line)
    out = io.BytesIO()
    with pypdfium2.PdfDocument(bytes(pdf.output())) as held:
        page = held[0]
        page.set_rotation(rotation)
        if crop:
            page.set_cropbox(*crop)
        held.save(out)
    return read_pdf(out.getvalue())


def test_a_crop_box_away_from_the_corner_moves_nothing() -> None:
    document = changed("The harbour board met.\nIt rose at noon.", crop=(80, 400, 500, 700))
    assert document.text == "The harbour board met.\nIt rose at noon."
    assert not document.faults


def test_words_outside_the_crop_box_are_named() -> None:
    document = changed("The harbour board met.\nIt rose at noon.", crop=(80, 540, 500, 700))
    assert document.text == "The harbour board met."
    assert [(fault.code, fault.pages) for fault in document.faults] == [("off-page-words", (1,))]
    assert "“It rose at noon.”" in document.faults[0].message


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_words_on_their_side_are_kept(rotation: int) -> None:
    assert sorted(changed("The harbour board met.", rotation).text.split()) == ["The", "board", "harbour", "met."]
