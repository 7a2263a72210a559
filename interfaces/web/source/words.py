"""Where words stand on a page of a PDF, as one looks at it. For a worker process: papers are hostile.

The words are those that our reader sees (ingest/read): of the page itself, of its form's fields, and, where the page is
a picture, those that Tesseract sees in it, looked at again, for the archive keeps no places.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from ingest.read.pdf_forms import field_words
from ingest.read.pdf_letters import is_garbled, is_unexplained
from ingest.read.pdf_page import View, Word
from ingest.read.pdf_scans import Sight
from ingest.read.pdf_text import FEW_WORDS, HYPHENS, MOST_OBJECTS, PLAIN, WORD, characters
from kg.errors import Unreadable

# How far letters rise above and hang below the baseline, by the size of the type.
RISE, HANG = 0.78, 0.22
# Seconds for looking at one page that is a picture.
MOST_SIGHT: Final = 10.0


class WordBox(NamedTuple):
    """A word and the box that it stands in, in fractions of the page's width and height, from its left and top."""

    text: str
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


class PageWords(NamedTuple):
    """A page's words in the order in which the file draws them, and its width by its height.

    seen  whether Tesseract had to look for them
    """

    words: tuple[WordBox, ...]
    shape: float
    seen: bool = False


class _Box(NamedTuple):
    """A box in points of the page looked at: x to the right, y downwards."""

    x0: float
    y0: float
    x1: float
    y1: float


def words_on(path: str, page: int, seconds: float = MOST_SIGHT) -> PageWords:
    """The words of a page, counted from 1; `seconds` is the time for looking at one that is a picture.

    Raises Unreadable for a file or page that cannot be opened.
    """
    from pypdfium2 import raw

    with opened(path, page) as (_pdf, leaf):
        if raw.FPDFPage_CountObjects(leaf.raw) > MOST_OBJECTS:
            raise Unreadable(f"page {page} holds more than {MOST_OBJECTS:,} objects")
        left, bottom, right, top = leaf.get_bbox()
        view = View(left, bottom, right, top, leaf.get_rotation() // 90 % 4)
        textpage = leaf.get_textpage()
        try:
            text = characters(raw, textpage.raw, page)
            garbled = is_garbled(text) or is_unexplained(raw, textpage.raw, text)
            own = [] if garbled else list(_printed(raw, textpage.raw, view, text))
        finally:
            textpage.close()
        own += [(word.text, _typed(word)) for word in field_words(raw, leaf, view)]
        looked = list(_looked_at(raw, leaf, own, view.size, garbled, seconds)) if len(own) < FEW_WORDS else []
    words = tuple(_fraction(word, box, view.size) for word, box in (*own, *looked))
    return PageWords(words, _shape(*view.size), bool(looked))


def shape_of(path: str, page: int) -> PageWords:
    """A page's shape alone, without its words. Raises Unreadable as `words_on` does."""
    with opened(path, page) as (_pdf, leaf):
        return PageWords((), _shape(*leaf.get_size()))


def _shape(width: float, height: float) -> float:
    return width / height if width > 0 and height > 0 else 1.0


@contextmanager
def opened(path: str, page: int) -> Iterator[tuple[Any, Any]]:
    """A PDF and a page of it, counted from 1, with its form's fields ready to be drawn; Unreadable if there is none."""
    import pypdfium2

    logging.getLogger("pypdfium2").setLevel(logging.ERROR)
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("the file cannot be opened as a PDF") from error
    try:
        pdf.init_forms()
        if not 1 <= page <= len(pdf):
            raise Unreadable(f"the file has no page {page}: it has {len(pdf)}")
        yield pdf, pdf[page - 1]
    except pypdfium2.PdfiumError as error:  # also where the page is read or drawn
        raise Unreadable(f"page {page} of the file is damaged") from error
    finally:
        pdf.close()  # closes its pages, too


def _printed(raw: Any, textpage: Any, view: View, text: str) -> Iterator[tuple[str, _Box]]:
    """The page's own words that stand on it."""
    width, height = view.size
    for found in WORD.finditer(text):
        word = found[0].translate(PLAIN)
        if not word:
            continue
        if found.end() < len(text) and text[found.end()] in HYPHENS:
            word += "-"
        box = _around(raw, textpage, view, range(*found.span()))
        if box and box.x1 > 0 and box.y1 > 0 and box.x0 < width and box.y0 < height:
            yield word, box


def _around(raw: Any, textpage: Any, view: View, letters: range) -> _Box | None:
    """The box around some letters."""
    corners: list[tuple[float, float]] = []
    box = raw.FS_RECTF()
    for index in letters:
        if raw.FPDFText_GetLooseCharBox(textpage, index, box) and (box.left, box.top) != (box.right, box.bottom):
            corners += (view.point(box.left, box.top), view.point(box.right, box.bottom))
    return _spanned(corners) if corners else None


def _spanned(corners: Sequence[tuple[float, float]]) -> _Box:
    across, down = zip(*corners, strict=True)
    return _Box(min(across), min(down), max(across), max(down))


def _typed(word: Word) -> _Box:
    """The box of a word known by its baseline and size."""
    return _Box(word.x0, word.y - RISE * word.size, word.x1, word.y + HANG * word.size)


def _looked_at(
    raw: Any, page: Any, own: Sequence[tuple[str, _Box]], size: tuple[float, float], garbled: bool, seconds: float
) -> Iterator[tuple[str, _Box]]:
    """The words that Tesseract sees on a page that is a picture, beside its own; none where it is no picture."""
    words = [
        Word(text, box.x0, box.x1, box.y1 - HANG * (box.y1 - box.y0), box.y1 - box.y0, False, True)
        for text, box in own
    ]  # fmt: skip
    scan = Sight(seconds).look(raw, page, words, size, garbled)
    if scan and scan.state == "seen":
        for word in scan.words[len(words) :]:
            yield word.text, _turned_back(_typed(word), scan.turn, size)


def _turned_back(box: _Box, turn: int, size: tuple[float, float]) -> _Box:
    """A box on a page that was turned clockwise by so many degrees to be read, as the page stands."""
    width, height = size
    if turn == 90:
        return _Box(box.y0, height - box.x1, box.y1, height - box.x0)
    if turn == 270:
        return _Box(width - box.y1, box.x0, width - box.y0, box.x1)
    return box


def _fraction(text: str, box: _Box, size: tuple[float, float]) -> WordBox:
    """A word in fractions of its page, what hangs over the edge cut off."""
    width, height = max(size[0], 1e-3), max(size[1], 1e-3)
    x0, x1 = (min(max(x / width, 0.0), 1.0) for x in (box.x0, box.x1))
    y0, y1 = (min(max(y / height, 0.0), 1.0) for y in (box.y0, box.y1))
    return WordBox(text, round(x0, 5), round(y0, 5), round(x1 - x0, 5), round(y1 - y0, 5))
