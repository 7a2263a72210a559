"""The web application: who answers which address, and what every request goes through first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from interfaces.web import health
from interfaces.web.api import asking
from interfaces.web.edition import Editions
from interfaces.web.linked import changes, dumps, graphs, things, vocabulary
from interfaces.web.middleware.editions import PerEdition
from interfaces.web.middleware.headers import SafeHeaders
from interfaces.web.middleware.limits import Limits
from interfaces.web.middleware.observing import Figures, Observing
from interfaces.web.middleware.unmixed import Unmixed
from interfaces.web.pages import about, ask, feeds, home, paper, search, source, suggest, tables
from interfaces.web.problems import handlers
from interfaces.web.settings import LOOPBACK, MEBIBYTE, Settings
from interfaces.web.sparql import protocol
from interfaces.web.views import HERE
from interfaces.web.workers.pool import Workers
from kg.errors import WrongUse

ROUTES: Final[list[BaseRoute]] = [
    *home.routes,
    *search.routes,
    *feeds.routes,
    *suggest.routes,
    *tables.routes,
    *about.routes,
    *ask.routes,
    *source.routes,
    *paper.routes,
    *things.routes,
    *graphs.routes,
    *vocabulary.routes,
    *dumps.routes,
    *changes.routes,
    *asking.routes,
    *health.routes,
    *protocol.routes,
    Mount("/static", StaticFiles(directory=HERE / "static"), name="static"),
]


def create_app(settings: Settings) -> Starlette:
    """The application for one base. NoBase or BaseDamaged where there is nothing to serve."""
    editions, figures = Editions(settings), Figures()
    app = Starlette(
        routes=ROUTES,
        middleware=[*_layers(settings, editions, figures)],
        exception_handlers=dict(handlers()),
        lifespan=_lifespan,
    )
    app.router.redirect_slashes = False  # its redirects lead to whatever host the client names
    app.state.settings, app.state.editions, app.state.figures = settings, editions, figures
    app.state.workers = Workers(
        settings.query_workers,
        megabytes=settings.query_memory // MEBIBYTE,
        preload=("interfaces.web.sparql.job",),
        reaches=settings.base.stores.servers(),
    )
    return app


def _layers(settings: Settings, editions: Editions, figures: Figures) -> list[Middleware]:
    """From the outermost in."""
    # Only named hosts see exempt papers: a page elsewhere could point a name of its own at this machine.
    hosts = settings.hosts or (LOOPBACK if settings.with_exempt else ("*",))
    wild = [host for host in settings.hosts if "*" in host]
    if wild and (settings.with_exempt or not all(host.startswith("*.") and "*" not in host[1:] for host in wild)):
        raise WrongUse(f"“{wild[0]}” is no name that the server may answer to: give each name whole.")
    return [
        Middleware(Observing, figures),
        Middleware(SafeHeaders, settings.with_exempt),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        Middleware(Limits, settings.body_bytes, settings.requests_a_second, settings.burst),
        Middleware(GZipMiddleware, minimum_size=2000, compresslevel=4),
        Middleware(PerEdition, editions),
        Middleware(Unmixed),
    ]


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    """Look for new generations while the server runs, and have workers ready."""
    await app.state.workers.start()
    watching = asyncio.create_task(app.state.editions.keep_up())
    try:
        yield
    finally:
        await app.state.workers.stop()
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
