"""PDF pages as words and ruled lines, with their places on the page as it is looked at: x to the right, y downwards."""

from __future__ import annotations

import ctypes
import logging
import math
import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any, NamedTuple

from ingest.read.document import Bookmark
from ingest.read.pdf_forms import field_words
from ingest.read.pdf_letters import is_garbled, is_unexplained
from ingest.read.pdf_outline import outline_of
from ingest.read.pdf_page import Look, Page, View, Word
from ingest.read.pdf_rules import Rules, rules_of
from ingest.read.pdf_scans import Sight
from kg.errors import Unreadable

# What the first 1,024 bytes of every PDF hold, and the last of one that is whole.
SIGNATURE, TRAILER = b"%PDF-", b"startxref"
PASSWORD_ERRORS = (4, 5)
# Beyond these a page is no page of a paper: a drawing of the whole county, or an attack.
MOST_OBJECTS, MOST_CHARACTERS = 200_000, 200_000
# pdfium keeps what it has seen of a file; opening the file anew after so many pages keeps memory flat.
TOGETHER = 50
# Words end at white space, and at a hyphen that pdfium found at a line's end and names by a non-character.
WORD = re.compile("[^\\s\ufffe\x02]+")
HYPHENS = ("\ufffe", "\x02")
LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
DROPPED = (*range(32), *range(127, 160), 0x200B, 0xFEFF, 0xFFFE, 0xFFFF)
PLAIN = str.maketrans({**LIGATURES, **dict.fromkeys(map(chr, DROPPED), "")})
BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
# A page with so many words is no picture; seconds for looking at a paper's pictures, unless told otherwise.
FEW_WORDS, MOST_SIGHT = 40, 40.0


class Pages(NamedTuple):
    """How many pages a PDF has, its bookmarks, and its pages one after another."""

    total: int
    outline: tuple[Bookmark, ...]
    pages: Iterator[Page]


def pages_of(data: bytes, most_pages: int, sight: Sight | None = None) -> Pages:
    """A PDF's pages, each loaded and let go in turn; `sight` looks at those that are pictures.

    Raises Unreadable for what is no PDF, damaged, encrypted, without pages or with too many.
    """
    pdf = _opened(data)
    try:
        count = len(pdf)
        if not count:
            raise Unreadable("it is a PDF without pages; get the paper again from its source")
        if count > most_pages:
            raise Unreadable(f"it has {count:,} pages, more than {most_pages:,}; split it, or allow more with --pages")
        return Pages(count, tuple(outline_of(pdf, count)), _pages(data, count, sight or Sight(MOST_SIGHT)))
    finally:
        pdf.close()


def _opened(data: bytes) -> Any:
    import pypdfium2

    if SIGNATURE not in data[:1024]:
        raise Unreadable("it is no PDF, whatever its name says; get the paper again from its source")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # The code is that of an older file where this one has no pages: only a locked file names its lock.
        if error.err_code in PASSWORD_ERRORS and b"/Encrypt" in data:
            raise Unreadable("it is locked with a password; save it without one, or ask for an open copy") from error
        state = "damaged" if TRAILER in data[-4096:] else "cut off before its end"
        raise Unreadable(f"it is a PDF that is {state}; get the paper again from its source") from error


def _pages(data: bytes, count: int, sight: Sight) -> Iterator[Page]:
    for first in range(0, count, TOGETHER):
        pdf = _opened(data)
        try:
            _with_forms(pdf)
            for index in range(first, min(first + TOGETHER, count)):
                yield _loaded(pdf, index, TRAILER in data[-4096:], sight)
        finally:
            pdf.close()


def _with_forms(pdf: Any) -> None:
    """Let the values of a form's fields be asked for; what pdfium has to say of them helps nobody."""
    logging.getLogger("pypdfium2").setLevel(logging.ERROR)
    pdf.init_forms()


def _loaded(pdf: Any, index: int, whole: bool, sight: Sight) -> Page:
    """A page; one without words where it cannot be loaded, save where that shows the paper to be cut off."""
    import pypdfium2

    try:
        page = pdf[index]
    except pypdfium2.PdfiumError as error:
        if whole:
            return Page(index + 1, 595.0, 842.0, (), Rules(), "broken")
        raise Unreadable(
            f"it is cut off before its end, from page {index + 1}; get the paper again from its source"
        ) from error
    try:
        return _page(page, index + 1, sight)
    finally:
        page.close()


def _page(page: Any, number: int, sight: Sight) -> Page:
    from pypdfium2 import raw

    if raw.FPDFPage_CountObjects(page.raw) > MOST_OBJECTS:
        raise Unreadable(
            f"page {number} holds more than {MOST_OBJECTS:,} objects; print it to a new PDF without drawings"
        )
    left, bottom, right, top = page.get_bbox()
    view = View(left, bottom, right, top, page.get_rotation() // 90 % 4)
    beyond: list[str] = []
    textpage = page.get_textpage()
    try:
        text = characters(raw, textpage.raw, number)
        garbled = is_garbled(text) or is_unexplained(raw, textpage.raw, text)
        words = tuple(_words(raw, textpage.raw, view, "" if garbled else text, beyond))
    finally:
        textpage.close()
    words += tuple(field_words(raw, page, view))
    width, height = view.size
    scan = sight.look(raw, page, words, (width, height), garbled) if len(words) < FEW_WORDS else None
    rules = rules_of(raw, page.raw, view.point)
    if not scan:
        return Page(number, width, height, words, rules, beyond=" ".join(beyond))
    if scan.turn:
        width, height, rules = height, width, Rules()
    return Page(number, width, height, scan.words, rules, scan.state, scan.sure, " ".join(beyond))


def _words(raw: Any, textpage: Any, view: View, text: str, beyond: list[str]) -> Iterator[Word]:
    """The words on a page; those beyond its edge are put into `beyond`."""
    width, height = view.size
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    at_x, at_y, at_box = (ctypes.addressof(each) for each in (x, y, box))
    origin, loose, drawn_by = _quick(raw)
    page = ctypes.cast(textpage, ctypes.c_void_p).value
    point, looks = view.point, Looks(raw, textpage, view)
    upright, west, north = view.turn == 0, view.left, view.top
    known = looks.known
    made = partial(tuple.__new__, Word)  # without the frame that a named tuple's own constructor opens
    for found in WORD.finditer(text):
        start, end = found.span()
        word = found[0]
        if not (word.isascii() and word.isprintable()):
            word = word.translate(PLAIN)
            if not word:
                continue
        if end < len(text) and text[end] in HYPHENS:
            word += "-"
        origin(page, start, at_x, at_y)
        loose(page, end - 1, at_box)
        if upright:  # what `point` does, without asking it: twice a word it took a fortieth of the whole way
            left, base, right = x.value - west, north - y.value, box.right - west
        else:
            left, base = point(x.value, y.value)
            right = point(box.right, box.top)[0]
            if view.turn > 1:
                right = max(right, point(box.left, box.bottom)[0])
        # Words outside the page are not to be seen on it: a converter ran over the page's end.
        if -2 <= left <= width and 0 <= base <= height:
            run = drawn_by(page, start)
            yield made((word, left, right if right > left else left, base, *(known.get(run) or looks.ask(run, start))))
        else:
            beyond.append(word)


@lru_cache(maxsize=1)
def _quick(raw: Any) -> tuple[Callable[..., Any], ...]:
    """pdfium's questions about one character, asked with addresses: half the time that its typed pointers take."""
    void, index = ctypes.c_void_p, ctypes.c_int
    kinds = (
        (raw.FPDFText_GetCharOrigin, ctypes.CFUNCTYPE(index, void, index, void, void)),
        (raw.FPDFText_GetLooseCharBox, ctypes.CFUNCTYPE(index, void, index, void)),
        (raw.FPDFText_GetTextObject, ctypes.CFUNCTYPE(void, void, index)),
    )
    return tuple(kind(ctypes.cast(function, void).value or 0) for function, kind in kinds)


class Looks:
    """How runs of text are set, asked once a run: asking costs more than reading a word."""

    __slots__ = ("_fonts", "_matrix", "_raw", "_textpage", "_view", "known")

    def __init__(self, raw: Any, textpage: Any, view: View) -> None:
        self._raw, self._textpage, self._view = raw, textpage, view
        self._matrix = raw.FS_MATRIX()
        self._fonts: dict[int, bool] = {}
        self.known: dict[int | None, Look] = {}

    def ask(self, run: int | None, index: int) -> Look:
        """How the run at an address is set, which drew the character at `index`."""
        pointer = ctypes.cast(run, self._raw.FPDF_PAGEOBJECT) if run else None
        found = self.known[run] = self._asked(pointer, index)
        return found

    def _asked(self, run: Any, index: int) -> Look:
        raw, matrix = self._raw, self._matrix
        raw.FPDFText_GetMatrix(self._textpage, index, matrix)
        size = raw.FPDFText_GetFontSize(self._textpage, index) * math.hypot(matrix.c, matrix.d)
        along, up = self._view.direction(matrix.a, matrix.b)
        return Look(size or 10.0, bool(run) and self._is_bold(run), along > abs(up))

    def _is_bold(self, run: Any) -> bool:
        raw = self._raw
        if raw.FPDFTextObj_GetTextRenderMode(run) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE:
            return True
        font = raw.FPDFTextObj_GetFont(run)
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self._fonts:
            name = ctypes.create_string_buffer(256)
            length = raw.FPDFFont_GetBaseFontName(font, name, 256) if font else 0
            self._fonts[key] = bool(length and BOLD.search(name.value.decode("utf-8", "replace")))
        return self._fonts[key]


def characters(raw: Any, textpage: Any, number: int) -> str:
    """A page's characters, each at the index that pdfium knows it by."""
    count = raw.FPDFText_CountChars(textpage)
    if count <= 0:
        return ""
    if count > MOST_CHARACTERS:
        raise Unreadable(f"page {number} holds more than {MOST_CHARACTERS:,} characters; print it to a new PDF")
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    if len(text) != count:
        codes = (raw.FPDFText_GetUnicode(textpage, index) for index in range(count))
        text = "".join(chr(code) if code and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)
    return text
