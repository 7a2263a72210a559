"""Who holds the contract in force, and since when: "the present contractor, Moss Ltd, was appointed in May 2018",
"Dell Trust has run the baths since 2009".
"""

from __future__ import annotations

from typing import Final

from ingest.extract.contracts.phrases import named
from ingest.extract.contracts.reading import Reading
from ingest.extract.contracts.register import Draft
from ingest.extract.contracts.terms import Terms, read_annual
from ingest.extract.contracts.whens import date_after
from ingest.extract.words.wordings import Wording
from kg.evidence import Evidence
from kg.records import ContractEvent, EventStep

INCUMBENT: Final = Wording(
    r"\b(?:present|current|existing|incumbent)\s+(?:contractor|provider|operator|supplier)\b(?!s)",
    reads=["The present contractor, Moss Ltd, was appointed in May 2018"],
    leaves=["present contractors were asked", "the contractor"],
    needs=["present", "current", "existing", "incumbent"],
)
CHOSEN: Final = Wording(
    r"\b(?:was|were|had been|has been)\s+(?:first\s+)?(?:appointed|selected|chosen|engaged)\s+"
    r"(?=(?:in|on|from|after)\b)",
    reads=["Moss Ltd, was appointed in May 2018"],
    leaves=["was appointed chair"],
    needs=["appointed", "selected", "chosen", "engaged"],
)
_WORK: Final = r"(?:provided|run|delivered|supplied|operated|managed|maintained|kept|held|paid)"
SINCE: Final = Wording(
    rf"\b(?:has|have|had)\s+(?:been\s+)?{_WORK}\b[^.;]{{0,110}}?\bsince\s+(?=\d|[A-Z])",
    reads=[
        "Moss Ltd had provided the laundry since 1 April 2021 at a cost of £5,000 a year",
        "The baths have been run since 2009 by Dell Trust",
        "has been paid a grant of £4,000 a year since May 2022",
    ],
    leaves=["Moss Ltd has provided the laundry well", "costs have risen since 2019"],
    needs=["since"],
)
# The contract runs on from a day under words that say how it is held.
UNDER_ONE: Final = Wording(
    r"\bunder\s+(?:an?|the|its)\s+(?:[\w-]+\s+){0,3}?(?P<kind>(?:management|service|grant|concession|lease)\s+agreement|lease)\b",
    reads=["run since 2009 by Dell Trust under a management agreement"],
    leaves=["under a cloud"],
    needs=["under"],
)


def look_for_holder(reading: Reading, text: str, evidence: Evidence) -> None:
    """Take in who holds the contract that the part is about and since when, where a sentence tells it."""
    found = INCUMBENT.search(text)
    since = SINCE.search(text)
    if not found and not since:
        return
    firms = list(dict.fromkeys(known for known, _, _ in reading.providers.in_words(text)))
    if len(firms) != 1 or any(name.topic for name in named(text)):
        return
    draft = _of_firm(reading, firms[0], evidence)
    if draft is None:
        return
    draft.provider = draft.provider or firms[0]
    reading.near = draft
    chosen = CHOSEN.search(text) if found else None
    if chosen:
        _tell(reading, draft, "award", date_after(text, chosen.end(), 30), evidence)
    if since:
        under = UNDER_ONE.search(text)
        if under and draft.running and not draft.prefix:
            draft.kind = under["kind"].lower()
        draft.add(Terms(annual_value=read_annual(text)))
        date = date_after(text, since.end(), 25)
        draft.start = draft.start or date
        _tell(reading, draft, "start", date, evidence)


def _of_firm(reading: Reading, firm: str, evidence: Evidence) -> Draft | None:
    """The firm's own contract; else the one in force for what the part is about, if nobody else holds it."""
    held = reading.register.held_by(firm, reading.scope.start)
    if held:
        return held[0] if len(held) == 1 else None
    about = reading.lead or next(iter(reading.of_title(None, evidence)), None)
    if about is None:
        return None
    draft = reading.in_force(about, evidence)
    return draft if draft.provider in (None, firm) else None


def _tell(reading: Reading, draft: Draft, step: EventStep, date: str | None, evidence: Evidence) -> None:
    if date:
        event = ContractEvent(draft.name, step, "reported", (evidence,), date, None, provider=draft.provider)
        reading.register.add(draft, event)
        draft.evidence.append(evidence)
