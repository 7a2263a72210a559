"""Schemes, providers, people, contracts, their events and delegations as quads."""

from __future__ import annotations

from decimal import Decimal

from kg import ids
from kg.normal import normal
from kg.project import terms
from kg.project.places import Places
from kg.project.sheet import Sheet
from kg.records import Contract, ContractEvent, Decision, Delegation, PersonMention, Provider, Recommendation, Scheme
from kg.vocabulary import Has, Is, Kind


def person(record: PersonMention, sheet: Sheet, places: Places) -> None:
    iri = sheet.person(record.name, record.kind, record.evidence)
    sheet.kind(iri, Kind.OFFICER if record.kind == "officer" else Kind.MEMBER)
    sheet.add(iri, Has.EMAIL, record.email)
    sheet.add(iri, Has.TELEPHONE, record.telephone)
    sheet.cite(iri, record.evidence)
    for title in record.posts:
        sheet.add(iri, Has.POST, title)
        _holds(iri, title, record, sheet)


def _holds(person_iri: str, title: str, record: PersonMention, sheet: Sheet) -> None:
    post = sheet.post(title)
    sheet.link(post, Has.HOLDER, person_iri)
    iri = ids.tenure(sheet.paper_iri, normal(record.kind, record.name), normal("post", title))
    sheet.statement(iri, Kind.TENURE, f"{record.name}, {title}", record.evidence)
    sheet.link(iri, Has.PERSON, person_iri)
    sheet.link(iri, Has.TENURE_OF, post)
    sheet.date(iri, Has.DATE, sheet.paper_date)


def provider(record: Provider, sheet: Sheet, places: Places) -> None:
    iri = sheet.provider(record.name)
    sheet.kind(iri, Kind.PROVIDER)
    for alias in record.aliases:
        sheet.add(iri, Has.ALT_LABEL, alias)
    sheet.cite(iri, record.evidence)


def scheme(record: Scheme, sheet: Sheet, places: Places) -> None:
    iri = sheet.scheme(record.name, record.ref)
    sheet.kind(iri, Kind.SCHEME)
    for alias in record.aliases:
        sheet.add(iri, Has.ALT_LABEL, alias)
    sheet.add(iri, Has.REFERENCE, record.ref)
    sheet.link(iri, Has.SCHEME_KIND, Is.SCHEME_KIND[record.kind])
    sheet.cite(iri, record.evidence)


def contract(record: Contract, sheet: Sheet, places: Places) -> None:
    iri = sheet.contract(record.name)
    sheet.kind(iri, Kind.CONTRACT)
    for alias in record.aliases:
        sheet.add(iri, Has.ALT_LABEL, alias)
    sheet.link(iri, Has.SCHEME, sheet.scheme(record.scheme) if record.scheme else None)
    sheet.link(iri, Has.PROVIDER, sheet.provider(record.provider) if record.provider else None)
    _money(sheet, iri, Has.ANNUAL_VALUE, record.annual_value)
    _money(sheet, iri, Has.TOTAL_VALUE, record.total_value)
    sheet.number(iri, Has.TERM_MONTHS, record.term_months)
    sheet.number(iri, Has.EXTENSION_MONTHS, record.extension_months)
    sheet.date(iri, Has.START_DATE, record.start)
    sheet.date(iri, Has.END_DATE, record.end)
    sheet.link(iri, Has.PRECEDED_BY, sheet.contract(record.preceded_by) if record.preceded_by else None)
    sheet.cite(iri, record.evidence)


def contract_event(record: ContractEvent, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.CONTRACT_EVENT, f"{record.step} {record.status}: {record.contract}", record.evidence)
    sheet.link(iri, Has.STEP, Is.STEP[record.step])
    sheet.link(iri, Has.PROVIDER, sheet.provider(record.provider) if record.provider else None)
    _money(sheet, iri, Has.VALUE, record.value)
    _common(record, iri, sheet, places)


def delegation(record: Delegation, sheet: Sheet, places: Places) -> None:
    award = places.award(record)
    iri = award or ids.statement(sheet.paper_iri, record)
    if award:
        sheet.kind(iri, Kind.DELEGATION)
        sheet.cite(iri, record.evidence)
    else:
        sheet.statement(iri, Kind.DELEGATION, record.power, record.evidence)
    sheet.add(iri, Has.POWER, record.power)
    sheet.add(iri, Has.LIMIT, record.limit)
    _common(record, iri, sheet, places, dated=award is None)


def _common(record: ContractEvent | Delegation, iri: str, sheet: Sheet, places: Places, *, dated: bool = True) -> None:
    """What events and delegations share; a delegation that is also an event has that event's date."""
    sheet.link(iri, Has.CONTRACT, sheet.contract(record.contract) if record.contract else None)
    sheet.date(iri, Has.DATE, record.date if dated else None)
    sheet.link(iri, Has.EVENT_STATUS, Is.EVENT_STATUS[record.status])
    sheet.link(iri, Has.BODY, sheet.body(record.body) if record.body else None)
    sheet.link(iri, Has.DELEGATED_TO, sheet.post(record.delegated_to) if record.delegated_to else None)
    for title in record.consult:
        sheet.link(iri, Has.IN_CONSULTATION_WITH, sheet.post(title))
    _said_by(record, iri, sheet, places)


def _said_by(record: ContractEvent | Delegation, iri: str, sheet: Sheet, places: Places) -> None:
    """Tie an event to the limb that says it, and the contract to that limb's minute or report."""
    said = places.said.get(record.says or "")
    if said is None:
        return
    limb = ids.statement(sheet.paper_iri, said)
    sheet.link(iri, Has.DECISION if isinstance(said, Decision) else Has.RECOMMENDATION, limb)
    about = _whole(said, places)
    if about and record.contract:
        sheet.link(about, Has.ABOUT, sheet.contract(record.contract))


def _whole(said: Decision | Recommendation, places: Places) -> str | None:
    if isinstance(said, Recommendation):
        return places.report(said.report, said.meeting, said.evidence)
    return places.minute(said.meeting, said.minute, said.evidence) if said.meeting else None


def _money(sheet: Sheet, iri: str, prop: str, amount: Decimal | None) -> None:
    if amount is not None:
        sheet.add(iri, prop, terms.pounds(amount))
