"""A committee with its meetings, members, contracts and powers; a council with its committees, posts and papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interfaces.web.edition import edition_of
from interfaces.web.pages import decided_words
from interfaces.web.views import page
from kg.vocabulary import Kind
from queries import committee as questions
from queries.committee import council_of
from queries.described import kinds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from queries.answers import Ref
    from queries.powers import Power

KINDS: Final = (Kind.COMMITTEE, Kind.COUNCIL, Kind.BODY)


def thing_page(request: Request, iri: str) -> Response:
    """The page of a committee, a council or another body. UnknownName where there is none at this IRI."""
    library = edition_of(request).library()
    kinds = kinds_of(library, iri)
    if Kind.COMMITTEE in kinds:
        committee = questions.committee(library, iri)
        contracts = _by_contract(committee.steps)
        days = {each.meeting.iri: each.date for each in committee.meetings}
        return page(request, "committee.html", answer=committee, contracts=contracts, days=days, told=decided_words)
    if Kind.COUNCIL in kinds:
        return page(request, "council.html", answer=questions.council(library, iri), told=decided_words)
    body = questions.body(library, iri)
    contracts = _by_contract(body.steps)
    council = council_of(library, iri)
    return page(request, "body.html", answer=body, contracts=contracts, council=council, told=decided_words)


def _by_contract(steps: Sequence[Power]) -> list[tuple[Ref, list[Power]]]:
    """What was decided or asked for on each contract, by the contracts' names."""
    found: dict[Ref, list[Power]] = {}
    for step in steps:
        if step.contract:
            found.setdefault(step.contract, []).append(step)
    return sorted(found.items(), key=lambda pair: pair[0].label.casefold())
