"""How a portal's pages of what is to be decided open: one issue's page, or a plan's items one below the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.read.document import Line

TITLE = re.compile(
    r"issue details|(?:forward |work )?plan items?(?: details)?|(?:forward|work) plan"
    r"(?: (?:entry|item|issue)(?: details)?)?"
    r"|(?:notice of )?(?:forthcoming|key|planned|proposed|future) (?:key )?decisions?(?: details)?",
    re.IGNORECASE,
)
# "Decision due: 3 Mar 2022 by Roads Board"; in a form the date stands in the next cell.
DUE = re.compile(
    r"(?:(?:key )?decision due(?: date)?|(?:decision )?due date|expected (?:date of )?decision(?: date)?"
    r"|(?:proposed|planned|anticipated) (?:date of decision|decision date)"
    r"|date (?:of proposed decision|decision (?:is )?(?:due|expected)))\s*:?(?=\s|$)",
    re.IGNORECASE,
)
# Such a page says what it is at its head, and when the decision is due before long.
HEAD, REACH = 12, 60


def is_issue_page(lines: Sequence[Line], index: int) -> bool:
    """Whether the line at `index` is the name of a page of issues to be decided."""
    line = lines[index]
    if index >= HEAD or line.is_row or not (line.level or line.bold) or not TITLE.fullmatch(line.text):
        return False
    below = [each for each in lines[index + 1 : index + REACH] if not each.furniture]
    return any(DUE.match(cell.text) for each in below for cell in each.cells)
