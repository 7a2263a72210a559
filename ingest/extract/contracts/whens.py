"""When a sentence says that something happened or will happen, as exact as it says it."""

from __future__ import annotations

import re
from typing import Final

from kg.dates import MONTHS, find_dates, month_number

_MONTH: Final = "|".join(month.capitalize() for month in MONTHS)
YEARLESS: Final = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>{_MONTH})\b(?!\s+(?:of\s+)?\d{{4}})"
)
LAST_YEAR: Final = re.compile(r"\blast year\b", re.IGNORECASE)
RANGE: Final = re.compile(
    rf"(?P<first>{_MONTH})\s*(?P<year>\d{{4}})?\s*(?:[-–—/]"
    rf"|to)\s*(?:[A-Z][a-z]+[- ])?(?P<last>{_MONTH})\s*(?P<last_year>\d{{4}})"
)


def spans(text: str) -> str | None:
    """The first month of a range of months: "December – January 2020" begins in 2019-12."""
    found = RANGE.search(text)
    if not found:
        return None
    first, last = month_number(found["first"]), month_number(found["last"])
    year = int(found["year"] or found["last_year"]) - (0 if found["year"] or first <= last else 1)
    return f"{year}-{first:02}"


def date_after(text: str, place: int, reach: int = 60, meeting: str | None = None) -> str | None:
    """The date that the words after `place` give, not further than `reach`."""
    window = text[place : place + reach]
    found = next(find_dates(window), None)
    bare = YEARLESS.search(window)
    if found and (not bare or found.start <= bare.start()):
        return found.iso
    return yearless(bare, meeting, later=True) if bare and meeting else (found.iso if found else None)


# "in October", of the year that has been.
PAST_MONTH: Final = re.compile(rf"\b(?:in|last|since|from|during)\s+(?=(?:{_MONTH})\b(?!\s+(?:of\s+)?\d{{4}}))")
# What follows these words is still to come.
TO_COME: Final = re.compile(r"\b(?:will|would|is to|are to|until|expires?|ends)\b")
THAT_YEAR: Final = re.compile(rf"\b(?P<month>{_MONTH})\s+(?:of\s+)?(?:that|the same)\s+year\b")
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")


def date_past(text: str, place: int, meeting: str | None, before: str = "") -> str | None:
    """The date of what has happened, behind its words: "in October", "in October of that year".

    before  the words of the paragraph above, for "that year"
    """
    window = TO_COME.split(text[place : place + 80])[0]
    same = THAT_YEAR.search(window)
    years = YEAR.findall(before + text[:place])
    if same:
        return f"{years[-1]}-{month_number(same['month']):02}" if years else None
    found, told = next(find_dates(window), None), PAST_MONTH.search(window)
    if told and meeting and (not found or told.start() < found.start):
        bare = YEARLESS.search(window, told.end())
        return yearless(bare, meeting, later=False) if bare else None
    return found.iso if found else None


def date_of(text: str, place: int, meeting: str | None) -> str | None:
    """The date that goes with what stands at `place`: opening the sentence, else nearest to it."""
    if LAST_YEAR.search(text) and meeting:
        return str(int(meeting[:4]) - 1)
    dates = list(find_dates(text))
    opening = next((date for date in dates if date.start < 40 and date.end <= place), None)
    near = min(dates, key=lambda date: abs(date.start - place), default=None)
    chosen = opening or near
    if chosen:
        return chosen.iso
    bare = YEARLESS.search(text)
    return yearless(bare, meeting, later=False) if bare and meeting and bare["day"] else None


def yearless(found: re.Match[str], meeting: str, *, later: bool) -> str:
    """A date printed without its year: the last one before the meeting, or the next after it."""
    month = month_number(found["month"])
    form = f"-{month:02}" + (f"-{int(found['day']):02}" if found["day"] else "")
    year = int(meeting[:4])
    date = f"{year}{form}"
    if later:
        return date if date >= meeting[: len(date)] else f"{year + 1}{form}"
    return date if date <= meeting[: len(date)] else f"{year - 1}{form}"
