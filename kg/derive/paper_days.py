"""Each paper's day, council and committee, and the day of the newest paper of each council and committee."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from kg.derive.contract_dates import first_day
from kg.derive.derivation import Derivation, Given, Outcome, PaperDay, marks_themselves
from kg.derive.paper_rows import Row, rows
from kg.notice_records import NOTICE_PAPER
from kg.vocabulary import ID_BASE, Has

if TYPE_CHECKING:
    from kg.derive.ground import Ground
    from kg.derive.kept import Kept
    from kg.store import Store

# A published notice tells of its own contract alone: its day is not that of a newer paper of the council, which could
# have told of all its contracts, meetings and powers.
PAPERS: Final = f"""
SELECT ?g ?date ?council ?committee WHERE {{ GRAPH ?g {{
  ?g a ck:Paper .
  OPTIONAL {{ ?g dct:date ?date }} OPTIONAL {{ ?g ck:committee ?committee }}
  OPTIONAL {{ ?g ck:council ?council FILTER NOT EXISTS {{ ?g ck:paperKind "{NOTICE_PAPER}" }} }}
}} }}
"""
# A paper that gives no date of its own is no older than what it tells as decided or done.
TOLD: Final = """
SELECT DISTINCT ?g ?date WHERE { GRAPH ?g {
  { ?statement a ck:Decision ; dct:date ?date } UNION { ?statement ck:eventStatus ck:reported ; dct:date ?date }
} }
"""


def paper_days(store: Store) -> dict[str, PaperDay]:
    """Every paper's day, council and committee."""
    told: dict[str, list[Row]] = defaultdict(list)
    for row in rows(store, TOLD):
        told[row[0] or ""].append(row)
    own: dict[str, list[Row]] = defaultdict(list)
    for row in rows(store, PAPERS):
        own[row[0] or ""].append(row)
    return {iri: _paper_day(iri, found, told[iri]) for iri, found in sorted(own.items())}


def _paper_day(iri: str, own: Sequence[Row], told: Sequence[Row]) -> PaperDay:
    _g, date, council, committee = min(own, key=str)
    newest = max((day or "" for _g, day in told), key=lambda each: (first_day(each), each), default=None)
    return PaperDay(iri, date or newest, council, committee)


def note_days(ground: Ground, kept: Kept, written: Collection[str], gone: Collection[str]) -> dict[str, str | None]:
    """Note the days of papers that were written or went; by council and committee the newest day, where it moved."""
    told = dict(ground.rows(TOLD, written))
    found = {paper: (own, told[paper]) for paper, own in ground.rows(PAPERS, written)}
    before: dict[str, str | None] = {}
    for paper in (*sorted(gone), *sorted(found)):
        own, days = found.get(paper, ((), ()))
        given = set(_given(own, _paper_day(paper, own, days))) if own else set()
        for scope, _day in (*kept.days_of(paper), *given):
            before.setdefault(scope, kept.newest(scope))
        kept.set_paper(paper, _paper_day(paper, own, days) if own else None, given)
    after = {scope: kept.newest(scope) for scope in before}
    return {scope: day for scope, day in after.items() if day != before[scope]}


def _given(own: Sequence[Row], paper: PaperDay) -> Iterator[tuple[str, str]]:
    """The days that a paper gives, by council and committee; those printed on it also by the council's slug."""
    for body in filter(None, (paper.council, paper.committee)):
        if paper.day:
            yield body, first_day(paper.day)
    for _g, date, *bodies in own:
        for body in filter(None, bodies):
            yield printed(body), first_day(date or "0000")


def printed(body: str) -> str:
    """What stands for a council, by its IRI or that of a committee of it, where only days printed on papers count."""
    return f"printed {body.removeprefix(ID_BASE).split('/')[1] if body.startswith(ID_BASE) else ''}"


def _marks(ground: Ground, papers: Collection[str]) -> Iterator[Given]:
    for paper, found in ground.rows(PAPERS, papers):
        yield from ((paper, council) for _g, _date, council, _committee in found if council)


def _councils(ground: Ground, keys: Sequence[str]) -> Iterator[Outcome]:
    """On each council the day of its newest paper: to which its contracts' and powers' states are worked out."""
    from kg.project import terms

    for council in keys:
        if day := ground.newest.get(council):
            said = (council, str(Has.AS_OF), terms.date(day))
            yield Outcome(council, frozenset((said,)), frozenset((council,)))


DERIVATION: Final = Derivation("councils", _marks, marks_themselves, _councils)
