"""Savings listed in a finance table by their references: "A/R.6.201 Meals at home -180 -50"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.divide.sections import Section
from ingest.extract.words.references import PLAN_REF, spelt
from ingest.read.document import Line, Mapped, joined
from kg.evidence import Evidence

# The part of the table that lists savings, and what closes it.
OPENS = re.compile(r"(?:\d{1,2}\.?\s+)?(?:SAVINGS|Savings|Savings proposals)(?:\s+.{0,40})?", re.DOTALL)
CLOSES = re.compile(r"(?:\d{1,2}\.\d{3}\s+)?(?:Sub-?total|TOTAL|Total)\b|\d{1,2}\.?\s+[A-Z][A-Z ,&-]{8,}")
# Where a row's figures begin: two columns of figures or dashes, or one at the line's end.
FIGURES = re.compile(r"\s+[-–(]?\d[\d,]*\)?(?=\s+[-–\d(]|\s*$)|\s+[-–](?=\s+[-–\d])")
ONLY_FIGURES = re.compile(r"[-–(]?\d[\d,]*\)?(?=\s|$)")
LONGEST = 3


@dataclass(frozen=True, slots=True)
class SavingRow:
    """A row of the table: the reference in its one spelling, and the title before the figures."""

    ref: str
    title: str
    evidence: Evidence


def saving_rows(section: Section) -> Iterator[SavingRow]:
    """The rows between the heading of the savings and their total."""
    lines = [line for line in section.lines if not line.furniture]
    inside = False
    for at, line in enumerate(lines):
        if OPENS.fullmatch(line.text) and not line.text.endswith("."):
            inside = True
        elif inside and CLOSES.match(line.text):
            inside = False
        elif inside and (row := _row(section, lines[at : at + LONGEST])):
            yield row


def _row(section: Section, lines: list[Line]) -> SavingRow | None:
    """The row that opens on the first line; a title may run on to the figures on a line below."""
    found = PLAN_REF.match(lines[0].text)
    if not found:
        return None
    words: list[Mapped] = []
    for at, line in enumerate(lines):
        if at and PLAN_REF.match(line.text):
            return None
        figures = ONLY_FIGURES.match(line.text) or FIGURES.search(line.text)
        words.append(line.content.piece(found.end() if at == 0 else 0, figures.start() if figures else None))
        if figures:
            title = joined(words)
            place = section.document.evidence_of(lines[: at + 1])
            return SavingRow(spelt(found), title.text.strip(" -–:"), place) if title.text else None
    return None
