"""A page's text found on its picture: what is asked of a worker process, for text and page are hostile alike."""

from __future__ import annotations

from typing import NamedTuple

from interfaces.web.source.placing import Placed, place
from interfaces.web.source.words import PageWords, words_on


class Found(NamedTuple):
    """The words on a page's picture, and which of them each word of the page's text is."""

    seen: PageWords
    placed: Placed


def find(path: str, page: int, text: str) -> Found:
    """Find a page's text on its picture. Raises Unreadable for a file or page that cannot be opened."""
    seen = words_on(path, page)
    return Found(seen, place(text, seen.words))
