"""Sums of money as papers write them, in pounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

MONEY = re.compile(
    r"(?P<minus>[-–−(]\s?)?£\s?(?P<amount>\d{1,3}(?:,\s?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?"
    r"(?P<scale>k|m|bn|million|thousand|billion)?(?![A-Za-z])",
    re.IGNORECASE,
)
SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}


@dataclass(frozen=True, slots=True)
class FoundMoney:
    """A sum in some words: pounds (negative where the paper writes a minus), and where it stands in them."""

    pounds: Decimal
    start: int
    end: int


def find_money(text: str) -> Iterator[FoundMoney]:
    """Each sum in some words, in order: "£554,605" is 554605, "£25K" 25000, "£3.8m" 3800000."""
    for found in MONEY.finditer(text):
        pounds = Decimal(re.sub(r"[,\s]", "", found["amount"])) * SCALES.get((found["scale"] or "").lower(), 1)
        minus = found["minus"] and not (found["minus"][0] == "(" and text[found.end() : found.end() + 1] != ")")
        yield FoundMoney(_plain(-pounds if minus else pounds), found.start(), found.end())


def parse_money(text: str | None) -> Decimal | None:
    """The first sum in some words, None where there is none."""
    return next((found.pounds for found in find_money(text or "")), None)


def _plain(pounds: Decimal) -> Decimal:
    """Without an exponent or idle zeros, so that equal sums are written alike."""
    return pounds.quantize(Decimal(1)) if pounds == pounds.to_integral_value() else pounds.normalize()
