"""Letters that say what is seen on the page, and those of fonts without a map, of an invented council."""

from __future__ import annotations

import io
import random
import zlib

import pypdfium2
import pytest
from fpdf import FPDF

from ingest.read.ocr import NeedsTesseract
from ingest.read.pdf import read_pdf
from ingest.read.pdf_letters import SIGNS, Sign, is_garbled
from ingest.read.pdf_scans import Sight

ENGLISH = (
    "The board met at noon and looked at the walls of the inner basin, which the firm that built them is to mend "
    "before the winter. Members asked how much of the cost would fall on the reserve for storms, and were told that "
    "the insurer had agreed to bear two thirds. It was resolved to let the work go ahead by the end of October."
)
WELSH = (
    "Trafododd yr aelodau gyflwr waliau'r basn mewnol, y bydd y cwmni a'u hadeiladodd yn eu hatgyweirio cyn y gaeaf. "
    "Gofynnwyd faint o'r gost fyddai'n disgyn ar y gronfa stormydd, a dywedwyd bod yr yswiriwr wedi cytuno i dalu "
    "dwy ran o dair. Penderfynwyd caniatáu i'r gwaith fynd rhagddo erbyn diwedd mis Hydref, a diolch i bawb."
)
FINANCE = "\n".join(
    f"Quay {n} £{n},450.00 ({n}2.5%) -{n}00 (1,{n}00) 0 - n/a 20{n}/{n + 1} *** {n}7,250 +3.5% #{n} £'000"
    for n in range(11, 60)
)
REFERENCES = "\n".join(
    f"HB/25/0{n}7 TQ{n} 4XZ PRN-BDC-{n} A/R.6.1{n} Ref: KXD{n}B B/2{n}/FUL [{n}] <{n}>" for n in range(10, 60)
)
NAMES = (
    "Wojciechowska, Okonkwo, Szymanska, Llewellyn, Nguyen, Bhattacharya, Chowdhury, McLoughlin, Fitzgerald, Qureshi, "
    "Papadopoulos, Mwangi, Rhys-Jones, Pryce, Kowalczyk, Iqbal, Khwaja, Tkachenko, Przybylski, Ndiaye, Zhang, Hrycyk"
)
CAPITALS = "RESOLVED UNANIMOUSLY: HARBOUR MASTER APPROVE DREDGING CONTRACT AWARD, SUBJECT CALL-IN; EXEMPT INFORMATION"
PLACES = (
    "Llanfairfechan Cwmbwrla Ynysybwl Pwllheli Ysbyty Ystwyth Mynydd Llwyd Abergwyngregyn Eglwyswrw Gwynllyw Rhyl " * 2
)
POLISH = (
    "Rada zatwierdziła protokół poprzedniego posiedzenia oraz przyjęła sprawozdanie dyrektora dotyczące budżetu szkół"
)
URDU = "بورڈ کا اجلاس دوپہر کو ہوا اور بندرگاہ کی دیواروں کی مرمت پر غور کیا گیا " * 5

PAGE = " ".join([ENGLISH] * 3)


def moved(text: str, by: int) -> str:
    """Letters moved along the alphabet."""
    small = "abcdefghijklmnopqrstuvwxyz"
    return text.lower().translate(str.maketrans(small, small[by:] + small[:by]))


def dealt(text: str, seed: int) -> str:
    """Letters that stand for others, as the shapes of a subset of a font are numbered."""
    small = list("abcdefghijklmnopqrstuvwxyz")
    random.Random(seed).shuffle(small)
    return text.lower().translate(str.maketrans("abcdefghijklmnopqrstuvwxyz", "".join(small)))


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_each_sign_condemns_its_example_and_spares_what_comes_near(sign: Sign) -> None:
    assert is_garbled(sign.reads)
    assert not is_garbled(sign.leaves)


@pytest.mark.parametrize(
    "text",
    [
        *(ENGLISH, WELSH, WELSH.upper(), FINANCE, REFERENCES, NAMES, NAMES.upper(), CAPITALS, PLACES, POLISH, URDU),
        "The board met at noon and looked at the walls of the inner basin.",
        "Ada Moss, Ben Pike, Cato Reed, Dora Vale, Eve Thorne, Finn Marsh, Gill Oakes, Hal Ryder " * 3,
        "Cyfarfod o'r Bwrdd a gynhaliwyd yn Neuadd y Dref ar 8 Mawrth i drafod yr harbwr a'r cei",
        "• Quay\n• Wall\n• Basin",
        "£45,000 £3,200 12.5% 2018/19",
        "Contents\n1. Quay ........................ 3\n2. Weir _____________ 5\n==============\n*******",
        "",
    ],
)
def test_words_in_any_manner_are_words(text: str) -> None:
    assert not is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        "\ue012\ue013\ue020 \ue021\ue012 \ue012\ue013\ue020 \ue021\ue012",
        "\ufffd" * 30 + " Page 3",
        "\x10\x11\x12 \x13\x14\x15\x16",
        "7KH%RDUGPHWDWQRRQDQGORRNHGDWWKHZDOOVRIWKHLQQHUEDVLQ" * 3,
        "Mlg cqsmrkb gzv xprtq nd wvlkj brtc sdfgh jklmn pqrst vwxyz bcdfg" * 3,
        *(moved(PAGE, by) for by in (3, 7, 13, 23)),
        *(dealt(PAGE, seed) for seed in range(12)),
        *(dealt(PAGE, seed).upper().replace(" ", "") for seed in range(3)),
        "Minutes of the Harbour Board\n" + dealt(PAGE, 5) + "\nPage 3 of 7 of the pack",
        "".join(chr(ord(char) + 0x80) for char in ENGLISH if char.isalpha()),
    ],
)
def test_letters_that_stand_for_others_are_none(text: str) -> None:
    assert is_garbled(text)


def test_a_line_of_any_length_is_told_in_no_time() -> None:
    assert not is_garbled("a" * 100_000 + "1" * 100_000)
    assert is_garbled("#;" * 100_000)
    assert is_garbled("xqjzkvwpgbcmfydhluqwkgjzpv" * 20_000)


def without_map(codes: bytes) -> bytes:
    """A PDF of one page whose font says nothing about its letters."""
    stream = zlib.compress(
        b"BT /F1 12 Tf 14 TL 70 700 Td "
        + b" T* ".join(
            b"<" + b"".join(b"%04X" % code for code in codes[at : at + 60]) + b"> Tj" for at in range(0, len(codes), 60)
        )
        + b" ET"
    )
    font = b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Mute/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    bare = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/M/CIDSystemInfo<</Registry(X)/Ordering(Y)/Supplement 0>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(stream) + stream + b"\nendstream",
        font,
        bare,
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    for number, each in enumerate(objects, 1):
        out.write(b"%d 0 obj\n" % number + each + b"\nendobj\n")
    out.write(b"trailer<</Root 1 0 R/Size 7>>\nstartxref\n0\n%%EOF\n")
    return out.getvalue()


@pytest.mark.parametrize("codes", [bytes(range(40, 120)) * 3, b"QUAY 27 DEAR 450 " * 9, bytes([200, 210, 45]) * 30])
def test_a_paper_in_a_font_without_a_map_is_refused_whatever_its_codes_look_like(codes: bytes) -> None:
    with pytest.raises(NeedsTesseract, match="page 1 is in letters that the file does not explain; install Tesseract"):
        read_pdf(without_map(codes), sight=Sight(0, lambda: None))


def test_a_page_without_a_map_among_others_is_named_and_the_others_read() -> None:
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_font("Helvetica", size=12)
    pdf.add_page()
    pdf.multi_cell(400, 14, ENGLISH)
    with (
        pypdfium2.PdfDocument(bytes(pdf.output())) as whole,
        pypdfium2.PdfDocument(without_map(bytes(range(40, 110)) * 4)) as mute,
    ):
        whole.import_pages(mute)
        out = io.BytesIO()
        whole.save(out)
    document = read_pdf(out.getvalue(), sight=Sight(0, lambda: None))
    assert "inner basin" in document.text
    assert [(fault.code, fault.pages) for fault in document.faults] == [("no-text-layer", (2,))]
    assert all(line.page == 1 for line in document.lines)
