"""Kinds of values that options take."""

from __future__ import annotations

import datetime
import re
from typing import Final

import click

SHAPE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class IsoDate(click.ParamType[str]):
    """A date as exact as a person cares to be: 2018, 2018-03 or 2018-03-08."""

    name = "date"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How help shows it."""
        return "DATE"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The date as given, if there is such a date."""
        found = SHAPE.fullmatch(value.strip())
        if not found or not _exists(int(found[1]), int(found[2] or 1), int(found[3] or 1)):
            self.fail(f"“{value}” should be a date such as 2018, 2018-03 or 2018-03-08.", param, ctx)
        return found[0]


def _exists(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


DATE: Final = IsoDate()
