"""Dates that people give, on the command line and in the fields of a page."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import Final

SHAPE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def iso_date(given: str) -> str | None:
    """A date as exact as a person cares to be: 2018, 2018-03 or 2018-03-08; None where there is no such date."""
    found = SHAPE.fullmatch(given.strip())
    if not found:
        return None
    try:
        datetime.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    return found[0]


def first_day(date: str) -> str:
    """The first day of a year, a month or a day as `iso_date` gives it."""
    return date + "-01" * (2 - date.count("-"))


def last_day(date: str) -> str:
    """The last day of it."""
    month = date if "-" in date else f"{date}-12"
    if month.count("-") == 2:
        return month
    return f"{month}-{calendar.monthrange(*map(int, month.split('-')))[1]}"
