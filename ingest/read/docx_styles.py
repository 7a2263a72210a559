"""The styles of a Word file, as far as they say something: headings, bold, capitals, hidden words, lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ingest.read.docx_numbering import is_on
from ingest.read.docx_parts import attribute, child, name_of, whole

HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
TITLES = {"title": 1, "subtitle": 2}
BODY = 9  # the outline level of plain text
DEEPEST = 20  # styles that stand on one another; more is a ring


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, None or empty where it says nothing itself."""

    name: str
    based_on: str | None
    outline: int | None
    bold: bool | None
    capitals: bool | None
    hidden: bool | None
    list_id: str | None
    list_level: str | None


class Styles:
    """A file's styles by their ids; what one does not say, the one that it is based on does."""

    def __init__(self, root: etree._Element | None) -> None:
        held = [each for each in root if name_of(each) == "style"] if root is not None else []
        self._styles = {attribute(each, "styleId") or "": _style(each) for each in held}
        default = (each for each in held if attribute(each, "type") == "paragraph" and _is_default(each))
        self.default = next((attribute(each, "styleId") for each in default), None)

    def chain(self, style: str | None) -> list[Style]:
        """A style and those that it stands on, nearest first."""
        out: list[Style] = []
        while style in self._styles and len(out) < DEEPEST:
            out.append(self._styles[style])
            style = out[-1].based_on
        return out

    def level(self, style: str | None) -> int:
        """The heading level of a style: 0 for plain text."""
        for each in self.chain(style):
            found = HEADING.fullmatch(each.name)
            if found:
                return int(found[1])
            if each.name.lower() in TITLES:
                return TITLES[each.name.lower()]
            if each.outline is not None:
                return each.outline + 1 if each.outline < BODY else 0
        return 0

    def list_of(self, style: str | None) -> tuple[str, str | None] | None:
        """The list that a style belongs to, and its level where it says so."""
        for each in self.chain(style):
            if each.list_id:
                return each.list_id, each.list_level
        return None


def _is_default(style: etree._Element) -> bool:
    return attribute(style, "default") in ("1", "true", "on")


def _style(root: etree._Element) -> Style:
    words, paragraph = child(root, "rPr"), child(root, "pPr")
    return Style(
        attribute(child(root, "name"), "val") or "",
        attribute(child(root, "basedOn"), "val"),
        whole(attribute(child(paragraph, "outlineLvl"), "val")),
        said(words, "b"),
        said(words, "caps"),
        said(words, "vanish"),
        attribute(child(paragraph, "numPr", "numId"), "val"),
        attribute(child(paragraph, "numPr", "ilvl"), "val"),
    )


def said(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a property is on or off; None where nothing is said of it."""
    mark = child(properties, name)
    return None if mark is None else is_on(mark)
