"""The grants that a finance report lists, each with its awarding body: from tables, or tables flattened to bare lines.

Flattened, a grant's name and its awarding body stand on one line with one space between ("Night Bus Grant Home Office
118"). They are parted where a name ends ("Grant", "Fund") or a national body begins; else it is an issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.divide.sections import Section
from ingest.extract.words.tables import Column, Heads, fitted, read_heads
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line, Mapped, joined
from kg.records import Grant, Issue

COLUMNS = (
    Column(
        "name", Wording(r"(?:name of )?(?:the )?grants?(?: name| title| income)?", ["Grant"], ["Grant total £'000"])
    ),
    Column(
        "body",
        Wording(
            r"(?:awarding|granting|funding|grant) (?:body|bodies|organisation|department)|awarded by|funder|awarder",
            ["Awarding Body", "Funder"],
            ["Body"],
        ),
    ),
    Column(
        "amount",
        Wording(
            r"(?:(?:expected|total|forecast|budget(?:ed)?|grant|annual) )*(?:amount|allocation|income|value|award)"
            r"(?: 20\d\d[/-]\d\d(?:\d\d)?)?\s*\(?(?:£\s?['’‘]?(?:000s?|k|m|million)?)?\)?|£\s?['’‘]?(?:000s?|k|m)?",
            ["Expected Amount £'000", "£'000", "Allocation 2022/23 £m", "Amount (£)"],
            ["Grant Total"],
        ),
    ),
    Column(
        "used",
        Wording(
            r"(?:purpose|use|used for|to be used for|directorate|service|notes?|comments?|description)",
            ["Purpose", "Used for", "Directorate"],
            ["Used"],
        ),
    ),
)
FLAT_HEAD = Wording(
    r"grants?\s+(?:awarding|granting|funding) (?:body|organisation|department)\b.*",
    ["Grant Awarding Body", "Grant Awarding Body Expected Amount £'000"],
    ["The grant's awarding body"],
    at="whole",
)
UNIT = re.compile(r"£\s?['’‘]?(?P<unit>000s?|k|m(?:illion)?)?\b", re.IGNORECASE)
# A unit without a figure is a head's.
HEAD_UNIT = re.compile(r"£\s?['’‘]?(?:000s?|k|m)\b", re.IGNORECASE)
TOTAL = Wording(r"(?:sub-?\s?)?total\b.*", ["Total Grant Funding 2022/23"], ["Totally new grant"], at="whole")
YEAR = re.compile(r"\b20\d\d\s?[/–-]\s?(?:20)?\d\d\b")
FIGURE = re.compile(r"[-–(]?\s?\d[\d,]*(?:\.\d+)?\)?")
AT_END = re.compile(r"(?:^|\s)(?P<figure>[-–(]?£?\d[\d,]*(?:\.\d+)?\)?)$")
# Words that stand where a body's name should, and name none.
NO_BODY = Wording(
    r"(?:various|n/?a|none|tbc|unknown|other|multiple|[-–]+)\.?", ["Various", "-"], ["Variety Trust"], at="whole"
)
_END_OF_NAME = r"(?:Grants?|Funds?|Funding|Allocations?|Premium)(?: \([^()]*\))?"
NATIONAL = Wording(
    r"\b(?:(?:Department|Dept\.?|Ministry) (?:of|for)\b.*|(?:Home|Cabinet|Foreign) Office|HM Treasury"
    r"|Youth Justice Board(?: for .*)?|(?:Education(?: (?:and|&) Skills)? |Skills )Funding Agency"
    r"|Environment Agency|Homes England|Sport England|Arts Council(?: England)?|Natural England|Active Travel England"
    r"|Big Lottery(?: Fund)?|(?:National )?(?:Heritage )?Lottery(?: Heritage)?(?: Community)? Fund"
    r"|European (?:Social|Regional Development) Fund|Public Health England|UK Health Security Agency"
    r"|NHS England(?: .*)?|Police (?:&|and) Crime Commissioner(?: .*)?|Various"
    r"|(?:[\w&'’]+ (?:& [\w'’]+ )?)?CCG|Df[ET]|DCLG|MHCLG|DLUHC|DHSC|DoH|DH|DWP|MoJ|MOJ|ESFA|EFA|SFA|DEFRA|Defra"
    r"|BEIS|DCMS|GLA|OHID|NHSE)$",
    reads=["Night Buses Department for Transport", "Ferry Wardens DfT", "Harbour Police & Crime Commissioner"],
    leaves=["Night Buses", "Department store vouchers", "Home Office moves"],
    exact=True,
)
NAMED = re.compile(rf"(?P<name>.*\b{_END_OF_NAME})(?:\s+(?P<body>[A-Z].*))?")
CLOSES = re.compile(r"APPENDIX\b|Appendix \w{1,2}\b|\d{1,2}\.\s+[A-Z]")
# How many lines of words may stand between two rows of one table.
BETWEEN = 2
# A flattened row takes no more lines than this.
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class _Row:
    """A grant as its row gives it, before the table's unit and year are known."""

    name: Mapped
    body: Mapped | None
    figure: Mapped | None
    used: Mapped | None = None


def grants(section: Section) -> Iterator[Grant | Issue]:
    """Each grant of the section's tables of grants."""
    lines = [line for line in section.lines if not line.furniture and line.text]
    at = 0
    while at < len(lines):
        heads = read_heads(lines[at], COLUMNS)
        if heads and {"name", "body"} <= set(heads):
            end = _end_of_rows(lines, at + 1, len(heads))
            yield from _table(section, lines[at], heads, lines[at + 1 : end])
            at = end
        elif FLAT_HEAD.fullmatch(lines[at].text):
            end = _end_of_lines(lines, at + 1)
            yield from _flat(section, lines[at : at + 4], lines[at + 1 : end])
            at = end
        else:
            at += 1


def _end_of_rows(lines: Sequence[Line], at: int, width: int) -> int:
    """Where a table of grants ends: at a row that heads another table, at a heading, at words with no such row below.

    A converter may have put the sentence above a table between its rows.
    """
    while at < len(lines):
        following = at
        while following < min(at + BETWEEN, len(lines)) and not lines[following].is_row:
            following += 1
        if any(CLOSES.match(line.text) or line.level for line in lines[at:following]):
            return at
        if following == len(lines) or not _is_grants_row(lines[following], width, strictly=following > at):
            return at
        at = following + 1
    return at


def _is_grants_row(line: Line, width: int, *, strictly: bool) -> bool:
    filled = [cell.text for cell in line.cells if cell.text]
    figures = sum(bool(FIGURE.fullmatch(text.replace("£", "").strip())) for text in filled)
    if strictly:
        return len(line.cells) == width and figures == 1
    return figures > 0 or len(filled) < 2 or (len(line.cells) == width and not HEAD_UNIT.search(line.text))


def _table(section: Section, head: Line, heads: Heads, rows: Sequence[Line]) -> Iterator[Grant | Issue]:
    year, unit = _year(rows), _unit(head.text)
    for line in (row for row in rows if row.is_row):
        cells, _ = fitted(line.cells, len(heads))
        named = {name: cell for name, cell in zip(heads, cells, strict=False) if name and cell.text}
        name = named.get("name")
        if not name or TOTAL.fullmatch(name.text) or len(named) < 2:
            continue
        row = _Row(name, named.get("body"), named.get("amount"), named.get("used"))
        yield from _records(section, row, unit, year)


def _records(section: Section, row: _Row, unit: Decimal, year: str | None) -> Iterator[Grant | Issue]:
    pieces = [piece for piece in (row.name, row.body, row.figure) if piece]
    place = section.document.evidence(joined(pieces))
    amount = _amount(row.figure.text, unit) if row.figure else None
    body = row.body.text if row.body and not NO_BODY.fullmatch(row.body.text) else None
    if row.figure and amount is None:
        yield Issue("value-unread", f"a grant's amount could not be read: {row.figure.text[:40]}", (place,))
    yield Grant(row.name.text, (place,), body, amount, year, row.used.text if row.used else None)


def _unit(head: str) -> Decimal:
    """How many pounds a figure stands for: thousands under "£'000", single pounds where the head is silent."""
    found = UNIT.search(head.replace("£ ", "£"))
    unit = (found["unit"] or "").lower() if found else ""
    return Decimal(1000000) if unit.startswith("m") else Decimal(1000) if unit else Decimal(1)


def _amount(text: str, unit: Decimal) -> Decimal | None:
    found = FIGURE.fullmatch(text.replace("£", "").strip())
    if not found:
        return None
    value = Decimal(re.sub(r"[^\d.]", "", text)) * unit
    return -value if text.lstrip("£ ").startswith(("-", "–", "(")) else value


def _year(lines: Sequence[Line]) -> str | None:
    """The financial year that the table's totals name."""
    found = (YEAR.search(line.text) for line in lines if TOTAL.match(line.text))
    return next((year[0] for year in found if year), None)


def _end_of_lines(lines: Sequence[Line], at: int) -> int:
    """Where a flattened table ends: at a heading, a sentence, or another table's heads."""
    while at < len(lines):
        text = lines[at].text
        sentence = text.endswith((":", ".")) or len(text) > 90
        if lines[at].level or sentence or CLOSES.match(text):
            break
        at += 1
    return at


def _flat(section: Section, heads: Sequence[Line], lines: Sequence[Line]) -> Iterator[Grant | Issue]:
    unit, year = _unit(" ".join(line.text for line in heads)), _year(lines)
    held: list[Mapped] = []
    for line in lines:
        if _is_head(line.text):
            continue
        held.append(line.content)
        figure = AT_END.search(line.text)
        if not figure:
            continue
        last = line.content.piece(0, figure.start())
        pieces = [*held[:-1], *([last] if last.text else [])][-MOST_LINES:]
        if pieces and not TOTAL.match(pieces[0].text):
            yield from _flat_row(section, pieces, line.content.piece(figure.start("figure")), unit, year)
        held = []
    # What stands last without a figure is the next table's.


def _is_head(text: str) -> bool:
    """Whether a line is a piece of the heads, or a group's heading ("Grants as per Business Plan")."""
    amount = COLUMNS[2].head.fullmatch(text)
    return bool(amount or re.match(r"grants?\b.*\b(?:plan|budget|follow\w*)$", text, re.IGNORECASE))


def _flat_row(
    section: Section, pieces: Sequence[Mapped], figure: Mapped, unit: Decimal, year: str | None
) -> Iterator[Grant | Issue]:
    whole = joined(pieces)
    parted = part(whole.text, len(pieces[0]) if len(pieces) > 1 else None)
    if parted is None:
        message = f"a grant that cannot be told from its awarding body: {whole.text[:80]}"
        yield Issue("torn-table", message, (section.document.evidence(whole),))
        return
    body = whole.piece(parted) if parted < len(whole) else None
    yield from _records(section, _Row(whole.piece(0, parted), body, figure), unit, year)


def part(words: str, first_line: int | None = None) -> int | None:
    """Where in a flattened row the awarding body begins; the row's length where it has none, None where unsure.

    first_line   the length of the row's first line, where it has several
    """
    national = NATIONAL.search(words)
    if national and national.start():
        return national.start()
    named = NAMED.fullmatch(words)
    if named:
        return named.start("body") if named["body"] else len(words)
    return first_line
