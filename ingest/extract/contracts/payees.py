"""Lists of payments that a meeting approves: a firm paid for a thing supplies it; a person, a tax or a grant"
" does not."""

from __future__ import annotations

import re
from typing import Final

from ingest.divide.sections import Section
from ingest.extract.contracts.providers import Org, Providers
from ingest.read.document import Line

PAYEE: Final = re.compile(r"(?:payee|paid to|supplier|name of (?:payee|supplier)|creditor)", re.IGNORECASE)
PAID_FOR: Final = re.compile(
    r"(?:for|details?|description|purpose|reason|item|services?|particulars|in respect of|what for)", re.IGNORECASE
)
# Paid to people, to the state, or for nothing in return.
NO_SUPPLY: Final = re.compile(
    r"\b(?:salary|salaries|wages?|expenses|mileage|PAYE|NI|tax|pensions?|grants?|donations?|allowances?|refunds?"
    r"|reimburse\w*|rates|precept|transfer|petty cash|subscriptions?|licen[cs]e)\b",
    re.IGNORECASE,
)
NO_FIRM: Final = re.compile(
    r"\b(?:HMRC|Revenue|Councillors?|Cllr|Clerk|Council|Pensions?|Mr|Mrs|Ms|Miss|Dr|Various|Total)\b", re.IGNORECASE
)
# "P Moss", "P. J. Moss": somebody.
PERSON: Final = re.compile(r"(?:[A-Z]\.?\s?){1,3}\s[A-Z][a-z’'-]+")
FIRM: Final = re.compile(r"[A-Z0-9][\w&’'.-]*(?:\s(?:[A-Z0-9&][\w&’'.-]*|and|of|\([A-Z][\w ]*\))){1,6}")


def find_payees(section: Section, providers: Providers) -> None:
    """Take in the firms of a section's lists of payments: rows under heads for the payee and for what is paid."""
    columns: tuple[int, int] | None = None
    for line in section.lines:
        if not line.is_row:
            columns = columns if line.furniture else None
            continue
        columns = _columns(line) or columns
        if columns and len(line.cells) > max(columns):
            payee, what = (line.cells[at] for at in columns)
            named = FIRM.fullmatch(payee.text) and not (NO_FIRM.search(payee.text) or PERSON.fullmatch(payee.text))
            if named and what.text and not NO_SUPPLY.search(what.text):
                providers.add(Org(payee.text, len(payee.text)), section.document.evidence(payee))


def _columns(line: Line) -> tuple[int, int] | None:
    """Which cells of a row of heads are the payee and what is paid for; None where it is no such row."""
    heads = [cell.text.strip(" .:*") for cell in line.cells]
    who = next((at for at, head in enumerate(heads) if PAYEE.fullmatch(head)), None)
    what = next((at for at, head in enumerate(heads) if PAID_FOR.fullmatch(head)), None)
    return (who, what) if who is not None and what is not None else None
