"""PDFs that are locked, torn, endless or traps, put together by hand; for bench/bad_input.py."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from fpdf import FPDF
from fpdf.enums import EncryptionMethod

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
MILLION = 1_000_000


def whole(words: str, method: EncryptionMethod | None = None, user: str | None = None) -> bytes:
    """A PDF of one page with some words; locked where a method is given, for its owner alone without `user`."""
    pdf = FPDF()
    if method is not None:
        pdf.set_encryption(owner_password="quay-owner", user_password=user, encryption_method=method)
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    pdf.multi_cell(0, 6, words)
    return bytes(pdf.output())


def built(*objects: bytes) -> bytes:
    """A PDF put together from its objects, the first its catalogue."""
    pieces, places, at = [b"%PDF-1.4\n"], [], 9
    for number, body in enumerate(objects, 1):
        places.append(at)
        pieces.append(b"%d 0 obj\n" % number + body + b"\nendobj\n")
        at += len(pieces[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    pieces.append(b"xref\n0 %d\n0000000000 65535 f \n" % size + table)
    pieces.append(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, at))
    return b"".join(pieces)


def stream(packed: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """A stream object."""
    return b"<</Length %d/Filter[%b]>>stream\n" % (len(packed), filters) + packed + b"\nendstream"


def drawn(body: bytes) -> bytes:
    """A PDF of one page that draws something."""
    return built(CATALOG, ONE_PAGE, PAGE, stream(zlib.compress(body)), FONT)


def swollen(gibibytes: int) -> bytes:
    """A page whose content unpacks to so many GiB of blanks, packed twice."""
    block = b" " * (64 << 20)
    packer = zlib.compressobj(9)
    first = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    once = first + again * (gibibytes * 16 - 1) + packer.flush()
    return built(CATALOG, ONE_PAGE, PAGE, stream(zlib.compress(once), b"/FlateDecode/FlateDecode"), FONT)


def many_pages() -> bytes:
    """A tree that names one page a million times."""
    kids = b"3 0 R " * MILLION
    return built(
        CATALOG, b"<</Type/Pages/Count %d/Kids[%b]>>" % (MILLION, kids), PAGE, stream(zlib.compress(b"")), FONT
    )


def deep_tree(depth: int = 100_000) -> bytes:
    """A page tree of so many storeys."""
    storeys = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 1) for number in range(2, depth)]
    return built(CATALOG, *storeys, b"<</Type/Page/MediaBox[0 0 9 9]>>")


def mute_font() -> bytes:
    """A page in a font that does not say which letters its glyphs are."""
    lines = (b"".join(b"%04X" % (34 + (7 * line + glyph * glyph) % 58) for glyph in range(60)) for line in range(30))
    fonts = b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Mute/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    below = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Mute/CIDSystemInfo<</Registry(X)/Ordering(Y)/Supplement 0>>"
    )
    text = b"BT /F1 7 Tf 50 800 Td " + b" ".join(b"0 -20 Td <%b> Tj" % line for line in lines) + b" ET"
    described = below + b"/FontDescriptor 7 0 R>>"
    descriptor = b"<</Type/FontDescriptor/FontName/AAAAAA+Mute/Flags 4/ItalicAngle 0/Ascent 800/Descent -200>>"
    return built(CATALOG, ONE_PAGE, PAGE, stream(zlib.compress(text)), fonts, described, descriptor)


def own_form() -> bytes:
    """A page that draws a form which draws itself."""
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 5>>stream\n/X Do"
    form += b"\nendstream"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    return built(CATALOG, ONE_PAGE, page, stream(zlib.compress(b"/X Do")), form)


def broken_table(good: bytes) -> bytes:
    """A PDF whose table of places lies; readers find its objects nevertheless."""
    return good.replace(b"startxref\n", b"startxref\n9")


def inputs(words: str) -> Iterator[tuple[str, str, bytes]]:
    """Each bad PDF: what it is, its file name, its bytes."""
    good = whole(words)
    yield "PDF, RC4 password", "rc4.pdf", whole(words, EncryptionMethod.RC4, "quay")
    yield "PDF, AES-256 password", "aes.pdf", whole(words, EncryptionMethod.AES_256, "quay")
    yield "PDF, owner's password only", "owner.pdf", whole(words, EncryptionMethod.AES_128)
    yield "PDF cut off at half", "half.pdf", good[: len(good) // 2]
    yield "PDF, only its first line", "head.pdf", b"%PDF-1.7\n"
    yield "PDF, table of places broken", "xref.pdf", broken_table(good)
    yield (
        "PDF that claims 1,000,000 pages",
        "claims.pdf",
        built(CATALOG, b"<</Type/Pages/Count %d/Kids[3 0 R]>>" % MILLION, PAGE, stream(zlib.compress(b"")), FONT),
    )
    yield "PDF, one page named 1,000,000 times", "million.pdf", many_pages()
    yield "PDF, page tree in a circle", "circle.pdf", built(CATALOG, b"<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]>>")
    yield "PDF, page tree 100,000 deep", "deep.pdf", deep_tree()
    yield "PDF page of 1,000,000 paths", "paths.pdf", drawn(b"0 0 m 9 9 l S\n" * MILLION)
    yield "PDF page of 1,000,000 texts", "texts.pdf", drawn(b"BT /F1 9 Tf 9 9 Td (a) Tj ET\n" * MILLION)
    yield "PDF page of 10,000,000 rectangles", "boxes.pdf", drawn(b"0 0 1 1 re f\n" * 10 * MILLION)
    yield "PDF page that unpacks to 10 GiB", "swollen.pdf", swollen(10)
    yield "PDF, brackets 1,000,000 deep", "brackets.pdf", drawn(b"[" * MILLION + b"q " * MILLION)
    yield "PDF form that draws itself", "form.pdf", own_form()
    yield "PDF font without Unicode map", "mute.pdf", mute_font()
