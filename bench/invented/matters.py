"""What one meeting deals with: a contract at a step of its life, what is asked, and what is set for officers to do."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from invented.county import FIRST_YEAR, Body, Contract, Person

Deed = Literal["tender", "extension", "award", "variation", "end"]
# The meetings of a year in turn, and how old the contract is with which each deals.
DEEDS: Final[tuple[tuple[Deed, int], ...]] = (
    ("tender", 0), ("extension", 4), ("award", 0), ("variation", 3), ("end", 5),
)  # fmt: skip
ASKED: Final = (
    "Write to Members about the {service} Service.",
    "Bring back figures on the costs of the {service} Service in the last three years.",
    "Ask the provider of the {service} Service how long people wait.",
    "Send Members a list of those consulted on the {service} Service.",
)


@dataclass(frozen=True, slots=True)
class Limb:
    """A limb of a recommendation, and what it does to the contract."""

    words: str
    step: str | None


@dataclass(frozen=True, slots=True)
class Matter:
    """One meeting's business."""

    body: Body
    kind: Deed
    contract: Contract
    title: str
    limbs: tuple[Limb, ...]
    officer: Person
    number: int  # of the meeting's first minute


@dataclass(frozen=True, slots=True)
class Asked:
    """An action that a meeting set."""

    minute: int
    title: str
    owner: Person
    text: str


def matter(body: Body, meeting: int) -> Matter:
    """The business of a meeting of the year."""
    kind, age = DEEDS[meeting]
    contract = body.contract(age)
    officer = body.officers[meeting % 3]
    service = f"{contract.service} Service"
    what = {"tender": "Tender", "extension": "Extension of Contract", "award": "Award of Contract",
            "variation": "Variation of Contract", "end": "Review of Fees"}[kind]  # fmt: skip
    number = 20 + (body.year - FIRST_YEAR) * 30 + meeting * 5
    return Matter(body, kind, contract, f"{service} - {what}", _limbs(kind, contract, officer, body), officer, number)


def _limbs(kind: Deed, contract: Contract, officer: Person, body: Body) -> tuple[Limb, ...]:
    service = f"{contract.service} Service"
    match kind:
        case "tender":
            return (
                Limb(f"Agree that the {service} contract be put out to tender;", "procure"),
                Limb(f"Delegate the award of the {service} contract to the {officer.post} in consultation with the "
                     "Chair.", "delegate-award"),
            )  # fmt: skip
        case "extension":
            return (
                Limb(f"Approve the extension of the {service} contract with {contract.firm} for 12 months to "
                     f"31 March {body.year + 2};", "extend"),
                Limb("Note the results of the survey.", None),
            )  # fmt: skip
        case "variation":
            return (
                Limb(f"Agree that the {service} contract with {contract.firm} be varied to take in weekends.", "vary"),
            )
        case "award":
            return (Limb("Note the report and thank the officers.", None),)
        case "end":
            return (
                Limb(f"Delegate to the {officer.post} the power to agree the yearly uplift in fees within the approved "
                     "budget.", None),
            )  # fmt: skip


def actions(body: Body, meeting: int) -> tuple[Asked, ...]:
    """What a meeting asked officers to do."""
    known = matter(body, meeting)
    chance = random.Random(f"{body.seed} {body.council.number} {body.which} {body.year} {meeting} actions")
    texts = chance.sample(ASKED, 2)
    owners = chance.sample(body.officers, 2)
    return tuple(
        Asked(known.number + 2, known.title, owner, text.format(service=known.contract.service))
        for owner, text in zip(owners, texts, strict=True)
    )


def long(day: date) -> str:
    """A day as papers write it."""
    return f"{day.day} {day:%B %Y}"
