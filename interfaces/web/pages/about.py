"""Pages about the site itself: how to search, what is accessible and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from interfaces.web.views import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def help_page(request: Request) -> Response:
    """How to find things, and how far to trust what is found."""
    return page(request, "help.html")


def accessibility(request: Request) -> Response:
    """The accessibility statement that public bodies owe (SI 2018/952, regulation 8)."""
    return page(request, "accessibility.html")


routes: Final = [Route("/help", help_page), Route("/accessibility", accessibility)]
