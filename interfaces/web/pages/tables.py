"""The tables as pages and as CSV files: narrowed, sorted, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from interfaces.csv_rows import flat
from interfaces.web import addresses
from interfaces.web.edition import edition_of
from interfaces.web.pages.csv_of import written
from interfaces.web.pages.decided_words import own_first, places
from interfaces.web.tables.of_contracts import CONTRACTS, DELEGATION_STATES, DELEGATIONS, NOTICES, RENEWALS, UNMET_KINDS
from interfaces.web.tables.of_meetings import ACTIONS, DECISIONS, PLAN, SAVINGS, VOTES
from interfaces.web.tables.of_papers import GAP_KINDS, GAPS, ISSUES, PAPERS, STATUSES
from interfaces.web.tables.table import Heading, Table, number_in
from interfaces.web.views import page
from queries.decisions import has_words

if TYPE_CHECKING:
    from starlette.requests import Request

    from queries.library import Library

TABLES: Final = {
    table.name: table
    for table in (DECISIONS, CONTRACTS, RENEWALS, DELEGATIONS, NOTICES, ACTIONS, PLAN, SAVINGS, ISSUES, GAPS, PAPERS)
}
ON_A_PAGE: Final = 50
MOST_PAGES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it is shown: the rows of one page, and the way to others.

    given   what the reader chose, as in the address
    sorted  the column that rows are sorted by; `falling` from the last to the first
    """

    table: Table
    rows: Sequence[Any]
    total: int
    here: int
    last: int
    given: dict[str, str]
    sorted: str
    falling: bool

    def page(self, number: int) -> str:
        """The address of another page of it."""
        return addresses.table(self.table.name, **{**self.given, "page": str(number)})

    def by(self, heading: Heading) -> str:
        """The address of it sorted by a column; the other way round where it is already."""
        rising = heading.name == self.sorted and not self.falling
        return addresses.table(self.table.name, **{**self.given, "sort": f"{'-' if rising else ''}{heading.name}"})

    def order(self, heading: Heading) -> str:
        """How rows are sorted by a column, as `aria-sort` has it; empty where they are not."""
        return "" if heading.name != self.sorted else "descending" if self.falling else "ascending"

    @property
    def csv(self) -> str:
        """The address of all its rows as CSV."""
        return addresses.table(self.table.name, "csv", **self.given)


def show(request: Request) -> Response:
    """A table as a page."""
    table = _table(request)
    library = edition_of(request).library()
    given = _given(request, table)
    rows = _rows(library, table, given)
    last = max(1, ceil(len(rows) / ON_A_PAGE))
    here = min(number_in(request.query_params, "page", 1, MOST_PAGES), last)
    shown = Shown(table, rows[(here - 1) * ON_A_PAGE : here * ON_A_PAGE], len(rows), here, last, given,
                  given.get("sort", "").removeprefix("-"), given.get("sort", "").startswith("-"))  # fmt: skip
    choices = {each.name: each.choices(library) for each in table.filters if each.choices}
    return page(request, "tables/table.html", shown=shown, table_=table, choices=choices, votes=VOTES,
                gap_kinds=GAP_KINDS, delegation_states=DELEGATION_STATES, unmet_kinds=UNMET_KINDS, statuses=STATUSES,
                own_first=own_first, once=places)  # fmt: skip


def csv(request: Request) -> Response:
    """All rows of a table as a CSV file, each with links to the words in its papers."""
    table = _table(request)
    rows = _rows(edition_of(request).library(), table, _given(request, table))
    return written(request, table.name, [({}, row) for row in rows[:]])


def papers(_request: Request) -> Response:
    """The table of papers, under the address that people guess."""
    return RedirectResponse(addresses.table("papers"), 308)


def _table(request: Request) -> Table:
    try:
        return TABLES[request.path_params["name"]]
    except KeyError:
        raise HTTPException(404, f"There is no such table; there are: {', '.join(TABLES)}.") from None


def _given(request: Request, table: Table) -> dict[str, str]:
    """What the reader chose, of what can be chosen."""
    known = ("q", *(each.name for each in table.filters), "code", "sort")
    return {name: value for name in known if (value := request.query_params.get(name, "").strip())}


def _rows(library: Library, table: Table, given: dict[str, str]) -> Sequence[Any]:
    """The rows that were asked for, in the order that was asked for; where neither was, no row is looked at yet."""
    rows = table.ask(library, given)
    if words := given.get("q"):
        rows = [row for row in rows[:] if has_words(words, " ".join(flat(row).values()))]
    wanted = given.get("sort", "")
    order = next((each.order for each in table.headings if each.name == wanted.removeprefix("-")), None)
    return sorted(rows[:], key=order, reverse=wanted.startswith("-")) if order else rows


routes: Final = [Route("/tables/{name}.csv", csv), Route("/tables/{name}", show), Route("/papers", papers)]
