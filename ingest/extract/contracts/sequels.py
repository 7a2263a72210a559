"""Limbs that go on from the limbs before them: "award the new contract", "exercise its options", "enter into it".

What a report asks for first is what its later limbs are about, whatever the background says is in force.
"""

from __future__ import annotations

from typing import Final

from ingest.extract.contracts.phrases import named
from ingest.extract.contracts.reading import Reading
from ingest.extract.contracts.register import Draft
from ingest.extract.contracts.steps import Step
from ingest.extract.words.wordings import Wording

# A power to lengthen what has just been awarded, or lengthened.
FURTHER: Final = Wording(
    r"\boptions?\b|\b(?:further|the|any|both|later|subsequent)\s+(?:[\w-]+\s+){0,2}?extensions?\b"
    r"|\bvariations? (?:of|to) it\b|\bextend (?:it|them|the (?:new )?(?:contract|agreement|lease|framework)s?)\b",
    reads=["exercise the options to extend", "agree the extensions", "extend the contract for a further year"],
    leaves=["extend the present contract"],
    needs=["option", "extension", "extend", "variation"],
)
# What is only done to put an award on paper.
CLOSING: Final = Wording(
    r"\b(?:enter(?:ing)?\s+into|finalis\w+|conclud\w+|complet\w+|sign(?:ing)?|seal(?:ing)?|execut\w+)\s+"
    r"(?:(?:the|all|any|its|a)\s+)?(?:(?:necessary|relevant|resulting|final|new)\s+)?(?:contracts?|agreements?|deeds?|leases?|it\b|them\b)",
    reads=["be authorised to enter into the contract", "to sign the contract"],
    leaves=["enter into talks", "to award the contract"],
)
# Where terms are still to be agreed, the award is not done yet.
OPEN_TERMS: Final = Wording(
    r"\b(?:agree|negotiat|settl|finalis)\w*\b[^.;]{0,40}?\b(?:terms|details|heads of)\b",
    reads=["to agree the final terms of the lease and to enter into it"],
    leaves=["to enter into the lease"],
)


def sequel(reading: Reading, text: str, step: Step, given: bool) -> list[Draft]:
    """The contracts that a limb means which goes on from those before it; none where it names its own.

    given  the step is left to a post
    """
    phrases = list(named(text))
    if any(name.topic or name.running for name in phrases):
        return []
    if step.step in ("extend", "vary") and given and FURTHER.search(text):
        return reading.awarded or reading.decided_before
    if step.step == "award" and phrases and not CLOSING.search(text):
        return reading.bought
    return []


def only_closes(reading: Reading, text: str, step: Step, draft: Draft) -> bool:
    """Whether a limb's award is none of its own: it has the contract signed that the limb before awards."""
    closing = bool(CLOSING.search(text)) and not OPEN_TERMS.search(text)
    return step.step == "award" and draft in reading.awarded and closing
