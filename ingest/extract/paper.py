"""One paper's sections into all its records: which extractor reads which kind of section, and in what order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ingest.divide.sections import Section
from ingest.extract.action_logs.action_logs import action_log
from ingest.extract.bare_decisions import without_bare
from ingest.extract.contracts.paper import contracts
from ingest.extract.decision_notices.decision_notices import decision_notice
from ingest.extract.finance.business_cases import business_case
from ingest.extract.finance.commentaries import commentaries
from ingest.extract.finance.finance_reports import finance_report
from ingest.extract.finance.grants import grants
from ingest.extract.finance.savings_proposals import savings_proposals
from ingest.extract.forward_plans.forward_plans import forward_plan
from ingest.extract.forward_plans.issue_pages import issue_page
from ingest.extract.front_sheets.front_sheets import front_sheet, members_named, pack_meeting
from ingest.extract.minutes.attendance_pages import attendance_page
from ingest.extract.minutes.minuted_actions import minuted_actions
from ingest.extract.minutes.minutes import minutes
from ingest.extract.notices.notices import notices
from ingest.extract.paper_facts import paper_facts
from ingest.extract.reports.agenda_links import with_agenda_items
from ingest.extract.reports.clearances import clearances
from ingest.extract.reports.contacts import contacts
from ingest.extract.reports.implications import implications
from ingest.extract.reports.recommendations import recommendations
from ingest.extract.reports.reports import reports
from ingest.extract.reports.source_documents import source_documents
from ingest.extract.things.people import people
from ingest.extract.things.schemes import schemes
from kg.records import Record, SectionKind

Extractor = Callable[[Section], Iterator[Record]]
PaperExtractor = Callable[[Sequence[Section], Sequence[Record]], Iterator[Record]]

# One extractor a kind of section; a kind that is missing here is left alone on purpose (training plans).
BY_KIND: dict[SectionKind, tuple[Extractor, ...]] = {
    "report": (reports, recommendations, contacts, clearances, implications, source_documents),
    "front-sheet": (front_sheet,),
    "minutes": (minutes,),
    "decision-notice": (decision_notice,),
    "action-log": (action_log,),
    "forward-plan": (forward_plan, issue_page),
    "business-case": (business_case,),
    "finance-report": (finance_report, commentaries, grants),
}
# These look at the whole paper and at what the extractors above found in it.
WHOLE_PAPER: tuple[PaperExtractor, ...] = (
    paper_facts,
    pack_meeting,
    members_named,
    attendance_page,
    minuted_actions,
    savings_proposals,  # before the schemes: each is one
    schemes,
    people,  # last: it fills what the others leave open
    contracts,  # knows what all others found: decisions, recommendations, plans, schemes
)


def extract(sections: Sequence[Section]) -> tuple[Record, ...]:
    """All records of a paper: first each section's own, then what needs the whole paper.

    Published notices have fields and no prose of ours: nothing but their own extractor reads them.
    """
    if sections[0].document.releases:
        return tuple(_unique(notices(sections)))
    records: list[Record] = [section.part for section in sections]
    for section in sections:
        for extractor in BY_KIND.get(section.kind, ()):
            records.extend(extractor(section))
    records = list(with_agenda_items(tuple(without_bare(records))))
    for whole in WHOLE_PAPER:
        records.extend(whole(sections, tuple(records)))
    return tuple(_unique(records))


def _unique(records: Iterable[Record]) -> Iterator[Record]:
    """Each record once: a line that stands twice in a paper is one statement at each place."""
    seen: set[Record] = set()
    for record in records:
        if record not in seen:
            seen.add(record)
            yield record
