"""By which numbers a published notice calls things: a procurement by its ocid, a supplier by its number in a register.

    processes(records)         # {"Respite care at Mill Lane": "ocds-b5fd17-0a1b"}, by the Contract that each states
    registered(records)        # {"tern care": "GB-COH 01234567"}, by the supplier's normal form

A number is kept as it is compared: "1234567" and "01234567" are one company's, and "n/a" is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeGuard

from kg.normal import OCID, normal
from kg.notice_records import Notice, NoticeAward, NoticeParty
from kg.records import Record

# Registers that give an organisation one number for good, the surest first. A portal's own numbers are not among them:
# another portal has another for the same firm.
REGISTERS: Final = ("GB-COH", "GB-CHC", "GB-SC", "GB-NIC", "GB-MPR")
NUMBERS: Final[Mapping[str, re.Pattern[str]]] = {
    "GB-COH": re.compile(r"(?:[A-Z]{2}[0-9]{6}|[0-9]{6,8})"),
    "GB-CHC": re.compile(r"[0-9]{6,8}(?:-[0-9]{1,3})?"),
    "GB-SC": re.compile(r"SC[0-9]{6}"),
    "GB-NIC": re.compile(r"(?:NIC)?[0-9]{6}"),
    "GB-MPR": re.compile(r"[A-Z0-9]{4,9}"),
}
COMPANY_DIGITS: Final = 8  # of Companies House; people leave out noughts at the front
DEAD: Final = frozenset(("cancelled", "unsuccessful"))  # awards that came to nothing


def processes(records: Iterable[Record]) -> dict[str, str]:
    """By the name of each Contract that notices of one paper state, the ocid; of two that share a name the first."""
    found: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if isinstance(record, Notice) and record.contract:
            found[record.contract].add(record.ocid)
    return {name: min(ocids) for name, ocids in found.items()}


def suppliers(records: Iterable[Record]) -> dict[str, tuple[str, ...]]:
    """By ocid the suppliers of all awards that a paper's notices tell of, in their order."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for record in records:
        if isinstance(record, NoticeAward) and (record.status or "").casefold() not in DEAD:
            found[record.ocid].update(dict.fromkeys(record.suppliers))
    return {ocid: tuple(several) for ocid, several in found.items()}


def frameworks(records: Iterable[Record]) -> frozenset[str]:
    """The ocids of procurements that their notices say set up a framework."""
    return frozenset(record.ocid for record in records if isinstance(record, Notice) and record.framework)


def registered(records: Iterable[Record]) -> dict[str, str]:
    """By normal form the register and number of each organisation that has one; not where a paper gives it two."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for party in (record for record in records if isinstance(record, NoticeParty)):
        for scheme, number in _registered(party.identifiers):
            for name in filter(None, (party.name, party.legal_name)):
                found[normal("provider", name)][scheme].add(number)
    return {form: surest for form, of in found.items() if (surest := _surest(of))}


def _surest(of: Mapping[str, set[str]]) -> str | None:
    """The number in the surest register that a paper gives; None where it gives two there."""
    for scheme in REGISTERS:
        if several := of.get(scheme):
            return f"{scheme} {next(iter(several))}" if len(several) == 1 else None
    return None


def in_registers(identifiers: Iterable[str]) -> list[tuple[str, str]]:
    """Of identifiers as notices write them the registers and numbers, each once, the surest register first."""
    found = set(_registered(identifiers))
    return sorted(found, key=lambda each: (REGISTERS.index(each[0]), each[1]))


def _registered(identifiers: Iterable[str]) -> Iterator[tuple[str, str]]:
    for identifier in identifiers:
        scheme, _space, number = identifier.upper().partition(" ")
        plain = number.replace(" ", "")
        if scheme in NUMBERS and NUMBERS[scheme].fullmatch(plain) and len(set(plain)) > 1:
            yield scheme, plain.zfill(COMPANY_DIGITS) if scheme == "GB-COH" else plain


def portal(ref: str) -> str:
    """Who gave a procurement its ocid: "ocds-b5fd17". One portal gives one procurement one ocid; two give it two."""
    found = OCID.fullmatch(ref.strip())
    return found[1].lower() if found else ref


def same_register(one: str, other: str) -> bool:
    """Whether two references come from one register or portal, so that they are two things' where they differ."""
    if OCID.fullmatch(one.strip()) and OCID.fullmatch(other.strip()):
        return portal(one) == portal(other)
    schemes = [ref.partition(" ")[0] for ref in (one, other)]
    return schemes[0] == schemes[1] or not set(schemes) <= set(REGISTERS)


def is_process(ref: str | None) -> TypeGuard[str]:
    """Whether a reference is that of a procurement."""
    return ref is not None and OCID.fullmatch(ref.strip()) is not None
