"""Which agenda item a report belongs to, where no stamp on the report says so: the item of the same title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from kg.names import fold
from kg.records import AgendaItem, Record, Report

# Agendas shorten titles ("Tender for Contract" for "TENDER FOR CARE CONTRACT"). On the shared papers and the samples
# every report meets its own item at 100, and another report's at 81 at most (2026-11-22).
ALIKE = 90


def with_agenda_items(records: Sequence[Record]) -> Iterator[Record]:
    """The same records, each report that names no agenda item given that of the one item whose title is its own."""
    items = [record for record in records if isinstance(record, AgendaItem) and record.number]
    taken = {record.agenda_item for record in records if isinstance(record, Report)}
    for record in records:
        if isinstance(record, Report) and not record.agenda_item and not record.appended:
            yield replace(record, agenda_item=_item(record, [item for item in items if item.number not in taken]))
        else:
            yield record


def _item(report: Report, items: Sequence[AgendaItem]) -> str | None:
    """The number of the item alike enough; None where none is, or two are equally."""
    scores = sorted(
        ((_likeness(report.title, item.title), item.number) for item in items if _same_meeting(report, item)),
        reverse=True,
    )
    if not scores or scores[0][0] < ALIKE or (len(scores) > 1 and scores[1][0] == scores[0][0]):
        return None
    return scores[0][1]


def _same_meeting(report: Report, item: AgendaItem) -> bool:
    return report.meeting is None or report.meeting.date == item.meeting.date


def _likeness(report: str, item: str) -> float:
    one, other = fold(report), fold(item)
    return max(fuzz.token_sort_ratio(one, other), fuzz.token_set_ratio(one, other) if len(other.split()) > 2 else 0.0)
