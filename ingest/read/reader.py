"""Which reader a paper needs, found from its content, never from its name."""

from __future__ import annotations

import re

from ingest.read.document import Document
from ingest.read.docx import read_docx
from ingest.read.notices.reader import read_notices
from ingest.read.pdf import MOST_PAGES, read_pdf
from ingest.read.pdf_scans import Sight
from ingest.read.text import read_text
from ingest.read.web.html import read_html
from ingest.read.web.mhtml import MHTML, is_mhtml
from kg.errors import Unreadable

ZIPPED, OLD_OFFICE, JSON, XML = "application/zip", "application/msword", "application/json", "application/xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# How a type is told by the first bytes. PDF's may stand a little further on.
KINDS: tuple[tuple[str, bytes], ...] = (
    ("application/pdf", b"%PDF-"),
    (ZIPPED, b"PK\x03\x04"),
    (ZIPPED, b"PK\x05\x06"),
    (OLD_OFFICE, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("application/rtf", b"{\\rtf"),
    ("application/gzip", b"\x1f\x8b"),
    ("application/x-7z-compressed", b"7z\xbc\xaf\x27\x1c"),
    ("application/vnd.rar", b"Rar!\x1a\x07"),
    ("image/png", b"\x89PNG"),
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/gif", b"GIF8"),
    ("image/tiff", b"II*\x00"),
    ("image/tiff", b"MM\x00*"),
    ("application/postscript", b"%!PS"),
)
PICTURE = "it is a picture and no paper; make a PDF of it, or get the paper itself"
PACKED = "it is a packed folder; unpack it, and give the papers in it"
# What a type that is not read is called, and what a clerk can do about it.
REFUSED = {
    "application/rtf": "it is a Rich Text file, which is not read; save it from Word as .docx or PDF",
    "application/gzip": PACKED,
    "application/x-7z-compressed": PACKED,
    "application/vnd.rar": PACKED,
    "image/png": PICTURE,
    "image/jpeg": PICTURE,
    "image/gif": PICTURE,
    "image/tiff": PICTURE,
    "application/postscript": "it is a PostScript file, which is not read; make a PDF of it",
    XML: "it is data (XML) and no paper; leave it out, or give the paper as PDF, Word, web page or text",
}
# Zips that are no Word files, by a name that stands in them.
ZIPS: tuple[tuple[bytes, str], ...] = (
    (b"xl/workbook.", "it is an Excel workbook, which is not read; save its sheets as PDF"),
    (b"ppt/presentation.", "it is a PowerPoint presentation, which is not read; save it as PDF"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "it is an OpenDocument file, which is not read; save it as .docx"),
    (b"mimetypeapplication/epub", "it is an e-book, which is not read; get the paper as PDF"),
)
# Files of old Office programs that are not Word's, by the name of what they hold.
OLD_ONES: tuple[tuple[bytes, str], ...] = (
    ("Workbook".encode("utf-16-le"), "it is an old Excel workbook, which is not read; save its sheets as PDF"),
    ("PowerPoint Document".encode("utf-16-le"), "it is an old PowerPoint file, which is not read; save it as PDF"),
    ("__substg1.0".encode("utf-16-le"), "it is an e-mail saved by Outlook; save the papers that came with it"),
)
HTML = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*){0,9}+"
    rb"<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
JSON_OPENS = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:\{\s*\"|\[\s*\{\s*\")")
XML_OPENS = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\s")
# How much of a paper's time may go into looking at the pictures in it.
SHARE_FOR_PICTURES = 0.7
MARKDOWN = re.compile(r"^#{1,6} \S|^\*\*\S", re.MULTILINE)


def media_type(data: bytes) -> str:
    """The paper's media type by its first bytes; text where nothing else fits."""
    for name, signature in KINDS:
        if data[:1024].lstrip().startswith(signature) if name == "application/pdf" else data.startswith(signature):
            return name
    if HTML.match(data[:4096].replace(b"\0", b"")):  # UTF-16 puts a zero beside each letter
        return "text/html"
    if is_mhtml(data):
        return MHTML
    bracketed = data[:64].lstrip()[:1] in (b"{", b"[") and data.rstrip()[-1:] in (b"}", b"]")
    if bracketed or JSON_OPENS.match(data[:4096].replace(b"\0", b"")):
        return JSON
    return XML if XML_OPENS.match(data[:256]) else "text/plain"


def read(data: bytes, most_pages: int = MOST_PAGES, seconds: float = 60.0) -> tuple[Document, str]:
    """A paper's Document and its media type (as IANA registers them, or `text/markdown`).

    `seconds` is the time for the whole paper: looking at the pictures in it stops before that.

    Raises Unreadable for an empty, damaged, locked or too long paper, and for types that are not read.
    """
    if not data:
        raise Unreadable("it is empty (zero bytes); get the paper again from its source")
    document, kind = _read(data, media_type(data), most_pages, seconds)
    if document.page_count and document.page_count > most_pages:
        raise Unreadable(
            f"it has {document.page_count:,} pages, more than {most_pages:,}; split it, or allow more with --pages"
        )
    return document, kind


def _read(data: bytes, kind: str, most_pages: int, seconds: float) -> tuple[Document, str]:
    if kind == "application/pdf":
        return read_pdf(data, most_pages, Sight(SHARE_FOR_PICTURES * seconds)), kind
    if kind in (ZIPPED, OLD_OFFICE):  # a Word file with a password is stored as old Office files were
        _refuse_others(data, kind)
        return read_docx(data), WORD
    if kind in ("text/html", MHTML):
        return read_html(data), kind
    if kind == JSON:
        return read_notices(data), kind
    if kind in REFUSED:
        raise Unreadable(REFUSED[kind])
    document = read_text(data)
    return document, "text/markdown" if MARKDOWN.search(document.text) else kind


def _refuse_others(data: bytes, kind: str) -> None:
    """Raise Unreadable, by its own name, for a zip or an old Office file that is no Word document."""
    if b"word/document." in data:
        return
    for mark, refusal in ZIPS if kind == ZIPPED else OLD_ONES:
        if mark in data:
            raise Unreadable(refusal)
