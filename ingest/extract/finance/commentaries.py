"""What a finance report says of each service whose forecast is off its budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.divide.sections import Section
from ingest.extract.finance.grants import YEAR
from ingest.extract.words.places import places_by_page
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line, Mapped, joined
from ingest.read.flow import blocks
from kg.records import Commentary, Issue

OPENS = Wording(
    r"(?:append(?:ix|ices) \w+\s*[–:-]?\s*)?(?:service )?commentary on (?:the )?(?:\w+ )?(?:forecast|outturn|revenue"
    r"|budget|variances?)\b.*",
    reads=["APPENDIX 2 – Commentary on Forecast Outturn Position", "Commentary on the revenue variances"],
    leaves=["A commentary on the forecast follows"],
    at="whole",
)
CLOSES = re.compile(r"APPENDI(?:X|CES)\b|Appendix \w{1,2}\b")
_FIGURE = r"[-–(]?£?\d[\d,]*(?:\.\d+)?\)?[km]?"
_SERVICE = r"(?:(?P<number>\d{1,2})\s?[.)]+\s*)?(?P<service>[A-Z][^|]{2,90}?)"
ROW = Wording(
    rf"{_SERVICE}\s+(?P<figures>{_FIGURE}(?:\s+{_FIGURE}){{1,4}})\s+(?P<percent>[-–(]?\d+(?:\.\d+)?\s?%\)?)(?P<rest>.*)",
    reads=["1) Ferry Services 640 118 95 15%", "Harbour Dues -1,310 5,240 -3,930 -300%"],
    leaves=["TOTAL 294 369 374 80", "Ferries rose by 640 to 700 in May, which is 5% more"],
    at="whole",
    exact=True,
)
TOTAL = re.compile(r"(?:sub-?)?total\b", re.IGNORECASE)
# The heads of the table, come again on every page and broken anywhere.
HEADS = Wording(
    r"(?:service|budget|actual|fore|cast|forecast|outturn|t|variance|/?ariance|ance|20\d\d\s?/\s?\d\d|£\s?['’‘]?000s?|%"
    r"|\s)+",
    reads=[
        "Service",
        "Budget Actual 2022/23 Forecast Outturn Variance",
        "£’000 £’000 £’000 %",
        "cast Outturn /ariance",
    ],
    leaves=["Services for Harbours", "Budget pressures"],
    at="whole",
)
CONTINUED = re.compile(r"(?P<service>.{3,90}?)\s*\(?(?:continued|cont\.?(?:’d|'d)?)\)?(?:\s+|$)", re.IGNORECASE)
NUMBERED = re.compile(r"\d{1,2}\)\s*[A-Z]")
# A service's row broken over lines takes no more than this; shorter words need no full stop.
LONGEST_HEAD = 6
WHOLE = 80


@dataclass(slots=True)
class _Part:
    """One service as it is read: its row, what was matched in it, and the lines under it."""

    head: Mapped
    row: re.Match[str]
    lines: list[Line] = field(default_factory=list)


def commentaries(section: Section) -> Iterator[Commentary | Issue]:
    """One Commentary a service; an issue for a service whose row has no words."""
    lines = _region([line for line in section.lines if not line.furniture and line.text])
    heads = " ".join(line.text for line in lines[:25] if HEADS.fullmatch(line.text))
    year = YEAR.search(heads)
    unit = Decimal(1000) if "000" in heads else Decimal(1)
    for part in _parts(lines):
        yield from _records(section, part, unit, year[0] if year else None)


def _region(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of the commentary, without its heading."""
    start = next((at for at, line in enumerate(lines, 1) if OPENS.fullmatch(line.text)), len(lines))
    end = next((at for at in range(start, len(lines)) if CLOSES.match(lines[at].text)), len(lines))
    return lines[start:end]


def _parts(lines: Sequence[Line]) -> Iterator[_Part]:
    current: _Part | None = None
    at = 0
    while at < len(lines):
        opened, after = _opened(lines, at)
        if opened:
            if current:
                yield current
            current = opened
        elif current and not HEADS.fullmatch(lines[at].text):
            current.lines.append(lines[at])
        at = after
    if current:
        yield current


def _opened(lines: Sequence[Line], at: int) -> tuple[_Part | None, int]:
    """The service whose row begins here, None where none does, and the line after.

    A row without a number counts only where words follow: a table inside the commentary has rows too.
    """
    row = _row(lines[at])
    if row and (row["number"] or _is_prose(lines, at + 1)):
        return _Part(lines[at].content, row), at + 1
    if NUMBERED.match(lines[at].text) and not lines[at].is_row:
        for end in range(at + 2, min(at + LONGEST_HEAD, len(lines)) + 1):
            whole = joined(line.content for line in lines[at:end])
            broken = ROW.fullmatch(whole.text)
            if broken and not broken["rest"].strip():
                return _Part(whole, broken), end
    return None, at + 1


def _row(line: Line) -> re.Match[str] | None:
    """A service's row; a converter may have doubled its cells."""
    found = ROW.fullmatch(line.text)
    if not found or TOTAL.match(found["service"]):
        return None
    rest = found["rest"].strip()
    return found if not rest or (line.is_row and found["service"] in rest) else None


def _is_prose(lines: Sequence[Line], at: int) -> bool:
    """Whether words follow, and not another row."""
    if at >= len(lines):
        return False
    cells = [cell.text for cell in lines[at].cells if cell.text]
    return len(cells) == 1 and len(cells[0]) > 40


def _records(section: Section, part: _Part, unit: Decimal, year: str | None) -> Iterator[Commentary | Issue]:
    service = " ".join(part.row["service"].split())
    held = blocks(section.document, part.lines)
    pieces = [piece for block in held if (piece := _said(block.content, service)).text]
    head = section.document.evidence(part.head, part.row.start("service"), part.row.end("percent"))
    if not pieces:
        yield Issue("torn-table", f"no commentary stands under the service: {service}", (head,))
        return
    figures = re.findall(_FIGURE, part.row["figures"])
    text = joined(pieces).text
    places = (head, *places_by_page(section.document, pieces))
    yield Commentary(service, text, places, _pounds(figures[0], unit), _pounds(figures[-1], unit), year)
    if held[-1].kind == "paragraph" and len(text) > WHOLE and text[-1].isalnum():
        yield Issue("torn-text", f"the commentary breaks off: {service}", (places[-1],))


def _said(words: Mapped, service: str) -> Mapped:
    """A block's words without "Ferry Services continued" before them."""
    found = CONTINUED.match(words.text)
    return words.piece(found.end()) if found and found["service"].casefold() in service.casefold() else words


def _pounds(figure: str, unit: Decimal) -> Decimal:
    value = Decimal(re.sub(r"[^\d.]", "", figure)) * unit
    return -value if figure.startswith(("-", "–", "(")) else value
