"""Files within a Word file: programs that make reports put them there whole, and Word takes their words in later."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.read.text import decode
from ingest.read.web.html_flow import lines_of
from ingest.read.web.html_tree import own_part, page_of
from ingest.read.web.mhtml import is_mhtml, page_in
from ingest.read.written import Written, spaced
from kg.errors import Unreadable

ZIP, RTF = b"PK\x03\x04", b"{\\rtf"
MARK_UP = (b"<html", b"<!doctype html", b"<body", b"<p", b"<div", b"<?xml")


def chunk_lines(data: bytes, word: Callable[[bytes], list[Written]]) -> Iterator[Written]:
    """The lines of a file within a Word file: a web page, text, or a Word file, which `word` reads.

    Raises Unreadable for other files: without their words the paper would be read in part only.
    """
    opening = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if data.startswith(ZIP):
        yield from word(data)
    elif opening.startswith(RTF):
        raise Unreadable("another file stands in this Word file (Rich Text); open it in Word and save it once more")
    elif is_mhtml(data) or opening.startswith(MARK_UP):
        yield from lines_of(own_part(page_of(page_in(data) if is_mhtml(data) else data)))
    else:
        yield from (Written((spaced(line),)) for line in decode(data).split("\n") if line.strip())
