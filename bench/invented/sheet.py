"""A paper as it is written: pieces of text, each with the facts that a clerk would take from it; and how it is spoilt.

Real text comes with lines broken anywhere, page stamps and footers in mid-sentence, table cells torn apart, and now and
then a letter misread. The facts' `line` and `quote` are taken from what was written, after it was spoilt.
"""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Fact = dict[str, Any]
Kind = Literal["text", "prose", "row", "page"]
WIDTH: Final = 78
SLIPS: Final = (("rn", "m"), ("l", "1"), ("ti", "t i"), ("o", "0"), ("h", "li"))
SLIP, STAMP, TORN, HYPHEN = 0.002, 0.04, 0.08, 0.03  # of words, paragraphs, rows, lines
QUOTED: Final = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, label or table row."""

    text: str
    kind: Kind
    facts: tuple[Fact, ...]


@dataclass(slots=True)
class Sheet:
    """A paper that grows; `people` and `firms` are told once a paper."""

    chance: random.Random
    pieces: list[Piece] = field(default_factory=list)
    _told: dict[str, Fact] = field(default_factory=dict)

    def put(self, text: str, *facts: Fact, kind: Kind = "text") -> None:
        self.pieces.append(Piece(text, kind, facts))

    def prose(self, text: str) -> None:
        """Words without facts, misread here and there."""
        self.put(" ".join(self._slipped(word) for word in text.split(" ")), kind="prose")

    def row(self, *cells: str, facts: tuple[Fact, ...] = ()) -> None:
        self.put("\t".join(cells), *facts, kind="row")

    def page(self) -> None:
        self.put("", kind="page")

    def said(self, text: str) -> str:
        """A statement's words, misread as rarely as others; the facts are to hold them as they stand."""
        return " ".join(self._slipped(word) for word in text.split(" "))

    def officer(self, name: str, post: str | None = None, email: str | None = None) -> tuple[Fact, ...]:
        """The officer's record where this is the first that the paper tells; else what it tells more is added."""
        key = f"{name[0]} {name.split()[-1]}"
        known = self._told.get(key)
        if known is None:
            known = {"type": "officer", "name": name, "posts": [post] if post else [], "email": email}
            self._told[key] = known
            return (known,)
        known["name"] = max(known["name"], name, key=len)
        known["email"] = known["email"] or email
        known["posts"] += [post] if post and post not in known["posts"] else []
        return ()

    def once(self, kind: str, name: str, /, **fields: Any) -> tuple[Fact, ...]:
        """A provider, contract or scheme, once a paper; fields that are told later are added."""
        key = f"{kind} {name}"
        known = self._told.get(key)
        if known is None:
            known = self._told[key] = {"type": kind, "name": name, **fields}
            return (known,)
        known.update({each: value for each, value in fields.items() if value is not None})
        return ()

    def _slipped(self, word: str) -> str:
        if len(word) < 5 or not word.isalpha() or self.chance.random() >= SLIP:
            return word
        old, new = self.chance.choice(SLIPS)
        return word[0] + word[1:].replace(old, new, 1)


def spoilt(sheet: Sheet, bare: bool) -> tuple[str, list[Fact]]:
    """The text with its facts; `bare` breaks the lines where a page's edge was, else a paragraph is one line."""
    lines: list[str] = []
    gold: list[Fact] = []
    stamps = _stamps(sheet)
    for number, piece in enumerate(sheet.pieces):
        if piece.kind == "page":
            lines += [next(stamps), "\f"] if bare else ["\f"]
            continue
        if lines and not (piece.kind == "row" and sheet.pieces[number - 1].kind == "row"):
            lines.append("")
        start = len(lines)
        lines += _lines(sheet.chance, piece, bare, stamps)
        gold += [fact | {"line": start + 1, "quote": lines[start].strip()[:QUOTED].strip()} for fact in piece.facts]
    return "\n".join(lines) + "\n", gold


def _stamps(sheet: Sheet) -> Iterator[str]:
    """Footers that count; more pages than these have none."""
    first, last = sheet.chance.randrange(1, 30), sum(piece.kind == "page" for piece in sheet.pieces) * 2 + 40
    for page in range(first, 10_000):
        yield f"Page {page} of {first + last}"


def _lines(chance: random.Random, piece: Piece, bare: bool, stamps: Iterator[str]) -> list[str]:
    if piece.kind == "row":
        return _row(chance, piece.text)
    lines = textwrap.wrap(piece.text, WIDTH, break_on_hyphens=False, break_long_words=False) if bare else [piece.text]
    if piece.kind == "prose" and bare:
        lines = list(_hyphened(chance, lines))
    if piece.kind == "prose" and len(lines) > 2 and chance.random() < STAMP:
        at = chance.randrange(1, len(lines))
        lines[at:at] = ["", next(stamps), "\f", ""]
    return lines


def _hyphened(chance: random.Random, lines: list[str]) -> Iterator[str]:
    """Now and then a line's first word is begun on the line before."""
    carried = ""
    for number, line in enumerate(lines):
        line, carried = carried + line, ""
        after = lines[number + 1].split(" ", 1)[0] if number + 1 < len(lines) else ""
        last = line.rsplit(" ", 1)[-1]
        if after and re.fullmatch(r"[a-z]{8,}", last) and chance.random() < HYPHEN:
            line, carried = line[:-4] + "-", last[-4:] + " "
        yield line


def _row(chance: random.Random, text: str) -> list[str]:
    """A row; now and then its longest cell is torn, and the rest stands in a row of its own."""
    cells = text.split("\t")
    longest = max(range(len(cells)), key=lambda at: len(cells[at]))
    words = cells[longest].split(" ")
    if len(cells) < 3 or len(words) < 6 or chance.random() >= TORN:
        return [text]
    half = len(words) // 2
    cells[longest] = " ".join(words[:half])
    rest = [""] * len(cells)
    rest[longest] = " ".join(words[half:])
    return ["\t".join(cells), "\t".join(rest)]
