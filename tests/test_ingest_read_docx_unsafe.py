"""Word files that are damaged, locked or traps cost one clear sentence."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.read import docx_parts
from ingest.read.docx import read_docx
from kg.errors import Unreadable

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(**parts: str | bytes) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return held.getvalue()


def body(inside: str) -> str:
    return f"<w:document {W}><w:body>{inside}</w:body></w:document>"


PLAIN = packed(document=body("<w:p><w:r><w:t>Roads Committee</w:t></w:r></w:p>"))


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as found:
        read_docx(data)
    said = str(found.value)
    assert "\n" not in said
    assert len(said) < 200
    return said


def test_what_is_no_zip_is_refused() -> None:
    assert "damaged" in refused(b"PK\x03\x04 and then nothing")
    assert "damaged" in refused(PLAIN[: len(PLAIN) // 2])


def test_a_zip_without_a_document_is_refused() -> None:
    assert "holds no Word document" in refused(packed(other="<x/>"))


def test_a_locked_file_is_told_from_an_old_one() -> None:
    assert "password" in refused(docx_parts.OLE + b"\0" * 600 + docx_parts.ENCRYPTED)
    assert "old format" in refused(docx_parts.OLE + b"\0" * 600)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "packed more than" in refused(packed(document=body(" " * (20 << 20))))


def test_a_part_larger_than_is_safe_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_parts, "ONE_PART", 100)
    assert "larger than is safe" in refused(PLAIN)


def test_more_than_is_safe_in_all_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_parts, "UNPACKED", 10)
    assert "unpacks to" in refused(PLAIN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_expanded(encoding: str) -> None:
    trap = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/hostname">]>' + body("<w:p>&a;&b;</w:p>")
    assert "entities" in refused(packed(document=trap.encode(encoding)))


def test_what_is_nested_too_deeply_is_refused() -> None:
    assert "nested too deeply" in refused(packed(document=body("<w:sdt>" * 3000 + "</w:sdt>" * 3000)))
    tables = "<w:tbl><w:tr><w:tc>" * 600 + "</w:tc></w:tr></w:tbl>" * 600
    assert "nested too deeply" in refused(packed(document=body(tables)))


def test_tables_within_tables_are_read_as_far_as_xml_may_go() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 80 + "<w:p><w:r><w:t>Low</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 80
    assert [line.text for line in read_docx(packed(document=body(deep))).lines] == ["Low"]


def test_broken_xml_is_refused() -> None:
    assert "damaged (line 1)" in refused(packed(document=body("<w:p>")))


def test_a_paper_without_words_is_refused() -> None:
    assert "no words" in refused(packed(document=body("<w:p/>")))


def test_numbers_that_are_none_are_passed_over() -> None:
    inside = '<w:p><w:pPr><w:outlineLvl w:val="²"/><w:numPr><w:ilvl w:val="²"/><w:numId w:val="-1"/></w:numPr></w:pPr>'
    (line,) = read_docx(packed(document=body(f"{inside}<w:r><w:t>Roads</w:t></w:r></w:p>"))).lines
    assert (line.text, line.level) == ("Roads", 0)


def test_words_around_a_number_are_cut_short() -> None:
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"x" * 5000}%1"/></w:lvl>'
    number = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    numbering = f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>{number}</w:numbering>'
    paragraph = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Roads</w:t></w:r></w:p>'
    assert len(read_docx(packed(document=body(paragraph), numbering=numbering)).text) < 200


def is_read_or_refused(data: bytes) -> bool:
    """Whether a file is read, or refused with a sentence; any other error is let through."""
    try:
        return bool(read_docx(data).lines)
    except Unreadable as refusal:
        return bool(str(refusal))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PLAIN) - 1), st.integers(0, 255))
def test_one_wrong_byte_is_read_or_refused(place: int, value: int) -> None:
    assert is_read_or_refused(PLAIN[:place] + bytes([value]) + PLAIN[place + 1 :])


NAMES = st.sampled_from(("p", "r", "t", "tbl", "tr", "tc", "sdt", "ins", "del", "pPr", "numPr", "footnoteReference"))


def element(made: tuple[str, list[str]]) -> str:
    name, inside = made
    return f"<w:{name}>{''.join(inside)}x</w:{name}>"


@settings(max_examples=60, deadline=None)
@given(st.recursive(st.just(""), lambda inside: st.tuples(NAMES, st.lists(inside, max_size=3)).map(element)))
def test_elements_in_any_order_are_read_or_refused(inside: str) -> None:
    assert is_read_or_refused(packed(document=body(inside)))
