"""`/changes`: what came, changed and went between generations, as a page and as an Atom feed (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import Response
from starlette.routing import Route

from interfaces.web.edition import edition_of
from interfaces.web.linked.formats import open_to_all
from interfaces.web.views import environment, page
from queries.changes import changes_since

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.changes import Change

PER_PAGE: Final = 20  # generations on a page or in a feed
NAMED: Final = 100  # papers of one generation that are listed there; the API lists all


def about(request: Request) -> Response:
    """The newest changes."""
    edition = edition_of(request)
    answer = changes_since(edition.library())
    return page(request, "changes.html", told=answer.changes[:PER_PAGE], more=answer.changes[PER_PAGE:], most=NAMED)


def feed(request: Request) -> Response:
    """The newest changes as a feed; an entry a generation in which a paper came, changed or went."""
    edition = edition_of(request)
    told = [each for each in changes_since(edition.library()).changes if each.papers][:PER_PAGE]
    updated = told[0].made if told else edition.made
    text = environment().get_template("changes.xml").render(
        told=told, updated=updated, base=str(request.base_url), summary=summary, most=NAMED
    )  # fmt: skip
    return Response(text, 200, open_to_all(request), "application/atom+xml")


def summary(change: Change) -> str:
    """`3 papers came, 1 changed`."""
    counts = [(sum(each.what == what for each in change.papers), word) for what, word in SAID.items()]
    told = [f"{count} {word}" for count, word in counts if count]
    return ", ".join(told) if told else "no paper came, changed or went"


SAID: Final = {"added": "new", "changed": "changed", "removed": "gone"}
routes: Final = [Route("/changes", about), Route("/changes.atom", feed)]
