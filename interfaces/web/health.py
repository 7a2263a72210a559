"""For whoever runs the server: is it well, and how much does it do?"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from interfaces.web.edition import edition_of, state_of

if TYPE_CHECKING:
    from starlette.requests import Request


def health(request: Request) -> Response:
    """`{"status": "ok", "generation": 42, …}`; 503 when the generation that is held cannot be asked.

    The status is "publishing" while the server that has the graph is written: pages that are kept are answered then,
    others wait, or are to be asked again.
    """
    edition = edition_of(request)
    passages = edition.library().text.count()
    status = "ok" if edition.holdings.settled() else "publishing"
    told = {"status": status, "generation": edition.number, "made": edition.made, "passages": passages}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})


def metrics(request: Request) -> Response:
    """Figures in Prometheus's text format."""
    figures = state_of(request).figures
    figures.generation.set(edition_of(request).number)
    for what, number in asdict(state_of(request).workers.figures()).items():
        figures.workers.labels(what).set(number)
    return Response(figures.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


routes: Final = [Route("/health", health), Route("/metrics", metrics)]
