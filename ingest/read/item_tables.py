"""Tables that hold a meeting's items: number, what was said in several paragraphs, who is to act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.read.written import Written, row_of

Cells = Sequence[Sequence[Written]]
NUMBER = re.compile(r"(?:item\s+)?\d{1,4}(?:\.\d{1,2})?[a-z]?(?:/\d{2,4})?[.):]?", re.IGNORECASE)
HEAD = re.compile(
    r"(?:(?:agenda |minute )?(?:item|ref|reference|minute|number|no)s?\.?(?: ?(?:no|number|ref)\.?)?"
    r"|(?:item |agenda )?(?:title|subject|topic|discussion|minutes?|notes?|details?|description|business|item)"
    r"(?: ?(?:and|/|&) ?(?:\w+ )?\w+)?|(?:for )?actions?(?: (?:by|required|points?|owner))?"
    r"|owner|by whom|who|when|lead)",
    re.IGNORECASE,
)
MOST_CELLS, FEWEST, LONGEST_TITLE = 4, 2, 120


def table_lines(rows: Sequence[Cells]) -> Iterator[Written]:
    """A table's rows as lines; an item's paragraphs by themselves, its number before the first."""
    first = True
    items = _holds_items(rows)
    for row in rows:
        for line in _lines(row, first) if items else row_of(row, first):
            yield line
            first = False


def _holds_items(rows: Sequence[Cells]) -> bool:
    """Whether rows open with a number, and most of those have a title and paragraphs beside it.

    Heads of other columns than those of minutes make it another table: an action log, a plan.
    """
    numbered = [row for row in rows if _is_item(row)]
    if len(numbered) < FEWEST or not (_is_item(rows[0]) or _is_head(rows[0]) or len(_filled(rows[0])) < FEWEST):
        return False
    return 2 * sum(len(row[1]) > 1 and _is_title(row[1][0]) for row in numbered) >= len(numbered)


def _filled(row: Cells) -> list[str]:
    return [words for cell in row if (words := _words(cell))]


def _is_head(row: Cells) -> bool:
    return all(HEAD.fullmatch(words) for words in _filled(row))


def _is_title(line: Written) -> bool:
    """Whether a line stands out as a title does, or is short and no sentence."""
    return line.bold or line.level > 0 or (len(line.text) <= LONGEST_TITLE and not line.text.endswith((".", ":", ";")))


def _is_item(row: Cells) -> bool:
    return 1 < len(row) <= MOST_CELLS and bool(NUMBER.fullmatch(_words(row[0]))) and bool(_words(row[1]))


def _lines(row: Cells, first: bool) -> Iterator[Written]:
    if first and _is_head(row):
        yield from (replace(line, furniture="head") for line in row_of(row, first))
    elif _is_item(row):
        opening, *rest = row[1]
        yield replace(opening, cells=(f"{_words(row[0])} {opening.text}",), bullet=False, gap=1)
        yield from rest
        yield from (line for cell in row[2:] for line in cell if line.text)
    elif not _words(row[0]):
        yield from (line for cell in row for line in cell if line.text)
    else:
        yield from row_of(row, first)


def _words(cell: Sequence[Written]) -> str:
    return " ".join(line.text for line in cell if line.text)
