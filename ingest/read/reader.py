"""Which reader a paper needs, found from its content, never from its name."""

from __future__ import annotations

import re

from ingest.read.document import Document
from ingest.read.docx import read_docx
from ingest.read.pdf import MOST_PAGES, read_pdf
from ingest.read.text import read_text
from ingest.read.web.html import read_html
from kg.errors import Unreadable

ZIPPED, OLD_OFFICE = "application/zip", "application/msword"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What the first bytes say; a type that we cannot read is refused by name, with what to do.
KINDS: tuple[tuple[str, bytes], ...] = (
    ("application/pdf", b"%PDF-"),
    (ZIPPED, b"PK\x03\x04"),
    (OLD_OFFICE, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("application/gzip", b"\x1f\x8b"),
    ("image/png", b"\x89PNG"),
    ("image/jpeg", b"\xff\xd8\xff"),
)
HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
MARKDOWN = re.compile(r"^#{1,6} \S|^\*\*\S", re.MULTILINE)


def media_type(data: bytes) -> str:
    """The paper's media type by its first bytes; text where nothing else fits."""
    for name, signature in KINDS:
        if data[:1024].lstrip().startswith(signature) if name == "application/pdf" else data.startswith(signature):
            return name
    if HTML.match(data[:4096]):
        return "text/html"
    if data[:64].lstrip()[:1] in (b"{", b"[") and data.rstrip()[-1:] in (b"}", b"]"):
        return "application/json"
    return "text/plain"


def read(data: bytes, most_pages: int = MOST_PAGES) -> tuple[Document, str]:
    """A paper's Document and its media type (as IANA registers them, or `text/markdown`).

    Raises Unreadable for an empty, damaged, locked or too long paper, and for types that are not read.
    """
    if not data:
        raise Unreadable("it is empty (zero bytes); get the paper again from its source")
    kind = media_type(data)
    if kind == "application/pdf":
        return read_pdf(data, most_pages), kind
    if kind in (ZIPPED, OLD_OFFICE):  # a Word file with a password is stored as old Office files were
        return read_docx(data), WORD
    if kind == "text/html":
        return read_html(data), kind
    if kind != "text/plain":
        raise Unreadable(f"it is {kind}, which is not read; convert the paper to PDF, Word or text")
    document = read_text(data)
    return document, "text/markdown" if MARKDOWN.search(document.text) else kind
