"""Items of a forward plan that will have a contract bought, awarded or changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ingest.extract.contracts.register import Register
from ingest.extract.contracts.titles import title_name
from ingest.extract.words.wordings import Wording
from kg.records import ContractEvent, EventStep, PlannedItem

IDLE: Final = Wording(
    r"\b(?:updates?|annual report|progress|strategy|review|monitoring|performance|rules|pipeline|register)\b",
    reads=["Meals Recommissioning Update"],
    leaves=["Meals Re-procurement"],
)
PLANNED: Final[tuple[tuple[EventStep, Wording], ...]] = (
    ("direct-award", Wording(
        r"\bdirect awards?\b", ["Road salt: direct award"], ["Director's awards"])),
    ("award", Wording(
        r"\baward of\b|\bcontract award\b|\boutcome of (?:the )?(?:procurement|tender)\b",
        ["Award of Contract for Meals"], ["Young Carer Awards"])),
    ("vary", Wording(r"\bvariation\b", ["Alder Court - Variation of Contract"], ["Various Items"])),
    ("extend", Wording(r"\bcontracts? extensions?\b|\bextension of (?:\w+ ){0,3}contracts?\b|\bexten(?:d"
                       r"|sion)\b.*\bcontract", ["Cleaning Contract Extension"], ["Library Extension"])),
    ("procure", Wording(
        r"\bre-?\s?procurement\b|\bre-?tender\w*|\btender\b(?! (?:evaluation|waiver))|\bre-?commissioning\b"
        r"|\bapproval to (?:tender|procure)\b|\bprocurement of\b|[-–:] procurement\b|\btendering\b|\bprocurement$",
        ["Community Meals Re-procurement", "Recommissioning of Day Care"], ["Commissioning Strategy"])),
)  # fmt: skip


def planned_events(items: Iterator[PlannedItem], register: Register, meeting: str | None) -> None:
    """Take in what the plan's items will do; the items of the paper's own meeting are read from their reports."""
    for item in items:
        date = item.planned_for.date if item.planned_for else None
        step = next((step for step, wording in PLANNED if wording.search(item.title)), None)
        if not step or not date or date == meeting or (IDLE.search(item.title) and step == "procure"):
            continue
        name = title_name(item.title)
        if not name or not name.topic:
            continue
        place = item.evidence[0]
        draft = register.find(name, place.start, place)
        if step in ("procure", "direct-award") and draft.provider and not draft.wanted:
            draft = register.successor(draft, place.start, place)
        body = item.planned_for.committee if item.planned_for else None
        register.add(draft, ContractEvent(draft.name, step, "planned", (place,), date, body))
