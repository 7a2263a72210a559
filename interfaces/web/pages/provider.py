"""A provider's page: its names, its contracts and where they stand, what happened to them, where papers speak of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from interfaces.contract_rows import provider_rows
from interfaces.pictures.neighbourhood import on_a_page as drawn
from interfaces.web.edition import edition_of
from interfaces.web.pages.csv_of import csv_file, is_csv
from interfaces.web.pages.near import AROUND, PASSAGES, each_once, ties_of
from interfaces.web.pages.steps import steps_of
from interfaces.web.views import page
from kg.vocabulary import Kind
from queries.mentions import mentioning
from queries.network import network_of
from queries.provider import provider

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

KINDS: Final = (Kind.PROVIDER,)


def thing_page(request: Request, iri: str) -> Response:
    """The page of a provider. UnknownName where there is none."""
    library = edition_of(request).library()
    answer = provider(library, iri)
    if is_csv(request):
        return csv_file(request, iri, provider_rows(answer))
    around = network_of(library, answer.provider, 1, AROUND)
    return page(
        request,
        "provider.html",
        answer=answer,
        names=each_once(answer.names),
        steps=steps_of(answer.events),
        around=around,
        ties=ties_of(around),
        picture=Markup(drawn(around)) if len(around.near) > 1 else "",  # our own drawing, every word of it escaped
        passages=mentioning(library, [iri], [answer.provider.label, *answer.names], PASSAGES),
    )
