"""Tables of savings proposals: a row a proposal, with its reference, what it saves in each year, and who answers.

"ASC-05 | Fewer night shifts | (850) | (400) | Ann Lee" under "Ref | Proposal | 2031/32 £000 | 2032/33 £000 | Lead".
What is saved is the sum of the first year that has one. Where some sums are in brackets or below nought, the others
are costs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.divide.sections import Section
from ingest.extract.words.name_lists import is_people, people
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line, Mapped
from kg.records import Issue, Record, Saving, Scheme

REF_HEAD = Wording(
    r"(?:(?:proposal|savings?|budget|option)\s+)?(?:ref(?:erence)?|no|number|id|code)\.?(?:\s*(?:no|number)\.?)?",
    reads=["Ref", "Saving reference", "Proposal no."],
    leaves=["Reference to papers"],
    at="whole",
)
WHAT_HEAD = Wording(
    r"(?:(?:budget|savings?|efficiency|description of|title of)\s+(?:the\s+)?)?"
    r"(?:proposals?|savings?|descriptions?|titles?|details?|schemes?|initiatives?|measures?|options?)"
    r"(?:\s+(?:titles?|names?|descriptions?|proposals?))?",
    reads=["Proposal", "Savings proposal", "Description of saving", "Saving description"],
    leaves=["Saved so far", "Options considered by members"],
    at="whole",
)
YEAR_HEAD = re.compile(
    r"(?:savings?\s+)?(?P<year>20\d\d\s?[/–-]\s?(?:20)?\d\d)(?:\s+savings?)?\s*"
    r"(?P<unit>\(?£\s?(?:000s?|k|m|millions?)?\)?)?",
    re.IGNORECASE,
)
WHO_HEAD = Wording(
    r"(?:responsible|lead|accountable|senior responsible|budget)\s+(?:officer|director|owner|holder|lead)|lead"
    r"|owner|SRO|officer|responsible",
    reads=["Responsible officer", "SRO"],
    leaves=["Lead member views"],
    at="whole",
)
OF_SAVINGS = re.compile(r"\bsavings?\b", re.IGNORECASE)
REF = re.compile(r"[A-Z][A-Z&/]{0,6}[ ./-]{0,2}\d[\w./-]{0,10}")
SUM = re.compile(r"(?P<below>[-–−(])?\s*£?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[km])?\)?", re.IGNORECASE)
NO_SUM = re.compile(r"[-–—.]*|0|nil|n/a", re.IGNORECASE)
# How far above the heads the words "savings proposals" may stand.
ABOVE = 6


@dataclass(frozen=True, slots=True)
class _Heads:
    """Where the columns stand: the reference, what is proposed, the years in their order, who answers."""

    ref: int
    what: int
    years: tuple[tuple[int, str, int], ...]
    who: int | None
    width: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A proposal: its reference, its title, the first sum with its year, and whether that is below nought."""

    line: Line
    ref: str
    title: Mapped
    amount: Decimal
    year: str
    below: bool
    who: str


def savings_proposals(sections: Sequence[Section], records: Sequence[Record]) -> Iterator[Record]:
    """The savings that the tables of a paper propose, each with its scheme; those of business cases are read there."""
    known = {record.ref for record in records if isinstance(record, Saving | Scheme) and record.ref}
    for section in sections:
        lines = [line for line in section.lines if line.text and not line.furniture]
        for at, line in enumerate(lines):
            heads = _heads(line) if line.is_row else None
            if heads and _is_of_savings(section, lines, at):
                yield from _table(section, lines[at + 1 :], heads, known)


def _heads(line: Line) -> _Heads | None:
    """The columns that a row of heads names; None where it heads no table of proposals by years."""
    cells = [" ".join(cell.text.split()).strip(" :*") for cell in line.cells]
    ref = next((at for at, words in enumerate(cells) if REF_HEAD.fullmatch(words)), None)
    what = next((at for at, words in enumerate(cells) if at != ref and WHAT_HEAD.fullmatch(words)), None)
    found = ((at, YEAR_HEAD.fullmatch(words)) for at, words in enumerate(cells))
    years = tuple((at, year["year"], _scale(year["unit"] or "")) for at, year in found if year)
    who = next((at for at, words in enumerate(cells) if WHO_HEAD.fullmatch(words)), None)
    return _Heads(ref, what, years, who, len(cells)) if ref is not None and what is not None and years else None


def _scale(unit: str) -> int:
    if "000" in unit or "k" in unit.lower():
        return 1_000
    return 1_000_000 if "m" in unit.lower() else 1


def _is_of_savings(section: Section, lines: Sequence[Line], at: int) -> bool:
    """Whether the heads, or the words right above them, say that the table is of savings."""
    above = [line.text for line in lines[max(0, at - ABOVE) : at] if not line.is_row]
    return any(OF_SAVINGS.search(words) for words in (lines[at].text, *above, section.title or ""))


def _table(section: Section, lines: Sequence[Line], heads: _Heads, known: set[str]) -> Iterator[Record]:
    rows: list[_Row] = []
    for line in lines:
        again = _heads(line) if line.is_row else None
        if not line.is_row or (again and again != heads):
            break
        if again or not REF.fullmatch(line.cells[heads.ref].text if heads.ref < len(line.cells) else ""):
            continue
        row = _row(line, heads)
        if isinstance(row, _Row):
            rows.append(row)
        elif row is None:
            place = section.document.evidence_of([line])
            yield Issue("value-unread", f"a saving without a sum: {line.text[:80]}", (place,))
    any_below = any(row.below for row in rows)
    for row in rows:
        if row.ref not in known and (row.below or not any_below):
            known.add(row.ref)
            yield from _records(section, row)


def _row(line: Line, heads: _Heads) -> _Row | bool | None:
    """A row's proposal; False where no year has a sum, None where the sums could not be read."""
    if len(line.cells) != heads.width or not line.cells[heads.what].text:
        return None
    for at, year, scale in heads.years:
        words = line.cells[at].text.strip()
        if NO_SUM.fullmatch(words):
            continue
        found = SUM.fullmatch(words)
        if not found:
            return None
        unit = {"k": 1_000, "m": 1_000_000}.get((found["unit"] or "").lower(), scale)
        amount = Decimal(found["number"].replace(",", "")) * unit
        who = line.cells[heads.who].text if heads.who is not None else ""
        title = line.cells[heads.what]
        return _Row(line, line.cells[heads.ref].text, title, amount, year, bool(found["below"]), who)
    return False


def _records(section: Section, row: _Row) -> Iterator[Record]:
    place = section.document.evidence_of([row.line])
    responsible = tuple(people(row.who)) if row.who and is_people(row.who) else ()
    yield Scheme(row.title.text, "savings", (section.document.evidence(row.title),), row.ref)
    yield Saving(row.title.text, row.amount, (place,), row.ref, row.year, responsible)
