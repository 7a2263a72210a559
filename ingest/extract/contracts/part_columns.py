"""Tables whose columns are the parts of one procurement ("Zone 1 | Zone 2"), and whose rows are their terms."""

from __future__ import annotations

from typing import Final

from ingest.extract.contracts.contract_columns import head_of
from ingest.extract.contracts.parts import part_of
from ingest.extract.contracts.reading import Reading
from ingest.extract.contracts.register import Draft
from ingest.extract.contracts.table_cells import cell_date, cell_extension, cell_sum, cell_term
from ingest.extract.contracts.terms import Terms
from ingest.extract.contracts.timelines import status_at
from ingest.read.document import Line
from kg.evidence import Evidence
from kg.records import ContractEvent, EventStep

# Rows that give a day, and the step that it is of.
DATED: Final[dict[str, EventStep]] = {"start": "start", "end": "end"}


def part_columns(reading: Reading) -> None:
    """Take in the terms of tables whose heads are the part's lots, once its limbs have told which these are."""
    heads: dict[int, Draft] = {}
    for line in reading.scope.lines if len(reading.lots) > 1 else ():
        if not line.is_row:
            heads = heads if line.furniture else {}
            continue
        named = _heads(reading, line)
        if len(named) > 1:
            heads = named
        elif heads:
            _row(reading, line, heads)


def _heads(reading: Reading, line: Line) -> dict[int, Draft]:
    """The part that each column is of, where the cells behind the first name nothing but parts."""
    held = {at: part_of(cell.text[:12]) for at, cell in enumerate(line.cells) if at and cell.text}
    of_part = {part_of(draft.topic): draft for draft in reading.lots}
    return {at: of_part[part] for at, part in held.items() if part in of_part} if all(held.values()) else {}


def _row(reading: Reading, line: Line, heads: dict[int, Draft]) -> None:
    head = head_of(line.cells[0].text)
    if head.column is None:
        return
    evidence = reading.scope.section.document.evidence_of([line])
    for at, draft in heads.items():
        words = line.cells[at].text if at < len(line.cells) else ""
        if words and (terms := _terms(head.column, head.words, words)):
            draft.add(terms)
            draft.evidence.append(evidence)
        if (step := DATED.get(head.column)) and (date := cell_date(words)):
            _dated(reading, draft, step, date, evidence)


def _terms(column: str, head: str, words: str) -> Terms:
    """What a cell says in the row of a label."""
    match column:
        case "annual":
            return Terms(annual_value=cell_sum(words, head))
        case "total":
            return Terms(total_value=cell_sum(words, head))
        case "extension":
            return Terms(extension_months=cell_extension(words, head))
        case "term":
            return Terms(*cell_term(words, head))
        case _:
            return Terms()


def _dated(reading: Reading, draft: Draft, step: EventStep, date: str, evidence: Evidence) -> None:
    if step == "start":
        draft.start = draft.start or date
    else:
        draft.end = draft.end or date
    status = status_at(date, reading.scope.date)
    draft.evidence.append(evidence)
    reading.register.add(draft, ContractEvent(draft.name, step, status, (evidence,), date))
