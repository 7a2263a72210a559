"""The normal form of each kind of name: what two names of one thing share. Light, for questions look names up by it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from kg import names

MentionKind = Literal[
    "council", "committee", "meeting", "body", "member", "officer", "post", "provider", "scheme", "contract"
]
PersonKind = Literal["member", "officer"]

# Words that tie the others together and are used now with one, now with another: "contract for X", "the X contract".
CONTRACT_TIES: Final = frozenset(["the", "a", "an", "for", "of", "to", "at", "in", "and", "with"])
# Papers write "care contract" and "care and support contract" at one place for one contract.
CARE_AND_SUPPORT: Final = re.compile(r"\b(?:care and support|support and care)\b")
POST_TIES: Final = frozenset(["the", "for", "of", "to"])
# "Lot 1, phase 2" is not "lot 2, phase 1": a number stays with its word when words are put in order.
NUMBERED: Final = re.compile(r"\b(lot|phase|part|area|zone|tranche|package|block|[a-z]+(?= \d)) ([a-z0-9]+)\b")


# A scheme called by its reference alone, "B/R.4.017": letters, then numbers, with strokes and points between.
REFERENCE: Final = re.compile(r"[A-Z]{1,3}(?:[/.][A-Z]{1,3})*[/. ]?\d+(?:[./]\d+)+")
# A contract called by the ocid of its procurement, "ocds-b5fd17-0a1b", and a firm by its number in a register.
OCID: Final = re.compile(r"(ocds-[a-z0-9]{6})-\S.*", re.IGNORECASE)
REGISTERED: Final = re.compile(r"GB-(?:COH|CHC|SC|NIC|MPR) [A-Z0-9-]+")


@lru_cache(maxsize=1 << 17)
def normal(kind: MentionKind, name: str) -> str:
    """The form that two names of one thing share: "The contract for X" and "X contract" are one contract's."""
    folded = names.fold(name)
    match kind:
        case "contract" if OCID.fullmatch(name.strip()):
            return reference_form(name)
        case "provider" if REGISTERED.fullmatch(name.strip()):
            return reference_form(name)
        case "contract":
            plain = CARE_AND_SUPPORT.sub("care", re.sub(r"\bcontracts\b", "contract", folded))
            words = NUMBERED.sub(r"\1\2", plain).split()
            return " ".join(sorted({word for word in words if word not in CONTRACT_TIES})) or folded
        case "post":
            return " ".join(word for word in folded.split() if word not in POST_TIES) or folded
        case "provider":
            return names.organisation_key(name) or folded
        case "member" | "officer":
            return _without_titles(name) or folded
        case "scheme" if REFERENCE.fullmatch(name.strip()):
            return reference_form(name)
        case _:
            return re.sub(r"^the ", "", folded)


def _without_titles(name: str) -> str:
    """A person's name folded, without titles: also those that a mark had run together with it ("Cllr:Marsh")."""
    form = names.fold(names.without_title(name))
    while (bare := names.fold(names.without_title(form))) != form:
        form = bare
    return form


def reference_form(reference: str) -> str:
    """The form of a scheme's reference, an ocid, a company's number: "A/R.6.401" and "A/R 6.401" are one."""
    return "ref " + names.fold(reference).replace(" ", "")
