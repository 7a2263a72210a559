"""What the cells of a table of contracts say: sums, dates, lengths, and the names of providers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ingest.extract.contracts.providers import Org
from ingest.extract.contracts.terms import NUMBERS, months
from ingest.extract.words.wordings import Wording
from kg.dates import find_dates, month_number
from kg.money import find_money

BLANK = Wording(
    r"(?:n\s?/\s?a|not applicable|none|nil|no|tb[cda]|to be (?:confirmed|determined|agreed|advised)|unknown|various"
    r"|[-–—.*?]+|rolling|ongoing|see (?:below|above|note).*)\.?",
    reads=["n/a", "TBC", "–"],
    leaves=["Northern Buses"],
    at="whole",
)
NO_PROVIDER = Wording(
    r"(?:(?:the )?council|in[\s-]?house.*|various.*|tb[cda]|to be .*|n\s?/\s?a|none.*|nil|unknown|vacant"
    r"|not (?:applicable|yet|known|awarded|appointed).*|no (?:award|bid|provider|supplier|tender|contract|current).*"
    r"|internal.*|multiple.*|several.*|see (?:above|below|note|appendix|table).*|[-–—.*?]+|yes|ongoing|new provider"
    r"|\d+ (?:providers|suppliers|firms).*|currently .*|framework(?: providers)?|spot .*|withdrawn|own staff"
    r"|.{0,60}\bto be (?:confirmed|determined|agreed|advised|appointed|selected|procured|tendered)"
    r"|(?:all|different|mixed) (?:providers|suppliers).*|all|confidential)\.?",
    reads=["Various", "In-house team", "TBC", "To be appointed", "12 providers"],
    leaves=["Northern Buses", "All Saints Trust", "Noah’s Taxis"],
    at="whole",
)
FORMER: Final = re.compile(r"\s*\(\s*(?:formerly|previously)(?: known as)?\s+(?P<former>[^()]+?)\s*\)", re.IGNORECASE)
SHORT: Final = re.compile(r"\s*\((?P<short>[A-Z][A-Z&a-z]{1,7})\)$")
NOTE: Final = re.compile(r"\s*(?:\*+|\((?:note )?\d\)|[¹²³])$")
SHORT_YEAR: Final = re.compile(r"(?P<month>[A-Z][a-z]{2,8})[\s'’-]+(?P<year>\d\d)(?!\d)")
_N: Final = r"(?:\d+(?:\.\d+)?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
TIMES: Final = re.compile(
    rf"\b(?P<times>{_N})\s*(?:[x×]|periods? of|extensions? of)\s*(?P<number>{_N})"
    r"[\s-]*(?P<unit>years?|months?|yrs?|mths?)?",
    re.IGNORECASE,
)
LENGTH: Final = re.compile(
    rf"\b(?P<number>{_N})(?:\s*\(\d+\))?[\s-]*(?P<unit>years?|months?|yrs?|mths?)?\b", re.IGNORECASE
)
NOT_EXTENDED: Final = re.compile(r"(?:none|nil|no|0|no (?:extensions?|options?).*|zero)\.?", re.IGNORECASE)
# "24 months (12+12)": the length told, and again in its parts.
BREAKDOWN: Final = re.compile(r"\(\s*\d+(?:\s*[+x×]\s*\d+)+(?:\s*(?:months?|years?))?\s*\)", re.IGNORECASE)
UNIT: Final = re.compile(r"\b(?:month|year)", re.IGNORECASE)


def is_blank(words: str) -> bool:
    """Whether a cell says nothing: "n/a", "TBC", a dash."""
    return not words or bool(BLANK.fullmatch(words))


def has_sum(words: str) -> bool:
    """Whether a cell can be a sum, with or without its pound sign."""
    return bool(next(find_money(words), None)) or bool(re.fullmatch(r"-?[\d,]+(?:\.\d+)?\s?[kKmM]?\s*\w{0,4}", words))


def has_date(words: str) -> bool:
    """Whether a cell gives a date."""
    return cell_date(words) is not None


def cell_date(words: str) -> str | None:
    """The date of a cell, as exact as printed; "Mar-20" is 2020-03."""
    found = next((date for date in find_dates(words)), None)
    if found:
        return found.iso
    short = SHORT_YEAR.search(words)
    try:
        return f"20{short['year']}-{month_number(short['month']):02}" if short else None
    except ValueError:
        return None


def cell_sum(words: str, head: str) -> Decimal | None:
    """The pounds of a cell, in the unit that its head prints: "640" under "Annual value £000" is 640000."""
    printed = next(find_money(words), None) or next(find_money(f"£{words}"), None)
    if printed is None or not has_sum(words):
        return None
    scaled = re.search(r"\d\s?(?:k|m|bn|million|thousand)\b", words, re.IGNORECASE)
    # A sum of six figures and its pound sign was written out, whatever the head says.
    if scaled or ("£" in words and printed.pounds >= 100_000):
        return printed.pounds
    return printed.pounds * _scale(head)


def _scale(head: str) -> int:
    if re.search(r"£\s?(?:000s?|k\b)|['’]000s?", head, re.IGNORECASE):
        return 1_000
    return 1_000_000 if re.search(r"£\s?m\b|£ ?millions?", head, re.IGNORECASE) else 1


def cell_lengths(words: str, head: str) -> list[int]:
    """The lengths in months that a cell gives, in order: "3 + 1 + 1 years" gives 36, 12, 12."""
    spared = re.sub(r"\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\s+\d{4}|\b(?:19|20)\d\d\b|\d+/\d+/\d+", " ", words)
    if LENGTH.search(before := BREAKDOWN.sub(" ", spared)):
        spared = before
    units = UNIT.findall(spared) or UNIT.findall(head)
    if not units:
        return []
    unit = units[-1].strip()
    held: list[tuple[int, int]] = []
    for found in TIMES.finditer(spared):
        length = months(found["number"], _unit(found["unit"], unit))
        held += [(found.start(), length)] * round(months(found["times"], "month"))
    rest = TIMES.sub(lambda found: " " * len(found[0]), spared)
    for found in LENGTH.finditer(rest):
        # "a" and "an" count only with their unit: "a further two years".
        if found["unit"] or found["number"][0].isdigit():
            held.append((found.start(), months(found["number"], _unit(found["unit"], unit))))
    return [length for _, length in sorted(held, key=lambda pair: pair[0])]


def _unit(printed: str | None, other: str) -> str:
    return "year" if (printed or other).lower().startswith("y") else "month"


def cell_extension(words: str, head: str) -> int | None:
    """The months by which a contract may be extended; "None" is 0, "n/a" is nothing said."""
    if NOT_EXTENDED.fullmatch(words.strip()):
        return 0
    lengths = cell_lengths(words, head)
    return sum(lengths) if lengths and sum(lengths) <= 360 else None


def cell_term(words: str, head: str) -> tuple[int | None, int | None]:
    """The months that a contract lasts, and those it may be extended by where the cell adds them: "3 + 2 years"."""
    lengths = cell_lengths(words, head)
    if not lengths:
        return None, None
    return lengths[0], sum(lengths[1:]) if len(lengths) > 1 and re.search(
        r"\+|\bplus\b|option|exten", words, re.I
    ) else None


def cell_period(words: str) -> tuple[str | None, str | None]:
    """The dates from and to which a cell says that a contract runs: "1 April 2017 – 31 March 2020"."""
    dates = [date.iso for date in find_dates(words)]
    return (dates[0], dates[1]) if len(dates) == 2 and dates[0] < dates[1] else (None, None)


def cell_orgs(words: str, *, several: bool = False) -> list[Org]:
    """The providers that a cell names; none where it says that there is none, or many ("Various", "In-house").

    several  whether names with a comma between them are known to be more than one
    """
    former = FORMER.search(words)
    bare = NOTE.sub("", FORMER.sub("", words)).strip(" ,;")
    if not bare or NO_PROVIDER.fullmatch(bare):
        return []
    parts = [part.strip() for part in re.split(r"\s*;\s*|\s+/\s+", bare) if part.strip()]
    if len(parts) == 1 and bare.count(",") > (0 if several else 1):
        parts = [part.strip() for part in re.split(r",\s*(?:and\s+)?|\s+and\s+(?=[A-Z])", bare) if part.strip()]
    return [org for part in parts if (org := _org(part, former["former"] if former and len(parts) == 1 else None))]


def _org(words: str, former: str | None) -> Org | None:
    short = SHORT.search(words)
    name = SHORT.sub("", words).strip()
    sound = re.match(r"[A-Z]|\d+\s?[A-Z]|[a-z]+[A-Z]", name) and re.search(r"[A-Za-z]{2}", name)
    if not sound or "£" in name or len(name.split()) > 9 or has_date(name) or NO_PROVIDER.fullmatch(name):
        return None
    return Org(name, len(words), short["short"] if short else None, former)
