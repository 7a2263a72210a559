"""Answers on standard output: JSON lines, CSV, or tables for a person."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any, Final, Literal, TypeVar

import click

from interfaces.csv_rows import flat, write_csv
from queries.answers import Citation

Form = Literal["table", "json", "csv"]
FORMS: Final = ("table", "json", "csv")
Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and what it shows of a row.

    share   its part of the width that is left; None for no wider than its words
    """

    heading: str
    cell: Callable[[Any], object]
    share: int | None = None
    right: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind under a title; `name` stands in the column `section` of a CSV file."""

    name: str
    rows: Sequence[Any]
    columns: Sequence[Column]
    title: str | None = None


def answers(function: Function) -> Function:
    """The option that every question has: --format."""
    option = click.option(
        "--format",
        "form",
        type=click.Choice(FORMS),
        help="How to print the answer; a table on a terminal and JSON lines when piped, unless said.",
    )
    return option(function)


def put(answer: object, sections: Sequence[Section], form: Form | None, nothing: str = "Nothing found.") -> None:
    """Print an answer.

    answer    what JSON shows: each of several rows on its own line, anything else on one
    sections  what a table and CSV show
    nothing   what to say, beside the data, when there is none
    """
    chosen = form or ("table" if sys.stdout.isatty() else "json")
    match chosen:
        case "json":
            _put_json(answer)
        case "csv":
            _put_csv(sections)
        case _:
            from interfaces.cli.tables import put_tables

            put_tables(sections)
    if not any(section.rows for section in sections):
        click.echo(nothing, err=True)


def _put_json(answer: object) -> None:
    import json

    rows = answer if isinstance(answer, list | tuple) else [answer]
    for row in rows:
        sys.stdout.write(json.dumps(plain(row), ensure_ascii=False) + "\n")


def plain(value: object) -> Any:
    """A value as JSON knows it: money a number, a record an object, a citation with its place in words."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case Citation():
            return {**_fields(value), "place": value.place}
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case _ if is_dataclass(value):
            return _fields(value)
        case _:
            return value


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: plain(getattr(value, field.name)) for field in fields(value)}


def _put_csv(sections: Sequence[Section]) -> None:
    several = len(sections) > 1
    rows = [({"section": section.name} if several else {}) | flat(row) for section in sections for row in section.rows]
    write_csv(rows, sys.stdout)
