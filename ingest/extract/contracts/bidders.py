"""Tables of an evaluation: those who bid, each on a row with its marks; they are providers though most of them lose."""

from __future__ import annotations

import re
from typing import Final

from ingest.divide.sections import Section
from ingest.extract.contracts.providers import MASKED, Providers
from ingest.extract.contracts.table_cells import cell_orgs
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line

WHO_BID: Final = Wording(
    r"(?:name of (?:the )?)?(?:bidder|tenderer|supplier|organisation|contractor|applicant|provider|company|firm)s?"
    r"(?: name)?",
    reads=["Bidder", "Name of tenderer"],
    leaves=["Bidders were asked"],
    at="whole",
)
MARKS: Final = Wording(
    r"\b(?:quality|price|scores?|rank(?:ing)?|weight\w*|marks?|points|social value)\b",
    reads=["Quality (60)", "Total score"],
    leaves=["Annual value"],
    needs=["quality", "price", "score", "rank", "weight", "mark", "point", "social"],
)
# A bidder kept nameless, by letter or by number.
NAMELESS: Final = re.compile(
    rf"{MASKED.pattern}|(?:bidder|tenderer|supplier|provider|contractor|company|applicant)\s*\w{{1,2}}", re.IGNORECASE
)


def find_bidders(section: Section, providers: Providers) -> None:
    """Take in the firms that a section's tables of evaluation name in their first column."""
    under = False
    for line in (line for line in section.lines if line.text and not line.furniture):
        if not line.is_row:
            under = False
        elif _is_head(line):
            under = True
        elif under:
            _take_in(section, line, providers)


def _is_head(line: Line) -> bool:
    cells = [cell.text for cell in line.cells if cell]
    return len(cells) > 2 and bool(WHO_BID.fullmatch(cells[0])) and any(MARKS.search(cell) for cell in cells[1:])


def _take_in(section: Section, line: Line, providers: Providers) -> None:
    first = next((cell for cell in line.cells if cell), None)
    marked = any(re.search(r"\d", cell.text) for cell in line.cells[1:] if cell)
    if first is None or not marked or NAMELESS.fullmatch(first.text.strip()):
        return
    for org in cell_orgs(first.text):
        providers.add(org, section.document.evidence(first))
