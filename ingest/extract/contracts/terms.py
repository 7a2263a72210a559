"""How long a contract lasts, by how much it may be extended, and what it costs, as sentences say it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from ingest.extract.words.wordings import Wording
from kg.money import find_money

NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30,
}  # fmt: skip
_N: Final = r"(?:\d+(?:\.\d+)?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_LENGTH: Final = (
    rf"(?:(?P<{{0}}number>{_N})(?:\s*\(\d+\))?[\s-]+(?:further\s+|additional\s+)?)?(?P<{{0}}unit>years?|months?)"
)

TERM = Wording(
    rf"(?:\bfor(?: a (?:further )?(?:period|term) of| a term of| an initial (?:term|period) of)?\s+"
    rf"|\bterm of\s+|\b(?:contract|lease|agreement|framework)\b[^.;]{{0,50}}?\bof\s+|\blasts?(?: for)?\s+"
    rf"|\bperiod of\s+|\bnow\s+)(?!a further\b|up to\b"
    rf"|an additional\b){_LENGTH.format('')}\b(?!['’]s?\s+(?:notice|experience))"
    rf"|\b(?P<before>{_N})[\s-]+(?P<before_unit>year|month)s?[\s-]+(?:[\w-]+\s+){{0,3}}?(?:contract|lease|agreement|term|framework)\b"
    rf"|\bcontract (?:length|term|period)[^.]{{0,40}}?\bfrom {_N} to (?P<grown>{_N}) (?P<grown_unit>months?|years?)",
    reads=[
        "commissions a contract for 3 years",
        "a ten year lease with a landlord",
        "a term of five years",
        "a 5-year contract",
    ],
    leaves=["the right to extend for a further year", "for up to two years", "it was signed for them"],
    needs=["year", "month"],
)
EXTENSION = Wording(
    rf"(?:\b(?:options?|possib\w+|opportunity|ability|provision|provides|right)\b[^.;]{{0,30}}?|\bplus\s+(?:an?\s+)?"
    rf"|\b(?=(?:two|three|four|2|3|4)\s+(?:optional|further|possible)\s+extensions)"
    rf"|\bextendable\s+(?:for|by)\s+|\bextension of\s+|\bextended (?:for|by)\s+|\bextensions? for\s+"
    rf"|\bextend\w*\b[^.;]{{0,120}}?\bfor\s+(?:a\s+(?:further\s+"
    rf"|maximum\s+)?period\s+of\s+)?)(?:up to\s+)?(?:an?\s+further\s+"
    rf"|an additional\s+)?(?:(?P<times>two|three|four|2|3|4)\s+(?:(?:further|optional|possible)\s+)?(?:extensions"
    rf"|periods) of\s+(?:up to\s+)?)?(?:up to\s+)?(?:a further\s+)?{_LENGTH.format('')}\b",
    reads=[
        "an option to extend by a further year", "the option of two further extensions of one year",
        "an option of one further year", "an option to extend for up to 2 years",
        "a possible extension of 12 months", "48 months with two optional extensions of 12 months each",
    ],
    leaves=["the contract was let for three years", "the extension was agreed"],
    needs=["year", "month"],
)  # fmt: skip
# "3 years + 1 + 1", "a further 12 + 12 months": what stands first may be the term, the rest are options.
PLUS = Wording(
    rf"(?P<first>{_N})[\s-]*(?P<first_unit>years?|months?)?\s*(?:\+|plus)\s*(?:up to |an? (?:optional |further )?"
    rf"|optional )?"
    rf"(?P<second>{_N})[\s-]*(?P<second_unit>years?|months?)?"
    rf"(?:\s*(?:\+|plus)\s*(?:an? )?(?P<third>{_N})[\s-]*(?P<third_unit>years?|months?)?)?"
    rf"(?:\s*(?:\+|plus)\s*(?:an? )?(?P<fourth>{_N})[\s-]*(?P<fourth_unit>years?|months?)?)?",
    reads=["3 years + 1 + 1", "12 + 12 months", "two years plus one year"],
    leaves=["£300 plus VAT", "three years"],
    needs=["+", "plus"],
)
OPTIONAL: Final = re.compile(r"\b(?:exten\w*|options?|optional|further|additional)\b[^.;]{0,40}$", re.IGNORECASE)
A_YEAR = Wording(
    r"\s*(?:per (?:annum|year)|p\.?a\.?\b|a year|annually|each year|every year|/\s?(?:year|annum)|(?:in )?annual)",
    reads=[" per annum", " a year", " pa"],
    leaves=[" over three years", " in total"],
)
ANNUAL_BEFORE = Wording(
    r"\b(?:annual|yearly)\s+(?:\w+\s+){0,2}(?:value|cost|price|spend|fee)\b[^.£]{0,60}$"
    r"|\b(?:value|cost|price|charge) in (?:the )?(?:present|current|last|this) (?:financial )?year\b[^.£]{0,20}$",
    reads=["The annual value of the lease is "],
    leaves=["the value of the contract is "],
)
CONTRACT_VALUE = Wording(
    r"\b(?:contract|agreement|framework|lease)\b[^.]{0,80}\b(?:value|worth|costs?|priced?|at|paid|pays|budget|sum)\b"
    r"|\b(?:value|cost|price|worth) of the (?:contract|agreement|framework|lease|extension|variation)\b"
    r"|\b(?:contract|total|estimated|annual) (?:value|cost|price)\b|^(?:It|This|They) (?:is|are) (?:worth"
    r"|valued)|^It costs\b|\b(?:and|which|it) (?:is|are|was|were) worth\b"
    r"|^\W*(?:The|Its|Their) (?:[\w]+ )?(?:value|cost|price|fee|charge)\b"
    r"|^\W*They\b[^.]*\bcost £|\bpa(?:ys|id) (?:the |it |them )?(?:[A-Z]\w+ )?an? (?:[\w]+ )?(?:fee|charge|sum) of £",
    reads=["The contract value for meals is £100", "It is worth £5 a year", "the value of the contract is £5"],
    leaves=["We saved £9k by tendering again", "Other halls have cost about £90,000"],
)  # fmt: skip
TOTAL = Wording(
    r"\b(?:total|whole[- ]life|overall)\b[^.£]{0,30}$|\b(?:lifetime|life)\b[^.£]{0,20}$"
    r"|\b(?:in the sum|for a sum|at a fee) of $|\bover the (?:whole|full|entire) (?:period|term|life)\b[^.£]{0,20}$"
    r"|^\W*The fee\b[^.£]{0,40}$"
    r"|\bat an? (?:estimated |approximate )?(?:value|price|cost) of (?:up to |around |approximately "
    r"|some )?$",
    reads=["at a total value of ", "at an estimated value of "],
    leaves=["an annual value of "],
)
# "They cost £3m and £2m a year respectively": each sum is of another contract.
RESPECTIVELY: Final = re.compile(r"\brespectively\b", re.IGNORECASE)
# How far before a sum the words may stand that say what it is; a limb of 60,000 characters took minutes without.
REACH: Final = 200


@dataclass(frozen=True, slots=True)
class Terms:
    """What a sentence says of a contract's terms; None where it says nothing."""

    term_months: int | None = None
    extension_months: int | None = None
    annual_value: Decimal | None = None
    total_value: Decimal | None = None

    def __bool__(self) -> bool:
        return any(
            value is not None
            for value in (self.term_months, self.extension_months, self.annual_value, self.total_value)
        )


def months(number: str | None, unit: str) -> int:
    """ "3", "years" is 36; a bare "year" is 12."""
    low = (number or "a").lower()
    count = float(low) if low[0].isdigit() else NUMBERS[low]
    return round(count * (12 if unit.lower().startswith("year") else 1))


def read_plus(text: str) -> tuple[int | None, int | None]:
    """Term and extension of a length in parts: "3 + 1 + 1 years" is 36 and 24; all of it where it is an extension."""
    found = PLUS.search(text)
    names = ("first", "second", "third", "fourth")
    units = [found[f"{name}_unit"] for name in names if found[f"{name}_unit"]] if found else []
    if not found or not units:
        return None, None
    parts = [months(found[name], found[f"{name}_unit"] or units[-1]) for name in names if found[name]]
    if OPTIONAL.search(text[: found.start()]):
        return None, sum(parts)
    return parts[0], sum(parts[1:])


def read_term(text: str) -> int | None:
    """The months that a contract lasts, options to extend left out."""
    in_parts = read_plus(text)[0]
    if in_parts:
        return in_parts
    spared = EXTENSION.regex.sub(lambda found: " " * len(found[0]), text)
    found = TERM.search(spared)
    if not found:
        return None
    if found["grown"]:
        return months(found["grown"], found["grown_unit"])
    if found["before"]:
        return months(found["before"], found["before_unit"])
    return months(found["number"], found["unit"]) if found["number"] else None


def read_extension(text: str) -> int | None:
    """The months by which a contract may be, or is, extended."""
    in_parts = read_plus(text)[1]
    if in_parts:
        return in_parts
    found = EXTENSION.search(text)
    if not found:
        return None
    times = NUMBERS.get((found["times"] or "one").lower()) or int(found["times"])
    return times * months(found["number"], found["unit"])


def read_values(text: str) -> tuple[Decimal | None, Decimal | None]:
    """The annual and the total value that a sentence gives a contract."""
    if not CONTRACT_VALUE.search(text):
        return None, None
    return read_price(text)


def read_price(text: str) -> tuple[Decimal | None, Decimal | None]:
    """The annual and the total value that words give which are known to be of a contract's price."""
    annual: Decimal | None = None
    total: Decimal | None = None
    for found in () if RESPECTIVELY.search(text) else find_money(text):
        near = max(0, found.start - REACH), found.start
        if A_YEAR.regex.match(text, found.end) or ANNUAL_BEFORE.regex.search(text, *near):
            annual = found.pounds if annual is None else annual
        elif TOTAL.regex.search(text, *near):
            total = found.pounds if total is None else total
    return annual, total


def read_annual(text: str) -> Decimal | None:
    """The first sum that a sentence says is paid a year: "a grant of £4,000 a year"."""
    sums = () if RESPECTIVELY.search(text) else find_money(text)
    return next((found.pounds for found in sums if A_YEAR.regex.match(text, found.end)), None)


@lru_cache(maxsize=256)
def read_terms(text: str) -> Terms:
    """All that a sentence says of a contract's terms; a limb is asked about for each contract that it names."""
    annual, total = read_values(text)
    return Terms(read_term(text), read_extension(text), annual, total)
