"""What the histories of actions need of the graph, and what they write into the derived graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from kg.derive.action_histories import History, Listed, histories
from kg.derive.paper_rows import PaperRows, meetings, of_meetings, of_papers, rows
from kg.vocabulary import Has, Is

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store

LISTED: Final = """
SELECT ?statement ?g ?told ?meeting ?number ?text ?status ?start WHERE { GRAPH ?g {
  ?statement a ck:Action ; ck:meeting ?meeting ; ck:text ?text ; ck:evidence/ck:start ?start .
  OPTIONAL { ?statement ck:minute/ck:number ?number }
  OPTIONAL { ?statement ck:actionStatus ?status }
  OPTIONAL { ?g dct:date ?told }
} }
"""
MINUTES: Final = """
SELECT ?g ?start ?end WHERE { GRAPH ?g { ?part ck:sectionKind "minutes" ; ck:start ?start ; ck:end ?end } }
"""


def read(store: Store | PaperRows, of: Collection[str] | None = None) -> tuple[History, ...]:
    """The histories of all actions of a base, or of those that some meetings set: all meetings of a committee."""
    listed = _listed(store, of)
    minutes = _minutes(store, None if of is None else {row[1] or "" for row in listed})
    found: dict[str, Listed] = {}
    for row in listed:
        iri, paper, told, committee, meeting, day, number, text, status, start = (cell or "" for cell in row)
        at = int(start)
        in_log = not any(first <= at < last for first, last in minutes.get(paper, ()))
        each = Listed(
            iri, paper, told or None, committee, meeting, day, number or None, text, status or None, in_log
        )  # fmt: skip
        found.setdefault(iri, each)
    return histories(found.values())


def _minutes(store: Store | PaperRows, papers: Collection[str] | None) -> dict[str, list[tuple[int, int]]]:
    """Where minutes stand in each paper, or in some."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for paper, start, end in rows(store, of_papers(MINUTES, papers)):
        found[paper or ""].append((int(start or 0), int(end or 0)))
    return found


def _listed(store: Store | PaperRows, of: Collection[str] | None) -> list[tuple[str | None, ...]]:
    """The rows of LISTED with the committee and the day of the meeting that set the action."""
    held = meetings(store, of)
    found = []
    for row in rows(store, of_meetings(LISTED, of)):
        iri, paper, told, meeting, *rest = row
        for committee, day in held.get(meeting or "", ()):
            found.append((iri, paper, told, committee, meeting, day, *rest))
    return sorted(found, key=str)


def derive(store: Store | PaperRows) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    """On each row of a log what became of the action, to which day, and the rows that tell it."""
    from kg.project import terms

    for history in read(store):
        as_of = history.lacking or max((each.told for each in history.statements if each.told), default=None)
        for each in history.statements:
            yield each.iri, Has.ACTION_STATE, terms.node(Is.ACTION_STATE[history.state])
            if as_of:
                yield each.iri, Has.AS_OF, terms.date(as_of)
            for other in history.statements:
                if other.iri != each.iri:
                    yield each.iri, Has.DERIVED_FROM, terms.node(other.iri)
            if history.lacking_log:
                yield each.iri, Has.DERIVED_FROM, terms.node(history.lacking_log)
