"""The page of a thing that has no page of its own: what is known of it, in plain words, each value linked and cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interfaces.web.edition import edition_of
from interfaces.web.views import page
from queries.thing_card import thing_card

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def thing_page(request: Request, iri: str) -> Response:
    """All that papers state about an IRI, and what refers to it. UnknownName where nothing does."""
    return page(request, "thing.html", card=thing_card(edition_of(request).library(), iri))
