"""Kinds of values that options take."""

from __future__ import annotations

from typing import Final

import click

from interfaces.given_dates import iso_date


class IsoDate(click.ParamType[str]):
    """A date as exact as a person cares to be: 2018, 2018-03 or 2018-03-08."""

    name = "date"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How help shows it."""
        return "DATE"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The date as given, if there is such a date."""
        found = iso_date(value)
        if found is None:
            self.fail(f"“{value}” should be a date such as 2018, 2018-03 or 2018-03-08.", param, ctx)
        return found


DATE: Final = IsoDate()
