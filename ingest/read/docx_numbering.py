"""What Word prints before the paragraphs of a list: "1.", "(a)", "iv.", "2.1"; counted as Word counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.read.docx_parts import attribute, child, name_of, whole

LEVELS = 9
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
PLACE = re.compile(r"%([1-9])")
LAST_NUMBER = 100_000
LONGEST = 100  # characters around a number; more is a trap that would stand before each paragraph


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: how its numbers are written, between which words, where they begin, which style bears it."""

    form: str = "decimal"
    words: str = ""
    start: int = 1
    style: str | None = None
    legal: bool = False


@dataclass(frozen=True, slots=True)
class Numbering:
    """A list as a paragraph names it: the lists that share counts bear the same `counts`; `starts` begin anew."""

    counts: str
    levels: dict[int, Level]
    starts: dict[int, int]


def written(number: int, form: str) -> str:
    """A number as a level writes it; decimal where the form is not known.

    >>> written(4, "lowerRoman"), written(28, "lowerLetter"), written(7, "decimalZero")
    ('iv', 'bb', '07')
    """
    number = min(number, LAST_NUMBER)
    if form == "none":
        return ""
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman if form == "lowerRoman" else roman.upper()
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letters if form == "lowerLetter" else letters.upper()
    if form == "decimalZero":
        return f"{number:02}"
    return f"{number}{_ending(number)}" if form == "ordinal" else str(number)


def _roman(number: int) -> str:
    out = ""
    for value, letters in ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def _ending(number: int) -> str:
    return "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def numberings(root: etree._Element | None) -> dict[str, Numbering]:
    """The lists of numbering.xml by their ids."""
    if root is None:
        return {}
    abstract = {attribute(each, "abstractNumId") or "": each for each in root if name_of(each) == "abstractNum"}
    linked = {attribute(child(each, "styleLink"), "val"): key for key, each in abstract.items()}
    out = {}
    for each in root:
        if name_of(each) != "num":
            continue
        key = attribute(child(each, "abstractNumId"), "val") or ""
        link = attribute(child(abstract.get(key), "numStyleLink"), "val")
        key = linked.get(link, key) if link else key
        levels = dict(_levels(abstract.get(key)))
        starts: dict[int, int] = {}
        for override in (other for other in each if name_of(other) == "lvlOverride"):
            levels.update(_levels(override))
            start = attribute(child(override, "startOverride"), "val")
            if start is not None:
                starts[_number(attribute(override, "ilvl"), 0)] = _number(start, 1)
        out[attribute(each, "numId") or ""] = Numbering(key, levels, starts)
    return out


def _levels(root: etree._Element | None) -> Iterator[tuple[int, Level]]:
    for each in root if root is not None else ():
        if name_of(each) == "lvl":
            yield (
                _number(attribute(each, "ilvl"), 0),
                Level(
                    attribute(child(each, "numFmt"), "val") or "decimal",
                    (attribute(child(each, "lvlText"), "val") or "")[:LONGEST],
                    _number(attribute(child(each, "start"), "val"), 1),
                    attribute(child(each, "pStyle"), "val"),
                    is_on(child(each, "isLgl")),
                ),
            )


def is_on(mark: etree._Element | None) -> bool:
    """Whether a property that is on or off is there and on."""
    return mark is not None and attribute(mark, "val") not in ("0", "false", "off", "none")


def _number(words: str | None, otherwise: int) -> int:
    number = whole(words)
    return otherwise if number is None else number


@dataclass(slots=True)
class Counter:
    """Counts a document's lists as its paragraphs come."""

    lists: dict[str, Numbering]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, list_id: str, style: str | None) -> int:
        """The level of a list that a style bears; the first where none is named."""
        numbering = self.lists.get(list_id)
        levels = numbering.levels if numbering else {}
        return next((at for at, level in levels.items() if style and level.style == style), 0)

    def next(self, list_id: str, at: int) -> tuple[str, bool]:
        """What is printed before the next paragraph of a list's level, and whether it is a mark without a number."""
        numbering = self.lists.get(list_id)
        level = numbering.levels.get(at) if numbering else None
        if numbering is None or level is None:
            return "", False
        counts = self._counts.setdefault(numbering.counts, {})
        self._count(list_id, numbering, counts, at, level)
        if level.form == "bullet":
            return "", True
        return PLACE.sub(lambda place: self._place(numbering, counts, int(place[1]) - 1, level), level.words), False

    def _count(self, list_id: str, numbering: Numbering, counts: dict[int, int], at: int, level: Level) -> None:
        fresh = at in numbering.starts and (list_id, at) not in self._seen
        if fresh or at not in counts:
            counts[at] = numbering.starts.get(at, level.start)
        else:
            counts[at] += 1
        self._seen.add((list_id, at))
        for deeper in [each for each in counts if each > at]:
            del counts[deeper]

    def _place(self, numbering: Numbering, counts: dict[int, int], at: int, level: Level) -> str:
        other = numbering.levels.get(at, Level())
        number = counts.get(at, numbering.starts.get(at, other.start))
        return written(number, "decimal" if level.legal else other.form)
