"""Contracts that are parts of one procurement, told by their lot, zone or letter: which of them words speak of."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.contracts.reading import Reading
from ingest.extract.contracts.register import Draft
from ingest.extract.contracts.terms import NUMBERS

PART: Final = re.compile(
    r"\b(?:(?:Lot|Package|Zone|Area|Region|Cluster|Locality) (?:[A-Z]|\d{1,3}[A-Z]?)"
    r"|Contract (?:[B-Z]|A(?! [a-z])|[1-9]))\b"
)
# "three zone contracts", "both lots": how many of them are meant.
COUNTED: Final = re.compile(
    r"\b(?P<count>both|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+(?:(?:of|the|these|new)\s+)?"
    r"(?:[a-z-]+\s+){0,3}?(?:contracts|lots|zones|areas|packages)\b",
    re.IGNORECASE,
)


def part_of(words: str) -> str | None:
    """The part that a name tells of: "Zone 2" of "Zone 2 (South) meals contract"; None for a whole."""
    found = PART.search(words)
    return found[0] if found else None


def note_part(reading: Reading, draft: Draft) -> None:
    """Keep a contract that a limb names as a part of several."""
    if part_of(draft.topic) and draft not in reading.lots:
        reading.lots.append(draft)


def parts_spoken(reading: Reading, text: str) -> list[Draft]:
    """The parts that some words name by their lot, zone or letter."""
    spoken = {found[0] for found in PART.finditer(text)}
    return [draft for draft in reading.lots if part_of(draft.topic) in spoken]


def all_parts(reading: Reading, text: str) -> list[Draft]:
    """All parts, where some words count them rightly: "three zone contracts"."""
    for found in COUNTED.finditer(text):
        word = found["count"].lower()
        count = 2 if word == "both" else int(word) if word.isdigit() else NUMBERS.get(word)
        if count == len(reading.lots):
            return list(reading.lots)
    return []
