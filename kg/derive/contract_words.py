"""Which words of a paper give a term of a contract its value, so that the place that says so is cited."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kg.names import fold

# Words that say what kind of contract it is, not which: without them "Meadow Court management agreement" and
# "Meadow Court care and support contract" are both of Meadow Court.
STOCK_WORDS: Final = frozenset([
    "a", "agreement", "and", "at", "award", "block", "care", "contract", "contracts", "current", "existing",
    "extra", "for", "framework", "in", "management", "new", "of", "on", "present", "procurement", "provision",
    "re", "scheme", "service", "services", "support", "supported", "tender", "the", "to", "with",
])  # fmt: skip
NUMBERS: Final = (
    "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen",
)  # fmt: skip
DAYS_OF_A_MONTH: Final = (30, 365.25 / 12)  # notices print a term in days, by the one or the other
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def core_of(name: str) -> str:
    """A name without the stock words of contracts and schemes; empty if nothing else is left."""
    return " ".join(word for word in fold(name).split() if word not in STOCK_WORDS)


def says(name: str, value: str, words: str) -> bool:
    """Do these words give this value? A contract has several places in a paper; the one that says so is cited."""
    folded = _folded(words)
    match name:
        case "annualValue" | "totalValue":
            return value.partition(".")[0] in re.sub(r"[,\s]", "", words)
        case "termMonths" | "extensionMonths":
            days = [int(each) for each in re.findall(r"\b(\d{2,5}) days\b", folded)]
            in_days = {round(each / month) for each in days for month in DAYS_OF_A_MONTH}
            return int(value) in in_days or any(re.search(rf"\b{spelt}\b", folded) for spelt in _spans(int(value)))
        case "startDate" | "endDate":
            return _dated(value, folded, words)
        case _:
            return fold(value) in folded


@lru_cache(maxsize=1024)
def _folded(words: str) -> str:
    """Words as names are compared; a place is looked at for each term of a contract."""
    return fold(words)


def _dated(value: str, folded: str, words: str) -> bool:
    """Do these words have the year of a date and its month, as a name or as the middle of 01/02/2023?"""
    year, month = int(value[:4]), int(value[5:7] or 0)
    if str(year) not in words and not re.search(rf"[/.]{year % 100:02}\b", words):
        return False
    return not month or MONTHS[month - 1] in folded or bool(re.search(rf"[/.]0?{month}[/.]", words))


def _spans(months: int) -> list[str]:
    """36 months as papers write it: `36 month`, `3 year`, `three year`."""
    counts = [(months, "month")] + ([(months // 12, "year")] if months % 12 == 0 else [])
    return [f"{spelt} {unit}s?" for count, unit in counts for spelt in (str(count), *NUMBERS[count : count + 1])]
