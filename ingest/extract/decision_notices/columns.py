"""The columns of a table of decisions, one decision a row, by the heads of the table."""

from __future__ import annotations

import re

from ingest.extract.decision_notices.box import Box
from ingest.extract.decision_notices.labels import Kind, find_label
from ingest.read.document import Line

ITEM_COLUMN = re.compile(
    r"(?:agenda )?item(?: no\.?| number| title)?$|minute(?: no\.?| number)?$|no\.?$|#$", re.IGNORECASE
)
OFFICER_COLUMN = re.compile(
    r"(?:(?:responsible|authorising|delegated|decision) )?officer|decided by|taken by", re.IGNORECASE
)


def columns_of(line: Line) -> list[Box]:
    """The columns of a table of decisions by their heads; one whose head is not known says nothing that is read."""
    boxes: list[Box] = []
    for cell in line.cells:
        found = find_label(cell.text, alone=True) if cell.text else None
        kind: Kind = found.label.kind if found else "other"
        if ITEM_COLUMN.match(cell.text):
            kind = "subject" if any(box.kind == "item" for box in boxes) else "item"
        elif OFFICER_COLUMN.fullmatch(cell.text):
            kind = "taker"
        boxes.append(Box(kind, cell if cell.text else line.content, line))
    return boxes
