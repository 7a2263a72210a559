"""What is asked of papers and things whichever contracts are meant: papers' days, the newest, names; each when wanted.

`kg.derive.contract_facts.whole` reads the same of the whole base, as long as a base is large (2026-11-22: a quarter of
a second of 5,000 papers). Who asks of one contract wants the days of a dozen papers.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kg.derive.contract_dates import first_day
from kg.derive.derivation import PaperDay
from kg.vocabulary import CK, DERIVED_GRAPH, ID_BASE, Has, Kind
from queries.by_pattern import having

if TYPE_CHECKING:
    from kg.derive.contract_facts import Whole
    from queries.library import Library

REPORTED = f"{CK}reported"


def known(library: Library) -> Whole:
    """Papers' days, the day of each council's newest paper as it was derived, and names; kept as they are asked for."""
    return library.once("known", lambda: _known(library))


def _known(library: Library) -> Whole:
    from weakref import ref

    from kg.derive.contract_facts import Whole
    from kg.derive.ground import LookedUp

    # The library keeps these: were they to hold it, it would stay, with all open files, until the sweep for rubbish.
    held = ref(library)

    def asked(ask: Any, iri: str) -> Any:
        there = held()
        return ask(there, iri) if there else None

    return Whole(*(LookedUp(partial(asked, ask)) for ask in (paper_day, _newest, _label)))


def paper_day(library: Library, iri: str) -> PaperDay | None:
    """A paper's day, council and committee; where it gives no day, it is no older than what it tells as done."""
    if Kind.PAPER not in library.values(iri, Has.TYPE, iri):
        return None
    own, council, committee = (
        min(library.values(iri, prop, iri), default=None) for prop in (Has.DATE, Has.COUNCIL, Has.COMMITTEE)
    )
    return PaperDay(iri, own or _newest_told(library, iri), council, committee)


def _newest_told(library: Library, paper: str) -> str | None:
    telling = (*having(library, Has.TYPE, Kind.DECISION, paper), *having(library, Has.EVENT_STATUS, REPORTED, paper))
    days = {day for statement, _graph in telling for day in library.values(statement, Has.DATE, paper)}
    return max(days, key=lambda each: (first_day(each), each), default=None)


def _newest(library: Library, council: str) -> str | None:
    return max(library.values(council, Has.AS_OF, DERIVED_GRAPH), default=None)


def _label(library: Library, iri: str) -> str | None:
    return library.label(iri) if iri.startswith(ID_BASE) else None
