"""A Word paragraph's words as they print: tracked changes accepted, field codes, comments and hidden words left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.read.docx_numbering import is_on
from ingest.read.docx_parts import attribute, child, name_of, whole
from ingest.read.docx_styles import Style, Styles, said

BREAK, TAB = "\n", "\t"
TICKED, UNTICKED = "☒", "☐"
# Taken out by a tracked change, or not printed: what was deleted or moved away, properties, field codes, ruby readings.
SKIPPED = frozenset({"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "delInstrText", "rt", "Fallback"})
# Drawn apart from the words around them.
DRAWN = frozenset({"drawing", "pict", "object", "txbxContent"})
SIGNS = {"tab": TAB, "ptab": TAB, "br": BREAK, "cr": BREAK, "noBreakHyphen": "-"}
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike; for a note's mark the note's part and id instead."""

    text: str
    bold: bool = False
    note: tuple[str, str] | None = None


def runs(paragraph: etree._Element, styles: Styles) -> Iterator[Run]:
    """The runs of a paragraph in order."""
    chain = styles.chain(style_of(paragraph) or styles.default)
    yield from _runs(paragraph, styles, chain)


def style_of(paragraph: etree._Element) -> str | None:
    """The style that a paragraph names."""
    return attribute(child(paragraph, "pPr", "pStyle"), "val")


def boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes that hang on a paragraph; Word writes each in two ways, of which one is taken."""
    for each in paragraph:
        name = name_of(each)
        if name == "txbxContent":
            yield each
        elif name not in SKIPPED:
            yield from boxes(each)


def _runs(element: etree._Element, styles: Styles, chain: list[Style]) -> Iterator[Run]:
    for each in element:
        name = name_of(each)
        if name == "r":
            yield from _run(each, styles, chain)
        elif name == "t":  # a formula's words
            yield Run(each.text or "")
        elif name not in SKIPPED and name not in DRAWN and not is_unfilled(each):
            yield from _runs(each, styles, chain)


def _run(run: etree._Element, styles: Styles, chain: list[Style]) -> Iterator[Run]:
    looks = child(run, "rPr")
    own = styles.chain(attribute(child(looks, "rStyle"), "val"))
    if _says(said(looks, "vanish"), [each.hidden for each in (*own, *chain)]):
        return
    bold = _says(said(looks, "b"), [each.bold for each in (*own, *chain)])
    capitals = _says(said(looks, "caps"), [each.capitals for each in (*own, *chain)])
    for each in run:
        name = name_of(each)
        if name in NOTES:
            yield Run("", note=(NOTES[name], attribute(each, "id") or ""))
        elif text := _text(each, name):
            yield Run(text.upper() if capitals else text, bold)


def _text(element: etree._Element, name: str) -> str:
    if name == "t":
        return (element.text or "").replace("\n", " ").replace("\t", " ")
    if name == "sym":
        code = attribute(element, "char") or ""
        return chr(int(code, 16)) if len(code) == 4 and code.isalnum() and _is_hexadecimal(code) else ""
    if name == "fldChar":
        return _field(child(element, "ffData"))
    return SIGNS.get(name, "")


def _field(data: etree._Element | None) -> str:
    """What a form's field prints that has no words of its own: a box, ticked or not, or what was picked from a list."""
    box, picks = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        mark = child(box, "checked")
        return TICKED if is_on(mark if mark is not None else child(box, "default")) else UNTICKED
    if picks is None:
        return ""
    entries = [attribute(each, "val") or "" for each in picks if name_of(each) == "listEntry"]
    at = whole(attribute(child(picks, "result"), "val")) or 0
    return entries[at] if at < len(entries) else ""


def is_unfilled(element: etree._Element) -> bool:
    """Whether an element is a field that only says what to fill in ("Click here to enter a date")."""
    return name_of(element) == "sdt" and is_on(child(element, "sdtPr", "showingPlcHdr"))


def _is_hexadecimal(code: str) -> bool:
    return all(char in "0123456789abcdefABCDEF" for char in code) and not 0xD800 <= int(code, 16) < 0xE000


def _says(own: bool | None, inherited: list[bool | None]) -> bool:
    """What is said nearest, by the words themselves or by one of their styles."""
    return next((each for each in (own, *inherited) if each is not None), False)
