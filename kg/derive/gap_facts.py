"""What the search for gaps needs of the graph, and what it writes into the derived graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.dates import find_dates
from kg.derive.comparison_meetings import Held
from kg.derive.gap_meetings import Missing, Sign, Trace, missing
from kg.derive.paper_rows import PaperRows, meetings, rows
from kg.derive.plan_facts import newest
from kg.vocabulary import Has, Is

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store

TRACES: Final = """
SELECT DISTINCT ?statement ?meeting ?sign WHERE { GRAPH ?g {
  { ?statement a ck:Minute ; ck:meeting ?meeting ; dct:title ?title . BIND("minuted" AS ?sign) }
  UNION { ?statement a ck:Decision ; ck:meeting ?meeting . BIND("minuted" AS ?sign) }
  UNION { ?statement a ck:Minute ; ck:meeting ?meeting . FILTER NOT EXISTS { ?statement dct:title ?any }
          BIND("minute-cited" AS ?sign) }
  UNION { ?statement a ck:Report ; ck:meeting ?meeting . BIND("report" AS ?sign) }
  UNION { ?statement a ck:AgendaItem ; ck:meeting ?meeting . BIND("paper" AS ?sign) }
  UNION { ?statement a ck:PlannedItem ; ck:plannedFor ?meeting . BIND("planned" AS ?sign) }
} }
"""
APPROVED: Final = """
SELECT DISTINCT ?statement ?title ?meeting WHERE { GRAPH ?g {
  ?statement a ck:Minute ; dct:title ?title ; ck:meeting ?meeting .
  FILTER(STRSTARTS(LCASE(?title), "minutes"))
} }
"""
HELD: Final = """
SELECT ?meeting ?committee ?label ?day ?council WHERE { GRAPH <https://w3id.org/committee-kg/graph/identity> {
  ?meeting ck:committee ?committee ; dct:date ?day . ?committee rdfs:label ?label .
  OPTIONAL { ?committee ck:council ?council }
} }
"""
SIGNS: Final[dict[str, Sign]] = {
    "minuted": "minuted",
    "minute-cited": "minute-cited",
    "report": "report",
    "paper": "paper",
    "planned": "planned",
}


def read(store: Store | PaperRows) -> tuple[Missing, ...]:
    """All that is missing of the meetings of a base."""
    known: dict[str, tuple[Held, str]] = {}
    by_day: dict[tuple[str, str], str] = {}
    for iri, committee, label, day, council in sorted(rows(store, HELD), key=str):
        known[iri or ""] = (Held(iri or "", label or "", day or "", council), committee or "")
        by_day[committee or "", day or ""] = iri or ""
    told = sorted(set(rows(store, TRACES)), key=str)
    traces = [Trace(iri or "", meeting or "", SIGNS[sign or ""]) for iri, meeting, sign in told]
    for iri, title, committee in _approved(store):
        for found in find_dates(title or ""):
            if approved := by_day.get((committee or "", found.iso)):
                traces.append(Trace(iri or "", approved, "minutes-approved"))
    return missing(traces, known, newest(store, {committee for _, committee in known.values()}))


def _approved(store: Store | PaperRows) -> list[tuple[str | None, str | None, str]]:
    """Minutes that approve others, their title, and the committee."""
    held = meetings(store)
    found = {
        (iri, title, committee)
        for iri, title, meeting in rows(store, APPROVED)
        for committee, _day in held.get(meeting or "", ())
    }
    return sorted(found, key=str)


def approved_unheld(store: Store | PaperRows) -> Iterator[tuple[str, str, str]]:
    """Minutes that others approve, of a meeting that no other paper names: committee, day, the approving minute."""
    known = {(committee or "", day or "") for _, committee, _, day, _ in rows(store, HELD)}
    for iri, title, committee in _approved(store):
        for found in find_dates(title or ""):
            if len(found.iso) == 10 and (committee or "", found.iso) not in known:
                yield committee or "", found.iso, iri or ""


def derive(store: Store | PaperRows) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    """On each meeting what of it is not held, and the statements that tell so."""
    from kg.project import terms

    for each in read(store):
        yield each.meeting, Has.LACKS, terms.node(Is.LACKS[each.what])
        for source in each.sources:
            yield each.meeting, Has.DERIVED_FROM, terms.node(source)
