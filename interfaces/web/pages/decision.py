"""A decision, a minute, a report or a recommendation: its words, where they stand, and what is tied to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interfaces.web.edition import edition_of
from interfaces.web.pages import decided_words
from interfaces.web.views import page
from kg.vocabulary import Kind
from queries import decision as questions
from queries.compared import pieces
from queries.described import kinds_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from queries.library import Library

SHOWN: Final[dict[str, tuple[str, Callable[[Library, str], object]]]] = {
    Kind.DECISION: ("decision.html", questions.decision),
    Kind.MINUTE: ("minute.html", questions.minute),
    Kind.REPORT: ("report.html", questions.report),
    Kind.RECOMMENDATION: ("recommendation.html", questions.recommendation),
}
KINDS: Final = tuple(SHOWN)


def thing_page(request: Request, iri: str) -> Response:
    """The page of a decision, minute, report or recommendation. UnknownName where there is none at this IRI."""
    library = edition_of(request).library()
    kinds = kinds_of(library, iri)
    template, ask = next(SHOWN[kind] for kind in KINDS if kind in kinds or kind == KINDS[-1])
    return page(request, template, answer=ask(library, iri), pieces=pieces, told=decided_words)
