"""A scheme's page: its references, contracts, savings, dependencies, and what is planned, done and decided about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from interfaces.contract_rows import scheme_rows
from interfaces.pictures.neighbourhood import on_a_page as drawn
from interfaces.web.edition import edition_of
from interfaces.web.pages.csv_of import csv_file, is_csv
from interfaces.web.pages.near import AROUND, PASSAGES, council_of, each_once, readable, ties_of
from interfaces.web.views import page
from kg.vocabulary import Kind
from queries.mentions import mentioning
from queries.network import network_of
from queries.scheme import scheme

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

KINDS: Final = (Kind.SCHEME,)
# What the vocabulary calls a kind of scheme, and people do.
SCHEME_KINDS: Final = {"extra-care": "extra care", "savings": "savings proposal", "capital": "capital scheme"}
WORK: Final = (("Decision", "Decisions"), ("PlannedItem", "Planned for meetings"), ("Action", "Actions"))


def thing_page(request: Request, iri: str) -> Response:
    """The page of a scheme. UnknownName where there is none."""
    library = edition_of(request).library()
    answer = scheme(library, iri)
    if is_csv(request):
        return csv_file(request, iri, scheme_rows(answer))
    around = network_of(library, answer.scheme, 1, AROUND)
    work = [(title, [row for row in answer.work if row.kind == kind]) for kind, title in WORK]
    return page(
        request,
        "scheme.html",
        answer=answer,
        names=each_once(answer.names),
        readable=readable,
        council=council_of(library, iri),
        kinds=[SCHEME_KINDS.get(kind, kind) for kind in answer.kinds],
        work=[(title, rows) for title, rows in work if rows],
        around=around,
        ties=ties_of(around),
        picture=Markup(drawn(around)) if len(around.near) > 1 else "",  # our own drawing, every word of it escaped
        passages=mentioning(library, [iri], [answer.scheme.label, *answer.names, *answer.references], PASSAGES),
    )
