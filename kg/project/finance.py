"""Business cases, grants and the commentary of finance reports as quads."""

from __future__ import annotations

from kg import ids
from kg.project import terms
from kg.project.places import Places
from kg.project.sheet import Sheet
from kg.records import BusinessCase, Commentary, Grant
from kg.vocabulary import Has, Kind


def business_case(record: BusinessCase, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.BUSINESS_CASE, record.title, record.evidence)
    sheet.add(iri, Has.TITLE, record.title)
    sheet.link(iri, Has.SCHEME, sheet.scheme(record.title, record.ref))
    sheet.add(iri, Has.REFERENCE, record.ref)
    sheet.add(iri, Has.BRIEF, record.brief)
    for person in record.responsible:
        sheet.link(iri, Has.RESPONSIBLE, sheet.person(person, "officer", record.evidence))
    if record.saving is not None:
        sheet.add(iri, Has.AMOUNT, terms.pounds(record.saving))
    sheet.add(iri, Has.YEAR, record.year)


def grant(record: Grant, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.GRANT, record.name, record.evidence)
    sheet.add(iri, Has.TITLE, record.name)
    if record.awarding_body:
        sheet.link(iri, Has.AWARDING_BODY, sheet.body(record.awarding_body))
    if record.amount is not None:
        sheet.add(iri, Has.AMOUNT, terms.pounds(record.amount))
    sheet.add(iri, Has.YEAR, record.year)
    sheet.add(iri, Has.USED_FOR, record.used_for)


def commentary(record: Commentary, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.COMMENTARY, record.service, record.evidence)
    sheet.add(iri, Has.ON_SERVICE, record.service)
    sheet.add(iri, Has.TEXT, record.text)
    if record.budget is not None:
        sheet.add(iri, Has.BUDGET, terms.pounds(record.budget))
    if record.variance is not None:
        sheet.add(iri, Has.VARIANCE, terms.pounds(record.variance))
    sheet.add(iri, Has.YEAR, record.year)
