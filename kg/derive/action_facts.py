"""What the histories of actions need of the graph, and what they write into the derived graph.

Worked out by the meeting that set the actions, from all papers that list one of it. What other meetings' actions have
to do with it is one thing alone: the first log of the committee that is later than the last that lists an action. So a
key leans on the logs of its committee: of the years that it looked through where it found that log, on any where it
found none, for then any later one would be it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from kg import ids
from kg.derive.action_histories import History, Listed, histories, histories_of, logs_of
from kg.derive.derivation import Derivation, Given, Outcome
from kg.derive.paper_rows import Row, of_meetings, rows
from kg.vocabulary import Has, Is

if TYPE_CHECKING:
    from kg.derive.derivation import Triple
    from kg.derive.ground import Ground
    from kg.store import Store

# ?part is the minutes in which an action stands, where it stands in no log.
LISTED: Final = """
SELECT ?statement ?g ?told ?meeting ?number ?text ?status ?start ?part WHERE { GRAPH ?g {
  ?statement a ck:Action ; ck:meeting ?meeting ; ck:text ?text ; ck:evidence/ck:start ?start .
  OPTIONAL { ?statement ck:minute/ck:number ?number }
  OPTIONAL { ?statement ck:actionStatus ?status }
  OPTIONAL {
    ?part ck:sectionKind "minutes" ; ck:start ?from ; ck:end ?upto . FILTER(?from <= ?start && ?start < ?upto)
  }
} OPTIONAL { GRAPH ?g { ?g dct:date ?told } } }
"""
SET: Final = "action "  # with the meeting that set it


def read(store: Store, of: Collection[str] | None = None) -> tuple[History, ...]:
    """The histories of all actions of a base, or of those that some meetings set: all meetings of a committee."""
    return histories(listed(rows(store, of_meetings(LISTED, of))))


def listed(told: Iterable[Row]) -> list[Listed]:
    """The actions that rows of LISTED tell of, each once."""
    found: dict[str, Listed] = {}
    for row in sorted(told, key=str):
        iri, paper, day, meeting, number, text, status, _start, part = row
        if iri and paper and meeting and iri not in found:
            committee, set_on = ids.committee_of(meeting), ids.last_part(meeting)
            found[iri] = Listed(
                iri, paper, day or None, committee, meeting, set_on, number or None, text or "", status or None,
                part is None,
            )  # fmt: skip
    return list(found.values())


def _marks(ground: Ground, papers: Collection[str]) -> Iterator[Given]:
    for paper, told in ground.answers(LISTED, papers):
        for each in listed(told):
            yield paper, f"{SET}{each.meeting}"
            if each.in_log and each.told:
                yield paper, _logs(each.committee)
                yield paper, _logs(each.committee, each.told[:4])


def _logs(committee: str, year: str = "") -> str:
    """The mark of a committee's logs, or of those of a year."""
    return f"log {committee} {year}".rstrip()


def _keys(_ground: Ground, marks: Collection[str]) -> list[str]:
    return [mark for mark in marks if mark.startswith(SET)]


def _derive(ground: Ground, keys: Sequence[str]) -> Iterator[Outcome]:
    logs = _Logs(ground)
    for key in keys:
        meeting = key.removeprefix(SET)
        told = (row for _, found in ground.answers(LISTED, ground.givers(key)) for row in found if row[3] == meeting)
        found = histories_of(listed(told), logs.of(ids.committee_of(meeting)))
        triples = frozenset(triple for history in found for triple in _triples(history))
        yield Outcome(key, triples, frozenset((key, *_leans(found))))


class _Logs:
    """One row of each log of a committee, in the order of their days."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._known: dict[str, list[Listed]] = {}

    def of(self, committee: str) -> list[Listed]:
        if committee not in self._known:
            told = self._ground.answers(LISTED, self._ground.givers(_logs(committee)))
            self._known[committee] = logs_of(each for _, found in told for each in listed(found)).get(committee, [])
        return self._known[committee]


def _leans(found: Iterable[History]) -> Iterator[str]:
    """The marks of the logs that were looked at."""
    for history in found:
        last = history.last_row
        if history.state == "completed" or last is None or not last.told:
            continue
        if not history.lacking:
            yield _logs(last.committee)
            continue
        for year in range(int(last.told[:4]), int(history.lacking[:4]) + 1):
            yield _logs(last.committee, f"{year:04}")


def _triples(history: History) -> Iterator[Triple]:
    """On each row of a log what became of the action, to which day, and the rows that tell it."""
    from kg.project import terms

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


DERIVATION: Final = Derivation("actions", _marks, _keys, _derive)
