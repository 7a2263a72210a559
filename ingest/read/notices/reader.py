"""OCDS files: bytes to a Document whose text a person can read, each release with the places of its values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ingest.read.document import Document
from ingest.read.notices.json_file import Json, doubled_names, tree_of
from ingest.read.notices.layout import lay_out, title_of
from ingest.read.notices.nodes import Node
from ingest.read.notices.page import Page
from ingest.read.notices.release_text import ReleaseText
from ingest.read.notices.releases import is_package, releases_of, without_ocid
from kg.errors import Unreadable

REFUSED: Final = "it is data (JSON) and no paper; leave it out, or give the paper as PDF, Word, web page or text"
NO_RELEASES: Final = (
    "it is an OCDS package that holds no release, only links or nothing; get the releases themselves from the portal"
)
NO_OCID: Final = (
    "its OCDS releases have no ocid, the number of their contracting process; get the notice again from the portal"
)
MARK: Final = b'"ocid"'
# A file that may hold releases without one: it has a tag, and what a release tells.
MARKS: Final = (b'"tag"', b'"buyer"', b'"tender"', b'"awards"', b'"contracts"', b'"planning"')


def read_notices(data: bytes) -> Document:
    """A file of published notices as a Document.

    Raises Unreadable for JSON that is no OCDS release, release package or record package, and for damaged ones.
    """
    plain = data.replace(b"\0", b"")  # UTF-16 puts a zero beside each letter
    if MARK not in plain and not (MARKS[0] in plain and any(mark in plain for mark in MARKS[1:])):
        raise Unreadable(REFUSED)
    tree = tree_of(data)
    releases, without = releases_of(tree), without_ocid(tree)
    if not releases:
        raise Unreadable(NO_OCID if without else NO_RELEASES if is_package(tree) else REFUSED)
    page = Page()
    read = tuple(_release(release, page) for release in releases)
    if without:
        named = tuple(
            " ".join((title_of(node) or node.words("id") or "no title")[:80].split()) for node in map(Node, without)
        )
        read = (replace(read[0], without_ocid=named), *read[1:])
    return Document("".join(page.text), tuple(page.lines), wrapped=False, releases=read)


def _release(release: Mapping[str, Json], page: Page) -> ReleaseText:
    """One release, written on the page."""
    first = len(page.lines)
    page.places = {}
    lay_out(Node(release), page)
    return ReleaseText(release, page.places, (first, len(page.lines)), tuple(dict.fromkeys(doubled_names(release))))
