"""A report's contact box in columns again: whose label is whose, in tables, side by side, or one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from ingest.extract.reports.label_blocks import Field, Piece
from ingest.extract.words.addresses import EMAIL
from ingest.read.document import Document

Side = Literal["officer", "member"]
HEADINGS = ("officer-box", "member-box")
HOST = re.compile(r"@([\w-]+(?:\.[\w-]+)+)(?![\w-]|\.\w)")
FRAGMENT = re.compile(r"[\w.-]{1,30}/?")
UNFINISHED = re.compile(r"(?:[,&(–-]|\b(?:and|of|for|the|to|in))$")


@dataclass(frozen=True, slots=True)
class Column:
    """One person's or one side's fields."""

    side: Side
    fields: tuple[Field, ...]

    def pieces(self, *kinds: str) -> tuple[Piece, ...]:
        """The values of some kinds of field, in order."""
        return tuple(value for each in self.fields if each.kind in kinds for value in each.values)


def columns(box: Sequence[Field], document: Document) -> Iterator[Column]:
    """The box's columns: officers' first, one each where several names are printed one below the other."""
    held = _rebalanced(box, document)
    sides = _sides(held)
    for side in ("officer", "member"):
        mine = [each for each, its in zip(held, sides, strict=True) if its == side]
        yield from _persons(side, mine)


def _persons(side: Side, mine: Sequence[Field]) -> Iterator[Column]:
    """A side's fields cut before each name; a heading that carries words carries a name."""
    groups: list[list[Field]] = []
    for each in mine:
        if each.kind in HEADINGS:
            each = replace(each, kind="name")
            if not each.values:
                continue
        if not groups or (each.kind in ("name", "names") and any(f.kind in ("name", "names") for f in groups[-1])):
            groups.append([each])
        else:
            groups[-1].append(each)
    for group in groups:
        yield Column(side, tuple(group))


def _sides(held: Sequence[Field]) -> list[Side]:
    """Whose each field is."""
    heads = [at for at, each in enumerate(held) if each.kind in HEADINGS]
    apart = any(b - a > 1 for a, b in pairwise(heads))
    names = next((at for at, each in enumerate(held) if each.kind == "names"), None)
    if not any(each.kind in ("officer-box", "name") for each in held):
        return ["member" if names is not None or heads else "officer" for _ in held]
    if apart or (names is None and len(heads) < 2):
        return _by_heading(held)
    if any(each.label.line.is_row for each in held if each.kind not in HEADINGS):
        return _by_cell(held)
    if names is not None and any(each.kind in ("post", "email", "tel") for each in held[:names]):
        return ["member" if at >= names or each.kind == "member-box" else "officer" for at, each in enumerate(held)]
    return _by_turn(held)


def _by_heading(held: Sequence[Field]) -> list[Side]:
    sides: list[Side] = []
    side: Side = "officer"
    for each in held:
        if each.kind in HEADINGS:
            side = "member" if each.kind == "member-box" else "officer"
        elif each.kind == "names" and "member-box" not in {f.kind for f in held}:
            side = "member"
        sides.append(side)
    return sides


def _by_cell(held: Sequence[Field]) -> list[Side]:
    """By the cell that the label stands in: members' from the second label of a row on."""
    seconds = [
        each.label.column
        for before, each in pairwise(held)
        if before.label.row == each.label.row and each.kind not in HEADINGS
    ]
    edge = min(seconds, default=1)
    return [
        "member"
        if each.kind == "member-box" or (each.kind not in HEADINGS and each.label.column >= edge)
        else "officer"
        for each in held
    ]


def _by_turn(held: Sequence[Field]) -> list[Side]:
    """Side by side on lines: of each kind of label the first is the officer's, the second the member's.

    A "Name" alone on its line below the "Names" of the members opens one more officer.
    """
    sides: list[Side] = []
    seen: set[str] = set()
    for at, each in enumerate(held):
        if each.kind == "name" and "names" in seen and _alone(held, at):
            return [*sides, *_by_turn(held[at:])]
        if each.kind == "names":
            seen.add("names")
        kind = "name" if each.kind == "names" else each.kind
        second = kind in seen or each.kind in ("names", "member-box")
        sides.append("member" if second else "officer")
        seen.add(kind)
    return sides


def _alone(held: Sequence[Field], at: int) -> bool:
    """Whether no other label stands on the field's line."""
    return all(each.label.row != held[at].label.row for i, each in enumerate(held) if i != at)


def _rebalanced(box: Sequence[Field], document: Document) -> list[Field]:
    """Fields side by side on a line, the words on the line below given to the one that they complete."""
    held = list(box)
    for at in range(1, len(held)):
        one, two = held[at - 1], held[at]
        if one.kind != two.kind and {one.kind, two.kind} != {"name", "names"}:
            continue
        below = tuple(value for value in two.values if value.row > two.label.row)
        if one.label.row != two.label.row or not one.values or not below or two.label.line.is_row:
            continue
        if _completes(one, two, below, document):
            held[at - 1] = replace(one, values=(*one.values, *below))
            held[at] = replace(two, values=two.values[: -len(below)])
    return held


def _completes(one: Field, two: Field, below: Sequence[Piece], document: Document) -> bool:
    """Whether the words below go on the first field rather than the second."""
    first, second = one.values[-1].text, two.values[0].text
    if one.kind == "email":
        known = set(HOST.findall(document.text))
        rest = below[0].text.strip("/")
        fits = [_host(text + rest) in known or text.endswith((".", "-", "@")) for text in (first, second)]
        whole = _host(second) in known and not second.endswith((".", "-", "@"))
        return fits[0] and (not fits[1] or whole)
    return bool(UNFINISHED.search(first)) and not UNFINISHED.search(second)


def _host(text: str) -> str:
    return text.rpartition("@")[2]


def emails(pieces: Sequence[Piece]) -> list[str]:
    """The e-mail addresses in some values, put together where a line or a cell broke them."""
    text = ""
    for piece in pieces:
        text += piece.text if _goes_on(text, piece.text) else f" {piece.text}"
    return [found.strip(".'’") for found in EMAIL.findall(re.sub(r"(?<=[.@-])\s+(?=[a-z])", "", text))]


def _goes_on(text: str, words: str) -> bool:
    """Whether words go on the address that the text ends with."""
    last = text.rsplit(" ", 1)[-1]
    if not last or last.endswith((",", ";", "/")):
        return False
    if "@" in last:
        return "@" not in words and bool(FRAGMENT.fullmatch(words)) and not words.strip("/.").isdigit()
    return "@" in words and bool(re.fullmatch(r"[\w.'’-]+", last)) and not last.isdigit()
