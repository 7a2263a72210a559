"""What the search for gaps needs of the graph, and what it writes into the derived graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.dates import find_dates
from kg.derive.comparison_meetings import Held
from kg.derive.gap_meetings import Missing, Sign, Trace, missing
from kg.derive.plan_facts import newest
from kg.vocabulary import Has, Is

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store

TRACES: Final = """
SELECT DISTINCT ?statement ?meeting ?sign WHERE {
  { ?statement a ck:Minute ; ck:meeting ?meeting ; dct:title ?title . BIND("minuted" AS ?sign) }
  UNION { ?statement a ck:Decision ; ck:meeting ?meeting . BIND("minuted" AS ?sign) }
  UNION { ?statement a ck:Minute ; ck:meeting ?meeting . FILTER NOT EXISTS { ?statement dct:title ?any }
          BIND("minute-cited" AS ?sign) }
  UNION { ?statement a ck:Report ; ck:meeting ?meeting . BIND("report" AS ?sign) }
  UNION { ?statement a ck:AgendaItem ; ck:meeting ?meeting . BIND("paper" AS ?sign) }
  UNION { ?statement a ck:PlannedItem ; ck:plannedFor ?meeting . BIND("planned" AS ?sign) }
}
"""
APPROVED: Final = """
SELECT DISTINCT ?statement ?title ?committee WHERE {
  ?statement a ck:Minute ; dct:title ?title ; ck:meeting ?meeting .
  FILTER(STRSTARTS(LCASE(?title), "minutes"))
  GRAPH <https://w3id.org/committee-kg/graph/identity> { ?meeting ck:committee ?committee }
}
"""
MEETINGS: Final = """
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


def read(store: Store) -> tuple[Missing, ...]:
    """All that is missing of the meetings of a base."""
    from kg.graph import ask

    meetings: dict[str, tuple[Held, str]] = {}
    by_day: dict[tuple[str, str], str] = {}
    for iri, committee, label, day, council in sorted(ask(store, MEETINGS).rows, key=str):
        meetings[iri or ""] = (Held(iri or "", label or "", day or "", council), committee or "")
        by_day[committee or "", day or ""] = iri or ""
    traces = [Trace(iri or "", meeting or "", SIGNS[sign or ""]) for iri, meeting, sign in ask(store, TRACES).rows]
    for iri, title, committee in ask(store, APPROVED).rows:
        for found in find_dates(title or ""):
            if approved := by_day.get((committee or "", found.iso)):
                traces.append(Trace(iri or "", approved, "minutes-approved"))
    return missing(traces, meetings, newest(store, {committee for _, committee in meetings.values()}))


def approved_unheld(store: Store) -> Iterator[tuple[str, str, str]]:
    """Minutes that others approve, of a meeting that no other paper names: committee, day, the approving minute."""
    from kg.graph import ask

    known = {(committee or "", day or "") for _, committee, _, day, _ in ask(store, MEETINGS).rows}
    for iri, title, committee in sorted(ask(store, APPROVED).rows, key=str):
        for found in find_dates(title or ""):
            if len(found.iso) == 10 and (committee or "", found.iso) not in known:
                yield committee or "", found.iso, iri or ""


def derive(store: Store) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    """On each meeting what of it is not held, and the statements that tell so."""
    from kg.project import terms

    for each in read(store):
        yield each.meeting, Has.LACKS, terms.node(Is.LACKS[each.what])
        for source in each.sources:
            yield each.meeting, Has.DERIVED_FROM, terms.node(source)
