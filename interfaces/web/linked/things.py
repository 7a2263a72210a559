"""`/id/…`: every IRI of a base answers, as the page of its thing, or as linked data."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from interfaces.web.addresses import page_of, paper_of, source_page
from interfaces.web.edition import edition_of
from interfaces.web.linked import generic
from interfaces.web.linked.formats import (
    PAGE,
    SUFFIXES,
    THING_FORMS,
    asked_for,
    links,
    not_acceptable,
    open_to_all,
    serialised,
)
from interfaces.web.pages import committee, contract, decision, meeting, person, provider, scheme
from interfaces.web.sparql.negotiation import Format
from kg.errors import UnknownName
from kg.vocabulary import ID_BASE, Kind
from queries.described import described, kinds_of, known_iri, name_of, now_of, place_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from queries.library import Library

ThingPage = Callable[["Request", str], Response]
# Who shows which classes; the first that fits does it.
PAGES: Final[tuple[tuple[frozenset[str], ThingPage], ...]] = tuple(
    (frozenset(each.KINDS), each.thing_page)
    for each in (contract, provider, scheme, meeting, decision, person, committee)
)
UNKNOWN: Final = "Nothing is known at this address. The paper that told of it may have been withdrawn."


def thing(request: Request) -> Response:
    """A thing by its IRI: a page, or Turtle, JSON-LD, N-Triples, RDF/XML, TriG or N-Quads, as was asked for."""
    asked = asked_for(request, request.path_params["rest"])
    iri, library = ID_BASE + asked.path, edition_of(request).library()
    if asked.form is None:
        return not_acceptable(page_of(iri), THING_FORMS)
    if (became := now_of(library, iri)) and not kinds_of(library, iri):
        return _moved(library, iri, became, asked.form, asked.by_suffix)
    page = asked.form == PAGE
    response = _page(request, library, iri) if page else _data(request, library, iri, asked.form)
    response.headers["Vary"] = "Accept"
    if known_iri(iri):
        response.headers["Link"] = links(page_of(iri), THING_FORMS, asked.form)
    return response


def _page(request: Request, library: Library, iri: str) -> Response:
    kinds = kinds_of(library, iri)
    if Kind.PAPER in kinds:
        return RedirectResponse(paper_of(iri), 303)
    if place := place_of(library, iri):
        marked = source_page(place.paper, place.page, place.start, place.end)
        return RedirectResponse(f"{marked}#mark", 303)
    shown = next((page for classes, page in PAGES if kinds & classes), generic.thing_page)
    return shown(request, iri)


def _data(request: Request, library: Library, iri: str, form: Format) -> Response:
    found = described(library, iri)
    if found is None:
        return PlainTextResponse(UNKNOWN + "\n", 404)
    headers = {**open_to_all(request), "Content-Location": f"{page_of(iri)}.{SUFFIXES[form.media_type]}"}
    return Response(serialised(found.quads(), form), 200, headers, form.media_type)


def _moved(library: Library, iri: str, became: tuple[str, ...], form: Format, by_suffix: bool) -> Response:
    """To the thing that it became; several are offered, for none of them is it alone."""
    suffix = f".{SUFFIXES[form.media_type]}" if by_suffix else ""
    if len(became) == 1:
        return RedirectResponse(page_of(became[0]) + suffix, 301, {"Vary": "Accept"})
    choices = tuple(f"{name_of(library, each)} <{each}>" for each in became)
    if form == PAGE:
        raise UnknownName(f"What was at {page_of(iri)} has become several things.", choices)
    told = "".join(f"<{page_of(each)}>; rel=alternate, " for each in became).removesuffix(", ")
    words = "\n".join(("This has become several things:", *choices, ""))
    return PlainTextResponse(words, 300, {"Link": told, "Vary": "Accept"})


routes: Final = [Route("/id/{rest:path}", thing, name="thing")]
