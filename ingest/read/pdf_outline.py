"""A PDF's bookmarks: its own table of contents, as packs carry one for their agenda items and appendices."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from ingest.read.document import Bookmark

# No pack has more bookmarks than this, nor deeper ones, nor longer titles; what goes beyond is left out.
MOST_BOOKMARKS, DEEPEST_BOOKMARK, LONGEST_TITLE = 5000, 6, 500


def outline_of(pdf: Any, pages: int) -> Iterator[Bookmark]:
    """The bookmarks of an opened PDF that lead to one of its pages, in order."""
    for entry in islice(_entries(pdf, None, 0, set()), MOST_BOOKMARKS):
        target = entry.get_dest()
        index = target.get_index() if target else None
        title = " ".join(entry.get_title()[:LONGEST_TITLE].replace("\x00", "").split())
        if title and index is not None and 0 <= index < pages:
            yield Bookmark(title, index + 1, entry.level)


def _entries(pdf: Any, parent: Any, depth: int, seen: set[int]) -> Iterator[Any]:
    """Bookmarks and those below them; a circle ends where it closes, without a word."""
    import ctypes

    from pypdfium2 import PdfBookmark, raw

    found = raw.FPDFBookmark_GetFirstChild(pdf, parent)
    while found:
        address = ctypes.addressof(found.contents)
        if address in seen:
            return
        seen.add(address)
        yield PdfBookmark(found, pdf, depth)
        if depth + 1 < DEEPEST_BOOKMARK:
            yield from _entries(pdf, found, depth + 1, seen)
        found = raw.FPDFBookmark_GetNextSibling(pdf, found)
