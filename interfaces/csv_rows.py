"""Answers as CSV: a row of words each, its papers, places and words in the last columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Final, TextIO

from queries.answers import Citation, Ref
from queries.spreadsheets import no_formula

CITED: Final = ("papers", "places", "words", "links")  # the last columns
NUMBER: Final = re.compile(r"[-+]?\d+(?:\.\d+)?")


def write_csv(rows: Sequence[Mapping[str, str]], out: TextIO) -> None:
    """Write rows that may have different columns; nothing at all for no rows."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    headings.sort(key=lambda heading: heading in CITED)
    table = csv.DictWriter(out, headings, restval="", lineterminator="\n")
    if headings:
        table.writeheader()
    table.writerows(rows)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; a number stays one."""
    return cell if NUMBER.fullmatch(cell) else no_formula(cell)


def flat(row: object) -> dict[str, str]:
    """A row as cells of words: things by their names, several joined by semicolons, citations in three columns."""
    cells: dict[str, str] = {}
    for name, value in pairs(row):
        if isinstance(value, tuple | list) and any(isinstance(item, Citation) for item in value):
            cells["papers"] = " | ".join(item.file_name for item in value)
            cells["places"] = " | ".join(item.place for item in value)
            cells["words"] = " | ".join(" ".join(item.words.split()) for item in value)
        else:
            cells[name] = _cell(value)
    return cells


def pairs(row: object) -> Iterable[tuple[str, object]]:
    """A row's names and values."""
    if isinstance(row, dict):
        return list(row.items())
    return [(field.name, getattr(row, field.name)) for field in fields(row)]  # type: ignore[arg-type]


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Ref():
            return value.label
        case Decimal():
            return f"{value:f}"
        case list() | tuple():
            return "; ".join(filter(None, map(_cell, value)))
        case dict():
            return "; ".join(f"{key}: {_cell(item)}" for key, item in value.items())
        case _ if is_dataclass(value):
            return ", ".join(filter(None, (_cell(item) for _name, item in pairs(value))))
        case _:
            return str(value)
