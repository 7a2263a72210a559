"""Dates as papers write them, in ISO form as exact as the paper is: `2018`, `2018-03` or `2018-03-08`."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<{0}day>0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"\s?(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = r"(?:(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s+)?"
# Not in the midst of a word or figure: no date in "£2019", "TR2019" or the telephone number "01234 201978".
DATE = re.compile(
    rf"(?<![\w£])(?:{_WEEKDAY}(?:the\s+)?{_DAY.format('')}{_ORDINAL}(?:\s+day)?(?:\s+of)?\s+(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR})"
    rf"|(?P<us_month>{_MONTH})\s+{_DAY.format('us_')}{_ORDINAL},?\s+(?P<us_year>{_YEAR})"
    rf"|(?<!\d[/.]){_DAY.format('n_')}[/.](?P<n_month>0?[1-9]|1[0-2])[/.](?P<n_year>{_YEAR}|\d\d)(?![\d/])"
    rf"|(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
    rf"|(?P<only_month>{_MONTH}),?\s+(?:of\s+)?(?P<only_year>{_YEAR})"
    rf"|(?:Spring|Summer|Autumn|Winter)\s+(?:of\s+)?(?P<season_year>{_YEAR})"
    rf"|(?<!\d[,./–-])(?P<bare_year>{_YEAR})(?!\w|[,./–-]\d))",
    re.IGNORECASE,
)
# Two figures of a year stand for 1970 to 2069: papers look back a career, and forward the length of a long contract.
PIVOT = 70
TIME = re.compile(
    r"(?<![\d£,.:])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?!\d))?(?:\s*(?P<half>[ap]\.?\s?m\b\.?))?(?!\d)",
    re.IGNORECASE,
)
NOON = re.compile(r"\b(?:12(?:[.:]00)?\s*)?noon\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in some words: its ISO form, where it stands in them, and the weekday printed with it."""

    iso: str
    start: int
    end: int
    weekday: str | None = None

    @property
    def weekday_differs(self) -> bool:
        """Whether the printed weekday contradicts the date."""
        if not self.weekday or len(self.iso) < 10:
            return False
        return WEEKDAYS[datetime.date.fromisoformat(self.iso).weekday()] != self.weekday.lower()


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its abbreviation of three letters or more; raises ValueError for anything else."""
    short = name.lower().rstrip(".")
    for number, month in enumerate(MONTHS, 1):
        if len(short) >= 3 and month.startswith(short):
            return number
    raise ValueError(f"{name!r} is no month")


def find_dates(text: str) -> Iterator[FoundDate]:
    """Each date in some words, in order, days that do not exist left out."""
    for found in DATE.finditer(text):
        iso = _iso(found)
        if iso:
            yield FoundDate(iso, found.start(), found.end(), found["weekday"])


def parse_date(text: str | None) -> str | None:
    """The first date in some words as ISO, None where there is none: "Thursday 19th July 2018" is 2018-07-19."""
    return next((found.iso for found in find_dates(text or "")), None)


def parse_day(text: str | None) -> str | None:
    """The first date in some words that is exact to the day."""
    return next((found.iso for found in find_dates(text or "") if len(found.iso) == 10), None)


def _iso(found: re.Match[str]) -> str | None:
    if found["iso"]:
        return _day(*(int(part) for part in found["iso"].split("-")))
    if found["month"]:
        return _day(int(found["year"]), month_number(found["month"]), int(found["day"]))
    if found["us_month"]:
        return _day(int(found["us_year"]), month_number(found["us_month"]), int(found["us_day"]))
    if found["n_month"]:
        year = int(found["n_year"])
        century = 0 if year >= 100 else 2000 if year < PIVOT else 1900
        return _day(year + century, int(found["n_month"]), int(found["n_day"]))
    if found["only_month"]:
        return f"{found['only_year']}-{month_number(found['only_month']):02}"
    return found["season_year"] or found["bare_year"]


def _day(year: int, month: int, day: int) -> str | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"{year:04}-{month:02}-{day:02}"


def parse_times(text: str) -> tuple[str, ...]:
    """Times of day as `14:00`, in order: "2.00pm to 3.30pm" is 14:00 and 15:30; "14:00hr" is 14:00; noon is 12:00.

    An hour without a.m. or p.m. takes that of the time after it where the order allows: "2.00 to 3.30pm" as above.
    """
    found = [each for each in TIME.finditer(NOON.sub("12:00", text)) if each["minute"] or each["half"]]
    times: list[str] = []
    later: tuple[str, str] | None = None
    for each in reversed(found):
        half = (each["half"] or "").lower()[:1]
        borrowed = _clock(each, later[1]) if later and not half else None
        time = borrowed if borrowed and later and borrowed <= later[0] else _clock(each, half)
        if time:
            times.append(time)
            later = (time, half if half else later[1] if borrowed == time and later else "")
    return tuple(reversed(times))


def _clock(found: re.Match[str], half: str) -> str | None:
    """A time with `a`, `p` or nothing for the half of the day; None where there is no such time."""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
