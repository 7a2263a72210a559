"""Registers of waivers and exemptions: a row a contract let without competition, when it was granted and by whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.extract.contracts.contract_columns import Cells, Heads
from ingest.extract.contracts.phrases import named
from ingest.extract.contracts.reading import Reading
from ingest.extract.contracts.register import Draft
from ingest.extract.contracts.table_cells import cell_date, cell_sum, is_blank
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line
from kg.evidence import Evidence
from kg.records import ContractEvent, EventStep

OF_WAIVERS: Final = Wording(
    r"\b(?:waivers?|exemptions?|exceptions?|dispensations?)\s+(?:(?:granted|approved|agreed|register|log|report)\b"
    r"|(?:of|from|to|under)\s+(?:the\s+)?(?:council['’]?s?\s+)?(?:contracts?|procurement|financial|standing)\b)"
    r"|\b(?:register|list|schedule|table|summary|log) of (?:approved |granted )?(?:waivers|exemptions|exceptions)\b",
    reads=["Waivers of Contract Standing Orders", "Register of exemptions", "Exemptions granted since May"],
    leaves=["waive the fee", "exemptions from parking charges"],
    needs=["waiver", "exemption", "exception", "dispensation"],
)
# What was done to a contract that there was: "Extension of the printing contract to May 2031".
CHANGED: Final[tuple[tuple[EventStep, re.Pattern[str]], ...]] = (
    ("extend", re.compile(r"(?:extension|renewal|continuation)\s+(?:of|to)\s+(?:the\s+)?", re.IGNORECASE)),
    ("vary", re.compile(r"variation\s+(?:of|to)\s+(?:the\s+)?", re.IGNORECASE)),
)
# A request that was turned down lets nothing.
REFUSED: Final = re.compile(r"\b(?:refused|rejected|not (?:granted|approved|agreed)|withdrawn)\b", re.IGNORECASE)
ABOVE: Final = 3


def of_waivers(lines: Sequence[Line], place: int) -> bool:
    """Whether the heads of a table, or the lines right above them, say that it lists waivers."""
    above = [line.text for line in lines[max(0, place - ABOVE) : place] if not line.is_row]
    return any(OF_WAIVERS.search(words) for words in (*above, lines[place].text))


def changed(service: str) -> tuple[EventStep, str]:
    """What a row of a register did, and to what: a contract let directly, or one that there was changed."""
    for step, opening in CHANGED:
        found = opening.match(service)
        if found:
            held = next((name for name in named(service[found.end() :]) if name.topic), None)
            return step, held.topic if held else service[found.end() :]
    return "direct-award", service


def granted(reading: Reading, heads: Heads, cells: Cells, draft: Draft, step: EventStep, evidence: Evidence) -> None:
    """Take in the event of a row: none where the register gives neither a day nor who granted it."""
    columns = {head.column for head in heads}
    if not columns & {"approved", "taker"}:
        return
    taker = cells.get("taker", "")
    body = None if is_blank(taker) or re.search(r"\d", taker) else taker
    date = cell_date(cells.get("approved", "")) or cell_date(taker)
    value = cell_sum(cells.get("total", ""), next((head.words for head in heads if head.column == "total"), ""))
    event = ContractEvent(draft.name, step, "reported", (evidence,), date, body, provider=draft.provider, value=value)
    reading.register.add(draft, event)
