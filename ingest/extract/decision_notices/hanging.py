"""Values whose first lines stand above their label: forms without rules that centre each label beside its value.

Such a page gives the value's first lines by themselves, then a row of the label and the line that stands beside it.
They are told from a value that goes on by what is above: the value of a short box ("Date of decision") does not go on
over paragraphs, and a row whose value opens with a small letter goes on with words that stand before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.extract.decision_notices.labels import MARK, Kind, find_label
from ingest.read.document import Line

# How much further in than the labels a value stands.
FURTHER_IN = 8
LONGEST_RUN = 12


def centred(lines: Sequence[Line], short: frozenset[Kind]) -> bool:
    """Whether a form centres its labels beside their values; `short` are the boxes whose value is one line."""
    return any(_proves(lines, at, short) for at in range(1, len(lines)) if _is_label_row(lines[at]))


def hanging(lines: Sequence[Line], index: int) -> int:
    """How many lines from `index` on stand above the row of the label that they belong to; 0 where none do."""
    count = 0
    while count < LONGEST_RUN and index + count < len(lines) and _hangs(lines[index + count]):
        count += 1
    below = lines[index + count] if index + count < len(lines) else None
    if not count or below is None or not _is_label_row(below):
        return 0
    return count if all(line.indent >= below.indent + FURTHER_IN for line in lines[index : index + count]) else 0


def _proves(lines: Sequence[Line], at: int, short: frozenset[Kind]) -> bool:
    """Whether the lines above the row at `at` can only be its own."""
    above, row = lines[at - 1], lines[at]
    if not _hangs(above) or above.indent < row.indent + FURTHER_IN or MARK.match(above.text):
        return False
    if row.cells[1].text[:1].islower():
        return True
    first = at - 1
    while first > 0 and _hangs(lines[first]):
        first -= 1
    found = find_label(lines[first].cells[0].text, alone=True) if _is_label_row(lines[first]) else None
    return bool(found and found.label.kind in short)


def _hangs(line: Line) -> bool:
    return bool(line.text) and not line.is_row and not line.furniture and not line.level


def _is_label_row(line: Line) -> bool:
    return len(line.cells) == 2 and bool(line.cells[1].text) and find_label(line.cells[0].text, alone=True) is not None
