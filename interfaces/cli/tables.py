"""Tables for a person: as wide as the terminal, 100 columns in a file; nothing that a paper says is read as mark-up."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from interfaces.cli.output import Column, Section

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

WIDTH: Final = 100
LEAST: Final = 16  # what a column without a share may take at least; at most a quarter of the table


def put_tables(sections: Sequence[Section]) -> None:
    """Print each section that has rows, under its title."""
    console = _console()
    with console.capture() as printed:  # written by us: rich leaves with 1 when nobody reads a pipe to its end
        for section in sections:
            if section.rows:
                if section.title:
                    console.print(_text(section.title, "bold"))
                console.print(_table(section, console.width))
    sys.stdout.write(printed.get())


def _console() -> Console:
    from rich.console import Console

    columns = os.environ.get("COLUMNS", "")
    width = None if sys.stdout.isatty() else int(columns) if columns.isdigit() else WIDTH
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def _table(section: Section, width: int) -> Table:
    from rich import box
    from rich.table import Table

    shown = [column for column in section.columns if any(column.cell(row) not in (None, "") for row in section.rows)]
    cells = [[_shown(column, row) for column in shown] for row in section.rows]
    tall = any("\n" in cell.plain for row in cells for cell in row)
    table = Table(box=box.HORIZONTALS if tall else box.SIMPLE_HEAD, show_lines=tall, expand=False, pad_edge=False)
    for column in shown:
        table.add_column(
            column.heading,
            justify="right" if column.right else "left",
            ratio=column.share,
            max_width=None if column.share or column.right else max(LEAST, width // 4),
            overflow="fold",
            no_wrap=column.right,
        )
    for row in cells:
        table.add_row(*row)
    if any(column.share for column in shown):
        table.expand = True
    return table


def _shown(column: Column, row: object) -> Text:
    from rich.text import Text

    cell = column.cell(row)
    return cell if isinstance(cell, Text) else _text("" if cell is None else str(cell))


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(harmless(words), style=style)


def harmless(words: str) -> str:
    """Words of a paper with blanks for control characters, which a terminal would obey; as long as they were."""
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in words)
