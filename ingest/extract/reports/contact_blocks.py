"""Contacts set as blocks without labels for each part: a name, the post below it, a number, an address.

Such blocks close reports ("Contact details", "Report Author: … Relevant Director: …"), one below another or in two
columns, each under a heading that says what the person is to the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.divide.sections import Section
from ingest.extract.reports.label_blocks import Piece, rows_of
from ingest.extract.words.addresses import EMAIL
from ingest.extract.words.named_posts import PERSON, is_person
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line
from kg.names import without_title

_WHO = (
    r"(?:(?:report|lead|relevant|responsible|contact|corporate|executive|strategic|service|presenting|reporting|key"
    r"|further) ){0,3}"
    r"(?:authors?|officers?|directors?|contacts?|members?|managers?)(?:\(s\))?"
)
HEADING = Wording(
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}})?[.)]?\s+)?(?:contact (?:details|information|officers?)|contacts?|{_WHO}"
    r"|for further information(?: (?:please )?contact)?)\s*:?",
    reads=["13. Contact details", "Report Authors:", "Lead Directors", "Relevant Director(s)"],
    leaves=["Contact was made with every household", "The report author met them"],
    at="whole",
)
LABELLED = Wording(
    rf"(?P<label>{_WHO}|name|job title|title|post|designation|position|tel(?:ephone)?(?: (?:no|number))?\.?|phone"
    r"(?: (?:no|number))?\.?|mobile|e-?mail(?: address)?)\s*:\s*",
    reads=["Telephone number: 01632 960112", "Report author: Jane Dow", "Job title: Head of Roads"],
    leaves=["Telephone calls were made"],
    at="start",
)
MEMBER = Wording(
    r"(?:deputy )?(?:(?:cabinet|executive|lead|portfolio) (?:member|holder)|leader\b)|(?:cllr|councillor)\b",
    reads=["Cabinet Member for Roads", "Councillor Dow"],
    leaves=["Executive Director"],
    at="start",
)
PHONE = re.compile(r"(?:\+\s?44\s?(?:\(0\)\s?)?|\(?0)\d(?:[\s()-]{0,2}\d){7,9}(?!\d)")
LONGEST = 70
LONGEST_LINE = 120
# Lines this many spaces apart stand in columns of their own.
COLUMN = 12


@dataclass(slots=True)
class Block:
    """One person's block as it is read: pieces of name, post, number and address."""

    name: str
    post: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    email: str | None = None
    telephone: str | None = None

    @property
    def is_member(self) -> bool:
        """Whether the post, or the title, is a councillor's."""
        return bool(MEMBER.match(" ".join(self.post)) or MEMBER.match(self.pieces[0].text))

    @property
    def is_full(self) -> bool:
        """Whether a number or an address has closed it, so that a line of words opens another."""
        return bool(self.email or self.telephone)


def contact_blocks(section: Section) -> Iterator[Block]:
    """The people at the report's end who can be reached: those with an address or a number."""
    rows = rows_of(section)
    start = _start(rows)
    if start is None:
        return
    for column in _columns(rows[start : start + LONGEST]):
        yield from (block for block in _blocks(column) if block.is_full)


def _start(rows: Sequence[tuple[int, Line]]) -> int | None:
    """The first of the headings over the last address of the report; None where it has none."""
    last = next((at for at in range(len(rows) - 1, -1, -1) if EMAIL.search(rows[at][1].text)), None)
    if last is None:
        return None
    heads = [at for at in range(max(0, last - LONGEST), last) if _is_heading(rows[at][1])]
    near: list[int] = []
    for at in reversed(heads):
        if (near[-1] if near else last) - at > 24:
            break
        near.append(at)
    return near[-1] if near else None


def _is_heading(line: Line) -> bool:
    cells = [cell.text for cell in line.cells if cell.text]
    return bool(cells) and all(HEADING.fullmatch(text) or _labelled_person(text) for text in cells)


def _labelled_person(text: str) -> bool:
    found = LABELLED.match(text)
    return bool(found and HEADING.fullmatch(found["label"]) and found.end() < len(text) < LONGEST_LINE)


def _columns(rows: Sequence[tuple[int, Line]]) -> list[list[Piece]]:
    """The pieces of the lines, each column's in order: by cell, or by how far lines stand in."""
    columns: dict[int, list[Piece]] = {}
    for row, line in rows:
        if line.level and not _is_heading(line):
            break
        for at, cell in enumerate(line.cells):
            key = at * 4 if line.is_row else line.indent // COLUMN
            if cell.text:
                columns.setdefault(key, []).append(Piece(cell, line, row, at))
    return list(columns.values())


def _blocks(pieces: Sequence[Piece]) -> Iterator[Block]:
    block: Block | None = None
    for piece in pieces:
        text = piece.text
        label = LABELLED.match(text)
        value = text[label.end() :] if label else text
        if HEADING.fullmatch(text) or len(text) > LONGEST_LINE:
            if block:
                yield block
            block = None
            continue
        opened = _opened(value, piece)
        if opened and (block is None or block.is_full or (label and not block.post) or _is_name_alone(value)):
            if block:
                yield block
            block = opened
        elif block:
            _take(block, piece, value)
    if block:
        yield block


def _opened(value: str, piece: Piece) -> Block | None:
    """A block that a line opens: a person's name, alone or with the post behind it."""
    bare = without_title(value)
    found = PERSON.match(bare)
    if not found or not is_person(found[0]):
        return None
    rest = bare[found.end() :]
    if rest and not re.match(r"\s*(?:[,(–-]|\s-)", rest):
        return None
    block = Block(" ".join(found[0].split()), pieces=[piece])
    post = EMAIL.sub("", PHONE.sub("", rest)).strip(" ,()–-|;:")
    if post:
        block.post.append(post)
    _reach(block, value)
    return block


def _is_name_alone(value: str) -> bool:
    found = PERSON.match(without_title(value))
    return bool(found and found.end() == len(without_title(value)))


def _take(block: Block, piece: Piece, value: str) -> None:
    """Add a line to the open block: its number or address, or more of the post before those have come."""
    if _reach(block, value):
        block.pieces.append(piece)
    elif not block.is_full and re.match(r"[A-Za-z(&]", value):
        block.post.append(value.strip(" ,"))
        block.pieces.append(piece)


def _reach(block: Block, value: str) -> bool:
    email, phone = EMAIL.search(value), PHONE.search(value)
    if email and not block.email:
        block.email = email[0].strip(".'’")
    if phone and not block.telephone:
        block.telephone = " ".join(phone[0].split())
    return bool(email or phone)
