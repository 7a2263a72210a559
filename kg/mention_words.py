"""What a paper says of who bears a name, in the words that are compared: a contract's start, a person's post.

about_contract(record)     # ("provider tern care", "start 2023-02-01", "worth 1200000")
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from kg import names
from kg.normal import normal
from kg.records import Attendance, Clearance, Contact, Contract, ContractEvent, Membership, Record

# Of a contract: "worth" is its value in all, "yearly" that of a year, "priced" what an award is told with, "months" its
# term; "awarded", "starting" and "ending" are told with steps of it, "decided" is a step put to or taken by a meeting.
Said = Literal[
    "post", "clears", "phone", "committee", "scheme", "provider", "start", "end", "holder",
    "worth", "yearly", "priced", "months", "awarded", "starting", "ending", "decided", "instrument",
]  # fmt: skip


def said(what: Said, value: str | None) -> tuple[str, ...]:
    """One thing that a paper says of a name's bearer, in the form that is compared; () where it says nothing."""
    if not value:
        return ()
    match what:
        case "post" | "provider" | "scheme" | "committee":
            value = normal(what, value)
        case "awarded":
            value = normal("provider", value)
        case "phone":
            value = "".join(letter for letter in value if letter.isdigit())
        case "clears" | "holder":
            value = names.fold(names.without_title(value))
    return (f"{what} {value}",) if value else ()


def about_contract(record: Contract) -> tuple[str, ...]:
    """What a paper states of a contract's terms."""
    return (
        *said("scheme", record.scheme),
        *said("provider", record.provider),
        *said("start", record.start),
        *said("end", record.end),
        *_sum("worth", record.total_value),
        *_sum("yearly", record.annual_value),
        *said("months", str(record.term_months or "")),
    )


def about_step(record: ContractEvent) -> tuple[str, ...]:
    """What a step tells of its contract: what was put to a meeting or agreed, and what was done or is planned."""
    decided = record.status in ("recommended", "resolved") and record.date and len(record.date) == len("2023-02-01")
    return (*_about_terms(record), *(said("decided", f"{record.step} {record.date}") if decided else ()))


def _about_terms(record: ContractEvent) -> tuple[str, ...]:
    match record.step:
        case "award" | "direct-award" if record.status in ("resolved", "reported"):
            return (*said("awarded", record.provider), *_sum("priced", record.value))
        case "start" if record.status != "recommended":
            return said("starting", record.date)
        case "end" if record.status != "recommended":
            return said("ending", record.date)
        case _:
            return ()


def _sum(what: Said, amount: Decimal | None) -> tuple[str, ...]:
    """A sum as it is compared: 1200000 and 1200000.00 are one."""
    return said(what, f"{amount.normalize():f}") if amount else ()


def about_person(record: Record, name: str) -> tuple[str, ...]:
    """What a statement says of a person whom it names."""
    match record:
        case Membership(meeting=key, person=person) | Attendance(meeting=key, person=person) if person == name:
            return said("committee", key.committee)
        case Clearance(aspect=aspect):
            return said("clears", aspect)
        case Contact(post=post, telephone=telephone):
            return (*said("post", post), *said("phone", telephone))
    return ()
