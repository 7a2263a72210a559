"""Histories of one service: a direct award told with the time that it was for is a contract of its own.

"The ferry contracts were awarded in 2030. Contracts were directly awarded for them from May 2031 to June
2032" tells of two generations of contracts, and what follows speaks of the second.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.contracts.phrases import Named, named
from ingest.extract.contracts.reading import Reading
from ingest.extract.contracts.register import Draft
from ingest.extract.contracts.tellings import Telling
from ingest.extract.words.wordings import Wording
from kg.dates import find_dates
from kg.evidence import Evidence
from kg.records import ContractEvent

_DATE: Final = r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[A-Z][a-z]+\s+\d{4}"
FOR_A_TIME: Final = Wording(
    rf"\bfrom\s+(?P<first>{_DATE})\s+(?:to|until)\s+(?P<last>{_DATE})"
    rf"|\b(?:year|months?|years|period|term)\s+(?:to|until|ending(?: on)?)\s+(?P<until>{_DATE})",
    reads=["a contract from May 2031 to June 2032", "for a further year until 3 June 2033"],
    leaves=["from May 2031", "until the award"],
    exact=True,
)


def let_anew(reading: Reading, telling: Telling, text: str, found: re.Match[str], evidence: Evidence) -> list[Draft]:
    """The contract of its own that a direct award for a time makes; none where no earlier one is at hand.

    Its start and end are events where the words give both: an end alone can have been put off since.
    """
    before = reading.near
    spoken = [name for name in named(text) if name.topic]
    time = FOR_A_TIME.search(text)
    if telling.step != "direct-award" or telling.status != "reported" or time is None or before is None or spoken:
        return []
    if not reading.register.has_told(before, ("award", "direct-award")):
        return []
    plural = bool(before.called) and before.called[-1].plural
    period = f"{time['first']} to {time['last']}" if time["first"] else f"to {time['until']}"
    topic = f"{before.origin or before.topic} directly awarded {'contracts' if plural else 'contract'}, {period}"
    draft = reading.draft(Named(topic, "", 0, 0, plural=plural, prefix=True), evidence, exact=True)
    draft.origin, draft.before, draft.scheme = before.origin or before.topic, before, before.scheme
    dates = [next(find_dates(words), None) for words in (time["first"], time["last"] or time["until"]) if words]
    isos = [date.iso for date in dates if date]
    draft.end = isos[-1] if isos else None
    if len(isos) == 2:
        draft.start = isos[0]
        reading.register.add(draft, ContractEvent(draft.name, "start", "reported", (evidence,), isos[0]))
        reading.register.add(draft, ContractEvent(draft.name, "end", "reported", (evidence,), isos[1]))
    return [draft]
