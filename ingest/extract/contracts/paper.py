"""The whole paper's contracts: every part read in turn, what is decided first, so that prose is read knowing it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ingest.divide.sections import Section
from ingest.extract.contracts.bidders import find_bidders
from ingest.extract.contracts.decided import read_decided
from ingest.extract.contracts.extension_costs import extension_costs
from ingest.extract.contracts.flat_tables import contract_tables
from ingest.extract.contracts.objects import MEANS
from ingest.extract.contracts.part_columns import part_columns
from ingest.extract.contracts.payees import find_payees
from ingest.extract.contracts.phrases import Named, named
from ingest.extract.contracts.places import Spans
from ingest.extract.contracts.plans import planned_events
from ingest.extract.contracts.prose import read_block
from ingest.extract.contracts.providers import SAID_TO_BE, Providers, find_providers, orgs, unmask
from ingest.extract.contracts.reading import Reading, lead_from_title, object_at
from ingest.extract.contracts.register import Draft, Register, alike, key_of
from ingest.extract.contracts.scopes import scopes, speaks
from ingest.extract.contracts.steps import IDLE, PROCURE
from ingest.extract.contracts.timelines import timetable
from ingest.extract.contracts.titles import DEAL, title_name
from kg.evidence import Evidence
from kg.records import Decision, PlannedItem, Record, Report, Scheme

# A service's line in a finance report stands above what is said of it: "3) Ferries 2,400 -85 310 13%".
BUDGET_LINE = re.compile(r"\d{1,2}\)\s+(?P<service>[A-Z][A-Za-z ,&'’/-]{3,70}?)(?:\s+-?[\d,]+){2,}\s+-?[\d.]+%?\s*$")


def contracts(sections: Sequence[Section], records: Sequence[Record]) -> Iterator[Record]:
    """A paper's providers, contracts, their events, and the powers given to posts."""
    register = Register(tuple(record for record in records if isinstance(record, Scheme)))
    providers = Providers(sections)
    for section in sections:
        if speaks(section, records):
            find_providers(section, providers)
            find_payees(section, providers)
            find_bidders(section, providers)
    for item in (record for record in records if isinstance(record, PlannedItem)):
        for org, _ in orgs(item.title):
            providers.add(org, item.evidence[0])
    parts = list(scopes(sections, records))
    readings = [Reading(part, register, providers) for part in parts]
    others: list[Record] = []
    read: list[tuple[int, int]] = []
    reports = [record for record in records if isinstance(record, Report) and record.purpose]
    for reading in readings:
        _lead(reading, reports)
        reading.leave_lead()
        tables, torn = contract_tables(reading)
        read.extend(tables)
        others.extend(torn)
        extension_costs(reading)
    lifting = [words for reading in readings if SAID_TO_BE.search(words := _words(reading))]
    if len(lifting) == 1:
        # Of two parts, each may have a bidder 2 of its own.
        unmask(lifting[0], providers)
    for place, reading in enumerate(readings):
        behind = takewhile(lambda part: part.scope.kind == "appendix", readings[place + 1 :])
        reading.appended = [draft for part in behind for draft in part.tabled]
        others.extend(read_decided(reading))
        part_columns(reading)
    report: Reading | None = None
    for reading in readings:
        report = reading if reading.scope.kind != "appendix" else report
        unmask(_words(reading), providers)
        read.extend(timetable(reading, report.lead if report else None))
        _prose(reading, read)
    meeting = sections[0].context.date if sections else None
    planned_events((r for r in records if isinstance(r, PlannedItem)), register, meeting)
    register.settle()
    yield from providers.records()
    yield from register.contracts()
    yield from register.events()
    yield from register.delegations()
    yield from others


def _words(reading: Reading) -> str:
    return " ".join(block.text for block in reading.scope.blocks)


def _lead(reading: Reading, reports: Sequence[Report]) -> None:
    """What the part is about: the contract that its purpose, its title or its opening names."""
    scope = reading.scope
    evidence = scope.section.document.evidence(scope.blocks[0].content)
    decides = any(isinstance(record, Decision) for record in scope.decided)
    purposes = [
        report.purpose for report in reports if report.purpose and scope.start <= report.evidence[0].start < scope.end
    ]
    for words in purposes:
        names = [name for name in named(words) if name.topic] or _bought(words)
        if names and not names[0].plural:
            reading.lead = _titled(reading, names[0], evidence) or reading.draft(names[0], evidence)
            return
    if scope.kind in ("report", "minutes", "decision-notice", "appendix", "business-case") or decides:
        lead_from_title(reading, evidence)
    if reading.lead is None and decides:
        _lead_from_decided(reading)
    if reading.lead is None and (scope.kind == "minutes" or decides):
        _lead_from_opening(reading)


def _titled(reading: Reading, name: Named, evidence: Evidence) -> Draft | None:
    """The contract as the title calls it, where title and purpose call one contract by two names."""
    title = title_name(reading.scope.title) if reading.scope.title and DEAL.search(reading.scope.title) else None
    if title is None or not title.topic or title.plural or name.running:
        return None
    mine, other = key_of(title.topic), key_of(name.topic)
    if mine <= other or other <= mine or not alike(mine, other):
        return None
    draft = reading.draft(title, evidence)
    reading.register.also(draft, name)
    return draft


def _lead_from_decided(reading: Reading) -> None:
    """The contract that the first of the decided limbs to buy something has for its object."""
    for record in reading.scope.decided:
        names = [] if IDLE.match(record.text) else _bought(record.text)
        if names and len(names) == 1:
            reading.lead = reading.draft(names[0], record.evidence[0])
            return


def _lead_from_opening(reading: Reading) -> None:
    """The contract that the first paragraph of an item of the minutes names."""
    for block in [block for block in reading.scope.blocks if block.kind == "paragraph"][:1]:
        words = MEANS.regex.sub(lambda found: " " * len(found[0]), block.text)
        names = [name for name in named(words) if name.topic] or _bought(words)
        if names:
            reading.lead = reading.draft(names[0], reading.scope.section.document.evidence(block.content))


def _bought(words: str) -> list[Named]:
    found = PROCURE.search(words)
    return object_at(words, found.end()) if found else []


def _prose(reading: Reading, read: Sequence[tuple[int, int]]) -> None:
    """What the part's running text tells; `read` are the places of tables that were read as such."""
    decided = [(e.start, e.end) for record in reading.scope.decided for e in record.evidence[:1]]
    begun = max((end for _, end in decided), default=0) if reading.scope.kind == "report" else 0
    told, tables = Spans(decided), Spans(read)
    for block in reading.scope.blocks:
        start, end = block.content.span()
        if start < begun or tables.hold(start, end) or told.meet(start, end):
            continue
        line = BUDGET_LINE.match(block.text) if reading.scope.kind == "finance-report" else None
        if block.kind == "heading" or line:
            reading.under(line["service"] if line else block.text)
        else:
            read_block(reading, block)
