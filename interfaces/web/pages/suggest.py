"""Suggestions as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import Response
from starlette.routing import Route

from interfaces.web import addresses
from interfaces.web.edition import edition_of
from interfaces.web.pages.search_words import thing_kind

if TYPE_CHECKING:
    from starlette.requests import Request

    from queries.suggest import Suggestion

WORDS: Final = "Search for these words"


def suggest(request: Request) -> Response:
    """`[typed, [completions], [what each is], [its address]]`: OpenSearch Suggestions 1.1, as browsers ask for it.

    Things have their kind and lead to their pages; words lead to a search for them.
    """
    import msgspec

    from queries.suggest import suggestions

    typed = request.query_params.get("q", "")
    found = suggestions(edition_of(request).library(), typed)
    columns = [each.text for each in found], [_what(each) for each in found], [_address(each) for each in found]
    return Response(msgspec.json.encode([typed[:200], *columns]), media_type="application/x-suggestions+json")


def _what(found: Suggestion) -> str:
    return thing_kind(found.kind) if found.kind else WORDS


def _address(found: Suggestion) -> str:
    return addresses.page_of(found.iri) if found.iri else addresses.search_for(found.text)


routes: Final = [Route("/suggest", suggest)]
