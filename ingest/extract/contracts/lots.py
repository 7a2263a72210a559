"""Limbs that award several lots at once: "Lot 1 (grass cutting) to Harle Ltd and Lot 2 (tree work) to Moss Ltd"."""

from __future__ import annotations

from typing import Final

from ingest.extract.contracts.phrases import Named, clean_topic, named
from ingest.extract.contracts.providers import read_org
from ingest.extract.contracts.reading import Reading
from ingest.extract.contracts.register import Draft, key_of
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


# A lot that a limb awards by itself: "award the lamps contract, Lot 1 (north), to Harle Ltd".
ONE_LOT: Final = Wording(
    r"(?P<lot>\bLot \w{1,3})\b(?:\s*\((?P<what>[^)]{3,60})\))?",
    reads=["the award of Lot 2 (young people) to Bidder 4"],
    leaves=["a lot to do"],
    exact=True,
)


def awarded_lots(reading: Reading, text: str, evidence: Evidence) -> list[Draft]:
    """The contracts of a limb's lots, each with the firm that it goes to; one, where other limbs award the others."""
    found = [lot for lot in LOT.regex.finditer(text) if read_org(text, lot.end(), firm=True)]
    if len(found) < 2:
        return _lot_of_several(reading, text, evidence)
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


def _lot_of_several(reading: Reading, text: str, evidence: Evidence) -> list[Draft]:
    """The lot that a limb awards by itself; none where no other limb of the part speaks of another lot."""
    spoken = {lot["lot"] for record in reading.scope.decided for lot in ONE_LOT.finditer(record.text)}
    mine = list(ONE_LOT.finditer(text))
    if len(mine) != 1 or len(spoken) < 2:
        return []
    names = [name for name in named(text[: mine[0].start()]) if name.topic and not name.plural]
    whole = names[-1].topic if names else reading.lead.topic if reading.lead else ""
    if not whole:
        return []
    what = f" ({mine[0]['what']})" if mine[0]["what"] else ""
    draft = reading.draft(Named(f"{whole} {mine[0]['lot']}{what}", "contract", 0, 0), evidence, exact=True)
    if reading.lead is None or (names and key_of(reading.lead.topic) != key_of(whole)):
        reading.lead = reading.lead or reading.draft(Named(whole, "contract", 0, 0), evidence)
    if draft not in reading.lots:
        reading.lots.append(draft)
    return [draft]
