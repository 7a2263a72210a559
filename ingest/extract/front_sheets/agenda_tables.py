"""Agendas set as tables: which column holds the number, the title, the pages; and rows that a reader tore apart.

"Item | Subject | Purpose | Pages": what no head calls a title is none, and without heads words that only say what the
item is for ("For information", "Verbal", "10.05 am") are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.extract.words.wordings import Wording
from ingest.read.document import Line, Mapped, joined

Column = Literal["number", "title", "pages", "other"]

NUMBER_HEAD = Wording(
    r"(?:agenda )?(?:item|no|number|ref)?(?: ?(?:no|number|nr))?\.?|#",
    reads=("Item", "Item No.", "No", "Agenda Item Number"),
    leaves=("Items of business", "Report No. and title"),
    at="whole",
)
TITLE_HEAD = Wording(
    r"(?:agenda |report )?(?:items?|titles?|subjects?|business|description|topics?|matters?|reports?|headings?)"
    r"(?: (?:of (?:business|report|item)|title|description|for (?:discussion|consideration)))?"
    r"|(?:item|subject|title)s?(?: ?/ ?| and | & )\w+",
    reads=("Item", "Title", "Subject", "Item of Business", "Report title"),
    leaves=("Item No.", "Report of", "Lead officer"),
    at="whole",
)
PAGES_HEAD = Wording(
    r"(?:page|pg|pp|paper)s?(?:\(s\))?\.?(?: ?(?:no|number|range|ref)s?\.?)?",
    reads=("Page", "Pages", "Page No.", "Page(s)"),
    leaves=("Paper title",),
    at="whole",
)
OTHER_HEAD = Wording(
    r"purpose|(?:for )?action(?: required)?|decision.{0,12}|type(?: of item)?|status|time(?:s|ings?)?|duration"
    r"|(?:lead|report|presenting|contact|responsible)? ?(?:officer|member|author|director|presenter|lead)s?(?:\(s\))?"
    r"|report (?:of|by|from)|presented by|presenter|who|wards?(?: affected)?|divisions?.{0,12}|format|enclosures?"
    r"|attachments?|key decision\??|open ?/ ?exempt|public ?/ ?private|cabinet member|portfolio(?: holder)?",
    reads=("Purpose", "Lead officer", "Ward(s)", "Report of", "Time"),
    leaves=("Item", "Pages", "Apologies for absence"),
    at="whole",
)
# What stands in another column than the title's, where no heads say so.
BESIDE = Wording(
    r"(?:to|for) (?:decision|information|discussion|approval|noting|comment|consideration|determination|agree(?:ment)?"
    r"|action|note|approve|assurance|scrutiny|recommendation)(?: ?(?:/|and|&|,) ?(?:decision|information|discussion"
    r"|approval|noting|comment))?|(?:non-)?key decision|decision|verbal(?: (?:report|update|item))?|oral(?: update)?"
    r"|to follow|(?:report )?(?:attached|enclosed|herewith|tabled)|presentation|standing item|all(?: wards)?|none|n/?a"
    r"|[-–—*]|open|exempt|public|private|part (?:[ab12]|i{1,2})"
    r"|\d{1,2}[.:]\d\d ?(?:[ap]\.?m\.?)?(?: ?[-–] ?\d{1,2}[.:]\d\d ?(?:[ap]\.?m\.?)?)?|\d{1,3} ?min(?:ute)?s?\.?",
    reads=("For information", "Key decision", "Verbal", "To follow", "10.05 am", "5 mins"),
    leaves=("Decisions of the Leader", "Information governance", "Public questions"),
    at="whole",
)
OFFICE = Wording(
    r"(?:Cllr|Councillor|Leader of|Chair of|Cabinet Member|Executive Member|Portfolio Holder)\b.{0,80}"
    r"|(?:(?:Interim|Acting|Deputy|Assistant|Joint|Corporate|Executive|Service|Strategic|Managing) ){0,3}"
    r"(?:Director|Head of|Chief (?:Executive|\w+ Officer)|Monitoring Officer)\b(?! ?(?:['’]s|update|report)).{0,60}",
    reads=("Head of Roads", "Corporate Director: Places", "Councillor A Pine"),
    leaves=("Chief Executive's update", "Heads of terms", "Directorate plan"),
    exact=True,
    at="whole",
)
RANGE = re.compile(
    r"\(?\s*(?:pages?|pp?)?\.?\s*(?P<first>\d{1,4})(?:\s*(?:[-–—]|to)\s*(?P<last>\d{1,4}))?\s*\)?\s*\|?", re.IGNORECASE
)
ITEM_NUMBER = re.compile(r"(?:item\s+)?(?P<number>\d{1,3}\s?[a-z]?|[a-h]\d{1,2}|\d{1,3}/\d{2,4})[.):]?", re.IGNORECASE)
LEADING_NUMBER = re.compile(r"(?P<number>\d{1,3}[a-z]?)[.)]?\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item in a table's row; `title` is empty where the row has none."""

    number: str | None
    title: Mapped
    first_page: str | None = None
    last_page: str | None = None


def head_columns(line: Line) -> tuple[Column, ...] | None:
    """What the columns below a head row hold; None where the line is no head of an agenda's table."""
    filled = [cell.text for cell in line.cells if cell]
    if len(filled) < 2 or not any(TITLE_HEAD.fullmatch(text.strip(" :")) for text in filled):
        return None
    heads = [_heads(cell.text.strip(" :")) for cell in line.cells]
    if any(not kinds for kinds in heads):
        return None
    columns = [kinds[0] if kinds else "other" for kinds in heads]
    if "title" not in columns:  # "Item | Page": the items themselves
        columns = [
            "title" if "title" in kinds and kind == "number" else kind
            for kind, kinds in zip(columns, heads, strict=True)
        ]
    return tuple(columns) if columns.count("title") == 1 else None


def _heads(text: str) -> tuple[Column, ...]:
    """What a column of this head may hold, the likeliest first; an empty head may hold anything."""
    if not text:
        return ("other",)
    kinds: list[Column] = []
    if NUMBER_HEAD.fullmatch(text):
        kinds.append("number")
    if PAGES_HEAD.fullmatch(text):
        kinds.append("pages")
    if OTHER_HEAD.fullmatch(text):
        kinds.append("other")
    if TITLE_HEAD.fullmatch(text):
        kinds.append("title")
    return tuple(kinds)


def item_row(line: Line, columns: Sequence[Column] | None) -> ItemRow | None:
    """The item of a table's row, under its heads where they fit it; None where it opens with no number."""
    if columns and len(columns) == len(line.cells):
        return _under_heads(line, columns)
    cells = [cell for cell in line.cells if cell]
    number = ITEM_NUMBER.fullmatch(cells[0].text) if cells else None
    if not number:
        return None
    rest = cells[1:]
    first, last = None, None
    if rest and (found := _pages(rest[-1], single=len(rest) > 1)):
        (first, last), rest = found, rest[:-1]
    while len(rest) > 1 and (BESIDE.fullmatch(rest[-1].text) or OFFICE.fullmatch(rest[-1].text)):
        rest = rest[:-1]
    return ItemRow(_bare(number["number"]), joined(rest), first, last)


def _under_heads(line: Line, columns: Sequence[Column]) -> ItemRow | None:
    held = {kind: cell for kind, cell in zip(columns, line.cells, strict=True) if kind != "other" and cell}
    title = held.get("title", Mapped("", joined(()).places))
    number = ITEM_NUMBER.fullmatch(held["number"].text) if "number" in held else None
    if number is None and "number" not in held and (leading := LEADING_NUMBER.match(title.text)):
        number, title = leading, title.piece(leading.end())
    if number is None:
        return None
    pages = _pages(held["pages"], single=True) if "pages" in held else None
    return ItemRow(_bare(number["number"]), title, *(pages or (None, None)))


def _bare(number: str) -> str:
    return number.replace(" ", "")


def _pages(cell: Mapped, single: bool) -> tuple[str, str] | None:
    found = RANGE.fullmatch(cell.text)
    if not found or not (found["last"] or single) or (found["last"] and int(found["last"]) < int(found["first"])):
        return None
    return found["first"], found["last"] or found["first"]


def mended(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, an item whose number stands level with the middle of its title put together again.

    Readers give the number between the title's lines ("Care: variation of the", "7 | 10 - 12", "agreement"), since it
    stands between them on the page.
    """
    at = 0
    while at < len(lines):
        end = _torn_end(lines, at)
        if end is None:
            yield lines[at]
            at += 1
            continue
        middle = next(line for line in lines[at:end] if _is_torn(line))
        title = joined(line.content for line in lines[at:end] if line is not middle)
        number, *pages = [cell for cell in middle.cells if cell]
        cells = (number, title, *pages)
        yield replace(lines[at], cells=cells, content=joined(cells), indent=middle.indent)
        at = end


def _torn_end(lines: Sequence[Line], at: int) -> int | None:
    """Where the lines of a title end that opens at `at` with its number level with its middle; None for none."""
    if not _is_title_line(lines[at]):
        return None
    middle = at + 1
    while middle < len(lines) and middle - at < 3 and _goes_on(lines[at], lines[middle]):
        middle += 1
    if middle >= len(lines) or lines[middle].gap or not _is_torn(lines[middle]):
        return None
    end = middle + 1
    while end < len(lines) and end - middle <= middle - at and _goes_on(lines[at], lines[end]):
        end += 1
    above, below = middle - at, end - middle - 1
    return end if below and abs(above - below) <= 1 and lines[at].indent > lines[middle].indent else None


def _is_torn(line: Line) -> bool:
    """Whether a line is a number alone, or a number and pages."""
    cells = [cell for cell in line.cells if cell]
    if not cells or len(cells) > 2 or not ITEM_NUMBER.fullmatch(cells[0].text):
        return False
    return len(cells) == 1 or _pages(cells[1], single=True) is not None


def _is_title_line(line: Line) -> bool:
    return not line.is_row and not line.furniture and not line.bullet and bool(re.match(r"[A-Z]", line.text))


def _goes_on(first: Line, line: Line) -> bool:
    return not (line.is_row or line.gap or line.bullet) and line.indent == first.indent and not _is_torn(line)
