"""Cells of files that people open in a spreadsheet."""

from __future__ import annotations


def no_formula(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: a paper's words, or a file's name, may begin with `=`.

    As OWASP advises on CSV injection: an apostrophe before the cell.
    """
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
