"""Tables of contracts torn to lines of words: rows told by their sums, their cells by capitals and known names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ingest.extract.contracts.contract_columns import OPENS_HEADS
from ingest.extract.contracts.contract_tables import table_in_cells
from ingest.extract.contracts.phrases import Named
from ingest.extract.contracts.places import Spans
from ingest.extract.contracts.providers import Org
from ingest.extract.contracts.reading import Reading
from ingest.extract.contracts.register import Draft
from ingest.extract.contracts.row_labels import org_in, topic_and_org
from ingest.extract.contracts.stacked_tables import table_of_columns, table_of_lines
from ingest.extract.contracts.table_cells import NO_PROVIDER
from ingest.extract.contracts.terms import Terms, months
from ingest.extract.contracts.timelines import span_of
from ingest.extract.contracts.torn_tables import table_of_words
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line
from kg.evidence import Evidence
from kg.money import find_money
from kg.records import Issue

# A table of contracts: its head speaks of a provider and of a value, close together.
HEAD: Final = Wording(
    r"\b(?:provider|supplier|contractor|organisation)s?\b[^£]{0,160}\b(?:value|cost|price|spend|amount"
    r"|end date|expir\w+)\b",
    reads=["Who is helped Provider Yearly Contract Value"],
    leaves=["the provider of the service"],
    needs=["provider", "supplier", "contractor", "organisation"],
)
SUM: Final = re.compile(r"£\s?[\d,.]+(?:\s?[km])?", re.IGNORECASE)
EXTENDING: Final = re.compile(r"\bextension\b", re.IGNORECASE)
LENGTH: Final = re.compile(r"(?P<number>\d+)\s*(?P<unit>months?|years?)", re.IGNORECASE)


def contract_tables(reading: Reading) -> tuple[list[tuple[int, int]], list[Issue]]:
    """The contracts that the part's tables list, with what the columns say of them, also where the columns are lost.

    Returns where the tables stand whose columns were read, and their rows that could not be.
    """
    read: list[tuple[int, int]] = []
    issues: list[Issue] = []
    taken = Spans((e.start, e.end) for record in reading.scope.decided for e in record.evidence)
    lines = [line for line in reading.scope.lines if not taken.meet(line.start, line.start + 1)]
    place = 0
    while place < len(lines):
        end, torn = table_in_cells(reading, lines, place)
        issues.extend(torn)
        if end == place and OPENS_HEADS.match(lines[place].text):
            end = table_of_lines(reading, lines, place)
            end = end if end > place else table_of_columns(reading, lines, place)
        if end == place and OPENS_HEADS.match(lines[place].text):
            end, torn = table_of_words(reading, lines, place)
            issues.extend(torn)
        if end > place:
            read.append(span_of(lines[place:end]))
            place = end
            continue
        if HEAD.may_find(lines[place].text) and _opens_table(lines, place):
            place = _table(reading, lines, place)
        else:
            place += 1
    return read, issues


def _opens_table(lines: Sequence[Line], place: int) -> bool:
    """Whether the head of a table of contracts opens on a line and goes on over the next."""
    window = " ".join(line.text for line in lines[place : place + 10])
    head = HEAD.search(window)
    return bool(head and head.start() < len(lines[place].text) and _is_head(lines[place], window))


def _is_head(line: Line, window: str) -> bool:
    """Whether a line can open the head of a table of contracts: it is short, and the head speaks of contracts."""
    if re.match(r"(?:\(?[a-z]\)|\d+(?:\.\d+)*\.?\)?)\s", line.text):
        return False
    short = line.is_row or (len(line.text) < 70 and not line.text.endswith((":", ".")))
    return short and bool(re.search(r"\bcontracts?\b|\bextensions?\b|\bannual\b|\bexpir", window, re.IGNORECASE))


def _table(reading: Reading, lines: Sequence[Line], first: int) -> int:
    """Read a table whose head opens at a line; return where it ends."""
    head, body = _head_and_body(lines, first)
    words = " ".join(line.text for line in head)
    extending = bool(EXTENDING.search(words))
    length = LENGTH.search(words, words.lower().index("extension")) if extending else None
    held: list[Line] = []
    for line in body:
        held.append(line)
        sums = list(SUM.finditer(line.text))
        if sums:
            _row(reading, held, words, months(length["number"], length["unit"]) if length else None, extending)
            held = []
    return first + max(len(head) + len(body), 1)


def _head_and_body(lines: Sequence[Line], first: int) -> tuple[list[Line], list[Line]]:
    """The lines of a table's head, and those of its rows up to the total or the next numbered part."""
    place = first
    head: list[Line] = []
    while place < len(lines) and place < first + 12:
        text = lines[place].text
        opens = (
            lines[place].gap
            and place > first
            and not re.match(r"(?:value|annual|contract|cost|end|total|start|\()", text, re.I)
        )
        if SUM.search(text) or (
            opens and head and re.search(r"value|cost|months\)|date", " ".join(each.text for each in head), re.I)
        ):
            break
        head.append(lines[place])
        place += 1
    body: list[Line] = []
    for at, line in enumerate(lines[place : place + 40], place):
        if re.match(r"total\b|\d+(?:\.\d+)*\.?\s+[A-Z]{3}", line.text, re.IGNORECASE) or line.level:
            break
        again = HEAD.search(" ".join(each.text for each in lines[at : at + 6]))
        if body and again and again.start() < len(line.text) and not SUM.search(line.text):
            break
        body.append(line)
    return head, body


def _row(reading: Reading, held: list[Line], head: str, length: int | None, extending: bool) -> None:
    """A row: what the contract is for, its provider, its sums."""
    document = reading.scope.section.document
    text = " ".join(line.text for line in held)
    sums = [found.pounds for found in find_money(text)]
    label = SUM.split(text)[0].strip()
    split = _cells(held) or topic_and_org(reading.providers, label)
    if not split:
        return
    topic, org = split
    if NO_PROVIDER.fullmatch(org.name):
        return
    if len(topic.split()) > 12 or len(org.name.split()) > 9 or not org.name[0].isupper():
        return
    if not topic or re.match(r"(?:contract|value|annual|months|total)\b", topic, re.I):
        return
    evidence = document.evidence_of(held)
    provider = reading.providers.add(org, evidence)
    plain = topic if re.search(r"contracts?$", topic, re.I) else f"{topic} contract"
    draft = reading.draft(Named(plain, "", 0, 0, prefix=True), evidence, exact=True)
    draft.provider = provider
    annual = sums[0] if sums and re.search(r"annual|year|per annum|p\.a", head, re.I) else None
    draft.add(Terms(annual_value=annual, extension_months=length if extending else None))
    reading.tabled.append(draft)
    if extending:
        _asked(reading, draft, evidence, sums[1] if len(sums) > 1 else None)


def _asked(reading: Reading, draft: Draft, evidence: Evidence, value: Decimal | None) -> None:
    """Keep the value of an extension for the limb that asks for it."""
    reading.extension_values[id(draft)] = (value, evidence)


def _cells(held: Sequence[Line]) -> tuple[str, Org] | None:
    """Topic and provider where the row kept its cells."""
    cells = [cell.text for cell in held[-1].cells if cell.text] if held[-1].is_row else []
    if len(cells) < 3 or SUM.search(cells[0]) or SUM.search(cells[1]):
        return None
    org = org_in(cells[1])
    return (cells[0], org) if org else None
