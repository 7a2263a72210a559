"""Sums of money as papers write them, in pounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

# Fifteen figures at most: no council's sums are longer, and a Decimal holds them exactly.
MONEY = re.compile(
    r"(?P<minus>[-–−(]\s?)?£\s?"
    r"(?P<amount>(?>\d{1,3}(?:,\d{3}(?!\d)){1,4}(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?))(?!\d)"
    r"(?:\s?(?P<scale>k|mn?|bn|million|thousand|billion)(?![A-Za-z]))?",
    re.IGNORECASE,
)
# Before a minus: nothing, white space, a bracket. What else stands there makes the dash a range's or a compound's.
BEFORE_MINUS = re.compile(r"(?:^|[\s(:|])$")
SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
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
    """Each sum in some words, in order: "£482,130" is 482130, "£25K" 25000, "£3.8m" 3800000.

    "-£45k" is -45000, as is "(£45k)" where nothing else is said; the dash of "£2m - £3m" and "savings – £45k" is none.
    """
    last = 0
    for found in MONEY.finditer(text):
        pounds = Decimal(found["amount"].replace(",", "")) * SCALES.get((found["scale"] or "").lower(), 1)
        yield FoundMoney(_plain(-pounds if _is_minus(text, found, last) else pounds), found.start(), found.end())
        last = found.end()


def _is_minus(text: str, found: re.Match[str], last: int) -> bool:
    """Whether the mark before a sum takes it away; `last` is where the sum before it ends."""
    minus = found["minus"]
    if not minus:
        return False
    before = text[last : found.start()]
    if minus[0] == "(":
        return not text[: found.start()].strip() and text[found.end() :].strip() == ")"
    if last and not before.strip():
        return False
    attached = len(minus) == 1 and BEFORE_MINUS.search(text[max(0, found.start() - 1) : found.start()])
    return bool(attached) or not text[: found.start()].strip()


def parse_money(text: str | None) -> Decimal | None:
    """The first sum in some words, None where there is none."""
    return next((found.pounds for found in find_money(text or "")), None)


def _plain(pounds: Decimal) -> Decimal:
    """Without an exponent or idle zeros, so that equal sums are written alike."""
    return pounds.quantize(Decimal(1)) if pounds == pounds.to_integral_value() else pounds.normalize()


def rounds_to(one: Decimal, other: Decimal) -> bool:
    """Whether one sum may be the other rounded, £1.2m for 1,195,000: within half of its last figure, and a 20th."""
    rough, fine = sorted((one, other), key=_grain, reverse=True)
    return abs(rough - fine) * 2 <= _grain(rough) and abs(rough - fine) * 20 <= max(abs(rough), abs(fine))


def _grain(amount: Decimal) -> Decimal:
    """The worth of a sum's last figure that is not nought."""
    exponent = amount.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
