"""The search page: one box, passages grouped by report or item, and links that narrow them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from interfaces.web.edition import edition_of
from interfaces.web.pages.asked import asked_of
from interfaces.web.views import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def search(request: Request) -> Response:
    """What answers a search, or how to search where nothing is asked."""
    from queries.cards import cards
    from queries.hits import hits

    asked, library = asked_of(request), edition_of(request).library()
    answer = hits(library, asked.words, asked.chosen, asked.order, asked.page, FACETS)
    named = cards(library, asked.words) if not asked.chosen and answer.page == 1 else ()
    return page(request, "search.html", asked=asked, answer=answer, facets=FACETS, cards=named)


FACETS: Final = ("outcome", "council", "committee", "year", "paper_kind", "kind", "thing_kind")
routes: Final = [Route("/search", search)]
