"""Where in a paper a statement stands, and the words themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

MARKUP = re.compile(r"<[^<>]+>")


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A place in one paper.

    start, end    characters into the paper's text, end exclusive
    quote         the words there, mark-up left out
    page          the file's page, from 1; None where the source has no pages
    printed_page  the page number as printed on the paper, where it was found
    """

    start: int
    end: int
    quote: str
    page: int | None = None
    printed_page: str | None = None


def quoted(text: str, start: int, end: int, page: int | None = None, printed_page: str | None = None) -> Evidence:
    """The evidence for characters start to end of a paper's text."""
    words = text[start:end].strip()
    return Evidence(start, end, MARKUP.sub("", words).strip() or words, page, printed_page)
