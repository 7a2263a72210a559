"""A meeting: its items with what was recommended and resolved, who was there, its actions and its papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interfaces.web.edition import edition_of
from interfaces.web.pages import decided_words
from interfaces.web.views import page
from kg.vocabulary import Kind
from queries.compared import pieces
from queries.meeting_items import lines
from queries.meeting_papers import around, lacking, papers_of, versions_of
from queries.meetings_by_iri import held
from queries.planned_for import planned_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from queries.attendance import AttendanceRow

KINDS: Final = (Kind.MEETING,)


def thing_page(request: Request, iri: str) -> Response:
    """The page of a meeting. UnknownName where there is none at this IRI."""
    library = edition_of(request).library()
    found = held(library, iri)
    place = around(library, iri)
    told = lines(library, iri, found.decisions, found.compared)
    return page(
        request,
        "meeting.html",
        meeting=found,
        place=place,
        lines=told,
        votes={row.decision: row for row in found.decisions},
        present=_of_status(found.attendance, "present"),
        apologies=_of_status(found.attendance, "apologies"),
        listed=_of_status(found.attendance, "member"),
        papers=papers_of(library, iri),
        versions=versions_of(library, iri),
        lacking=lacking(library, iri),
        planned=planned_for(library, [iri]),
        pieces=pieces,
        told=decided_words,
    )


def _of_status(rows: Sequence[AttendanceRow], status: str) -> tuple[AttendanceRow, ...]:
    """Those present, or with apologies, or listed; chairs first, then by surname."""
    return tuple(sorted((row for row in rows if row.status == status), key=_order))


def _order(row: AttendanceRow) -> tuple[bool, str]:
    name = row.person.label if row.person else ""
    return "chair" not in (row.role or "").casefold(), name.rpartition(" ")[2].casefold()
