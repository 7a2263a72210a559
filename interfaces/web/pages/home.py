"""The first page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from interfaces.web.views import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def home(request: Request) -> Response:
    """A search box, and what can be found here."""
    return page(request, "home.html")


routes: Final = [Route("/", home)]
