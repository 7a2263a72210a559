"""Tables of contracts flattened to lines of words: the heads on one line or a few, a row on one line or a few."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.extract.contracts.contract_columns import Heads, head_of, told_apart
from ingest.extract.contracts.contract_tables import TOTALS, TableRow, read_rows, torn_row
from ingest.extract.contracts.reading import Reading
from ingest.extract.contracts.row_labels import label_cells
from ingest.read.document import Line
from kg.dates import DATE
from kg.records import Issue

_NOTHING: Final = r"n/a|N/A|TB[CA]|tb[ca]|None|Nil|Rolling|Ongoing|[-–—]"
_SUM: Final = rf"£\s?[\d,.]+(?:\s?(?:k|m|million)\b)?(?:\s(?:p\.?a\.?|per annum))?|\d[\d,]{{2,}}(?:\.\d+)?|{_NOTHING}"
_DATE: Final = rf"(?:(?:{re.sub(r'[?]P<[a-z_]+>', '?:', DATE.pattern)})|{_NOTHING})"
_LENGTH: Final = (
    rf"(?:(?:up to|a further|an additional)\s)?(?:\d+|one|two|three|four|five)\b.{{0,25}}?(?:years?|months?)"
    rf"(?:\s?\+\s?\d+(?:\s(?:years?|months?))?)*|\d+(?:\s?\+\s?\d+)*|Yes|No|{_NOTHING}"
)
KINDS: Final = {
    "annual": _SUM, "total": _SUM, "extension value": _SUM, "start": _DATE, "end": _DATE, "new end": _DATE,
    "award": _DATE, "procure": _DATE, "term": _LENGTH, "extension": _LENGTH,
}  # fmt: skip
LABELS: Final = ("lot", "service", "provider")
LOT: Final = re.compile(r"(?:lot\s+)?(?P<lot>[A-Z]?\d{1,3}[A-Za-z]?|[A-Z])[.:)]?\s+(?=\S)", re.IGNORECASE)
MOST_LINES: Final = 4


def table_of_words(reading: Reading, lines: Sequence[Line], place: int) -> tuple[int, list[Issue]]:
    """Read a table flattened to words whose heads open at a line.

    Returns where it ends, `place` where none opens, and its rows whose cells nothing tells apart.
    """
    heads, first = _heads_in_words(lines, place)
    pattern = _row_pattern(heads) if heads else None
    if heads is None or pattern is None:
        return place, []
    end = first
    rows: list[TableRow] = []
    issues: list[Issue] = []
    for held in _rows(lines, first, pattern):
        cells = _cells(reading, heads, pattern, " ".join(line.text for line in held))
        if cells:
            rows.append(TableRow(cells, tuple(held)))
        else:
            issues.append(torn_row(reading, held))
        end = lines.index(held[-1], end) + 1
    read_rows(reading, heads, rows)
    return (end, issues) if end > first else (place, [])


def _heads_in_words(lines: Sequence[Line], place: int) -> tuple[Heads | None, int]:
    """The heads that one line or a few are made of, word for word, and where the rows begin."""
    words: list[str] = []
    best: tuple[Heads | None, int] = None, place
    for at in range(place, min(place + MOST_LINES, len(lines))):
        line = lines[at]
        if line.is_row or line.level or len(line.text) > 120 or re.search(r"£\s?\d{4}|[;]", line.text):
            break
        words += re.findall(r"\([^)]*\)?|\S+", line.text)
        if len(words) > 24:
            break
        heads = next((told for held in _cut(words) if (told := told_apart(held))), None)
        best = (heads, at + 1) if heads and len(heads) > 2 else best
    return best


def _cut(words: Sequence[str]) -> Iterator[Heads]:
    """The ways of cutting words into heads, longest heads first."""
    if not words:
        yield ()
    for count in range(min(7, len(words)), 0, -1):
        head = head_of(" ".join(words[:count]))
        if head.column and not words[0].startswith("("):
            for rest in _cut(words[count:]):
                yield (head, *rest)


def _row_pattern(heads: Heads) -> re.Pattern[str] | None:
    """What a row looks like whose words come first and whose sums, dates and lengths follow."""
    columns = [head.column for head in heads]
    count = next((at for at, column in enumerate(columns) if column in KINDS), len(columns))
    typed = columns[count:]
    if not typed or any(column not in KINDS for column in typed) or not _in_order(columns[:count]):
        return None
    cells = "".join(rf"\s+(?P<{_group(column)}>{KINDS[column]})" for column in typed if column)
    return re.compile(rf"(?P<label>\S.*?){cells}")


def _in_order(columns: Sequence[str | None]) -> bool:
    return list(columns) in (["service", "provider"], ["lot", "service", "provider"], ["service"], ["lot", "service"])


def _group(column: str) -> str:
    return column.replace(" ", "_")


def _rows(lines: Sequence[Line], first: int, pattern: re.Pattern[str]) -> Iterator[list[Line]]:
    """The lines of each row, up to a total, a heading, running text, or lines that make no row."""
    held: list[Line] = []
    for line in lines[first:]:
        if line.is_row or line.level or len(line.text) > 140 or TOTALS.match(line.text) or len(held) >= MOST_LINES:
            return
        held.append(line)
        if pattern.fullmatch(" ".join(each.text for each in held)):
            yield held
            held = []


def _cells(reading: Reading, heads: Heads, pattern: re.Pattern[str], words: str) -> dict[str, str] | None:
    found = pattern.fullmatch(words)
    if not found:
        return None
    columns = [head.column for head in heads if head.column]
    cells = {column: found[_group(column)] for column in columns if column in KINDS}
    label = found["label"]
    lot = LOT.match(label) if "lot" in columns else None
    if lot:
        cells["lot"] = lot["lot"]
        label = label[lot.end() :]
    if "provider" not in columns:
        return {**cells, "service": label}
    both = label_cells(reading.providers, label)
    return {**cells, "service": both[0], "provider": both[1]} if both else None
