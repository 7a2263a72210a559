"""What extensions cost where running text tells it by firm: "£40,000 for Harle Care and £9,000 for Moss Support"."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.contracts.reading import Reading
from ingest.extract.words.wordings import Wording
from ingest.read.flow import sentences
from kg.money import find_money

EXTENDING: Final = Wording(
    r"\bextensions?\b",
    reads=["an extension of six months is sought"],
    leaves=["opening hours"],
)
# Between the sum and the firm that it is for.
FOR_FIRM: Final = re.compile(r"\s+(?:for|to|with)\s+(?:the\s+)?")
COST: Final = re.compile(r"\bcosts?\b", re.IGNORECASE)


def extension_costs(reading: Reading) -> None:
    """Keep what a paragraph on extensions says that each firm's costs, for the limb that asks for them."""
    for block in reading.scope.blocks if reading.tabled else ():
        if not EXTENDING.search(block.text):
            continue
        for sentence in sentences(block.content):
            if not COST.search(sentence.text):
                continue
            firms = {start: known for known, start, _ in reading.providers.in_words(sentence.text)}
            for sum_ in find_money(sentence.text):
                found = FOR_FIRM.match(sentence.text, sum_.end)
                held = [d for d in reading.tabled if found and d.provider and d.provider == firms.get(found.end())]
                if len(held) == 1:
                    evidence = reading.scope.section.document.evidence(sentence)
                    reading.extension_values.setdefault(id(held[0]), (sum_.pounds, evidence))
