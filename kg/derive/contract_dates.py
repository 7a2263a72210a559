"""Dates as exact as papers are, held against each other: what is passed, what came first, when a term ends."""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def first_day(iso: str) -> str:
    """The first day that a date may mean: of 2018-03 it is 2018-03-01."""
    return f"{iso}-01-01"[:10] if len(iso) == 4 else f"{iso}-01"[:10]


def last_day(iso: str) -> str:
    """The last day that a date may mean: of 2018-03 it is 2018-03-31."""
    if len(iso) >= 10:
        return iso[:10]
    year, month = int(iso[:4]), int(iso[5:7] or 12)
    return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"


def overlap(one: str, other: str) -> bool:
    """May two dates mean one day?"""
    return first_day(one) <= last_day(other) and first_day(other) <= last_day(one)


def is_before(one: str, other: str) -> bool:
    """Is a date certainly over when another begins?"""
    return last_day(one) < first_day(other)


def months_on(iso: str, months: int) -> str:
    """The same date so many months on, as exact as it is; the last day of a shorter month."""
    year, month, *day = map(int, iso.split("-"))
    if not month_known(iso):
        raise ValueError(f"{iso} has no month")
    over = year * 12 + month - 1 + months
    if not day:
        return f"{over // 12:04}-{over % 12 + 1:02}"
    longest = calendar.monthrange(over // 12, over % 12 + 1)[1]
    return f"{over // 12:04}-{over % 12 + 1:02}-{min(day[0], longest):02}"


def months_before(day: str, months: int) -> str:
    """The first day from which so many months reach a day; the day after where that month is too short for it."""
    found = months_on(day, -months)
    if months_on(found, months) >= day:
        return found
    return (date.fromisoformat(found) + timedelta(days=1)).isoformat()


def month_known(iso: str) -> bool:
    """Is a date exact to its month at least?"""
    return len(iso) >= 7


def end_of_term(start: str, months: int) -> str:
    """The last day of so many months from a date, as exact as that: from 2023-02-01, 12 months end on 2024-01-31."""
    year, month, *day = map(int, start.split("-"))
    over = year * 12 + month - 1 + months
    if not day:
        return f"{over // 12:04}-{over % 12 + 1:02}"
    if day[0] > 1:
        last = calendar.monthrange(over // 12, over % 12 + 1)[1]
        return f"{over // 12:04}-{over % 12 + 1:02}-{min(day[0] - 1, last):02}"
    over -= 1
    return f"{over // 12:04}-{over % 12 + 1:02}-{calendar.monthrange(over // 12, over % 12 + 1)[1]:02}"


def extended_end(end: str, months: int) -> str:
    """The end of an extension by so many months: of a term that ends with a month, the end of a month again."""
    if len(end) < 10 or last_day(end[:7]) != end:
        return months_on(end, months)
    return last_day(months_on(end[:7], months))
