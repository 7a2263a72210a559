"""From records to quads: what one paper states, in its own named graph, and what was concluded from all papers' names.

    mentions = [m for paper in papers for m in collect(paper.sha256, paper.reading)]
    identities = resolve(mentions)
    quads = project(meta, reading, identities)

The same reading and identities give the same quads, so a paper's graph can be made again at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import ids, notice_records, records
from kg.identity import Identities, Thing
from kg.records import Reading
from kg.versions import Work
from kg.vocabulary import IDENTITY_GRAPH, Has, Kind

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Quad

    from kg.project.places import Places
    from kg.project.sheet import Sheet

KIND_OF_THING = {
    "council": Kind.COUNCIL,
    "committee": Kind.COMMITTEE,
    "meeting": Kind.MEETING,
    "body": Kind.BODY,
    "member": Kind.MEMBER,
    "officer": Kind.OFFICER,
    "post": Kind.POST,
    "provider": Kind.PROVIDER,
    "scheme": Kind.SCHEME,
    "contract": Kind.CONTRACT,
}


@dataclass(frozen=True, slots=True)
class PaperMeta:
    """What is known of a paper's file: its hash, the names it came under, its type, pages, and where it came from."""

    sha256: str
    file_names: tuple[str, ...]
    media_type: str
    page_count: int | None = None
    sources: tuple[str, ...] = ()


def project(paper: PaperMeta, reading: Reading, resolve: Identities) -> Iterable[Quad]:
    """The quads of one paper's graph, each once, in a fixed order."""
    from kg.project.passages import passages
    from kg.project.places import Places
    from kg.project.sheet import Sheet

    sheet = Sheet(ids.paper(paper.sha256), resolve.of(paper.sha256), reading)
    places = Places(sheet)
    _paper(paper, sheet)
    writers = _writers()
    for record in reading.records:
        writers[type(record)](record, sheet, places)
    passages(sheet)
    return sheet.quads()


def _writers() -> dict[type, Callable[[Any, Sheet, Places], None]]:
    """One writer a kind of record; a new kind without one is a KeyError on the day it is made."""
    from kg.project import contracts, finance, meetings, notices, reports

    return {
        records.PaperFacts: meetings.paper_facts,
        records.SectionPart: meetings.section,
        records.Meeting: meetings.meeting,
        records.Membership: meetings.membership,
        records.Attendance: meetings.attendance,
        records.AgendaItem: meetings.agenda_item,
        records.Minute: meetings.minute,
        records.Decision: meetings.decision,
        records.Report: reports.report,
        records.Recommendation: reports.recommendation,
        records.Contact: reports.contact,
        records.Clearance: reports.clearance,
        records.Implication: reports.implication,
        records.SourceDocument: reports.source_document,
        records.Action: reports.action,
        records.PlannedItem: reports.planned_item,
        records.Saving: reports.saving,
        records.SchemeDependency: reports.scheme_dependency,
        records.BusinessCase: finance.business_case,
        records.Grant: finance.grant,
        records.Commentary: finance.commentary,
        records.Scheme: contracts.scheme,
        records.Provider: contracts.provider,
        records.Contract: contracts.contract,
        records.ContractEvent: contracts.contract_event,
        records.Delegation: contracts.delegation,
        records.PersonMention: contracts.person,
        notice_records.Notice: notices.notice,
        notice_records.NoticeLot: notices.lot,
        notice_records.NoticeAward: notices.award,
        notice_records.NoticeContract: notices.signed,
        notice_records.NoticeParty: notices.party,
        notice_records.NoticeAmendment: notices.amendment,
        notice_records.NoticeDocument: notices.document,
        records.Issue: lambda record, sheet, places: sheet.issue(record),
    }


def _paper(paper: PaperMeta, sheet: Sheet) -> None:
    from kg.project import terms

    iri = sheet.paper_iri
    sheet.kind(iri, Kind.PAPER)
    sheet.add(iri, Has.LABEL, sheet.paper_title or min(paper.file_names, default=paper.sha256))
    for name in paper.file_names:
        sheet.add(iri, Has.FILE_NAME, name)
    sheet.add(iri, Has.SHA256, paper.sha256)
    sheet.add(iri, Has.MEDIA_TYPE, paper.media_type)
    sheet.number(iri, Has.PAGE_COUNT, paper.page_count)
    for source in paper.sources:
        sheet.add(iri, Has.SOURCE, terms.text(source))


def identity_quads(resolve: Identities, works: Iterable[Work] = ()) -> Iterator[Quad]:
    """The graph of what was concluded from names: each thing's preferred label, its kind, what it is part of.

    Meetings are described here too, for a meeting that papers only look forward or back to has no paper of its own;
    and what several papers print, with which version replaces which.
    """
    for iri in sorted(resolve.things):
        yield from thing_quads(resolve.things[iri])
    for work in works:
        yield from work_quads(work)


def thing_quads(thing: Thing) -> Iterator[Quad]:
    """What is said of one thing; its IRI is the subject of each quad."""
    from kg.project import terms

    yield _concluded(thing.iri, Has.TYPE, terms.node(KIND_OF_THING[thing.kind]))
    yield _concluded(thing.iri, Has.LABEL, terms.text(thing.label))
    if thing.part_of:
        part = Has.COMMITTEE if thing.kind == "meeting" else Has.COUNCIL
        yield _concluded(thing.iri, part, terms.node(thing.part_of))
    if thing.date:
        yield _concluded(thing.iri, Has.DATE, terms.date(thing.date))


def work_quads(work: Work) -> Iterator[Quad]:
    """What is said of what several papers print; the subjects are its IRI and those of its versions."""
    from kg.project import terms

    yield _concluded(work.iri, Has.TYPE, terms.node(Kind.WORK))
    yield _concluded(work.iri, Has.LABEL, terms.text(work.label))
    yield _concluded(work.iri, Has.MEETING, terms.node(work.meeting))
    for version in work.versions:
        yield _concluded(version.iri, Has.IS_VERSION_OF, terms.node(work.iri))
    for version, after in work.replaced:
        yield _concluded(version.iri, Has.IS_REPLACED_BY, terms.node(after.iri))


def _concluded(subject: str, prop: str, value: NamedNode | Literal) -> Quad:
    from pyoxigraph import Quad

    from kg.project import terms

    return Quad(terms.node(subject), terms.node(prop), value, terms.node(IDENTITY_GRAPH))
