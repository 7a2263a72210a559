"""Papers, meetings, who was there, agendas, minutes and decisions as quads."""

from __future__ import annotations

from kg import ids
from kg.project import terms
from kg.project.places import Places
from kg.project.sheet import Sheet
from kg.records import AgendaItem, Attendance, Decision, Meeting, Membership, Minute, PaperFacts, SectionPart
from kg.vocabulary import Has, Is, Kind


def paper_facts(record: PaperFacts, sheet: Sheet, places: Places) -> None:
    iri = sheet.paper_iri
    sheet.add(iri, Has.PAPER_KIND, record.kind)
    sheet.add(iri, Has.TITLE, record.title)
    sheet.date(iri, Has.DATE, record.date)
    sheet.add(iri, Has.EXEMPT, terms.truth(record.exempt))
    for ground in record.grounds:
        sheet.add(iri, Has.EXEMPT_UNDER, ground)
    if record.council:
        council = sheet.names.council(record.council)
        sheet.kind(council, Kind.COUNCIL)
        sheet.add(council, Has.ALT_LABEL, record.council)
        sheet.link(iri, Has.COUNCIL, council)
    if record.committee:
        sheet.link(iri, Has.COMMITTEE, sheet.committee(record.committee, record.council))
    if record.meeting:
        sheet.link(iri, Has.MEETING, sheet.meeting(record.meeting))
    sheet.cite(iri, record.evidence)


def section(record: SectionPart, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.SECTION, record.title or record.kind, record.evidence)
    sheet.add(iri, Has.SECTION_KIND, record.kind)
    sheet.add(iri, Has.TITLE, record.title)
    sheet.add(iri, Has.STANDING, record.standing)
    sheet.link(iri, Has.PAPER, sheet.paper_iri)
    sheet.number(iri, Has.START, record.start)
    sheet.number(iri, Has.END, record.end)


def meeting(record: Meeting, sheet: Sheet, places: Places) -> None:
    key = record.meeting
    iri = sheet.meeting(key)
    sheet.kind(iri, Kind.MEETING)
    sheet.link(iri, Has.COMMITTEE, sheet.committee(key.committee, key.council))
    sheet.date(iri, Has.DATE, key.date)
    sheet.add(iri, Has.START_TIME, record.start_time)
    sheet.add(iri, Has.END_TIME, record.end_time)
    sheet.add(iri, Has.VENUE, record.venue)
    sheet.cite(iri, record.evidence)


def membership(record: Membership, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    role = f", {record.role}" if record.role else ""
    sheet.statement(iri, Kind.MEMBERSHIP, f"{record.person}{role}, {record.meeting.committee}", record.evidence)
    sheet.link(iri, Has.COMMITTEE, sheet.committee(record.meeting.committee, record.meeting.council))
    sheet.link(iri, Has.MEETING, sheet.meeting(record.meeting))
    sheet.link(iri, Has.PERSON, sheet.person(record.person, "member", record.evidence))
    sheet.add(iri, Has.ROLE, record.role)


def attendance(record: Attendance, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.ATTENDANCE, f"{record.person}, {record.status}", record.evidence)
    sheet.link(iri, Has.MEETING, sheet.meeting(record.meeting))
    sheet.link(iri, Has.PERSON, sheet.person(record.person, "member", record.evidence))
    sheet.link(iri, Has.STATUS, Is.ATTENDANCE[record.status])
    sheet.add(iri, Has.ROLE, record.role)
    if record.substitute_for:
        sheet.link(iri, Has.SUBSTITUTE_FOR, sheet.person(record.substitute_for, "member", record.evidence))


def agenda_item(record: AgendaItem, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    number = f"{record.number}. " if record.number else ""
    sheet.statement(iri, Kind.AGENDA_ITEM, f"{number}{record.title}", record.evidence)
    sheet.link(iri, Has.MEETING, sheet.meeting(record.meeting))
    sheet.add(iri, Has.NUMBER, record.number)
    sheet.add(iri, Has.TITLE, record.title)
    sheet.add(iri, Has.SECTION, record.section)
    sheet.add(iri, Has.FIRST_PAGE, record.first_page)
    sheet.add(iri, Has.LAST_PAGE, record.last_page)


def minute(record: Minute, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.MINUTE, f"{record.number}. {record.title}", record.evidence)
    sheet.link(iri, Has.MEETING, sheet.meeting(record.meeting))
    sheet.add(iri, Has.NUMBER, record.number)
    sheet.add(iri, Has.TITLE, record.title)
    sheet.add(iri, Has.TEXT, record.text)


def decision(record: Decision, sheet: Sheet, places: Places) -> None:
    iri = ids.statement(sheet.paper_iri, record)
    sheet.statement(iri, Kind.DECISION, record.text, record.evidence)
    if record.meeting:
        sheet.link(iri, Has.MEETING, sheet.meeting(record.meeting))
        sheet.link(iri, Has.MINUTE, places.minute(record.meeting, record.minute, record.evidence))
    sheet.add(iri, Has.LIMB, record.limb)
    sheet.add(iri, Has.TEXT, record.text)
    sheet.link(iri, Has.VOTE, Is.VOTE[record.vote] if record.vote else None)
    sheet.number(iri, Has.VOTES_FOR, record.votes_for)
    sheet.number(iri, Has.VOTES_AGAINST, record.votes_against)
    sheet.number(iri, Has.ABSTENTIONS, record.abstentions)
    sheet.date(iri, Has.DATE, record.date)
    sheet.add(iri, Has.REFERENCE, record.reference)
    if record.taker:
        sheet.link(iri, Has.DECISION_TAKER, sheet.post(record.taker))
    sheet.add(iri, Has.REASONS, record.reasons)
    if record.key_decision is not None:
        sheet.add(iri, Has.KEY_DECISION, terms.truth(record.key_decision))
    sheet.date(iri, Has.CALL_IN_DATE, record.call_in)
    sheet.date(iri, Has.IN_FORCE_DATE, record.in_force)
