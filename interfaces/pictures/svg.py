"""An SVG document as it is drawn: shapes and words on a white page, each group with a title that browsers show.

No drawing library: numbers have one decimal, attributes the order in which they are given, so that the same picture is
the same bytes. Nothing is told by colour alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from kg.errors import WrongUse

SIZE: Final = 12.0  # of letters
# Letters of the widest common sans-serif font (DejaVu Sans), in parts of the size; capitals and figures are wider.
# Rather too much, 5 % on labels of trails: words that are thought narrower than they are run into each other.
LETTER: Final = 0.52
CAPITAL: Final = 0.66
WIDE: Final = re.compile("[A-ZÀ-ÖØ-Þ0-9mw@%—]|[^\x00-\u2e7f]")
# What no XML document may hold, and what turns the direction of the words after it.
FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPECIAL: Final = re.compile('[&<>"\t\n\r]')
WRITTEN: Final = {
    "words": str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"}),
    "value": str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#09;", "\n": "&#10;",
                            "\r": "&#13;"}),
}  # fmt: skip
FONT: Final = "Helvetica, Arial, 'Liberation Sans', sans-serif"
HATCHED: Final = "hatched"  # a fill


@lru_cache(maxsize=4096)
def width_of(words: str, size: float = SIZE) -> float:
    """How wide words are at most, near enough."""
    wide = len(WIDE.findall(words))
    return size * (CAPITAL * wide + LETTER * (len(words) - wide))


def fitted(words: str, most: float, size: float = SIZE) -> str:
    """Words cut short, with an ellipsis, to a width."""
    if width_of(words, size) <= most:
        return words
    room = (most - width_of("…", size)) / size
    for at, letter in enumerate(words):
        room -= CAPITAL if WIDE.match(letter) else LETTER
        if room < 0:
            return f"{words[:at].rstrip()}…"
    return f"{words.rstrip()}…"


class Picture:
    """A page that is drawn on; `name` and `told` are what those hear or read who do not see it.

    mark  begins the ids within the picture, so that two may stand on one web page
    """

    def __init__(self, width: float, height: float, name: str, told: str, mark: str = "picture") -> None:
        self._mark = mark
        self._root = Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg", "width": _number(width), "height": _number(height),
                "viewBox": f"0 0 {_number(width)} {_number(height)}", "role": "img",
                "aria-labelledby": f"{mark}-title {mark}-desc", "font-family": FONT, "font-size": _number(SIZE),
            },
        )  # fmt: skip
        _words(self._root, "title", name, id=f"{mark}-title")
        _words(self._root, "desc", told, id=f"{mark}-desc")
        self._hatching()
        self._here = self._root
        self.rectangle(0, 0, width, height, fill="white", stroke="none")

    def _hatching(self) -> None:
        pattern = SubElement(
            SubElement(self._root, "defs"),
            "pattern",
            {"id": f"{self._mark}-hatched", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse",
             "patternTransform": "rotate(45)"},
        )  # fmt: skip
        SubElement(pattern, "rect", {"width": "6", "height": "6", "fill": "white"})
        SubElement(pattern, "line", {"x1": "0", "y1": "0", "x2": "0", "y2": "6", "stroke": "black"})

    def begin(self, kind: str, title: str = "") -> None:
        """What is drawn from now on belongs together; `title` says what it is."""
        self._here = SubElement(self._root, "g", {"class": kind})
        if title:
            _words(self._here, "title", title)

    def line(self, points: Sequence[tuple[float, float]], *, dashed: bool = False, width: float = 1.0) -> None:
        """A line through points."""
        style = {"stroke": "black", "stroke-width": _number(width), "fill": "none"} | _dashes(dashed)
        SubElement(self._here, "polyline", {"points": _points(points)} | style)

    def curve(self, path: str, *, dashed: bool = False) -> None:
        """A line along a path in SVG's own letters."""
        SubElement(self._here, "path", {"d": path, "stroke": "#555", "fill": "none"} | _dashes(dashed))

    def rectangle(
        self, x: float, y: float, wide: float, high: float, *, fill: str, stroke: str = "black", dashed: bool = False
    ) -> None:
        """A rectangle by its upper left corner."""
        place = {"x": _number(x), "y": _number(y), "width": _number(wide), "height": _number(high)}
        fill = f"url(#{self._mark}-hatched)" if fill == HATCHED else fill
        SubElement(self._here, "rect", place | {"fill": fill, "stroke": stroke} | _dashes(dashed))

    def circle(self, x: float, y: float, radius: float, *, fill: str, dashed: bool = False) -> None:
        """A circle."""
        place = {"cx": _number(x), "cy": _number(y), "r": _number(radius)}
        SubElement(self._here, "circle", place | {"fill": fill, "stroke": "black", "stroke-width": "1.5"}
                   | _dashes(dashed))  # fmt: skip

    def polygon(self, x: float, y: float, radius: float, corners: int, *, fill: str, dashed: bool = False) -> None:
        """A regular polygon about a point, a corner at the top."""
        turns = [2 * math.pi * corner / corners - math.pi / 2 for corner in range(corners)]
        points = [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
        style = {"fill": fill, "stroke": "black", "stroke-width": "1.5"} | _dashes(dashed)
        SubElement(self._here, "polygon", {"points": _points(points)} | style)

    def words(
        self, x: float, y: float, words: str, *, size: float = SIZE, bold: bool = False, clear: bool = False
    ) -> None:
        """Words on one line, y their base line; `clear` of the lines behind them."""
        style = {"font-weight": "bold"} if bold else {}
        style |= {"stroke": "white", "stroke-width": "3", "paint-order": "stroke"} if clear else {}
        style |= {"font-size": _number(size)} if size != SIZE else {}
        _words(self._here, "text", words, x=_number(x), y=_number(y), **style)

    def bytes(self) -> bytes:
        """The document."""
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{self.inline()}\n'.encode()

    def inline(self) -> str:
        """The picture as a part of a web page: no style and no script in it, every word escaped."""
        return _written(self._root)


def _written(element: Element) -> str:
    """An element as ElementTree's `tostring` writes it, in a third of its time: that looks for namespaces first.

    Ours have no namespace but the root's, and no words between their parts.
    """
    attributes = "".join([f' {name}="{_escaped(value, "value")}"' for name, value in element.items()])
    inner = _escaped(element.text or "", "words") + "".join([_written(part) for part in element])
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>" if inner else f"<{element.tag}{attributes} />"


def _escaped(words: str, kind: str) -> str:
    return words.translate(WRITTEN[kind]) if SPECIAL.search(words) else words


def _words(parent: Element, tag: str, words: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", words)


def _dashes(dashed: bool) -> dict[str, str]:
    return {"stroke-dasharray": "3 2"} if dashed else {}


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


@lru_cache(maxsize=4096)
def _number(value: float) -> str:
    return f"{round(value, 1) + 0.0:g}"


def write(file: Path, data: bytes) -> None:
    """Write a picture; WrongUse, in a sentence, where the file cannot be written."""
    try:
        file.write_bytes(data)
    except OSError as error:
        raise WrongUse(f"{file} cannot be written: {error.strerror or error}.") from error
