"""What a notice's values are as words: sums, days and texts, read once for the page and for the records alike."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from ingest.read.notices.json_file import Json
from ingest.read.text import CONTROLS, INVISIBLE
from kg.dates import MONTHS

DROPPED: Final = dict.fromkeys(map(ord, INVISIBLE))
SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
BREAKING: Final = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|h[1-6])\b[^<>]{0,300}>", re.IGNORECASE)
TAG: Final = re.compile(r"</?(?:a|b|i|u|em|strong|span|font|table|tbody|sup|sub)\b[^<>]{0,300}>", re.IGNORECASE)
CELL: Final = re.compile(r"</?(?:td|th)\b[^<>]{0,300}>", re.IGNORECASE)
# A portal lost the strokes of its line breaks: "Festival.rnrnAdditional information: rnThe Council". "rnrn" is taken
# for them where no word ends in it; a single "rn" only behind a mark that ends something and before a new beginning,
# before the spaces by which a line was set in, behind a figure, a consonant (no word ends so) or some small words.
LOST_BREAKS: Final = re.compile(
    r"(?<![A-Za-z])(?:rn){2,9}(?=[^a-z]|$)|(?<=[.:;!?)])\s?rn(?=[\sA-Z•*\d-]|$)|rn(?=[ \u00a0]{3})"
    r"|(?<=[\dbcdfghjklmnpqstvxzBCDFGHJKLMNPQSTVXZ])rn(?=[\sA-Z]|$)|(?:(?<=\bthe)|(?<=\bfor)|(?<=\bby))rn(?=\s)"
)
ISO: Final = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?\s?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
    r"|(?P<month>\d{4}-\d\d)|(?P<year>\d{4})"
)
# At these a day begins or ends: they are written where only a day is meant.
WHOLE_DAY: Final = ("00:00", "23:59")
# At these, in summer, a day of London begins or ends as portals write it that turn it into universal time. Of other
# hours that is not sure: most portals write the hour of London and call it universal.
UNIVERSAL: Final = ("Z", "+00:00", "+0000")
SUMMERS: Final = {"23:00": timedelta(days=1), "22:59": timedelta()}
# No council's sum has more figures; a Decimal, and the graph, hold these exactly.
MOST: Final = Decimal(10) ** 15
SIGNS: Final = {"GBP": "£", "EUR": "€", "USD": "$"}


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a notice writes it: ISO, and for people, with its time where one is meant."""

    iso: str
    words: str


def lines_of(value: Json) -> list[str]:
    """A text's paragraphs, without mark-up, each with single spaces; those that hold no words left out."""
    text = SURROGATE.sub("\ufffd", str(value))
    text = html.unescape(text) if "&" in text else text
    text = TAG.sub("", CELL.sub(" ", BREAKING.sub("\n", text))) if "<" in text else text
    text = LOST_BREAKS.sub("\n", text) if "rn" in text else text
    plain = (" ".join(line.translate(CONTROLS).translate(DROPPED).split()) for line in text.splitlines())
    return [line for line in plain if line]


def words_of(value: Json) -> str | None:
    """A value as one line of words: a text, a number or yes and no; None for what holds none or is no single value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return _figures(value)
    return " ".join(lines_of(value)) or None if isinstance(value, str) else None


def sum_of(value: Json) -> Decimal | None:
    """A sum that can be: a number, or figures in a text; None for what is none, is negative or too large."""
    if isinstance(value, str):
        try:
            value = Decimal(value.replace(",", "").strip())
        except InvalidOperation:
            return None
    if not isinstance(value, Decimal) or not value.is_finite() or not 0 <= value < MOST:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def currency_of(value: Json) -> str | None:
    """A currency's three letters; None where they are none."""
    return value.strip().upper() if isinstance(value, str) and re.fullmatch(r"\s*[A-Za-z]{3}\s*", value) else None


def money(amount: Json, currency: Json) -> str | None:
    """A sum and its currency for people, "£5,259,392.96"; as it stands where it is no sum, None where there is none."""
    found = sum_of(amount)
    if found is None:
        words, of = words_of(amount), words_of(currency)
        return f"{words} {of}" if words and of else words
    unit = currency_of(currency)
    figures = f"{found:,.2f}" if -2 <= int(found.as_tuple().exponent) < 0 else f"{found:,f}"
    if unit in SIGNS:
        return f"{SIGNS[unit]}{figures}"
    return f"{figures} {unit}" if unit else f"{figures} (no currency given)"


def day_of(value: Json) -> Day | None:
    """A day that the calendar has, or a month or year; None where it is none.

    It is the one that is written, but for a day of London that is written as the hour before it in universal time.
    """
    found = ISO.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    iso = found["day"] or found["month"] or found["year"]
    year, month, day = (int(part) for part in (iso + "-1-1").split("-")[:3])
    try:
        written = date(year, month, day)
    except ValueError:
        return None
    time = found["time"]
    if time in SUMMERS and found["zone"] in UNIVERSAL and is_summer(written):
        return _day(written + SUMMERS[time], 2, None)
    return _day(written, iso.count("-"), time if time not in WHOLE_DAY else None)


def _day(found: date, dashes: int, time: str | None) -> Day:
    """A day, or month or year by how many dashes it is written with, and its time."""
    named = [str(found.year), MONTHS[found.month - 1].title(), str(found.day)][: dashes + 1]
    iso = "-".join(found.isoformat().split("-")[: dashes + 1])
    return Day(iso, " ".join(reversed(named)) + (f", {time}" if time else ""))


def is_summer(day: date) -> bool:
    """Whether the end of a day is one hour ahead of universal time in London: from March's last Sunday to October's."""
    return _last_sunday(day.year, 3) <= day < _last_sunday(day.year, 10)


def _last_sunday(year: int, month: int) -> date:
    """The last Sunday of a month that has 31 days."""
    last = date(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)


def day_words(value: Json) -> str | None:
    """A day for people, "3 April 2025"; as it stands where it is none."""
    found = day_of(value)
    return found.words if found else words_of(value)


def _figures(value: Decimal) -> str:
    """A number as people write it, without idle zeros; a very large one as it stands."""
    if not value.is_finite() or abs(value) >= MOST:
        return str(value)
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
