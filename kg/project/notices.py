"""Published notices as quads: each release is a ck:Notice of one ck:Process, with its lots, awards and parties."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kg import ids
from kg.normal import normal
from kg.notice_records import (
    Notice,
    NoticeAmendment,
    NoticeAward,
    NoticeContract,
    NoticeDocument,
    NoticeLot,
    NoticeParty,
    NoticeRecord,
)
from kg.project import terms
from kg.project.places import Places
from kg.project.sheet import Sheet
from kg.vocabulary import Has, Kind

SUPPLIER, BUYER = "supplier", "buyer"


def notice(record: Notice, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    process = ids.process(record.ocid)
    sheet.kind(process, Kind.PROCESS)
    sheet.add(process, Has.LABEL, record.ocid)
    sheet.add(process, Has.OCID, record.ocid)
    sheet.statement(iri, Kind.NOTICE, record.title or record.ocid, record.evidence)
    sheet.link(iri, Has.PROCESS, process)
    sheet.add(iri, Has.RELEASE, record.release)
    if record.contract:
        contract = sheet.contract(record.contract)
        sheet.link(iri, Has.CONTRACT, contract)
        sheet.add(contract, Has.REFERENCE, record.ocid)  # people look it up by that
    _each(sheet, iri, Has.NOTICE_TAG, record.tags)
    for name in record.buyers:
        sheet.link(iri, Has.BUYER, _buyer(name, sheet))
    _each(sheet, iri, Has.IDENTIFIER, record.buyer_ids)
    _each(sheet, iri, Has.CLASSIFICATION, record.classifications)
    sheet.add(iri, Has.TITLE, record.title)
    sheet.add(iri, Has.TEXT, record.description)
    sheet.add(iri, Has.REFERENCE, record.reference)
    sheet.add(iri, Has.NOTICE_STATUS, record.status)
    sheet.add(iri, Has.PROCEDURE, record.procedure)
    sheet.add(iri, Has.CATEGORY, record.category)
    sheet.date(iri, Has.DATE, record.date)
    sheet.date(iri, Has.FIRST_PUBLISHED, record.published)
    sheet.date(iri, Has.TENDER_OPENS, record.tender_start)
    sheet.date(iri, Has.TENDER_CLOSES, record.tender_end)
    if record.framework is not None:
        sheet.add(iri, Has.FRAMEWORK, terms.truth(record.framework))
    _sum(sheet, iri, record.value, record.currency)
    _period(sheet, iri, record.start, record.end)


def lot(record: NoticeLot, sheet: Sheet, places: Places) -> None:
    iri = _part(record, Kind.NOTICE_LOT, f"Lot {record.number}{_after(record.title)}", sheet, places)
    sheet.add(iri, Has.NUMBER, record.number)
    sheet.add(iri, Has.TITLE, record.title)
    sheet.add(iri, Has.TEXT, record.description)
    sheet.add(iri, Has.NOTICE_STATUS, record.status)
    sheet.add(iri, Has.RENEWAL, record.renewal)
    _sum(sheet, iri, record.value, record.currency)
    _period(sheet, iri, record.start, record.end, record.term_months)
    sheet.number(iri, Has.EXTENSION_MONTHS, record.extension_months)


def award(record: NoticeAward, sheet: Sheet, places: Places) -> None:
    to = f" to {', '.join(record.suppliers)}" if record.suppliers else ""
    iri = _part(record, Kind.NOTICE_AWARD, f"Award{to}{_after(record.title)}", sheet, places)
    sheet.add(iri, Has.NUMBER, record.award)
    sheet.add(iri, Has.TITLE, record.title)
    sheet.add(iri, Has.TEXT, record.description)
    sheet.add(iri, Has.NOTICE_STATUS, record.status)
    sheet.date(iri, Has.DATE, record.date)
    sheet.date(iri, Has.FIRST_PUBLISHED, record.published)
    for name in record.suppliers:
        sheet.link(iri, Has.PROVIDER, sheet.provider(name))
    for number in record.lots:
        sheet.link(iri, Has.OF_LOT, places.lot(record, number))
    _sum(sheet, iri, record.value, record.currency)
    _period(sheet, iri, record.start, record.end, record.term_months)


def signed(record: NoticeContract, sheet: Sheet, places: Places) -> None:
    iri = _part(record, Kind.NOTICE_CONTRACT, f"Contract {record.number}{_after(record.title)}", sheet, places)
    sheet.add(iri, Has.NUMBER, record.number)
    sheet.add(iri, Has.TITLE, record.title)
    sheet.add(iri, Has.TEXT, record.description)
    sheet.add(iri, Has.NOTICE_STATUS, record.status)
    sheet.date(iri, Has.SIGNED_ON, record.signed)
    sheet.link(iri, Has.OF_AWARD, places.awarded(record))
    _sum(sheet, iri, record.value, record.currency)
    _period(sheet, iri, record.start, record.end, record.term_months)


def party(record: NoticeParty, sheet: Sheet, places: Places) -> None:
    iri = _part(record, Kind.NOTICE_PARTY, record.name, sheet, places)
    sheet.add(iri, Has.LOCAL_ID, record.local)
    sheet.add(iri, Has.LEGAL_NAME, record.legal_name)
    _each(sheet, iri, Has.ROLE, record.roles)
    _each(sheet, iri, Has.IDENTIFIER, record.identifiers)
    if SUPPLIER in record.roles:
        provider = sheet.provider(record.name)
        sheet.link(iri, Has.PROVIDER, provider)
        _each(sheet, provider, Has.IDENTIFIER, record.identifiers)
    if BUYER in record.roles:
        sheet.link(iri, Has.BODY, _buyer(record.name, sheet))


def amendment(record: NoticeAmendment, sheet: Sheet, places: Places) -> None:
    of = f" {record.number}" if record.number else ""
    iri = _part(record, Kind.NOTICE_AMENDMENT, record.text or f"Change of the {record.part}{of}", sheet, places)
    sheet.add(iri, Has.AMENDED_PART, record.part)
    sheet.add(iri, Has.NUMBER, record.number)
    sheet.add(iri, Has.TEXT, record.text)
    sheet.date(iri, Has.DATE, record.date)


def document(record: NoticeDocument, sheet: Sheet, places: Places) -> None:
    iri = _part(record, Kind.NOTICE_DOCUMENT, record.title, sheet, places)
    sheet.add(iri, Has.TITLE, record.title)
    sheet.add(iri, Has.DOCUMENT_KIND, record.kind)
    sheet.add(iri, Has.SOURCE, record.url)
    sheet.date(iri, Has.DATE, record.date)


def _part(record: NoticeRecord, kind: str, label: str, sheet: Sheet, places: Places) -> str:
    """Begin a part of a notice, and tie it to the notice."""
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, kind, label, record.evidence)
    sheet.link(iri, Has.NOTICE, places.notice(record))
    return iri


def _buyer(name: str, sheet: Sheet) -> str:
    """A buyer as this paper's council where it is that, else as a body."""
    council = sheet.council
    if council and normal("council", council) == normal("council", name):
        return sheet.names.council(council)
    return sheet.body(name)


def _each(sheet: Sheet, iri: str, prop: str, values: Iterable[str]) -> None:
    for value in values:
        sheet.add(iri, prop, value)


def _sum(sheet: Sheet, iri: str, value: Decimal | None, currency: str | None) -> None:
    """A sum as published; in which currency is said beside it, never assumed."""
    if value is not None:
        sheet.add(iri, Has.NOTICE_VALUE, terms.pounds(value))
        sheet.add(iri, Has.CURRENCY, currency)


def _period(sheet: Sheet, iri: str, start: str | None, end: str | None, months: int | None = None) -> None:
    sheet.date(iri, Has.START_DATE, start)
    sheet.date(iri, Has.END_DATE, end)
    sheet.number(iri, Has.TERM_MONTHS, months)


def _after(title: str | None) -> str:
    return f": {title}" if title else ""
