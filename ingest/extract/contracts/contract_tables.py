"""Tables of contracts that kept their columns: a row is a contract with its provider, values, terms and dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.extract.contracts.contract_columns import Cells, Heads, head_of, heads_of, told_apart, under
from ingest.extract.contracts.phrases import Named
from ingest.extract.contracts.providers import Org
from ingest.extract.contracts.reading import Reading
from ingest.extract.contracts.register import Draft
from ingest.extract.contracts.table_cells import (
    cell_date,
    cell_extension,
    cell_lengths,
    cell_orgs,
    cell_period,
    cell_sum,
    cell_term,
    is_blank,
)
from ingest.extract.contracts.terms import Terms
from ingest.extract.contracts.timelines import status_at
from ingest.extract.contracts.waivers import REFUSED, changed, granted, of_waivers
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line
from kg.evidence import Evidence
from kg.records import ContractEvent, EventStep, Issue

TOTALS = Wording(
    r"(?:sub-?\s?|grand |overall )?totals?\b|all contracts\b|sum\b|average\b",
    reads=["Total", "Sub-total"],
    leaves=["Totally Clean Ltd"],
    at="start",
)
IN_HOUSE = Wording(
    r"in[\s-]?house\b|internal\b|own staff\b|(?:the )?council$", reads=["In-house"], leaves=["Northern Buses"],
    at="start",
)  # fmt: skip
NO_AWARD = Wording(
    r"(?:no(?:t)? (?:award|bid|tender|compliant|suitable)|withdrawn)", reads=["No award", "Not awarded"],
    leaves=["Norman Awards Ltd"], at="start",
)  # fmt: skip
A_DEAL: Final = re.compile(
    r"\b(?:contracts?|frameworks?|agreements?|leases?|DPS|purchasing system)(?:\s\([^)]*\))?$", re.IGNORECASE
)
# "H101, H102" or "12" names nothing without the head above it.
CODES: Final = re.compile(r"(?:[A-Z]{0,4}\d+[A-Za-z]?|to|and|[-–—,&/\s])+")
A_PLACE: Final = re.compile(r"(?:area|district|locality|location|site|ward|town|parish)s?$", re.IGNORECASE)
A_LOT: Final = re.compile(r"lot|package|route|tender", re.IGNORECASE)
MOST_WORDS: Final = 14
STEP_DATES: Final[tuple[tuple[str, EventStep], ...]] = (
    ("procure", "procure"), ("award", "award"), ("start", "start"), ("end", "end"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table of contracts: its cells by column, and the lines that it stands on."""

    cells: Cells
    lines: tuple[Line, ...]


def table_in_cells(reading: Reading, lines: Sequence[Line], place: int) -> tuple[int, list[Issue]]:
    """Read the table of contracts that a row of heads at a place opens.

    Returns where it ends, `place` if none opens there, and its rows that fit under no heads.
    """
    heads, first = _heads_at(lines, place)
    if heads is None:
        return place, []
    end = _end(lines, first, heads)
    rows, torn = _rows(lines[first:end], heads)
    read_rows(reading, heads, rows, waived=of_waivers(lines, place))
    return end, [torn_row(reading, [line]) for line in torn]


def torn_row(reading: Reading, lines: Sequence[Line]) -> Issue:
    """That a row could not be read."""
    evidence = reading.scope.section.document.evidence_of(lines)
    return Issue("torn-table", "A row of a table of contracts does not fit under its heads", (evidence,))


def _heads_at(lines: Sequence[Line], place: int) -> tuple[Heads | None, int]:
    """The heads that open at a line, which may go on in the row below, and where the rows begin."""
    line = lines[place]
    below = lines[place + 1] if place + 1 < len(lines) else None
    if line.is_row and below and below.is_row and len(below.cells) == len(line.cells) and below.gap == 0:
        both = [f"{one.text} {two.text}".strip() for one, two in zip(line.cells, below.cells, strict=True)]
        plain = all(
            not cell or (len(cell.text) < 20 and not re.search(r"\d\d", cell.text.replace("£000", "")))
            for cell in below.cells
        )
        heads = told_apart(tuple(map(head_of, both))) if plain else None
        alone = heads_of(line)
        if heads and _known(heads) >= (_known(alone) if alone else 1) and _goes_on(below):
            return heads, place + 2
    return heads_of(line), place + 1


def _known(heads: Heads) -> int:
    return sum(head.column is not None for head in heads)


def _goes_on(below: Line) -> bool:
    """Whether a row only goes on the heads above it: units and lower case words."""
    return all(re.match(r"[a-z(£]|Value|Date|Name|Cost|Price", cell.text) for cell in below.cells if cell)


def _end(lines: Sequence[Line], first: int, heads: Heads) -> int:
    """Where the rows below some heads end: at a heading, running text, or a table that is not theirs."""
    spaced = first < len(lines) and bool(lines[first].gap)
    for place in range(first, len(lines)):
        line = lines[place]
        if not line.is_row:
            if line.level or line.gap or len(line.text) > 60:
                return place
            continue
        again = heads_of(line)
        if again and _columns(again) != _columns(heads):
            return place
        if line.gap and not spaced and not again and not _is_full(heads, line):
            return place
    return len(lines)


def _columns(heads: Heads) -> list[str | None]:
    return [head.column for head in heads]


def _is_full(heads: Heads, line: Line) -> bool:
    """Whether a row that stands apart has all its cells under the heads, so that it can go on their table."""
    cells = under(heads, line.cells)
    told = cells and any(cell_date(words) or cell_sum(words, "") for words in cells.values())
    return bool(cells and told and len(line.cells) == len(heads) and sum(map(bool, cells.values())) > 2)


def _rows(lines: Sequence[Line], heads: Heads) -> tuple[list[TableRow], list[Line]]:
    """The rows under some heads, and those that do not fit."""
    rows: list[TableRow] = []
    torn: list[Line] = []
    for line in lines:
        if not line.is_row or _columns(heads_of(line) or ()) == _columns(heads):
            continue
        cells = under(heads, line.cells)
        if cells is None:
            torn.append(line)
        elif rows and _is_rest(cells):
            rows[-1] = _joined(rows[-1], cells, line)
        elif sum(map(bool, cells.values())) > 1:
            rows.append(TableRow(cells, (line,)))
    return rows, torn


def _is_rest(cells: Cells) -> bool:
    """Whether a row is the rest of the one above: nothing in it says what another contract is for or costs."""
    filled = {name for name, words in cells.items() if words}
    return not filled & {"lot", "annual", "total", "start", "end"} and (
        not cells.get("service") or (filled <= {"service", "provider"} and cells["service"][0].islower())
    )


def _joined(row: TableRow, more: Cells, line: Line) -> TableRow:
    cells = {name: f"{row.cells.get(name, '')} {more.get(name, '')}".strip() for name in {**row.cells, **more}}
    return TableRow(cells, (*row.lines, line))


def read_rows(reading: Reading, heads: Heads, rows: Sequence[TableRow], *, waived: bool = False) -> None:
    """Take in the contracts that the rows of a table list; `waived`: as let without competition."""
    services = Counter(row.cells.get("service", "").casefold() for row in rows)
    for row in rows:
        repeated = services[row.cells.get("service", "").casefold()] > 1
        if waived and any(REFUSED.search(line.text) for line in row.lines):
            continue
        step, service = changed(row.cells.get("service", "")) if waived else (None, "")
        if step:
            row = TableRow({**row.cells, "service": service}, row.lines)
        _read_row(reading, heads, row, repeated, step)


def _read_row(reading: Reading, heads: Heads, row: TableRow, repeated: bool, waiver: EventStep | None = None) -> None:
    """Take in the contract that a row lists; totals, and work that is not bought, are none.

    waiver  the step that a register of waivers says was taken
    """
    words = {head.column: head.words for head in heads if head.column}
    about = reading.lead.topic if reading.lead and _by_provider(heads) else ""
    name = _name(row.cells, words, repeated, about)
    if (
        not name
        or NO_AWARD.match(_provider_cell(row))
        or any(TOTALS.match(cell) for cell in row.cells.values())
        or IN_HOUSE.match(_provider_cell(row))
    ):
        return
    evidence = reading.scope.section.document.evidence_of(row.lines)
    draft = reading.draft(Named(name, "", 0, 0, prefix=True), evidence, exact=True)
    held = [reading.providers.add(org, evidence) for org in _orgs(row, words)]
    draft.provider = held[0] if len(held) == 1 else draft.provider
    if waiver in (None, "direct-award"):
        draft.add(_terms(row.cells, words))
    if waiver:
        granted(reading, heads, row.cells, draft, waiver, evidence)
    _dates(reading, draft, row.cells, evidence)
    reading.tabled.append(draft)
    if "extension value" in words:
        value = cell_sum(row.cells.get("extension value", ""), words["extension value"])
        reading.extension_values[id(draft)] = (value, evidence)


def _by_provider(heads: Heads) -> bool:
    """Whether rows are told apart by their providers: they stand first, and beside them only where each is."""
    columns = _columns(heads)
    if "provider" not in columns or "service" not in columns:
        return False
    place = bool(A_PLACE.match(heads[columns.index("service")].words.strip()))
    return place and columns.index("provider") < columns.index("service")


def _orgs(row: TableRow, words: Cells) -> list[Org]:
    """The providers of a row; a head in the plural says that a list of names is several."""
    return cell_orgs(_provider_cell(row), several=bool(re.search(r"[^s]s\b", words.get("provider", ""))))


def _provider_cell(row: TableRow) -> str:
    return row.cells.get("provider", "")


def _name(cells: Cells, words: Cells, repeated: bool, about: str = "") -> str | None:
    """What a row's contract is called: by its service, with the head's word before mere codes, and its lot.

    Where other rows of the table are for the same service (`repeated`), its lot or its provider tells it apart.
    about  what the part is about, where the row says only whose the contract is and where
    """
    if about and len(cell_orgs(cells.get("provider", ""))) == 1:
        return ", ".join(filter(None, (f"{about} contract", cells.get("service", ""), cells["provider"])))
    service = re.sub(r"\s*\*+$", "", cells.get("service", "")).strip(" .,:;")
    lot = cells.get("lot", "").strip(" .,:;")
    if is_blank(service) and (is_blank(lot) or re.fullmatch(r"\d+", lot)):
        return None
    named = lot if is_blank(service) else service
    if re.search(r"£", named) or len(named.split()) > MOST_WORDS:
        return None
    if CODES.fullmatch(named):
        named = f"{_bare_head(words.get('service') or words.get('lot') or 'Lot')} {named}"
    provider = cells.get("provider", "")
    several = re.match(r"various|multiple|several", provider, re.IGNORECASE)
    name = named if A_DEAL.search(named) else f"{named} {'contracts' if several else 'contract'}"
    if A_LOT.match(words.get("lot", "")) and named != lot and not is_blank(lot):
        part = _lot_word(words["lot"], lot)
        return f"{name} {part}" if repeated else f"{name} ({part})"
    return f"{provider} {name}" if repeated and cell_orgs(provider) else name


def _bare_head(head: str) -> str:
    return re.sub(r"\s+(?:no\.?|number|ref\w*|name)$|\([^)]*\)", "", head, flags=re.IGNORECASE).strip()


def _lot_word(head: str, lot: str) -> str:
    word = _bare_head(head)
    return lot if not re.fullmatch(r"\w{1,4}", lot) or word.lower() in ("no", "no.", "#", "item") else f"{word} {lot}"


def _terms(cells: Cells, words: Cells) -> Terms:
    """The terms that a row gives; a value said to be yearly in its own cell is so whatever its head says."""
    annual = cell_sum(cells.get("annual", ""), words.get("annual", ""))
    total_cell = cells.get("total", "")
    total = cell_sum(total_cell, words.get("total", ""))
    if total is not None and re.search(r"\b(?:p\.?a\b|per (?:annum|year)|a year)", total_cell, re.IGNORECASE):
        annual, total = annual if annual is not None else total, None
    term, added = cell_term(cells.get("term", ""), words.get("term", ""))
    extension = cell_extension(cells.get("extension", ""), words.get("extension", ""))
    if extension is None and "extension value" in words:
        lengths = cell_lengths(words["extension value"], "")
        extension = lengths[-1] if lengths else None
    return Terms(term, extension if extension is not None else added, annual, total)


def _dates(reading: Reading, draft: Draft, cells: Cells, evidence: Evidence) -> None:
    """The dates of a row, each a step of the contract's life."""
    first, last = cell_period(cells.get("term", ""))
    told = {"start": first, "end": last}
    for column, step in STEP_DATES:
        date = cell_date(cells.get(column, "")) or told.get(column)
        if not date:
            continue
        if step == "start":
            draft.start = draft.start or date
        if step == "end":
            draft.end = draft.end or date
        status = status_at(date, reading.scope.date)
        reading.register.add(draft, ContractEvent(draft.name, step, status, (evidence,), date))
