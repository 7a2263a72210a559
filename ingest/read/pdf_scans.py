"""Pages that are pictures, or whose letters stand for nothing: told apart, and read by Tesseract where it is there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from ingest.read.ocr import MOST_SECONDS, Picture, Seen, Tesseract, find_tesseract
from ingest.read.pdf_letters import is_garbled
from ingest.read.pdf_page import Look, PageState, Word
from ingest.read.pdf_rules import DEEPEST

# A page with no more words than this, outside its edges, may be a scan that a binder stamped.
SCANT, HARDLY_ANY, EDGES = 12, 3, 0.08
# The share of a page that pictures take on a scan, and on one that bears some words of its own.
COVERED, MOSTLY_COVERED = 0.3, 0.5
# Letters drawn as outlines make a page of at least so many paths; no more objects than this are looked at.
OUTLINES, MOST_LOOKED_AT = 300, 5000
# Dots an inch that letters are told best at, and the most dots of a page; as few as do for finding whether it is blank.
DOTS, MOST_DOTS, COARSE = 300, 16_000_000, 50
# The share of a page's dots that are dark where anything stands on it.
INK: Final = 0.002
DARK = bytes(range(140, 256))
# Turns that are tried where a page seems to be noise: scans of wide tables are often bound sideways.
UPRIGHT: Final = 0
SIDEWAYS: Final = (90, 270)


@dataclass(frozen=True, slots=True)
class Scan:
    """A page looked at as a picture: what came of it, its words, how sure they are, and how far it was turned."""

    state: PageState
    words: tuple[Word, ...] = ()
    sure: float = 0.0
    turn: int = UPRIGHT


@dataclass(slots=True)
class Sight:
    """What looks at pictures for one paper, for no more than so many seconds in all.

    The program is looked for when there is a picture: most papers have none.
    """

    seconds: float
    find: Callable[[], Tesseract | None] = find_tesseract

    @property
    def tesseract(self) -> Tesseract | None:
        return self.find()

    def look(self, raw: Any, page: Any, words: Sequence[Word], size: tuple[float, float], garbled: bool) -> Scan | None:
        """What a page with few or no words of its own says; None where its words are all that it has."""
        inner = sum(EDGES * size[1] < word.y < (1 - EDGES) * size[1] for word in words)
        if inner > SCANT or not (garbled or _is_covered(raw, page, size, bool(words))):
            return None if words else Scan("blank")
        scan = self._looked(page, words, garbled)
        # A picture behind a title, that says nothing itself, is none of the paper's words.
        return None if scan.state in ("noise", "mute", "blank") and inner > HARDLY_ANY else scan

    def _looked(self, page: Any, words: Sequence[Word], garbled: bool) -> Scan:
        if not garbled and _is_empty(_picture(page, _dots(page, COARSE), UPRIGHT)):
            return Scan("blank", tuple(words))
        tesseract = self.tesseract
        if not tesseract:
            return Scan("garbled" if garbled else "picture", tuple(words))
        best: Scan | None = None
        for turn in (UPRIGHT, *SIDEWAYS):
            found = self._seen(tesseract, page, turn)
            if found is None:
                return best or Scan("late", tuple(words))
            seen, dots = found
            if not seen.is_noise and not is_garbled(" ".join(word.text for word in seen.words)):
                own = words if turn == UPRIGHT else tuple(_on_their_side(words))
                return Scan("seen", (*own, *_beside(_words(seen, dots), own)), seen.sure, turn)
            best = best or Scan("mute" if garbled else "noise", tuple(words), seen.sure)
        return best or Scan("noise", tuple(words))

    def _seen(self, tesseract: Tesseract, page: Any, turn: int) -> tuple[Seen, int] | None:
        """What is seen of a page at a turn, and at how many dots an inch; None where the time is over."""
        if self.seconds <= 0:
            return None
        began = time.monotonic()
        dots = _dots(page, DOTS)
        seen = tesseract.see(_picture(page, dots, turn), dots, min(MOST_SECONDS, self.seconds))
        self.seconds -= time.monotonic() - began
        return (seen, dots) if seen else None


def _is_covered(raw: Any, page: Any, size: tuple[float, float], bears_words: bool) -> bool:
    """Whether pictures, or letters drawn as outlines, take most of a page."""
    pictures, outlines = 0.0, 0
    for kind, area in islice(_things(raw, page), MOST_LOOKED_AT):
        pictures += area if kind == raw.FPDF_PAGEOBJ_IMAGE else 0.0
        outlines += kind == raw.FPDF_PAGEOBJ_PATH
    share = MOSTLY_COVERED if bears_words else COVERED
    return pictures >= share * size[0] * size[1] or (not bears_words and outlines >= OUTLINES)


def _things(raw: Any, page: Any) -> Iterator[tuple[int, float]]:
    """The kind of each thing drawn on a page, also inside forms, and the area of a picture."""
    count = raw.FPDFPage_CountObjects(page.raw)
    yield from _among(raw, (raw.FPDFPage_GetObject(page.raw, index) for index in range(count)), 0)


def _among(raw: Any, things: Iterable[Any], depth: int) -> Iterator[tuple[int, float]]:
    from ctypes import c_float

    edges = tuple(c_float() for _ in range(4))
    for thing in things:
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner = (raw.FPDFFormObj_GetObject(thing, i) for i in range(raw.FPDFFormObj_CountObjects(thing)))
            yield from _among(raw, inner, depth + 1)
        area = 0.0
        if kind == raw.FPDF_PAGEOBJ_IMAGE and raw.FPDFPageObj_GetBounds(thing, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            area = (right - left) * (top - bottom)
        yield kind, area


def _dots(page: Any, wanted: int) -> int:
    """How many dots an inch a page is drawn in: fewer than wanted where it is as large as a map."""
    width, height = page.get_size()
    return max(1, int(min(wanted, 72 * (MOST_DOTS / max(1.0, width * height)) ** 0.5)))


def _picture(page: Any, dots: int, turn: int) -> Picture:
    """A page as a grey picture, as it is looked at, turned further by so many degrees."""
    bitmap = page.render(scale=dots / 72, rotation=turn, grayscale=True)
    try:
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        held = bytes(bitmap.buffer)
    finally:
        bitmap.close()
    if stride != width:
        held = b"".join(held[row * stride : row * stride + width] for row in range(height))
    return Picture(width, height, held)


def _is_empty(picture: Picture) -> bool:
    return len(picture.grey.translate(None, DARK)) < INK * len(picture.grey)


def _words(seen: Seen, dots: int) -> Iterator[Word]:
    """Words of a picture at their places on the page; sizes that hardly differ are one, as a printer sets them."""
    scale = 72 / dots
    sizes = sorted(word.size for word in seen.words for _ in word.text)
    usual = sizes[len(sizes) // 2]
    for word in seen.words:
        size = usual if 0.8 * usual < word.size < 1.2 * usual else word.size
        look = Look(round(size * scale, 1) or 1.0, False, True)
        yield Word(word.text, word.x0 * scale, word.x1 * scale, word.base * scale, *look)


def _beside(words: Iterable[Word], own: Sequence[Word]) -> Iterator[Word]:
    """Words that do not stand where the page has words of its own already."""
    for word in words:
        x, y = (word.x0 + word.x1) / 2, word.y - 0.3 * word.size
        if not any(each.x0 - 1 <= x <= each.x1 + 1 and each.y - each.size <= y <= each.y + 3 for each in own):
            yield word


def _on_their_side(words: Iterable[Word]) -> Iterator[Word]:
    """A page's own words (a binder's stamp) where the page itself is turned: read last."""
    for word in words:
        yield word._replace(upright=False)
