"""Web pages: bytes to a Document of headings, paragraphs, list items and rows; a meeting's page as agenda and minutes.

Navigation, scripts, banners and hidden words are left out. The title that a browser shows often alone names the
council: it opens the text, as furniture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from ingest.read.document import Document
from ingest.read.web.html_flow import lines_of
from ingest.read.web.html_tree import own_part, page_of, title_of
from ingest.read.web.label_lines import with_values
from ingest.read.web.mhtml import is_mhtml, page_in
from ingest.read.web.moderngov import meeting_page, own_words
from ingest.read.web.portal_pages import cmis_page, portal_page
from ingest.read.web.sites import body_of_page, site_of
from ingest.read.written import Written, document_of, spaced


def read_html(data: bytes) -> Document:
    """A saved web page as a Document; raises Unreadable where it is no text, not safe to read or without words."""
    root = page_of(page_in(data) if is_mhtml(data) else data)
    lines, body = _own(root)
    around = (title_of(root), site_of(root) or "")
    head = [Written((spaced(words),), furniture="head") for words in around]
    if not any(line.text for line in lines):
        head = head[:1]  # a page without words of its own is refused unless its title says something
    return replace(document_of([*head, *lines]), body=body)


def _own(root: etree._Element) -> tuple[Sequence[Written], str | None]:
    """The page's own lines, and the body that it is of, where a portal's page says so."""
    portal = own_words(root)
    if portal is not None:
        page = meeting_page(portal) or portal_page(portal)
        return page.lines, page.body
    cmis = cmis_page(root)
    if cmis is not None:
        return cmis.lines, cmis.body
    return with_values(lines_of(own_part(root))), body_of_page(root)
