"""Which reader a paper needs, found from its content, never from its name."""

from __future__ import annotations

import re

from ingest.read.document import Document
from ingest.read.text import read_text
from kg.errors import Unreadable

# What the first bytes say; a type that we cannot read is refused by name, with what to do.
KINDS: tuple[tuple[str, bytes], ...] = (
    ("application/pdf", b"%PDF-"),
    ("application/zip", b"PK\x03\x04"),
    ("application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("application/gzip", b"\x1f\x8b"),
    ("image/png", b"\x89PNG"),
    ("image/jpeg", b"\xff\xd8\xff"),
)
HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
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


def read(data: bytes) -> tuple[Document, str]:
    """A paper's Document and its media type (`text/plain` or `text/markdown`).

    Raises Unreadable for an empty or damaged paper, and for types that are not read yet.
    """
    if not data:
        raise Unreadable("it is empty (zero bytes); get the paper again from its source")
    kind = media_type(data)
    if kind != "text/plain":
        raise Unreadable(f"it is {kind}, which is not read yet; convert the paper to text or Markdown")
    document = read_text(data)
    return document, "text/markdown" if MARKDOWN.search(document.text) else kind
