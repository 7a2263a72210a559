"""PDFs that are none, damaged, locked, endless or empty: each is refused in one sentence, and nothing else happens."""

from __future__ import annotations

from contextlib import suppress

import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.read.document import Document
from ingest.read.pdf import read_pdf
from kg.errors import Unreadable

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def paper(*words: str, password: str = "") -> bytes:
    pdf = FPDF()
    if password:
        pdf.set_encryption(owner_password=password + "!", user_password=password)
    for text in words:
        pdf.add_page()
        pdf.set_font("Helvetica", size=11)
        pdf.cell(0, 10, text)
    return bytes(pdf.output())


def built(*objects: bytes) -> bytes:
    """A PDF put together from its objects, the first its catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def drawn(body: bytes) -> bytes:
    """A PDF of one page that draws something."""
    pages = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
    return built(CATALOG, pages, PAGE, b"<</Length %d>>stream\n" % len(body) + body + b"\nendstream", FONT)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"Minutes of the harbour board", "no PDF"),
        (b"%PDF-1.7\n", "cut off before its end"),
        (paper("The harbour board met.")[:600], "cut off before its end"),
        (paper("The harbour board met.", password="quay"), "locked with a password"),
        (built(CATALOG, b"<</Type/Pages/Count 0/Kids[]>>"), "damaged"),
        (built(CATALOG, b"<</Type/Pages/Count 1000000/Kids[3 0 R]>>", PAGE), "1,000,000 pages, more than 5,000"),
        (built(CATALOG, b"<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]>>"), "damaged in the file"),
        (paper("", ""), "it is blank"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refused:
        read_pdf(data)
    assert "\n" not in str(refused.value)


def test_a_page_of_too_many_objects_is_refused_by_its_number() -> None:
    with pytest.raises(Unreadable, match="page 1 holds more than 200,000 objects"):
        read_pdf(drawn(b"0 0 1 1 re f\n" * 200_001))


def test_more_pages_are_read_where_they_are_allowed() -> None:
    data = paper(*("The harbour board met again." for _ in range(4)))
    assert read_pdf(data, most_pages=4).page_count == 4
    with pytest.raises(Unreadable, match="4 pages, more than 3"):
        read_pdf(data, most_pages=3)


def test_a_scanned_page_among_others_stays_empty() -> None:
    document = read_pdf(paper("The harbour board met.", "", "It rose."))
    assert document.text == "The harbour board met.\f\fIt rose."
    assert [line.page for line in document.lines] == [1, 3]


def test_a_paper_locked_only_against_changes_is_read() -> None:
    pdf = FPDF()
    pdf.set_encryption(owner_password="quay")
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    pdf.cell(0, 10, "The harbour board met.")
    assert read_pdf(bytes(pdf.output())).text == "The harbour board met."


def test_a_page_of_many_rules_is_taken_for_a_drawing() -> None:
    rules = b"".join(b"%d %d m %d %d l S\n" % (x, y, x + 9, y) for x in range(0, 500, 5) for y in range(0, 800, 10))
    document = read_pdf(drawn(rules + b"BT /F1 9 Tf 60 400 Td (The chart of the bay) Tj ET"))
    assert document.text == "The chart of the bay"


WHOLE = paper("The harbour board met.", "It looked at the quays.", "It rose at noon.")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=12), st.integers(1, len(WHOLE))
)
def test_damage_gives_a_document_or_a_refusal(changes: list[tuple[int, int]], length: int) -> None:
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    with suppress(Unreadable):
        assert isinstance(read_pdf(bytes(data[:length])), Document)
