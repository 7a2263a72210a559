"""OCDS files: bytes to a Document whose text a person can read, each release with the places of its values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ingest.read.document import Document
from ingest.read.notices.json_file import Json, doubled_names, tree_of
from ingest.read.notices.layout import lay_out
from ingest.read.notices.nodes import Node
from ingest.read.notices.page import Page
from ingest.read.notices.release_text import ReleaseText
from ingest.read.notices.releases import is_package, releases_of
from kg.errors import Unreadable

REFUSED: Final = "it is data (JSON) and no paper; leave it out, or give the paper as PDF, Word, web page or text"
NO_RELEASES: Final = (
    "it is an OCDS package that holds no release, only links or nothing; get the releases themselves from the portal"
)
MARK: Final = b'"ocid"'


def read_notices(data: bytes) -> Document:
    """A file of published notices as a Document.

    Raises Unreadable for JSON that is no OCDS release, release package or record package, and for damaged ones.
    """
    if MARK not in data.replace(b"\0", b""):  # UTF-16 puts a zero beside each letter
        raise Unreadable(REFUSED)
    tree = tree_of(data)
    releases = releases_of(tree)
    if not releases:
        raise Unreadable(NO_RELEASES if is_package(tree) else REFUSED)
    page = Page()
    read = tuple(_release(release, page) for release in releases)
    return Document("".join(page.text), tuple(page.lines), wrapped=False, releases=read)


def _release(release: Mapping[str, Json], page: Page) -> ReleaseText:
    """One release, written on the page."""
    first = len(page.lines)
    page.places = {}
    lay_out(Node(release), page)
    return ReleaseText(release, page.places, (first, len(page.lines)), tuple(dict.fromkeys(doubled_names(release))))
