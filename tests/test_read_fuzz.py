"""Spoilt papers of every kind are read or refused, the whole way, and nothing else happens; what once broke is kept.

bench/fuzz.py does the same for as long as one likes.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.extract.passages import passages
from ingest.read.document import Document
from ingest.read.reader import read
from kg.errors import Unreadable

TEXT = """OSWICK BOROUGH COUNCIL
HARBOUR COMMITTEE: MINUTES
Thursday 6 September 2018
Present: Councillors A Marsh (Chair), B Fenn
12. QUAY REPAIRS
It was RESOLVED unanimously to:
a) Award the contract for the North Quay to Tern Works Ltd, at £1,250,000 for 3 years; and
b) Delegate to the Director the power to extend it.
| Action | Owner | Due |
| Report back | A Clerk | 1 May 2019 |
"""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in TEXT.splitlines())
CELL = "<w:tc><w:p><w:r><w:t>Quay</w:t></w:r></w:p></w:tc>"
WORD = f"<w:document {W}><w:body>{BODY}<w:tbl><w:tr>{CELL}{CELL}</w:tr></w:tbl></w:body></w:document>".encode()
ITEMS = "".join(f"<li><h2>{line[:30]}</h2><p>{line}</p></li>" for line in TEXT.splitlines())
PAGE = f"<!DOCTYPE html><html><body><ul>{ITEMS}</ul><table><tr><td>Quay<td>12</table></body></html>".encode()
ONE_FILE = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n" + PAGE


def paper_pdf() -> bytes:
    pdf = FPDF()
    pdf.set_compression(False)
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    pdf.multi_cell(0, 6, TEXT.replace("£", "GBP "))
    return bytes(pdf.output())


def packed(part: bytes) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", part)
    return held.getvalue()


SAMPLES = {
    "pdf": (paper_pdf(), bytes),
    "word": (WORD, packed),
    "page": (PAGE, bytes),
    "one file": (ONE_FILE, bytes),
    "text": (TEXT.encode(), bytes),
}
ODD = (
    b"\x00",
    b"\xff",
    b"\x0c",
    b"<",
    b">",
    b"&#0;",
    b"\xed\xa0\x80",
    b"9" * 300,
    b"((a" * 50,
    b"31 February 2018",
    b"-1",
)
SHARES = st.floats(0, 1, exclude_max=True)
# One thing done to a paper: what, where, how far on, and with which odd bytes.
DONE = st.sampled_from(("turn", "cut", "drop", "double", "odd"))
CHANGES = st.lists(st.tuples(DONE, SHARES, SHARES, st.sampled_from(ODD)))


def spoilt(data: bytes, changes: list[tuple[str, float, float, bytes]]) -> bytes:
    """A paper with some things done to it, one after another."""
    for what, place, length, odd in changes[:8]:
        at = int(place * len(data))
        to = at + 1 + int(length * 200)
        match what:
            case "turn" if data:
                data = data[:at] + bytes([data[at] ^ 1 << int(length * 8)]) + data[at + 1 :]
            case "cut":
                data = data[:to]
            case "drop":
                data = data[:at] + data[to:]
            case "double":
                data = data[:to] + data[at:]
            case _:
                data = data[:at] + odd + data[at:]
    return data


def is_read_or_refused(data: bytes) -> bool:
    """Whether a paper goes the whole way, or is refused in one sentence; any other error is let through."""
    try:
        document, _kind = read(data)
        sections = divide(document)
        records = tuple(extract(sections))
        tuple(passages(sections, records))
    except Unreadable as refusal:
        return str(refusal).count(";") >= 1 and "\n" not in str(refusal)
    return isinstance(document, Document)


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_whole_sample_is_read(kind: str) -> None:
    data, made = SAMPLES[kind]
    assert "Quay" in read(made(data))[0].text or "QUAY" in read(made(data))[0].text


@pytest.mark.parametrize("kind", SAMPLES)
@settings(max_examples=25, deadline=5000, suppress_health_check=[HealthCheck.too_slow])
@given(changes=CHANGES)
def test_a_spoilt_paper_is_read_or_refused(kind: str, changes: list[tuple[str, float, float, bytes]]) -> None:
    data, made = SAMPLES[kind]
    assert is_read_or_refused(made(spoilt(data, changes)))


@settings(max_examples=40, deadline=5000)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert is_read_or_refused(data)


# Found by bench/fuzz.py, made smaller.
BROKE = {
    "a limb of which only the letter is left": b"R COMMITTEE\nPresent:6 September 2018\nIt was RESOLVED\na)",
    "a paper of furniture alone": b"<html><title>Quays</title><body></body></html>",
}


@pytest.mark.parametrize("what", BROKE)
def test_what_once_broke_a_reader_is_read_or_refused(what: str) -> None:
    assert is_read_or_refused(BROKE[what])
