"""Reports, their recommendations, contacts and clearances, actions, plans and savings as quads."""

from __future__ import annotations

from kg import ids
from kg.project import terms
from kg.project.places import Places
from kg.project.sheet import Sheet
from kg.records import (
    Action,
    Clearance,
    Contact,
    Implication,
    PlannedItem,
    Recommendation,
    Report,
    Saving,
    SchemeDependency,
    SourceDocument,
)
from kg.vocabulary import Has, Is, Kind


def report(record: Report, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.REPORT, record.title, record.evidence)
    sheet.add(iri, Has.TITLE, record.title)
    if record.meeting:
        sheet.link(iri, Has.MEETING, sheet.meeting(record.meeting))
    item = places.agenda_item(record.meeting, record.agenda_item, record.evidence)
    sheet.link(iri, Has.AGENDA_ITEM, item)
    if item:
        sheet.link(item, Has.ABOUT, iri)
    for author in record.authors:
        sheet.add(iri, Has.FROM, author)
    sheet.add(iri, Has.FORWARD_PLAN_REF, record.forward_plan_ref)
    if record.key_decision is not None:
        sheet.add(iri, Has.KEY_DECISION, terms.truth(record.key_decision))
    sheet.add(iri, Has.DIVISIONS, record.divisions)
    sheet.add(iri, Has.PURPOSE, record.purpose)
    sheet.add(iri, Has.APPENDED, terms.truth(record.appended))


def recommendation(record: Recommendation, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.RECOMMENDATION, record.text, record.evidence)
    sheet.link(iri, Has.REPORT, places.report(record.report, record.meeting, record.evidence))
    sheet.add(iri, Has.LIMB, record.limb)
    sheet.add(iri, Has.TEXT, record.text)


def contact(record: Contact, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.CONTACT, f"{record.person}, {record.report}", record.evidence)
    sheet.link(iri, Has.REPORT, places.report(record.report, record.meeting, record.evidence))
    sheet.link(iri, Has.PERSON, sheet.person(record.person, record.kind, record.evidence))
    sheet.link(iri, Has.CONTACT_KIND, Is.CONTACT_KIND[record.kind])
    sheet.add(iri, Has.POST, record.post)
    sheet.add(iri, Has.EMAIL, record.email)
    sheet.add(iri, Has.TELEPHONE, record.telephone)


def clearance(record: Clearance, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.CLEARANCE, f"{record.aspect}, {record.report}", record.evidence)
    sheet.link(iri, Has.REPORT, places.report(record.report, record.meeting, record.evidence))
    sheet.add(iri, Has.ASPECT, record.aspect)
    sheet.add(iri, Has.CLEARED, record.cleared)
    if record.officer:
        sheet.link(iri, Has.OFFICER, sheet.person(record.officer, "officer", record.evidence))


def implication(record: Implication, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    about = record.heading or record.aspect or "Implications"
    sheet.statement(iri, Kind.IMPLICATION, f"{about}, {record.report}", record.evidence)
    sheet.link(iri, Has.REPORT, places.report(record.report, record.meeting, record.evidence))
    sheet.add(iri, Has.ASPECT, record.aspect)
    sheet.add(iri, Has.HEADING, record.heading)
    sheet.add(iri, Has.TEXT, record.text)
    sheet.add(iri, Has.NONE, terms.truth(record.none))


def source_document(record: SourceDocument, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.SOURCE_DOCUMENT, record.title, record.evidence)
    sheet.link(iri, Has.REPORT, places.report(record.report, record.meeting, record.evidence))
    sheet.add(iri, Has.TITLE, record.title)
    sheet.add(iri, Has.LOCATION, record.location)


def action(record: Action, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.ACTION, record.text, record.evidence)
    sheet.link(iri, Has.MEETING, sheet.meeting(record.meeting))
    sheet.link(iri, Has.MINUTE, places.minute(record.meeting, record.minute, record.evidence))
    sheet.add(iri, Has.TITLE, record.title)
    sheet.add(iri, Has.TEXT, record.text)
    for owner in record.owners:
        sheet.link(iri, Has.OWNER, sheet.person(owner, "officer", record.evidence))
    sheet.add(iri, Has.COMMENT, record.comment)
    sheet.add(iri, Has.ACTION_STATUS, record.status)
    sheet.date(iri, Has.REVIEW_DATE, record.review_date)


def planned_item(record: PlannedItem, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.PLANNED_ITEM, record.title, record.evidence)
    sheet.add(iri, Has.TITLE, record.title)
    if record.planned_for:
        sheet.link(iri, Has.PLANNED_FOR, sheet.meeting(record.planned_for))
    for lead in record.leads:
        sheet.link(iri, Has.LEAD_OFFICER, sheet.person(lead, "officer", record.evidence))
    sheet.add(iri, Has.FORWARD_PLAN_REF, record.ref)
    sheet.date(iri, Has.PUBLISHED_ON, record.published_on)
    sheet.add(iri, Has.NOTE, record.note)


def saving(record: Saving, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.SAVING, record.scheme, record.evidence)
    scheme = sheet.scheme(record.scheme, record.ref)
    sheet.link(iri, Has.SCHEME, scheme)
    sheet.add(scheme, Has.REFERENCE, record.ref)
    sheet.add(iri, Has.AMOUNT, terms.pounds(record.amount))
    sheet.add(iri, Has.YEAR, record.year)
    for person in record.responsible:
        sheet.link(iri, Has.RESPONSIBLE, sheet.person(person, "officer", record.evidence))


def scheme_dependency(record: SchemeDependency, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.SCHEME_DEPENDENCY, f"{record.scheme} depends on {record.depends_on}", record.evidence)
    sheet.link(iri, Has.SCHEME, sheet.scheme(record.scheme))
    sheet.link(iri, Has.DEPENDS_ON, sheet.scheme(record.depends_on))
