"""`/dump/…`: the whole base as files, and what they are, for people and as VoID and DCAT for programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, Final

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from interfaces.web.addresses import dump
from interfaces.web.edition import edition_of
from interfaces.web.linked.dataset import dataset
from interfaces.web.linked.files import file_of
from interfaces.web.linked.formats import N_TRIPLES, PAGE, asked_at, links, not_acceptable, open_to_all, written
from interfaces.web.sparql.negotiation import JSON_LD, RDF_XML, TURTLE
from interfaces.web.views import page
from queries.vocabulary import label_of
from queries.whole import kind_counts, write_papers, write_whole

if TYPE_CHECKING:
    from starlette.requests import Request

    from queries.library import Library

FORMS: Final = (PAGE, TURTLE, JSON_LD, N_TRIPLES, RDF_XML)


@dataclass(frozen=True, slots=True)
class Dump:
    """A file: its name, what it holds, its type as it is sent and as it is unpacked, and who writes it."""

    name: str
    about: str
    media_type: str
    unpacked: str
    write: Callable[[Library, BinaryIO], None]


def _whole(media_type: str) -> Callable[[Library, BinaryIO], None]:
    return lambda library, out: write_whole(library, media_type, out)


DUMPS: Final = (
    Dump("graph.nq.gz", "Everything, as N-Quads: one statement a line, with the paper that makes it",
         "application/gzip", "application/n-quads", _whole("application/n-quads")),
    Dump("graph.trig.gz", "Everything, as TriG: paper by paper, easier to read",
         "application/gzip", "application/trig", _whole("application/trig")),
    Dump("papers.csv", "The list of papers, as a table", "text/csv; charset=utf-8", "text/csv", write_papers),
)  # fmt: skip
BY_NAME: Final = {each.name: each for each in DUMPS}


def file(request: Request) -> Response:
    """One of the files, whole or a range of it; 304 to who has it."""
    found = BY_NAME.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404, f"There is no such file. There are: {', '.join(BY_NAME)}.")
    edition = edition_of(request)
    tag = f'"{edition.stamp}-{found.name}"'
    headers = {**open_to_all(request), "ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(None, 304, headers)
    made = file_of(edition.library(), found.name, partial(found.write, edition.library()))
    return FileResponse(made, 200, headers, found.media_type, filename=found.name)


def about(request: Request) -> Response:
    """What there is of the base, and as what files."""
    asked = asked_at(request, dump(), FORMS)
    if asked.form is None:
        return not_acceptable(dump(), FORMS)
    edition = edition_of(request)
    library = edition.library()
    if asked.form == PAGE:
        response: Response = page(request, "dump.html", dumps=DUMPS, kinds=kind_counts(library), name_of=label_of)
    else:
        quads = edition.holdings.manifest().counts.get("quads", 0)
        told = dataset(str(request.base_url), edition.made, quads, kind_counts(library), DUMPS)
        response = Response(written(told, asked.form), 200, open_to_all(request), asked.form.media_type)
    response.headers["Vary"] = "Accept"
    response.headers["Link"] = links(dump(), FORMS, asked.form)
    return response


def well_known(request: Request) -> Response:
    """Where programs look for a description of a dataset. https://www.w3.org/TR/void/#well-known"""
    return RedirectResponse(f"{dump()}.ttl", 302)


routes: Final = [
    Route("/dump", about),
    Route("/dump.{suffix}", about),
    Route("/dump/{name}", file),
    Route("/.well-known/void", well_known),
]
