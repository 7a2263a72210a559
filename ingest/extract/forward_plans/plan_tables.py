"""Tables of forward plans: what each column holds, and the meeting that a heading over rows names.

A plan may date its items in a column, by a table for each meeting under a heading, or by a row that holds
the date only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.divide.bodies import COMMITTEE, committee_name
from ingest.extract.forward_plans.plan_wordings import COLUMNS
from ingest.extract.words.tables import Heads, Row, fitted, is_rest_of_heads, read_heads, same_table
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line
from kg.dates import find_dates

# Of several heads that one column fits, the first of these that one of them is.
PREFERRED = {
    "title": ("title", "subject", "report", "item", "topic", "issue", "matter"),
    "date": ("due", "date", "when", "month", "meeting"),
    "lead": ("officer", "author", "lead", "contact"),
    "ref": ("ref", "no", "number"),
}
BEFORE_DAY = Wording(
    r"(?:(?:the )?(?:next |following )?(?:(?:meeting|committee|cabinet|council|agenda|board|panel"
    r"|session)(?: meeting)?)?"
    r"(?: date)?(?: items)?|(?:agenda )?items? (?:for|to be considered (?:at|on))(?: the)?(?: meeting)?(?: of)?"
    r"|date(?: of (?:the )?(?:meeting|committee|cabinet|decision))?)(?: (?:of|on|for|held on|to be held on"
    r"|scheduled for))?"
    r"(?: the)?\s*[:–—-]?\s*",
    reads=("Meeting of ", "Date of meeting: ", "Items for the meeting of ", ""),
    leaves=("Published on ", "Deadline: "),
    at="whole",
)
BEHIND_DAY = Wording(
    r"\W*(?:(?:at |from )?\d{1,2}(?:[.:]\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*(?:[-–]"
    r"|to)\s*\d{1,2}(?:[.:]\d\d)?\s*(?:[ap]\.?m\.?)?)?)?"
    r"\W*(?:(?:committee |cabinet |council |board )?meeting|provisional.{0,12}|continued|cont[’'.]*d?)?\W*",
    reads=(" at 10.00 am", " meeting", " (provisional date)", " (continued)"),
    leaves=(" to the Board", " and 4 May 2025"),
    at="whole",
)
LONGEST = 110
LEAST = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A line or a row that dates the items below it, with the body that it names."""

    date: str
    body: str | None
    line: Line


def plan_heads(line: Line) -> Heads | None:
    """The columns that a head row names, each at most once; None where the line is no head row."""
    heads = read_heads(line, COLUMNS)
    if heads is None or not _is_plans(heads):
        return None
    words = [" ".join(cell.text.lower().split()) for cell in line.cells]
    kept: list[str | None] = list(heads)
    for name in {head for head in heads if head}:
        places = [at for at, head in enumerate(heads) if head == name]
        chosen = _chosen(name, [(at, words[at]) for at in places])
        for at in places:
            if at != chosen:
                kept[at] = "maker" if name == "date" and "maker" not in heads and "date" not in words[at] else "other"
    return tuple(kept)


def _is_plans(heads: Heads) -> bool:
    """Whether columns are a plan's: an item and who or when, or many; "Decision maker | Cabinet" is a label's value."""
    known = {head for head in heads if head}
    return len(known) >= LEAST or ("title" in known and bool(known & {"date", "lead", "maker", "ref", "key"}))


def _chosen(name: str, heads: Sequence[tuple[int, str]]) -> int:
    for word in PREFERRED.get(name, ()):
        for at, words in heads:
            if word in words:
                return at
    return heads[0][0]


def plan_rows(lines: Sequence[Line]) -> Iterator[Row | Heading | Line]:
    """The rows of a plan's tables, the headings that date those of tables without a column for that, other lines."""
    heads: Heads | None = None
    for at, line in enumerate(lines):
        found = plan_heads(line)
        if found:
            heads = same_table(heads, found)
        elif heads and line.is_row and is_rest_of_heads(line):
            continue
        elif _is_alone(line) and (heading := day_heading(line)) and _dates_rows(lines, at, heads):
            yield heading
        elif heads and line.is_row and line.text:
            cells, fits = fitted(line.cells, len(heads))
            yield Row({h: cell for h, cell in zip(heads, cells, strict=False) if h and cell}, (line,), not fits)
        else:
            yield line


def _is_alone(line: Line) -> bool:
    """Whether a line is no row, or a row of which one cell alone has words."""
    return sum(bool(cell) for cell in line.cells) == 1


def _dates_rows(lines: Sequence[Line], at: int, heads: Heads | None) -> bool:
    """Whether a heading at `at` dates rows: those of a table below it, or of the one it stands in, have no date."""
    if lines[at].is_row:
        return bool(heads) and ("date" not in (heads or ()) or not lines[at].cells[0])
    below = next((found for line in lines[at + 1 : at + 6] if (found := plan_heads(line))), heads)
    return below is not None and "date" not in below


def day_heading(line: Line) -> Heading | None:
    """The day of a heading ("Cabinet – 3 December 2024", "Meeting date: 4 May 2025"); None for other lines."""
    text = line.text
    if len(text) > LONGEST or line.bullet:
        return None
    days = list(find_dates(text))
    if len(days) != 1 or len(days[0].iso) < 7:
        return None
    before, behind = text[: days[0].start], text[days[0].end :]
    body = None
    if (named := COMMITTEE.match(before)) and not BEFORE_DAY.fullmatch(before):
        body, before = committee_name(named["name"]), before[named.end() :].lstrip(" ,:–—-")
    elif named := COMMITTEE.match(behind.lstrip(" ,:–—-()")):
        body, behind = committee_name(named["name"]), behind.lstrip(" ,:–—-()")[named.end() :]
    if not BEFORE_DAY.fullmatch(before) or not BEHIND_DAY.fullmatch(behind):
        return None
    return Heading(days[0].iso, body, line)
