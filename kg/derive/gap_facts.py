"""What the search for gaps needs of the graph, and what it writes into the derived graph.

Worked out together for all meetings of a day whose names may be one (kg.derive.comparison_meetings): whatever is held
of one of them counts for the others. Beside the papers that tell of them, it rests on the newest day of their councils,
which tells whether something is missing yet, and on whether any paper names a meeting whose minutes others approve.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg import ids
from kg.dates import find_dates
from kg.derive.comparison_meetings import Held, together
from kg.derive.derivation import EVER, Derivation, Given, Outcome, Span
from kg.derive.gap_meetings import Missing, Sign, Trace, missing
from kg.derive.paper_days import printed
from kg.derive.paper_rows import Row, rows
from kg.derive.plan_facts import newest
from kg.vocabulary import Has, Is

if TYPE_CHECKING:
    from kg.derive.derivation import Triple
    from kg.derive.ground import Ground
    from kg.store import Store

TRACES: Final = """
SELECT DISTINCT ?statement ?meeting ?sign WHERE { GRAPH ?g {
  { ?statement a ck:Minute ; ck:meeting ?meeting . FILTER NOT EXISTS { ?statement dct:title ?any }
    BIND("minute-cited" AS ?sign) }
  UNION { ?statement a ck:Report ; ck:meeting ?meeting . BIND("report" AS ?sign) }
  UNION { ?statement a ck:PlannedItem ; ck:plannedFor ?meeting . BIND("planned" AS ?sign) }
} }
"""
# Of a meeting's own papers it counts only that there are some.
HAS: Final = """
SELECT DISTINCT ?meeting ?sign WHERE { GRAPH ?g {
  { ?statement a ck:Minute ; ck:meeting ?meeting ; dct:title ?title . BIND("minuted" AS ?sign) }
  UNION { ?statement a ck:Decision ; ck:meeting ?meeting . BIND("minuted" AS ?sign) }
  UNION { ?statement a ck:AgendaItem ; ck:meeting ?meeting . BIND("paper" AS ?sign) }
} }
"""
APPROVED: Final = """
SELECT DISTINCT ?statement ?title ?meeting WHERE { GRAPH ?g {
  ?statement a ck:Minute ; dct:title ?title ; ck:meeting ?meeting .
  FILTER(STRSTARTS(LCASE(?title), "minutes"))
} }
"""
MEETINGS: Final = """
SELECT ?meeting WHERE { GRAPH <https://w3id.org/committee-kg/graph/identity> { ?meeting a ck:Meeting } }
"""
SIGNS: Final[dict[str, Sign]] = {
    "minuted": "minuted",
    "minute-cited": "minute-cited",
    "report": "report",
    "paper": "paper",
    "planned": "planned",
}


GAP: Final = "gap "  # with the day and the words that tell the committee


def read(store: Store) -> tuple[Missing, ...]:
    """All that is missing of the meetings of a base."""
    known = {meeting or "" for (meeting,) in rows(store, MEETINGS)}
    traces = [*_traces(rows(store, TRACES)), *_own(rows(store, HAS))]
    traces += [each for each in _approvals(rows(store, APPROVED)) if each.meeting in known]
    meetings = _held(traces)
    return missing(traces, meetings, newest(store, {committee for _, committee in meetings.values()}))


def approved_unheld(store: Store) -> Iterator[tuple[str, str, str]]:
    """Minutes that others approve, of a meeting that no other paper names: committee, day, the approving minute."""
    known = {meeting or "" for (meeting,) in rows(store, MEETINGS)}
    for each in _approvals(rows(store, APPROVED)):
        if each.meeting not in known:
            yield ids.committee_of(each.meeting), ids.last_part(each.meeting), each.iri


def _traces(told: Iterable[Row]) -> Iterator[Trace]:
    for iri, meeting, sign in sorted(set(told), key=str):
        yield Trace(iri or "", meeting or "", SIGNS[sign or ""])


def _own(told: Iterable[Row]) -> Iterator[Trace]:
    """That there are minutes of a meeting, or other papers; which statements say so nobody asks."""
    for meeting, sign in sorted(set(told), key=str):
        yield Trace("", meeting or "", SIGNS[sign or ""])


def _approvals(told: Iterable[Row]) -> Iterator[Trace]:
    """Minutes that approve others, of meetings of the same committee, whether or not any paper names these."""
    for iri, title, meeting in sorted(set(told), key=str):
        for day in _days(title or "") if meeting else ():
            yield Trace(iri or "", f"{(meeting or '').rpartition('/')[0]}/{day}", "minutes-approved")


@lru_cache(maxsize=4096)
def _days(title: str) -> tuple[str, ...]:
    return tuple(found.iso for found in find_dates(title) if len(found.iso) == 10)


def _held(traces: Iterable[Trace]) -> dict[str, tuple[Held, str]]:
    """The meetings that they tell of, with their committees."""
    return {each.meeting: (Held.of(each.meeting), ids.committee_of(each.meeting)) for each in traces}


def _marks(ground: Ground, papers: Collection[str]) -> Iterator[Given]:
    for question, at in ((TRACES, 1), (HAS, 0)):
        for paper, told in ground.answers(question, papers):
            yield from ((paper, _key(meeting)) for meeting in {row[at] or "" for row in told})
    for paper, told in ground.answers(APPROVED, papers):
        yield from ((paper, _key(each.meeting)) for each in _approvals(told))


def _key(meeting: str) -> str:
    return f"{GAP}{together(meeting)}"


def _keys(_ground: Ground, marks: Collection[str]) -> list[str]:
    return [mark for mark in marks if mark.startswith(GAP)]


def _derive(ground: Ground, keys: Sequence[str]) -> Iterator[Outcome]:
    for key in keys:
        papers = ground.givers(key)
        traces = [*_traces(_of(ground, TRACES, papers, 1, key)), *_own(_of(ground, HAS, papers, 0, key))]
        told = (row for _, found in ground.answers(APPROVED, papers) for row in found)
        approvals = [each for each in _approvals(told) if _key(each.meeting) == key]
        traces += [each for each in approvals if ground.named(each.meeting, Has.COMMITTEE)]
        yield _outcome(ground, key, traces, {key, *(each.meeting for each in approvals)})


def _of(ground: Ground, question: str, papers: Collection[str], at: int, key: str) -> list[Row]:
    """What papers answer of the meetings of a key, which stand `at` that place of a row."""
    return [row for _, found in ground.answers(question, papers) for row in found if _key(row[at] or "") == key]


def _outcome(ground: Ground, key: str, traces: Collection[Trace], leans: Collection[str]) -> Outcome:
    meetings = _held(traces)
    days = {committee: ground.newest.get(printed(committee)) for _, committee in meetings.values()}
    found = missing(traces, meetings, {committee: day for committee, day in days.items() if day})
    spans = {
        _span(meeting.date, printed(committee), days[committee])
        for meeting, committee in meetings.values()
        if len(meeting.date) == 10
    }
    return Outcome(key, frozenset(_triples(found)), frozenset(leans), tuple(sorted(spans, key=str)))


def _span(day: str, scope: str, newest: str | None) -> Span:
    """Between which newest days nothing else is missing of a meeting of a day: before it, after it, or on it alone."""
    if not newest:
        return Span(scope, "", "")
    if newest < day:
        return Span(scope, EVER[0], day)
    return Span(scope, f"{day}~", EVER[1]) if newest > day else Span(scope, day, f"{day}~")


def _triples(found: Iterable[Missing]) -> Iterator[Triple]:
    """On each meeting what of it is not held, and the statements that tell so."""
    from kg.project import terms

    for each in found:
        yield each.meeting, Has.LACKS, terms.node(Is.LACKS[each.what])
        for source in each.sources:
            yield each.meeting, Has.DERIVED_FROM, terms.node(source)


DERIVATION: Final = Derivation("gaps", _marks, _keys, _derive)
