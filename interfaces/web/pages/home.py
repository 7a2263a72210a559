"""The first page."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from interfaces.web.edition import edition_of
from interfaces.web.views import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def home(request: Request) -> Response:
    """A search box, what is held, what is new, what ends soon, and what could not be read."""
    from queries.front import ENDING, MONTHS, ending, front

    library = edition_of(request).library()
    soon = ending(library, datetime.date.today().isoformat())
    return page(request, "home.html", front=front(library), ending=soon[:ENDING], ending_count=len(soon), within=MONTHS)


routes: Final = [Route("/", home)]
