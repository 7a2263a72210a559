"""Word papers (.docx): bytes to a Document, as the paper would print.

Lists are numbered as Word numbers them, tracked changes are taken as accepted, comments are left out, notes stand at
the end; headers and footers are furniture before and after the text. Word files say of no page where it ends, so lines
have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.read.document import Document
from ingest.read.docx_chunks import chunk_lines
from ingest.read.docx_numbering import Counter, numberings
from ingest.read.docx_parts import AGAIN, Parts, attribute, child, name_of, open_parts, whole
from ingest.read.docx_runs import BREAK, SKIPPED, TAB, Run, boxes, is_unfilled, runs, style_of
from ingest.read.docx_styles import BODY, Styles
from ingest.read.docx_tabs import tabbed
from ingest.read.item_tables import table_lines
from ingest.read.written import Written, aligned, document_of, spaced
from kg.errors import Unreadable

NO_LIST = "0"
LARGEST_GAP = 3


def read_docx(data: bytes) -> Document:
    """A Word paper as a Document; raises Unreadable where it is damaged, locked, unsafe to unpack or without words."""
    parts = open_parts(data)
    try:
        return _document(parts)
    except RecursionError as error:  # tables in tables, or fields in fields, by the hundred
        raise Unreadable(f"it is nested too deeply to read; {AGAIN}") from error


def _document(parts: Parts) -> Document:
    root = parts.xml(parts.main)
    reader = _reader(parts)
    body = list(reader.flow(child(root, "body")))
    notes = list(reader.end_notes())
    head = reader.furniture(root, "headerReference")
    foot = reader.furniture(root, "footerReference")
    return document_of(tabbed([*head, *body, *notes, *foot]))


def _reader(parts: Parts) -> _Reader:
    styles = Styles(parts.xml(parts.beside("styles.xml")))
    return _Reader(parts, styles, Counter(numberings(parts.xml(parts.beside("numbering.xml")))))


def _body_lines(data: bytes) -> list[Written]:
    """The body and notes of a Word file that stands in another."""
    parts = open_parts(data)
    reader = _reader(parts)
    return [*reader.flow(child(parts.xml(parts.main), "body")), *reader.end_notes()]


@dataclass(slots=True)
class _Reader:
    """Reads a file's parts in order; `notes` are those met so far."""

    parts: Parts
    styles: Styles
    counter: Counter
    notes: list[tuple[str, str]] = field(default_factory=list)
    numbered: str = ""  # what Word printed before the last paragraph

    def flow(self, container: etree._Element | None) -> Iterator[Written]:
        """The lines of a body, cell, box or note."""
        gap = 1
        carried: list[Run] = []
        for element in _blocks(container):
            if name_of(element) in ("tbl", "altChunk"):
                yield from self._table(element) if name_of(element) == "tbl" else self._chunk(element)
                gap = 1
                continue
            held = [*carried, *self._noted(runs(element, self.styles))]
            carried = held if _is_joined(element) else []
            if carried:
                continue
            lines = list(self._paragraph(element, held))
            yield from (replace(line, gap=gap) if at == 0 else line for at, line in enumerate(lines))
            gap = 1 if lines else min(gap + 1, LARGEST_GAP)
            for box in boxes(element):
                yield from self.flow(box)
        if carried:
            yield from _lines(carried)

    def _noted(self, held: Iterable[Run]) -> Iterator[Run]:
        for run in held:
            if run.note:
                self.notes.append(run.note)
            else:
                yield run

    def _paragraph(self, element: etree._Element, held: Sequence[Run]) -> Iterator[Written]:
        """A paragraph's lines: the first bears its number or list mark."""
        number, bullet = self._number(element)
        self.numbered = number
        level = self._level(element)
        for at, line in enumerate(_lines(held)):
            if at:
                yield line
            else:
                words = (f"{number} {line.text}" if number else line.text,)
                yield Written(words, level, line.bold, bullet and not level)

    def _level(self, element: etree._Element) -> int:
        outline = whole(attribute(child(element, "pPr", "outlineLvl"), "val"))
        if outline is not None:
            return outline + 1 if outline < BODY else 0
        return self.styles.level(style_of(element))

    def _number(self, element: etree._Element) -> tuple[str, bool]:
        """What Word prints before a paragraph, and whether that is a list mark; counts it."""
        own = child(element, "pPr", "numPr")
        list_id, level = attribute(child(own, "numId"), "val"), attribute(child(own, "ilvl"), "val")
        style = style_of(element) or self.styles.default
        if list_id is None:
            inherited = self.styles.list_of(style)
            if inherited is None:
                return "", False
            list_id, level = inherited[0], level or inherited[1]
        if list_id == NO_LIST:
            return "", False
        at = whole(level)
        if at is None:
            at = self.counter.level_of_style(list_id, style)
        number, bullet = self.counter.next(list_id, at)
        return spaced(number), bullet

    def _table(self, table: etree._Element) -> Iterator[Written]:
        rows = [row for row in _within(table, "tr") if child(row, "trPr", "del") is None]
        held = [[cell for cell in _within(row, "tc") if child(cell, "tcPr", "cellDel") is None] for row in rows]
        widest = max(map(len, held), default=0)
        yield from table_lines(
            [aligned([(list(self._cell(cell)), _columns(cell)) for cell in row], widest) for row in held]
        )

    def _chunk(self, element: etree._Element) -> Iterator[Written]:
        """The words of another file that stands in this one until Word puts them in their place."""
        path = self.parts.related().get(attribute(element, "id") or "")
        if path and path in self.parts.zip.namelist():
            yield from chunk_lines(self.parts.unpacked(path), _body_lines)

    def _cell(self, cell: etree._Element) -> Iterator[Written]:
        """A cell's lines; none where it goes on a cell above it."""
        merged = child(cell, "tcPr", "vMerge")
        if merged is None or attribute(merged, "val") == "restart":
            self.numbered = ""
            lines = list(self.flow(cell))
            yield from lines or self._bare_number()

    def _bare_number(self) -> Iterator[Written]:
        """The number that Word prints in a cell without words; such a column numbers a table's rows."""
        if self.numbered:
            yield Written((self.numbered,))

    def end_notes(self) -> Iterator[Written]:
        """The notes in the order in which the text calls them, each behind its number."""
        held = {part: self._notes(part) for part in sorted({part for part, _ in self.notes})}
        for number, (part, note) in enumerate(list(dict.fromkeys(self.notes)), 1):
            text = " ".join(line.text for line in self.flow(held[part].get(note)))
            if text:
                yield Written((f"[{number}] {text}",))

    def _notes(self, part: str) -> dict[str | None, etree._Element]:
        root = self.parts.xml(self.parts.beside(f"{part}.xml"))
        return {attribute(each, "id"): each for each in root} if root is not None else {}

    def furniture(self, root: etree._Element | None, kind: str) -> list[Written]:
        """What the headers or footers say, each once; page numbers left out, for Word counts them when it prints."""
        related = self.parts.related()
        held = root.iter() if root is not None else ()
        called = [attribute(each, "id") or "" for each in held if name_of(each) == kind]
        said: dict[str, Written] = {}
        for path in dict.fromkeys(related[each] for each in called if each in related):
            for line in self.flow(self.parts.xml(path)):
                if any(char.isalpha() for char in line.text):
                    said.setdefault(line.text, Written((line.text,), gap=0, furniture="head"))
        return list(said.values())


def _blocks(container: etree._Element | None) -> Iterator[etree._Element]:
    """The paragraphs and tables of a container, those within content controls and tracked changes too."""
    for element in container if container is not None else ():
        name = name_of(element)
        if name in ("p", "tbl", "altChunk"):
            yield element
        elif name not in SKIPPED and not name.endswith("Pr") and not is_unfilled(element):
            yield from _blocks(element)


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """A table's rows or a row's cells, those within content controls too."""
    for each in element:
        if name_of(each) == name:
            yield each
        elif name_of(each) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _within(each, name)


def _columns(cell: etree._Element) -> int:
    """Over how many of its table's columns a cell goes."""
    return whole(attribute(child(cell, "tcPr", "gridSpan"), "val")) or 1


def _is_joined(paragraph: etree._Element) -> bool:
    """Whether a tracked change took the paragraph's end away, so that the next goes on it."""
    looks = child(paragraph, "pPr", "rPr")
    return child(looks, "del") is not None or child(looks, "moveFrom") is not None


def _lines(held: Sequence[Run]) -> Iterator[Written]:
    """The lines of a paragraph, broken where its writer broke them."""
    words: list[str] = []
    bold = True
    for run in (*held, Run(BREAK)):
        first, *others = run.text.split(BREAK)
        words.append(first)
        bold = bold and (run.bold or not first.strip())
        for other in others:
            text = TAB.join(map(spaced, "".join(words).split(TAB))).strip()
            if text:
                yield Written((text,), bold=bold, gap=0)
            words, bold = [other], run.bold or not other.strip()
