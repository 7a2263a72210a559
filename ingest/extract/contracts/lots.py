"""Limbs that award several lots at once: "Lot 1 (grass cutting) to Harle Ltd and Lot 2 (tree work) to Moss Ltd"."""

from __future__ import annotations

from typing import Final

from ingest.extract.contracts.phrases import Named, clean_topic
from ingest.extract.contracts.providers import read_org
from ingest.extract.contracts.reading import Reading
from ingest.extract.contracts.register import Draft
from ingest.extract.words.wordings import Wording
from kg.evidence import Evidence

LOT: Final = Wording(
    r"\b(?P<lot>Lot \w{1,3})\b(?:\s*\((?P<in_brackets>[^)]{3,60})\)"
    r"|\s*(?:[-–:,]|for|covering)\s*(?P<what>[^.;()]{3,60}?),?)?"
    r"\s+(?:be\s+awarded\s+)?to\s+(?=(?:the\s+)?[A-Z])",
    reads=[
        "Lot 1 to Harle Ltd",
        "Lot 2 (tree work) to Moss Ltd",
        "Lot B for bins to Moss Ltd",
        "Lot 1 (bins) be awarded to Moss Ltd",
    ],
    leaves=["Lot 1 is to be tendered", "a lot to do"],
    exact=True,
)


def awarded_lots(reading: Reading, text: str, evidence: Evidence) -> list[Draft]:
    """The contracts of a limb's lots, each with the firm that it goes to; none where it awards fewer than two."""
    found = [lot for lot in LOT.regex.finditer(text) if read_org(text, lot.end(), firm=True)]
    if len(found) < 2:
        return []
    drafts: list[Draft] = []
    ends = [*(lot.start() for lot in found[1:]), len(text)]
    for lot, end in zip(found, ends, strict=True):
        thing = clean_topic(lot["in_brackets"] or lot["what"] or "")
        about = f"{reading.lead.topic} {lot['lot']}" if reading.lead else lot["lot"]
        draft = reading.draft(Named(thing or about, "contract", 0, 0), evidence, exact=True)
        org = read_org(text, lot.end(), firm=True)
        if org:
            draft.provider = draft.provider or reading.providers.add(org, evidence)
        # What a lot costs stands with it, up to the next.
        reading.lot_words[id(draft)] = text[lot.start() : end]
        drafts.append(draft)
    return drafts
