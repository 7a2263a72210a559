"""Web pages: bytes to a Document of headings, paragraphs, list items and rows; a meeting's page as agenda and minutes.

Navigation, scripts, banners and hidden words are left out. The title that a browser shows often alone names the
council: it opens the text, as furniture.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.read.document import Document
from ingest.read.web.html_flow import lines_of
from ingest.read.web.html_tree import own_part, page_of, title_of
from ingest.read.web.moderngov import meeting_page, own_words
from ingest.read.written import Written, document_of, spaced


def read_html(data: bytes) -> Document:
    """A saved web page as a Document; raises Unreadable where it is no text, not safe to read or without words."""
    root = page_of(data)
    title = Written((spaced(title_of(root)),), furniture="head")
    portal = own_words(root)
    if portal is not None:
        meeting = meeting_page(portal)
        if meeting is not None:
            return replace(document_of([title, *meeting.lines]), body=meeting.body)
        return document_of([title, *lines_of(portal)])
    return document_of([title, *lines_of(own_part(root))])
