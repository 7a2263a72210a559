"""Limbs counted as they come: letters and numbers in their order, nested or not, on lines or within one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.read.document import Mapped

Kind = str  # "a", "i" or "1": how a limb is counted
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
INLINE = re.compile(r"(?<![\w(])(?:\((?P<both>[a-zA-Z]|[ivx]{1,5}|\d{1,2})\)|(?P<one>[a-z]|[ivx]{1,5}|\d{1,2})\))\s+")

# A number with a letter of its own: "2a"; a paragraph's own number as a limb's: "12.3".
COMPOUND = re.compile(r"(?P<number>\d{1,2})(?P<letter>[a-zA-Z])")
DECIMAL = re.compile(r"(?P<of>\d{1,3}(?:\.\d{1,2})*\.)(?P<count>\d{1,2})")


def readings(marker: str) -> Iterator[tuple[Kind, int]]:
    """The ways in which a marker can be counted: "i" is the ninth letter or the first Roman number."""
    low = marker.lower()
    if decimal := DECIMAL.fullmatch(low):
        yield decimal["of"], int(decimal["count"])
        return
    if low.isdigit():
        yield "1", int(low)
        return
    if low in ROMAN:
        yield "i", ROMAN.index(low) + 1
    if len(low) == 1:
        yield "a", ord(low) - ord("a") + 1


@dataclass(slots=True)
class Counter:
    """Keeps count of limbs as they come, outermost first; says of each marker what limb it opens.

    gaps  labels before which a limb is missing
    """

    levels: list[tuple[Kind, int, str]] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    def opens(self, marker: str, *, may_nest: bool, anywhere: bool = False) -> tuple[str, int] | None:
        """The label of the limb that a marker opens ("a", "2(a)") and its depth; None where it is out of order.

        `may_nest` says whether the limb before it left room for limbs of its own; `anywhere` that a list may open with
        any letter or number, as limbs do that keep those of their recommendations.
        """
        if compound := COMPOUND.fullmatch(marker):
            return self._opens_compound(int(compound["number"]), compound["letter"], anywhere=anywhere)
        ways = list(readings(marker))
        for depth in range(len(self.levels) - 1, -1, -1):
            kind, count, _ = self.levels[depth]
            if (kind, count + 1) in ways:
                return self._take(depth, kind, count + 1, marker)
        first = next(((kind, count) for kind, count in ways if count == 1), None)
        if first and (not self.levels or (may_nest and first[0] not in [level[0] for level in self.levels])):
            return self._take(len(self.levels), first[0], 1, marker)
        for depth in range(len(self.levels) - 1, -1, -1):
            kind, count, _ = self.levels[depth]
            ahead = next((n for way, n in ways if way == kind and count + 1 < n <= count + 3), None)
            if ahead:
                self.gaps.append(marker)
                return self._take(depth, kind, ahead, marker)
        if anywhere and not self.levels and ways:
            return self._take(0, *ways[-1], marker)
        return None

    def resumed(self, marker: str) -> Counter | None:
        """This count taken up again by a list that opens with a letter further on; None where it does not fit.

        "c." in a resolution of its own, after one that decided 2(b), is 2(c).
        """
        if len(self.levels) < 2 or COMPOUND.fullmatch(marker):
            return None
        kind, count, _ = self.levels[-1]
        further = next((n for way, n in readings(marker) if way == kind and n > count), None)
        if further is None:
            return None
        return Counter([*self.levels[:-1], (kind, further - 1, "")])

    def _opens_compound(self, number: int, letter: str, *, anywhere: bool) -> tuple[str, int] | None:
        """The limb that "2a" opens: a of the number that comes next, or is open, or the next letter of it."""
        kind, count, _ = self.levels[0] if self.levels else ("1", 0, "")
        before = self.levels[1][1] if len(self.levels) > 1 and self.levels[1][0] == "a" else 0
        place = ord(letter.lower()) - ord("a") + 1
        follows = (number, place) in ((count, before + 1), (count + 1, 1))
        if kind != "1" or not (follows or (anywhere and not self.levels)):
            return None
        self.levels[:] = [("1", number, str(number)), ("a", place, letter)]
        return label([str(number), letter]), 1

    def _take(self, depth: int, kind: Kind, count: int, marker: str) -> tuple[str, int]:
        del self.levels[depth:]
        self.levels.append((kind, count, marker))
        return label([level[2] for level in self.levels]), depth


def label(markers: Sequence[str]) -> str:
    """Nested markers as one label: 2 and a are "2(a)"."""
    return markers[0] + "".join(f"({marker})" for marker in markers[1:])


def split_inline(content: Mapped) -> tuple[Mapped, list[tuple[str, Mapped]]]:
    """Words before the first limb, and the limbs, where two or more stand in one paragraph in their order."""
    counter = Counter()
    cuts: list[tuple[int, int, str]] = []
    for found in INLINE.finditer(content.text):
        marker = found["both"] or found["one"]
        if not cuts and 1 not in [count for _, count in readings(marker)]:
            continue
        before = content.text[: found.start()].rstrip()
        if counter.opens(marker, may_nest=before.endswith((":", "to", "-", "–"))):
            cuts.append((found.start(), found.end(), marker))
    if len(cuts) < 2 and not (cuts and cuts[0][0] == 0):
        return content, []
    ends = [start for start, _, _ in cuts[1:]] + [len(content)]
    limbs = [(marker, content.piece(at, end)) for (_, at, marker), end in zip(cuts, ends, strict=True)]
    return content.piece(0, cuts[0][0]), limbs
