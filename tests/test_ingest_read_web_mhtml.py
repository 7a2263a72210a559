"""Web pages that a browser saved with their pictures in one file are read as the page itself."""

from __future__ import annotations

import base64
import quopri

import pytest

from ingest.read.reader import media_type, read
from ingest.read.web.html import read_html
from ingest.read.web.mhtml import is_mhtml
from kg.errors import Unreadable

PAGE = "<html><head><title>Ferries</title></head><body><p>The landing costs £5 – “café” included.</p></body></html>"


def saved(*parts: str, kind: str = 'multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--edge"') -> bytes:
    head = f"From: <Saved by a browser>\r\nSubject: Ferries\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n"
    return (head + "".join(f"----edge\r\n{part}\r\n" for part in parts) + "----edge--\r\n").encode("latin-1")


def html(charset: str, encoding: str = "quoted-printable", page: str = PAGE) -> str:
    data = page.encode(charset, errors="replace")
    body = quopri.encodestring(data) if encoding == "quoted-printable" else base64.encodebytes(data)
    head = f'Content-Type: text/html; charset="{charset}"\r\nContent-Transfer-Encoding: {encoding}\r\n'
    return f"{head}Content-Location: https://wexmere.example/\r\n\r\n{body.decode('ascii')}"


PICTURE = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_the_page_in_a_saved_file_is_read(charset: str, encoding: str) -> None:
    data = saved(PICTURE, html(charset, encoding))
    assert is_mhtml(data)
    assert [line.text for line in read_html(data).lines] == ["Ferries", "The landing costs £5 – “café” included."]


def test_an_encoding_that_nobody_knows_is_found_from_the_words() -> None:
    data = saved(html("utf-8").replace("utf-8", "x-wexmere"))
    assert "£5 – “café”" in read_html(data).text


@pytest.mark.parametrize(
    "data",
    [saved(PICTURE), saved(), saved(kind="multipart/related"), saved("Content-Type: multipart/related\r\n\r\n")],
)
def test_a_saved_file_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="holds no web page"):
        read_html(data)


def test_parts_within_parts_by_the_thousand_are_refused() -> None:
    inside = "".join(f'Content-Type: multipart/related; boundary="b{at}"\r\n\r\n--b{at}\r\n' for at in range(4000))
    with pytest.raises(Unreadable, match="save the page again"):
        read_html(b"MIME-Version: 1.0\r\n" + inside.encode())


@pytest.mark.parametrize("data", [b"Present: A Pine\n", PAGE.encode(), b"", b"Content-Type: text/html\r\n\r\n<p>"])
def test_other_files_are_no_saved_pages(data: bytes) -> None:
    assert not is_mhtml(data)


def test_a_saved_page_is_known_from_its_content() -> None:
    document, kind = read(saved(html("utf-8")))
    assert (document.lines[0].text, kind) == ("Ferries", "multipart/related")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("before", ["", "<!-- one -->\n<!-- two -->", '<?xml version="1.0"?>\n<!DOCTYPE html>'])
def test_a_page_in_every_encoding_is_known_from_its_content(before: str, encoding: str) -> None:
    assert media_type((before + PAGE).encode(encoding)) == "text/html"


def test_comments_by_the_hundred_are_passed_over_at_once() -> None:
    assert media_type(b"<!---->" * 600) == "text/plain"
